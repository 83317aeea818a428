// Errors over training, measured and predicted.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "app/gui/panels/lab_panels.h"
#include "app/gui/panels/lab_series.h"
#include "app/gui/panels/panels.h"
#include "app/gui/widgets/plot_paint.h"

namespace fscope {
namespace {

std::vector<PlotMarker> change_markers(const RunSnapshot* run) {
  std::vector<PlotMarker> markers;
  if (!run) return markers;
  for (const HistoryEvent& event : run->history.events) {
    markers.push_back({.x = static_cast<double>(event.step), .label = verbatim(event.label)});
  }
  return markers;
}

double largest_start(const std::vector<std::vector<double>>& curves) {
  double largest = 0;
  for (const auto& curve : curves) {
    if (!curve.empty()) largest = std::max(largest, curve.front());
  }
  return largest;
}

/// Adam's steps have no time in theory, so nothing is predicted over them.
Phrase title(Text what, const UiState& ui) {
  return follows_flow(ui.wanted) ? fill("{} (dashed: theory)"_t, what)
                                 : fill("{} (no theory over Adam's steps)"_t, what);
}

Text empty_text(const RunSnapshot* run) {
  return run && run->step > 0 ? "no error left"_t : "press play to train"_t;
}

struct ErrorPlot {
  const char* id;
  Text what;
};

/// All the room there is, with the steps that both plots share.
void draw_over_steps(const ErrorPlot& plot, PlotSeriesList& list, const RunSnapshot* run,
                     PlotState& state, UiState& ui) {
  const auto markers = change_markers(run);
  draw_plot({.id = plot.id,
             .size = ImGui::GetContentRegionAvail(),
             .x_title = "step"_t,
             .y_title = title(plot.what, ui),
             .series = list.series(),
             .markers = markers,
             .shared_x = &ui.lab.steps,
             .empty_text = empty_text(run)},
            state);
}

}  // namespace

void draw_lab_bands(const Snapshot& snapshot, UiState& ui, CommandSink&) {
  LabState& lab = ui.lab;
  const RunSnapshot* run = shown_run(snapshot, ui);
  const LabPrediction* prediction = shown_prediction(lab);
  const SignalForecast* forecast = prediction ? prediction->forecast.get() : nullptr;
  const double largest = forecast ? largest_start(forecast->bands) : 0;
  PlotSeriesList list;
  const std::size_t n = run && run->signal ? run->history.bands.size() : 0;
  for (std::size_t i = 0; i < n; ++i) {
    const BandCurve& band = run->history.bands[i];
    const ImU32 colour = series_colour(ui.colors, i);
    list.add({.name = translated(band.band.name), .colour = colour}, curve_points(band.error));
    const bool hidden = lab.bands.is_hidden(band.band.name);
    if (hidden || !forecast || i >= forecast->bands.size()) continue;
    list.add({.name = fill("{} predicted"_t, translated(band.band.name)),
              .colour = colour,
              .style = PlotStyle::dashed,
              .in_legend = false},
             above(plot_points(prediction->steps, forecast->bands[i]), 1e-6, largest));
  }
  draw_over_steps({.id = "bands", .what = "Error by frequency"_t}, list, run, lab.bands, ui);
}

void draw_lab_losses(const Snapshot& snapshot, UiState& ui, CommandSink&) {
  LabState& lab = ui.lab;
  const RunSnapshot* run = shown_run(snapshot, ui);
  PlotSeriesList list;
  const std::array<ImU32, 2> colours{series_colour(ui.colors, 0), series_colour(ui.colors, 1)};
  if (run && run->signal) {
    list.add({.name = "train"_t, .colour = colours[0]}, curve_points(run->history.train_mse));
    list.add({.name = "held-out"_t, .colour = colours[1]}, curve_points(run->history.heldout_mse));
  }
  for (const LabPrediction* prediction : predictions_of(lab)) {
    const float alpha = prediction == shown_prediction(lab) ? 1.0F : 0.5F;
    const auto add = [&](Text split, ImU32 colour, const std::vector<double>& curve) {
      if (lab.losses.is_hidden(split.english()) || curve.empty()) return;
      list.add({.name = fill("{}, {}"_t, split, kernel_name(prediction->kernel)),
                .colour = with_alpha(colour, alpha),
                .style = PlotStyle::dashed,
                .in_legend = false},
               above(plot_points(prediction->steps, curve), 1e-10, curve.front()));
    };
    if (!prediction->forecast) continue;
    add("train"_t, colours[0], prediction->forecast->train_mse);
    add("held-out"_t, colours[1], prediction->forecast->heldout_mse);
  }
  draw_over_steps({.id = "losses", .what = "Mean square error"_t}, list, run, lab.losses, ui);
}

}  // namespace fscope
