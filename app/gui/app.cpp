#include "app/gui/app.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <cstdlib>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>
#include <variant>

#include "app/gl/image_view.h"
#include "app/gui/app_start.h"
#include "app/gui/compare.h"
#include "app/gui/compare_jobs.h"
#include "app/gui/figure_computer.h"
#include "app/gui/file_dialog.h"
#include "app/gui/fonts.h"
#include "app/gui/imgui_compat.h"
#include "app/gui/lab_jobs.h"
#include "app/gui/learner.h"
#include "app/gui/lessons.h"
#include "app/gui/panels/lab_panels.h"
#include "app/gui/panels/panels.h"
#include "app/gui/picture_uploads.h"
#include "app/gui/remembered.h"
#include "app/gui/response_meter.h"
#include "app/gui/script_player.h"
#include "app/gui/shortcuts.h"
#include "app/gui/state_keeper.h"
#include "app/gui/theory_jobs.h"
#include "app/gui/widgets/context_data.h"
#include "app/gui/window.h"
#include "app/io/image_file.h"
#include "app/io/path_text.h"
#include "app/io/picture.h"
#include "core/support/check.h"
#include "core/training/session.h"

namespace fscope {
namespace {

constexpr float kFontPx = 15;

/// Main thread only. Members are destroyed in the order GL needs: the window last.
class App {
 public:
  explicit App(const GuiOptions& options);
  void run();
  bool is_loading() const { return ui_.loading; }

 private:
  void frame();
  void note_first_picture(const Snapshot& snapshot);
  void handle_requests(const std::shared_ptr<const Snapshot>& snapshot);
  void begin_lesson();
  void update_lesson();
  void note_file(const std::filesystem::path& file);
  void update_title();
  void draw_dialog();
  void apply_look();
  void apply_language();
  void check_screenshot(const Snapshot& snapshot);
  void begin_script();
  void play_script();

