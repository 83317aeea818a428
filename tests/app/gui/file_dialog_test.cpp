#include "app/gui/file_dialog.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <thread>

#include "core/support/check.h"
#include "tests/app/gui/gui_test_context.h"

namespace fscope {
namespace {

namespace fs = std::filesystem;

ImageSize fake_probe(const fs::path&) { return {ImageSize::State::known, 64, 48}; }

class Dialog : public testing::Test {
 protected:
  void SetUp() override {
    setenv("HOME", folder_.c_str(), 1);
    unsetenv("XDG_CONFIG_HOME");
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "sub");
    for (const char* name : {"alpha.png", "beta.jpg", "gamma.bmp", "notes.txt", ".secret.png",
                             "sub/inner.png", "sub/other.png"}) {
      std::ofstream(folder_ / name) << name;
    }
    gui_.show([this] {
      const auto file = dialog_.draw(hooks_);
      if (file) chosen_ = file;
    });
  }
  void TearDown() override { fs::remove_all(folder_); }

  void open(const fs::path& start) {
    dialog_.open(start);
    settle();
  }
  /// Frames until nothing is under way in the background, and two more for the keyboard focus.
  void settle() {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    do {
      if (std::chrono::steady_clock::now() > deadline) throw std::runtime_error("stays busy");
      std::this_thread::yield();
      gui_.frames(2);
    } while (dialog_.busy());
    gui_.frames(3);
  }
  void key(ImGuiKey key) {
    gui_.key(key);
    settle();
  }
  void type(std::string_view text) {
    gui_.type(text);
    settle();
  }
  void paste(const std::string& text) {
    ImGui::SetClipboardText(text.c_str());
    gui_.hold_ctrl(true);
    gui_.key(ImGuiKey_V);
    gui_.hold_ctrl(false);
    settle();
  }
  void click(std::string_view label) {
    gui_.click(label);
    settle();
  }
  std::string selected() const {
    const auto row = dialog_.browser().selected();
    return row ? dialog_.browser().row(*row).name : "";
  }
  fs::path folder() const { return dialog_.folder(); }

