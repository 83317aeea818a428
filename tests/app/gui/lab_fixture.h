// The laboratory without display, session or jobs: a made-up run, and what theory says of it.
#pragma once

#include "app/gui/lab.h"
#include "tests/app/gui/panels_fixture.h"

namespace fscope {

/// A run on a signal at step 100 with some history.
inline RunSnapshot made_up_signal_run(const RunConfig& config) {
  RunSnapshot run;
  run.config = config;
  run.step = 100;
  run.steps_per_s = 2000;
  run.samples_per_s = 64000;
  run.signal = std::make_shared<const Signal>(make_signal(config.signal));
  run.outputs = std::make_shared<const Vector<float>>(run.signal->values.cast<float>() * 0.9F);
  run.first_outputs =
      std::make_shared<const Vector<float>>(Vector<float>::Zero(run.signal->n_points()));
  const FourierMapping mapping = make_mapping(config.mapping, 1, config.seed);
  run.mapping = std::make_shared<const FourierMapping>(mapping);
  run.shape = network_shape(config, mapping, 1);
  run.parameters = std::make_shared<const Vector<float>>(
      initial_parameters<float>(run.shape, config.seed, config.parameterization));
  for (const Band& band : signal_bands(run.signal->n_train())) {
    run.history.bands.push_back({.band = band, .error = {}});
  }
  for (const int step : {1, 10, 100}) {
    run.history.train_mse.add(step, 0.01 * step, 0.1 / step);
    run.history.heldout_mse.add(step, 0.01 * step, 0.2 / step);
    for (BandCurve& band : run.history.bands) band.error.add(step, 0.01 * step, 1.0 / step);
  }
  run.replay.start = config;
  return run;
}

/// What theory says of a run at t = 0.1.
inline std::shared_ptr<const LabTheory> theory_of(const RunSnapshot& run) {
  LabQuestion question;
  question.config = run.config;
  question.signal = run.signal;
  question.parameters = run.parameters;
  question.kernels.assign(kTangentKernels.begin(), kTangentKernels.end());
  question.time = 0.1;
  question.horizon = 1000;
  return std::make_shared<const LabTheory>(LabSolver().answer(question));
}

/// Small enough for theory to be quick under a sanitizer.
inline RunConfig small_lab() { return with_settings(signal_defaults(), "--width 16"); }

struct LabFixture : PanelsFixture {
  LabFixture() { learn(small_lab()); }

  /// The session has come to these settings, and theory to an answer.
  void learn(const RunConfig& config) {
    snapshot.runs = {made_up_signal_run(config)};
    ui.wanted = config;
    ui.restart_on_change = true;
    ui.aside = {RunConfig{}, false};
    ui.lab.theory = theory_of(snapshot.runs[0]);
    ++snapshot.version;
    gui.frames(3);
  }
};

}  // namespace fscope
