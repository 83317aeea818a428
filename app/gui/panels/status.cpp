#include <array>
#include <cmath>
#include <cstdio>
#include <string>

#include "app/gui/panels/panels.h"
#include "app/gui/widgets/axis.h"
#include "app/gui/widgets/controls.h"
#include "app/gui/widgets/item_log.h"
#include "core/support/check.h"

namespace fscope {
namespace {

constexpr double kMessageSeconds = 10;

std::string decibel(double value) {
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%.2f dB", value);
  return out.data();
}

/// The PSNR measured last and its step; empty before the first measurement.
std::string describe_psnr(const RunSnapshot& run) {
  const auto& train = run.history.train_psnr.points();
  if (train.empty()) return {};
  const auto& heldout = run.history.heldout_psnr.points();
  std::string out = "PSNR train " + decibel(static_cast<double>(train.back().last));
  if (!heldout.empty()) {
    out += "  held-out " + decibel(static_cast<double>(heldout.back().last));
  }
  return out + text(" (step ", train.back().step, ")");
}

void draw_state(const Snapshot& snapshot, const RunSnapshot* run, const UiState& ui) {
  const bool halted = run && run->failure && run->failure->halted;
  const ImVec4& color = halted             ? ui.colors.error
                        : snapshot.playing ? ui.colors.good
                                           : ui.colors.muted;
  const char* word = halted ? "failed" : snapshot.playing ? "running" : "paused";
  ImGui::TextColored(color, "%s", word);
}

std::string describe_run(const RunSnapshot& run) {
  return text("step ", run.step, "   ", three_digits(run.steps_per_s), " steps/s   ",
              step_label(run.samples_per_s, run.samples_per_s / 100), " samples/s");
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
  const std::string whole = message.text + "\n(click to dismiss)";
  tooltip(whole.c_str());
  if (ImGui::IsItemClicked()) ui.message.reset();
}

}  // namespace

void draw_status(const Snapshot& snapshot, UiState& ui, CommandSink&) {
  const RunSnapshot* run = shown_run(snapshot);
  const float gap = 1.5F * ImGui::GetFontSize();
  draw_state(snapshot, run, ui);
  if (run && run->target) {
    ImGui::SameLine(0, gap);
    ImGui::TextUnformatted(describe_run(*run).c_str());
    const std::string psnr = describe_psnr(*run);
    if (!psnr.empty()) {
      ImGui::SameLine(0, gap);
      ImGui::TextUnformatted(psnr.c_str());
    }
    if (snapshot.playing) {
      ImGui::SameLine(0, gap);
      const double age_ms = 1000 * (ui.now_s - ui.snapshot_since_s);
      ImGui::TextDisabled("picture %3.0f ms old", age_ms);
      tooltip("Time since the picture on screen was evaluated");
    }
  }
  if (ui.message) ImGui::SameLine(0, gap);
  draw_message(ui);
}

}  // namespace fscope
