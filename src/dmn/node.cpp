#include "dmn/node.h"

#include <algorithm>

#include "feel/ops.h"

namespace gangway::dmn {

using feel::InputSet;
using feel::Value;

Value Nothing::evaluate(Frame& frame) const {
  if (number_.empty()) return {};
  return fault(frame.machine, number_, where_);
}

std::shared_ptr<const InputSet> unite(const std::shared_ptr<const InputSet>& a,
                                      const std::shared_ptr<const InputSet>& b) {
  if (!a || a == b) return b;
  if (!b) return a;
  auto out = std::make_shared<InputSet>(*a);
  out->unite(*b);
  return out;
}

Value one_of(std::span<const Value> outcomes, std::shared_ptr<const InputSet> deciding) {
  const auto inside = feel::unknown_inputs(outcomes, feel::Depth::Deep);
  const bool agree = !inside && std::ranges::all_of(outcomes, [&](const Value& each) {
    return feel::identical(each, outcomes.front());
  });
  if (agree && !outcomes.empty()) return outcomes.front();
  deciding = unite(deciding, inside);
  return deciding ? Value::unknown(std::move(deciding)) : Value();
}

std::shared_ptr<const InputSet> use(feel::Machine& machine, const Value& unknown) {
  const auto& what = unknown.as_unknown();
  if (what.origin && machine.on_use) machine.on_use(*what.origin);
  return what.inputs;
}

Value fault(feel::Machine& machine, std::string number, const Where& where, Args args) {
  args.emplace_back("element", where.shown());
  args.emplace_back("line", std::to_string(where.line));
  return machine.fault(std::move(number), {}, std::move(args));
}

}  // namespace gangway::dmn
