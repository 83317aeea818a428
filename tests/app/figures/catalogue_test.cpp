#include "app/figures/catalogue.h"

#include <gtest/gtest.h>

#include <set>
#include <stdexcept>
#include <string>

namespace fscope {
namespace {

TEST(FigureCatalogue, EveryFigureIsFoundByItsName) {
  std::set<std::string_view> names;
  for (const FigureKind& kind : figure_catalogue()) {
    EXPECT_TRUE(names.insert(kind.name).second) << kind.name;
    EXPECT_EQ(&find_figure(kind.name), &kind);
    EXPECT_FALSE(kind.title.empty());
    EXPECT_FALSE(kind.description.empty());
    EXPECT_LE(kind.quick_minutes, kind.minutes) << kind.name;
    EXPECT_LE(kind.quick_minutes, 5) << kind.name;  // what --quick promises
  }
}

TEST(FigureCatalogue, AnUnknownNameIsToldTheKnownOnes) {
  try {
    find_figure("fig99");
    FAIL();
  } catch (const std::invalid_argument& error) {
    EXPECT_NE(std::string(error.what()).find("fig99"), std::string::npos);
    EXPECT_NE(std::string(error.what()).find("fig11"), std::string::npos);
  }
}

TEST(FigureCatalogue, InterruptionEndsEveryFigure) {
  for (const FigureKind& kind : figure_catalogue()) {
    const FigureHooks hooks{.progress = {}, .interrupted = [] { return true; }};
    EXPECT_THROW(kind.compute({.quick = true, .n_threads = 1}, hooks), FigureInterrupted)
        << kind.name;
  }
}

TEST(DurationText, ChoosesItsUnit) {
  EXPECT_EQ(duration_text(0.01), "a second");
  EXPECT_EQ(duration_text(0.5), "about 30 s");
  EXPECT_EQ(duration_text(2.6), "about 3 min");
  EXPECT_EQ(duration_text(100), "about 2 h");
}

}  // namespace
}  // namespace fscope
