// The line on a terminal that says how far a fit is.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

namespace fscope {

/// One state of a fit. The batch's error, in dB or as it is, is not known before the first step.
struct FitProgress {
  std::int64_t step = 0;
  std::int64_t n_steps = 0;
  double seconds = 0;                // of training so far
  std::optional<double> batch_psnr;  // of a picture
  std::optional<double> batch_mse;   // of a signal
};

/// "step 120 of 2000 (6 %), batch PSNR 23.41 dB, 1234 steps/s, 0:12 left".
std::string progress_line(const FitProgress& progress);

/// One state of a figure; left_s in seconds, nullopt when not known yet.
struct FigureProgress {
  std::string_view name;
  double fraction = 0;  // of the work, 0 to 1
  std::optional<double> left_s;
};

/// "fig11: 42 %, 0:12 left".
std::string progress_line(const FigureProgress& progress);

/// Overwrites one line in place; removes it at the end.
class ProgressLine {
 public:
  /// Prints nothing when not `visible`.
  ProgressLine(std::ostream& out, bool visible) : out_(&out), visible_(visible) {}
  ~ProgressLine() { clear(); }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  /// At most ten times a second; calls between are ignored.
  void show(const FitProgress& progress);
  void show(const FigureProgress& progress);
  /// Every time. `line` is short and without control characters.
  void show(std::string_view line);
  void clear();

 private:
  /// Whether a tenth of a second has passed since this was last true.
  bool is_due();

  std::ostream* out_;
  bool visible_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point next_{};
};

}  // namespace fscope
