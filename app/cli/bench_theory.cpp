#include <algorithm>

#include "app/cli/bench_sections.h"
#include "core/prediction/sigma_landscape.h"
#include "core/support/check.h"
#include "core/tasks/image_2d.h"

namespace fscope {
namespace {

constexpr double kUsualSigma = 10;
constexpr double kSmallSigma = 3;  // takes more iterations

/// What is predicted, of which picture.
struct Subject {
  std::string what;
  int side;    // px
  Json sigma;  // null: many
  FlowState (*predict)(Subject&, const Bench&, ThreadPool&);
  RunConfig config = {};
  std::shared_ptr<const Image> image = nullptr;
  std::shared_ptr<PictureTheory> theory = nullptr;  // kept by those that ask it again
  int n_predictions = 0;
};

template <class T>
T unless_interrupted(std::optional<T> value) {
  if (!value) throw BenchInterrupted("stopped");
  return *std::move(value);
}

FlowState predict_picture(Subject& subject, const Bench& bench, ThreadPool& pool) {
  PictureTheory theory(subject.config, subject.image, pool);
  const auto prediction =
      theory.predict(kDefaultTheoryTime * theory.unit_time(), pool, bench.meter.interrupted);
  return unless_interrupted(prediction).flow;
}

FlowState predict_again(Subject& subject, const Bench& bench, ThreadPool& pool) {
  if (!subject.theory) {
    subject.theory = std::make_shared<PictureTheory>(subject.config, subject.image, pool);
  }
  const double eta_t = kDefaultTheoryTime * subject.theory->unit_time() /
                       (1 + subject.n_predictions++ % 7);  // the first is the hardest
  return unless_interrupted(subject.theory->predict(eta_t, pool, bench.meter.interrupted)).flow;
}

FlowState predict_landscape(Subject& subject, const Bench& bench, ThreadPool& pool) {
  FlowState most{.converged = true};
  SigmaLandscape landscape(sigma_range(MappingKind::gaussian));
  RunConfig config = subject.config;
  while (const auto sigma = landscape.next()) {
    config.mapping.sigma = *sigma;
    const auto point = unless_interrupted(
        landscape_point(config, subject.image, kDefaultTheoryTime, pool, bench.meter.interrupted));
    landscape.add(point);
    most.n_iterations = std::max(most.n_iterations, point.n_iterations);
    most.converged = most.converged && point.converged;
  }
  return most;
}

Json measure_subject(Subject& subject, const Bench& bench, ThreadPool& pool) {
  subject.config = bench.plan.networks.front().config;
  subject.config.mapping.kind = MappingKind::gaussian;
  if (subject.sigma.is_number()) subject.config.mapping.sigma = subject.sigma.get<double>();
  subject.config.image.resolution = subject.side;
  subject.config.image.color = ColorMode::rgb;
  subject.image = prepare_image(bench.picture, subject.config.image);
  FlowState flow;
  const Work work = [&] {
    flow = subject.predict(subject, bench, pool);
    return 1.0;
  };
  const Spread per_s = measure_in_turn(bench.meter, {work}).at(0);
  constexpr double kMsPerS = 1000;
  return {{"what", subject.what},
          {"network", bench.plan.networks.front().name},
          {"side_px", subject.side},
          {"sigma", subject.sigma},
          {"threads", pool.size()},
          {"ms", kMsPerS / per_s.median},
          {"ms_min", kMsPerS / per_s.max},
          {"ms_max", kMsPerS / per_s.min},
          {"iterations", flow.n_iterations},
          {"converged", flow.converged}};
}

}  // namespace

Json measure_theory(const Bench& bench) {
  ThreadPool pool(bench.plan.n_threads);
  Json rows = Json::array();
  const auto measure = [&](Subject subject) {
    bench.meter.progress(text("theory, ", subject.what, " at ", subject.side, " px"));
    rows.push_back(measure_subject(subject, bench, pool));
  };
  for (const int side : bench.plan.theory_sides) {
    measure({"picture", side, kUsualSigma, predict_picture});
    measure({"picture", side, kSmallSigma, predict_picture});
    measure({"its other times", side, kSmallSigma, predict_again});
    const bool first = side == bench.plan.theory_sides.front();
    if (first) measure({"24 sigmas", side, nullptr, predict_landscape});
  }
  return rows;
}

}  // namespace fscope
