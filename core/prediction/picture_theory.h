// What kernel theory says a network will make of a picture, before a single training step (Eq. 3).
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/tasks/image.h"
#include "core/tasks/raster.h"
#include "core/theory/grid_dynamics.h"
#include "core/training/config.h"

namespace fscope {

/// The time at which predictions are shown unless another is asked for, in units of
/// PictureTheory::unit_time(). With 20, the predicted train PSNR is about that of the paper's
/// network after its 2000 steps (README, "The sigma landscape").
inline constexpr double kDefaultTheoryTime = 20;

struct PictureTheoryOptions {
  /// More training pixels than this are not predicted: then a part of the picture is.
  Index max_train_pixels = Index{128} * 128;
  FlowLimits limits;
  /// `splits` gives no picture, only its errors, and that sooner.
  GridPixels pixels = GridPixels::all;
};

struct PicturePrediction {
  double eta_t = 0;
  Raster picture;  // empty with GridPixels::splits
  /// Of the pixels predicted; clamped to the range of the network's output activation, which the
  /// network cannot leave, but its linearisation can.
  double train_psnr = 0;               // dB
  std::optional<double> heldout_psnr;  // dB; none when nothing is held out
  FlowState flow;
};

/// Eq. 3 for the network, mapping and picture of a run, at any time: f(t) = f0 + K_all,train
/// phi_t(K) (y - f0). K is the tangent kernel of the network's output before its activation, of
/// infinite width, with the run's parameterisation, frequencies and seed; f0 is what the output
/// activation makes of 0 (1/2 for a sigmoid), the mean over initial weights.
///
/// Where there are more training pixels than the options allow, the middle of the picture is
/// predicted as if only it were learned, at the full density of pixels. (A smaller picture of the
/// whole would have another sampling limit for the same sigma, and another best sigma.) Without a
/// mapping the kernel is not a function of differences: the picture is made smaller, to about
/// 32 x 32 training pixels, and t longer by as much as there are fewer of them.
/// One caller at a time.
class PictureTheory {
 public:
  /// image: as the task learns it (prepare_image), 1 or 3 channels.
  /// Throws std::invalid_argument, with a sentence to show, when there is no such theory (hidden
  /// activations other than relu) or a setting does not fit.
  PictureTheory(const RunConfig& config, const std::shared_ptr<const Image>& image,
                ThreadPool& pool, const PictureTheoryOptions& options = {});
  ~PictureTheory();
  PictureTheory(const PictureTheory&) = delete;
  PictureTheory& operator=(const PictureTheory&) = delete;
  PictureTheory(PictureTheory&&) noexcept;
  PictureTheory& operator=(PictureTheory&&) noexcept;

  /// 1 / K(0): the eta t after which a pixel that shared nothing with the others would be 1 / e
  /// from its target. It makes times comparable between widths, parameterisations and mappings;
  /// without a mapping, where K(0) varies, it is of the mean.
  double unit_time() const;

  /// The prediction for learning rate times steps eta_t (>= 0, may be infinite). What earlier calls
  /// have found out is used again: another time usually costs a few ms. None when stopped() was
  /// true, which is asked between iterations; a later call goes on from there.
  std::optional<PicturePrediction> predict(double eta_t, ThreadPool& pool,
                                           const std::function<bool()>& stopped = {});

  /// What the prediction assumes, and of what part of the picture it is: lines to show beside it.
  const std::string& assumptions() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace fscope
