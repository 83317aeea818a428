#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>

#include "app/gui/panels/panels.h"
#include "app/gui/widgets/axis.h"
#include "app/gui/widgets/controls.h"
#include "app/gui/widgets/item_log.h"
#include "app/gui/widgets/text.h"

namespace fscope {
namespace {

constexpr double kMessageSeconds = 10;

float gap_between() { return 1.5F * ImGui::GetFontSize(); }

std::string decibel(double value) {
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%.2f dB", value);
  return out.data();
}

std::string error_text(double value) {
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%.3g", value);
  return out.data();
}

/// The errors of a signal measured last and their step; empty before the first measurement.
Phrase describe_mse(const RunSnapshot& run) {
  const auto& train = run.history.train_mse.points();
  if (train.empty()) return {};
  const auto& heldout = run.history.heldout_mse.points();
  const std::string of_train = error_text(train.back().last);
  if (heldout.empty()) {
    return fill("mean square error train {} (step {})"_t, of_train, train.back().step);
  }
  return fill("mean square error train {}  held-out {} (step {})"_t, of_train,
              error_text(heldout.back().last), train.back().step);
}

/// The PSNR measured last and its step; empty before the first measurement.
Phrase describe_psnr(const RunSnapshot& run) {
  const auto& train = run.history.train_psnr.points();
  if (train.empty()) return {};
  const auto& heldout = run.history.heldout_psnr.points();
  const std::string of_train = decibel(static_cast<double>(train.back().last));
  const Phrase values = heldout.empty() ? fill("PSNR train {}"_t, of_train)
                                        : fill("PSNR train {}  held-out {}"_t, of_train,
                                               decibel(static_cast<double>(heldout.back().last)));
  const bool sampled = run.target && n_split_pixels(*run.target, run.config.image.split,
                                                    Split::train) > kMaxMeasuredPoints;
  return sampled ? fill("{} (step {}, sampled)"_t, values, train.back().step)
                 : fill("{} (step {})"_t, values, train.back().step);
}

void draw_state(const Snapshot& snapshot, const RunSnapshot* run, const UiState& ui) {
  const bool halted = run && is_halted(*run);
  const bool troubled = run && run->trouble;
  const ImVec4& color = halted || troubled ? ui.colors.error
                        : snapshot.playing ? ui.colors.good
                                           : ui.colors.muted;
  ImGui::PushStyleColor(ImGuiCol_Text, color);
  text_item(halted             ? "failed"_t
            : troubled         ? describe(*run->trouble)
            : snapshot.playing ? "running"_t
                               : "paused"_t);
  ImGui::PopStyleColor();
}

/// What to do about a run that failed or does not get on.
void draw_way_out(const RunSnapshot& run, UiState& ui, CommandSink& sink) {
  ImGui::SameLine(0, gap_between());
  const Phrase label = fill("Back to step {}, half the learning rate"_t, run.sound_step);
  if (button(label,
             "Goes on from the last step at which all was well, with the settings of that "
             "moment and half their learning rate"_t)) {
    post(ui, sink, GoBack{run.id});
    ui.message.reset();
  }
}

Phrase describe_run(const RunSnapshot& run) {
  return fill("step {}   {} steps/s   {} samples/s"_t, run.step, three_digits(run.steps_per_s),
              step_label(run.samples_per_s, run.samples_per_s / 100));
}

void draw_message(UiState& ui) {
  if (!ui.message) return;
  const Message& message = *ui.message;
  const double age = ui.now_s - message.since_s;
  if (message.kind != MessageKind::error && age > kMessageSeconds) {
    ui.message.reset();
    return;
  }
  const ImVec4& color = message.kind == MessageKind::error  ? ui.colors.error
                        : message.kind == MessageKind::good ? ui.colors.good
                                                            : ui.colors.text;
  ImGui::PushStyleColor(ImGuiCol_Text, color);
  ImGui::TextUnformatted(message.text.c_str());
  ImGui::PopStyleColor();
  note_item("message");
  tooltip(fill("{}\n(click to dismiss)"_t, message.text));
  if (ImGui::IsItemClicked()) ui.message.reset();
}

/// Width that the message is to have: errors are shown whole, the rest may be cut.
float message_width(const UiState& ui) {
  if (!ui.message) return 0;
  const float whole = gap_between() + ImGui::CalcTextSize(ui.message->text.c_str()).x;
  const bool error = ui.message->kind == MessageKind::error;
  return error ? whole : std::min(whole, 0.4F * ImGui::GetWindowWidth());
}

/// Draws a reading behind the last item where that leaves room for the message. Returns whether it
/// was drawn.
bool draw_reading(const Phrase& reading, const UiState& ui, bool muted = false) {
  const float gap = gap_between();
  const float right = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
  const float end =
      ImGui::GetItemRectMax().x + gap + ImGui::CalcTextSize(reading.shown()).x + message_width(ui);
  if (reading.empty() || end > right) return false;
  ImGui::SameLine(0, gap);
  ImGui::PushStyleColor(ImGuiCol_Text, muted ? ui.colors.muted : ui.colors.text);
  text_item(reading);
  ImGui::PopStyleColor();
  return true;
}

void draw_readings(const Snapshot& snapshot, const RunSnapshot& run, const UiState& ui) {
  draw_reading(ui.presenter ? fill("step {}"_t, run.step) : describe_run(run), ui);
  draw_reading(run.signal ? describe_mse(run) : describe_psnr(run), ui);
  if (!snapshot.playing || is_halted(run) || ui.presenter) return;
  std::array<char, 16> ms{};
  std::snprintf(ms.data(), ms.size(), "%3.0f", 1000 * (ui.now_s - ui.snapshot_since_s));
  if (draw_reading(fill("picture {} ms old"_t, ms.data()), ui, true)) {
    tooltip("Time since the picture on screen was evaluated"_t);
  }
}

}  // namespace

void draw_status(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  const RunSnapshot* run = shown_run(snapshot, ui);
  const bool way_out = run && needs_way_out(*run);
  if (way_out) ImGui::AlignTextToFramePadding();
  draw_state(snapshot, run, ui);
  if (way_out) draw_way_out(*run, ui, sink);
  if (run && is_learning(*run)) draw_readings(snapshot, *run, ui);
  if (ui.message) ImGui::SameLine(0, gap_between());
  draw_message(ui);
}

}  // namespace fscope
