#include "app/gl/main_thread.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <thread>

namespace fscope {
namespace {

TEST(MainThread, gl_on_main) {
  EXPECT_TRUE(on_main_thread());
  EXPECT_NO_THROW(require_main_thread("here"));
  bool elsewhere = true;
  std::string message;
  std::jthread([&] {
    elsewhere = on_main_thread();
    try {
      require_main_thread("Texture::upload");
    } catch (const std::logic_error& error) {
      message = error.what();
    }
  }).join();
  EXPECT_FALSE(elsewhere);
  EXPECT_EQ(message, "Texture::upload was called off the main thread");
}

}  // namespace
}  // namespace fscope
