#include "feel/external.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/utf8.h"
#include "feel/machine.h"

namespace gangway::feel {
namespace {

using Arguments = std::span<const Value>;

std::optional<Decimal> from_double(double value) {
  if (!std::isfinite(value)) return std::nullopt;
  std::array<char, 40> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  return Decimal::parse({text.data(), static_cast<std::size_t>(end - text.data())});
}

template <double (*kFunction)(double)>
Value through_double(Arguments arguments) {
  const auto out = from_double(kFunction(arguments[0].as_number().to_double()));
  return out ? Value(*out) : Value();
}

Value larger(Arguments a) { return a[0].as_number() < a[1].as_number() ? a[1] : a[0]; }
Value smaller(Arguments a) { return a[1].as_number() < a[0].as_number() ? a[1] : a[0]; }
Value absolute(Arguments a) { return a[0].as_number().abs(); }
Value itself(Arguments a) { return a[0]; }

Value number_of_text(Arguments a) {
  const auto value = Decimal::parse(a[0].as_string());
  return value ? Value(*value) : Value();
}

Value integer_of_text(Arguments a) {
  const auto value = Decimal::parse(a[0].as_string());
  return value && value->is_integer() ? Value(*value) : Value();
}

Value one_character(Arguments a) { return utf8::count_characters(a[0].as_string()) == 1 ? a[0] : Value(); }

// %s alone: what a model needs to put a value into a sentence.
Value format(Arguments a) {
  const auto& pattern = a[0].as_string();
  std::string out;
  std::size_t next = 1;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '%') {
      out += pattern[i];
    } else if (i + 1 < pattern.size() && pattern[i + 1] == '%') {
      out += pattern[++i];
    } else if (i + 1 < pattern.size() && pattern[i + 1] == 's' && next < a.size()) {
      out += to_text(a[next++]);
      ++i;
    } else {
      return {};
    }
  }
  return Value::string(std::move(out));
}

struct Entry {
  std::string_view class_name;
  std::string_view method;
  std::string_view types;  // one letter a parameter: n number, i integer, s string, * anything
  Value (*call)(Arguments);
};

constexpr std::array<Entry, 22> kTable = {{
    {"java.lang.Math", "max", "nn", larger},
    {"java.lang.Math", "max", "ii", larger},
    {"java.lang.Math", "min", "nn", smaller},
    {"java.lang.Math", "min", "ii", smaller},
    {"java.lang.Math", "abs", "n", absolute},
    {"java.lang.Math", "abs", "i", absolute},
    {"java.lang.Math", "cos", "n", through_double<std::cos>},
    {"java.lang.Math", "sin", "n", through_double<std::sin>},
    {"java.lang.Math", "tan", "n", through_double<std::tan>},
    {"java.lang.Math", "sqrt", "n", through_double<std::sqrt>},
    {"java.lang.Math", "exp", "n", through_double<std::exp>},
    {"java.lang.Math", "log", "n", through_double<std::log>},
    {"java.lang.Byte", "valueOf", "i", itself},
    {"java.lang.Short", "valueOf", "i", itself},
    {"java.lang.Integer", "valueOf", "i", itself},
    {"java.lang.Integer", "valueOf", "s", integer_of_text},
    {"java.lang.Long", "valueOf", "s", integer_of_text},
    {"java.lang.Float", "valueOf", "s", number_of_text},
    {"java.lang.Double", "valueOf", "s", number_of_text},
    {"java.lang.String", "valueOf", "c", one_character},
    {"java.lang.String", "format", "s*", format},
    {"java.lang.String", "format", "s", format},
}};

char type_letter(std::string_view java_type) {
  constexpr std::array<std::string_view, 4> kIntegers = {"byte", "short", "int", "long"};
  if (std::ranges::find(kIntegers, java_type) != kIntegers.end()) return 'i';
  if (java_type == "double" || java_type == "float") return 'n';
  if (java_type == "java.lang.String") return 's';
  if (java_type == "char") return 'c';
  if (java_type == "[Ljava.lang.Object;") return '*';
  return '?';
}

bool takes(char letter, const Value& value) {
  switch (letter) {
    case 'n':
      return value.kind() == Kind::Number;
    case 'i':
      return value.kind() == Kind::Number && value.as_number().is_integer();
    case 's':
    case 'c':
      return value.kind() == Kind::String;
    default:
      return true;
  }
}

class External final : public Function {
 public:
  External(const Entry& entry, std::vector<std::string> parameters)
      : entry_(entry), parameters_(std::move(parameters)) {}

  [[nodiscard]] std::span<const std::string> parameters() const override { return parameters_; }

  [[nodiscard]] Value call(Machine& machine, std::span<const Value> arguments) const override {
    if (arguments.size() != parameters_.size()) return machine.fault("F1780");
    if (auto unknown = unknown_inputs(arguments, Depth::Deep)) return Value::unknown(std::move(unknown));
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      if (!takes(entry_.types[i], arguments[i])) return machine.fault("F1780");
    }
    return entry_.call(arguments);
  }

 private:
  const Entry& entry_;
  std::vector<std::string> parameters_;
};

}  // namespace

std::shared_ptr<const Function> external_java(std::string_view class_name, std::string_view signature,
                                              std::vector<std::string> parameters) {
  std::string compact;
  std::ranges::copy_if(signature, std::back_inserter(compact), [](char c) { return c != ' '; });
  const auto open = compact.find('(');
  if (open == std::string::npos || compact.back() != ')') return nullptr;
  const auto method = compact.substr(0, open);
  std::string types;
  for (std::size_t begin = open + 1; begin + 1 < compact.size();) {
    const auto end = std::min(compact.find(',', begin), compact.size() - 1);
    types += type_letter(std::string_view(compact).substr(begin, end - begin));
    begin = end + 1;
  }
  for (const auto& entry : kTable) {
    if (entry.class_name == class_name && entry.method == method && entry.types == types &&
        types.size() == parameters.size()) {
      return std::make_shared<const External>(entry, std::move(parameters));
    }
  }
  return nullptr;
}

}  // namespace gangway::feel
