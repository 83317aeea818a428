#include "app/cli/bench_plan.h"

#include <algorithm>

#include "core/support/parallel.h"

namespace fscope {
namespace {

constexpr const char* kPaper = "--features 256 --width 256 --layers 4 --lr 1e-3 --batch full";
constexpr const char* kSmall = "--features 64 --width 64 --layers 3";

/// Evenly spaced on the logarithmic scale, as a power law wants its points.
std::vector<int> geometric(int first, int last, int factor) {
  std::vector<int> out;
  for (int value = first; value <= last; value *= factor) out.push_back(value);
  return out;
}

/// Around the paper's network, in batches of 4096: short steps whose tiles are all full. The
/// picture grows beside a small network, in full batches: there its pixels are the cost.
std::vector<Sweep> make_sweeps(int factor) {
  const RunConfig paper = with_settings({}, std::string(kPaper) + " --batch 4096 --size 512");
  const RunConfig small = with_settings({}, std::string(kSmall) + " --batch full");
  return {{"batch", geometric(1024, 16384, factor), paper},
          {"width", geometric(32, 512, factor), paper},
          {"features", geometric(32, 512, factor), paper},
          {"size", geometric(128, 512, 2), small}};
}

Index batch_of(const std::string& word) { return with_settings({}, "--batch " + word).batch; }

}  // namespace

std::vector<BenchNetwork> bench_networks() {
  return {
      {"paper", with_settings({}, kPaper)}, {"default", {}}, {"small", with_settings({}, kSmall)}};
}

BenchPlan make_bench_plan(const BenchArguments& arguments) {
  BenchPlan plan{.networks = bench_networks(),
                 .batches = {1024, 4096, 16384, 0},
                 .sweeps = make_sweeps(arguments.quick ? 4 : 2)};
  if (arguments.quick) {
    plan.batches = {1024, 4096, 16384};
    plan.seconds = 0.1;
    plan.n_rounds = 3;
    plan.n_single_changes = 3;
    plan.n_drag_changes = 30;
  }
  const auto& wanted = arguments.networks;
  std::erase_if(plan.networks, [&](const BenchNetwork& network) {
    return !wanted.empty() && std::ranges::find(wanted, network.name) == wanted.end();
  });
  if (!arguments.batches.empty()) plan.batches.clear();
  for (const std::string& word : arguments.batches) plan.batches.push_back(batch_of(word));
  plan.seconds = arguments.seconds.value_or(plan.seconds);
  plan.n_threads = ThreadPool(arguments.n_threads).size();
  return plan;
}

}  // namespace fscope
