// The parts of a sweep that need no program: plan, names, table, one cell.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "app/cli/fit_run.h"
#include "app/cli/sweep_arguments.h"
#include "app/cli/sweep_cell.h"
#include "app/cli/sweep_names.h"
#include "app/cli/sweep_plan.h"
#include "app/cli/sweep_table.h"
#include "app/io/image_file.h"
#include "app/report/curves_csv.h"
#include "core/quality/flip.h"
#include "core/quality/ssim.h"
#include "core/support/check.h"
#include "tests/app/io/temporary_folder.h"
#include "tests/core/pictures.h"

namespace fscope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kTiny = "--size original --features 8 --width 12 --batch 40";

SweepArguments arguments_of(std::vector<std::string> targets, const std::vector<std::string>& vary,
                            const std::string& seeds = "0") {
  SweepArguments arguments;
  arguments.targets = std::move(targets);
  for (const std::string& words : vary) arguments.variations.push_back(parse_variation(words));
  arguments.seeds = parse_seeds(seeds);
  arguments.given = kTiny;
  arguments.n_steps = 3;
  return arguments;
}

TEST(SweepArguments, VariationsAreReadAsTheSettingsPrintThem) {
  const SweepVariation variation = parse_variation("sigma=1,3.50,1e1");
  EXPECT_EQ(variation.key, "sigma");
  EXPECT_THAT(variation.values, ElementsAre("1", "3.5", "10"));
  EXPECT_THAT(parse_variation("batch=full").values, ElementsAre("full"));
}

TEST(SweepArguments, BadVariationsAreNamed) {
  const auto reason = [](const char* words) { return message_of([=] { parse_variation(words); }); };
  EXPECT_THAT(reason("sigma"), HasSubstr("SETTING=VALUE"));
  EXPECT_THAT(reason("=1"), HasSubstr("SETTING=VALUE"));
  EXPECT_THAT(reason("sigma=1,"), HasSubstr("empty"));
  EXPECT_THAT(reason("sigma=-1"), HasSubstr("'-1'"));
  EXPECT_THAT(reason("sigma=2,2.0"), HasSubstr("2 comes twice"));
  EXPECT_THAT(reason("nothing=2"), HasSubstr("--vary nothing"));
  EXPECT_THAT(reason("seed=2"), HasSubstr("--seeds"));
}

TEST(SweepArguments, SeedsAreNumbersAndRanges) {
  EXPECT_THAT(parse_seeds("0-2"), ElementsAre(0, 1, 2));
  EXPECT_THAT(parse_seeds("7,3-4,0"), ElementsAre(7, 3, 4, 0));
  EXPECT_THAT(parse_seeds("18446744073709551614-18446744073709551615"),
              ElementsAre(18446744073709551614U, 18446744073709551615U));
  for (const char* bad : {"", "-", "1-", "-1", "1,,2", "1.5", "2-1", "1,0-1", "0-10000",
                          "18446744073709551616", "0-5000,6000-12000"}) {
    EXPECT_THAT(message_of([=] { parse_seeds(bad); }), HasSubstr("--seeds")) << bad;
  }
  EXPECT_EQ(parse_seeds("0-9999").size(), kMaxSweepCells);
}

TEST(SweepPlan, EveryCombinationOnceTheLastRunningFastest) {
  const auto plan = make_plan(arguments_of({"a.png", "b.png"}, {"sigma=1,3", "width=8,9"}, "5,4"));
  ASSERT_EQ(plan.cells.size(), 16U);
  std::set<std::string> settings;
  for (std::size_t i = 0; i < 16; ++i) {
    const SweepCell& cell = plan.cells[i];
    EXPECT_EQ(cell.target, i / 8);
    EXPECT_THAT(cell.values, ElementsAre(i / 4 % 2, i / 2 % 2));
    EXPECT_EQ(cell.config.mapping.sigma, i / 4 % 2 == 0 ? 1 : 3);
    EXPECT_EQ(cell.config.width, i / 2 % 2 == 0 ? 8 : 9);
    EXPECT_EQ(cell.config.seed, i % 2 == 0 ? 5U : 4U);
    EXPECT_EQ(cell.config.mapping.n_frequencies, 8);
    settings.insert(text(cell.target, config_difference({}, cell.config)));
  }
  EXPECT_EQ(settings.size(), 16U);
  EXPECT_EQ(plan.setting_label(plan.cells[4], 0), "sigma 3");
}

TEST(SweepPlan, SignalsStartFromTheirOwnDefaults) {
  SweepArguments arguments = arguments_of({"signal:sine", "a.png"}, {"sigma=1,2"});
  arguments.given = "";
  const auto plan = make_plan(arguments);
  EXPECT_EQ(plan.cells[0].config.task, TaskKind::signal);
  EXPECT_EQ(plan.cells[0].config.width, signal_defaults().width);
  EXPECT_EQ(plan.cells[2].config.task, TaskKind::image);
  EXPECT_EQ(plan.cells[2].config.width, RunConfig{}.width);
}

