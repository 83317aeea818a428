#include "core/tasks/loss.h"

#include <cmath>

#include "core/support/check.h"

namespace fscope {

std::string_view loss_name(Loss loss) { return loss == Loss::half_mean ? "mean" : "sum"; }

template <class T>
double squared_error_loss(Loss loss, const ConstMatrixRef<T>& outputs,
                          const ConstMatrixRef<T>& targets, Index batch_size,
                          MatrixRef<T> dL_doutputs) {
  require(outputs.rows() == targets.rows() && outputs.cols() == targets.cols(), "outputs are ",
          outputs.rows(), " x ", outputs.cols(), ", targets ", targets.rows(), " x ",
          targets.cols());
  require(dL_doutputs.rows() == outputs.rows() && dL_doutputs.cols() == outputs.cols(),
          "outputs are ", outputs.rows(), " x ", outputs.cols(), ", their gradient ",
          dL_doutputs.rows(), " x ", dL_doutputs.cols());
  const double scale =
      loss == Loss::half_sum ? 1 : 1 / static_cast<double>(outputs.rows() * batch_size);
  dL_doutputs = static_cast<T>(scale) * (outputs - targets);
  double sum = 0;
  for (Index k = 0; k < outputs.cols(); ++k) {
    sum += (outputs.col(k) - targets.col(k)).template cast<double>().squaredNorm();
  }
  return 0.5 * scale * sum;
}

double psnr(double mse) { return -10 * std::log10(mse); }

template double squared_error_loss(Loss, const ConstMatrixRef<float>&, const ConstMatrixRef<float>&,
                                   Index, MatrixRef<float>);
template double squared_error_loss(Loss, const ConstMatrixRef<double>&,
                                   const ConstMatrixRef<double>&, Index, MatrixRef<double>);

}  // namespace fscope
