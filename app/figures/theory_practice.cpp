// Fig. 3 (PAPER secs. 1, 1.1 and 2.3): networks on 32 points of a signal, beside Eq. 3.
#include <array>
#include <cmath>
#include <limits>

#include "app/figures/fits.h"
#include "app/figures/paper_figures.h"
#include "core/support/check.h"
#include "core/support/fft.h"
#include "core/tasks/signal_1d.h"
#include "core/theory/dynamics.h"
#include "core/theory/ntk.h"

namespace fscope {
namespace {

constexpr Index kTrain = 32;
constexpr Index kOversampling = 8;
constexpr Index kAll = kTrain * kOversampling;
constexpr Index kWidth = 1024;

struct Plan {
  double learning_rate = 1e-5;
  std::int64_t n_steps = 50000;
  std::int64_t every = 500;
};

Plan plan_of(const FigureSettings& settings) {
  constexpr int kFaster = 40;
  if (!settings.quick) return {};
  return {.learning_rate = 1e-5 * kFaster, .n_steps = 50000 / kFaster, .every = 25};
}

struct Family {
  const char* name;
  MappingKind kind;
  double power;
};
constexpr std::array<Family, 4> kFamilies = {
    {{"p = 0", MappingKind::power, 0},
     {"p = 1", MappingKind::power, 1},
     {"p = infinity", MappingKind::power, std::numeric_limits<double>::infinity()},
     {"no mapping", MappingKind::none, 0}}};

RunConfig network(const Plan& plan, const Family& family, std::uint64_t seed) {
  RunConfig config;
  config.mapping = {
      .kind = family.kind, .power = family.power, .n_frequencies = kTrain / 2, .normalize = true};
  config.width = kWidth;
  config.parameterization = Parameterization::standard;
  config.output = OutputActivation::linear;
  config.optimizer = OptimizerKind::sgd;
  config.learning_rate = plan.learning_rate;
  config.batch = 0;
  config.loss = Loss::half_sum;
  config.seed = seed;
  return config;
}

/// Outputs (256) at some steps of one network's training, ascending.
struct Course {
  std::vector<double> steps;
  std::vector<Eigen::VectorXd> outputs;
};

Eigen::VectorXd at_training_points(const Eigen::VectorXd& all) {
  return all(Eigen::seqN(0, kTrain, kOversampling));
}

/// What is shown of outputs: errors, and what is left of three frequencies of the training points.
constexpr std::array<std::size_t, 3> kBins = {1, 5, 15};
struct Errors {
  double train = 0;
  double held_out = 0;
  std::array<double, 3> bins{};
};

Errors errors_of(const Eigen::VectorXd& outputs, const Eigen::VectorXd& target) {
  const Eigen::VectorXd residual = outputs - target;
  const Eigen::VectorXd train = at_training_points(residual);
  Errors out{.train = train.squaredNorm() / kTrain,
             .held_out = (residual.squaredNorm() - train.squaredNorm()) / (kAll - kTrain)};
  const std::vector<Complex> modes = real_fft({train.data(), static_cast<std::size_t>(kTrain)});
  for (std::size_t k = 0; k < kBins.size(); ++k) out.bins[k] = std::abs(modes[kBins[k]]);
  return out;
}

/// Eq. 3 for one mapping.
class Theory {
 public:
  Theory(const RunConfig& config, const Grid& grid, const Eigen::VectorXd& target)
      : target_(target) {
    const auto mapping = make_mapping(config.mapping, 1, config.seed);
    const Eigen::MatrixXd x = grid.axes[0].transpose();
    const Matrix<double> features = encode_points<double>(mapping, x);
    const Matrix<double> trained = features(Eigen::all, Eigen::seqN(0, kTrain, kOversampling));
    const NtkSettings settings{.n_inputs = features.rows(),
                               .width = kWidth,
                               .n_layers = config.n_layers,
                               .parameterization = config.parameterization};
    K_train_ = ntk(settings, trained, trained);
    K_all_ = ntk(settings, features, trained);
  }

