#include "base/json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/utf8.h"

namespace gangway::json {
namespace {

enum class Fault { Syntax, Unfinished, BadUtf8, DuplicateMember, NumberTooLarge, TooDeep };

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Recursive descent; the depth limit bounds the stack. Every function returns false once a fault is noted.
class Parser {
 public:
  Parser(std::string_view text, Limits limits) : text_(text), limits_(limits) {}

  Result<Value> document() {
    skip_space();
    if (at_ == text_.size()) return fail(ErrorCode::BadRequest, "json.empty");
    Value out;
    if (!value(out, 0) || !only_space_follows()) return failure();
    return out;
  }

 private:
  bool value(Value& out, std::size_t depth) {
    skip_space();
    if (at_ == text_.size()) return fault(Fault::Unfinished);
    switch (text_[at_]) {
      case '{':
        return object(out.emplace_object(), depth + 1);
      case '[':
        return array(out.emplace_array(), depth + 1);
      case '"': {
        std::string_view chars;
        if (!string(chars)) return false;
        out.emplace_string().assign(chars);
        return true;
      }
      case 't':
        out = true;
        return word("true");
      case 'f':
        out = false;
        return word("false");
      case 'n':
        out = nullptr;
        return word("null");
      default:
        return number(out);
    }
  }

  bool object(Object& out, std::size_t depth) {
    if (depth > limits_.max_depth) return fault(Fault::TooDeep);
    ++at_;
    if (skip_space(); next_is('}')) return true;
    while (true) {
      skip_space();
      const auto key_at = at_;
      std::string_view key;
      if (at_ == text_.size()) return fault(Fault::Unfinished);
      if (text_[at_] != '"') return fault(Fault::Syntax);
      if (!string(key)) return false;
      const auto [member, inserted] = out.emplace(key, nullptr);
      if (!inserted) return fault(Fault::DuplicateMember, key_at);
      skip_space();
      if (!next_is(':')) return fault(unexpected());
      if (!value(member->value(), depth)) return false;
      skip_space();
      if (next_is('}')) return true;
      if (!next_is(',')) return fault(unexpected());
    }
  }

  bool array(Array& out, std::size_t depth) {
    if (depth > limits_.max_depth) return fault(Fault::TooDeep);
    ++at_;
    if (skip_space(); next_is(']')) return true;
    while (true) {
      if (!value(out.emplace_back(nullptr), depth)) return false;
      skip_space();
      if (next_is(']')) return true;
      if (!next_is(',')) return fault(unexpected());
    }
  }

  // `chars` stays valid until the next string: it points into the text, or into scratch_ after escapes.
  bool string(std::string_view& chars) {
    const auto start = ++at_;
    bool escaped = false;
    scratch_.clear();
    auto plain = start;  // of the run that scratch_ does not hold yet
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"') {
        chars = text_.substr(plain, at_ - plain);
        if (escaped) {
          scratch_ += chars;
          chars = scratch_;
        }
        ++at_;
        return true;
      }
      if (c == '\\') {
        escaped = true;
        scratch_ += text_.substr(plain, at_ - plain);
        if (!escape()) return false;
        plain = at_;
      } else if (static_cast<unsigned char>(c) < 0x20) {
        return fault(Fault::Syntax);
      } else if (static_cast<unsigned char>(c) < 0x80) {
        ++at_;
      } else {
        const auto length = utf8::sequence_length(text_.substr(at_));
        if (length == 0) return fault(Fault::BadUtf8);
        at_ += length;
      }
    }
    return fault(Fault::Unfinished);
  }

