// Fig. 10 (PAPER sec. 1.4): the same network with frequencies of different scale.
#include <algorithm>
#include <cmath>

#include "app/figures/fits.h"
#include "app/figures/paper_figures.h"
#include "core/support/check.h"
#include "core/tasks/builtin_targets.h"
#include "core/tasks/image_2d.h"
#include "core/tasks/loss.h"

namespace fscope {
namespace {

struct Plan {
  int resolution = 512;
  Index batch = 16384;
  std::int64_t n_steps = 2000;
  std::vector<double> sigmas = {1, 2, 4, 8, 10, 16, 32, 64};
  std::vector<double> shown = {1, 2, 4, 10, 32, 64};  // as pictures
};

Plan plan_of(const FigureSettings& settings) {
  if (!settings.quick) return {};
  return {.resolution = 256, .batch = 2048, .n_steps = 500};
}

/// What one network has learned.
struct Result {
  double train_psnr = 0;
  double heldout_psnr = 0;
  std::shared_ptr<const Image> picture;
};

std::shared_ptr<const Image> picture_of(Trainer& trainer, const Image& like,
                                        const Interrupted& interrupted) {
  const Index n = trainer.task().grid().size();
  Matrix<float> outputs(trainer.task().n_outputs(), n);
  const PointOf every_pixel = [](Index i) { return i; };
  if (!trainer.evaluate(n, every_pixel, outputs, interrupted)) throw FigureInterrupted();
  auto image = std::make_shared<Image>(like);
  std::ranges::transform(outputs.reshaped(), image->pixels.begin(), to_byte);
  return image;
}

FigurePanel picture_panel(std::string title, std::shared_ptr<const Image> picture) {
  return {.title = std::move(title), .picture = std::move(picture)};
}

FigurePanel curves_panel(const Plan& plan, const std::vector<Result>& results) {
  std::vector<double> train, heldout;
  for (const Result& result : results) {
    train.push_back(result.train_psnr);
    heldout.push_back(result.heldout_psnr);
  }
  return {.title = "PSNR over sigma",
          .x = {.title = "sigma (cycles per side)", .scale = FigureScale::logarithmic},
          .y = {.title = "PSNR (dB)"},
          .series = {{.name = "trained pixels",
                      .style = FigureStyle::line_and_points,
                      .colour = 1,
                      .points = figure_points(plan.sigmas, train)},
                     {.name = "held-out pixels",
                      .style = FigureStyle::line_and_points,
                      .colour = 0,
                      .points = figure_points(plan.sigmas, heldout)}}};
}

std::vector<FigureFit> fits(const Plan& plan, const std::shared_ptr<const Task>& task,
                            std::uint64_t seed) {
  std::vector<FigureFit> out;
  for (const double sigma : plan.sigmas) {
    out.push_back({.config = {.mapping = {.kind = MappingKind::gaussian, .sigma = sigma},
                              .width = 256,
                              .learning_rate = 1e-3,
                              .batch = plan.batch,
                              .seed = seed},
                   .task = task,
                   .n_steps = plan.n_steps});
  }
  return out;
}

std::string decibels(double value) {
  const double rounded = std::round(10 * value) / 10;
  return text(rounded, " dB");
}

std::vector<std::string> notes(const Plan& plan, const FigureSettings& settings,
                               const Image& target) {
  const std::string name =
      settings.picture ? settings.picture_name : std::string("built-in target dead-leaves");
  return {
      text("Picture: ", name, ", ", target.width, " x ", target.height,
           "; every second row and column is trained. 256 Gaussian frequencies, 4 layers of "
           "256, Adam at 0.001, ",
           plan.n_steps, " steps. Held-out: odd rows and odd columns."),
      text("Against the paper: another picture, batches of ", plan.batch, " pixels instead of all",
           settings.quick ? ", 256 instead of 512 pixels (so the best sigma is about half), "
                            "500 steps instead of 2000."
                          : ".")};
}

}  // namespace

Figure sigma_sweep(const FigureSettings& settings, const FigureHooks& hooks) {
  const Plan plan = plan_of(settings);
  const auto source =
      settings.picture
          ? settings.picture
          : std::make_shared<const Image>(make_builtin_target("dead-leaves", plan.resolution));
  const auto target = prepare_image(source, {.resolution = plan.resolution});
  const auto task = std::make_shared<const Image2dTask>(target, SplitMode::even_odd);
  std::vector<Result> results(plan.sigmas.size());
  train_all(fits(plan, task, settings.seed), settings.n_threads, hooks,
            [&](std::size_t i, Trainer& trainer) {
              results[i] = {
                  .train_psnr = psnr(trainer.mean_squared_error(Split::train).value()),
                  .heldout_psnr = psnr(trainer.mean_squared_error(Split::heldout).value_or(NAN)),
                  .picture = picture_of(trainer, *target, hooks.interrupted)};
            });
  Figure figure{.name = "fig10",
                .title = "Sigma decides between blur, sharpness and noise between the pixels",
                .notes = notes(plan, settings, *target),
                .n_columns = 4,
                .panels = {picture_panel("Target", target)}};
  for (std::size_t i = 0; i < plan.sigmas.size(); ++i) {
    if (std::ranges::find(plan.shown, plan.sigmas[i]) == plan.shown.end()) continue;
    figure.panels.push_back(
        picture_panel(text("sigma ", plan.sigmas[i], ": ", decibels(results[i].heldout_psnr)),
                      results[i].picture));
  }
  figure.panels.push_back(curves_panel(plan, results));
  return figure;
}

}  // namespace fscope
