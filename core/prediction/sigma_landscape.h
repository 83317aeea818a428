// Predicted held-out PSNR over sigma: which points to compute next, and where the best one lies.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/prediction/picture_theory.h"

namespace fscope {

/// What is predicted for one sigma.
struct LandscapePoint {
  double sigma = 0;
  double train_psnr = 0;    // dB
  double heldout_psnr = 0;  // dB
  int n_iterations = 0;
  double residual = 0;    // FlowState::residual
  bool converged = true;  // otherwise the values are those of a network stopped early

  bool operator==(const LandscapePoint&) const = default;
};

/// Where to look for a sigma: 0.1 .. 100 cycles, but for positional encoding, whose sigma is an
/// exponent, and for log-uniform frequencies, whose sigma is the largest.
struct SigmaRange {
  double low = 0.1;
  double high = 100;
};
/// Throws std::invalid_argument when sigma does not change the mapping.
SigmaRange sigma_range(MappingKind kind);

/// The best of a curve.
struct BestSigma {
  double sigma = 0;
  double heldout_psnr = 0;  // dB
  /// The least sigma within kPlateauDecibels of the highest point: what to take. Below the
  /// maximum the kernel's curve is often flat; there networks that learn their own features, as
  /// trained ones do, generalise better the smaller sigma is (README, "The sigma landscape").
  double smoothest = 0;
  bool converged = true;  // the points it was found from
};

inline constexpr double kPlateauDecibels = 0.15;

/// A curve that is refined point by point: first evenly over the logarithm of sigma, far points
/// before near ones, so that it is seen as a whole early; then around its maximum, then where it is
/// steepest. A plain value: the points are computed by whoever holds it.
class SigmaLandscape {
 public:
  /// n_points >= 3 in all. Throws std::invalid_argument unless 0 < low < high, both finite.
  explicit SigmaLandscape(SigmaRange range, int n_points = 24);

  /// The sigma to compute next; none when the curve is complete. The same until it is added.
  std::optional<double> next() const;
  /// In any order; a sigma that is there already is replaced.
  void add(const LandscapePoint& point);

  /// In ascending order of sigma.
  const std::vector<LandscapePoint>& points() const { return points_; }
  int n_wanted() const { return n_wanted_; }
  /// The maximum of held-out PSNR, by a parabola over log sigma through the best point and its
  /// neighbours; none without points.
  std::optional<BestSigma> best() const;

 private:
  std::size_t best_index() const;
  double smoothest_within(double psnr) const;
  double refined() const;

  SigmaRange range_;
  int n_wanted_;
  std::vector<double> coarse_;  // in the order in which they are wanted
  std::vector<LandscapePoint> points_;
};

/// The point of a landscape at the sigma of `config`, for the picture as the task learns it and
/// a time in units of PictureTheory::unit_time(). None when stopped() was true, which is asked
/// between iterations. Throws std::invalid_argument as PictureTheory does, and when nothing is held
/// out.
std::optional<LandscapePoint> landscape_point(const RunConfig& config,
                                              const std::shared_ptr<const Image>& image,
                                              double time, ThreadPool& pool,
                                              const std::function<bool()>& stopped = {});

}  // namespace fscope
