// Figs. 2 and 7 against numbers computed independently (PAPER sec. 2.1).
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "app/figures/catalogue.h"

namespace fscope {
namespace {

Figure computed(std::string_view name) { return find_figure(name).compute({}, {}); }

/// y of the point whose x is nearest.
double at(const FigureSeries& series, double x) {
  const FigurePoint* best = &series.points.at(0);
  for (const FigurePoint& p : series.points) {
    if (std::abs(p.x - x) < std::abs(best->x - x)) best = &p;
  }
  EXPECT_NEAR(best->x, x, 1e-12);
  return best->y;
}

const FigureSeries& series(const FigurePanel& panel, std::string_view name) {
  for (const FigureSeries& s : panel.series) {
    if (s.name == name) return s;
  }
  throw std::out_of_range(std::string(name));
}

TEST(Fig2, RowsAndSpectraAreThoseOfThePaper) {
  const Figure figure = computed("fig2");
  const FigurePanel& rows = figure.panels.at(2);
  const FigurePanel& spectra = figure.panels.at(3);
  constexpr double kDigits = 5e-4;  // the references have three decimals
  for (const FigureSeries& s : rows.series) EXPECT_NEAR(at(s, 0), 14, 1e-9) << s.name;
  EXPECT_NEAR(at(series(rows, "p = 0"), 1.0 / 32), 5.519, kDigits);
  EXPECT_NEAR(at(series(rows, "p = 0"), 0.5), 5.699, kDigits);
  EXPECT_NEAR(at(series(rows, "p = 1"), 0.5), 4.565, kDigits);
  EXPECT_NEAR(at(series(rows, "p = infinity"), -0.5), 4.120, kDigits);
  const struct {
    const char* name;
    double bins[3];  // frequencies 0, 1 and 16
  } known[] = {{"p = 0", {187.782, 8.301, 11.187}},
               {"p = 1", {201.604, 41.185, 2.193}},
               {"p = infinity", {224.601, 65.223, 0.439}}};
  for (const auto& k : known) {
    const FigureSeries& s = series(spectra, k.name);
    EXPECT_NEAR(at(s, 0), k.bins[0], kDigits) << k.name;
    EXPECT_NEAR(at(s, 1), k.bins[1], kDigits) << k.name;
    EXPECT_NEAR(at(s, 16), k.bins[2], kDigits) << k.name;
    EXPECT_EQ(at(s, -16), at(s, 16)) << k.name;
  }
}

TEST(Fig2, TheMappingMakesTheKernelStationary) {
  const Figure figure = computed("fig2");
  // Along the diagonal the kernel without mapping varies, that with the basic mapping does not.
  const auto diagonal = [&](std::size_t panel, int i) {
    return figure.panels.at(panel).heatmap->values.at(static_cast<std::size_t>(101 * i));
  };
  EXPECT_GT(diagonal(0, 0), 2 * diagonal(0, 50));
  EXPECT_NEAR(diagonal(1, 0), 194, 0.5);  // PAPER 0.7
  for (const int i : {10, 50, 99}) EXPECT_NEAR(diagonal(1, i), diagonal(1, 0), 1e-9);
}

TEST(Fig7, SpectraAreThoseOfThePaper) {
  const Figure figure = computed("fig7");
  const struct {
    std::size_t panel;
    double frequency;
    double known[3];  // 4, 8 and 16 hidden layers
    double digits;    // half of the reference's last
  } cases[] = {{0, 0, {21.217, 16.412, 14.435}, 5e-4},
               {0, 64, {0.00665, 0.01000, 0.01858}, 5e-6},
               {1, 43, {2.006, 1.739, 1.456}, 5e-4},
               {1, 64, {0.00492, 0.01010, 0.02130}, 5e-6}};
  for (const auto& c : cases) {
    for (std::size_t d = 0; d < 3; ++d) {
      EXPECT_NEAR(at(figure.panels.at(c.panel).series.at(d), c.frequency), c.known[d], c.digits)
          << c.panel << ' ' << c.frequency << ' ' << d;
    }
  }
}

}  // namespace
}  // namespace fscope
