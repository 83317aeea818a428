#include "app/io/network_file.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "core/training/subject.h"
#include "tests/app/io/temporary_folder.h"

namespace fscope {
namespace {

/// A network that nothing was trained of, as its settings make it.
NetworkFile network_with(std::string_view settings) {
  const RunConfig config = with_settings({}, settings);
  NetworkFile network;
  network.mapping = make_mapping(config.mapping, n_task_inputs(config.task), config.seed);
  network.shape = network_shape(config, network.mapping, 3);
  network.parameters = Vector<float>::LinSpaced(network.shape.n_parameters(), -1, 1);
  network.width = 8;
  network.height = 6;
  network.step = 12;
  network.settings = config_difference({}, config);
  return network;
}

TEST(NetworkFile, ARunCanGoOnFromWhatItsFileSays) {
  for (const char* settings :
       {"", "--mapping none --width 16", "--mapping positional --sigma 6 --features 12 --layers 2",
        "--sigma 0.3 --seed 9 --activation tanh --width 8", "--mapping laplacian --features 5"}) {
    const auto network = network_from_safetensors(to_safetensors(network_with(settings)));
    EXPECT_EQ(config_of(network), with_settings({}, settings)) << settings;
    EXPECT_EQ(network.parameters, network_with(settings).parameters) << settings;
  }
}

TEST(NetworkFile, WhatItsSettingsDoNotMakeIsRefused) {
  const auto reason = [](const NetworkFile& network) {
    return message_of([&] { config_of(network); });
  };
  NetworkFile network = network_with("--features 4 --width 8");
  network.mapping.B(0, 0) += 1e-3;
  EXPECT_TRUE(reason(network).starts_with("its mapping is not the one that its settings make"))
      << reason(network);
  network = network_with("--features 4 --width 8");
  network.shape.width = 9;
  EXPECT_EQ(reason(network), "its layers are not those that its settings make");
  network = network_with("");
  network.settings = "--sigmma 3";
  EXPECT_NE(reason(network).find("sigmma"), std::string::npos) << reason(network);
  network.settings = "--task signal";
  EXPECT_NE(reason(network), "");
}

TEST(NetworkFile, GoesByItsEnding) {
  EXPECT_TRUE(names_network("a/b.safetensors"));
  EXPECT_TRUE(names_network("B.SafeTensors"));
  EXPECT_FALSE(names_network("safetensors"));
  EXPECT_FALSE(names_network("a.safetensors.png"));
}

}  // namespace
}  // namespace fscope
