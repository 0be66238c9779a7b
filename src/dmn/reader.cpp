// DMN XML to Definitions. Elements are known by their local names: DMN 1.2 to 1.5 agree on what they mean,
// and the namespace of the root says that the file is one of them.
#include <algorithm>
#include <array>

#include "dmn/definitions.h"
#include "dmn/xml.h"

namespace gangway::dmn {
namespace {

constexpr std::array<std::string_view, 4> kNamespaces = {
    "http://www.omg.org/spec/DMN/20180521/MODEL/",   // 1.2
    "https://www.omg.org/spec/DMN/20191111/MODEL/",  // 1.3
    "https://www.omg.org/spec/DMN/20211108/MODEL/",  // 1.4
    "https://www.omg.org/spec/DMN/20230324/MODEL/",  // 1.5
};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const auto begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

std::string attribute(pugi::xml_node node, const char* name) {
  return std::string(trimmed(node.attribute(name).value()));
}

// A name as FEEL reads it: one space where there is any white space.
std::string name_of(pugi::xml_node node) {
  std::string out;
  for (const char each : attribute(node, "name")) {
    const bool is_space = each == ' ' || each == '\t' || each == '\r' || each == '\n';
    if (!is_space) out += each;
    if (is_space && out.back() != ' ') out += ' ';
  }
  return out;
}

bool is_true(pugi::xml_node node, const char* name) {
  const auto value = attribute(node, name);
  return value == "true" || value == "1";
}

class Reader {
 public:
  Reader(const Xml& xml, feel::Diagnostics& diagnostics) : xml_(xml), diagnostics_(diagnostics) {}

  Result<Definitions> read() {
    const auto root = xml_.root();
    if (local_name(root) != "definitions" ||
        std::ranges::find(kNamespaces, namespace_of(root)) == kNamespaces.end()) {
      fault("D1010", root, {{"namespace", std::string(namespace_of(root).substr(0, 200))}});
      return fail(ErrorCode::Invalid, "dmn.not_dmn");
    }
    Definitions out;
    out.name = name_of(root);
    out.namespace_uri = attribute(root, "namespace");
    for (const auto node : root.children()) read_top(node, out);
    if (faulty_) return fail(ErrorCode::Invalid, "dmn.not_dmn");
    return out;
  }

 private:
  void fault(const char* number, pugi::xml_node node, Args args = {}) {
    faulty_ = true;
    report(diagnostics_, number, xml_.where(node), std::move(args));
  }

  void read_top(pugi::xml_node node, Definitions& out) {
    const auto name = local_name(node);
    if (name == "import") {
      out.imports.push_back({xml_.where(node), name_of(node), attribute(node, "namespace"),
                             attribute(node, "locationURI"), attribute(node, "importType")});
    } else if (name == "itemDefinition") {
      out.items.push_back(item(node));
    } else if (name == "inputData") {
      out.inputs.push_back({xml_.where(node), id(node), named(node), variable(node)});
    } else if (name == "decision") {
      out.decisions.push_back(decision(node));
    } else if (name == "businessKnowledgeModel") {
      out.knowledge.push_back(knowledge(node));
    } else if (name == "decisionService") {
      out.services.push_back(service(node));
    } else if (name == "knowledgeSource") {
      out.sources.push_back({xml_.where(node), id(node), named(node), attribute(node, "locationURI")});
    }
  }

  std::string id(pugi::xml_node node) { return attribute(node, "id"); }

  std::string named(pugi::xml_node node) {
    auto name = name_of(node);
    if (name.empty()) fault("D1011", node);
    return name;
  }

  Named parameter(pugi::xml_node node) {
    return {name_of(node), attribute(node, "typeRef"), xml_.where(node)};
  }

  // The variable of a requirement element; its name is the element's own where none is written.
  Named variable(pugi::xml_node node) {
    auto out = parameter(child(node, "variable"));
    if (out.name.empty()) out.name = name_of(node);
    out.where = xml_.where(node);
    return out;
  }

  ItemDefinition item(pugi::xml_node node) {
    ItemDefinition out{xml_.where(node), named(node), is_true(node, "isCollection"), {}, {}, {}, {}, {}};
    for (const auto part : node.children()) {
      const auto name = local_name(part);
      if (name == "typeRef") {
        out.type_ref = trimmed(text_of(part));
      } else if (name == "itemComponent") {
        out.components.push_back(item(part));
      } else if (name == "allowedValues") {
        out.allowed = text_of(child(part, "text"));
      } else if (name == "typeConstraint") {
        out.constraint = text_of(child(part, "text"));
      } else if (name == "functionItem") {
        out.function.emplace();
        out.function->output_type_ref = attribute(part, "outputTypeRef");
        for (const auto each : part.children()) {
          if (local_name(each) == "parameters") out.function->parameters.push_back(parameter(each));
        }
      }
    }
    return out;
  }

  static std::string href(pugi::xml_node node) { return attribute(node, "href"); }

