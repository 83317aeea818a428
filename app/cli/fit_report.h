// What a fit came to, as text: one line, one JSON object, a CSV table.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "app/cli/fit_run.h"

namespace fscope {

/// Numbers of a finished fit and the settings they answer.
struct FitResult {
  std::string target;  // as the command line named it
  RunConfig config;    // at the last step
  Replay replay;
  int width = 0;  // of the picture that was learned, px
  int height = 0;
  int channels = 0;
  Measurement last;
  std::int64_t n_samples = 0;  // that were trained on
  int n_threads = 0;
  std::string hash;  // parameters_hash()
  Health health = Health::sound;
};

/// "step 2000: train 33.27 dB, held-out 25.60 dB, 12.3 s, 93000 samples/s" of a picture, and of a
/// signal "step 2000: mean square error train 1.23e-05, held-out 0.00119, 0.4 s, ...".
std::string to_line(const FitResult& result);
/// One object on one line. Infinite PSNR (a perfect fit) becomes null, like held-out errors where
/// nothing is held out; bytes of the target's name that are not UTF-8 become \xNN.
std::string to_json(const FitResult& result);
/// Columns step,seconds,train_loss and train_psnr,heldout_psnr of pictures or train_mse,heldout_mse
/// of signals; the last is empty where nothing is held out.
std::string to_csv(TaskKind task, std::span<const Measurement> curve);

}  // namespace fscope
