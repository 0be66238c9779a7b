#include "assess_text.h"

#include <array>
#include <ostream>

namespace gangway::app {
namespace {

using policy::Status;

class Printer {
 public:
  Printer(std::ostream& out, Language language) : out_(out), language_(language) {}

  void print(const policy::Assessment& assessment) {
    out_ << say("assess.header", {{"day", to_string(assessment.as_of)},
                                  {"region", assessment.region},
                                  {"version", assessment.rules_version}})
         << "\n"
         << say("assess.guidance") << "\n";
    constexpr std::array kOrder = {Status::Eligible, Status::Undetermined, Status::Ineligible};
    for (const auto status : kOrder) {
      for (const auto& route : assessment.routes) {
        if (route.status == status) print(route);
      }
    }
    for (const auto& route : assessment.elsewhere) {
      std::string regions;
      for (const auto& region : route.regions) regions += (regions.empty() ? "" : ", ") + in(region.title);
      out_ << "\n" << say("assess.elsewhere", {{"route", in(route.title)}, {"regions", regions}}) << "\n";
    }
  }

 private:
  [[nodiscard]] std::string say(std::string_view key, const Args& args = {}) const {
    return text(key, args, language_);
  }
  [[nodiscard]] const std::string& in(const Bilingual& text) const { return text.in(language_); }

  [[nodiscard]] std::string status(const policy::RouteAnswer& route) const {
    if (route.opens_on) return say("assess.opens_on", {{"day", to_string(*route.opens_on)}});
    switch (route.status) {
      case Status::Eligible:
        return say("assess.eligible");
      case Status::Ineligible:
        return say("assess.ineligible");
      case Status::Undetermined:
        return say(route.missing.empty() ? "assess.not_known" : "assess.undetermined");
    }
    return {};
  }

  void print(const policy::RouteAnswer& route) {
    out_ << "\n" << status(route) << "  " << in(route.title) << " (" << route.id << ")";
    if (route.advice_only) out_ << "  " << say("assess.advice_only");
    if (route.unverified) out_ << "  " << say("assess.unverified");
    out_ << "\n";
    for (const auto& condition : route.conditions) print(condition);
    for (const auto& result : route.results)
      out_ << "  = " << in(result.label) << ": " << in(result.value) << "\n";
    for (const auto& unknown : route.not_known) {
      out_ << "  ? " << in(unknown.label) << " " << unknown.at << ": " << in(unknown.note) << "\n";
    }
    if (!route.missing.empty())
      out_ << "  " << say("assess.missing", {{"facts", joined(route.missing)}}) << "\n";
    if (!route.may_matter.empty())
      out_ << "  " << say("assess.may_matter", {{"facts", joined(route.may_matter)}}) << "\n";
    for (const auto& nearest : route.nearest) {
      for (const auto& change : nearest.changes) {
        out_ << "  > " << in(change.label) << ": " << in(change.from) << " -> " << in(change.to) << " ("
             << say("assess.who_" + change.who) << ")\n";
      }
    }
    for (const auto& clock : route.clocks) {
      if (clock.due) out_ << "  @ " << in(clock.label) << ": " << to_string(*clock.due) << "\n";
    }
  }

  void print(const policy::ConditionView& condition) {
    const char* const mark = condition.value ? (*condition.value ? "  + " : "  - ") : "  ? ";
    out_ << mark << in(condition.label);
    if (const auto& source = *condition.source) out_ << "  § " << source->ref;
    out_ << "\n";
  }

  static std::string joined(const std::vector<std::string>& names) {
    std::string out;
    for (const auto& name : names) out += (out.empty() ? "" : ", ") + name;
    return out;
  }

  std::ostream& out_;
  Language language_;
};

}  // namespace

void print(std::ostream& out, const policy::Assessment& assessment, Language language) {
  Printer(out, language).print(assessment);
}

}  // namespace gangway::app
