// Item definitions as FEEL types, with the constraints that FEEL's types do not carry: allowed values and
// type constraints.
//
// Shape:  immutable after create(); an ItemType is shared and may be used by many threads.
// Errors: a name that no definition has is D1201, a definition in terms of itself D1202.
// Source: DMN 1.5 clause 7.3.3 (item definitions), 10.3.2.9.4 (conversions).
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dmn/definitions.h"
#include "feel/program.h"
#include "feel/type.h"

namespace gangway::dmn {

struct ItemType;
using ItemTypePtr = std::shared_ptr<const ItemType>;

struct ItemType {
  std::string name;  // as a typeRef writes it
  feel::TypePtr type = feel::Type::any();
  ItemTypePtr base;  // the definition that this one refers to; of a collection: its item's
  std::vector<std::pair<std::string, ItemTypePtr>> fields;
  bool is_collection = false;
  std::optional<feel::Program> allowed;     // unary tests; of a collection: on each item
  std::optional<feel::Program> constraint;  // unary tests on the whole value
  bool is_constrained = false;              // here or in a part

  [[nodiscard]] static ItemTypePtr any();
  [[nodiscard]] static ItemTypePtr of(feel::TypePtr type, std::string_view name);
};

// Would fit() give the value itself? Quick, and false where it would take a closer look.
[[nodiscard]] bool fits_as_it_is(const feel::Value& value, const ItemType& type);
// The value after FEEL's implicit conversions; null, with D2001 or D2002, where it is not one of the type or
// breaks a constraint. Null and unknown pass.
[[nodiscard]] feel::Value fit(const feel::Value& value, const ItemType& type, feel::Machine& machine,
                              std::string_view element);

class TypeTable {
 public:
  // Imports by prefix; a prefix may be empty.
  using Imports = std::vector<std::pair<std::string, const TypeTable*>>;

  [[nodiscard]] static TypeTable create(const Definitions& definitions, const Imports& imports,
                                        feel::Diagnostics& diagnostics);

  // The type that a typeRef names; any() for an empty one. nullptr: no such type.
  [[nodiscard]] ItemTypePtr find(std::string_view type_ref) const;
  // For the scopes of expressions: all definitions by name.
  [[nodiscard]] const std::vector<feel::NamedType>& named() const { return named_; }

 private:
  std::map<std::string, ItemTypePtr, std::less<>> types_;
  std::vector<feel::NamedType> named_;
};

}  // namespace gangway::dmn
