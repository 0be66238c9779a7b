#include "feel/builtins/pattern_syntax.h"

#include <unicode/uchar.h>
#include <unicode/uniset.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace gangway::feel::families {
namespace {

constexpr int kMaxDepth = 100;      // nested groups and subtractions
constexpr int kMaxRepeat = 10'000;  // of a counted quantifier

icu::UnicodeSet set_of(const char* pattern) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeSet set(icu::UnicodeString::fromUTF8(pattern), status);
  return set;
}

// XML 1.0 fifth edition, productions 4 and 4a: the characters of names.
const icu::UnicodeSet& name_start() {
  static const auto kSet = set_of(
      "[\\:A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C-"
      "\\u200D\\u2070-\\u218F"
      "\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\U00010000-\\U000EFFFF]");
  return kSet;
}
const icu::UnicodeSet& name_part() {
  static const auto kSet = [] {
    auto set = set_of("[\\-.0-9\\u00B7\\u0300-\\u036F\\u203F-\\u2040]");
    set.addAll(name_start());
    return set;
  }();
  return kSet;
}
const icu::UnicodeSet& space() {
  static const auto kSet = set_of("[\\u0020\\u0009\\u000A\\u000D]");
  return kSet;
}
const icu::UnicodeSet& digit() {
  static const auto kSet = set_of("[\\p{Nd}]");
  return kSet;
}
const icu::UnicodeSet& word() {
  static const auto kSet = set_of("[^\\p{P}\\p{Z}\\p{C}]");
  return kSet;
}

icu::UnicodeSet complement_of(icu::UnicodeSet set) {
  set.complement();
  return set;
}

bool is_space(UChar32 c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// `\p{Lu}` and `\p{IsGreek}`: the general categories, and the blocks behind Is.
std::optional<icu::UnicodeSet> property_set(const std::string& name) {
  static constexpr std::array<std::string_view, 36> kCategories = {
      "L",  "Lu", "Ll", "Lt", "Lm", "Lo", "M",  "Mn", "Mc", "Me", "N",  "Nd",
      "Nl", "No", "P",  "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Z",  "Zs",
      "Zl", "Zp", "S",  "Sm", "Sc", "Sk", "So", "C",  "Cc", "Cf", "Co", "Cn"};
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeSet set;
  if (std::ranges::find(kCategories, name) != kCategories.end()) {
    set.applyPropertyAlias("gc", icu::UnicodeString::fromUTF8(name), status);
  } else if (name.starts_with("Is") && name.size() > 2) {
    const auto plain = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    };
    if (!std::ranges::all_of(name, plain)) return std::nullopt;
    const auto block = u_getPropertyValueEnum(UCHAR_BLOCK, name.c_str() + 2);
    if (block == UCHAR_INVALID_CODE) return std::nullopt;
    set.applyIntPropertyValue(UCHAR_BLOCK, block, status);
  } else {
    return std::nullopt;
  }
  if (U_FAILURE(status) != 0) return std::nullopt;
  return set;
}

