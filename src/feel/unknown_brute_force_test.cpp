// Unknown inputs against brute force: random expressions of every construct over inputs with small domains.
// An answer given while some are unknown must be the answer of every way in which they could come out, and
// what is not named as still mattering must not matter. How often something is named that does not is
// counted.
#include <gtest/gtest.h>

#include <array>
#include <iostream>
#include <random>

#include "feel/program.h"

namespace gangway::feel {
namespace {

#ifdef NDEBUG
constexpr int kCases = 150'000;
#else
constexpr int kCases = 6'000;
#endif
constexpr std::size_t kInputs = 6;
constexpr std::size_t kMostUnknown = 3;
constexpr std::array kNames{"p", "q", "n", "m", "s", "l"};

Value evaluated(const std::string& text) {
  Diagnostics diagnostics;
  const auto program = Program::compile(text, {}, diagnostics);
  Machine machine(diagnostics);
  return program ? program->evaluate({}, machine) : Value();
}

const std::vector<Value>& domain(std::size_t input) {
  static const std::vector<Value> kTruths{Value(true), Value(false), Value()};
  static const std::vector<Value> kNumbers{Value::number(0), Value::number(1), Value::number(5), Value()};
  static const std::vector<Value> kTexts{Value::string("a"), Value::string("b"), Value::string("")};
  static const std::vector<Value> kLists{evaluated("[1, 2]"), evaluated("[]"), evaluated("[5, null, 1]")};
  return input < 2 ? kTruths : input < 4 ? kNumbers : input == 4 ? kTexts : kLists;
}

// Writes random expressions of a kind.
class Writer {
 public:
  explicit Writer(std::uint64_t seed) : random_(seed) {}

  std::size_t below(std::size_t n) { return random_() % n; }
  std::string pick(std::initializer_list<const char*> all) { return all.begin()[below(all.size())]; }

  std::string any(int depth) {
    switch (below(5)) {
      case 0:
        return boolean(depth);
      case 1:
        return number(depth);
      case 2:
        return text(depth);
      case 3:
        return list(depth);
      default:
        return context(depth);
    }
  }

  std::string boolean(int depth) {
    if (depth <= 0) return pick({"p", "q", "true", "false", "null", "n = 1", "m < 2", "s = \"a\"", "l = []"});
    switch (below(14)) {
      case 0:
        return "(" + boolean(depth - 1) + pick({" and ", " or "}) + boolean(depth - 1) + ")";
      case 1:
        return "not(" + boolean(depth - 1) + ")";
      case 2:
        return branch(boolean(depth - 1), boolean(depth - 1), depth);
      case 3:
        return "(" + pick({"some", "every"}) + " x in " + list(depth - 1) + " satisfies " +
               pick({"x > ", "x = ", "x != "}) + number(depth - 1) + ")";
      case 4:
        return "(" + pick({"some", "every"}) + " r in rows[" + boolean(depth - 1) + "] satisfies r." +
               pick({"ok", "pay > 1", "year = n"}) + ")";
      case 5:
        return "(" + number(depth - 1) + " in (" + pick({"< ", ">= ", "", "!= "}) + number(depth - 1) +
               ", [0..2], not(" + number(depth - 1) + ")))";
      case 6:
        return "(" + number(depth - 1) + " between " + number(depth - 1) + " and " + number(depth - 1) + ")";
      case 7:
        return "(" + any(depth - 1) + " instance of " +
               pick({"number", "boolean", "list<number>", "string"}) + ")";
      case 8:
        return pick({"all", "any"}) + "([" + boolean(depth - 1) + ", " + boolean(depth - 1) + "])";
      case 9:
        return "list contains(" + list(depth - 1) + ", " + number(depth - 1) + ")";
      case 10:
        return pick({"contains", "starts with", "matches"}) + "(" + text(depth - 1) + ", " + text(depth - 1) +
               ")";
      case 11:
        return "(function(f, x) f(x))(function(y) " + pick({"y = n", "p", "y and q"}) + ", " +
               any(depth - 1) + ")";
      case 12:
        return "(" + any(depth - 1) + pick({" = ", " != "}) + any(depth - 1) + ")";
      default:
        return "(" + number(depth - 1) + pick({" = ", " < ", " <= ", " > ", " >= "}) + number(depth - 1) +
               ")";
    }
  }

