// One picture in a pane, under the zoom that all panes share.
#pragma once

#include <string>

#include "app/gui/panels/panels.h"

namespace fscope {

/// What a pane shows.
struct PaneSpec {
  std::string id;
  Phrase title;
  ImageSlot slot;
  ImageKind kind = ImageKind::picture;
  Phrase message = {};  // in place of a picture
  Phrase help = {};     // on the title
};

/// A title no wider than its pane, however long.
void draw_pane_title(const Phrase& title, float width, const UiState& ui);
/// Draws the pane, `size` with its title, and lets the mouse zoom, pan and point at pixels. Returns
/// where the picture is. The button is the last item.
Pane draw_pane(const PaneSpec& spec, ImVec2 size, const RunSnapshot* run, UiState& ui);
/// The picture alone: into [min, max), clipped to the list's clip rectangle. The run has a target.
void paint_picture(ImDrawList& list, const PaneSpec& spec, const Pane& pane, const RunSnapshot& run,
                   UiState& ui);
/// Wheel, drag and double-click on the last item.
void handle_pane_mouse(const Pane& pane, UiState& ui);
/// Asks the session for what the pane shows, when that has changed.
void post_view(const Pane& pane, UiState& ui, CommandSink& sink);

}  // namespace fscope
