// Many small pictures with captions on one large one.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/tasks/image.h"

namespace fscope {

/// A picture of 1 or 3 channels, or none, and lines below it.
struct SheetTile {
  Image picture;
  std::vector<std::string> captions;  // at most kSheetCaptions are shown
};
inline constexpr std::size_t kSheetCaptions = 2;
inline constexpr int kSheetTile = 192;  // px, where nothing else is said

/// A grid of tiles. Labels too long for their place end in "...".
struct ContactSheet {
  std::string title;
  std::vector<std::string> columns;  // headings
  std::vector<std::string> rows;     // one line above each row of tiles
  std::string note;                  // below all of them; may be empty
  int tile = kSheetTile;             // px, the side of a tile without its captions
};

/// The sheet as RGB. Pictures keep their aspect ratio: larger ones are filtered down to a tile,
/// smaller ones enlarged by a whole factor, pixel by pixel. Throws std::invalid_argument without
/// columns or rows.
Image paint_sheet(const ContactSheet& sheet,
                  const std::function<SheetTile(std::size_t row, std::size_t column)>& tile);

/// `line` if it is at most width_px wide, else as much of its beginning as fits with "..." behind.
std::string shortened(std::string_view line, double width_px);

/// Whether each character can be drawn; a blank, and _ which is drawn as one, can.
bool can_be_drawn(std::string_view line);

}  // namespace fscope
