#include "app/io/signal_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <new>
#include <stdexcept>
#include <utility>
#include <vector>

#include "app/io/file_descriptor.h"
#include "app/io/path_text.h"
#include "app/io/regular_file.h"
#include "core/support/check.h"

namespace fscope {
namespace {

using std::string_view;

constexpr string_view kBlanks = " \t\r\f\v";

/// Columns of a file, one entry a line; x is empty when there is only y.
struct Columns {
  std::vector<double> x;
  std::vector<double> y;
};

string_view trimmed(string_view s) {
  const std::size_t begin = s.find_first_not_of(kBlanks);
  if (begin == string_view::npos) return {};
  return s.substr(begin, s.find_last_not_of(kBlanks) - begin + 1);
}

std::vector<string_view> split_at(string_view line, char separator) {
  std::vector<string_view> out;
  for (std::size_t begin = 0;;) {
    const std::size_t end = line.find(separator, begin);
    out.push_back(trimmed(line.substr(begin, end - begin)));
    if (end == string_view::npos) return out;
    begin = end + 1;
  }
}

std::vector<string_view> split_at_blanks(string_view line) {
  std::vector<string_view> out;
  for (std::size_t begin = 0; begin < line.size();) {
    const std::size_t end = std::min(line.find_first_of(kBlanks, begin), line.size());
    if (end > begin) out.push_back(line.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

/// The fields of a line that is not blank.
std::vector<string_view> fields_of(string_view line) {
  for (const char separator : {';', '\t', ','}) {
    if (line.find(separator) != string_view::npos) return split_at(line, separator);
  }
  return split_at_blanks(line);
}

string_view without_quotes(string_view field) {
  const bool quoted = field.size() >= 2 && field.front() == '"' && field.back() == '"';
  return quoted ? trimmed(field.substr(1, field.size() - 2)) : field;
}

/// False when the field is not a number as a whole.
bool read_number(string_view field, bool comma_is_point, double& value) {
  std::string word(without_quotes(field));
  if (comma_is_point) std::ranges::replace(word, ',', '.');
  if (word.starts_with('+')) word.erase(0, 1);
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  return !word.empty() && error == std::errc() && end == word.data() + word.size();
}

/// For messages: not longer than a line.
std::string quoted(string_view field) {
  constexpr std::size_t kMaxShown = 40;
  const bool cut = field.size() > kMaxShown;
  return text("'", escape_bytes(field.substr(0, kMaxShown)), cut ? "..." : "", "'");
}

/// Takes the lines of a file one after another; throws std::runtime_error without the place.
class Reader {
 public:
  void read(string_view line) {
    line = trimmed(line);
    if (line.empty() || line[0] == '#') return;
    const auto fields = fields_of(line);
    const bool first = std::exchange(first_, false);
    const bool decimal_commas = line.find(';') != string_view::npos;
    std::array<double, 2> numbers{};
    for (std::size_t i = 0; i < fields.size(); ++i) {
      double number = 0;
      if (read_number(fields[i], decimal_commas, number)) {
        if (i < numbers.size()) numbers.at(i) = number;
      } else if (first && !any_number(fields, decimal_commas)) {
        return;  // a header
      } else {
        throw std::runtime_error(fields[i].empty() ? "a field is empty"
                                                   : text(quoted(fields[i]), " is not a number"));
      }
    }
    add(numbers, fields.size());
  }

  Columns columns() && { return std::move(columns_); }

 private:
  static bool any_number(const std::vector<string_view>& fields, bool decimal_commas) {
    double number = 0;
    return std::ranges::any_of(
        fields, [&](string_view field) { return read_number(field, decimal_commas, number); });
  }

  void add(const std::array<double, 2>& numbers, std::size_t n) {
    auto& [x, y] = columns_;
    if (n > 2) {
      throw std::runtime_error(
          text("there are ", n, " columns; one (y) or two (x and y) can be read"));
    }
    if (!y.empty() && (n == 2) != !x.empty()) {
      throw std::runtime_error(n == 2 ? "this line has two columns, those before have one"
                                      : "this line has one column, those before have two");
    }
    if (!std::isfinite(numbers[0]) || !std::isfinite(numbers[1])) {
      throw std::runtime_error("a number is not finite");
    }
    if (y.size() == kMaxSamples) {
      throw std::runtime_error(text("there are more than ", kMaxSamples, " values"));
    }
    if (n == 2 && !x.empty() && !(numbers[0] > x.back())) {
      throw std::runtime_error(
          text("x must grow from line to line, ", numbers[0], " comes after ", x.back()));
    }
    if (n == 2) x.push_back(numbers[0]);
    y.push_back(numbers[n - 1]);
  }

  Columns columns_;
  bool first_ = true;
};

Columns read_columns(const std::filesystem::path& path, string_view bytes) {
  constexpr string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
  Reader reader;
  for (std::size_t number = 1; !bytes.empty(); ++number) {
    const std::size_t end = std::min(bytes.find_first_of("\r\n"), bytes.size());
    try {
      reader.read(bytes.substr(0, end));
    } catch (const std::runtime_error& error) {
      throw std::runtime_error(
          text(escape_bytes(path.native()), ", line ", number, ": ", error.what()));
    }
    const bool two = bytes.substr(end).starts_with("\r\n");
    bytes.remove_prefix(std::min(end + (two ? 2 : 1), bytes.size()));
  }
  Columns columns = std::move(reader).columns();
  if (columns.y.size() < 2) {
    throw file_error(path, text("there must be at least 2 values, there is ",
                                columns.y.empty() ? "none" : "one"));
  }
  return columns;
}

/// y at as many points as there are, at equal distances from the first x to the last.
std::vector<double> at_equal_distances(const Columns& columns) {
  const auto& [x, y] = columns;
  const std::size_t last = y.size() - 1;
  std::vector<double> out(y.size());
  std::size_t left = 0;
  for (std::size_t k = 0; k <= last; ++k) {
    const double t = static_cast<double>(k) / static_cast<double>(last);
    const double position = (1 - t) * x.front() + t * x.back();
    while (left + 1 < last && x[left + 1] <= position) ++left;
    const double width = x[left + 1] / 2 - x[left] / 2;  // halves: the difference may overflow
    const double u = std::clamp((position / 2 - x[left] / 2) / width, 0.0, 1.0);
    out[k] = (1 - u) * y[left] + u * y[left + 1];
  }
  return out;
}

bool is_even(const std::vector<double>& x) {
  const double step =
      x.back() / static_cast<double>(x.size() - 1) - x.front() / static_cast<double>(x.size() - 1);
  for (std::size_t k = 1; k < x.size(); ++k) {
    constexpr double kRounding = 1e-3;  // positions may be printed with few digits
    if (std::abs(x[k] - x[k - 1] - step) > kRounding * step) return false;
  }
  return true;
}

/// To [-1/2, 1/2]. Halves, as the difference of two large numbers may overflow.
void scale(std::vector<double>& values) {
  const auto [low, high] = std::ranges::minmax(values);
  const double range = high / 2 - low / 2;
  for (double& value : values) value = range > 0 ? (value / 2 - low / 2) / range - 0.5 : 0;
}

std::string describe(const Columns& columns) {
  const auto [low, high] = std::ranges::minmax(columns.y);
  std::string note = low < high
                         ? text("values from ", low, " to ", high, " were scaled to -0.5 to 0.5")
                         : text("all values are ", low, ": the signal is 0");
  if (columns.x.empty()) return note;
  note += text("; x from ", columns.x.front(), " to ", columns.x.back(), " became 0 to 1");
  if (!is_even(columns.x)) note += ", made even by interpolation";
  return note;
}

}  // namespace

bool names_signal(string_view name) {
  if (name.starts_with(kSignalPrefix)) return true;
  const auto extension = std::filesystem::path(name).extension().native();
  constexpr std::array<string_view, 4> kExtensions = {".csv", ".tsv", ".dat", ".txt"};
  return std::ranges::find(kExtensions, fold_case(escape_bytes(extension))) != kExtensions.end();
}

SignalKind named_signal(string_view name) {
  if (!name.starts_with(kSignalPrefix)) return SignalKind::samples;
  std::string known;
  for (const SignalKind kind : kSignalKinds) {
    if (kind == SignalKind::samples) continue;
    if (name.substr(kSignalPrefix.size()) == signal_name(kind)) return kind;
    known += text(known.empty() ? "" : ", ", kSignalPrefix, signal_name(kind));
  }
  throw std::invalid_argument(text(escape_bytes(name), ": there is no such signal; there are ",
                                   known, ", and files such as signal.csv"));
}

SignalFile load_signal_file(const std::filesystem::path& path) {
  try {
    Columns columns = read_columns(path, read_regular_file(path, kMaxSignalFileBytes));
    std::string note = describe(columns);
    auto values = columns.x.empty() ? std::move(columns.y) : at_equal_distances(columns);
    scale(values);
    return {.title = escape_bytes(path.filename().native()),
            .file = std::filesystem::absolute(path),
            .samples = std::make_shared<const Samples>(std::move(values)),
            .note = std::move(note)};
  } catch (const std::bad_alloc&) {
    throw file_error(path, "not enough memory to read it");
  }
}

}  // namespace fscope
