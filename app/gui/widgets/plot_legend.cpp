#include "app/gui/widgets/plot_legend.h"

#include <string>

#include "app/gui/imgui_compat.h"
#include "app/gui/widgets/item_log.h"
#include "app/gui/widgets/text.h"

namespace fscope {
namespace {

float legend_entry_width(const PlotSeries& series) {
  const float em = ImGui::GetFontSize();
  return 1.5F * em + text_size(series.name.shown()).x;
}

void draw_legend_entry(const PlotSeries& series, std::span<const PlotSeries> all, ImVec2 at,
                       PlotState& state) {
  const float em = ImGui::GetFontSize();
  const ImVec2 size{legend_entry_width(series), 1.3F * em};
  ImGui::SetCursorScreenPos(at);
  const std::string id(series.name.english());
  if (ImGui::InvisibleButton(id.c_str(), size)) {
    compat::ctrl_down() ? state.toggle_solo(series.name.english(), all)
                        : state.toggle(series.name.english());
  }
  note_item(series.name.english());
  const bool hovered = ImGui::IsItemHovered();
  if (hovered) state.highlighted = series.name.english();
  const bool shown = !state.is_hidden(series.name.english());
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (hovered) {
    list.AddRectFilled({at.x - 0.3F * em, at.y}, {at.x + size.x + 0.3F * em, at.y + size.y},
                       ImGui::GetColorU32(ImGuiCol_FrameBgHovered), 0.3F * em);
  }
  const float middle = at.y + size.y / 2.0F;
  const ImU32 colour = shown ? series.colour : ImGui::GetColorU32(ImGuiCol_TextDisabled, 0.5F);
  if (series.style == PlotStyle::points) {
    list.AddCircleFilled({at.x + 0.5F * em, middle}, 0.22F * em, colour, 16);
  } else if (series.style == PlotStyle::dashed) {
    list.AddRectFilled({at.x, middle - 0.1F * em}, {at.x + 0.4F * em, middle + 0.1F * em}, colour);
    list.AddRectFilled({at.x + 0.6F * em, middle - 0.1F * em}, {at.x + em, middle + 0.1F * em},
                       colour);
  } else {
    list.AddRectFilled({at.x, middle - 0.1F * em}, {at.x + em, middle + 0.1F * em}, colour,
                       0.1F * em);
  }
  const ImU32 text = ImGui::GetColorU32(shown ? ImGuiCol_Text : ImGuiCol_TextDisabled);
  draw_text(list, {at.x + 1.4F * em, middle - em / 2.0F}, text, series.name.shown());
}

}  // namespace

float draw_plot_header(const PlotSpec& spec, PlotState& state, ImVec2 min, ImVec2 max) {
  state.highlighted.clear();
  const float em = ImGui::GetFontSize();
  const float row = 1.5F * em;
  const ImVec2 title = text_size(spec.y_title.shown());
  draw_text(*ImGui::GetWindowDrawList(), {min.x, min.y + 0.15F * em},
            ImGui::GetColorU32(ImGuiCol_Text), spec.y_title.shown());
  float total = 0.0F;
  for (const PlotSeries& series : spec.series) {
    if (series.in_legend) total += legend_entry_width(series) + em;
  }
  const bool one_row = title.x + em + total <= max.x - min.x;
  const bool says_nothing =
      spec.series.size() == 1 && spec.series[0].name.english() == spec.y_title.english();
  if (total == 0.0F || says_nothing) return min.y + row;
  ImVec2 at{one_row ? max.x - total + em : min.x, one_row || title.x == 0.0F ? min.y : min.y + row};
  for (const PlotSeries& series : spec.series) {
    if (!series.in_legend) continue;
    const float width = legend_entry_width(series);
    if (at.x > min.x && at.x + width > max.x + 0.5F) at = {min.x, at.y + row};
    draw_legend_entry(series, spec.series, at, state);
    at.x += width + em;
  }
  return at.y + row;
}

}  // namespace fscope
