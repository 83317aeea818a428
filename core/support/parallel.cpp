#include "core/support/parallel.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <vector>

#include "core/support/check.h"

namespace fscope {

void lower_thread_priority() {
#ifdef __linux__
  // On Linux niceness belongs to the thread, whatever POSIX says. Failure only costs smoothness.
  // A third of the UI's share: enough to keep frames coming, not so little that other programs
  // on the machine stop the training.
  constexpr int kNiceness = 5;
  const auto self = static_cast<id_t>(syscall(SYS_gettid));
  setpriority(PRIO_PROCESS, self, std::max(kNiceness, getpriority(PRIO_PROCESS, self)));
#endif
}

struct ThreadPool::Impl {
  std::mutex mutex;
  std::condition_variable work_ready;
  std::condition_variable work_done;
  std::uint64_t round = 0;
  int n_busy = 0;
  bool stop = false;
  const std::function<void(std::int64_t, int)>* body = nullptr;
  std::int64_t n_items = 0;
  std::atomic<std::int64_t> next_item{0};
  std::exception_ptr error;
  std::vector<std::jthread> threads;

  Impl() = default;
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() {  // here, so that threads end too when one of them could not be started
    const std::lock_guard lock(mutex);
    stop = true;
    work_ready.notify_all();
  }

  void run_items(int thread) {
    try {
      for (auto i = next_item.fetch_add(1); i < n_items; i = next_item.fetch_add(1)) {
        (*body)(i, thread);
      }
    } catch (...) {
      next_item = n_items;
      const std::lock_guard lock(mutex);
      if (!error) error = std::current_exception();
    }
  }

  void serve(int thread) {
    lower_thread_priority();
    std::uint64_t seen = 0;
    std::unique_lock lock(mutex);
    while (true) {
      work_ready.wait(lock, [&] { return stop || round != seen; });
      if (stop) return;
      seen = round;
      lock.unlock();
      run_items(thread);
      lock.lock();
      if (--n_busy == 0) work_done.notify_one();
    }
  }
};

ThreadPool::ThreadPool(int n_threads) : impl_(std::make_unique<Impl>()) {
  require(n_threads >= 0, "the number of threads cannot be negative, got ", n_threads);
  if (n_threads == 0)
    n_threads = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  for (int i = 1; i < n_threads; ++i) {
    impl_->threads.emplace_back([impl = impl_.get(), i] { impl->serve(i); });
  }
}

ThreadPool::~ThreadPool() = default;

int ThreadPool::size() const { return static_cast<int>(impl_->threads.size()) + 1; }

void ThreadPool::for_each(std::int64_t n_items,
                          const std::function<void(std::int64_t, int)>& body) {
  impl_->body = &body;
  impl_->n_items = n_items;
  impl_->next_item = 0;
  impl_->error = nullptr;
  if (n_items > 1 && !impl_->threads.empty()) {
    const std::lock_guard lock(impl_->mutex);
    impl_->n_busy = static_cast<int>(impl_->threads.size());
    ++impl_->round;
    impl_->work_ready.notify_all();
  }
  impl_->run_items(0);
  std::unique_lock lock(impl_->mutex);
  impl_->work_done.wait(lock, [&] { return impl_->n_busy == 0; });
  if (impl_->error) std::rethrow_exception(impl_->error);
}

}  // namespace fscope
