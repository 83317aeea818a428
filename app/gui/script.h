// Scripts: what somebody would do with the window, a line a step; --script plays them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fscope {

struct ScriptStep {
  int line = 0;                    ///< counted from 1
  std::string verb;                ///< one of those in README, section "Scripts"
  std::vector<std::string> words;  ///< what follows it, as many as the verb takes
};

/// The steps of a script in their order. A line is a verb and its words, which stand in quotes when
/// there are blanks in them; what follows a # is for people. Throws std::runtime_error "LINE:
/// reason".
std::vector<ScriptStep> parse_script(std::string_view script);

/// A key such as "ctrl+z", "Page_Down" or "[". Throws std::runtime_error that names it.
struct ScriptKey {
  int key = 0;   ///< GLFW's number
  int mods = 0;  ///< GLFW's bits
};
ScriptKey parse_key(std::string_view name);

}  // namespace fscope
