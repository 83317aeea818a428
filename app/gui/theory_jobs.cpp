#include "app/gui/theory_jobs.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <utility>

namespace fscope {
namespace {

std::optional<double> last_train_psnr(const RunSnapshot& run) {
  const auto& points = run.history.train_psnr.points();
  if (points.empty()) return std::nullopt;
  return static_cast<double>(points.back().last);
}

/// The time at which the predicted train PSNR is `psnr`, by bisection over its logarithm: it rises
/// with time. None when stopped.
std::optional<double> matching_time(PictureTheory& theory, double psnr, ThreadPool& pool,
                                    const StopFlag& stop) {
  double low = -3;
  double high = 5;
  constexpr int kHalvings = 14;  // to 0.1 % of the time
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = (low + high) / 2;
    const auto prediction = theory.predict(std::pow(10, middle) * theory.unit_time(), pool,
                                           [&stop] { return stop.load(); });
    if (!prediction) return std::nullopt;
    (prediction->train_psnr < psnr ? low : high) = middle;
  }
  return std::pow(10, (low + high) / 2);
}

}  // namespace

TheoryJobs::Subject TheoryJobs::subject_of(const RunSnapshot& run, const UiState& ui) {
  const RunConfig& wanted = ui.wanted;
  RunConfig config;
  config.mapping = wanted.mapping;
  config.width = wanted.width;
  config.n_layers = wanted.n_layers;
  config.activation = wanted.activation;
  config.output = wanted.output;
  config.parameterization = wanted.parameterization;
  config.image = wanted.image;
  config.seed = wanted.seed;
  return {.config = config, .target = run.target};
}

TheoryJobs::PictureResult TheoryJobs::predict(const PictureInput& input, Kept& kept, int n_threads,
                                              const StopFlag& stop) {
  PictureResult out;
  try {
    ThreadPool pool(n_threads);
    if (kept.subject != input.subject) {
      kept.subject.reset();
      kept.theory.emplace(input.subject.config, input.subject.target, pool);
      kept.subject = input.subject;
    }
    PictureTheory& theory = *kept.theory;
    const auto time = input.train_psnr ? matching_time(theory, *input.train_psnr, pool, stop)
                                       : std::optional(input.time);
    auto prediction =
        time ? theory.predict(*time * theory.unit_time(), pool, [&stop] { return stop.load(); })
             : std::nullopt;
    if (!prediction) return out;
    out.prediction = std::make_shared<const PicturePrediction>(std::move(*prediction));
    out.time = *time;
    out.assumptions = theory.assumptions();
  } catch (const std::exception& error) {
    out.message = error.what();
  }
  return out;
}

void TheoryJobs::follow_picture(const Subject& subject, const RunSnapshot& run, UiState& ui) {
  PictureTheoryState& theory = ui.theory;
  PictureInput input{.subject = subject, .time = theory.time, .train_psnr = {}};
  if (theory.match_training) input.train_psnr = last_train_psnr(run);
  if (input.train_psnr) input.time = 0;
  auto result = picture_.follow(
      input, [kept = kept_, n = n_threads_](const PictureInput& wanted, const StopFlag& stop) {
        return predict(wanted, *kept, n, stop);
      });
  theory.busy = picture_.running();
  if (!result) return;
  theory.prediction = std::move(result->prediction);
  theory.assumptions = std::move(result->assumptions);
  theory.message = std::move(result->message);
  if (theory.match_training && theory.prediction) theory.time = result->time;
}

bool TheoryJobs::landscape_is_of(const Subject& subject, double time) const {
  // While a time follows the training it changes all the time, and the curve hardly does.
  constexpr double kNear = 0.1;  // of the time
  const bool near = time == landscape_time_ ||
                    std::abs(time - landscape_time_) < kNear * std::min(time, landscape_time_);
  return landscape_subject_ == subject && near;
}

