#include "app/gui/app_start.h"

#include <cstdlib>
#include <stdexcept>

#include "app/io/path_text.h"
#include "core/support/check.h"

namespace fscope {

WindowOptions window_options(const GuiOptions& options, const Preferences& preferences) {
  WindowOptions window;
  const bool given = options.window_width > 0 && options.window_height > 0;
  window.width = given ? options.window_width : preferences.window_width;
  window.height = given ? options.window_height : preferences.window_height;
  window.maximized = !given && preferences.maximized;
  const auto has = [](const char* name) { return std::getenv(name) != nullptr; };
  window.offscreen = options.by_itself() && !has("DISPLAY") && !has("WAYLAND_DISPLAY");
  constexpr double kScriptFps = 500;  // nobody watches
  if (!options.script.empty()) window.max_fps = kScriptFps;
  return window;
}

Window open_window(const WindowOptions& options) {
  try {
    return Window(options);
  } catch (const std::runtime_error& error) {
    throw NoWindowError(
        text(error.what(), "; without a window: fourierscope fit IMAGE --out recon.png"));
  }
}

std::filesystem::path autosave_folder(const GuiOptions& options) {
  const std::filesystem::path config = config_folder();
  return options.by_itself() || config.empty() ? std::filesystem::path() : config / "fourierscope";
}

Language start_language(const GuiOptions& options, const Preferences& preferences) {
  if (!options.language.empty()) return language_of_code(options.language);
  if (!preferences.language.empty()) return language_of_code(preferences.language);
  return language_of_system([](const char* name) { return std::getenv(name); });
}

}  // namespace fscope
