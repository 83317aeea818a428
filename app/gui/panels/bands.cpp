#include <string>
#include <vector>

#include "app/gui/panels/panels.h"
#include "app/gui/widgets/plot.h"

namespace fscope {

void draw_bands(const Snapshot& snapshot, UiState& ui, CommandSink&) {
  const RunSnapshot* run = shown_run(snapshot, ui);
  if (!run) return;
  update_curves(snapshot, *run, ui.curves);
  std::vector<PlotSeries> series;
  const std::vector<BandCurve>& bands = run->history.bands;
  const CurveCache& cache = ui.curves.cache;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    series.push_back({.name = translated(bands[i].band.name),
                      .colour = series_colour(ui.colors, i),
                      .points = cache.bands.at(i)});
  }
  draw_plot({.id = "bands",
             .size = ImGui::GetContentRegionAvail(),
             .x_title = ui.curves.over_seconds ? "training time (s)"_t : "step"_t,
             .y_title = "error of training pixels by frequency (cycles per image)"_t,
             .series = series,
             .markers = cache.markers,
             .shared_x = &ui.curves.x,
             .empty_text = "not measured yet, or more training pixels than are measured"_t},
            ui.curves.bands);
}

}  // namespace fscope