void TheoryJobs::follow_landscape(const Subject& subject, UiState& ui) {
  SigmaLandscape& landscape = ui.theory.landscape;
  Subject any_sigma = subject;
  any_sigma.config.mapping.sigma = 1;
  if (!landscape_is_of(any_sigma, ui.theory.time)) {
    landscape_subject_ = any_sigma;
    landscape_time_ = ui.theory.time;
    landscape_given_up_ = false;
    landscape = SigmaLandscape(sigma_range(subject.config.mapping.kind));
  }
  const auto compute = [n = n_threads_](const LandscapeInput& wanted,
                                        const StopFlag& stop) -> std::optional<LandscapePoint> {
    try {
      RunConfig config = wanted.subject.config;
      config.mapping.sigma = wanted.sigma;
      ThreadPool pool(n);
      return landscape_point(config, wanted.subject.target, wanted.time, pool,
                             [&stop] { return stop.load(); });
    } catch (const std::exception&) {
      return std::nullopt;  // the pane says why there is no theory
    }
  };
  // Twice when a point has come: once for it, once to begin the next.
  for (bool again = true; again;) {
    const std::optional<double> sigma = landscape.next();
    if (!sigma || landscape_given_up_) return;
    const auto asked = landscape_.input();
    const auto point = landscape_.follow(
        {.subject = any_sigma, .time = landscape_time_, .sigma = *sigma}, compute);
    again = point.has_value();
    if (!point || asked->subject != any_sigma || asked->time != landscape_time_) continue;
    if (*point) landscape.add(**point);
    landscape_given_up_ = !*point;
  }
}

void TheoryJobs::follow_spectra(const RunSnapshot& run, UiState& ui) {
  const auto& prediction = ui.theory.prediction;
  const SpectraInput input{
      .target = run.target,
      .reconstruction = run.whole,
      .theory =
          prediction ? std::shared_ptr<const Raster>(prediction, &prediction->picture) : nullptr};
  auto spectra = spectra_.follow(input, [](const SpectraInput& wanted, const StopFlag&) {
    return make_spectra(*wanted.target, wanted.reconstruction.get(), wanted.theory.get());
  });
  if (spectra) ui.theory.spectra = std::move(*spectra);
}

void TheoryJobs::follow_kernel(const Subject& subject, UiState& ui) {
  auto kernel = kernel_.follow(subject, [](const Subject& wanted, const StopFlag&) {
    try {
      return make_kernel_pictures(wanted.config, *wanted.target);
    } catch (const std::exception& error) {
      KernelPictures none;
      none.message = error.what();
      return none;
    }
  });
  if (kernel) ui.theory.kernel = std::make_shared<const KernelPictures>(std::move(*kernel));
}

bool TheoryJobs::update(const Snapshot& snapshot, UiState& ui) {
  const RunSnapshot* run = shown_run(snapshot, ui);
  if (!run || !run->target || ui.wanted.task != TaskKind::image) return false;
  const Subject subject = subject_of(*run, ui);
  // What is no longer looked at may run on: nobody waits for it.
  bool busy = false;
  if (ui.theory.show) {
    follow_picture(subject, *run, ui);
    busy |= picture_.running();
  }
  if (ui.pictures.spectra) {
    follow_spectra(*run, ui);
    busy |= spectra_.running();
  }
  if (ui.theory.kernel_wanted) {
    follow_kernel(subject, ui);
    busy |= kernel_.running();
  }
  // Last: what is being looked at comes first.
  const bool sigma_matters = uses_sigma(subject.config.mapping.kind);
  if (!sigma_matters && landscape_subject_) {
    landscape_subject_.reset();
    ui.theory.landscape = SigmaLandscape(SigmaRange{});
  }
  if (sigma_matters && ui.theory.show && !picture_.running()) {
    follow_landscape(subject, ui);
    busy |= landscape_.running();
  }
  return busy;
}

}  // namespace fscope
