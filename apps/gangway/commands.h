// The commands of the binary. Each takes its options and gives the exit code: 0 done, 1 checked and found
// wanting, 2 bad input (one line on standard error says what and where).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/bilingual.h"
#include "base/day.h"
#include "base/json.h"
#include "base/result.h"
#include "feel/machine.h"

namespace gangway::app {

struct Common {
  Language language = Language::Zh;
  std::string packs;  // folder of the packs
};

struct AssessOptions {
  std::string region;
  std::optional<std::string> as_of;  // default: today in Shanghai
  std::string facts;                 // a file, or "-"
  bool json = true;
  bool nearest = false;
  std::vector<std::string> routes;
};
int assess(const Common& common, const AssessOptions& options);

int feel(const Common& common, const std::string& expression, const std::string& context_file);
int feel_reference(const Common& common);

struct DmnEvalOptions {
  std::string model;
  std::string decision;
  std::string input;                 // a JSON file, or empty
  std::vector<std::string> unknown;  // names of input data
  bool explain = false;
  bool json = true;  // how the explanation is written
};
int dmn_eval(const Common& common, const DmnEvalOptions& options);
struct DmnCheckOptions {
  std::string model;
  bool json = false;
  std::string cases;  // file for test cases, or empty
};
// 0: nothing found, or only notes about what was not checked.
int dmn_check(const Common& common, const DmnCheckOptions& options);
int dmn_layout(const Common& common, const std::string& model, const std::string& output);
int dmn_tck(const Common& common, const std::string& directory, bool list_failures);

int pack_check(const Common& common, const std::string& directory);

int workdays_add(const Common& common, const std::string& start, const std::string& count);

int openapi(const Common& common, const std::string& output);

// The machine's clock, or a demonstration's that starts at a given instant and runs on. Errors: as
// parse_instant.
[[nodiscard]] Result<std::function<Instant()>> clock_of(const std::optional<std::string>& start);

struct PartnerOptions {
  std::string data = "data";
  std::string system;
  std::string url;
  std::string key;  // hexadecimal
};
// Our public key, made if it is missing.
int exchange_keys(const Common& common, const std::string& data);
int exchange_partner(const Common& common, const PartnerOptions& options);

struct SimulateOptions {
  std::string system;
  int port = 0;  // 0: any free one
  std::string data;
  std::string answer_to;    // URL
  std::string gangway_key;  // hexadecimal; may be empty when it is known already
  std::optional<std::string> clock;
  int delay_ms = 2000;
};
int simulate(const Common& common, const SimulateOptions& options);

struct ServeOptions {
  std::string address = "127.0.0.1";
  int port = 8080;
  std::string data = "data";
  std::string web = "build/web/portal";
  std::string desk;                  // of the staff's application; empty: desk/ beside `web`
  std::string region = "cn-31";      // shown first, where a caller names none
  std::optional<std::string> clock;  // an instant: the day on which a demonstration runs
  std::vector<std::string> trusted_proxies;
  int rate_per_second = 50;
  int workers = 64;
};
int serve(const Common& common, const ServeOptions& options);

// Fills an empty installation with invented people and work, and prints the accounts to sign in with.
// `small`: a little of everything, for tests.
struct DemoOptions {
  std::string data = "data";
  std::optional<std::string> clock;  // an instant, as in ServeOptions
  bool small = false;
  std::optional<int> cases;     // instead of what small or not gives, for load tests
  std::optional<int> requests;  // likewise
};
int demo(const Common& common, const DemoOptions& options);

int db_verify(const Common& common, const std::string& data);
int db_backup(const Common& common, const std::string& data, const std::string& target);
int db_restore(const Common& common, const std::string& source, const std::string& data);

// Shared by the commands.
int complain(const std::string& what);  // one line on standard error; gives 2
// The first error and the number of the others. REQUIRES: not empty.
int complain(const Common& common, const std::string& where, const std::vector<Error>& errors);
// What keeps a text from being compiled or read: the first finding and the number of the others. REQUIRES:
// not empty.
int complain_of(const Common& common, const std::string& where, const feel::Diagnostics& diagnostics);
[[nodiscard]] std::string and_more(const Common& common, std::size_t count);  // " (and 2 more)"; of one: ""
[[nodiscard]] Result<std::string> read_file(const std::string& path);  // at most 4 MiB; "-": standard input
[[nodiscard]] Result<json::Value> read_json(
    const std::string& path);  // the same; a byte order mark is ignored
[[nodiscard]] Instant now();   // the only clock

}  // namespace gangway::app