TEST(SweepPlan, TheLargestFitsAndOneMoreDoesNot) {
  EXPECT_EQ(make_plan(arguments_of({"a.png"}, {"sigma=1,2"}, "0-4999")).cells.size(),
            kMaxSweepCells);
  const auto larger = arguments_of({"a.png"}, {"sigma=1,2"}, "0-5000");
  EXPECT_THAT(message_of([&] { make_plan(larger); }), HasSubstr("10000"));
}

TEST(SweepPlan, SettingsThatDoNotFitNameTheCell) {
  const auto arguments = arguments_of({"a.png"}, {"mapping=none,power"});
  EXPECT_THAT(message_of([&] { make_plan(arguments); }),
              testing::AllOf(HasSubstr("a.png"), HasSubstr("--mapping power")));
}

TEST(SweepNames, AreReadableAndSafe) {
  const auto plan = make_plan(arguments_of({"/tmp/My photo (ü).v2.png"}, {"sigma=0.5", "lr=1e-5"}));
  EXPECT_THAT(cell_name(plan, plan.cells[0], "f"),
              testing::MatchesRegex("My-photo-----.v2_sigma-0.5_lr-1e-05_seed-0_[0-9a-f]+"));
  const auto hidden = make_plan(arguments_of({"a/.png"}, {}));
  EXPECT_NE(cell_name(hidden, hidden.cells[0], "f").front(), '.');
  const auto longest = make_plan(arguments_of({std::string(300, 'x') + ".png"}, {"sigma=1"}));
  EXPECT_LT(cell_name(longest, longest.cells[0], "f").size(), 200U);
}

/// Another value of a setting; the first of these that it takes.
RunConfig with_another_value(const Setting& setting) {
  for (const char* value : {"0", "7", "none", "on", "tanh", "standard", "sgd", "sum", "fit", "all",
                            "gray", "#000000", "sine", "signal", "linear"}) {
    RunConfig config;
    try {
      setting.set(config, value);
    } catch (const std::invalid_argument&) {
      continue;
    }
    if (setting.get(config) != setting.get({})) return config;
  }
  throw std::logic_error(text("no other value of ", setting.key));
}

TEST(SweepNames, DifferInEverySettingTheStepsAndTheSource) {
  auto plan = make_plan(arguments_of({"a.png"}, {}));
  SweepCell cell = plan.cells[0];
  cell.config = {};
  std::set<std::string> names = {cell_name(plan, cell, "f"), cell_name(plan, cell, "g")};
  for (const Setting& setting : settings_table()) {
    cell.config = with_another_value(setting);
    const std::string name = cell_name(plan, cell, "f");
    EXPECT_TRUE(names.insert(name).second) << setting.key << ": " << name;
  }
  cell.config = {};
  plan.n_steps += 1;
  EXPECT_TRUE(names.insert(cell_name(plan, cell, "f")).second);
  EXPECT_EQ(names.size(), settings_table().size() + 3);
}

TEST(SweepNames, FingerprintsAreOfPixelsAndShape) {
  const auto of = [](int width, int height, int channels, std::uint8_t last) {
    Image image{width, height, channels, std::vector<std::uint8_t>(12, 9)};
    image.pixels.back() = last;
    return fingerprint(Sources{shared(image), nullptr});
  };
  EXPECT_EQ(of(4, 3, 1, 0), of(4, 3, 1, 0));
  const std::set<std::string> different = {of(4, 3, 1, 0), of(4, 3, 1, 1), of(3, 4, 1, 0),
                                           of(2, 2, 3, 0), fingerprint(Sources{})};
  EXPECT_EQ(different.size(), 5U);
  EXPECT_EQ(fingerprint(std::string("missing.png")), "unreadable");
}

TEST(SweepTable, FieldsAreQuotedWhereTheyMustBe) {
  EXPECT_EQ(csv_field("plain text"), "plain text");
  EXPECT_EQ(csv_field("a,b"), "\"a,b\"");
  EXPECT_EQ(csv_field("say \"a\""), "\"say \"\"a\"\"\"");
  EXPECT_EQ(csv_field("two\nlines"), "\"two\nlines\"");
}