  DecisionNode decision(pugi::xml_node node) {
    DecisionNode out{xml_.where(node), id(node), named(node), variable(node), {}, {}, {}, {}, {}};
    for (const auto part : node.children()) {
      const auto name = local_name(part);
      if (name == "informationRequirement") {
        for (const auto each : part.children()) {
          if (local_name(each) == "requiredInput") out.required_inputs.push_back(href(each));
          if (local_name(each) == "requiredDecision") out.required_decisions.push_back(href(each));
        }
      } else if (name == "knowledgeRequirement") {
        out.required_knowledge.push_back(href(child(part, "requiredKnowledge")));
      } else if (name == "authorityRequirement") {
        if (const auto source = child(part, "requiredAuthority")) out.authorities.push_back(href(source));
      } else if (is_expression(part)) {
        out.logic = expression(part);
      }
    }
    return out;
  }

  KnowledgeNode knowledge(pugi::xml_node node) {
    KnowledgeNode out{xml_.where(node), id(node), named(node), variable(node), {}, {}};
    for (const auto part : node.children()) {
      if (local_name(part) == "knowledgeRequirement") {
        out.required_knowledge.push_back(href(child(part, "requiredKnowledge")));
      } else if (local_name(part) == "encapsulatedLogic") {
        out.logic = function(part);
      }
    }
    return out;
  }

  ServiceNode service(pugi::xml_node node) {
    ServiceNode out{xml_.where(node), id(node), named(node), variable(node), {}, {}, {}, {}};
    for (const auto part : node.children()) {
      const auto name = local_name(part);
      if (name == "outputDecision") out.outputs.push_back(href(part));
      if (name == "encapsulatedDecision") out.encapsulated.push_back(href(part));
      if (name == "inputDecision") out.input_decisions.push_back(href(part));
      if (name == "inputData") out.input_data.push_back(href(part));
    }
    return out;
  }

  static bool is_expression(pugi::xml_node node) {
    constexpr std::array<std::string_view, 11> kTags = {"literalExpression",
                                                        "decisionTable",
                                                        "context",
                                                        "invocation",
                                                        "functionDefinition",
                                                        "list",
                                                        "relation",
                                                        "conditional",
                                                        "filter",
                                                        "for",
                                                        "some"};
    const auto name = local_name(node);
    return name == "every" || std::ranges::find(kTags, name) != kTags.end();
  }

  // The expression inside a wrapper such as <in> or <match>; nullptr when there is none.
  ExpressionPtr inner(pugi::xml_node node) {
    for (const auto part : node.children()) {
      if (is_expression(part)) return expression(part);
    }
    return nullptr;
  }

  ExpressionPtr expression(pugi::xml_node node) {
    const auto name = local_name(node);
    auto out = std::make_unique<Expression>();
    out->where = xml_.where(node);
    out->type_ref = attribute(node, "typeRef");
    if (name == "literalExpression") {
      out->body = literal(node);
    } else if (name == "decisionTable") {
      out->body = table(node);
    } else if (name == "context") {
      out->body = context(node);
    } else if (name == "invocation") {
      out->body = invocation(node);
    } else if (name == "functionDefinition") {
      out->body = function(node);
    } else if (name == "list") {
      out->body = list(node);
    } else if (name == "relation") {
      out->body = relation(node);
    } else if (name == "conditional") {
      out->body =
          ConditionalBox{inner(child(node, "if")), inner(child(node, "then")), inner(child(node, "else"))};
    } else if (name == "filter") {
      out->body = FilterBox{inner(child(node, "in")), inner(child(node, "match"))};
    } else {
      out->body = iteration(node);
    }
    return out;
  }

  static LiteralText literal(pugi::xml_node node) {
    return {text_of(child(node, "text")), attribute(node, "expressionLanguage")};
  }

  ContextBox context(pugi::xml_node node) {
    ContextBox out;
    for (const auto part : node.children()) {
      if (local_name(part) != "contextEntry") continue;
      ContextEntry entry{{}, inner(part)};
      if (const auto variable = child(part, "variable")) entry.variable = parameter(variable);
      out.entries.push_back(std::move(entry));
    }
    return out;
  }

  InvocationBox invocation(pugi::xml_node node) {
    InvocationBox out{inner(node), {}};
    for (const auto part : node.children()) {
      if (local_name(part) == "binding") {
        out.bindings.push_back({parameter(child(part, "parameter")), inner(part)});
      }
    }
    return out;
  }

  FunctionBox function(pugi::xml_node node) {
    FunctionBox out{FunctionKind::Feel, {}, inner(node)};
    const auto kind = attribute(node, "kind");
    if (kind == "Java") out.kind = FunctionKind::Java;
    if (kind == "PMML") out.kind = FunctionKind::Pmml;
    for (const auto part : node.children()) {
      if (local_name(part) == "formalParameter") out.parameters.push_back(parameter(part));
    }
    return out;
  }

