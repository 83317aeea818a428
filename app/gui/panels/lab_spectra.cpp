#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "app/gui/panels/lab_panels.h"
#include "app/gui/panels/lab_series.h"
#include "core/support/spectrum.h"

namespace fscope {
namespace {

/// Squares of the amplitudes over the frequency, without the mean.
std::vector<PlotPoint> power_points(std::span<const double> values) {
  std::vector<PlotPoint> points;
  const auto amplitudes = amplitude_spectrum(values);
  for (std::size_t k = 1; k < amplitudes.size(); ++k) {
    const double power = amplitudes[k] * amplitudes[k];
    points.push_back({.x = static_cast<double>(k), .y = power, .min = power, .max = power});
  }
  return points;
}

constexpr double kLeastShare = 1e-10;  // of the target's largest power

}  // namespace

void draw_lab_spectra(const Snapshot& snapshot, UiState& ui, CommandSink&) {
  LabState& lab = ui.lab;
  const RunSnapshot* run = shown_run(snapshot, ui);
  PlotSeriesList list;
  std::vector<PlotMarker> markers;
  if (lab.target.signal) {
    const Signal& target = *lab.target.signal;
    auto of_target = power_points(as_span(target.values));
    const auto largest = std::ranges::max_element(of_target, {}, &PlotPoint::y);
    const double most = largest == of_target.end() ? 0 : largest->y;
    const auto add = [&list, most](PlotSeries series, std::vector<PlotPoint> points) {
      list.add(series, above(std::move(points), kLeastShare, most));
    };
    add({.name = "target"_t, .colour = ImGui::GetColorU32(ui.colors.muted)}, of_target);
    if (run && run->outputs) {
      const Eigen::VectorXd outputs = run->outputs->cast<double>();
      add({.name = "network"_t, .colour = network_colour(ui)}, power_points(as_span(outputs)));
    }
    for (const LabPrediction* prediction : predictions_of(lab)) {
      add({.name = kernel_name(prediction->kernel),
           .colour = kernel_colour(ui, prediction->kernel),
           .style = PlotStyle::dashed},
          power_points(as_span(prediction->function)));
    }
    markers.push_back({.x = static_cast<double>(target.n_train()) / 2,
                       .label = "sampling limit: half a cycle per training point"_t});
  }
  draw_plot({.id = "spectra",
             .size = ImGui::GetContentRegionAvail(),
             .x_title = "frequency (cycles)"_t,
             .y_title = "Power spectrum"_t,
             .series = list.series(),
             .markers = markers,
             .empty_text = "no signal"_t},
            lab.spectra);
}

}  // namespace fscope
