#include "app/io/signal_file.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/app/io/temporary_folder.h"

namespace fscope {
namespace {

/// What a file with this text is read to.
Samples read(std::string_view text) {
  const TemporaryFolder folder;
  return *load_signal_file(folder.file("a.csv", text)).samples;
}

std::string note(std::string_view text) {
  const TemporaryFolder folder;
  return load_signal_file(folder.file("a.csv", text)).note;
}

/// The message for a file with this text, without its path.
std::string refusal(std::string_view text) {
  const TemporaryFolder folder;
  const auto path = folder.file("a.csv", text);
  const std::string message = message_of([&] { load_signal_file(path); });
  EXPECT_TRUE(message.starts_with(path.native())) << message;
  return message.substr(std::min(path.native().size(), message.size()));
}

const Samples kRamp = {-0.5, 0, 0.5};

TEST(SignalFile, OneColumnIsScaledToAHalf) {
  EXPECT_EQ(read("1\n2\n3\n"), kRamp);
  EXPECT_EQ(read("1e3\r\n+2000\r\n3000"), kRamp);  // also without an end of line
  EXPECT_EQ(read("\xEF\xBB\xBF# made by hand\n\nvalue\n1\n\n 2 \n3\n"), kRamp);
  EXPECT_EQ(note("1\n2\n4\n"), "values from 1 to 4 were scaled to -0.5 to 0.5");
}

TEST(SignalFile, EverySeparatorIsTaken) {
  for (const char* text : {"0,1\n1,2\n2,3\n", "0 1\n1   2\n2 3\n", "0\t1\n1\t2\n2\t3\n",
                           "0;1\n1;2\n2;3\n", "0,0;0,1\n0,5;0,2\n1,0;0,3\n",
                           "time,\"a b\"\n0,1\n1,\"2\"\n2,3\n", "t;y\r0;1\r1;2\r2;3\r"}) {
    const Samples samples = read(text);
    ASSERT_EQ(samples.size(), 3U) << text;
    for (std::size_t k = 0; k < 3; ++k) EXPECT_NEAR(samples[k], kRamp[k], 1e-15) << text;
  }
}

TEST(SignalFile, UnevenPositionsAreInterpolated) {
  const Samples samples = read("0,0\n1,2\n4,8\n5,10\n10,20\n");
  ASSERT_EQ(samples.size(), 5U);
  for (std::size_t k = 0; k < 5; ++k) {  // a line stays one
    EXPECT_NEAR(samples[k], 0.25 * static_cast<double>(k) - 0.5, 1e-15);
  }
  EXPECT_EQ(note("0,0\n1,2\n4,8\n"),
            "values from 0 to 8 were scaled to -0.5 to 0.5; x from 0 to 4 became 0 to 1, made even "
            "by interpolation");
  EXPECT_EQ(note("-1,0\n0,2\n1,8\n"),
            "values from 0 to 8 were scaled to -0.5 to 0.5; x from -1 to 1 became 0 to 1");
}

TEST(SignalFile, AConstantAndHugeNumbersStayFinite) {
  EXPECT_EQ(read("7\n7\n"), (Samples{0, 0}));
  EXPECT_EQ(note("7\n7\n"), "all values are 7: the signal is 0");
  EXPECT_EQ(read("-1.7e308\n0\n1.7e308\n"), kRamp);
  EXPECT_EQ(read("-1.7e308,1\n0,2\n1.7e308,3\n"), kRamp);
}

TEST(SignalFile, WhatCannotBeReadIsNamedWithItsLine) {
  EXPECT_EQ(refusal("1\n2\nthree\n"), ", line 3: 'three' is not a number");
  EXPECT_EQ(refusal("y\nname\n1\n"), ", line 2: 'name' is not a number");
  EXPECT_EQ(refusal("1\n2 apples\n"), ", line 2: 'apples' is not a number");
  EXPECT_EQ(refusal("0,x\n"), ", line 1: 'x' is not a number");
  EXPECT_EQ(refusal("1,2,3\n"),
            ", line 1: there are 3 columns; one (y) or two (x and y) can be read");
  EXPECT_EQ(refusal("1\n1,2\n"), ", line 2: this line has two columns, those before have one");
  EXPECT_EQ(refusal("0,1\n2\n"), ", line 2: this line has one column, those before have two");
  EXPECT_EQ(refusal("0,1\n\n0,2\n"), ", line 3: x must grow from line to line, 0 comes after 0");
  EXPECT_EQ(refusal("1\ninf\n"), ", line 2: a number is not finite");
  EXPECT_EQ(refusal("1\nnan\n"), ", line 2: a number is not finite");
  EXPECT_EQ(refusal("1\n1e999\n"), ", line 2: '1e999' is not a number");
  EXPECT_EQ(refusal("0,\n1,2\n"), ", line 1: a field is empty");
  EXPECT_EQ(refusal("1\n" + std::string(100, 'z') + "\n"),
            ", line 2: '" + std::string(40, 'z') + "...' is not a number");
}

TEST(SignalFile, FilesWithoutASignalAreRefused) {
  EXPECT_EQ(refusal(""), ": the file is empty");
  EXPECT_EQ(refusal("value\n"), ": there must be at least 2 values, there is none");
  EXPECT_EQ(refusal("value\n1\n"), ": there must be at least 2 values, there is one");
  const TemporaryFolder folder;
  EXPECT_NE(message_of([&] { load_signal_file(folder.path()); }).find("this is a folder"),
            std::string::npos);
  // A picture under a wrong name: a short message whatever the bytes are.
  EXPECT_LT(refusal(std::string("\x89PNG\r\n\x1a\n\0\xff", 10)).size(), 200U);
}

TEST(SignalFile, NamesOfSignals) {
  for (const char* name :
       {"signal:noise", "signal:", "a.csv", "/x/Y.CSV", "b.tsv", "c.txt", "d.dat"})
    EXPECT_TRUE(names_signal(name)) << name;
  for (const char* name : {"photo.jpg", "target:page", "csv", "a.csv.png", "", "./x"})
    EXPECT_FALSE(names_signal(name)) << name;
}

TEST(SignalFile, NamesStandForAKindOrForAFile) {
  EXPECT_EQ(named_signal("signal:two-sines"), SignalKind::two_sines);
  EXPECT_EQ(named_signal("data.csv"), SignalKind::samples);
  for (const char* name : {"signal:", "signal:samples", "signal:Sine"}) {
    const std::string message = message_of([&] { named_signal(name); });
    EXPECT_TRUE(message.starts_with(name)) << message;
    EXPECT_NE(message.find("signal:chirp"), std::string::npos) << message;
  }
}

}  // namespace
}  // namespace fscope
