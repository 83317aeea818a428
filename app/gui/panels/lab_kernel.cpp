#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "app/gui/panels/lab_panels.h"
#include "app/gui/panels/lab_series.h"
#include "app/gui/widgets/axis.h"
#include "app/gui/widgets/controls.h"
#include "app/gui/widgets/item_log.h"
#include "app/gui/widgets/text.h"
#include "core/support/check.h"

namespace fscope {
namespace {

void draw_muted(const Phrase& line, const UiState& ui) {
  ImGui::PushStyleColor(ImGuiCol_Text, ui.colors.muted);
  text_item(line);
  ImGui::PopStyleColor();
}

/// The cell under the mouse as text, or what the colours mean.
Phrase describe_cell(const LabPrediction& prediction, Index n, ImVec2 min, float side) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const auto cell = [&](float at) { return static_cast<Index>(at / side * static_cast<float>(n)); };
  const Index column = cell(mouse.x - min.x);
  const Index row = cell(mouse.y - min.y);
  const bool inside = ImGui::IsItemHovered() && column >= 0 && column < n && row >= 0 && row < n;
  if (!inside) {
    const HeatRange range = prediction.picture->range;
    return fill("K(x, x'): black {} to yellow {}"_t, three_digits(range.low),
                three_digits(range.high));
  }
  const auto at = [n](Index i) {
    return three_digits(static_cast<double>(i) / static_cast<double>(n));
  };
  return verbatim(text("K(", at(row), ", ", at(column),
                       ") = ", three_digits(prediction.theory->kernel()(row, column))));
}

void draw_matrix(const LabPrediction& prediction, UiState& ui) {
  const auto n = prediction.theory->kernel().rows();
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float side =
      std::max(8.0F, std::floor(std::min(room.x, room.y - ImGui::GetTextLineHeightWithSpacing())));
  ImVec2 min = ImGui::GetCursorScreenPos();
  min.x += std::floor((room.x - side) / 2);
  const ImVec2 max{min.x + side, min.y + side};
  ImGui::Dummy({room.x, side});
  note_rect("kernel matrix", min, max);
  const Phrase line = describe_cell(prediction, n, min, side);
  if (ui.painter) {
    const auto extent = static_cast<double>(n);
    ui.painter->draw(*ImGui::GetWindowDrawList(),
                     {.top_left = min,
                      .bottom_right = max,
                      .visible = {.x0 = 0, .y0 = 0, .x1 = extent, .y1 = extent},
                      .slot = ImageSlot::kernel_matrix,
                      .background = ImGui::GetColorU32(ui.colors.frame)});
  }
  draw_muted(line, ui);
}

std::vector<PlotPoint> indexed(std::span<const double> values, double first = 0) {
  std::vector<double> x(values.size());
  std::iota(x.begin(), x.end(), first);
  return plot_points(x, values);
}

/// Two plots, one beside the other or below it, whichever leaves them wider.
std::array<ImVec2, 2> halves() {
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const ImVec2 gap = ImGui::GetStyle().ItemSpacing;
  const bool beside = room.x > 1.6F * room.y;
  const ImVec2 half =
      beside ? ImVec2{(room.x - gap.x) / 2, room.y} : ImVec2{room.x, (room.y - gap.y) / 2};
  return {half, {beside ? 1.0F : 0.0F, 0}};
}

struct SmallPlot {
  const char* id;
  Text x_title;
  Text title;
  std::span<const PlotPoint> points;
  PlotStyle style = PlotStyle::line;
  Text empty_text = "nothing positive"_t;
};

void draw_small_plot(const SmallPlot& plot, ImVec2 size, ImU32 colour, PlotState& state) {
  const std::array series = {
      PlotSeries{.name = plot.title, .colour = colour, .points = plot.points, .style = plot.style}};
  draw_plot({.id = plot.id,
             .size = size,
             .x_title = plot.x_title,
             .y_title = plot.title,
             .series = series,
             .empty_text = plot.empty_text},
            state);
}

void draw_row(const LabPrediction& prediction, ImU32 colour, LabState& lab) {
  const Eigen::VectorXd& values = prediction.theory->kernel_row();
  const Signal& signal = prediction.theory->signal();
  const Index centre = signal.n_train() / 2 * signal.oversampling;
  const Eigen::VectorXd x =
      Eigen::VectorXd::LinSpaced(values.size(), 0, static_cast<double>(values.size() - 1)).array() -
      static_cast<double>(centre);
  const Eigen::VectorXd distance = x / static_cast<double>(values.size());
  const auto row = plot_points(as_span(distance), as_span(values));
  const auto spectrum = indexed(prediction.theory->row_spectrum());
  const auto [size, beside] = halves();
  draw_small_plot(
      {.id = "row", .x_title = "x - x'"_v, .title = "Kernel row K(x, x')"_t, .points = row}, size,
      colour, lab.row);
  if (beside.x > 0) ImGui::SameLine();
  draw_small_plot({.id = "row spectrum",
                   .x_title = "frequency (cycles)"_t,
                   .title = "|FFT| of the row"_t,
                   .points = spectrum},
                  size, colour, lab.row_spectrum);
}

void draw_eigenvalues(const LabPrediction& prediction, ImU32 colour, LabState& lab) {
  const SignalTheory& theory = *prediction.theory;
  const auto values =
      above(indexed(as_span(theory.eigenvalues()), 1), 1e-14, theory.eigenvalues()[0]);
  const auto decay = indexed(as_span(theory.decay_steps()), 1);
  const auto [size, beside] = halves();
  draw_small_plot({.id = "eigenvalues",
                   .x_title = "index"_t,
                   .title = "Eigenvalues"_t,
                   .points = values,
                   .style = PlotStyle::line_and_points},
                  size, colour, lab.eigenvalues);
  if (beside.x > 0) ImGui::SameLine();
  draw_small_plot({.id = "decay times",
                   .x_title = "index"_t,
                   .title = "Decay time (steps)"_t,
                   .points = decay,
                   .style = PlotStyle::line_and_points},
                  size, colour, lab.decay_times);
}

struct KernelTab {
  Text title;
  Text help;
};

constexpr std::array<KernelTab, 3> kTabs = {
    {{"Matrix"_t,
      "The tangent kernel K between all pairs of training points. Constant along diagonals: it "
      "depends on the distance only (Fig. 2b). A larger kernel learns faster."_t},
     {"Row"_t,
      "K between a point in the middle and all others, and its spectrum (Fig. 2c and d): narrow "
      "kernels have wide spectra"_t},
     {"Eigenvalues"_t,
      "Eigenvalues of K, and how many steps the error along each eigenvector takes to fall to 1/e: "
      "1 / (learning rate x eigenvalue). Directions with small eigenvalues are learned last."_t}}};

void draw_tab(std::size_t tab, const LabPrediction& prediction, UiState& ui) {
  const ImU32 colour = kernel_colour(ui, prediction.kernel);
  if (tab == 0) {
    draw_matrix(prediction, ui);
  } else if (tab == 1) {
    draw_row(prediction, colour, ui.lab);
  } else {
    draw_eigenvalues(prediction, colour, ui.lab);
  }
}

}  // namespace

void draw_lab_kernel(const Snapshot&, UiState& ui, CommandSink&) {
  const LabPrediction* prediction = shown_prediction(ui.lab);
  if (!ImGui::BeginTabBar("kernel tabs")) return;
  for (std::size_t i = 0; i < kTabs.size(); ++i) {
    const bool open = ImGui::BeginTabItem(Phrase(kTabs[i].title).label().c_str());
    note_item(kTabs[i].title.english());
    tooltip(kTabs[i].help);
    if (!open) continue;
    if (prediction) {
      draw_tab(i, *prediction, ui);
    } else {
      draw_muted("No kernel to show: see the line under the function"_t, ui);
    }
    ImGui::EndTabItem();
  }
  ImGui::EndTabBar();
}

}  // namespace fscope
