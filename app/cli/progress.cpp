#include "app/cli/progress.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "core/support/check.h"

namespace fscope {
namespace {

/// "0:07", "12:30" or "3:05:00".
std::string duration(double seconds) {
  constexpr double kMaxShown = 1e7;
  const auto s = static_cast<long>(std::ceil(std::min(seconds, kMaxShown)));
  std::array<char, 32> out{};
  if (s < 3600) {
    std::snprintf(out.data(), out.size(), "%ld:%02ld", s / 60, s % 60);
  } else {
    std::snprintf(out.data(), out.size(), "%ld:%02ld:%02ld", s / 3600, s / 60 % 60, s % 60);
  }
  return out.data();
}

std::string fixed(double x, int n_decimals) {
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%.*f", n_decimals, x);
  return out.data();
}

std::string significant(double x) {
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%.3g", x);
  return out.data();
}

}  // namespace

std::string progress_line(const FitProgress& p) {
  std::string line =
      text("step ", p.step, " of ", p.n_steps, " (", 100 * p.step / p.n_steps, " %)");
  if (p.batch_psnr) line += text(", batch PSNR ", fixed(*p.batch_psnr, 2), " dB");
  if (p.batch_mse) line += text(", batch mean square error ", significant(*p.batch_mse));
  if (p.step == 0 || p.seconds <= 0) return line;
  const double steps_per_s = static_cast<double>(p.step) / p.seconds;
  const double left = static_cast<double>(p.n_steps - p.step) / steps_per_s;
  return line + text(", ", fixed(steps_per_s, steps_per_s < 10 ? 1 : 0), " steps/s, ",
                     duration(left), " left");
}

std::string progress_line(const FigureProgress& p) {
  const auto percent = static_cast<int>(100 * std::clamp(p.fraction, 0.0, 1.0));
  std::string line = text(p.name, ": ", percent, " %");
  return p.left_s ? line + text(", ", duration(*p.left_s), " left") : line;
}

bool ProgressLine::is_due() {
  const auto now = std::chrono::steady_clock::now();
  if (!visible_ || now < next_) return false;
  next_ = now + std::chrono::milliseconds(100);
  return true;
}

void ProgressLine::show(const FitProgress& progress) {
  if (is_due()) show(progress_line(progress));
}

void ProgressLine::show(const FigureProgress& progress) {
  if (is_due()) show(progress_line(progress));
}

void ProgressLine::show(std::string_view line) {
  if (!visible_) return;
  drawn_ = true;
  *out_ << '\r' << line << "\x1b[K" << std::flush;
}

void ProgressLine::clear() {
  if (drawn_) *out_ << "\r\x1b[K" << std::flush;
  drawn_ = false;
}

}  // namespace fscope
