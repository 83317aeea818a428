// Fig. 4 (PAPER secs. 1.1 and 1.3): of random frequencies only the scale matters.
#include <array>
#include <cmath>

#include "app/figures/fits.h"
#include "app/figures/paper_figures.h"
#include "core/support/check.h"
#include "core/tasks/signal_1d.h"

namespace fscope {
namespace {

constexpr int kScales = 9;
constexpr Index kSampled = 16;  // frequencies drawn
constexpr std::uint64_t kFullTrain = 1024;

struct Plan {
  Index n_train = kFullTrain;
  Index width = 256;
  int n_signals = 4;
  std::int64_t n_steps = 1000;
};

Plan plan_of(const FigureSettings& settings) {
  if (!settings.quick) return {};
  return {.n_train = 256, .width = 128, .n_signals = 2, .n_steps = 500};
}

/// Signals of the spectrum 1 / f^alpha, and the power of the dense mapping that suits them best.
struct Data {
  double alpha;
  double dense_power;
};
constexpr std::array<Data, 3> kData = {{{0.5, 0.4}, {1.0, 0.75}, {1.5, 1.5}}};

/// `base` is the scale that stands for 1, on 1024 points.
struct Family {
  const char* name;
  MappingKind kind;
  double base;
};
constexpr std::array<Family, 4> kFamilies = {{{"Gaussian", MappingKind::gaussian, 32},
                                              {"uniform", MappingKind::uniform, 64},
                                              {"log-uniform", MappingKind::log_uniform, 80},
                                              {"Laplacian", MappingKind::laplacian, 20}}};

/// 2^-5 to 2^4, as far as the signal's own frequencies reach.
double scale_of(const Plan& plan, const Family& family, int i) {
  const double share = static_cast<double>(plan.n_train) / static_cast<double>(kFullTrain);
  return family.base * share * std::exp2(-5 + 9.0 * i / (kScales - 1));
}

std::shared_ptr<const Task> task_of(const Plan& plan, double alpha, std::uint64_t seed) {
  const Signal signal = make_signal({.kind = SignalKind::noise,
                                     .alpha = alpha,
                                     .band_limit = 0,
                                     .seed = seed,
                                     .n_train = plan.n_train,
                                     .oversampling = 2});
  return std::make_shared<Signal1dTask>(std::make_shared<const Signal>(signal));
}

RunConfig network(const Plan& plan, const MappingSettings& mapping, std::uint64_t seed) {
  RunConfig config;
  config.mapping = mapping;
  config.mapping.normalize = true;
  config.width = plan.width;
  config.parameterization = Parameterization::standard;
  config.output = OutputActivation::linear;
  config.learning_rate = 2e-3;
  config.batch = 0;
  config.loss = Loss::half_sum;
  config.seed = seed;
  return config;
}

double rms_frequency(const RunConfig& config) {
  const Eigen::MatrixXd B = make_mapping(config.mapping, 1, config.seed).B;
  return std::sqrt(B.squaredNorm() / static_cast<double>(B.size()));
}

/// What a network belongs to; the dense mapping is the family after the last.
struct Label {
  std::size_t data;
  std::size_t family;
};
constexpr std::size_t kDense = kFamilies.size();

struct Work {
  std::vector<FigureFit> fits;
  std::vector<Label> labels;
};

Work all_work(const Plan& plan, std::uint64_t seed) {
  Work work;
  std::uint64_t draw = 1000 * seed;  // every network has frequencies and weights of its own
  for (std::size_t d = 0; d < kData.size(); ++d) {
    for (int s = 0; s < plan.n_signals; ++s) {
      const auto task = task_of(plan, kData[d].alpha, seed + static_cast<std::uint64_t>(s));
      const auto add = [&](std::size_t family, const MappingSettings& mapping) {
        work.fits.push_back(
            {.config = network(plan, mapping, draw++), .task = task, .n_steps = plan.n_steps});
        work.labels.push_back({d, family});
      };
      add(kDense, {.kind = MappingKind::power,
                   .power = kData[d].dense_power,
                   .n_frequencies = plan.n_train / 2});
      for (std::size_t f = 0; f < kFamilies.size(); ++f) {
        for (int i = 0; i < kScales; ++i) {
          add(f, {.kind = kFamilies[f].kind,
                  .sigma = scale_of(plan, kFamilies[f], i),
                  .n_frequencies = kSampled});
        }
      }
    }
  }
  return work;
}

/// A level line with its spread from the least to the largest x of the other series.
FigureSeries dense_line(const std::vector<double>& errors,
                        const std::vector<FigureSeries>& others) {
  FigureSeries line{.name = "dense (mean)", .style = FigureStyle::dashed, .colour = kFigureGray};
  double low = INFINITY;
  double high = 0;
  for (const FigureSeries& series : others) {
    for (const FigurePoint& p : series.points) {
      low = std::min(low, p.x);
      high = std::max(high, p.x);
    }
  }
  line.points = {mean_and_spread(low, errors), mean_and_spread(high, errors)};
  return line;
}

FigurePanel panel_of(std::size_t data, const Work& work, const std::vector<double>& errors) {
  constexpr std::array kLetters = {"(a)", "(b)", "(c)"};
  FigurePanel panel{
      .title = text(kLetters[data], " signals with a spectrum of 1 / f^", kData[data].alpha),
      .x = {.title = "RMS of the sampled frequencies (cycles)", .scale = FigureScale::logarithmic},
      .y = {.title = "held-out error (MSE)", .scale = FigureScale::logarithmic}};
  std::vector<double> dense;
  for (std::size_t f = 0; f < kFamilies.size(); ++f) {
    panel.series.push_back(
        {.name = kFamilies[f].name, .style = FigureStyle::points, .colour = static_cast<int>(f)});
  }
  for (std::size_t i = 0; i < work.labels.size(); ++i) {
    if (work.labels[i].data != data) continue;
    const double y = errors[i];
    if (work.labels[i].family == kDense) {
      dense.push_back(y);
    } else {
      panel.series[work.labels[i].family].points.push_back(
          {rms_frequency(work.fits[i].config), y, y, y});
    }
  }
  panel.series.push_back(dense_line(dense, panel.series));
  return panel;
}

}  // namespace

Figure sampled_scale(const FigureSettings& settings, const FigureHooks& hooks) {
  const Plan plan = plan_of(settings);
  const Work work = all_work(plan, settings.seed);
  std::vector<double> errors(work.fits.size());
  train_all(work.fits, settings.n_threads, hooks, [&](std::size_t i, Trainer& trainer) {
    errors[i] = trainer.mean_squared_error(Split::heldout).value();
  });
  Figure figure{
      .name = "fig4",
      .title = "Of sampled frequencies only the scale matters, not the distribution",
      .notes = {text("16 random frequencies, 9 scales, ", plan.n_signals,
                     " signals each, one dot a network. Dense: all frequencies 1 to ",
                     plan.n_train / 2,
                     ", amplitudes 1 / j^p with p = 0.4, 0.75, 1.5; mean and "
                     "one standard deviation. ",
                     plan.n_train, " training points, as many held out. 4 layers of ", plan.width,
                     ", standard parameterisation, Adam at 0.002, ", plan.n_steps, " steps."),
                text("Against the paper: each signal is scaled to [-1/2, 1/2] by itself",
                     settings.quick
                         ? "; 256 points instead of 1024 and scales a quarter, width 128 "
                           "instead of 256, 2 signals instead of 4, 500 steps instead "
                           "of 1000."
                         : ".")},
      .n_columns = 3};
  for (std::size_t d = 0; d < kData.size(); ++d) figure.panels.push_back(panel_of(d, work, errors));
  return figure;
}

}  // namespace fscope
