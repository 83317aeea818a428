// Spectra of signals and pictures, for looking at and for errors by frequency.
#pragma once

#include <span>
#include <vector>

namespace fscope {

/// Amplitudes of the cosines that add up to x (N >= 1 values), of frequency 0 .. N / 2 cycles over
/// the whole: A cos(2 pi k n / N + phase) has A at k. Throws std::invalid_argument when x is empty.
std::vector<double> amplitude_spectrum(std::span<const double> x);

/// A picture's values, as a Raster holds them: rows top to bottom, channels interleaved.
struct PictureView {
  std::span<const float> values;  // height * width * channels
  int width = 0;
  int height = 0;
  int channels = 0;
};

/// log10 of |X| / (width * height) of the mean over channels, at least kSpectrumFloor:
/// height x width values, rows top to bottom, frequency 0 at column width / 2, row height / 2.
/// No window is applied: a picture whose borders differ shows a cross.
/// Throws std::invalid_argument when sizes do not fit.
std::vector<float> log_spectrum(const PictureView& picture);
inline constexpr float kSpectrumFloor = -9;

/// Energy in rings of frequency, in cycles over the longer side, as sigma counts: the i-th is the
/// sum of |X|^2 / (width * height)^2, averaged over channels, of frequencies of length
/// edges[i] <= |f| < edges[i + 1]. Rings that hold every frequency add up to the mean square of the
/// values. A ring too narrow to hold any frequency has 0.
/// Throws std::invalid_argument when sizes do not fit or the edges do not rise.
std::vector<double> band_energies(const PictureView& picture, std::span<const double> edges);

/// The mean of |X|^2 / (width * height)^2 over all frequencies that round to length
/// r = 0, 1, 2, ... cycles over the longer side, up to half of it (the sampling limit).
std::vector<double> radial_power(const PictureView& picture);

}  // namespace fscope
