#include "app/gui/file_table.h"

#include <algorithm>
#include <string>

#include "app/gui/imgui_compat.h"
#include "app/gui/text/text.h"
#include "app/gui/widgets/item_log.h"
#include "core/support/check.h"

namespace fscope {
namespace {

namespace fs = std::filesystem;

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0; });
}

void draw_text(std::string_view s) { ImGui::TextUnformatted(s.data(), s.data() + s.size()); }

void draw_dimensions(const ImageSize& size) {
  if (size.state == ImageSize::State::known) draw_text(text(size.width, " x ", size.height));
  if (size.state == ImageSize::State::unreadable) ImGui::TextDisabled("%s", "unreadable"_t.shown());
}

/// Draws a folder at the cursor, or leaves its place empty, so that names line up.
void draw_icon(bool folder) {
  const float em = ImGui::GetTextLineHeight();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (folder) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImU32 colour = ImGui::GetColorU32(ImGuiCol_CheckMark);
    const auto point = [&](float x, float y) { return ImVec2(at.x + x * em, at.y + y * em); };
    list->AddRectFilled(point(0.08F, 0.2F), point(0.5F, 0.5F), colour, em * 0.1F);
    list->AddRectFilled(point(0.08F, 0.32F), point(0.95F, 0.85F), colour, em * 0.1F);
  }
  ImGui::Dummy(ImVec2(em, em));
  ImGui::SameLine(0.0F, em * 0.35F);
}

/// The name as wide as there is room; true when it had to be shortened.
bool draw_elided(const std::string& name) {
  const std::string shown = elided_to(name, ImGui::GetContentRegionAvail().x);
  draw_text(shown);
  return shown.size() != name.size();
}

float row_height_px() { return ImGui::GetTextLineHeight() + 2 * ImGui::GetStyle().CellPadding.y; }

/// How many of the columns leave enough room for names.
int columns_within(float width) {
  const float em = ImGui::GetFontSize();
  return width > 36.0F * em ? 4 : width > 27.0F * em ? 3 : 2;
}

void setup_columns(int n_columns) {
  struct Column {
    Text title;
    SortColumn sorts_by;
    float width_em;
  };
  constexpr Column kFixed[] = {{"Dimensions"_t, SortColumn::dimensions, 7.0F},
                               {"Size"_t, SortColumn::bytes, 4.5F},
                               {"Modified"_t, SortColumn::modified, 9.0F}};
  ImGui::TableSetupScrollFreeze(0, 1);
  ImGui::TableSetupColumn(Phrase("Name"_t).label().c_str(),
                          ImGuiTableColumnFlags_WidthStretch | ImGuiTableColumnFlags_DefaultSort,
                          0.0F, static_cast<ImGuiID>(SortColumn::name));
  for (int i = 0; i + 1 < n_columns; ++i) {
    ImGui::TableSetupColumn(
        Phrase(kFixed[i].title).label().c_str(),
        ImGuiTableColumnFlags_WidthFixed | ImGuiTableColumnFlags_PreferSortDescending,
        kFixed[i].width_em * ImGui::GetFontSize(), static_cast<ImGuiID>(kFixed[i].sorts_by));
  }
  ImGui::TableHeadersRow();
}

}  // namespace

std::string elided_to(std::string_view text, float width) {
  return elide_middle(text, [width](std::string_view part) {
    return ImGui::CalcTextSize(part.data(), part.data() + part.size()).x <= width;
  });
}

std::optional<fs::path> FileTable::draw(ImVec2 size, const RequestGlyphs& request_glyphs) {
  constexpr ImGuiTableFlags kFlags = ImGuiTableFlags_ScrollY | ImGuiTableFlags_Sortable |
                                     ImGuiTableFlags_Resizable | ImGuiTableFlags_RowBg |
                                     ImGuiTableFlags_BordersOuter | ImGuiTableFlags_NoSavedSettings;
  const int n_columns = columns_within(ImGui::GetContentRegionAvail().x + std::min(size.x, 0.0F));
  // A table of its own for each number of columns: ImGui keeps widths and order by table.
  if (!ImGui::BeginTable(text("files", n_columns).c_str(), n_columns, kFlags, size)) {
    return std::nullopt;
  }
  setup_columns(n_columns);
  take_order();
  keep_selected_visible();
  std::optional<fs::path> chosen;
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(browser_.n_rows()), row_height_px());
  std::size_t first = browser_.n_rows();
  std::size_t last = 0;
  while (clipper.Step()) {
    first = std::min(first, static_cast<std::size_t>(clipper.DisplayStart));
    last = std::max(last, static_cast<std::size_t>(clipper.DisplayEnd));
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      if (std::optional<fs::path> by_row = draw_row(static_cast<std::size_t>(i), request_glyphs))
        chosen = by_row;
    }
  }
  ImGui::EndTable();
  if (browser_.n_rows() > 0) browser_.want_sizes(first, last);
  return chosen;
}

