// eligibility.dmn, and whether it says the same as the files around it.
#include <algorithm>

#include "feel/builtin.h"
#include "feel/names.h"
#include "policy/load_version.h"

namespace gangway::policy {
namespace {

using feel::Type;

// The line on which `needle` first stands, or 0.
int line_of(std::string_view text, std::string_view needle) {
  const auto at = text.find(needle);
  if (at == std::string_view::npos) return 0;
  return static_cast<int>(std::ranges::count(text.substr(0, at), '\n')) + 1;
}

int line_of_name(std::string_view xml, const std::string& name) {
  return line_of(xml, "name=\"" + name + "\"");
}

// Does some expression read a member of that name?
bool reads_member(std::string_view xml, std::string_view name) {
  const auto in_name = [](char c) { return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); };
  const std::string member = "." + std::string(name);
  for (auto at = xml.find(member); at != std::string_view::npos; at = xml.find(member, at + 1)) {
    const auto end = at + member.size();
    if (end >= xml.size() || !in_name(xml[end])) return true;
  }
  return false;
}

bool is_any(const feel::TypePtr& type) { return type == nullptr || type->tag == Type::Tag::Any; }

const feel::TypePtr* field(const Type& context, std::string_view name) {
  const auto at =
      std::ranges::find(context.fields, name, [](const auto& f) { return std::string_view(f.first); });
  return at == context.fields.end() ? nullptr : &at->second;
}

// A model may list fewer components than there are, but none otherwise than they are.
bool agrees(const feel::TypePtr& model, const feel::TypePtr& vocabulary) {
  if (is_any(model) || model->tag != vocabulary->tag) return false;
  if (model->tag == Type::Tag::List) return agrees(model->element, vocabulary->element);
  if (model->tag != Type::Tag::Context) return true;
  return std::ranges::all_of(model->fields, [&](const auto& f) {
    const auto* const known = field(*vocabulary, f.first);
    return known != nullptr && agrees(f.second, *known);
  });
}

class ModelChecker {
 public:
  ModelChecker(const Library& library, const Pack& pack, std::string_view xml, const FaultSink& sink,
               Named& named)
      : library_(library),
        pack_(pack),
        xml_(xml),
        sink_(sink),
        named_(named),
        vocabulary_(library.vocabularies.find(pack.id)->second) {}

  void check(const dmn::Model& model, const FaultSink& policy, VersionDraft& draft) {
    for (const auto& input : model.inputs()) check_input(input);
    for (const auto& source : model.sources()) check_source(source);
    for (const auto& decision : model.decisions()) check_name(decision);
    bind_conditions(model, policy, draft);
    bind_results(model, policy, draft);
    bind_eligible(model, *draft.version);
  }

 private:
  void fault(const std::string& name, std::string key, Args args) const {
    sink_.add(line_of_name(xml_, name), std::move(key), std::move(args));
  }

  void check_input(const dmn::InputData& input) const {
    if (input.name == "as_of") {
      if (is_any(input.type) || input.type->tag != Type::Tag::Date) wrong_type(input.name, "date");
    } else if (input.name == "parameters") {
      each_component(input, [&](const std::string& id, const feel::TypePtr& type) { parameter(id, type); });
    } else if (std::ranges::find(vocabulary_.groups, input.name) != vocabulary_.groups.end()) {
      each_component(input, [&](const std::string& name, const feel::TypePtr& type) {
        fact(input.name + "." + name, name, type);
      });
    } else {
      fault(input.name, "packs.no_such_input", {{"input", input.name}});
    }
  }

  template <class Visit>
  void each_component(const dmn::InputData& input, const Visit& visit) const {
    if (is_any(input.type) || input.type->tag != Type::Tag::Context) {
      wrong_type(input.name, "context");
      return;
    }
    for (const auto& [name, type] : input.type->fields) {
      visit(name, type);
      if (!reads_member(xml_, name)) {
        fault(name, "packs.component_unused", {{"id", input.name + "." + name}});
      }
    }
  }

  void parameter(const std::string& id, const feel::TypePtr& type) const {
    named_.parameters.insert(id);
    const auto* const found = library_.parameter(pack_.id, id);
    if (found == nullptr) {
      fault(id, "packs.no_such_parameter", {{"id", id}});
    } else if (!agrees(type, feel_type(*found))) {
      wrong_type(id, to_string(*feel_type(*found)));
    }
  }

