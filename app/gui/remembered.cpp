#include "app/gui/remembered.h"

#include <exception>
#include <map>
#include <utility>

#include "app/io/signal_file.h"
#include "core/support/check.h"

namespace fscope {
namespace {

using Settings = std::map<std::string, std::string>;

/// `defaults` with what is remembered.
RunConfig recalled(const Settings& settings, const RunConfig& defaults, UiState& ui) {
  RunConfig config = defaults;
  for (const auto& [key, value] : settings) {
    try {
      find_setting(key).set(config, value);
    } catch (const std::exception& error) {
      say(ui, MessageKind::error, fill("A remembered setting was left out: {}"_t, error.what()));
    }
  }
  config.task = defaults.task;
  try {
    check_config(config);
    return config;
  } catch (const std::exception& error) {
    say(ui, MessageKind::error, fill("The remembered settings were left out: {}"_t, error.what()));
    return defaults;
  }
}

Settings all_settings(const RunConfig& config) {
  Settings settings;
  for (const Setting& setting : settings_table()) {
    settings[std::string(setting.key)] = setting.get(config);
  }
  return settings;
}

TaskKind task_of(const Preferences& preferences, const StartWish& wish) {
  if (names_signal(wish.name)) return TaskKind::signal;
  if (!wish.name.empty()) return TaskKind::image;
  RunConfig shown;
  shown.task = preferences.task == "signal" ? TaskKind::signal : TaskKind::image;
  return with_settings(shown, wish.given_settings).task;
}

/// The kind of signal that a name stands for.
void set_kind(SignalSettings& signal, const std::string& name) {
  if (!name.starts_with(kSignalPrefix)) {
    signal.kind = SignalKind::samples;  // of a file
    return;
  }
  RunConfig config;
  find_setting("signal").set(config, name.substr(kSignalPrefix.size()));
  signal.kind = config.signal.kind;
}

}  // namespace

void recall_settings(const Preferences& preferences, const StartWish& wish, UiState& ui) {
  TaskSettings picture{recalled(preferences.settings, RunConfig{}, ui), false};
  TaskSettings signal{recalled(preferences.signal_settings, signal_defaults(), ui), true};
  // Samples are not remembered.
  if (signal.config.signal.kind == SignalKind::samples) signal.config.signal.kind = {};
  const bool shows_signal = task_of(preferences, wish) == TaskKind::signal;
  TaskSettings& shown = shows_signal ? signal : picture;
  const TaskKind task = shown.config.task;
  shown.config = with_settings(shown.config, wish.given_settings);
  shown.config.task = task;
  if (names_signal(wish.name)) set_kind(shown.config.signal, wish.name);
  ui.wanted = shown.config;
  ui.restart_on_change = shown.restart_on_change;
  ui.aside = shows_signal ? picture : signal;
}

void remember_settings(const UiState& ui, Preferences& preferences) {
  const bool shows_signal = ui.wanted.task == TaskKind::signal;
  preferences.task = shows_signal ? "signal" : "image";
  preferences.settings = all_settings(shows_signal ? ui.aside.config : ui.wanted);
  preferences.signal_settings = all_settings(shows_signal ? ui.wanted : ui.aside.config);
}

}  // namespace fscope