void FileTable::take_order() {
  ImGuiTableSortSpecs* specs = ImGui::TableGetSortSpecs();
  if (specs == nullptr || !specs->SpecsDirty || specs->SpecsCount == 0) return;
  specs->SpecsDirty = false;
  const SortOrder order{static_cast<SortColumn>(specs->Specs->ColumnUserID),
                        specs->Specs->SortDirection == ImGuiSortDirection_Descending};
  if (order == browser_.order()) return;
  browser_.set_order(order);
  scroll_to_selected_ = true;
}

std::optional<fs::path> FileTable::draw_row(std::size_t row, const RequestGlyphs& request_glyphs) {
  const FileEntry& file = browser_.row(row);
  const bool new_name = !is_ascii(file.shown) && glyphs_requested_.insert(file.shown).second;
  if (new_name && request_glyphs) request_glyphs(file.shown);
  ImGui::PushID(static_cast<int>(row));
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  constexpr ImGuiSelectableFlags kFlags =
      ImGuiSelectableFlags_SpanAllColumns | ImGuiSelectableFlags_AllowDoubleClick;
  std::optional<fs::path> chosen;
  if (ImGui::Selectable("##row", browser_.selected() == row, kFlags)) {
    browser_.select(static_cast<std::ptrdiff_t>(row));
    if (ImGui::IsMouseDoubleClicked(0)) chosen = browser_.activate();
  }
  note_item(file.shown);
  const bool hovered = ImGui::IsItemHovered();
  ImGui::SameLine(0.0F, 0.0F);
  draw_icon(file.folder);
  const bool shortened = draw_elided(file.shown);
  if (shortened && hovered) ImGui::SetTooltip("%s", file.shown.c_str());
  if (ImGui::TableNextColumn()) draw_dimensions(file.size);
  if (ImGui::TableGetColumnCount() > 2 && ImGui::TableNextColumn()) {
    draw_text(file.folder ? "" : format_bytes(file.bytes));
  }
  if (ImGui::TableGetColumnCount() > 3 && ImGui::TableNextColumn()) {
    draw_text(format_time(file.modified));
  }
  ImGui::PopID();
  return chosen;
}

void FileTable::keep_selected_visible() {
  const float row_height = row_height_px();
  const float view = ImGui::GetWindowHeight() - row_height;  // below the header
  rows_per_page_ = std::max(1, static_cast<int>(view / row_height) - 1);
  if (!scroll_to_selected_ || !browser_.selected()) return;
  scroll_to_selected_ = false;
  const float top = static_cast<float>(*browser_.selected()) * row_height;
  const float scroll = ImGui::GetScrollY();
  if (top < scroll) ImGui::SetScrollY(top);
  if (top + row_height > scroll + view) ImGui::SetScrollY(top + row_height - view);
}

void FileTable::handle_keys() {
  const auto row = static_cast<std::ptrdiff_t>(browser_.selected().value_or(0));
  const auto rows = static_cast<std::ptrdiff_t>(browser_.n_rows());
  const auto move_to = [this](ImGuiKey key, std::ptrdiff_t target) {
    if (!compat::key_pressed(key)) return;
    browser_.select(target);
    scroll_to_selected_ = true;
  };
  move_to(ImGuiKey_UpArrow, row - 1);
  move_to(ImGuiKey_DownArrow, row + 1);
  move_to(ImGuiKey_PageUp, row - rows_per_page_);
  move_to(ImGuiKey_PageDown, row + rows_per_page_);
  move_to(ImGuiKey_Home, 0);
  move_to(ImGuiKey_End, rows - 1);
}

}  // namespace fscope
