#include "app/gui/imgui_compat.h"

#include <imgui_impl_opengl3.h>
#include <imgui_internal.h>

#include <cstdint>
#include <type_traits>
#ifdef FSCOPE_IMGUI_FREETYPE
#include <imgui_freetype.h>
#endif

namespace fscope::compat {

bool key_pressed(ImGuiKey key, bool repeat) {
#if IMGUI_VERSION_NUM >= 18700
  return ImGui::IsKeyPressed(key, repeat);
#else
  return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key), repeat);
#endif
}

bool key_down(ImGuiKey key) {
#if IMGUI_VERSION_NUM >= 18700
  return ImGui::IsKeyDown(key);
#else
  return ImGui::IsKeyDown(ImGui::GetKeyIndex(key));
#endif
}

bool enter_pressed() { return key_pressed(ImGuiKey_Enter) || key_pressed(kKeypadEnter); }
bool ctrl_down() { return ImGui::GetIO().KeyCtrl; }
bool shift_down() { return ImGui::GetIO().KeyShift; }

namespace {
// ImTextureID is void* up to 1.91.3 and a 64 bit integer after.
template <class Id>
Id to_id(unsigned int gl_name) {
  if constexpr (std::is_pointer_v<Id>) {
    return reinterpret_cast<Id>(static_cast<std::uintptr_t>(gl_name));
  } else {
    return static_cast<Id>(gl_name);
  }
}
}  // namespace

ImTextureID texture_id(unsigned int gl_name) { return to_id<ImTextureID>(gl_name); }

bool begin_child(const char* id, ImVec2 size, bool border, ImGuiWindowFlags flags) {
#if IMGUI_VERSION_NUM >= 19000
  return ImGui::BeginChild(id, size, border ? 1 : 0, flags);  // 1 is promised to mean a border
#else
  return ImGui::BeginChild(id, size, border, flags);
#endif
}

void push_font(ImFont* font, [[maybe_unused]] float size_px) {
#if IMGUI_VERSION_NUM >= 19200
  ImGui::PushFont(font, size_px);
#else
  ImGui::PushFont(font);
#endif
}

void pop_font() { ImGui::PopFont(); }

void keep_font_scaling([[maybe_unused]] ImGuiStyle& style) {
#if IMGUI_VERSION_NUM >= 19200
  const ImGuiStyle& current = ImGui::GetStyle();
  style.FontSizeBase = current.FontSizeBase;
  style.FontScaleMain = current.FontScaleMain;
  style.FontScaleDpi = current.FontScaleDpi;
#endif
}

void use_font_size([[maybe_unused]] float size_px) {
#if IMGUI_VERSION_NUM >= 19200
  ImGui::GetStyle().FontSizeBase = size_px;
#endif
}

float font_size(const ImFont& font) {
#if IMGUI_VERSION_NUM >= 19200
  return font.LegacySize;
#else
  return font.FontSize;
#endif
}

void allow_overlap_next() {
#if IMGUI_VERSION_NUM >= 18970
  ImGui::SetNextItemAllowOverlap();
#endif
}

void allow_overlap_last() {
#if IMGUI_VERSION_NUM < 18970
  ImGui::SetItemAllowOverlap();
#endif
}

#if IMGUI_VERSION_NUM >= 19140
void push_button_repeat() { ImGui::PushItemFlag(ImGuiItemFlags_ButtonRepeat, true); }
void pop_button_repeat() { ImGui::PopItemFlag(); }
#else
void push_button_repeat() { ImGui::PushButtonRepeat(true); }
void pop_button_repeat() { ImGui::PopButtonRepeat(); }
#endif

void own_wheel() {
#if IMGUI_VERSION_NUM >= 18900
  ImGui::SetItemKeyOwner(ImGuiKey_MouseWheelY);
#else
  ImGui::SetItemUsingMouseWheel();
#endif
}

void own_arrow_keys() { ImGui::NavMoveRequestCancel(); }

bool item_hovered_for(float seconds) {
  return ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled) &&
         GImGui->HoveredIdTimer >= seconds;
}

void focus_last_item() { ImGui::SetFocusID(ImGui::GetItemID(), GImGui->CurrentWindow); }

ImFont* add_font(ImFontAtlas& atlas, const FontSource& source) {
  ImFontConfig config;
  config.FontNo = static_cast<decltype(config.FontNo)>(source.face);
  config.MergeMode = source.merge;
  config.OversampleH = 1;
  config.OversampleV = 1;
  config.PixelSnapH = false;
#ifdef FSCOPE_IMGUI_FREETYPE
#if IMGUI_VERSION_NUM >= 19200
  config.FontLoaderFlags = ImGuiFreeTypeLoaderFlags_LightHinting;
#else
  config.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
#endif
#endif
  const char* file = source.file.c_str();
  return atlas.AddFontFromFileTTF(file, source.size_px, &config, source.ranges);
}

bool fonts_are_dynamic() {
#if IMGUI_VERSION_NUM >= 19200
  return (ImGui::GetIO().BackendFlags & ImGuiBackendFlags_RendererHasTextures) != 0;
#else
  return false;
#endif
}

bool build_fonts(ImFontAtlas& atlas) {
#ifdef FSCOPE_IMGUI_FREETYPE
#if IMGUI_VERSION_NUM >= 19200
  atlas.SetFontLoader(ImGuiFreeType::GetFontLoader());
#else
  atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
#endif
#endif
  if (fonts_are_dynamic()) return true;
  return atlas.Build();
}

void upload_fonts() {
#if IMGUI_VERSION_NUM < 19200
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
#endif
}

