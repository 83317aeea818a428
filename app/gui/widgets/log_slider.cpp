#include "app/gui/widgets/log_slider.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "app/gui/imgui_compat.h"
#include "app/gui/widgets/axis.h"
#include "app/gui/widgets/controls.h"
#include "app/gui/widgets/item_log.h"
#include "app/gui/widgets/plot_paint.h"
#include "app/gui/widgets/text.h"

namespace fscope {
namespace {

constexpr double kCoarseStep = 1.02;
constexpr double kFineStep = 1.002;
constexpr float kStripHeight = 2.2F;  // em

// Where the parts are, in screen pixels.
struct Layout {
  float em;
  ImVec2 min;  ///< of the whole control
  ImVec2 max;
  float left;  ///< ends of the scale
  float right;
  float track_y;
  float labels_y;

  float x_of(const LogSliderSpec& spec, double value) const {
    const double unit = to_unit(AxisScale::logarithmic, {spec.min, spec.max}, value);
    return left + static_cast<float>(unit) * (right - left);
  }
  double value_at(const LogSliderSpec& spec, float x) const {
    const double unit = (x - left) / std::max(1.0F, right - left);
    const double value = from_unit(AxisScale::logarithmic, {spec.min, spec.max}, unit);
    return std::clamp(value, spec.min, spec.max);
  }
};

Layout lay_out(const LogSliderSpec& spec) {
  Layout l{};
  l.em = ImGui::GetFontSize();
  l.min = ImGui::GetCursorScreenPos();
  const float mark_row = spec.marks.empty() ? 0.0F : 1.25F * l.em;
  const float strip = spec.strip ? kStripHeight * l.em : 0.0F;
  const float width = std::max(8.0F * l.em, ImGui::GetContentRegionAvail().x);
  l.left = l.min.x + 0.75F * l.em;
  l.right = l.min.x + width - 0.75F * l.em;
  l.track_y = std::round(l.min.y + mark_row + 0.75F * l.em);
  l.labels_y = l.track_y + 0.95F * l.em + strip;
  l.max = {l.min.x + width, l.labels_y + 1.15F * l.em};
  return l;
}

ImU32 colour_of(ImGuiCol index, float alpha = 1.0F) { return ImGui::GetColorU32(index, alpha); }

void begin_typing(LogSliderState& state, double value) {
  state.typing = true;
  state.focus_field = true;
  std::snprintf(state.text.data(), state.text.size(), "%s", three_digits(value).c_str());
}

bool set(const LogSliderSpec& spec, double& value, double wanted) {
  const double before = value;
  value = std::clamp(wanted, spec.min, spec.max);
  return value != before;
}

// The field in which the number is typed; closes itself when it is left.
LogSliderResult type_value(const LogSliderSpec& spec, LogSliderState& state, double& value) {
  // The track keeps the focus until the mouse button is up.
  const bool take_focus = state.focus_field && !ImGui::IsMouseDown(0);
  if (take_focus) {
    ImGui::SetKeyboardFocusHere();
    state.focus_field = false;
  }
  const bool entered =
      ImGui::InputText("##typed", state.text.data(), state.text.size(),
                       ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
  note_item(std::string(spec.label.english()) + " value");
  if (!entered && !ImGui::IsItemDeactivated()) return {};
  state.typing = false;
  // Text that was not edited is the rounded value: taking it would change the exact one.
  const bool edited = three_digits(value) != state.text.data();
  if (!entered && compat::key_pressed(ImGuiKey_Escape)) return {};
  const double typed = parse_clamped(state.text.data(), spec.min, spec.max, value);
  return {edited && set(spec, value, typed), true};
}

// The number as a button that opens the field.
LogSliderResult value_field(const LogSliderSpec& spec, LogSliderState& state, double& value,
                            float width) {
  if (state.typing) {
    ImGui::SetNextItemWidth(width);
    return type_value(spec, state, value);
  }
  const std::string text = three_digits(value) + "###value";
  ImGui::PushStyleVar(ImGuiStyleVar_ButtonTextAlign, {1.0F, 0.5F});
  if (ImGui::Button(text.c_str(), {width, 0.0F})) begin_typing(state, value);
  ImGui::PopStyleVar();
  note_item(std::string(spec.label.english()) + " value");
  return {};
}

void text_at(ImVec2 position, ImGuiCol colour, std::string_view text) {
  ImGui::SetCursorScreenPos(position);
  ImGui::PushStyleColor(ImGuiCol_Text, ImGui::GetStyleColorVec4(colour));
  text_item(text);
  ImGui::PopStyleColor();
}

// Label on the left, number and unit on the right, their middles on one line.
LogSliderResult value_row(const LogSliderSpec& spec, LogSliderState& state, double& value) {
  const float em = ImGui::GetFontSize();
  const ImVec2 min = ImGui::GetCursorScreenPos();
  const float right = min.x + ImGui::GetContentRegionAvail().x;
  ImFont* font = spec.value_font == nullptr ? ImGui::GetFont() : spec.value_font;
  const float number_em = spec.value_font == nullptr ? em : compat::font_size(*font);
  const float width = 3.2F * number_em + 0.8F * em;
  const std::string_view shown_label = spec.label.shown();
  const std::string_view unit = spec.unit.shown();
  const float needed = text_size(shown_label).x + width + text_size(unit).x + 1.5F * em;
  const bool unit_fits = needed <= right - min.x;
  const float unit_x = unit_fits ? right - text_size(unit).x : right + 0.5F * em;
  ImGui::SetCursorScreenPos({unit_x - width - 0.5F * em, min.y});
  compat::push_font(font, number_em);
  const LogSliderResult result = value_field(spec, state, value, width);
  compat::pop_font();
  if (!state.typing) tooltip("Click to type a value."_t);
  const float bottom = ImGui::GetItemRectMax().y;
  const float text_y = std::round((min.y + bottom - em) / 2.0F);
  text_at({min.x, text_y}, ImGuiCol_Text, shown_label);
  tooltip(spec.tooltip);
  if (unit_fits) text_at({unit_x, text_y}, ImGuiCol_TextDisabled, unit);
  ImGui::SetCursorScreenPos({min.x, bottom + 0.2F * em});
  return result;
}

bool drag(const LogSliderSpec& spec, LogSliderState& state, const Layout& l, double& value) {
  const ImGuiIO& io = ImGui::GetIO();
  if (ImGui::IsItemActivated()) {
    const float offset = io.MousePos.x - l.x_of(spec, value);
    state.grab_offset = std::abs(offset) <= 0.7F * l.em ? offset : 0.0F;
    // Catching the knob without moving it changes nothing.
    if (state.grab_offset != 0.0F) return false;
    return set(spec, value, l.value_at(spec, io.MousePos.x));
  }
  if (!ImGui::IsItemActive() || io.MouseDelta.x == 0.0F) return false;
  return set(spec, value, l.value_at(spec, io.MousePos.x - state.grab_offset));
}

bool turn_wheel(const LogSliderSpec& spec, double& value) {
  if (!ImGui::IsItemHovered()) return false;
  compat::own_wheel();
  const ImGuiIO& io = ImGui::GetIO();
  // Some systems turn shift + wheel into sideways scrolling.
  const float notches = io.MouseWheel != 0.0F ? io.MouseWheel : io.MouseWheelH;
  if (notches == 0.0F) return false;
  const double step = compat::shift_down() ? kFineStep : kCoarseStep;
  return set(spec, value, value * std::pow(step, static_cast<double>(notches)));
}

bool press_arrows(const LogSliderSpec& spec, double& value) {
  if (!ImGui::IsItemFocused()) return false;
  const double step = compat::shift_down() ? kFineStep : kCoarseStep;
  double wanted = value;
  if (compat::key_pressed(ImGuiKey_RightArrow)) wanted *= step;
  if (compat::key_pressed(ImGuiKey_LeftArrow)) wanted /= step;
  if (compat::key_pressed(ImGuiKey_Home, false)) wanted = spec.min;
  if (compat::key_pressed(ImGuiKey_End, false)) wanted = spec.max;
  if (wanted == value) return false;
  compat::own_arrow_keys();
  return set(spec, value, wanted);
}

void draw_ticks(ImDrawList& list, const LogSliderSpec& spec, const Layout& l) {
  const float width = std::max(1.0F, std::round(l.em / 17.0F));
  const int n_labels = static_cast<int>((l.right - l.left) / (3.0F * l.em));
  for (const Tick& tick :
       axis_ticks(AxisScale::logarithmic, {spec.min, spec.max}, std::max(2, n_labels))) {
    const float x = std::round(l.x_of(spec, tick.value)) + 0.5F;
    const bool major = !tick.label.empty();
    const float top = l.labels_y - (major ? 0.42F : 0.25F) * l.em;
    list.AddLine({x, top}, {x, l.labels_y - 0.05F * l.em},
                 colour_of(ImGuiCol_TextDisabled, major ? 0.9F : 0.45F), width);
    if (!major) continue;
    const float half = axis_label_width(tick.label) / 2.0F;
    const float at = std::clamp(x - half, l.min.x, l.max.x - 2.0F * half);
    draw_axis_label(list, {at, l.labels_y}, colour_of(ImGuiCol_TextDisabled), tick.label);
  }
}

// Labels to the right of their mark, or to the left where there is no room.
void draw_marks(ImDrawList& list, const LogSliderSpec& spec, const Layout& l) {
  float free_from = l.min.x;
  for (const SliderMark& mark : spec.marks) {
    if (mark.value < spec.min || mark.value > spec.max) continue;
    const float x = std::round(l.x_of(spec, mark.value)) + 0.5F;
    const float y = l.min.y + 0.62F * l.em;
    const ImU32 colour = colour_of(ImGuiCol_Text, 0.85F);
    list.AddTriangleFilled({x - 0.3F * l.em, y}, {x + 0.3F * l.em, y}, {x, y + 0.5F * l.em},
                           colour);
    list.AddLine({x, y}, {x, l.track_y + 0.5F * l.em}, colour_of(ImGuiCol_Text, 0.5F));
    const float width = text_size(mark.label.shown()).x;
    const bool fits = x + 0.5F * l.em + width <= l.max.x;
    const float at = fits ? x + 0.5F * l.em : x - 0.5F * l.em - width;
    if (at < free_from) continue;
    draw_text(list, {at, l.min.y + 0.1F * l.em}, colour_of(ImGuiCol_TextDisabled),
              mark.label.shown());
    free_from = at + width + 0.5F * l.em;
  }
}

void draw_track(ImDrawList& list, const LogSliderSpec& spec, const Layout& l, double value) {
  const float half = 0.23F * l.em;
  const float knob = l.x_of(spec, value);
  const ImVec2 min{l.left - half, l.track_y - half};
  const ImVec2 max{l.right + half, l.track_y + half};
  list.AddRectFilled(min, max, colour_of(ImGuiCol_FrameBgHovered), half);
  list.AddRect(min, max, colour_of(ImGuiCol_Border), half);
  list.AddRectFilled(min, {knob, max.y}, colour_of(ImGuiCol_SliderGrab), half);
  if (spec.strip) {
    spec.strip(list, {l.left, l.track_y + 0.75F * l.em}, {l.right, l.labels_y - 0.45F * l.em});
  }
  draw_ticks(list, spec, l);
  draw_marks(list, spec, l);
  const bool active = ImGui::IsItemActive();
  const float radius = (active || ImGui::IsItemHovered() ? 0.68F : 0.62F) * l.em;
  const ImVec2 centre{knob, l.track_y};
  if (ImGui::IsItemFocused() || active) {
    list.AddCircleFilled(centre, radius + 0.25F * l.em, colour_of(ImGuiCol_SliderGrab, 0.25F), 32);
  }
  list.AddCircleFilled(centre, radius, colour_of(ImGuiCol_SliderGrab), 32);
  list.AddCircleFilled(centre, 0.55F * radius, colour_of(ImGuiCol_WindowBg), 32);
}

void show_tooltips(const LogSliderSpec& spec, const Layout& l) {
  if (ImGui::IsItemActive()) return;
  const float mouse = ImGui::GetIO().MousePos.x;
  for (const SliderMark& mark : spec.marks) {
    if (std::abs(l.x_of(spec, mark.value) - mouse) > 0.5F * l.em) continue;
    tooltip(mark.tooltip);
    return;
  }
  tooltip(spec.tooltip);
}

}  // namespace

double parse_clamped(std::string_view text, double min, double max, double fallback) {
  std::string number(text);
  std::replace(number.begin(), number.end(), ',', '.');
  char* end = nullptr;
  const double value = std::strtod(number.c_str(), &end);
  const bool only_blanks_left =
      std::all_of(static_cast<const char*>(end), number.c_str() + number.size(),
                  [](char c) { return c == ' ' || c == '\t'; });
  if (end == number.c_str() || !only_blanks_left || std::isnan(value)) return fallback;
  return std::clamp(value, min, max);
}

LogSliderResult log_slider(const LogSliderSpec& spec, LogSliderState& state, double& value) {
  const std::string_view id = spec.label.english();
  ImGui::PushID(id.data(), id.data() + id.size());
  ImGui::BeginGroup();
  LogSliderResult result = value_row(spec, state, value);
  const Layout l = lay_out(spec);
  ImGui::InvisibleButton("track", {l.max.x - l.min.x, l.max.y - l.min.y});
  note_item(id);
  const bool wants_typing =
      ImGui::IsItemHovered() &&
      (ImGui::IsMouseDoubleClicked(0) || (ImGui::IsMouseClicked(0) && compat::ctrl_down()));
  if (wants_typing) {
    begin_typing(state, value);
  } else if (!state.typing) {
    result.changed |= drag(spec, state, l, value);
    result.finished |= ImGui::IsItemDeactivated();
  }
  const bool stepped = turn_wheel(spec, value) || press_arrows(spec, value);
  result.changed |= stepped;
  result.finished |= stepped;
  draw_track(*ImGui::GetWindowDrawList(), spec, l, value);
  show_tooltips(spec, l);
  ImGui::EndGroup();
  ImGui::PopID();
  return result;
}

}  // namespace fscope
