#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/gui/imgui_compat.h"
#include "app/gui/panels/panels.h"
#include "app/gui/widgets/item_log.h"
#include "core/support/check.h"

namespace fscope {
namespace {

constexpr double kWheelFactor = 1.2;  // a notch

std::string rounded(double value, int digits) {
  const double unit = std::pow(10, digits);
  return text(std::round(value * unit) / unit);
}

std::string reconstruction_title(const RunSnapshot& run) {
  std::string title = text("Reconstruction  ·  step ", run.step);
  if (run.whole && run.target && run.whole->width < run.target->width && !run.detail) {
    title += text("  (1:", (run.target->width + run.whole->width - 1) / run.whole->width, ")");
  }
  return title;
}

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

void handle_mouse(const Pane& pane, UiState& ui) {
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

struct PaneSpec {
  const char* id;
  std::string title;
  ImageSlot slot;
  ImageKind kind = ImageKind::picture;
};

/// A title no wider than its pane, however long.
void draw_title(const std::string& title, float width, const UiState& ui) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = ImGui::GetTextLineHeight();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.PushClipRect(at, {at.x + width, at.y + height + 1}, true);
  list.AddText(at, ImGui::GetColorU32(ui.colors.muted), title.c_str());
  list.PopClipRect();
  ImGui::Dummy({width, height});
}

Pane draw_pane(const PaneSpec& spec, ImVec2 size, const RunSnapshot* run, UiState& ui) {
  ImGui::BeginGroup();
  size.x = std::max(8.0F, size.x);
  draw_title(spec.title, size.x, ui);
  const ImVec2 min = ImGui::GetCursorScreenPos();
  size.y = std::max(8.0F, size.y - ImGui::GetTextLineHeightWithSpacing());
  const ImVec2 max{min.x + size.x, min.y + size.y};
  ImGui::InvisibleButton(spec.id, size);
  note_item(spec.id);
  const Pane pane{.x = min.x, .y = min.y, .width = size.x, .height = size.y};
  handle_mouse(pane, ui);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const PicturesState& pictures = ui.pictures;
  if (run && run->target && ui.painter) {
    ui.painter->draw(list,
                     {.top_left = min,
                      .bottom_right = max,
                      .visible = pictures.transform.visible(pane),
                      .slot = spec.slot,
                      .kind = spec.kind,
                      .gain = pictures.gain,
                      .smooth = pictures.smooth,
                      .mark_training = pictures.mark_training,
                      .training_stride = run->config.image.split == SplitMode::even_odd ? 2 : 1,
                      .background = ImGui::GetColorU32(ui.colors.frame)});
  } else {
    list.AddRectFilled(min, max, ImGui::GetColorU32(ui.colors.frame));
  }
  ImGui::EndGroup();
  return pane;
}

/// One line about the pixel under the cursor: place, coordinate, target and reconstruction.
std::string describe_pixel(const RunSnapshot& run, Point at) {
  const Image& image = *run.target;
  const int column = static_cast<int>(std::floor(at.x));
  const int row = static_cast<int>(std::floor(at.y));
  const double side = std::max(image.width, image.height);
  std::string line = text("pixel ", column, ", ", row, "   v = (", rounded((at.x - 0.5) / side, 4),
                          ", ", rounded((at.y - 0.5) / side, 4), ")   target");
  for (int c = 0; c < image.channels; ++c) {
    line += text(' ', rounded(image.at(column, row)[c] / 255.0, 3));
  }
  if (const float* const values = network_at(run, column, row)) {
    line += "   network";
    for (int c = 0; c < image.channels; ++c) {
      line += text(' ', rounded(static_cast<double>(values[c]), 3));
    }
  }
  const bool trained =
      run.config.image.split == SplitMode::all || (column % 2 == 0 && row % 2 == 0);
  const bool held_out = !trained && column % 2 == 1 && row % 2 == 1;
  return line + (trained ? "   training pixel" : held_out ? "   held out" : "");
}

}  // namespace

void draw_pictures(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  const RunSnapshot* run = shown_run(snapshot);
  PicturesState& pictures = ui.pictures;
  pictures.under_cursor.reset();
  const float gap = ImGui::GetStyle().ItemSpacing.x;
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float line = ImGui::GetTextLineHeightWithSpacing();
  const ImVec2 size{std::floor((room.x - 2 * gap) / 3), room.y - line};
  const std::string error =
      text("Error  x", rounded(pictures.gain, 0), pictures.absolute_error ? "  (absolute)" : "");
  const std::array<PaneSpec, 3> specs = {{
      {.id = "target", .title = "Target", .slot = ImageSlot::target},
      {.id = "reconstruction",
       .title = run ? reconstruction_title(*run) : "Reconstruction",
       .slot = ImageSlot::reconstruction},
      {.id = "error",
       .title = error,
       .slot = ImageSlot::reconstruction,
       .kind = pictures.absolute_error ? ImageKind::error_absolute : ImageKind::error_signed},
  }};
  Pane pane;
  for (const PaneSpec& spec : specs) {
    if (&spec != specs.data()) ImGui::SameLine();
    pane = draw_pane(spec, size, run, ui);
    if (!run || !run->target || pictures.mark_training) continue;  // marks would cover the values
    const bool of_network = spec.slot == ImageSlot::reconstruction;
    if (spec.kind == ImageKind::picture) {
      draw_pixel_values(*ImGui::GetWindowDrawList(), pane, pictures.transform, *run, of_network);
    }
  }
  ImGui::PushStyleColor(ImGuiCol_Text, ui.colors.muted);
  if (run && run->target && pictures.under_cursor) {
    ImGui::TextUnformatted(describe_pixel(*run, *pictures.under_cursor).c_str());
  } else {
    ImGui::TextUnformatted(ui.loading ? "Reading the picture..."
                                      : "Drop a picture on the window to learn it. Wheel zooms, "
                                        "drag pans, double-click fits.");
  }
  ImGui::PopStyleColor();
  const View view = view_for(pictures, pane);
  if (run && run->target && !(view == pictures.posted)) {
    pictures.posted = view;
    post(ui, sink, SetView{.view = view});
  }
}

}  // namespace fscope
