// Fig. 14 (PAPER sec. 1, "Stationarity toy"): without a mapping, the error depends on the place.
#include <array>
#include <cmath>
#include <numbers>

#include "app/figures/fits.h"
#include "app/figures/paper_figures.h"
#include "app/figures/table_task.h"
#include "core/support/check.h"

namespace fscope {
namespace {

constexpr int kPoints = 256;
constexpr double kBumpWidth = 0.05;  // standard deviation, in radians
constexpr double kPi = std::numbers::pi;

struct Plan {
  int n_centres = 40;
  int n_runs = 20;
  std::int64_t n_steps = 451;  // the notebook's last logged loss
};

Plan plan_of(const FigureSettings& settings) {
  if (!settings.quick) return {};
  return {.n_centres = 17, .n_runs = 3};
}

double place(int i, int n) { return -kPi + 2 * kPi * i / (n - 1); }

/// exp(-x^2 / (2 width^2)), moved round the circle by whole points, as the notebook does.
double bump(int i, double centre) {
  const int shift = static_cast<int>(centre / (2 * kPi) * kPoints);
  const int from = ((i - shift) % kPoints + kPoints) % kPoints;
  const double z = place(from, kPoints) / kBumpWidth;
  return std::exp(-0.5 * z * z);
}

/// On x in radians for no mapping, on x / (2 pi) for the basic one: sin x and cos x then.
std::shared_ptr<const Task> task_at(double centre, MappingKind kind) {
  Eigen::VectorXd axis(kPoints);
  Matrix<float> values(1, kPoints);
  for (int i = 0; i < kPoints; ++i) {
    axis[i] = place(i, kPoints) / (kind == MappingKind::basic ? 2 * kPi : 1);
    values(0, i) = static_cast<float>(bump(i, centre));
  }
  return std::make_shared<TableTask>(Grid{{axis}}, std::move(values), every(1, 0, kPoints),
                                     std::vector<Index>{});
}

struct Family {
  const char* name;
  MappingKind kind;
};
constexpr std::array<Family, 2> kFamilies = {
    {{"no mapping", MappingKind::none}, {"basic mapping", MappingKind::basic}}};

/// Family by family, centre by centre, run by run.
std::vector<FigureFit> fits(const Plan& plan, std::uint64_t seed) {
  std::vector<FigureFit> out;
  for (const Family& family : kFamilies) {
    for (int c = 0; c < plan.n_centres; ++c) {
      const auto task = task_at(place(c, plan.n_centres), family.kind);
      for (int run = 0; run < plan.n_runs; ++run) {
        out.push_back({.config = {.mapping = {.kind = family.kind},
                                  .width = 256,
                                  .output = OutputActivation::linear,
                                  .learning_rate = 1e-4,
                                  .batch = 0,
                                  .seed = seed + static_cast<std::uint64_t>(run)},
                       .task = task,
                       .n_steps = plan.n_steps});
      }
    }
  }
  return out;
}

FigurePanel targets_panel() {
  FigurePanel panel{.title = "(a) Some targets",
                    .x = {.title = "x (radians)", .range = FigureRange{-kPi, kPi}},
                    .y = {.title = "y"}};
  constexpr std::array kShown = {-kPi / 2, 0.0, kPi / 2};
  constexpr std::array kNames = {"centre -pi/2", "centre 0", "centre pi/2"};
  for (std::size_t k = 0; k < kShown.size(); ++k) {
    std::vector<double> x, y;
    for (int i = 0; i < kPoints; ++i) {
      x.push_back(place(i, kPoints));
      y.push_back(bump(i, kShown[k]));
    }
    panel.series.push_back(
        {.name = kNames[k], .colour = static_cast<int>(k) + 2, .points = figure_points(x, y)});
  }
  return panel;
}

FigurePanel errors_panel(const Plan& plan, const std::vector<double>& mse) {
  FigurePanel panel{.title = "(b) Error after training",
                    .x = {.title = "centre of the bump (radians)", .range = FigureRange{-kPi, kPi}},
                    .y = {.title = "mean squared error", .scale = FigureScale::logarithmic}};
  auto at = mse.begin();
  for (std::size_t f = 0; f < kFamilies.size(); ++f) {
    FigureSeries series{.name = kFamilies[f].name, .colour = static_cast<int>(f)};
    for (int c = 0; c < plan.n_centres; ++c, at += plan.n_runs) {
      series.points.push_back(mean_and_spread(place(c, plan.n_centres), {at, at + plan.n_runs}));
    }
    panel.series.push_back(std::move(series));
  }
  return panel;
}

}  // namespace

Figure stationarity(const FigureSettings& settings, const FigureHooks& hooks) {
  const Plan plan = plan_of(settings);
  const std::vector<FigureFit> work = fits(plan, settings.seed);
  std::vector<double> mse(work.size());
  train_all(work, settings.n_threads, hooks, [&](std::size_t i, Trainer& trainer) {
    mse[i] = trainer.mean_squared_error(Split::train).value();
  });
  std::vector<std::string> notes = {
      text("A bump of width 0.05 on 256 points, learned at ", plan.n_centres,
           " places. 4 layers of 256, linear output, Adam at 0.0001, full batch, ", plan.n_steps,
           " steps. Mean of ", plan.n_runs, " networks and one standard deviation.")};
  if (settings.quick) {
    notes.push_back("Against the paper: 17 places instead of 40, 3 networks instead of 20.");
  }
  return {.name = "fig14",
          .title = "With a mapping the error does not depend on where the detail is",
          .notes = std::move(notes),
          .n_columns = 2,
          .panels = {targets_panel(), errors_panel(plan, mse)}};
}

}  // namespace fscope
