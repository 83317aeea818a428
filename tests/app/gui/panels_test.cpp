// Every control of the workspace, driven by mouse and keys, must have an effect.
#include <gtest/gtest.h>

#include <cmath>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include "app/gui/panels/landscape.h"
#include "app/gui/shortcuts.h"
#include "tests/app/gui/panels_fixture.h"

namespace fscope {
namespace {

class Panels : public PanelsTest<PanelsFixture> {
 protected:
  ImVec2 middle(std::string_view label) { return fixture.gui.centre(label); }
  Region seen() { return fixture.painter.drawn.at(0).visible; }
};

TEST_F(Panels, PictureSettingsReachTheSession) {
  EXPECT_EQ(pick("Resolution", "128").image.resolution, 128);
  EXPECT_EQ(pick("Resolution", "original").image.resolution, 0);
  EXPECT_EQ(press("whole").image.crop, CropMode::fit);
  EXPECT_EQ(press("square").image.crop, CropMode::centre_crop);
  EXPECT_EQ(press("all").image.split, SplitMode::all);
  EXPECT_EQ(press("even").image.split, SplitMode::even_odd);
  EXPECT_EQ(pick("Colours", "gray").image.color, ColorMode::gray);
}

TEST_F(Panels, NetworkSettingsReachTheSession) {
  EXPECT_EQ(pick("Width", "128").width, 128);
  EXPECT_EQ(pick("Activation", "sine").activation, Activation::sine);
  EXPECT_EQ(drag("Layers", 0.95F).n_layers, 8);
}

TEST_F(Panels, TrainingSettingsReachTheSession) {
  EXPECT_EQ(pick("Batch", "full").batch, 0);
  EXPECT_EQ(pick("Batch", "1024").batch, 1024);
  EXPECT_EQ(press("SGD").optimizer, OptimizerKind::sgd);
  EXPECT_EQ(press("sum").loss, Loss::half_sum);
  EXPECT_EQ(press("Seed +").seed, 1U);
  EXPECT_EQ(press("Seed -").seed, 0U);
  const double before = fixture.ui.wanted.learning_rate;
  EXPECT_GT(drag("Learning rate", 0.9F).learning_rate, before);
}

TEST_F(Panels, MappingAndFrequenciesReachTheSession) {
  EXPECT_EQ(pick("Mapping", "Laplacian").mapping.kind, MappingKind::laplacian);
  EXPECT_EQ(pick("Frequencies", "64").mapping.n_frequencies, 64);
  EXPECT_EQ(pick("Mapping", "none").mapping.kind, MappingKind::none);
}

TEST_F(Panels, PositionalMappingGetsAnExponentForSigma) {
  EXPECT_LT(pick("Mapping", "positional").mapping.sigma, 10);
  EXPECT_EQ(pick("Mapping", "Gaussian").mapping.sigma, 10);
}

TEST_F(Panels, DraggingSigmaPostsEveryStepAndKeepsWeights) {
  const std::size_t before = fixture.sink.commands.size();
  const double sigma = drag("sigma", 0.2F).mapping.sigma;
  EXPECT_LT(sigma, 3);
  EXPECT_GT(fixture.sink.commands.size(), before + 2) << "one command for the whole drag";
  EXPECT_FALSE(fixture.sink.last<Configure>()->restart);
}

TEST_F(Panels, RestartOnChangeAsksForNewWeights) {
  fixture.gui.click("restart");
  drag("sigma", 0.2F);
  EXPECT_TRUE(fixture.sink.last<Configure>()->restart);
  fixture.gui.click("keep");
  drag("sigma", 0.8F);
  EXPECT_FALSE(fixture.sink.last<Configure>()->restart);
}

TEST_F(Panels, TransportButtonsPostTheirCommands) {
  fixture.gui.click("Play");
  EXPECT_NE(fixture.sink.last<Play>(), nullptr);
  fixture.snapshot.playing = true;
  fixture.gui.frame();
  fixture.gui.click("Pause");
  EXPECT_NE(fixture.sink.last<Pause>(), nullptr);
  fixture.gui.click("Step");
  ASSERT_NE(fixture.sink.last<Advance>(), nullptr);
  EXPECT_EQ(fixture.sink.last<Advance>()->n_steps, 1);
  fixture.gui.click("Reset");
  EXPECT_NE(fixture.sink.last<Reset>(), nullptr);
  fixture.gui.click("Run to");
  ASSERT_NE(fixture.sink.last<RunTo>(), nullptr);
  EXPECT_EQ(fixture.sink.last<RunTo>()->step, fixture.ui.run_to);
}

TEST_F(Panels, OpenAndBuiltInAskTheProgram) {
  fixture.gui.click("Open...");
  EXPECT_TRUE(fixture.ui.requests.open_dialog);
  fixture.gui.click("Built-in");
  fixture.gui.frame();
  fixture.gui.click("Zone plate");
  EXPECT_EQ(fixture.ui.requests.builtin_target, "zone-plate");
}

TEST_F(Panels, WheelZoomsAllPicturesAboutTheCursor) {
  const Region before = seen();
  const ImVec2 cursor = middle("reconstruction");
  fixture.gui.wheel(cursor, 5);
  fixture.gui.frame();
  EXPECT_LT(seen().width(), 0.6 * before.width());
  EXPECT_EQ(fixture.painter.drawn.at(0).visible, fixture.painter.drawn.at(1).visible);
  EXPECT_EQ(fixture.painter.drawn.at(0).visible, fixture.painter.drawn.at(2).visible);
  const SetView* view = fixture.sink.last<SetView>();
  ASSERT_NE(view, nullptr);
  EXPECT_TRUE(view->view.detail);
  EXPECT_GT(view->view.cells_per_pixel, 1);
}

TEST_F(Panels, DragPansAndDoubleClickFits) {
  const ImVec2 cursor = middle("target");
  fixture.gui.wheel(cursor, 5);
  fixture.gui.frame();
  const Region before = seen();
  fixture.gui.drag(cursor, {cursor.x - 40, cursor.y});
  fixture.gui.frame();
  EXPECT_GT(seen().x0, before.x0);
  EXPECT_NEAR(seen().width(), before.width(), 1e-9);
  fixture.gui.double_click(cursor);
  fixture.gui.frame();
  EXPECT_TRUE(fixture.ui.pictures.transform.is_fitted());
}

TEST_F(Panels, BetweenPixelsOffAsksForOneValueAPixel) {
  fixture.gui.click("Between pixels");
  fixture.gui.wheel(middle("target"), 8);
  fixture.gui.frame();
  ASSERT_NE(fixture.sink.last<SetView>(), nullptr);
  EXPECT_EQ(fixture.sink.last<SetView>()->view.cells_per_pixel, 1);
}

TEST_F(Panels, ViewOptionsChangeWhatIsPainted) {
  EXPECT_FALSE(fixture.painter.drawn.at(0).mark_training);
  fixture.gui.click("Training pixels");
  EXPECT_TRUE(fixture.painter.drawn.at(0).mark_training);
  EXPECT_EQ(fixture.painter.drawn.at(3).kind, ImageKind::error_signed);
  fixture.ui.pictures.absolute_error = true;
  fixture.gui.frame();
  EXPECT_EQ(fixture.painter.drawn.at(3).kind, ImageKind::error_absolute);
}

TEST_F(Panels, TheoryHasAPaneThatCanBeSwitchedOff) {
  ASSERT_EQ(fixture.painter.drawn.size(), 4U);
  EXPECT_EQ(fixture.painter.drawn.at(2).slot, ImageSlot::theory);
  EXPECT_TRUE(fixture.gui.has("theory"));
  fixture.gui.click("Theory");
  EXPECT_EQ(fixture.painter.drawn.size(), 3U);
  EXPECT_FALSE(fixture.gui.has("theory"));
}

TEST_F(Panels, SpectraTakeThePlaceOfAllPictures) {
  fixture.gui.click("Spectra");
  std::vector<ImageSlot> slots;
  for (const ImageDraw& drawn : fixture.painter.drawn) {
    slots.push_back(drawn.slot);
    EXPECT_EQ(drawn.kind, ImageKind::picture);
    EXPECT_FALSE(drawn.mark_training);
  }
  EXPECT_EQ(slots, (std::vector{ImageSlot::target_spectrum, ImageSlot::reconstruction_spectrum,
                                ImageSlot::theory_spectrum, ImageSlot::error_spectrum}));
}

TEST_F(Panels, TheoryTimeIsSetByHandUnlessItFollowsTheTraining) {
  const auto drag_to_end = [&] {
    const LoggedItem item = fixture.gui.item("Theory time");
    const float y = (item.min.y + item.max.y) / 2;
    fixture.gui.drag({(item.min.x + item.max.x) / 2, y}, {item.max.x + 10, y});
  };
  fixture.gui.click("Match the training");
  EXPECT_TRUE(fixture.ui.theory.match_training);
  drag_to_end();
  EXPECT_EQ(fixture.ui.theory.time, kDefaultTheoryTime);
  fixture.gui.click("Match the training");
  drag_to_end();
  EXPECT_TRUE(std::isinf(fixture.ui.theory.time));
}

TEST_F(Panels, TheLandscapeIsDrawnAndItsMaximumMarked) {
  EXPECT_EQ(best_sigma_mark(fixture.ui), std::nullopt);
  const int without = fixture.gui.vertex_count();
  for (const auto& [sigma, psnr] : {std::pair{1.0, 20.0}, {4.0, 25.0}, {16.0, 20.0}}) {
    fixture.ui.theory.landscape.add({.sigma = sigma, .train_psnr = 30, .heldout_psnr = psnr});
  }
  fixture.gui.frame();
  EXPECT_GT(fixture.gui.vertex_count(), without + 20);
  ASSERT_TRUE(best_sigma_mark(fixture.ui));
  // 0.15 dB below 25, on the line that rises by 5 dB from 1 to 4.
  EXPECT_NEAR(best_sigma_mark(fixture.ui)->value, 4 * std::pow(4, -0.15 / 5), 1e-9);
  EXPECT_TRUE(fixture.gui.has("sigma landscape"));
}

TEST_F(Panels, TabsShowBandsAndKernel) {
  EXPECT_FALSE(fixture.ui.theory.kernel_wanted);
  fixture.gui.click("Kernel");
  fixture.gui.frame();
  EXPECT_TRUE(fixture.ui.theory.kernel_wanted);
  EXPECT_EQ(fixture.painter.drawn.size(), 4U);  // nothing computed yet
  fixture.ui.theory.kernel = std::make_shared<const KernelPictures>(
      make_kernel_pictures(with_settings({}, "--features 8"), *fixture.snapshot.runs[0].target));
  fixture.gui.frame();
  ASSERT_EQ(fixture.painter.drawn.size(), 6U);
  EXPECT_EQ(fixture.painter.drawn.at(4).slot, ImageSlot::mapping_kernel);
  EXPECT_EQ(fixture.painter.drawn.at(5).slot, ImageSlot::composed_kernel);
  fixture.gui.click("Bands");
  fixture.gui.frame();
  EXPECT_FALSE(fixture.ui.theory.kernel_wanted);
  EXPECT_EQ(fixture.painter.drawn.size(), 4U);
}

TEST_F(Panels, MenuGoesToPaperSettingsAndBackToLiveOnes) {
  fixture.gui.click("Settings");
  fixture.gui.frames(2);
  const RunConfig paper = press("Paper settings");
  EXPECT_EQ(paper.width, 256);
  EXPECT_EQ(paper.batch, 0);
  EXPECT_TRUE(fixture.sink.last<Configure>()->restart);
  fixture.gui.click("Settings");
  fixture.gui.frames(2);
  EXPECT_EQ(press("Live settings"), RunConfig{});
}

TEST_F(Panels, MenusReachTheirActions) {
  const auto choose = [&](std::string_view menu, std::string_view entry) {
    fixture.gui.click(menu);
    fixture.gui.frames(2);
    fixture.gui.click(entry);
    fixture.gui.frames(2);
  };
  choose("File", "Open...");
  EXPECT_TRUE(fixture.ui.requests.open_dialog);
  choose("File", "Open path from clipboard");
  EXPECT_TRUE(fixture.ui.requests.paste);
  choose("File", "Quit");
  EXPECT_TRUE(fixture.ui.requests.quit);
  choose("View", "Light theme");
  EXPECT_TRUE(fixture.ui.requests.apply_theme);
  choose("View", "Smooth pixels");
  EXPECT_TRUE(fixture.painter.drawn.at(0).smooth);
  choose("Help", "Shortcuts");
  EXPECT_TRUE(fixture.ui.show_help);
  fixture.ui.show_help = false;
  choose("Help", "This run as text");
  EXPECT_TRUE(fixture.ui.show_replay);
  fixture.gui.frame();
  fixture.gui.click("Copy");
  ASSERT_TRUE(fixture.ui.requests.copy.has_value());
  EXPECT_EQ(replay_from_text(*fixture.ui.requests.copy), fixture.snapshot.runs[0].replay);
}

TEST_F(Panels, CurveOptionsChangeTheAxes) {
  fixture.gui.click("log x");
  EXPECT_EQ(fixture.ui.curves.psnr.x_scale, AxisScale::logarithmic);
  const AxisScale before = fixture.ui.curves.loss.y_scale;
  fixture.gui.click("log loss");
  EXPECT_NE(fixture.ui.curves.loss.y_scale, before);
  fixture.gui.click("seconds");
  EXPECT_TRUE(fixture.ui.curves.over_seconds);
  fixture.gui.click("steps");
  EXPECT_FALSE(fixture.ui.curves.over_seconds);
}

TEST_F(Panels, EveryShortcutHasAnEffect) {
  for (const Shortcut& shortcut : shortcuts()) {
    PanelsFixture fresh;
    if (!is_offered(shortcut, fresh.ui)) continue;  // tested in the laboratory
    fresh.ui.show_replay = true;                    // so that closing it is an effect
    if (shortcut.shown == Shown::signal) fresh.ui.wanted.task = TaskKind::signal;
    fresh.ui.lab.function.x.follow = false;  // so that showing all is one
    note_setting(fresh.ui.undo, {.run = 0, .before = {}, .after = {}, .at_s = 0});
    if (shortcut.key == GLFW_KEY_Y) undo_setting(fresh.ui.undo);
    const auto kernels = fresh.ui.lab.wanted;
    const std::size_t commands = fresh.sink.commands.size();
    const PicturesState before = fresh.ui.pictures;
    fresh.ui.pictures.transform.zoom_about({.width = 100, .height = 100}, {50, 50}, 3);
    ASSERT_TRUE(handle_key(shortcut.key, shortcut.mods, fresh.snapshot, fresh.ui, fresh.sink));
    const PicturesState& after = fresh.ui.pictures;
    const Requests& asked = fresh.ui.requests;
    const bool effect =
        fresh.sink.commands.size() > commands || fresh.ui.show_help || !fresh.ui.show_replay ||
        after.transform.is_fitted() || after.between_pixels != before.between_pixels ||
        after.mark_training != before.mark_training ||
        after.absolute_error != before.absolute_error || after.spectra != before.spectra ||
        !fresh.ui.theory.show || fresh.ui.lab.drawing.on || fresh.ui.lab.wanted != kernels ||
        fresh.ui.lab.function.x.follow || asked.open_dialog || asked.paste || asked.apply_theme ||
        asked.quit || asked.save_state || asked.open_export || fresh.ui.compare.shown;
    EXPECT_TRUE(effect) << shortcut.keys.english();
  }
}

TEST_F(Panels, OnlySomeShortcutsRepeatWhileTheirKeyIsHeldDown) {
  const auto held = [&](int key) {
    return handle_key(key, 0, fixture.snapshot, fixture.ui, fixture.sink, true);
  };
  EXPECT_TRUE(held(GLFW_KEY_LEFT_BRACKET));
  EXPECT_TRUE(held(GLFW_KEY_S));
  const bool help = fixture.ui.show_help;
  EXPECT_FALSE(held(GLFW_KEY_F1));  // would flicker
  EXPECT_EQ(fixture.ui.show_help, help);
}

TEST_F(Panels, ShortcutsRestWhileADialogIsOpen) {
  fixture.ui.dialog_open = true;
  const Shortcut& first = shortcuts().front();
  EXPECT_FALSE(handle_key(first.key, first.mods, fixture.snapshot, fixture.ui, fixture.sink));
}

TEST_F(Panels, HelpListsEveryShortcut) {
  const int before = fixture.gui.vertex_count();
  fixture.ui.show_help = true;
  fixture.gui.frames(2);
  // At least a letter a shortcut, four vertices each.
  EXPECT_GT(fixture.gui.vertex_count(), before + 4 * static_cast<int>(shortcuts().size()));
}

TEST_F(Panels, FailureIsToldOnceAndCanBeDismissed) {
  fixture.snapshot.runs[0].failure =
      Failure{.what = "the loss is not finite", .step = 7, .setting = "--lr 10"};
  fixture.answer();
  ASSERT_TRUE(fixture.ui.message.has_value());
  EXPECT_NE(fixture.ui.message->text.find("step 7"), std::string::npos);
  EXPECT_NE(fixture.ui.message->text.find("--lr 10"), std::string::npos);
  fixture.gui.frame();
  fixture.gui.click("message");
  EXPECT_FALSE(fixture.ui.message.has_value());
  fixture.answer();
  EXPECT_FALSE(fixture.ui.message.has_value()) << "told a second time";
}

TEST_F(Panels, RefusedSettingsGoBackToWhatTheSessionHas) {
  fixture.ui.wanted.width = 31;
  post_wanted(fixture.snapshot, fixture.ui, fixture.sink, false);
  fixture.gui.frame();
  EXPECT_EQ(fixture.ui.wanted.width, 31) << "given up before the session answered";
  ++fixture.snapshot.version;
  fixture.snapshot.handled = fixture.sink.commands.size();
  fixture.gui.frame();
  EXPECT_EQ(fixture.ui.wanted.width, fixture.snapshot.runs[0].config.width);
}

TEST_F(Panels, DrawWithoutRunsTargetsOrPictures) {
  fixture.snapshot.runs[0].whole = nullptr;
  fixture.gui.frames(2);
  fixture.snapshot.runs[0].target = nullptr;
  fixture.gui.frames(2);
  fixture.snapshot.runs.clear();
  fixture.gui.frames(2);
  EXPECT_TRUE(fixture.painter.drawn.empty());
}

TEST_F(Panels, DrawTheSameFromTheSameState) {
  fixture.gui.frames(3);
  const int vertices = fixture.gui.vertex_count();
  const std::size_t commands = fixture.sink.commands.size();
  fixture.gui.frames(3);
  EXPECT_EQ(fixture.gui.vertex_count(), vertices);
  EXPECT_EQ(fixture.sink.commands.size(), commands) << "something is posted by drawing alone";
}

TEST_F(Panels, PixelValuesAppearOnlyWhenPixelsAreLarge) {
  const int before = fixture.gui.vertex_count();
  fixture.gui.wheel(middle("target"), 14);
  fixture.gui.frames(2);
  EXPECT_GT(fixture.gui.vertex_count(), before + 50);
}

}  // namespace
}  // namespace fscope
