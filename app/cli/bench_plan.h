// What a benchmark measures: which networks, batches and sweeps, and for how long.
#pragma once

#include <string>
#include <vector>

#include "app/cli/arguments.h"

namespace fscope {

/// Settings to measure under a name. The picture's size and the batch may be replaced.
struct BenchNetwork {
  std::string name;
  RunConfig config;
};

/// The cost of a step while one setting takes several values and the others stay.
struct Sweep {
  std::string key;  // of the setting
  std::vector<int> values;
  RunConfig base;
};

struct BenchPlan {
  std::vector<BenchNetwork> networks;
  std::vector<Index> batches;  // 0 = full
  std::vector<Sweep> sweeps;
  std::vector<int> theory_sides = {128, 256};  // px; the landscape is of the first
  int n_threads = 1;                           // the most
  double seconds = 0.5;                        // for each rate, all rounds together
  int n_rounds = 5;                            // in each of which all that is compared has its turn
  int n_single_changes = 20;                   // of sigma, for the latencies
  int n_drag_changes = 120;
};

/// paper: 256 frequencies (512 features), 3 x 256 hidden, full batches. default: the program's live
/// settings. small: 64 frequencies (128 features), 2 x 64 hidden.
std::vector<BenchNetwork> bench_networks();

/// The plan for a command line that was found to be in order.
BenchPlan make_bench_plan(const BenchArguments& arguments);

}  // namespace fscope
