// What the parsers of several commands share: options of one look, help, and one kind of error.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/cli/arguments.h"
#include "core/support/check.h"

namespace fscope {

/// --accept-damaged.
void add_damaged(CLI::App& app, Damaged& damaged);
/// An application whose --help and --version read_arguments() answers.
std::unique_ptr<CLI::App> make_app(const std::string& name, const std::string& description);
/// Reads the command line into the variables that `app` was told of; what is asked for with --help
/// or --version instead. `examples` end the help as they are. Throws UsageError.
std::optional<PrintArguments> read_arguments(CLI::App& app, std::string_view examples, int argc,
                                             const char* const* argv);

/// How help shows a default.
std::string with_default(std::string_view help, std::string_view value);

/// A range check whose numbers stay out of the help, and which NaN does not pass.
template <class Number>
CLI::Validator in_range(Number low, Number high) {
  const auto check = [low, high](const std::string& word) {
    Number value{};
    const bool ok = CLI::detail::lexical_cast(word, value) && value >= low && value <= high;
    return ok ? "" : text(word, " is not a number from ", low, " to ", high);
  };
  return {check, ""};
}

/// Path options keep their bytes; CLI11 has no opinion on them as long as they are strings.
CLI::Option* add_path(CLI::App& app, const std::string& name,
                      std::optional<std::filesystem::path>& path, const std::string& help);
/// The picture, or the picture or signal, to learn, without a name.
CLI::Option* add_image(CLI::App& app, std::string& image);
CLI::Option* add_target(CLI::App& app, std::string& target);
/// One option for each setting of a run; settings.given is what was asked for.
void add_settings(CLI::App& app, SettingsArguments& settings);
/// The lesson to begin with.
void add_lesson(CLI::App& app, std::optional<std::string>& lesson);
void add_threads(CLI::App& app, int& n_threads);
void add_stats(CLI::App& app, std::optional<std::filesystem::path>& stats);
/// A whole number of at least 1, whose present value is the default.
CLI::Option* add_count(CLI::App& app, const std::string& name, std::int64_t& count,
                       const std::string& help);
/// Any number of words out of `known`; the option may come several times.
void add_choice(CLI::App& app, const std::string& name, std::vector<std::string>& chosen,
                const std::vector<std::string>& known, const std::string& help);

}  // namespace fscope
