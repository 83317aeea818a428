#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "app/gui/panels/lab_panels.h"
#include "app/gui/panels/lab_series.h"
#include "app/gui/widgets/axis.h"
#include "app/gui/widgets/controls.h"
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
  list.add({.name = "target", .colour = colour}, over_unit_interval(target.values));
  list.add({.name = "training points",
            .colour = ImGui::GetColorU32(ui.colors.text),
            .style = PlotStyle::points},
           over_unit_interval(target.values, target.oversampling));
  if (run && run->outputs) {
    list.add({.name = "network", .colour = network_colour(ui)}, over_unit_interval(*run->outputs));
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

std::string time_text(double t, const RunConfig& config) {
  if (std::isinf(t)) return "t = \u221E";
  const double step = effective_eta_t(config, config.signal.n_train, 1);
  std::string out = "t = " + three_digits(t);
  if (follows_flow(config) && step > 0) {
    out += text(" (", exact_label(std::round(t / step)), " steps)");
  }
  return out;
}

/// The time that theory is shown at, beside its slider.
void draw_time(UiState& ui) {
  LabState& lab = ui.lab;
  if (lab.drawing.on) hold_axes(lab.function);
  const bool before = lab.in_step;
  checkbox("In step with the network", lab.in_step,
           "Show theory at the network's time. Gradient descent: t = learning rate x steps (for a "
           "mean loss, divided by the number of training points). Adam: the t at which the "
           "predicted train error equals the measured one.");
  const LabPrediction* shown = shown_prediction(lab);
  double time = lab.in_step && shown ? shown->time : lab.time;
  if (before && !lab.in_step) lab.time = time;
  ImGui::SameLine();
  if (endless_slider("Theory at t", time, {.min = 1e-3F, .max = 1e4F},
                     "How long the kernel's gradient flow has run, from 0 to for ever (right end: "
                     "kernel regression). Moving it leaves the network's time.")) {
    lab.time = time;
    lab.in_step = false;
  }
}

/// Of what time and kernel the curves of theory are, and what they assume; or why there are none.
std::string describe_theory(const RunSnapshot* run, const UiState& ui) {
  const LabState& lab = ui.lab;
  if (!lab.theory) return lab.busy ? "Theory: computing ..." : "";
  for (const LabPrediction& prediction : lab.theory->predictions) {
    if (!prediction.message.empty()) return "No theory: " + prediction.message;
  }
  const LabPrediction* shown = shown_prediction(lab);
  if (!shown) return "Theory is switched off: see the toolbar.";
  std::string line = text("Theory at ", time_text(shown->time, ui.wanted), ". ");
  if (lab.in_step && !follows_flow(ui.wanted)) {
    line = text("Theory at the network's train error, ", time_text(shown->time, ui.wanted), ". ");
  }
  if (run && run->signal && run->step > 0 && !run->first_outputs) {
    line += "This run began with other settings: reset (R) to compare. ";
  }
  return line + shown->theory->assumes();
}

void draw_description(const std::string& line, float height, const UiState& ui) {
  ImGui::BeginChild("theory", {0, height}, false, ImGuiWindowFlags_NoScrollbar);
  ImGui::PushStyleColor(ImGuiCol_Text, ui.colors.muted);
  ImGui::TextWrapped("%s", line.c_str());
  ImGui::PopStyleColor();
  ImGui::EndChild();
  const std::string help =
      line +
      "\n\nf(t) = f0 + K_all K^-1 (1 - exp(-K t)) (y - f0), K the tangent kernel. It holds "
      "for small steps and as long as the network's own kernel does not move, which takes "
      "width.";
  tooltip(help.c_str());
}

/// As high as its text, but for very long ones.
float description_height(const std::string& line) {
  const float height =
      ImGui::CalcTextSize(line.c_str(), nullptr, false, ImGui::GetContentRegionAvail().x).y;
  return std::clamp(height, ImGui::GetTextLineHeight(), 3 * ImGui::GetTextLineHeight());
}

}  // namespace

void draw_lab_function(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  LabState& lab = ui.lab;
  const RunSnapshot* run = shown_run(snapshot);
  draw_time(ui);
  const std::string line = describe_theory(run, ui);
  const float height = description_height(line);
  PlotSeriesList list;
  if (lab.target.signal) list = function_series(run, ui);
  const float plot_height =
      ImGui::GetContentRegionAvail().y - height - ImGui::GetStyle().ItemSpacing.y;
  const PlotResult mouse = draw_plot({.id = "function",
                                      .size = {0, plot_height},
                                      .x_title = "x",
                                      .y_title = "",
                                      .series = list.series(),
                                      .drawable = lab.drawing.on,
                                      .empty_text = lab.target.message},
                                     lab.function);
  if (lab.drawing.on && mouse.held) {
    draw_with_pen(snapshot, ui, sink, {std::clamp(mouse.x, 0.0, 1.0), mouse.y});
  } else if (lab.drawing.pen) {
    lift_pen(ui, sink);
  }
  draw_description(line, height, ui);
}

}  // namespace fscope
