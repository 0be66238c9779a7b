// What stands behind a Model: everything of all its files, flattened, with names resolved to indices.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "dmn/boxed.h"
#include "dmn/model.h"
#include "dmn/node.h"
#include "dmn/table.h"
#include "dmn/types.h"

namespace gangway::dmn {

// Where a required variable's value comes from.
struct Slot {
  struct Member;
  enum class Kind : std::uint8_t {
    Input,
    Decision,
    Function,  // a knowledge model or service
    Group,     // what is required of one imported model: a context under its prefix
  };
  Kind kind = Kind::Input;
  ElementIndex index = 0;
  std::vector<Member> members;  // of a Group
};
struct Slot::Member {
  std::string name;
  Slot slot;
};

struct Logic {
  Where where;
  std::vector<Slot> slots;
  NodePtr node;
  const Table* table = nullptr;  // when the whole logic is a table
  ItemTypePtr type;
};

using Names = std::map<std::string, ElementIndex, std::less<>>;

struct Model::Parts {
  std::string name;
  std::string namespace_uri;
  std::vector<InputData> inputs;
  std::vector<ItemTypePtr> input_types;
  std::vector<Decision> decisions;
  std::vector<Logic> logic;  // of decisions[i]
  std::vector<KnowledgeSource> sources;
  std::vector<std::shared_ptr<const feel::Function>> functions;
  std::vector<std::string> function_names;
  Names input_index;
  Names decision_index;
  Names function_index;
};

}  // namespace gangway::dmn
