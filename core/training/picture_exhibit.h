// A picture being learned: the whole of it, the part in view, and its errors. Worker thread only.
#pragma once

#include "core/training/exhibit.h"
#include "core/training/render_plan.h"

namespace fscope {

class PictureExhibit final : public Exhibit {
 public:
  explicit PictureExhibit(std::shared_ptr<const Image2dTask> task);

  std::shared_ptr<const Task> task() const override { return task_; }
  const char* noun() const override { return "picture"; }
  const std::vector<Band>& bands() const override { return bands_; }
  bool begin(Trainer&, const Interrupted&) override { return true; }
  bool render(Trainer& trainer, const View& view, double seconds,
              const Interrupted& interrupted) override;
  std::optional<Errors> measure(Trainer& trainer, const Interrupted& interrupted) override;
  bool measures_after(std::int64_t) const override { return false; }
  void forget() override;
  void forget_beginning() override {}
  void restart() override;
  void show(RunSnapshot& snapshot) const override;

 private:
  double seconds_per_point(const Trainer& trainer) const;
  bool render_plan(Trainer& trainer, const RenderPlan& plan, const Interrupted& interrupted);
  std::shared_ptr<const Raster> render_whole(Trainer& trainer, int stride,
                                             const Interrupted& interrupted) const;
  std::shared_ptr<const Raster> render_detail(Trainer& trainer, const RenderPlan& plan,
                                              const Interrupted& interrupted) const;
  std::optional<double> measure_training(Trainer& trainer, const Interrupted& interrupted,
                                         std::vector<double>& band_errors) const;

  std::shared_ptr<const Image2dTask> task_;
  Size train_size_;                        // raster of the training pixels
  std::vector<Band> bands_;                // empty for a picture too large to measure them
  double measured_seconds_per_point_ = 0;  // 0 = not measured yet
  std::shared_ptr<const Raster> whole_;
  int whole_stride_ = 1;  // of whole_
  std::shared_ptr<const Raster> detail_;
};

}  // namespace fscope
