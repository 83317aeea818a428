#include "app/gui/figure_painter.h"

#include <algorithm>
#include <cmath>

#include "app/gui/draw_raster.h"
#include "app/gui/figure_view.h"
#include "app/gui/fonts.h"
#include "app/gui/imgui_compat.h"

namespace fscope {
namespace {

constexpr float kFontPx = 13;
constexpr float kScale = 2;
constexpr float kMargin = 18;  // px, before scaling

/// An ImGui context that is current while it lives; afterwards the one before is.
class OwnContext {
 public:
  OwnContext() : before_(ImGui::GetCurrentContext()), own_(ImGui::CreateContext()) {
    ImGui::SetCurrentContext(own_);
  }
  ~OwnContext() {
    ImGui::DestroyContext(own_);
    ImGui::SetCurrentContext(before_);
  }
  OwnContext(const OwnContext&) = delete;
  OwnContext& operator=(const OwnContext&) = delete;

 private:
  ImGuiContext* before_;
  ImGuiContext* own_;
};

/// The pictures of a figure, each under a texture number of its own.
class Pictures {
 public:
  explicit Pictures(const Figure& figure) {
    for (const FigurePanel& panel : figure.panels) {
      if (panel.picture) entries_.push_back({panel.picture.get(), rgba(*panel.picture)});
    }
  }

  ImTextureID id(const Image& image) const {
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (entries_[i].image == &image) return number(i);
    }
    return compat::texture_id(0);
  }
  /// Its pixels; those of the font for every other number.
  RasterTexture texture(ImTextureID id) const {
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      const Image& image = *entries_[i].image;
      if (id == number(i)) return {image.width, image.height, entries_[i].rgba.data()};
    }
    const compat::FontTexture font = compat::font_texture();
    return {font.width, font.height, font.rgba};
  }

 private:
  struct Entry {
    const Image* image;
    std::vector<std::uint8_t> rgba;
  };

  static ImTextureID number(std::size_t i) {
    constexpr unsigned int kFirst = 1000;  // away from the font's
    return compat::texture_id(kFirst + static_cast<unsigned int>(i));
  }
  static std::vector<std::uint8_t> rgba(const Image& image) {
    std::vector<std::uint8_t> out;
    const auto channels = static_cast<std::size_t>(image.channels);
    for (std::size_t i = 0; i < image.pixels.size(); i += channels) {
      for (std::size_t c = 0; c < 3; ++c) out.push_back(image.pixels[i + c % channels]);
      out.push_back(255);
    }
    return out;
  }

  std::vector<Entry> entries_;
};

float width_of(const Figure& figure) {
  constexpr float kPerColumn = 640;  // px
  return std::clamp(kPerColumn * static_cast<float>(figure.n_columns), 1600.0F, 2600.0F);
}

/// One frame of the figure on the whole display. Returns how high it is, px.
float draw_frame(FigureView& view, const Pictures& pictures, const Palette& colours) {
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const float margin = kMargin * kScale;
  ImGui::NewFrame();
  ImGui::SetNextWindowPos({0.0F, 0.0F});
  ImGui::SetNextWindowSize(display);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {margin, margin});
  constexpr auto kFlags = ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoDecoration |
                          ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings;
  ImGui::Begin("figure", nullptr, kFlags);
  view.draw(display.x - 2.0F * margin, colours,
            [&pictures](const Image& image) { return pictures.id(image); });
  const float height = ImGui::GetCursorPosY() + margin;
  ImGui::End();
  ImGui::PopStyleVar();
  ImGui::Render();
  compat::finish_headless_frame();
  return std::ceil(height);
}

void request_glyphs(const Figure& figure, Fonts& fonts) {
  fonts.request(figure.title);
  for (const std::string& note : figure.notes) fonts.request(note);
  for (const FigurePanel& panel : figure.panels) fonts.request(panel.title);
}

std::array<std::uint8_t, 3> bytes(const ImVec4& colour) {
  const auto byte = [](float x) { return static_cast<std::uint8_t>(std::lround(255.0F * x)); };
  return {byte(colour.x), byte(colour.y), byte(colour.z)};
}

}  // namespace

Image paint_figure(const Figure& figure) {
  FigureView view(figure);
  const Pictures pictures(view.figure());
  const OwnContext context;
  constexpr float kMostHeight = 16384;
  compat::start_headless({width_of(figure), kMostHeight});
  ImGui::GetIO().BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
  ImGui::GetIO().DeltaTime = 1.0F / 60.0F;
  Fonts fonts;
  request_glyphs(figure, fonts);
  fonts.load(kFontPx, kScale);
  apply_theme(Theme::light, kScale);
  const Palette colours = palette(Theme::light);
  // Sizes settle in the second frame; the third has the height that was found.
  draw_frame(view, pictures, colours);
  const float height = draw_frame(view, pictures, colours);
  ImGui::GetIO().DisplaySize.y = std::min(height, kMostHeight);
  draw_frame(view, pictures, colours);
  return draw_raster(*ImGui::GetDrawData(), bytes(colours.frame),
                     [&pictures](ImTextureID id) { return pictures.texture(id); });
}

}  // namespace fscope
