// Runs test cases in the format of OMG's DMN Technology Compatibility Kit: *.xml files beside the models.
//
// Shape:  reads files, writes none. A case passes when every result of it is as expected: numbers within
//         1e-8, lists in order, contexts by names, strings exactly.
// Errors: run_tck gives NotFound when there is no such folder or no test case in it. A file that cannot be
//         read counts as one failed case.
// Source: the kit's README and testCases.xsd (namespace http://www.omg.org/spec/DMN/20160719/testcase).
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "feel/temporal.h"

namespace gangway::dmn {

struct TckOptions {
  std::optional<feel::DateTime> now;  // what now() gives
};

struct TckFailure {
  std::string file;  // relative to the folder that was run
  std::string test_case;
  std::string result;    // the node's name, or empty
  std::string expected;  // in FEEL
  std::string actual;
};

struct TckFolder {
  std::string name;
  std::size_t passed = 0;
  std::size_t failed = 0;
};

struct TckReport {
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::vector<TckFolder> folders;  // by name
  std::vector<TckFailure> failures;
};

[[nodiscard]] Result<TckReport> run_tck(const std::filesystem::path& folder, const TckOptions& options = {});

// A line per failure, a line per folder with failures, and last "N passed, M failed".
[[nodiscard]] std::string format_tck(const TckReport& report);

}  // namespace gangway::dmn
