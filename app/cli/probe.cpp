#include "app/cli/probe.h"

#include <exception>

#include "app/io/image_file.h"
#include "app/io/path_text.h"

namespace fscope {
namespace {

void probe(const std::string& file, Damaged damaged, std::ostream& out) {
  const ReadImage read = read_image(file);
  if (damaged == Damaged::refuse) refuse_damage(file, read);
  out << escape_bytes(file) << ": " << read.type << ", " << read.image.width << " x "
      << read.image.height << " px, " << read.image.channels << " channels";
  const std::string done = what_was_done(read);
  if (!done.empty()) out << "; " << done;
  if (!read.damage.empty()) out << " (" << read.damage << ')';
  out << '\n';
}

}  // namespace

int run_probe(const ProbeArguments& arguments, const Streams& streams) {
  int code = 0;
  for (const std::string& file : arguments.files) {
    try {
      probe(file, arguments.damaged, streams.out);
    } catch (const std::exception& error) {
      streams.out << error.what() << '\n';
      code = 1;
    }
  }
  return code;
}

}  // namespace fscope
