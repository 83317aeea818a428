#include "app/gui/learner.h"

#include <utility>
#include <variant>

#include "app/gui/compare.h"
#include "app/gui/lab.h"
#include "app/gui/saved_state.h"
#include "app/io/image_file.h"
#include "app/io/path_text.h"
#include "core/support/check.h"

namespace fscope {

namespace {

/// "Learning photo.jpg (512 x 512)", and what was done to it.
Phrase describe(const LoadedPicture& picture) {
  Phrase out =
      fill("Learning {} ({} x {})"_t, picture.title, picture.image->width, picture.image->height);
  if (picture.turned) out = fill("{}, turned upright"_t, out);
  if (picture.cut_to_8_bits) out = fill("{}, 16 bits a value cut to 8"_t, out);
  if (picture.image->channels % 2 == 0) out = fill("{}, laid over the background"_t, out);
  if (!picture.damage.empty()) out = fill("{}, damaged"_t, out);
  return out;
}

}  // namespace

void Learner::load(const std::string& name, Damaged damaged) {
  if (name.starts_with(kSignalPrefix)) {
    learn_kind(name.substr(kSignalPrefix.size()));
    return;
  }
  ui_->loading = true;
  ui_->damaged.reset();
  asked_for_ = name;
  loader_.start([name, damaged](const StopFlag&) { return load_named(name, damaged); });
}

void Learner::finish_loading() {
  try {
    if (auto loaded = loader_.poll()) std::visit([this](const auto& it) { learn(it); }, *loaded);
    ui_->loading = loader_.running();
  } catch (const std::exception& error) {
    if (hooks_.failures_end_the_program) throw;
    ui_->loading = false;
    if (dynamic_cast<const DamagedPicture*>(&error)) {
      ui_->damaged = DamagedName{.name = asked_for_, .reason = error.what()};
      return;
    }
    say(*ui_, MessageKind::error, translated(error.what()));
    // Named on the command line: there is nothing earlier to carry on with.
    const bool no_samples = ui_->wanted.signal.kind == SignalKind::samples && !ui_->lab.samples;
    if (no_samples) choose_signal(*session_->latest(), *ui_, *sink_, SignalKind::noise);
  }
}

void Learner::ensure_picture() {
  const bool missing = ui_->wanted.task == TaskKind::image && !picture_.image;
  if (missing && !ui_->loading) load(std::string(kBuiltinPrefix));
}

void Learner::take(const LoadedPicture& picture) {
  picture_ = picture;
  ui_->target = picture.name;
  ui_->target_hash = picture.hash;
  ui_->target_image = picture.image;
  post(*ui_, *sink_, SetTarget{.name = picture.title, .image = picture.image});
}

void Learner::learn(const LoadedState& loaded) {
  const State& state = loaded.state;
  if (loaded.picture) take(*loaded.picture);
  if (state.samples) {
    ui_->lab.samples = state.samples;
    ui_->lab.samples_name = state.samples_name;
    post(*ui_, *sink_, SetSamples{.name = state.samples_name, .samples = state.samples});
  }
  restore_state(state, *ui_, *sink_);
  hooks_.on_restored(loaded);
  const bool changed = !state.target_hash.empty() && state.target_hash != ui_->target_hash;
  say(*ui_, changed ? MessageKind::error : MessageKind::good,
      changed ? "The picture is not what it was when the state was saved: the runs will differ."_t
              : fill("Restoring {} runs"_t, state.runs.size()));
}

/// In place of the run that is shown, or beside the others of a comparison.
void Learner::learn(const LoadedNetwork& network) {
  const auto snapshot = session_->latest();
  const std::string name = escape_bytes(network.file.filename().native());
  const bool beside = shows_compare(*snapshot, *ui_);
  if (beside && snapshot->runs.size() >= kMaxRuns) {
    say(*ui_, MessageKind::error, fill("{}: there are already {} runs"_t, name, kMaxRuns));
    return;
  }
  turn_to(*ui_, network.config.task);
  ui_->wanted = network.config;
  ui_->compare.selected.reset();
  ui_->compare.to_select = beside ? snapshot->runs.size() : 0;
  if (beside) {
    post(*ui_, *sink_, AddRun{network.config, name, network.weights});
  } else {
    const Replay begin{.start = network.config, .weights = network.weights};
    post(*ui_, *sink_, Restore{{{.name = name, .replay = begin}}});
  }
  hooks_.on_file(network.file);
  say(*ui_, MessageKind::good,
      fill("Going on from {}, saved after {} steps; the optimiser begins anew"_t, name,
           network.step));
}

void Learner::learn(const LoadedPicture& picture) {
  take(picture);
  switch_task(*session_->latest(), *ui_, *sink_, TaskKind::image);
  if (picture.file.empty()) return;
  hooks_.on_file(picture.file);
  say(*ui_, MessageKind::good, describe(picture));
}

void Learner::learn(const SignalFile& file) {
  learn_samples(*session_->latest(), *ui_, *sink_, file.title, file.samples);
  hooks_.on_file(file.file);
  say(*ui_, MessageKind::good, fill("Learning {} ({})"_t, file.title, translated(file.note)));
}

void Learner::learn_kind(const std::string& kind) {
  try {
    choose_signal(*session_->latest(), *ui_, *sink_,
                  with_settings({}, text("--signal ", kind)).signal.kind);
  } catch (const std::exception& error) {
    say(*ui_, MessageKind::error, translated(error.what()));
  }
}

void Learner::note_lesson(bool in_lesson) {
  if (in_lesson && !earlier_picture_) earlier_picture_ = picture_;
}

void Learner::show_earlier_picture() {
  loader_.cancel();
  ui_->loading = false;
  // What the command line named has not come when the program begins with a lesson.
  const std::string name = std::exchange(after_lesson_, "");
  if (!name.empty()) return load(name);
  if (!earlier_picture_ || earlier_picture_->image == picture_.image) return;
  if (earlier_picture_->image) {
    take(*earlier_picture_);
  } else {
    picture_ = {};
  }
}

}  // namespace fscope
