#include "app/gui/picture_spectra.h"

#include <algorithm>

#include "app/gl/heat_map.h"
#include "core/support/spectrum.h"

namespace fscope {
namespace {

PictureView view_of(const Raster& raster) {
  return {.values = raster.values,
          .width = raster.width,
          .height = raster.height,
          .channels = raster.channels};
}

std::shared_ptr<const Raster> spectrum_of(const Raster& raster) {
  const std::vector<float> values = log_spectrum(view_of(raster));
  return std::make_shared<const Raster>(heat_map(values, raster.width, raster.height,
                                                 {kLowestLogAmplitude, kHighestLogAmplitude},
                                                 kAbsoluteError));
}

Raster to_raster(const Image& image) {
  Raster out{.width = image.width,
             .height = image.height,
             .channels = image.channels,
             .values = std::vector<float>(image.pixels.size()),
             .covers = {0, 0, static_cast<double>(image.width), static_cast<double>(image.height)}};
  std::ranges::transform(image.pixels, out.values.begin(),
                         [](std::uint8_t v) { return static_cast<float>(v) / 255.0F; });
  return out;
}

bool is_of_every_pixel(const Raster* raster, const Image& target) {
  return raster && raster->width == target.width && raster->height == target.height &&
         raster->channels == target.channels;
}

}  // namespace

std::shared_ptr<const Raster> make_spectrum(const Image& target, const Raster& picture) {
  return is_of_every_pixel(&picture, target) ? spectrum_of(picture) : nullptr;
}

PictureSpectra make_spectra(const Image& target, const Raster* reconstruction,
                            const Raster* theory) {
  Raster difference = to_raster(target);
  PictureSpectra out;
  out.target = spectrum_of(difference);
  if (is_of_every_pixel(theory, target)) out.theory = spectrum_of(*theory);
  if (!is_of_every_pixel(reconstruction, target)) return out;
  out.reconstruction = spectrum_of(*reconstruction);
  std::ranges::transform(reconstruction->values, difference.values, difference.values.begin(),
                         [](float learned, float wanted) { return learned - wanted; });
  out.error = spectrum_of(difference);
  return out;
}

}  // namespace fscope
