// Fig. 2 (PAPER secs. 1.2 and 2.1): what a mapping makes of the network's kernel.
#include <array>
#include <cmath>
#include <complex>
#include <limits>
#include <numbers>

#include "app/figures/paper_figures.h"
#include "core/support/check.h"
#include "core/support/fft.h"
#include "core/theory/ntk.h"

namespace fscope {
namespace {

constexpr Index kPoints = 32;  // of the rows
constexpr Index kCells = 100;  // of the matrices
constexpr Index kFrequencies = kPoints / 2;
constexpr std::array kPowers = {0.0, 0.5, 1.0, 1.5, 2.0, std::numeric_limits<double>::infinity()};

NtkSettings network(Index n_inputs) {
  return {.n_inputs = n_inputs,
          .width = 1024,
          .n_layers = 4,
          .parameterization = Parameterization::standard};
}

/// x from -pi to pi, both ends included, as the notebook has it; shown as -1/2 to 1/2.
Eigen::VectorXd positions() {
  return Eigen::VectorXd::LinSpaced(kCells, -std::numbers::pi, std::numbers::pi);
}

FigurePanel matrix_panel(std::string title, const Eigen::MatrixXd& X) {
  const Eigen::MatrixXd K = ntk(network(X.rows()), X, X);
  FigureHeatmap map{.rows = static_cast<int>(K.rows()),
                    .columns = static_cast<int>(K.cols()),
                    .x = {-0.5, 0.5},
                    .y = {-0.5, 0.5},
                    .range = {K.minCoeff(), K.maxCoeff()}};
  map.values.assign(K.data(), K.data() + K.size());  // symmetric: rows are columns
  return {.title = std::move(title),
          .x = {.title = "x"},
          .y = {.title = "x'"},
          .heatmap = std::move(map)};
}

FigurePanel no_mapping_panel() {
  return matrix_panel("(a) K(x, x') without a mapping", positions().transpose());
}

FigurePanel basic_panel() {
  Eigen::MatrixXd X(2, kCells);
  X.row(0) = positions().transpose().array().sin();
  X.row(1) = positions().transpose().array().cos();
  return matrix_panel("(b) K(x, x') with the basic mapping", X);
}

/// K(x_k, 0) for x_k = k / 32.
Eigen::VectorXd kernel_row(double power) {
  const auto mapping = make_mapping({.kind = MappingKind::power,
                                     .power = power,
                                     .n_frequencies = kFrequencies,
                                     .normalize = true},
                                    1, 0);
  const Eigen::RowVectorXd x =
      Eigen::RowVectorXd::LinSpaced(kPoints, 0, kPoints - 1) / static_cast<double>(kPoints);
  const Matrix<double> features = encode_points<double>(mapping, x);
  return ntk(network(features.rows()), features, features.leftCols(1));
}

/// |Fourier coefficient| of frequencies 0 to 31; those above 16 stand for negative ones.
std::vector<double> magnitudes(const Eigen::VectorXd& row) {
  std::vector<Complex> values(row.begin(), row.end());
  std::vector<double> out;
  for (const Complex& c : fft(values)) out.push_back(std::abs(c));
  return out;
}

/// Values of a period with 0 in the middle and both ends shown.
FigureSeries centred(std::size_t family, const std::vector<double>& period, double per_point) {
  const double p = kPowers[family];
  FigureSeries series{.name = std::isinf(p) ? std::string("p = infinity") : text("p = ", p),
                      .colour = static_cast<int>(family)};
  const int n = static_cast<int>(period.size());
  for (int k = -n / 2; k <= n / 2; ++k) {
    const double y = period[static_cast<std::size_t>((k + n) % n)];
    series.points.push_back({k * per_point, y, y, y});
  }
  return series;
}

}  // namespace

Figure composed_kernels(const FigureSettings&, const FigureHooks& hooks) {
  FigureWork work(hooks, 4);
  Figure figure{.name = "fig2",
                .title =
                    "A mapping makes the network's kernel stationary, and its power p sets "
                    "the width",
                .notes = {"Neural tangent kernel of 4 layers of width 1024, standard "
                          "parameterisation, in closed form. (c), (d): a_j = 1 / j^p for "
                          "frequencies j = 1 to 16, |gamma| = 1, on 32 points.",
                          "Nothing differs from the paper; (a) and (b) have x from -pi to pi, "
                          "labelled -1/2 to 1/2 as there."},
                .n_columns = 2};
  figure.panels.push_back(no_mapping_panel());
  work.add(1);
  figure.panels.push_back(basic_panel());
  work.add(1);
  FigurePanel rows{.title = "(c) K(x, 0)", .x = {.title = "x"}, .y = {.title = "kernel"}};
  FigurePanel spectra{.title = "(d) Its Fourier spectrum",
                      .x = {.title = "frequency (cycles)"},
                      .y = {.title = "magnitude", .scale = FigureScale::logarithmic}};
  for (std::size_t i = 0; i < kPowers.size(); ++i) {
    const Eigen::VectorXd row = kernel_row(kPowers[i]);
    rows.series.push_back(centred(i, {row.begin(), row.end()}, 1.0 / kPoints));
    spectra.series.push_back(centred(i, magnitudes(row), 1));
  }
  figure.panels.push_back(std::move(rows));
  figure.panels.push_back(std::move(spectra));
  work.add(2);
  return figure;
}

}  // namespace fscope
