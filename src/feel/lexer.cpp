#include "feel/lexer.h"

#include <array>

namespace gangway::feel {

namespace {

constexpr char32_t kInvalid = 0xFFFFFFFF;

struct CodePoint {
  char32_t value = kInvalid;
  std::size_t length = 1;
};

CodePoint decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return {first, 1};
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || at + length > text.size()) return {};
  char32_t value = first & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80) return {};
    value = (value << 6U) | (byte(i) & 0x3FU);
  }
  constexpr std::array<char32_t, 5> kSmallest{0, 0, 0x80, 0x800, 0x10000};
  if (value < kSmallest[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return {};
  return {value, length};
}

bool is_space(char32_t c) {
  return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 || c == 0x180E ||
         (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000 || c == 0xFEFF;
}

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

bool is_name_start(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  constexpr std::array<std::pair<char32_t, char32_t>, 12> kRanges{{{0xC0, 0xD6},
                                                                   {0xD8, 0xF6},
                                                                   {0xF8, 0x2FF},
                                                                   {0x370, 0x37D},
                                                                   {0x37F, 0x1FFF},
                                                                   {0x200C, 0x200D},
                                                                   {0x2070, 0x218F},
                                                                   {0x2C00, 0x2FEF},
                                                                   {0x3001, 0xD7FF},
                                                                   {0xF900, 0xFDCF},
                                                                   {0xFDF0, 0xFFFD},
                                                                   {0x10000, 0xEFFFF}}};
  if (is_space(c)) return false;
  for (const auto& [low, high] : kRanges) {
    if (c >= low && c <= high) return true;
  }
  return false;
}

bool is_name_part(char32_t c) {
  return is_name_start(c) || is_digit(c) || c == 0xB7 || (c >= 0x300 && c <= 0x36F) ||
         (c >= 0x203F && c <= 0x2040);
}

class Lexer {
 public:
  Lexer(std::string_view text, Diagnostics& diagnostics) : text_(text), diagnostics_(diagnostics) {}

  std::vector<Token> run() {
    while (skip_space() && at_ < text_.size() && next()) {
    }
    const std::size_t end = failed_ ? begin_ : text_.size();
    tokens_.push_back({TokenKind::End, true, span(end, text_.size()), {}});
    return std::move(tokens_);
  }

 private:
  static Span span(std::size_t begin, std::size_t end) {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  bool fail_at(std::string number, std::size_t begin, std::size_t end) {
    diagnostics_.add(std::move(number), span(begin, end));
    begin_ = begin;
    failed_ = true;
    return false;
  }

  bool starts(std::string_view with) const { return text_.substr(at_, with.size()) == with; }

  // False when a comment does not end or the text is not UTF-8.
  bool skip_space() {
    space_ = false;
    while (at_ < text_.size()) {
      if (starts("/*")) {
        const auto end = text_.find("*/", at_ + 2);
        if (end == std::string_view::npos) return fail_at("F1002", at_, text_.size());
        at_ = end + 2;
      } else if (starts("//")) {
        const auto end = text_.find('\n', at_);
        at_ = end == std::string_view::npos ? text_.size() : end + 1;
      } else {
        const auto point = decode(text_, at_);
        if (point.value == kInvalid) return fail_at("F1003", at_, at_ + 1);
        if (!is_space(point.value)) return true;
        at_ += point.length;
      }
      space_ = true;
    }
    return true;
  }

  void push(TokenKind kind, std::size_t end) {
    tokens_.push_back({kind, space_, span(at_, end), text_.substr(at_, end - at_)});
    at_ = end;
  }

  bool next() {
    const auto point = decode(text_, at_);
    if (point.value == '"') return string();
    if (is_digit(point.value) || (point.value == '.' && at_ + 1 < text_.size() &&
                                  is_digit(static_cast<unsigned char>(text_[at_ + 1])))) {
      return number();
    }
    if (point.value == '?') return push(TokenKind::Name, at_ + 1), true;
    if (is_name_start(point.value)) return name();
    for (const std::string_view symbol : {"..", "**", "<=", ">=", "!="}) {
      if (starts(symbol)) return push(TokenKind::Symbol, at_ + symbol.size()), true;
    }
    push(TokenKind::Symbol, at_ + point.length);
    return true;
  }

  bool name() {
    std::size_t end = at_;
    while (end < text_.size()) {
      const auto point = decode(text_, end);
      if (point.value == kInvalid) return fail_at("F1003", end, end + 1);
      if (!is_name_part(point.value)) break;
      end += point.length;
    }
    push(TokenKind::Name, end);
    return true;
  }

  bool number() {
    std::size_t end = at_;
    const auto digits = [&] {
      while (end < text_.size() && is_digit(static_cast<unsigned char>(text_[end]))) ++end;
    };
    const auto digit_at = [&](std::size_t i) {
      return i < text_.size() && is_digit(static_cast<unsigned char>(text_[i]));
    };
    digits();
    if (end < text_.size() && text_[end] == '.' && digit_at(end + 1)) {
      ++end;
      digits();
    }
    if (end < text_.size() && (text_[end] == 'e' || text_[end] == 'E')) {
      const std::size_t sign =
          end + 1 < text_.size() && (text_[end + 1] == '+' || text_[end + 1] == '-') ? 1 : 0;
      if (digit_at(end + 1 + sign)) {
        end += 1 + sign;
        digits();
      }
    }
    push(TokenKind::Number, end);
    return true;
  }

  bool string() {
    std::size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != '"') {
      const auto point = decode(text_, end);
      if (point.value == kInvalid) return fail_at("F1003", end, end + 1);
      end += text_[end] == '\\' && end + 1 < text_.size() && static_cast<unsigned char>(text_[end + 1]) < 0x80
                 ? 2
                 : point.length;
    }
    if (end >= text_.size()) return fail_at("F1001", at_, text_.size());
    push(TokenKind::String, end + 1);
    return true;
  }

  std::string_view text_;
  Diagnostics& diagnostics_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::size_t begin_ = 0;  // where the error is
  bool space_ = false;
  bool failed_ = false;
};

void append_utf8(std::string& out, char32_t c) {
  const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(static_cast<unsigned char>(byte))); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | (c >> 6U)), put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12U)), put(0x80 | ((c >> 6U) & 0x3F)), put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | (c >> 18U)), put(0x80 | ((c >> 12U) & 0x3F)), put(0x80 | ((c >> 6U) & 0x3F)),
        put(0x80 | (c & 0x3F));
  }
}

