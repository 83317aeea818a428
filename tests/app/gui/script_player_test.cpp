#include "app/gui/script_player.h"

#include <gtest/gtest.h>

#include <array>
#include <stdexcept>
#include <string>
#include <utility>

#include "app/gui/widgets/context_data.h"
#include "tests/app/gui/panels_fixture.h"
#include "tests/app/io/temporary_folder.h"

namespace fscope {
namespace {

/// Two buttons, one of them far down, and a text field.
class ScriptPlayerTest : public ::testing::Test {
 protected:
  /// Plays the script to its end; what it threw, or "".
  std::string play(const std::string& script) {
    try {
      play_file(folder_.file("s.txt", script));
    } catch (const std::runtime_error& error) {
      const std::string said = error.what();
      return said.substr(said.find("s.txt"));
    }
    return {};
  }

  void play_file(const std::filesystem::path& file) {
    ScriptPlayer player(file, {.open = [this](const std::string& name) { opened_ = name; },
                               .press = [this](ScriptKey key) { pressed_ = key; },
                               .resize = [](int, int) {},
                               .save_screenshot = [this](const auto& to) { saved_ = to; }});
    data_.item_log = &player.log();
    set_context_data(&data_);
    bool more = true;
    while (more) {
      player.feed();
      draw();
      now_s_ += 0.1;
      more = player.go_on({.snapshot = fixture_.snapshot,
                           .ui = fixture_.ui,
                           .busy = busy_,
                           .answered = true,
                           .now_s = now_s_});
    }
  }

  void draw() {
    ImGui::NewFrame();
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({300, 200});
    ImGui::Begin("test");
    if (ImGui::Button("near")) ++near_;
    note_item("near");
    ImGui::InputText("##field", field_.data(), field_.size());
    note_item("field");
    ImGui::Dummy({10, 2000});
    if (ImGui::Button("far")) ++far_;
    note_item("far");
    ImGui::End();
    ImGui::Render();
    compat::finish_headless_frame();
  }

  PanelsFixture fixture_;  // has the ImGui context
  TemporaryFolder folder_;
  ContextData data_;
  double now_s_ = 0;
  bool busy_ = false;
  int near_ = 0;
  int far_ = 0;
  std::array<char, 64> field_{"old words"};
  std::string opened_;
  ScriptKey pressed_;
  std::filesystem::path saved_;
};

TEST_F(ScriptPlayerTest, ClicksControlsAlsoThoseScrolledAway) {
  EXPECT_EQ(play("click near\nclick far\nclick near\n"), "");
  EXPECT_EQ(near_, 2);
  EXPECT_EQ(far_, 1);
}

TEST_F(ScriptPlayerTest, PointingDoesNotClick) {
  EXPECT_EQ(play("point near\n"), "");
  const ImVec2 near = ImGui::GetIO().MousePos;
  EXPECT_EQ(play("point field\n"), "");
  EXPECT_NE(ImGui::GetIO().MousePos.y, near.y);
  EXPECT_EQ(near_, 0);
}

TEST_F(ScriptPlayerTest, ALabelMayBeGivenByItsBeginning) {
  EXPECT_EQ(play("click fa*\nclick n*\n"), "");
  EXPECT_EQ(near_, 1);
  EXPECT_EQ(far_, 1);
}

TEST_F(ScriptPlayerTest, SetReplacesWhatAFieldHas) {
  EXPECT_EQ(play("set field \"new ones\"\n"), "");
  EXPECT_STREQ(field_.data(), "new ones");
}

TEST_F(ScriptPlayerTest, OpensPressesAndSaves) {
  EXPECT_EQ(play("open target:page\nkey ctrl+z\nscreenshot a.png\n"), "");
  EXPECT_EQ(opened_, "target:page");
  EXPECT_EQ(pressed_.key, parse_key("z").key);
  EXPECT_EQ(saved_, "a.png");
}

TEST_F(ScriptPlayerTest, AControlThatDoesNotComeEndsIt) {
  EXPECT_EQ(play("within 2\nclick nowhere\n"),
            "s.txt:2: not within 2 s: a control \"nowhere\" to point at; there are: \"near\" "
            "\"field\" \"far\"");
}

TEST_F(ScriptPlayerTest, ExpectationsAreChecked) {
  EXPECT_EQ(play("expect control near\nexpect no-control elsewhere\nexpect runs 1\n"), "");
  EXPECT_EQ(play("\nexpect no-control near\n"),
            "s.txt:2: there is a control \"near\"; there are: \"near\" \"field\" \"far\"");
  EXPECT_EQ(play("expect runs 3\n"), "s.txt:1: there are 1 runs, not 3");
  fixture_.snapshot.runs[0].config.mapping.sigma = 7;
  EXPECT_EQ(play("expect setting \"--sigma 7\"\n"), "");
  EXPECT_EQ(play("expect setting \"--sigma 8\"\n"), "s.txt:1: the run does not have --sigma 8");
  EXPECT_EQ(play("expect message hello\n"), "s.txt:1: the message is '', without 'hello'");
}

TEST_F(ScriptPlayerTest, WaitsHaveAnEnd) {
  busy_ = true;
  EXPECT_EQ(play("wait quiet\n").substr(0, 52),
            "s.txt:1: not within 30 s: nothing more to be compute");
  EXPECT_EQ(play("wait seconds 3\n"), "");
  fixture_.snapshot.runs[0].step = 5;
  EXPECT_EQ(play("wait step 5\n"), "");
  EXPECT_NE(play("wait step 6\n"), "");
  EXPECT_EQ(play("wait long\n"),
            "s.txt:1: 'wait long' is unknown; there are quiet, step, seconds, control, message");
}

TEST_F(ScriptPlayerTest, FaultsOfTheFileNameIt) {
  EXPECT_EQ(play("nonsense\n"), "s.txt:1: there is no step 'nonsense'");
  EXPECT_EQ(play("drag near a 0\n"), "s.txt:1: 'a' is not a number");
  EXPECT_EQ(play("key hyper\n"), "s.txt:1: there is no key 'hyper'");
}

}  // namespace
}  // namespace fscope
