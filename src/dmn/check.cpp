#include "dmn/check.h"

#include <algorithm>
#include <array>
#include <map>

#include "dmn/checks/boxes.h"
#include "dmn/checks/elements.h"
#include "dmn/files.h"
#include "dmn/parts.h"
#include "feel/parser.h"

namespace gangway::dmn {
namespace {

using feel::Type;
using feel::TypePtr;
using Tag = feel::Type::Tag;

constexpr std::array kKinds = {
    FindingKind{"D3001", Severity::Error},   FindingKind{"D3002", Severity::Error},
    FindingKind{"D3003", Severity::Error},   FindingKind{"D3004", Severity::Error},
    FindingKind{"D3005", Severity::Error},   FindingKind{"D3006", Severity::Error},
    FindingKind{"D3007", Severity::Error},   FindingKind{"D3008", Severity::Error},
    FindingKind{"D3101", Severity::Error},   FindingKind{"D3102", Severity::Warning},
    FindingKind{"D3103", Severity::Warning}, FindingKind{"D3104", Severity::Error},
    FindingKind{"D3201", Severity::Warning}, FindingKind{"D3202", Severity::Warning},
    FindingKind{"D3203", Severity::Warning}, FindingKind{"D3204", Severity::Error},
    FindingKind{"D3205", Severity::Warning}, FindingKind{"D3301", Severity::Warning},
    FindingKind{"D3302", Severity::Warning}, FindingKind{"D3303", Severity::Warning},
    FindingKind{"D3304", Severity::Warning}, FindingKind{"D3305", Severity::Warning},
    FindingKind{"D3401", Severity::Warning}, FindingKind{"D3402", Severity::Error},
    FindingKind{"D3403", Severity::Error},   FindingKind{"D3404", Severity::Warning},
    FindingKind{"D3405", Severity::Warning}, FindingKind{"D3406", Severity::Warning},
    FindingKind{"D3407", Severity::Error},   FindingKind{"D3408", Severity::Error},
    FindingKind{"D3409", Severity::Error},   FindingKind{"D3410", Severity::Warning},
    FindingKind{"D3490", Severity::Warning}, FindingKind{"D3491", Severity::Warning},
    FindingKind{"D3901", Severity::Note},    FindingKind{"D3902", Severity::Note},
    FindingKind{"D3903", Severity::Note},    FindingKind{"D3904", Severity::Note},
    FindingKind{"D3905", Severity::Note},
};

class ModelCheck {
 public:
  ModelCheck(const std::vector<File>& files, const Model* model, const Xml& xml, Findings& findings,
             const CheckOptions& options)
      : files_(files),
        root_(files.back()),
        definitions_(root_.definitions),
        model_(model),
        xml_(xml),
        findings_(findings),
        options_(options) {
    for (const auto& each : definitions_.inputs) elements_.push_back(each.variable.name);
    for (const auto& each : definitions_.decisions) elements_.push_back(each.variable.name);
    for (const auto& each : definitions_.knowledge) elements_.push_back(each.variable.name);
    for (const auto& each : definitions_.services) elements_.push_back(each.variable.name);
  }

  CheckReport run() {
    check_names(definitions_, findings_);
    check_used(definitions_, xml_, findings_);
    for (const auto& item : definitions_.items) check_item(item, item.name);
    for (const auto& each : definitions_.knowledge) check(each);
    for (const auto& each : definitions_.decisions) check(each);
    report_.findings = findings_.take();
    return std::move(report_);
  }

 private:
  void check_item(const ItemDefinition& item, const std::string& path) {
    ScopeStack scope({});
    TextCheck texts(findings_, scope, elements_);
    const auto found = root_.types.find(item.type_ref);
    const auto type = found && item.components.empty() ? found->type : Type::any();
    const Site site{item.where, path, Part::Element, 0, 0, 0};
    if (item.allowed) texts.unary_tests(*item.allowed, type, site.at(Part::AllowedValues));
    if (item.constraint) {
      texts.unary_tests(*item.constraint, item.is_collection ? Type::list(type) : type,
                        site.at(Part::TypeConstraint));
    }
    for (const auto& each : item.components) check_item(each, path + "." + each.name);
  }

  void check(const KnowledgeNode& node) {
    ScopeStack scope(root_.types.named());
    declare(scope, {&node.required_knowledge});
    const auto required = scope.size();
    const Site site{node.where, node.name, Part::Element, 0, 0, 0};
    if (!node.logic) return;
    TextCheck texts(findings_, scope, elements_);
    (void)BoxWalk(root_.types, scope, texts, findings_, options_, report_).function(*node.logic, site);
    if (texts.refused() == 0) check_requirements(scope, required, site);
  }

