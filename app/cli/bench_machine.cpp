#include "app/cli/bench_machine.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <thread>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "core/support/check.h"

namespace fscope {
namespace {

/// What follows "key:" in a file of such lines, without white space before it.
std::optional<std::string> value_after(const char* file, std::string_view key) {
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    const std::size_t colon = line.find(':');
    if (!line.starts_with(key) || colon == std::string::npos) continue;
    const std::size_t begin = line.find_first_not_of(" \t", colon + 1);
    return begin == std::string::npos ? "" : line.substr(begin);
  }
  return std::nullopt;
}

/// A value such as "1234 kB" of this process.
std::optional<double> status_mib(std::string_view key) {
  constexpr double kKibPerMib = 1024;
  const auto value = value_after("/proc/self/status", key);
  if (!value) return std::nullopt;
  return std::strtod(value->c_str(), nullptr) / kKibPerMib;
}

std::string compiler() {
#if defined(__clang__)
  return "clang " __clang_version__;
#elif defined(__GNUC__)
  return "gcc " __VERSION__;
#else
  return "unknown";
#endif
}

/// The peaks on one thread, measured in turn.
Json measure_sets(Meter meter) {
  constexpr double kSeconds = 0.1;
  meter.seconds = std::min(meter.seconds, kSeconds);
  ThreadPool pool(1);
  std::vector<Work> works;
  for (const Kernels& set : usable_kernels()) works.push_back(peak_work(set, pool));
  const auto rates = measure_in_turn(meter, works);
  Json out = Json::array();
  for (std::size_t i = 0; i < rates.size(); ++i) {
    out.push_back({{"name", usable_kernels()[i].name}, {"peak_gflops", rates[i].median / 1e9}});
  }
  return out;
}

}  // namespace

Json describe_machine(const Meter& meter) {
  meter.progress("instruction sets");
  Json out;
  out["cpu"] = value_after("/proc/cpuinfo", "model name").value_or("unknown");
  out["processors"] = std::thread::hardware_concurrency();
  out["load_average_before"] = load_average();
  out["version"] = FSCOPE_VERSION;
  out["compiler"] = compiler();
  out["instruction_set_used"] = kernels().name;
  out["instruction_sets_usable"] = measure_sets(meter);
  return out;
}

const Kernels& peak_kernels(const Json& machine) {
  const auto& sets = machine.at("instruction_sets_usable");
  const auto best = std::ranges::max_element(
      sets, {}, [](const Json& set) { return set.at("peak_gflops").get<double>(); });
  return usable_kernels()[static_cast<std::size_t>(best - sets.begin())];
}

Json load_average() {
  std::ifstream in("/proc/loadavg");
  std::array<double, 3> load{};
  return in >> load[0] >> load[1] >> load[2] ? Json(load) : Json(nullptr);
}

std::optional<double> peak_memory_mib() { return status_mib("VmHWM"); }

std::optional<double> restart_peak_memory() {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
  std::ofstream out("/proc/self/clear_refs");
  if (!(out << 5 << std::flush)) return std::nullopt;
  return status_mib("VmRSS");
}

}  // namespace fscope
