// Several runs beside each other: presets, selection, the small multiples, the split, the table.
#include "app/gui/compare.h"

#include <gtest/gtest.h>

#include <set>

#include "app/gui/shortcuts.h"
#include "core/support/check.h"
#include "tests/app/gui/panels_fixture.h"

namespace fscope {
namespace {

/// Three runs with held-out PSNR 20, 30 and 10 dB, compared.
class Compare : public ::testing::Test {
 protected:
  Compare() {
    RunSnapshot run = fixture.snapshot.runs[0];
    fixture.snapshot.runs.clear();
    constexpr std::array kNames = {"no mapping", "Gaussian 10", ""};
    constexpr std::array kSettings = {"--mapping none", "--sigma 10", "--sigma 100"};
    constexpr std::array kPsnr = {20.0, 30.0, 10.0};
    for (std::size_t i = 0; i < 3; ++i) {
      run.id = static_cast<int>(i) + 4;
      run.name = kNames[i];
      run.config = with_settings({}, kSettings[i]);
      run.history = {};
      run.history.heldout_psnr.add(100, 1, kPsnr[i]);
      fixture.snapshot.runs.push_back(run);
    }
    ++fixture.snapshot.version;
    fixture.ui.compare.shown = true;
    update_compare(fixture.snapshot, fixture.ui);
    fixture.gui.frames(2);
  }
  /// Names of the rows from top to bottom.
  std::vector<std::string> rows() {
    std::vector<std::pair<float, std::string>> found;
    for (const LoggedItem& item : fixture.gui.log().items) {
      if (item.label.starts_with("row ")) found.emplace_back(item.min.y, item.label.substr(4));
    }
    std::ranges::sort(found);
    std::vector<std::string> names;
    for (auto& [y, name] : found) names.push_back(name);
    return names;
  }
  std::set<ImageSlot> drawn_slots() {
    std::set<ImageSlot> slots;
    for (const ImageDraw& draw : fixture.painter.drawn) slots.insert(draw.slot);
    return slots;
  }
  PanelsFixture fixture;
};

TEST(ComparePresets, AreThoseThatLessonsMayName) {
  const auto same = [](const ComparePreset& preset, const LessonComparison& named) {
    return preset.id == named.id && preset.task == named.task;
  };
  EXPECT_TRUE(std::ranges::equal(compare_presets(), kLessonComparisons, same));
}

TEST(ComparePresets, HaveDistinctRunsThatDifferInTheirMappingOnly) {
  const RunConfig base = with_settings({}, "--width 32 --seed 5 --lr 0.001");
  for (const ComparePreset& preset : compare_presets()) {
    const auto runs = preset_runs(preset, base);
    EXPECT_GT(runs.size(), 1U);
    EXPECT_LE(runs.size(), kMaxRuns);
    std::set<std::string> names;
    for (const SavedRun& run : runs) {
      names.insert(run.name);
      RunConfig config = run.replay.start;
      config.mapping = base.mapping;
      EXPECT_EQ(config, base) << run.name;
      EXPECT_NO_THROW(check_config(run.replay.start));
    }
    EXPECT_EQ(names.size(), runs.size());
    EXPECT_EQ(&find_preset(preset.id), &preset);
  }
  EXPECT_THROW(find_preset("race"), std::invalid_argument);
}

TEST(ComparePresets, TheTeaserIsThePapers) {
  const auto runs = preset_runs(find_preset("teaser"), {});
  ASSERT_EQ(runs.size(), 6U);
  EXPECT_EQ(runs[0].replay.start.mapping.kind, MappingKind::none);
  EXPECT_EQ(runs[1].replay.start.mapping.kind, MappingKind::basic);
  EXPECT_EQ(runs[2].replay.start.mapping.kind, MappingKind::positional);
  for (std::size_t i = 3; i < 6; ++i) {
    EXPECT_EQ(runs[i].replay.start.mapping.kind, MappingKind::gaussian);
    EXPECT_EQ(runs[i].replay.start.mapping.sigma, std::pow(10, i - 3));
  }
}

TEST(ComparePresets, SetTheMenuEntryStartsTheRunsAndShowsThem) {
  PanelsFixture fixture;
  fixture.gui.click("Compare");
  fixture.gui.click("The paper's teaser");
  const Restore* restore = fixture.sink.last<Restore>();
  ASSERT_NE(restore, nullptr);
  EXPECT_EQ(restore->runs.size(), 6U);
  EXPECT_NE(fixture.sink.last<Play>(), nullptr);
  EXPECT_TRUE(fixture.ui.compare.shown);
}

TEST_F(Compare, EveryRunHasAPaneOfItsOwnBesideTheTarget) {
  EXPECT_EQ(drawn_slots(), (std::set{ImageSlot::target, run_slot(0), run_slot(1), run_slot(2)}));
  const Region first = fixture.painter.drawn[0].visible;
  fixture.gui.wheel(fixture.gui.centre("run 1"), 3);
  for (const ImageDraw& draw : fixture.painter.drawn) {
    EXPECT_NE(draw.visible, first);
    EXPECT_EQ(draw.visible, fixture.painter.drawn[0].visible);  // one zoom for all
  }
}

TEST_F(Compare, PanesDoNotOverlap) {
  const char* names[] = {"target", "run 0", "run 1", "run 2"};
  for (const char* a : names) {
    for (const char* b : names) {
      if (a == b) continue;
      const LoggedItem x = fixture.gui.item(a);
      const LoggedItem y = fixture.gui.item(b);
      const bool apart =
          x.max.x <= y.min.x || y.max.x <= x.min.x || x.max.y <= y.min.y || y.max.y <= x.min.y;
      EXPECT_TRUE(apart) << a << " and " << b;
    }
  }
}

TEST_F(Compare, AClickOnAPictureSelectsItsRun) {
  fixture.gui.click("run 1");
  EXPECT_EQ(fixture.ui.compare.selected, 5);
  EXPECT_EQ(fixture.ui.wanted, fixture.snapshot.runs[1].config);
  EXPECT_EQ(shown_run(fixture.snapshot, fixture.ui)->id, 5);
  // ... and settings changed now are that run's.
  fixture.gui.choose("Width", "128");
  ASSERT_NE(fixture.sink.last<Configure>(), nullptr);
  EXPECT_EQ(fixture.sink.last<Configure>()->run, 5);
  // A drag pans and selects nothing.
  const ImVec2 from = fixture.gui.centre("run 2");
  fixture.gui.drag(from, {from.x + 30, from.y});
  EXPECT_EQ(fixture.ui.compare.selected, 5);
}

TEST_F(Compare, ErrorsAndTheHeldKeyChangeAllPanes) {
  fixture.gui.click("Errors");
  int n_errors = 0;
  for (const ImageDraw& draw : fixture.painter.drawn) n_errors += draw.kind != ImageKind::picture;
  EXPECT_EQ(n_errors, 3);
}

TEST_F(Compare, TheSplitShowsTwoRunsAndItsDividerIsDragged) {
  fixture.gui.click("Split");
  ASSERT_EQ(fixture.painter.drawn.size(), 2U);
  EXPECT_EQ(fixture.painter.drawn[0].slot, ImageSlot::target);
  EXPECT_EQ(fixture.painter.drawn[1].slot, run_slot(0));
  EXPECT_EQ(fixture.painter.drawn[0].visible, fixture.painter.drawn[1].visible);
  const ImVec2 at = fixture.gui.centre("divider");
  const LoggedItem pane = fixture.gui.item("split");
  fixture.gui.drag(at, {at.x - 0.25F * (pane.max.x - pane.min.x), at.y});
  EXPECT_NEAR(fixture.ui.compare.divide, 0.25F, 0.02F);
  fixture.gui.click("Right");
  fixture.gui.frame();
  fixture.gui.click("Right Gaussian 10");
  EXPECT_EQ(fixture.ui.compare.right, 5);
}

TEST_F(Compare, TheTableIsSortedByAnyColumn) {
  EXPECT_EQ(rows(), (std::vector<std::string>{"Gaussian 10", "no mapping", "gaussian 100"}));
  fixture.gui.click("column held-out");
  EXPECT_EQ(rows(), (std::vector<std::string>{"gaussian 100", "no mapping", "Gaussian 10"}));
  fixture.gui.click("column sigma");
  EXPECT_EQ(rows(), (std::vector<std::string>{"gaussian 100", "Gaussian 10", "no mapping"}));
}

TEST_F(Compare, RunsAreAddedDuplicatedRenamedAndRemoved) {
  fixture.gui.click("Add run");
  ASSERT_NE(fixture.sink.last<AddRun>(), nullptr);
  EXPECT_EQ(fixture.sink.last<AddRun>()->config, fixture.ui.wanted);

  fixture.gui.click(fixture.gui.centre("row Gaussian 10"), 1);
  fixture.gui.click("Duplicate");
  EXPECT_EQ(fixture.sink.last<AddRun>()->config, fixture.snapshot.runs[1].config);

  fixture.gui.click(fixture.gui.centre("row Gaussian 10"), 1);
  fixture.gui.click("Rename");
  ASSERT_EQ(fixture.ui.compare.renaming, 5);
  fixture.gui.frames(3);
  fixture.gui.type("best");
  fixture.gui.key(ImGuiKey_Enter);
  ASSERT_NE(fixture.sink.last<RenameRun>(), nullptr);
  EXPECT_EQ(fixture.sink.last<RenameRun>()->name, "best");
  EXPECT_FALSE(fixture.ui.compare.renaming);

  fixture.gui.click(fixture.gui.centre("row no mapping"), 1);
  fixture.gui.click("Remove");
  ASSERT_NE(fixture.sink.last<RemoveRun>(), nullptr);
  EXPECT_EQ(fixture.sink.last<RemoveRun>()->run, 4);
}

TEST_F(Compare, NoMoreRunsThanFit) {
  while (fixture.snapshot.runs.size() < kMaxRuns) {
    fixture.snapshot.runs.push_back(fixture.snapshot.runs[0]);
    fixture.snapshot.runs.back().id = 100 + static_cast<int>(fixture.snapshot.runs.size());
  }
  add_run(fixture.snapshot, fixture.ui, fixture.sink);
  EXPECT_EQ(fixture.sink.last<AddRun>(), nullptr);
}

TEST_F(Compare, ColoursStayWithTheirRunsAndAreNotSharedByTwo) {
  const ImU32 of_last = run_colour(fixture.ui, 6);
  fixture.snapshot.runs.erase(fixture.snapshot.runs.begin());
  RunSnapshot fresh = fixture.snapshot.runs[0];
  fresh.id = 9;
  fixture.snapshot.runs.push_back(fresh);
  update_compare(fixture.snapshot, fixture.ui);
  EXPECT_EQ(run_colour(fixture.ui, 6), of_last);
  std::set<ImU32> colours;
  for (const RunSnapshot& run : fixture.snapshot.runs)
    colours.insert(run_colour(fixture.ui, run.id));
  EXPECT_EQ(colours.size(), fixture.snapshot.runs.size());
}

TEST_F(Compare, PacingIsAsked) {
  fixture.gui.click("Fair by time");
  ASSERT_NE(fixture.sink.last<SetPacing>(), nullptr);
  EXPECT_EQ(fixture.sink.last<SetPacing>()->pacing, Pacing::seconds);
}

TEST_F(Compare, TheLegendHidesSolosAndHighlights) {
  const LoggedItem entry = fixture.gui.item("Gaussian 10");
  const ImVec2 at{(entry.min.x + entry.max.x) / 2, (entry.min.y + entry.max.y) / 2};
  fixture.gui.click(at);
  EXPECT_TRUE(fixture.ui.compare.plot.is_hidden("Gaussian 10"));
  EXPECT_EQ(fixture.ui.compare.plot.highlighted, "Gaussian 10");  // the mouse is still over it
  fixture.gui.click(at);
  fixture.gui.hold_ctrl(true);
  fixture.gui.click(at);
  EXPECT_FALSE(fixture.ui.compare.plot.is_hidden("Gaussian 10"));
  EXPECT_TRUE(fixture.ui.compare.plot.is_hidden("no mapping"));
  fixture.gui.click(at);
  fixture.gui.hold_ctrl(false);
  EXPECT_TRUE(fixture.ui.compare.plot.hidden.empty());
}

TEST_F(Compare, AKeyShowsTheSelectedRunAlone) {
  fixture.gui.click("run 2");
  handle_key('C', 0, fixture.snapshot, fixture.ui, fixture.sink);
  fixture.gui.frames(2);
  EXPECT_FALSE(fixture.gui.has("run 0"));
  EXPECT_TRUE(fixture.gui.has("reconstruction"));
  EXPECT_EQ(shown_run(fixture.snapshot, fixture.ui)->id, 6);
}

}  // namespace
}  // namespace fscope
