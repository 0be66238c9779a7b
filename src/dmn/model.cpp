// Model::load: from files to indices, in four steps: number the elements, resolve what they require, order
// the decisions, compile.
#include "dmn/model.h"

#include <algorithm>
#include <deque>

#include "dmn/files.h"
#include "dmn/functions.h"
#include "dmn/parts.h"

namespace gangway::dmn {
namespace {

constexpr std::size_t kMaxChain = 100;  // decisions that require each other in one chain

// The number of decision, input or function, by file and id.
struct Reference {
  Slot::Kind kind;
  ElementIndex index;
  std::size_t file;
  std::string name;  // of its variable
};

struct DecisionSource {
  const DecisionNode* node;
  std::size_t file;
  std::vector<Reference> required;
};

class Loader {
 public:
  Loader(std::vector<File> files, Model::Parts& parts, feel::Diagnostics& diagnostics)
      : files_(std::move(files)), parts_(parts), diagnostics_(diagnostics) {}

  // False: some requirements go in a circle; nothing can be evaluated.
  bool load() {
    const auto& root = files_.back().definitions;
    parts_.name = root.name;
    parts_.namespace_uri = root.namespace_uri;
    name_files();
    for (std::size_t i = files_.size(); i-- > 0;) number(i);
    make_functions();
    if (!require()) return false;
    for (const auto& define : knowledge_) compile(define);
    for (const auto index : order_) compile(index);
    index_names();
    return true;
  }

  [[nodiscard]] bool faulty() const { return faulty_; }

 private:
  struct Knowledge {
    const KnowledgeNode* node;
    std::size_t file;
    std::shared_ptr<KnowledgeFunction> function;
  };
  struct Service {
    const ServiceNode* node;
    std::size_t file;
    ElementIndex index;
  };

  void fault(const char* number, const Where& where, Args args = {}) {
    faulty_ = true;
    report(diagnostics_, number, where, std::move(args));
  }

  // The prefix by which the model itself would name each file's elements: the first path that leads there.
  void name_files() {
    prefixes_.assign(files_.size(), std::nullopt);
    prefixes_.back() = "";
    for (std::size_t i = files_.size(); i-- > 0;) {
      for (const auto& [prefix, file] : files_[i].imports) {
        if (prefixes_[file] || !prefixes_[i]) continue;
        prefixes_[file] = prefix.empty() ? *prefixes_[i] : *prefixes_[i] + prefix + ".";
      }
    }
  }

  std::string full_name(std::size_t file, const std::string& name) const {
    return prefixes_[file].value_or("") + name;
  }

  ItemTypePtr type(std::size_t file, const Named& variable) {
    if (auto found = files_[file].types.find(variable.type_ref)) return found;
    fault("D1201", variable.where, {{"name", variable.type_ref.substr(0, 200)}});
    return ItemType::any();
  }

  void add(std::size_t file, const std::string& id, const Where& where, Reference reference) {
    if (id.empty()) return;
    if (!by_id_.emplace(std::pair(file, id), std::move(reference)).second)
      fault("D1103", where, {{"id", id}});
  }

  void number(std::size_t file) {
    const auto& definitions = files_[file].definitions;
    for (const auto& source : definitions.sources) {
      sources_.emplace(std::pair(file, source.id), source.location);
      parts_.sources.push_back({source.id, full_name(file, source.name), source.location});
    }
    for (const auto& node : definitions.inputs) {
      const auto index = static_cast<ElementIndex>(parts_.inputs.size());
      const auto declared = type(file, node.variable);
      parts_.inputs.push_back({node.id, full_name(file, node.name), declared->type});
      parts_.input_types.push_back(declared);
      add(file, node.id, node.where, {Slot::Kind::Input, index, file, node.variable.name});
    }
    for (const auto& node : definitions.decisions) {
      const auto index = static_cast<ElementIndex>(parts_.decisions.size());
      const auto declared = type(file, node.variable);
      parts_.decisions.push_back({node.id, full_name(file, node.name), declared->type, {}, {}, {}});
      parts_.logic.push_back({node.where, {}, nullptr, nullptr, declared});
      decisions_.push_back({&node, file, {}});
      add(file, node.id, node.where, {Slot::Kind::Decision, index, file, node.variable.name});
    }
    for (const auto& node : definitions.knowledge) {
      add(file, node.id, node.where,
          {Slot::Kind::Function, next_function(file, node.name), file, node.variable.name});
      knowledge_.push_back({&node, file, nullptr});
      knowledge_index_.push_back(static_cast<ElementIndex>(parts_.functions.size() - 1));
    }
    for (const auto& node : definitions.services) {
      const auto index = next_function(file, node.name);
      add(file, node.id, node.where, {Slot::Kind::Function, index, file, node.variable.name});
      services_.push_back({&node, file, index});
    }
  }

