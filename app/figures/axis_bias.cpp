// Fig. 11 (PAPER sec. 1, "Axis-aligned bias"): positional encoding favours waves along an axis.
#include <array>
#include <cmath>
#include <numbers>

#include "app/figures/fits.h"
#include "app/figures/paper_figures.h"
#include "core/support/check.h"
#include "core/tasks/loss.h"

namespace fscope {
namespace {

constexpr Index kSide = 512;  // pixels; every second row and column is trained
constexpr double kTau = 2 * std::numbers::pi;

struct Plan {
  int n_angles = 17;
  std::vector<double> radii = {5, 10, 15, 20};
  int n_runs = 4;
  std::int64_t n_steps = 500;
  Index batch = 2048;
};

Plan plan_of(const FigureSettings& settings) {
  if (!settings.quick) return {};
  return {.n_angles = 9, .radii = {10}, .n_runs = 1};
}

/// cos(2 pi (a x + b y)) on the unit square; measured on all pixels, as in the paper.
class WaveTask final : public Task {
 public:
  WaveTask(double a, double b) : a_(a), b_(b) {
    const Eigen::VectorXd axis =
        Eigen::VectorXd::LinSpaced(kSide, 0, kSide - 1) / static_cast<double>(kSide);
    grid_.axes = {axis, axis};
  }

  const Grid& grid() const override { return grid_; }
  Index n_outputs() const override { return 1; }
  Index n_points(Split split) const override {
    return split == Split::train ? kSide * kSide / 4 : kSide * kSide;
  }
  Index point(Split split, Index i) const override {
    if (split == Split::heldout) return i;
    constexpr Index kHalf = kSide / 2;
    return 2 * (i / kHalf) * kSide + 2 * (i % kHalf);
  }
  void targets(std::span<const Index> points, MatrixRef<float> out) const override {
    for (std::size_t k = 0; k < points.size(); ++k) {
      const double cycles =
          a_ * grid_.axes[0][points[k] % kSide] + b_ * grid_.axes[1][points[k] / kSide];
      out(0, static_cast<Index>(k)) = static_cast<float>(std::cos(kTau * cycles));
    }
  }

 private:
  double a_;  // cycles over the square
  double b_;
  Grid grid_;
};

struct Family {
  const char* name;
  MappingSettings mapping;
};

std::array<Family, 2> families() {
  return {{{"Gaussian, sigma 10", {.kind = MappingKind::gaussian, .sigma = 10}},
           {"positional, sigma 5", {.kind = MappingKind::positional, .sigma = 5}}}};
}

double angle_of(const Plan& plan, int i) { return std::numbers::pi * i / (plan.n_angles - 1); }

std::shared_ptr<const Task> wave(double angle, double radius) {
  return std::make_shared<WaveTask>(std::round(radius * std::sin(angle)),
                                    std::round(radius * std::cos(angle)));
}

RunConfig network(const MappingSettings& mapping, Index batch, std::uint64_t seed) {
  return {.mapping = mapping,
          .width = 256,
          .n_layers = 2,
          .output = OutputActivation::tanh,
          .learning_rate = 1e-3,
          .batch = batch,
          .seed = seed};
}

/// Family by family, angle by angle, run by run, radius by radius.
std::vector<FigureFit> fits(const Plan& plan, std::uint64_t seed) {
  std::vector<FigureFit> out;
  for (const Family& family : families()) {
    for (int angle = 0; angle < plan.n_angles; ++angle) {
      for (int run = 0; run < plan.n_runs; ++run) {
        for (const double radius : plan.radii) {
          out.push_back({.config = network(family.mapping, plan.batch,
                                           seed + static_cast<std::uint64_t>(run)),
                         .task = wave(angle_of(plan, angle), radius),
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
                    .x = {.title = "direction of the wave (degrees)"},
                    .y = {.title = "PSNR on all pixels (dB)"},
                    .series = {curve(plan, 0, psnr_of_fit), curve(plan, 1, psnr_of_fit)}};
  return {.name = "fig11",
          .title = "Positional encoding favours the axes, Gaussian features no direction",
          .notes = {text("Target cos 2 pi (a x + b y), (a, b) a vector of length ",
                         list(plan.radii), " rounded to whole numbers; mean over the lengths",
                         plan.n_runs > 1 ? " and runs, one standard deviation over the runs" : "",
                         ". 512 x 512 pixels, every second row and column is trained. 256 "
                         "frequencies, one hidden layer of 256, tanh output, Adam at 0.001, ",
                         plan.n_steps, " steps."),
                    text("Against the paper: batches of ", plan.batch,
                         " of the 65536 trained pixels instead of all",
                         settings.quick ? ", one run instead of 4, length 10 only instead of 5, "
                                          "10, 15 and 20, 9 directions instead of 17."
                                        : ".")},
          .panels = {std::move(panel)}};
}

}  // namespace fscope
