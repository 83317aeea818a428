// Arguments to the window or to a subcommand, exceptions to one line and an exit code.
#include <unistd.h>

#include <exception>
#include <iostream>
#include <new>
#include <stdexcept>
#include <variant>

#include "app/cli/arguments.h"
#include "app/cli/bench.h"
#include "app/cli/figure.h"
#include "app/cli/fit.h"
#include "app/cli/landscape.h"
#include "app/cli/probe.h"
#include "app/cli/render.h"
#include "app/cli/sweep.h"
#include "app/cli/targets.h"
#include "app/gui/app.h"
#include "app/gui/figure_painter.h"
#include "app/io/picture_decoder.h"

namespace {

constexpr int kExitFailure = 1;
constexpr int kExitUsage = 2;

constexpr int kExitNoWindow = 3;

fscope::GuiOptions gui_options(const fscope::GuiArguments& arguments) {
  fscope::GuiOptions options;
  options.name = arguments.target.value_or("");
  options.lesson = arguments.lesson.value_or("");
  options.given_settings = arguments.settings.given;
  options.comparison = arguments.comparison.value_or("");
  options.n_threads = arguments.n_threads;
  options.language = arguments.language.value_or("");
  options.damaged = arguments.damaged;
  options.stats = arguments.stats.value_or("");
  options.script = arguments.script.value_or("");
  if (const auto& shot = arguments.screenshot) {
    options.screenshot = {.out = shot->out,
                          .after_seconds = shot->after_seconds.value_or(0),
                          .after_steps = shot->after_steps.value_or(0)};
    if (shot->window) options.window_width = shot->window->width;
    if (shot->window) options.window_height = shot->window->height;
    options.theme = shot->theme.value_or("");
  }
  return options;
}

fscope::Streams standard_streams() {
  return {.out = std::cout, .errors = std::cerr, .on_terminal = isatty(STDERR_FILENO) == 1};
}

struct Dispatch {
  int operator()(const fscope::PrintArguments& print) const {
    std::cout << print.message;
    return 0;
  }
  int operator()(const fscope::TargetsArguments& targets) const {
    fscope::run_targets(targets, std::cout);
    return 0;
  }
  int operator()(const fscope::FitArguments& fit) const {
    return fscope::run_fit(fit, standard_streams());
  }
  int operator()(const fscope::BenchArguments& bench) const {
    return fscope::run_bench(bench, standard_streams());
  }
  int operator()(const fscope::FigureArguments& figure) const {
    return fscope::run_figure(figure, standard_streams(), fscope::paint_figure);
  }
  int operator()(const fscope::LandscapeArguments& landscape) const {
    return fscope::run_landscape(landscape, standard_streams());
  }
  int operator()(const fscope::RenderArguments& render) const {
    return fscope::run_render(render, standard_streams());
  }
  int operator()(const fscope::ProbeArguments& probe) const {
    return fscope::run_probe(probe, standard_streams());
  }
  int operator()(const fscope::SweepArguments& sweep) const {
    return fscope::run_sweep(sweep, standard_streams());
  }
  int operator()(const fscope::GuiArguments& gui) const {
    fscope::run_gui(gui_options(gui));
    return 0;
  }
};

int fail(int code, const char* reason) {
  std::cerr << "fourierscope: " << reason << '\n';
  return code;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && argv[1] == fscope::kDecodeOption) fscope::run_decoder_helper(argv[2]);
  fscope::set_decoder_program("/proc/self/exe");
  try {
    const int code = std::visit(Dispatch{}, fscope::parse_arguments(argc, argv));
    if (!std::cout.flush()) throw std::runtime_error("standard output: cannot be written to");
    return code;
  } catch (const fscope::NoWindowError& error) {
    return fail(kExitNoWindow, error.what());
  } catch (const fscope::UsageError& error) {
    return fail(kExitUsage, error.what());
  } catch (const std::bad_alloc&) {
    return fail(kExitFailure, "not enough memory");
  } catch (const std::exception& error) {
    return fail(kExitFailure, error.what());
  }
}
