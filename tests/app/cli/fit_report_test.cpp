#include "app/cli/fit_report.h"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <vector>

namespace fscope {
namespace {

FitResult example() {
  FitResult result;
  result.image = "a.png";
  result.config = with_settings({}, "--mapping positional --sigma 4.5 --batch full --seed 3");
  result.replay.start = result.config;
  result.width = 8;
  result.height = 4;
  result.channels = 3;
  result.last = {
      .step = 20, .seconds = 0.5, .train_loss = 0.25, .train_psnr = 12.345, .heldout_psnr = 11.5};
  result.n_samples = 160;
  result.n_threads = 2;
  result.hash = "0123456789abcdef";
  return result;
}

TEST(FitReport, LineReadsAsASentence) {
  EXPECT_EQ(to_line(example()), "step 20: train 12.35 dB, held-out 11.50 dB, 0.5 s, 320 samples/s");
}

TEST(FitReport, LineLeavesOutWhatIsNotHeldOut) {
  FitResult result = example();
  result.last.heldout_psnr.reset();
  EXPECT_EQ(to_line(result), "step 20: train 12.35 dB, 0.5 s, 320 samples/s");
}

TEST(FitReport, JsonHasTypedValues) {
  const auto json = nlohmann::json::parse(to_json(example()));
  EXPECT_EQ(json["mapping"], "positional");
  EXPECT_EQ(json["sigma"], 4.5);
  EXPECT_EQ(json["size"], 8);
  EXPECT_EQ(json["steps"], 20);
  EXPECT_EQ(json["seed"], 3);
  EXPECT_EQ(json["train_psnr"], 12.345);
  EXPECT_EQ(json["heldout_psnr"], 11.5);
  EXPECT_EQ(json["seconds"], 0.5);
  EXPECT_EQ(json["samples_per_s"], 320);
  EXPECT_EQ(json["threads"], 2);
  EXPECT_EQ(json["parameters_hash"], "0123456789abcdef");
  EXPECT_EQ(json["settings"]["batch"], "full");
  EXPECT_EQ(json["settings"].size(), settings_table().size());
  EXPECT_EQ(replay_from_text(json["replay"].get<std::string>()), example().replay);
}

TEST(FitReport, JsonHasNullForWhatIsNoNumber) {
  FitResult result = example();
  result.last.train_psnr = std::numeric_limits<double>::infinity();
  result.last.heldout_psnr.reset();
  const auto json = nlohmann::json::parse(to_json(result));
  EXPECT_TRUE(json["train_psnr"].is_null());
  EXPECT_TRUE(json["heldout_psnr"].is_null());
}

TEST(FitReport, JsonEscapesBytesThatAreNotUtf8) {
  FitResult result = example();
  result.image = "\xff.png";
  EXPECT_EQ(nlohmann::json::parse(to_json(result))["image"], "\\xFF.png");
}

TEST(FitReport, CsvHasOneRowPerPoint) {
  const std::vector<Measurement> curve = {{.step = 1,
                                           .seconds = 0.25,
                                           .train_loss = 0.125,
                                           .train_psnr = 9.5,
                                           .heldout_psnr = std::nullopt},
                                          example().last};
  EXPECT_EQ(to_csv(curve),
            "step,seconds,train_loss,train_psnr,heldout_psnr\n"
            "1,0.250000,0.125,9.5,\n"
            "20,0.500000,0.25,12.345,11.5\n");
}

}  // namespace
}  // namespace fscope
