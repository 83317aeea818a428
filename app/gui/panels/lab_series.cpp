#include "app/gui/panels/lab_series.h"

#include "app/gui/panels/lab_panels.h"

namespace fscope {

std::vector<PlotPoint> above(std::vector<PlotPoint> points, double share, double largest) {
  std::erase_if(points, [least = share * largest](const PlotPoint& p) { return p.y < least; });
  return points;
}

ImU32 network_colour(const UiState& ui) { return series_colour(ui.colors, 1); }

ImU32 kernel_colour(const UiState& ui, TangentKernel kernel) {
  constexpr std::array<std::size_t, kTangentKernels.size()> kColours{0, 2, 3};
  return series_colour(ui.colors, kColours[static_cast<std::size_t>(kernel)]);
}

std::vector<const LabPrediction*> predictions_of(const LabState& lab) {
  std::vector<const LabPrediction*> out;
  if (!lab.theory) return out;
  for (const LabPrediction& prediction : lab.theory->predictions) {
    if (prediction.message.empty() && lab.asks(prediction.kernel)) out.push_back(&prediction);
  }
  return out;
}

const LabPrediction* shown_prediction(const LabState& lab) {
  const auto all = predictions_of(lab);
  return all.empty() ? nullptr : all.front();
}

}  // namespace fscope