  ListBox list(pugi::xml_node node) {
    ListBox out;
    for (const auto part : node.children()) {
      if (is_expression(part)) out.items.push_back(expression(part));
    }
    return out;
  }

  RelationBox relation(pugi::xml_node node) {
    RelationBox out;
    for (const auto part : node.children()) {
      if (local_name(part) == "column") {
        out.columns.push_back(parameter(part));
      } else if (local_name(part) == "row") {
        auto row = list(part).items;
        if (row.size() != out.columns.size()) fault("D1012", part);
        out.rows.push_back(std::move(row));
      }
    }
    return out;
  }

  IterationBox iteration(pugi::xml_node node) {
    const auto name = local_name(node);
    IterationBox out;
    out.kind = name == "for"    ? IterationKind::For
               : name == "some" ? IterationKind::Some
                                : IterationKind::Every;
    out.variable = attribute(node, "iteratorVariable");
    out.list = inner(child(node, "in"));
    out.body = inner(child(node, out.kind == IterationKind::For ? "return" : "satisfies"));
    if (out.variable.empty()) fault("D1011", node);
    return out;
  }

  HitPolicy hit_policy(pugi::xml_node node) {
    struct Spelling {
      std::string_view name;
      HitPolicy policy;
    };
    constexpr std::array<Spelling, 8> kSpellings = {{{"", HitPolicy::Unique},
                                                     {"UNIQUE", HitPolicy::Unique},
                                                     {"ANY", HitPolicy::Any},
                                                     {"PRIORITY", HitPolicy::Priority},
                                                     {"FIRST", HitPolicy::First},
                                                     {"RULE ORDER", HitPolicy::RuleOrder},
                                                     {"OUTPUT ORDER", HitPolicy::OutputOrder},
                                                     {"COLLECT", HitPolicy::Collect}}};
    const auto written = attribute(node, "hitPolicy");
    const auto* const found = std::ranges::find(kSpellings, written, &Spelling::name);
    if (found != kSpellings.end()) return found->policy;
    fault("D1013", node, {{"value", written.substr(0, 40)}});
    return HitPolicy::Unique;
  }

  Aggregation aggregation(pugi::xml_node node) {
    struct Spelling {
      std::string_view name;
      Aggregation aggregation;
    };
    constexpr std::array<Spelling, 5> kSpellings = {{{"", Aggregation::None},
                                                     {"SUM", Aggregation::Sum},
                                                     {"COUNT", Aggregation::Count},
                                                     {"MIN", Aggregation::Min},
                                                     {"MAX", Aggregation::Max}}};
    const auto written = attribute(node, "aggregation");
    const auto* const found = std::ranges::find(kSpellings, written, &Spelling::name);
    if (found != kSpellings.end()) return found->aggregation;
    fault("D1013", node, {{"value", written.substr(0, 40)}});
    return Aggregation::None;
  }

  static std::optional<std::string> values(pugi::xml_node node) {
    if (!node) return std::nullopt;
    auto text = text_of(child(node, "text"));
    if (trimmed(text).empty()) return std::nullopt;
    return text;
  }

  TableBox table(pugi::xml_node node) {
    TableBox out;
    out.hit_policy = hit_policy(node);
    out.aggregation = aggregation(node);
    for (const auto part : node.children()) {
      const auto name = local_name(part);
      if (name == "input") {
        const auto expression_node = child(part, "inputExpression");
        out.inputs.push_back({xml_.where(part), attribute(expression_node, "typeRef"),
                              literal(expression_node), values(child(part, "inputValues"))});
      } else if (name == "output") {
        TableOutput output{xml_.where(part),
                           attribute(part, "name"),
                           attribute(part, "typeRef"),
                           values(child(part, "outputValues")),
                           {}};
        if (const auto entry = child(part, "defaultOutputEntry")) output.default_entry = literal(entry);
        out.outputs.push_back(std::move(output));
      } else if (name == "rule") {
        out.rules.push_back(rule(part, out));
      }
    }
    if (out.outputs.empty()) fault("D1014", node);
    return out;
  }

  TableRule rule(pugi::xml_node node, const TableBox& table) {
    TableRule out{xml_.where(node), {}, {}};
    for (const auto part : node.children()) {
      if (local_name(part) == "inputEntry") out.inputs.push_back(text_of(child(part, "text")));
      if (local_name(part) == "outputEntry") out.outputs.push_back(literal(part));
    }
    if (out.inputs.size() != table.inputs.size() || out.outputs.size() != table.outputs.size()) {
      fault("D1015", node);
    }
    return out;
  }

  const Xml& xml_;
  feel::Diagnostics& diagnostics_;
  bool faulty_ = false;
};

}  // namespace

Result<Definitions> read_definitions(std::string_view xml, feel::Diagnostics& diagnostics,
                                     const std::string& file) {
  TRY_ASSIGN(const auto parsed, Xml::parse(xml, diagnostics, {}, file));
  return Reader(parsed, diagnostics).read();
}

}  // namespace gangway::dmn
