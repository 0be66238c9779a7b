#include "feel/machine.h"

namespace gangway::feel {

void Diagnostics::add(std::string number, Span span, Args args) {
  ++count_;
  if (all_.size() < capacity_) all_.push_back({std::move(number), span, std::move(args)});
}

bool Machine::out_of_steps() {
  if (!exhausted_) {
    exhausted_ = true;
    diagnostics_->add("F1901", {}, {{"steps", std::to_string(limits_.steps)}});
  }
  return false;
}

}  // namespace gangway::feel