  ElementIndex next_function(std::size_t file, const std::string& name) {
    parts_.functions.emplace_back();
    parts_.function_names.push_back(full_name(file, name));
    return static_cast<ElementIndex>(parts_.functions.size() - 1);
  }

  // "#id" and "id" are of this file, "namespace#id" of the file that has it.
  std::optional<std::pair<std::size_t, std::string>> target(std::size_t file, const std::string& href) const {
    const auto hash = href.find('#');
    if (hash == std::string::npos) return std::pair(file, href);
    const auto uri = href.substr(0, hash);
    if (uri.empty()) return std::pair(file, href.substr(1));
    const auto found =
        std::ranges::find_if(files_, [&](const File& each) { return each.definitions.namespace_uri == uri; });
    if (found == files_.end()) return std::nullopt;
    return std::pair(static_cast<std::size_t>(found - files_.begin()), href.substr(hash + 1));
  }

  std::optional<Reference> find(std::size_t file, const std::string& href, Slot::Kind kind,
                                const Where& where) {
    if (const auto at = target(file, href)) {
      const auto found = by_id_.find(*at);
      if (found != by_id_.end() && found->second.kind == kind) return found->second;
    }
    fault("D1101", where, {{"href", href.substr(0, 200)}});
    return std::nullopt;
  }

  void find_all(std::size_t file, const std::vector<std::string>& hrefs, Slot::Kind kind, const Where& where,
                std::vector<Reference>& out) {
    for (const auto& href : hrefs) {
      if (auto found = find(file, href, kind, where)) out.push_back(std::move(*found));
    }
  }

  void make_functions() {
    for (std::size_t i = 0; i < knowledge_.size(); ++i) {
      auto& [node, file, function] = knowledge_[i];
      Compiler compiler(files_[file].types, diagnostics_);
      auto parameters = node->logic ? compiler.parameters(*node->logic) : std::vector<Parameter>{};
      faulty_ = faulty_ || compiler.faulty();
      function = std::make_shared<KnowledgeFunction>(parts_, node->where, std::move(parameters),
                                                     type(file, node->variable));
      parts_.functions[knowledge_index_[i]] = function;
    }
    for (const auto& [node, file, index] : services_) {
      std::vector<ServiceFunction::Input> inputs;
      std::vector<Reference> found;
      find_all(file, node->input_data, Slot::Kind::Input, node->where, found);
      find_all(file, node->input_decisions, Slot::Kind::Decision, node->where, found);
      for (const auto& each : found) {
        const auto& declared =
            each.kind == Slot::Kind::Input ? parts_.input_types[each.index] : parts_.logic[each.index].type;
        inputs.push_back({each.kind, each.index, {each.name, declared}});
      }
      std::vector<ServiceFunction::Output> outputs;
      found.clear();
      find_all(file, node->outputs, Slot::Kind::Decision, node->where, found);
      for (const auto& each : found)
        outputs.push_back({each.index, each.name, parts_.decisions[each.index].type});
      if (outputs.empty()) fault("D1107", node->where);
      parts_.functions[index] = std::make_shared<ServiceFunction>(
          parts_, node->where, std::move(inputs), std::move(outputs), type(file, node->variable));
    }
  }

