#include "core/network/kernels.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <limits>
#include <string>

#include "core/support/aligned.h"
#include "core/support/check.h"

namespace fscope {
namespace {

/// A layer of 256 to 256 neurons and its weight gradient: what training spends its time on.
class Race {
 public:
  double seconds(const Kernels& set) const {
    const auto begin = std::chrono::steady_clock::now();
    set.multiply({.m = kWidth,
                  .n = kSamples,
                  .k = kWidth,
                  .A = weights_.get(),
                  .lda = kLeading,
                  .B = inputs_.get(),
                  .ldb = kLeading,
                  .C = outputs_.get(),
                  .ldc = kLeading});
    set.add_outer({.rows = kWidth,
                   .m = kWidth,
                   .n = kWidth,
                   .k = kSamples,
                   .A = outputs_.get(),
                   .lda = kLeading,
                   .B = inputs_.get(),
                   .ldb = kLeading,
                   .C = gradient_.get()});
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin;
    return spent.count();
  }

 private:
  static constexpr Eigen::Index kWidth = 256;
  static constexpr Eigen::Index kLeading = kWidth + kRowBlock;
  static constexpr Eigen::Index kSamples = 64;

  AlignedFloats weights_ = aligned_floats(kLeading * kWidth);
  AlignedFloats inputs_ = aligned_floats(kLeading * kSamples);
  AlignedFloats outputs_ = aligned_floats(kLeading * kSamples);
  AlignedFloats gradient_ = aligned_floats(kWidth * kWidth);
};

/// The fastest of those that give the same bits as the widest, each by its best of several rounds.
/// Others must be clearly faster than the widest, whose larger blocks go over memory less often:
/// that counts in training, but not in a race that is short enough to stay in the cache.
const Kernels* fastest_kernels() {
  constexpr int kRounds = 8;
  constexpr double kClearly = 1.05;
  const auto& all = usable_kernels();
  const Race race;
  std::vector<double> best(all.size(), std::numeric_limits<double>::infinity());
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i].fused == all.back().fused) best[i] = std::min(best[i], race.seconds(all[i]));
    }
  }
  best.back() /= kClearly;
  return &all[static_cast<std::size_t>(std::ranges::min_element(best) - best.begin())];
}

std::atomic<const Kernels*> chosen_kernels = nullptr;

}  // namespace

const Kernels& kernels() {
  const Kernels* chosen = chosen_kernels.load(std::memory_order_acquire);
  if (chosen != nullptr) return *chosen;
  const Kernels* none = nullptr;
  chosen_kernels.compare_exchange_strong(none, fastest_kernels());  // two racers: the first counts
  return *chosen_kernels.load(std::memory_order_acquire);
}

void use_kernels(std::string_view name) {
  std::string names;
  for (const Kernels& candidate : usable_kernels()) {
    if (candidate.name == name) {
      chosen_kernels.store(&candidate, std::memory_order_release);
      return;
    }
    names += text(names.empty() ? "" : ", ", candidate.name);
  }
  require(false, "no kernels \"", name, "\" on this machine; usable: ", names);
}

}  // namespace fscope
