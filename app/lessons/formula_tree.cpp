#include "app/lessons/formula_tree.h"

#include <array>
#include <optional>
#include <utility>

#include "core/support/check.h"

namespace fscope {
namespace {

using Kind = FormulaKind;
using Role = FormulaRole;

constexpr int kMaxDepth = 50;  // of groups in groups
constexpr int kMaxColumns = 16;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_continuation(char c) { return (c & '\xC0') == '\x80'; }

FormulaNode symbol(std::string_view text, Role role = Role::ordinary,
                   FormulaFace face = FormulaFace::upright) {
  return {.kind = Kind::symbol, .text = std::string(text), .face = face, .role = role};
}

/// A node of a kind with these children.
template <class... Nodes>
FormulaNode node(Kind kind, Nodes... children) {
  FormulaNode out{.kind = kind};
  (out.children.push_back(std::move(children)), ...);
  return out;
}

/// A sign of one character.
FormulaNode plain_sign(std::string_view c) {
  if (is_letter(c[0])) return symbol(c, Role::ordinary, FormulaFace::italic);
  if (c == "-") return symbol("−", Role::binary);
  if (c == "*") return symbol("∗", Role::binary);
  if (c == "+") return symbol(c, Role::binary);
  if (c == "'") return symbol("′");
  if (c == "=" || c == "<" || c == ">" || c == ":") return symbol(c, Role::relation);
  if (c == "," || c == ";") return symbol(c, Role::punctuation);
  if (c == "(" || c == "[") return symbol(c, Role::opening);
  if (c == ")" || c == "]") return symbol(c, Role::closing);
  return symbol(c);
}

/// The width of a command that is a space.
std::optional<float> space_of(std::string_view command) {
  constexpr std::array<std::pair<std::string_view, float>, 5> kSpaces = {
      {{",", 0.17F}, {";", 0.28F}, {"!", -0.17F}, {"quad", 1.0F}, {"qquad", 2.0F}}};
  for (const auto& [name, width] : kSpaces) {
    if (name == command) return width;
  }
  return std::nullopt;
}

/// The brackets of an environment; none when there is no such one.
std::optional<std::pair<std::string, std::string>> brackets_of(std::string_view environment) {
  if (environment == "matrix") return {{".", "."}};
  if (environment == "pmatrix") return {{"(", ")"}};
  if (environment == "bmatrix") return {{"[", "]"}};
  if (environment == "cases") return {{"{", "."}};
  return std::nullopt;
}

class Parser {
 public:
  explicit Parser(std::string_view tex) : tex_(tex) {}

  FormulaNode lines() {
    FormulaNode grid{.kind = Kind::grid, .centred = false};
    do {
      grid.children.push_back(row());
    } while (take("\\\\"));
    if (!at_end()) refuse_stop();
    if (grid.children.size() == 1) return std::move(grid.children.front());
    return grid;
  }

 private:
  bool at_end() const { return at_ == tex_.size(); }
  bool ahead(std::string_view what) const { return tex_.substr(at_).starts_with(what); }
  bool take(std::string_view what) {
    skip_blanks();
    if (!ahead(what)) return false;
    at_ += what.size();
    return true;
  }
  void skip_blanks() {
    while (!at_end() && is_blank(tex_[at_])) ++at_;
  }
  std::size_t column(std::size_t place) const {
    std::size_t n = 1;
    for (std::size_t i = 0; i < place; ++i) n += is_continuation(tex_[i]) ? 0 : 1;
    return n;
  }
  template <class... Parts>
  [[noreturn]] void refuse(std::size_t place, const Parts&... parts) const {
    throw std::invalid_argument(text(parts..., " (column ", column(place), ")"));
  }

  /// Something that ends a row stands where nothing has begun that it could end.
  [[noreturn]] void refuse_stop() const {
    if (tex_[at_] == '}') refuse(at_, "} closes nothing");
    if (tex_[at_] == '&') refuse(at_, "& outside \\begin{matrix}");
    if (ahead("\\right")) refuse(at_, "\\right without \\left");
    refuse(at_, "\\end without \\begin");
  }

  bool at_stop() {
    skip_blanks();
    return at_end() || ahead("}") || ahead("&") || ahead("\\\\") || ahead_command("right") ||
           ahead_command("end");
  }
  bool ahead_command(std::string_view name) const {
    if (!ahead("\\") || !tex_.substr(at_ + 1).starts_with(name)) return false;
    const std::size_t end = at_ + 1 + name.size();
    return end == tex_.size() || !is_letter(tex_[end]);
  }

  FormulaNode row() {
    FormulaNode out;
    while (!at_stop()) out.children.push_back(scripted());
    return out;
  }

  FormulaNode scripted() {
    const bool bare = ahead("^") || ahead("_");  // a script of nothing
    FormulaNode base = bare ? FormulaNode{} : atom();
    std::array<std::optional<FormulaNode>, 2> scripts;
    for (skip_blanks(); ahead("^") || ahead("_"); skip_blanks()) {
      const std::size_t place = at_;
      auto& script = scripts.at(tex_[at_++] == '^' ? 1 : 0);
      if (script) refuse(place, "a second ", tex_[place], " on the same sign");
      script = argument(place, tex_.substr(place, 1));
    }
    if (!scripts[0] && !scripts[1]) return base;
    return node(Kind::scripts, std::move(base), scripts[0].value_or(FormulaNode{}),
                scripts[1].value_or(FormulaNode{}));
  }

  /// What a command or a script at `place` works on: a group or one sign.
  FormulaNode argument(std::size_t place, std::string_view of) {
    if (at_stop() || ahead("^") || ahead("_")) refuse(place, of, " needs something after it");
    return atom();
  }

