// Driving a session from a test: every wait has a deadline, none is a sleep.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/support/check.h"
#include "core/training/session.h"
#include "core/training/subject.h"
#include "core/training/trainer.h"
#include "tests/core/pictures.h"

namespace fscope {

using Wanted = std::function<bool(const Snapshot&)>;

/// Long enough for a loaded machine under a sanitizer; reached only when something is wrong.
inline constexpr double kDeadline = 120;

/// The first snapshot that satisfies `wanted`; fails the test and gives the latest one otherwise.
inline std::shared_ptr<const Snapshot> await(const Session& session, const Wanted& wanted) {
  auto snapshot = session.wait_for(wanted, kDeadline);
  if (snapshot) return snapshot;
  ADD_FAILURE() << "no such snapshot";
  return session.latest();
}

/// Posts a command and waits until a snapshot takes account of it.
inline std::shared_ptr<const Snapshot> ask(Session& session, Command command) {
  const auto ticket = session.post(std::move(command));
  return await(session, [ticket](const Snapshot& s) { return s.handled >= ticket; });
}

/// Paused, everything handled and nothing finer to come.
inline std::shared_ptr<const Snapshot> settled(Session& session, Command command) {
  const auto ticket = session.post(std::move(command));
  return await(session, [ticket](const Snapshot& s) {
    return s.handled >= ticket && !s.playing && s.complete;
  });
}

inline RunConfig small_config(std::string_view settings = {}) {
  const auto base = with_settings({},
                                  "--sigma 10 --features 16 --width 16 --layers 3 --lr 0.002 "
                                  "--batch 100 --size original --crop fit");
  return with_settings(base, settings);
}

/// A quick signal: 12 training points of 36.
inline RunConfig small_signal(std::string_view settings = {}) {
  const auto base = with_settings(
      signal_defaults(), "--features 6 --width 16 --layers 3 --train-points 12 --oversampling 3");
  return with_settings(base, settings);
}

/// Adds a run on a picture; nothing moves yet.
inline void add_run(Session& session, const RunConfig& config, Image image) {
  session.post(AddRun{config});
  session.post(SetTarget{"picture", shared(std::move(image))});
}

inline std::shared_ptr<const Image2dTask> task_of(const Image& image, const RunConfig& config) {
  return std::make_shared<const Image2dTask>(prepare_image(shared(image), config.image),
                                             config.image.split);
}

/// Hash of the parameters after n steps of a bare trainer.
inline std::string trained_hash(const RunConfig& config, std::shared_ptr<const Task> task,
                                int n_steps, int n_threads = 2) {
  ThreadPool pool(n_threads);
  Trainer trainer(config, std::move(task), pool);
  while (trainer.n_steps() < n_steps) trainer.advance();
  return parameters_hash(trainer.parameters());
}
inline std::string trained_hash(const RunConfig& config, const Image& image, int n_steps,
                                int n_threads = 2) {
  return trained_hash(config, task_of(image, config), n_steps, n_threads);
}

inline std::string hash_of(const RunSnapshot& run) { return parameters_hash(*run.parameters); }

}  // namespace fscope
