// Curves that a panel of the laboratory makes for its plot, and what colours they have.
#pragma once

#include <deque>
#include <span>
#include <utility>
#include <vector>

#include "app/gui/lab.h"

namespace fscope {

/// Series together with their points, which they refer to.
class PlotSeriesList {
 public:
  void add(PlotSeries series, std::vector<PlotPoint> points) {
    points_.push_back(std::move(points));
    series.points = points_.back();
    series_.push_back(series);
  }
  std::span<const PlotSeries> series() const { return series_; }

 private:
  std::deque<std::vector<PlotPoint>> points_;  // addresses stay
  std::vector<PlotSeries> series_;
};

inline std::span<const double> as_span(const Eigen::VectorXd& values) {
  return {values.data(), static_cast<std::size_t>(values.size())};
}

/// Without the points below `share` of the largest value of all: what double precision makes of
/// zero would leave no room on a logarithmic axis for what can be seen.
std::vector<PlotPoint> above(std::vector<PlotPoint> points, double share, double largest);

ImU32 network_colour(const UiState& ui);
ImU32 kernel_colour(const UiState& ui, TangentKernel kernel);
/// Predictions that there are, in order.
std::vector<const LabPrediction*> predictions_of(const LabState& lab);

}  // namespace fscope
