#include "app/cli/targets.h"

#include <filesystem>
#include <stdexcept>
#include <string>
#include <system_error>

#include "app/io/image_file.h"
#include "app/io/path_text.h"
#include "core/tasks/builtin_targets.h"

namespace fscope {
namespace fs = std::filesystem;

void run_targets(const TargetsArguments& arguments, std::ostream& out) {
  if (arguments.out) {
    std::error_code error;
    fs::create_directories(*arguments.out, error);
    if (error) {
      throw std::runtime_error(escape_bytes(arguments.out->native()) + ": " + error.message());
    }
  }
  for (const BuiltinTarget& target : builtin_targets()) {
    if (arguments.out) {
      const fs::path file = *arguments.out / (std::string(target.id) + ".png");
      save_png(file, make_builtin_target(target.id, arguments.size));
      out << escape_bytes(file.native()) << ": ";
    } else {
      out << "target:" << target.id << ": ";
    }
    out << target.title << ". " << target.description << '\n';
  }
}

}  // namespace fscope
