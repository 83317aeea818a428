#include "app/io/image_file.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "app/io/atomic_file.h"
#include "app/io/byte_reader.h"
#include "app/io/file_descriptor.h"
#include "app/io/image_header.h"
#include "app/io/picture_decoder.h"
#include "app/io/png_text.h"
#include "app/io/regular_file.h"
#include "app/io/stb_decoder.h"
#include "core/support/check.h"

namespace fscope {
namespace {

/// Where the pixel at (column, row) of the upright picture is stored; width and height as stored.
std::pair<int, int> stored_position(int orientation, int column, int row, int width, int height) {
  const int right = width - 1;
  const int bottom = height - 1;
  switch (orientation) {
    case 2:
      return {right - column, row};
    case 3:
      return {right - column, bottom - row};
    case 4:
      return {column, bottom - row};
    case 5:
      return {row, column};
    case 6:
      return {row, bottom - column};
    case 7:
      return {right - row, bottom - column};
    case 8:
      return {right - row, column};
    default:
      return {column, row};
  }
}

Image upright(Image stored, int orientation) {
  if (orientation == 1) return stored;
  const bool sideways = orientation >= 5;
  Image out{sideways ? stored.height : stored.width,
            sideways ? stored.width : stored.height,
            stored.channels,
            {}};
  const auto turn = [&](const auto& from, auto& to) {
    to.reserve(from.size());
    for (int row = 0; row < out.height; ++row) {
      for (int column = 0; column < out.width; ++column) {
        const auto [x, y] = stored_position(orientation, column, row, stored.width, stored.height);
        const auto pixel = from.begin() + (std::ptrdiff_t{y} * stored.width + x) * stored.channels;
        to.insert(to.end(), pixel, pixel + stored.channels);
      }
    }
  };
  turn(stored.pixels, out.pixels);
  if (!stored.deep.empty()) turn(stored.deep, out.deep);
  return out;
}

ReadImage image_from(std::string_view bytes) {
  const ImageHeader header = read_image_header(bytes);
  ReadImage read{.image = {},
                 .type = to_string(header.type),
                 .turned = header.orientation != 1,
                 .damage = find_damage(bytes, header)};
  try {
    read.image = upright(decode_picture(bytes, header), header.orientation);
  } catch (const std::runtime_error&) {
    if (read.damage.empty()) throw;
    throw std::runtime_error(read.damage);  // that is why
  }
  return read;
}

/// What `compute` returns; what it throws with the path in front.
template <class Compute>
auto naming(const std::filesystem::path& path, Compute compute) {
  try {
    return compute();
  } catch (const std::exception& reason) {
    throw file_error(path, reason.what());
  }
}

/// False when the header goes on behind these bytes; other faults are for others to report.
bool header_is_complete(std::string_view bytes) {
  try {
    read_image_header(bytes);
  } catch (const TruncatedFile&) {
    return false;
  } catch (const std::runtime_error&) {
  }
  return true;
}

ImageInfo info_from(std::string_view bytes) {
  const ImageHeader header = read_image_header(bytes);
  ImageInfo info{static_cast<int>(header.width), static_cast<int>(header.height), header.channels,
                 to_string(header.type)};
  if (header.turned_sideways()) std::swap(info.width, info.height);
  return info;
}

}  // namespace

ReadImage read_image(const std::filesystem::path& path) {
  const std::string bytes = read_regular_file(path, kMaxImageFileBytes);
  return naming(path, [&] { return image_from(bytes); });
}

void refuse_damage(const std::filesystem::path& path, const ReadImage& read) {
  if (read.damage.empty()) return;
  throw DamagedPicture(file_error(path, read.damage).what());
}

Image load_image(const std::filesystem::path& path) {
  ReadImage read = read_image(path);
  refuse_damage(path, read);
  return std::move(read.image);
}

std::vector<std::string> reading_notes(const ReadImage& read) {
  std::vector<std::string> notes;
  if (read.turned) notes.emplace_back("turned upright");
  if (!read.image.deep.empty()) notes.emplace_back("16 bits a value, shown in 8");
  if (read.image.channels % 2 == 0) notes.emplace_back("laid over the background");
  if (!read.damage.empty()) notes.emplace_back("damaged, read as far as it goes");
  return notes;
}

ImageInfo probe_image(const std::filesystem::path& path) {
  constexpr std::size_t kUsual = std::size_t{64} << 10;
  constexpr std::size_t kLongest = std::size_t{16} << 20;  // photographs can carry long metadata
  std::string bytes = read_regular_file(path, kMaxImageFileBytes, kUsual);
  if (bytes.size() == kUsual && !header_is_complete(bytes)) {
    bytes = read_regular_file(path, kMaxImageFileBytes, kLongest);
  }
  return naming(path, [&] { return info_from(bytes); });
}

std::string encode_png(const Image& image) {
  require(!image.empty(), "an empty picture cannot be saved");
  return encode_png_with_stb(image);
}

Image to_image(const Raster& raster) {
  Image image{.width = raster.width,
              .height = raster.height,
              .channels = raster.channels,
              .pixels = std::vector<std::uint8_t>(raster.values.size())};
  std::ranges::transform(raster.values, image.pixels.begin(), to_byte);
  return image;
}

void save_png(const std::filesystem::path& path, const Image& image, std::string_view state) {
  const std::string png = naming(path, [&] { return encode_png(image); });
  write_file_atomically(path, state.empty() ? png : with_png_text(png, kStateKeyword, state));
}

}  // namespace fscope
