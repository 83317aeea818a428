// The two colour maps of the error view; the shader, the legend and the tests read them from here.
#pragma once

#include <array>

namespace fscope {

/// Red, green and blue, 0..1, as written to the screen (sRGB-encoded).
using Rgb = std::array<float, 3>;
/// Five colours at equal distances, straight lines between them.
using Colormap = std::array<Rgb, 5>;

/// Blue (too dark) over light gray (right) to red (too bright), of equal lightness on both sides.
inline constexpr Colormap kSignedError{{{0.075F, 0.255F, 0.545F},
                                        {0.420F, 0.635F, 0.855F},
                                        {0.925F, 0.925F, 0.925F},
                                        {0.895F, 0.515F, 0.400F},
                                        {0.580F, 0.055F, 0.145F}}};
/// Black over violet and orange to pale yellow; lightness rises evenly.
inline constexpr Colormap kAbsoluteError{{{0.000F, 0.000F, 0.016F},
                                          {0.340F, 0.062F, 0.430F},
                                          {0.735F, 0.216F, 0.330F},
                                          {0.976F, 0.555F, 0.035F},
                                          {0.988F, 1.000F, 0.645F}}};

/// The colour at t, clamped to 0..1.
Rgb sample(const Colormap& map, float t);
/// Where a signed error falls on kSignedError: 0 at error * gain <= -1, 1/2 at 0, 1 at >= 1.
float signed_position(float error, float gain);
/// Where the size of an error falls on kAbsoluteError: 0 at no error, 1 at |error| * gain >= 1.
float absolute_position(float error, float gain);

}  // namespace fscope
