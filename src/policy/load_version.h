// One version of a route: policy.yaml and eligibility.dmn. Internal to policy.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>

#include "policy/expression.h"
#include "policy/library.h"

namespace gangway::policy {

// What the files of one version name.
struct Named {
  std::set<std::string> facts;
  std::set<std::string> parameters;
};

// A version being read; its last day as the file gives it.
struct VersionDraft {
  std::unique_ptr<Version> version;
  std::optional<Day> effective_to;
  int line_from = 0;
  int line_to = 0;
  std::map<std::string, int> condition_lines;
  std::map<std::string, int> result_lines;
};

// `folder` is relative: "cn-31/policies/pr-work/2023-05-01".
[[nodiscard]] VersionDraft load_version(const Library& library, const Pack& pack, const std::string& folder,
                                        Named& named);

// Loads eligibility.dmn into the draft and compares it with policy.yaml, vocabulary and parameters.
void load_model(const Library& library, const Pack& pack, const std::string& folder, VersionDraft& draft,
                Named& named);

}  // namespace gangway::policy
