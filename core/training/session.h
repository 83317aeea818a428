// The thread that trains: commands in, snapshots out, and nothing else crosses.
#pragma once

#include <functional>
#include <memory>

#include "core/training/command.h"
#include "core/training/snapshot.h"

namespace fscope {

struct SessionOptions {
  int n_threads = 0;  // compute threads, 0 = one per processor
  /// Called on the worker after every publication; must not block. May be empty.
  std::function<void()> on_publish;
  /// Least time between two publications while training, seconds.
  double publish_interval = 0.033;
};

/// Owns a worker thread, its compute threads and an ordered list of runs on one picture or signal.
/// Runs step in turn. Training state is reachable from the worker only. All members may be called
/// from any thread and none waits for the worker, but for the destructor, which waits for one tile.
class Session final : public CommandSink {
 public:
  explicit Session(SessionOptions options = {});
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() override;

  std::uint64_t post(Command command) override;
  /// The newest snapshot; never null.
  std::shared_ptr<const Snapshot> latest() const;
  /// Waits until a snapshot satisfies `wanted` or `seconds` have passed; null then. For headless
  /// use and tests, not for the UI thread.
  std::shared_ptr<const Snapshot> wait_for(const std::function<bool(const Snapshot&)>& wanted,
                                           double seconds) const;

 private:
  class Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace fscope
