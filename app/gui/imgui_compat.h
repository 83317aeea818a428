// The one place that knows which version of Dear ImGui (1.86 to 1.92) is being compiled against.
#pragma once

#include <imgui.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace fscope::compat {

// Names that changed between versions.
#if IMGUI_VERSION_NUM >= 18700
inline constexpr ImGuiKey kKeypadEnter = ImGuiKey_KeypadEnter;
#else
inline constexpr ImGuiKey kKeypadEnter = ImGuiKey_KeyPadEnter;
#endif
#if IMGUI_VERSION_NUM >= 19090
inline constexpr ImGuiCol kColTabSelected = ImGuiCol_TabSelected;
inline constexpr ImGuiCol kColTabDimmed = ImGuiCol_TabDimmed;
inline constexpr ImGuiCol kColTabDimmedSelected = ImGuiCol_TabDimmedSelected;
#else
inline constexpr ImGuiCol kColTabSelected = ImGuiCol_TabActive;
inline constexpr ImGuiCol kColTabDimmed = ImGuiCol_TabUnfocused;
inline constexpr ImGuiCol kColTabDimmedSelected = ImGuiCol_TabUnfocusedActive;
#endif
#if IMGUI_VERSION_NUM >= 19140
inline constexpr ImGuiCol kColNavCursor = ImGuiCol_NavCursor;
#else
inline constexpr ImGuiCol kColNavCursor = ImGuiCol_NavHighlight;
#endif

/// True in the frame in which `key` went down (and on its repeats when `repeat`). Only the keys of
/// version 1.86 exist everywhere: Tab, arrows, PageUp/Down, Home, End, Insert, Delete, Backspace,
/// Space, Enter, Escape, kKeypadEnter, A, C, V, X, Y, Z. Other shortcuts come from GLFW itself.
bool key_pressed(ImGuiKey key, bool repeat = true);
/// Whether one of those keys is held.
bool key_down(ImGuiKey key);
/// Enter of either block.
bool enter_pressed();
bool ctrl_down();
bool shift_down();

/// The value ImGui::Image and ImDrawList::AddImage take for an OpenGL texture name.
ImTextureID texture_id(unsigned int gl_name);

/// BeginChild with a border or without; EndChild must follow whatever it returns.
bool begin_child(const char* id, ImVec2 size, bool border, ImGuiWindowFlags flags = 0);

/// Draws with `font` until pop_font(). From 1.92 on any size is possible; before, the font's own.
void push_font(ImFont* font, float size_px);
void pop_font();
/// Makes the default font's size the one for all text (before 1.92 the font itself has it).
void use_font_size(float size_px);
/// Takes the text size of the current style over into `style` (1.92 keeps it there).
void keep_font_scaling(ImGuiStyle& style);
/// The size in pixels at which `font` was loaded.
float font_size(const ImFont& font);

/// Lets later items that overlap the next one get the mouse: call before the item ...
void allow_overlap_next();
/// ... and this one after it. Each does nothing in the versions where the other is the way.
void allow_overlap_last();

/// Buttons in between fire again and again while they are held.
void push_button_repeat();
void pop_button_repeat();

/// The wheel belongs to the last item while it is hovered: the panel around it does not scroll.
void own_wheel();
/// Arrow keys belong to the last item in this frame: keyboard navigation does not move on.
void own_arrow_keys();
/// True when the mouse has rested on the last item (also a disabled one) for `seconds`.
bool item_hovered_for(float seconds);
/// Makes the last item the one that keyboard input goes to.
void focus_last_item();

/// One font file to load. A merged font adds glyphs to the one loaded before it.
struct FontSource {
  std::string file;
  int face = 0;           ///< index in a font collection
  float size_px = 16.0F;  ///< > 0
  bool merge = false;
  const ImWchar* ranges =
      nullptr;  ///< pairs, 0-terminated; must outlive the build; 1.92 ignores it
};
/// Adds a font, or returns nullptr when the file cannot be read. Light hinting where FreeType is
/// compiled in. Between frames only.
ImFont* add_font(ImFontAtlas& atlas, const FontSource& source);
/// True when glyphs are rasterised as they are needed (1.92 with a renderer that can): then neither
/// build_fonts nor upload_fonts does anything.
bool fonts_are_dynamic();
/// Rasterises all fonts of the atlas. Returns false when a font is damaged.
bool build_fonts(ImFontAtlas& atlas);
/// Hands the rasterised atlas to the OpenGL backend, replacing the earlier one. Between frames,
/// with the GL context current.
void upload_fonts();
/// True when `font` can draw the code point (1.92 may load it for that).
bool has_glyph(ImFont& font, unsigned int code_point);

/// Room and ink of a glyph, px, from the start of the baseline; y downwards.
struct GlyphBox {
  float advance = 0;
  float right = 0;
  float top = 0;
  float bottom = 0;
};
/// Those of the characters of a UTF-8 text at a size. Within a frame.
std::vector<GlyphBox> glyph_boxes(ImFont& font, float size_px, std::string_view text);
/// From the top of a line of text to its baseline, px.
float font_ascent(ImFont& font, float size_px);

/// What a person does in one frame; for tests and scripts that drive the program without a window.
struct FedInput {
  ImVec2 mouse{-1.0F, -1.0F};
  std::array<bool, 3> buttons{};  ///< left, right, middle
  ImVec2 wheel{0.0F, 0.0F};       ///< notches: x to the left, y away from the user
  bool ctrl = false;
  bool shift = false;
  std::vector<ImGuiKey> keys;  ///< all that are down
  std::string text;            ///< UTF-8, typed in this frame
};
/// Prepares the current context for feed(). After the backends, if there are any.
void start_feeding();
/// Prepares the current context for running without window and renderer. After CreateContext.
void start_headless(ImVec2 display_size);
/// Hands over the input of the coming frame. Before NewFrame.
void feed(const FedInput& input);
/// Does what a renderer would have to do to the textures. After Render.
void finish_headless_frame();

/// Pixels of the texture that text and shapes are drawn from, RGBA, rows top to bottom.
struct FontTexture {
  int width = 0;
  int height = 0;
  const unsigned char* rgba = nullptr;
};
/// That of the current context, after Render; valid until its next frame.
FontTexture font_texture();

}  // namespace fscope::compat
