#include "app/cli/fit.h"

#include <algorithm>
#include <iostream>
#include <iterator>
#include <new>
#include <optional>
#include <utility>
#include <vector>

#include "app/cli/fit_report.h"
#include "app/cli/fit_run.h"
#include "app/cli/interrupts.h"
#include "app/cli/output_path.h"
#include "app/cli/progress.h"
#include "app/cli/sources.h"
#include "app/io/atomic_file.h"
#include "app/io/image_file.h"
#include "app/io/network_file.h"
#include "app/io/path_text.h"
#include "app/io/regular_file.h"
#include "app/io/signal_file.h"
#include "app/report/film.h"
#include "core/support/check.h"

namespace fscope {
namespace {

/// Extensions are not obeyed, so one that promises something else is refused.
void check_png_name(const std::filesystem::path& path) {
  const std::string extension = fold_case(escape_bytes(path.extension().native()));
  if (extension.empty() || extension == ".png") return;
  throw std::runtime_error(text(escape_bytes(path.native()), ": only PNG files are written"));
}

void check_outputs(const FitArguments& arguments) {
  if (arguments.out) check_png_name(*arguments.out);
  if (arguments.film) check_video_name(*arguments.film);
  std::vector<std::filesystem::path> taken = {arguments.target};
  if (arguments.replay) taken.emplace_back(*arguments.replay);
  for (const auto& path : {arguments.out, arguments.csv, arguments.network, arguments.film}) {
    if (!path) continue;
    check_output_path(*path);
    for (const auto& other : taken) check_different(*path, other);
    taken.push_back(*path);
  }
}

std::string read_replay_text(const std::string& name) {
  constexpr std::size_t kMaxReplayBytes = 64 << 20;
  if (name != "-") return read_regular_file(name, kMaxReplayBytes);
  return {std::istreambuf_iterator<char>(std::cin), {}};
}

Replay load_replay(const FitArguments& arguments) {
  if (!arguments.replay) return {.start = arguments.settings.config, .changes = {}};
  const std::string lines = read_replay_text(*arguments.replay);
  try {
    return replay_from_text(lines);
  } catch (const std::invalid_argument& error) {
    const bool from_stdin = *arguments.replay == "-";
    const std::string name = from_stdin ? "standard input" : escape_bytes(*arguments.replay);
    throw std::runtime_error(text(name, ", ", error.what()));
  }
}

/// A replay brings all settings; those that say what is learned must agree with the target's name.
void check_replay(const FitArguments& arguments, const Replay& replay) {
  const auto fits = [&](const RunConfig& config) {
    if (!names_signal(arguments.target)) return config.task == TaskKind::image;
    return config.task == TaskKind::signal && config.signal.kind == named_signal(arguments.target);
  };
  const bool fit =
      fits(replay.start) || std::ranges::any_of(replay.changes, [&](const ReplayChange& change) {
        return fits(change.config);
      });
  if (fit) return;
  const RunConfig& config = replay.start;
  const bool signal = config.task == TaskKind::signal;
  throw std::runtime_error(text(
      escape_bytes(arguments.target), ": the replay learns ",
      signal ? text("the signal ", signal_name(config.signal.kind)) : std::string("a picture")));
}

/// Whether the curve has a row at `step`: after the first step, then every so many, and the last.
bool on_curve(const FitArguments& arguments, std::int64_t step) {
  return step == arguments.n_steps || (arguments.csv && (step - 1) % arguments.every == 0);
}

FitProgress progress_of(const FitArguments& arguments, const FitRun& run) {
  FitProgress progress{.step = run.n_steps(),
                       .n_steps = arguments.n_steps,
                       .seconds = run.seconds(),
                       .batch_psnr = {},
                       .batch_mse = run.batch_mse()};
  if (run.picture() && progress.batch_mse) {
    progress.batch_psnr = psnr(*std::exchange(progress.batch_mse, std::nullopt));
  }
  return progress;
}

/// The time-lapse that is wanted, if any.
std::optional<Film> open_film(const FitArguments& arguments) {
  std::optional<Film> film;
  if (arguments.film) {
    film.emplace(*arguments.film, FilmOptions{.title = escape_bytes(arguments.target),
                                              .last_step = arguments.n_steps,
                                              .n_frames = static_cast<int>(arguments.n_frames)});
  }
  return film;
}

void add_frame(FitRun& run, Film& film) {
  const SheetTile learned = film_tile(run.reconstruction(), "network", run.measure().heldout_mse);
  film.add(run.n_steps(), {{*run.picture(), {"target"}}, learned});
}

std::vector<Measurement> train(const FitArguments& arguments, FitRun& run, ProgressLine& progress,
                               std::optional<Film>& film) {
  std::vector<Measurement> curve;
  if (film) add_frame(run, *film);
  while (run.n_steps() < arguments.n_steps) {
    progress.show(progress_of(arguments, run));
    run.advance();
    if (run.n_steps() == arguments.n_steps) run.apply_changes();
    if (on_curve(arguments, run.n_steps())) curve.push_back(run.measure());
    if (film && film->wants(run.n_steps())) add_frame(run, *film);
  }
  return curve;
}

FitResult summarise(const FitArguments& arguments, const FitRun& run, const Measurement& last) {
  const Image* picture = run.picture();
  return {.target = arguments.target,
          .config = run.trainer().config(),
          .replay = run.replay(),
          .width = picture ? picture->width : 0,
          .height = picture ? picture->height : 0,
          .channels = picture ? picture->channels : 0,
          .last = last,
          .n_samples = run.n_samples(),
          .n_threads = run.n_threads(),
          .hash = parameters_hash(run.trainer().parameters()),
          .health = run.health()};
}

NetworkFile network_of(const FitRun& run) {
  const Trainer& trainer = run.trainer();
  const Image* picture = run.picture();
  const Index n_points = trainer.task().grid().size();
  return {.mapping = trainer.mapping(),
          .shape = trainer.shape(),
          .parameters = trainer.parameters(),
          .width = picture ? picture->width : static_cast<int>(n_points),
          .height = picture ? picture->height : 1,
          .step = trainer.n_steps(),
          .settings = config_difference({}, trainer.config())};
}

/// What there is to write and say when all steps are made.
struct FitOutcome {
  FitResult result;
  std::vector<Measurement> curve;
  Image reconstruction;                // empty unless wanted
  std::optional<NetworkFile> network;  // where wanted
  std::optional<Film> film;            // where wanted
  bool whole_replay = true;
};

/// What a fit needs besides its arguments.
struct FitInput {
  Sources sources;
  Replay replay;
};

FitOutcome compute(const FitArguments& arguments, const FitInput& input,
                   const Interrupts& interrupts, const Streams& streams) {
  ThreadPool pool(arguments.n_threads);
  ProgressLine progress(streams.errors, streams.on_terminal);
  FitRun run(input.sources, input.replay, pool, [&interrupts] { return interrupts.requested(); });
  FitOutcome outcome;
  outcome.film = open_film(arguments);
  outcome.curve = train(arguments, run, progress, outcome.film);
  if (arguments.out) outcome.reconstruction = run.reconstruction();
  outcome.result = summarise(arguments, run, outcome.curve.back());
  if (arguments.network) outcome.network = network_of(run);
  outcome.whole_replay = !run.has_changes_left();
  return outcome;
}

/// compute(), whose errors do not know the name of the target.
FitOutcome compute_naming(const FitArguments& arguments, const FitInput& input,
                          const Interrupts& interrupts, const Streams& streams) {
  const std::string name = escape_bytes(arguments.target);
  try {
    return compute(arguments, input, interrupts, streams);
  } catch (const FitInterrupted&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw std::runtime_error(text(name, ": not enough memory to learn it at this size"));
  } catch (const std::exception& error) {
    throw std::runtime_error(text(name, ": ", error.what()));
  }
}

/// Of training that does not get on.
void warn_of(const FitResult& result, std::ostream& errors) {
  const bool diverged = result.health == Health::diverged;
  errors << "fourierscope: " << escape_bytes(result.target) << ": training has "
         << health_name(result.health) << ": the loss is "
         << (diverged ? "far above" : "no better than")
         << " that of a constant; the learning rate is " << find_setting("lr").get(result.config)
         << '\n';
}

void report(const FitArguments& arguments, FitOutcome outcome, const Streams& streams) {
  if (!outcome.whole_replay) {
    streams.errors << "fourierscope: " << escape_bytes(*arguments.replay) << ": changes after step "
                   << arguments.n_steps << " were not reached\n";
  }
  if (outcome.result.health != Health::sound) warn_of(outcome.result, streams.errors);
  if (arguments.csv)
    write_file_atomically(*arguments.csv, to_csv(outcome.result.config.task, outcome.curve));
  if (arguments.out) save_png(*arguments.out, outcome.reconstruction);
  if (outcome.network) save_network(*arguments.network, *outcome.network);
  if (outcome.film) outcome.film->finish();
  streams.out << (arguments.json ? to_json(outcome.result) : to_line(outcome.result)) << '\n';
}

}  // namespace

int run_fit(const FitArguments& arguments, const Streams& streams) {
  check_outputs(arguments);
  const LoadedSources loaded = load_sources(arguments.target, arguments.damaged);
  for (const std::string& note : loaded.notes) {
    streams.errors << "fourierscope: " << escape_bytes(arguments.target) << ": " << note << '\n';
  }
  const FitInput input{.sources = loaded.sources, .replay = load_replay(arguments)};
  check_replay(arguments, input.replay);
  const Interrupts interrupts;  // not earlier: reading may wait for someone to type a replay
  try {
    report(arguments, compute_naming(arguments, input, interrupts, streams), streams);
    return 0;
  } catch (const FitInterrupted& stopped) {
    streams.errors << "fourierscope: " << stopped.what() << ", nothing was written\n";
    return kExitInterrupted;
  }
}

}  // namespace fscope
