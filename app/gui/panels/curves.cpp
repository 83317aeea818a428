#include <array>
#include <string>

#include "app/gui/panels/panels.h"
#include "app/gui/widgets/controls.h"
#include "app/gui/widgets/item_log.h"

namespace fscope {
std::vector<PlotPoint> curve_points(const Curve& curve, bool over_seconds) {
  std::vector<PlotPoint> points;
  points.reserve(curve.points().size());
  for (const CurvePoint& p : curve.points()) {
    points.push_back({.x = over_seconds ? p.seconds : static_cast<double>(p.step),
                      .y = p.last,
                      .min = p.min,
                      .max = p.max});
  }
  return points;
}

void update_curves(const Snapshot& snapshot, const RunSnapshot& run, CurvesState& curves) {
  CurveCache& cache = curves.cache;
  if (cache.version == snapshot.version && cache.over_seconds == curves.over_seconds) return;
  cache.version = snapshot.version;
  cache.over_seconds = curves.over_seconds;
  cache.loss = curve_points(run.history.train_loss, curves.over_seconds);
  cache.train_psnr = curve_points(run.history.train_psnr, curves.over_seconds);
  cache.heldout_psnr = curve_points(run.history.heldout_psnr, curves.over_seconds);
  cache.bands.clear();
  for (const BandCurve& band : run.history.bands) {
    cache.bands.push_back(curve_points(band.error, curves.over_seconds));
  }
  cache.markers.clear();
  for (const HistoryEvent& event : run.history.events) {
    cache.markers.push_back(
        {.x = curves.over_seconds ? event.seconds : static_cast<double>(event.step),
         .label = verbatim(event.label)});
  }
}

namespace {

void draw_axis_options(CurvesState& curves) {
  const std::array<Phrase, 2> units = {"steps"_t, "seconds"_t};
  int unit = curves.over_seconds ? 1 : 0;
  ImGui::PushItemWidth(10 * ImGui::GetFontSize());
  for (int i = 0; i < 2; ++i) {
    if (i > 0) ImGui::SameLine();
    if (ImGui::RadioButton(units[static_cast<std::size_t>(i)].label().c_str(), unit == i)) {
      unit = i;
      curves.x.follow = true;
    }
    note_item(units[static_cast<std::size_t>(i)].english());
    tooltip("The horizontal axis of both curves"_t);
  }
  curves.over_seconds = unit == 1;
  ImGui::PopItemWidth();
  bool log_x = curves.loss.x_scale == AxisScale::logarithmic;
  bool log_y = curves.loss.y_scale == AxisScale::logarithmic;
  ImGui::SameLine();
  if (checkbox("log x"_t, log_x, "Logarithmic horizontal axis"_t)) curves.x.follow = true;
  ImGui::SameLine();
  checkbox("log loss"_t, log_y, "Logarithmic loss axis"_t);
  curves.loss.x_scale = curves.psnr.x_scale = curves.bands.x_scale =
      log_x ? AxisScale::logarithmic : AxisScale::linear;
  curves.loss.y_scale = log_y ? AxisScale::logarithmic : AxisScale::linear;
}

Text x_title(const CurvesState& curves) {
  return curves.over_seconds ? "training time (s)"_t : "step"_t;
}

void draw_loss(ImVec2 size, UiState& ui) {
  CurvesState& curves = ui.curves;
  const std::array series = {PlotSeries{.name = "train loss (batch)"_t,
                                        .colour = series_colour(ui.colors, 0),
                                        .points = curves.cache.loss}};
  draw_plot({.id = "loss",
             .size = size,
             .x_title = x_title(curves),
             .y_title = "loss"_t,
             .series = series,
             .markers = curves.cache.markers,
             .shared_x = &curves.x,
             .empty_text = "press play to train"_t},
            curves.loss);
}

void draw_psnr(ImVec2 size, UiState& ui) {
  CurvesState& curves = ui.curves;
  const std::array series = {PlotSeries{.name = "train"_t,
                                        .colour = series_colour(ui.colors, 0),
                                        .points = curves.cache.train_psnr},
                             PlotSeries{.name = "held-out"_t,
                                        .colour = series_colour(ui.colors, 1),
                                        .points = curves.cache.heldout_psnr}};
  draw_plot({.id = "psnr",
             .size = size,
             .x_title = x_title(curves),
             .y_title = "PSNR (dB)"_t,
             .series = series,
             .markers = curves.cache.markers,
             .shared_x = &curves.x,
             .empty_text = "not measured yet"_t},
            curves.psnr);
}

}  // namespace

void draw_curves(const Snapshot& snapshot, UiState& ui, CommandSink&) {
  CurvesState& curves = ui.curves;
  if (const RunSnapshot* run = shown_run(snapshot, ui)) update_curves(snapshot, *run, curves);
  if (!ui.presenter) draw_axis_options(curves);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const bool one_only = ui.presenter && room.x < 40 * ImGui::GetFontSize();
  if (one_only) return draw_psnr(room, ui);
  const ImVec2 size{(room.x - ImGui::GetStyle().ItemSpacing.x) / 2, room.y};
  draw_loss(size, ui);
  ImGui::SameLine();
  draw_psnr(size, ui);
}

}  // namespace fscope
