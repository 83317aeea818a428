#include "app/io/video_file.h"

#include <gif_lib.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/io/atomic_file.h"
#include "app/io/encoder_process.h"
#include "app/io/file_descriptor.h"
#include "app/io/image_file.h"
#include "app/io/path_text.h"
#include "core/support/check.h"
#include "core/tasks/resample.h"

namespace fscope {
namespace {

namespace fs = std::filesystem;

std::string ending_of(const fs::path& path) {
  return fold_case(escape_bytes(path.extension().native()));
}

void check_size(const Image& frame, const std::optional<Size>& size) {
  const bool same = !size || (size->width == frame.width && size->height == frame.height);
  if (!same) throw std::logic_error("the frames of a film differ in size");
}

/// Raw RGB frames into an ffmpeg.
class Mp4Writer final : public VideoWriter {
 public:
  explicit Mp4Writer(fs::path path) : path_(std::move(path)) {}

  void add(const Image& frame, double seconds) override {
    check_size(frame, size_);
    if (!size_) {
      size_ = {frame.width, frame.height};
      encoder_.emplace(path_, *size_, kFramesPerSecond);
    }
    const Image rgb = to_rgb(frame);
    const auto n = std::max(1L, std::lround(seconds * kFramesPerSecond));
    for (long i = 0; i < n; ++i) {
      encoder_->write({reinterpret_cast<const char*>(rgb.pixels.data()), rgb.pixels.size()});
    }
  }

  void finish() override {
    if (!encoder_) throw std::logic_error("a film without frames");
    write_file_atomically(path_, encoder_->finish());
  }

 private:
  static constexpr int kFramesPerSecond = 25;

  fs::path path_;
  std::optional<Size> size_;
  std::optional<EncoderProcess> encoder_;
};

struct FreeMap {
  void operator()(ColorMapObject* map) const { GifFreeMapObject(map); }
};
using ColorMap = std::unique_ptr<ColorMapObject, FreeMap>;

/// One frame in at most 256 colours of its own.
struct Indexed {
  std::vector<GifByteType> pixels;
  ColorMap colors;
};

constexpr int kGifColors = 256;

Indexed reduce_colours(const Image& frame) {
  const Image rgb = to_rgb(frame);
  const std::size_t n = rgb.n_pixels();
  std::array<std::vector<GifByteType>, 3> planes;
  for (std::size_t c = 0; c < 3; ++c) {
    planes[c].resize(n);
    for (std::size_t i = 0; i < n; ++i) planes[c][i] = rgb.pixels[3 * i + c];
  }
  Indexed out{std::vector<GifByteType>(n), ColorMap(GifMakeMapObject(kGifColors, nullptr))};
  int n_colors = kGifColors;
  const bool done =
      out.colors &&
      GifQuantizeBuffer(static_cast<unsigned>(rgb.width), static_cast<unsigned>(rgb.height),
                        &n_colors, planes[0].data(), planes[1].data(), planes[2].data(),
                        out.pixels.data(), out.colors->Colors) == GIF_OK;
  if (!done) throw std::runtime_error("not enough memory to reduce the colours of a frame");
  return out;
}

int append_bytes(GifFileType* file, const GifByteType* bytes, int n) {
  static_cast<std::string*>(file->UserData)
      ->append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(n));
  return n;
}

class GifWriter final : public VideoWriter {
 public:
  explicit GifWriter(fs::path path) : path_(std::move(path)) {}
  ~GifWriter() override { close(); }

  void add(const Image& frame, double seconds) override {
    check_size(frame, size_);
    if (!size_) begin({frame.width, frame.height});
    Indexed indexed = reduce_colours(frame);
    write_delay(seconds);
    check(EGifPutImageDesc(file_, 0, 0, size_->width, size_->height, false, indexed.colors.get()));
    for (int row = 0; row < size_->height; ++row) {
      check(EGifPutLine(file_, indexed.pixels.data() + std::ptrdiff_t{row} * size_->width,
                        size_->width));
    }
  }

