#include "core/training/config.h"

#include <gtest/gtest.h>

#include <limits>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace fscope {
namespace {

struct Values {
  std::vector<std::string> good;
  std::vector<std::string> bad;
};

/// For every setting: values it takes, not its default alone, and values it refuses.
const std::map<std::string, Values, std::less<>> kValues = {
    {"task", {{"image", "signal"}, {"Image", "3d"}}},
    {"mapping",
     {{"none", "basic", "positional", "gaussian", "uniform", "log-uniform", "laplacian", "power"},
      {"", "Gaussian", "fourier"}}},
    {"sigma", {{"0", "0.1", "3.25", "1000000"}, {"-1", "nan", "inf", "1e7", "3x", "", "0x10"}}},
    {"power", {{"0", "0.5", "inf"}, {"-0.5", "nan", "p"}}},
    {"features", {{"1", "512", "4096"}, {"0", "-3", "4097", "2.5", "many"}}},
    {"normalize", {{"off", "on"}, {"true", "1"}}},
    {"width", {{"1", "256", "4096"}, {"0", "4097", "-1", "w"}}},
    {"layers", {{"1", "4", "32"}, {"0", "33", "x"}}},
    {"activation", {{"relu", "tanh", "sine"}, {"sin", "ReLU"}}},
    {"parameterization", {{"glorot", "standard", "ntk"}, {"NTK", "xavier"}}},
    {"output", {{"sigmoid", "linear", "tanh"}, {"softmax"}}},
    {"optimizer", {{"adam", "sgd"}, {"Adam", "lbfgs"}}},
    {"lr", {{"0", "0.001", "1e-05", "100"}, {"-1", "nan", "1e7", "fast", "inf"}}},
    {"batch", {{"full", "1", "16384"}, {"0", "-1", "Full", "99999999999"}}},
    {"loss", {{"mean", "sum"}, {"max"}}},
    {"size", {{"original", "64", "16384"}, {"0", "-64", "16385", "big"}}},
    {"crop", {{"centre", "fit"}, {"center"}}},
    {"split", {{"even-odd", "all"}, {"odd"}}},
    {"color", {{"auto", "gray", "rgb"}, {"colour"}}},
    {"background", {{"#ffffff", "#010aff"}, {"ffffff", "#fff", "#gggggg", "#ffffff0", "white"}}},
    {"signal",
     {{"noise", "sine", "two-sines", "square", "sawtooth", "chirp", "bump", "samples"},
      {"", "Sine", "signal:sine"}}},
    {"alpha", {{"0", "0.5", "2", "4"}, {"-1", "4.5", "nan", "a"}}},
    {"band-limit", {{"none", "1", "64", "16384"}, {"0", "-1", "16385", "1.5"}}},
    {"signal-seed", {{"0", "7", "18446744073709551615"}, {"-1", "18446744073709551616", "x"}}},
    {"frequency", {{"0", "1.5", "16384"}, {"-1", "nan", "inf", "20000"}}},
    {"frequency2", {{"0", "1.5", "16384"}, {"-1", "nan", "inf", "20000"}}},
    {"bump-width", {{"0.0001", "0.05", "10"}, {"0", "-1", "11", "nan"}}},
    {"train-points", {{"1", "8", "33", "1024"}, {"0", "1025", "-8", "2.5"}}},
    {"oversampling", {{"1", "2", "16"}, {"0", "17", "x"}}},
    {"seed", {{"0", "7", "18446744073709551615"}, {"-1", "18446744073709551616", "1.5", "x"}}},
};

TEST(Settings, TheTestKnowsEverySettingOnce) {
  std::set<std::string> keys;
  for (const Setting& setting : settings_table()) {
    EXPECT_TRUE(kValues.contains(setting.key)) << setting.key;
    EXPECT_TRUE(keys.insert(std::string(setting.key)).second) << setting.key;
    EXPECT_FALSE(setting.help.empty());
    EXPECT_FALSE(setting.values.empty());
  }
  EXPECT_EQ(keys.size(), kValues.size());
}

TEST(Settings, EveryValueRoundTrips) {
  for (const auto& [key, values] : kValues) {
    for (const std::string& value : values.good) {
      RunConfig config;
      find_setting(key).set(config, value);
      const std::string printed = find_setting(key).get(config);
      RunConfig again;
      find_setting(key).set(again, printed);
      EXPECT_EQ(again, config) << key << ' ' << value << " printed as " << printed;
    }
  }
}

TEST(Settings, EveryBadValueIsRefusedByKeyAndValue) {
  for (const auto& [key, values] : kValues) {
    for (const std::string& value : values.bad) {
      RunConfig config;
      try {
        find_setting(key).set(config, value);
        ADD_FAILURE() << key << " took '" << value << "'";
      } catch (const std::invalid_argument& error) {
        const std::string message = error.what();
        EXPECT_NE(message.find("--" + key), std::string::npos) << message;
        EXPECT_NE(message.find("'" + value + "'"), std::string::npos) << message;
      }
      EXPECT_EQ(config, RunConfig{}) << key << " changed before it refused '" << value << "'";
    }
  }
}

TEST(Settings, NoTwoSettingsShareAField) {
  std::set<std::string> differences;
  for (const auto& [key, values] : kValues) {
    RunConfig config;
    for (const std::string& value : values.good) {
      find_setting(key).set(config, value);
      if (config != RunConfig{}) break;
    }
    const std::string difference = config_difference({}, config);
    EXPECT_TRUE(difference.starts_with("--" + key + " ")) << difference;
    EXPECT_EQ(difference.find("--", 2), std::string::npos) << difference;
  }
}

TEST(Settings, UnknownKeysAreNamed) {
  try {
    find_setting("sigmoid");
    ADD_FAILURE() << "found";
  } catch (const std::invalid_argument& error) {
    EXPECT_NE(std::string(error.what()).find("sigmoid"), std::string::npos);
  }
}

TEST(Config, DifferenceByHand) {
  RunConfig config;
  EXPECT_EQ(config_difference({}, config), "");
  config.mapping.sigma = 3.5;  // not the default
  config.batch = 0;
  EXPECT_EQ(config_difference({}, config), "--sigma 3.5 --batch full");
}

TEST(Config, WithSettingsIsTheInverseOfDifference) {
  RunConfig all_different;
  for (const auto& [key, values] : kValues) {
    for (const std::string& value : values.good) {
      RunConfig config;
      find_setting(key).set(config, value);
      EXPECT_EQ(with_settings({}, config_difference({}, config)), config);
      find_setting(key).set(all_different, value);
      EXPECT_EQ(with_settings(config, config_difference(config, all_different)), all_different);
    }
  }
}

TEST(Config, NumbersKeepEveryBit) {
  RunConfig config;
  config.mapping.sigma = 0.1 + 0.2;
  config.learning_rate = 1.0 / 3;
  const RunConfig again = with_settings({}, config_difference({}, config));
  EXPECT_EQ(again.mapping.sigma, config.mapping.sigma);
  EXPECT_EQ(again.learning_rate, config.learning_rate);
}

TEST(Config, WithSettingsRefusesMalformedLists) {
  for (const char* list : {"sigma 3", "--sigma", "--sigma 3 --lr", "--nonsense 3", "-- 3", "--"}) {
    EXPECT_THROW(with_settings({}, list), std::invalid_argument) << list;
  }
  EXPECT_EQ(with_settings({}, "  \t "), RunConfig{});
}

TEST(Config, CheckNamesTheSettingOutOfRange) {
  const auto refusal = [](const RunConfig& config) -> std::string {
    try {
      check_config(config);
    } catch (const std::invalid_argument& error) {
      return error.what();
    }
    return "accepted";
  };
  EXPECT_EQ(refusal({}), "accepted");
  RunConfig config;
  config.width = 0;
  EXPECT_NE(refusal(config).find("--width"), std::string::npos);
  config = {};
  config.learning_rate = std::numeric_limits<double>::quiet_NaN();
  EXPECT_NE(refusal(config).find("--lr"), std::string::npos);
  config = {};
  config.width = 4096;
  config.n_layers = 32;
  EXPECT_NE(refusal(config).find("parameters"), std::string::npos);
}

TEST(Config, FourLayersOf4096AreAllowed) {
  RunConfig config;
  config.width = 4096;
  config.n_layers = 4;
  EXPECT_NO_THROW(check_config(config));
}

TEST(Config, TheLaboratorysDefaultsAreInOrderAndReplayable) {
  const RunConfig config = signal_defaults();
  EXPECT_NO_THROW(check_config(config));
  EXPECT_EQ(config.task, TaskKind::signal);
  EXPECT_EQ(config.parameterization, Parameterization::standard);
  EXPECT_EQ(config.signal.n_points(), 256);
  EXPECT_EQ(with_settings({}, config_difference({}, config)), config);
  EXPECT_NEAR(make_mapping(config.mapping, 1, 0).amplitude.norm(), 1, 1e-15);
}

TEST(Config, NetworkShapeByHand) {
  const RunConfig config = with_settings({}, "--width 64 --layers 4 --activation tanh");
  const auto mapping = make_mapping({.n_frequencies = 10}, 2, 0);
  const MlpShape expected{.n_inputs = 20,
                          .width = 64,
                          .n_layers = 4,
                          .n_outputs = 1,
                          .hidden = Activation::tanh,
                          .output = OutputActivation::sigmoid};
  EXPECT_EQ(network_shape(config, mapping, 1), expected);
}

}  // namespace
}  // namespace fscope
