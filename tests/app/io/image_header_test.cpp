#include "app/io/image_header.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/app/io/picture_bytes.h"
#include "tests/app/io/temporary_folder.h"

namespace fscope {
namespace {

using testing::Message;

std::string refusal(const std::string& bytes) {
  std::string damage;
  const std::string error =
      message_of([&] { damage = find_damage(bytes, read_image_header(bytes)); });
  return damage.empty() ? error : damage;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(ImageHeader, PngSizeAndChannels) {
  const int expected_channels[7] = {1, 0, 3, 3, 2, 0, 4};
  for (const int colour_type : {0, 2, 3, 4, 6}) {
    const ImageHeader header = read_image_header(png_start(300, 200, 8, colour_type));
    EXPECT_EQ(header.type, ImageType::png);
    EXPECT_EQ(header.width, 300);
    EXPECT_EQ(header.height, 200);
    EXPECT_EQ(header.channels, expected_channels[colour_type]) << colour_type;
  }
}

TEST(ImageHeader, ATransparentColourIsAnAlphaChannel) {
  const std::string transparent = png_chunk("tRNS", std::string(2, '\0'));
  EXPECT_EQ(read_image_header(png_start(1, 1, 8, 0) + transparent).channels, 2);
}

TEST(ImageHeader, JpegSizeChannelsAndOrientation) {
  const ImageHeader header = read_image_header(four_block_jpeg(exif_segment(6, true)));
  EXPECT_EQ(header.type, ImageType::jpeg);
  EXPECT_EQ(header.width, 16);
  EXPECT_EQ(header.height, 16);
  EXPECT_EQ(header.channels, 1);
  EXPECT_EQ(header.orientation, 6);
}

TEST(ImageHeader, OrientationsThatDoNotExistAreIgnored) {
  EXPECT_EQ(read_image_header(four_block_jpeg(exif_segment(0, false))).orientation, 1);
  EXPECT_EQ(read_image_header(four_block_jpeg(exif_segment(9, false))).orientation, 1);
  const std::string cut = exif_segment(6, false).substr(4, 20);
  EXPECT_EQ(read_image_header(four_block_jpeg(jpeg_segment(0xE1, cut))).orientation, 1);
}

TEST(ImageHeader, BmpHeightMayBeNegative) {
  for (const int height : {20, -20}) {
    const ImageHeader header = read_image_header(bmp_start(30, height, 24));
    EXPECT_EQ(header.type, ImageType::bmp);
    EXPECT_EQ(header.width, 30);
    EXPECT_EQ(header.height, 20);
    EXPECT_EQ(header.channels, 3);
  }
}

TEST(ImageHeader, OtherTypesAreNamed) {
  EXPECT_TRUE(contains(refusal(std::string("RIFF\x10\0\0\0WEBPVP8 ", 16)), "a WebP file"));
  EXPECT_TRUE(contains(refusal("GIF89a"), "a GIF file"));
  EXPECT_TRUE(contains(refusal(std::string("MM\0*\0\0\0\x08", 8)), "a TIFF file"));
  EXPECT_TRUE(contains(refusal(std::string("\0\0\0\x1C"
                                           "ftypavif",
                                           12)),
                       "an AVIF file"));
  EXPECT_TRUE(contains(refusal("just a text"), "not a picture"));
  EXPECT_TRUE(contains(refusal("x"), "not a picture"));
}

TEST(ImageHeader, SizesBeyondTheLimitsAreRefusedWithTheSize) {
  EXPECT_TRUE(contains(refusal(png_start(20000, 20000, 8, 2)), "too large: 20000 x 20000"));
  EXPECT_TRUE(contains(refusal(png_start(16385, 1, 8, 2)), "too large: 16385 x 1"));
  EXPECT_TRUE(contains(refusal(png_start(16384, 16384, 8, 2)), "100 million"));
  EXPECT_TRUE(contains(refusal(png_start(0xFFFFFFFFU, 0xFFFFFFFFU, 8, 2)), "too large"));
  EXPECT_TRUE(contains(refusal(bmp_start(1, -0x7FFFFFFF - 1, 24)), "too large: 1 x 2147483648"));
  EXPECT_TRUE(contains(refusal(png_start(0, 5, 8, 2)), "no pixels"));
  EXPECT_TRUE(contains(refusal(bmp_start(-3, 5, 24)), "no pixels"));
  EXPECT_EQ(read_image_header(png_start(8192, 8192, 8, 2)).width, 8192);
}

TEST(ImageHeader, EveryCutOffBeginningIsRefused) {
  const std::string png = png_start(2, 1, 8, 0) + png_end(std::string("\0ab", 3));
  const std::string bmp = bmp_start(2, 1, 24) + std::string(8, 'x');
  for (const std::string& whole : {png, four_block_jpeg(exif_segment(3, true)), bmp}) {
    EXPECT_EQ(refusal(whole), "nothing was thrown");
    for (std::size_t length = 0; length < whole.size(); ++length) {
      EXPECT_NE(refusal(whole.substr(0, length)), "nothing was thrown") << length;
    }
    EXPECT_EQ(refusal(whole.substr(0, whole.size() - 1)), "the file is truncated");
  }
}

TEST(ImageHeader, BytesBehindTheEndAreAllowed) {
  EXPECT_EQ(refusal(four_block_jpeg() + "and a film"), "nothing was thrown");
}

TEST(JpegBody, TablesOfMoreThan256CodesAreRefused) {
  const std::string counts = std::string(1, '\0') + std::string(15, '\x11') + '\x02';  // 257
  const std::string table = jpeg_segment(0xC4, counts + std::string(257, '\0'));
  EXPECT_TRUE(contains(refusal(four_block_jpeg(table)), "257 codes"));
}

TEST(JpegBody, TablesBehindAScanAreCheckedToo) {
  std::string jpeg = four_block_jpeg();
  jpeg.resize(jpeg.size() - 2);
  jpeg += std::string("\xFF\x00\xFF\xD3", 4);  // a data byte and a restart
  const std::string counts = std::string(1, '\x11') + std::string(16, '\xFF');
  EXPECT_TRUE(contains(refusal(jpeg + jpeg_segment(0xC4, counts) + "\xFF\xD9"), "4080 codes"));
}

TEST(JpegBody, HundredsOfScansAreRefused) {
  std::string jpeg = four_block_jpeg();
  jpeg.resize(jpeg.size() - 2);
  for (int i = 0; i < 200; ++i) jpeg += jpeg_scan_header();
  EXPECT_TRUE(contains(refusal(jpeg + "\xFF\xD9"), "200 scans"));
}

TEST(JpegBody, APictureWithoutAScanIsRefused) {
  const std::string frame("\x08\x00\x10\x00\x10\x01\x01\x11\x00", 9);
  EXPECT_TRUE(contains(refusal("\xFF\xD8" + jpeg_segment(0xC0, frame) + "\xFF\xD9"), "no picture"));
}

TEST(BmpBody, KindsThatTheDecoderMisreadsAreRefused) {
  EXPECT_TRUE(contains(refusal(bmp_start(4, 4, 8, 1)), "run-length"));
  EXPECT_TRUE(contains(refusal(bmp_start(4, 4, 7)), "7 bits per pixel"));
}

}  // namespace
}  // namespace fscope
