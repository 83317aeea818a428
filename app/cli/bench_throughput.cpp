#include <algorithm>

#include "app/cli/bench_sections.h"
#include "core/support/check.h"

namespace fscope {
namespace {

constexpr double kGiga = 1e9;

void put(Json& row, const std::string& name, const Spread& spread, double unit = 1) {
  row[name] = spread.median / unit;
  row[name + "_min"] = spread.min / unit;
  row[name + "_max"] = spread.max / unit;
}

struct Point {
  std::string network;
  Index batch;  // samples
  double flop;  // of one sample
};

Json rate_row(const Point& point, int n_threads, const Spread& rate, const Spread& peak) {
  Json row;
  row["network"] = point.network;
  row["batch"] = point.batch;
  row["threads"] = n_threads;
  row["flop_per_sample"] = point.flop;
  put(row, "samples_per_s", rate);
  row["gflops"] = rate.median * point.flop / kGiga;
  put(row, "peak_gflops", peak, kGiga);
  row["peak_share"] = rate.median * point.flop / peak.median;
  return row;
}

RunConfig at_size(RunConfig config, Index batch, int side) {
  config.batch = batch;
  config.image.resolution = side;
  return config;
}

/// 1, 2, 4, ... and n_threads.
std::vector<int> thread_counts(int n_threads) {
  std::vector<int> out;
  for (int n = 1; n < n_threads; n *= 2) out.push_back(n);
  out.push_back(n_threads);
  return out;
}

struct Kind {
  const char* name;
  int side;  // of the picture, px
  bool trains;
};

Point point_of(const BenchNetwork& network, const BenchSubject& subject, Index batch, bool trains) {
  const MlpShape& shape = subject.trainer().shape();
  const Index n = subject.n_pixels();
  return {.network = network.name,
          .batch = trains       ? subject.trainer().batch_size()
                   : batch == 0 ? n
                                : std::min(batch, n),
          .flop = trains ? shape.training_flop() : shape.forward_flop()};
}

Json measure_rates(const Bench& bench, const Kind& kind) {
  ThreadPool pool(bench.plan.n_threads);
  const Work peak = peak_work(*bench.peak, pool);
  Json rows = Json::array();
  for (const BenchNetwork& network : bench.plan.networks) {
    for (const Index batch : bench.plan.batches) {
      BenchSubject subject(bench, at_size(network.config, batch, kind.side), pool);
      const Point point = point_of(network, subject, batch, kind.trains);
      bench.meter.progress(text(kind.name, ", ", network.name, ", batch ", point.batch));
      const Work work = kind.trains ? subject.training() : subject.evaluation(point.batch);
      const auto rates = measure_in_turn(bench.meter, {work, peak});
      rows.push_back(rate_row(point, pool.size(), rates[0], rates[1]));
    }
  }
  return rows;
}

}  // namespace

BenchSubject::BenchSubject(const Bench& bench, RunConfig config, ThreadPool& pool)
    : interrupted_(bench.meter.interrupted) {
  config.image.color = ColorMode::rgb;
  auto task = std::make_shared<const Image2dTask>(prepare_image(bench.picture, config.image),
                                                  config.image.split);
  trainer_ = std::make_unique<Trainer>(config, std::move(task), pool);
}

Work BenchSubject::training() {
  return [this] {
    if (!trainer_->advance(interrupted_)) throw BenchInterrupted("stopped");
    return static_cast<double>(trainer_->batch_size());
  };
}

Work BenchSubject::evaluation(Index n) {
  outputs_.resize(trainer_->task().n_outputs(), n);
  return [this] {
    const PointOf point_of = [](Index i) { return i; };
    if (!trainer_->evaluate(outputs_.cols(), point_of, outputs_, interrupted_)) {
      throw BenchInterrupted("stopped");
    }
    return static_cast<double>(outputs_.cols());
  };
}

Work peak_work(const Kernels& set, ThreadPool& pool) {
  // About a millisecond each, several a thread: one that is late does not leave the others idle.
  constexpr std::int64_t kRounds = 500'000;
  constexpr std::int64_t kItemsPerThread = 8;
  return [&set, &pool] {
    std::vector<double> flop(static_cast<std::size_t>(pool.size()), 0);
    pool.for_each(kItemsPerThread * pool.size(), [&](std::int64_t, int thread) {
      flop[static_cast<std::size_t>(thread)] += set.fma_peak(kRounds);
    });
    double sum = 0;
    for (const double of_thread : flop) sum += of_thread;
    return sum;
  };
}

Json measure_peak(const Bench& bench) {
  bench.meter.progress("peak");
  const auto counts = thread_counts(bench.plan.n_threads);
  std::vector<std::unique_ptr<ThreadPool>> pools;
  std::vector<Work> works;
  for (const int n : counts) {
    pools.push_back(std::make_unique<ThreadPool>(n));
    works.push_back(peak_work(*bench.peak, *pools.back()));
  }
  const auto peaks = measure_in_turn(bench.meter, works);
  Json rows = Json::array();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    Json row;
    row["threads"] = counts[i];
    put(row, "peak_gflops", peaks[i], kGiga);
    row["peak_speedup"] = peaks[i].median / peaks[0].median;
    rows.push_back(row);
  }
  return rows;
}

Json measure_training(const Bench& bench) {
  return measure_rates(bench, {.name = "training", .side = 512, .trains = true});
}

Json measure_inference(const Bench& bench) {
  return measure_rates(bench, {.name = "inference", .side = 256, .trains = false});
}

Json measure_scaling(const Bench& bench) {
  constexpr int kSide = 512;
  constexpr Index kBatch = 16384;
  const auto counts = thread_counts(bench.plan.n_threads);
  Json rows = Json::array();
  for (const BenchNetwork& network : bench.plan.networks) {
    bench.meter.progress(text("scaling, ", network.name));
    std::vector<std::unique_ptr<ThreadPool>> pools;
    std::vector<std::unique_ptr<BenchSubject>> subjects;
    std::vector<Work> works;
    for (const int n : counts) {
      pools.push_back(std::make_unique<ThreadPool>(n));
      subjects.push_back(std::make_unique<BenchSubject>(
          bench, at_size(network.config, kBatch, kSide), *pools.back()));
      works.push_back(subjects.back()->training());
      works.push_back(peak_work(*bench.peak, *pools.back()));
    }
    const auto rates = measure_in_turn(bench.meter, works);
    for (std::size_t i = 0; i < counts.size(); ++i) {
      const Point point = point_of(network, *subjects[i], kBatch, true);
      Json row = rate_row(point, counts[i], rates[2 * i], rates[2 * i + 1]);
      row["speedup"] = rates[2 * i].median / rates[0].median;
      row["peak_speedup"] = rates[2 * i + 1].median / rates[1].median;
      rows.push_back(row);
    }
  }
  return rows;
}

}  // namespace fscope
