// What the help of each command ends with.
#pragma once

namespace fscope {

inline constexpr const char* kGuiExamples =
    R"(Commands (fourierscope COMMAND --help says more):
  fit         learn a picture or a signal without a window
  targets     list or write the built-in pictures
  screenshot  a picture of the window, for scripts
  figure      the paper's figures, computed here
  sweep       learn with every combination of settings, pictures and seeds
  render      evaluate a saved network to a picture of any size
  landscape   which sigma suits a picture, from theory, without training
  probe       whether pictures can be read, and what is done to them
  bench       how fast this machine trains, and how near to its limit

Examples:
  fourierscope
  fourierscope photo.jpg
  fourierscope photo.jpg --mapping gaussian --sigma 3 --size 512
  fourierscope signal:noise --power 0        (the 1D laboratory; also for tables: data.csv)
  fourierscope --lesson 1                    (why it works, step by step)
  fourierscope fit photo.jpg --steps 2000 --out learned.png)";

inline constexpr const char* kFitExamples = R"(Examples:
  fourierscope fit photo.jpg --sigma 10 --steps 2000 --out learned.png
  fourierscope fit photo.jpg --size 128 --batch full --lr 1e-3 --csv curve.csv --json
  fourierscope fit target:siemens-star --mapping none --out blurred.png
  fourierscope fit signal:noise --alpha 1 --power 0.5 --csv curve.csv
  fourierscope fit data.csv --train-points 100 --lr 3e-4 --steps 5000 --json
  fourierscope fit photo.jpg --replay run.txt --steps 500 --out again.png

Signals have defaults of their own: the paper's 1D network with a width of 256,
  --mapping power --features 16 --normalize on --width 256 --parameterization standard
  --output linear --optimizer sgd --lr 0.001 --batch full --loss sum

The same settings, seed and steps give the same parameters on one machine, with any number of
threads and in the window. Control-C stops without writing anything (exit code 130).)";

inline constexpr const char* kTargetsExamples = R"(Examples:
  fourierscope targets
  fourierscope targets --out pictures
  fourierscope targets --out pictures --size 2048)";

inline constexpr const char* kScreenshotExamples = R"(Examples:
  fourierscope screenshot --out window.png --after 5
  fourierscope screenshot --out light.png --after-steps 300 --theme light --window 1600x900
  fourierscope screenshot --out blur.png --after-steps 300 photo.jpg --sigma 1

It needs a display; xvfb-run gives one where there is none.)";

inline constexpr const char* kBenchExamples = R"(Examples:
  fourierscope bench --quick
  fourierscope bench --json bench.json
  fourierscope bench --only training --networks paper --batches 16384 --threads 2 --json -

All of it takes about two minutes, --quick about 20 seconds. Numbers mean something on a machine
that does nothing else. Control-C stops without writing anything (exit code 130).)";

inline constexpr const char* kFigureExamples = R"(Examples:
  fourierscope figure
  fourierscope figure fig11 --quick --out figures
  fourierscope figure fig10 --picture photo.jpg --out figures

The same name, seed and settings give the same numbers with any number of threads. Control-C stops
without writing anything (exit code 130).)";

inline constexpr const char* kRenderExamples = R"(Examples:
  fourierscope render photo.safetensors --out photo-4k.png --size 3840x2160
  fourierscope render photo.safetensors --out values.npy

A .npy file holds float32 values, rows x columns x channels, neither clamped nor rounded.)";

inline constexpr const char* kProbeExamples = R"(Examples:
  fourierscope probe photo.jpg
  fourierscope probe --accept-damaged pictures/*

The exit code is 1 when one of them is refused.)";

inline constexpr const char* kLandscapeExamples = R"(Examples:
  fourierscope landscape photo.jpg --size 128
  fourierscope landscape photo.jpg --mapping positional --time inf --csv curve.csv
  fourierscope landscape target:dead-leaves --width 256 --points 40 --json

Theory is that of infinitely wide relu networks under gradient flow with the loss 1/2 sum. "no" under
converged marks a value whose iteration was given up. Control-C stops without writing anything (exit
code 130).)";

}  // namespace fscope
