#include "dmn/checks/texts.h"

#include <algorithm>
#include <array>

#include "dmn/checks/type_rules.h"
#include "feel/check.h"
#include "feel/lexer.h"
#include "feel/names.h"

namespace gangway::dmn {
namespace {

using feel::Node;
using feel::NodeKind;
using feel::Span;
using feel::Type;
using feel::Value;
using Tag = feel::Type::Tag;

bool is_condition(NodeKind kind) {
  return kind == NodeKind::And || kind == NodeKind::Or || kind == NodeKind::Compare ||
         kind == NodeKind::Between || kind == NodeKind::In;
}

// The text of a node: its span ends with its last token but begins inside of brackets around its left
// operand.
std::string source_of(const std::string& text, Span span) {
  feel::Diagnostics ignored;
  const auto tokens = feel::tokenize(text, ignored);
  int open = 0;
  int missing = 0;
  std::size_t first = tokens.size();
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].span.begin < span.begin || tokens[i].span.end > span.end) continue;
    first = std::min(first, i);
    if (tokens[i].text == "(") ++open;
    if (tokens[i].text != ")") continue;
    if (open == 0) ++missing;
    open -= open == 0 ? 0 : 1;
  }
  auto begin = span.begin;
  for (; missing > 0 && first > 0; --first) {
    if (tokens[first - 1].text != "(") continue;
    begin = tokens[first - 1].span.begin;
    --missing;
  }
  return text.substr(begin, span.end - begin);
}

std::string shortened(std::string text) {
  constexpr std::size_t kMost = 60;
  std::ranges::replace(text, '\n', ' ');
  if (text.size() <= kMost) return text;
  auto end = kMost;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "…";
}

// What the comparisons in a condition ask of one leaf.
struct Question {
  std::vector<Leaf> leaves;
  feel::TypePtr type;
  std::vector<Value> bounds;
  bool simple = true;
  bool compares = false;
};

}  // namespace

class TextCheck::Walk {
 public:
  Walk(TextCheck& check, const std::string& text, const Site& site)
      : findings_(check.findings_), scope_(check.scope_), text_(text), site_(site) {}

  // `settled`: a part around it was found to be always true or false already.
  void visit(const Node& node, bool settled = false) {
    check_types(node);
    check_names(node);
    if (!settled && is_condition(node.kind)) settled = check_verdict(node);
    check_constant(node);
    for (const auto& child : node.children) visit(*child, settled);
    for (const auto& each : node.iterators) {
      visit(*each.domain, settled);
      if (each.to) visit(*each.to, settled);
    }
  }

 private:
  void add(const char* number, const Node& node, Args args = {}) {
    findings_.add(number, site_, std::move(args), node.span);
  }

  void check_types(const Node& node) {
    switch (node.kind) {
      case NodeKind::Arithmetic:
        arithmetic(node);
        break;
      case NodeKind::Compare:
        compare(node, node.comparison, *node.children[0], *node.children[1]);
        break;
      case NodeKind::Between:
        compare(node, feel::Comparison::GreaterEqual, *node.children[0], *node.children[1]);
        compare(node, feel::Comparison::LessEqual, *node.children[0], *node.children[2]);
        break;
      case NodeKind::In:
        in(node);
        break;
      case NodeKind::And:
      case NodeKind::Or:
        for (const auto& child : node.children) condition(*child);
        break;
      case NodeKind::If:
        condition(*node.children[0]);
        break;
      case NodeKind::Some:
      case NodeKind::Every:
        condition(*node.children[0]);
        break;
      case NodeKind::Call:
        call(node);
        break;
      default:
        break;
    }
  }

  void arithmetic(const Node& node) {
    const auto& a = *node.children[0];
    const auto& b = *node.children[1];
    if (!can_calculate(node.arithmetic, *a.type, *b.type)) {
      add("D3002", node,
          {{"operator", std::string(symbol(node.arithmetic))},
           {"first", to_string(*a.type)},
           {"second", to_string(*b.type)}});
    }
    if (node.arithmetic != feel::Arithmetic::Divide) return;
    const auto divisor = constant_of(source_of(text_, b.span), {});
    if (divisor && divisor->kind() == feel::Kind::Number && divisor->as_number().is_zero())
      add("D3101", node);
  }

  void compare(const Node& node, feel::Comparison op, const Node& a, const Node& b) {
    if (can_compare(op, *a.type, *b.type)) return;
    add("D3003", node,
        {{"operator", std::string(symbol(op))},
         {"first", to_string(*a.type)},
         {"second", to_string(*b.type)}});
  }

