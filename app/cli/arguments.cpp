#include "app/cli/arguments.h"

#include <charconv>
#include <limits>
#include <string_view>

#include "app/cli/bench.h"
#include "app/cli/bench_plan.h"
#include "app/cli/examples.h"
#include "app/cli/options.h"
#include "app/cli/sweep_arguments.h"
#include "app/figures/catalogue.h"
#include "app/io/path_text.h"
#include "app/io/signal_file.h"
#include "core/prediction/sigma_landscape.h"
#include "core/support/check.h"
#include "core/tasks/builtin_targets.h"
#include "core/training/subject.h"

namespace fscope {
namespace {

/// Where settings start from: the signal that is named, or the task that is asked for.
RunConfig defaults_for(std::string_view target, const std::string& given) {
  const bool named = names_signal(target);
  if (!named && with_settings({}, given).task == TaskKind::image) return {};
  RunConfig config = signal_defaults();
  if (named) config.signal.kind = named_signal(target);
  return config;
}

/// What is learned is named once, or alike.
void check_target(std::string_view target, const RunConfig& config) {
  if (target.empty()) return;
  const bool signal = names_signal(target);
  const std::string name = escape_bytes(target);
  require(signal == (config.task == TaskKind::signal), "--task ", find_setting("task").get(config),
          ": ", name, " is ", signal ? "a signal" : "a picture");
  require(!signal || config.signal.kind == named_signal(target), "--signal ",
          signal_name(config.signal.kind), ": ", name, " is another signal");
}

}  // namespace

void complete_settings(SettingsArguments& settings, std::string_view target) {
  try {
    settings.config = with_settings(defaults_for(target, settings.given), settings.given);
    check_config(settings.config);
    check_target(target, settings.config);
  } catch (const std::invalid_argument& error) {
    throw UsageError(error.what());
  }
  try {
    make_mapping(settings.config.mapping, n_task_inputs(settings.config.task),
                 settings.config.seed);
  } catch (const std::invalid_argument& error) {
    const std::string_view mapping = mapping_name(settings.config.mapping.kind);
    throw UsageError(text("--mapping ", mapping, ": ", error.what()));
  }
}

namespace {

/// What the window begins with, besides its target.
void add_beginning(CLI::App& app, GuiArguments& gui) {
  app.add_option("--compare", gui.comparison, "begin with several runs beside each other")
      ->type_name("teaser|shapes|powers")
      ->check(CLI::IsMember({"teaser", "shapes", "powers"}).description(""));
}

void add_language(CLI::App& app, std::optional<std::string>& language) {
  app.add_option("--language", language, "of the window [as used last, or the system's]")
      ->type_name("en|zh")
      ->check(CLI::IsMember({"en", "zh"}).description(""));
}

Arguments parse_gui(int argc, const char* const* argv) {
  GuiArguments gui;
  std::string target;
  const auto app = make_app("fourierscope", "See why Fourier features let networks learn detail.");
  add_target(*app, target);
  add_damaged(*app, gui.damaged);
  add_beginning(*app, gui);
  add_lesson(*app, gui.lesson);
  add_threads(*app, gui.n_threads);
  add_stats(*app, gui.stats);
  add_path(*app, "--script", gui.script, "do what a script says, then end")->type_name("FILE");
  add_language(*app, gui.language);
  add_settings(*app, gui.settings);
  if (auto print = read_arguments(*app, kGuiExamples, argc, argv)) return *print;
  if (app->count("TARGET") > 0) gui.target = target;
  complete_settings(gui.settings, target);
  return gui;
}

/// "WxH", each side at least `least` pixels. `option` is for messages.
WindowSize parse_size(std::string_view option, const std::string& value, int least) {
  WindowSize size;
  const char* end = value.data() + value.size();
  const auto width = std::from_chars(value.data(), end, size.width);
  const bool crossed = width.ec == std::errc() && width.ptr != end && *width.ptr == 'x';
  const auto height = crossed ? std::from_chars(width.ptr + 1, end, size.height) : width;
  constexpr int kMax = 16384;
  const bool whole = crossed && height.ec == std::errc() && height.ptr == end;
  const bool in_range =
      std::min(size.width, size.height) >= least && std::max(size.width, size.height) <= kMax;
  require(whole && in_range, option, ": '", value, "' is not a size such as 1280x800, from ", least,
          " to ", kMax, " pixels a side");
  return size;
}

void add_moment(CLI::App& app, ScreenshotArguments& screenshot) {
  auto* seconds = app.add_option("--after", screenshot.after_seconds, "seconds after the start");
  seconds->type_name("SECONDS")->check(in_range(0.0, 1e6));
  auto* steps = app.add_option("--after-steps", screenshot.after_steps, "when N steps are made");
  steps->type_name("N")->check(in_range(std::int64_t{0}, std::int64_t{1'000'000'000'000}));
  seconds->excludes(steps);
}

Arguments parse_screenshot(int argc, const char* const* argv) {
  GuiArguments gui;
  ScreenshotArguments screenshot;
  std::string target;
  std::optional<std::filesystem::path> out;
  const auto app = make_app("fourierscope screenshot",
                            "Opens the window, trains, writes a picture of it and ends.");
  add_target(*app, target);
  add_path(*app, "--out", out, "PNG file to write")->type_name("FILE")->required();
  add_lesson(*app, gui.lesson);
  add_moment(*app, screenshot);
  app->add_option_function<std::string>(
         "--window",
         [&](const std::string& value) { screenshot.window = parse_size("--window", value, 64); },
         "size of the window, pixels")
      ->type_name("WxH");
  app->add_option("--theme", screenshot.theme, "colours of the window")
      ->type_name("dark|light")
      ->check(CLI::IsMember({"dark", "light"}).description(""));
  add_beginning(*app, gui);
  add_damaged(*app, gui.damaged);
  add_threads(*app, gui.n_threads);
  add_stats(*app, gui.stats);
  add_language(*app, gui.language);
  add_settings(*app, gui.settings);
  if (auto print = read_arguments(*app, kScreenshotExamples, argc, argv)) return *print;
  if (!screenshot.after_seconds && !screenshot.after_steps) {
    throw UsageError("--after or --after-steps is required (see fourierscope screenshot --help)");
  }
  screenshot.out = *out;
  if (app->count("TARGET") > 0) gui.target = target;
  complete_settings(gui.settings, target);
  gui.screenshot = screenshot;
  return gui;
}

Arguments parse_fit(int argc, const char* const* argv) {
  FitArguments fit;
  std::string replay;
  const auto app = make_app("fourierscope fit", "Learns a picture or a signal without a window.");
  add_target(*app, fit.target)->required();
  add_damaged(*app, fit.damaged);
  add_count(*app, "--steps", fit.n_steps, "training steps");
  add_path(*app, "--out", fit.out, "PNG file for the picture that was learned")->type_name("FILE");
  add_path(*app, "--network", fit.network, "save the trained network and its mapping")
      ->type_name("FILE");
  add_path(*app, "--time-lapse", fit.film,
           "film of the training: .mp4 (needs ffmpeg), .gif, or .png for numbered frames")
      ->type_name("FILE");
  add_count(*app, "--frames", fit.n_frames, "frames of it, at most; closest at the beginning");
  add_path(*app, "--csv", fit.csv, "table of the curves: loss and errors over steps and seconds")
      ->type_name("FILE");
  add_count(*app, "--every", fit.every, "steps between two rows of the table");
  app->add_flag("--json", fit.json, "print the result as one JSON object");
  app->add_option("--replay", replay,
                  "settings and their changes as the window shows them; - reads standard input")
      ->type_name("FILE");
  add_threads(*app, fit.n_threads);
  add_settings(*app, fit.settings);
  if (auto print = read_arguments(*app, kFitExamples, argc, argv)) return *print;
  if (app->count("--replay") > 0) fit.replay = replay;
  if (fit.replay && !fit.settings.given.empty()) {
    throw UsageError(text("--replay brings all settings; remove ", fit.settings.given));
  }
  complete_settings(fit.settings, fit.target);
  constexpr std::int64_t kMostFrames = 1000;
  if (fit.n_frames < 2 || fit.n_frames > kMostFrames) {
    throw UsageError(text("--frames: ", fit.n_frames, " is not from 2 to ", kMostFrames));
  }
  if ((fit.out || fit.film) && names_signal(fit.target)) {
    throw UsageError(text(fit.out ? "--out" : "--time-lapse", " writes pictures, and ",
                          escape_bytes(fit.target), " is a signal; --csv writes its curves"));
  }
  return fit;
}

Arguments parse_targets(int argc, const char* const* argv) {
  TargetsArguments targets;
  const auto app = make_app("fourierscope targets",
                            "Lists the built-in pictures and, with --out, writes them as PNG.");
  add_path(*app, "--out", targets.out, "folder to write to; made if it is not there")
      ->type_name("FOLDER");
  app->add_option("--size", targets.size,
                  with_default("pixels of each side", std::to_string(targets.size)))
      ->type_name("N")
      ->check(in_range(1, kMaxTargetSize));
  if (auto print = read_arguments(*app, kTargetsExamples, argc, argv)) return *print;
  return targets;
}

Arguments parse_figure(int argc, const char* const* argv) {
  FigureArguments figure;
  std::string picture;
  std::optional<std::filesystem::path> out;
  std::vector<std::string> names;
  for (const FigureKind& kind : figure_catalogue()) names.emplace_back(kind.name);
  const auto app = make_app("fourierscope figure",
                            "Computes a figure of the paper and writes NAME.png and NAME.csv; "
                            "without a name, lists them.");
  app->add_option("NAME", figure.name, "which figure")
      ->type_name("")
      ->check(CLI::IsMember(names).description(""));
  add_path(*app, "--out", out, "folder to write to; made if it is not there [.]")
      ->type_name("FOLDER");
  app->add_flag("--quick", figure.quick, "fewer and smaller networks; the figure says which");
  app->add_option_function<std::string>(
         "--seed",
         [&figure](const std::string& value) {
           RunConfig scratch;
           find_setting("seed").set(scratch, value);
           figure.seed = scratch.seed;
         },
         "seed of signals, frequencies and weights [0]")
      ->type_name("N");
  add_threads(*app, figure.n_threads);
  app->add_option("--picture", picture, "fig10: what to learn, a file or target:ID")
      ->type_name("FILE");
  app->add_flag("--anchored", figure.anchored,
                "fig3: add the curve that the authors' notebook calls theory");
  if (auto print = read_arguments(*app, kFigureExamples, argc, argv)) return *print;
  if (out) figure.out = *out;
  if (app->count("--picture") > 0) figure.picture = picture;
  if (figure.picture && figure.name != "fig10") {
    throw UsageError("--picture is for fig10 only (see fourierscope figure --help)");
  }
  if (figure.anchored && figure.name != "fig3") {
    throw UsageError("--anchored is for fig3 only (see fourierscope figure --help)");
  }
  return figure;
}

Arguments parse_landscape(int argc, const char* const* argv) {
  LandscapeArguments landscape;
  const auto app = make_app("fourierscope landscape",
                            "Predicts the held-out PSNR over sigma, and which sigma is best.");
  add_image(*app, landscape.image)->required();
  add_damaged(*app, landscape.damaged);
  app->add_option("--time", landscape.time,
                  with_default("how long to train, eta t K(0), or inf", text(landscape.time)))
      ->type_name("T")
      ->check(in_range(0.0, std::numeric_limits<double>::infinity()));
  constexpr std::int64_t kMostPoints = 1000;
  add_count(*app, "--points", landscape.n_points, "sigmas to predict")
      ->check(in_range(std::int64_t{3}, kMostPoints));
  app->add_flag("--json", landscape.json, "print the result as one JSON object");
  add_path(*app, "--csv", landscape.csv, "table of the curve")->type_name("FILE");
  add_threads(*app, landscape.n_threads);
  add_settings(*app, landscape.settings);
  if (auto print = read_arguments(*app, kLandscapeExamples, argc, argv)) return *print;
  if (names_signal(landscape.image)) {
    throw UsageError(
        text(escape_bytes(landscape.image), " is a signal; a landscape is of a picture"));
  }
  complete_settings(landscape.settings, landscape.image);
  try {
    sigma_range(landscape.settings.config.mapping.kind);
  } catch (const std::invalid_argument& error) {
    throw UsageError(error.what());
  }
  return landscape;
}

Arguments parse_render(int argc, const char* const* argv) {
  RenderArguments render;
  std::optional<std::filesystem::path> network;
  std::optional<std::filesystem::path> out;
  const auto app = make_app("fourierscope render",
                            "Evaluates a network that fit --network has saved, at any size.");
  add_path(*app, "NETWORK", network, "a .safetensors file")->type_name("")->required();
  add_path(*app, "--out", out, "picture to write (.png), or its numbers (.npy)")
      ->type_name("FILE")
      ->required();
  app->add_option_function<std::string>(
         "--size", [&](const std::string& value) { render.size = parse_size("--size", value, 1); },
         "pixels of the picture [as it was learned]")
      ->type_name("WxH");
  if (auto print = read_arguments(*app, kRenderExamples, argc, argv)) return *print;
  render.network = *network;
  render.out = *out;
  return render;
}

Arguments parse_probe(int argc, const char* const* argv) {
  ProbeArguments probe;
  const auto app = make_app("fourierscope probe",
                            "Reads pictures and says of each what it is, or why it is refused.");
  app->add_option("FILE", probe.files, "pictures")->type_name("")->required();
  add_damaged(*app, probe.damaged);
  if (auto print = read_arguments(*app, kProbeExamples, argc, argv)) return *print;
  return probe;
}

/// What is wrong with a batch, as CLI11 wants to be told; empty when nothing is.
std::string batch_error(const std::string& value) {
  RunConfig scratch;
  try {
    find_setting("batch").set(scratch, value);
    return "";
  } catch (const std::invalid_argument&) {
    return text("'", value, "' is not 'full' or a number of samples, 1 or more");
  }
}

Arguments parse_bench(int argc, const char* const* argv) {
  BenchArguments bench;
  std::vector<std::string> networks;
  for (const BenchNetwork& network : bench_networks()) networks.push_back(network.name);
  const auto app = make_app("fourierscope bench",
                            "Measures training, inference and delays on this machine, beside the "
                            "peak of its multiply-adds.");
  app->add_flag("--quick", bench.quick, "fewer and shorter measurements");
  add_path(*app, "--json", bench.json, "write all numbers as JSON; - prints them instead of tables")
      ->type_name("FILE");
  add_choice(*app, "--only", bench.only, bench_section_names(), "measure only these");
  add_choice(*app, "--networks", bench.networks, networks, "networks to measure");
  app->add_option("--batches", bench.batches, "samples at once in training and inference")
      ->type_name("N|full")
      ->check(CLI::Validator(batch_error, ""));
  add_threads(*app, bench.n_threads);
  app->add_option("--seconds", bench.seconds, "time for each rate, all its rounds together")
      ->type_name("X")
      ->check(in_range(0.001, 3600.0));
  if (auto print = read_arguments(*app, kBenchExamples, argc, argv)) return *print;
  return bench;
}

}  // namespace

Arguments parse_arguments(int argc, const char* const* argv) {
  const std::string_view command = argc > 1 ? argv[1] : "";
  if (command == "fit") return parse_fit(argc - 1, argv + 1);
  if (command == "targets") return parse_targets(argc - 1, argv + 1);
  if (command == "render") return parse_render(argc - 1, argv + 1);
  if (command == "landscape") return parse_landscape(argc - 1, argv + 1);
  if (command == "figure") return parse_figure(argc - 1, argv + 1);
  if (command == "bench") return parse_bench(argc - 1, argv + 1);
  if (command == "screenshot") return parse_screenshot(argc - 1, argv + 1);
  if (command == "probe") return parse_probe(argc - 1, argv + 1);
  if (command == "sweep") return parse_sweep(argc - 1, argv + 1);
  return parse_gui(argc, argv);
}

}  // namespace fscope
