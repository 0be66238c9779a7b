// Functions on lists. Source: DMN 1.5 clause 10.3.4.4.

#include <algorithm>

#include "feel/builtins/families.h"
#include "feel/ops.h"

namespace gangway::feel::families {
namespace {

const List& list_of(const Call& call, std::size_t i = 0) { return call.arguments[i].as_list(); }

bool same(const Value& a, const Value& b) { return equal(a, b).value_or(false); }

// The index that a FEEL position names (1 first, -1 last; fractions are cut); nullopt when there is none.
std::optional<std::size_t> index_of_position(const Value& position, std::size_t size) {
  const auto n = truncated(position);
  const auto count = static_cast<std::int64_t>(size);
  if (!n || *n == 0 || *n > count || *n < -count) return std::nullopt;
  return static_cast<std::size_t>(*n > 0 ? *n - 1 : count + *n);
}

Value bad_position(const Call& call) { return call.machine.fault("F2109", call.span); }

// Kleene: a match decides, whatever else is unknown. Each comparison with an untouched input is a cut.
Value list_contains(const Call& call) {
  const auto& list = call.arguments[0];
  if (list.is_unknown()) return lost(call);
  Value out(false);
  for (const auto& item : list.as_list()) {
    if (item.is_null() || call.arguments[1].is_null()) {
      if (item.is_null() && call.arguments[1].is_null()) return Value(true);
      if (!item.is_unknown() && !call.arguments[1].is_unknown()) continue;
    }
    Machine& machine = call.machine;
    ++machine.quiet;
    const auto equals = compare(machine, Comparison::Equal, call.arguments[1], item, call.span);
    --machine.quiet;
    if (equals.is_null()) continue;
    out = logical_or(out, equals);
    if (out.is_true()) return out;
  }
  return out;
}

Value sublist(const Call& call) {
  const auto& list = list_of(call);
  const auto from = index_of_position(call.arguments[1], list.size());
  if (!from) return bad_position(call);
  auto length = list.size() - *from;
  if (call.given > 2) {
    const auto wanted = truncated(call.arguments[2]);
    if (!wanted || *wanted < 1 || static_cast<std::size_t>(*wanted) > length) return bad_position(call);
    length = static_cast<std::size_t>(*wanted);
  }
  const auto begin = list.begin() + static_cast<std::ptrdiff_t>(*from);
  return Value::list(List(begin, begin + static_cast<std::ptrdiff_t>(length)));
}

Value too_long(const Call& call) { return call.machine.fault("F1903", call.span); }

// An unknown item is an item like others; an unknown list is not.
Value append(const Call& call) {
  auto out = list_of(call);
  const auto& items = list_of(call, 1);
  if (out.size() + items.size() > call.machine.limits().list_size) return too_long(call);
  out.insert(out.end(), items.begin(), items.end());
  return Value::list(std::move(out));
}

Value joined(const Call& call, bool distinct) {
  List out;
  for (const auto& part : list_of(call)) {
    if (part.is_null()) return {};
    const List one{part};  // FEEL's implicit conversion
    for (const auto& item : part.kind() == Kind::List ? part.as_list() : one) {
      if (distinct && std::ranges::any_of(out, [&](const Value& other) { return same(item, other); }))
        continue;
      out.push_back(item);
    }
    if (out.size() > call.machine.limits().list_size || !call.machine.spend(out.size()))
      return too_long(call);
  }
  return Value::list(std::move(out));
}
Value concatenate(const Call& call) { return joined(call, false); }
Value union_of(const Call& call) { return joined(call, true); }

Value insert_before(const Call& call) {
  auto out = list_of(call);
  const auto at = index_of_position(call.arguments[1], out.size());
  if (!at) return bad_position(call);
  out.insert(out.begin() + static_cast<std::ptrdiff_t>(*at), call.arguments[2]);
  return Value::list(std::move(out));
}

Value remove(const Call& call) {
  auto out = list_of(call);
  const auto at = index_of_position(call.arguments[1], out.size());
  if (!at) return bad_position(call);
  out.erase(out.begin() + static_cast<std::ptrdiff_t>(*at));
  return Value::list(std::move(out));
}

Value list_replace(const Call& call) {
  auto out = list_of(call);
  if (call.arguments[1].kind() == Kind::Function) {
    const auto& match = call.arguments[1].as_function();
    if (match.parameters().size() != 2) return call.machine.fault("F2114", call.span);
    for (auto& item : out) {
      const Value pair[] = {item, call.arguments[2]};
      const auto found = match.call(call.machine, pair);
      if (found.is_unknown()) return found;
      if (found.kind() != Kind::Boolean) return call.machine.fault("F2114", call.span);
      if (found.is_true()) item = call.arguments[2];
    }
    return Value::list(std::move(out));
  }
  const auto at = index_of_position(call.arguments[1], out.size());
  if (!at) return bad_position(call);
  out[*at] = call.arguments[2];
  return Value::list(std::move(out));
}

Value reverse(const Call& call) {
  auto out = list_of(call);
  std::ranges::reverse(out);
  return Value::list(std::move(out));
}

Value index_of(const Call& call) {
  List out;
  const auto& list = list_of(call);
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (same(list[i], call.arguments[1])) out.push_back(Value::number(static_cast<std::int64_t>(i) + 1));
  }
  return Value::list(std::move(out));
}

Value distinct_values(const Call& call) {
  List out;
  for (const auto& item : list_of(call)) {
    if (!call.machine.spend(out.size())) return {};
    if (std::ranges::none_of(out, [&](const Value& other) { return same(item, other); })) out.push_back(item);
  }
  return Value::list(std::move(out));
}

bool flatten_into(const Call& call, const List& from, List& out, std::uint32_t depth) {
  if (depth > call.machine.limits().depth) return false;
  for (const auto& item : from) {
    if (item.kind() == Kind::List) {
      if (!flatten_into(call, item.as_list(), out, depth + 1)) return false;
    } else {
      out.push_back(item);
    }
    if (!call.machine.spend() || out.size() > call.machine.limits().list_size) return false;
  }
  return true;
}
Value flatten(const Call& call) {
  List out;
  return flatten_into(call, list_of(call), out, 0) ? Value::list(std::move(out)) : too_long(call);
}

// A stable merge by the given order, which may not be one: std::sort must not see it.
void merge_sort(std::vector<Value>& items, const std::function<bool(const Value&, const Value&)>& precedes) {
  if (items.size() < 2) return;
  const auto middle = items.begin() + static_cast<std::ptrdiff_t>(items.size() / 2);
  std::vector<Value> left(items.begin(), middle);
  std::vector<Value> right(middle, items.end());
  merge_sort(left, precedes);
  merge_sort(right, precedes);
  std::size_t l = 0;
  std::size_t r = 0;
  for (auto& item : items) {
    const bool from_right = l == left.size() || (r < right.size() && precedes(right[r], left[l]));
    item = from_right ? right[r++] : left[l++];
  }
}

Value sort(const Call& call) {
  auto items = list_of(call);
  bool failed = false;
  Value unknown;
  const auto& function = call.arguments[1].as_function();
  if (function.parameters().size() != 2) return call.machine.fault("F2114", call.span);
  merge_sort(items, [&](const Value& a, const Value& b) {
    if (failed || unknown.is_unknown()) return false;
    const Value pair[] = {a, b};
    const auto before = function.call(call.machine, pair);
    if (before.is_unknown()) unknown = before;
    failed = before.kind() != Kind::Boolean && !before.is_unknown();
    return before.is_true();
  });
  if (failed) return call.machine.fault("F2114", call.span);
  return unknown.is_unknown() ? unknown : Value::list(std::move(items));
}

constexpr Param kList[] = {{"list", ParamType::List}};
constexpr Param kContains[] = {{"list", ParamType::List}, {"element", ParamType::Any, false, true}};
constexpr Param kSublist[] = {
    {"list", ParamType::List}, {"start position", ParamType::Number}, {"length", ParamType::Number, true}};
constexpr Param kAppend[] = {{"list", ParamType::List}, {"item", ParamType::Any, false, true}};
constexpr Param kLists[] = {{"list", ParamType::Any, false, true}};
constexpr Param kInsert[] = {
    {"list", ParamType::List}, {"position", ParamType::Number}, {"newItem", ParamType::Any, false, true}};
constexpr Param kRemove[] = {{"list", ParamType::List}, {"position", ParamType::Number}};
constexpr Param kReplace[] = {
    {"list", ParamType::List}, {"position", ParamType::Number}, {"newItem", ParamType::Any, false, true}};
constexpr Param kReplaceMatch[] = {
    {"list", ParamType::List}, {"match", ParamType::Function}, {"newItem", ParamType::Any, false, true}};
constexpr Param kIndex[] = {{"list", ParamType::List}, {"match", ParamType::Any, false, true}};
constexpr Param kSort[] = {{"list", ParamType::List}, {"precedes", ParamType::Function}};
constexpr Signature kOneList[] = {{kList}};
constexpr Signature kContainsSignature[] = {{kContains}};
constexpr Signature kSublistSignature[] = {{kSublist}};
constexpr Signature kAppendSignature[] = {{kAppend, true}};
constexpr Signature kListsSignature[] = {{kLists, true}};
constexpr Signature kInsertSignature[] = {{kInsert}};
constexpr Signature kRemoveSignature[] = {{kRemove}};
constexpr Signature kReplaceSignatures[] = {{kReplace}, {kReplaceMatch}};
constexpr Signature kIndexSignature[] = {{kIndex}};
constexpr Signature kSortSignature[] = {{kSort}};
constexpr std::string_view kSpec = "DMN 1.5 clause 10.3.4.4";

constexpr Builtin kTable[] = {
    {"list contains", kContainsSignature, list_contains, OnUnknown::Own, "列表里有没有这一项。",
     "Whether the list contains the element.", "list contains([1, 2, 3], 2)", "true", kSpec},
    {"sublist", kSublistSignature, sublist, OnUnknown::Shallow, "从某个位置起的各项，可以限定几项。",
     "The items from a position, all or so many.", "sublist([4, 5, 6], 1, 2)", "[4, 5]", kSpec},
    {"append", kAppendSignature, append, OnUnknown::Carried, "在列表末尾加上各项。",
     "The list with the items added at its end.", "append([1], 2, 3)", "[1, 2, 3]", kSpec},
    {"concatenate", kListsSignature, concatenate, OnUnknown::Shallow, "把各个列表接起来。",
     "The lists joined.", "concatenate([1, 2], [3])", "[1, 2, 3]", kSpec},
    {"insert before", kInsertSignature, insert_before, OnUnknown::Carried, "在某个位置前插入一项。",
     "The list with an item inserted before the position.", "insert before([1, 3], 1, 2)", "[2, 1, 3]",
     kSpec},
    {"remove", kRemoveSignature, remove, OnUnknown::Shallow, "去掉某个位置的一项。",
     "The list without the item at the position.", "remove([1, 2, 3], 2)", "[1, 3]", kSpec},
    {"list replace", kReplaceSignatures, list_replace, OnUnknown::Carried, "把某个位置或符合条件的项换掉。",
     "The list with an item replaced, by position or by match.", "list replace([2, 4, 7, 8], 3, 6)",
     "[2, 4, 6, 8]", kSpec},
    {"reverse", kOneList, reverse, OnUnknown::Shallow, "倒过来的列表。", "The list in reverse order.",
     "reverse([1, 2, 3])", "[3, 2, 1]", kSpec},
    {"index of", kIndexSignature, index_of, OnUnknown::Deep, "这一项所在的各个位置。",
     "The positions of the item.", "index of([1, 2, 3, 2], 2)", "[2, 4]", kSpec},
    {"union", kListsSignature, union_of, OnUnknown::Deep, "把各个列表接起来，去掉重复的项。",
     "The lists joined, without duplicates.", "union([1, 2], [2, 3])", "[1, 2, 3]", kSpec},
    {"distinct values", kOneList, distinct_values, OnUnknown::Deep, "去掉列表里重复的项。",
     "The list without duplicates.", "distinct values([1, 2, 3, 2, 1])", "[1, 2, 3]", kSpec},
    {"flatten", kOneList, flatten, OnUnknown::Deep, "把里面的列表都展开。",
     "The list with nested lists opened.", "flatten([[1, 2], [[3]], 4])", "[1, 2, 3, 4]", kSpec},
    {"sort", kSortSignature, sort, OnUnknown::Deep, "按给的函数排序；函数说明第一项是不是应当在第二项前面。",
     "The list sorted by a function that says whether the first item comes before the second.",
     "sort([3, 1, 4, 5, 2], function(x, y) x < y)", "[1, 2, 3, 4, 5]", kSpec},
};

}  // namespace

std::span<const Builtin> lists() { return kTable; }

}  // namespace gangway::feel::families
