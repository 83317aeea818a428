#include "app/report/film.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <utility>

#include "app/io/image_file.h"
#include "core/support/check.h"
#include "core/training/run.h"

namespace fscope {
namespace {

constexpr int kMostFrames = 1000;
constexpr std::size_t kColumns = 4;

std::string decibels(double value) {
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%.2f dB held-out", value);
  return out.data();
}

/// px. Few tiles are shown large; a small picture fills its own.
int tile_side(const std::vector<SheetTile>& tiles) {
  const int side = tiles.size() <= 2 ? 480 : 256;
  const Image& picture = tiles.at(0).picture;
  const int longer = std::max(picture.width, picture.height);
  return longer > 0 && longer <= side ? side / longer * longer : side;
}

std::string run_title(const SavedRun& run) {
  if (!run.name.empty() && can_be_drawn(run.name)) return run.name;
  const std::string settings = config_difference({}, run.replay.start);
  return settings.empty() ? "network" : settings;
}

/// The run's picture at its present step.
SheetTile tile_of(Run& run, const std::string& title) {
  const Interrupted never;
  run.render({}, std::numeric_limits<double>::infinity(), never);
  run.measure(never);
  const RunSnapshot now = run.snapshot();
  if (now.failure) throw std::runtime_error(title + ": " + now.failure->what);
  return film_tile(to_image(*now.whole), title, now.metrics->heldout_mse);
}

void train_to(Run& run, std::int64_t step, const std::atomic<bool>& stop) {
  while (run.n_steps() < step && run.can_step() && !stop) {
    run.advance([&stop] { return stop.load(); });
  }
}

}  // namespace

std::vector<std::int64_t> film_steps(std::int64_t last, int n) {
  require(last >= 0 && n >= 2, "a film needs two frames and a step to end at");
  std::vector<std::int64_t> steps;
  for (int k = 0; k < n; ++k) {
    const double share = static_cast<double>(k) / (n - 1);
    const double step = std::expm1(share * std::log1p(static_cast<double>(last)));
    steps.push_back(k + 1 == n ? last : static_cast<std::int64_t>(std::llround(step)));
  }
  steps.erase(std::ranges::unique(steps).begin(), steps.end());
  return steps;
}

SheetTile film_tile(Image picture, std::string title, std::optional<double> heldout_mse) {
  std::string caption = heldout_mse ? decibels(psnr(*heldout_mse)) : "";
  return {std::move(picture), {std::move(title), std::move(caption)}};
}

Film::Film(const std::filesystem::path& path, FilmOptions options) : options_(std::move(options)) {
  require(options_.n_frames >= 2 && options_.n_frames <= kMostFrames, "a film of ",
          options_.n_frames, " frames: it takes 2 to ", kMostFrames);
  steps_ = film_steps(options_.last_step, options_.n_frames);
  video_ = open_video(path);
}

bool Film::wants(std::int64_t step) const { return std::ranges::binary_search(steps_, step); }

void Film::add(std::int64_t step, const std::vector<SheetTile>& tiles) {
  constexpr double kFirst = 1;
  constexpr double kUsual = 1.0 / 12;
  constexpr double kLast = 2;
  const std::size_t n_columns = std::min(tiles.size(), kColumns);
  const std::size_t n_rows = (tiles.size() + n_columns - 1) / n_columns;
  ContactSheet sheet{.title = options_.title,
                     .columns = std::vector<std::string>(n_columns),
                     .rows = std::vector<std::string>(n_rows),
                     .note = "",
                     .tile = tile_side(tiles)};
  sheet.rows[0] = text("step ", step);
  const Image frame = paint_sheet(sheet, [&](std::size_t row, std::size_t column) {
    const std::size_t index = row * n_columns + column;
    return index < tiles.size() ? tiles[index] : SheetTile{};
  });
  video_->add(frame, step == steps_.back() ? kLast : step == 0 ? kFirst : kUsual);
}

bool film_runs(const FilmRequest& request, const std::function<void(int, int)>& progress,
               const std::atomic<bool>& stop) {
  ThreadPool pool(request.n_threads);
  std::vector<Run> runs;
  std::int64_t last = 0;
  runs.reserve(request.runs.size());
  for (const SavedRun& saved : request.runs) {
    require(saved.replay.start.task == TaskKind::image, "a time-lapse shows pictures, not signals");
    runs.emplace_back(0, saved.replay.start, request.sources, pool);
    runs.back().restore(saved);
    require(runs.back().can_step(), "there is nothing to learn yet");
    last = std::max(last, saved.step);
  }
  require(!runs.empty(), "there is no run yet");
  Film film(request.path,
            {.title = request.title, .last_step = last, .n_frames = request.n_frames});
  const auto n_frames = static_cast<int>(film.steps().size());
  for (int frame = 0; frame < n_frames; ++frame) {
    progress(frame, n_frames);
    const std::int64_t step = film.steps()[static_cast<std::size_t>(frame)];
    std::vector<SheetTile> tiles{{*runs[0].snapshot().target, {"target"}}};
    for (std::size_t i = 0; i < runs.size(); ++i) {
      train_to(runs[i], std::min(step, request.runs[i].step), stop);
      if (stop) return false;
      tiles.push_back(tile_of(runs[i], run_title(request.runs[i])));
    }
    film.add(step, tiles);
  }
  film.finish();
  return true;
}

}  // namespace fscope
