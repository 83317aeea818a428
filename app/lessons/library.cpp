#include "app/lessons/library.h"

#include <algorithm>
#include <charconv>
#include <exception>
#include <optional>

#include "app/io/path_text.h"
#include "app/lessons/lesson_file.h"
#include "core/support/check.h"
#include "lesson_texts.h"

namespace fscope {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> json_files(const fs::path& folder) {
  std::vector<fs::path> out;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (it->path().extension() == ".json") out.push_back(it->path());
  }
  std::ranges::sort(out);
  return out;
}

/// A whole number from 1, or nothing.
std::optional<std::size_t> number_in(std::string_view word) {
  std::size_t n = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), n);
  const bool whole = error == std::errc() && end == word.data() + word.size();
  return whole && n > 0 ? std::optional(n) : std::nullopt;
}

/// The lesson and the number of the step after the last colon, 1 without one.
std::pair<std::string, std::size_t> with_step(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  if (colon == std::string_view::npos) return {std::string(name), 1};
  const auto step = number_in(name.substr(colon + 1));
  if (!step) return {std::string(name), 1};
  return {std::string(name.substr(0, colon)), *step};
}

std::size_t place_of(LessonLibrary& library, const std::string& name) {
  std::vector<Lesson>& lessons = library.lessons;
  if (name.ends_with(".json")) {
    lessons.push_back(load_lesson_file(name));
    return lessons.size() - 1;
  }
  const auto number = number_in(name);
  if (number && *number <= lessons.size()) return *number - 1;
  const auto found = std::ranges::find(lessons, name, &Lesson::id);
  if (found != lessons.end()) return static_cast<std::size_t>(found - lessons.begin());
  std::string all;
  for (const Lesson& lesson : lessons) all += (all.empty() ? "" : ", ") + lesson.id;
  throw std::invalid_argument(text("there is no lesson '", escape_bytes(name), "'; there are 1 to ",
                                   lessons.size(), " (", all, ") and files that end in .json"));
}

}  // namespace

std::vector<Lesson> builtin_lessons() {
  std::vector<Lesson> out;
  for (const lesson_texts::File& file : lesson_texts::kAll) {
    try {
      out.push_back(read_lesson(file.content, lesson_id(file.name)));
    } catch (const std::exception& error) {
      throw std::logic_error(text(file.name, ": ", error.what()));
    }
  }
  return out;
}

fs::path own_lessons_folder() {
  const fs::path data = data_folder();
  return data.empty() ? fs::path() : data / "fourierscope" / "lessons";
}

LessonLibrary load_lessons(const fs::path& folder) {
  LessonLibrary out{.lessons = builtin_lessons(), .problems = {}};
  for (const fs::path& file : json_files(folder)) {
    try {
      out.lessons.push_back(load_lesson_file(file));
    } catch (const std::exception& error) {
      out.problems.emplace_back(error.what());
    }
  }
  return out;
}

LessonPlace find_lesson(LessonLibrary& library, std::string_view name) {
  const auto [lesson_name, step] = with_step(name);
  const std::size_t lesson = place_of(library, lesson_name);
  const std::size_t n_steps = library.lessons[lesson].steps.size();
  require(step <= n_steps, "lesson ", escape_bytes(lesson_name), " has no step ", step, ", only ",
          n_steps);
  return {.lesson = lesson, .step = step - 1};
}

}  // namespace fscope
