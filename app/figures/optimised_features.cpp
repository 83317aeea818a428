// Fig. 5 (PAPER secs. 1 and 2.2, "1D NTK-optimised features"): amplitudes found by descending the
// error that theory predicts, against the power family.
#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <limits>

#include "app/figures/paper_figures.h"
#include "core/network/optimizer.h"
#include "core/network/tiled_mlp.h"
#include "core/support/check.h"
#include "core/support/fft.h"
#include "core/support/parallel.h"
#include "core/support/random.h"
#include "core/tasks/loss.h"
#include "core/tasks/signal.h"
#include "core/theory/feature_optimization.h"
#include "core/theory/ntk.h"

namespace fscope {
namespace {

constexpr Index kOversampling = 2;
constexpr Index kWidth = 1024;
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::array kAlphas = {1.0, 1.5, 2.0};
constexpr std::uint64_t kNoiseStream = 77;
// Where the axis of powers shows what has no place on it.
constexpr double kAtInfinity = 2.5;
constexpr double kAtOptimised = 2.75;

struct Plan {
  Index n_train = 128;
  int n_signals = 4;    // tested
  int n_family = 1024;  // those that amplitudes are optimised for
  double learning_rate = 2e-3;
  std::int64_t n_steps = 2500;
  std::vector<double> trained = {0, 0.5, 0.75, 1, 1.25, 1.5, 2, kInfinity};  // powers

