#include "app/io/state.h"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <string>

#include "app/io/image_file.h"
#include "app/io/png_text.h"
#include "core/support/check.h"
#include "tests/app/io/temporary_folder.h"

namespace fscope {
namespace {

using Json = nlohmann::json;

/// Every field other than its default.
State full_state() {
  State state;
  state.target = "photos/caf\xe9.png";  // not UTF-8
  state.target_hash = "0123456789abcdef";
  state.samples = std::make_shared<const Samples>(Samples{-0.5, 0.25, 0.5});
  state.samples_name = "drawn";
  SavedRun run{.name = "\u9ad8\u65af",
               .replay = {.start = with_settings({}, "--sigma 3.5 --seed 7"), .changes = {}},
               .step = 40};
  run.replay.change(10, with_settings(run.replay.start, "--sigma 12 --lr 0.001"));
  run.replay.change(40, with_settings(run.replay.start, "--sigma 1"));
  run.replay.weights = std::make_shared<const Vector<float>>(Vector<float>::LinSpaced(5, -1, 1));
  state.runs = {run,
                {.name = "none",
                 .replay = {.start = with_settings({}, "--mapping none"), .changes = {}},
                 .step = 0}};
  state.selected = 1;
  state.pacing = Pacing::seconds;
  state.view = {.fitted = false,
                .center_x = 12.5,
                .center_y = -3,
                .scale = 8,
                .spectra = true,
                .between_pixels = false,
                .mark_training = true,
                .smooth = true,
                .absolute_error = true,
                .gain = 16,
                .theory = false,
                .theory_time = std::numeric_limits<double>::infinity(),
                .match_training = true};
  return state;
}

Json document() { return Json::parse(to_json(full_state())); }

std::string reason(const Json& json) {
  return message_of([&] { state_from_json(json.dump()); });
}

TEST(State, ComesBackAsItWas) {
  const State before = full_state();
  const State after = state_from_json(to_json(before));
  EXPECT_EQ(after.target, before.target);
  EXPECT_EQ(after.target_hash, before.target_hash);
  EXPECT_EQ(*after.samples, *before.samples);
  EXPECT_EQ(after.samples_name, before.samples_name);
  EXPECT_EQ(after.runs, before.runs);
  EXPECT_EQ(after.selected, before.selected);
  EXPECT_EQ(after.pacing, before.pacing);
  EXPECT_EQ(after.view, before.view);
  EXPECT_EQ(to_json(after), to_json(before));
}

TEST(State, NumbersAndTruthValuesAreWrittenAsSuch) {
  const Json run = document()["runs"][0];
  EXPECT_EQ(run["settings"]["sigma"], 3.5);
  EXPECT_EQ(run["settings"]["seed"], 7);
  EXPECT_EQ(run["settings"]["mapping"], "gaussian");
  // A change names what it changes, no more.
  EXPECT_EQ(run["changes"][0]["settings"], (Json{{"sigma", 12}, {"lr", 0.001}}));
}

TEST(State, KeepsFieldsThatItDoesNotKnow) {
  Json json = document();
  json["future"] = {1, 2};
  json["view"]["hologram"] = true;
  json["runs"][1]["colour"] = "red";
  json["target"]["license"] = "CC0";
  const Json again = Json::parse(to_json(state_from_json(json.dump())));
  EXPECT_EQ(again["future"], (Json{1, 2}));
  EXPECT_EQ(again["view"]["hologram"], true);
  EXPECT_EQ(again["runs"][1]["colour"], "red");
  EXPECT_EQ(again["target"]["license"], "CC0");
  EXPECT_EQ(again, json);
}

TEST(State, WhatIsMissingHasItsDefault) {
  const State state = state_from_json(R"({"kind": "fourierscope state", "version": 1})");
  EXPECT_TRUE(state.runs.empty());
  EXPECT_TRUE(state.target.empty());
  EXPECT_EQ(state.view, SavedView{});
  const Json one = {{"kind", "fourierscope state"}, {"version", 1}, {"runs", {Json::object()}}};
  EXPECT_EQ(state_from_json(one.dump()).runs.at(0).replay.start, RunConfig{});
}

TEST(State, ErrorsSayWhereTheyAre) {
  struct Case {
    const char* pointer;
    Json value;
    const char* begins;
  };
  for (const Case& c : std::initializer_list<Case>{
           {"/kind", "recipe", "kind: "},
           {"/version", 2, "version: it is 2"},
           {"/version", "one", "version: it is not a whole number"},
           {"/runs", 3, "runs: it is not a list"},
           {"/runs/1", 3, "runs[1] is not an object"},
           {"/runs/0/settings/sigma", "wide", "runs[0].settings.sigma: "},
           {"/runs/0/settings/sigmma", 3, "runs[0].settings.sigmma: "},
           {"/runs/0/settings/sigma", Json::array(), "runs[0].settings.sigma: it is not text"},
           {"/runs/0/settings/width", 100'000, "runs[0].settings"},
           {"/runs/0/changes/1/step", 9, "runs[0].changes[1].step: 9 is less than 10"},
           {"/runs/0/changes/0/settings/lr", -1, "runs[0].changes[0].settings"},
           {"/runs/0/weights", "AAA=", "runs[0].weights: it is no base64 of 32-bit floats"},
           {"/runs/0/weights", 7, "runs[0].weights: it is not text"},
           {"/runs/0/step", 39, "runs[0].step: 39 is less than 40"},
           {"/runs/0/step", 1.5, "runs[0].step: it is not a whole number"},
           {"/selected", 2, "selected: 2 is more than 1"},
           {"/pacing", "mood", "pacing: "},
           {"/samples", Json::array(), "samples: "},
           {"/samples/1", "x", "samples: "},
           {"/view/gain", 0, "view.gain: 0 is not from 1 to 64"},
           {"/view/scale", "infinity", "view.scale: it is not a number"},
           {"/view/spectra", 1, "view.spectra: it is not true or false"},
           {"/target/name", 5, "target.name: it is not text"},
       }) {
    Json json = document();
    json[Json::json_pointer(c.pointer)] = c.value;
    EXPECT_TRUE(reason(json).starts_with(c.begins)) << c.pointer << " gave: " << reason(json);
  }
}

TEST(State, MoreRunsThanTheProgramHoldsAreRefused) {
  Json json = document();
  for (std::size_t i = 0; i < kMaxRuns; ++i) json["runs"].push_back(json["runs"][0]);
  EXPECT_EQ(reason(json), "runs: there are more than 8");
}

TEST(State, WhatIsNoJsonIsRefusedWithThePlace) {
  const auto why = [](const std::string& bytes) {
    return message_of([&] { state_from_json(bytes); });
  };
  EXPECT_NE(why("{\"kind\": \n").find("line 2"), std::string::npos) << why("{\"kind\": \n");
  EXPECT_EQ(why("[]"), "the document is not an object");
  EXPECT_NE(why(std::string(100'000, '[')).find("nested too deeply"), std::string::npos);
  EXPECT_NE(why("").find("not valid JSON"), std::string::npos);
}

TEST(State, TravelsInAPicture) {
  const TemporaryFolder folder;
  const Image image{.width = 2, .height = 1, .channels = 1, .pixels = {7, 200}};
  const auto png = folder.path() / "a.png";
  save_png(png, image);
  EXPECT_FALSE(holds_state(png));
  EXPECT_NE(message_of([&] { load_state(png); }).find("a.png: this picture holds no state"),
            std::string::npos);
  save_png(png, image, to_json(full_state()));
  EXPECT_TRUE(holds_state(png));
  EXPECT_EQ(load_state(png).runs, full_state().runs);
  EXPECT_EQ(load_image(png), image);  // it is a picture still
  const auto json = folder.file("b.JSON", to_json(full_state()));
  EXPECT_TRUE(holds_state(json));
  EXPECT_EQ(load_state(json).runs, full_state().runs);
  EXPECT_NE(message_of([&] { load_state(folder.file("c.json", "{}")); }).find("c.json: kind: "),
            std::string::npos);
}

TEST(State, DamagedTextInAPictureIsRefused) {
  const TemporaryFolder folder;
  const auto png = folder.path() / "a.png";
  save_png(png, {.width = 1, .height = 1, .channels = 1, .pixels = {0}}, to_json(full_state()));
  std::string bytes = bytes_of(png);
  bytes[bytes.find("pacing")] = 'P';
  EXPECT_EQ(message_of([&] { png_text(bytes, kStateKeyword); }), "its text is damaged");
  EXPECT_EQ(message_of([&] { png_text(std::string_view(bytes).substr(0, 200), kStateKeyword); }),
            "the file is truncated");
}

TEST(State, HashOfAPictureKnowsItsPixelsAndItsShape) {
  const Image a{.width = 2, .height = 1, .channels = 1, .pixels = {7, 200}};
  Image b = a;
  std::swap(b.width, b.height);
  Image c = a;
  c.pixels[1] = 201;
  EXPECT_EQ(picture_hash(a).size(), 16U);
  EXPECT_NE(picture_hash(a), picture_hash(b));
  EXPECT_NE(picture_hash(a), picture_hash(c));
  Image deep = a;
  deep.deep = {0x07FF, 0xC800};  // the same in 8 bits
  EXPECT_NE(picture_hash(a), picture_hash(deep));
  // FNV-1a of nothing but three zeros of 32 bits: (offset * prime^12) mod 2^64.
  EXPECT_EQ(picture_hash({}), "5467b0da1d106495");
}

}  // namespace
}  // namespace fscope
