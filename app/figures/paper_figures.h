// The computations of the catalogue, one file each. Called through figure_catalogue().
#pragma once

#include "app/figures/catalogue.h"

namespace fscope {

/// Fig. 2: kernels of mapped networks, their rows and spectra over the power p.
Figure composed_kernels(const FigureSettings& settings, const FigureHooks& hooks);
/// Fig. 7: spectra of kernels over the depth.
Figure kernel_spreading(const FigureSettings& settings, const FigureHooks& hooks);
/// Fig. 10: what an image network makes of a picture, over sigma.
Figure sigma_sweep(const FigureSettings& settings, const FigureHooks& hooks);
/// Fig. 11: PSNR of networks that learn a plane wave, over its direction.
Figure axis_bias(const FigureSettings& settings, const FigureHooks& hooks);
/// Fig. 14: error of networks that learn a bump, over its place.
Figure stationarity(const FigureSettings& settings, const FigureHooks& hooks);

}  // namespace fscope