  Index n_all() const { return kOversampling * n_train; }
  Index n_frequencies() const { return n_train / 2; }
  double time() const { return learning_rate * static_cast<double>(n_steps); }
};

Plan plan_of(const FigureSettings& settings) {
  if (!settings.quick) return {};
  return {.n_train = 32,
          .n_signals = 2,
          .learning_rate = 5e-3,
          .n_steps = 1000,
          .trained = {0, 0.5, 1, 1.5, 2, kInfinity}};
}

NtkSettings network(const Plan& plan) {
  return {.n_inputs = 2 * plan.n_frequencies(),
          .width = kWidth,
          .n_layers = 4,
          .parameterization = Parameterization::standard};
}

/// n signals as columns.
Eigen::MatrixXd signals(const Plan& plan, double alpha, int n, std::uint64_t first_seed) {
  Eigen::MatrixXd out(plan.n_all(), n);
  for (int i = 0; i < n; ++i) {
    out.col(i) = make_signal({.kind = SignalKind::noise,
                              .alpha = alpha,
                              .band_limit = 0,
                              .seed = first_seed + static_cast<std::uint64_t>(i),
                              .n_train = plan.n_train,
                              .oversampling = kOversampling})
                     .values;
  }
  return out;
}

Eigen::VectorXd power_amplitudes(const Plan& plan, double power) {
  return make_mapping(
             {.kind = MappingKind::power, .power = power, .n_frequencies = plan.n_frequencies()}, 1,
             0)
      .amplitude;
}

/// As the notebook: 800 steps of Adam at 0.01, from the first frequency and a little noise.
Eigen::VectorXd optimised(const Plan& plan, const FeatureObjective& error, std::uint64_t seed) {
  constexpr int kSteps = 800;
  constexpr double kRate = 0.01;
  Rng rng(seed, kNoiseStream);
  Vector<double> a = power_amplitudes(plan, kInfinity);
  for (double& value : a) value += 0.001 * std::abs(rng.normal());
  Optimizer<double> adam(OptimizerKind::adam, a.size());
  for (int step = 0; step < kSteps; ++step) {
    adam.begin_step(kRate);
    adam.update(0, error(a).gradient, a);
  }
  return a / a.norm();
}

/// gamma at all points (2 m x N) for |gamma| = 1.
Matrix<float> features(const Plan& plan, const Eigen::VectorXd& amplitudes) {
  const Index m = plan.n_frequencies();
  const FourierMapping mapping{.B = Eigen::VectorXd::LinSpaced(m, 1, static_cast<double>(m)),
                               .amplitude = amplitudes / amplitudes.norm(),
                               .n_inputs = 1};
  const Index n = plan.n_all();
  const Eigen::RowVectorXd x =
      Eigen::RowVectorXd::LinSpaced(n, 0, static_cast<double>(n - 1)) / static_cast<double>(n);
  return encode_points<float>(mapping, x);
}

/// A network that learns one signal from features of given amplitudes.
struct Job {
  std::size_t alpha;
  double x;  // its place on the axis of powers
  Eigen::VectorXd amplitudes;
  Eigen::VectorXd signal;
  std::uint64_t seed;
};

/// Held-out error after gradient descent on 1/2 sum of squares.
double trained_error(const Plan& plan, const Job& job, FigureWork& work) {
  const MlpShape shape{.n_inputs = 2 * plan.n_frequencies(),
                       .width = kWidth,
                       .n_layers = 4,
                       .n_outputs = 1,
                       .output = OutputActivation::linear};
  const Matrix<float> gamma = features(plan, job.amplitudes);
  const auto trained = Eigen::seqN(0, plan.n_train, kOversampling);
  const Matrix<float> targets = job.signal(trained).transpose().cast<float>();
  auto parameters = initial_parameters<float>(shape, job.seed, Parameterization::standard);
  Optimizer<float> descent(OptimizerKind::sgd, shape.n_parameters());
  PackedParameters packed(shape);
  TiledMlpScratch tile(shape, plan.n_train);
  tile.features.left(plan.n_train) = gamma(Eigen::all, trained);
  Vector<float> gradient(shape.n_parameters());
  Matrix<float> dL_dy(1, plan.n_train);
  for (std::int64_t step = 0; step < plan.n_steps; ++step) {
    packed.pack(parameters, true);
    forward(packed, plan.n_train, tile);
    squared_error_loss<float>(Loss::half_sum, tile.outputs().left(plan.n_train), targets,
                              plan.n_train, dL_dy);
    gradient.setZero();
    backward(packed, dL_dy, tile, gradient);
    descent.begin_step(plan.learning_rate);
    descent.update(0, gradient, parameters);
    work.add(1);
  }
  packed.pack(parameters, false);
  tile.features.left(plan.n_train) = gamma(Eigen::all, Eigen::seqN(1, plan.n_train, kOversampling));
  forward(packed, plan.n_train, tile);
  const Eigen::VectorXd outputs =
      tile.outputs().left(plan.n_train).row(0).transpose().cast<double>();
  const Eigen::VectorXd held_out = job.signal(Eigen::seqN(1, plan.n_train, kOversampling));
  return (outputs - held_out).squaredNorm() / static_cast<double>(plan.n_train);
}

/// What is found for signals of one alpha.
struct Family {
  Eigen::MatrixXd tested;
  Eigen::VectorXd optimised;
};

std::vector<Job> jobs(const Plan& plan, const std::vector<Family>& families, std::uint64_t seed) {
  std::vector<Job> out;
  for (std::size_t a = 0; a < families.size(); ++a) {
    for (Index s = 0; s < families[a].tested.cols(); ++s) {
      const auto add = [&](double x, const Eigen::VectorXd& amplitudes) {
        out.push_back(
            {a, x, amplitudes, families[a].tested.col(s), seed + static_cast<std::uint64_t>(s)});
      };
      for (const double p : plan.trained) {
        add(std::isinf(p) ? kAtInfinity : p, power_amplitudes(plan, p));
      }
      add(kAtOptimised, families[a].optimised);
    }
  }
  return out;
}

std::string alpha_name(std::size_t a, const char* suffix = "") {
  return text("alpha = ", kAlphas[a], suffix);
}

/// |Fourier coefficient| of the kernel's row on the training points, frequency 0 in the middle.
FigureSeries kernel_spectrum(const Plan& plan, const Eigen::VectorXd& amplitudes) {
  const Matrix<double> gamma = features(plan, amplitudes).cast<double>();
  const Matrix<double> trained = gamma(Eigen::all, Eigen::seqN(0, plan.n_train, kOversampling));
  const Eigen::VectorXd row = ntk(network(plan), trained, trained.leftCols(1));
  const std::vector<Complex> modes = real_fft({row.data(), static_cast<std::size_t>(row.size())});
  FigureSeries series;
  const auto half = static_cast<int>(plan.n_train / 2);
  for (int k = -half; k <= half; ++k) {
    const double y = std::abs(modes[static_cast<std::size_t>(std::abs(k))]);
    series.points.push_back({1.0 * k, y, y, y});
  }
  return series;
}

FigurePanel spectra_panel(const Plan& plan, const std::vector<Family>& families) {
  FigurePanel panel{.title = "(a) Spectrum of the kernel",
                    .x = {.title = "frequency (cycles)"},
                    .y = {.title = "magnitude", .scale = FigureScale::logarithmic}};
  for (std::size_t a = 0; a < families.size(); ++a) {
    panel.series.push_back(kernel_spectrum(plan, families[a].optimised));
    panel.series.back().name = "optimised for " + alpha_name(a);
    panel.series.back().colour = static_cast<int>(a);
  }
  panel.series.push_back(kernel_spectrum(plan, power_amplitudes(plan, kInfinity)));
  panel.series.back().name = "p = infinity";
  panel.series.back().colour = kFigureGray;
  return panel;
}

void add_predicted(const Plan& plan, std::size_t a, const Family& family, FigurePanel& panel) {
  constexpr int kPowers = 17;
  const FeatureObjective error(family.tested, kOversampling, network(plan), plan.time());
  FigureSeries line{.name = alpha_name(a), .colour = static_cast<int>(a)};
  for (int i = 0; i < kPowers; ++i) {
    const double p = 2.0 * i / (kPowers - 1);
    const double y = error(power_amplitudes(plan, p)).held_out;
    line.points.push_back({p, y, y, y});
  }
  const double best = error(family.optimised).held_out;
  panel.series.push_back(std::move(line));
  panel.series.push_back({.name = alpha_name(a, ", optimised"),
                          .style = FigureStyle::dashed,
                          .colour = static_cast<int>(a),
                          .in_legend = false,
                          .points = {{0, best, best, best}, {kAtOptimised, best, best, best}}});
}

void add_trained(std::size_t a, const std::vector<Job>& all, const std::vector<double>& errors,
                 FigurePanel& panel) {
  FigureSeries dots{.name = alpha_name(a, ", trained"),
                    .style = FigureStyle::points,
                    .colour = static_cast<int>(a),
                    .in_legend = false};
  std::vector<double> places;
  for (const Job& job : all) {
    if (job.alpha == a && std::ranges::find(places, job.x) == places.end()) places.push_back(job.x);
  }
  for (const double x : places) {
    std::vector<double> samples;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i].alpha == a && all[i].x == x) samples.push_back(errors[i]);
    }
    dots.points.push_back(mean_and_spread(x, samples));
  }
  panel.series.push_back(std::move(dots));
}

