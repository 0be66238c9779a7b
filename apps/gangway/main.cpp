// The composition root: reads the command line, and is the only place that knows every module.

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <iostream>

#include "commands.h"

namespace {

using namespace gangway;

Language language_of_environment() {
  for (const char* const name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): before any thread starts
    if (value != nullptr && *value != '\0')
      return std::string_view(value).starts_with("zh") ? Language::Zh : Language::En;
  }
  return Language::En;
}

std::string default_packs() {
  const char* const value = std::getenv("GANGWAY_PACKS");  // NOLINT(concurrency-mt-unsafe): as above
  return value != nullptr ? value : "packs";
}

class CommandLine {
 public:
  int run(int argc, char** argv) {
    common_.language = language_of_environment();
    common_.packs = default_packs();
    app_.set_version_flag("--version", GANGWAY_VERSION);
    app_.require_subcommand(1);
    add_assess();
    add_engine();
    add_packs();
    add_server();
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      if (error.get_exit_code() == 0) return app_.exit(error);  // --help, --version
      return misused(error);
    }
    return action_();
  }

 private:
  // A name that is no command shows as a command that is missing; it is the name that helps.
  int misused(const CLI::ParseError& error) {
    const auto extra = app_.remaining(/*recurse=*/true);
    const auto why = extra.empty() ? std::string(error.what())
                                   : text("app.not_understood", {{"what", extra.front()}}, common_.language);
    return app::complain(why + " " + text("app.see_help", {}, common_.language));
  }

  void common_options(CLI::App& command) {
    command.add_option("--packs", common_.packs, "folder of the policy packs")->capture_default_str();
    command
        .add_option_function<std::string>(
            "--lang",
            [this](const std::string& value) {
              common_.language = value == "zh" ? Language::Zh : Language::En;
            },
            "zh or en")
        ->check(CLI::IsMember({"zh", "en"}));
  }

  CLI::App& command(CLI::App& parent, const std::string& name, const std::string& what,
                    std::function<int()> action) {
    auto& sub = *parent.add_subcommand(name, what);
    common_options(sub);
    sub.callback([this, action = std::move(action)] { action_ = action; });
    return sub;
  }

  void add_assess() {
    auto& assess = command(app_, "assess", "judge all routes for one person",
                           [this] { return app::assess(common_, assess_); });
    assess.add_option("--region", assess_.region, "GB/T 2260 code with country: cn-31")->required();
    assess.add_option("--as-of", assess_.as_of, "day, 2026-11-24; default today in Shanghai");
    assess.add_option("--facts", assess_.facts, "JSON file of facts, or - for standard input")->required();
    assess
        .add_option_function<std::string>(
            "--format", [this](const std::string& value) { assess_.json = value == "json"; }, "json or text")
        ->check(CLI::IsMember({"json", "text"}));
    assess.add_flag("--nearest", assess_.nearest, "also the smallest changes that open a closed route");
    assess.add_option("--route", assess_.routes, "only these routes");

    auto& workdays = *app_.add_subcommand("workdays", "legal working days");
    workdays.require_subcommand(1);
    auto& add = command(workdays, "add", "the last day of a limit in working days",
                        [this] { return app::workdays_add(common_, day_, count_); });
    add.add_option("date", day_, "the day on which the limit starts; not counted")->required();
    add.add_option("count", count_, "working days")->required();
  }

  void add_engine() {
    auto& feel = command(app_, "feel", "evaluate a FEEL expression", {});
    auto* const expression = feel.add_option("expression", expression_);
    feel.add_option("--context", file_, "JSON file whose members are the variables");
    auto& reference = command(feel, "reference", "print the page of the built-in functions, as Markdown",
                              [this] { return app::feel_reference(common_); });
    feel.callback([this, &reference, expression] {
      if (reference.parsed()) return;
      if (expression->empty()) throw CLI::RequiredError("expression");
      action_ = [this] { return app::feel(common_, expression_, file_); };
    });

    auto& dmn = *app_.add_subcommand("dmn", "DMN models");
    dmn.require_subcommand(1);
    auto& eval =
        command(dmn, "eval", "evaluate a decision", [this] { return app::dmn_eval(common_, eval_); });
    eval.add_option("model", eval_.model)->required();
    eval.add_option("--decision", eval_.decision)->required();
    eval.add_option("--input", eval_.input, "JSON file: input name to value");
    eval.add_option("--unknown", eval_.unknown, "inputs that are not known");
    eval.add_flag("--explain", eval_.explain, "also why: rules, cells, inputs, sources");
    eval.add_option_function<std::string>(
            "--format", [this](const std::string& value) { eval_.json = value == "json"; },
            "of the explanation: json or text")
        ->check(CLI::IsMember({"json", "text"}));
    auto& check = command(dmn, "check", "types, gaps, overlaps, and what is never used",
                          [this] { return app::dmn_check(common_, check_); });
    check.add_option("model", check_.model)->required();
    check
        .add_option_function<std::string>(
            "--format", [this](const std::string& value) { check_.json = value == "json"; }, "text or json")
        ->check(CLI::IsMember({"json", "text"}));
    check.add_option("--cases", check_.cases, "file for the examples found, as test cases for dmn tck");
    auto& layout = command(dmn, "layout", "write the diagram that dmn-js shows",
                           [this] { return app::dmn_layout(common_, file_, output_); });
    layout.add_option("model", file_)->required();
    layout.add_option("-o,--output", output_, "file; default standard output");
    auto& tck = command(dmn, "tck", "run the conformance kit",
                        [this] { return app::dmn_tck(common_, file_, list_); });
    tck.add_option("directory", file_)->required();
    tck.add_flag("--failures", list_, "name each case that fails");
  }

  void add_packs() {
    auto& pack = *app_.add_subcommand("pack", "policy packs");
    pack.require_subcommand(1);
    auto& check = command(pack, "check", "check packs and run their tests",
                          [this] { return app::pack_check(common_, file_); });
    check.add_option("directory", file_)->required();
  }

  void add_server() {
    auto& serve = command(app_, "serve", "serve the portal and the API",
                          [this] { return app::serve(common_, serve_); });
    serve.add_option("--address", serve_.address)->capture_default_str();
    serve.add_option("--port", serve_.port)->capture_default_str()->check(CLI::Range(0, 65535));
    serve.add_option("--data", serve_.data, "folder of the database and the master key")
        ->capture_default_str();
    serve.add_option("--web", serve_.web, "folder of the built portal")->capture_default_str();
    serve.add_option("--desk", serve_.desk, "folder of the built desk; default: desk beside the portal");
    serve.add_option("--region", serve_.region, "region that is shown first")->capture_default_str();
    serve.add_option("--clock", serve_.clock, "run as if it were now: 2022-05-28T08:30+08:00");
    serve.add_option("--trusted-proxy", serve_.trusted_proxies, "addresses whose X-Forwarded-For counts");
    serve.add_option("--rate", serve_.rate_per_second, "requests a second and client")->capture_default_str();
    serve.add_option("--workers", serve_.workers)->capture_default_str()->check(CLI::Range(1, 1024));

    auto& openapi =
        command(app_, "openapi", "write the HTTP contract", [this] { return app::openapi(common_, file_); });
    openapi.add_option("--output", file_, "file; default standard output");

    auto& demo = command(app_, "demo", "fill an empty installation with invented people and work",
                         [this] { return app::demo(common_, demo_); });
    demo.add_option("--data", demo_.data)->capture_default_str();
    demo.add_option("--clock", demo_.clock, "as if it were now: 2022-05-28T08:30+08:00");
    demo.add_flag("--small", demo_.small, "a little of everything, for tests");
    demo.add_option("--cases", demo_.cases, "how many cases, for load tests")
        ->check(CLI::Range(0, 1'000'000));
    demo.add_option("--requests", demo_.requests, "how many requests, for load tests")
        ->check(CLI::Range(0, 1'000'000));

    add_exchange();

    auto& db = *app_.add_subcommand("db", "the database");
    db.require_subcommand(1);
    auto& verify = command(db, "verify", "check the journal's chain",
                           [this] { return app::db_verify(common_, serve_.data); });
    verify.add_option("--data", serve_.data)->capture_default_str();
    auto& backup = command(db, "backup", "copy the database while it runs",
                           [this] { return app::db_backup(common_, serve_.data, file_); });
    backup.add_option("--data", serve_.data)->capture_default_str();
    backup.add_option("target", file_)->required();
    auto& restore = command(db, "restore", "make a copy the database of a folder that has none",
                            [this] { return app::db_restore(common_, file_, serve_.data); });
    restore.add_option("--data", serve_.data)->capture_default_str();
    restore.add_option("source", file_)->required();
  }

  void add_exchange() {
    auto& exchange = *app_.add_subcommand("exchange", "the departments' systems");
    exchange.require_subcommand(1);
    auto& keys = command(exchange, "keys", "make our key if need be, and print its public half",
                         [this] { return app::exchange_keys(common_, serve_.data); });
    keys.add_option("--data", serve_.data)->capture_default_str();
    auto& partner = command(exchange, "partner", "add a department's system, or a new key of it",
                            [this] { return app::exchange_partner(common_, partner_); });
    partner.add_option("--data", partner_.data)->capture_default_str();
    partner.add_option("--system", partner_.system, "labour, exit-entry, …")->required();
    partner.add_option("--url", partner_.url, "where it takes messages")->required();
    partner.add_option("--key", partner_.key, "its public key, 64 hexadecimal digits")->required();

    auto& simulate = command(app_, "simulate", "a department's system, for demonstrations and tests",
                             [this] { return app::simulate(common_, simulate_); });
    simulate.add_option("system", simulate_.system, "labour, exit-entry, …")->required();
    simulate.add_option("--port", simulate_.port)->capture_default_str()->check(CLI::Range(0, 65535));
    simulate.add_option("--data", simulate_.data, "its own folder")->required();
    simulate.add_option("--answer-to", simulate_.answer_to, "where Gangway takes answers")->required();
    simulate.add_option("--gangway-key", simulate_.gangway_key, "what `gangway exchange keys` prints");
    simulate.add_option("--clock", simulate_.clock, "as if it were now: 2022-05-28T08:30+08:00");
    simulate.add_option("--delay-ms", simulate_.delay_ms, "until it decides")
        ->capture_default_str()
        ->check(CLI::NonNegativeNumber);
  }

  CLI::App app_{"Gangway: one-stop platform of an immigration-affairs service network"};
  std::function<int()> action_;
  app::Common common_;
  app::AssessOptions assess_;
  app::DmnEvalOptions eval_;
  app::DmnCheckOptions check_;
  app::ServeOptions serve_;
  app::PartnerOptions partner_;
  app::SimulateOptions simulate_;
  std::string expression_;
  std::string file_;
  std::string output_;
  std::string day_;
  std::string count_;
  bool list_ = false;
  app::DemoOptions demo_;
};

}  // namespace

int main(int argc, char** argv) {
  try {
    return CommandLine().run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "gangway: " << error.what() << '\n';
    return 1;
  }
}
