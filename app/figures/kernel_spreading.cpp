// Fig. 7 (PAPER secs. 1 and 2.1, "Kernel spreading"): deeper networks spread frequencies further.
#include <array>
#include <cmath>

#include "app/figures/paper_figures.h"
#include "core/support/check.h"
#include "core/support/fft.h"
#include "core/theory/ntk.h"

namespace fscope {
namespace {

constexpr Index kPoints = 128;
constexpr Index kInputs = 12;  // of both networks: the basic mapping is padded with zeros
constexpr std::array<int, 3> kHiddenLayers = {4, 8, 16};

/// [sin 2 pi b x; cos 2 pi b x] at 128 points, padded with zeros to kInputs rows.
Matrix<double> features(const Eigen::VectorXd& frequencies) {
  const FourierMapping mapping{
      .B = frequencies, .amplitude = Eigen::VectorXd::Ones(frequencies.size()), .n_inputs = 1};
  const Eigen::RowVectorXd x =
      Eigen::RowVectorXd::LinSpaced(kPoints, 0, kPoints - 1) / static_cast<double>(kPoints);
  Matrix<double> out = Matrix<double>::Zero(kInputs, kPoints);
  out.topRows(2 * frequencies.size()) = encode_points<double>(mapping, x);
  return out;
}

/// Orthonormal Fourier coefficients of K(x, 1/2) over K(0, 1/2), as the notebook has them.
std::vector<double> spectrum(const Matrix<double>& X, int n_hidden) {
  const NtkSettings network{.n_inputs = kInputs,
                            .width = 512,
                            .n_layers = n_hidden + 1,
                            .parameterization = Parameterization::ntk};
  const Eigen::VectorXd row = ntk(network, X, X.col(kPoints / 2));
  const std::vector<Complex> values(row.begin(), row.end());
  std::vector<double> out;
  for (const Complex& c : fft(values)) {
    out.push_back(std::abs(c) / std::sqrt(static_cast<double>(kPoints)) / row[0]);
  }
  return out;
}

FigurePanel panel(std::string title, const Eigen::VectorXd& frequencies) {
  FigurePanel out{.title = std::move(title),
                  .x = {.title = "frequency (cycles)"},
                  .y = {.title = "magnitude", .scale = FigureScale::logarithmic}};
  const Matrix<double> X = features(frequencies);
  for (std::size_t d = 0; d < kHiddenLayers.size(); ++d) {
    const std::vector<double> magnitudes = spectrum(X, kHiddenLayers[d]);
    FigureSeries series{.name = text(kHiddenLayers[d], " hidden layers"),
                        .colour = static_cast<int>(d)};
    for (int k = -kPoints / 2; k <= kPoints / 2; ++k) {
      const double y = magnitudes[static_cast<std::size_t>((k + kPoints) % kPoints)];
      series.points.push_back({1.0 * k, y, y, y});
    }
    out.series.push_back(std::move(series));
  }
  return out;
}

}  // namespace

Figure kernel_spreading(const FigureSettings&, const FigureHooks& hooks) {
  FigureWork work(hooks, 2);
  Figure figure{
      .name = "fig7",
      .title = "Depth spreads the kernel's spectrum around the frequencies of the mapping",
      .notes = {"Spectrum of the neural tangent kernel's row K(x, 1/2), ntk "
                "parameterisation, in closed form, on 128 points, over K(0, 1/2). (a) "
                "frequency 1; (b) frequencies 1, 0, 0, 0, 0 and 43.",
                "Nothing differs from the paper."},
      .n_columns = 2};
  figure.panels.push_back(panel("(a) Basic mapping", Eigen::VectorXd::Ones(1)));
  work.add(1);
  Eigen::VectorXd gap = Eigen::VectorXd::Zero(kInputs / 2);
  gap[0] = 1;
  gap[gap.size() - 1] = 43;
  figure.panels.push_back(panel("(b) Basic mapping and one frequency more", gap));
  work.add(1);
  return figure;
}

}  // namespace fscope