  FormulaNode atom() {
    if (++depth_ > kMaxDepth) refuse(at_, "groups are nested too deeply");
    FormulaNode out = ahead("{") ? group() : ahead("\\") ? command() : character();
    --depth_;
    return out;
  }

  FormulaNode group() {
    const std::size_t place = at_++;
    FormulaNode out = row();
    if (at_end()) refuse(place, "{ is not closed");
    if (!take("}")) refuse_stop();
    return out;
  }

  FormulaNode character() {
    const std::size_t start = at_;
    if (is_digit(tex_[at_])) {
      while (!at_end() && (is_digit(tex_[at_]) || tex_[at_] == '.')) ++at_;
      return symbol(tex_.substr(start, at_ - start));
    }
    if (std::string_view("$#%~").find(tex_[at_]) != std::string_view::npos) {
      refuse(at_, tex_.substr(at_, 1), " means nothing here");
    }
    do ++at_;
    while (!at_end() && is_continuation(tex_[at_]));
    return plain_sign(tex_.substr(start, at_ - start));
  }

  std::string_view command_name() {
    const std::size_t start = ++at_;
    while (!at_end() && is_letter(tex_[at_])) ++at_;
    if (at_ == start && !at_end()) ++at_;  // a sign, as in \,
    return tex_.substr(start, at_ - start);
  }

  FormulaNode command() {
    const std::size_t place = at_;
    const std::string_view name = command_name();
    const std::string_view whole = tex_.substr(place, at_ - place);
    if (name == "frac") {
      FormulaNode numerator = argument(place, whole);
      return node(Kind::fraction, std::move(numerator), argument(place, whole));
    }
    if (name == "sqrt") return node(Kind::root, argument(place, whole));
    if (name == "left") return fence(place);
    if (name == "begin") return environment(place);
    if (name == "text") return symbol(verbatim(place, whole));
    if (name == "mathbf") return with_face(argument(place, whole), FormulaFace::bold);
    if (name == "mathrm") return with_face(argument(place, whole), FormulaFace::upright);
    if (name == "hat" || name == "bar" || name == "tilde") {
      FormulaNode accent = node(Kind::accent, argument(place, whole));
      accent.text = name;
      return accent;
    }
    if (const auto width = space_of(name)) return {.kind = Kind::space, .width_em = *width};
    const FormulaSign* sign = find_formula_sign(name);
    if (sign == nullptr) refuse(place, "unknown command ", whole);
    return symbol(sign->text, sign->role, sign->face);
  }

  static FormulaNode with_face(FormulaNode out, FormulaFace face) {
    out.face = face;
    for (FormulaNode& child : out.children) child = with_face(std::move(child), face);
    return out;
  }

  /// The text between braces, as it stands.
  std::string_view verbatim(std::size_t place, std::string_view of) {
    if (!take("{")) refuse(place, of, " needs {...} after it");
    const std::size_t start = at_;
    const std::size_t end = tex_.find('}', start);
    if (end == std::string_view::npos) refuse(start - 1, "{ is not closed");
    at_ = end + 1;
    return tex_.substr(start, end - start);
  }

  std::string bracket(std::string_view of) {
    skip_blanks();
    const std::size_t place = at_;
    for (const char* known : {"\\{", "\\}", "\\|", "(", ")", "[", "]", "|", "."}) {
      if (!take(known)) continue;
      const std::string_view sign = known;
      return std::string(sign == "\\|" ? "‖" : sign.starts_with('\\') ? sign.substr(1) : sign);
    }
    refuse(place, of, " needs a bracket after it");
  }

  FormulaNode fence(std::size_t place) {
    const std::string open = bracket("\\left");
    FormulaNode out = node(Kind::fence, row());
    if (at_end()) refuse(place, "\\left without \\right");
    if (!ahead_command("right")) refuse_stop();
    at_ += std::string_view("\\right").size();
    out.text = open;
    out.close = bracket("\\right");
    return out;
  }

  FormulaNode environment(std::size_t place) {
    const std::string_view name = verbatim(place, "\\begin");
    const auto brackets = brackets_of(name);
    if (!brackets) refuse(place, "unknown environment ", name);
    FormulaNode fenced = node(Kind::fence, grid());
    fenced.children[0].centred = name != "cases";
    fenced.text = brackets->first;
    fenced.close = brackets->second;
    if (at_end()) refuse(place, "\\begin{", name, "} without \\end");
    if (!ahead_command("end")) refuse_stop();
    const std::size_t end = at_;
    at_ += std::string_view("\\end").size();
    const std::string_view closed = verbatim(end, "\\end");
    if (closed != name) refuse(end, "\\end{", closed, "} closes \\begin{", name, "}");
    return fenced;
  }

  FormulaNode grid() {
    std::vector<std::vector<FormulaNode>> rows;
    std::size_t n_columns = 1;
    do {
      rows.emplace_back().push_back(row());
      while (take("&")) rows.back().push_back(row());
      n_columns = std::max(n_columns, rows.back().size());
      if (n_columns > kMaxColumns) refuse(at_, "more than ", kMaxColumns, " columns");
    } while (take("\\\\"));
    FormulaNode out{.kind = Kind::grid, .n_columns = static_cast<int>(n_columns)};
    for (auto& cells : rows) {
      cells.resize(n_columns);
      for (FormulaNode& cell : cells) out.children.push_back(std::move(cell));
    }
    return out;
  }

  std::string_view tex_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace

FormulaNode parse_formula(std::string_view tex) { return Parser(tex).lines(); }

}  // namespace fscope