class Rewriter {
 public:
  Rewriter(std::string_view pattern, const PatternFlags& flags) : flags_(flags) {
    const auto text = icu::UnicodeString::fromUTF8(
        icu::StringPiece(pattern.data(), static_cast<std::int32_t>(pattern.size())));
    for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) in_.push_back(text.char32At(i));
    if (flags.drop_space) drop_space();
  }

  std::optional<Pattern> run() {
    if (!branches(0) || at_ != in_.size()) return std::nullopt;
    return Pattern{out_, groups_};
  }

 private:
  [[nodiscard]] bool done() const { return at_ == in_.size(); }
  [[nodiscard]] UChar32 peek(std::size_t ahead = 0) const {
    return at_ + ahead < in_.size() ? in_[at_ + ahead] : U_SENTINEL;
  }
  bool take(UChar32 c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  void write(const char* text) { out_ += icu::UnicodeString::fromUTF8(text); }

  // The x flag: white space counts only inside of classes.
  void drop_space() {
    std::vector<UChar32> kept;
    int depth = 0;
    for (std::size_t i = 0; i < in_.size(); ++i) {
      const auto c = in_[i];
      if (depth == 0 && is_space(c)) continue;
      kept.push_back(c);
      if (c == '\\' && i + 1 < in_.size() && !(depth == 0 && is_space(in_[i + 1]))) {
        kept.push_back(in_[++i]);
      } else if (c == '[') {
        ++depth;
      } else if (c == ']' && depth > 0) {
        --depth;
      }
    }
    in_ = std::move(kept);
  }

  // regExp ::= branch ( '|' branch )*
  bool branches(int depth) {
    if (depth > kMaxDepth) return false;
    for (;;) {
      while (!done() && peek() != '|' && peek() != ')') {
        if (!atom(depth) || !quantifier()) return false;
      }
      if (!take('|')) return true;
      out_ += u'|';
    }
  }

  bool atom(int depth) {
    const auto c = peek();
    switch (c) {
      case '(':
        return group(depth);
      case '[': {
        ++at_;
        const auto set = char_class(depth);
        if (!set) return false;
        write_set(*set);
        return true;
      }
      case '.':
        ++at_;
        write(flags_.dot_all ? "[\\s\\S]" : "[^\\n\\r]");
        return true;
      case '^':
        ++at_;
        // Under m also after every newline but a last one.
        write(flags_.multi_line ? "(?:\\A|(?<=\\n)(?!\\z))" : "(?:\\A)");
        return true;
      case '$':
        ++at_;
        write(flags_.multi_line ? "(?:\\z|(?=\\n))" : "(?:\\z)");
        return true;
      case '\\':
        ++at_;
        return escape();
      case '?':
      case '*':
      case '+':
      case '{':
      case '}':
      case ']':
        return false;
      default:
        ++at_;
        write_character(c);
        return true;
    }
  }

  bool group(int depth) {
    ++at_;
    int number = 0;
    if (take('?')) {
      if (!take(':')) return false;
      write("(?:");
    } else {
      number = ++groups_;
      out_ += u'(';
    }
    if (!branches(depth + 1) || !take(')')) return false;
    out_ += u')';
    if (number != 0) closed_.push_back(number);
    return true;
  }

  // quantifier ::= ( [?*+] | '{' n ( ',' m? )? '}' ) '?'?
  bool quantifier() {
    switch (peek()) {
      case '?':
      case '*':
      case '+':
        out_ += static_cast<char16_t>(peek());
        ++at_;
        break;
      case '{': {
        ++at_;
        const auto least = repeat_count();
        if (!least) return false;
        auto most = least;
        bool bounded = true;
        if (take(',')) {
          bounded = peek() != '}';
          most = bounded ? repeat_count() : least;
          if (!most || *most < *least) return false;
        }
        if (!take('}')) return false;
        const auto upper = bounded ? std::to_string(*most) : std::string();
        write(("{" + std::to_string(*least) + "," + upper + "}").c_str());
        break;
      }
      default:
        return true;
    }
    if (take('?')) out_ += u'?';
    return peek() != '?' && peek() != '*' && peek() != '+' && peek() != '{';
  }

  std::optional<int> repeat_count() {
    int count = 0;
    const auto from = at_;
    for (; peek() >= '0' && peek() <= '9'; ++at_) {
      count = count * 10 + (peek() - '0');
      if (count > kMaxRepeat) return std::nullopt;
    }
    return at_ == from ? std::nullopt : std::optional(count);
  }

  // After a backslash outside of a class.
  bool escape() {
    const auto c = peek();
    if (c >= '1' && c <= '9') return back_reference();
    if (const auto single = single_escape()) {
      write_character(*single);
      return true;
    }
    const auto set = multi_escape();
    if (!set) return false;
    write_set(*set);
    return true;
  }

  // \N is the longest number of a group that exists; the group must be closed before.
  bool back_reference() {
    int number = peek() - '0';
    ++at_;
    while (peek() >= '0' && peek() <= '9' && number * 10 + (peek() - '0') <= groups_) {
      number = number * 10 + (peek() - '0');
      ++at_;
    }
    if (std::ranges::find(closed_, number) == closed_.end()) return false;
    write(flags_.case_blind ? "(?i:\\" : "(?:\\");
    write((std::to_string(number) + ")").c_str());
    return true;
  }

  // \n, \r, \t and the escaped signs; nullopt, nothing read: another escape.
  std::optional<UChar32> single_escape() {
    const auto c = peek();
    static constexpr std::string_view kSigns = "\\|.-^?*+{}()[]$";
    if (c > 0 && c < 0x80 && kSigns.find(static_cast<char>(c)) != std::string_view::npos) {
      ++at_;
      return c;
    }
    switch (c) {
      case 'n':
        ++at_;
        return '\n';
      case 'r':
        ++at_;
        return '\r';
      case 't':
        ++at_;
        return '\t';
      default:
        return std::nullopt;
    }
  }

  std::optional<icu::UnicodeSet> multi_escape() {
    const auto c = peek();
    ++at_;
    switch (c) {
      case 's':
        return space();
      case 'S':
        return complement_of(space());
      case 'i':
        return name_start();
      case 'I':
        return complement_of(name_start());
      case 'c':
        return name_part();
      case 'C':
        return complement_of(name_part());
      case 'd':
        return digit();
      case 'D':
        return complement_of(digit());
      case 'w':
        return word();
      case 'W':
        return complement_of(word());
      case 'p':
      case 'P': {
        if (!take('{')) return std::nullopt;
        std::string name;
        for (; peek() > 0 && peek() < 0x80 && peek() != '}'; ++at_) name += static_cast<char>(peek());
        if (!take('}')) return std::nullopt;
        auto set = property_set(name);
        if (set && c == 'P') set->complement();
        return set;
      }
      default:
        return std::nullopt;
    }
  }

  // After '[': the class up to and with its ']'. Ranges and single characters are case-blind under i, escapes
  // are not.
  std::optional<icu::UnicodeSet> char_class(int depth) {
    if (depth > kMaxDepth) return std::nullopt;
    const bool negative = take('^');
    icu::UnicodeSet set;
    icu::UnicodeSet minus;
    bool empty = true;
    for (;;) {
      if (done() || peek() == '[') return std::nullopt;
      if (take(']')) break;
      if (peek() == '-' && peek(1) == '[') {
        if (empty) return std::nullopt;
        at_ += 2;
        const auto inner = char_class(depth + 1);
        if (!inner || !take(']')) return std::nullopt;
        minus = *inner;
        break;
      }
      if (!class_part(set, empty)) return std::nullopt;
      empty = false;
    }
    if (empty) return std::nullopt;
    if (negative) set.complement();
    set.removeAll(minus);
    return set;
  }

  bool class_part(icu::UnicodeSet& set, bool first) {
    bool escaped = false;
    const auto low = class_character(escaped);
    if (!low) {
      if (!escaped) return false;
      const auto several = multi_escape();
      if (!several) return false;
      set.addAll(*several);
      return peek() != '-' || peek(1) == ']' || peek(1) == '[';  // an escape begins no range
    }
    // A hyphen that is not escaped stands only at either end of the class.
    if (*low == '-' && !escaped && !first && peek() != ']' && !(peek() == '-' && peek(1) == '['))
      return false;
    auto high = low;
    if (peek() == '-' && peek(1) != ']' && peek(1) != '[') {
      ++at_;
      bool high_escaped = false;
      high = class_character(high_escaped);
      if (!high || *high < *low || (*high == '-' && !high_escaped)) return false;
    }
    icu::UnicodeSet part(*low, *high);
    if (flags_.case_blind) close_case(part);
    set.addAll(part);
    return true;
  }

  // One character of a class; nullopt with `escaped`: the backslash of a class escape was read.
  std::optional<UChar32> class_character(bool& escaped) {
    if (done()) return std::nullopt;
    if (take('\\')) {
      escaped = true;
      return single_escape();
    }
    const auto c = peek();
    if (c == '[' || c == ']') return std::nullopt;
    ++at_;
    return c;
  }

  static void close_case(icu::UnicodeSet& set) {
    set.closeOver(USET_CASE_INSENSITIVE);
    set.removeAllStrings();  // "ss" for ß: a class matches one character
  }

  void write_character(UChar32 c) {
    if (flags_.case_blind) {
      icu::UnicodeSet set(c, c);
      close_case(set);
      if (set.size() > 1) {
        write_set(set);
        return;
      }
    }
    const bool alphanumeric = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (c < 0x80 && !alphanumeric) {
      if (c < ' ' || c == 0x7F) {
        static constexpr char kHex[] = "0123456789abcdef";
        write("\\x");
        out_ += static_cast<char16_t>(kHex[c >> 4]);
        out_ += static_cast<char16_t>(kHex[c & 15]);
        return;
      }
      out_ += u'\\';
    }
    out_.append(c);
  }

  void write_set(const icu::UnicodeSet& set) {
    if (set.isEmpty()) {
      write("(?!)");
      return;
    }
    icu::UnicodeString text;
    set.toPattern(text, static_cast<UBool>(true));
    out_ += text;
  }

  PatternFlags flags_;
  std::vector<UChar32> in_;
  std::size_t at_ = 0;
  icu::UnicodeString out_;
  int groups_ = 0;
  std::vector<int> closed_;
};

}  // namespace

std::optional<PatternFlags> PatternFlags::parse(std::string_view text) {
  PatternFlags flags;
  for (const char c : text) {
    switch (c) {
      case 's':
        flags.dot_all = true;
        break;
      case 'm':
        flags.multi_line = true;
        break;
      case 'i':
        flags.case_blind = true;
        break;
      case 'x':
        flags.drop_space = true;
        break;
      default:
        return std::nullopt;
    }
  }
  return flags;
}

std::optional<Pattern> rewrite_pattern(std::string_view pattern, const PatternFlags& flags) {
  return Rewriter(pattern, flags).run();
}

}  // namespace gangway::feel::families
