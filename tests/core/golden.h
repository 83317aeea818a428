// Golden numbers: JSON files beside the Python that made them.
#pragma once

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "core/network/fourier_mapping.h"
#include "core/support/check.h"

namespace fscope::golden {

/// tests/golden/NAME.
inline nlohmann::json read(const std::string& name) {
  std::ifstream file(FSCOPE_GOLDEN_DIR "/" + name);
  require(file.good(), "cannot read ", FSCOPE_GOLDEN_DIR, '/', name);
  return nlohmann::json::parse(file);
}

/// A list of rows; an empty list is an empty matrix.
inline Eigen::MatrixXd matrix(const nlohmann::json& rows) {
  const auto n_rows = static_cast<Index>(rows.size());
  Eigen::MatrixXd out(n_rows, n_rows == 0 ? 0 : static_cast<Index>(rows[0].size()));
  for (Index i = 0; i < out.rows(); ++i) {
    for (Index j = 0; j < out.cols(); ++j) {
      out(i, j) = rows[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)].get<double>();
    }
  }
  return out;
}

inline Eigen::VectorXd vector(const nlohmann::json& list) {
  const auto values = list.get<std::vector<double>>();
  return Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Index>(values.size()));
}

}  // namespace fscope::golden
