// What the window begins with: from the command line, what is remembered, and the system.
#pragma once

#include <filesystem>

#include "app/gui/app.h"
#include "app/gui/text/language.h"
#include "app/gui/window.h"
#include "app/io/preferences.h"

namespace fscope {

WindowOptions window_options(const GuiOptions& options, const Preferences& preferences);
/// Throws NoWindowError with the way to work without one.
Window open_window(const WindowOptions& options);
/// Where the state is kept while the program runs; nowhere when it only takes a picture.
std::filesystem::path autosave_folder(const GuiOptions& options);
Language start_language(const GuiOptions& options, const Preferences& preferences);

}  // namespace fscope