  void check(const DecisionNode& node) {
    ScopeStack scope(root_.types.named());
    declare(scope, {&node.required_inputs, &node.required_decisions, &node.required_knowledge});
    const auto required = scope.size();
    const Site site{node.where, node.name, Part::Element, 0, 0, 0};
    if (!node.logic) return;
    TextCheck texts(findings_, scope, elements_);
    BoxWalk walk(root_.types, scope, texts, findings_, options_, report_);
    const auto given = walk.walk(node.logic, site, node.name);
    if (const auto type = root_.types.find(node.variable.type_ref); type && clash(*given, *type->type)) {
      auto at = site;
      at.where = node.logic->where;
      const bool literal = std::holds_alternative<LiteralText>(node.logic->body);
      findings_.add("D3006", at.at(literal ? Part::Text : Part::Element),
                    {{"type", to_string(*given)}, {"declared", to_string(*type->type)}});
    }
    if (texts.refused() == 0) check_requirements(scope, required, site);
  }

  void check_requirements(const ScopeStack& scope, std::size_t required, const Site& site) {
    for (std::size_t i = 0; i < required; ++i) {
      if (!scope.is_used(i)) findings_.add("D3302", site, {{"name", scope[i].name}});
    }
  }

  // The variables that the hrefs stand for; those of an imported model in a context under its prefix.
  void declare(ScopeStack& scope, std::initializer_list<const std::vector<std::string>*> lists) {
    std::vector<std::pair<std::string, std::vector<std::pair<std::string, TypePtr>>>> contexts;
    for (const auto* const hrefs : lists) {
      for (const auto& href : *hrefs) {
        const auto hash = href.find('#');
        const auto id = hash == std::string::npos ? href : href.substr(hash + 1);
        const auto uri = hash == std::string::npos ? std::string{} : href.substr(0, hash);
        if (uri.empty() || uri == definitions_.namespace_uri) {
          if (auto variable = own(id)) scope.push(*std::move(variable));
          continue;
        }
        const auto import = std::ranges::find_if(root_.imports, [&](const auto& each) {
          return files_[each.second].definitions.namespace_uri == uri;
        });
        if (import == root_.imports.end()) continue;
        auto variable = imported(files_[import->second], id);
        if (import->first.empty()) {
          scope.push(std::move(variable));
          continue;
        }
        auto at = std::ranges::find(contexts, import->first, [](const auto& each) { return each.first; });
        if (at == contexts.end()) at = contexts.insert(contexts.end(), {import->first, {}});
        at->second.emplace_back(variable.name, variable.type);
      }
    }
    for (auto& [prefix, members] : contexts) {
      auto type = Type::context(std::move(members));
      scope.push({prefix, std::move(type), nullptr, ScopeVariable::Kind::Import, {}, {}, false});
    }
  }

  std::optional<ScopeVariable> own(const std::string& id) {
    for (const auto& each : definitions_.inputs) {
      if (each.id == id) return typed(each.variable, ScopeVariable::Kind::Input);
    }
    for (std::size_t i = 0; i < definitions_.decisions.size(); ++i) {
      const auto& each = definitions_.decisions[i];
      if (each.id != id) continue;
      auto out = typed(each.variable, ScopeVariable::Kind::Decision);
      // The model's own elements come first in its lists.
      if (out.type->tag == Tag::Any && model_ != nullptr) out.type = model_->parts().logic[i].node->type();
      out.possible = possible(each);
      out.whole = gives_whole(i);
      return out;
    }
    for (std::size_t i = 0; i < definitions_.knowledge.size(); ++i) {
      if (definitions_.knowledge[i].id == id) return function(definitions_.knowledge[i].variable.name, i);
    }
    for (std::size_t i = 0; i < definitions_.services.size(); ++i) {
      if (definitions_.services[i].id == id) {
        return function(definitions_.services[i].variable.name, definitions_.knowledge.size() + i);
      }
    }
    return std::nullopt;
  }

  ScopeVariable typed(const Named& variable, ScopeVariable::Kind kind) const {
    auto item = root_.types.find(variable.type_ref);
    const auto type = item ? item->type : Type::any();
    return {variable.name, type, std::move(item), kind, {}, {}, false};
  }

  ScopeVariable function(const std::string& name, std::size_t index) const {
    ScopeVariable out{name, Type::any(), nullptr, ScopeVariable::Kind::Function, {}, {}, false};
    if (model_ == nullptr) return out;
    const auto& made = model_->parts().functions[index];
    if (made->type() != nullptr) out.type = std::make_shared<const Type>(*made->type());
    out.function = feel::Value(made);
    return out;
  }

