// A fuzz target: one file in fuzz/targets/ that defines run().
//
// Shape:  run() feeds one input to one entrance of the program and checks what that entrance promises for
// every
//         input. It keeps nothing between inputs that could change an answer.
// Errors: a broken promise ends the process, as a sanitizer's finding does. Each such input is fixed and kept
//         in fuzz/found/<target>/, where every later run begins.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace gangway::fuzz {

void run(std::string_view input);

inline void require(bool holds, std::string_view promise, const std::string& detail = {}) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %.*s\n%s\n", static_cast<int>(promise.size()), promise.data(),
               detail.c_str());
  std::abort();
}

}  // namespace gangway::fuzz
