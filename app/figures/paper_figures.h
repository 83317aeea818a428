// The computations of the catalogue, one file each. Called through figure_catalogue().
#pragma once

#include "app/figures/catalogue.h"

namespace fscope {

/// Fig. 2: kernels of mapped networks, their rows and spectra over the power p.
Figure composed_kernels(const FigureSettings& settings, const FigureHooks& hooks);
/// Fig. 3: networks on 32 points of a signal beside what Eq. 3 predicts of them.
Figure theory_practice(const FigureSettings& settings, const FigureHooks& hooks);
/// Fig. 4: error over the scale of random frequencies of four distributions.
Figure sampled_scale(const FigureSettings& settings, const FigureHooks& hooks);
/// Fig. 5: amplitudes optimised through the linearised model against the power family.
Figure optimised_features(const FigureSettings& settings, const FigureHooks& hooks);
/// Fig. 7: spectra of kernels over the depth.
Figure kernel_spreading(const FigureSettings& settings, const FigureHooks& hooks);
/// Fig. 10: what an image network makes of a picture, over sigma.
Figure sigma_sweep(const FigureSettings& settings, const FigureHooks& hooks);
/// Fig. 11: PSNR of networks that learn a plane wave, over its direction.
Figure axis_bias(const FigureSettings& settings, const FigureHooks& hooks);
/// Fig. 14: error of networks that learn a bump, over its place.
Figure stationarity(const FigureSettings& settings, const FigureHooks& hooks);

}  // namespace fscope
