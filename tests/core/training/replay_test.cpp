#include "core/training/replay.h"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace fscope {
namespace {

RunConfig with_sigma(double sigma) {
  RunConfig config;
  config.mapping.sigma = sigma;
  return config;
}

TEST(Replay, TextByHand) {
  Replay replay{.start = with_sigma(2), .changes = {}};
  replay.change(10, with_sigma(3));
  const std::string lines = to_text(replay);
  EXPECT_EQ(lines.find('\n'), lines.rfind("\n@10 --sigma 3\n"));
  EXPECT_NE(lines.find("--sigma 2 "), std::string::npos);
  for (const Setting& setting : settings_table()) {
    EXPECT_NE(lines.find("--" + std::string(setting.key) + " "), std::string::npos);
  }
}

TEST(Replay, TextRoundTrips) {
  Replay replay{.start = with_settings({}, "--seed 3 --mapping positional --batch full"),
                .changes = {}};
  replay.change(0, with_settings(replay.start, "--lr 0.5"));
  replay.change(7, with_settings(replay.start, "--sigma 0.30000000000000004"));
  replay.change(7'000'000'000, with_settings(replay.start, "--optimizer sgd"));
  EXPECT_EQ(replay_from_text(to_text(replay)), replay);
  EXPECT_EQ(replay_from_text(""), Replay{});
}

TEST(Replay, CommentsEmptyLinesAndCarriageReturnsArePassedOver) {
  const auto replay = replay_from_text("# mine\r\n\n  --sigma 2\r\n \t\n@4 --sigma 3\r\n# end");
  EXPECT_EQ(replay.start, with_sigma(2));
  ASSERT_EQ(replay.changes.size(), 1U);
  EXPECT_EQ(replay.changes[0], (ReplayChange{4, with_sigma(3)}));
}

TEST(Replay, AChangeAtTheSameStepReplacesTheOneBefore) {
  Replay replay;
  for (const double sigma : {3.0, 4.0, 5.0}) replay.change(6, with_sigma(sigma));
  ASSERT_EQ(replay.changes.size(), 1U);
  EXPECT_EQ(replay.changes[0].config, with_sigma(5));
}

TEST(Replay, AnOptimiserThatComesBackIsNotForgotten) {
  const RunConfig sgd = with_settings({}, "--optimizer sgd");
  Replay replay;
  replay.change(6, sgd);
  replay.change(6, {});  // Adam again, but without its moments
  ASSERT_EQ(replay.changes.size(), 2U);
  EXPECT_EQ(replay_from_text(to_text(replay)), replay);
}

TEST(Replay, GivenWeightsAreComparedByValueAndKeepATextFromBeingRead) {
  const auto given = [](float value) {
    return std::make_shared<const Vector<float>>(Vector<float>::Constant(3, value));
  };
  const Replay replay{.start = with_sigma(2), .weights = given(1)};
  EXPECT_EQ(replay, (Replay{.start = with_sigma(2), .weights = given(1)}));
  EXPECT_NE(replay, (Replay{.start = with_sigma(2), .weights = given(2)}));
  EXPECT_NE(replay, (Replay{.start = with_sigma(2)}));
  try {
    replay_from_text(to_text(replay));
    ADD_FAILURE() << "accepted";
  } catch (const std::invalid_argument& error) {
    EXPECT_TRUE(
        std::string_view(error.what()).starts_with("line 1: the run began with the weights"))
        << error.what();
  }
}

TEST(Replay, RefusesBadLinesByNumber) {
  const auto refusal = [](const std::string& lines) -> std::string {
    try {
      replay_from_text(lines);
    } catch (const std::invalid_argument& error) {
      return error.what();
    }
    return "accepted";
  };
  EXPECT_TRUE(refusal("--sigma x").starts_with("line 1: --sigma: 'x'"));
  EXPECT_TRUE(refusal("--sigma 2\n\n@5 --sigma -3").starts_with("line 3: "));
  EXPECT_TRUE(refusal("@5 --sigma 2\n@4 --sigma 3").starts_with("line 2: step 4"));
  EXPECT_TRUE(refusal("@5 --sigma 2\n--sigma 3").starts_with("line 2: "));
  for (const char* line : {"@ --sigma 2", "@-1 --sigma 2", "@x --sigma 2", "@3x --sigma 2",
                           "@99999999999999999999 --sigma 2", "hello", "--nonsense 3"}) {
    EXPECT_TRUE(refusal(line).starts_with("line 1: ")) << line;
  }
}

}  // namespace
}  // namespace fscope
