// The external Java functions that models in circulation name: a small table of our own, with no Java behind
// it.
//
// Shape:  numbers stay decimals; cos and its like go through double. An argument that the Java signature
//         would not take gives null.
// Source: DMN 1.5 clause 10.3.2.13.3 (external functions); java.lang.Math, String and the number classes.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "feel/value.h"

namespace gangway::feel {

// The function of that class and signature ("java.lang.Math", "max(double, double)") with parameters of those
// names; nullptr: not in the table, or the signature has another number of parameters.
[[nodiscard]] std::shared_ptr<const Function> external_java(std::string_view class_name,
                                                            std::string_view signature,
                                                            std::vector<std::string> parameters);

}  // namespace gangway::feel
