#include "app/io/image_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "tests/app/io/picture_bytes.h"
#include "tests/app/io/temporary_folder.h"

namespace fscope {
namespace {

namespace fs = std::filesystem;
using Bytes = std::vector<std::uint8_t>;
using Notes = std::vector<std::string>;

Image noise(int width, int height, int channels) {
  Image image{width, height, channels, {}};
  std::uint32_t state = 1;
  for (std::size_t i = 0; i < image.n_pixels() * static_cast<std::size_t>(channels); ++i) {
    state = state * 1664525U + 1013904223U;
    image.pixels.push_back(static_cast<std::uint8_t>(state >> 24));
  }
  return image;
}

std::string refusal(const fs::path& path) {
  return message_of([&] { load_image(path); });
}

TEST(ImageFile, PngKeepsEveryValue) {
  const TemporaryFolder folder;
  for (int channels = 1; channels <= 4; ++channels) {
    const Image image = noise(37, 23, channels);
    const fs::path path = folder.path() / "noise.png";
    save_png(path, image);
    EXPECT_EQ(load_image(path), image) << channels;
    const ImageInfo info = probe_image(path);
    EXPECT_EQ(info.width, 37);
    EXPECT_EQ(info.height, 23);
    EXPECT_EQ(info.channels, channels);
    EXPECT_EQ(info.type, "PNG");
  }
}

TEST(ImageFile, SixteenBitsAreKept) {
  const TemporaryFolder folder;
  const std::string row("\0\x12\x34\xFE\xDC\x00\x01", 7);  // a filter byte, then three values
  const std::string half_turn = png_chunk("eXIf", exif_segment(3, false).substr(10));
  const std::string png = png_start(3, 1, 16, 0) + half_turn + png_end(row);
  const Image read = load_image(folder.file("a.png", png));
  EXPECT_EQ(read, (Image{3, 1, 1, {0x00, 0xFE, 0x12}, {0x0001, 0xFEDC, 0x1234}}));
  EXPECT_FLOAT_EQ(read.value(2), 0x1234 / 65535.0F);
}

TEST(ImageFile, PaletteEntriesThatAreMissingAreBlack) {
  const TemporaryFolder folder;
  const std::string png = png_start(2, 1, 8, 3) + png_chunk("PLTE", "\x01\x02\x03") +
                          png_end(std::string("\0\0\x09", 3));
  EXPECT_EQ(load_image(folder.file("a.png", png)), (Image{2, 1, 3, {1, 2, 3, 0, 0, 0}}));
}

TEST(ImageFile, BmpRowsAreTurnedTheRightWayUp) {
  const TemporaryFolder folder;
  const std::string rows = std::string("\1\2\3\0\4\5\6\0", 8);  // blue first, padded to 4 bytes
  const Image up = load_image(folder.file("a.bmp", bmp_start(1, 2, 24) + rows));
  EXPECT_EQ(up, (Image{1, 2, 3, {6, 5, 4, 3, 2, 1}}));
  const Image down = load_image(folder.file("b.bmp", bmp_start(1, -2, 24) + rows));
  EXPECT_EQ(down, (Image{1, 2, 3, {3, 2, 1, 6, 5, 4}}));
}

Bytes corners(const Image& image) {
  const int right = image.width - 1;
  const int bottom = image.height - 1;
  return {*image.at(0, 0), *image.at(right, 0), *image.at(0, bottom), *image.at(right, bottom)};
}

TEST(ImageFile, JpegIsDecoded) {
  const TemporaryFolder folder;
  const Image image = load_image(folder.file("a.jpg", four_block_jpeg()));
  EXPECT_EQ(image.width, 16);
  EXPECT_EQ(image.height, 16);
  EXPECT_EQ(image.channels, 1);
  EXPECT_EQ(corners(image), (Bytes{178, 128, 78, 28}));
}

TEST(ImageFile, JpegStandsUprightWhateverTheOrientation) {
  const TemporaryFolder folder;
  const Bytes expected[8] = {{178, 128, 78, 28}, {128, 178, 28, 78}, {28, 78, 128, 178},
                             {78, 28, 178, 128}, {178, 78, 128, 28}, {78, 178, 28, 128},
                             {28, 128, 78, 178}, {128, 28, 178, 78}};
  for (int orientation = 1; orientation <= 8; ++orientation) {
    for (const bool little : {false, true}) {
      const std::string jpeg = four_block_jpeg(exif_segment(orientation, little));
      EXPECT_EQ(corners(load_image(folder.file("a.jpg", jpeg))), expected[orientation - 1])
          << orientation;
    }
  }
}

TEST(ImageFile, ProbingReadsPastLongMetadata) {
  const TemporaryFolder folder;
  const std::string metadata = jpeg_segment(0xE2, std::string(60000, 'x'));
  const ImageInfo info =
      probe_image(folder.file("a.jpg", four_block_jpeg(metadata + metadata + metadata)));
  EXPECT_EQ(info.width, 16);
  EXPECT_EQ(info.type, "JPEG");
}

TEST(ImageFile, EveryRefusalNamesThePathAndTheReason) {
  const TemporaryFolder folder;
  const auto expect = [&](const fs::path& path, const std::string& reason) {
    EXPECT_EQ(refusal(path), path.native() + ": " + reason);
    EXPECT_EQ(message_of([&] { probe_image(path); }), path.native() + ": " + reason);
  };
  expect(folder.path() / "missing.png", "No such file or directory");
  expect(folder.file("empty.png", ""), "the file is empty");
  expect(folder.path(), "this is a folder");
  expect(folder.file("text.png", "hello"), "not a picture that can be read (PNG, JPEG or BMP)");
  expect(folder.file("a.png", "GIF89a"), "this is a GIF file; PNG, JPEG and BMP can be read");
  expect(folder.file("big.png", png_start(20000, 20000, 8, 2)),
         "the picture is too large: 20000 x 20000 px; at most 16384 px per side and 100 million px "
         "can be read");
}

TEST(ImageFile, APipeDoesNotBlock) {
  const TemporaryFolder folder;
  const fs::path pipe = folder.path() / "pipe.png";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_EQ(refusal(pipe), pipe.native() + ": this is not a regular file");
}

TEST(ImageFile, UnreadableFilesAreRefused) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may read everything";
  const TemporaryFolder folder;
  const fs::path path = folder.file("a.png", "x");
  fs::permissions(path, fs::perms::none);
  EXPECT_EQ(refusal(path), path.native() + ": Permission denied");
}

TEST(ImageFile, TruncatedPicturesAreRefusedButDescribed) {
  const TemporaryFolder folder;
  save_png(folder.path() / "whole.png", noise(40, 30, 3));
  const std::string whole = bytes_of(folder.path() / "whole.png");
  const fs::path half = folder.file("half.png", whole.substr(0, whole.size() / 2));
  EXPECT_EQ(refusal(half), half.native() + ": the file is truncated");
  EXPECT_EQ(probe_image(half).width, 40);
}

/// What read_image() says of these bytes: the damage, the reason to refuse them, or nothing.
std::string fault_of(const TemporaryFolder& folder, const std::string& bytes) {
  std::string damage;
  const fs::path path = folder.file("faulty", bytes);
  const std::string reason = message_of([&] { damage = read_image(path).damage; });
  if (!damage.empty()) return damage;
  return reason == "nothing was thrown" ? "" : reason;
}

TEST(ImageFile, EveryTruncationAndEveryChangedBitOfAPngIsNoticed) {
  const TemporaryFolder folder;
  const std::string whole = encode_png(noise(20, 15, 3));
  ASSERT_EQ(fault_of(folder, whole), "");
  std::uint32_t state = 1;
  for (int i = 0; i < 200; ++i) {
    state = state * 1664525U + 1013904223U;
    const std::size_t at = (state >> 8) % whole.size();
    EXPECT_NE(fault_of(folder, whole.substr(0, at)), "") << at;
    std::string flipped = whole;
    flipped[at] = static_cast<char>(flipped[at] ^ (1 << (state & 7U)));
    EXPECT_NE(fault_of(folder, flipped), "") << at;
  }
}

TEST(ImageFile, EveryTruncationOfAJpegOrBmpIsNoticed) {
  const TemporaryFolder folder;
  for (const std::string& whole :
       {four_block_jpeg(), bmp_start(9, 9, 24) + std::string(9 * 28, '\x55')}) {
    ASSERT_EQ(fault_of(folder, whole), "");
    for (std::size_t length = 1; length < whole.size(); ++length) {
      EXPECT_NE(fault_of(folder, whole.substr(0, length)), "") << length;
    }
  }
}

TEST(ImageFile, WhatIsDamagedIsReadInPartWhereAskedFor) {
  const TemporaryFolder folder;
  std::string png = encode_png(noise(20, 15, 3));
  png[png.size() - 13] = static_cast<char>(png[png.size() - 13] ^ 1);  // checksum of the data
  const fs::path path = folder.file("bad.png", png);
  EXPECT_THROW(load_image(path), DamagedPicture);
  const ReadImage read = read_image(path);
  EXPECT_EQ(read.damage, "the checksum of its IDAT chunk is wrong");
  EXPECT_EQ(read.image, noise(20, 15, 3));
  EXPECT_EQ(reading_notes(read), Notes{"damaged, read as far as it goes"});
}

TEST(ImageFile, SaysWhatWasDone) {
  const TemporaryFolder folder;
  const std::string rows("\0\x12\x34\xFE\xFF\xFE\xFF\xFE\xFF", 9);
  const std::string deep = png_start(1, 1, 16, 6) + png_end(rows);
  EXPECT_EQ(reading_notes(read_image(folder.file("a.png", deep))),
            (Notes{"16 bits a value, shown in 8", "laid over the background"}));
  EXPECT_EQ(reading_notes(read_image(folder.file("a.jpg", four_block_jpeg(exif_segment(6, true))))),
            Notes{"turned upright"});
  EXPECT_EQ(reading_notes(read_image(folder.file("b.jpg", four_block_jpeg()))), Notes());
}

TEST(ImageFile, AnOrientationInAPngCounts) {
  const TemporaryFolder folder;
  const std::string exif = exif_segment(3, false).substr(10);  // without marker, length, "Exif"
  const std::string png =
      png_start(2, 1, 8, 0) + png_chunk("eXIf", exif) + png_end(std::string("\0\1\2", 3));
  EXPECT_EQ(load_image(folder.file("a.png", png)), (Image{2, 1, 1, {2, 1}}));
}

TEST(ImageFile, DamagedDataAreRefused) {
  const TemporaryFolder folder;
  const std::string png =
      png_start(9, 9, 8, 0) + png_chunk("IDAT", "\x78\x01 no zlib stream") + png_chunk("IEND", "");
  EXPECT_NE(refusal(folder.file("a.png", png)).find("the picture is damaged"), std::string::npos);
}

TEST(ImageFile, NamesNeedNotBeUtf8) {
  const TemporaryFolder folder;
  const Image image = noise(3, 2, 1);
  const fs::path path = folder.path() / "caf\xE9.png";
  save_png(path, image);
  EXPECT_EQ(load_image(path), image);
}

TEST(ImageFile, SavingNamesThePathWhenItFails) {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "no" / "such" / "a.png";
  EXPECT_EQ(message_of([&] { save_png(path, noise(2, 2, 1)); }),
            path.native() + ": No such file or directory");
  const fs::path empty = folder.path() / "a.png";
  EXPECT_EQ(message_of([&] { save_png(empty, Image{}); }),
            empty.native() + ": an empty picture cannot be saved");
}

}  // namespace
}  // namespace fscope
