// When the next frame may begin.
#pragma once

namespace fscope {

/// Frames follow each other at one pace, and at another while somebody is at work. Software OpenGL
/// draws with the CPU that learns, so there the usual pace is slow; what a hand does and its answer
/// are shown sooner. Frames without news (ImGui settles within three) keep the usual pace even
/// then: drawn at once, they would only delay the answer.
struct FramePacing {
  /// How long after an input the window counts as in use, seconds.
  static constexpr double kInUse_s = 0.5;

  double interval_s = 0;         ///< between two frames at least
  double in_use_interval_s = 0;  ///< the same with news while in use

  /// Seconds until a frame may begin; <= 0: now. Times in seconds of one clock: the present, the
  /// last frame's start, the last input. `news`: an input or an answer waits to be shown.
  double wait_s(double now_s, double frame_start_s, double input_s, bool news) const {
    const bool hurried = news && now_s - input_s < kInUse_s;
    return frame_start_s + (hurried ? in_use_interval_s : interval_s) - now_s;
  }
};

}  // namespace fscope
