#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "app/gui/compare.h"
#include "app/gui/imgui_compat.h"
#include "app/gui/panels/compare_panels.h"
#include "app/gui/widgets/axis.h"
#include "app/gui/widgets/controls.h"
#include "app/gui/widgets/item_log.h"
#include "app/gui/widgets/text.h"
#include "core/support/check.h"

namespace fscope {
namespace {

constexpr double kNone = -std::numeric_limits<double>::infinity();

/// A column: its title, and what a run has in it as a number to sort by and as text.
struct Column {
  Text title;
  Text help;
  double (*value)(const RunSnapshot&, const UiState&);
  std::string (*shown)(const RunSnapshot&, const UiState&);
  bool at_first;  // whether it is there before people ask for more
};

double last_of(const Curve& curve) {
  return curve.points().empty() ? kNone : static_cast<double>(curve.points().back().last);
}
std::string shown_value(double value, int digits) {
  return value == kNone ? "-" : fixed(value, digits);
}
double ssim_of(const RunSnapshot& run, const UiState& ui) {
  const auto found = ui.compare.similarity.find(run.id);
  return found == ui.compare.similarity.end() ? kNone : found->second.ssim;
}
double flip_of(const RunSnapshot& run, const UiState& ui) {
  const auto found = ui.compare.similarity.find(run.id);
  return found == ui.compare.similarity.end() ? kNone : found->second.flip;
}
bool is_signal(const RunSnapshot& run) { return run.signal != nullptr; }
double train_of(const RunSnapshot& run) {
  return last_of(is_signal(run) ? run.history.train_mse : run.history.train_psnr);
}
double heldout_of(const RunSnapshot& run) {
  return last_of(is_signal(run) ? run.history.heldout_mse : run.history.heldout_psnr);
}
std::string error_shown(const RunSnapshot& run, double value) {
  if (value == kNone) return "-";
  return is_signal(run) ? exact_label(value, 3) : fixed(value, 2);
}
double sigma_of(const RunSnapshot& run) {
  const MappingSettings& mapping = run.config.mapping;
  if (mapping.kind == MappingKind::power) return mapping.power;
  return uses_sigma(mapping.kind) ? mapping.sigma : kNone;
}

constexpr auto kColumns = std::to_array<Column>({
    {"sigma"_t, "The scale of the frequencies; p of the 1D powers"_t,
     [](const RunSnapshot& r, const UiState&) { return sigma_of(r); },
     [](const RunSnapshot& r, const UiState&) {
       const double sigma = sigma_of(r);
       return sigma == kNone ? "-" : std::isinf(sigma) ? "inf" : exact_label(sigma, 3);
     },
     true},
    {"held-out"_t,
     "On pixels, or points, that were not trained on: PSNR in dB, or mean square error"_t,
     [](const RunSnapshot& r, const UiState&) { return heldout_of(r); },
     [](const RunSnapshot& r, const UiState&) { return error_shown(r, heldout_of(r)); }, true},
    {"train"_t, "On what was trained on: PSNR in dB, or mean square error"_t,
     [](const RunSnapshot& r, const UiState&) { return train_of(r); },
     [](const RunSnapshot& r, const UiState&) { return error_shown(r, train_of(r)); }, true},
    {"SSIM"_t, "Structural similarity with the target, 1 = the same (Wang et al. 2004)"_t, ssim_of,
     [](const RunSnapshot& r, const UiState& ui) { return shown_value(ssim_of(r, ui), 3); }, false},
    {"FLIP"_t, "Visible difference from the target, 0 = none (Andersson et al. 2020)"_t, flip_of,
     [](const RunSnapshot& r, const UiState& ui) { return shown_value(flip_of(r, ui), 3); }, false},
    {"step"_t, "Training steps made"_t,
     [](const RunSnapshot& r, const UiState&) { return static_cast<double>(r.step); },
     [](const RunSnapshot& r, const UiState&) { return text(r.step); }, true},
    {"time (s)"_t, "Seconds spent training this run"_t,
     [](const RunSnapshot& r, const UiState&) { return r.seconds; },
     [](const RunSnapshot& r, const UiState&) { return fixed(r.seconds, 1); }, true},
    {"weights"_t, "Numbers that are trained"_t,
     [](const RunSnapshot& r, const UiState&) {
       return static_cast<double>(r.shape.n_parameters());
     },
     [](const RunSnapshot& r, const UiState&) { return text(r.shape.n_parameters()); }, true},
});

/// Rows in the order that the table's header asks for; column 0 is the name.
std::vector<std::size_t> sorted_rows(const Snapshot& snapshot, const UiState& ui,
                                     const std::vector<const Column*>& columns) {
  std::vector<std::size_t> rows(snapshot.runs.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  const ImGuiTableSortSpecs* specs = ImGui::TableGetSortSpecs();
  if (!specs || specs->SpecsCount == 0) return rows;
  const auto column = static_cast<std::size_t>(specs->Specs[0].ColumnIndex);
  const bool descending = specs->Specs[0].SortDirection == ImGuiSortDirection_Descending;
  std::ranges::stable_sort(rows, [&](std::size_t a, std::size_t b) {
    if (descending) std::swap(a, b);
    const RunSnapshot& x = snapshot.runs[a];
    const RunSnapshot& y = snapshot.runs[b];
    if (column == 0) return std::string(run_name(x).shown()) < run_name(y).shown();
    const Column& key = *columns[column - 1];
    return key.value(x, ui) < key.value(y, ui);
  });
  return rows;
}

void begin_rename(const RunSnapshot& run, CompareState& compare) {
  const std::string name = run_name(run).shown();
  compare.renaming = run.id;
  compare.renaming_begins = true;
  compare.new_name = {};
  name.copy(compare.new_name.data(), compare.new_name.size() - 1);
}

void draw_rename(const RunSnapshot& run, UiState& ui, CommandSink& sink) {
  CompareState& compare = ui.compare;
  ImGui::SetNextItemWidth(-1);
  if (compare.renaming_begins) ImGui::SetKeyboardFocusHere();
  compare.renaming_begins = false;
  const bool done =
      ImGui::InputText("##name", compare.new_name.data(), compare.new_name.size(),
                       ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
  note_item("new name");
  if (done) post(ui, sink, RenameRun{run.id, compare.new_name.data()});
  if (done || compat::key_pressed(ImGuiKey_Escape)) compare.renaming.reset();
}

/// What a right click on a row offers.
void draw_row_menu(const Snapshot& snapshot, const RunSnapshot& run, UiState& ui,
                   CommandSink& sink) {
  if (!ImGui::BeginPopupContextItem(text("menu ", run.id).c_str())) return;
  const auto item = [](Text label, bool enabled) {
    const bool chosen = ImGui::MenuItem(Phrase(label).label().c_str(), nullptr, false, enabled);
    note_item(label.english());
    return chosen;
  };
  if (item("Rename"_t, true)) begin_rename(run, ui.compare);
  if (item("Duplicate"_t, snapshot.runs.size() < kMaxRuns)) {
    post(ui, sink, AddRun{.config = run.config});
  }
  if (item("Remove"_t, snapshot.runs.size() > 1)) remove_run(snapshot, ui, sink, run.id);
  ImGui::EndPopup();
}

void draw_name(const Snapshot& snapshot, const RunSnapshot& run, UiState& ui, CommandSink& sink) {
  const float em = ImGui::GetFontSize();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::GetWindowDrawList()->AddCircleFilled({at.x + 0.4F * em, at.y + 0.5F * em}, 0.32F * em,
                                              run_colour(ui, run.id), 16);
  ImGui::SetCursorScreenPos({at.x + 1.1F * em, at.y});
  if (ui.compare.renaming == run.id) return draw_rename(run, ui, sink);
  const bool selected = &run == shown_run(snapshot, ui);
  const std::string label = text(run_name(run).shown(), "##row", run.id);
  if (ImGui::Selectable(label.c_str(), selected, ImGuiSelectableFlags_SpanAllColumns)) {
    select_run(snapshot, ui, run.id);
  }
  note_item(text("row ", run_name(run).english()));
  if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(0)) begin_rename(run, ui.compare);
  if (ImGui::IsItemHovered()) ui.compare.plot.highlighted = run_name(run).english();
  draw_row_menu(snapshot, run, ui, sink);
}

void set_up_columns(const std::vector<const Column*>& columns) {
  ImGui::TableSetupScrollFreeze(1, 1);
  ImGui::TableSetupColumn(Phrase("run"_t).label().c_str(), ImGuiTableColumnFlags_WidthStretch,
                          1.7F);
  for (const Column* column : columns) {
    const bool by_default = column->title.english() == "held-out";
    ImGui::TableSetupColumn(Phrase(column->title).label().c_str(),
                            ImGuiTableColumnFlags_WidthStretch |
                                ImGuiTableColumnFlags_PreferSortDescending |
                                (by_default ? ImGuiTableColumnFlags_DefaultSort : 0),
                            by_default ? 1.25F : 1);
  }
  ImGui::TableNextRow(ImGuiTableRowFlags_Headers);
  for (int i = 0; i <= static_cast<int>(columns.size()); ++i) {
    ImGui::TableSetColumnIndex(i);
    ImGui::TableHeader(ImGui::TableGetColumnName(i));
    if (i == 0) continue;
    const Column& column = *columns[static_cast<std::size_t>(i - 1)];
    note_item(text("column ", column.title.english()));
    tooltip(column.help);
  }
}

std::vector<const Column*> wanted_columns(const UiState& ui) {
  std::vector<const Column*> columns;
  for (const Column& column : kColumns) {
    if (column.at_first || ui.compare.similarity_wanted) columns.push_back(&column);
  }
  return columns;
}

}  // namespace

void draw_compare_table(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  if (ui.wanted.task == TaskKind::image) {
    checkbox("SSIM and FLIP"_t, ui.compare.similarity_wanted,
             "Two more measures of how alike each picture and the target are, of all pixels"_t);
  }
  const std::vector<const Column*> columns = wanted_columns(ui);
  constexpr auto kFlags = ImGuiTableFlags_Sortable | ImGuiTableFlags_RowBg |
                          ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_ScrollY |
                          ImGuiTableFlags_Resizable;
  const int n_columns = static_cast<int>(columns.size()) + 1;
  if (!ImGui::BeginTable("runs", n_columns, kFlags, ImGui::GetContentRegionAvail())) return;
  set_up_columns(columns);
  for (const std::size_t row : sorted_rows(snapshot, ui, columns)) {
    const RunSnapshot& run = snapshot.runs[row];
    ImGui::TableNextRow();
    ImGui::TableSetColumnIndex(0);
    ImGui::PushID(run.id);
    draw_name(snapshot, run, ui, sink);
    ImGui::PopID();
    for (std::size_t i = 0; i < columns.size(); ++i) {
      ImGui::TableSetColumnIndex(static_cast<int>(i) + 1);
      text_item(columns[i]->shown(run, ui));
    }
  }
  ImGui::EndTable();
}

}  // namespace fscope