  /// f(t) at all points from outputs `start`, for each t.
  Eigen::MatrixXd flow(const Eigen::VectorXd& start, const std::vector<double>& times) const {
    const KernelDynamics dynamics({.K_train = K_train_,
                                   .K_all = K_all_,
                                   .y = at_training_points(target_),
                                   .f0_train = at_training_points(start),
                                   .f0_all = start});
    return dynamics.all(times, 0);
  }

 private:
  Eigen::VectorXd target_;
  Eigen::MatrixXd K_train_, K_all_;
};

/// The notebook's "theory": from the observed outputs at each step, with 1/32 of the time so far.
Eigen::VectorXd anchored(const Theory& theory, const Eigen::VectorXd& outputs, double t) {
  return theory.flow(outputs, {t / kTrain}).col(0);
}

/// One curve in each of the five panels of errors.
struct Curves {
  std::array<FigureSeries, 2 + kBins.size()> of;  // held-out, train, bins

  Curves(const Family& family, const char* suffix, FigureStyle style) {
    for (FigureSeries& series : of) {
      series.name = text(family.name, suffix);
      series.style = style;
      series.colour = static_cast<int>(&family - kFamilies.data());
      series.in_legend = style == FigureStyle::line;
    }
  }
  void add(double step, const Errors& e) {
    of[0].points.push_back({step, e.held_out, e.held_out, e.held_out});
    of[1].points.push_back({step, e.train, e.train, e.train});
    for (std::size_t k = 0; k < kBins.size(); ++k) {
      of[2 + k].points.push_back({step, e.bins[k], e.bins[k], e.bins[k]});
    }
  }
};

std::vector<Course> train(const Plan& plan, const Signal& signal, const FigureSettings& settings,
                          const FigureHooks& hooks) {
  const auto shared = std::make_shared<const Signal>(signal);
  std::vector<FigureFit> fits;
  for (const Family& family : kFamilies) {
    fits.push_back({.config = network(plan, family, settings.seed),
                    .task = std::make_shared<Signal1dTask>(shared, signal_origin(family.kind)),
                    .n_steps = plan.n_steps,
                    .every = plan.every});
  }
  std::vector<Course> courses(fits.size());
  train_all(fits, settings.n_threads, hooks, [&](std::size_t i, Trainer& trainer) {
    Matrix<float> outputs(1, kAll);
    trainer.evaluate(
        kAll, [](Index k) { return k; }, outputs);
    courses[i].steps.push_back(static_cast<double>(trainer.n_steps()));
    courses[i].outputs.emplace_back(outputs.row(0).transpose().cast<double>());
  });
  return courses;
}

/// Observed and predicted curves of one mapping, added to the five panels.
void add_curves(const Plan& plan, std::size_t f, const Course& course, const Signal& signal,
                bool with_anchored, std::vector<FigurePanel>& panels) {
  const Family& family = kFamilies[f];
  const Signal1dTask task(std::make_shared<const Signal>(signal), signal_origin(family.kind));
  const Theory theory(network(plan, family, 0), task.grid(), signal.values);
  std::vector<double> times;
  for (const double step : course.steps) times.push_back(step * plan.learning_rate);
  const Eigen::MatrixXd predicted = theory.flow(course.outputs[0], times);
  Curves observed(family, "", FigureStyle::line);
  Curves eq3(family, ", Eq. 3", FigureStyle::dashed);
  Curves notebook(family, ", notebook", FigureStyle::points);
  for (std::size_t i = 0; i < course.steps.size(); ++i) {
    const double step = course.steps[i];
    observed.add(step, errors_of(course.outputs[i], signal.values));
    eq3.add(step, errors_of(predicted.col(static_cast<Index>(i)), signal.values));
    if (!with_anchored || i % 5 != 0) continue;
    const Eigen::VectorXd outputs = anchored(theory, course.outputs[i], times[i]);
    notebook.add(step, errors_of(outputs, signal.values));
  }
  for (std::size_t k = 0; k < panels.size(); ++k) {
    panels[k].series.push_back(std::move(observed.of[k]));
    panels[k].series.push_back(std::move(eq3.of[k]));
    if (with_anchored) panels[k].series.push_back(std::move(notebook.of[k]));
  }
}

/// The last learned functions on a quarter of the signal, as in the paper.
FigurePanel functions_panel(const std::vector<Course>& courses, const Signal& signal) {
  FigurePanel panel{.title = "(a) Learned functions", .x = {.title = "x"}, .y = {.title = "y"}};
  const auto points_of = [](const Eigen::VectorXd& values, Index stride) {
    std::vector<FigurePoint> out;
    for (Index k = kAll / 2; k <= 3 * kAll / 4; k += stride) {
      const double y = values[k];
      out.push_back({static_cast<double>(k) / kAll, y, y, y});
    }
    return out;
  };
  for (std::size_t f = 0; f < kFamilies.size(); ++f) {
    panel.series.push_back({.name = kFamilies[f].name,
                            .colour = static_cast<int>(f),
                            .points = points_of(courses[f].outputs.back(), 1)});
  }
  panel.series.push_back(
      {.name = "target", .colour = kFigureGray, .points = points_of(signal.values, 1)});
  panel.series.push_back({.name = "training points",
                          .style = FigureStyle::points,
                          .colour = kFigureGray,
                          .points = points_of(signal.values, kOversampling)});
  return panel;
}

std::vector<FigurePanel> error_panels() {
  constexpr std::array kTitles = {"(b) Held-out error", "(c) Training error",
                                  "(d) Low frequency: 1 cycle", "(e) Middle: 5 cycles",
                                  "(f) High: 15 cycles"};
  std::vector<FigurePanel> panels;
  for (std::size_t k = 0; k < kTitles.size(); ++k) {
    panels.push_back({.title = kTitles[k],
                      .x = {.title = "step"},
                      .y = {.title = k < 2 ? "mean squared error" : "residual",
                            .scale = FigureScale::logarithmic}});
  }
  return panels;
}

std::vector<std::string> notes(const Plan& plan, const FigureSettings& settings) {
  std::vector<std::string> out = {
      text("1/f noise below 64 cycles, 256 points, every 8th trained. a_j = 1 / j^p for 16 "
           "frequencies, |gamma| = 1. 4 layers of 1024, standard parameterisation, gradient "
           "descent at ",
           plan.learning_rate, ", ", plan.n_steps,
           " steps. Solid: the network. Dashed: Eq. 3, the flow of an infinitely wide network "
           "from this network's outputs at step 0. (d) to (f): Fourier coefficients of what is "
           "left at the training points.")};
  if (settings.anchored) {
    out.push_back(
        "Dots: what the authors' notebook draws as theory. It starts anew from the network's own "
        "outputs at every step and goes on for 1/32 of the time so far, so it follows the network "
        "whatever that does; it is no prediction.");
  }
  out.push_back(text("Against the paper: theory is Eq. 3 from initialisation",
                     settings.quick ? "; learning rate x 40 and steps / 40 (still far below the "
                                      "limit of stability)."
                                    : "."));
  return out;
}

}  // namespace

Figure theory_practice(const FigureSettings& settings, const FigureHooks& hooks) {
  const Plan plan = plan_of(settings);
  const Signal signal = make_signal({.kind = SignalKind::noise,
                                     .alpha = 1,
                                     .band_limit = kAll / 4,
                                     .seed = settings.seed,
                                     .n_train = kTrain,
                                     .oversampling = kOversampling});
  const std::vector<Course> courses = train(plan, signal, settings, hooks);
  std::vector<FigurePanel> panels = error_panels();
  for (std::size_t f = 0; f < kFamilies.size(); ++f) {
    add_curves(plan, f, courses[f], signal, settings.anchored, panels);
  }
  Figure figure{.name = "fig3",
                .title = "Wider kernels learn sooner; Eq. 3 foretells how, the longer the worse",
                .notes = notes(plan, settings),
                .n_columns = 3,
                .panels = {functions_panel(courses, signal)}};
  for (FigurePanel& panel : panels) figure.panels.push_back(std::move(panel));
  return figure;
}

}  // namespace fscope