  // What an imported function takes is left open.
  static ScopeVariable imported(const File& file, const std::string& id) {
    ScopeVariable out{{}, Type::any(), nullptr, ScopeVariable::Kind::Import, {}, {}, false};
    const auto take = [&](const auto& elements, bool is_value) {
      const auto at = std::ranges::find(elements, id, [](const auto& each) { return each.id; });
      if (at == elements.end()) return;
      out.name = at->variable.name;
      const auto type = is_value ? file.types.find(at->variable.type_ref) : nullptr;
      if (type) out.type = type->type;
    };
    take(file.definitions.inputs, true);
    take(file.definitions.decisions, true);
    take(file.definitions.knowledge, false);
    take(file.definitions.services, false);
    return out;
  }

  bool gives_whole(std::size_t decision) {
    const auto& node = definitions_.decisions[decision];
    const auto* const text = node.logic ? std::get_if<LiteralText>(&node.logic->body) : nullptr;
    if (text == nullptr) return false;
    // Not known while it is being found out: a circle gives no whole numbers.
    const auto [known, is_new] = whole_.try_emplace(decision, false);
    if (!is_new) return known->second;
    ScopeStack scope(root_.types.named());
    declare(scope, {&node.required_inputs, &node.required_decisions, &node.required_knowledge});
    feel::Diagnostics ignored;
    const auto parsed = feel::parse_expression(text->text, scope.scope(), ignored);
    const bool whole = parsed.root && is_whole(*parsed.root, scope);
    whole_[decision] = whole;
    return whole;
  }

  // All values of a decision whose logic is a table of constants with one hit and one output.
  std::vector<feel::Value> possible(const DecisionNode& node) const {
    const auto* const box = node.logic ? std::get_if<TableBox>(&node.logic->body) : nullptr;
    if (box == nullptr || box->outputs.size() != 1) return {};
    const bool lists = box->hit_policy == HitPolicy::Collect || box->hit_policy == HitPolicy::RuleOrder ||
                       box->hit_policy == HitPolicy::OutputOrder;
    if (lists) return {};
    std::vector<feel::Value> out;
    auto constants = constant_outputs(*box, 0, {});
    if (const auto& entry = box->outputs.front().default_entry)
      constants.push_back(constant_of(entry->text, {}));
    for (auto& each : constants) {
      if (!each) return {};
      if (!each->is_null()) out.push_back(*std::move(each));
    }
    return common_tag(out) == Tag::Any ? std::vector<feel::Value>{} : out;
  }

  const std::vector<File>& files_;
  const File& root_;
  const Definitions& definitions_;
  const Model* model_;
  const Xml& xml_;
  Findings& findings_;
  const CheckOptions& options_;
  std::vector<std::string> elements_;
  std::map<std::size_t, bool> whole_;  // decisions that compute whole numbers only
  CheckReport report_;
};

bool is_imported(const feel::Diagnostic& each) {
  return std::ranges::any_of(each.args,
                             [](const auto& arg) { return arg.first == "file" && !arg.second.empty(); });
}

// What the loader said. Faults in the model's own texts are found again, with their places, by the walk.
void add_faults(const feel::Diagnostics& said, Findings& findings) {
  std::optional<feel::Diagnostic> reason;  // of the D1301 that follows
  for (const auto& each : said.all()) {
    if (each.number.starts_with('F')) {
      reason = each;
    } else if (each.number != "D1301") {
      findings.add_fault(each);
    } else if (is_imported(each)) {
      auto& finding = findings.add_fault(each);
      finding.number = "D3001";
      finding.because = std::exchange(reason, std::nullopt);
    }
  }
}

}  // namespace

std::span<const FindingKind> finding_kinds() { return kKinds; }

std::size_t CheckReport::count(Severity severity) const {
  return static_cast<std::size_t>(std::ranges::count(findings, severity, &Finding::severity));
}

Result<CheckReport> check_model(std::string_view xml, feel::Diagnostics& diagnostics,
                                const CheckOptions& options, const Model::Importer& importer) {
  TRY_ASSIGN(const auto parsed, Xml::parse(xml, diagnostics));
  feel::Diagnostics said(10'000);
  const auto files = read_files(xml, importer, said);
  if (!files && files.error().key != "dmn.faulty") {
    for (const auto& each : said.all()) diagnostics.add(each.number, each.span, each.args);
    return tl::unexpected<Error>(files.error());
  }
  Findings findings(xml, parsed);
  said.clear();
  const auto model = Model::load(xml, said, importer, Model::Faulty::GivesNull);
  add_faults(said, findings);
  if (!files) {
    CheckReport report;
    report.findings = findings.take();
    return report;
  }
  return ModelCheck(*files, model ? model->get() : nullptr, parsed, findings, options).run();
}

}  // namespace gangway::dmn
