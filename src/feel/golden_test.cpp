// Runs tests/feel/*.feel: the language by examples, readable without C++.
//
// A file is a row of blocks separated by empty lines; lines that begin with # say why. A block is an
// expression and what it gives:
//
//   unknown: pay degree          inputs that are not known, as variables
//   context: {n: 3, u: pay}      more variables, an expression over the unknown ones
//   typed: {n: 3}                the same, and their types are declared as these values have them
//   input: 5                     the block is a row of unary tests over this input
//   n + 1
//   => 4                         the same value as this expression, or: => unknown(pay, degree)
//   !! F1201 at 0-3              a diagnostic, with its position if that matters; none other may be there
//   cuts: pay at 5, pay at 7     where the answer can change (checked when the line is there)
//   uses: degree                 inputs that are used in other ways
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "base/bilingual.h"
#include "feel/check.h"
#include "feel/program.h"

namespace gangway::feel {
namespace {

struct Block {
  int line = 0;
  std::vector<std::string> unknown;
  std::string context;
  bool is_typed = false;
  std::optional<std::string> input;
  std::string expression;
  std::optional<std::string> expected;
  std::vector<std::string> diagnostics;
  std::optional<std::string> cuts;
  std::optional<std::string> uses;
};

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts;
  std::stringstream stream(text);
  for (std::string part; std::getline(stream, part, at);) {
    const auto first = part.find_first_not_of(' ');
    if (first != std::string::npos)
      parts.push_back(part.substr(first, part.find_last_not_of(' ') - first + 1));
  }
  return parts;
}

// The rest of a line that starts with `key`.
std::optional<std::string> after(const std::string& line, std::string_view key) {
  if (line.rfind(key, 0) != 0) return std::nullopt;
  const auto first = line.find_first_not_of(' ', key.size());
  return first == std::string::npos ? std::string() : line.substr(first);
}

void take(Block& block, const std::string& line) {
  if (const auto names = after(line, "unknown:")) {
    block.unknown = split(*names, ' ');
  } else if (const auto context = after(line, "context:")) {
    block.context = *context;
  } else if (const auto typed = after(line, "typed:")) {
    block.context = *typed;
    block.is_typed = true;
  } else if (const auto input = after(line, "input:")) {
    block.input = *input;
  } else if (const auto expected = after(line, "=>")) {
    block.expected = *expected;
  } else if (const auto diagnostic = after(line, "!!")) {
    block.diagnostics.push_back(*diagnostic);
  } else if (const auto cuts = after(line, "cuts:")) {
    block.cuts = *cuts;
  } else if (const auto uses = after(line, "uses:")) {
    block.uses = *uses;
  } else {
    block.expression += (block.expression.empty() ? "" : "\n") + line;
  }
}

// In a Markdown page, what stands in ```feel fences counts; everything else separates.
std::vector<Block> blocks(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::vector<Block> all;
  Block block;
  int number = 0;
  const bool is_page = path.extension() == ".md";
  bool is_inside = !is_page;
  for (std::string line; std::getline(file, line);) {
    ++number;
    const bool is_fence = is_page && line.starts_with("```");
    if (is_fence) is_inside = line == "```feel";
    if (is_inside && line.rfind('#', 0) == 0) continue;
    if (line.empty() || is_fence || !is_inside) {
      if (block.line > 0) all.push_back(std::exchange(block, {}));
      continue;
    }
    if (block.line == 0) block.line = number;
    take(block, line);
  }
  if (block.line > 0) all.push_back(block);
  return all;
}

// The type that a value shows, contexts closed.
TypePtr declared(const Value& value) {
  if (value.kind() == Kind::List) {
    TypePtr element;
    for (const Value& item : value.as_list())
      element = element ? unite(element, declared(item)) : declared(item);
    if (element && element->tag == Type::Tag::Context) element = Type::context(element->fields);
    return Type::list(element ? element : Type::any());
  }
  if (value.kind() != Kind::Context) return type_of(value);
  std::vector<std::pair<std::string, TypePtr>> fields;
  for (const auto& [name, member] : value.as_context().entries()) fields.emplace_back(name, declared(member));
  return Type::context(std::move(fields));
}

struct Setting {
  Scope scope;
  std::vector<Value> values;
};

Setting setting(const Block& block) {
  Setting made;
  for (const auto& name : block.unknown) {
    made.values.push_back(Value::unknown(static_cast<InputId>(made.values.size())));
    made.scope.variables.push_back({name, Type::any()});
  }
  if (block.context.empty()) return made;
  Diagnostics diagnostics;
  const auto program = Program::compile(block.context, made.scope, diagnostics);
  if (!program) {
    ADD_FAILURE() << "the context does not compile: " << block.context;
    return made;
  }
  Machine machine(diagnostics);
  const Value context = program->evaluate(made.values, machine);
  for (const auto& [name, value] : context.as_context().entries()) {
    made.scope.variables.push_back({name, block.is_typed ? declared(value) : Type::any()});
    made.values.push_back(value);
  }
  return made;
}

std::string shown(const Diagnostic& found, bool with_position) {
  if (!with_position) return found.number;
  return found.number + " at " + std::to_string(found.span.begin) + "-" + std::to_string(found.span.end);
}

std::string shown(const Value& value, const std::vector<std::string>& names) {
  if (!value.is_unknown()) return to_feel(value);
  std::string text = "unknown(";
  for (const InputId id : value.as_unknown().inputs->ids()) {
    text += (text.back() == '(' ? "" : ", ") + names.at(id);
  }
  return text + ")";
}

std::string joined(const std::set<std::string>& texts) {
  std::string all;
  for (const auto& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

Value expected_value(const std::string& text, const Setting& made) {
  Diagnostics diagnostics;
  const auto program = Program::compile(text, made.scope, diagnostics);
  if (!program) {
    ADD_FAILURE() << "the expected value does not compile: " << text;
    return {};
  }
  Machine machine(diagnostics);
  return program->evaluate(made.values, machine);
}

void compare_diagnostics(const Block& block, const Diagnostics& found) {
  std::vector<std::string> numbers;
  for (std::size_t i = 0; i < found.all().size(); ++i) {
    const bool with_position =
        i < block.diagnostics.size() && block.diagnostics[i].find(" at ") != std::string::npos;
    numbers.push_back(shown(found.all()[i], with_position));
    EXPECT_TRUE(has_text(found.all()[i].number)) << "no text for " << found.all()[i].number;
  }
  EXPECT_THAT(numbers, testing::ElementsAreArray(block.diagnostics));
}

void check(const Block& block) {
  Setting made = setting(block);
  Diagnostics diagnostics;
  const auto program =
      block.input ? Program::compile_unary_tests(block.expression, made.scope, Type::any(), diagnostics)
                  : Program::compile(block.expression, made.scope, diagnostics);
  if (!program || !block.expected) {
    EXPECT_EQ(program.has_value(), block.expected.has_value()) << "does it compile?";
    compare_diagnostics(block, diagnostics);
    return;
  }
  std::vector<Value> values = made.values;
  if (block.input) values.push_back(expected_value(*block.input, made));
  Machine machine(diagnostics);
  machine.now = parse_date_time("2026-11-24T10:00:00Z");
  std::set<std::string> cuts;
  std::set<std::string> uses;
  machine.on_cut = [&](InputId input, const Value& at) {
    cuts.insert(block.unknown.at(input) + " at " + to_feel(at));
  };
  machine.on_use = [&](InputId input) { uses.insert(block.unknown.at(input)); };
  const Value value = program->evaluate(values, machine);
  if (block.expected->rfind("unknown(", 0) == 0) {
    EXPECT_EQ(shown(value, block.unknown), *block.expected);
  } else {
    const Value wanted = expected_value(*block.expected, made);
    const bool same =
        wanted.kind() == Kind::Context || wanted.kind() == Kind::List || wanted.kind() == Kind::Range
            ? to_feel(value) == to_feel(wanted)
            : identical(value, wanted);
    EXPECT_TRUE(same) << "got " << shown(value, block.unknown) << ", expected " << to_feel(wanted);
  }
  compare_diagnostics(block, diagnostics);
  EXPECT_EQ(joined(cuts), block.cuts.value_or(joined(cuts)));
  EXPECT_EQ(joined(uses), block.uses.value_or(joined(uses)));
}

TEST(FeelGolden, EveryFileSaysWhatHappens) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(GANGWAY_SOURCE_DIR "/tests/feel")) {
    if (entry.path().extension() == ".feel") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::size_t count = 0;
  for (const auto& file : files) {
    for (const Block& block : blocks(file)) {
      SCOPED_TRACE(file.filename().string() + ":" + std::to_string(block.line) + ": " + block.expression);
      check(block);
      ++count;
    }
  }
  RecordProperty("cases", static_cast<int>(count));
  std::cout << count << " cases in " << files.size() << " files\n";
  EXPECT_GT(count, 0U);
}

TEST(FeelGolden, TheLanguagePagesSayWhatHappensAndShowTheSame) {
  std::vector<std::vector<std::string>> shown_by;
  for (const auto* const page : {"language.zh.md", "language.en.md"}) {
    std::vector<std::string> expressions;
    for (const Block& block : blocks(std::filesystem::path(GANGWAY_SOURCE_DIR "/docs/feel") / page)) {
      SCOPED_TRACE(std::string(page) + ":" + std::to_string(block.line) + ": " + block.expression);
      check(block);
      expressions.push_back(block.expression);
    }
    shown_by.push_back(std::move(expressions));
  }
  EXPECT_GT(shown_by.front().size(), 30U);
  EXPECT_EQ(shown_by.front(), shown_by.back());
}

}  // namespace
}  // namespace gangway::feel
