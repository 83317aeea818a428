#include "app/gui/remembered.h"

#include <exception>

#include "core/support/check.h"

namespace fscope {

RunConfig remembered_config(const Preferences& preferences, UiState& ui) {
  RunConfig config;
  for (const auto& [key, value] : preferences.settings) {
    try {
      find_setting(key).set(config, value);
    } catch (const std::exception& error) {
      say(ui, MessageKind::error, text("A remembered setting was left out: ", error.what()));
    }
  }
  try {
    check_config(config);
    return config;
  } catch (const std::exception& error) {
    say(ui, MessageKind::error, text("The remembered settings were left out: ", error.what()));
    return {};
  }
}

void remember_config(const RunConfig& config, Preferences& preferences) {
  preferences.settings.clear();
  for (const Setting& setting : settings_table()) {
    preferences.settings[std::string(setting.key)] = setting.get(config);
  }
}

}  // namespace fscope
