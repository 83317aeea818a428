#include "app/report/film.h"

#include <gif_lib.h>
#include <gtest/gtest.h>

#include "app/io/image_file.h"
#include "core/support/check.h"
#include "tests/app/io/temporary_folder.h"
#include "tests/core/pictures.h"

namespace fscope {
namespace {

/// What is said of every frame of a GIF file: its delay in hundredths of a second.
std::vector<int> delays_of_gif(const std::filesystem::path& path, Size& size) {
  int error = 0;
  GifFileType* file = DGifOpenFileName(path.c_str(), &error);
  std::vector<int> delays;
  if (!file) return delays;
  EXPECT_EQ(DGifSlurp(file), GIF_OK);
  size = {file->SWidth, file->SHeight};
  for (int i = 0; i < file->ImageCount; ++i) {
    GraphicsControlBlock control{};
    EXPECT_EQ(DGifSavedExtensionToGCB(file, i, &control), GIF_OK);
    delays.push_back(control.DelayTime);
  }
  DGifCloseFile(file, &error);
  return delays;
}

Image flat(std::uint8_t value) {
  return {.width = 4, .height = 2, .channels = 1, .pixels = std::vector<std::uint8_t>(8, value)};
}

SavedRun small_run(std::string_view settings, std::int64_t step) {
  const RunConfig config =
      with_settings({}, "--features 8 --width 8 --layers 2 --batch 50 --size original --crop fit");
  return {.name = std::string(settings),
          .replay = {.start = with_settings(config, settings)},
          .step = step};
}

FilmRequest request(const std::filesystem::path& path, std::vector<SavedRun> runs) {
  return {.path = path,
          .title = "two runs",
          .n_frames = 5,
          .sources = {.picture = shared(wavy_image(16, 12, 3)), .samples = nullptr},
          .runs = std::move(runs),
          .n_threads = 2};
}

const std::function<void(int, int)> kNoProgress = [](int, int) {};

TEST(FilmSteps, AreCloseAtFirstAndEndWhereTheyShould) {
  EXPECT_EQ(film_steps(7, 4), (std::vector<std::int64_t>{0, 1, 3, 7}));  // 2^k - 1
  EXPECT_EQ(film_steps(0, 9), (std::vector<std::int64_t>{0}));
  EXPECT_EQ(film_steps(3, 100), (std::vector<std::int64_t>{0, 1, 2, 3}));
  const auto steps = film_steps(100'000, 60);
  EXPECT_LE(steps.size(), 60U);
  EXPECT_EQ(steps.back(), 100'000);
  EXPECT_TRUE(std::ranges::is_sorted(steps, std::less_equal<>()));
  EXPECT_THROW(film_steps(-1, 5), std::invalid_argument);
  EXPECT_THROW(film_steps(5, 1), std::invalid_argument);
}

TEST(Film, IsAGifOfItsFrames) {
  const TemporaryFolder folder;
  const auto path = folder.path() / "film.GIF";
  Film film(path, {.title = "title", .last_step = 2, .n_frames = 10});
  for (const std::int64_t step : film.steps()) {
    EXPECT_FALSE(std::filesystem::exists(path)) << "before it is whole";
    EXPECT_TRUE(film.wants(step));
    film.add(step, {film_tile(flat(100), "network", 0.01)});
  }
  EXPECT_FALSE(film.wants(3));
  film.finish();
  Size size;
  EXPECT_EQ(delays_of_gif(path, size), (std::vector<int>{100, 8, 200}));
  EXPECT_EQ(size.width, 2 * 14 + 480);
}

TEST(Film, TilesSayWhatTheyHold) {
  EXPECT_EQ(film_tile(flat(1), "a", 0.01).captions,
            (std::vector<std::string>{"a", "20.00 dB held-out"}));
  EXPECT_EQ(film_tile(flat(1), "a", {}).captions, (std::vector<std::string>{"a", ""}));
}

TEST(Film, NamesAndSizesThatCannotBeAreRefused) {
  const TemporaryFolder folder;
  const FilmOptions options{.title = "", .last_step = 1, .n_frames = 2};
  EXPECT_EQ(message_of([&] { Film(folder.path() / "a.webm", options); }),
            (folder.path() / "a.webm").native() +
                ": a film's name ends in .mp4, .gif or .png (numbered frames)");
  EXPECT_THROW(Film(folder.path() / "a.gif", {.title = "", .last_step = 1, .n_frames = 1}),
               std::invalid_argument);
  const auto video = open_video(folder.path() / "a.gif");
  EXPECT_THROW(video->finish(), std::logic_error);
  video->add(flat(0), 1);
  EXPECT_THROW(video->add(wavy_image(3, 3, 1), 1), std::logic_error);
}

TEST(FilmRuns, FramesShowTheRunsAtTheirSteps) {
  const TemporaryFolder folder;
  std::vector<int> told;
  const std::atomic<bool> stop = false;
  const bool done = film_runs(
      request(folder.path() / "frame.png", {small_run("--sigma 3", 20), small_run("--sigma 5", 4)}),
      [&](int frame, int n) {
        told.push_back(frame);
        EXPECT_EQ(n, 5);
      },
      stop);
  EXPECT_TRUE(done);
  EXPECT_EQ(told, (std::vector<int>{0, 1, 2, 3, 4}));
  std::vector<Image> frames;
  for (int i = 1; i <= 5; ++i) {
    frames.push_back(load_image(folder.path() / text("frame-000", i, ".png")));
  }
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 5);
  EXPECT_NE(frames[0].pixels, frames[1].pixels);
  EXPECT_NE(frames[3].pixels, frames[4].pixels);
}

TEST(FilmRuns, AreStoppedWithoutAFile) {
  const TemporaryFolder folder;
  std::atomic<bool> stop = false;
  const auto stop_at_second = [&stop](int frame, int) { stop = frame == 1; };
  EXPECT_FALSE(film_runs(request(folder.path() / "film.gif", {small_run("", 1'000'000)}),
                         stop_at_second, stop));
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(FilmRuns, WhatCannotBeFilmedIsRefused) {
  const TemporaryFolder folder;
  const auto path = folder.path() / "film.gif";
  const std::atomic<bool> stop = false;
  const auto reason = [&](const FilmRequest& wanted) {
    return message_of([&] { film_runs(wanted, kNoProgress, stop); });
  };
  EXPECT_EQ(reason(request(path, {})), "there is no run yet");
  SavedRun signal{.replay = {.start = signal_defaults()}};
  EXPECT_EQ(reason(request(path, {signal})), "a time-lapse shows pictures, not signals");
  FilmRequest nothing = request(path, {small_run("", 2)});
  nothing.sources = {};
  EXPECT_EQ(reason(nothing), "there is nothing to learn yet");
}

TEST(Mp4, IsWrittenByFfmpegOrRefusedWithoutIt) {
  const TemporaryFolder folder;
  const auto path = folder.path() / "film.mp4";
  if (!has_ffmpeg()) {
    EXPECT_NE(message_of([&] { open_video(path); }).find("ffmpeg"), std::string::npos);
    GTEST_SKIP() << "there is no ffmpeg";
  }
  const auto video = open_video(path);
  for (int i = 0; i < 5; ++i) video->add(wavy_image(63, 47, 3), 0.2);
  EXPECT_FALSE(std::filesystem::exists(path));
  video->finish();
  EXPECT_GT(std::filesystem::file_size(path), 500U);
  EXPECT_EQ(bytes_of(path).substr(4, 4), "ftyp");
}

}  // namespace
}  // namespace fscope
