#include "app/gui/panels/picture_pane.h"

#include <algorithm>
#include <cmath>

#include "app/gui/imgui_compat.h"
#include "app/gui/widgets/controls.h"
#include "app/gui/widgets/item_log.h"
#include "app/gui/widgets/text.h"

namespace fscope {
namespace {

constexpr double kWheelFactor = 1.2;  // a notch

/// What the session should evaluate for what is on screen now.
View view_for(const PicturesState& pictures, const Pane& pane) {
  const ViewTransform& transform = pictures.transform;
  const double scale = transform.scale(pane);
  // Rounded, so that a window being resized does not ask for another picture with every frame.
  double cells = scale < 1 ? 1 / std::floor(1 / scale) : std::floor(scale);
  if (!pictures.between_pixels || transform.is_fitted()) cells = std::min(cells, 1.0);
  if (transform.is_fitted()) return {.visible = {}, .cells_per_pixel = cells};
  return {.visible = transform.visible(pane), .cells_per_pixel = cells, .detail = true};
}

/// Text in the middle of a pane that has no picture.
void draw_message(const Phrase& message, ImVec2 min, ImVec2 max, const UiState& ui) {
  const float width = max.x - min.x - 2 * ImGui::GetFontSize();
  const std::string lines = wrapped(message.shown(), width);
  const ImVec2 size = text_size(lines);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.PushClipRect(min, max, true);
  draw_text(list, {(min.x + max.x - size.x) / 2, (min.y + max.y - size.y) / 2},
            ImGui::GetColorU32(ui.colors.muted), lines);
  list.PopClipRect();
}

}  // namespace

void handle_pane_mouse(const Pane& pane, UiState& ui) {
  ViewTransform& transform = ui.pictures.transform;
  const ImGuiIO& io = ImGui::GetIO();
  const Point mouse{io.MousePos.x, io.MousePos.y};
  compat::own_wheel();
  if (ImGui::IsItemHovered()) {
    if (io.MouseWheel != 0) {
      transform.zoom_about(pane, mouse, std::pow(kWheelFactor, static_cast<double>(io.MouseWheel)));
    }
    if (ImGui::IsMouseDoubleClicked(0)) transform.fit();
    if (transform.pixel_at(pane, mouse)) ui.pictures.under_cursor = transform.to_image(pane, mouse);
  }
  if (ImGui::IsItemActive() && ImGui::IsMouseDragging(0, 2)) {
    transform.pan(pane, io.MouseDelta.x, io.MouseDelta.y);
  }
}

void draw_pane_title(const Phrase& title, float width, const UiState& ui) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = ImGui::GetTextLineHeight();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.PushClipRect(at, {at.x + width, at.y + height + 1}, true);
  list.AddText(at, ImGui::GetColorU32(ui.colors.muted), title.shown());
  list.PopClipRect();
  ImGui::Dummy({width, height});
}

void paint_picture(ImDrawList& list, const PaneSpec& spec, const Pane& pane, const RunSnapshot& run,
                   UiState& ui) {
  const PicturesState& pictures = ui.pictures;
  const ImVec2 min{static_cast<float>(pane.x), static_cast<float>(pane.y)};
  const ImVec2 max{static_cast<float>(pane.x + pane.width),
                   static_cast<float>(pane.y + pane.height)};
  if (!ui.painter) return;
  ui.painter->draw(list, {.top_left = min,
                          .bottom_right = max,
                          .visible = pictures.transform.visible(pane),
                          .slot = spec.slot,
                          .kind = spec.kind,
                          .gain = pictures.gain,
                          .smooth = pictures.smooth,
                          .mark_training = pictures.mark_training && !pictures.spectra,
                          .training_stride = run.config.image.split == SplitMode::even_odd ? 2 : 1,
                          .background = ImGui::GetColorU32(ui.colors.frame)});
}

Pane draw_pane(const PaneSpec& spec, ImVec2 size, const RunSnapshot* run, UiState& ui) {
  ImGui::BeginGroup();
  size.x = std::max(8.0F, size.x);
  draw_pane_title(spec.title, size.x, ui);
  tooltip(spec.help);
  const ImVec2 min = ImGui::GetCursorScreenPos();
  size.y = std::max(8.0F, size.y - ImGui::GetTextLineHeightWithSpacing());
  const ImVec2 max{min.x + size.x, min.y + size.y};
  ImGui::InvisibleButton(spec.id.c_str(), size);
  note_item(spec.id);
  const Pane pane{.x = min.x, .y = min.y, .width = size.x, .height = size.y};
  handle_pane_mouse(pane, ui);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (run && run->target && ui.painter) {
    paint_picture(list, spec, pane, *run, ui);
  } else {
    list.AddRectFilled(min, max, ImGui::GetColorU32(ui.colors.frame));
  }
  if (!spec.message.empty()) draw_message(spec.message, min, max, ui);
  ImGui::EndGroup();
  return pane;
}

void post_view(const Pane& pane, UiState& ui, CommandSink& sink) {
  const View view = view_for(ui.pictures, pane);
  if (view == ui.pictures.posted) return;
  ui.pictures.posted = view;
  post(ui, sink, SetView{.view = view});
}

}  // namespace fscope
