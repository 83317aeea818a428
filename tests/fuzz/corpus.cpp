#include "tests/fuzz/corpus.h"

#include <zlib.h>

#include <cstdint>
#include <utility>

#include "app/io/image_file.h"
#include "tests/app/io/picture_bytes.h"

#define STBI_WRITE_NO_STDIO
#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#include <stb_image_write.h>

namespace fscope {
namespace {

using Files = std::vector<CorpusFile>;

Image scene() {
  Image image{48, 32, 3, {}};
  std::uint32_t state = 7;
  for (int i = 0; i < 48 * 32 * 3; ++i) {
    state = state * 1664525U + 1013904223U;
    image.pixels.push_back(static_cast<std::uint8_t>(i / 24 + static_cast<int>(state >> 27)));
  }
  return image;
}

std::string flipped(std::string bytes, std::size_t at) {
  bytes.at(at) = static_cast<char>(bytes[at] ^ 0x10);
  return bytes;
}

std::string first(const std::string& bytes, std::size_t n) { return bytes.substr(0, n); }

/// Without its last chunk or marker.
std::string open_png() { return first(sound_png(), sound_png().size() - 12); }
std::string open_jpeg() { return first(sound_jpeg(), sound_jpeg().size() - 2); }

std::string packed(std::size_t n_zeros) {
  const std::string zeros(n_zeros, '\0');
  std::string out(::compressBound(n_zeros), '\0');
  uLongf size = out.size();
  ::compress2(reinterpret_cast<Bytef*>(out.data()), &size,
              reinterpret_cast<const Bytef*>(zeros.data()), n_zeros, 9);
  return out.substr(0, size);
}

std::string tiny_png(int depth, int colour_type, const std::string& extra, std::size_t n_bytes) {
  return png_start(1, 1, depth, colour_type) + extra + png_end(std::string(1 + n_bytes, '\0'));
}

void add_sound_pngs(Files& files) {
  files.push_back({"sound.png", sound_png(), Fate::loads, ""});
  const std::string palette = png_chunk("PLTE", "\x01\x02\x03");
  files.push_back({"1x1-gray.png", tiny_png(8, 0, "", 1), Fate::loads, ""});
  files.push_back({"1x1-rgb.png", tiny_png(8, 2, "", 3), Fate::loads, ""});
  files.push_back({"1x1-palette.png", tiny_png(8, 3, palette, 1), Fate::loads, ""});
  files.push_back({"1x1-gray-alpha.png", tiny_png(8, 4, "", 2), Fate::loads, ""});
  files.push_back({"1x1-rgb-alpha.png", tiny_png(8, 6, "", 4), Fate::loads, ""});
  files.push_back(
      {"16-bit-gray.png", tiny_png(16, 0, "", 2), Fate::loads, "16 bits a value, shown in 8"});
  files.push_back(
      {"16-bit-rgba.png", tiny_png(16, 6, "", 8), Fate::loads, "16 bits a value, shown in 8"});
  const std::string turned = png_chunk("eXIf", exif_segment(6, false).substr(10));
  files.push_back({"turned.png", tiny_png(8, 0, turned, 1), Fate::loads, "turned upright"});
  const std::string linear = png_chunk("gAMA", big_endian(100000, 4));
  files.push_back({"linear.png", tiny_png(8, 0, linear, 1), Fate::loads, ""});
}

void add_damaged_pngs(Files& files) {
  const std::string png = sound_png();
  for (const int percent : {25, 50, 75, 99}) {
    files.push_back({std::string("cut-at-") + std::to_string(percent) + "-percent.png",
                     first(png, png.size() * static_cast<std::size_t>(percent) / 100),
                     Fate::refused, "truncated"});
  }
  for (const std::size_t at : {60U, 500U, 1500U}) {
    files.push_back({std::string("flip-at-") + std::to_string(at) + ".png", flipped(png, at),
                     Fate::damaged, "the checksum of its IDAT chunk is wrong"});
  }
  files.push_back({"no-end.png", open_png(), Fate::refused, "truncated"});
  files.push_back({"header-checksum.png", flipped(png, 19), Fate::refused,
                   "the checksum of its IHDR chunk is wrong"});
  files.push_back({"end-checksum.png", flipped(png, png.size() - 1), Fate::damaged, "checksum"});
  const std::string text = flipped(png_chunk("tEXt", "a"), 8);
  files.push_back({"text-checksum.png", tiny_png(8, 0, text, 1), Fate::damaged, "checksum"});
}

void add_refused_pngs(Files& files) {
  const auto refuse = [&files](std::string name, std::string bytes, std::string says) {
    files.push_back({std::move(name), std::move(bytes), Fate::refused, std::move(says)});
  };
  refuse("cut-in-header.png", first(sound_png(), 20), "truncated");
  refuse("wide-header.png", flipped(sound_png(), 17), "too large: 1048624 x 32");
  const std::string bomb = png_start(4, 4, 8, 2) +
                           png_chunk("IDAT", packed(std::size_t{100} << 20)) +
                           png_chunk("IEND", "");
  refuse("bomb.png", bomb, "it needs more memory than");
  refuse("20000-pixels.png", png_start(20000, 20000, 8, 2), "too large: 20000 x 20000");
  refuse("4-billion-pixels.png", png_start(0xFFFFFFFF, 0xFFFFFFFF, 8, 2), "too large");
  refuse("no-pixels.png", png_start(0, 7, 8, 2), "no pixels");
  refuse("no-data.png", png_start(4, 4, 8, 2) + png_chunk("IEND", ""), "damaged");
  refuse("no-zlib.png", png_start(4, 4, 8, 2) + png_chunk("IDAT", "none") + png_chunk("IEND", ""),
         "damaged");
  refuse("too-short.png", png_start(4, 4, 8, 2) + png_end("\0"), "damaged");
  refuse("no-palette.png", tiny_png(8, 3, "", 1), "damaged");
  refuse("depth-3.png", tiny_png(3, 0, "", 1), "damaged");
  refuse("colour-type-5.png", tiny_png(8, 5, "", 1), "damaged");
  refuse("filter-9.png", png_start(1, 1, 8, 0) + png_end("\x09\x01"), "damaged");
  refuse("long-chunk.png", png_start(1, 1, 8, 0) + big_endian(0xFFFFFFFF, 4) + "IDAT", "truncated");
  refuse("transparency.png", tiny_png(8, 0, png_chunk("tRNS", "a"), 1), "damaged");
  std::string apple = png_start(1, 1, 8, 0);
  apple.insert(8, png_chunk("CgBI", std::string(4, '\0')));
  refuse("apple.png", apple, "Apple's variant");
}

void add_jpegs(Files& files) {
  const std::string jpeg = sound_jpeg();
  files.push_back({"sound.jpg", jpeg, Fate::loads, ""});
  for (int orientation = 1; orientation <= 8; ++orientation) {
    files.push_back({std::string("turned-") + std::to_string(orientation) + ".jpg",
                     four_block_jpeg(exif_segment(orientation, orientation % 2 == 0)), Fate::loads,
                     orientation == 1 ? "" : "turned upright"});
  }
  for (const int percent : {60, 80, 99}) {
    files.push_back({std::string("cut-at-") + std::to_string(percent) + "-percent.jpg",
                     first(jpeg, jpeg.size() * static_cast<std::size_t>(percent) / 100),
                     Fate::refused, "truncated"});
  }
  files.push_back({"no-end.jpg", open_jpeg(), Fate::refused, "truncated"});
  files.push_back({"film-behind.jpg", jpeg + "and a film", Fate::loads, ""});
  files.push_back({"profile.jpg",
                   four_block_jpeg(jpeg_segment(0xE2, std::string("ICC_PROFILE\0\1\1other", 19))),
                   Fate::loads, ""});
}

void add_refused_jpegs(Files& files) {
  const auto refuse = [&files](std::string name, std::string bytes, std::string says) {
    files.push_back({std::move(name), std::move(bytes), Fate::refused, std::move(says)});
  };
  refuse("cut-in-header.jpg", first(sound_jpeg(), 100), "truncated");
  const std::string counts = std::string(1, '\0') + std::string(15, '\x11') + '\x02';
  const std::string table = jpeg_segment(0xC4, counts + std::string(257, '\0'));
  refuse("257-codes.jpg", four_block_jpeg(table), "257 codes");
  const std::string many = jpeg_segment(0xC4, std::string(1, '\x11') + std::string(16, '\xFF'));
  refuse("4080-codes-late.jpg", open_jpeg() + many + "\xFF\xD9", "4080 codes");
  std::string scans = open_jpeg();
  for (int i = 0; i < 200; ++i) scans += jpeg_scan_header();
  refuse("201-scans.jpg", scans + "\xFF\xD9", "200 scans");
  const std::string frame("\x08\x00\x10\x00\x10\x01\x01\x11\x00", 9);
  refuse("no-scan.jpg", std::string("\xFF\xD8") + jpeg_segment(0xC0, frame) + "\xFF\xD9",
         "no picture");
  refuse("arithmetic.jpg", std::string("\xFF\xD8") + jpeg_segment(0xC9, frame) + "\xFF\xD9",
         "arithmetic");
  refuse("no-frame.jpg", "\xFF\xD8\xFF\xD9", "no frame header");
  refuse("no-rows.jpg",
         std::string("\xFF\xD8") + jpeg_segment(0xC0, std::string("\x08") + std::string(8, '\0')),
         "no pixels");
  std::string twelve = four_block_jpeg();
  twelve[twelve.find("\xFF\xC0") + 4] = 12;
  refuse("12-bit.jpg", twelve, "damaged");
}

void add_bmps(Files& files) {
  const std::string pixels(16, 'x');
  files.push_back({"upwards.bmp", bmp_start(2, 2, 24) + pixels, Fate::loads, ""});
  files.push_back({"downwards.bmp", bmp_start(2, -2, 24) + pixels, Fate::loads, ""});
  files.push_back({"cut.bmp", bmp_start(2, 2, 24) + "xxx", Fate::damaged, "truncated"});
  const auto refuse = [&files](std::string name, std::string bytes, std::string says) {
    files.push_back({std::move(name), std::move(bytes), Fate::refused, std::move(says)});
  };
  refuse("cut-in-header.bmp", first(bmp_start(2, 2, 24), 30), "truncated");
  refuse("run-length.bmp", bmp_start(2, 2, 8, 1) + pixels, "run-length");
  refuse("lowest-height.bmp", bmp_start(1, -0x7FFFFFFF - 1, 24), "too large: 1 x 2147483648");
  refuse("7-bit.bmp", bmp_start(2, 2, 7) + pixels, "7 bits per pixel");
  std::string overlap = bmp_start(2, 2, 24) + pixels;
  overlap[10] = 20;
  refuse("overlap.bmp", overlap, "overlap the header");
}

void add_others(Files& files) {
  const auto refuse = [&files](std::string name, std::string bytes, std::string says) {
    files.push_back({std::move(name), std::move(bytes), Fate::refused, std::move(says)});
  };
  refuse("empty.png", "", "empty");
  refuse("text.png", "a text", "not a picture");
  refuse("68-bytes.tga",
         std::string("\0\0\2\0\0\0\0\0\0\0\0\0\4\0\4\0\x18\0", 18) + std::string(50, 'x'),
         "not a picture");
  refuse("gif.png", std::string("GIF89a") + std::string(20, '\0'), "this is a GIF file");
  refuse("webp.jpg", std::string("RIFF\x10\0\0\0WEBPVP8 ", 16), "this is a WebP file");
  refuse("tiff.png", std::string("II*\0\x08\0\0\0", 8), "this is a TIFF file");
  refuse("heic.jpg", big_endian(24, 4) + "ftypheic", "this is a HEIC file");
}

}  // namespace

std::string sound_png() { return encode_png(scene()); }

std::string sound_jpeg() {
  std::string out;
  const auto append = [](void* to, void* data, int size) {
    static_cast<std::string*>(to)->append(static_cast<const char*>(data),
                                          static_cast<std::size_t>(size));
  };
  const Image image = scene();
  stbi_write_jpg_to_func(append, &out, image.width, image.height, 3, image.pixels.data(), 90);
  return out;
}

std::vector<CorpusFile> make_corpus() {
  Files files;
  add_sound_pngs(files);
  add_damaged_pngs(files);
  add_refused_pngs(files);
  add_jpegs(files);
  add_refused_jpegs(files);
  add_bmps(files);
  add_others(files);
  return files;
}

}  // namespace fscope
