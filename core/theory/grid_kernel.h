// Products with the kernel matrix of the pixels of a picture.
#pragma once

#include <Eigen/Core>
#include <span>
#include <vector>

#include "core/support/fft.h"
#include "core/support/parallel.h"
#include "core/theory/lanczos.h"

namespace fscope {

/// The pixels of a width x height picture of which every `stride`-th column and row is trained on,
/// from the first: 1 (all) or 2.
struct PixelGrid {
  int width = 1;
  int height = 1;
  int stride = 1;

  int train_columns() const { return (width + stride - 1) / stride; }
  int train_rows() const { return (height + stride - 1) / stride; }
  Eigen::Index n_train() const { return Eigen::Index{train_columns()} * train_rows(); }
  Eigen::Index n_pixels() const { return Eigen::Index{width} * height; }
};

/// K between the pixels of a grid and its training pixels. Immutable; the products hold their own
/// scratch: one for every thread, and none longer than the kernel.
class PixelKernel {
 public:
  PixelKernel() = default;
  PixelKernel(const PixelKernel&) = delete;
  PixelKernel& operator=(const PixelKernel&) = delete;
  virtual ~PixelKernel() = default;

  virtual const PixelGrid& grid() const = 0;
  /// w -> K_train,train w (n_train), training pixels row by row.
  virtual LinearMap train_product() const = 0;
  /// w -> K_pixels,train w (n_pixels), all pixels row by row.
  virtual LinearMap pixel_product() const = 0;
};

/// Any kernel, as a matrix.
class DenseKernel final : public PixelKernel {
 public:
  /// K (n_pixels x n_train), pixels row by row. Throws std::invalid_argument when the grid is
  /// empty, its stride not 1 or 2 or K of another size.
  DenseKernel(const PixelGrid& grid, Eigen::MatrixXd K);

  const PixelGrid& grid() const override { return grid_; }
  LinearMap train_product() const override;
  LinearMap pixel_product() const override;

 private:
  PixelGrid grid_;
  Eigen::MatrixXd all_, train_;
};

/// Which pixels a GridKernel can answer for: all, or those trained on and those held out (odd
/// columns of odd rows), the others being 0.
enum class GridPixels { all, splits };

/// A stationary kernel: a block-Toeplitz matrix, never formed. A picture's pixels are stride x
/// stride lattices, each a shifted copy of the training pixels, so that all products are
/// convolutions on lattices of the training pixels' size, by Fourier transforms.
class GridKernel final : public PixelKernel {
 public:
  /// kernel ((2 width - 1) x (2 height - 1)): K at the differences of pixels, x along the columns,
  /// the zero difference in the middle; point symmetric, as StationaryKernel gives it.
  /// Throws std::invalid_argument as DenseKernel does.
  GridKernel(const PixelGrid& grid, const Eigen::MatrixXd& kernel, GridPixels pixels,
             ThreadPool& pool);

  const PixelGrid& grid() const override { return grid_; }
  LinearMap train_product() const override;
  LinearMap pixel_product() const override;

 private:
  struct Workspace {
    std::vector<double> values;                 // train_rows x length_x
    std::vector<Complex> rows;                  // train_rows x frequencies of a row
    std::vector<Complex> lines;                 // a group of columns, before and after its product
    std::vector<std::vector<Complex>> results;  // of each lattice, as `rows`
  };
  /// Pixels (stride * i + x, stride * j + y).
  struct Lattice {
    int x = 0;
    int y = 0;
    int columns = 0;
    int rows = 0;
    std::vector<Complex> spectrum;  // frequencies of a row x length_y, scaled for the way back
  };

  void multiply(const Eigen::VectorXd& w, Eigen::VectorXd& out, Workspace& workspace) const;
  void evaluate(const Eigen::VectorXd& w, Eigen::VectorXd& out, Workspace& workspace) const;
  void transform(const Eigen::VectorXd& w, std::span<const Lattice> lattices,
                 Workspace& workspace) const;
  void fill_spectrum(const Eigen::MatrixXd& kernel, Lattice& lattice) const;

  PixelGrid grid_;
  int length_x_, length_y_;  // of the transforms: a row or column, and room to wrap around
  RealFft rows_fft_;         // of all training rows
  ComplexFft lines_fft_;
  std::vector<Lattice> lattices_;  // the first is that of the training pixels
};

}  // namespace fscope