  // Resolves requirements and puts the decisions in an order in which each comes after those it requires.
  bool require() {
    std::vector<std::vector<ElementIndex>> dependents(decisions_.size());
    std::vector<std::size_t> open(decisions_.size());
    std::vector<std::size_t> chain(decisions_.size());
    for (std::size_t i = 0; i < decisions_.size(); ++i) {
      auto& [node, file, required] = decisions_[i];
      find_all(file, node->required_inputs, Slot::Kind::Input, node->where, required);
      find_all(file, node->required_decisions, Slot::Kind::Decision, node->where, required);
      find_all(file, node->required_knowledge, Slot::Kind::Function, node->where, required);
      auto& decision = parts_.decisions[i];
      for (const auto& each : required) {
        if (each.kind == Slot::Kind::Input) decision.inputs.push_back(each.index);
        if (each.kind != Slot::Kind::Decision) continue;
        decision.decisions.push_back(each.index);
        dependents[each.index].push_back(static_cast<ElementIndex>(i));
        ++open[i];
      }
      for (const auto& href : node->authorities) {
        const auto at = target(file, href);
        const auto source = at ? sources_.find(*at) : sources_.end();
        if (source != sources_.end()) decision.sources.push_back(source->second);
      }
    }
    std::deque<ElementIndex> ready;
    for (std::size_t i = 0; i < open.size(); ++i) {
      if (open[i] == 0) ready.push_back(static_cast<ElementIndex>(i));
    }
    while (!ready.empty()) {
      const auto index = ready.front();
      ready.pop_front();
      order_.push_back(index);
      collect_inputs(parts_.decisions[index]);
      for (const auto next : dependents[index]) {
        chain[next] = std::max(chain[next], chain[index] + 1);
        if (--open[next] == 0) ready.push_back(next);
      }
    }
    for (std::size_t i = 0; i < open.size(); ++i) {
      if (open[i] != 0) fault("D1102", decisions_[i].node->where);
    }
    const auto longest = std::ranges::max_element(chain);
    if (longest != chain.end() && *longest > kMaxChain) {
      fault("D1108", decisions_[static_cast<std::size_t>(longest - chain.begin())].node->where,
            {{"limit", std::to_string(kMaxChain)}});
      return false;
    }
    return order_.size() == decisions_.size();
  }

  // Adds those of the required decisions, which are complete already.
  void collect_inputs(Decision& decision) {
    auto& inputs = decision.inputs;
    for (const auto each : decision.decisions) {
      const auto& more = parts_.decisions[each].inputs;
      inputs.insert(inputs.end(), more.begin(), more.end());
    }
    std::ranges::sort(inputs);
    inputs.erase(std::unique(inputs.begin(), inputs.end()), inputs.end());
  }

  feel::TypePtr type_of(const Reference& reference) const {
    switch (reference.kind) {
      case Slot::Kind::Input:
        return parts_.inputs[reference.index].type;
      case Slot::Kind::Decision: {
        const auto& logic = parts_.logic[reference.index];
        const bool is_declared = logic.type->type->tag != feel::Type::Tag::Any;
        return is_declared || !logic.node ? logic.type->type : logic.node->type();
      }
      case Slot::Kind::Function:
      case Slot::Kind::Group:
        break;
    }
    const auto* const function = parts_.functions[reference.index].get();
    if (const auto* const known = dynamic_cast<const KnowledgeFunction*>(function))
      return known->shared_type();
    return dynamic_cast<const ServiceFunction&>(*function).shared_type();
  }

  // Declares what is required: an element of this file by its name, those of an imported one under its
  // prefix.
  std::vector<Slot> declare(Compiler& compiler, std::size_t file, const std::vector<Reference>& required) {
    std::vector<Slot> slots;
    std::vector<std::pair<std::string, std::vector<const Reference*>>> groups;
    for (const auto& each : required) {
      const auto& imports = files_[file].imports;
      const auto import = std::ranges::find(imports, each.file, [](const auto& pair) { return pair.second; });
      if (each.file == file || import == imports.end() || import->first.empty()) {
        slots.push_back({each.kind, each.index, {}});
        compiler.declare(each.name, type_of(each));
        continue;
      }
      auto group = std::ranges::find(groups, import->first, [](const auto& pair) { return pair.first; });
      if (group == groups.end()) group = groups.insert(groups.end(), {import->first, {}});
      group->second.push_back(&each);
    }
    for (const auto& [prefix, members] : groups) {
      Slot slot{Slot::Kind::Group, 0, {}};
      std::vector<std::pair<std::string, feel::TypePtr>> fields;
      for (const auto* const each : members) {
        slot.members.push_back({each->name, Slot{each->kind, each->index, {}}});
        fields.emplace_back(each->name, type_of(*each));
      }
      slots.push_back(std::move(slot));
      compiler.declare(prefix, feel::Type::context(std::move(fields)));
    }
    return slots;
  }

