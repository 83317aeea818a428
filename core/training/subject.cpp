#include "core/training/subject.h"

namespace fscope {
namespace {

bool takes_samples(const Subject& subject) {
  return subject.kind == TaskKind::signal && subject.signal.kind == SignalKind::samples;
}

}  // namespace

bool Subject::operator==(const Subject& other) const {
  return kind == other.kind && image == other.image && signal == other.signal &&
         origin == other.origin && sources.picture == other.sources.picture &&
         sources.samples == other.sources.samples;
}

Subject subject_of(const RunConfig& config, const Sources& sources) {
  Subject subject;
  subject.kind = config.task;
  if (config.task == TaskKind::image) {
    subject.image = config.image;
    subject.sources.picture = sources.picture;
    return subject;
  }
  subject.signal = config.signal;
  subject.origin = signal_origin(config.mapping.kind);
  if (takes_samples(subject)) subject.sources.samples = sources.samples;
  return subject;
}

bool is_available(const Subject& subject) {
  if (subject.kind == TaskKind::image) return subject.sources.picture != nullptr;
  return !takes_samples(subject) || subject.sources.samples != nullptr;
}

std::shared_ptr<const Image2dTask> make_image_task(const Subject& subject) {
  return std::make_shared<const Image2dTask>(prepare_image(subject.sources.picture, subject.image),
                                             subject.image.split);
}

std::shared_ptr<const Signal1dTask> make_signal_task(const Subject& subject) {
  auto signal =
      std::make_shared<const Signal>(make_signal(subject.signal, subject.sources.samples.get()));
  return std::make_shared<const Signal1dTask>(std::move(signal), subject.origin);
}

Index n_task_inputs(TaskKind kind) { return kind == TaskKind::image ? 2 : 1; }

}  // namespace fscope
