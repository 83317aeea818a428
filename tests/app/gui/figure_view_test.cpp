#include "app/gui/figure_view.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "app/gui/imgui_compat.h"
#include "tests/app/gui/figure_fixture.h"
#include "tests/app/gui/gui_test_context.h"

namespace fscope {
namespace {

bool overlap(const LoggedItem& a, const LoggedItem& b) {
  return a.min.x < b.max.x && b.min.x < a.max.x && a.min.y < b.max.y && b.min.y < a.max.y;
}

/// The rectangles of the figure's parts, but for what plots log of themselves.
std::vector<LoggedItem> parts(const ItemLog& log) {
  std::vector<LoggedItem> out;
  for (const LoggedItem& item : log.items) {
    const std::string& label = item.label;
    if (label.starts_with("figure ") || label.starts_with("panel")) out.push_back(item);
  }
  return out;
}

TEST(FigureView, PartsDoNotOverlapAtAnyWidth) {
  for (const float width : {700.0F, 1100.0F, 2400.0F}) {
    GuiTestContext gui{{width + 100.0F, 4000.0F}};
    FigureView view(figure_of_every_kind());
    ImVec2 origin;
    gui.show_in_window([&] {
      origin = ImGui::GetCursorScreenPos();
      view.draw(width, palette(Theme::light), [](const Image&) { return compat::texture_id(5); });
    });
    const std::vector<LoggedItem> items = parts(gui.log());
    ASSERT_EQ(items.size(), 1U + 2U * 3U + 2U) << width;  // title; panels and their titles; notes
    for (std::size_t i = 0; i < items.size(); ++i) {
      EXPECT_GE(items[i].min.x, origin.x) << items[i].label << " at " << width;
      EXPECT_LE(items[i].max.x, origin.x + width + 0.5F) << items[i].label << " at " << width;
      for (std::size_t k = 0; k < i; ++k) {
        EXPECT_FALSE(overlap(items[i], items[k]))
            << items[i].label << " and " << items[k].label << " at " << width;
      }
    }
  }
}

TEST(FigureView, LegendsHideSeries) {
  GuiTestContext gui{{900, 2000}};
  FigureView view(figure_of_every_kind());
  gui.show_in_window([&] {
    view.draw(800, palette(Theme::dark), [](const Image&) { return compat::texture_id(5); });
  });
  const int before = gui.vertex_count();
  gui.click("series 2");  // points
  gui.move_mouse({890, 1990});
  EXPECT_LT(gui.vertex_count(), before);
}

TEST(FigureView, RefusesWhatCannotBeDrawn) {
  EXPECT_THROW(FigureView(Figure{}), std::invalid_argument);
}

}  // namespace
}  // namespace fscope
