#include "app/gui/lab.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <utility>

#include "core/prediction/flow_time.h"

namespace fscope {
namespace {

constexpr double kBetweenSends = 0.1;  // seconds; each starts the run again

Samples values_of(const Signal& signal, Index n) {
  const Samples values(signal.values.begin(), signal.values.end());
  const Eigen::VectorXd resampled = resample_linearly(values, n);
  return {resampled.begin(), resampled.end()};
}

/// Samples to draw on: those that are learned, or as many of the signal that is.
Samples canvas(const SignalSettings& settings, const Samples* samples) {
  constexpr Index kLeast = 256;
  if (settings.kind == SignalKind::samples && samples) return *samples;
  const Index n = std::max(kLeast, settings.n_points());
  if (settings.kind == SignalKind::samples) return Samples(static_cast<std::size_t>(n), 0);
  return values_of(make_signal(settings), n);
}

void send_samples(UiState& ui, CommandSink& sink) {
  LabState& lab = ui.lab;
  post(ui, sink, SetSamples{.name = lab.samples_name, .samples = lab.samples});
  lab.drawing.unsent = false;
  lab.drawing.sent_s = ui.now_s;
}

/// How far curves over training reach: twice as far whenever the run has come there.
double horizon_at(double step) {
  constexpr double kLeast = 8192;
  return std::max(kLeast, std::exp2(std::ceil(std::log2(step + 1))));
}

/// The time at which theory has come as far as the network.
void match_errors(const History& history, LabQuestion& question) {
  const auto& errors = history.train_mse.points();
  question.time = 0;
  if (!errors.empty()) question.match_mse = static_cast<double>(errors.back().last);
}

/// The time of an earlier answer.
void hold_time(const LabTheory& earlier, LabQuestion& question) {
  question.time =
      earlier.predictions.empty() ? earlier.question.time : earlier.predictions.front().time;
  question.match_mse.reset();
  question.horizon = earlier.question.horizon;
}

}  // namespace

Text signal_title(SignalKind kind) {
  switch (kind) {
    case SignalKind::noise:
      return "1/f noise"_t;
    case SignalKind::sine:
      return "sine"_t;
    case SignalKind::two_sines:
      return "two sines"_t;
    case SignalKind::square:
      return "square wave"_t;
    case SignalKind::sawtooth:
      return "sawtooth"_t;
    case SignalKind::chirp:
      return "chirp"_t;
    case SignalKind::bump:
      return "Gaussian bump"_t;
    case SignalKind::samples:
      return "drawn, or a file"_t;
  }
  return {};
}

void update_lab_target(UiState& ui) {
  LabTarget& target = ui.lab.target;
  const bool known = (target.signal || !target.message.empty()) &&
                     target.settings == ui.wanted.signal && target.samples == ui.lab.samples;
  if (known) return;
  target = {.settings = ui.wanted.signal, .samples = ui.lab.samples, .signal = {}, .message = {}};
  if (target.settings.kind == SignalKind::samples && !target.samples) {
    target.message = "Nothing to learn yet: draw a curve here, or load a file";
    return;
  }
  try {
    target.signal =
        std::make_shared<const Signal>(make_signal(target.settings, target.samples.get()));
  } catch (const std::exception& error) {
    target.message = error.what();
  }
}

void choose_signal(const Snapshot& snapshot, UiState& ui, CommandSink& sink, SignalKind kind) {
  const bool shown = ui.wanted.task == TaskKind::signal;
  SignalSettings& settings = (shown ? ui.wanted : ui.aside.config).signal;
  if (kind == SignalKind::samples) {
    if (!ui.lab.samples) {
      ui.lab.samples = std::make_shared<const Samples>(canvas(settings, nullptr));
      ui.lab.samples_name = "drawn";
    }
    send_samples(ui, sink);
  }
  const bool changed = std::exchange(settings.kind, kind) != kind;
  if (shown && changed) post_wanted(snapshot, ui, sink, true);
  switch_task(snapshot, ui, sink, TaskKind::signal);
}

void learn_samples(const Snapshot& snapshot, UiState& ui, CommandSink& sink, std::string name,
                   std::shared_ptr<const Samples> samples) {
  ui.lab.samples = std::move(samples);
  ui.lab.samples_name = std::move(name);
  choose_signal(snapshot, ui, sink, SignalKind::samples);
}

void set_drawing(LabState& lab, bool on) {
  if (lab.drawing.on == on) return;
  lab.drawing.on = on;
  lab.function.x.follow = lab.function.y.follow = true;
}

void show_all(LabState& lab) {
  lab.steps.follow = true;
  for (PlotState* plot : {&lab.function, &lab.spectra, &lab.bands, &lab.losses, &lab.row,
                          &lab.row_spectrum, &lab.eigenvalues, &lab.decay_times}) {
    plot->x.follow = plot->y.follow = true;
  }
}

void paint_stroke(Samples& samples, Point from, Point to) {
  if (samples.empty()) return;
  if (from.x > to.x) std::swap(from, to);
  const auto n = static_cast<double>(samples.size());
  const double last = n - 1;
  const auto index = [&](double k) { return static_cast<std::size_t>(std::clamp(k, 0.0, last)); };
  const auto value = [](double y) { return std::clamp(y, -0.5, 0.5); };
  for (std::size_t k = index(std::ceil(from.x * n)); static_cast<double>(k) <= to.x * n; ++k) {
    if (k >= samples.size()) break;
    const double share =
        to.x > from.x ? (static_cast<double>(k) / n - from.x) / (to.x - from.x) : 1;
    samples[k] = value(from.y + std::clamp(share, 0.0, 1.0) * (to.y - from.y));
  }
  samples[index(std::round(to.x * n))] = value(to.y);
}

void draw_with_pen(const Snapshot& snapshot, UiState& ui, CommandSink& sink, Point at) {
  LabState& lab = ui.lab;
  LabDrawing& drawing = lab.drawing;
  const Point from = drawing.pen.value_or(at);
  if (drawing.pen && at == from) return;
  Samples samples = canvas(ui.wanted.signal, lab.samples.get());
  paint_stroke(samples, from, at);
  lab.samples = std::make_shared<const Samples>(std::move(samples));
  lab.samples_name = "drawn";
  drawing.pen = at;
  drawing.unsent = true;
  if (ui.wanted.signal.kind != SignalKind::samples) {
    choose_signal(snapshot, ui, sink, SignalKind::samples);
  } else if (ui.now_s - drawing.sent_s >= kBetweenSends) {
    send_samples(ui, sink);
  }
}

void lift_pen(UiState& ui, CommandSink& sink) {
  ui.lab.drawing.pen.reset();
  if (ui.lab.drawing.unsent) send_samples(ui, sink);
}

LabQuestion lab_question(const Snapshot& snapshot, const UiState& ui) {
  const LabState& lab = ui.lab;
  LabQuestion question;
  question.config = ui.wanted;
  question.signal = lab.target.signal;
  question.time = lab.time;
  for (const TangentKernel kernel : kTangentKernels) {
    if (lab.asks(kernel)) question.kernels.push_back(kernel);
  }
  const RunSnapshot* run = shown_run(snapshot, ui);
  if (!run || !run->signal) return question;
  const auto step = static_cast<double>(run->step);
  question.horizon = horizon_at(step);
  if (lab.in_step) {
    question.time = effective_eta_t(run->replay, run->signal->n_train(), run->step);
  }
  // Until the session answers, the parameters may be those of another network.
  if (lab.asks(TangentKernel::now) && run->config == ui.wanted) {
    question.parameters = run->parameters;
  }
  if (lab.in_step && !follows_flow(ui.wanted)) match_errors(run->history, question);
  if (lab.dragging && lab.theory) hold_time(*lab.theory, question);
  return question;
}

}  // namespace fscope
