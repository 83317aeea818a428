#include "app/cli/landscape.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>

#include "app/cli/bench_report.h"
#include "app/cli/interrupts.h"
#include "app/cli/output_path.h"
#include "app/cli/progress.h"
#include "app/io/atomic_file.h"
#include "app/io/path_text.h"
#include "app/io/picture.h"
#include "core/prediction/sigma_landscape.h"
#include "core/support/check.h"

namespace fscope {
namespace {

class LandscapeInterrupted : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Result {
  SigmaLandscape landscape;
  std::string assumptions;
  double seconds = 0;
};

/// Shortest text that reads back as the same value; "inf" for infinity.
std::string exact(double x) {
  std::array<char, 32> out{};
  return {out.data(), std::to_chars(out.data(), out.data() + out.size(), x).ptr};
}

/// Four digits, as people read them.
std::string rounded(double x) {
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%.4g", x);
  return out.data();
}

Result compute(const LandscapeArguments& arguments, const std::shared_ptr<const Image>& source,
               const Interrupts& interrupts, ProgressLine& progress) {
  const auto begin = std::chrono::steady_clock::now();
  RunConfig config = arguments.settings.config;
  const auto image = prepare_image(source, config.image);
  ThreadPool pool(arguments.n_threads);
  PictureTheoryOptions no_picture;
  no_picture.pixels = GridPixels::splits;
  Result result{.landscape = SigmaLandscape(sigma_range(config.mapping.kind),
                                            static_cast<int>(arguments.n_points)),
                .assumptions = PictureTheory(config, image, pool, no_picture).assumptions()};
  SigmaLandscape& landscape = result.landscape;
  while (const auto sigma = landscape.next()) {
    progress.show(text("sigma ", rounded(*sigma), ", point ", landscape.points().size() + 1, " of ",
                       landscape.n_wanted()));
    config.mapping.sigma = *sigma;
    const auto point = landscape_point(config, image, arguments.time, pool,
                                       [&interrupts] { return interrupts.requested(); });
    if (!point) throw LandscapeInterrupted("stopped");
    landscape.add(*point);
  }
  const auto spent = std::chrono::steady_clock::now() - begin;
  result.seconds = std::chrono::duration<double>(spent).count();
  return result;
}

Json rows_of(const SigmaLandscape& landscape) {
  Json rows = Json::array();
  for (const LandscapePoint& point : landscape.points()) {
    rows.push_back({{"sigma", point.sigma},
                    {"heldout_psnr", point.heldout_psnr},
                    {"train_psnr", point.train_psnr},
                    {"iterations", point.n_iterations},
                    {"residual", point.residual},
                    {"converged", point.converged}});
  }
  return rows;
}

std::string to_json(const LandscapeArguments& arguments, const Result& result) {
  const auto best = *result.landscape.best();
  const RunConfig& config = arguments.settings.config;
  Json out;
  out["image"] = escape_bytes(arguments.image);
  out["mapping"] = mapping_name(config.mapping.kind);
  out["settings"] = config_difference({}, config);
  out["time"] = std::isinf(arguments.time) ? Json("inf") : Json(arguments.time);
  out["best_sigma"] = best.sigma;
  out["suggested_sigma"] = best.smoothest;
  out["best_heldout_psnr"] = best.heldout_psnr;
  out["best_converged"] = best.converged;
  out["assumptions"] = result.assumptions;
  out["seconds"] = result.seconds;
  out["points"] = rows_of(result.landscape);
  return out.dump();
}

std::string to_csv(const SigmaLandscape& landscape) {
  std::string out = "sigma,heldout_psnr,train_psnr,iterations,residual,converged\n";
  for (const LandscapePoint& point : landscape.points()) {
    out += text(exact(point.sigma), ',', exact(point.heldout_psnr), ',', exact(point.train_psnr),
                ',', point.n_iterations, ',', exact(point.residual), ',',
                point.converged ? "yes" : "no", '\n');
  }
  return out;
}

std::string to_text(const LandscapeArguments& arguments, const Result& result) {
  const auto best = *result.landscape.best();
  Json rows = rows_of(result.landscape);
  for (Json& row : rows) row["converged"] = row["converged"].get<bool>() ? "yes" : "no";
  return text(to_table(rows, {"sigma", "heldout_psnr", "train_psnr", "iterations", "converged"}),
              result.assumptions, "\nsuggested sigma ", rounded(best.smoothest),
              ", the smallest within ", kPlateauDecibels, " dB of the best\nbest sigma ",
              rounded(best.sigma), ": held-out ", rounded(best.heldout_psnr),
              " dB predicted at time ", exact(arguments.time),
              best.converged ? "" : ", not converged");
}

/// compute(), whose errors do not know the name of the picture.
Result compute_naming(const LandscapeArguments& arguments,
                      const std::shared_ptr<const Image>& image, const Streams& streams) {
  const Interrupts interrupts;
  ProgressLine progress(streams.errors, streams.on_terminal);
  try {
    return compute(arguments, image, interrupts, progress);
  } catch (const std::invalid_argument& error) {
    throw std::runtime_error(text(escape_bytes(arguments.image), ": ", error.what()));
  }
}

}  // namespace

int run_landscape(const LandscapeArguments& arguments, const Streams& streams) {
  if (arguments.csv) {
    check_output_path(*arguments.csv);
    check_different(*arguments.csv, arguments.image);
  }
  const auto image = load_picture(arguments.image, arguments.damaged).image;
  try {
    const Result result = compute_naming(arguments, image, streams);
    if (arguments.csv) write_file_atomically(*arguments.csv, to_csv(result.landscape));
    streams.out << (arguments.json ? to_json(arguments, result) : to_text(arguments, result))
                << '\n';
    return 0;
  } catch (const LandscapeInterrupted& stopped) {
    streams.errors << "fourierscope: " << stopped.what() << ", nothing was written\n";
    return kExitInterrupted;
  }
}

}  // namespace fscope
