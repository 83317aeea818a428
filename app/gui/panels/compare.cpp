#include "app/gui/compare.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/gui/consequence.h"
#include "app/gui/imgui_compat.h"
#include "app/gui/panels/compare_panels.h"
#include "app/gui/panels/picture_pane.h"
#include "app/gui/widgets/axis.h"
#include "app/gui/widgets/controls.h"
#include "app/gui/widgets/item_log.h"
#include "app/gui/widgets/text.h"
#include "core/support/check.h"

namespace fscope {
namespace {

/// Pane of the target, or of the index-th run.
PaneSpec spec_of(const Snapshot& snapshot, std::optional<std::size_t> index, const UiState& ui) {
  const bool spectra = ui.pictures.spectra;
  if (!index || ui.compare.flipped) {
    return {.id = index ? text("run ", *index) : "target",
            .title = "Target"_t,
            .slot = spectra ? ImageSlot::target_spectrum : ImageSlot::target};
  }
  PaneSpec spec{.id = text("run ", *index),
                .title = run_name(snapshot.runs[*index]),
                .slot = spectra ? run_spectrum_slot(*index) : run_slot(*index)};
  if (ui.compare.errors && !spectra) {
    spec.kind = ui.pictures.absolute_error ? ImageKind::error_absolute : ImageKind::error_signed;
  }
  return spec;
}

/// "Gaussian 10 · 23.9 dB"; the step where the runs are not all at the same.
Phrase tile_title(const Snapshot& snapshot, const RunSnapshot& run, const UiState& ui) {
  if (ui.compare.flipped) return fill("{}: target"_t, run_name(run));
  const auto heldout = last_psnr(run.history.heldout_psnr);
  const auto psnr = heldout ? heldout : last_psnr(run.history.train_psnr);
  const Phrase name = run_name(run);
  if (run.failure && run.failure->halted) return fill("{}  ·  failed"_t, name);
  if (run.trouble) return fill("{}  ·  {}"_t, name, describe(run.trouble->health));
  if (run.restoring)
    return fill("{}  ·  restoring, step {} of {}"_t, name, run.step, run.restoring->step);
  const bool level = std::ranges::all_of(snapshot.runs, [&](const RunSnapshot& other) {
    return std::abs(other.step - run.step) <= 1;
  });
  const Phrase titled = psnr ? fill("{}  ·  {} dB"_t, name, fixed(*psnr, 1)) : name;
  return level ? titled : fill("{}  ·  step {}"_t, titled, run.step);
}

/// Columns of a grid of n square tiles with a title each that fills the room best.
int best_columns(int n, ImVec2 room, float title, float gap) {
  int best = 1;
  float largest = 0;
  for (int columns = 1; columns <= n; ++columns) {
    const int rows = (n + columns - 1) / columns;
    const float width =
        (room.x - static_cast<float>(columns - 1) * gap) / static_cast<float>(columns);
    const float height =
        (room.y - static_cast<float>(rows - 1) * gap) / static_cast<float>(rows) - title;
    const float side = std::min(width, height);
    if (side > largest) largest = side, best = columns;
  }
  return best;
}

/// The colour of the run beside its title, and a frame around the one that is selected.
void decorate(const Pane& pane, ImVec2 title_at, const RunSnapshot& run, bool selected,
              const UiState& ui) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float em = ImGui::GetFontSize();
  const ImVec2 middle{title_at.x + 0.4F * em, title_at.y + 0.5F * em};
  list.AddCircleFilled(middle, 0.32F * em, run_colour(ui, run.id), 16);
  if (!selected) return;
  const ImVec2 min{static_cast<float>(pane.x), static_cast<float>(pane.y)};
  const ImVec2 max{min.x + static_cast<float>(pane.width), min.y + static_cast<float>(pane.height)};
  list.AddRect(min, max, ImGui::GetColorU32(ui.colors.accent), 0, 0, 0.15F * em);
}

/// A pane whose title leaves room for the colour.
Pane draw_tile(const Snapshot& snapshot, std::optional<std::size_t> index, ImVec2 size,
               UiState& ui) {
  const RunSnapshot* shown = shown_run(snapshot, ui);
  const RunSnapshot* run = index ? &snapshot.runs[*index] : shown;
  PaneSpec spec = spec_of(snapshot, index, ui);
  if (!index) return draw_pane(spec, size, run, ui);
  spec.title = made_of(text("    ", tile_title(snapshot, *run, ui).english()),
                       text("    ", tile_title(snapshot, *run, ui).shown()));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Pane pane = draw_pane(spec, size, run, ui);
  const ImVec2 moved = ImGui::GetMouseDragDelta(0, 0);  // a drag pans
  const bool clicked = ImGui::IsItemHovered() && ImGui::IsMouseReleased(0);
  if (clicked && std::hypot(moved.x, moved.y) < 4) {
    select_run(snapshot, ui, run->id);
  }
  decorate(pane, at, *run, run == shown, ui);
  return pane;
}

Pane draw_grid(const Snapshot& snapshot, ImVec2 room, UiState& ui) {
  const int n = static_cast<int>(snapshot.runs.size()) + 1;
  const float gap = ImGui::GetStyle().ItemSpacing.x;
  const float title = ImGui::GetTextLineHeightWithSpacing();
  const int columns = best_columns(n, room, title, gap);
  const int rows = (n + columns - 1) / columns;
  const float vertical = ImGui::GetStyle().ItemSpacing.y;
  const ImVec2 size{
      std::floor((room.x - static_cast<float>(columns - 1) * gap) / static_cast<float>(columns)),
      std::floor((room.y - static_cast<float>(rows - 1) * vertical) / static_cast<float>(rows))};
  Pane pane;
  for (int i = 0; i < n; ++i) {
    if (i % columns != 0) ImGui::SameLine();
    const auto index = static_cast<std::size_t>(i);
    pane = draw_tile(snapshot, i == 0 ? std::nullopt : std::optional(index - 1), size, ui);
  }
  return pane;
}

std::optional<std::size_t> index_of(const Snapshot& snapshot, std::optional<int> run) {
  for (std::size_t i = 0; run && i < snapshot.runs.size(); ++i) {
    if (snapshot.runs[i].id == *run) return i;
  }
  return std::nullopt;
}

/// Which run stands on a side of the split: the target, or any run.
void draw_side(const Text& label, const Snapshot& snapshot, std::optional<int>& side) {
  const auto index = index_of(snapshot, side);
  const Phrase shown = index ? run_name(snapshot.runs[*index]) : Phrase("Target"_t);
  ImGui::SetNextItemWidth(11 * ImGui::GetFontSize());
  const bool open = ImGui::BeginCombo(text("##", label.english()).c_str(), shown.shown());
  note_item(label.english());
  if (!open) return;
  if (ImGui::Selectable("Target"_t.shown(), !side)) side.reset();
  note_item(text(label.english(), " target"));
  for (const RunSnapshot& run : snapshot.runs) {
    const std::string entry = text(run_name(run).shown(), "##", run.id);
    if (ImGui::Selectable(entry.c_str(), side == run.id)) side = run.id;
    note_item(text(label.english(), ' ', run_name(run).english()));
  }
  ImGui::EndCombo();
}

/// Half of a pane: from `begin` to `end` of its width.
void draw_half(const Snapshot& snapshot, std::optional<std::size_t> index, const Pane& pane,
               float begin, float end, UiState& ui) {
  const RunSnapshot* run = index ? &snapshot.runs[*index] : shown_run(snapshot, ui);
  if (!run || !run->target) return;
  const auto x = [&](float unit) {
    return static_cast<float>(pane.x + pane.width * static_cast<double>(unit));
  };
  const auto y = static_cast<float>(pane.y);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.PushClipRect({x(begin), y}, {x(end), y + static_cast<float>(pane.height)}, true);
  paint_picture(list, spec_of(snapshot, index, ui), pane, *run, ui);
  list.PopClipRect();
}

/// The line between the halves and its handle, which the mouse drags.
void draw_divider(const Pane& pane, UiState& ui) {
  const float em = ImGui::GetFontSize();
  float& divide = ui.compare.divide;
  const auto left = static_cast<float>(pane.x);
  const auto width = static_cast<float>(pane.width);
  const auto top = static_cast<float>(pane.y);
  const auto height = static_cast<float>(pane.height);
  const ImVec2 back = ImGui::GetCursorScreenPos();
  ImGui::SetCursorScreenPos({left + divide * width - 0.6F * em, top});
  ImGui::InvisibleButton("divider", {1.2F * em, height});
  note_item("divider");
  if (ImGui::IsItemActive()) {
    divide = std::clamp((ImGui::GetIO().MousePos.x - left) / width, 0.0F, 1.0F);
  }
  const bool lit = ImGui::IsItemHovered() || ImGui::IsItemActive();
  if (lit) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
  const ImU32 colour = ImGui::GetColorU32(lit ? ui.colors.accent : ui.colors.text);
  const float x = std::round(left + divide * width);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddLine({x, top}, {x, top + height}, colour, 0.12F * em);
  list.AddCircleFilled({x, top + height / 2}, 0.5F * em, colour, 20);
  ImGui::SetCursorScreenPos(back);
}

Pane draw_split(const Snapshot& snapshot, ImVec2 room, UiState& ui) {
  CompareState& compare = ui.compare;
  draw_side("Left"_t, snapshot, compare.left);
  const float right = 11 * ImGui::GetFontSize();
  ImGui::SameLine(std::max(ImGui::GetCursorPosX() + right, room.x - right));
  draw_side("Right"_t, snapshot, compare.right);
  const ImVec2 min = ImGui::GetCursorScreenPos();
  const ImVec2 size{std::max(8.0F, room.x),
                    std::max(8.0F, room.y - ImGui::GetFrameHeightWithSpacing())};
  const Pane pane{.x = min.x, .y = min.y, .width = size.x, .height = size.y};
  compat::allow_overlap_next();
  ImGui::InvisibleButton("split", size);
  compat::allow_overlap_last();
  note_item("split");
  const bool over_divider =
      std::abs(ImGui::GetIO().MousePos.x - (min.x + compare.divide * size.x)) <
      0.6F * ImGui::GetFontSize();
  if (!over_divider) handle_pane_mouse(pane, ui);
  const bool swapped = compare.flipped;
  const auto left = index_of(snapshot, swapped ? compare.right : compare.left);
  const auto other = index_of(snapshot, swapped ? compare.left : compare.right);
  compare.flipped = false;  // here the key swaps the sides
  draw_half(snapshot, left, pane, 0, compare.divide, ui);
  draw_half(snapshot, other, pane, compare.divide, 1, ui);
  compare.flipped = swapped;
  draw_divider(pane, ui);
  return pane;
}

std::string values_at(const RunSnapshot& run, int column, int row) {
  const float* const values = network_at(run, column, row);
  std::string out;
  for (int c = 0; values && c < run.target->channels; ++c) {
    out += text(c == 0 ? "" : " ", fixed(static_cast<double>(values[c]), 2));
  }
  return out;
}

/// What every run says of the pixel under the cursor.
Phrase pixel_line(const Snapshot& snapshot, const UiState& ui) {
  const RunSnapshot* shown = shown_run(snapshot, ui);
  if (!shown || !shown->target || !ui.pictures.under_cursor) {
    if (const Phrase line = describe_consequence(snapshot, ui); !line.empty()) return line;
    return "Click a picture to select its run; hold X to see the target in every pane"_t;
  }
  const int column = static_cast<int>(std::floor(ui.pictures.under_cursor->x));
  const int row = static_cast<int>(std::floor(ui.pictures.under_cursor->y));
  std::string target;
  for (int c = 0; c < shown->target->channels; ++c) {
    target += text(c == 0 ? "" : " ", fixed(shown->target->at(column, row)[c] / 255.0, 2));
  }
  Phrase line = fill("pixel {}, {}   target {}"_t, column, row, target);
  for (const RunSnapshot& run : snapshot.runs) {
    const std::string values = values_at(run, column, row);
    if (!values.empty()) line = fill("{}   {}: {}"_v, line, run_name(run), values);
  }
  return line;
}

std::vector<PlotPoint> function_points(const Eigen::VectorXd& values) {
  std::vector<PlotPoint> points;
  for (Index i = 0; i < values.size(); ++i) {
    const double x = static_cast<double>(i) / static_cast<double>(values.size());
    points.push_back({x, values[i], values[i], values[i]});
  }
  return points;
}

/// Signals: the target with its training points, and what every network says.
void draw_functions(const Snapshot& snapshot, UiState& ui) {
  const RunSnapshot* shown = shown_run(snapshot, ui);
  if (!shown || !shown->signal) return;
  std::vector<std::vector<PlotPoint>> points{function_points(shown->signal->values)};
  std::vector<PlotPoint> training;
  for (Index k = 0; k < shown->signal->n_points(); k += shown->signal->oversampling) {
    training.push_back(points[0][static_cast<std::size_t>(k)]);
  }
  for (const RunSnapshot& run : snapshot.runs) {
    points.push_back(run.outputs ? function_points(run.outputs->cast<double>())
                                 : std::vector<PlotPoint>());
  }
  const ImU32 muted = ImGui::GetColorU32(ui.colors.muted);
  std::vector<PlotSeries> series{{.name = "Target"_t, .colour = muted, .points = points[0]},
                                 {.name = "training points"_t,
                                  .colour = muted,
                                  .points = training,
                                  .style = PlotStyle::points}};
  for (std::size_t i = 0; i < snapshot.runs.size(); ++i) {
    const RunSnapshot& run = snapshot.runs[i];
    series.push_back(
        {.name = run_name(run), .colour = run_colour(ui, run.id), .points = points[i + 1]});
  }
  const ImVec2 room = ImGui::GetContentRegionAvail();
  draw_plot({.id = "functions", .size = room, .x_title = "x"_v, .y_title = {}, .series = series},
            ui.compare.functions);
}

}  // namespace

