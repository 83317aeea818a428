#include <cmath>

#include "app/cli/bench_sections.h"
#include "core/prediction/signal_theory.h"
#include "core/support/check.h"

namespace fscope {
namespace {

struct Subject {
  std::string kernel;
  TangentKernel of;
  Index n_train;
  Index oversampling;
};

/// 100 times, six decades: a curve of errors.
std::vector<double> many_times() {
  std::vector<double> out;
  for (int i = 0; i < 100; ++i) out.push_back(std::pow(10, -3 + 6 * i / 99.0));
  return out;
}

/// Another p with every piece of work, as while it is dragged: only the first weights are kept.
Json measure_subject(const Subject& subject, const Bench& bench) {
  RunConfig config = signal_defaults();
  config.signal.n_train = subject.n_train;
  config.signal.oversampling = subject.oversampling;
  const auto signal = std::make_shared<const Signal>(make_signal(config.signal));
  const std::vector<double> times = many_times();
  NetworkStarts starts;
  int n_predictions = 0;
  const Work work = [&] {
    config.mapping.power = 0.5 + 0.01 * (n_predictions++ % 100);
    const SignalTheory theory(config, signal, {.kernel = subject.of, .start = {}, .parameters = {}},
                              starts);
    require(theory.at(1).allFinite(), "the prediction is not finite");
    theory.forecast(times);
    return 1.0;
  };
  const Spread per_s = measure_in_turn(bench.meter, {work}).at(0);
  constexpr double kMsPerS = 1000;
  return {{"kernel", subject.kernel},     {"train_points", subject.n_train},
          {"points", signal->n_points()}, {"width", config.width},
          {"ms", kMsPerS / per_s.median}, {"ms_min", kMsPerS / per_s.max},
          {"ms_max", kMsPerS / per_s.min}};
}

}  // namespace

Json measure_signal_theory(const Bench& bench) {
  Json rows = Json::array();
  for (const Subject& subject : {Subject{"infinite width", TangentKernel::infinite_width, 32, 8},
                                 Subject{"infinite width", TangentKernel::infinite_width, 128, 2},
                                 Subject{"of the network", TangentKernel::at_start, 32, 8}}) {
    bench.meter.progress(
        text("signal theory, ", subject.n_train, " points, kernel ", subject.kernel));
    rows.push_back(measure_subject(subject, bench));
  }
  return rows;
}

}  // namespace fscope
