#include <algorithm>
#include <array>
#include <cmath>

#include "app/gui/compare.h"
#include "app/gui/imgui_compat.h"
#include "app/gui/lessons.h"
#include "app/gui/panels/compare_panels.h"
#include "app/gui/panels/lab_panels.h"
#include "app/gui/panels/panels.h"
#include "app/gui/widgets/controls.h"
#include "app/gui/widgets/item_log.h"

namespace fscope {
namespace {

using Panel = void (*)(const Snapshot&, UiState&, CommandSink&);

struct Child {
  const char* id;
  ImVec2 size;
  Panel panel;
  bool border = false;
};

void draw_child(const Child& child, const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  compat::begin_child(child.id, child.size, child.border,
                      child.border ? 0 : ImGuiWindowFlags_NoScrollbar);
  child.panel(snapshot, ui, sink);
  ImGui::EndChild();
}

/// Heights of the rows right of the controls, in pixels.
struct Rows {
  float toolbar;
  float pictures;
  float scale;
  float bottom;
};

int count_shown(const UiState& ui, std::initializer_list<Part> parts) {
  return static_cast<int>(std::ranges::count_if(parts, [&](Part p) { return is_shown(ui, p); }));
}

Rows split_rows(float height, float width, const UiState& ui) {
  const int n_panes =
      count_shown(ui, {Part::target, Part::reconstruction, Part::error}) + (ui.theory.show ? 1 : 0);
  const bool scale = is_shown(ui, Part::scale);
  const bool bottom =
      count_shown(ui, {Part::curves, Part::bands, Part::kernel, Part::frequencies}) > 0;
  const float em = ImGui::GetFontSize();
  const float gap = ImGui::GetStyle().ItemSpacing.y;
  Rows rows{
      .toolbar = toolbar_height(ui), .pictures = 0, .scale = scale ? 8.4F * em : 0, .bottom = 0};
  const float n_gaps = 1.0F + (scale ? 1.0F : 0.0F) + (bottom ? 1.0F : 0.0F);
  const float rest = height - rows.toolbar - rows.scale - n_gaps * gap;
  if (n_panes == 0 || !bottom) {
    (n_panes == 0 ? rows.bottom : rows.pictures) = rest;
    return rows;
  }
  // Square panes need their share of the width; what is left goes to the curves, within reason.
  rows.pictures =
      std::clamp(width / static_cast<float>(n_panes) + 3 * em, 0.4F * rest, 0.66F * rest);
  rows.bottom = rest - rows.pictures;
  return rows;
}

struct Tab {
  Text title;
  Text help;
  Panel panel;
};

constexpr std::array kTabs = {
    Tab{"Curves"_t, "Loss and PSNR over training"_t, draw_curves},
    Tab{"Bands"_t,
        "The error of each band of frequency over training: low ones are learned first"_t,
        draw_bands},
    Tab{"Kernel"_t, "The kernel behind this mapping and network, and its spectrum"_t, draw_kernel},
};

Part part_of(const Tab& tab) {
  if (tab.panel == draw_kernel) return Part::kernel;
  return tab.panel == draw_bands ? Part::bands : Part::curves;
}

void draw_tabs(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  if (!ImGui::BeginTabBar("bottom tabs")) return;
  for (const Tab& tab : kTabs) {
    if (!is_shown(ui, part_of(tab))) continue;
    const auto index = static_cast<std::size_t>(&tab - kTabs.data());
    const bool wanted = ui.lessons.wanted_tab == index;
    if (wanted) ui.lessons.wanted_tab.reset();
    const bool open = ImGui::BeginTabItem(Phrase(tab.title).label().c_str(), nullptr,
                                          wanted ? ImGuiTabItemFlags_SetSelected : 0);
    note_item(tab.title.english());
    tooltip(tab.help);
    if (!open) continue;
    ui.lessons.tab = index;
    ui.theory.kernel_wanted = tab.panel == draw_kernel;
    tab.panel(snapshot, ui, sink);
    ImGui::EndTabItem();
  }
  ImGui::EndTabBar();
}

void draw_bottom(float height, const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  const float gap = ImGui::GetStyle().ItemSpacing.x;
  const float width = ImGui::GetContentRegionAvail().x;
  const bool tabs = count_shown(ui, {Part::curves, Part::bands, Part::kernel}) > 0;
  const bool dots = is_shown(ui, Part::frequencies);
  const float plane = dots ? std::min(0.3F * width, height) + gap : 0;
  if (tabs) {
    draw_child({.id = "curves", .size = {width - plane, height}, .panel = draw_tabs}, snapshot, ui,
               sink);
  }
  if (tabs && dots) ImGui::SameLine();
  if (!dots) return;
  draw_child({.id = "frequencies", .size = {0, height}, .panel = draw_frequencies}, snapshot, ui,
             sink);
}

/// Larger text leaves fewer rows: the scale stands beside the curves.
void draw_right_to_present(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const ImVec2 gap = ImGui::GetStyle().ItemSpacing;
  ui.theory.kernel_wanted = false;  // unless its tab is drawn
  const bool scale = is_shown(ui, Part::scale);
  const bool tabs = count_shown(ui, {Part::curves, Part::bands, Part::kernel}) > 0;
  const float needed = 13 * ImGui::GetFontSize();
  const float bottom = scale || tabs ? std::max(needed, 0.34F * room.y) : 0;
  const float upper = room.y - toolbar_height(ui) - bottom - (bottom > 0 ? 2 : 1) * gap.y;
  draw_child({.id = "toolbar", .size = {0, toolbar_height(ui)}, .panel = draw_toolbar}, snapshot,
             ui, sink);
  draw_child({.id = "pictures", .size = {0, upper}, .panel = draw_pictures}, snapshot, ui, sink);
  const float left = tabs ? 0.5F * (room.x - gap.x) : room.x;
  if (scale) {
    draw_child({.id = "scale", .size = {left, bottom}, .panel = draw_scale}, snapshot, ui, sink);
  }
  if (scale && tabs) ImGui::SameLine();
  if (tabs) {
    draw_child({.id = "curves", .size = {0, bottom}, .panel = draw_tabs}, snapshot, ui, sink);
  }
}

void draw_right(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  if (ui.presenter) return draw_right_to_present(snapshot, ui, sink);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  ui.theory.kernel_wanted = false;  // unless its tab is drawn
  const Rows rows = split_rows(room.y, room.x, ui);
  draw_child({.id = "toolbar", .size = {0, rows.toolbar}, .panel = draw_toolbar}, snapshot, ui,
             sink);
  if (rows.pictures > 0) {
    draw_child({.id = "pictures", .size = {0, rows.pictures}, .panel = draw_pictures}, snapshot, ui,
               sink);
  }
  if (rows.scale > 0) {
    draw_child({.id = "scale", .size = {0, rows.scale}, .panel = draw_scale}, snapshot, ui, sink);
  }
  if (rows.bottom > 0) draw_bottom(rows.bottom, snapshot, ui, sink);
}

/// The lesson in place of the controls, or above them where its step shows them.
void draw_left(float height, const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  const float em = ImGui::GetFontSize();
  const float room = ImGui::GetContentRegionAvail().x;
  const bool lesson = ui.lessons.open;
  const float width = std::min((lesson ? 25.0F : 18.5F) * em, 0.4F * room);
  const bool controls = is_shown(ui, Part::controls) && (!lesson || shown_step(ui));
  if (!lesson && !controls) return;
  const float gap = ImGui::GetStyle().ItemSpacing.y;
  const float upper = !lesson ? 0 : controls ? std::floor(0.6F * height) : height;
  ImGui::BeginGroup();
  if (lesson) {
    draw_child({.id = "lesson", .size = {width, upper}, .panel = draw_lessons, .border = true},
               snapshot, ui, sink);
  }
  if (controls) {
    const float rest = lesson ? height - upper - gap : height;
    draw_child({.id = "controls", .size = {width, rest}, .panel = draw_controls, .border = true},
               snapshot, ui, sink);
  }
  ImGui::EndGroup();
  ImGui::SameLine();
}

/// Several runs: pictures, the scale of the selected one, curves beside the table.
void draw_comparison(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float em = ImGui::GetFontSize();
  const ImVec2 gap = ImGui::GetStyle().ItemSpacing;
  const float toolbar = toolbar_height(ui);
  // Signals have it among the controls; larger text leaves too little for the pictures.
  const bool has_scale =
      ui.wanted.task == TaskKind::image && !ui.presenter && is_shown(ui, Part::scale);
  const float scale = has_scale ? 8.4F * em + gap.y : 0;
  const float bottom = std::clamp(0.28F * room.y, 13 * em, 22 * em);
  const float pictures = room.y - toolbar - scale - bottom - 2 * gap.y;
  draw_child({.id = "toolbar", .size = {0, toolbar}, .panel = draw_toolbar}, snapshot, ui, sink);
  draw_child({.id = "runs", .size = {0, pictures}, .panel = draw_compare_pictures}, snapshot, ui,
             sink);
  if (has_scale) {
    draw_child({.id = "scale", .size = {0, scale - gap.y}, .panel = draw_scale}, snapshot, ui,
               sink);
  }
  const float width = 0.42F * (room.x - gap.x);
  draw_child({.id = "compare curves", .size = {width, bottom}, .panel = draw_compare_curves},
             snapshot, ui, sink);
  ImGui::SameLine();
  draw_child({.id = "compare table", .size = {0, bottom}, .panel = draw_compare_table}, snapshot,
             ui, sink);
}

}  // namespace

void draw_workspace(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  const float em = ImGui::GetFontSize();
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
  // No background: the window is cleared to that colour, and a rectangle drawn over all of it would
  // be the most expensive part of a frame on software OpenGL.
  constexpr auto kFlags = ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoDecoration |
                          ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                          ImGuiWindowFlags_MenuBar | ImGuiWindowFlags_NoBringToFrontOnFocus |
                          ImGuiWindowFlags_NoNavFocus;
  if (ui.wanted.task == TaskKind::signal) update_lab_target(ui);
  ui.compare.flipped = !ImGui::GetIO().WantTextInput && compat::key_down(ImGuiKey_X);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
  ImGui::Begin("workspace", nullptr, kFlags);
  ImGui::PopStyleVar(2);
  draw_menu_bar(snapshot, ui, sink);
  const float status = 1.6F * em;
  const float height = ImGui::GetContentRegionAvail().y - status - ImGui::GetStyle().ItemSpacing.y;
  draw_left(height, snapshot, ui, sink);
  compat::begin_child("right", {0, height}, false, ImGuiWindowFlags_NoScrollbar);
  const bool signal = ui.wanted.task == TaskKind::signal;
  if (shows_compare(snapshot, ui)) {
    draw_comparison(snapshot, ui, sink);
  } else {
    signal ? draw_laboratory(snapshot, ui, sink) : draw_right(snapshot, ui, sink);
  }
  ImGui::EndChild();
  draw_status(snapshot, ui, sink);
  ImGui::End();
  draw_overlays(snapshot, ui, sink);
}

}  // namespace fscope