  void finish() override {
    if (!file_) throw std::logic_error("a film without frames");
    check(close());
    write_file_atomically(path_, bytes_);
  }

 private:
  void begin(Size size) {
    int error = 0;
    file_ = EGifOpen(&bytes_, append_bytes, &error);
    if (!file_) throw file_error(path_, "not enough memory to encode the film");
    size_ = size;
    EGifSetGifVersion(file_, true);
    check(EGifPutScreenDesc(file_, size.width, size.height, 8, 0, nullptr));
    constexpr std::string_view kLoop = "NETSCAPE2.0";
    constexpr std::array<GifByteType, 3> kForEver = {1, 0, 0};
    check(EGifPutExtensionLeader(file_, APPLICATION_EXT_FUNC_CODE));
    check(EGifPutExtensionBlock(file_, static_cast<int>(kLoop.size()), kLoop.data()));
    check(EGifPutExtensionBlock(file_, static_cast<int>(kForEver.size()), kForEver.data()));
    check(EGifPutExtensionTrailer(file_));
  }

  void write_delay(double seconds) {
    constexpr int kMostHundredths = 65535;
    const auto hundredths =
        std::clamp(static_cast<int>(std::lround(100 * seconds)), 1, kMostHundredths);
    const GraphicsControlBlock control{.DisposalMode = DISPOSE_DO_NOT,
                                       .UserInputFlag = false,
                                       .DelayTime = hundredths,
                                       .TransparentColor = NO_TRANSPARENT_COLOR};
    std::array<GifByteType, 4> block{};
    EGifGCBToExtension(&control, block.data());
    check(EGifPutExtension(file_, GRAPHICS_EXT_FUNC_CODE, static_cast<int>(block.size()),
                           block.data()));
  }

  int close() {
    int error = 0;
    return file_ ? EGifCloseFile(std::exchange(file_, nullptr), &error) : GIF_OK;
  }

  void check(int result) const {
    if (result != GIF_OK) throw file_error(path_, "the film could not be encoded as a GIF");
  }

  fs::path path_;
  std::optional<Size> size_;
  std::string bytes_;
  GifFileType* file_ = nullptr;
};

/// NAME-0001.png, NAME-0002.png, ...
class FramesWriter final : public VideoWriter {
 public:
  explicit FramesWriter(const fs::path& path) : folder_(path.parent_path()), stem_(path.stem()) {}

  void add(const Image& frame, double) override {
    check_size(frame, size_);
    size_ = {frame.width, frame.height};
    std::array<char, 32> number{};
    std::snprintf(number.data(), number.size(), "-%04d.png", ++n_frames_);
    save_png(folder_ / fs::path(stem_.native() + number.data()), frame);
  }

  void finish() override {
    if (n_frames_ == 0) throw std::logic_error("a film without frames");
  }

 private:
  fs::path folder_;
  fs::path stem_;
  std::optional<Size> size_;
  int n_frames_ = 0;
};

}  // namespace

bool has_ffmpeg() { return EncoderProcess::is_available(); }

void check_video_name(const fs::path& path) {
  const std::string ending = ending_of(path);
  if (ending != ".mp4" && ending != ".gif" && ending != ".png") {
    throw file_error(path, "a film's name ends in .mp4, .gif or .png (numbered frames)");
  }
  if (ending == ".mp4" && !has_ffmpeg()) {
    throw file_error(path,
                     "MP4 needs the program ffmpeg, which is not installed; a name that ends "
                     "in .gif or .png does without");
  }
}

std::unique_ptr<VideoWriter> open_video(const fs::path& path) {
  check_video_name(path);
  const std::string ending = ending_of(path);
  if (ending == ".mp4") return std::make_unique<Mp4Writer>(path);
  if (ending == ".gif") return std::make_unique<GifWriter>(path);
  return std::make_unique<FramesWriter>(path);
}

}  // namespace fscope
