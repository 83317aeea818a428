#include <array>

#include "app/gui/compare.h"
#include "app/gui/panels/compare_panels.h"
#include "app/gui/widgets/controls.h"
#include "app/gui/widgets/item_log.h"

namespace fscope {
namespace {

const Curve& curve_of(const RunSnapshot& run, CompareCurve which) {
  const bool signal = run.signal != nullptr;
  switch (which) {
    case CompareCurve::heldout:
      return signal ? run.history.heldout_mse : run.history.heldout_psnr;
    case CompareCurve::train:
      return signal ? run.history.train_mse : run.history.train_psnr;
    case CompareCurve::loss:
      return run.history.train_loss;
  }
  return run.history.train_loss;
}

/// Made anew when the snapshot or what is wanted is another.
void update_cache(const Snapshot& snapshot, CompareState& compare) {
  const bool same = compare.version == snapshot.version && compare.cached == compare.curve &&
                    compare.cached_over_seconds == compare.over_seconds;
  if (same) return;
  compare.version = snapshot.version;
  compare.cached = compare.curve;
  compare.cached_over_seconds = compare.over_seconds;
  compare.curves.clear();
  for (const RunSnapshot& run : snapshot.runs) {
    compare.curves.push_back(curve_points(curve_of(run, compare.curve), compare.over_seconds));
  }
}

bool is_logarithmic(const CompareState& compare, bool signal) {
  return signal || compare.curve == CompareCurve::loss;
}

void draw_choice(CompareState& compare) {
  constexpr std::array kCurves = {"held-out"_t, "train"_t, "loss"_t};
  for (std::size_t i = 0; i < kCurves.size(); ++i) {
    if (i > 0) ImGui::SameLine();
    const auto curve = static_cast<CompareCurve>(i);
    const Phrase name(kCurves[i]);
    if (ImGui::RadioButton(name.label().c_str(), compare.curve == curve)) {
      compare.curve = curve;
      compare.plot.x.follow = compare.plot.y.follow = true;
    }
    note_item(name.english());
    tooltip("Which curve of every run is drawn"_t);
  }
  ImGui::SameLine(0, 1.5F * ImGui::GetFontSize());
  if (checkbox("over seconds"_t, compare.over_seconds,
               "Training time of each run on the horizontal axis, in place of steps"_t)) {
    compare.plot.x.follow = true;
  }
}

Phrase title_of(const CompareState& compare, bool signal) {
  if (compare.curve == CompareCurve::loss) return "train loss (batch)"_t;
  if (compare.curve == CompareCurve::train) {
    return signal ? "train mean square error"_t : "train PSNR (dB)"_t;
  }
  return signal ? "held-out mean square error"_t : "held-out PSNR (dB)"_t;
}

}  // namespace

void draw_compare_curves(const Snapshot& snapshot, UiState& ui, CommandSink&) {
  CompareState& compare = ui.compare;
  const bool signal = ui.wanted.task == TaskKind::signal;
  draw_choice(compare);
  update_cache(snapshot, compare);
  std::vector<PlotSeries> series;
  for (std::size_t i = 0; i < snapshot.runs.size(); ++i) {
    const RunSnapshot& run = snapshot.runs[i];
    series.push_back(
        {.name = run_name(run), .colour = run_colour(ui, run.id), .points = compare.curves[i]});
  }
  compare.plot.y_scale =
      is_logarithmic(compare, signal) ? AxisScale::logarithmic : AxisScale::linear;
  draw_plot({.id = "compare curves",
             .size = ImGui::GetContentRegionAvail(),
             .x_title = compare.over_seconds ? "training time (s)"_t : "step"_t,
             .y_title = title_of(compare, signal),
             .series = series,
             .empty_text = "press play to train"_t},
            compare.plot);
}

}  // namespace fscope