std::vector<std::string> lines_of(const std::string& csv) {
  std::istringstream in(csv);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

TEST(SweepTable, MissingAndFailedCellsHaveTheirSettings) {
  const auto plan = make_plan(arguments_of({"a.png"}, {"sigma=1,3"}));
  CellRecord failed;
  failed.json = {{"cell", "n"}, {"state", "failed"}, {"reason", "a, b"}};
  const auto lines = lines_of(sweep_csv(plan, {"m", "n"}, {std::nullopt, failed}));
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_THAT(lines[0], testing::StartsWith("number,cell,target,state,reason,image_width,"));
  EXPECT_THAT(lines[1], testing::StartsWith("0,m,a.png,missing,,,"));
  EXPECT_THAT(lines[2], testing::StartsWith("1,n,a.png,failed,\"a, b\",,"));
  EXPECT_THAT(lines[1], HasSubstr(",image,gaussian,1,1,8,off,12,"));
  EXPECT_THAT(lines[2], HasSubstr(",image,gaussian,3,1,8,off,12,"));
  const auto n_commas = [](const std::string& line) { return std::ranges::count(line, ','); };
  EXPECT_EQ(n_commas(lines[1]), n_commas(lines[0]));
  EXPECT_EQ(n_commas(lines[2]), n_commas(lines[0]) + 1);  // the one in quotes
}

TEST(SweepTable, EveryColumnOnceWhateverVaries) {
  const auto header = [](const std::vector<std::string>& vary) {
    const auto plan = make_plan(arguments_of({"a.png"}, vary));
    return lines_of(sweep_csv(plan, {"m"}, {std::nullopt}))[0];
  };
  EXPECT_EQ(header({"sigma=1"}), header({"lr=1", "batch=full"}));
  std::istringstream in(header({}));
  std::set<std::string> columns;
  for (std::string column; std::getline(in, column, ',');) {
    EXPECT_TRUE(columns.insert(column).second) << column;
  }
}

class SweepCellTest : public testing::Test {
 protected:
  SweepCellTest() {
    save_png(folder_.path() / "a.png", noise_image(14, 12, 3));
    std::filesystem::create_directory(cells_folder(folder_.path()));
    SweepArguments arguments = arguments_of({(folder_.path() / "a.png").string()}, {});
    arguments.given += " --crop fit";
    plan_ = make_plan(arguments);
  }

  CellRecord run(const std::string& name, const Interrupted& interrupted = {}) {
    const CellOrder order{plan_, plan_.cells[0], name, fingerprint(plan_.targets[0]),
                          folder_.path()};
    return run_cell(order, pool_, interrupted, [this] { ++n_steps_; });
  }

  TemporaryFolder folder_;
  SweepPlan plan_;
  ThreadPool pool_{1};
  int n_steps_ = 0;
};

TEST_F(SweepCellTest, MeasuresThePictureItWrites) {
  const CellRecord record = run("cell");
  EXPECT_FALSE(record.failed()) << record.reason();
  EXPECT_EQ(n_steps_, 3);
  const Image target = noise_image(14, 12, 3);
  const Image learned = load_image(picture_path(folder_.path(), "cell"));
  EXPECT_EQ(record.json["ssim"].get<double>(), ssim(target, learned));
  EXPECT_EQ(record.json["flip"].get<double>(), flip(target, learned));
  EXPECT_EQ(record.json["measured_at_step"], 3);
}

TEST_F(SweepCellTest, IsReadAsItWasWritten) {
  EXPECT_FALSE(read_cell(folder_.path(), "cell"));
  const CellRecord written = run("cell");
  const auto read = read_cell(folder_.path(), "cell");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->json, written.json);
  EXPECT_THAT(read->to_line(), testing::MatchesRegex("train [0-9.]+ dB, held-out [0-9.]+ dB, "
                                                     "SSIM -?[0-9.]+, FLIP [0-9.]+, [0-9.]+ s"));
}

TEST_F(SweepCellTest, OfAnotherNameOrDamagedIsNone) {
  run("cell");
  const auto record = record_path(folder_.path(), "cell");
  std::filesystem::copy_file(record, record_path(folder_.path(), "other"));
  EXPECT_FALSE(read_cell(folder_.path(), "other"));
  const std::string whole = bytes_of(record);
  folder_.file("cells/cell.json", whole.substr(0, whole.size() / 2));
  EXPECT_FALSE(read_cell(folder_.path(), "cell"));
  folder_.file("cells/cell.json", whole);
  EXPECT_TRUE(read_cell(folder_.path(), "cell"));
  std::filesystem::remove(picture_path(folder_.path(), "cell"));
  EXPECT_FALSE(read_cell(folder_.path(), "cell"));
}

TEST_F(SweepCellTest, InterruptedWritesNothing) {
  EXPECT_THROW(run("cell", [] { return true; }), FitInterrupted);
  EXPECT_TRUE(std::filesystem::is_empty(cells_folder(folder_.path())));
}

TEST_F(SweepCellTest, APictureThatChangedIsAFailure) {
  const CellOrder order{plan_, plan_.cells[0], "cell", "another", folder_.path()};
  const CellRecord record = run_cell(order, pool_, {}, [] {});
  EXPECT_TRUE(record.failed());
  EXPECT_THAT(record.reason(), HasSubstr("a.png: changed"));
  EXPECT_TRUE(read_cell(folder_.path(), "cell")->failed());
  EXPECT_FALSE(std::filesystem::exists(picture_path(folder_.path(), "cell")));
}

}  // namespace
}  // namespace fscope