  void compile(const Knowledge& knowledge) {
    const auto& [node, file, function] = knowledge;
    Compiler compiler(files_[file].types, diagnostics_);
    std::vector<Reference> required;
    find_all(file, node->required_knowledge, Slot::Kind::Function, node->where, required);
    auto slots = declare(compiler, file, required);
    NodePtr body = std::make_unique<Nothing>();
    if (node->logic) body = compiler.compile_body(*node->logic, node->where);
    faulty_ = faulty_ || compiler.faulty();
    function->define(std::move(slots), std::move(body));
  }

  void compile(ElementIndex index) {
    const auto& [node, file, required] = decisions_[index];
    Compiler compiler(files_[file].types, diagnostics_);
    auto& logic = parts_.logic[index];
    logic.slots = declare(compiler, file, required);
    logic.node = compiler.compile(node->logic);
    logic.table = logic.node->table();
    faulty_ = faulty_ || compiler.faulty();
  }

  template <class Elements, class NameOf>
  static void index_all(const Elements& elements, Names& names, const NameOf& name_of) {
    for (std::size_t i = 0; i < elements.size(); ++i) {
      names.emplace(name_of(elements[i]), static_cast<ElementIndex>(i));
    }
  }

  void index_names() {
    index_all(parts_.inputs, parts_.input_index, [](const auto& each) { return each.name; });
    index_all(parts_.decisions, parts_.decision_index, [](const auto& each) { return each.name; });
    index_all(parts_.function_names, parts_.function_index, [](const auto& each) { return each; });
    // By their own names where those are free.
    for (const auto& [key, reference] : by_id_) {
      auto& names = reference.kind == Slot::Kind::Input      ? parts_.input_index
                    : reference.kind == Slot::Kind::Decision ? parts_.decision_index
                                                             : parts_.function_index;
      names.emplace(reference.name, reference.index);
    }
  }

  std::vector<File> files_;
  Model::Parts& parts_;
  feel::Diagnostics& diagnostics_;
  std::vector<std::optional<std::string>> prefixes_;  // of each file
  std::map<std::pair<std::size_t, std::string>, Reference> by_id_;
  std::map<std::pair<std::size_t, std::string>, std::string> sources_;  // locations
  std::vector<DecisionSource> decisions_;
  std::vector<Knowledge> knowledge_;
  std::vector<ElementIndex> knowledge_index_;
  std::vector<Service> services_;
  std::vector<ElementIndex> order_;
  bool faulty_ = false;
};

std::optional<ElementIndex> find(const Names& names, std::string_view name) {
  const auto found = names.find(name);
  return found == names.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

Model::Model() : parts_(std::make_unique<Parts>()) {}
Model::~Model() = default;

Result<std::shared_ptr<const Model>> Model::load(std::string_view xml, feel::Diagnostics& diagnostics,
                                                 const Importer& importer, Faulty faulty) {
  const auto before = diagnostics.count();
  TRY_ASSIGN(auto files, read_files(xml, importer, diagnostics));
  const bool types_faulty = diagnostics.count() > before;
  const std::shared_ptr<Model> model(new Model);
  Loader loader(std::move(files), *model->parts_, diagnostics);
  const bool is_ordered = loader.load();
  const bool is_faulty = types_faulty || loader.faulty();
  if (!is_ordered || (is_faulty && faulty == Faulty::Refuse)) {
    return fail(ErrorCode::Invalid, "dmn.faulty", {{"count", std::to_string(diagnostics.count() - before)}});
  }
  return model;
}

const std::string& Model::name() const { return parts_->name; }
const std::string& Model::namespace_uri() const { return parts_->namespace_uri; }
std::span<const InputData> Model::inputs() const { return parts_->inputs; }
std::span<const Decision> Model::decisions() const { return parts_->decisions; }
std::span<const KnowledgeSource> Model::sources() const { return parts_->sources; }

std::optional<ElementIndex> Model::find_decision(std::string_view name) const {
  return find(parts_->decision_index, name);
}

std::optional<ElementIndex> Model::find_input(std::string_view name) const {
  return find(parts_->input_index, name);
}

std::vector<std::string> Model::function_names() const { return parts_->function_names; }

}  // namespace gangway::dmn