  // The tests of a cell, or of `x in (…)`.
  void in(const Node& node) {
    const auto& input = *node.children.front()->type;
    for (std::size_t i = 1; i < node.children.size(); ++i) {
      const auto& test = *node.children[i];
      if (test.kind == NodeKind::Condition) continue;
      const auto& against = test.kind == NodeKind::Test ? *test.children.front() : test;
      const auto op = test.kind == NodeKind::Test ? test.comparison : feel::Comparison::Equal;
      auto type = against.type;
      if (type->tag == Tag::Range || type->tag == Tag::List) type = feel::element_of(type);
      // A test that gives true or false speaks for itself.
      if (test.kind != NodeKind::Test && test.kind != NodeKind::Constant && type->tag == Tag::Boolean)
        continue;
      if (can_compare(op, input, *type)) continue;
      add("D3008", test, {{"cell", to_string(*type)}, {"input", to_string(input)}});
    }
  }

  void condition(const Node& node) {
    if (!is_known(*node.type) || node.type->tag == Tag::Boolean || node.type->tag == Tag::List) return;
    add("D3004", node, {{"type", to_string(*node.type)}});
  }

  void call(const Node& node) {
    const auto bad = bad_argument(node);
    if (!bad) return;
    const auto& callee = *node.children.front();
    const auto name = callee.builtin != nullptr
                          ? std::string(callee.builtin->name)
                          : text_.substr(callee.span.begin, callee.span.end - callee.span.begin);
    add("D3005", *node.children[*bad + 1],
        {{"position", std::to_string(*bad + 1)},
         {"function", name},
         {"type", to_string(*node.children[*bad + 1]->type)}});
  }

  // A part without variables that FEEL cannot evaluate: date("2026-02-30").
  void check_constant(const Node& node) {
    if (node.kind != NodeKind::Call || node.children.size() < 2 || !node.names.empty()) return;
    if (node.children.front()->kind != NodeKind::BuiltinName) return;
    const bool literals = std::all_of(node.children.begin() + 1, node.children.end(), [](const auto& each) {
      return each->kind == NodeKind::Constant && !each->value.is_null();
    });
    if (!literals) return;
    const auto source = source_of(text_, node.span);
    const auto value = constant_of(source, {});
    if (value && value->is_null()) add("D3104", node, {{"text", shortened(source)}});
  }

  void check_names(const Node& node) {
    if (node.kind == NodeKind::Context) {
      for (const auto& name : node.names) shadow(name, node);
    } else if (node.kind == NodeKind::Lambda) {
      for (const auto& each : node.parameters) shadow(each.name, node);
    } else if (node.kind == NodeKind::For || node.kind == NodeKind::Some || node.kind == NodeKind::Every) {
      iterators(node);
    } else if (node.kind == NodeKind::Member && node.children.size() < 2) {
      if (scope_.find(node.name) != nullptr) add("D3205", node, {{"name", node.name}});
    }
  }

  void shadow(const std::string& name, const Node& node) {
    if (scope_.find(name) != nullptr) add("D3201", node, {{"name", name}});
  }

  // The tree keeps no names of iterators: they stand before the domain's "in".
  void iterators(const Node& node) {
    constexpr std::array<std::string_view, 3> kOpening = {"for", "some", "every"};
    auto from = node.span.begin;
    for (const auto keyword : kOpening) {
      if (text_.compare(from, keyword.size(), keyword) != 0) continue;
      from += static_cast<std::uint32_t>(keyword.size());
      break;
    }
    for (const auto& each : node.iterators) {
      if (each.domain->span.begin < from) return;
      auto name = text_.substr(from, each.domain->span.begin - from);
      const auto in = name.rfind(" in");
      if (in == std::string::npos) return;
      name.resize(in);
      const auto begin = name.find_first_not_of(" \t\r\n,)]}");
      const auto end = name.find_last_not_of(" \t\r\n");
      if (begin != std::string::npos && end != std::string::npos && begin <= end) {
        shadow(name.substr(begin, end - begin + 1), node);
      }
      from = each.to ? each.to->span.end : each.domain->span.end;
    }
  }

  // True: reported as always true or always false.
  bool check_verdict(const Node& node) {
    Question question;
    ask(node, question);
    if (!question.simple || question.leaves.size() > 1) return false;
    const auto source = source_of(text_, node.span);
    if (question.leaves.empty()) {
      const auto value = constant_of(source, {});
      if (!value || value->kind() != feel::Kind::Boolean) return false;
      return verdict(node, source, value->is_true());
    }
    return question.compares && try_all(node, source, question);
  }

  bool verdict(const Node& node, const std::string& source, bool is_true) {
    add(is_true ? "D3102" : "D3103", node, {{"text", shortened(source)}});
    return true;
  }

