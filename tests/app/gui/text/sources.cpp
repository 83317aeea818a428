#include "tests/app/gui/text/sources.h"

#include <cctype>
#include <fstream>
#include <sstream>

namespace fscope {
namespace {

namespace fs = std::filesystem;

char unescaped(char c) { return c == 'n' ? '\n' : c == 't' ? '\t' : c == '0' ? '\0' : c; }

/// The end of a comment that begins at `at`, or `at` when none does.
std::size_t past_comment(std::string_view s, std::size_t at) {
  if (s.substr(at, 2) == "//") return std::min(s.find('\n', at), s.size());
  if (s.substr(at, 2) == "/*") return std::min(s.find("*/", at), s.size() - 2) + 2;
  return at;
}

/// A character constant such as '"'; not the mark between digits, as in 1'000.
std::size_t past_character(std::string_view s, std::size_t at) {
  const bool digits = at > 0 && std::isalnum(static_cast<unsigned char>(s[at - 1])) != 0;
  if (s[at] != '\'' || digits) return at;
  const std::size_t close = s.find('\'', at + (s[at + 1] == '\\' ? 3 : 1));
  return close == std::string_view::npos ? s.size() : close + 1;
}

/// R"tag(...)tag", as one literal.
SourceLiteral raw_literal(std::string_view s, std::size_t quote) {
  const std::size_t open = s.find('(', quote);
  std::string tag(1, ')');
  tag.append(s.substr(quote + 1, open - quote - 1)).append(1, '"');
  const std::size_t close = s.find(tag, open);
  return {std::string(s.substr(open + 1, close - open - 1)), "", quote, close + tag.size()};
}

SourceLiteral plain_literal(std::string_view s, std::size_t quote) {
  SourceLiteral out{.text = {}, .suffix = {}, .begin = quote, .end = quote + 1};
  while (s[out.end] != '"') {
    const bool escape = s[out.end] == '\\';
    out.text += escape ? unescaped(s[out.end + 1]) : s[out.end];
    out.end += escape ? 2 : 1;
  }
  ++out.end;
  while (out.end < s.size() && (s[out.end] == '_' || std::isalpha(s[out.end]) != 0)) {
    out.suffix += s[out.end++];
  }
  return out;
}

bool is_include(std::string_view s, std::size_t at) {
  const std::size_t line = s.rfind('\n', at) == std::string_view::npos ? 0 : s.rfind('\n', at) + 1;
  return s.substr(line, at - line).find("#include") != std::string_view::npos;
}

bool only_blanks(std::string_view s) {
  return s.find_first_not_of(" \n") == std::string_view::npos;
}

}  // namespace

std::vector<SourceLiteral> literals_of(std::string_view source) {
  std::vector<SourceLiteral> out;
  for (std::size_t at = 0; at < source.size();) {
    const std::size_t past = past_character(source, past_comment(source, at));
    if (past != at) {
      at = past;
      continue;
    }
    if (source[at] != '"') {
      ++at;
      continue;
    }
    const bool raw = at > 0 && source[at - 1] == 'R';
    const SourceLiteral found = raw ? raw_literal(source, at) : plain_literal(source, at);
    at = found.end;
    if (is_include(source, found.begin)) continue;
    const bool goes_on =
        !out.empty() && only_blanks(source.substr(out.back().end, found.begin - out.back().end));
    if (goes_on) {
      out.back().text += found.text;
      out.back().suffix += found.suffix;
      out.back().end = found.end;
    } else {
      out.push_back(found);
    }
  }
  return out;
}

std::vector<SourceFile> source_files(const fs::path& folder) {
  const fs::path root = FSCOPE_SOURCE_DIR;
  std::vector<SourceFile> out;
  for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
    const auto extension = entry.path().extension();
    if (extension != ".h" && extension != ".cpp") continue;
    std::ifstream file(entry.path());
    std::ostringstream content;
    content << file.rdbuf();
    out.push_back({fs::relative(entry.path(), root).generic_string(), content.str()});
  }
  return out;
}

}  // namespace fscope
