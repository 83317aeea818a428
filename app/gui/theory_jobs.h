// What the window shows of theory about a picture, computed beside the training.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/gui/steady_job.h"
#include "app/gui/ui_state.h"
#include "core/prediction/picture_theory.h"

namespace fscope {

/// Follows the settings wanted and the picture shown: the prediction, then the landscape over
/// sigma point by point, spectra and kernel while they are looked at. Main thread only; the
/// computing is done on threads of its own, of the training's priority. Destroying it waits for a
/// computation to notice, some milliseconds.
class TheoryJobs {
 public:
  /// n_threads as in SessionOptions.
  explicit TheoryJobs(int n_threads) : n_threads_(n_threads) {}

  /// Takes what has been found into ui.theory and starts what is wanted. Does not wait. True while
  /// something is under way.
  bool update(const Snapshot& snapshot, UiState& ui);

 private:
  /// What a prediction depends on.
  struct Subject {
    RunConfig config;  // training's own settings have their defaults
    std::shared_ptr<const Image> target;
    bool operator==(const Subject&) const = default;
  };
  struct PictureInput {
    Subject subject;
    double time = 0;
    std::optional<double> train_psnr;  // to be matched, in place of time
    bool operator==(const PictureInput&) const = default;
  };
  struct PictureResult {
    std::shared_ptr<const PicturePrediction> prediction;  // null: `message` says why
    double time = 0;
    std::string assumptions;
    std::string message;
  };
  struct LandscapeInput {
    Subject subject;
    double time = 0;
    double sigma = 0;  // of the point
    bool operator==(const LandscapeInput&) const = default;
  };
  struct SpectraInput {
    std::shared_ptr<const Image> target;
    std::shared_ptr<const Raster> reconstruction, theory;
    bool operator==(const SpectraInput&) const = default;
  };

  /// The decomposition of the last picture, for other times; only the running job touches it.
  struct Kept {
    std::optional<Subject> subject;
    std::optional<PictureTheory> theory;
  };

  static Subject subject_of(const RunSnapshot& run, const UiState& ui);
  static PictureResult predict(const PictureInput& input, Kept& kept, int n_threads,
                               const StopFlag& stop);
  void follow_picture(const Subject& subject, const RunSnapshot& run, UiState& ui);
  void follow_landscape(const Subject& subject, UiState& ui);
  bool landscape_is_of(const Subject& subject, double time) const;
  void follow_spectra(const RunSnapshot& run, UiState& ui);
  void follow_kernel(const Subject& subject, UiState& ui);

  int n_threads_;
  std::shared_ptr<Kept> kept_ = std::make_shared<Kept>();
  SteadyJob<PictureInput, PictureResult> picture_;
  std::optional<Subject> landscape_subject_;  // of ui.theory.landscape
  double landscape_time_ = 0;
  bool landscape_given_up_ = false;  // a point could not be computed
  SteadyJob<LandscapeInput, std::optional<LandscapePoint>> landscape_;
  SteadyJob<SpectraInput, PictureSpectra> spectra_;
  SteadyJob<Subject, KernelPictures> kernel_;
};

}  // namespace fscope
