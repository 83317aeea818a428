#include <algorithm>

#include "app/cli/bench_machine.h"
#include "app/cli/bench_sections.h"
#include "core/support/check.h"

namespace fscope {
namespace {

/// Values of a sweep and what a step of each costs.
struct Curve {
  std::vector<double> values, step_ms, step_mflop;
};

Curve measure_curve(const Bench& bench, const Sweep& sweep, ThreadPool& pool) {
  Curve curve;
  std::vector<std::unique_ptr<BenchSubject>> subjects;
  std::vector<Work> works;
  for (const int value : sweep.values) {
    const RunConfig config = with_settings(sweep.base, text("--", sweep.key, ' ', value));
    subjects.push_back(std::make_unique<BenchSubject>(bench, config, pool));
    works.push_back(subjects.back()->training());
  }
  const auto rates = measure_in_turn(bench.meter, works);
  for (std::size_t i = 0; i < works.size(); ++i) {
    const Trainer& trainer = subjects[i]->trainer();
    const auto n = static_cast<double>(trainer.batch_size());
    curve.values.push_back(sweep.values[i]);
    curve.step_ms.push_back(1e3 * n / rates[i].median);
    curve.step_mflop.push_back(1e-6 * n * trainer.shape().training_flop());
  }
  return curve;
}

/// MiB of so many floats.
double mib(Index n_floats) {
  constexpr double kFloatsPerMib = 1 << 18;
  return static_cast<double>(n_floats) / kFloatsPerMib;
}

/// What the trainer's parts hold, by their shapes; padding to cache lines is left out.
Json account(const BenchSubject& subject, int n_threads) {
  const Trainer& trainer = subject.trainer();
  const MlpShape& shape = trainer.shape();
  const Index n = shape.n_parameters();
  const Index columns = tile_columns(shape);
  const Index n_tiles = (trainer.batch_size() + columns - 1) / columns;
  const Index per_column = shape.n_inputs + (shape.n_layers - 1) * shape.width + shape.n_outputs +
                           2 * std::max(shape.width, shape.n_outputs);
  Index n_table = 0;
  for (const auto& axis : trainer.task().grid().axes) n_table += shape.n_inputs * axis.size();
  constexpr double kBytesPerMib = 1 << 20;
  Json row;
  row["parameters_mib"] = mib(3 * n - shape.fan_in(0) * shape.fan_out(0));  // two copies are packed
  row["moments_mib"] = mib(2 * n);
  row["gradients_mib"] = mib(std::min(n_tiles, Trainer::kMaxShards) * n);
  row["tiles_mib"] = mib(n_threads * columns * per_column);
  row["tables_mib"] = mib(n_table);
  row["picture_mib"] = static_cast<double>(subject.n_pixels() * shape.n_outputs) / kBytesPerMib;
  double sum = 0;
  for (const auto& part : row) sum += part.get<double>();
  row["accounted_mib"] = sum;
  return row;
}

}  // namespace

Json measure_cost(const Bench& bench) {
  ThreadPool pool(bench.plan.n_threads);
  Json rows = Json::array();
  for (const Sweep& sweep : bench.plan.sweeps) {
    bench.meter.progress(text("cost of a step against ", sweep.key));
    const Curve curve = measure_curve(bench, sweep, pool);
    const PowerLaw time = fit_power_law(curve.values, curve.step_ms);
    Json row;
    row["against"] = sweep.key;
    row["time_exponent"] = time.exponent;
    row["time_residual"] = time.residual;
    row["flop_exponent"] = fit_power_law(curve.values, curve.step_mflop).exponent;
    row["values"] = sweep.values;
    row["step_ms"] = curve.step_ms;
    row["step_mflop"] = curve.step_mflop;
    row["settings"] = config_difference({}, sweep.base);
    rows.push_back(row);
  }
  return rows;
}

Json measure_memory(const Bench& bench) {
  constexpr const char* kSize = "--size 512 --batch full";
  Json rows = Json::array();
  for (const BenchNetwork& network : bench.plan.networks) {
    bench.meter.progress(text("memory, ", network.name));
    ThreadPool pool(bench.plan.n_threads);
    const auto before = restart_peak_memory();
    BenchSubject subject(bench, with_settings(network.config, kSize), pool);
    subject.training()();
    const auto after = before ? peak_memory_mib() : std::nullopt;
    Json row;
    row["network"] = network.name;
    row["threads"] = pool.size();
    row.update(account(subject, pool.size()));
    row["measured_rise_mib"] = after ? Json(*after - *before) : Json(nullptr);
    rows.push_back(row);
  }
  return rows;
}

}  // namespace fscope
