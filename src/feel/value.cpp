#include "feel/value.h"

#include <algorithm>

#include "feel/lexer.h"

namespace gangway::feel {

bool InputSet::contains(InputId id) const { return std::ranges::binary_search(ids_, id); }

void InputSet::unite(const InputSet& other) {
  if (other.ids_.empty()) return;
  std::vector<InputId> merged;
  merged.reserve(ids_.size() + other.ids_.size());
  std::ranges::set_union(ids_, other.ids_, std::back_inserter(merged));
  ids_ = std::move(merged);
}

Value::Value(Kind kind, std::shared_ptr<const void> shared) noexcept : kind_(kind) {
  new (&payload_.shared) std::shared_ptr<const void>(std::move(shared));
}
Value::Value(DateTime value) : Value(Kind::DateTime, std::make_shared<const DateTime>(value)) {}
Value::Value(std::shared_ptr<const Context> value) noexcept : Value(Kind::Context, std::move(value)) {}
Value::Value(std::shared_ptr<const Range> value) noexcept : Value(Kind::Range, std::move(value)) {}
Value::Value(std::shared_ptr<const Function> value) noexcept : kind_(Kind::Function) {
  new (&payload_.function) std::shared_ptr<const Function>(std::move(value));
}

Value Value::string(std::string text) {
  return {Kind::String, std::make_shared<const std::string>(std::move(text))};
}

Value Value::list(List items) { return {Kind::List, std::make_shared<const List>(std::move(items))}; }

Value Value::unknown(InputId input) {
  Value out = unknown(std::make_shared<const InputSet>(input));
  out.has_origin_ = true;
  out.origin_ = input;
  return out;
}

Value Value::unknown(std::shared_ptr<const InputSet> inputs) {
  Value out;
  new (&out.payload_.inputs) std::shared_ptr<const InputSet>(std::move(inputs));
  out.kind_ = Kind::Unknown;
  return out;
}

void Value::copy_shared(const Value& other) {
  switch (other.kind_) {
    case Kind::Function:
      new (&payload_.function) std::shared_ptr<const Function>(other.payload_.function);
      break;
    case Kind::Unknown:
      new (&payload_.inputs) std::shared_ptr<const InputSet>(other.payload_.inputs);
      has_origin_ = other.has_origin_;
      origin_ = other.origin_;
      break;
    default:
      new (&payload_.shared) std::shared_ptr<const void>(other.payload_.shared);
  }
  kind_ = other.kind_;
}

void Value::take_shared(Value& other) noexcept {
  switch (other.kind_) {
    case Kind::Function:
      new (&payload_.function) std::shared_ptr<const Function>(std::move(other.payload_.function));
      break;
    case Kind::Unknown:
      new (&payload_.inputs) std::shared_ptr<const InputSet>(std::move(other.payload_.inputs));
      has_origin_ = other.has_origin_;
      origin_ = other.origin_;
      break;
    default:
      new (&payload_.shared) std::shared_ptr<const void>(std::move(other.payload_.shared));
  }
  kind_ = other.kind_;
  other.clear_shared();
}

void Value::clear_shared() noexcept {
  switch (kind_) {
    case Kind::Function:
      payload_.function.~shared_ptr();
      break;
    case Kind::Unknown:
      payload_.inputs.~shared_ptr();
      break;
    default:
      payload_.shared.~shared_ptr();
  }
  kind_ = Kind::Null;
}

Context::Context(std::vector<std::pair<std::string, Value>> entries) {
  entries_.reserve(entries.size());
  for (auto& [name, value] : entries) put(std::move(name), std::move(value));
}

void Context::put(std::string name, Value value) {
  for (auto& entry : entries_) {
    if (entry.first == name) {
      entry.second = std::move(value);
      return;
    }
  }
  entries_.emplace_back(std::move(name), std::move(value));
}

const Value* Context::find(std::string_view name) const {
  for (const auto& entry : entries_) {
    if (entry.first == name) return &entry.second;
  }
  return nullptr;
}

const Value* Context::find(std::string_view name, std::size_t hint) const {
  if (hint < entries_.size() && entries_[hint].first == name) return &entries_[hint].second;
  return find(name);
}

namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += c;
    }
  }
  return out + "\"";
}

std::string at_literal(const std::string& text) { return "@\"" + text + "\""; }

// Does the lexer read it as words with one space between each?
bool is_plain_name(std::string_view name) {
  Diagnostics ignored;
  const auto words = tokenize(name, ignored);
  std::size_t at = 0;
  for (const auto& word : words) {
    if (word.kind == TokenKind::End) break;
    if (word.kind != TokenKind::Name || word.span.begin != at) return false;
    at = word.span.end;
    if (at < name.size() && name[at] == ' ' && at + 1 < name.size()) ++at;
  }
  return ignored.empty() && !name.empty() && at == name.size();
}

