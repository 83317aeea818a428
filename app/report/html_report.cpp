#include "app/report/html_report.h"

#include <array>
#include <cstdio>

#include "app/io/base64.h"
#include "app/io/image_file.h"
#include "app/report/curves_csv.h"
#include "app/report/svg_plot.h"
#include "core/support/check.h"
#include "core/tasks/loss.h"

namespace fscope {
namespace {

constexpr const char* kStyle = R"(
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #1b1f24; background: #fff; }
figure { display: inline-block; margin: 0 1rem 1rem 0; vertical-align: top; width: 256px; }
figure img { width: 256px; image-rendering: pixelated; border: 1px solid #d0d7de; }
figcaption { font-size: 13px; overflow-wrap: anywhere; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { border-bottom: 1px solid #d0d7de; padding: .25rem .75rem; text-align: right; }
th:first-child, td:first-child { text-align: left; }
svg text { font: 12px system-ui, sans-serif; fill: #1b1f24; }
svg .grid { stroke: #d8dee4; }
pre { background: #f6f8fa; padding: .75rem; overflow: auto; max-height: 24rem; font-size: 12px; }
@media (prefers-color-scheme: dark) {
  body { color: #e6edf3; background: #0d1117; } svg text { fill: #e6edf3; }
  svg .grid, th, td, figure img { stroke: #30363d; border-color: #30363d; } pre { background: #161b22; }
}
)";

std::string fixed(double value, int digits) {
  std::array<char, 64> out{};
  std::snprintf(out.data(), out.size(), "%.*f", digits, value);
  return out.data();
}

std::string figure_of(const Image& image, const std::string& caption) {
  return text("<figure><img alt=\"", escape_markup(caption), "\" width=\"", image.width,
              "\" height=\"", image.height, "\" src=\"data:image/png;base64,",
              to_base64(encode_png(image)), "\"><figcaption>", escape_markup(caption),
              "</figcaption></figure>\n");
}

std::string colour_of(const ReportOptions& options, std::size_t index) {
  if (options.colours.empty()) return "#0969da";
  return options.colours[std::min(index, options.colours.size() - 1)];
}

std::string last_value(const Curve& curve) {
  return curve.points().empty() ? "-" : fixed(static_cast<double>(curve.points().back().last), 2);
}

std::string pictures(const Snapshot& snapshot) {
  std::string out;
  if (!snapshot.runs.empty() && snapshot.runs.front().target) {
    out += figure_of(*snapshot.runs.front().target, text("Target: ", snapshot.target_name));
  }
  for (const RunSnapshot& run : snapshot.runs) {
    if (run.whole) out += figure_of(to_image(*run.whole), run_title(run));
  }
  return out;
}

std::string table(const Snapshot& snapshot) {
  std::string out =
      "<table><thead><tr><th>Run</th><th>Settings</th><th>Parameters</th><th>Steps</th>"
      "<th>Time (s)</th><th>Train PSNR (dB)</th><th>Held-out PSNR (dB)</th></tr></thead><tbody>\n";
  for (const RunSnapshot& run : snapshot.runs) {
    const std::string settings = config_difference({}, run.config);
    out += text("<tr><td>", escape_markup(run_title(run)), "</td><td>",
                escape_markup(settings.empty() ? "defaults" : settings), "</td><td>",
                run.shape.n_parameters(), "</td><td>", run.step, "</td><td>", fixed(run.seconds, 1),
                "</td><td>", last_value(run.history.train_psnr), "</td><td>",
                last_value(run.history.heldout_psnr), "</td></tr>\n");
  }
  return out + "</tbody></table>\n";
}

std::string plot(const Snapshot& snapshot, const ReportOptions& options, const char* title,
                 Curve History::*which) {
  SvgPlot plot{.x_title = "step", .y_title = title, .curves = {}};
  for (std::size_t i = 0; i < snapshot.runs.size(); ++i) {
    SvgCurve curve{
        .name = run_title(snapshot.runs[i]), .colour = colour_of(options, i), .points = {}};
    for (const CurvePoint& p : (snapshot.runs[i].history.*which).points()) {
      curve.points.emplace_back(static_cast<double>(p.step), static_cast<double>(p.last));
    }
    plot.curves.push_back(std::move(curve));
  }
  return to_svg(plot);
}

}  // namespace

std::string html_report(const Snapshot& snapshot, const ReportOptions& options) {
  std::string out = text("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>",
                         escape_markup(options.title), "</title><style>", kStyle,
                         "</style></head><body>\n<h1>", escape_markup(options.title), "</h1>\n");
  if (!options.date.empty()) out += text("<p>", escape_markup(options.date), "</p>\n");
  out += pictures(snapshot) + table(snapshot);
  const bool signal = !snapshot.runs.empty() && snapshot.runs.front().signal;
  if (signal) {
    out += plot(snapshot, options, "train mean square error", &History::train_mse);
    out += plot(snapshot, options, "held-out mean square error", &History::heldout_mse);
  } else {
    out += plot(snapshot, options, "train PSNR (dB)", &History::train_psnr);
    out += plot(snapshot, options, "held-out PSNR (dB)", &History::heldout_psnr);
  }
  if (!options.state.empty()) {
    out += "<h2>State</h2><p>Saved as a .json file, this brings the runs back.</p>\n<pre>" +
           escape_markup(options.state) + "</pre>\n";
  }
  return out + "</body></html>\n";
}

}  // namespace fscope
