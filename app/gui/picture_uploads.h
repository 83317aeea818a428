// What of a snapshot and of theory is on its way to the graphics memory.
#pragma once

#include <array>
#include <memory>

#include "app/gl/image_view.h"
#include "app/gui/ui_state.h"

namespace fscope {

/// Hands pictures to the view when they have become others. Main thread only.
class PictureUploads {
 public:
  explicit PictureUploads(ImageView& view) : view_(&view) {}

  void update(const Snapshot& snapshot, const UiState& ui);

 private:
  /// What a network says: the whole picture and a finer part.
  struct Network {
    std::shared_ptr<const Raster> whole;
    std::shared_ptr<const Raster> detail;
  };

  void update_network(ImageSlot slot, const RunSnapshot& run);
  void update_theory(const UiState& ui);
  void show(ImageSlot slot, const std::shared_ptr<const Raster>& picture);

  ImageView* view_;
  std::shared_ptr<const Image> target_;
  std::array<Network, kImageSlots> networks_;
  std::array<std::shared_ptr<const Raster>, kImageSlots> pictures_;
};

}  // namespace fscope
