#include "app/cli/sweep.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <iterator>
#include <memory>
#include <mutex>
#include <system_error>

#include "app/cli/fit_run.h"
#include "app/cli/interrupts.h"
#include "app/cli/output_path.h"
#include "app/cli/progress.h"
#include "app/cli/sweep_cell.h"
#include "app/cli/sweep_names.h"
#include "app/cli/sweep_plan.h"
#include "app/cli/sweep_sheet.h"
#include "app/cli/sweep_table.h"
#include "app/figures/progress.h"
#include "app/io/atomic_file.h"
#include "app/io/image_file.h"
#include "app/io/path_text.h"
#include "core/support/check.h"

namespace fscope {
namespace {

namespace fs = std::filesystem;

/// The plan and what is known of its cells.
struct Sweep {
  const SweepArguments& arguments;
  const Streams& streams;
  SweepPlan plan;
  std::vector<std::string> fingerprints;  // of the targets
  std::vector<std::string> names;         // of the cells
  std::vector<std::optional<CellRecord>> records;

  std::size_t size() const { return plan.cells.size(); }
};

/// Counts steps and tells of finished cells. Any thread.
class Reporter {
 public:
  Reporter(const Sweep& sweep, std::size_t n_cells)
      : sweep_(&sweep),
        n_cells_(n_cells),
        n_steps_(static_cast<double>(n_cells) * static_cast<double>(sweep.plan.n_steps)),
        progress_(sweep.streams.errors, sweep.streams.on_terminal) {}

  void step() {
    const std::scoped_lock lock(mutex_);
    steps_done_ += 1;
    show();
  }

  void finished(std::size_t cell, const CellRecord& record) {
    const std::scoped_lock lock(mutex_);
    ++cells_done_;
    progress_.clear();
    sweep_->streams.out << cell << ' ' << sweep_->names[cell] << ": " << record.to_line()
                        << std::endl;  // flushed, for those who follow a file
  }

 private:
  void show() {
    const double fraction = steps_done_ / n_steps_;
    const auto spent = std::chrono::steady_clock::now() - begin_;
    const std::string name = text("cell ", cells_done_ + 1, " of ", n_cells_);
    const double elapsed_s = std::chrono::duration<double>(spent).count();
    progress_.show(FigureProgress{name, fraction, seconds_left(fraction, elapsed_s)});
  }

