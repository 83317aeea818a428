#include "app/gui/widgets/axis.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace fscope {
namespace {

constexpr AxisScale kScales[] = {AxisScale::linear, AxisScale::logarithmic};
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();

std::vector<std::string> labels(const std::vector<Tick>& ticks) {
  std::vector<std::string> result;
  for (const Tick& tick : ticks) {
    if (!tick.label.empty()) result.push_back(tick.label);
  }
  return result;
}

using Labels = std::vector<std::string>;

TEST(Axis, NiceStepIsTheSmallestOneTwoFive) {
  EXPECT_EQ(nice_step(10.0, 5), 2.0);
  EXPECT_EQ(nice_step(10.0, 10), 1.0);
  EXPECT_EQ(nice_step(9.0, 2), 5.0);
  EXPECT_EQ(nice_step(12.0, 2), 10.0);
  EXPECT_DOUBLE_EQ(nice_step(0.03, 3), 0.01);
  EXPECT_EQ(nice_step(10.0, 0), 10.0);
}

TEST(Axis, NiceStepNeverGivesMoreStepsThanAsked) {
  for (double span = 1e-7; span < 1e9; span *= 1.7) {
    for (int most = 1; most < 12; ++most) {
      EXPECT_LE(span / nice_step(span, most), most * (1 + 1e-9)) << span;  // one rounding
      EXPECT_GT(span / nice_step(span, most), most / 2.5 * (1 - 1e-9)) << span;
    }
  }
}

TEST(Axis, LinearTicksOfASmallRange) {
  EXPECT_EQ(labels(axis_ticks(AxisScale::linear, {0.0, 10.0}, 5)),
            (Labels{"0", "2", "4", "6", "8", "10"}));
  EXPECT_EQ(labels(axis_ticks(AxisScale::linear, {-0.12, 0.13}, 3)), (Labels{"-0.1", "0", "0.1"}));
}

TEST(Axis, LinearTicksUsePrefixes) {
  EXPECT_EQ(labels(axis_ticks(AxisScale::linear, {0.0, 1e6}, 4)), (Labels{"0", "500k", "1M"}));
  EXPECT_EQ(labels(axis_ticks(AxisScale::linear, {0.0, 3000.0}, 6)),
            (Labels{"0", "500", "1k", "1.5k", "2k", "2.5k", "3k"}));
}

TEST(Axis, LogTicksStandAtDecadesWithMinorOnesBetween) {
  const std::vector<Tick> ticks = axis_ticks(AxisScale::logarithmic, {0.1, 100.0}, 6);
  EXPECT_EQ(labels(ticks), (Labels{"0.1", "1", "10", "100"}));
  EXPECT_EQ(ticks.size(), 28U);  // three decades of nine, and the last end
}

TEST(Axis, ManyDecadesAreThinnedAndWrittenAsPowers) {
  EXPECT_EQ(labels(axis_ticks(AxisScale::logarithmic, {1e-8, 1.0}, 5)),
            (Labels{"10^-8", "10^-6", "10^-4", "0.01", "1"}));
}

TEST(Axis, NarrowLogViewsAreLabelledToo) {
  EXPECT_EQ(labels(axis_ticks(AxisScale::logarithmic, {1.0, 10.0}, 5)),
            (Labels{"1", "2", "5", "10"}));
  EXPECT_EQ(labels(axis_ticks(AxisScale::logarithmic, {20.0, 30.0}, 5)),
            (Labels{"20", "22", "24", "26", "28", "30"}));
}

TEST(Axis, TicksLieInTheViewInAscendingOrder) {
  for (const AxisScale scale : kScales) {
    for (double length = 1.001; length < 1e12; length *= 3.3) {
      const Interval view{0.37, 0.37 * length};
      const std::vector<Tick> ticks = axis_ticks(scale, view, 7);
      for (std::size_t i = 0; i < ticks.size(); ++i) {
        // Ends are given a slack of 1e-9 steps.
        EXPECT_GE(ticks[i].value, view.min - 1e-8 * (view.max - view.min));
        EXPECT_LE(ticks[i].value, view.max + 1e-8 * (view.max - view.min));
        EXPECT_TRUE(i == 0 || ticks[i].value > ticks[i - 1].value);
      }
      EXPECT_LE(labels(ticks).size(), 8U) << length;
      EXPECT_GE(labels(ticks).size(), 1U) << length;
    }
  }
}

TEST(Axis, LabelsAreCompact) {
  EXPECT_EQ(step_label(1500.0, 500.0), "1.5k");
  EXPECT_EQ(step_label(20000.0, 10000.0), "20k");
  EXPECT_EQ(step_label(0.25, 0.05), "0.25");
  EXPECT_EQ(step_label(-0.5, 0.5), "-0.5");
  EXPECT_EQ(step_label(2e-5, 1e-5), "2e-5");
  EXPECT_EQ(step_label(1000010.0, 10.0), "1.00001M");
  EXPECT_EQ(log_label(1e-3), "10^-3");
  EXPECT_EQ(log_label(1e7), "10^7");
  EXPECT_EQ(log_label(0.01), "0.01");
  EXPECT_EQ(log_label(1000.0), "1k");
  EXPECT_EQ(log_label(50.0), "50");
}

TEST(Axis, ThreeDigitsOfEverySize) {
  EXPECT_EQ(three_digits(0.1), "0.100");
  EXPECT_EQ(three_digits(3.16228), "3.16");
  EXPECT_EQ(three_digits(10.0), "10.0");
  EXPECT_EQ(three_digits(9.996), "10.0");
  EXPECT_EQ(three_digits(99.96), "100");
  EXPECT_EQ(three_digits(316.2), "316");
  EXPECT_EQ(three_digits(-2.5), "-2.50");
  EXPECT_EQ(three_digits(1.25e7), "1.25e+07");
  EXPECT_EQ(three_digits(0.0), "0.00");
  EXPECT_EQ(three_digits(kNan), "-");
  EXPECT_EQ(three_digits(-kInf), "-");
}

TEST(Axis, ExactLabelKeepsIntegers) {
  EXPECT_EQ(exact_label(471501.0), "471501");
  EXPECT_EQ(exact_label(0.0044098123), "0.0044098");
  EXPECT_EQ(exact_label(20.8081, 4), "20.81");
  EXPECT_EQ(exact_label(1.5e-7), "1.5e-7");
  EXPECT_EQ(exact_label(kInf), "-");
}

TEST(Axis, UnitMapsBothWays) {
  EXPECT_EQ(to_unit(AxisScale::linear, {10.0, 20.0}, 15.0), 0.5);
  EXPECT_DOUBLE_EQ(to_unit(AxisScale::logarithmic, {0.1, 100.0}, 1.0), 1.0 / 3.0);
  for (const AxisScale scale : kScales) {
    for (double unit = -0.5; unit <= 1.5; unit += 0.25) {
      const double value = from_unit(scale, {0.2, 300.0}, unit);
      if (!showable(scale, value)) continue;
      EXPECT_NEAR(to_unit(scale, {0.2, 300.0}, value), unit, 1e-14);  // few roundings of numbers ~1
    }
  }
}

TEST(Axis, ZoomKeepsTheAnchorAndUndoesItself) {
  for (const AxisScale scale : kScales) {
    const Interval view{2.0, 50.0};
    const double anchor = from_unit(scale, view, 0.3);
    const Interval closer = zoomed(scale, view, 0.3, 0.5);
    EXPECT_NEAR(from_unit(scale, closer, 0.3), anchor, 1e-12 * anchor);
    const Interval back = zoomed(scale, closer, 0.3, 2.0);
    EXPECT_NEAR(back.min, view.min, 1e-12 * view.max);
    EXPECT_NEAR(back.max, view.max, 1e-12 * view.max);
  }
  EXPECT_EQ(zoomed(AxisScale::linear, {0.0, 8.0}, 0.25, 0.5), (Interval{1.0, 5.0}));
}

TEST(Axis, ZoomStopsAtThePrecisionOfNumbers) {
  for (const AxisScale scale : kScales) {
    for (const double factor : {0.1, 10.0}) {
      Interval view{1.0, 2.0};
      for (int i = 0; i < 2000; ++i) view = zoomed(scale, view, 0.7, factor);
      EXPECT_TRUE(std::isfinite(view.min) && std::isfinite(view.max));
      EXPECT_LT(view.min, view.max);
    }
  }
}

TEST(Axis, PanMovesByAShareOfTheView) {
  EXPECT_EQ(panned(AxisScale::linear, {0.0, 10.0}, 0.5), (Interval{5.0, 15.0}));
  const Interval decade = panned(AxisScale::logarithmic, {1.0, 10.0}, 1.0);
  EXPECT_DOUBLE_EQ(decade.min, 10.0);
  EXPECT_DOUBLE_EQ(decade.max, 100.0);
}

TEST(Axis, FitLeavesAMargin) {
  EXPECT_EQ(fitted(AxisScale::linear, {0.0, 10.0}, 0.1), (Interval{-1.0, 11.0}));
  const Interval log = fitted(AxisScale::logarithmic, {1.0, 100.0}, 0.5);
  EXPECT_DOUBLE_EQ(log.min, 0.1);
  EXPECT_DOUBLE_EQ(log.max, 1000.0);
}

TEST(Axis, FitOfOneValueOrNothingIsStillAView) {
  EXPECT_EQ(fitted(AxisScale::linear, {4.0, 4.0}, 0.1), (Interval{2.0, 6.0}));
  EXPECT_EQ(fitted(AxisScale::linear, {0.0, 0.0}, 0.1), (Interval{-0.5, 0.5}));
  EXPECT_EQ(fitted(AxisScale::linear, {1.0, 0.0}, 0.1), (Interval{0.0, 1.0}));
  EXPECT_EQ(fitted(AxisScale::linear, {kNan, 1.0}, 0.1), (Interval{0.0, 1.0}));
  EXPECT_EQ(fitted(AxisScale::logarithmic, {-1.0, 1.0}, 0.1), (Interval{0.1, 10.0}));
  for (const double value : {1e-300, 1e-12, 3.0, -7e200}) {
    const Interval view = fitted(AxisScale::linear, {value, value}, 0.05);
    EXPECT_LT(view.min, view.max) << value;
    EXPECT_LE(view.min, value);
    EXPECT_GE(view.max, value);
  }
}

}  // namespace
}  // namespace fscope
