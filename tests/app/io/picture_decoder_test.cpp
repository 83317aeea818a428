// Decoding in a process of its own, and what comes of one that misbehaves.
#include "app/io/picture_decoder.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <csignal>
#include <fstream>

#include "app/io/decoder_protocol.h"
#include "app/io/image_file.h"
#include "tests/app/io/temporary_folder.h"

namespace fscope {
namespace {

Image pattern(int width, int height, int channels) {
  Image image{.width = width, .height = height, .channels = channels, .pixels = {}};
  for (int i = 0; i < width * height * channels; ++i) {
    image.pixels.push_back(static_cast<std::uint8_t>(31 * i + i / 256));
  }
  return image;
}

class PictureDecoder : public testing::Test {
 protected:
  void SetUp() override {
    set_decoder_program(FSCOPE_PROGRAM);
    if (!decodes_in_sandbox()) GTEST_SKIP() << "this build decodes in process";
  }
  void TearDown() override { set_decoder_program({}); }

  Image decode(const Image& image) {
    const std::string png = encode_png(image);
    return decode_picture(png, read_image_header(png));
  }

  /// Why a decoder program that does this gives no picture.
  std::string failure_of(const std::string& shell_commands) {
    const auto program = folder_.path() / "decoder";
    std::ofstream(program) << "#!/bin/sh\n" << shell_commands << '\n';
    ::chmod(program.c_str(), 0700);
    set_decoder_program(program);
    try {
      decode(pattern(4, 4, 3));
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "none";
  }

  TemporaryFolder folder_;
};

TEST_F(PictureDecoder, GivesThePixelsThatDecodingHereGives) {
  for (const int channels : {1, 2, 3, 4}) {
    for (const auto& image : {pattern(1, 1, channels), pattern(300, 200, channels)}) {
      const Image there = decode(image);
      set_decoder_program({});
      EXPECT_EQ(there, decode(image));
      EXPECT_EQ(there, image);
      set_decoder_program(FSCOPE_PROGRAM);
    }
  }
}

TEST_F(PictureDecoder, ADamagedPictureGivesTheDecodersReason) {
  std::string png = encode_png(pattern(40, 40, 3));
  for (std::size_t i = png.size() / 3; i < png.size() / 2; ++i) png[i] = '\0';
  EXPECT_THAT([&] { decode_picture(png, read_image_header(png)); },
              testing::ThrowsMessage<std::runtime_error>(testing::HasSubstr("damaged")));
}

TEST_F(PictureDecoder, ACrashIsAReasonAndNothingMore) {
  EXPECT_THAT(failure_of("kill -SEGV $$"), testing::HasSubstr("crashed on it, with signal 11"));
  EXPECT_THAT(failure_of("kill -SYS $$"), testing::HasSubstr("did what it may not"));
  EXPECT_THAT(failure_of("kill -XCPU $$"), testing::HasSubstr("took too long"));
  EXPECT_THAT(failure_of("exit 0"), testing::HasSubstr("no answer"));
  EXPECT_THAT(failure_of("head -c 100 /dev/zero >&4"), testing::HasSubstr("no picture"));
  EXPECT_THAT(failure_of("printf 'strange >&2' >&4; exit 65"), testing::HasSubstr("strange"));
  set_decoder_program(folder_.path() / "missing");
  EXPECT_THAT([&] { decode(pattern(1, 1, 1)); },
              testing::ThrowsMessage<std::runtime_error>(testing::HasSubstr("cannot be started")));
}

TEST_F(PictureDecoder, MayNotOpenFilesOrMakeProcesses) {
  EXPECT_EXIT(
      {
        if (!enter_sandbox()) std::_Exit(1);
        ::open("/etc/passwd", O_RDONLY);
        std::_Exit(0);
      },
      testing::KilledBySignal(SIGSYS), "");
  EXPECT_EXIT(
      {
        if (!enter_sandbox()) std::_Exit(1);
        ::getpid();
        std::_Exit(0);
      },
      testing::KilledBySignal(SIGSYS), "");
}

}  // namespace
}  // namespace fscope
