// A workspace without display, session or GL: panels drawn from a made-up snapshot.
#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <string_view>
#include <vector>

#include "app/gui/panels/panels.h"
#include "tests/app/gui/gui_test_context.h"

namespace fscope {

/// Keeps what panels post.
class RecordingSink final : public CommandSink {
 public:
  std::uint64_t post(Command command) override {
    commands.push_back(std::move(command));
    return commands.size();
  }
  /// The newest command of a kind, or null.
  template <class T>
  const T* last() const {
    for (auto it = commands.rbegin(); it != commands.rend(); ++it) {
      if (const T* found = std::get_if<T>(&*it)) return found;
    }
    return nullptr;
  }
  std::deque<Command> commands;
};

/// Keeps what would be painted.
class RecordingPainter final : public ImagePainter {
 public:
  void draw(ImDrawList&, const ImageDraw& what) override { drawn.push_back(what); }
  std::vector<ImageDraw> drawn;
};

/// A run on a 32 x 32 gray picture at step 100 with two points of history.
inline Snapshot made_up_snapshot() {
  RunSnapshot run;
  run.step = 100;
  run.loss = 0.01;
  run.steps_per_s = 50;
  run.samples_per_s = 51200;
  auto image = std::make_shared<Image>();
  *image = {
      .width = 32, .height = 32, .channels = 1, .pixels = std::vector<std::uint8_t>(1024, 77)};
  run.target = image;
  auto whole = std::make_shared<Raster>();
  *whole = {.width = 32,
            .height = 32,
            .channels = 1,
            .values = std::vector<float>(1024, 0.5F),
            .covers = {.x0 = 0, .y0 = 0, .x1 = 32, .y1 = 32}};
  run.whole = whole;
  run.mapping = std::make_shared<FourierMapping>(make_mapping(run.config.mapping, 2, 0));
  run.parameters = std::make_shared<Vector<float>>(Vector<float>::Zero(1));
  for (int step : {50, 100}) {
    run.history.train_loss.add(step, step / 50.0, 1.0 / step);
    run.history.train_psnr.add(step, step / 50.0, 20 + step / 50.0);
    run.history.heldout_psnr.add(step, step / 50.0, 18 + step / 50.0);
  }
  run.replay.start = run.config;
  Snapshot snapshot;
  snapshot.version = 1;
  snapshot.playing = false;
  snapshot.target_name = "made up";
  snapshot.runs.push_back(std::move(run));
  return snapshot;
}

/// The whole workspace at 1280 x 800, as the window draws it.
struct PanelsFixture {
  explicit PanelsFixture(ImVec2 size = {1280, 800}) : gui(size) {
    ui.painter = &painter;
    gui.show([this] {
      ui.now_s += 1.0 / 60;
      painter.drawn.clear();
      take_note(snapshot, ui);
      draw_workspace(snapshot, ui, sink);
    });
  }
  /// What the session would answer: everything handled, with the settings posted last.
  void answer() {
    if (const Configure* posted = sink.last<Configure>()) snapshot.runs[0].config = posted->config;
    ++snapshot.version;
    snapshot.handled = sink.commands.size();
    gui.frame();
  }

  Snapshot snapshot = made_up_snapshot();
  UiState ui;
  RecordingSink sink;
  RecordingPainter painter;
  GuiTestContext gui;
};

/// Driving the controls of a fixture like that, with the settings posted last after each.
template <class Fixture>
class PanelsTest : public ::testing::Test {
 protected:
  /// Drags a slider's knob through its middle.
  void move_knob(std::string_view label, float to) {
    const LoggedItem item = fixture.gui.item(label);
    const float y = (item.min.y + item.max.y) / 2;
    const float width = item.max.x - item.min.x;
    fixture.gui.drag({item.min.x + 0.5F * width, y}, {item.min.x + to * width, y});
  }
  RunConfig drag(std::string_view label, float to) {
    move_knob(label, to);
    return posted();
  }
  RunConfig pick(std::string_view combo, std::string_view entry) {
    fixture.gui.choose(combo, entry);
    return posted();
  }
  RunConfig press(std::string_view label) {
    fixture.gui.click(label);
    return posted();
  }
  RunConfig posted() {
    const Configure* command = fixture.sink.template last<Configure>();
    EXPECT_NE(command, nullptr) << "no settings were posted";
    fixture.answer();
    return command ? command->config : RunConfig{};
  }

  Fixture fixture;
};

}  // namespace fscope
