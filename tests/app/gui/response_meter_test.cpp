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

TEST(ResponseMeter, MeasuresFromPostingToTheSnapshotThatCoversIt) {
  CountingSink sink;
  double now_s = 0;
  ResponseMeter meter(sink, [&] { return now_s; });
  EXPECT_EQ(meter.post(Play{}), 1U);
  now_s = 0.5;
  EXPECT_EQ(meter.post(Pause{}), 2U);
  now_s = 0.75;
  meter.note_handled(0);
  EXPECT_TRUE(meter.delays_ms().empty());
  meter.note_handled(1);
  now_s = 1;
  meter.note_handled(2);
  meter.note_handled(2);
  EXPECT_EQ(meter.delays_ms(), (std::vector<double>{750, 500}));
}

TEST(ResponseMeter, KeepsABoundedNumber) {
  CountingSink sink;
  ResponseMeter meter(sink, [] { return 0.0; });
  for (std::size_t i = 0; i < ResponseMeter::kMostKept + 5; ++i) meter.post(Play{});
  meter.note_handled(ResponseMeter::kMostKept + 5);
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
