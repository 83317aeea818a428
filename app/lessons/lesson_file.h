// Lessons as JSON.
#pragma once

#include <filesystem>
#include <string>

#include "app/lessons/lesson.h"

namespace fscope {

/// The version of the format that read_lesson() reads.
inline constexpr int kLessonVersion = 1;

/// The lesson that a JSON document holds:
///   {"lesson": 1, "title": T, "summary": T, "steps": [{"text": T, "formula": TeX, "try": T,
///     "target": "builtin:ID" or "signal:KIND", "settings": "--sigma 3 ...", "panels": [names],
///     "play": true or "run_to": N, "compare": name}, ...]}
/// T is {"en": text, "zh": text}. A step without a target has that of the step before it; the first
/// one then shows the picture that is there. Settings lie over the defaults of the task. Throws
/// std::runtime_error "steps[2].settings: reason", the place in the document first; what the
/// version does not know is an error too.
Lesson read_lesson(const std::string& json, std::string id);

/// The same of a file; the name without its number and extension is the id. Throws
/// std::runtime_error "PATH: ...".
Lesson load_lesson_file(const std::filesystem::path& path);

/// "03-sigma.json" is called "sigma".
std::string lesson_id(const std::filesystem::path& path);

}  // namespace fscope
