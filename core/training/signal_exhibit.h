// A signal being learned: the network at all of its points, now and at the start. Worker thread
// only.
#pragma once

#include "core/training/exhibit.h"

namespace fscope {

class SignalExhibit final : public Exhibit {
 public:
  explicit SignalExhibit(std::shared_ptr<const Signal1dTask> task);

  std::shared_ptr<const Task> task() const override { return task_; }
  const char* noun() const override { return "signal"; }
  const std::vector<Band>& bands() const override { return bands_; }
  bool begin(Trainer& trainer, const Interrupted& interrupted) override;
  /// All points or, where they are expected to take longer than `seconds`, none.
  bool render(Trainer& trainer, const View& view, double seconds,
              const Interrupted& interrupted) override;
  std::optional<Errors> measure(Trainer& trainer, const Interrupted& interrupted) override;
  bool measures_after(std::int64_t step) const override;
  void forget() override { outputs_.reset(); }
  void forget_beginning() override { first_outputs_.reset(); }
  void restart() override;
  void show(RunSnapshot& snapshot) const override;

 private:
  using Outputs = std::shared_ptr<const Vector<float>>;
  Outputs evaluate(Trainer& trainer, const Interrupted& interrupted);

  std::shared_ptr<const Signal1dTask> task_;
  std::vector<Band> bands_;
  double seconds_ = 0;  // that evaluating all points has taken; 0 = not measured yet
  Outputs outputs_;
  Outputs first_outputs_;
};

}  // namespace fscope
