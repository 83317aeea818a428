#include "app/report/curves_csv.h"

#include "core/support/check.h"

namespace fscope {
namespace {

void add_curve(std::string_view run, std::string_view name, const Curve& curve, std::string& out) {
  for (const CurvePoint& p : curve.points()) {
    out += text(run, ',', name, ',', p.step, ',', p.seconds, ',', p.last, ',', p.min, ',', p.max,
                "\r\n");
  }
}

}  // namespace

std::string csv_field(std::string_view value) {
  if (value.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(value);
  std::string out = "\"";
  for (const char c : value) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string run_title(const RunSnapshot& run) {
  if (!run.name.empty()) return run.name;
  const std::string settings = config_difference({}, run.config);
  return settings.empty() ? "defaults" : settings;
}

std::string curves_to_csv(const Snapshot& snapshot) {
  std::string out = "run,name,curve,step,seconds,value,min,max\r\n";
  for (const RunSnapshot& run : snapshot.runs) {
    const std::string begin = text(run.id, ',', csv_field(run_title(run)));
    const History& history = run.history;
    add_curve(begin, "train_loss", history.train_loss, out);
    add_curve(begin, "train_mse", history.train_mse, out);
    add_curve(begin, "heldout_mse", history.heldout_mse, out);
    add_curve(begin, "train_psnr", history.train_psnr, out);
    add_curve(begin, "heldout_psnr", history.heldout_psnr, out);
    for (const BandCurve& band : history.bands) {
      add_curve(begin, text("band ", band.band.first, "-", band.band.last), band.error, out);
    }
  }
  return out;
}

}  // namespace fscope
