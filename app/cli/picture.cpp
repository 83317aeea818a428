#include "app/cli/picture.h"

#include <new>
#include <stdexcept>
#include <string_view>

#include "app/io/image_file.h"
#include "app/io/path_text.h"
#include "core/support/check.h"
#include "core/tasks/builtin_targets.h"

namespace fscope {

Image load_picture(const std::string& name) {
  require(!name.empty(), "the name of the picture is empty");
  constexpr std::string_view kPrefix = "target:";
  try {
    if (!name.starts_with(kPrefix)) return load_image(name);
  } catch (const std::bad_alloc&) {
    throw std::runtime_error(escape_bytes(name) + ": not enough memory to read it");
  }
  return make_builtin_target(std::string_view(name).substr(kPrefix.size()));
}

}  // namespace fscope
