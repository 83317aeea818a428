#include "core/support/spectrum.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <numeric>
#include <stdexcept>

#include "core/support/random.h"

namespace fscope {
namespace {

TEST(AmplitudeSpectrum, ShowsTheAmplitudesOfCosines) {
  for (const int n : {16, 15}) {
    std::vector<double> x(static_cast<std::size_t>(n));
    for (int i = 0; i < n; ++i) {
      const double turn = 2 * std::numbers::pi * i / n;
      x[static_cast<std::size_t>(i)] = 0.5 + 3 * std::cos(2 * turn + 1) - 2 * std::sin(5 * turn);
    }
    const auto amplitudes = amplitude_spectrum(x);
    ASSERT_EQ(amplitudes.size(), static_cast<std::size_t>(n / 2 + 1));
    for (std::size_t k = 0; k < amplitudes.size(); ++k) {
      EXPECT_NEAR(amplitudes[k], k == 0 ? 0.5 : k == 2 ? 3 : k == 5 ? 2 : 0, 1e-13);  // rounding
    }
  }
  EXPECT_NEAR(amplitude_spectrum(std::vector<double>{1, -1, 1, -1})[2], 1, 1e-15);
  EXPECT_THROW(amplitude_spectrum({}), std::invalid_argument);
}

/// A cosine of (fx, fy) cycles over width and height, around a mean; channels 1, 2, ... times it.
std::vector<float> wave(int width, int height, int channels, int fx, int fy) {
  std::vector<float> out;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const double cycles = double(fx) * x / width + double(fy) * y / height;
      for (int c = 1; c <= channels; ++c) {
        out.push_back(static_cast<float>(c * (0.5 + std::cos(2 * std::numbers::pi * cycles))));
      }
    }
  }
  return out;
}

TEST(LogSpectrum, HasAWaveAtItsFrequencyAndItsConjugate) {
  for (const auto& [width, height] : {std::pair{10, 8}, std::pair{9, 7}}) {
    const auto values = wave(width, height, 1, 3, -2);
    const auto level = log_spectrum({values, width, height, 1});
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) {
        const int fx = x - width / 2;
        const int fy = y - height / 2;
        const bool peak = (fx == 0 && fy == 0) || (std::abs(fx) == 3 && fy == -2 * fx / 3);
        const float got = level[static_cast<std::size_t>(y * width + x)];
        // Both have amplitude 1/2. Values are floats, so that others are noise of 1e-8.
        if (peak) {
          EXPECT_NEAR(got, std::log10(0.5), 1e-6) << fx << ' ' << fy;
        } else {
          EXPECT_LT(got, -7) << fx << ' ' << fy;
        }
      }
    }
  }
}

TEST(LogSpectrum, IsOfTheMeanOverChannelsAndNeverInfinite) {
  const auto three = wave(8, 8, 3, 1, 0);
  const auto level = log_spectrum({three, 8, 8, 3});
  EXPECT_NEAR(level[8 * 4 + 4], std::log10(2 * 0.5), 1e-6);  // floats
  for (const float value : log_spectrum({std::vector<float>(12, 0), 4, 3, 1})) {
    EXPECT_EQ(value, kSpectrumFloor);
  }
  EXPECT_THROW(log_spectrum({three, 8, 8, 1}), std::invalid_argument);
  EXPECT_THROW(log_spectrum({{}, 0, 0, 1}), std::invalid_argument);
}

TEST(BandEnergies, FindAWaveInItsBand) {
  // (3, 2) cycles over 12 x 6 pixels are (3, 4) over the longer side: |f| = 5.
  const auto values = wave(12, 6, 1, 3, 2);
  const auto energies = band_energies({values, 12, 6, 1}, std::vector<double>{0, 1, 4.9, 5.1, 100});
  ASSERT_EQ(energies.size(), 4U);
  // Mean square of 1/2 and of a cosine; floats.
  EXPECT_NEAR(energies[0], 0.25, 1e-6);
  EXPECT_NEAR(energies[1], 0, 1e-12);
  EXPECT_NEAR(energies[2], 0.5, 1e-6);
  EXPECT_NEAR(energies[3], 0, 1e-12);
}

TEST(BandEnergies, AddUpToTheMeanSquare) {
  for (const auto& [width, height] : {std::pair{10, 7}, std::pair{5, 8}}) {
    Rng rng(2);
    std::vector<float> values(static_cast<std::size_t>(width * height * 3));
    for (float& value : values) value = static_cast<float>(rng.normal());
    double square = 0;
    for (const float value : values) square += double(value) * value;
    const PictureView picture{values, width, height, 3};
    const auto energies = band_energies(picture, std::vector<double>{0, 2, 3, 1e9});
    EXPECT_NEAR(std::accumulate(energies.begin(), energies.end(), 0.0),
                square / double(values.size()), 1e-12);  // rounding in double
  }
}

TEST(BandEnergies, RefuseEdgesThatDoNotRise) {
  const std::vector<float> values(4, 1);
  EXPECT_THROW(band_energies({values, 2, 2, 1}, std::vector<double>{0}), std::invalid_argument);
  EXPECT_THROW(band_energies({values, 2, 2, 1}, std::vector<double>{0, 1, 1}),
               std::invalid_argument);
}

TEST(RadialPower, IsTheMeanOverARing) {
  const auto values = wave(8, 8, 1, 0, 2);
  const auto power = radial_power({values, 8, 8, 1});
  ASSERT_EQ(power.size(), 5U);
  EXPECT_NEAR(power[0], 0.25, 1e-6);
  // Two frequencies of power 1/4 among those of length 1.5 to 2.5: (+-2, 0), (0, +-2), (+-2, +-1),
  // (+-1, +-2): 12.
  EXPECT_NEAR(power[2], 0.5 / 12, 1e-6);
  EXPECT_NEAR(power[1], 0, 1e-12);
}

}  // namespace
}  // namespace fscope
