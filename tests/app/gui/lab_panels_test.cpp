// Every control of the laboratory must have an effect, and every panel stand what may happen.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/gui/shortcuts.h"
#include "tests/app/gui/lab_fixture.h"

namespace fscope {
namespace {

class Lab : public PanelsTest<LabFixture> {
 protected:
  void choose(std::string_view menu, std::string_view entry) {
    fixture.gui.click(menu);
    fixture.gui.frames(2);
    fixture.gui.click(entry);
    fixture.gui.frames(2);
  }
  LabState& lab() { return fixture.ui.lab; }
  RunSnapshot& run() { return fixture.snapshot.runs[0]; }
  /// A point of the plot's area, from its lower left corner.
  ImVec2 at(std::string_view plot, float x, float y) {
    const LoggedItem area = fixture.gui.item(plot);
    return {area.min.x + x * (area.max.x - area.min.x), area.max.y - y * (area.max.y - area.min.y)};
  }
  std::size_t n_posted_samples() {
    return static_cast<std::size_t>(std::ranges::count_if(
        fixture.sink.commands,
        [](const Command& command) { return std::holds_alternative<SetSamples>(command); }));
  }
};

TEST_F(Lab, EveryKindOfSignalCanBeChosenAndBringsItsControls) {
  EXPECT_TRUE(fixture.gui.has("alpha"));
  EXPECT_GT(drag("alpha", 0.9F).signal.alpha, 2);
  EXPECT_EQ(press("Band limit -").signal.band_limit, 63);
  EXPECT_EQ(press("Signal seed +").signal.seed, 1U);
  EXPECT_EQ(pick("Signal", "sine").signal.kind, SignalKind::sine);
  EXPECT_FALSE(fixture.gui.has("alpha"));
  EXPECT_GT(drag("Frequency", 0.9F).signal.frequency, 50);
  EXPECT_EQ(pick("Signal", "two sines").signal.kind, SignalKind::two_sines);
  EXPECT_GT(drag("Frequency 2", 0.9F).signal.frequency2, 50);
  EXPECT_EQ(pick("Signal", "square wave").signal.kind, SignalKind::square);
  EXPECT_EQ(pick("Signal", "sawtooth").signal.kind, SignalKind::sawtooth);
  EXPECT_EQ(pick("Signal", "chirp").signal.kind, SignalKind::chirp);
  EXPECT_LT(drag("From", 0.1F).signal.frequency, 30);
  EXPECT_GT(drag("To", 0.8F).signal.frequency2, 50);
  EXPECT_EQ(pick("Signal", "Gaussian bump").signal.kind, SignalKind::bump);
  EXPECT_GT(drag("Bump width", 0.9F).signal.bump_width, 0.1);
  EXPECT_TRUE(fixture.sink.last<Configure>()->restart);
}

TEST_F(Lab, PointsReachTheSession) {
  EXPECT_EQ(pick("Points", "64").signal.n_train, 64);
  EXPECT_EQ(pick("Oversampling", "2").signal.oversampling, 2);
}

TEST_F(Lab, MappingSettingsReachTheSession) {
  EXPECT_LT(drag("p", 0.1F).mapping.power, 1);
  EXPECT_TRUE(std::isinf(drag("p", 1).mapping.power));
  EXPECT_EQ(pick("Frequencies", "64").mapping.n_frequencies, 64);
  EXPECT_FALSE(press("Normalise amplitudes").mapping.normalize);
  EXPECT_EQ(pick("Mapping", "Gaussian").mapping.kind, MappingKind::gaussian);
  EXPECT_FALSE(fixture.gui.has("p"));
  EXPECT_GT(drag("sigma", 0.9F).mapping.sigma, 20);
  EXPECT_EQ(pick("Mapping", "positional").mapping.sigma, 5);  // an exponent
  EXPECT_EQ(pick("Mapping", "none").mapping.kind, MappingKind::none);
  EXPECT_FALSE(fixture.gui.has("sigma"));
}

TEST_F(Lab, NetworkAndTrainingSettingsReachTheSession) {
  EXPECT_EQ(drag("Layers", 0.95F).n_layers, 8);
  EXPECT_EQ(pick("Width", "1024").width, 1024);
  EXPECT_EQ(pick("Activation", "tanh").activation, Activation::tanh);
  EXPECT_EQ(pick("Initial weights", "NTK").parameterization, Parameterization::ntk);
  EXPECT_EQ(press("Adam").optimizer, OptimizerKind::adam);
  EXPECT_EQ(press("mean").loss, Loss::half_mean);
  EXPECT_EQ(pick("Batch", "8").batch, 8);
  EXPECT_GT(drag("Learning rate", 0.9F).learning_rate, 0.01);
  EXPECT_EQ(press("Seed +").seed, 1U);
  fixture.gui.click("keep");
  press("Seed +");
  EXPECT_FALSE(fixture.sink.last<Configure>()->restart);
}

TEST_F(Lab, ValuesOutsideTheListsAreShown) {
  RunConfig config = small_lab();
  config.width = 20;
  config.batch = 5;
  config.signal.n_train = 24;
  config.signal.oversampling = 3;
  config.mapping.n_frequencies = 11;
  fixture.learn(config);
  fixture.gui.click("Width");
  EXPECT_TRUE(fixture.gui.has("20"));
  EXPECT_EQ(fixture.ui.wanted, config);
}

TEST_F(Lab, EachTaskKeepsItsSettings) {
  press("Signal seed +");
  const RunConfig signal = fixture.ui.wanted;
  const RunConfig picture = press("picture");
  EXPECT_EQ(picture, RunConfig{});
  EXPECT_TRUE(fixture.gui.has("Resolution"));
  EXPECT_FALSE(fixture.ui.restart_on_change);
  const RunConfig changed = pick("Resolution", "128");
  EXPECT_EQ(press("signal"), signal);
  EXPECT_TRUE(fixture.ui.restart_on_change);
  EXPECT_TRUE(fixture.gui.has("Points"));
  EXPECT_EQ(press("picture"), changed);
}

TEST_F(Lab, PictureItemsAreHidden) {
  for (const char* label : {"Between pixels", "Training pixels", "reconstruction", "Resolution"}) {
    EXPECT_FALSE(fixture.gui.has(label)) << label;
  }
  EXPECT_TRUE(fixture.gui.has("Play"));
  EXPECT_TRUE(fixture.gui.has("Infinite width"));
}

TEST_F(Lab, EveryPanelIsThere) {
  for (const char* label : {"function", "spectra", "bands", "losses", "kernel matrix"}) {
    EXPECT_TRUE(fixture.gui.has(label)) << label;
  }
  ASSERT_EQ(fixture.painter.drawn.size(), 1U);
  EXPECT_EQ(fixture.painter.drawn[0].slot, ImageSlot::kernel_matrix);
  fixture.gui.click("Row");
  EXPECT_TRUE(fixture.gui.has("row"));
  EXPECT_TRUE(fixture.gui.has("row spectrum"));
  fixture.gui.click("Eigenvalues");
  EXPECT_TRUE(fixture.gui.has("eigenvalues"));
  EXPECT_TRUE(fixture.gui.has("decay times"));
}

TEST_F(Lab, PanelsLieInsideTheWindowAndDoNotOverlap) {
  for (const ImVec2 size : {ImVec2{1280, 800}, ImVec2{1000, 700}, ImVec2{2560, 1440}}) {
    ImGui::GetIO().DisplaySize = size;
    fixture.gui.frames(3);
    std::vector<LoggedItem> areas;
    for (const char* label : {"function", "spectra", "bands", "losses", "kernel matrix"}) {
      areas.push_back(fixture.gui.item(label));
    }
    for (const LoggedItem& a : areas) {
      EXPECT_LE(a.max.x, size.x) << a.label;
      EXPECT_LE(a.max.y, size.y) << a.label;
      EXPECT_GE(a.max.x - a.min.x, 100) << a.label << " is too small to be read";
      EXPECT_GE(a.max.y - a.min.y, 100) << a.label << " is too small to be read";
      for (const LoggedItem& b : areas) {
        if (&a == &b) continue;
        const bool apart =
            a.max.x <= b.min.x || b.max.x <= a.min.x || a.max.y <= b.min.y || b.max.y <= a.min.y;
        EXPECT_TRUE(apart) << a.label << " and " << b.label;
      }
    }
  }
}

TEST_F(Lab, KernelsAreSwitchedByBoxes) {
  EXPECT_TRUE(lab().asks(TangentKernel::infinite_width));
  EXPECT_TRUE(fixture.gui.has("infinite width"));  // in the legends
  fixture.gui.click("Infinite width");
  EXPECT_FALSE(lab().asks(TangentKernel::infinite_width));
  EXPECT_FALSE(fixture.gui.has("infinite width"));
  fixture.gui.click("Linearised");
  EXPECT_TRUE(lab().asks(TangentKernel::at_start));
  EXPECT_TRUE(fixture.gui.has("linearised at the start"));
  fixture.gui.click("Kernel now");
  EXPECT_TRUE(lab().asks(TangentKernel::now));
}

TEST_F(Lab, TheoryIsHeldAtAnyTimeAndComesBackInStep) {
  move_knob("Theory at t", 1);
  EXPECT_TRUE(std::isinf(lab().time));
  EXPECT_FALSE(lab().in_step);
  move_knob("Theory at t", 0);
  EXPECT_EQ(lab().time, 0);
  fixture.gui.click("In step with the network");
  EXPECT_TRUE(lab().in_step);
  fixture.gui.click("In step with the network");
  EXPECT_FALSE(lab().in_step);
}

TEST_F(Lab, TheMousePaintsTheTarget) {
  fixture.gui.click("Draw");
  ASSERT_TRUE(lab().drawing.on);
  const Samples before(lab().target.signal->values.begin(), lab().target.signal->values.end());
  fixture.gui.drag(at("function", 0.25F, 0.9F), at("function", 0.5F, 0.9F));
  ASSERT_TRUE(lab().samples);
  ASSERT_EQ(lab().samples->size(), before.size());
  const auto& samples = *lab().samples;
  for (std::size_t k = 0; k < samples.size(); ++k) {
    const double x = static_cast<double>(k) / static_cast<double>(samples.size());
    if (x < 0.24 || x > 0.51) {
      EXPECT_EQ(samples[k], before[k]) << k;
    } else if (x > 0.26 && x < 0.49) {
      EXPECT_NEAR(samples[k], 0.48, 0.01) << k;  // 0.9 of -0.6 .. 0.6, to a pixel
    }
  }
  const RunConfig config = posted();
  EXPECT_EQ(config.signal.kind, SignalKind::samples);
  ASSERT_NE(fixture.sink.last<SetSamples>(), nullptr);
  EXPECT_EQ(fixture.sink.last<SetSamples>()->samples, lab().samples) << "the end was not sent";
  // Four moves in a fifteenth of a second: the first and the last.
  EXPECT_LE(n_posted_samples(), 2U);
  EXPECT_EQ(lab().samples_name, "drawn");
}

TEST_F(Lab, ASecondStrokeGoesOnWithTheFirst) {
  fixture.gui.click("Draw");
  fixture.gui.drag(at("function", 0.1F, 0.9F), at("function", 0.2F, 0.9F));
  posted();
  fixture.gui.drag(at("function", 0.7F, 0.2F), at("function", 0.8F, 0.2F));
  const auto& samples = *lab().samples;
  EXPECT_NEAR(samples[samples.size() * 15 / 100], 0.48, 0.01);
  EXPECT_NEAR(samples[samples.size() * 75 / 100], -0.36, 0.01);
}

TEST_F(Lab, WithoutDrawingTheMousePans) {
  fixture.gui.drag(at("function", 0.25F, 0.5F), at("function", 0.5F, 0.5F));
  EXPECT_FALSE(lab().function.x.follow);
  EXPECT_EQ(lab().samples, nullptr);
  fixture.gui.click("Draw");
  fixture.gui.click("Draw");
  EXPECT_TRUE(lab().function.x.follow);
}

TEST_F(Lab, SamplesBeginAsTheSignalThereWas) {
  EXPECT_EQ(pick("Signal", "drawn, or a file").signal.kind, SignalKind::samples);
  ASSERT_NE(fixture.sink.last<SetSamples>(), nullptr);
  EXPECT_EQ(fixture.sink.last<SetSamples>()->samples->size(), 256U);
  EXPECT_TRUE(lab().target.signal);
  EXPECT_TRUE(fixture.gui.has("Samples"));
}

TEST_F(Lab, LoadingAndMenusReachTheirActions) {
  fixture.gui.click("Load CSV...");
  EXPECT_TRUE(fixture.ui.requests.open_dialog);
  choose("Settings", "Paper settings");
  EXPECT_EQ(posted().width, 1024);
  choose("Settings", "Laboratory settings");
  EXPECT_EQ(posted().width, signal_defaults().width);
  choose("View", "Draw the target");
  EXPECT_TRUE(lab().drawing.on);
  choose("View", "Theory: linearised");
  EXPECT_TRUE(lab().asks(TangentKernel::at_start));
  lab().spectra.x.follow = false;
  choose("View", "Show all curves");
  EXPECT_TRUE(lab().spectra.x.follow);
  fixture.gui.click("File");
  fixture.gui.frames(2);
  fixture.gui.click("Signals");
  fixture.gui.frames(2);
  fixture.gui.click("chirp");
  EXPECT_EQ(posted().signal.kind, SignalKind::chirp);
  choose("View", "1D laboratory");
  EXPECT_EQ(posted().task, TaskKind::image);
}

TEST_F(Lab, ASignalChosenAmongPicturesOpensTheLaboratory) {
  press("picture");
  choose_signal(fixture.snapshot, fixture.ui, fixture.sink, SignalKind::square);
  const RunConfig config = posted();
  EXPECT_EQ(config.task, TaskKind::signal);
  EXPECT_EQ(config.signal.kind, SignalKind::square);
}

TEST_F(Lab, EveryShortcutHasAnEffect) {
  for (const Shortcut& shortcut : shortcuts()) {
    if (shortcut.shown != Shown::signal) continue;  // the others are tested with pictures
    LabFixture fresh;
    LabState& state = fresh.ui.lab;
    state.spectra.x.follow = false;
    const auto wanted = state.wanted;
    ASSERT_TRUE(handle_key(shortcut.key, shortcut.mods, fresh.snapshot, fresh.ui, fresh.sink));
    EXPECT_TRUE(state.spectra.x.follow || state.drawing.on || state.wanted != wanted)
        << shortcut.keys.english();
  }
}

TEST_F(Lab, BracketsMovePBetweenZeroAndInfinity) {
  const auto key = [&](std::string_view name) {
    const auto found = std::ranges::find_if(
        shortcuts(), [name](const Shortcut& shortcut) { return shortcut.keys.english() == name; });
    handle_key(found->key, found->mods, fixture.snapshot, fixture.ui, fixture.sink);
    return posted().mapping.power;
  };
  EXPECT_NEAR(key("]"), 1.1, 1e-12);
  EXPECT_NEAR(key("["), 1.0, 1e-12);
  fixture.ui.wanted.mapping.power = 3;
  EXPECT_TRUE(std::isinf(key("]")));
  EXPECT_TRUE(std::isinf(key("]")));
  EXPECT_EQ(key("["), 3);
  fixture.ui.wanted.mapping.power = 0;
  EXPECT_EQ(key("["), 0);
}

TEST_F(Lab, ControlsBeingDraggedAreKnown) {
  const LoggedItem p = fixture.gui.item("p");
  fixture.gui.move_mouse({p.min.x + 3, (p.min.y + p.max.y) / 2});
  fixture.gui.press();
  fixture.gui.frame();
  EXPECT_TRUE(lab().dragging);
  fixture.gui.release();
  EXPECT_FALSE(lab().dragging);
}

TEST_F(Lab, DrawsTheSameFromTheSameState) {
  fixture.gui.frames(3);
  const int vertices = fixture.gui.vertex_count();
  const std::size_t commands = fixture.sink.commands.size();
  fixture.gui.frames(3);
  EXPECT_EQ(fixture.gui.vertex_count(), vertices);
  EXPECT_EQ(fixture.sink.commands.size(), commands) << "something is posted by drawing alone";
}

TEST_F(Lab, DrawsWithoutRunsOutputsTheoryOrTarget) {
  run().outputs = nullptr;
  run().first_outputs = nullptr;
  fixture.gui.frames(2);
  run().signal = nullptr;
  fixture.gui.frames(2);
  fixture.snapshot.runs.clear();
  fixture.gui.frames(2);
  lab().theory = nullptr;
  fixture.gui.frames(2);
  fixture.ui.wanted.signal.kind = SignalKind::samples;
  fixture.gui.frames(2);
  EXPECT_TRUE(fixture.gui.has("function"));
  EXPECT_TRUE(fixture.painter.drawn.empty());
}

TEST_F(Lab, DrawsConstantsSinglePointsAndWhatIsNotFinite) {
  RunConfig config = small_lab();
  config.signal.kind = SignalKind::sine;
  config.signal.frequency = 0;  // constant
  fixture.learn(config);
  config.signal.n_train = 1;
  config.signal.oversampling = 1;
  fixture.learn(config);
  LabTheory theory = *lab().theory;
  for (LabPrediction& broken : theory.predictions) {
    broken.function.setConstant(std::numeric_limits<double>::quiet_NaN());
    broken.time = std::numeric_limits<double>::infinity();
  }
  lab().theory = std::make_shared<const LabTheory>(theory);
  for (const char* tab : {"Matrix", "Row", "Eigenvalues"}) {
    fixture.gui.click(tab);
    fixture.gui.frames(2);
    for (int i = 0; i < ImGui::GetDrawData()->CmdListsCount; ++i) {
      for (const ImDrawVert& v : ImGui::GetDrawData()->CmdLists[i]->VtxBuffer) {
        ASSERT_TRUE(std::isfinite(v.pos.x) && std::isfinite(v.pos.y)) << tab;
      }
    }
  }
}

TEST_F(Lab, APredictionThatFailedIsNotDrawn) {
  LabTheory theory;
  theory.predictions.resize(1);
  theory.predictions[0].message = "no closed form";
  lab().theory = std::make_shared<const LabTheory>(theory);
  fixture.gui.frames(2);
  EXPECT_FALSE(fixture.gui.has("infinite width"));
  EXPECT_FALSE(fixture.gui.has("kernel matrix"));
}

}  // namespace
}  // namespace fscope
