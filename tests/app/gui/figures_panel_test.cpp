// The dialog of the paper's figures, drawn from made-up states.
#include <gtest/gtest.h>

#include "app/gui/imgui_compat.h"
#include "tests/app/gui/figure_fixture.h"
#include "tests/app/gui/panels_fixture.h"

namespace fscope {
namespace {

std::string label_of(std::string_view name) {
  const FigureKind& kind = find_figure(name);
  return std::string(kind.name) + "  " + std::string(kind.title);
}

class FiguresPanel : public ::testing::Test {
 protected:
  FiguresPanel() {
    figures().texture_of = [](const Image&) { return compat::texture_id(5); };
    fixture.gui.click("Help");
    fixture.gui.click("Figures...");
    fixture.gui.frames(2);
  }
  FiguresState& figures() { return fixture.ui.figures; }
  FigureRequests& requests() { return fixture.ui.figure_requests; }

  PanelsFixture fixture;
};

TEST_F(FiguresPanel, ListsEveryFigure) {
  EXPECT_TRUE(figures().open);
  for (const FigureKind& kind : figure_catalogue()) {
    EXPECT_TRUE(fixture.gui.has(label_of(kind.name))) << kind.name;
  }
}

TEST_F(FiguresPanel, AsksForTheChosenFigureAndVersion) {
  fixture.gui.click(label_of("fig11"));
  EXPECT_EQ(figure_catalogue()[figures().chosen].name, "fig11");
  EXPECT_TRUE(figures().quick);
  const FigureKind& kind = find_figure("fig11");
  fixture.gui.click("full, " + duration_text(kind.minutes));
  EXPECT_FALSE(figures().quick);
  fixture.gui.click("Compute");
  EXPECT_TRUE(requests().compute);
  EXPECT_FALSE(requests().cancel);
}

TEST_F(FiguresPanel, ShowsProgressAndCancels) {
  figures().running = RunningFigure{.index = 0, .fraction = 0.4, .left_s = 30};
  fixture.gui.frames(2);
  EXPECT_FALSE(fixture.gui.has("Compute"));
  EXPECT_TRUE(fixture.gui.has("figure progress"));
  fixture.gui.click("Cancel");
  EXPECT_TRUE(requests().cancel);
}

TEST_F(FiguresPanel, DrawsAResultAndAsksToSaveIt) {
  EXPECT_FALSE(fixture.gui.has("Save PNG and CSV"));
  figures().results[figures().chosen] = std::make_shared<FigureView>(figure_of_every_kind());
  fixture.gui.frames(2);
  EXPECT_TRUE(fixture.gui.has("panel"));
  fixture.gui.click("Save PNG and CSV");
  EXPECT_TRUE(requests().save);
}

TEST_F(FiguresPanel, StaysInsideTheWindow) {
  figures().results[figures().chosen] = std::make_shared<FigureView>(figure_of_every_kind());
  fixture.gui.frames(3);
  for (const char* label : {"Compute", "Folder", "Save PNG and CSV", "figure title"}) {
    const LoggedItem item = fixture.gui.item(label);
    EXPECT_GE(item.min.x, 0) << label;
    EXPECT_GE(item.min.y, 0) << label;
    EXPECT_LE(item.max.x, 1280) << label;
    EXPECT_LE(item.max.y, 800) << label;
  }
}

TEST_F(FiguresPanel, PostsNothingToTheSession) {
  const std::size_t before = fixture.sink.commands.size();
  fixture.gui.click("Compute");
  EXPECT_EQ(fixture.sink.commands.size(), before);
}

}  // namespace
}  // namespace fscope
