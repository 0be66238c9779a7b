#include "dmn/checks/elements.h"

#include <algorithm>
#include <map>
#include <set>

#include "feel/builtin.h"
#include "feel/names.h"

namespace gangway::dmn {
namespace {

Site site_of(const Where& where, const std::string& name) { return {where, name, Part::Element, 0, 0, 0}; }

class NameCheck {
 public:
  explicit NameCheck(Findings& findings) : findings_(findings) {}

  void add(const std::string& name, const Where& where) {
    const auto site = site_of(where, name);
    if (feel::is_keyword(name)) findings_.add("D3202", site, {{"name", name}});
    if (feel::find_builtin(name) != nullptr) findings_.add("D3203", site, {{"name", name}});
    const auto [first, is_new] = lines_.emplace(name, where.line);
    if (!is_new) {
      findings_.add("D3204", site, {{"name", name}, {"first", std::to_string(first->second)}});
    }
  }

 private:
  Findings& findings_;
  std::map<std::string, std::uint32_t> lines_;
};

// The id that an href of this file names; one of another file stays as it is.
std::string id_of(const std::string& href) { return href.starts_with("#") ? href.substr(1) : href; }

void add_all(std::set<std::string>& out, const std::vector<std::string>& hrefs) {
  for (const auto& href : hrefs) out.insert(id_of(href));
}

std::set<std::string> all_required(const Definitions& definitions) {
  std::set<std::string> out;
  for (const auto& each : definitions.decisions) {
    add_all(out, each.required_inputs);
    add_all(out, each.required_decisions);
    add_all(out, each.required_knowledge);
  }
  for (const auto& each : definitions.knowledge) add_all(out, each.required_knowledge);
  for (const auto& each : definitions.services) {
    add_all(out, each.outputs);
    add_all(out, each.encapsulated);
    add_all(out, each.input_decisions);
    add_all(out, each.input_data);
  }
  return out;
}

// Every text in which a type may be named: attributes that name types, and FEEL texts.
std::vector<std::string> texts_with_types(const Xml& xml) {
  std::vector<std::string> out;
  const auto root = xml.root();
  for (auto node = root; node;) {
    const auto name = local_name(node);
    if (name == "typeRef" || name == "text") out.push_back(text_of(node));
    for (const auto* const attribute : {"typeRef", "outputTypeRef"}) {
      if (const auto found = node.attribute(attribute)) out.emplace_back(found.value());
    }
    if (node.first_child()) {
      node = node.first_child();
      continue;
    }
    while (node != root && !node.next_sibling()) node = node.parent();
    if (node == root) break;
    node = node.next_sibling();
  }
  return out;
}

}  // namespace

void check_names(const Definitions& definitions, Findings& findings) {
  NameCheck check(findings);
  for (const auto& each : definitions.inputs) check.add(each.variable.name, each.where);
  for (const auto& each : definitions.decisions) check.add(each.variable.name, each.where);
  for (const auto& each : definitions.knowledge) check.add(each.variable.name, each.where);
  for (const auto& each : definitions.services) check.add(each.variable.name, each.where);
}

void check_used(const Definitions& definitions, const Xml& xml, Findings& findings) {
  // A library of functions and types is used by those who import it.
  if (definitions.decisions.empty()) return;
  const auto required = all_required(definitions);
  for (const auto& each : definitions.inputs) {
    if (!required.contains(each.id))
      findings.add("D3301", site_of(each.where, each.name), {{"name", each.name}});
  }
  for (const auto& each : definitions.knowledge) {
    if (!required.contains(each.id))
      findings.add("D3303", site_of(each.where, each.name), {{"name", each.name}});
  }
  for (const auto& each : definitions.decisions) {
    const bool alone = each.required_inputs.empty() && each.required_decisions.empty() &&
                       each.required_knowledge.empty() && definitions.decisions.size() > 1;
    if (alone && !required.contains(each.id)) {
      findings.add("D3304", site_of(each.where, each.name), {{"name", each.name}});
    }
  }
  const auto texts = texts_with_types(xml);
  for (const auto& each : definitions.items) {
    const bool used = std::ranges::any_of(
        texts, [&](const std::string& text) { return text.find(each.name) != std::string::npos; });
    if (!used) findings.add("D3305", site_of(each.where, each.name), {{"name", each.name}});
  }
}

}  // namespace gangway::dmn