  bool escape() {
    const auto start = at_++;
    if (at_ == text_.size()) return fault(Fault::Unfinished);
    static constexpr std::string_view kLetters = "\"\\/bfnrt";
    static constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    const char letter = text_[at_++];
    if (const auto i = kLetters.find(letter); i != std::string_view::npos) {
      scratch_ += kMeanings[i];
      return true;
    }
    if (letter != 'u') return fault(Fault::Syntax, start);
    auto point = hex4();
    if (point && *point >= 0xD800 && *point < 0xDC00 && text_.substr(at_, 2) == "\\u") {
      at_ += 2;
      const auto low = hex4();
      if (!low || *low < 0xDC00 || *low > 0xDFFF) return fault(Fault::Syntax, start);
      point = 0x10000 + ((*point - 0xD800) << 10) + (*low - 0xDC00);
    }
    // What is still a surrogate stands alone and is no character.
    if (!point || (*point >= 0xD800 && *point <= 0xDFFF)) return fault(Fault::Syntax, start);
    utf8::append(scratch_, *point);
    return true;
  }

  std::optional<char32_t> hex4() {
    std::uint32_t out = 0;
    const auto digits = text_.substr(at_, 4);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out, 16);
    if (digits.size() != 4 || error != std::errc{} || end != digits.data() + 4) return std::nullopt;
    at_ += 4;
    return out;
  }

  bool number(Value& out) {
    const auto start = at_;
    next_is('-');
    if (!next_is('0') && !digits()) return fault(unexpected());
    bool integer = true;
    if (next_is('.')) {
      integer = false;
      if (!digits()) return fault(unexpected());
    }
    if (next_is('e') || next_is('E')) {
      integer = false;
      if (!next_is('+')) next_is('-');
      if (!digits()) return fault(unexpected());
    }
    const auto literal = text_.substr(start, at_ - start);
    if (integer && (exactly<std::int64_t>(literal, out) || exactly<std::uint64_t>(literal, out))) return true;
    return exactly<double>(literal, out) || fault(Fault::NumberTooLarge, start);
  }

  template <class Number>
  static bool exactly(std::string_view literal, Value& out) {
    Number number{};
    if (std::from_chars(literal.data(), literal.data() + literal.size(), number).ec != std::errc{}) {
      return false;
    }
    out = number;
    return true;
  }

  bool digits() {
    const auto start = at_;
    while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
    return at_ != start;
  }

  bool word(std::string_view expected) {
    const auto found = text_.substr(at_, expected.size());
    if (found != expected) {
      return fault(expected.starts_with(found) ? Fault::Unfinished : Fault::Syntax);
    }
    at_ += expected.size();
    return true;
  }

  bool next_is(char c) {
    const bool is = at_ < text_.size() && text_[at_] == c;
    if (is) ++at_;
    return is;
  }

  void skip_space() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t')) {
      ++at_;
    }
  }

  bool only_space_follows() {
    skip_space();
    return at_ == text_.size() || fault(Fault::Syntax);
  }

  [[nodiscard]] Fault unexpected() const { return at_ == text_.size() ? Fault::Unfinished : Fault::Syntax; }
  bool fault(Fault kind) { return fault(kind, at_); }
  bool fault(Fault kind, std::size_t at) {
    kind_ = kind;
    at_ = at;
    return false;
  }

  [[nodiscard]] tl::unexpected<Error> failure() const {
    const auto before = text_.substr(0, at_);
    const auto line = 1 + std::ranges::count(before, '\n');
    const auto line_start = before.rfind('\n') + 1;  // npos + 1 is 0
    const auto column = 1 + utf8::count_characters(before.substr(line_start));
    Args args{{"line", std::to_string(line)}, {"column", std::to_string(column)}};
    switch (kind_) {
      case Fault::Syntax:
        return fail(ErrorCode::BadRequest, "json.syntax", std::move(args));
      case Fault::Unfinished:
        return fail(ErrorCode::BadRequest, "json.unfinished", std::move(args));
      case Fault::BadUtf8:
        return fail(ErrorCode::BadRequest, "json.bad_utf8", std::move(args));
      case Fault::DuplicateMember:
        return fail(ErrorCode::BadRequest, "json.duplicate_member", std::move(args));
      case Fault::NumberTooLarge:
        return fail(ErrorCode::BadRequest, "json.number_too_large", std::move(args));
      case Fault::TooDeep:
        args.emplace_back("depth", std::to_string(limits_.max_depth));
        return fail(ErrorCode::TooLarge, "json.too_deep", std::move(args));
    }
    return fail(ErrorCode::BadRequest, "json.syntax", std::move(args));
  }

  std::string_view text_;
  Limits limits_;
  std::size_t at_ = 0;
  std::string scratch_;
  Fault kind_ = Fault::Syntax;
};

