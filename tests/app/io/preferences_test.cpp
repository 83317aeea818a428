#include "app/io/preferences.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace fscope {
namespace {

namespace fs = std::filesystem;

class PreferencesFile : public testing::Test {
 protected:
  void SetUp() override {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  void write(const std::string& bytes) { std::ofstream(file_, std::ios::binary) << bytes; }
  static std::string read(const fs::path& path) {
    std::ostringstream out;
    out << std::ifstream(path, std::ios::binary).rdbuf();
    return out.str();
  }
  Preferences load() { return load_preferences(file_, message_); }

  /// A damaged file gives defaults, a message with its name and the reason, and is kept.
  void expect_put_aside(const std::string& bytes, const std::string& reason) {
    const fs::path aside = file_.native() + ".damaged";
    fs::remove(aside);
    write(bytes);
    EXPECT_EQ(load(), Preferences()) << bytes;
    EXPECT_NE(message_.find(file_.native()), std::string::npos) << message_;
    EXPECT_NE(message_.find(reason), std::string::npos) << message_;
    EXPECT_FALSE(fs::exists(file_)) << bytes;
    EXPECT_EQ(read(aside), bytes);
  }

  fs::path folder_ =
      fs::path(testing::TempDir()) / testing::UnitTest::GetInstance()->current_test_info()->name();
  fs::path file_ = folder_ / "settings.json";
  std::string message_ = "left over";
};

TEST_F(PreferencesFile, MissingGivesDefaultsSilently) {
  EXPECT_EQ(load(), Preferences());
  EXPECT_EQ(message_, "");
}

TEST_F(PreferencesFile, ReadsWhatIsWrittenByHand) {
  write(R"({"window_width": 1000, "window_height": 700, "maximized": true, "theme": "light",
            "settings": {"sigma": "10"}, "recent": ["/b", "/caf\\xE9"], "last_folder": "/c"})");
  const Preferences p = load();
  EXPECT_EQ(message_, "");
  EXPECT_EQ(p.window_width, 1000);
  EXPECT_EQ(p.window_height, 700);
  EXPECT_TRUE(p.maximized);
  EXPECT_EQ(p.theme, "light");
  EXPECT_EQ(p.settings.at("sigma"), "10");
  EXPECT_EQ(p.recent, (std::vector<std::string>{"/b", "/caf\xE9"}));
  EXPECT_EQ(p.last_folder, "/c");
}

TEST_F(PreferencesFile, ComesBackAsSaved) {
  Preferences p;
  p.window_width = 900;
  p.window_height = 640;
  p.maximized = true;
  p.theme = "light";
  p.language = "zh";
  p.settings = {{"sigma", "2.5"}, {"image", "/tmp/\xFF\n\"\\x41.png"}, {"k\xE9y", ""}};
  p.recent = {"/\xE6\xBC\xA2.png", "/caf\xE9.png"};
  p.last_folder = "/caf\xE9";
  p.unknown = R"({"future":{"a":[1,2.5,null]}})";
  save_preferences(p, file_);
  EXPECT_EQ(load(), p);
  EXPECT_EQ(message_, "");
}

TEST_F(PreferencesFile, SavingMakesTheFolder) {
  const fs::path file = folder_ / "new" / "deep" / "settings.json";
  save_preferences({}, file);
  EXPECT_EQ(load_preferences(file, message_), Preferences());
  EXPECT_TRUE(fs::exists(file));
}

TEST_F(PreferencesFile, KeepsKeysItDoesNotKnow) {
  write(R"({"theme": "light", "panel": {"open": [1, "x"]}})");
  Preferences p = load();
  p.theme = "dark";
  save_preferences(p, file_);
  EXPECT_EQ(load().unknown, R"({"panel":{"open":[1,"x"]}})");
  EXPECT_EQ(load().theme, "dark");
}

TEST_F(PreferencesFile, ClampsNumbersOutOfRange) {
  write(R"({"window_width": -5, "window_height": 1e300, "theme": "pink"})");
  const Preferences p = load();
  EXPECT_EQ(message_, "");
  EXPECT_EQ(p.window_width, 320);
  EXPECT_EQ(p.window_height, 16384);
  EXPECT_EQ(p.theme, "dark");
}

TEST_F(PreferencesFile, AnUnknownLanguageReadsAsTheSystems) {
  write(R"({"language": "zh"})");
  EXPECT_EQ(load().language, "zh");
  write(R"({"language": "xx"})");
  EXPECT_EQ(load().language, "");
  write("{}");
  EXPECT_EQ(load().language, "");
}

TEST_F(PreferencesFile, RecentIsCutAndFreedOfDoubles) {
  std::string list = R"("/0", "/0", "")";
  for (int i = 1; i < 40; ++i) list += ", \"/" + std::to_string(i) + "\"";
  write("{\"recent\": [" + list + "]}");
  const Preferences p = load();
  ASSERT_EQ(p.recent.size(), kMaxRecent);
  EXPECT_EQ(p.recent[0], "/0");
  EXPECT_EQ(p.recent[11], "/11");
}

TEST_F(PreferencesFile, DamagedIsPutAsideWithTheReason) {
  expect_put_aside("", "parse error");
  expect_put_aside("{\"theme\": \"li", "parse error");
  expect_put_aside("[1, 2]", "not a JSON object");
  expect_put_aside("{\"theme\": 3}", "\"theme\" is not text");
  expect_put_aside("{\"window_width\": \"wide\"}", "\"window_width\" is not a number");
  expect_put_aside("{\"maximized\": 1}", "\"maximized\" is not true or false");
  expect_put_aside("{\"recent\": {}}", "\"recent\" is not a list");
  expect_put_aside("{\"recent\": [1]}", "\"recent\" is not text");
  expect_put_aside("{\"settings\": []}", "\"settings\" is not an object");
  expect_put_aside("{\"theme\": \"\xFF\"}", "parse error");
  expect_put_aside("{\"window_width\": 1e999}", "number overflow");
  expect_put_aside(std::string(100, '\0'), "parse error");
  expect_put_aside(std::string(2 << 20, ' '), "larger than 1 MiB");
  expect_put_aside("{\"a\":" + std::string(100000, '['), "nested too deeply");
}

TEST_F(PreferencesFile, EveryBeginningOfAFileIsReadOrPutAside) {
  Preferences p;
  p.recent = {"/caf\xE9"};
  p.settings = {{"sigma", "10"}};
  save_preferences(p, file_);
  const std::string whole = read(file_);
  for (std::size_t length = 0; length + 2 < whole.size(); ++length) {
    expect_put_aside(whole.substr(0, length), "parse error");
  }
}

TEST_F(PreferencesFile, AnEarlierDamagedFileIsKeptToo) {
  write("first");
  load();
  write("second");
  load();
  EXPECT_EQ(read(file_.native() + ".damaged"), "first");
  EXPECT_EQ(read(file_.native() + ".damaged1"), "second");
}

TEST_F(PreferencesFile, AFolderInItsPlaceGivesAMessage) {
  fs::create_directories(file_);
  EXPECT_EQ(load(), Preferences());
  EXPECT_NE(message_.find("cannot be read"), std::string::npos) << message_;
}

TEST_F(PreferencesFile, SavingWhereNothingCanBeWrittenThrows) {
  write("a file, not a folder");
  EXPECT_THROW(save_preferences({}, file_ / "settings.json"), std::exception);
  EXPECT_THROW(save_preferences({}, {}), std::runtime_error);
}

TEST(AddRecent, NewestFirstWithoutDoublesAtMostTwelve) {
  Preferences p;
  p.recent = {"/a", "/b"};
  add_recent(p, "/b");
  EXPECT_EQ(p.recent, (std::vector<std::string>{"/b", "/a"}));
  add_recent(p, "/c");
  EXPECT_EQ(p.recent, (std::vector<std::string>{"/c", "/b", "/a"}));
  for (int i = 0; i < 30; ++i) add_recent(p, std::to_string(i));
  ASSERT_EQ(p.recent.size(), kMaxRecent);
  EXPECT_EQ(p.recent.front(), "29");
  EXPECT_EQ(p.recent.back(), "18");
}

TEST(PreferencesPath, IsBelowTheConfigurationFolder) {
  setenv("XDG_CONFIG_HOME", "/conf", 1);
  EXPECT_EQ(preferences_path(), fs::path("/conf/fourierscope/settings.json"));
  unsetenv("XDG_CONFIG_HOME");
  unsetenv("HOME");
  EXPECT_EQ(preferences_path(), fs::path());
  std::string message;
  EXPECT_EQ(load_preferences(preferences_path(), message), Preferences());
  EXPECT_EQ(message, "");
}

}  // namespace
}  // namespace fscope