  void ask(const Node& node, Question& question) {
    if (auto leaf = leaf_of(node, scope_)) {
      question.type = node.type;
      if (std::ranges::find(question.leaves, *leaf) == question.leaves.end()) {
        question.leaves.push_back(*std::move(leaf));
      }
      return;
    }
    switch (node.kind) {
      case NodeKind::Constant:
        question.bounds.push_back(node.value);
        return;
      case NodeKind::Compare:
      case NodeKind::Between:
      case NodeKind::In:
        question.compares = true;
        break;
      case NodeKind::And:
      case NodeKind::Or:
      case NodeKind::Test:
      case NodeKind::Range:
      case NodeKind::List:
        break;
      default:
        ask_constant(node, question);
        return;
    }
    for (const auto& child : node.children) ask(*child, question);
  }

  // 2 * 3, date("2026-01-01"); null may be the answer of today(), which does vary.
  void ask_constant(const Node& node, Question& question) {
    auto value = constant_of(source_of(text_, node.span), {});
    question.simple = question.simple && value && !value->is_null();
    if (question.simple) question.bounds.push_back(*std::move(value));
  }

  bool try_all(const Node& node, const std::string& source, const Question& question) {
    const auto& leaf = question.leaves.front();
    auto domain = domain_of(leaf, question.type, scope_);
    const bool asks_null =
        std::ranges::any_of(question.bounds, [](const Value& each) { return each.is_null(); });
    if (domain.tag == Tag::Any) domain.tag = common_tag(question.bounds);
    if (!is_scalar(domain.tag) || !domain.exact) return false;
    PartitionSource axis_source{
        domain.tag, domain.whole, std::move(domain.bounds), true, std::move(domain.allows), true};
    axis_source.bounds.insert(axis_source.bounds.end(), question.bounds.begin(), question.bounds.end());
    const auto axis = Partition::create(std::move(axis_source));
    feel::Diagnostics ignored;
    const auto program = feel::Program::compile(source, scope_.scope(), ignored);
    if (!axis || !program) return false;
    bool any_true = false;
    bool all_true = true;
    const auto classes = axis->size() - (asks_null ? 0 : 1);
    for (std::size_t i = 0; i < classes; ++i) {
      std::vector<Value> slots(scope_.size());
      assign(leaf, axis->value(i), slots);
      feel::Machine machine(ignored);
      const auto value = program->evaluate(slots, machine);
      (value.is_true() ? any_true : all_true) = value.is_true();
    }
    if (classes == 0 || (any_true && !all_true)) return false;
    return verdict(node, source, all_true);
  }

  Findings& findings_;
  const ScopeStack& scope_;
  const std::string& text_;
  const Site& site_;
};

void TextCheck::refuse(const std::string& text, const feel::Diagnostic& diagnostic, const Site& site) {
  ++refused_;
  if (diagnostic.number == "F1201") {
    const auto name = text.substr(diagnostic.span.begin, diagnostic.span.end - diagnostic.span.begin);
    // The message may name more words than the element has: take the longest element that stands there.
    const std::string* longest = nullptr;
    for (const auto& each : elements_) {
      const bool here = text.compare(diagnostic.span.begin, each.size(), each) == 0;
      if (here && (longest == nullptr || each.size() > longest->size())) longest = &each;
    }
    if (longest != nullptr && scope_.find(*longest) == nullptr) {
      findings_.add("D3007", site, {{"name", *longest}}, diagnostic.span);
      return;
    }
  }
  findings_.add("D3001", site, {}, diagnostic.span).because = diagnostic;
}

void TextCheck::use(const feel::Parsed& parsed) {
  for (std::size_t i = 0; i < scope_.size() && i < parsed.is_named.size(); ++i) {
    if (parsed.is_named[i]) scope_.use(i);
  }
}

feel::TypePtr TextCheck::expression(const std::string& text, const Site& site) {
  feel::Diagnostics diagnostics;
  const auto parsed = feel::parse_expression(text, scope_.scope(), diagnostics);
  if (!parsed.root) {
    if (!diagnostics.empty()) refuse(text, diagnostics.all().front(), site);
    return Type::any();
  }
  use(parsed);
  Walk(*this, text, site).visit(*parsed.root);
  return parsed.root->type;
}

void TextCheck::unary_tests(const std::string& text, const feel::TypePtr& input_type, const Site& site) {
  feel::Diagnostics diagnostics;
  const auto parsed = feel::parse_unary_tests(text, scope_.scope(), input_type, diagnostics);
  if (!parsed.root) {
    if (!diagnostics.empty()) refuse(text, diagnostics.all().front(), site);
    return;
  }
  use(parsed);
  // The cell as a whole is a condition on its input, which the table's own check looks at.
  Walk(*this, text, site).visit(*parsed.root, true);
}

}  // namespace gangway::dmn
