#include "app/gui/theme.h"

#include <algorithm>
#include <cmath>

#include "app/gui/imgui_compat.h"

namespace fscope {
namespace {

ImVec4 rgb(unsigned int hex) {
  return {static_cast<float>((hex >> 16U) & 0xFFU) / 255.0F,
          static_cast<float>((hex >> 8U) & 0xFFU) / 255.0F,
          static_cast<float>(hex & 0xFFU) / 255.0F, 1.0F};
}

ImVec4 faded(ImVec4 colour, float alpha) { return {colour.x, colour.y, colour.z, alpha}; }

ImVec4 mixed(ImVec4 a, ImVec4 b, float t) {
  return {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t, a.z + (b.z - a.z) * t, 1.0F};
}

Palette dark_palette() {
  return {
      .window = rgb(0x16191D),
      .frame = rgb(0x22272D),
      .popup = rgb(0x1D2126),
      .text = rgb(0xE4E8EC),
      .muted = rgb(0x9BA5AF),
      .accent = rgb(0x5AB0F5),
      .on_accent = rgb(0x0B1620),
      .selection = rgb(0x2C4257),
      .border = rgb(0x353C44),
      .grid = rgb(0x30363D),
      .good = rgb(0x4FC38A),
      .warning = rgb(0xE9B44C),
      .error = rgb(0xF5817B),
      .series = {rgb(0x5AB0F5), rgb(0xF0A03C), rgb(0x3FC49A), rgb(0xE583B6), rgb(0xEDD94F),
                 rgb(0xEB7345), rgb(0x9C96F2), rgb(0xB6BEC6)},
  };
}

Palette light_palette() {
  return {
      .window = rgb(0xF3F4F6),
      .frame = rgb(0xFFFFFF),
      .popup = rgb(0xFFFFFF),
      .text = rgb(0x1B2026),
      .muted = rgb(0x5A646E),
      .accent = rgb(0x0A69B8),
      .on_accent = rgb(0xFFFFFF),
      .selection = rgb(0xCFE3F6),
      .border = rgb(0xCDD2D8),
      .grid = rgb(0xE6E9EC),
      .good = rgb(0x137A4B),
      .warning = rgb(0x8A5A00),
      .error = rgb(0xB8322B),
      .series = {rgb(0x0A69B8), rgb(0xBF6A00), rgb(0x008763), rgb(0xB64F88), rgb(0x8E7D00),
                 rgb(0xC04A12), rgb(0x6058C8), rgb(0x59626B)},
  };
}

void set_surface_colours(ImVec4* c, const Palette& p) {
  c[ImGuiCol_Text] = p.text;
  c[ImGuiCol_TextDisabled] = p.muted;
  c[ImGuiCol_WindowBg] = p.window;
  c[ImGuiCol_ChildBg] = faded(p.window, 0.0F);
  c[ImGuiCol_PopupBg] = p.popup;
  c[ImGuiCol_MenuBarBg] = p.window;
  c[ImGuiCol_Border] = p.border;
  c[ImGuiCol_BorderShadow] = faded(p.border, 0.0F);
  c[ImGuiCol_TitleBg] = p.window;
  c[ImGuiCol_TitleBgActive] = p.popup;
  c[ImGuiCol_TitleBgCollapsed] = p.window;
  c[ImGuiCol_ScrollbarBg] = faded(p.window, 0.0F);
  c[ImGuiCol_ScrollbarGrab] = p.border;
  c[ImGuiCol_ScrollbarGrabHovered] = mixed(p.border, p.muted, 0.5F);
  c[ImGuiCol_ScrollbarGrabActive] = p.muted;
  c[ImGuiCol_ModalWindowDimBg] = {0.0F, 0.0F, 0.0F, 0.45F};
  c[ImGuiCol_NavWindowingDimBg] = {0.0F, 0.0F, 0.0F, 0.3F};
}

void set_control_colours(ImVec4* c, const Palette& p) {
  const ImVec4 button = mixed(p.frame, p.border, 0.55F);
  c[ImGuiCol_FrameBg] = p.frame;
  c[ImGuiCol_FrameBgHovered] = mixed(p.frame, p.border, 0.6F);
  c[ImGuiCol_FrameBgActive] = mixed(p.frame, p.selection, 0.8F);
  c[ImGuiCol_CheckMark] = p.accent;
  c[ImGuiCol_SliderGrab] = p.accent;
  c[ImGuiCol_SliderGrabActive] = p.accent;
  c[ImGuiCol_Button] = button;
  c[ImGuiCol_ButtonHovered] = mixed(button, p.muted, 0.25F);
  c[ImGuiCol_ButtonActive] = p.selection;
  c[ImGuiCol_Header] = p.selection;
  c[ImGuiCol_HeaderHovered] = mixed(p.frame, p.selection, 0.8F);
  c[ImGuiCol_HeaderActive] = p.selection;
  c[ImGuiCol_Separator] = p.border;
  c[ImGuiCol_SeparatorHovered] = p.accent;
  c[ImGuiCol_SeparatorActive] = p.accent;
  c[ImGuiCol_ResizeGrip] = p.border;
  c[ImGuiCol_ResizeGripHovered] = p.accent;
  c[ImGuiCol_ResizeGripActive] = p.accent;
  c[ImGuiCol_TextSelectedBg] = faded(p.accent, 0.35F);
  c[ImGuiCol_DragDropTarget] = p.accent;
  c[compat::kColNavCursor] = p.accent;
}

void set_data_colours(ImVec4* c, const Palette& p) {
  c[ImGuiCol_Tab] = p.window;
  c[ImGuiCol_TabHovered] = p.selection;
  c[compat::kColTabSelected] = p.selection;
  c[compat::kColTabDimmed] = p.window;
  c[compat::kColTabDimmedSelected] = p.selection;
  c[ImGuiCol_PlotLines] = p.accent;
  c[ImGuiCol_PlotLinesHovered] = p.text;
  c[ImGuiCol_PlotHistogram] = p.accent;
  c[ImGuiCol_PlotHistogramHovered] = p.text;
  c[ImGuiCol_TableHeaderBg] = p.frame;
  c[ImGuiCol_TableBorderStrong] = p.border;
  c[ImGuiCol_TableBorderLight] = p.grid;
  c[ImGuiCol_TableRowBg] = faded(p.frame, 0.0F);
  c[ImGuiCol_TableRowBgAlt] = faded(p.border, 0.18F);
}

void set_sizes(ImGuiStyle& s) {
  s.WindowPadding = {12.0F, 10.0F};
  s.FramePadding = {8.0F, 4.0F};
  s.ItemSpacing = {8.0F, 6.0F};
  s.ItemInnerSpacing = {6.0F, 4.0F};
  s.CellPadding = {6.0F, 3.0F};
  s.IndentSpacing = 16.0F;
  s.ScrollbarSize = 12.0F;
  s.GrabMinSize = 10.0F;
  s.WindowRounding = 6.0F;
  s.ChildRounding = 6.0F;
  s.FrameRounding = 4.0F;
  s.PopupRounding = 6.0F;
  s.ScrollbarRounding = 6.0F;
  s.GrabRounding = 3.0F;
  s.TabRounding = 4.0F;
}

double linear(float channel) {
  const double c = channel;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(const ImVec4& c) {
  return 0.2126 * linear(c.x) + 0.7152 * linear(c.y) + 0.0722 * linear(c.z);
}

}  // namespace

Palette palette(Theme theme) { return theme == Theme::dark ? dark_palette() : light_palette(); }

ImU32 series_colour(const Palette& colours, std::size_t index) {
  return ImGui::ColorConvertFloat4ToU32(colours.series[index % colours.series.size()]);
}

void apply_theme(Theme theme, float scale) {
  ImGuiStyle style;  // from the defaults: scaling the scaled style again would add up roundings
  const Palette colours = palette(theme);
  set_surface_colours(style.Colors, colours);
  set_control_colours(style.Colors, colours);
  set_data_colours(style.Colors, colours);
  set_sizes(style);
  style.ScaleAllSizes(scale);
  // Left alone by ScaleAllSizes: hair lines should stay visible.
  style.WindowBorderSize = 0.0F;
  style.ChildBorderSize = std::max(1.0F, std::floor(scale));
  style.PopupBorderSize = std::max(1.0F, std::floor(scale));
  style.FrameBorderSize = theme == Theme::light ? std::max(1.0F, std::floor(scale)) : 0.0F;
  compat::keep_font_scaling(style);
  ImGui::GetStyle() = style;
}

double contrast_ratio(const ImVec4& a, const ImVec4& b) {
  const double la = luminance(a);
  const double lb = luminance(b);
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

}  // namespace fscope