std::string range_text(const Range& range, std::string (*show)(const Value&)) {
  if (range.form == Range::Form::Equal) return "(=" + show(*range.low) + ")";
  if (range.form == Range::Form::NotEqual) return "(!=" + show(*range.low) + ")";
  if (!range.low && range.high) {
    return std::string("(") + (range.high_end == Range::End::Closed ? "<=" : "<") + show(*range.high) + ")";
  }
  if (range.low && !range.high) {
    return std::string("(") + (range.low_end == Range::End::Closed ? ">=" : ">") + show(*range.low) + ")";
  }
  if (!range.low) return "null";
  return (range.low_end == Range::End::Closed ? "[" : "(") + show(*range.low) + ".." + show(*range.high) +
         (range.high_end == Range::End::Closed ? "]" : ")");
}

std::string unknown_text(const Unknown& unknown) {
  std::string out = "unknown(";
  for (const auto id : unknown.inputs->ids()) out += (out.back() == '(' ? "" : ", ") + std::to_string(id);
  return out + ")";
}

std::string function_text(const Function& function) {
  std::string out = "function(";
  for (const auto& name : function.parameters()) out += (out.back() == '(' ? "" : ", ") + name;
  return out + ")";
}

void collect(const Value& value, Depth depth, std::shared_ptr<const InputSet>& found) {
  if (value.is_unknown()) {
    const auto& inputs = value.as_unknown().inputs;
    if (found == nullptr) {
      found = inputs;
    } else if (found != inputs) {
      auto merged = std::make_shared<InputSet>(*found);
      merged->unite(*inputs);
      found = std::move(merged);
    }
    return;
  }
  if (depth == Depth::Shallow) return;
  switch (value.kind()) {
    case Kind::List:
      for (const auto& item : value.as_list()) collect(item, depth, found);
      break;
    case Kind::Context:
      for (const auto& entry : value.as_context().entries()) collect(entry.second, depth, found);
      break;
    case Kind::Range:
      if (value.as_range().low) collect(*value.as_range().low, depth, found);
      if (value.as_range().high) collect(*value.as_range().high, depth, found);
      break;
    default:
      break;
  }
}

}  // namespace

std::string to_feel(const Value& value) {
  switch (value.kind()) {
    case Kind::Null:
      return "null";
    case Kind::Boolean:
      return value.as_boolean() ? "true" : "false";
    case Kind::Number:
      return value.as_number().to_string();
    case Kind::String:
      return quoted(value.as_string());
    case Kind::Date:
      return at_literal(to_string(value.as_date()));
    case Kind::Time:
      return at_literal(to_string(value.as_time()));
    case Kind::DateTime:
      return at_literal(to_string(value.as_date_time()));
    case Kind::DaysDuration:
      return at_literal(to_string(value.as_days_duration()));
    case Kind::MonthsDuration:
      return at_literal(to_string(value.as_months_duration()));
    case Kind::List: {
      std::string out = "[";
      for (const auto& item : value.as_list()) out += (out.size() == 1 ? "" : ", ") + to_feel(item);
      return out + "]";
    }
    case Kind::Context: {
      std::string out = "{";
      for (const auto& [name, item] : value.as_context().entries()) {
        out += (out.size() == 1 ? "" : ", ") + (is_plain_name(name) ? name : quoted(name)) + ": " +
               to_feel(item);
      }
      return out + "}";
    }
    case Kind::Range:
      return range_text(value.as_range(), &to_feel);
    case Kind::Function:
      return function_text(value.as_function());
    case Kind::Unknown:
      return unknown_text(value.as_unknown());
  }
  return {};
}

std::string to_text(const Value& value) {
  switch (value.kind()) {
    case Kind::String:
      return value.as_string();
    case Kind::Date:
      return to_string(value.as_date());
    case Kind::Time:
      return to_string(value.as_time());
    case Kind::DateTime:
      return to_string(value.as_date_time());
    case Kind::DaysDuration:
      return to_string(value.as_days_duration());
    case Kind::MonthsDuration:
      return to_string(value.as_months_duration());
    default:
      return to_feel(value);
  }
}

std::shared_ptr<const InputSet> unknown_inputs(std::span<const Value> values, Depth depth) {
  std::shared_ptr<const InputSet> found;
  for (const auto& value : values) collect(value, depth, found);
  return found;
}

}  // namespace gangway::feel
