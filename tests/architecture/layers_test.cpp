// Reads the #include lines of core/ and app/ and holds them against the dependency rule.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace fscope {
namespace {

namespace fs = std::filesystem;

using Names = std::vector<std::string>;

/// A folder, the folders it may include from, and the other headers it may use beside the standard
/// library's (a trailing / or * stands for all that begin so).
struct Layer {
  std::string folder;
  Names sees;
  Names headers;
};

const std::vector<Layer> kLayers = {
    {"core/support/", {"core/support/"}, {"fftw3.h", "unistd.h", "sys/"}},
    {"core/network/", {"core/support/", "core/network/"}, {"Eigen/", "hwy/"}},
    {"core/theory/", {"core/support/", "core/network/", "core/theory/"}, {"Eigen/"}},
    {"core/tasks/", {"core/support/", "core/network/", "core/tasks/"}, {"Eigen/"}},
    {"core/quality/",
     {"core/support/", "core/tasks/image.h", "core/tasks/raster.h", "core/quality/"},
     {"Eigen/"}},
    {"core/training/",
     {"core/support/", "core/network/", "core/tasks/", "core/training/"},
     {"Eigen/"}},
    {"core/prediction/",
     {"core/support/", "core/network/", "core/theory/", "core/tasks/", "core/training/",
      "core/prediction/"},
     {"Eigen/"}},
    {"app/figures/", {"core/", "app/figures/"}, {"Eigen/"}},
    {"app/io/",
     {"core/", "app/io/"},
     {"stb_*", "gif_lib.h", "nlohmann/", "unistd.h", "fcntl.h", "signal.h", "spawn.h", "poll.h",
      "seccomp.h", "stdlib.h", "sys/"}},
    {"app/report/", {"core/", "app/io/", "app/report/"}, {"Eigen/"}},
    {"app/lessons/", {"core/", "app/io/", "app/lessons/", "lesson_texts.h"}, {"nlohmann/"}},
    {"app/cli/",
     {"core/", "app/figures/", "app/io/", "app/report/", "app/cli/"},
     {"CLI/", "nlohmann/", "unistd.h", "signal.h", "malloc.h"}},
    {"app/gl/", {"core/", "app/gl/", "shaders.h"}, {"glad/", "imgui*", "unistd.h", "sys/"}},
    {"app/gui/",
     {"core/", "app/figures/", "app/io/", "app/report/", "app/lessons/", "app/gl/", "app/gui/",
      "languages.h"},
     {"imgui*", "GLFW/", "EGL/", "X11/", "fontconfig/", "nlohmann/", "unistd.h", "sys/"}},
    {"app/main.cpp", {"core/", "app/"}, {"CLI/", "unistd.h"}},
};

struct Include {
  std::string name;
  bool quoted = false;
};

std::vector<Include> includes_of(const std::string& source) {
  const std::regex kInclude(R"(^\s*#\s*include\s*(["<])([^">]+)[">])");
  std::vector<Include> out;
  std::istringstream lines(source);
  std::smatch match;
  for (std::string line; std::getline(lines, line);) {
    if (std::regex_search(line, match, kInclude)) out.push_back({match[2], match[1] == "\""});
  }
  return out;
}

bool begins_with_any(const std::string& name, const Names& beginnings) {
  return std::ranges::any_of(beginnings, [&](std::string beginning) {
    if (beginning.back() == '*') beginning.pop_back();
    return name.starts_with(beginning);
  });
}

bool is_standard(const std::string& header) {
  return header.find_first_of("./") == std::string::npos;
}

/// What a file's includes break, one sentence each.
Names violations(const std::string& path, const std::string& source) {
  const auto layer = std::ranges::find_if(
      kLayers, [&](const Layer& candidate) { return path.starts_with(candidate.folder); });
  if (layer == kLayers.end()) return {path + " belongs to no layer"};
  Names out;
  for (const Include& include : includes_of(source)) {
    const bool allowed =
        include.quoted ? begins_with_any(include.name, layer->sees)
                       : is_standard(include.name) || begins_with_any(include.name, layer->headers);
    if (!allowed) out.push_back(path + " must not include " + include.name);
  }
  return out;
}

/// Path relative to the repository -> text, of every source file under core/ and app/.
std::map<std::string, std::string> sources() {
  std::map<std::string, std::string> out;
  const fs::path root = FSCOPE_SOURCE_DIR;
  for (const char* folder : {"core", "app"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const auto extension = entry.path().extension();
      if (extension != ".h" && extension != ".cpp") continue;
      std::ifstream file(entry.path());
      std::ostringstream content;
      content << file.rdbuf();
      out[fs::relative(entry.path(), root).generic_string()] = content.str();
    }
  }
  return out;
}

std::string joined(const Names& names, const std::string& between) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : between) + name;
  return out;
}