enum class Order { AsGiven, Sorted };

class Writer {
 public:
  explicit Writer(Order order) : order_(order) {}

  void value(const Value& value) {
    switch (value.kind()) {
      case boost::json::kind::null:
        out_ += "null";
        break;
      case boost::json::kind::bool_:
        out_ += value.get_bool() ? "true" : "false";
        break;
      case boost::json::kind::int64:
        number(value.get_int64());
        break;
      case boost::json::kind::uint64:
        number(value.get_uint64());
        break;
      case boost::json::kind::double_:
        number(value.get_double() + 0.0);  // -0 is written as 0: the reader makes one of them
        break;
      case boost::json::kind::string:
        string(value.get_string());
        break;
      case boost::json::kind::array:
        array(value.get_array());
        break;
      case boost::json::kind::object:
        object(value.get_object());
        break;
    }
  }

  std::string take() { return std::move(out_); }

 private:
  template <class Number>
  void number(Number number) {
    std::array<char, 32> buffer{};
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
    out_.append(buffer.data(), end);
  }

  void string(std::string_view chars) { append_string(out_, chars); }

  void array(const Array& items) {
    char separator = '[';
    for (const auto& item : items) {
      out_ += separator;
      separator = ',';
      value(item);
    }
    out_ += items.empty() ? "[]" : "]";
  }

  void object(const Object& members) {
    char separator = '{';
    const auto member = [&](const boost::json::key_value_pair& pair) {
      out_ += separator;
      separator = ',';
      string(pair.key());
      out_ += ':';
      value(pair.value());
    };
    if (order_ == Order::AsGiven) {
      for (const auto& pair : members) member(pair);
    } else {
      std::vector<const boost::json::key_value_pair*> sorted;
      for (const auto& pair : members) sorted.push_back(&pair);
      std::ranges::sort(sorted, {}, [](const auto* pair) { return std::string_view(pair->key()); });
      for (const auto* pair : sorted) member(*pair);
    }
    out_ += members.empty() ? "{}" : "}";
  }

  Order order_;
  std::string out_;
};

std::string written(const Value& value, Order order) {
  Writer writer(order);
  writer.value(value);
  return writer.take();
}

}  // namespace

Result<Value> parse(std::string_view text, Limits limits) {
  if (text.size() > limits.max_bytes) {
    return fail(ErrorCode::TooLarge, "json.too_large", Args{{"bytes", std::to_string(limits.max_bytes)}});
  }
  return Parser(text, limits).document();
}

void append_string(std::string& out, std::string_view chars) {
  out += '"';
  std::size_t plain = 0;
  for (std::size_t i = 0; i < chars.size(); ++i) {
    const auto c = static_cast<unsigned char>(chars[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out += chars.substr(plain, i - plain);
    plain = i + 1;
    switch (chars[i]) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      default: {
        static constexpr std::string_view kHex = "0123456789abcdef";
        out += "\\u00";
        out += kHex[c >> 4U];
        out += kHex[c & 15U];
      }
    }
  }
  out += chars.substr(plain);
  out += '"';
}

std::string serialize(const Value& value) { return written(value, Order::AsGiven); }
std::string canonical(const Value& value) { return written(value, Order::Sorted); }

std::string pointer_step(std::string_view key) {
  std::string out = "/";
  for (const char c : key) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace gangway::json
