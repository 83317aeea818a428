// Squared-error losses and PSNR.
#pragma once

#include <array>
#include <string_view>

#include "core/network/fourier_mapping.h"

namespace fscope {

/// Both halves of the paper's code: images use the mean, 1D signals the sum.
enum class Loss { half_mean, half_sum };
inline constexpr std::array kLosses = {Loss::half_mean, Loss::half_sum};

std::string_view loss_name(Loss loss);

/// The part of the batch loss that these samples contribute, and its gradient.
///   outputs, targets (c x N): one sample per column, values in [0, 1] for images
///   batch_size: samples of the whole batch, of which these are a part
/// half_mean: 1/2 sum (y - t)^2 / (c batch_size); half_sum: 1/2 sum (y - t)^2.
/// Writes dL_doutputs (c x N). Throws std::invalid_argument when shapes differ.
/// Tancik et al. 2020, Sec. 6.1 and the notebooks' code.
template <class T>
double squared_error_loss(Loss loss, const ConstMatrixRef<T>& outputs,
                          const ConstMatrixRef<T>& targets, Index batch_size,
                          MatrixRef<T> dL_doutputs);

/// -10 log10(mse) in dB, peak 1; infinity for mse = 0.
double psnr(double mse);

}  // namespace fscope
