// The dialog that takes results away.
#pragma once

#include <array>
#include <string>

#include "app/gui/text/text.h"

namespace fscope {

/// What can be taken away.
enum class ExportKind { state, picture, window, sheet, curves, network, report, film };

struct ExportKindInfo {
  Text title;
  Text help;
  const char* file;  // default name
};
inline constexpr std::array kExportKinds = {
    ExportKindInfo{"State (JSON)"_t,
                   "Everything: settings, runs, view, seeds and steps. Opening it makes the runs "
                   "again, to the same bits on the same machine."_t,
                   "fourierscope.json"},
    ExportKindInfo{"Reconstruction (PNG)"_t,
                   "What the selected network says, at any size; it is asked between the pixels "
                   "too. The state travels inside: dropping the picture on the window brings the "
                   "runs back."_t,
                   "reconstruction.png"},
    ExportKindInfo{"Window (PNG)"_t, "The window as it is; the state travels inside."_t,
                   "window.png"},
    ExportKindInfo{"Contact sheet (PNG)"_t,
                   "Target and reconstructions of all runs with their PSNR; the state travels "
                   "inside."_t,
                   "runs.png"},
    ExportKindInfo{"Curves (CSV)"_t, "All curves of all runs, one row a point"_t, "curves.csv"},
    ExportKindInfo{"Network (safetensors)"_t,
                   "Mapping and weights of the selected run, for numpy and PyTorch, or "
                   "fourierscope render"_t,
                   "network.safetensors"},
    ExportKindInfo{"Report (HTML)"_t,
                   "A page that needs nothing else: pictures, curves, settings and the state"_t,
                   "report.html"},
    ExportKindInfo{
        "Time-lapse (MP4, GIF, PNG)"_t,
        "All runs trained again from their first step into a film, by the name's ending: "
        ".mp4 (needs ffmpeg), .gif, or .png for numbered frames"_t,
        "training.mp4"},
};

/// What a file of this kind is called where nothing else is said; without ffmpeg a film is a GIF.
std::string default_export_name(ExportKind kind);

struct ExportState {
  bool open = false;
  int kind = 0;  // an ExportKind
  std::string folder;
  std::array<std::string, kExportKinds.size()> names;  // as typed; empty: the default
  int longer_side = 1024;                              // px, of a reconstruction
  int n_frames = 100;                                  // of a time-lapse, at most
  int frames_done = 0;                                 // of the one under way
  int frames_in_all = 0;                               // 0: none is under way
  bool busy = false;
  std::string error;  // why the last one failed; empty: it did not
};

}  // namespace fscope
