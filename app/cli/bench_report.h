// What a benchmark found, as tables to read.
#pragma once

#include <string>
#include <vector>

#include "app/cli/bench_sections.h"

namespace fscope {

/// "name: value" on a line of its own for every member of an object.
std::string to_lines(const Json& object);
/// These members of every row, under their names, in columns; numbers to four digits, "-" for null.
std::string to_table(const Json& rows, const std::vector<std::string>& columns);

}  // namespace fscope
