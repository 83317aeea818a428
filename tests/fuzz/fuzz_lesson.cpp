// Lessons, and the formulas and settings in them.
#include "app/lessons/lesson_file.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace fscope;
  accepts([&] {
    const Lesson lesson = read_lesson(std::string(as_text(data, size)), "fuzz");
    promise(!lesson.steps.empty(), "a lesson has a step");
  });
  return 0;
}
