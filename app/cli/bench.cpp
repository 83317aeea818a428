#include "app/cli/bench.h"

#include <algorithm>
#include <chrono>
#include <span>

#include "app/cli/bench_machine.h"
#include "app/cli/bench_report.h"
#include "app/cli/bench_sections.h"
#include "app/cli/interrupts.h"
#include "app/cli/output_path.h"
#include "app/cli/progress.h"
#include "app/io/atomic_file.h"
#include "core/support/check.h"
#include "core/tasks/builtin_targets.h"

namespace fscope {
namespace {

struct Section {
  std::string name;
  std::string title;
  Json (*measure)(const Bench&);
  std::vector<std::string> columns;  // of its rows that the table shows
};

std::vector<Section> sections() {
  const std::vector<std::string> rates = {"network", "batch",       "threads",   "samples_per_s",
                                          "gflops",  "peak_gflops", "peak_share"};
  std::vector<std::string> scaling = rates;
  scaling.insert(scaling.end(), {"speedup", "peak_speedup"});
  return {
      {"peak",
       "fp32 multiply-adds in registers",
       measure_peak,
       {"threads", "peak_gflops", "peak_gflops_min", "peak_gflops_max", "peak_speedup"}},
      {"training", "training on a 512 x 512 picture, beside the peak", measure_training, rates},
      {"inference", "inference of a 256 x 256 picture, beside the peak", measure_inference, rates},
      {"scaling", "training over threads", measure_scaling, scaling},
      {"cost",
       "cost of a step: power laws in one setting",
       measure_cost,
       {"against", "time_exponent", "time_residual", "flop_exponent", "values", "step_ms"}},
      {"memory",
       "memory for training on a 512 x 512 picture, full batch",
       measure_memory,
       {"network", "parameters_mib", "moments_mib", "gradients_mib", "tiles_mib", "tables_mib",
        "picture_mib", "accounted_mib", "measured_rise_mib"}},
      {"latency",
       "from a change of sigma to what is published, in training",
       measure_latency,
       {"network", "changes", "n_changes", "command_p50_ms", "command_p95_ms", "picture_p50_ms",
        "picture_p95_ms", "picture_max_ms", "full_picture_p50_ms", "full_picture_answers"}},
      {"theory",
       "predictions without training, half the columns and rows trained on",
       measure_theory,
       {"what", "side_px", "sigma", "ms", "ms_min", "ms_max", "iterations", "converged"}},
      {"signal-theory",
       "predictions for a signal after a change of the mapping",
       measure_signal_theory,
       {"kernel", "train_points", "points", "width", "ms", "ms_min", "ms_max"}},
  };
}

std::vector<Section> wanted_sections(const std::vector<std::string>& only) {
  auto out = sections();
  std::erase_if(out, [&](const Section& section) {
    return !only.empty() && std::ranges::find(only, section.name) == only.end();
  });
  return out;
}

Json describe_networks(const Bench& bench) {
  Json out = Json::array();
  for (const auto& [name, config] : bench.plan.networks) {
    constexpr Index kAxes = 2;
    constexpr Index kChannels = 3;
    const MlpShape shape =
        network_shape(config, make_mapping(config.mapping, kAxes, config.seed), kChannels);
    out.push_back({{"name", name},
                   {"settings", config_difference({}, config)},
                   {"features", shape.n_inputs},
                   {"width", shape.width},
                   {"layers", shape.n_layers},
                   {"parameters", shape.n_parameters()},
                   {"forward_flop_per_sample", shape.forward_flop()},
                   {"training_flop_per_sample", shape.training_flop()}});
  }
  return out;
}

/// All that was found, as the JSON file has it.
Json measure(const BenchArguments& arguments, const Meter& meter) {
  const double begin = meter.now();
  Bench bench{.plan = make_bench_plan(arguments),
              .meter = meter,
              .peak = nullptr,
              .picture = std::make_shared<const Image>(make_builtin_target("dead-leaves"))};
  bench.meter.seconds = bench.plan.seconds;
  bench.meter.n_rounds = bench.plan.n_rounds;
  Json out;
  out["machine"] = describe_machine(bench.meter);
  bench.peak = &peak_kernels(out["machine"]);
  out["machine"]["instruction_set_of_peak"] = bench.peak->name;
  out["plan"] = {{"threads", bench.plan.n_threads},
                 {"seconds_per_rate", bench.plan.seconds},
                 {"rounds", bench.plan.n_rounds}};
  out["networks"] = describe_networks(bench);
  for (const Section& section : wanted_sections(arguments.only)) {
    out[section.name] = section.measure(bench);
  }
  out["machine"]["load_average_after"] = load_average();
  out["seconds"] = meter.now() - begin;
  return out;
}

std::string to_text(const BenchArguments& arguments, const Json& result) {
  std::string out = to_lines(result.at("machine"));
  for (const Section& section : wanted_sections(arguments.only)) {
    out += text('\n', section.title, '\n', to_table(result.at(section.name), section.columns));
  }
  return out;
}

Json measure_showing(const BenchArguments& arguments, const Streams& streams) {
  const Interrupts interrupts;
  ProgressLine line(streams.errors, streams.on_terminal);
  const auto now = [] {
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration<double>(since).count();
  };
  return measure(arguments,
                 {.now = now,
                  .interrupted = [&] { return interrupts.requested(); },
                  .progress = [&](const std::string& what) { line.show("measuring " + what); }});
}

}  // namespace

std::vector<std::string> bench_section_names() {
  std::vector<std::string> out;
  for (const Section& section : sections()) out.push_back(section.name);
  return out;
}

int run_bench(const BenchArguments& arguments, const Streams& streams) {
  const bool json_only = arguments.json && *arguments.json == "-";
  if (arguments.json && !json_only) check_output_path(*arguments.json);
  try {
    const Json result = measure_showing(arguments, streams);
    const std::string json = result.dump(2) + "\n";
    if (arguments.json && !json_only) write_file_atomically(*arguments.json, json);
    streams.out << (json_only ? json : to_text(arguments, result));
    return 0;
  } catch (const BenchInterrupted& stopped) {
    streams.errors << "fourierscope: " << stopped.what() << ", nothing was written\n";
    return kExitInterrupted;
  }
}

}  // namespace fscope