  std::string number(int depth) {
    if (depth <= 0) return pick({"n", "m", "0", "1", "2", "5", "null"});
    switch (below(13)) {
      case 0:
      case 1:
        return "(" + number(depth - 1) + pick({" + ", " - ", " * ", " / "}) + number(depth - 1) + ")";
      case 2:
        return branch(number(depth - 1), number(depth - 1), depth);
      case 3:
        return list(depth - 1) + "[" + pick({"1", "2", "-1", "n"}) + "]";
      case 4:
        return "{a: " + number(depth - 1) + ", b: a + m}." + pick({"a", "b"});
      case 5:
        return "rows[year = " + number(depth - 1) + "].pay[1]";
      case 6:
        return "count(" + list(depth - 1) + ")";
      case 7:
        return pick({"sum", "min", "max", "mean"}) + "(" + list(depth - 1) + ")";
      case 8:
        return "(function(x, y: number) " + pick({"x + y", "y", "x * 0", "if p then x else y"}) + ")(" +
               number(depth - 1) + ", " + number(depth - 1) + ")";
      case 9:
        return "string length(" + text(depth - 1) + ")";
      case 10:
        return "(for i in 1..2 return " + pick({"i + n", "if i = 1 then m else n", "count(partial)"}) + ")[" +
               pick({"1", "-1"}) + "]";
      case 11:
        return "get value(" + context(depth - 1) + ", " + pick({"\"a\"", "s"}) + ")";
      default:
        return number(0);
    }
  }

  std::string text(int depth) {
    if (depth <= 0) return pick({"s", "\"a\"", "\"ab\"", "\"\"", "null"});
    switch (below(5)) {
      case 0:
        return "(" + text(depth - 1) + " + " + text(depth - 1) + ")";
      case 1:
        return branch(text(depth - 1), text(depth - 1), depth);
      case 2:
        return "string(" + number(depth - 1) + ")";
      case 3:
        return "substring(" + text(depth - 1) + ", " + pick({"1", "2", "n"}) + ")";
      default:
        return "string join([" + text(depth - 1) + ", " + text(depth - 1) + "], " + pick({"\"-\"", "s"}) +
               ")";
    }
  }

  std::string list(int depth) {
    if (depth <= 0) return pick({"l", "[n, m]", "[1, 2]", "[n]", "[]"});
    switch (below(9)) {
      case 0:
        return "[" + number(depth - 1) + ", " + number(depth - 1) + "]";
      case 1:
        return list(depth - 1) + "[item " + pick({"> ", "= ", "!= "}) + number(depth - 1) + "]";
      case 2:
        return "(for x in " + list(depth - 1) + " return " + pick({"x", "x + n", "if p then x else m"}) + ")";
      case 3:
        return "append(" + list(depth - 1) + ", " + number(depth - 1) + ")";
      case 4:
        return pick({"reverse", "distinct values", "flatten"}) + "(" + list(depth - 1) + ")";
      case 5:
        return "concatenate(" + list(depth - 1) + ", " + list(depth - 1) + ")";
      case 6:
        return branch(list(depth - 1), list(depth - 1), depth);
      case 7:
        return "sort(" + list(depth - 1) + ", function(a, b) a " + pick({"<", ">"}) + " b)";
      default:
        return "rows[" + boolean(depth - 1) + "].pay";
    }
  }

  std::string context(int depth) {
    if (depth <= 0) return pick({"{a: n, b: s}", "{a: 1}", "{}"});
    switch (below(3)) {
      case 0:
        return "{a: " + any(depth - 1) + ", c: a}";
      case 1:
        return "context put(" + context(depth - 1) + ", " + pick({"\"a\"", "\"z\"", "s"}) + ", " +
               any(depth - 1) + ")";
      default:
        return "context merge([" + context(depth - 1) + ", " + context(depth - 1) + "])";
    }
  }

 private:
  std::string branch(const std::string& then, const std::string& otherwise, int depth) {
    return "(if " + boolean(depth - 1) + " then " + then + " else " + otherwise + ")";
  }

  std::mt19937_64 random_;
};

Scope scope() {
  Scope made;
  for (const char* name : kNames) made.variables.push_back({name, Type::any()});
  made.variables.push_back({"rows", Type::any()});  // the same inputs inside of a list of contexts
  return made;
}

Value run(const Program& program, const std::vector<Value>& inputs) {
  const auto row = [](Value year, Value pay, Value ok) -> Value {
    return std::make_shared<const Context>(std::vector<std::pair<std::string, Value>>{
        {"year", std::move(year)}, {"pay", std::move(pay)}, {"ok", std::move(ok)}});
  };
  auto slots = inputs;
  slots.push_back(
      Value::list({row(Value::number(1), inputs[2], inputs[0]), row(Value::number(5), inputs[3], true),
                   row(inputs[2], Value::number(5), inputs[1])}));
  Diagnostics diagnostics;
  Machine machine(diagnostics);
  return program.evaluate(slots, machine);
}

// One expression with some of its inputs unknown, and the answers to all completions.
struct Case {
  std::vector<std::size_t> unknown;
  std::vector<Value> inputs;
  std::vector<std::string> answers;  // the first unknown input changes slowest