  GuiOptions options_;
  Translation chinese_ = load_translation(Language::chinese);
  ContextData context_;  // outlives the window, whose ImGui context it hangs on
  std::string startup_message_;
  Preferences preferences_;
  Window window_;
  Fonts fonts_;
  ImageView view_;
  PictureUploads uploads_{view_};
  UiState ui_;
  FileDialog dialog_;
  FigureComputer figures_{[this] { window_.wake(); }};
  std::string shown_name_;
  bool look_changed_ = true;
  bool busy_ = false;     // something is being loaded or computed
  float font_scale_ = 0;  // 0: no fonts yet
  double first_picture_s_ = -1;
  std::uint64_t drawn_ticket_ = 0;  // the last command that the present frame accounts for
  Session session_;
  ResponseMeter sink_;
  TheoryJobs theory_jobs_;
  LabJobs lab_jobs_;
  CompareJobs compare_jobs_;
  StateKeeper keeper_;
  Learner learner_;
  std::optional<ScriptPlayer> script_;
};

App::App(const GuiOptions& options)
    : options_(options),
      preferences_(options.by_itself() ? Preferences{}
                                       : load_preferences(preferences_path(), startup_message_)),
      window_(open_window(window_options(options, preferences_))),
      view_(window_.gl().software ? ImageView::Uploads::direct : ImageView::Uploads::streamed),
      session_({.n_threads = options.n_threads, .on_publish = [this] { window_.wake(); }}),
      sink_(
          session_, [this] { return window_.asked_s(); }, Window::now_s),
      theory_jobs_(options.n_threads),
      keeper_(autosave_folder(options), window_, session_),
      learner_(session_, sink_, ui_,
               {.on_file = [this](const auto& file) { note_file(file); },
                .on_restored = [this](const auto& state) { keeper_.note_restored(state); },
                .failures_end_the_program = options.screenshot.has_value()}) {
  set_context_data(&context_);
  ui_.painter = &view_;
  ui_.language = start_language(options, preferences_);
  ui_.curves.loss.y_scale = ui_.curves.bands.y_scale = AxisScale::logarithmic;
  ui_.theory.kernel_plot.x_scale = ui_.theory.kernel_plot.y_scale = AxisScale::logarithmic;
  ui_.recent = preferences_.recent;
  ui_.figures.folder = (home_folder() / "fourierscope-figures").string();
  ui_.exporting.folder = escape_bytes((home_folder() / "fourierscope-exports").native());
  keeper_.announce_left_behind(ui_);
  const std::string theme = options.theme.empty() ? preferences_.theme : options.theme;
  ui_.theme = theme == "light" ? Theme::light : Theme::dark;
  if (!startup_message_.empty()) say(ui_, MessageKind::error, translated(startup_message_));
  recall_settings(preferences_, {options.name, options.given_settings}, ui_);
  begin_lesson();
  if (options.comparison.empty()) {
    sink_.post(AddRun{.config = ui_.wanted});
  } else {
    start_preset(find_preset(options.comparison), ui_, sink_);
  }
  if (ui_.lessons.starting) {
    // The lesson says how it trains, once its picture is there.
  } else if (options.screenshot && options.screenshot->after_steps > 0) {
    sink_.post(RunTo{.step = options.screenshot->after_steps});
  } else {
    sink_.post(Play{});
  }
  if (ui_.lessons.starting) {
    learner_.load_after_lesson(options.name);
  } else if (!options.name.empty()) {
    learner_.load(options.name, options.damaged);
  }
  window_.on_drop = [this](const std::vector<std::string>& paths) {
    if (!paths.empty()) learner_.load(paths.front());
  };
  window_.on_key = [this](const KeyEvent& key) {
    if (dialog_.is_open() && key.mods == GLFW_MOD_CONTROL) {
      if (key.key == GLFW_KEY_L) dialog_.edit_path();
      if (key.key == GLFW_KEY_H) dialog_.toggle_hidden();
    }
    if (!key.in_text) {
      handle_key(key.key, key.mods, *session_.latest(), ui_, sink_, key.repeat);
    }
  };
  window_.on_scale_changed = [this](float) { look_changed_ = true; };
  window_.on_prepare = [this] {
    if (look_changed_) apply_look();
    if (fonts_.update()) compat::upload_fonts();
  };
  window_.on_shown = [this] {
    sink_.note_shown(drawn_ticket_);
    keeper_.note_shown(ui_);
    if (script_) play_script();
  };
  if (!options.script.empty()) begin_script();
}

/// Lets a script act where a person would.
void App::begin_script() {
  script_.emplace(
      options_.script,
      ScriptPlayer::Hooks{
          .open = [this](const std::string& name) { learner_.load(name, options_.damaged); },
          .press = [this](ScriptKey key) { window_.press({.key = key.key, .mods = key.mods}); },
          .resize = [this](int width, int height) { window_.resize(width, height); },
          .save_screenshot = [this](const auto& file) { save_png(file, window_.read_pixels()); }});
  context_.item_log = &script_->log();
  compat::start_feeding();
  window_.on_input = [this] { script_->feed(); };
}

void App::play_script() {
  window_.request_frames();
  if (first_picture_s_ < 0) return;
  const auto snapshot = session_.latest();
  const bool more = script_->go_on({.snapshot = *snapshot,
                                    .ui = ui_,
                                    .busy = busy_,
                                    .answered = drawn_ticket_ >= ui_.ticket,
                                    .now_s = Window::now_s()});
  if (!more) window_.close();
}

/// Hangs the table on the context and asks for its glyphs; English where no font has them.
void App::apply_language() {
  constexpr char32_t kCommon = 0x4E2D;  // "middle", the first of the language's name
  if (ui_.language == Language::chinese && !find_font_with(kCommon)) {
    ui_.language = Language::english;
    say(ui_, MessageKind::error,
        "No font with Chinese characters was found; install one, such as fonts-wqy-microhei."_t);
  }
  const bool chinese = ui_.language == Language::chinese;
  context_.translation = chinese ? &chinese_ : nullptr;
  fonts_.request("中文");  // in the menu
  if (!chinese) return;
  for (const auto& [english, shown] : chinese_.texts()) fonts_.request(shown);
}

void App::apply_look() {
  constexpr float kPresenterSize = 1.5F;
  apply_language();
  const float scale = window_.content_scale() * (ui_.presenter ? kPresenterSize : 1.0F);
  apply_theme(ui_.theme, scale);
  ui_.colors = palette(ui_.theme);
  const ImVec4& back = ui_.colors.window;
  window_.set_background(back.x, back.y, back.z);
  look_changed_ = false;
  if (scale == font_scale_) return;
  fonts_.load(kFontPx, scale);
  if (font_scale_ > 0) compat::upload_fonts();  // the backend fetches only the first atlas itself
  font_scale_ = scale;
}

void App::begin_lesson() {
  ui_.lessons.library = load_lessons(own_lessons_folder());
  if (options_.lesson.empty()) return;
  const LessonPlace place = find_lesson(ui_.lessons.library, options_.lesson);
  Snapshot before = *session_.latest();
  before.playing = true;  // as the program does without a lesson
  enter_step(before, ui_, sink_, place);
}

/// Before the panels' frame: what a lesson needs of the program.
void App::update_lesson() {
  for (const std::string* words : shown_texts(ui_)) fonts_.request(*words);
  ui_.lessons.fonts = fonts_.formula();
  const bool started = update_lessons(*session_.latest(), ui_, sink_);
  const bool to_step = options_.screenshot && options_.screenshot->after_steps > 0;
  if (started && to_step) sink_.post(RunTo{.step = options_.screenshot->after_steps});
}

void App::note_file(const std::filesystem::path& file) {
  add_recent(preferences_, file.string());
  ui_.recent = preferences_.recent;
  for (const std::string& path : ui_.recent) fonts_.request(escape_bytes(path));
}

/// What is being learned.
void App::update_title() {
  const bool signal = ui_.wanted.task == TaskKind::signal;
  const bool samples = ui_.wanted.signal.kind == SignalKind::samples;
  const std::string name = !signal   ? translated(learner_.picture().title).shown()
                           : samples ? translated(ui_.lab.samples_name).shown()
                                     : signal_title(ui_.wanted.signal.kind).shown();
  if (name == shown_name_) return;
  shown_name_ = name;
  fonts_.request(name);
  window_.set_title(name.empty() ? "fourierscope" : name + " - fourierscope");
}

void App::note_first_picture(const Snapshot& snapshot) {
  const RunSnapshot* run = shown_run(snapshot, ui_);
  if (first_picture_s_ >= 0 || !run || !(run->whole || run->outputs)) return;
  first_picture_s_ = Window::now_s();
  window_.restart_stats();  // starting is timed by itself
}

void App::draw_dialog() {
  FileDialogHooks hooks;
  hooks.request_glyphs = [this](std::string_view name) { fonts_.request(name); };
  hooks.error_colour = ui_.colors.error;
  if (const auto chosen = dialog_.draw(hooks)) learner_.load(chosen->string());
  ui_.dialog_open = dialog_.is_open();
}

void App::handle_requests(const std::shared_ptr<const Snapshot>& snapshot) {
  const Requests requests = std::exchange(ui_.requests, {});
  if (const auto left = keeper_.handle(requests, snapshot, ui_)) learner_.load(left->string());
  learner_.note_lesson(ui_.lessons.way_back != nullptr);
  if (requests.open_dialog) dialog_.open(preferences_.last_folder);
  if (requests.builtin_target)
    learner_.load(std::string(kBuiltinPrefix) + *requests.builtin_target);
  if (requests.earlier_picture) learner_.show_earlier_picture();
  if (!ui_.lessons.way_back) learner_.forget_earlier_picture();
  if (requests.open_damaged) learner_.load(*requests.open_damaged, Damaged::accept);
  if (requests.open_file) learner_.load(requests.open_file->string());
  if (requests.copy) ImGui::SetClipboardText(requests.copy->c_str());
  if (requests.paste) {
    const char* clipboard = ImGui::GetClipboardText();
    const auto readings =
        readings_of(clipboard ? clipboard : "", std::filesystem::current_path(), home_folder());
    if (readings.empty()) {
      say(ui_, MessageKind::error, "The clipboard holds no path."_t);
    } else {
      learner_.load(readings.front().string());
    }
  }
  if (requests.apply_theme) look_changed_ = true;
  if (requests.quit) window_.close();
}

void App::frame() {
  ui_.now_s = Window::now_s();
  learner_.finish_loading();
  const auto snapshot = session_.latest();
  drawn_ticket_ = snapshot->handled;
  take_note(*snapshot, ui_);
  update_compare(*snapshot, ui_);
  note_first_picture(*snapshot);
  figures_.take_results(ui_);
  learner_.ensure_picture();
  update_title();
  bool theory_is_busy = theory_jobs_.update(*snapshot, ui_);
  theory_is_busy |= lab_jobs_.update(*snapshot, ui_);
  theory_is_busy |= compare_jobs_.update(*snapshot, ui_);
  uploads_.update(*snapshot, ui_);
  update_lesson();
  draw_workspace(*snapshot, ui_, sink_);
  draw_dialog();
  handle_requests(snapshot);
  keeper_.update(snapshot, ui_);
  figures_.handle_requests(ui_, {.n_threads = options_.n_threads,
                                 .picture_name = learner_.picture().title,
                                 .picture = learner_.picture().image});
  busy_ = dialog_.busy() || ui_.loading || keeper_.busy() || figures_.busy() || theory_is_busy;
  if (busy_) window_.request_frames(2);  // results come without an event
  check_screenshot(*snapshot);
}

void App::check_screenshot(const Snapshot& snapshot) {
  if (!options_.screenshot || first_picture_s_ < 0) return;
  const RunSnapshot* run = shown_run(snapshot, ui_);
  const ScreenshotOptions& wanted = *options_.screenshot;
  const bool due = wanted.after_steps > 0 ? run->step >= wanted.after_steps && snapshot.complete
                                          : ui_.now_s - first_picture_s_ >= wanted.after_seconds;
  if (due) {
    window_.close();
  } else {
    window_.request_frames();
  }
}

void App::run() {
  window_.run([this] { frame(); });
  if (!options_.stats.empty()) {
    save_measurements({.first_picture_s = first_picture_s_,
                       .frames = window_.stats(),
                       .command_ms = sink_.delays_ms()},
                      options_.stats);
  }
  if (options_.screenshot) {
    save_png(options_.screenshot->out, window_.read_pixels());
    return;
  }
  if (options_.by_itself()) return;
  preferences_.language = language_code(ui_.language);
  put_settings_back(ui_);
  preferences_.theme = ui_.theme == Theme::light ? "light" : "dark";
  preferences_.maximized = window_.is_maximized();
  if (!preferences_.maximized) {
    preferences_.window_width = window_.size().width;
    preferences_.window_height = window_.size().height;
  }
  if (!dialog_.folder().empty()) preferences_.last_folder = dialog_.folder().string();
  remember_settings(ui_, preferences_);
  save_preferences(preferences_, preferences_path());
}

}  // namespace

void run_gui(const GuiOptions& options) {
  Window::now_s();  // the clock starts with the program
  App app(options);
  app.run();
  // A picture that is still being decoded cannot be stopped; nobody shall wait for it.
  if (app.is_loading()) std::_Exit(EXIT_SUCCESS);
}

}  // namespace fscope
