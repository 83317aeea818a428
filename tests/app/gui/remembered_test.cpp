#include "app/gui/remembered.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <utility>

namespace fscope {
namespace {

UiState recalled(const Preferences& preferences, const StartWish& wish = {}) {
  UiState ui;
  recall_settings(preferences, wish, ui);
  return ui;
}

TEST(RecallSettings, DefaultsAreAPictureWithTheLaboratoryAside) {
  const UiState ui = recalled({});
  EXPECT_EQ(ui.wanted, RunConfig{});
  EXPECT_EQ(ui.aside.config, signal_defaults());
  EXPECT_FALSE(ui.restart_on_change);
  EXPECT_TRUE(ui.aside.restart_on_change);
}

TEST(RecallSettings, BothTasksComeBackAsTheyWere) {
  UiState ui = recalled({});
  ui.wanted.mapping.sigma = 3;
  ui.aside.config.signal.alpha = 0.5;
  std::swap(ui.wanted, ui.aside.config);
  Preferences preferences;
  remember_settings(ui, preferences);
  EXPECT_EQ(preferences.task, "signal");
  const UiState again = recalled(preferences);
  EXPECT_EQ(again.wanted, ui.wanted);
  EXPECT_EQ(again.aside.config, ui.aside.config);
  EXPECT_TRUE(again.restart_on_change);
}

TEST(RecallSettings, TheNameDecidesThenTheTaskGivenThenTheOneShownLast) {
  Preferences last_signal;
  last_signal.task = "signal";
  EXPECT_EQ(recalled(last_signal).wanted.task, TaskKind::signal);
  EXPECT_EQ(recalled(last_signal, {"photo.jpg", ""}).wanted.task, TaskKind::image);
  EXPECT_EQ(recalled({}, {"", "--task signal"}).wanted.task, TaskKind::signal);
  EXPECT_EQ(recalled(last_signal, {"", "--task image"}).wanted.task, TaskKind::image);
  EXPECT_EQ(recalled({}, {"signal:chirp", ""}).wanted.signal.kind, SignalKind::chirp);
  EXPECT_EQ(recalled({}, {"data.csv", ""}).wanted.signal.kind, SignalKind::samples);
}

TEST(RecallSettings, WhatIsGivenLiesOverWhatIsRemembered) {
  Preferences preferences;
  preferences.signal_settings = {{"width", "512"}, {"seed", "3"}};
  const UiState ui = recalled(preferences, {"signal:noise", "--width 128"});
  EXPECT_EQ(ui.wanted.width, 128);
  EXPECT_EQ(ui.wanted.seed, 3U);
  EXPECT_EQ(ui.aside.config.width, RunConfig{}.width);
  EXPECT_THROW(recalled({}, {"signal:none-such", ""}), std::invalid_argument);
}

TEST(RecallSettings, SamplesAreNotRemembered) {
  Preferences preferences;
  preferences.task = "signal";
  preferences.signal_settings = {{"signal", "samples"}, {"train-points", "64"}};
  const UiState ui = recalled(preferences);
  EXPECT_EQ(ui.wanted.signal.kind, SignalKind::noise);
  EXPECT_EQ(ui.wanted.signal.n_train, 64);
}

TEST(RecallSettings, WhatNoLongerFitsIsLeftOutWithAMessage) {
  Preferences preferences;
  preferences.settings = {{"width", "a lot"}, {"sigma", "2"}};
  const UiState ui = recalled(preferences);
  EXPECT_EQ(ui.wanted.mapping.sigma, 2);
  EXPECT_EQ(ui.wanted.width, RunConfig{}.width);
  ASSERT_TRUE(ui.message);
  EXPECT_NE(ui.message->text.find("a lot"), std::string::npos);
}

}  // namespace
}  // namespace fscope