FigurePanel amplitudes_panel(const Plan& plan, const std::vector<Family>& families) {
  FigurePanel panel{.title = "(c) Optimised amplitudes",
                    .x = {.title = "j", .scale = FigureScale::logarithmic},
                    .y = {.title = "|a_j| / |a|", .scale = FigureScale::logarithmic}};
  for (std::size_t a = 0; a < families.size(); ++a) {
    FigureSeries series{.name = alpha_name(a),
                        .style = FigureStyle::line_and_points,
                        .colour = static_cast<int>(a)};
    for (Index j = 0; j < plan.n_frequencies(); ++j) {
      const double y = std::abs(families[a].optimised[j]);
      series.points.push_back({static_cast<double>(j + 1), y, y, y});
    }
    panel.series.push_back(std::move(series));
  }
  return panel;
}

std::vector<std::string> notes(const Plan& plan, const FigureSettings& settings) {
  return {text("Random signals with spectra 1 / f^alpha, ", plan.n_train,
               " points trained and as many held out. Frequencies 1 to ", plan.n_frequencies(),
               "; 4 layers of 1024, standard parameterisation, gradient descent at ",
               plan.learning_rate, ", ", plan.n_steps,
               " steps. Lines in (b): predicted for the power family, dashed for amplitudes that "
               "Adam found on ",
               plan.n_family, " other signals. Dots: mean over ", plan.n_signals,
               " trained networks. x = 2.5 stands for p = infinity, 2.75 for the optimised "
               "amplitudes."),
          text("Against the paper: each signal is scaled to [-1/2, 1/2] by itself, and ",
               plan.n_signals, " signals are tested instead of 8, networks trained at ",
               plan.trained.size(), " powers instead of 18",
               settings.quick ? "; 32 points instead of 128."
                              : "; learning rate 0.002 and 2500 steps instead of 0.005 and 1000, "
                                "at which gradient descent on the kernel is not stable.")};
}

}  // namespace

Figure optimised_features(const FigureSettings& settings, const FigureHooks& hooks) {
  const Plan plan = plan_of(settings);
  std::vector<Family> families;
  for (const double alpha : kAlphas) {
    if (hooks.interrupted && hooks.interrupted()) throw FigureInterrupted();
    constexpr std::uint64_t kOthers = 1'000'000;  // seeds of signals to optimise for
    const FeatureObjective error(signals(plan, alpha, plan.n_family, settings.seed + kOthers),
                                 kOversampling, network(plan), plan.time());
    families.push_back({signals(plan, alpha, plan.n_signals, settings.seed),
                        optimised(plan, error, settings.seed)});
  }
  const std::vector<Job> all = jobs(plan, families, settings.seed);
  FigureWork work(hooks, static_cast<double>(all.size()) * static_cast<double>(plan.n_steps));
  std::vector<double> errors(all.size());
  ThreadPool pool(settings.n_threads);
  pool.for_each(static_cast<std::int64_t>(all.size()), [&](std::int64_t i, int) {
    const auto at = static_cast<std::size_t>(i);
    errors[at] = trained_error(plan, all[at], work);
  });
  FigurePanel panel{.title = "(b) Held-out error over the power p",
                    .x = {.title = "p of a_j = 1 / j^p"},
                    .y = {.title = "mean squared error", .scale = FigureScale::logarithmic}};
  for (std::size_t a = 0; a < families.size(); ++a) {
    add_predicted(plan, a, families[a], panel);
    add_trained(a, all, errors, panel);
  }
  return {.name = "fig5",
          .title = "Optimised amplitudes do little better than the best power",
          .notes = notes(plan, settings),
          .n_columns = 3,
          .panels = {spectra_panel(plan, families), std::move(panel),
                     amplitudes_panel(plan, families)}};
}

}  // namespace fscope