// `count` hexadecimal digits at `at`.
std::optional<char32_t> hex(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return std::nullopt;
  char32_t value = 0;
  for (const char c : text.substr(at, count)) {
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) return std::nullopt;
    value = value * 16 + static_cast<char32_t>(digit);
  }
  return value;
}

bool is_high_surrogate(char32_t c) { return c >= 0xD800 && c <= 0xDBFF; }
bool is_low_surrogate(char32_t c) { return c >= 0xDC00 && c <= 0xDFFF; }

// The escape at text[at] == '\\': appends what it stands for, gives its length.
std::size_t append_escape(std::string& out, std::string_view text, std::size_t at) {
  const char kind = at + 1 < text.size() ? text[at + 1] : '\\';
  if (kind == 'u') {
    if (const auto unit = hex(text, at + 2, 4)) {
      if (is_high_surrogate(*unit) && text.substr(at + 6, 2) == "\\u") {
        const auto low = hex(text, at + 8, 4);
        if (low && is_low_surrogate(*low)) {
          append_utf8(out, 0x10000 + ((*unit - 0xD800) << 10U) + (*low - 0xDC00));
          return 12;
        }
      }
      append_utf8(out, is_high_surrogate(*unit) || is_low_surrogate(*unit) ? U'\uFFFD' : *unit);
      return 6;
    }
  } else if (kind == 'U') {
    const auto point = hex(text, at + 2, 6);
    if (point && *point <= 0x10FFFF && !is_high_surrogate(*point) && !is_low_surrogate(*point)) {
      append_utf8(out, *point);
      return 8;
    }
  }
  constexpr std::string_view kKinds = "nrt'\"\\";
  constexpr std::string_view kMeanings = "\n\r\t'\"\\";
  if (const auto i = kKinds.find(kind); i != std::string_view::npos) {
    out.push_back(kMeanings[i]);
    return 2;
  }
  // Regular expressions are full of other escapes ("\d"): the backslash stays.
  out.push_back('\\');
  return 1;
}

}  // namespace

std::vector<Token> tokenize(std::string_view text, Diagnostics& diagnostics) {
  return Lexer(text, diagnostics).run();
}

std::vector<std::string> name_parts(std::string_view name) {
  Diagnostics ignored;
  std::vector<std::string> parts;
  for (const Token& token : tokenize(name, ignored)) {
    if (token.kind != TokenKind::End) parts.emplace_back(token.text);
  }
  return parts;
}

std::string unescape(std::string_view literal) {
  const std::string_view text = literal.substr(1, literal.size() - 2);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\\') {
      at += append_escape(out, text, at);
    } else {
      out.push_back(text[at++]);
    }
  }
  return out;
}

}  // namespace gangway::feel