  void fact(const std::string& id, const std::string& name, const feel::TypePtr& type) const {
    const auto* const found = vocabulary_.find(id);
    if (found == nullptr) {
      fault(name, "packs.no_such_fact", {{"id", id}});
      return;
    }
    named_.facts.insert(id);
    if (!agrees(type, feel_type(*found))) wrong_type(name, to_string(*feel_type(*found)));
  }

  void wrong_type(const std::string& name, const std::string& type) const {
    fault(name, "packs.other_type", {{"name", name}, {"type", type}});
  }

  void check_source(const dmn::KnowledgeSource& source) const {
    (void)library_.source(source.location, line_of(xml_, "locationURI=\"" + source.location + "\""), sink_);
  }

  void check_name(const dmn::Decision& decision) const {
    const bool group = std::ranges::find(vocabulary_.groups, decision.name) != vocabulary_.groups.end();
    const bool reserved = decision.name == "as_of" || decision.name == "parameters";
    if (group || reserved || feel::is_keyword(decision.name) ||
        feel::find_builtin(decision.name) != nullptr) {
      fault(decision.name, "packs.decision_name", {{"id", decision.name}});
    }
  }

  void bind_conditions(const dmn::Model& model, const FaultSink& policy, VersionDraft& draft) const {
    for (auto& condition : draft.version->conditions) {
      const auto index = model.find_decision(condition.id);
      if (!index) {
        policy.add(draft.condition_lines[condition.id], "packs.no_decision", {{"id", condition.id}});
        continue;
      }
      condition.decision = *index;
      const auto& decision = model.decisions()[*index];
      if (is_any(decision.type) || decision.type->tag != Type::Tag::Boolean) {
        fault(condition.id, "packs.decision_not_boolean", {{"id", condition.id}});
      }
      if (decision.sources.empty())
        fault(condition.id, "packs.decision_without_source", {{"id", condition.id}});
    }
  }

  void bind_results(const dmn::Model& model, const FaultSink& policy, VersionDraft& draft) const {
    for (auto& result : draft.version->results) {
      const auto index = model.find_decision(result.id);
      if (index) {
        result.decision = *index;
      } else {
        policy.add(draft.result_lines[result.id], "packs.no_decision", {{"id", result.id}});
      }
    }
  }

  // `eligible` requires every condition and nothing else.
  void bind_eligible(const dmn::Model& model, Version& version) const {
    const auto index = model.find_decision("eligible");
    if (!index) {
      sink_.add(0, "packs.no_eligible");
      return;
    }
    version.eligible = *index;
    const auto& eligible = model.decisions()[*index];
    if (is_any(eligible.type) || eligible.type->tag != Type::Tag::Boolean) {
      fault("eligible", "packs.decision_not_boolean", {{"id", "eligible"}});
    }
    for (const auto required : eligible.decisions) {
      const auto& name = model.decisions()[required].name;
      if (std::ranges::find(version.conditions, name, &Condition::id) == version.conditions.end()) {
        fault("eligible", "packs.eligible_requires_other", {{"id", name}});
      }
    }
    for (const auto& condition : version.conditions) {
      const auto at = model.find_decision(condition.id);
      if (at && std::ranges::find(eligible.decisions, *at) == eligible.decisions.end()) {
        fault("eligible", "packs.eligible_leaves_out", {{"id", condition.id}});
      }
    }
  }

  const Library& library_;
  const Pack& pack_;
  std::string_view xml_;
  const FaultSink& sink_;
  Named& named_;
  const Vocabulary& vocabulary_;
};

}  // namespace

void load_model(const Library& library, const Pack& pack, const std::string& folder, VersionDraft& draft,
                Named& named) {
  const auto sink = library.sink(folder + "/eligibility.dmn");
  const auto xml = read_file(library.path(sink.file()), sink);
  if (!xml) return;
  feel::Diagnostics diagnostics;
  auto model = dmn::Model::load(*xml, diagnostics);
  if (!model) {
    if (diagnostics.empty()) sink.add(0, model.error().key, model.error().args);
    add_diagnostics(diagnostics, 0, sink);
    return;
  }
  draft.version->model = *std::move(model);
  const auto policy = library.sink(folder + "/policy.yaml");
  ModelChecker(library, pack, *xml, sink, named).check(*draft.version->model, policy, draft);
}

}  // namespace gangway::policy
