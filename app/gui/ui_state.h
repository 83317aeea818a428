// Everything the window remembers that is not training: what is wanted, what is looked at, and how.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/gl/image_painter.h"
#include "app/gui/compare_state.h"
#include "app/gui/export_state.h"
#include "app/gui/figures_state.h"
#include "app/gui/kernel_pictures.h"
#include "app/gui/lab_state.h"
#include "app/gui/lesson_state.h"
#include "app/gui/picture_spectra.h"
#include "app/gui/text/text.h"
#include "app/gui/theme.h"
#include "app/gui/undo.h"
#include "app/gui/view_transform.h"
#include "app/gui/widgets/log_slider.h"
#include "app/gui/widgets/plot.h"
#include "core/prediction/picture_theory.h"
#include "core/prediction/sigma_landscape.h"
#include "core/training/command.h"
#include "core/training/snapshot.h"

namespace fscope {

enum class MessageKind { info, good, error };

/// The line at the bottom. Errors stay until another message or a click; the rest fades.
struct Message {
  std::string text;
  MessageKind kind = MessageKind::info;
  double since_s = 0;  // UI clock
};

/// What was to be opened, and how its picture is damaged.
struct DamagedName {
  std::string name;
  std::string reason;  // names the picture
};

/// What panels ask of the program around them; done after the frame.
struct Requests {
  bool open_dialog = false;
  std::optional<std::string> builtin_target;  // its id
  bool earlier_picture = false;               // the one from before the lesson
  std::optional<std::filesystem::path> open_file;
  bool paste = false;        // open the path on the clipboard
  bool apply_theme = false;  // or language, or size of text
  bool quit = false;
  std::optional<std::string> copy;  // text for the clipboard
  bool copy_state = false;
  bool save_state = false;                  // the export dialog, with a state chosen
  bool open_export = false;                 // the export dialog
  bool run_export = false;                  // what the dialog says
  bool stop_export = false;                 // what is under way
  std::optional<std::string> open_damaged;  // the name of what was asked about
  bool restore_autosave = false;
  bool forget_autosave = false;
};

/// Curves in the form the plot takes, made once per snapshot.
struct CurveCache {
  std::uint64_t version = 0;
  bool over_seconds = false;
  std::vector<PlotPoint> loss;
  std::vector<PlotPoint> train_psnr;
  std::vector<PlotPoint> heldout_psnr;
  std::vector<std::vector<PlotPoint>> bands;
  std::vector<PlotMarker> markers;
};

struct CurvesState {
  PlotState loss;
  PlotState psnr;
  PlotState bands;
  AxisView x;  // shared by all
  bool over_seconds = false;
  CurveCache cache;
};

struct PicturesState {
  ViewTransform transform;
  View posted;           // the last view sent to the session
  bool spectra = false;  // the panes show log |X| of their pictures
  bool between_pixels = true;
  bool mark_training = false;
  bool smooth = false;
  bool absolute_error = false;
  float gain = 4;
  std::optional<Point> under_cursor;  // in pixels of the image
};

/// What the kernel predicts for the picture: what is asked for, and what background jobs have found
/// for the settings wanted. Results stay until newer ones replace them.
struct PictureTheoryState {
  bool show = true;  // a pane of its own
  double time = kDefaultTheoryTime;
  bool match_training = false;                          // time follows the train PSNR measured last
  std::shared_ptr<const PicturePrediction> prediction;  // null: none yet, or `message` says why
  std::string assumptions;                              // of the prediction
  std::string message;                                  // why there is none
  SigmaLandscape landscape{SigmaRange{}};
  PictureSpectra spectra;
  std::shared_ptr<const KernelPictures> kernel;  // null: none yet
  PlotState kernel_plot;
  bool kernel_wanted = false;  // its panel is open
  bool busy = false;           // something newer is being computed
};

/// What belongs to a task and is kept while the other one is shown.
struct TaskSettings {
  RunConfig config;
  bool restart_on_change = false;
};

/// Main thread only. Panels read and change it; nothing in it touches GL, files or threads.
struct UiState {
  RunConfig wanted;             // settings as the person has them; the session follows
  std::uint64_t ticket = 0;     // of the last command posted
  std::uint64_t version = 0;    // of the snapshot seen last
  double snapshot_since_s = 0;  // UI clock when that one arrived
  bool restart_on_change = false;
  int run_to = 2000;
  TaskSettings aside{signal_defaults(), true};  // of the task that is not shown
  LogSliderState sigma_slider;
  PicturesState pictures;
  PictureTheoryState theory;
  CurvesState curves;
  CompareState compare;
  UndoHistory undo;
  std::string target;                         // as load_picture() takes it; empty: none yet
  std::string target_hash;                    // of what that was when it was read
  std::shared_ptr<const Image> target_image;  // ... and that itself
  std::string unknown_state = "{}";  // what a document held that this version does not know
  std::optional<std::pair<Point, double>>
      view_to_restore;  // centre and scale, once there is a picture
  ExportState exporting;
  std::optional<DamagedName> damaged;  // asks whether to open it
  std::string left_behind;             // when a session was kept that ended in a crash; empty: none
  FiguresState figures;
  FigureRequests figure_requests;
  LabState lab;
  LessonsState lessons;
  Theme theme = Theme::dark;
  Language language = Language::english;
  bool presenter = false;  // larger text, fewer controls
  int toolbar_rows = 1;    // that its controls took in the last frame
  Palette colors = palette(Theme::dark);
  bool show_help = false;
  bool show_replay = false;
  bool dialog_open = false;  // a modal has the keyboard
  bool menu_open = false;    // a menu takes the next Escape
  std::optional<Message> message;
  Phrase failure_told;              // the failure last shown, so that it is told once
  std::vector<std::string> recent;  // bytes of the paths
  bool loading = false;             // a picture is being read in the background
  double now_s = 0;                 // UI clock of this frame
  ImagePainter* painter = nullptr;  // may be null: nothing is drawn in the panes
  Requests requests;
};

/// The run whose settings the controls show: the selected one, or the first; null while there is
/// none.
const RunSnapshot* shown_run(const Snapshot& snapshot, const UiState& ui);

/// Whether a run has something to learn: a picture or a signal.
inline bool is_learning(const RunSnapshot& run) { return run.target || run.signal; }

/// The highest frequency that the training points can hold, in cycles over the signal or the
/// picture's longer side: half a cycle per training point. The run is_learning().
double sampling_limit(const RunSnapshot& run);
/// Posts a command and remembers its ticket.
void post(UiState& ui, CommandSink& sink, Command command);
/// Sends ui.wanted for the shown run. `restart` asks for new weights.
void post_wanted(const Snapshot& snapshot, UiState& ui, CommandSink& sink, bool restart);
/// Makes the settings of this task the wanted ones; posts nothing.
void turn_to(UiState& ui, TaskKind task);
/// Shows the other task, with the settings it had.
void switch_task(const Snapshot& snapshot, UiState& ui, CommandSink& sink, TaskKind task);
/// Takes note of a snapshot: once the session has handled all that was posted, ui.wanted is what
/// it really has; a new failure becomes the message. Once per frame, before the panels.
void take_note(const Snapshot& snapshot, UiState& ui);
void choose_language(UiState& ui, Language language);
void set_presenter(UiState& ui, bool on);
/// The message in the language of now; it stays so.
void say(UiState& ui, MessageKind kind, const Phrase& phrase);

/// A word for the status line.
Phrase describe(Health health);
/// Whether a run failed or does not get on, so that going back may help.
bool needs_way_out(const RunSnapshot& run);

}  // namespace fscope
