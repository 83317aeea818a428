// Threads: a pool for one loop at a time, and single values computed in the background.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <thread>
#include <utility>

namespace fscope {

/// Lowers the calling thread below the UI's scheduling priority. Does nothing where the system
/// has no priority per thread.
void lower_thread_priority();

/// A fixed set of compute threads. The calling thread takes part, so a pool of 1 starts none.
class ThreadPool {
 public:
  /// n_threads >= 1; 0 means one per processor. Throws std::invalid_argument when negative.
  explicit ThreadPool(int n_threads);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  int size() const;

  /// Calls body(item, thread) once for every item in [0, n_items), thread in [0, size()), and
  /// returns when all are done. Items go to threads in no fixed order: body must not depend on it.
  /// The first exception thrown by a body is rethrown here, after the running ones have ended;
  /// items not yet begun are then left out. One caller at a time.
  void for_each(std::int64_t n_items, const std::function<void(std::int64_t, int)>& body);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// A value being computed on a thread of its own. Destroying it waits for the function to return,
/// so a long function should look at a stop flag shared with its owner.
template <class T>
class Background {
 public:
  Background() = default;
  explicit Background(std::function<T()> compute) {
    std::packaged_task<T()> task(std::move(compute));
    result_ = task.get_future();
    thread_ = std::jthread([task = std::move(task)]() mutable {
      lower_thread_priority();
      task();
    });
  }
  Background(Background&&) noexcept = default;
  Background& operator=(Background&&) noexcept = default;
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;
  ~Background() = default;

  /// Whether there is something to take: false before start and after take().
  bool valid() const { return result_.valid(); }
  /// Whether take() would return at once.
  bool ready() const {
    return valid() && result_.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
  }
  /// The value, or the exception the function threw. Waits when not ready().
  T take() { return result_.get(); }

 private:
  std::future<T> result_;
  std::jthread thread_;
};

}  // namespace fscope
