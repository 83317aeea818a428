// The move-only handles: textures, programs, framebuffers.
#include <glad/gl.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "app/gl/framebuffer.h"
#include "app/gl/pixel_stream.h"
#include "app/gl/program.h"
#include "app/gl/texture.h"
#include "tests/app/gl/display.h"

namespace fscope {
namespace {

using TextureTest = DisplayTest;
using PixelStreamTest = DisplayTest;
using ProgramTest = DisplayTest;
using FramebufferTest = DisplayTest;

std::vector<float> content(const Texture& texture, GLenum format, std::size_t n) {
  std::vector<float> values(n);
  glBindTexture(GL_TEXTURE_2D, texture.id());
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glGetTexImage(GL_TEXTURE_2D, 0, format, GL_FLOAT, values.data());
  glBindTexture(GL_TEXTURE_2D, 0);
  return values;
}

TEST_F(TextureTest, FloatsComeBackAsTheyWere) {
  // Outside 0..1 too, and in rows whose bytes are no multiple of four floats.
  const std::vector<float> rgb{0, 0.1F, -2, 3.5F, 1, 0.7F, 1e-6F, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, -1};
  Texture texture;
  texture.upload(3, 2, 3, std::span<const float>(rgb));
  EXPECT_EQ(content(texture, GL_RGB, rgb.size()), rgb);
  const std::vector<float> gray{1, 2, 3};
  texture.upload(1, 3, 1, std::span<const float>(gray));
  EXPECT_EQ(texture.width(), 1);
  EXPECT_EQ(texture.height(), 3);
  EXPECT_EQ(content(texture, GL_RED, gray.size()), gray);
}

TEST_F(TextureTest, BytesAreFractionsOf255) {
  const std::vector<std::uint8_t> rgb{0, 51, 255, 1, 2, 3, 102, 153, 204};
  Texture texture;
  texture.upload(3, 1, 3, std::span<const std::uint8_t>(rgb));
  const std::vector<float> back = content(texture, GL_RGB, rgb.size());
  // One unit in the last place of 1: drivers multiply by 1/255 or divide by 255.
  for (std::size_t i = 0; i < rgb.size(); ++i) EXPECT_NEAR(back[i], rgb[i] / 255.0, 1.2e-7) << i;
}

TEST_F(TextureTest, WrongSizesThrowAndKeepTheContent) {
  const std::vector<float> values{0.5F};
  Texture texture;
  texture.upload(1, 1, 1, std::span<const float>(values));
  EXPECT_THROW(texture.upload(2, 1, 1, std::span<const float>(values)), std::invalid_argument);
  EXPECT_THROW(texture.upload(0, 1, 1, std::span<const float>()), std::invalid_argument);
  EXPECT_THROW(texture.upload(1, 1, 4, std::span<const float>(values)), std::invalid_argument);
  const std::vector<float> row(static_cast<std::size_t>(Texture::max_size()) + 1);
  EXPECT_THROW(texture.upload(static_cast<int>(row.size()), 1, 1, std::span<const float>(row)),
               std::invalid_argument);
  EXPECT_EQ(content(texture, GL_RED, 1), values);
}

TEST_F(TextureTest, MovingHandsTheObjectOver) {
  Texture first;
  const unsigned int id = first.id();
  Texture second(std::move(first));
  EXPECT_EQ(second.id(), id);
  Texture third;
  third = std::move(second);
  EXPECT_EQ(third.id(), id);
}

TEST_F(TextureTest, OffTheMainThreadThrows) {
  Texture texture;
  bool threw = false;
  std::jthread([&] {
    const float value = 0;
    try {
      texture.upload(1, 1, 1, std::span<const float>(&value, 1));
    } catch (const std::logic_error&) {
      threw = true;
    }
  }).join();
  EXPECT_TRUE(threw);
}

/// 1 / 16 apart, so that floats hold them exactly; `first` tells pictures apart.
std::vector<float> steps_from(float first, int width, int height, int channels) {
  std::vector<float> values(static_cast<std::size_t>(width * height * channels));
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = first + static_cast<float>(i) / 16.0F;
  }
  return values;
}

/// What is bound for unpacking: 0 is what the rest of the program expects.
GLint bound_buffer() {
  GLint id = -1;
  glGetIntegerv(GL_PIXEL_UNPACK_BUFFER_BINDING, &id);
  return id;
}

TEST_F(PixelStreamTest, StreamsPicturesOfChangingSizes) {
  PixelStream stream;
  Texture texture;
  struct Size {
    int width, height, channels;
  };
  // Rows of 1 and 3 values (no multiple of a word of 8 bytes), growing, shrinking and as before.
  const Size sizes[] = {{1, 3, 1}, {3, 2, 3}, {31, 17, 3}, {31, 17, 3},
                        {5, 4, 1}, {1, 1, 3}, {64, 33, 1}, {31, 17, 3}};
  float first = 0;
  for (const Size& size : sizes) {
    const std::vector<float> values = steps_from(++first, size.width, size.height, size.channels);
    texture.upload(size.width, size.height, size.channels, std::span<const float>(values), &stream);
    EXPECT_EQ(texture.width(), size.width);
    const GLenum format = size.channels == 1 ? GL_RED : GL_RGB;
    EXPECT_EQ(content(texture, format, values.size()), values) << first;
    EXPECT_EQ(bound_buffer(), 0);
  }
}

TEST_F(PixelStreamTest, AsksForStorageOnlyWhenSomethingIsLargerThanEver) {
  PixelStream stream;
  Texture whole;
  Texture detail;
  const auto show = [&](Texture& texture, float first, int width, int height) {
    const std::vector<float> values = steps_from(first, width, height, 3);
    texture.upload(width, height, 3, std::span<const float>(values), &stream);
    EXPECT_EQ(content(texture, GL_RGB, values.size()), values);
  };
  for (int i = 0; i < 2; ++i) show(whole, 0, 20, 10);
  EXPECT_EQ(stream.n_allocations(), 2);  // one a buffer
  for (int i = 0; i < 50; ++i) {
    show(whole, static_cast<float>(i), 20, 10);
    show(detail, static_cast<float>(-i), 7, 5);
    show(whole, static_cast<float>(i), 20, 10);
  }
  EXPECT_EQ(stream.n_allocations(), 2);
  for (int i = 0; i < 10; ++i) show(whole, 0, 20, 11);
  EXPECT_EQ(stream.n_allocations(), 4);
}

TEST_F(PixelStreamTest, WhatIsWrongThrowsAndLeavesNoBufferBound) {
  PixelStream stream;
  Texture texture;
  const std::vector<float> values = steps_from(0, 2, 2, 1);
  EXPECT_THROW(texture.upload(2, 3, 1, std::span<const float>(values), &stream),
               std::invalid_argument);
  EXPECT_EQ(bound_buffer(), 0);
  EXPECT_EQ(stream.n_allocations(), 0);
  texture.upload(2, 2, 1, std::span<const float>(values));  // without a stream, as before
  EXPECT_EQ(content(texture, GL_RED, 4), values);
}

constexpr char kVertex[] = "#version 330 core\nvoid main() { gl_Position = vec4(0.0); }\n";
constexpr char kFragment[] =
    "#version 330 core\nuniform vec4 tint;\nout vec4 c;\nvoid main() { c = tint; }\n";

std::string message_of(const ShaderSource& vertex, const ShaderSource& fragment) {
  try {
    const Program program(vertex, fragment);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

TEST_F(ProgramTest, FindsItsUniformsAndNoOthers) {
  const Program program({"a.vert", kVertex}, {"a.frag", kFragment});
  EXPECT_GE(program.uniform("tint"), 0);
  EXPECT_THROW(program.uniform("tint2"), std::runtime_error);
}

TEST_F(ProgramTest, ErrorsNameTheFileAndSayWhy) {
  const std::string broken = "#version 330 core\nvoid main() { undeclared = 1; }\n";
  const std::string message = message_of({"a.vert", kVertex}, {"b.frag", broken});
  EXPECT_NE(message.find("b.frag does not compile"), std::string::npos) << message;
  EXPECT_NE(message.find("undeclared"), std::string::npos) << message;
  const std::string writer =
      "#version 330 core\nout vec2 v;\nvoid main() { v = vec2(1.0); gl_Position = vec4(0.0); }\n";
  const std::string reader =
      "#version 330 core\nin vec3 v;\nout vec4 c;\nvoid main() { c = v.xyzx; }\n";
  const std::string link_message = message_of({"a.vert", writer}, {"c.frag", reader});
  EXPECT_NE(link_message.find("a.vert + c.frag do not link"), std::string::npos) << link_message;
}

TEST_F(FramebufferTest, ReadsTheTopRowFirst) {
  const Framebuffer target(3, 2);
  target.bind();
  clear(3, 2, 0, 0, 1);
  glEnable(GL_SCISSOR_TEST);
  glScissor(0, 1, 1, 1);  // OpenGL counts from the bottom: the top left pixel
  glClearColor(1, 0, 0, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  glDisable(GL_SCISSOR_TEST);
  const std::vector<std::uint8_t> wanted{255, 0, 0,   0, 0, 255, 0, 0, 255,
                                         0,   0, 255, 0, 0, 255, 0, 0, 255};
  EXPECT_EQ(target.read(), (Image{3, 2, 3, wanted}));
}

TEST_F(FramebufferTest, NoSizeThrows) {
  EXPECT_THROW(Framebuffer(0, 4), std::invalid_argument);
  EXPECT_THROW(Framebuffer(4, -1), std::invalid_argument);
}

}  // namespace
}  // namespace fscope
