#include <array>
#include <string>

#include "app/gui/compare.h"
#include "app/gui/panels/compare_panels.h"
#include "app/gui/panels/lab_panels.h"
#include "app/gui/panels/panels.h"
#include "app/gui/widgets/controls.h"
#include "core/support/check.h"

namespace fscope {
namespace {

/// Icon buttons as high as the other controls beside them.
float button_em() { return ImGui::GetFrameHeight() / ImGui::GetFontSize(); }

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
  ImGui::SameLine();
  if (button("Run to"_t, "Train until this step, then pause"_t)) {
    post(ui, sink, RunTo{.step = ui.run_to});
  }
  ImGui::SameLine(0, ImGui::GetStyle().ItemInnerSpacing.x);
  ImGui::SetNextItemWidth(5 * ImGui::GetFontSize());
  ImGui::InputInt("##run_to", &ui.run_to, 0);
  if (ui.run_to < 0) ui.run_to = 0;
  tooltip("The step to stop at"_t);
  ImGui::EndDisabled();
}

void draw_view_options(UiState& ui) {
  PicturesState& pictures = ui.pictures;
  if (button("Fit"_t, "The whole picture in view (F, or double-click a picture)"_t)) {
    pictures.transform.fit();
  }
  ImGui::SameLine();
  checkbox("Between pixels"_t, pictures.between_pixels,
           "Zoomed in, ask the network for what lies between the pixels too (B). Off: one value a "
           "pixel, as it was trained. With large sigma the network invents detail there: that is "
           "aliasing."_t);
  ImGui::SameLine();
  checkbox("Training pixels"_t, pictures.mark_training,
           "Mark the pixels the network is trained on, once they are large enough (M); off, the "
           "values of pixels that are larger still are shown"_t);
  ImGui::SameLine();
  checkbox("Theory"_t, ui.theory.show,
           "A pane with the picture that the kernel predicts for these settings, before any "
           "training (H)"_t);
  ImGui::SameLine();
  checkbox("Spectra"_t, pictures.spectra,
           "Show the spectrum of every picture in place of it: log |X|, frequency 0 in the middle "
           "(P)"_t);
  ImGui::SameLine();
  const std::array<Phrase, 2> kinds = {"signed"_t, "absolute"_t};
  int kind = pictures.absolute_error ? 1 : 0;
  ImGui::SetNextItemWidth(9 * ImGui::GetFontSize());
  if (ImGui::BeginCombo("##error",
                        fill("error: {}"_t, kinds[static_cast<std::size_t>(kind)]).shown())) {
    for (int i = 0; i < 2; ++i) {
      if (ImGui::Selectable(kinds[static_cast<std::size_t>(i)].label().c_str(), i == kind))
        kind = i;
    }
    ImGui::EndCombo();
  }
  tooltip(
      "Error = reconstruction - target, mean over the channels (E). Signed: red where the "
      "reconstruction is too bright, blue where too dark."_t);
  pictures.absolute_error = kind == 1;
  ImGui::SameLine();
  ImGui::SetNextItemWidth(6 * ImGui::GetFontSize());
  ImGui::SliderFloat("##gain", &pictures.gain, 1, 64, "gain x%.0f"_t.shown(),
                     ImGuiSliderFlags_Logarithmic);
  tooltip("Errors are multiplied by this before they are coloured"_t);
}

}  // namespace

void draw_toolbar(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  draw_transport(snapshot, ui, sink);
  ImGui::SameLine(0, 1.5F * ImGui::GetFontSize());
  if (shows_compare(snapshot, ui)) return draw_compare_options(snapshot, ui, sink);
  ui.wanted.task == TaskKind::signal ? draw_lab_options(ui) : draw_view_options(ui);
}

}  // namespace fscope
