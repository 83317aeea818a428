// The lessons there are: those of the program, and a person's own.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "app/lessons/lesson.h"

namespace fscope {

/// Those that come with the program, in order.
std::vector<Lesson> builtin_lessons();

/// fourierscope/lessons in data_folder(); empty where that is unknown.
std::filesystem::path own_lessons_folder();

struct LessonLibrary {
  std::vector<Lesson> lessons;
  std::vector<std::string> problems;  // files that hold none, and why
};

/// builtin_lessons() and, by name, the *.json of `folder`, which need not exist.
LessonLibrary load_lessons(const std::filesystem::path& folder);

/// A place in the library, both from 0.
struct LessonPlace {
  std::size_t lesson = 0;
  std::size_t step = 0;
};

/// What a command line names: a number from 1, an id, or a *.json file, which is added to the
/// library; ":N" after it is a step from 1. Throws std::runtime_error or std::invalid_argument
/// saying what there is.
LessonPlace find_lesson(LessonLibrary& library, std::string_view name);

}  // namespace fscope
