#include "app/gui/script.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace fscope {
namespace {

std::string fault_of(std::string_view script) {
  try {
    parse_script(script);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return {};
}

TEST(Script, IsALineAStep) {
  const auto steps = parse_script("open target:page\n\n  click \"Reset to step 0\"  # again\n");
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0].verb, "open");
  EXPECT_THAT(steps[0].words, testing::ElementsAre("target:page"));
  EXPECT_EQ(steps[1].line, 3);
  EXPECT_EQ(steps[1].verb, "click");
  EXPECT_THAT(steps[1].words, testing::ElementsAre("Reset to step 0"));
}

TEST(Script, NothingIsNoStep) {
  EXPECT_TRUE(parse_script("").empty());
  EXPECT_TRUE(parse_script("# only words\n\n").empty());
}

TEST(Script, FaultsNameTheirLine) {
  EXPECT_EQ(fault_of("key space\nclik a"), "2: there is no step 'clik'");
  EXPECT_EQ(fault_of("click \"a"), "1: a quote is not closed");
  EXPECT_EQ(fault_of("set sigma"), "1: 'set' takes 2 words, not 1");
  EXPECT_EQ(fault_of("wait"), "1: 'wait' takes 1 or more words, not 0");
}

TEST(Script, KeysAreNamed) {
  EXPECT_EQ(parse_key("Page_Down").key, GLFW_KEY_PAGE_DOWN);
  EXPECT_EQ(parse_key("[").key, GLFW_KEY_LEFT_BRACKET);
  const ScriptKey undo = parse_key("ctrl+shift+z");
  EXPECT_EQ(undo.key, GLFW_KEY_Z);
  EXPECT_EQ(undo.mods, GLFW_MOD_CONTROL | GLFW_MOD_SHIFT);
  EXPECT_THROW(parse_key("hyper"), std::runtime_error);
  EXPECT_THROW(parse_key(""), std::runtime_error);
}

}  // namespace
}  // namespace fscope