bool has_glyph(ImFont& font, unsigned int code_point) {
  if (code_point > IM_UNICODE_CODEPOINT_MAX) return false;
  const auto glyph = static_cast<ImWchar>(code_point);
#if IMGUI_VERSION_NUM >= 19200
  return font.IsGlyphInFont(glyph);
#else
  return font.FindGlyphNoFallback(glyph) != nullptr;
#endif
}

std::vector<GlyphBox> glyph_boxes(ImFont& font, float size_px, std::string_view text) {
#if IMGUI_VERSION_NUM >= 19200
  ImFontBaked& glyphs = *font.GetFontBaked(size_px);
  const float scale = size_px / glyphs.Size;
#else
  ImFont& glyphs = font;
  const float scale = size_px / font.FontSize;
#endif
  std::vector<GlyphBox> out;
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at < end;) {
    unsigned int point = 0;
    at += ImTextCharFromUtf8(&point, at, end);
    const ImFontGlyph* glyph = glyphs.FindGlyph(static_cast<ImWchar>(point));
    if (glyph == nullptr) continue;
    out.push_back({.advance = scale * glyph->AdvanceX,
                   .right = scale * glyph->X1,
                   .top = scale * (glyph->Y0 - glyphs.Ascent),
                   .bottom = scale * (glyph->Y1 - glyphs.Ascent)});
  }
  return out;
}

float font_ascent(ImFont& font, float size_px) {
#if IMGUI_VERSION_NUM >= 19200
  const ImFontBaked& glyphs = *font.GetFontBaked(size_px);
  return glyphs.Ascent * size_px / glyphs.Size;
#else
  return font.Ascent * size_px / font.FontSize;
#endif
}

void start_feeding() {
  ImGuiIO& io = ImGui::GetIO();
#if IMGUI_VERSION_NUM >= 18700
  io.ConfigInputTrickleEventQueue = false;  // what is fed to a frame is seen in that frame
#else
  if (io.KeyMap[ImGuiKey_Enter] >= 0) return;  // a backend has its own
  for (int key = 0; key < ImGuiKey_COUNT; ++key) io.KeyMap[key] = key;
#endif
}

void start_headless(ImVec2 display_size) {
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.DisplaySize = display_size;
  start_feeding();
#if IMGUI_VERSION_NUM >= 19200
  io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
#else
  build_fonts(*io.Fonts);
#endif
}

#if IMGUI_VERSION_NUM >= 18700
void feed(const FedInput& input) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMousePosEvent(input.mouse.x, input.mouse.y);
  for (int b = 0; b < 3; ++b) io.AddMouseButtonEvent(b, input.buttons[static_cast<std::size_t>(b)]);
  if (input.wheel.x != 0.0F || input.wheel.y != 0.0F) {
    io.AddMouseWheelEvent(input.wheel.x, input.wheel.y);
  }
#if IMGUI_VERSION_NUM >= 18900
  io.AddKeyEvent(ImGuiMod_Ctrl, input.ctrl);
  io.AddKeyEvent(ImGuiMod_Shift, input.shift);
#else
  io.AddKeyEvent(ImGuiKey_ModCtrl, input.ctrl);
  io.AddKeyEvent(ImGuiKey_ModShift, input.shift);
#endif
  const ImGuiKey all[] = {
      ImGuiKey_Tab,       ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow,
      ImGuiKey_DownArrow, ImGuiKey_PageUp,    ImGuiKey_PageDown,   ImGuiKey_Home,
      ImGuiKey_End,       ImGuiKey_Insert,    ImGuiKey_Delete,     ImGuiKey_Backspace,
      ImGuiKey_Space,     ImGuiKey_Enter,     ImGuiKey_Escape,     kKeypadEnter,
      ImGuiKey_A,         ImGuiKey_C,         ImGuiKey_V,          ImGuiKey_X,
      ImGuiKey_Y,         ImGuiKey_Z};
  for (const ImGuiKey key : all) {
    bool down = false;
    for (const ImGuiKey fed : input.keys) down = down || fed == key;
    io.AddKeyEvent(key, down);
  }
  if (!input.text.empty()) io.AddInputCharactersUTF8(input.text.c_str());
}
#else
void feed(const FedInput& input) {
  ImGuiIO& io = ImGui::GetIO();
  io.MousePos = input.mouse;
  for (std::size_t b = 0; b < 3; ++b) io.MouseDown[b] = input.buttons[b];
  io.MouseWheelH = input.wheel.x;
  io.MouseWheel = input.wheel.y;
  io.KeyCtrl = input.ctrl;
  io.KeyShift = input.shift;
  for (const int key : io.KeyMap) {
    if (key >= 0) io.KeysDown[key] = false;
  }
  for (const ImGuiKey key : input.keys) {
    if (io.KeyMap[key] >= 0) io.KeysDown[io.KeyMap[key]] = true;
  }
  if (!input.text.empty()) io.AddInputCharactersUTF8(input.text.c_str());
}
#endif

void finish_headless_frame() {
#if IMGUI_VERSION_NUM >= 19200
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    const bool gone = texture->Status == ImTextureStatus_WantDestroy;
    if (!gone && texture->TexID == ImTextureID_Invalid) texture->SetTexID(texture_id(1));
    if (gone) texture->SetTexID(ImTextureID_Invalid);
    texture->SetStatus(gone ? ImTextureStatus_Destroyed : ImTextureStatus_OK);
  }
#endif
}

FontTexture font_texture() {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
#if IMGUI_VERSION_NUM >= 19200
  return {atlas.TexData->Width, atlas.TexData->Height,
          static_cast<const unsigned char*>(atlas.TexData->GetPixels())};
#else
  FontTexture texture;
  unsigned char* pixels = nullptr;
  atlas.GetTexDataAsRGBA32(&pixels, &texture.width, &texture.height);
  texture.rgba = pixels;
  return texture;
#endif
}

}  // namespace fscope::compat
