// What a run learns: the settings and sources that fix its task.
#pragma once

#include <memory>

#include "core/tasks/image_2d.h"
#include "core/tasks/signal_1d.h"
#include "core/training/config.h"

namespace fscope {

/// What people bring. Either may be null: not there yet.
struct Sources {
  std::shared_ptr<const Image> picture;    // as decoded
  std::shared_ptr<const Samples> samples;  // of SignalKind::samples
};

/// Equal subjects make equal tasks. What the task does not depend on has its default.
struct Subject {
  TaskKind kind = TaskKind::image;
  ImageSettings image;
  SignalSettings signal;
  double origin = 0;  // signal_origin()
  Sources sources;

  bool operator==(const Subject& other) const;
};

Subject subject_of(const RunConfig& config, const Sources& sources);

/// Whether its source, if it takes one, is there.
bool is_available(const Subject& subject);

/// Throw std::invalid_argument when the source is missing or unusable, or a setting out of range.
std::shared_ptr<const Image2dTask> make_image_task(const Subject& subject);
std::shared_ptr<const Signal1dTask> make_signal_task(const Subject& subject);

/// Coordinates of a point of these tasks: 2 or 1.
Index n_task_inputs(TaskKind kind);

}  // namespace fscope
