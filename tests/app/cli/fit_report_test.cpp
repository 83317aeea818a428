#include "app/cli/fit_report.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <vector>

namespace fscope {
namespace {

FitResult example() {
  FitResult result;
  result.target = "a.png";
  result.config = with_settings({}, "--mapping positional --sigma 4.5 --batch full --seed 3");
  result.replay.start = result.config;
  result.width = 8;
  result.height = 4;
  result.channels = 3;
  result.last = {
      .step = 20, .seconds = 0.5, .train_loss = 0.25, .train_mse = 0.0625, .heldout_mse = 0.125};
  result.n_samples = 160;
  result.n_threads = 2;
  result.hash = "0123456789abcdef";
  return result;
}

TEST(FitReport, LineReadsAsASentence) {
  EXPECT_EQ(to_line(example()), "step 20: train 12.04 dB, held-out 9.03 dB, 0.5 s, 320 samples/s");
}

TEST(FitReport, LineLeavesOutWhatIsNotHeldOut) {
  FitResult result = example();
  result.last.heldout_mse.reset();
  EXPECT_EQ(to_line(result), "step 20: train 12.04 dB, 0.5 s, 320 samples/s");
}

TEST(FitReport, JsonHasTypedValues) {
  const auto json = nlohmann::json::parse(to_json(example()));
  EXPECT_EQ(json["mapping"], "positional");
  EXPECT_EQ(json["sigma"], 4.5);
  EXPECT_EQ(json["size"], 8);
  EXPECT_EQ(json["steps"], 20);
  EXPECT_EQ(json["seed"], 3);
  EXPECT_EQ(json["train_psnr"], psnr(0.0625));
  EXPECT_EQ(json["heldout_psnr"], psnr(0.125));
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
  result.last.train_mse = 0;
  result.last.heldout_mse.reset();
  const auto json = nlohmann::json::parse(to_json(result));
  EXPECT_TRUE(json["train_psnr"].is_null());
  EXPECT_TRUE(json["heldout_psnr"].is_null());
}

TEST(FitReport, JsonEscapesBytesThatAreNotUtf8) {
  FitResult result = example();
  result.target = "\xff.png";
  EXPECT_EQ(nlohmann::json::parse(to_json(result))["image"], "\\xFF.png");
}

TEST(FitReport, CsvHasOneRowPerPoint) {
  const std::vector<Measurement> curve = {{.step = 1,
                                           .seconds = 0.25,
                                           .train_loss = 0.125,
                                           .train_mse = 0.01,
                                           .heldout_mse = std::nullopt},
                                          example().last};
  EXPECT_EQ(to_csv(TaskKind::signal, curve),
            "step,seconds,train_loss,train_mse,heldout_mse\n"
            "1,0.250000,0.125,0.01,\n"
            "20,0.500000,0.25,0.0625,0.125\n");
  const std::string pictures = to_csv(TaskKind::image, curve);
  EXPECT_TRUE(
      pictures.starts_with("step,seconds,train_loss,train_psnr,heldout_psnr\n"
                           "1,0.250000,0.125,20,\n"))
      << pictures;
}

TEST(FitReport, SignalsHaveErrorsWithoutDecibels) {
  FitResult result = example();
  result.target = "signal:sine";
  result.config = signal_defaults();
  result.last.train_mse = 1.23456e-5;
  EXPECT_EQ(to_line(result),
            "step 20: mean square error train 1.23e-05, held-out 0.125, 0.5 s, 320 samples/s");
  const auto json = nlohmann::json::parse(to_json(result));
  EXPECT_EQ(json["signal"], "signal:sine");
  EXPECT_EQ(json["points"], 256);
  EXPECT_EQ(json["train_points"], 32);
  EXPECT_EQ(json["train_mse"], 1.23456e-5);
  EXPECT_EQ(json["heldout_mse"], 0.125);
  EXPECT_FALSE(json.contains("train_psnr") || json.contains("image") || json.contains("size"));
}

}  // namespace
}  // namespace fscope