/// The files of a cycle of includes, or nothing.
Names cycle_in(const std::map<std::string, std::string>& files) {
  std::set<std::string> done;
  Names path;
  const std::function<bool(const std::string&)> visit = [&](const std::string& file) {
    if (std::ranges::find(path, file) != path.end()) {
      path.push_back(file);
      return true;
    }
    if (done.contains(file) || !files.contains(file)) return false;
    path.push_back(file);
    for (const Include& include : includes_of(files.at(file))) {
      if (include.quoted && visit(include.name)) return true;
    }
    path.pop_back();
    done.insert(file);
    return false;
  };
  for (const auto& [file, source] : files) {
    if (visit(file)) return path;
  }
  return {};
}

TEST(Promise, layers_point_inward) {
  const auto files = sources();
  ASSERT_GT(files.size(), 20U);
  for (const auto& [path, source] : files) {
    const Names broken = violations(path, source);
    EXPECT_TRUE(broken.empty()) << joined(broken, "\n");
  }
  EXPECT_EQ(joined(cycle_in(files), " -> "), "");
}

TEST(Layers, BackEdgesAndForeignHeadersAreFound) {
  EXPECT_EQ(
      violations("core/network/a.cpp", "#include \"core/tasks/task.h\"\n#include <Eigen/Core>"),
      Names{"core/network/a.cpp must not include core/tasks/task.h"});
  EXPECT_EQ(violations("core/tasks/a.cpp", "#include <vector>\n  # include <glad/gl.h>"),
            Names{"core/tasks/a.cpp must not include glad/gl.h"});
  EXPECT_EQ(violations("core/theory/a.h", "#include \"core/training/trainer.h\"").size(), 1U);
  EXPECT_EQ(violations("core/quality/a.h", "#include \"core/tasks/task.h\"").size(), 1U);
  EXPECT_EQ(violations("app/gui/a.cpp", "#include <glad/gl.h>").size(), 1U);
  EXPECT_EQ(violations("app/gl/a.cpp", "#include \"app/gui/app.h\"").size(), 1U);
  EXPECT_EQ(violations("app/gui/a.cpp", "#include <stb_image.h>").size(), 1U);
  EXPECT_EQ(violations("app/io/a.cpp", "#include \"a.h\"").size(), 1U);
  EXPECT_EQ(violations("app/new/a.cpp", "").size(), 1U);
  EXPECT_TRUE(
      violations("app/gui/a.cpp", "#include \"core/tasks/task.h\"\n#include <imgui.h>").empty());
}

TEST(Layers, CyclesAreFound) {
  const std::map<std::string, std::string> files = {{"core/a.h", "#include \"core/b.h\""},
                                                    {"core/b.h", "#include \"core/a.h\""}};
  EXPECT_EQ(joined(cycle_in(files), " "), "core/a.h core/b.h core/a.h");
}

/// Paths in which the expression is found, comments left out.
std::set<std::string> files_with(const std::string& expression) {
  const std::regex wanted(expression);
  const std::regex kComment("//[^\n]*");
  std::set<std::string> out;
  for (const auto& [path, source] : sources()) {
    if (std::regex_search(std::regex_replace(source, kComment, ""), wanted)) out.insert(path);
  }
  return out;
}

TEST(Layers, ThreadsStartInTheSessionAndTheSupportOnly) {
  EXPECT_EQ(files_with(R"(\bjthread\b|std::thread\s*[({\w]|std::async|pthread_create)"),
            (std::set<std::string>{"core/support/parallel.cpp", "core/support/parallel.h",
                                   "core/training/session.cpp"}));
}

TEST(Layers, RandomNumbersComeFromTheSeededGeneratorOnly) {
  EXPECT_EQ(files_with(R"(\bs?rand\(|<random>|setRandom|::Random\(|random_device)"),
            std::set<std::string>());
}

/// Their signatures say the rest: a const Snapshot, the UI's state, a sink for commands.
TEST(Promise, panels_are_pure) {
  for (const std::string& path :
       files_with(R"(\bstatic\s|\bmutex|thread|fstream|fopen|\bgl[A-Z]\w*\(|glfw\w+\()")) {
    EXPECT_FALSE(path.starts_with("app/gui/panels/")) << path;
  }
}

/// Promise single_owner, the part that a type trait cannot see.
TEST(Layers, ASessionHasTwoDoorsAndAWaitingRoom) {
  const std::string header = sources().at("core/training/session.h");
  const std::size_t begin = header.find("class Session final");
  const std::string members = header.substr(begin, header.find("private:", begin) - begin);
  const std::regex kFunction(R"((\w+)\()");
  std::set<std::string> names;
  const std::string code = std::regex_replace(members, std::regex("//[^\n]*"), "");
  for (std::sregex_iterator it(code.begin(), code.end(), kFunction), end; it != end; ++it) {
    names.insert((*it)[1]);
  }
  EXPECT_EQ(names, (std::set<std::string>{"Session", "post", "latest", "wait_for", "bool"}));
}

}  // namespace
}  // namespace fscope
