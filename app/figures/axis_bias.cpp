// Fig. 11 (PAPER sec. 1, "Axis-aligned bias"): positional encoding favours waves along an axis.
#include <array>
#include <cmath>
#include <numbers>

#include "app/figures/fits.h"
#include "app/figures/paper_figures.h"
#include "app/figures/table_task.h"
#include "core/support/check.h"
#include "core/tasks/loss.h"

namespace fscope {
namespace {

struct Plan {
  int side = 256;  // pixels of the square; every second row and column is trained
  int n_angles = 17;
  std::vector<double> radii = {5, 10, 15, 20};
  int n_runs = 1;
  std::int64_t n_steps = 500;
};

Plan plan_of(const FigureSettings& settings) {
  if (!settings.quick) return {};
  return {.side = 96, .n_angles = 9, .radii = {5, 10}, .n_runs = 1, .n_steps = 300};
}

struct Family {
  const char* name;
  MappingSettings mapping;
};

std::array<Family, 2> families() {
  return {{{"Gaussian, sigma 10", {.kind = MappingKind::gaussian, .sigma = 10}},
           {"positional, sigma 5", {.kind = MappingKind::positional, .sigma = 5}}}};
}

double angle_of(const Plan& plan, int i) { return std::numbers::pi * i / (plan.n_angles - 1); }

/// cos(2 pi (a x + b y)) with a and b whole numbers; measured on all pixels, as in the paper.
std::shared_ptr<const Task> wave(const Plan& plan, double angle, double radius) {
  const double a = std::round(radius * std::sin(angle));
  const double b = std::round(radius * std::cos(angle));
  const Index n = plan.side;
  const Eigen::VectorXd axis =
      Eigen::VectorXd::LinSpaced(n, 0, static_cast<double>(n - 1)) / static_cast<double>(n);
  Matrix<float> values(1, n * n);
  std::vector<Index> trained;
  for (Index y = 0; y < n; ++y) {
    for (Index x = 0; x < n; ++x) {
      const double phase = 2 * std::numbers::pi * (a * axis[x] + b * axis[y]);
      values(0, y * n + x) = static_cast<float>(std::cos(phase));
      if (x % 2 == 0 && y % 2 == 0) trained.push_back(y * n + x);
    }
  }
  return std::make_shared<TableTask>(Grid{{axis, axis}}, std::move(values), std::move(trained),
                                     every(1, 0, n * n));
}

RunConfig network(const MappingSettings& mapping, std::uint64_t seed) {
  return {.mapping = mapping,
          .width = 256,
          .n_layers = 2,
          .output = OutputActivation::tanh,
          .learning_rate = 1e-3,
          .batch = 0,
          .image = {},
          .seed = seed};
}

/// Family by family, angle by angle, run by run, radius by radius.
std::vector<FigureFit> fits(const Plan& plan, std::uint64_t seed) {
  std::vector<FigureFit> out;
  for (const Family& family : families()) {
    for (int angle = 0; angle < plan.n_angles; ++angle) {
      for (int run = 0; run < plan.n_runs; ++run) {
        for (const double radius : plan.radii) {
          out.push_back({.config = network(family.mapping, seed + static_cast<std::uint64_t>(run)),
                         .task = wave(plan, angle_of(plan, angle), radius),
                         .n_steps = plan.n_steps});
        }
      }
    }
  }
  return out;
}

FigureSeries curve(const Plan& plan, int family, const std::vector<double>& psnr_of_fit) {
  FigureSeries series{
      .name = families()[static_cast<std::size_t>(family)].name,
      .style = FigureStyle::line_and_points,
      .colour = family,
  };
  const std::size_t n_radii = plan.radii.size();
  auto at = static_cast<std::size_t>(family) * psnr_of_fit.size() / families().size();
  for (int angle = 0; angle < plan.n_angles; ++angle) {
    std::vector<double> runs;
    for (int run = 0; run < plan.n_runs; ++run) {
      double sum = 0;
      for (std::size_t r = 0; r < n_radii; ++r) sum += psnr_of_fit[at++];
      runs.push_back(sum / static_cast<double>(n_radii));
    }
    series.points.push_back(mean_and_spread(180.0 * angle / (plan.n_angles - 1), runs));
  }
  return series;
}

std::string list(const std::vector<double>& values) {
  std::string out;
  for (const double value : values) out += text(out.empty() ? "" : ", ", value);
  return out;
}

}  // namespace

Figure axis_bias(const FigureSettings& settings, const FigureHooks& hooks) {
  const Plan plan = plan_of(settings);
  const std::vector<FigureFit> work = fits(plan, settings.seed);
  std::vector<double> psnr_of_fit(work.size());
  train_all(work, settings.n_threads, hooks, [&](std::size_t i, Trainer& trainer) {
    psnr_of_fit[i] = psnr(trainer.mean_squared_error(Split::heldout).value());
  });
  FigurePanel panel{.title = "Plane waves of different directions",
                    .x = {.title = "direction of the wave (degrees)", .range = FigureRange{0, 180}},
                    .y = {.title = "PSNR on all pixels (dB)"},
                    .series = {curve(plan, 0, psnr_of_fit), curve(plan, 1, psnr_of_fit)}};
  return {.name = "fig11",
          .title = "Positional encoding favours the axes, Gaussian features no direction",
          .notes = {text("Target cos 2 pi (a x + b y), (a, b) a rounded vector of length ",
                         list(plan.radii),
                         ": mean over the lengths. 256 frequencies, one hidden "
                         "layer of 256, tanh output, Adam at 0.001, full batch, ",
                         plan.n_steps, " steps."),
                    text("Against the paper: ", plan.side, " x ", plan.side,
                         " pixels instead of 512 x 512, one run instead of 4",
                         settings.quick ? ", lengths 5 and 10 instead of 5 to 20, 9 angles instead "
                                          "of 17, 300 steps instead of 500."
                                        : ".")},
          .panels = {std::move(panel)}};
}

}  // namespace fscope
