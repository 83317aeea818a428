// Image regression: pixel coordinates to colour (Tancik et al. 2020, Sec. 6.1).
#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "core/tasks/image.h"
#include "core/tasks/raster.h"
#include "core/tasks/resample.h"
#include "core/tasks/task.h"

namespace fscope {

/// even_odd: train on even rows and columns, hold out odd rows and odd columns (Table 3).
/// all: train on every pixel, hold out none.
enum class SplitMode { even_odd, all };
enum class ColorMode { automatic, gray, rgb };

/// How a picture becomes a training target.
struct ImageSettings {
  int resolution = 256;  // pixels of the longer side; 0 = as the picture is
  CropMode crop = CropMode::centre_crop;
  SplitMode split = SplitMode::even_odd;
  ColorMode color = ColorMode::automatic;
  std::array<std::uint8_t, 3> background = {255, 255, 255};  // shows through alpha

  bool operator==(const ImageSettings&) const = default;
};

/// Crops, flattens alpha, converts colour and resizes as the settings say. The result has 1 or 3
/// channels; it is the source itself where nothing changes, so that a large picture is held once.
/// Throws std::invalid_argument when the source is null or empty or the resolution is negative or
/// above kMaxResolution.
std::shared_ptr<const Image> prepare_image(std::shared_ptr<const Image> source,
                                           const ImageSettings& settings);
inline constexpr int kMaxResolution = 16384;

/// Pixels of a split of `image`.
Index n_split_pixels(const Image& image, SplitMode mode, Split split);

/// Pixel (column, row) is the point (column, row) / max(width, height), so sigma counts cycles
/// over the longer side. Targets are the stored sRGB values / 255.
class Image2dTask final : public Task {
 public:
  /// image has 1 or 3 channels and is not empty. Throws std::invalid_argument otherwise, or when
  /// the split leaves no training pixel.
  Image2dTask(std::shared_ptr<const Image> image, SplitMode split);

  const Image& image() const { return *image_; }
  std::shared_ptr<const Image> shared_image() const { return image_; }
  SplitMode split() const { return split_; }
  const Grid& grid() const override { return grid_; }
  Index n_outputs() const override { return image_->channels; }
  Index n_points(Split split) const override;
  Index point(Split split, Index i) const override;
  void targets(std::span<const Index> points, MatrixRef<float> out) const override;

 private:
  std::shared_ptr<const Image> image_;
  SplitMode split_;
  Grid grid_;
};

/// Points at the centres of columns x rows equal cells of `region`, as coordinates of a task on an
/// image whose longer side is `side` pixels; the centre of pixel i is the coordinate i / side.
Grid region_grid(const Region& region, Index columns, Index rows, int side);

}  // namespace fscope
