// Recognises cells that need no program. Whatever is not surely one of the simple forms is left to FEEL.
#include <limits>

#include "dmn/table.h"

namespace gangway::dmn {
namespace {

using feel::Comparison;
using feel::Value;

class CellReader {
 public:
  explicit CellReader(std::string_view text) : rest_(text) {}

  std::optional<std::vector<SimpleTest>> read() {
    std::vector<SimpleTest> out;
    do {
      auto test = one();
      if (!test) return std::nullopt;
      out.push_back(std::move(*test));
    } while (take(","));
    skip_space();
    if (!rest_.empty()) return std::nullopt;
    return out;
  }

 private:
  std::optional<SimpleTest> one() {
    if (take("[")) return interval(Comparison::GreaterEqual);
    if (take("(") || take("]")) return interval(Comparison::Greater);
    const auto op = take("<=")   ? Comparison::LessEqual
                    : take("<")  ? Comparison::Less
                    : take(">=") ? Comparison::GreaterEqual
                    : take(">")  ? Comparison::Greater
                                 : Comparison::Equal;
    auto value = literal();
    if (!value) return std::nullopt;
    if (op != Comparison::Equal && value->kind() == feel::Kind::Boolean) return std::nullopt;
    return SimpleTest{op, std::move(*value), {}};
  }

  std::optional<SimpleTest> interval(Comparison low_op) {
    auto low = literal();
    if (!low || !take("..")) return std::nullopt;
    auto high = literal();
    if (!high || high->kind() != low->kind()) return std::nullopt;
    if (low->kind() == feel::Kind::Boolean) return std::nullopt;
    const bool is_closed = take("]");
    if (!is_closed && !take(")") && !take("[")) return std::nullopt;
    const auto ordered = feel::order(*low, *high);
    if (!ordered || *ordered > 0) return std::nullopt;
    return SimpleTest{low_op, std::move(*low),
                      std::pair(is_closed ? Comparison::LessEqual : Comparison::Less, std::move(*high))};
  }

  std::optional<Value> literal() {
    skip_space();
    if (rest_.empty()) return std::nullopt;
    if (rest_.front() == '"') return string();
    if (take_word("true")) return Value(true);
    if (take_word("false")) return Value(false);
    return number();
  }

  std::optional<Value> string() {
    const auto end = rest_.find('"', 1);
    if (end == std::string_view::npos) return std::nullopt;
    const auto text = rest_.substr(1, end - 1);
    if (text.find('\\') != std::string_view::npos) return std::nullopt;
    rest_.remove_prefix(end + 1);
    return Value::string(std::string(text));
  }

  std::optional<Value> number() {
    std::size_t i = rest_.front() == '-' ? 1 : 0;
    const auto digits = [&] {
      const auto begin = i;
      while (i < rest_.size() && '0' <= rest_[i] && rest_[i] <= '9') ++i;
      return i > begin;
    };
    if (!digits()) return std::nullopt;
    if (i + 1 < rest_.size() && rest_[i] == '.' && rest_[i + 1] != '.') {
      ++i;
      if (!digits()) return std::nullopt;
    }
    const auto value = Decimal::parse(rest_.substr(0, i));
    if (!value) return std::nullopt;
    rest_.remove_prefix(i);
    return Value(*value);
  }

  bool take_word(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    const auto after = rest_.substr(word.size());
    if (!after.empty() && after.front() != ' ' && after.front() != ',') return false;
    rest_ = after;
    return true;
  }

  bool take(std::string_view token) {
    skip_space();
    if (!rest_.starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    return true;
  }

  void skip_space() {
    const auto begin = rest_.find_first_not_of(" \t\r\n");
    rest_.remove_prefix(begin == std::string_view::npos ? rest_.size() : begin);
  }

  std::string_view rest_;
};

// False: the bound is no integer, or too near the end of its range to step past it.
bool narrow(IntegerSpan& span, Comparison op, const Value& value) {
  if (value.kind() != feel::Kind::Number) return false;
  const auto bound = value.as_number().to_int();
  if (!bound || *bound == std::numeric_limits<std::int64_t>::min() ||
      *bound == std::numeric_limits<std::int64_t>::max())
    return false;
  if (op == Comparison::Equal || op == Comparison::GreaterEqual) span.low = *bound;
  if (op == Comparison::Equal || op == Comparison::LessEqual) span.high = *bound;
  if (op == Comparison::Greater) span.low = *bound + 1;
  if (op == Comparison::Less) span.high = *bound - 1;
  return true;
}

}  // namespace

std::vector<IntegerSpan> integer_spans(const std::vector<SimpleTest>& tests) {
  std::vector<IntegerSpan> out;
  for (const auto& test : tests) {
    IntegerSpan span{std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()};
    if (!narrow(span, test.op, test.value)) return {};
    if (test.second && !narrow(span, test.second->first, test.second->second)) return {};
    out.push_back(span);
  }
  return out;
}

std::optional<std::vector<SimpleTest>> simple_tests(std::string_view text) { return CellReader(text).read(); }

}  // namespace gangway::dmn
