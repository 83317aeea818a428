#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/gui/compare.h"
#include "app/gui/panels/compare_panels.h"
#include "app/gui/panels/lab_panels.h"
#include "app/gui/panels/panels.h"
#include "app/gui/widgets/controls.h"
#include "app/gui/widgets/item_log.h"
#include "core/support/check.h"

namespace fscope {
namespace {

/// Icon buttons as high as the other controls beside them.
float button_em() { return ImGui::GetFrameHeight() / ImGui::GetFontSize(); }

void draw_run_to(UiState& ui, CommandSink& sink) {
  ImGui::SameLine();
  if (button("Run to"_t, "Train until this step, then pause"_t)) {
    post(ui, sink, RunTo{.step = ui.run_to});
  }
  ImGui::SameLine(0, ImGui::GetStyle().ItemInnerSpacing.x);
  ImGui::SetNextItemWidth(5 * ImGui::GetFontSize());
  ImGui::InputInt("##run_to", &ui.run_to, 0);
  if (ui.run_to < 0) ui.run_to = 0;
  tooltip("The step to stop at"_t);
}

void draw_transport(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  const bool ready = shown_run(snapshot, ui) && is_learning(*shown_run(snapshot, ui));
  ImGui::BeginDisabled(!ready);
  const float em = button_em();
  if (snapshot.playing) {
    if (icon_button(Icon::pause, "Pause"_t, "Pause training (space)"_t, em)) {
      post(ui, sink, Pause{});
    }
  } else if (icon_button(Icon::play, "Play"_t, "Train (space)"_t, em)) {
    post(ui, sink, Play{});
  }
  ImGui::SameLine();
  if (icon_button(Icon::step, "Step"_t, "One training step, then pause (S)"_t, em)) {
    post(ui, sink, Advance{.n_steps = 1});
  }
  ImGui::SameLine();
  if (icon_button(Icon::reset, "Reset"_t,
                  "Back to step 0: the same weights from the same seed (R)"_t, em)) {
    post(ui, sink, Reset{});
  }
  if (!ui.presenter) draw_run_to(ui, sink);
  ImGui::EndDisabled();
}

void flowing_checkbox(Text label, bool& value, const Phrase& help) {
  flow(checkbox_width(label));
  checkbox(label, value, help);
}

void draw_error_options(PicturesState& pictures) {
  const float em = ImGui::GetFontSize();
  const std::array<Phrase, 2> kinds = {"signed"_t, "absolute"_t};
  int kind = pictures.absolute_error ? 1 : 0;
  flow(9 * em);
  ImGui::SetNextItemWidth(9 * em);
  const bool open = ImGui::BeginCombo(
      "##error", fill("error: {}"_t, kinds[static_cast<std::size_t>(kind)]).shown());
  if (open) {
    for (int i = 0; i < 2; ++i) {
      const Phrase& option = kinds[static_cast<std::size_t>(i)];
      if (ImGui::Selectable(option.label().c_str(), i == kind)) kind = i;
      note_item(option.english());
    }
    ImGui::EndCombo();
  } else {
    note_item("error kind");
  }
  tooltip(
      "Error = reconstruction - target, mean over the channels (E). Signed: red where the "
      "reconstruction is too bright, blue where too dark."_t);
  pictures.absolute_error = kind == 1;
  flow(6 * em);
  ImGui::SetNextItemWidth(6 * em);
  ImGui::SliderFloat("##gain", &pictures.gain, 1, 64, "gain x%.0f"_t.shown(),
                     ImGuiSliderFlags_Logarithmic);
  note_item("gain");
  tooltip("Errors are multiplied by this before they are coloured"_t);
}

void draw_view_options(UiState& ui) {
  PicturesState& pictures = ui.pictures;
  flow(button_width("Fit"_t), 1.5F * ImGui::GetFontSize());
  if (button("Fit"_t, "The whole picture in view (F, or double-click a picture)"_t)) {
    pictures.transform.fit();
  }
  if (!ui.presenter) {
    flowing_checkbox(
        "Between pixels"_t, pictures.between_pixels,
        "Zoomed in, ask the network for what lies between the pixels too (B). Off: one value a "
        "pixel, as it was trained. With large sigma the network invents detail there: that is "
        "aliasing."_t);
  }
  flowing_checkbox(
      "Training pixels"_t, pictures.mark_training,
      "Mark the pixels the network is trained on, once they are large enough (M); off, the "
      "values of pixels that are larger still are shown"_t);
  flowing_checkbox(
      "Theory"_t, ui.theory.show,
      "A pane with the picture that the kernel predicts for these settings, before any "
      "training (H)"_t);
  flowing_checkbox(
      "Spectra"_t, pictures.spectra,
      "Show the spectrum of every picture in place of it: log |X|, frequency 0 in the middle "
      "(P)"_t);
  if (!ui.presenter) draw_error_options(pictures);
}

}  // namespace

float toolbar_height(const UiState& ui) {
  return 2.2F * ImGui::GetFontSize() +
         static_cast<float>(ui.toolbar_rows - 1) * ImGui::GetFrameHeightWithSpacing();
}

void draw_toolbar(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  const float top = ImGui::GetCursorPosY();
  draw_transport(snapshot, ui, sink);
  if (shows_compare(snapshot, ui)) {
    draw_compare_options(snapshot, ui, sink);
  } else {
    ui.wanted.task == TaskKind::signal ? draw_lab_options(ui) : draw_view_options(ui);
  }
  const float rows = (ImGui::GetCursorPosY() - top) / ImGui::GetFrameHeightWithSpacing();
  ui.toolbar_rows = std::max(1, static_cast<int>(std::lround(rows)));
}

}  // namespace fscope
