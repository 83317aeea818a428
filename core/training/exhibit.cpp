#include "core/training/exhibit.h"

#include "core/training/picture_exhibit.h"
#include "core/training/signal_exhibit.h"

namespace fscope {

std::unique_ptr<Exhibit> make_exhibit(const Subject& subject) {
  if (subject.kind == TaskKind::image) {
    return std::make_unique<PictureExhibit>(make_image_task(subject));
  }
  return std::make_unique<SignalExhibit>(make_signal_task(subject));
}

}  // namespace fscope
