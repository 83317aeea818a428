// Every kind of network, so that a new one is tested on arrival.
#pragma once

#include <string>
#include <vector>

#include "core/network/mlp.h"
#include "core/support/check.h"

namespace fscope {

/// Every hidden and output activation at several depths, small.
inline std::vector<MlpShape> shape_variants() {
  std::vector<MlpShape> out;
  for (const Activation hidden : kActivations) {
    for (const OutputActivation output : kOutputActivations) {
      for (const Index n_layers : {1, 2, 3, 5}) {
        for (const Index n_outputs : {1, 3}) {
          out.push_back({.n_inputs = 4,
                         .width = 6,
                         .n_layers = n_layers,
                         .n_outputs = n_outputs,
                         .hidden = hidden,
                         .output = output});
        }
      }
    }
  }
  return out;
}

inline std::string describe(const MlpShape& s) {
  return text(activation_name(s.hidden), ' ', output_name(s.output), " layers ", s.n_layers,
              " outputs ", s.n_outputs);
}

}  // namespace fscope
