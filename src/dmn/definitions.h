// The XML of one DMN file as plain records: what was written, nothing resolved and nothing compiled.
//
// Shape:  a tree that the loader reads once and drops. `Where` names the element for diagnostics.
// Source: DMN 1.5 clause 7 (boxed expressions), the XSDs of DMN 1.2 to 1.5.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "feel/machine.h"

namespace gangway::dmn {

// Where an element stands: its id, else its name, else its tag; the line, from 1; and the byte of the file at
// which its tag begins, which tells it from all others in that file.
struct Where {
  std::string element;
  std::uint32_t line = 0;
  std::uint32_t offset = 0;
  std::string file;  // that of an imported model; empty: the model itself

  // For people: "common.dmn#element", or the element alone.
  [[nodiscard]] std::string shown() const;
};

struct Expression;
using ExpressionPtr = std::unique_ptr<Expression>;  // nullptr: nothing was written

struct LiteralText {
  std::string text;
  std::string language;  // expressionLanguage, or empty
};

struct Named {  // a variable or parameter
  std::string name;
  std::string type_ref;  // or empty
  Where where;
};

enum class HitPolicy : std::uint8_t { Unique, Any, Priority, First, RuleOrder, OutputOrder, Collect };
enum class Aggregation : std::uint8_t { None, Sum, Count, Min, Max };

struct TableInput {
  Where where;
  std::string type_ref;
  LiteralText expression;
  std::optional<std::string> allowed;  // inputValues
};

struct TableOutput {
  Where where;
  std::string name;
  std::string type_ref;
  std::optional<std::string> allowed;        // outputValues, in the order of priority
  std::optional<LiteralText> default_entry;  // defaultOutputEntry
};

struct TableRule {
  Where where;
  std::vector<std::string> inputs;   // unary tests
  std::vector<LiteralText> outputs;  // expressions
};

struct TableBox {
  HitPolicy hit_policy = HitPolicy::Unique;
  Aggregation aggregation = Aggregation::None;
  std::vector<TableInput> inputs;
  std::vector<TableOutput> outputs;
  std::vector<TableRule> rules;
};

struct ContextEntry {
  std::optional<Named> variable;  // nullopt: the result of the whole context
  ExpressionPtr value;
};
struct ContextBox {
  std::vector<ContextEntry> entries;
};

struct Binding {
  Named parameter;
  ExpressionPtr value;
};
struct InvocationBox {
  ExpressionPtr function;
  std::vector<Binding> bindings;
};

enum class FunctionKind : std::uint8_t { Feel, Java, Pmml };
struct FunctionBox {
  FunctionKind kind = FunctionKind::Feel;
  std::vector<Named> parameters;
  ExpressionPtr body;
};

struct ListBox {
  std::vector<ExpressionPtr> items;
};

struct RelationBox {
  std::vector<Named> columns;
  std::vector<std::vector<ExpressionPtr>> rows;
};

struct ConditionalBox {
  ExpressionPtr condition;
  ExpressionPtr then_value;
  ExpressionPtr else_value;
};

struct FilterBox {
  ExpressionPtr list;
  ExpressionPtr match;
};

enum class IterationKind : std::uint8_t { For, Some, Every };
struct IterationBox {
  IterationKind kind = IterationKind::For;
  std::string variable;
  ExpressionPtr list;
  ExpressionPtr body;  // return or satisfies
};

struct Expression {
  Where where;
  std::string type_ref;
  std::variant<LiteralText, TableBox, ContextBox, InvocationBox, FunctionBox, ListBox, RelationBox,
               ConditionalBox, FilterBox, IterationBox>
      body;
};

struct FunctionItem {
  std::string output_type_ref;
  std::vector<Named> parameters;
};

struct ItemDefinition {
  Where where;
  std::string name;
  bool is_collection = false;
  std::string type_ref;
  std::vector<ItemDefinition> components;
  std::optional<FunctionItem> function;
  std::optional<std::string> allowed;     // allowedValues: of each item when it is a collection
  std::optional<std::string> constraint;  // typeConstraint: of the whole value
};

struct ImportNode {
  Where where;
  std::string name;  // the prefix; empty: names stand without prefix
  std::string namespace_uri;
  std::string location;
  std::string type;  // importType
};

struct InputNode {
  Where where;
  std::string id;
  std::string name;
  Named variable;
};

struct DecisionNode {
  Where where;
  std::string id;
  std::string name;
  Named variable;
  std::vector<std::string> required_inputs;  // hrefs, here and below
  std::vector<std::string> required_decisions;
  std::vector<std::string> required_knowledge;
  std::vector<std::string> authorities;
  ExpressionPtr logic;
};

struct KnowledgeNode {  // a business knowledge model
  Where where;
  std::string id;
  std::string name;
  Named variable;
  std::vector<std::string> required_knowledge;
  std::optional<FunctionBox> logic;
};

struct ServiceNode {
  Where where;
  std::string id;
  std::string name;
  Named variable;
  std::vector<std::string> outputs;
  std::vector<std::string> encapsulated;
  std::vector<std::string> input_decisions;
  std::vector<std::string> input_data;
};

struct SourceNode {
  Where where;
  std::string id;
  std::string name;
  std::string location;
};

struct Definitions {
  std::string name;
  std::string namespace_uri;
  std::vector<ImportNode> imports;
  std::vector<ItemDefinition> items;
  std::vector<InputNode> inputs;
  std::vector<DecisionNode> decisions;
  std::vector<KnowledgeNode> knowledge;
  std::vector<ServiceNode> services;
  std::vector<SourceNode> sources;
};

// Errors: Invalid, with diagnostics D1001 to D1099, when the text is not the XML of a DMN model.
// `file`: as Where says.
[[nodiscard]] Result<Definitions> read_definitions(std::string_view xml, feel::Diagnostics& diagnostics,
                                                   const std::string& file = {});

// Adds a diagnostic that says where: {element}, {line} and {file} beside `args`.
void report(feel::Diagnostics& diagnostics, std::string number, const Where& where, Args args = {});

}  // namespace gangway::dmn
