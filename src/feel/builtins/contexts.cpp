// Functions on contexts. Source: DMN 1.5 clause 10.3.4.10.

#include "feel/builtins/families.h"

namespace gangway::feel::families {
namespace {

Value shared(Context context) { return Value(std::make_shared<const Context>(std::move(context))); }

Value bad(const Call& call, const char* name) {
  return call.machine.fault("F2102", call.span, {{"name", name}});
}

Value get_value(const Call& call) {
  const auto* const found = call.arguments[0].as_context().find(call.arguments[1].as_string());
  return found != nullptr ? *found : Value();
}

Value get_entries(const Call& call) {
  List out;
  for (const auto& [name, value] : call.arguments[0].as_context().entries()) {
    Context entry;
    entry.put("key", Value::string(name));
    entry.put("value", value);
    out.push_back(shared(std::move(entry)));
  }
  return Value::list(std::move(out));
}

Value context(const Call& call) {
  Context out;
  for (const auto& entry : call.arguments[0].as_list()) {
    if (entry.is_unknown()) return lost(call);
    if (entry.kind() != Kind::Context) return bad(call, "context");
    const auto* const key = entry.as_context().find("key");
    const auto* const value = entry.as_context().find("value");
    if (key != nullptr && key->is_unknown()) return lost(call);
    if (key == nullptr || value == nullptr || key->kind() != Kind::String) return bad(call, "context");
    if (out.find(key->as_string()) != nullptr) return bad(call, "context");
    out.put(key->as_string(), *value);
  }
  return shared(std::move(out));
}

// The context with the value at the end of the path of keys; nullopt when a step is none, unknown when a step
// is.
std::optional<Value> put_at(const Context& context, std::span<const Value> keys, const Value& value) {
  if (keys.front().is_unknown()) return keys.front();
  if (keys.front().kind() != Kind::String) return std::nullopt;
  const auto& key = keys.front().as_string();
  Context out = context;
  if (keys.size() == 1) {
    out.put(key, value);
    return shared(std::move(out));
  }
  const auto* const inner = context.find(key);
  if (inner != nullptr && inner->is_unknown()) return *inner;
  if (inner == nullptr || inner->kind() != Kind::Context) return std::nullopt;
  auto deeper = put_at(inner->as_context(), keys.subspan(1), value);
  if (!deeper || deeper->is_unknown()) return deeper;
  out.put(key, *std::move(deeper));
  return shared(std::move(out));
}

Value context_put(const Call& call) {
  const auto& key = call.arguments[1];
  const List one{key};
  const auto& keys = key.kind() == Kind::List ? key.as_list() : one;
  if (keys.empty() || keys.size() > call.machine.limits().depth) return bad(call, "context put");
  auto out = put_at(call.arguments[0].as_context(), keys, call.arguments[2]);
  if (out && out->is_unknown()) return lost(call);
  return out ? *std::move(out) : bad(call, "context put");
}

Value context_merge(const Call& call) {
  Context out;
  for (const auto& part : call.arguments[0].as_list()) {
    if (part.is_unknown()) return lost(call);
    if (part.kind() != Kind::Context) return bad(call, "context merge");
    for (const auto& [name, value] : part.as_context().entries()) out.put(name, value);
  }
  return shared(std::move(out));
}

constexpr Param kGet[] = {{"m", ParamType::Context}, {"key", ParamType::String}};
constexpr Param kM[] = {{"m", ParamType::Context}};
constexpr Param kEntries[] = {{"entries", ParamType::List}};
constexpr Param kPut[] = {
    {"context", ParamType::Context}, {"key", ParamType::String}, {"value", ParamType::Any, false, true}};
constexpr Param kPutKeys[] = {
    {"context", ParamType::Context}, {"keys", ParamType::List}, {"value", ParamType::Any, false, true}};
constexpr Param kContexts[] = {{"contexts", ParamType::List}};
constexpr Signature kGetSignature[] = {{kGet}};
constexpr Signature kMSignature[] = {{kM}};
constexpr Signature kEntriesSignature[] = {{kEntries}};
constexpr Signature kPutSignature[] = {{kPut}, {kPutKeys}};
constexpr Signature kContextsSignature[] = {{kContexts}};
constexpr std::string_view kSpec = "DMN 1.5 clause 10.3.4.10";

constexpr Builtin kTable[] = {
    {"get value", kGetSignature, get_value, OnUnknown::Shallow, "上下文里某个名字的值。",
     "The value of an entry.", "get value({a: 1}, \"a\")", "1", kSpec},
    {"get entries", kMSignature, get_entries, OnUnknown::Shallow, "把上下文拆成列表，每一项有key和value。",
     "The entries as a list of contexts with key and value.", "get entries({a: 1})",
     "[{key: \"a\", value: 1}]", kSpec},
    {"context", kEntriesSignature, context, OnUnknown::Shallow, "由有key和value的各项得到上下文。",
     "A context from a list of contexts with key and value.", "context([{key: \"a\", value: 1}])", "{a: 1}",
     kSpec},
    {"context put", kPutSignature, context_put, OnUnknown::Carried,
     "在上下文里加上或者换掉一个值；用列表可以说明里层的路径。",
     "The context with an entry added or replaced; a list of keys names a path inside it.",
     "context put({a: 1}, \"b\", 2)", "{a: 1, b: 2}", kSpec},
    {"context merge", kContextsSignature, context_merge, OnUnknown::Shallow,
     "把几个上下文合成一个，名字相同时以后面的为准。",
     "The contexts joined into one; later entries replace earlier ones of the same name.",
     "context merge([{a: 1}, {a: 2}])", "{a: 2}", kSpec},
};

}  // namespace

std::span<const Builtin> contexts() { return kTable; }

}  // namespace gangway::feel::families