  const Sweep* sweep_;
  std::size_t n_cells_;
  double n_steps_;
  std::mutex mutex_;
  ProgressLine progress_;
  double steps_done_ = 0;
  std::size_t cells_done_ = 0;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

/// The cells to look at: the chosen one, or all.
std::vector<std::size_t> chosen_cells(const Sweep& sweep) {
  std::vector<std::size_t> cells;
  if (const auto chosen = sweep.arguments.cell) {
    const auto cell = static_cast<std::size_t>(*chosen);
    if (cell < sweep.size()) return {cell};
    throw UsageError(text("--cell ", *chosen, ": cells are numbered from 0 to ", sweep.size() - 1));
  }
  for (std::size_t i = 0; i < sweep.size(); ++i) cells.push_back(i);
  return cells;
}

Sweep prepare(const SweepArguments& arguments, const Streams& streams) {
  Sweep sweep{arguments, streams, make_plan(arguments), {}, {}, {}};
  check_targets_exist(sweep.plan);
  const std::vector<std::size_t> chosen = chosen_cells(sweep);
  // A part of an array job reads its own picture only; the names of other cells are not used.
  sweep.fingerprints = sweep.plan.targets;
  for (std::size_t target = 0; target < sweep.plan.targets.size(); ++target) {
    if (arguments.cell && sweep.plan.cells[chosen.front()].target != target) continue;
    sweep.fingerprints[target] = fingerprint(sweep.plan.targets[target]);
  }
  sweep.names = cell_names(sweep.plan, sweep.fingerprints);
  sweep.records.resize(sweep.size());
  for (const std::size_t i : chosen) sweep.records[i] = read_cell(arguments.out, sweep.names[i]);
  return sweep;
}

int list(const Sweep& sweep) {
  for (std::size_t i = 0; i < sweep.size(); ++i) {
    const auto& record = sweep.records[i];
    const std::string_view state = !record ? "missing" : record->failed() ? "failed" : "done";
    sweep.streams.out << i << ' ' << sweep.names[i] << ' ' << state << '\n';
  }
  return 0;
}

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(cells_folder(folder), error);
  if (error) {
    const std::string name = escape_bytes(cells_folder(folder).native());
    throw std::runtime_error(text(name, ": ", error.message()));
  }
  check_output_folder(cells_folder(folder));
}

bool is_wanted(const Sweep& sweep, std::size_t cell) {
  const auto& record = sweep.records[cell];
  return !record || (record->failed() && sweep.arguments.retry_failed);
}

/// A pool for each job, which share the threads asked for.
std::vector<std::unique_ptr<ThreadPool>> job_pools(int n_jobs, int n_threads) {
  const int in_all = n_threads > 0 ? n_threads : ThreadPool(0).size();
  std::vector<std::unique_ptr<ThreadPool>> pools;
  for (int job = 0; job < n_jobs; ++job) {
    // The first ones get what does not divide.
    const int share = in_all / n_jobs + (job < in_all % n_jobs ? 1 : 0);
    pools.push_back(std::make_unique<ThreadPool>(std::max(1, share)));
  }
  return pools;
}

/// Computes these cells, n_jobs at once. Throws FitInterrupted and what run_cell() throws.
void compute(Sweep& sweep, const std::vector<std::size_t>& cells, const Interrupts& interrupts) {
  const auto n_cells = static_cast<std::int64_t>(cells.size());
  const int n_jobs = static_cast<int>(std::min(sweep.arguments.n_jobs, n_cells));
  const auto pools = job_pools(n_jobs, sweep.arguments.n_threads);
  std::atomic<bool> stop = false;  // a failure to write ends the other jobs, too
  std::exception_ptr failure;
  const Interrupted interrupted = [&] { return stop || interrupts.requested(); };
  Reporter reporter(sweep, cells.size());
  ThreadPool jobs(n_jobs);
  const auto body = [&](std::int64_t item, int job) {
    const std::size_t i = cells[static_cast<std::size_t>(item)];
    const SweepCell& cell = sweep.plan.cells[i];
    const CellOrder order{sweep.plan, cell, sweep.names[i], sweep.fingerprints[cell.target],
                          sweep.arguments.out};
    try {
      sweep.records[i] = run_cell(order, *pools[static_cast<std::size_t>(job)], interrupted,
                                  [&reporter] { reporter.step(); });
    } catch (const FitInterrupted&) {
      throw;
    } catch (...) {
      if (!stop.exchange(true)) failure = std::current_exception();
      throw;
    }
    reporter.finished(i, *sweep.records[i]);
  };
  try {
    jobs.for_each(n_cells, body);
  } catch (const FitInterrupted&) {
    if (failure) std::rethrow_exception(failure);
    throw;
  }
}

/// Exit code, and why it is not 0: the first of these cells that failed or is missing.
int verdict(const Sweep& sweep, const std::vector<std::size_t>& cells) {
  const auto is_bad = [&](std::size_t i) {
    return !sweep.records[i] || sweep.records[i]->failed();
  };
  const auto n_bad = std::ranges::count_if(cells, is_bad);
  if (n_bad == 0) return 0;
  const auto n_missing =
      std::ranges::count_if(cells, [&](std::size_t i) { return !sweep.records[i]; });
  const std::size_t first = *std::ranges::find_if(cells, is_bad);
  sweep.streams.errors << "fourierscope: " << n_bad << " of " << cells.size() << " cells "
                       << (n_missing == 0 ? "failed" : "failed or are missing") << "; the first is "
                       << sweep.names[first] << ": "
                       << (sweep.records[first] ? sweep.records[first]->reason() : "missing")
                       << '\n';
  return 1;
}

int collect(const Sweep& sweep) {
  const fs::path csv = sweep.arguments.out / "sweep.csv";
  write_file_atomically(csv, sweep_csv(sweep.plan, sweep.names, sweep.records));
  sweep.streams.out << escape_bytes(csv.native()) << '\n';
  const Image sheet = paint_sweep(sweep.plan, sweep.arguments.out, sweep.names, sweep.records);
  if (!sheet.empty()) {
    const fs::path picture = sweep.arguments.out / "contact.png";
    save_png(picture, sheet);
    sweep.streams.out << escape_bytes(picture.native()) << '\n';
  }
  return verdict(sweep, chosen_cells(sweep));
}

int compute_and_collect(Sweep& sweep) {
  const Interrupts interrupts;
  const std::vector<std::size_t> chosen = chosen_cells(sweep);
  std::vector<std::size_t> wanted;
  std::ranges::copy_if(chosen, std::back_inserter(wanted),
                       [&](std::size_t i) { return is_wanted(sweep, i); });
  if (wanted.size() < chosen.size()) {
    sweep.streams.out << chosen.size() - wanted.size() << " of " << chosen.size()
                      << " cells were there" << std::endl;
  }
  try {
    if (!wanted.empty()) compute(sweep, wanted, interrupts);
  } catch (const FitInterrupted&) {
    const auto n_there =
        std::ranges::count_if(sweep.records, [](const auto& record) { return record.has_value(); });
    sweep.streams.errors << "fourierscope: stopped; " << n_there << " of " << sweep.size()
                         << " cells are complete, the same command goes on\n";
    return kExitInterrupted;
  }
  return sweep.arguments.cell ? verdict(sweep, chosen) : collect(sweep);
}

}  // namespace

int run_sweep(const SweepArguments& arguments, const Streams& streams) {
  check_output_folder(cells_folder(arguments.out));
  Sweep sweep = prepare(arguments, streams);
  if (arguments.action == SweepArguments::Action::list) return list(sweep);
  make_folder(arguments.out);
  if (arguments.action == SweepArguments::Action::collect) return collect(sweep);
  return compute_and_collect(sweep);
}

}  // namespace fscope
