// Checks at the boundary: bad input throws with the offending value in the message.
#pragma once

#include <sstream>
#include <stdexcept>
#include <string>

namespace fscope {

/// The parts written one after another, as operator<< writes them.
template <class... Parts>
std::string text(const Parts&... parts) {
  std::ostringstream out;
  (out << ... << parts);
  return out.str();
}

/// Throws std::invalid_argument with the parts as its message unless `ok`.
template <class... Parts>
void require(bool ok, const Parts&... parts) {
  if (!ok) throw std::invalid_argument(text(parts...));
}

}  // namespace fscope
