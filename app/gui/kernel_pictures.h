// The kernel of a mapping and its network, as the kernel panel shows it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/gui/widgets/plot.h"
#include "core/tasks/image.h"
#include "core/tasks/raster.h"
#include "core/training/config.h"

namespace fscope {

/// Heat maps over differences dx, dy from -1/2 to 1/2 of the longer side, and radial spectra.
struct KernelPictures {
  std::string message;                            // why there are none; empty when there are
  std::shared_ptr<const Raster> mapping_kernel;   // h_gamma, from -1 (black) to 1
  std::shared_ptr<const Raster> composed_kernel;  // the NTK, from its least to its largest value
  double effective_width = 0;  // along x, in the longer side: where K is half way down; may be inf
  /// Root mean |X|^2 of all frequencies of a length, in cycles over the longer side, relative to
  /// the largest but for frequency 0, which is left out.
  std::vector<PlotPoint> kernel_spectrum;
  std::vector<PlotPoint> target_spectrum;
};

/// For the background: some milliseconds for 256 x 256 pixels. Larger pictures are reduced for
/// their spectrum.
KernelPictures make_kernel_pictures(const RunConfig& config, const Image& target);

}  // namespace fscope