  // How far apart two answers are that differ in unknown[k] alone.
  [[nodiscard]] std::size_t stride(std::size_t k) const {
    std::size_t n = 1;
    for (std::size_t i = k + 1; i < unknown.size(); ++i) n *= domain(unknown[i]).size();
    return n;
  }
  [[nodiscard]] bool matters(std::size_t k) const {
    const auto n = stride(k);
    const auto size = domain(unknown[k]).size();
    for (std::size_t i = 0; i < answers.size(); ++i) {
      if ((i / n) % size != 0 && answers[i] != answers[i - n]) return true;
    }
    return false;
  }
};

void complete(const Program& program, Case& each, std::size_t k, std::vector<Value>& inputs) {
  if (k == each.unknown.size()) {
    each.answers.push_back(to_feel(run(program, inputs)));
    return;
  }
  for (const Value& value : domain(each.unknown[k])) {
    inputs[each.unknown[k]] = value;
    complete(program, each, k + 1, inputs);
  }
}

Case make_case(const Program& program, Writer& writer) {
  Case made;
  for (std::size_t i = 0; i < kInputs; ++i) {
    const bool is_unknown = made.unknown.size() < kMostUnknown && writer.below(2) == 0;
    if (is_unknown) made.unknown.push_back(i);
    made.inputs.push_back(is_unknown ? Value::unknown(static_cast<InputId>(i))
                                     : domain(i)[writer.below(domain(i).size())]);
  }
  auto inputs = made.inputs;
  complete(program, made, 0, inputs);
  return made;
}

struct Counts {
  int known = 0;             // answered although something was unknown
  int unknown = 0;           // not answered
  int constant = 0;          // … though every completion gives the same
  std::size_t named = 0;     // inputs said to matter
  std::size_t needless = 0;  // … that do not
};

// What is wrong with the answer; empty when nothing is.
std::string check(const Case& each, const Value& answer, Counts& counts) {
  const auto inputs = unknown_inputs(std::span(&answer, 1), Depth::Deep);
  if (inputs == nullptr) {
    ++counts.known;
    const auto text = to_feel(answer);
    for (const auto& real : each.answers) {
      if (real != text) return "said " + text + ", but it can be " + real;
    }
    return {};
  }
  ++counts.unknown;
  bool is_constant = true;
  for (std::size_t k = 0; k < each.unknown.size(); ++k) {
    const bool named = inputs->contains(static_cast<InputId>(each.unknown[k]));
    const bool matters = each.matters(k);
    if (matters && !named) return std::string("does not name ") + kNames[each.unknown[k]] + ", which matters";
    is_constant = is_constant && !matters;
    counts.named += named ? 1 : 0;
    counts.needless += named && !matters ? 1 : 0;
  }
  counts.constant += is_constant ? 1 : 0;
  return {};
}

TEST(Unknown, HoldsForEveryCompletion) {
  const auto names = scope();
  Counts counts;
  int wrong = 0;
  for (int i = 0; i < kCases && wrong < 10; ++i) {
    Writer writer(static_cast<std::uint64_t>(i));
    const auto text = writer.any(1 + static_cast<int>(writer.below(3)));
    Diagnostics diagnostics;
    const auto program = Program::compile(text, names, diagnostics);
    ASSERT_TRUE(program) << text;
    const auto each = make_case(*program, writer);
    const auto fault = check(each, run(*program, each.inputs), counts);
    if (fault.empty()) continue;
    ++wrong;
    std::string given;
    for (std::size_t k = 0; k < kInputs; ++k)
      given += std::string(" ") + kNames[k] + "=" + to_feel(each.inputs[k]);
    ADD_FAILURE() << text << "\nwith" << given << "\n" << fault;
  }
  std::cout << kCases << " expressions: " << counts.known << " answered, " << counts.unknown
            << " unknown, of which " << counts.constant << " always come out the same; of " << counts.named
            << " inputs named as mattering " << counts.needless << " do not\n";
}

}  // namespace
}  // namespace gangway::feel