std::optional<double> last_psnr(const Curve& curve) {
  if (curve.points().empty()) return std::nullopt;
  return static_cast<double>(curve.points().back().last);
}

void draw_compare_pictures(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  if (ui.wanted.task == TaskKind::signal) return draw_functions(snapshot, ui);
  ui.pictures.under_cursor.reset();
  const ImVec2 all = ImGui::GetContentRegionAvail();
  const ImVec2 room{all.x, all.y - ImGui::GetTextLineHeightWithSpacing()};
  const bool split = ui.compare.look == CompareLook::split;
  const Pane pane = split ? draw_split(snapshot, room, ui) : draw_grid(snapshot, room, ui);
  ImGui::PushStyleColor(ImGuiCol_Text, ui.colors.muted);
  text_item(pixel_line(snapshot, ui));
  ImGui::PopStyleColor();
  const RunSnapshot* run = shown_run(snapshot, ui);
  if (run && run->target) post_view(pane, ui, sink);
}

void draw_compare_options(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  CompareState& compare = ui.compare;
  const bool pictures = ui.wanted.task == TaskKind::image;
  if (pictures) {
    constexpr std::array kLooks = {"Grid"_t, "Split"_t};
    for (std::size_t i = 0; i < kLooks.size(); ++i) {
      flow(checkbox_width(kLooks[i]), i == 0 ? 1.5F * ImGui::GetFontSize() : -1.0F);
      const auto look = static_cast<CompareLook>(i);
      if (ImGui::RadioButton(Phrase(kLooks[i]).label().c_str(), compare.look == look)) {
        compare.look = look;
        if (!compare.right) compare.right = shown_run(snapshot, ui)->id;
      }
      note_item(kLooks[i].english());
      tooltip("Grid: all runs. Split: two of them, with a divider to drag; X swaps them."_t);
    }
    flow(checkbox_width("Errors"_t));
    checkbox("Errors"_t, compare.errors, "Error maps in place of the reconstructions"_t);
    flow(checkbox_width("Spectra"_t));
    checkbox("Spectra"_t, ui.pictures.spectra,
             "Show the spectrum of every picture in place of it: log |X|, frequency 0 in the "
             "middle (P)"_t);
    flow(checkbox_width("Between pixels"_t));
    checkbox("Between pixels"_t, ui.pictures.between_pixels,
             "Zoomed in, ask the network for what lies between the pixels too (B)"_t);
  }
  flow(checkbox_width("Fair by time"_t), pictures ? -1.0F : 1.5F * ImGui::GetFontSize());
  bool by_time = snapshot.pacing == Pacing::seconds;
  if (checkbox("Fair by time"_t, by_time,
               "On: every run trains for the same time. Off: every run makes the same number of "
               "steps."_t)) {
    post(ui, sink, SetPacing{by_time ? Pacing::seconds : Pacing::steps});
  }
  flow(button_width("Add run"_t));
  ImGui::BeginDisabled(snapshot.runs.size() >= kMaxRuns);
  if (button("Add run"_t, "One more run, with the settings of the selected one (N)"_t)) {
    add_run(snapshot, ui, sink);
  }
  ImGui::EndDisabled();
  flow(button_width("Close"_t));
  if (button("Close"_t, "Show the selected run alone; the others go on (C)"_t)) {
    compare.shown = false;
  }
}

}  // namespace fscope
