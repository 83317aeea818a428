#include "core/theory/grid_kernel.h"

#include <algorithm>
#include <utility>

#include "core/support/check.h"

namespace fscope {
namespace {

using Eigen::Index;

constexpr int kLines = 8;  // columns transformed together: they stay in the first-level cache

const PixelGrid& checked(const PixelGrid& grid) {
  require(grid.width >= 1 && grid.height >= 1, "a grid needs pixels, got ", grid.width, " x ",
          grid.height);
  require(grid.stride == 1 || grid.stride == 2, "every pixel or every second is trained on, not ",
          "every ", grid.stride);
  return grid;
}

std::size_t size(int n) { return static_cast<std::size_t>(n); }

/// a b, without the check for infinities that the operator of std::complex makes.
Complex multiplied(Complex a, Complex b) {
  return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}

}  // namespace

DenseKernel::DenseKernel(const PixelGrid& grid, Eigen::MatrixXd K)
    : grid_(checked(grid)), all_(std::move(K)), train_(grid.n_train(), grid.n_train()) {
  require(all_.rows() == grid.n_pixels() && all_.cols() == grid.n_train(), "a kernel of ",
          all_.rows(), " x ", all_.cols(), " for ", grid.n_pixels(), " pixels, ", grid.n_train(),
          " of them trained on");
  for (Index i = 0; i < train_.rows(); ++i) {
    const Index x = grid.stride * (i % grid.train_columns());
    const Index y = grid.stride * (i / grid.train_columns());
    train_.row(i) = all_.row(y * grid.width + x);
  }
}

LinearMap DenseKernel::train_product() const {
  return [this](const Eigen::VectorXd& w, Eigen::VectorXd& out) { out.noalias() = train_ * w; };
}

LinearMap DenseKernel::pixel_product() const {
  return [this](const Eigen::VectorXd& w, Eigen::VectorXd& out) { out.noalias() = all_ * w; };
}

GridKernel::GridKernel(const PixelGrid& grid, const Eigen::MatrixXd& kernel, GridPixels pixels,
                       ThreadPool& pool)
    : grid_(checked(grid)),
      length_x_(fast_fft_length(2 * grid.train_columns() - 1)),
      length_y_(fast_fft_length(2 * grid.train_rows() - 1)),
      rows_fft_({.columns = length_x_}, grid.train_rows()),
      lines_fft_({.columns = length_y_}, {.count = kLines, .distance = length_y_}) {
  require(kernel.rows() == 2 * grid.width - 1 && kernel.cols() == 2 * grid.height - 1,
          "a kernel at ", kernel.rows(), " x ", kernel.cols(), " differences for ", grid.width,
          " x ", grid.height, " pixels");
  for (int y = 0; y < grid.stride; ++y) {
    for (int x = 0; x < grid.stride; ++x) {
      if (pixels == GridPixels::splits && x != y) continue;
      const Lattice lattice{.x = x,
                            .y = y,
                            .columns = (grid.width - x + grid.stride - 1) / grid.stride,
                            .rows = (grid.height - y + grid.stride - 1) / grid.stride,
                            .spectrum = {}};
      if (lattice.columns > 0 && lattice.rows > 0) lattices_.push_back(lattice);
    }
  }
  pool.for_each(static_cast<std::int64_t>(lattices_.size()), [&](std::int64_t i, int) {
    fill_spectrum(kernel, lattices_[static_cast<std::size_t>(i)]);
  });
}

void GridKernel::fill_spectrum(const Eigen::MatrixXd& kernel, Lattice& lattice) const {
  const RealFft plane_fft({.rows = length_y_, .columns = length_x_});
  std::vector<double> plane(plane_fft.n_values(), 0.0);
  for (int j = 1 - grid_.train_rows(); j < lattice.rows; ++j) {
    double* row = plane.data() + size((j + length_y_) % length_y_) * size(length_x_);
    const auto at = kernel.col(grid_.height - 1 + grid_.stride * j + lattice.y);
    for (int i = 1 - grid_.train_columns(); i < lattice.columns; ++i) {
      row[(i + length_x_) % length_x_] = at[grid_.width - 1 + grid_.stride * i + lattice.x];
    }
  }
  std::vector<Complex> frequencies(plane_fft.n_frequencies());
  plane_fft.forward(plane, frequencies);
  const int n_frequencies = length_x_ / 2 + 1;
  const double scale = 1 / (static_cast<double>(length_x_) * length_y_);
  lattice.spectrum.resize(frequencies.size());
  for (int y = 0; y < length_y_; ++y) {
    for (int x = 0; x < n_frequencies; ++x) {
      lattice.spectrum[size(x) * size(length_y_) + size(y)] =
          scale * frequencies[size(y) * size(n_frequencies) + size(x)];
    }
  }
}

void GridKernel::transform(const Eigen::VectorXd& w, std::span<const Lattice> lattices,
                           Workspace& workspace) const {
  const int n_columns = grid_.train_columns();
  const int n_rows = grid_.train_rows();
  const int n_frequencies = length_x_ / 2 + 1;
  workspace.values.assign(rows_fft_.n_values(), 0.0);
  workspace.rows.resize(rows_fft_.n_frequencies());
  workspace.lines.resize(2 * lines_fft_.size());
  workspace.results.resize(lattices.size());
  for (auto& result : workspace.results) result.resize(rows_fft_.n_frequencies());
  for (int y = 0; y < n_rows; ++y) {
    std::copy_n(w.data() + Index{y} * n_columns, n_columns,
                workspace.values.data() + size(y) * size(length_x_));
  }
  rows_fft_.forward(workspace.values, workspace.rows);
  const std::span lines = std::span(workspace.lines).first(lines_fft_.size());
  const std::span product = std::span(workspace.lines).last(lines_fft_.size());
  for (int begin = 0; begin < n_frequencies; begin += kLines) {
    const int n = std::min(kLines, n_frequencies - begin);
    std::ranges::fill(lines, Complex(0));
    for (int y = 0; y < n_rows; ++y) {
      const Complex* row = workspace.rows.data() + size(y) * size(n_frequencies) + begin;
      for (int x = 0; x < n; ++x) lines[size(x) * size(length_y_) + size(y)] = row[x];
    }
    lines_fft_.forward(lines);
    for (std::size_t i = 0; i < lattices.size(); ++i) {
      const Complex* spectrum = lattices[i].spectrum.data() + size(begin) * size(length_y_);
      for (std::size_t k = 0; k < size(n) * size(length_y_); ++k) {
        product[k] = multiplied(lines[k], spectrum[k]);
      }
      lines_fft_.inverse(product);
      for (int y = 0; y < n_rows; ++y) {
        Complex* row = workspace.results[i].data() + size(y) * size(n_frequencies) + begin;
        for (int x = 0; x < n; ++x) row[x] = product[size(x) * size(length_y_) + size(y)];
      }
    }
  }
}

void GridKernel::multiply(const Eigen::VectorXd& w, Eigen::VectorXd& out,
                          Workspace& workspace) const {
  out.resize(grid_.n_train());
  transform(w, std::span(lattices_).first(1), workspace);
  rows_fft_.inverse(workspace.results[0], workspace.values);
  const int n_columns = grid_.train_columns();
  for (int y = 0; y < grid_.train_rows(); ++y) {
    std::copy_n(workspace.values.data() + size(y) * size(length_x_), n_columns,
                out.data() + Index{y} * n_columns);
  }
}

void GridKernel::evaluate(const Eigen::VectorXd& w, Eigen::VectorXd& out,
                          Workspace& workspace) const {
  out.setZero(grid_.n_pixels());
  transform(w, lattices_, workspace);
  for (std::size_t i = 0; i < lattices_.size(); ++i) {
    const Lattice& lattice = lattices_[i];
    rows_fft_.inverse(workspace.results[i], workspace.values);
    for (int y = 0; y < lattice.rows; ++y) {
      const double* row = workspace.values.data() + size(y) * size(length_x_);
      const Index line = Index{grid_.stride * y + lattice.y} * grid_.width + lattice.x;
      for (int x = 0; x < lattice.columns; ++x) out[line + Index{grid_.stride} * x] = row[x];
    }
  }
}

LinearMap GridKernel::train_product() const {
  return [this, workspace = Workspace()](const Eigen::VectorXd& w, Eigen::VectorXd& out) mutable {
    multiply(w, out, workspace);
  };
}

LinearMap GridKernel::pixel_product() const {
  return [this, workspace = Workspace()](const Eigen::VectorXd& w, Eigen::VectorXd& out) mutable {
    evaluate(w, out, workspace);
  };
}

}  // namespace fscope
