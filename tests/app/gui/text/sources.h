// The string literals of the program's sources, for tests of what the window says.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace fscope {

/// A literal, or several beside each other, which the compiler joins.
struct SourceLiteral {
  std::string text;    // escapes resolved
  std::string suffix;  // "_t", "_v", or empty
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The literals of a C++ source in order; none of comments and #include lines.
std::vector<SourceLiteral> literals_of(std::string_view source);

struct SourceFile {
  std::string path;  // relative to the repository
  std::string content;
};
/// All .h and .cpp files below `folder` of the repository.
std::vector<SourceFile> source_files(const std::filesystem::path& folder);

}  // namespace fscope
