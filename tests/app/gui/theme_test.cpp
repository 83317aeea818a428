#include "app/gui/theme.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/app/gui/gui_test_context.h"

namespace fscope {
namespace {

constexpr Theme kThemes[] = {Theme::dark, Theme::light};

TEST(Theme, ContrastRatioOfKnownColours) {
  const ImVec4 black{0.0F, 0.0F, 0.0F, 1.0F};
  const ImVec4 white{1.0F, 1.0F, 1.0F, 1.0F};
  const ImVec4 grey{119.0F / 255.0F, 119.0F / 255.0F, 119.0F / 255.0F, 1.0F};
  EXPECT_NEAR(contrast_ratio(black, white), 21.0, 1e-6);
  EXPECT_NEAR(contrast_ratio(white, black), 21.0, 1e-6);
  EXPECT_NEAR(contrast_ratio(grey, white), 4.48, 0.005);  // #777 on white, as WCAG's tools print it
  EXPECT_EQ(contrast_ratio(grey, grey), 1.0);
}

TEST(Theme, TextCanBeReadOnEveryBackground) {
  for (const Theme theme : kThemes) {
    const Palette p = palette(theme);
    for (const ImVec4& background : {p.window, p.frame, p.popup}) {
      for (const ImVec4& colour : {p.text, p.muted, p.accent, p.good, p.warning, p.error}) {
        EXPECT_GE(contrast_ratio(colour, background), 4.5);  // WCAG 2.1, 1.4.3
      }
      for (const ImVec4& colour : p.series) {
        EXPECT_GE(contrast_ratio(colour, background), 3.0);  // WCAG 2.1, 1.4.11
      }
    }
    EXPECT_GE(contrast_ratio(p.on_accent, p.accent), 4.5);
    EXPECT_GE(contrast_ratio(p.text, p.selection), 4.5);
  }
}

TEST(Theme, StyleTextCanBeReadInEveryStateOfAControl) {
  const GuiTestContext gui;
  for (const Theme theme : kThemes) {
    apply_theme(theme, 1.0F);
    const ImVec4* c = ImGui::GetStyle().Colors;
    for (const ImGuiCol index :
         {ImGuiCol_WindowBg, ImGuiCol_PopupBg, ImGuiCol_FrameBg, ImGuiCol_FrameBgHovered,
          ImGuiCol_FrameBgActive, ImGuiCol_Button, ImGuiCol_ButtonHovered, ImGuiCol_ButtonActive,
          ImGuiCol_Header, ImGuiCol_HeaderHovered, ImGuiCol_HeaderActive, ImGuiCol_TitleBgActive,
          ImGuiCol_MenuBarBg, ImGuiCol_TableHeaderBg, ImGuiCol_Tab, ImGuiCol_TabHovered}) {
      EXPECT_GE(contrast_ratio(c[ImGuiCol_Text], c[index]), 4.5) << index;
      EXPECT_EQ(c[index].w, 1.0F) << index;
    }
  }
}

TEST(Theme, SeriesColoursDifferAndRepeat) {
  for (const Theme theme : kThemes) {
    const Palette p = palette(theme);
    std::set<ImU32> colours;
    for (std::size_t i = 0; i < 8; ++i) colours.insert(series_colour(p, i));
    EXPECT_EQ(colours.size(), 8U);
    EXPECT_EQ(series_colour(p, 9), series_colour(p, 1));
  }
}

TEST(Theme, ScalingAgainDoesNotAddUp) {
  const GuiTestContext gui;
  apply_theme(Theme::dark, 1.0F);
  const ImGuiStyle once = ImGui::GetStyle();
  apply_theme(Theme::light, 2.0F);
  EXPECT_EQ(ImGui::GetStyle().ItemSpacing.x, 2.0F * once.ItemSpacing.x);
  apply_theme(Theme::dark, 1.5F);
  apply_theme(Theme::dark, 1.0F);
  EXPECT_EQ(ImGui::GetStyle().ItemSpacing.x, once.ItemSpacing.x);
  EXPECT_EQ(ImGui::GetStyle().Colors[ImGuiCol_Text].x, once.Colors[ImGuiCol_Text].x);
}

}  // namespace
}  // namespace fscope
