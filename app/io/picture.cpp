#include "app/io/picture.h"

#include <new>
#include <stdexcept>
#include <utility>

#include "app/io/image_file.h"
#include "app/io/path_text.h"
#include "core/support/check.h"
#include "core/tasks/builtin_targets.h"

namespace fscope {
namespace {

Picture load_builtin(std::string_view id) {
  if (id.empty()) id = builtin_targets().front().id;
  Picture picture;
  picture.name = std::string(kBuiltinPrefix) += id;
  picture.image = std::make_shared<const Image>(make_builtin_target(id));
  for (const BuiltinTarget& target : builtin_targets()) {
    if (target.id == id) picture.title = target.title;
  }
  return picture;
}

}  // namespace

Picture load_picture(const std::string& name, Damaged damaged) {
  require(!name.empty(), "the name of the picture is empty");
  if (name.starts_with(kBuiltinPrefix)) {
    return load_builtin(std::string_view(name).substr(kBuiltinPrefix.size()));
  }
  try {
    const std::filesystem::path file(name);
    ReadImage read = read_image(file);
    if (damaged == Damaged::refuse) refuse_damage(file, read);
    const std::string done = what_was_done(read);
    return {.name = std::filesystem::absolute(file).string(),
            .title = escape_bytes(file.filename().string()),
            .file = std::filesystem::absolute(file),
            .image = std::make_shared<const Image>(std::move(read.image)),
            .turned = read.turned,
            .cut_to_8_bits = read.cut_to_8_bits,
            .damage = read.damage,
            .done = done};
  } catch (const std::bad_alloc&) {
    throw std::runtime_error(escape_bytes(name) + ": not enough memory to read it");
  }
}

}  // namespace fscope
