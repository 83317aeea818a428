#include "app/gui/target_loader.h"

#include <exception>

#include "app/io/image_file.h"
#include "app/io/path_text.h"
#include "core/support/check.h"
#include "core/tasks/builtin_targets.h"

namespace fscope {
namespace {

Image make_builtin(const std::string& id, std::string& title) {
  title = builtin_targets().front().title;
  for (const BuiltinTarget& target : builtin_targets()) {
    if (target.id == id) title = target.title;
  }
  return make_builtin_target(id.empty() ? builtin_targets().front().id : std::string_view(id));
}

}  // namespace

TargetSource parse_source(const std::string& name) {
  constexpr std::string_view kPrefix = "target:";
  if (name.starts_with(kPrefix)) return {.builtin_id = name.substr(kPrefix.size())};
  return {.file = name};
}

LoadedTarget load_target(const TargetSource& source) {
  LoadedTarget loaded;
  try {
    if (source.file.empty()) {
      loaded.image = std::make_shared<const Image>(make_builtin(source.builtin_id, loaded.name));
      return loaded;
    }
    loaded.name = escape_bytes(source.file.filename().string());
    loaded.file = std::filesystem::absolute(source.file);
    loaded.image = std::make_shared<const Image>(load_image(source.file));
  } catch (const std::bad_alloc&) {
    loaded.error = text(loaded.name, ": not enough memory for this picture");
  } catch (const std::exception& error) {
    loaded.error = error.what();
  }
  return loaded;
}

}  // namespace fscope
