#include "app/cli/bench.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/cli/bench_machine.h"
#include "app/cli/bench_report.h"
#include "app/cli/bench_sections.h"
#include "core/tasks/builtin_targets.h"

namespace fscope {
namespace {

using testing::ElementsAre;

TEST(Spread, IsMedianLeastAndMost) {
  const Spread odd = spread_of({5, 1, 2});
  EXPECT_EQ(odd.median, 2);
  EXPECT_EQ(odd.min, 1);
  EXPECT_EQ(odd.max, 5);
  EXPECT_EQ(odd.n, 3);
  EXPECT_EQ(spread_of({1, 2, 4, 9}).median, 3);
  EXPECT_EQ(spread_of({}).n, 0);
}

TEST(Percentile, IsTheLeastValueThatTheShareDoesNotExceed) {
  const std::vector<double> values = {40, 10, 30, 20};
  EXPECT_EQ(percentile(values, 0.5), 20);
  EXPECT_EQ(percentile(values, 0.51), 30);
  EXPECT_EQ(percentile(values, 0.95), 40);
  EXPECT_EQ(percentile(values, 1), 40);
  EXPECT_EQ(percentile({7}, 0.01), 7);
  EXPECT_THROW(percentile({}, 0.5), std::invalid_argument);
}

TEST(PowerLaw, IsFoundThroughPointsOfOne) {
  const PowerLaw law = fit_power_law({1, 2, 4, 8}, {3, 12, 48, 192});  // 3 x^2
  // Rounding of a few logarithms.
  EXPECT_NEAR(law.factor, 3, 1e-12);
  EXPECT_NEAR(law.exponent, 2, 1e-12);
  EXPECT_NEAR(law.residual, 0, 1e-12);
}

TEST(PowerLaw, ResidualIsTheRootMeanSquareOfTheLogarithms) {
  // Twice and half of 1 in turn at evenly spaced ln x: the slope of ln y is -0.6 ln 2 / ln 2 ... by
  // hand: ln x = (0, 1, 2, 3) ln 2, ln y = (1, -1, 1, -1) ln 2, so the slope is -2/5 and the
  // squares of what is left, in units of ln 2, are (0.4, 1.2, 1.2, 0.4)^2.
  const PowerLaw law = fit_power_law({1, 2, 4, 8}, {2, 0.5, 2, 0.5});
  EXPECT_NEAR(law.exponent, -0.4, 1e-12);
  EXPECT_NEAR(law.residual, std::sqrt(0.8) * std::log(2.0), 1e-12);
}

TEST(PowerLaw, RefusesWhatHasNone) {
  EXPECT_THROW(fit_power_law({1}, {1}), std::invalid_argument);
  EXPECT_THROW(fit_power_law({1, 2}, {1}), std::invalid_argument);
  EXPECT_THROW(fit_power_law({1, 1}, {1, 2}), std::invalid_argument);
  EXPECT_THROW(fit_power_law({1, 2}, {1, 0}), std::invalid_argument);
}

/// Works that take the time they say, by a clock of their own.
class InTurn : public testing::Test {
 protected:
  Work work(char name, double seconds, double amount) {
    return [=, this] {
      order_ += name;
      time_ += seconds;
      return amount;
    };
  }
  Meter meter(double seconds, int n_rounds) {
    return {.now = [this] { return time_; },
            .interrupted = [this] { return stop_after_ == order_.size(); },
            .progress = {},
            .seconds = seconds,
            .n_rounds = n_rounds};
  }

