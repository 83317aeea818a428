#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "app/gui/panels/lab_panels.h"
#include "app/gui/panels/lab_series.h"
#include "app/gui/widgets/axis.h"
#include "app/gui/widgets/controls.h"
#include "app/gui/widgets/text.h"
#include "core/prediction/flow_time.h"
#include "core/support/check.h"

namespace fscope {
namespace {

/// Values at k / N.
template <class Values>
std::vector<PlotPoint> over_unit_interval(const Values& values, Index stride = 1) {
  std::vector<PlotPoint> points;
  const auto n = static_cast<Index>(std::size(values));
  for (Index k = 0; k < n; k += stride) {
    const auto y = static_cast<double>(std::data(values)[k]);
    const double x = static_cast<double>(k) / static_cast<double>(n);
    points.push_back({.x = x, .y = y, .min = y, .max = y});
  }
  return points;
}

PlotSeriesList function_series(const RunSnapshot* run, const UiState& ui) {
  PlotSeriesList list;
  const LabState& lab = ui.lab;
  const Signal& target = *lab.target.signal;
  const ImU32 colour = ImGui::GetColorU32(ui.colors.muted);
  list.add({.name = "target"_t, .colour = colour}, over_unit_interval(target.values));
  list.add({.name = "training points"_t,
            .colour = ImGui::GetColorU32(ui.colors.text),
            .style = PlotStyle::points},
           over_unit_interval(target.values, target.oversampling));
  if (run && run->outputs) {
    list.add({.name = "network"_t, .colour = network_colour(ui)},
             over_unit_interval(*run->outputs));
  }
  for (const LabPrediction* prediction : predictions_of(lab)) {
    list.add({.name = kernel_name(prediction->kernel),
              .colour = kernel_colour(ui, prediction->kernel),
              .style = PlotStyle::dashed},
             over_unit_interval(prediction->function));
  }
  return list;
}

/// Where a mouse that draws needs the axes to stay.
void hold_axes(PlotState& plot) {
  plot.x = {.range = {0, 1}, .follow = false};
  plot.y = {.range = {-0.6, 0.6}, .follow = false};
}

Phrase time_text(double t, const RunConfig& config) {
  if (std::isinf(t)) return "t = ∞"_v;
  const double step = effective_eta_t(config, config.signal.n_train, 1);
  if (!follows_flow(config) || step <= 0) return fill("t = {}"_t, three_digits(t));
  return fill("t = {} ({} steps)"_t, three_digits(t), exact_label(std::round(t / step)));
}

/// The time that theory is shown at, beside its slider.
void draw_time(UiState& ui) {
  LabState& lab = ui.lab;
  if (lab.drawing.on) hold_axes(lab.function);
  if (ui.presenter) return;
  const bool before = lab.in_step;
  checkbox("In step with the network"_t, lab.in_step,
           "Show theory at the network's time. Gradient descent: t = learning rate x steps (for a "
           "mean loss, divided by the number of training points). Adam: the t at which the "
           "predicted train error equals the measured one."_t);
  const LabPrediction* shown = shown_prediction(lab);
  double time = lab.in_step && shown ? shown->time : lab.time;
  if (before && !lab.in_step) lab.time = time;
  ImGui::SameLine();
  if (endless_slider("Theory at t"_t, time, {.min = 1e-3F, .max = 1e4F},
                     "How long the kernel's gradient flow has run, from 0 to for ever (right end: "
                     "kernel regression). Moving it leaves the network's time."_t)) {
    lab.time = time;
    lab.in_step = false;
  }
}

/// Of what time and kernel the curves of theory are, and what they assume; or why there are none.
Phrase describe_theory(const RunSnapshot* run, const UiState& ui) {
  const LabState& lab = ui.lab;
  if (!lab.theory) return lab.busy ? Phrase("Theory: computing ..."_t) : Phrase();
  for (const LabPrediction& prediction : lab.theory->predictions) {
    if (prediction.message.empty()) continue;
    return fill("No theory: {}"_t, translated(prediction.message));
  }
  const LabPrediction* shown = shown_prediction(lab);
  if (!shown) return "Theory is switched off: see the toolbar."_t;
  const bool matches_error = lab.in_step && !follows_flow(ui.wanted);
  const Phrase time = time_text(shown->time, ui.wanted);
  const Phrase line = matches_error ? fill("Theory at the network's train error, {}. "_t, time)
                                    : fill("Theory at {}. "_t, time);
  const bool began_otherwise = run && run->signal && run->step > 0 && !run->first_outputs;
  const Phrase remark =
      began_otherwise ? "This run began with other settings: reset (R) to compare. "_t : Text();
  return fill("{}{}{}"_v, line, remark, translated(shown->theory->assumes()));
}

void draw_description(const Phrase& line, float height, const UiState& ui) {
  ImGui::BeginChild("theory", {0, height}, false, ImGuiWindowFlags_NoScrollbar);
  ImGui::PushStyleColor(ImGuiCol_Text, ui.colors.muted);
  wrapped_item(line);
  ImGui::PopStyleColor();
  ImGui::EndChild();
  tooltip(
      fill("{}\n\nf(t) = f0 + K_all K^-1 (1 - exp(-K t)) (y - f0), K the tangent kernel. It holds "
           "for small steps and as long as the network's own kernel does not move, which takes "
           "width."_t,
           line));
}

/// As high as its text, but for very long ones.
float description_height(const Phrase& line) {
  const float height = text_size(wrapped(line.shown(), ImGui::GetContentRegionAvail().x)).y;
  return std::clamp(height, ImGui::GetTextLineHeight(), 3 * ImGui::GetTextLineHeight());
}

}  // namespace

void draw_lab_function(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  LabState& lab = ui.lab;
  const RunSnapshot* run = shown_run(snapshot, ui);
  draw_time(ui);
  const Phrase line = describe_theory(run, ui);
  // To present, only why there is no theory is worth the room.
  const bool described = !ui.presenter || !shown_prediction(ui.lab);
  const float height = described ? description_height(line) : 0;
  PlotSeriesList list;
  if (lab.target.signal) list = function_series(run, ui);
  const float plot_height =
      ImGui::GetContentRegionAvail().y - height - ImGui::GetStyle().ItemSpacing.y;
  const PlotResult mouse = draw_plot({.id = "function",
                                      .size = {0, plot_height},
                                      .x_title = "x"_v,
                                      .y_title = {},
                                      .series = list.series(),
                                      .drawable = lab.drawing.on,
                                      .empty_text = translated(lab.target.message)},
                                     lab.function);
  if (lab.drawing.on && mouse.held) {
    draw_with_pen(snapshot, ui, sink, {std::clamp(mouse.x, 0.0, 1.0), mouse.y});
  } else if (lab.drawing.pen) {
    lift_pen(ui, sink);
  }
  if (described) draw_description(line, height, ui);
}

}  // namespace fscope
