#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "app/gui/panels/choices.h"
#include "app/gui/panels/lab_panels.h"
#include "app/gui/panels/panels.h"
#include "app/gui/panels/settings.h"
#include "app/gui/widgets/item_log.h"
#include "core/tasks/builtin_targets.h"

namespace fscope {
namespace {

bool draw_picture_settings(UiState& ui) {
  ImageSettings& image = ui.wanted.image;
  bool changed = choose<int, 5>(
      "Resolution"_t, image.resolution,
      {{{64, "64"_v}, {128, "128"_v}, {256, "256"_v}, {512, "512"_v}, {0, "original"_t}}},
      "Pixels of the longer side the picture is resized to (Lanczos). Smaller learns faster."_t);
  changed |= choose_two<CropMode>(
      "Shape"_t, image.crop, {{{CropMode::centre_crop, "square"_t}, {CropMode::fit, "whole"_t}}},
      "square: the centre square of the picture. whole: all of it, in its own proportions."_t);
  changed |= choose_two<SplitMode>(
      "Train on"_t, image.split, {{{SplitMode::even_odd, "even"_t}, {SplitMode::all, "all"_t}}},
      "even: train on even rows and columns (a quarter of the pixels) and measure the "
      "held-out PSNR on the odd rows and columns, as in Table 3 of the paper. all: train on every "
      "pixel, hold out none."_t);
  changed |= choose<ColorMode, 3>("Colours"_t, image.color,
                                  {{{ColorMode::automatic, "as in the file"_t},
                                    {ColorMode::rgb, "RGB"_v},
                                    {ColorMode::gray, "gray"_t}}},
                                  "What the network puts out for each pixel: 3 values or 1"_t);
  std::array<float, 3> color{};
  for (std::size_t i = 0; i < 3; ++i) color[i] = static_cast<float>(image.background[i]) / 255.0F;
  if (ImGui::ColorEdit3(Phrase("Behind transparency"_t).label().c_str(), color.data(),
                        ImGuiColorEditFlags_NoInputs)) {
    for (std::size_t i = 0; i < 3; ++i) {
      image.background[i] = static_cast<std::uint8_t>(std::lround(color[i] * 255));
    }
    changed = true;
  }
  tooltip("The colour that shows through transparent pixels of the picture"_t);
  return changed;
}

bool draw_training_settings(RunConfig& c) {
  bool changed = draw_learning_rate(c);
  changed |= choose<Index, 7>("Batch"_t, c.batch,
                              {{{256, "256"_v},
                                {1024, "1024"_v},
                                {2048, "2048"_v},
                                {4096, "4096"_v},
                                {16384, "16384"_v},
                                {65536, "65536"_v},
                                {0, "full"_t}}},
                              "Training pixels per step, drawn without replacement. full: all of "
                              "them in every step, as in the paper."_t);
  changed |= draw_optimizer_and_loss(c);
  return changed;
}

}  // namespace

void draw_controls(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  if (ui.wanted.task == TaskKind::signal) return draw_lab_controls(snapshot, ui, sink);
  draw_task(snapshot, ui, sink);
  section("Picture"_t);
  value_row("Target"_t, snapshot.target_name.empty() ? "-"_v : translated(snapshot.target_name),
            translated(snapshot.target_name));
  if (button("Open..."_t,
             "Open a picture: PNG, JPEG or BMP (O). You can also drop a file on the "
             "window or paste its path (Ctrl-V)."_t)) {
    ui.requests.open_dialog = true;
  }
  ImGui::SameLine();
  if (button("Built-in"_t, "Pictures that come with the program"_t)) ImGui::OpenPopup("builtin");
  if (ImGui::BeginPopup("builtin")) {
    for (const BuiltinTarget& target : builtin_targets()) {
      if (ImGui::MenuItem(translated(target.title).label().c_str()))
        ui.requests.builtin_target = target.id;
      note_item(target.title);
      tooltip(translated(target.description));
    }
    ImGui::EndPopup();
  }
  bool changed = draw_picture_settings(ui);
  section("Network"_t);
  changed |= draw_network_settings(ui.wanted);
  section("Training"_t);
  changed |= draw_training_settings(ui.wanted);
  changed |= draw_seed(ui.wanted);
  draw_on_change(
      ui,
      "What a new sigma, mapping or picture setting does. keep: the weights stay, and the picture "
      "changes continuously. restart: train anew from the seed. A change of the network "
      "itself always restarts."_t);
  if (changed) post_wanted(snapshot, ui, sink, ui.restart_on_change);
}

}  // namespace fscope
