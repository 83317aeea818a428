#include "app/cli/bench_report.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "core/support/check.h"

namespace fscope {
namespace {

/// Four digits, without an exponent.
std::string number(double x) {
  const int n_digits = x == 0 ? 1 : static_cast<int>(std::floor(std::log10(std::abs(x)))) + 1;
  std::array<char, 64> out{};
  std::snprintf(out.data(), out.size(), "%.*f", std::clamp(4 - n_digits, 0, 4), x);
  return out.data();
}

std::string cell(const Json& value) {
  if (value.is_null()) return "-";
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_float()) return number(value.get<double>());
  if (!value.is_structured()) return value.dump();
  std::string out;
  for (const Json& part : value) out.append(out.empty() ? "" : " ").append(cell(part));
  return out;
}

}  // namespace

std::string to_lines(const Json& object) {
  std::string out;
  for (const auto& [name, value] : object.items()) out += text(name, ": ", cell(value), '\n');
  return out;
}

std::string to_table(const Json& rows, const std::vector<std::string>& columns) {
  std::vector<std::vector<std::string>> lines = {columns};
  for (const Json& row : rows) {
    lines.emplace_back();
    for (const std::string& name : columns) lines.back().push_back(cell(row.at(name)));
  }
  std::vector<std::size_t> widths(columns.size(), 0);
  for (const auto& line : lines) {
    for (std::size_t i = 0; i < widths.size(); ++i) widths[i] = std::max(widths[i], line[i].size());
  }
  std::string out;
  for (const auto& line : lines) {
    for (std::size_t i = 0; i < widths.size(); ++i) {
      out += std::string(widths[i] - line[i].size() + (i == 0 ? 0 : 2), ' ') + line[i];
    }
    out += '\n';
  }
  return out;
}

}  // namespace fscope
