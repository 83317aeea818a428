// When the next frame may begin.
#pragma once

namespace fscope {

/// Frames follow each other at one pace, and at another while somebody is at work. Software OpenGL
/// draws with the CPU that learns, so there the usual pace is slow; a hand that drags something
/// waits for no frame, though.
struct FramePacing {
  /// How long after an input the window counts as in use, seconds.
  static constexpr double kInUse_s = 0.5;

  double interval_s = 0;         ///< between two frames at least
  double in_use_interval_s = 0;  ///< the same while in use

  /// Seconds until a frame may begin; <= 0: now. All three in seconds of one clock: the present,
  /// the last frame's start, the last input.
  double wait_s(double now_s, double frame_start_s, double input_s) const {
    const bool in_use = now_s - input_s < kInUse_s;
    return frame_start_s + (in_use ? in_use_interval_s : interval_s) - now_s;
  }
};

}  // namespace fscope
