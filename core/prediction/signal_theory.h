// What kernel theory says of a network that learns a signal, before and beside its training (Eq.
// 3).
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/prediction/signal_network.h"
#include "core/tasks/bands.h"
#include "core/tasks/signal.h"
#include "core/theory/dynamics.h"

namespace fscope {

/// Whose tangent kernel theory takes.
enum class TangentKernel {
  infinite_width,  // of such networks without end in width; relu only
  at_start,        // of this run's network before its first step: the network, linearised
  now,             // of this run's network with given parameters
};
/// Where its flow begins.
enum class FlowStart {
  network,  // at the outputs of this run's network before its first step
  zero,     // at what the output activation makes of 0, their mean over seeds
};

struct SignalTheoryOptions {
  TangentKernel kernel = TangentKernel::infinite_width;
  FlowStart start = FlowStart::network;
  std::shared_ptr<const Vector<float>> parameters;  // read by TangentKernel::now
};

/// Errors at times eta_t. In every list the same place belongs to the same time.
struct SignalForecast {
  std::vector<double> eta_t;
  std::vector<double> train_mse;
  std::vector<double> heldout_mse;         // empty when nothing is held out
  std::vector<std::vector<double>> bands;  // for each of bands(), as signal_band_errors()
};

/// f(t) = f0 + K_all K_train^-1 (I - exp(-K_train eta t)) (y - f0) for the run that `config` would
/// make on a signal of N points, n of them trained on. K is the tangent kernel of the output; an
/// output activation is linearised where the flow begins. Times are eta t as effective_eta_t()
/// gives them, in [0, infinity]. Immutable: const calls from several threads are safe.
class SignalTheory {
 public:
  static constexpr Index kMaxPoints = 2048;

  /// Throws std::invalid_argument, with a sentence to show, when theory cannot say anything: more
  /// than kMaxPoints points, hidden activations other than relu at infinite width, parameters that
  /// are missing or not finite, settings that do not fit.
  SignalTheory(const RunConfig& config, std::shared_ptr<const Signal> signal,
               const SignalTheoryOptions& options, NetworkStarts& starts);

  const Signal& signal() const { return *signal_; }
  /// K between the training points (n x n), and between all points and the middle training point,
  /// that at n / 2 (N).
  const Eigen::MatrixXd& kernel() const { return K_train_; }
  const Eigen::VectorXd& kernel_row() const { return row_; }
  /// |FFT| of that row at the training points, not scaled: frequencies 0 .. n / 2. Where mapping
  /// and network make K a function of the distance on a circle, these are its eigenvalues.
  const std::vector<double>& row_spectrum() const { return row_spectrum_; }
  /// n, descending, not negative.
  const Eigen::VectorXd& eigenvalues() const { return dynamics_.eigenvalues(); }
  /// Steps in which each mode's error falls to 1/e (n), as plain gradient descent makes them;
  /// infinite for modes that are never learned.
  const Eigen::VectorXd& decay_steps() const { return decay_steps_; }
  /// Learning rate of a step (as effective_eta_t) times the largest eigenvalue. Gradient descent
  /// follows the flow where this is well below 1, and diverges from 2 on.
  double step_size() const { return step_size_; }

  /// f at all points (N).
  Eigen::VectorXd at(double eta_t) const;
  const std::vector<Band>& bands() const { return bands_; }
  SignalForecast forecast(std::span<const double> eta_t) const;

  /// What is assumed that may not hold of the run, in sentences to show.
  const std::string& assumes() const { return assumes_; }

 private:
  struct Model;
  static Model model_of(const RunConfig& config, const std::shared_ptr<const Signal>& signal,
                        const SignalTheoryOptions& options, NetworkStarts& starts);
  SignalTheory(const RunConfig& config, std::shared_ptr<const Signal> signal, Model model);

  std::shared_ptr<const Signal> signal_;
  Eigen::MatrixXd K_train_;
  Eigen::VectorXd row_;
  std::vector<double> row_spectrum_;
  KernelDynamics dynamics_;
  Eigen::VectorXd decay_steps_;
  double step_size_ = 0;
  std::vector<Band> bands_;
  std::string assumes_;
};

}  // namespace fscope
