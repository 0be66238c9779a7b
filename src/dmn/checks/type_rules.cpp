#include "dmn/checks/type_rules.h"

#include <algorithm>

#include "dmn/checks/texts.h"

namespace gangway::dmn {
namespace {

using feel::Arithmetic;
using feel::Comparison;
using feel::ParamType;
using feel::Type;
using Tag = feel::Type::Tag;

bool is_duration(Tag tag) { return tag == Tag::DaysDuration || tag == Tag::MonthsDuration; }
bool has_date(Tag tag) { return tag == Tag::Date || tag == Tag::DateTime; }

// DMN 1.5 tables 50 and 51: a point in time and a duration.
bool can_move(Tag point, Tag by) {
  return (has_date(point) && is_duration(by)) || (point == Tag::Time && by == Tag::DaysDuration);
}

bool can_add(Tag a, Tag b) {
  if (a == b) return a == Tag::Number || a == Tag::String || is_duration(a);
  return can_move(a, b) || can_move(b, a);
}

bool can_subtract(Tag a, Tag b) {
  if (a == b) return a == Tag::Number || is_duration(a) || has_date(a) || a == Tag::Time;
  return (has_date(a) && has_date(b)) || can_move(a, b);
}

bool can_multiply(Tag a, Tag b) {
  return (a == Tag::Number && (b == Tag::Number || is_duration(b))) || (is_duration(a) && b == Tag::Number);
}

bool can_divide(Tag a, Tag b) {
  return (a == Tag::Number && b == Tag::Number) || (is_duration(a) && (b == Tag::Number || a == b));
}

// Lists, contexts, functions and ranges are left alone: singleton lists convert, and members may be anything.
bool is_atom(const Type& type) { return is_scalar(type.tag); }

Tag tag_of(ParamType type) {
  switch (type) {
    case ParamType::Boolean:
      return Tag::Boolean;
    case ParamType::Number:
      return Tag::Number;
    case ParamType::String:
      return Tag::String;
    case ParamType::Time:
      return Tag::Time;
    case ParamType::DaysDuration:
      return Tag::DaysDuration;
    case ParamType::MonthsDuration:
      return Tag::MonthsDuration;
    default:
      return Tag::Any;
  }
}

bool takes(ParamType param, const Type& type) {
  if (!is_atom(type)) return true;
  switch (param) {
    case ParamType::Date:
    case ParamType::DateTime:
    case ParamType::DateOrDateTime:
      return has_date(type.tag);
    case ParamType::Temporal:
      return has_date(type.tag) || type.tag == Tag::Time;
    case ParamType::Context:
    case ParamType::Range:
    case ParamType::Function:
      return false;
    default:
      return tag_of(param) == Tag::Any || tag_of(param) == type.tag;
  }
}

// The first argument that the signature does not take; nullopt: it takes all.
std::optional<std::size_t> refused(const feel::Signature& signature, const feel::Node& call) {
  const auto count = call.children.size() - 1;
  for (std::size_t i = 0; i < count; ++i) {
    const auto param = std::min(i, signature.params.size() - 1);
    const bool repeats = signature.variadic && param + 1 == signature.params.size();
    if (!repeats && !takes(signature.params[param].type, *call.children[i + 1]->type)) return i;
  }
  return std::nullopt;
}

bool takes_count(const feel::Signature& signature, std::size_t count) {
  const auto needed =
      std::ranges::count_if(signature.params, [](const feel::Param& each) { return !each.optional; });
  return count >= static_cast<std::size_t>(needed) &&
         (signature.variadic || count <= signature.params.size());
}

}  // namespace

bool is_known(const Type& type) { return type.tag != Tag::Any && type.tag != Tag::Null; }

bool clash(const Type& given, const Type& declared) {
  if (!is_known(given) || !is_known(declared)) return false;
  const bool list = given.tag == Tag::List;
  const bool to_list = declared.tag == Tag::List;
  if (list || to_list) {
    const auto* const a = list ? given.element.get() : &given;
    const auto* const b = to_list ? declared.element.get() : &declared;
    return a != nullptr && b != nullptr && clash(*a, *b);
  }
  if (has_date(given.tag) && has_date(declared.tag)) return false;
  return given.tag != declared.tag;
}

bool can_calculate(Arithmetic op, const Type& a, const Type& b) {
  if (!is_atom(a) || !is_atom(b)) return true;
  switch (op) {
    case Arithmetic::Add:
      return can_add(a.tag, b.tag);
    case Arithmetic::Subtract:
      return can_subtract(a.tag, b.tag);
    case Arithmetic::Multiply:
      return can_multiply(a.tag, b.tag);
    case Arithmetic::Divide:
      return can_divide(a.tag, b.tag);
    case Arithmetic::Power:
      return a.tag == Tag::Number && b.tag == Tag::Number;
  }
  return true;
}

bool can_compare(Comparison op, const Type& a, const Type& b) {
  const bool equality = op == Comparison::Equal || op == Comparison::NotEqual;
  if (!is_atom(a) || !is_atom(b)) return true;
  return a.tag == b.tag && (equality || a.tag != Tag::Boolean);
}

std::optional<std::size_t> bad_argument(const feel::Node& call) {
  const auto& callee = *call.children.front();
  const auto count = call.children.size() - 1;
  if (!call.names.empty() || count == 0) return std::nullopt;
  if (callee.kind != feel::NodeKind::BuiltinName) {
    const auto& parameters = callee.type->parameters;
    if (callee.type->tag != Tag::Function || parameters.size() != count) return std::nullopt;
    for (std::size_t i = 0; i < count; ++i) {
      if (clash(*call.children[i + 1]->type, *parameters[i])) return i;
    }
    return std::nullopt;
  }
  std::optional<std::size_t> first;
  for (const auto& signature : callee.builtin->signatures) {
    if (signature.params.empty() || !takes_count(signature, count)) continue;
    const auto bad = refused(signature, call);
    if (!bad) return std::nullopt;
    if (!first || *bad > *first) first = bad;
  }
  return first;
}

std::string_view symbol(Arithmetic op) {
  switch (op) {
    case Arithmetic::Add:
      return "+";
    case Arithmetic::Subtract:
      return "-";
    case Arithmetic::Multiply:
      return "*";
    case Arithmetic::Divide:
      return "/";
    case Arithmetic::Power:
      return "**";
  }
  return {};
}

std::string_view symbol(Comparison op) {
  switch (op) {
    case Comparison::Equal:
      return "=";
    case Comparison::NotEqual:
      return "!=";
    case Comparison::Less:
      return "<";
    case Comparison::LessEqual:
      return "<=";
    case Comparison::Greater:
      return ">";
    case Comparison::GreaterEqual:
      return ">=";
  }
  return {};
}

}  // namespace gangway::dmn