  fs::path folder_ = fs::path(testing::TempDir()) / "file_dialog" /
                     testing::UnitTest::GetInstance()->current_test_info()->name();
  FileDialog dialog_{fake_probe};
  FileDialogHooks hooks_;
  std::optional<fs::path> chosen_;
  GuiTestContext gui_;
};

TEST_F(Dialog, ClosedDrawsNothing) {
  EXPECT_FALSE(dialog_.is_open());
  EXPECT_FALSE(gui_.has("Open"));
}

TEST_F(Dialog, OpensAndShowsFoldersThenImages) {
  open(folder_);
  EXPECT_TRUE(dialog_.is_open());
  for (const char* label :
       {"Up", "Path", "Filter", "Home", "sub", "alpha.png", "gamma.bmp", "Open", "Cancel"}) {
    EXPECT_TRUE(gui_.has(label)) << label;
  }
  EXPECT_FALSE(gui_.has("notes.txt"));
  EXPECT_FALSE(gui_.has(".secret.png"));
  EXPECT_LT(gui_.centre("sub").y, gui_.centre("alpha.png").y);
}

TEST_F(Dialog, OpensAtHomeAndThenWhereItWas) {
  open({});
  EXPECT_EQ(folder(), folder_);
  gui_.double_click("sub");
  settle();
  click("Cancel");
  EXPECT_FALSE(dialog_.is_open());
  open({});
  EXPECT_EQ(folder(), folder_ / "sub");
}

TEST_F(Dialog, ArrowsMoveAndEnterOpens) {
  open(folder_);
  key(ImGuiKey_DownArrow);
  EXPECT_EQ(selected(), "alpha.png");
  key(ImGuiKey_DownArrow);
  key(ImGuiKey_UpArrow);
  EXPECT_EQ(selected(), "alpha.png");
  key(ImGuiKey_End);
  EXPECT_EQ(selected(), "gamma.bmp");
  key(ImGuiKey_Home);
  EXPECT_EQ(selected(), "sub");
  key(ImGuiKey_PageDown);
  EXPECT_EQ(selected(), "gamma.bmp");
  key(ImGuiKey_PageUp);
  EXPECT_EQ(selected(), "sub");
  key(ImGuiKey_DownArrow);
  key(ImGuiKey_Enter);
  EXPECT_EQ(chosen_, folder_ / "alpha.png");
  EXPECT_FALSE(dialog_.is_open());
  EXPECT_FALSE(gui_.has("Open"));
}

TEST_F(Dialog, EnterGoesIntoAFolderAndBackspaceOut) {
  open(folder_);
  key(ImGuiKey_Enter);
  EXPECT_EQ(folder(), folder_ / "sub");
  EXPECT_TRUE(gui_.has("inner.png"));
  EXPECT_TRUE(dialog_.is_open());
  key(ImGuiKey_Backspace);
  EXPECT_EQ(folder(), folder_);
  EXPECT_EQ(selected(), "sub");
}

TEST_F(Dialog, TypingNarrowsTheListAndEnterOpensTheFirst) {
  open(folder_);
  type("GAM");
  EXPECT_FALSE(gui_.has("alpha.png"));
  EXPECT_EQ(selected(), "gamma.bmp");
  key(ImGuiKey_Backspace);  // edits the filter, does not leave the folder
  EXPECT_EQ(folder(), folder_);
  EXPECT_EQ(dialog_.browser().filter().text, "GA");
  key(ImGuiKey_Enter);
  EXPECT_EQ(chosen_, folder_ / "gamma.bmp");
}

TEST_F(Dialog, TypingGoesToTheFilterAgainAfterClicks) {
  open(folder_);
  type("a");
  click("beta.jpg");
  EXPECT_EQ(selected(), "beta.jpg");
  type("mm");
  EXPECT_EQ(dialog_.browser().filter().text, "amm");
  EXPECT_EQ(selected(), "gamma.bmp");
}

TEST_F(Dialog, AnotherFolderStartsWithAnEmptyFilter) {
  open(folder_);
  type("su");
  key(ImGuiKey_Enter);
  EXPECT_EQ(folder(), folder_ / "sub");
  type("oth");
  EXPECT_EQ(dialog_.browser().filter().text, "oth");
  EXPECT_EQ(selected(), "other.png");
}

TEST_F(Dialog, ClickSelectsAndDoubleClickOpens) {
  open(folder_);
  click("beta.jpg");
  EXPECT_EQ(selected(), "beta.jpg");
  EXPECT_EQ(chosen_, std::nullopt);
  gui_.double_click("sub");
  settle();
  EXPECT_EQ(folder(), folder_ / "sub");
  gui_.double_click("other.png");
  EXPECT_EQ(chosen_, folder_ / "sub" / "other.png");
}

TEST_F(Dialog, ButtonsOpenAndCancelAndGoUp) {
  open(folder_ / "sub");
  click("Up");
  EXPECT_EQ(folder(), folder_);
  click("alpha.png");
  click("Open");
  EXPECT_EQ(chosen_, folder_ / "alpha.png");
  open(folder_);
  chosen_.reset();
  click("Cancel");
  EXPECT_FALSE(dialog_.is_open());
  EXPECT_EQ(chosen_, std::nullopt);
}

TEST_F(Dialog, EscapeCloses) {
  open(folder_);
  type("a");
  key(ImGuiKey_Escape);
  EXPECT_FALSE(dialog_.is_open());
  EXPECT_EQ(chosen_, std::nullopt);
}

TEST_F(Dialog, PlacesLeadThere) {
  open(folder_ / "sub");
  click("Home");
  EXPECT_EQ(folder(), folder_);
}

TEST_F(Dialog, TogglesShowMore) {
  open(folder_);
  click("All files");
  EXPECT_TRUE(gui_.has("notes.txt"));
  click("Hidden");
  EXPECT_TRUE(gui_.has(".secret.png"));
  dialog_.toggle_hidden();
  settle();
  EXPECT_FALSE(gui_.has(".secret.png"));
}

TEST_F(Dialog, ASlashStartsAPath) {
  open(folder_);
  type((folder_ / "sub").native());
  EXPECT_EQ(dialog_.browser().filter().text, "");
  key(ImGuiKey_Enter);
  EXPECT_EQ(folder(), folder_ / "sub");
  type("inn");  // back in the filter
  EXPECT_EQ(dialog_.browser().filter().text, "inn");
}

TEST_F(Dialog, TheShortcutEditsThePathAndTabCompletesIt) {
  open(folder_);
  dialog_.edit_path();
  settle();
  type((folder_ / "su").native());  // replaces the path, all of it was selected
  key(ImGuiKey_Tab);
  type("inn");
  key(ImGuiKey_Tab);
  key(ImGuiKey_Enter);
  EXPECT_EQ(chosen_, folder_ / "sub" / "inner.png");
}

TEST_F(Dialog, ThePathBarIsEditedByAClickToo) {
  open(folder_);
  click("Path");
  key(ImGuiKey_End);
  type("/alpha.png");
  key(ImGuiKey_Enter);
  EXPECT_EQ(chosen_, folder_ / "alpha.png");
}

TEST_F(Dialog, ABadPathIsExplainedAndMayBeCorrected) {
  open(folder_);
  type(folder_.native() + "/gone");
  key(ImGuiKey_Enter);
  EXPECT_TRUE(dialog_.is_open());
  EXPECT_NE(dialog_.browser().message().find("gone: No such file or directory"), std::string::npos);
  EXPECT_EQ(folder(), folder_);
  for (int i = 0; i < 4; ++i) key(ImGuiKey_Backspace);
  type("sub");
  key(ImGuiKey_Enter);
  EXPECT_EQ(folder(), folder_ / "sub");
  EXPECT_EQ(dialog_.browser().message(), "");
}

TEST_F(Dialog, TheOpenButtonTakesATypedPath) {
  open(folder_);
  type((folder_ / "beta.jpg").native());
  click("Open");
  EXPECT_EQ(chosen_, folder_ / "beta.jpg");
}

TEST_F(Dialog, TypingTheSameFolderAgainReturnsToTheList) {
  open(folder_);
  type(folder_.native());
  key(ImGuiKey_Enter);
  type("bet");
  EXPECT_EQ(selected(), "beta.jpg");
}

TEST_F(Dialog, EscapeInThePathBarReturnsToTheList) {
  open(folder_);
  type("/nowhere");
  key(ImGuiKey_Escape);
  EXPECT_TRUE(dialog_.is_open());
  type("bet");
  EXPECT_EQ(selected(), "beta.jpg");
  key(ImGuiKey_Escape);
  EXPECT_FALSE(dialog_.is_open());
}

TEST_F(Dialog, APastedFileOpens) {
  open("/");
  paste("file://" + (folder_ / "alpha.png").native());
  key(ImGuiKey_Enter);
  EXPECT_EQ(chosen_, folder_ / "alpha.png");
}

TEST_F(Dialog, AVanishedFolderIsExplained) {
  open(folder_);
  fs::remove_all(folder_ / "sub");
  gui_.double_click("sub");
  settle();
  EXPECT_TRUE(dialog_.is_open());
  EXPECT_NE(dialog_.browser().message().find("sub: No such file or directory"), std::string::npos);
}

TEST_F(Dialog, NamesThatAreNotUtf8AreShownEscapedAndOpened) {
  std::ofstream(folder_ / "caf\xE9.png") << "x";
  open(folder_);
  gui_.double_click("caf\\xE9.png");
  EXPECT_EQ(chosen_, folder_ / "caf\xE9.png");
}

TEST_F(Dialog, GlyphsAreRequestedOncePerName) {
  const std::string name = "\xE6\xBC\xA2\xE5\xAD\x97.png";
  std::ofstream(folder_ / name) << "x";
  std::vector<std::string> requested;
  hooks_.request_glyphs = [&](std::string_view text) { requested.emplace_back(text); };
  open(folder_);
  EXPECT_EQ(requested, std::vector<std::string>{name});
}

TEST_F(Dialog, ThumbnailsAreAskedForTheSelectedImage) {
  fs::path asked;
  hooks_.thumbnail = [&](const fs::path& path) {
    asked = path;
    return compat::texture_id(1);
  };
  open(folder_);
  EXPECT_EQ(asked, fs::path());
  key(ImGuiKey_DownArrow);
  EXPECT_EQ(asked, folder_ / "alpha.png");
}

TEST_F(Dialog, SizesAppearWithoutBeingAskedFor) {
  open(folder_);
  EXPECT_EQ(dialog_.browser().row(1).size.width, 64);
  EXPECT_FALSE(dialog_.busy());
}

TEST_F(Dialog, TheSelectedRowStaysInSightInALongFolder) {
  fs::create_directories(folder_ / "many");
  for (int i = 0; i < 300; ++i) {
    std::ofstream(folder_ / "many" / text("n", i, ".png")) << "x";
  }
  open(folder_ / "many");
  EXPECT_FALSE(gui_.has("n299.png"));
  key(ImGuiKey_End);
  EXPECT_TRUE(gui_.has("n299.png"));
  EXPECT_FALSE(gui_.has("n0.png"));
  key(ImGuiKey_PageUp);
  EXPECT_TRUE(gui_.has(selected()));
  EXPECT_NE(selected(), "n299.png");
  key(ImGuiKey_Home);
  EXPECT_TRUE(gui_.has("n0.png"));
}

TEST_F(Dialog, AClickOnAHeaderSortsAndAnotherTurnsTheOrder) {
  open(folder_);
  EXPECT_LT(gui_.centre("alpha.png").y, gui_.centre("gamma.bmp").y);
  const LoggedItem first = gui_.item("sub");  // right below the header "Name"
  const ImVec2 header(first.min.x + 20.0F, first.min.y - (first.max.y - first.min.y) / 2);
  gui_.click(header);
  settle();
  EXPECT_GT(gui_.centre("alpha.png").y, gui_.centre("gamma.bmp").y);
  EXPECT_EQ(dialog_.browser().order(), (SortOrder{SortColumn::name, true}));
  gui_.click(header);
  settle();
  EXPECT_LT(gui_.centre("alpha.png").y, gui_.centre("gamma.bmp").y);
}

TEST_F(Dialog, EnterAndTextInTheSameFrameOpenWhatTheTextSays) {
  open(folder_);
  compat::FedInput input;
  input.text = "gam";
  input.keys = {ImGuiKey_Enter};
  compat::feed(input);
  ImGui::NewFrame();
  const auto file = dialog_.draw();
  ImGui::Render();
  compat::finish_headless_frame();
  EXPECT_EQ(file, folder_ / "gamma.bmp");
}

}  // namespace
}  // namespace fscope
