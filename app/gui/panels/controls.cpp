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
      "Resolution", image.resolution,
      {{{64, "64"}, {128, "128"}, {256, "256"}, {512, "512"}, {0, "original"}}},
      "Pixels of the longer side the picture is resized to (Lanczos). Smaller learns faster.");
  changed |= choose_two<CropMode>(
      "Shape", image.crop, {{{CropMode::centre_crop, "square"}, {CropMode::fit, "whole"}}},
      "square: the centre square of the picture. whole: all of it, in its own proportions.");
  changed |= choose_two<SplitMode>(
      "Train on", image.split, {{{SplitMode::even_odd, "even"}, {SplitMode::all, "all"}}},
      "even: train on even rows and columns (a quarter of the pixels) and measure the "
      "held-out PSNR on the odd rows and columns, as in Table 3 of the paper. all: train on every "
      "pixel, hold out none.");
  changed |= choose<ColorMode, 3>("Colours", image.color,
                                  {{{ColorMode::automatic, "as in the file"},
                                    {ColorMode::rgb, "RGB"},
                                    {ColorMode::gray, "gray"}}},
                                  "What the network puts out for each pixel: 3 values or 1");
  std::array<float, 3> color{};
  for (std::size_t i = 0; i < 3; ++i) color[i] = static_cast<float>(image.background[i]) / 255.0F;
  if (ImGui::ColorEdit3("Behind transparency", color.data(), ImGuiColorEditFlags_NoInputs)) {
    for (std::size_t i = 0; i < 3; ++i) {
      image.background[i] = static_cast<std::uint8_t>(std::lround(color[i] * 255));
    }
    changed = true;
  }
  tooltip("The colour that shows through transparent pixels of the picture");
  return changed;
}

bool draw_training_settings(RunConfig& c) {
  bool changed = draw_learning_rate(c);
  changed |= choose<Index, 7>("Batch", c.batch,
                              {{{256, "256"},
                                {1024, "1024"},
                                {2048, "2048"},
                                {4096, "4096"},
                                {16384, "16384"},
                                {65536, "65536"},
                                {0, "full"}}},
                              "Training pixels per step, drawn without replacement. full: all of "
                              "them in every step, as in the paper.");
  changed |= draw_optimizer_and_loss(c);
  return changed;
}

}  // namespace

void draw_controls(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  if (ui.wanted.task == TaskKind::signal) return draw_lab_controls(snapshot, ui, sink);
  draw_task(snapshot, ui, sink);
  section("Picture");
  value_row("Target", snapshot.target_name.empty() ? "-" : snapshot.target_name.c_str(),
            snapshot.target_name.c_str());
  if (button("Open...",
             "Open a picture: PNG, JPEG or BMP (O). You can also drop a file on the "
             "window or paste its path (Ctrl-V).")) {
    ui.requests.open_dialog = true;
  }
  ImGui::SameLine();
  if (button("Built-in", "Pictures that come with the program")) ImGui::OpenPopup("builtin");
  if (ImGui::BeginPopup("builtin")) {
    for (const BuiltinTarget& target : builtin_targets()) {
      if (ImGui::MenuItem(target.title.data())) ui.requests.builtin_target = target.id;
      note_item(target.title);
      tooltip(target.description.data());
    }
    ImGui::EndPopup();
  }
  bool changed = draw_picture_settings(ui);
  section("Network");
  changed |= draw_network_settings(ui.wanted);
  section("Training");
  changed |= draw_training_settings(ui.wanted);
  changed |= draw_seed(ui.wanted);
  draw_on_change(
      ui,
      "What a new sigma, mapping or picture setting does. keep: the weights stay, and the picture "
      "changes continuously. restart: train anew from the seed. A change of the network "
      "itself always restarts.");
  if (changed) post_wanted(snapshot, ui, sink, ui.restart_on_change);
}

}  // namespace fscope
