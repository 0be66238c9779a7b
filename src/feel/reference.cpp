#include "feel/reference.h"

#include <array>

#include "feel/builtins/families.h"

namespace gangway::feel {
namespace {

struct Family {
  const char* title;  // key of its text
  std::span<const Builtin> functions;
};

std::array<Family, 8> all_families() {
  return {{{"feel.reference.conversion", families::conversion()},
           {"feel.reference.strings", families::strings()},
           {"feel.reference.numbers", families::numbers()},
           {"feel.reference.lists", families::lists()},
           {"feel.reference.statistics", families::statistics()},
           {"feel.reference.temporal", families::temporal()},
           {"feel.reference.contexts", families::contexts()},
           {"feel.reference.ranges", families::ranges()}}};
}

std::string_view name_of(ParamType type) {
  switch (type) {
    case ParamType::Any:
      return "Any";
    case ParamType::Boolean:
      return "boolean";
    case ParamType::Number:
      return "number";
    case ParamType::String:
      return "string";
    case ParamType::Date:
      return "date";
    case ParamType::Time:
      return "time";
    case ParamType::DateTime:
      return "date and time";
    case ParamType::DateOrDateTime:
      return "date | date and time";
    case ParamType::DaysDuration:
      return "days and time duration";
    case ParamType::MonthsDuration:
      return "years and months duration";
    case ParamType::Temporal:
      return "date | time | date and time";
    case ParamType::List:
      return "list";
    case ParamType::Context:
      return "context";
    case ParamType::Range:
      return "range";
    case ParamType::Function:
      return "function";
  }
  return {};
}

const char* unknown_rule(OnUnknown on_unknown) {
  switch (on_unknown) {
    case OnUnknown::Shallow:
      return "feel.reference.unknown_shallow";
    case OnUnknown::Carried:
      return "feel.reference.unknown_carried";
    case OnUnknown::Deep:
      return "feel.reference.unknown_deep";
    case OnUnknown::Own:
      return "feel.reference.unknown_own";
  }
  return "";
}

// "substring(string: string, start position: number, length?: number): string"
std::string shown(const Builtin& builtin, const Signature& signature, std::string_view result) {
  std::string out = std::string(builtin.name) + "(";
  for (std::size_t i = 0; i < signature.params.size(); ++i) {
    const auto& param = signature.params[i];
    if (param.name.empty()) continue;
    const bool repeats = signature.variadic && i + 1 == signature.params.size();
    out += (i == 0 ? "" : ", ") + std::string(param.name) + (param.optional ? "?: " : ": ");
    out += name_of(param.type);
    if (param.nullable && param.type != ParamType::Any) out += " | null";
    if (repeats) out += " …";
  }
  return out + "): " + std::string(result) + "\n";
}

std::string code(std::string_view text) { return "`" + std::string(text) + "`"; }

std::string entry(const Builtin& builtin, Language language) {
  const auto* const note = find_note(builtin.name);
  const bool zh = language == Language::Zh;
  std::string out = "### " + std::string(builtin.name) + "\n\n```\n";
  for (const auto& signature : builtin.signatures) {
    out += shown(builtin, signature, note != nullptr ? note->result : "Any");
  }
  out += "```\n\n" + std::string(zh ? builtin.zh : builtin.en) + "\n\n";
  const auto line = [&](const char* key, const Args& args) {
    out += "- " + text(key, args, language) + "\n";
  };
  line("feel.reference.example", {{"example", code(builtin.example)}, {"expected", code(builtin.expected)}});
  if (note != nullptr && !(zh ? note->zh : note->en).empty()) {
    line("feel.reference.null", {{"when", std::string(zh ? note->zh : note->en)}});
  }
  if (note != nullptr && !note->null_example.empty()) {
    line("feel.reference.null_example", {{"example", code(note->null_example)}});
  }
  line(unknown_rule(builtin.on_unknown), {});
  line("feel.reference.source", {{"clause", std::string(builtin.spec)}});
  return out + "\n";
}

}  // namespace

std::string function_reference(Language language) {
  std::string out = "# " + text("feel.reference.title", {}, language) + "\n\n";
  for (const char* key :
       {"feel.reference.made", "feel.reference.signature", "feel.reference.nulls", "feel.reference.calls"}) {
    out += text(key, {}, language) + "\n\n";
  }
  for (const auto& family : all_families()) {
    out += "## " + text(family.title, {}, language) + "\n\n";
    for (const auto& builtin : family.functions) out += entry(builtin, language);
  }
  out.pop_back();
  return out;
}

}  // namespace gangway::feel
