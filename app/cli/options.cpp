#include "app/cli/options.h"

#include "app/io/path_text.h"
#include "app/io/picture_decoder.h"

namespace fscope {
namespace {

constexpr int kMaxThreads = 256;
constexpr const char* kImageHelp = "PNG, JPEG or BMP file, or target:ID (see fourierscope targets)";
constexpr const char* kTargetHelp =
    "a picture: PNG, JPEG or BMP file, or target:ID (see fourierscope targets); or a signal: a "
    "table (.csv, .tsv, .dat, .txt), or signal:KIND (the kinds of --signal)";

void add_setting(CLI::App& app, const Setting& setting, std::string& given) {
  const auto set = [&setting, &given](const std::string& value) {
    RunConfig scratch;
    setting.set(scratch, value);
    given += text(given.empty() ? "" : " ", "--", setting.key, ' ', value);
  };
  app.add_option_function<std::string>("--" + std::string(setting.key), set,
                                       with_default(setting.help, setting.get({})))
      ->type_name(std::string(setting.values))
      ->take_last()
      ->group("Settings of the run");
}

}  // namespace

std::string with_default(std::string_view help, std::string_view value) {
  return text(help, " [", value, "]");
}

CLI::Option* add_path(CLI::App& app, const std::string& name,
                      std::optional<std::filesystem::path>& path, const std::string& help) {
  return app.add_option_function<std::string>(
      name,
      [&path, name](const std::string& value) {
        require(!value.empty(), name, ": the path is empty");
        path = value;
      },
      help);
}

CLI::Option* add_image(CLI::App& app, std::string& image) {
  return app.add_option("IMAGE", image, kImageHelp)->type_name("");
}

CLI::Option* add_target(CLI::App& app, std::string& target) {
  return app.add_option("TARGET", target, kTargetHelp)->type_name("");
}

void add_damaged(CLI::App& app, Damaged& damaged) {
  app.add_flag_callback(
      "--accept-damaged", [&damaged] { damaged = Damaged::accept; },
      "read damaged pictures as far as they go");
}

void add_settings(CLI::App& app, SettingsArguments& settings) {
  for (const Setting& setting : settings_table()) add_setting(app, setting, settings.given);
}

void add_lesson(CLI::App& app, std::optional<std::string>& lesson) {
  app.add_option("--lesson", lesson,
                 "begin with a lesson: its number, its name, or a JSON file; :N for its step N")
      ->type_name("LESSON");
}

void add_threads(CLI::App& app, int& n_threads) {
  app.add_option("--threads", n_threads, "compute threads [one per processor]")
      ->type_name("N")
      ->check(in_range(0, kMaxThreads));
}

void add_stats(CLI::App& app, std::optional<std::filesystem::path>& stats) {
  add_path(app, "--stats", stats, "on closing, write frame times and delays of commands as JSON")
      ->type_name("FILE");
}

CLI::Option* add_count(CLI::App& app, const std::string& name, std::int64_t& count,
                       const std::string& help) {
  return app.add_option(name, count, with_default(help, std::to_string(count)))
      ->type_name("N")
      ->check(in_range(std::int64_t{1}, std::int64_t{1'000'000'000'000}));
}

namespace {

std::string version_text() {
  return text("fourierscope ", FSCOPE_VERSION,
              decodes_in_sandbox() ? "" : "\npictures are decoded without a sandbox");
}

}  // namespace

std::unique_ptr<CLI::App> make_app(const std::string& name, const std::string& description) {
  auto app = std::make_unique<CLI::App>(description, name);
  app->set_help_flag("-h,--help", "print this help and exit");
  app->set_version_flag("--version", version_text(), "print the version and exit");
  app->get_formatter()->column_width(30);
  return app;
}

std::optional<PrintArguments> read_arguments(CLI::App& app, std::string_view examples, int argc,
                                             const char* const* argv) {
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    return PrintArguments{text(app.help(), '\n', examples, '\n')};
  } catch (const CLI::CallForVersion& version) {
    return PrintArguments{text(version.what(), '\n')};
  } catch (const CLI::ParseError& error) {
    throw UsageError(text(escape_bytes(error.what()), " (see ", app.get_name(), " --help)"));
  } catch (const std::invalid_argument& error) {
    throw UsageError(escape_bytes(error.what()));
  }
  return std::nullopt;
}

void add_choice(CLI::App& app, const std::string& name, std::vector<std::string>& chosen,
                const std::vector<std::string>& known, const std::string& help) {
  std::string all;
  for (const std::string& word : known) all += (all.empty() ? "" : ", ") + word;
  app.add_option(name, chosen, text(help, ": ", all))
      ->type_name("NAME")
      ->check(CLI::IsMember(known).description(""));
}

}  // namespace fscope