  double time_ = 0;
  std::string order_;
  std::size_t stop_after_ = std::string::npos;
};

TEST_F(InTurn, EveryRoundHasOneTurnOfEach) {
  // A turn is 2 seconds: two of a's pieces, one of b's. One of each before the first round.
  const auto rates = measure_in_turn(meter(6, 3), {work('a', 1, 10), work('b', 4, 8)});
  EXPECT_EQ(order_,
            "ab"
            "aab"
            "aab"
            "aab");
  ASSERT_EQ(rates.size(), 2U);
  EXPECT_EQ(rates[0].median, 10);
  EXPECT_EQ(rates[0].n, 3);
  EXPECT_EQ(rates[1].median, 2);
}

TEST_F(InTurn, AnInterruptionEndsIt) {
  stop_after_ = 4;
  EXPECT_THROW(measure_in_turn(meter(6, 3), {work('a', 1, 10), work('b', 4, 8)}), BenchInterrupted);
  EXPECT_EQ(order_.size(), 4U);
}

TEST(BenchPlan, IsEverythingByDefault) {
  const BenchPlan plan = make_bench_plan({});
  ASSERT_EQ(plan.networks.size(), 3U);
  EXPECT_EQ(plan.networks[0].name, "paper");
  EXPECT_EQ(plan.networks[0].config.width, 256);
  EXPECT_EQ(plan.networks[0].config.n_layers, 4);
  EXPECT_EQ(plan.networks[1].config, RunConfig{});
  EXPECT_EQ(plan.networks[2].config.mapping.n_frequencies, 64);
  EXPECT_EQ(plan.networks[2].config.n_layers, 3);
  EXPECT_THAT(plan.batches, ElementsAre(1024, 4096, 16384, 0));
  EXPECT_GE(plan.n_threads, 1);
}

TEST(BenchPlan, FollowsTheArguments) {
  const BenchPlan quick = make_bench_plan({.quick = true,
                                           .only = {},
                                           .networks = {"small", "paper"},
                                           .batches = {"32", "full"},
                                           .n_threads = 3,
                                           .seconds = 0.25,
                                           .json = {}});
  ASSERT_EQ(quick.networks.size(), 2U);
  EXPECT_EQ(quick.networks[0].name, "paper");
  EXPECT_EQ(quick.networks[1].name, "small");
  EXPECT_THAT(quick.batches, ElementsAre(32, 0));
  EXPECT_EQ(quick.n_threads, 3);
  EXPECT_EQ(quick.seconds, 0.25);
  EXPECT_LT(quick.n_rounds, make_bench_plan({}).n_rounds);
}

TEST(BenchPlan, SweepsAreMadeOfSettingsThatExist) {
  for (const bool quick : {false, true}) {
    BenchArguments arguments;
    arguments.quick = quick;
    for (const Sweep& sweep : make_bench_plan(arguments).sweeps) {
      ASSERT_GE(sweep.values.size(), 3U) << sweep.key;
      for (const int value : sweep.values) {
        const RunConfig config =
            with_settings(sweep.base, "--" + sweep.key + " " + std::to_string(value));
        EXPECT_EQ(find_setting(sweep.key).get(config), std::to_string(value));
        EXPECT_NO_THROW(check_config(config));
      }
    }
  }
}

/// All sections at their smallest: a network that trains within a millisecond, one round.
class BenchSections : public testing::Test {
 protected:
  BenchSections() {
    const std::string tiny = "--features 4 --width 8 --layers 2 --batch 64 --size 32";
    bench_.plan.networks = {{"tiny", with_settings({}, tiny)}};
    bench_.plan.batches = {64, 0};
    bench_.plan.sweeps = {{"width", {4, 8, 16}, with_settings({}, tiny)}};
    bench_.plan.theory_sides = {12, 16};
    bench_.plan.n_threads = 2;
    bench_.plan.n_single_changes = 1;
    bench_.plan.n_drag_changes = 3;
    const auto count = [this] { return static_cast<double>(++ticks_) * 1e-3; };
    bench_.meter = {.now = count,
                    .interrupted = [this] { return stop_.load(); },
                    .progress = [](const std::string&) {},
                    .seconds = 0,
                    .n_rounds = 1};
    bench_.peak = &usable_kernels().back();
    bench_.picture = std::make_shared<const Image>(make_builtin_target("dead-leaves", 32));
  }

