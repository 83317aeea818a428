#include "app/cli/arguments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "app/io/picture_decoder.h"

namespace fscope {
namespace {

using testing::HasSubstr;

Arguments parse(std::vector<const char*> words) {
  words.insert(words.begin(), "fourierscope");
  return parse_arguments(static_cast<int>(words.size()), words.data());
}

std::string usage_error(const std::vector<const char*>& words) {
  try {
    parse(words);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

TEST(Arguments, WithoutAnyOpenTheWindow) {
  const auto gui = std::get<GuiArguments>(parse({}));
  EXPECT_FALSE(gui.target || gui.screenshot);
  EXPECT_EQ(gui.settings.given, "");
  EXPECT_EQ(gui.settings.config, RunConfig{});
}

TEST(Arguments, SettingsMayStandOnBothSidesOfTheImage) {
  const auto gui = std::get<GuiArguments>(parse({"--sigma", "3", "a.png", "--batch", "full"}));
  EXPECT_EQ(gui.target, "a.png");
  EXPECT_EQ(gui.settings.config.mapping.sigma, 3);
  EXPECT_EQ(gui.settings.config.batch, 0);
  EXPECT_EQ(gui.settings.given, "--sigma 3 --batch full");
}

TEST(Arguments, EverySettingIsAnOptionOfEveryCommandThatRuns) {
  for (const Setting& setting : settings_table()) {
    const std::string key = "--" + std::string(setting.key);
    const std::string value = setting.get(RunConfig{});
    EXPECT_EQ(
        std::get<FitArguments>(parse({"fit", "x", key.c_str(), value.c_str()})).settings.given,
        key + " " + value);
    EXPECT_EQ(std::get<GuiArguments>(parse({key.c_str(), value.c_str()})).settings.given,
              key + " " + value);
  }
}

TEST(Arguments, SignalsHaveDefaultsOfTheirOwn) {
  const auto fit = std::get<FitArguments>(parse({"fit", "signal:sine", "--power", "0.5"}));
  RunConfig expected = signal_defaults();
  expected.signal.kind = SignalKind::sine;
  expected.mapping.power = 0.5;
  EXPECT_EQ(fit.settings.config, expected);
  const auto file = std::get<FitArguments>(parse({"fit", "data.csv"}));
  EXPECT_EQ(file.settings.config.signal.kind, SignalKind::samples);
  const auto gui = std::get<GuiArguments>(parse({"signal:noise", "--alpha", "2"}));
  EXPECT_EQ(gui.target, "signal:noise");
  EXPECT_EQ(gui.settings.given, "--alpha 2");
  EXPECT_EQ(gui.settings.config.signal.alpha, 2);
}

TEST(Arguments, WhatIsLearnedIsNamedOnce) {
  EXPECT_THAT(usage_error({"fit", "signal:noisy"}), HasSubstr("signal:noise"));
  EXPECT_THAT(usage_error({"fit", "signal:noise", "--signal", "sine"}), HasSubstr("signal:noise"));
  EXPECT_THAT(usage_error({"fit", "data.csv", "--signal", "sine"}), HasSubstr("data.csv"));
  EXPECT_THAT(usage_error({"fit", "data.csv", "--task", "image"}), HasSubstr("--task image"));
  EXPECT_THAT(usage_error({"fit", "a.png", "--task", "signal"}), HasSubstr("--task signal"));
  EXPECT_THAT(usage_error({"landscape", "signal:sine"}), HasSubstr("signal:sine"));
  EXPECT_EQ(usage_error({"fit", "signal:noise", "--signal", "noise", "--task", "signal"}), "");
}

TEST(Arguments, ASignalIsNotWrittenAsAPicture) {
  EXPECT_THAT(usage_error({"fit", "signal:noise", "--out", "x.png"}),
              testing::AllOf(HasSubstr("--out"), HasSubstr("signal:noise"), HasSubstr("--csv")));
}

TEST(Arguments, TheLastOfTwoValuesCounts) {
  const auto fit = std::get<FitArguments>(parse({"fit", "x", "--sigma", "3", "--sigma", "7"}));
  EXPECT_EQ(fit.settings.config.mapping.sigma, 7);
}

TEST(Arguments, FitTakesItsOwnOptions) {
  const auto fit =
      std::get<FitArguments>(parse({"fit", "x.png", "--steps", "7", "--every", "3", "--threads",
                                    "2", "--json", "--out", "o.png", "--csv", "c.csv"}));
  EXPECT_EQ(fit.target, "x.png");
  EXPECT_EQ(fit.n_steps, 7);
  EXPECT_EQ(fit.every, 3);
  EXPECT_EQ(fit.n_threads, 2);
  EXPECT_TRUE(fit.json);
  EXPECT_EQ(fit.out, "o.png");
  EXPECT_EQ(fit.csv, "c.csv");
  EXPECT_FALSE(fit.replay);
}

TEST(Arguments, BenchTakesListsOfWords) {
  const auto bench = std::get<BenchArguments>(parse(
      {"bench", "--quick", "--only", "peak", "cost", "--only", "memory", "--networks", "small",
       "--batches", "7", "full", "--seconds", "0.5", "--threads", "2", "--json", "-"}));
  EXPECT_TRUE(bench.quick);
  EXPECT_THAT(bench.only, testing::ElementsAre("peak", "cost", "memory"));
  EXPECT_THAT(bench.networks, testing::ElementsAre("small"));
  EXPECT_THAT(bench.batches, testing::ElementsAre("7", "full"));
  EXPECT_EQ(bench.seconds, 0.5);
  EXPECT_EQ(bench.n_threads, 2);
  EXPECT_EQ(bench.json, "-");
  EXPECT_FALSE(std::get<BenchArguments>(parse({"bench"})).json);
}

TEST(Arguments, PathsKeepTheirBytes) {
  for (const char* path : {"\xff\xfe.png", "[a].png", "a,b.png", "a b;c.png", "'q'.png"}) {
    const auto fit = std::get<FitArguments>(parse({"fit", path, "--out", path}));
    EXPECT_EQ(fit.target, path);
    EXPECT_EQ(fit.out->native(), path);
  }
  EXPECT_EQ(std::get<FitArguments>(parse({"fit", "--", "--odd.png"})).target, "--odd.png");
}

TEST(Arguments, TheLanguageIsOfTheWindowAndItsScreenshot) {
  EXPECT_EQ(std::get<GuiArguments>(parse({"--language", "zh"})).language, "zh");
  EXPECT_EQ(std::get<GuiArguments>(parse({})).language, std::nullopt);
  const auto shot = parse({"screenshot", "--out", "w.png", "--after", "1", "--language", "en"});
  EXPECT_EQ(std::get<GuiArguments>(shot).language, "en");
}

TEST(Arguments, ScreenshotHasAMomentAndAWindow) {
  const auto gui = std::get<GuiArguments>(
      parse({"screenshot", "--out", "w.png", "--after-steps", "30", "--window", "1600x900",
             "--theme", "light", "a.png", "--sigma", "2"}));
  ASSERT_TRUE(gui.screenshot);
  EXPECT_EQ(gui.screenshot->out, "w.png");
  EXPECT_EQ(gui.screenshot->after_steps, 30);
  EXPECT_FALSE(gui.screenshot->after_seconds);
  EXPECT_EQ(gui.screenshot->window->width, 1600);
  EXPECT_EQ(gui.screenshot->window->height, 900);
  EXPECT_EQ(gui.screenshot->theme, "light");
  EXPECT_EQ(gui.target, "a.png");
  EXPECT_EQ(gui.settings.config.mapping.sigma, 2);
}

TEST(Arguments, FigureHasDefaultsAndOptions) {
  const auto listing = std::get<FigureArguments>(parse({"figure"}));
  EXPECT_EQ(listing.name, "");
  const auto plain = std::get<FigureArguments>(parse({"figure", "fig11"}));
  EXPECT_EQ(plain.name, "fig11");
  EXPECT_EQ(plain.out, ".");
  EXPECT_FALSE(plain.quick);
  EXPECT_FALSE(plain.picture);
  const auto full =
      std::get<FigureArguments>(parse({"figure", "fig10", "--quick", "--out", "f", "--seed", "7",
                                       "--threads", "2", "--picture", "a.png"}));
  EXPECT_TRUE(full.quick);
  EXPECT_EQ(full.out, "f");
  EXPECT_EQ(full.seed, 7U);
  EXPECT_EQ(full.n_threads, 2);
  EXPECT_EQ(full.picture, "a.png");
  EXPECT_TRUE(std::get<FigureArguments>(parse({"figure", "fig3", "--anchored"})).anchored);
}

TEST(Arguments, HelpAndVersionComeBeforeEverythingElse) {
  for (const char* command : {"fit", "targets", "screenshot", "bench", "figure"}) {
    const auto help = std::get<PrintArguments>(parse({command, "--help"}));
    EXPECT_THAT(help.message, HasSubstr("Examples:\n  fourierscope " + std::string(command)));
  }
  EXPECT_THAT(std::get<PrintArguments>(parse({"--help"})).message, HasSubstr("Examples:"));
  const std::string note = has_sandbox() ? "" : "pictures are decoded without a sandbox\n";
  EXPECT_THAT(std::get<PrintArguments>(parse({"--version"})).message,
              testing::MatchesRegex("fourierscope [0-9]+\\.[0-9]+\\.[0-9]+\n" + note));
}

TEST(Arguments, ErrorsNameTheArgumentOnOneLine) {
  const std::vector<std::pair<std::vector<const char*>, std::string>> cases = {
      {{"fit"}, "TARGET"},
      {{"fit", "x", "y"}, "y"},
      {{"fit", "x", "--sigma", "much"}, "much"},
      {{"fit", "x", "--sigma"}, "--sigma"},
      {{"fit", "x", "--bogus"}, "--bogus"},
      {{"fit", "x", "--steps", "0"}, "--steps"},
      {{"fit", "x", "--steps", "many"}, "--steps"},
      {{"fit", "x", "--threads", "-1"}, "--threads"},
      {{"fit", "x", "--out", ""}, "--out"},
      {{"fit", "x", "--mapping", "power"}, "--mapping power"},
      {{"fit", "x", "--features", "4096", "--width", "4096", "--layers", "32"}, "--features 4096"},
      {{"fit", "x", "--replay", "r", "--sigma", "3"}, "--sigma 3"},
      {{"targets", "x"}, "x"},
      {{"targets", "--size", "0"}, "--size"},
      {{"screenshot", "--after", "1"}, "--out"},
      {{"screenshot", "--out", "x"}, "--after"},
      {{"screenshot", "--out", "x", "--after", "1", "--after-steps", "2"}, "--after-steps"},
      {{"screenshot", "--out", "x", "--after", "nan"}, "--after"},
      {{"screenshot", "--out", "x", "--after", "1", "--window", "800"}, "800"},
      {{"screenshot", "--out", "x", "--after", "1", "--window", "8x8"}, "8x8"},
      {{"screenshot", "--out", "x", "--after", "1", "--theme", "pink"}, "pink"},
      {{"--language", "fr"}, "fr"},
      {{"bench", "x"}, "x"},
      {{"bench", "--only", "speed"}, "speed"},
      {{"bench", "--networks", "large"}, "large"},
      {{"bench", "--batches", "some"}, "some"},
      {{"bench", "--batches", "0"}, "0"},
      {{"bench", "--seconds", "0"}, "--seconds"},
      {{"bench", "--seconds", "nan"}, "--seconds"},
      {{"bench", "--threads", "-1"}, "--threads"},
      {{"bench", "--json", ""}, "--json"},
      {{"figure", "fig99"}, "fig99"},
      {{"figure", "fig11", "fig14"}, "fig14"},
      {{"figure", "fig11", "--seed", "-1"}, "--seed"},
      {{"figure", "fig11", "--out", ""}, "--out"},
      {{"figure", "fig11", "--picture", "a.png"}, "--picture"},
      {{"figure", "fig11", "--anchored"}, "--anchored"},
      {{"a", "b"}, "b"},
  };
  for (const auto& [words, named] : cases) {
    const std::string error = usage_error(words);
    EXPECT_THAT(error, HasSubstr(named));
    EXPECT_THAT(error, testing::Not(HasSubstr("\n")));
  }
}

}  // namespace
}  // namespace fscope
