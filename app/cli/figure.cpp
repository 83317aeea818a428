#include "app/cli/figure.h"

#include <chrono>
#include <filesystem>
#include <mutex>
#include <system_error>

#include "app/cli/interrupts.h"
#include "app/cli/output_path.h"
#include "app/cli/progress.h"
#include "app/figures/catalogue.h"
#include "app/io/atomic_file.h"
#include "app/io/image_file.h"
#include "app/io/path_text.h"
#include "app/io/picture.h"
#include "core/support/check.h"

namespace fscope {
namespace {

namespace fs = std::filesystem;

void list_figures(std::ostream& out) {
  for (const FigureKind& kind : figure_catalogue()) {
    out << kind.name << ": " << kind.title << ". " << kind.description << ". "
        << "Takes " << duration_text(kind.minutes) << ", --quick "
        << duration_text(kind.quick_minutes) << ".\n";
  }
}

struct Outputs {
  fs::path png;
  fs::path csv;
};

/// Throws unless both can be written now, or the folder for them made.
Outputs checked_outputs(const FigureArguments& arguments) {
  Outputs files{.png = arguments.out / (arguments.name + ".png"),
                .csv = arguments.out / (arguments.name + ".csv")};
  check_output_folder(arguments.out);
  std::error_code error;
  if (!fs::is_directory(arguments.out, error)) return files;
  check_output_path(files.png);
  check_output_path(files.csv);
  return files;
}

FigureSettings settings_of(const FigureArguments& arguments) {
  FigureSettings settings{.quick = arguments.quick,
                          .seed = arguments.seed,
                          .n_threads = arguments.n_threads,
                          .anchored = arguments.anchored};
  if (arguments.picture) {
    const Picture picture = load_picture(*arguments.picture);
    settings.picture_name = picture.title;
    settings.picture = picture.image;
  }
  return settings;
}

/// The line with percentage and time left, told by any of the compute threads.
class Telling {
 public:
  Telling(std::string name, const Streams& streams)
      : name_(std::move(name)), line_(streams.errors, streams.on_terminal) {}

  void tell(double fraction) {
    const std::lock_guard lock(mutex_);
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin_;
    line_.show(FigureProgress{
        .name = name_, .fraction = fraction, .left_s = seconds_left(fraction, elapsed.count())});
  }

 private:
  std::string name_;
  std::mutex mutex_;
  ProgressLine line_;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

struct Painted {
  Figure figure;
  Image image;
};

/// Throws FigureInterrupted.
Painted compute(const FigureArguments& arguments, const Streams& streams,
                const PaintFigure& paint) {
  const FigureSettings settings = settings_of(arguments);
  const Interrupts interrupts;
  Telling telling(arguments.name, streams);
  const FigureHooks hooks{.progress = [&](double fraction) { telling.tell(fraction); },
                          .interrupted = [&] { return interrupts.requested(); }};
  telling.tell(0);
  Painted out;
  out.figure = find_figure(arguments.name).compute(settings, hooks);
  out.image = paint(out.figure);
  if (interrupts.requested()) throw FigureInterrupted();
  return out;
}

void write(const Outputs& files, const Painted& painted) {
  if (files.png.has_parent_path()) {
    std::error_code error;
    fs::create_directories(files.png.parent_path(), error);
    if (error) {
      throw std::runtime_error(
          text(escape_bytes(files.png.parent_path().native()), ": ", error.message()));
    }
  }
  save_png(files.png, painted.image);
  write_file_atomically(files.csv, to_csv(painted.figure));
}

}  // namespace

int run_figure(const FigureArguments& arguments, const Streams& streams, const PaintFigure& paint) {
  if (arguments.name.empty()) {
    list_figures(streams.out);
    return 0;
  }
  const Outputs files = checked_outputs(arguments);
  try {
    const Painted painted = compute(arguments, streams, paint);
    write(files, painted);
    streams.out << painted.figure.name << ": " << painted.figure.title << ".\n"
                << escape_bytes(files.png.native()) << '\n'
                << escape_bytes(files.csv.native()) << '\n';
    return 0;
  } catch (const FigureInterrupted&) {
    streams.errors << "fourierscope: stopped, nothing was written\n";
    return kExitInterrupted;
  }
}

}  // namespace fscope
