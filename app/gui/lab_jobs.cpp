#include "app/gui/lab_jobs.h"

#include <algorithm>
#include <cmath>
#include <exception>

#include "core/support/fft.h"
#include "core/tasks/bands.h"
#include "core/tasks/signal_1d.h"
#include "core/theory/dynamics.h"
#include "core/theory/empirical_ntk.h"
#include "core/theory/ntk.h"

namespace fscope {
namespace {

struct Solved {
  LabQuestion key;
  std::shared_ptr<const KernelDynamics> dynamics;
  std::shared_ptr<const LabKernelView> view;
  Eigen::VectorXd f0;
};

LabQuestion key_of(LabQuestion question, LabKernel kernel) {
  question.kernels = {kernel};
  question.time = 0;
  question.horizon = 0;
  question.match_mse.reset();
  if (kernel != LabKernel::now) question.parameters = nullptr;
  return question;
}

Matrix<double> points_of(const LabQuestion& q) {
  const Index n = q.signal->n_points();
  const double origin = signal_origin(q.config.mapping.kind);
  Matrix<double> x(1, n);
  for (Index k = 0; k < n; ++k) {
    x(0, k) = static_cast<double>(k) / static_cast<double>(n) - origin;
  }
  return x;
}

Eigen::MatrixXd kernel_of(const LabQuestion& q, LabKernel kernel) {
  const FourierMapping mapping = make_mapping(q.config.mapping, 1, q.config.seed);
  const MlpShape shape = network_shape(q.config, mapping, 1);
  const Matrix<double> features = encode<double>(mapping, points_of(q));
  if (kernel == LabKernel::infinite) {
    return ntk(ntk_settings(shape, q.config.parameterization), features, features);
  }
  const auto parameters =
      kernel == LabKernel::now && q.parameters
          ? *q.parameters
          : initial_parameters<float>(shape, q.config.seed, q.config.parameterization);
  return empirical_ntk(shape, parameters, q.config.parameterization, features.cast<float>());
}

std::shared_ptr<const LabKernelView> view_of(const LabQuestion& q, const Eigen::MatrixXd& K,
                                             const Eigen::VectorXd& eigenvalues) {
  auto view = std::make_shared<LabKernelView>();
  const Index c = q.signal->oversampling;
  const Index n = q.signal->n_train();
  const auto train = Eigen::seqN(0, n, c);
  const Eigen::MatrixXf matrix = K(train, train).cast<float>();
  view->matrix.assign(matrix.data(), matrix.data() + matrix.size());
  view->range = range_of(view->matrix);
  view->picture = std::make_shared<const Raster>(heat_map(
      view->matrix, static_cast<int>(n), static_cast<int>(n), view->range, kAbsoluteError));
  view->centre = n / 2 * c;
  const Eigen::VectorXd row = K.col(view->centre);
  view->row.assign(row.begin(), row.end());
  const Eigen::VectorXd coarse = row(train);
  for (const Complex& z : real_fft({coarse.data(), static_cast<std::size_t>(n)})) {
    view->row_spectrum.push_back(std::abs(z));
  }
  view->eigenvalues.assign(eigenvalues.begin(), eigenvalues.end());
  view->time_per_step = flow_time(q.config, 1);
  return view;
}

Solved solve(const LabQuestion& q, LabKernel kernel) {
  Solved out;
  out.key = key_of(q, kernel);
  const Eigen::MatrixXd K = kernel_of(q, kernel);
  const auto train = Eigen::seqN(0, q.signal->n_train(), q.signal->oversampling);
  out.f0 = q.first_outputs ? Eigen::VectorXd(q.first_outputs->cast<double>())
                           : Eigen::VectorXd::Zero(q.signal->n_points());
  DynamicsProblem problem;
  problem.K_train = K(train, train);
  problem.K_all = K(Eigen::all, train);
  problem.y = q.signal->training_values();
  problem.f0_train = out.f0(train);
  problem.f0_all = out.f0;
  out.dynamics = std::make_shared<const KernelDynamics>(std::move(problem));
  out.view = view_of(q, K, out.dynamics->eigenvalues());
  return out;
}

}  // namespace

struct LabSolver::Impl {
  std::array<std::optional<Solved>, kLabKernels.size()> solved;
};

LabSolver::LabSolver() : impl_(std::make_unique<Impl>()) {}
LabSolver::~LabSolver() = default;

LabTheory LabSolver::answer(const LabQuestion& question) {
  LabTheory theory;
  theory.question = question;
  for (const LabKernel kernel : question.kernels) {
    LabPrediction prediction;
    prediction.kernel = kernel;
    prediction.time = question.time;
    try {
      auto& solved = impl_->solved[static_cast<std::size_t>(kernel)];
      if (!solved || solved->key != key_of(question, kernel)) solved = solve(question, kernel);
      const Eigen::MatrixXd f = solved->dynamics->all(question.time);
      prediction.function.assign(f.data(), f.data() + f.size());
      prediction.view = solved->view;
      const Signal& signal = *question.signal;
      const auto bands = signal_bands(signal.n_train());
      prediction.band_curves.resize(bands.size());
      for (double s = 0; s <= 1; s += 0.01) {
        const double step = std::pow(question.horizon, s);
        const Eigen::VectorXd r =
            solved->dynamics->all(flow_time(question.config, step)).col(0) - signal.values;
        const Eigen::VectorXd rt = r(Eigen::seqN(0, signal.n_train(), signal.oversampling));
        prediction.steps.push_back(step);
        prediction.train_curve.push_back(rt.squaredNorm() / static_cast<double>(rt.size()));
        prediction.heldout_curve.push_back(
            (r.squaredNorm() - rt.squaredNorm()) /
            std::max(1.0, static_cast<double>(r.size() - rt.size())));
        const auto errors =
            signal_band_errors(bands, {rt.data(), static_cast<std::size_t>(rt.size())});
        for (std::size_t b = 0; b < errors.size(); ++b)
          prediction.band_curves[b].push_back(errors[b]);
      }
    } catch (const std::exception& error) {
      prediction = LabPrediction{};
      prediction.kernel = kernel;
      prediction.message = error.what();
    }
    theory.predictions.push_back(std::move(prediction));
  }
  return theory;
}

bool LabJobs::update(const Snapshot& snapshot, UiState& ui) {
  if (ui.wanted.task != TaskKind::signal) return false;
  update_lab_target(ui);
  LabState& lab = ui.lab;
  if (!lab.target.signal) {
    lab.theory = nullptr;
    return job_.running();
  }
  auto theory = job_.follow(lab_question(snapshot, ui),
                            [solver = solver_](const LabQuestion& question, const StopFlag&) {
                              return std::make_shared<const LabTheory>(solver->answer(question));
                            });
  if (theory) lab.theory = std::move(*theory);
  lab.busy = job_.running();
  return lab.busy;
}

}  // namespace fscope