  Bench bench_;
  std::atomic<int> ticks_ = 0;  // milliseconds by this clock: one a look
  std::atomic<bool> stop_ = false;
};

TEST_F(BenchSections, RatesFollowFromTheClockAndTheCounts) {
  const Json rows = measure_training(bench_);
  ASSERT_EQ(rows.size(), 2U);
  // 4 frequencies are 8 features: 8 x 8 + 8 x 3 weights.
  const double forward = 2 * (64 + 24);
  const double training = 3 * forward - 2 * 64;
  EXPECT_EQ(rows[0]["network"], "tiny");
  EXPECT_EQ(rows[0]["batch"], 64);
  EXPECT_EQ(rows[1]["batch"], 256 * 256);  // every fourth pixel of 512 x 512
  EXPECT_EQ(rows[0]["threads"], 2);
  EXPECT_EQ(rows[0]["flop_per_sample"], training);
  // A rate looks at the clock before and after its piece of work. The clock's steps are sums of
  // thousandths, so their differences are rounded.
  EXPECT_NEAR(rows[0]["samples_per_s"], 64 / 1e-3, 1e-3);
  EXPECT_NEAR(rows[0]["gflops"], 64 / 1e-3 * training / 1e9, 1e-9);

  const Json inference = measure_inference(bench_);
  EXPECT_EQ(inference[0]["batch"], 64);
  EXPECT_EQ(inference[1]["batch"], 256 * 256);
  EXPECT_EQ(inference[0]["flop_per_sample"], forward);
}

TEST_F(BenchSections, ThreadsGoUpInPowersOfTwo) {
  bench_.plan.n_threads = 3;
  const Json scaling = measure_scaling(bench_);
  const Json peak = measure_peak(bench_);
  for (const Json& rows : {scaling, peak}) {
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[0]["threads"], 1);
    EXPECT_EQ(rows[1]["threads"], 2);
    EXPECT_EQ(rows[2]["threads"], 3);
    EXPECT_EQ(rows[0]["peak_speedup"], 1);
  }
  EXPECT_EQ(scaling[0]["speedup"], 1);
}

TEST_F(BenchSections, CostHasTheExponentsOfItsPoints) {
  const Json row = measure_cost(bench_).at(0);
  EXPECT_EQ(row["against"], "width");
  EXPECT_THAT(row["values"].get<std::vector<double>>(), ElementsAre(4, 8, 16));
  // Every step takes one tick of this clock.
  EXPECT_NEAR(row["time_exponent"], 0, 1e-6);
  // One hidden layer: weights grow in proportion to the width.
  EXPECT_NEAR(row["flop_exponent"], 1, 1e-9);
}

TEST_F(BenchSections, MemoryIsTheSumOfItsParts) {
  const Json row = measure_memory(bench_).at(0);
  double sum = 0;
  for (const char* part : {"parameters_mib", "moments_mib", "gradients_mib", "tiles_mib",
                           "tables_mib", "picture_mib"}) {
    EXPECT_GT(row[part], 0) << part;
    sum += row[part].get<double>();
  }
  EXPECT_NEAR(row["accounted_mib"], sum, 1e-12);
  EXPECT_DOUBLE_EQ(row["picture_mib"], 512 * 512 * 3 / 1024.0 / 1024);
}

TEST_F(BenchSections, LatenciesAreOfEveryChange) {
  for (const Json& row : measure_latency(bench_)) {
    EXPECT_EQ(row["command_answers"], row["n_changes"]);
    EXPECT_EQ(row["picture_answers"], row["n_changes"]);
    EXPECT_LE(row["command_p50_ms"], row["picture_p50_ms"]);
    EXPECT_LE(row["picture_p50_ms"], row["picture_p95_ms"]);
    EXPECT_LE(row["picture_p95_ms"], row["picture_max_ms"]);
  }
}

TEST_F(BenchSections, PredictionsAreTimedFromTheClock) {
  const Json rows = measure_theory(bench_);
  ASSERT_EQ(rows.size(), 7U);
  for (const Json& row : rows) {
    EXPECT_NEAR(row["ms"], 1, 1e-6);  // every piece of work takes one tick of this clock
    EXPECT_TRUE(row["converged"]);
    EXPECT_GT(row["iterations"], 0);
  }
}

TEST_F(BenchSections, PredictionsForSignalsAreTimedFromTheClock) {
  const Json rows = measure_signal_theory(bench_);
  ASSERT_EQ(rows.size(), 3U);
  for (const Json& row : rows) {
    EXPECT_NEAR(row["ms"], 1, 1e-6);
    EXPECT_EQ(row["points"], 256);
  }
}

TEST_F(BenchSections, AnInterruptionEndsEach) {
  stop_ = true;
  for (const auto measure :
       {measure_peak, measure_training, measure_inference, measure_scaling, measure_cost,
        measure_memory, measure_latency, measure_theory, measure_signal_theory}) {
    EXPECT_THROW(measure(bench_), BenchInterrupted);
  }
}

TEST(BenchMachine, ThePeakIsThatOfTheFastestSet) {
  Json machine;
  for (const Kernels& set : usable_kernels()) {
    machine["instruction_sets_usable"].push_back({{"name", set.name}, {"peak_gflops", 1}});
  }
  machine["instruction_sets_usable"][0]["peak_gflops"] = 2;
  EXPECT_EQ(peak_kernels(machine).name, usable_kernels()[0].name);
}

TEST(BenchReport, TablesHaveAColumnForEveryName) {
  const Json rows = {{{"n", 16384}, {"x", 0.25}, {"all", Json::array({1, 2.5})}},
                     {{"n", 1}, {"x", nullptr}, {"all", Json::array()}}};
  EXPECT_EQ(to_table(rows, {"n", "x", "all"}),
            "    n       x      all\n"
            "16384  0.2500  1 2.500\n"
            "    1       -         \n");
  EXPECT_EQ(to_lines({{"cpu", "fast"}, {"load", 123456.7}}), "cpu: fast\nload: 123457\n");
}

}  // namespace
}  // namespace fscope
