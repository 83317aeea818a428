#include "app/figures/fits.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>

#include "core/support/check.h"

namespace fscope {
namespace {

/// Floating-point operations of one step.
double step_flop(const FigureFit& fit) {
  const auto mapping = make_mapping(fit.config.mapping, fit.task->grid().n_inputs(), 0);
  const MlpShape shape = network_shape(fit.config, mapping, fit.task->n_outputs());
  const Index n_train = fit.task->n_points(Split::train);
  const Index batch = fit.config.batch == 0 ? n_train : std::min(fit.config.batch, n_train);
  return shape.training_flop() * static_cast<double>(batch);
}

/// The dearest first, so that the threads end together.
std::vector<std::size_t> order_of_work(const std::vector<double>& cost) {
  std::vector<std::size_t> order(cost.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return cost[a] > cost[b]; });
  return order;
}

void train(const FigureFit& fit, FigureWork& work, double flop_per_step, Trainer& trainer,
           const std::function<void()>& measure) {
  while (trainer.n_steps() < fit.n_steps) {
    if (fit.every > 0 && trainer.n_steps() % fit.every == 0) measure();
    try {
      trainer.advance([&work] { return work.interrupted(); });
    } catch (const std::runtime_error& error) {
      throw std::runtime_error(text(error.what(), " in step ", trainer.n_steps() + 1, ", with ",
                                    config_difference({}, fit.config)));
    }
    work.add(flop_per_step);  // ends the loop when the step was interrupted
  }
  measure();
}

}  // namespace

void train_all(const std::vector<FigureFit>& fits, int n_threads, const FigureHooks& hooks,
               const std::function<void(std::size_t, Trainer&)>& measure) {
  std::vector<double> cost;
  for (const FigureFit& fit : fits) {
    cost.push_back(step_flop(fit) * static_cast<double>(fit.n_steps));
  }
  FigureWork work(hooks, std::accumulate(cost.begin(), cost.end(), 0.0));
  const std::vector<std::size_t> order = order_of_work(cost);
  ThreadPool pool(n_threads);
  pool.for_each(static_cast<std::int64_t>(fits.size()), [&](std::int64_t item, int) {
    const std::size_t i = order[static_cast<std::size_t>(item)];
    const FigureFit& fit = fits[i];
    ThreadPool alone(1);
    Trainer trainer(fit.config, fit.task, alone);
    train(fit, work, cost[i] / static_cast<double>(fit.n_steps), trainer,
          [&] { measure(i, trainer); });
  });
}

}  // namespace fscope
