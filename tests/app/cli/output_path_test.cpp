#include "app/cli/output_path.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

namespace fscope {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::StartsWith;

class OutputPath : public testing::Test {
 protected:
  void SetUp() override {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::path(testing::TempDir()) / ("output_path_" + std::string(test->name()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    std::ofstream(folder_ / "there.png") << "old";
  }
  void TearDown() override { fs::remove_all(folder_); }

  static std::string message(const std::function<void()>& action) {
    try {
      action();
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "";
  }

  fs::path folder_;
};

TEST_F(OutputPath, NewAndOldFilesAreFineAndLeftAlone) {
  EXPECT_NO_THROW(check_output_path(folder_ / "new.png"));
  EXPECT_NO_THROW(check_output_path(folder_ / "there.png"));
  EXPECT_NO_THROW(check_output_path("/dev/null"));
  EXPECT_FALSE(fs::exists(folder_ / "new.png"));
  EXPECT_EQ(fs::file_size(folder_ / "there.png"), 3U);
}

TEST_F(OutputPath, FoldersAreNoFiles) {
  const std::string error = message([&] { check_output_path(folder_); });
  EXPECT_THAT(error, StartsWith(folder_.string()));
  EXPECT_THAT(error, HasSubstr("folder"));
}

TEST_F(OutputPath, TheFolderMustBeThere) {
  EXPECT_THAT(message([&] { check_output_path(folder_ / "no" / "x.png"); }),
              HasSubstr("does not exist"));
  EXPECT_THAT(message([&] { check_output_path(folder_ / "there.png" / "x.png"); }),
              HasSubstr("there.png"));
}

TEST_F(OutputPath, AnOutputFolderMayStillHaveToBeMade) {
  EXPECT_NO_THROW(check_output_folder(folder_));
  EXPECT_NO_THROW(check_output_folder(folder_ / "new" / "deep"));
  EXPECT_NO_THROW(check_output_folder("surely-not-there"));
  EXPECT_FALSE(fs::exists(folder_ / "new"));
  for (const fs::path& path : {folder_ / "there.png", folder_ / "there.png" / "below"}) {
    EXPECT_THAT(message([&] { check_output_folder(path); }), HasSubstr("there.png: this is not"));
  }
}

TEST_F(OutputPath, AnotherNameOfTheSameFileIsFound) {
  const fs::path there = folder_ / "there.png";
  fs::create_symlink(there, folder_ / "link.png");
  EXPECT_THAT(message([&] { check_different(folder_ / "link.png", there); }),
              HasSubstr("would overwrite"));
  EXPECT_THAT(message([&] { check_different(folder_ / "a" / ".." / "new", folder_ / "new"); }),
              HasSubstr("would overwrite"));
  EXPECT_NO_THROW(check_different(folder_ / "new.png", there));
  EXPECT_NO_THROW(check_different("/dev/null", "/dev/null"));
}

}  // namespace
}  // namespace fscope
