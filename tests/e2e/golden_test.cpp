// Pictures of the window that somebody has looked at and accepted, against the window as it is now.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <string>

#include "app/gl/context.h"
#include "app/gui/surface.h"
#include "app/io/image_file.h"
#include "tests/app/io/temporary_folder.h"

namespace fscope {
namespace {

namespace fs = std::filesystem;

constexpr const char* kMesa = "Mesa 22.3.6";  // which drew the accepted pictures, on Debian 12
constexpr int kMost = 2;                      // of 255, in any channel
constexpr int kMoved = 100;     // px that may be others: arithmetic differs between processors
constexpr int kStatusBar = 38;  // px at the bottom, with the speed of this machine

/// For Mesa, whose software renderer uses all that a processor has.
const std::string kSameOnAllProcessors =
    "LP_NATIVE_VECTOR_WIDTH=128 GALLIUM_OVERRIDE_CPU_CAPS=sse4.1";

int play(const fs::path& script, const fs::path& folder) {
  const std::string home = "'" + folder.string() + "'";
  const std::string command =
      "cd " + home + " && env -u DISPLAY -u WAYLAND_DISPLAY LANG=C HOME=" + home +
      " XDG_CONFIG_HOME=" + home + " " + kSameOnAllProcessors +
      " '" FSCOPE_PROGRAM "' --threads 1 --script '" + script.string() + "'";
  return std::system(command.c_str());
}

/// How many pixels above the status bar differ by more than kMost, as a picture: those are white.
Image differences(const Image& a, const Image& b) {
  Image out{a.width, a.height, 1, {}};
  out.pixels.resize(out.n_pixels());
  for (int row = 0; row < a.height - kStatusBar; ++row) {
    for (int column = 0; column < a.width; ++column) {
      const bool same = std::equal(
          a.at(column, row), a.at(column, row) + a.channels, b.at(column, row),
          [](std::uint8_t x, std::uint8_t y) { return std::abs(int{x} - int{y}) <= kMost; });
      out.pixels[static_cast<std::size_t>(row * a.width + column)] = same ? 0 : 255;
    }
  }
  return out;
}

std::set<fs::path> pictures_in(const fs::path& folder) {
  std::set<fs::path> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".png") names.insert(entry.path().filename());
  }
  return names;
}

void compare(const fs::path& accepted, const fs::path& now) {
  SCOPED_TRACE(accepted.filename());
  const Image a = load_image(accepted);
  const Image b = load_image(now);
  ASSERT_EQ(a.width, b.width);
  ASSERT_EQ(a.height, b.height);
  ASSERT_EQ(a.channels, b.channels);
  const Image differs = differences(a, b);
  const auto n = std::ranges::count(differs.pixels, 255);
  if (n <= kMoved) return;
  const fs::path kept = fs::path("goldens") / accepted.filename();
  fs::create_directories(kept.parent_path());
  fs::copy_file(now, kept, fs::copy_options::overwrite_existing);
  save_png(kept.string() + ".differences.png", differs);
  ADD_FAILURE() << n
                << " pixels are others; the picture and where it differs: " << fs::absolute(kept);
}

TEST(Goldens, EveryPanelLooksAsAccepted) {
  {
    const auto surface = make_offscreen_surface({});
    const std::string version = load_gl(surface->gl_loader()).version;
    if (version.find(kMesa) == std::string::npos) {
      GTEST_SKIP() << "the pictures are by " << kMesa << ", this is " << version;
    }
  }
  const fs::path goldens = FSCOPE_GOLDENS;
  const TemporaryFolder folder;
  ASSERT_EQ(play(goldens / "panels.txt", folder.path()), 0);
  const std::set<fs::path> names = pictures_in(goldens);
  EXPECT_EQ(pictures_in(folder.path()), names);
  for (const fs::path& name : names) compare(goldens / name, folder.path() / name);
}

}  // namespace
}  // namespace fscope
