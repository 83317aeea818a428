#include "app/gui/response_meter.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

namespace fscope {
namespace {

class CountingSink final : public CommandSink {
 public:
  std::uint64_t post(Command) override { return ++n_; }

 private:
  std::uint64_t n_ = 0;
};

TEST(ResponseMeter, MeasuresFromTheInputToTheFrameThatCoversIt) {
  CountingSink sink;
  double input_s = 0;
  double now_s = 0;
  ResponseMeter meter(
      sink, [&] { return input_s; }, [&] { return now_s; });
  EXPECT_EQ(meter.post(Play{}), 1U);
  input_s = 0.5;
  EXPECT_EQ(meter.post(Pause{}), 2U);
  now_s = 0.75;
  meter.note_shown(0);
  EXPECT_TRUE(meter.delays_ms().empty());
  meter.note_shown(1);
  now_s = 1;
  meter.note_shown(2);
  meter.note_shown(2);
  EXPECT_EQ(meter.delays_ms(), (std::vector<double>{750, 500}));
}

TEST(ResponseMeter, KeepsABoundedNumber) {
  CountingSink sink;
  const auto clock = [] { return 0.0; };
  ResponseMeter meter(sink, clock, clock);
  for (std::size_t i = 0; i < ResponseMeter::kMostKept + 5; ++i) meter.post(Play{});
  meter.note_shown(ResponseMeter::kMostKept + 5);
  EXPECT_EQ(meter.delays_ms().size(), ResponseMeter::kMostKept);
}

TEST(ResponseMeter, MeasurementsThatCannotBeWrittenNameTheFile) {
  try {
    save_measurements({}, "no-such-folder/stats.json");
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("stats.json"), std::string::npos);
  }
}

}  // namespace
}  // namespace fscope
