#include "app/figures/catalogue.h"

#include <array>
#include <cmath>

#include "app/figures/paper_figures.h"
#include "core/support/check.h"

namespace fscope {
namespace {

constexpr auto kFigures = std::to_array<FigureKind>({
    {"fig2", "Composed kernels",
     "The network's kernel without mapping and with the basic one; rows and spectra over the power",
     0.02, 0.02, composed_kernels},
    {"fig3", "Theory and practice",
     "Networks learning 32 points of a signal, beside what Eq. 3 predicts from their start", 15, 1,
     theory_practice},
    {"fig4", "Sampled scale",
     "Signals learned with random frequencies of four distributions: error over their scale", 45,
     1.5, sampled_scale},
    {"fig5", "Optimised features",
     "Amplitudes optimised through the linearised network, against the power family", 60, 3,
     optimised_features},
    {"fig7", "Kernel spreading",
     "How the kernel's spectrum spreads with depth around the frequencies of the mapping", 0.02,
     0.02, kernel_spreading},
    {"fig10", "Sigma sweep",
     "A picture learned with sigma from 1 to 64: blur, sharpness, noise between the pixels", 30,
     2.5, sigma_sweep},
    {"fig11", "Axis bias",
     "Plane waves of all directions, learned with positional encoding and Gaussian features", 45,
     1.5, axis_bias},
    {"fig14", "Stationarity", "A bump learned at many places, with the basic mapping and with none",
     20, 1.3, stationarity},
});

}  // namespace

std::span<const FigureKind> figure_catalogue() { return kFigures; }

const FigureKind& find_figure(std::string_view name) {
  std::string known;
  for (const FigureKind& kind : kFigures) {
    if (kind.name == name) return kind;
    known += text(known.empty() ? "" : ", ", kind.name);
  }
  throw std::invalid_argument(text("there is no figure '", name, "'; there are ", known));
}

std::string duration_text(double minutes) {
  if (minutes * 60 < 2) return "a second";
  if (minutes < 1) return text("about ", std::lround(minutes * 60), " s");
  if (minutes < 90) return text("about ", std::lround(minutes), " min");
  return text("about ", std::lround(minutes / 60), " h");
}

}  // namespace fscope
