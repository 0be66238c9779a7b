#include "worker.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <vector>

namespace gangway::bench {
namespace {

std::int64_t wall_now() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

std::int64_t cpu_now() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * 1'000'000'000 + now.tv_nsec;
}

json::Object measure(const Peer& peer, const Mode& mode, double seconds) {
  const auto wall = wall_now();
  const auto cpu = cpu_now();
  const auto until = wall + static_cast<std::int64_t>(seconds * 1e9);
  std::size_t decisions = 0;
  do {
    decisions += mode.several(decisions % peer.rows());
  } while (wall_now() < until);
  return {{"decisions", decisions}, {"wall_ns", wall_now() - wall}, {"cpu_ns", cpu_now() - cpu}};
}

json::Object latency(const Peer& peer, const Mode& mode, double seconds) {
  constexpr std::size_t kMost = 1 << 22;
  std::vector<std::int64_t> times;
  times.reserve(kMost);
  const auto until = wall_now() + static_cast<std::int64_t>(seconds * 1e9);
  auto last = wall_now();
  while (last < until && times.size() < kMost) {
    mode.one(times.size() % peer.rows());
    const auto now = wall_now();
    times.push_back(now - last);
    last = now;
  }
  std::ranges::sort(times);
  return {{"p50_ns", times[times.size() / 2]}, {"p99_ns", times[times.size() * 99 / 100]}};
}

json::Object run(Peer& peer, const json::Object& command) {
  const auto text = [&](const char* name) { return std::string(command.at(name).as_string()); };
  const auto op = text("op");
  if (op == "load") {
    peer.prepare(text("folder"));
    const auto from = cpu_now();
    peer.load();
    return {{"load_ms", static_cast<double>(cpu_now() - from) / 1e6}};
  }
  const auto mode = text("mode");
  if (op == "answers") return {{"answers", peer.answers(mode)}};
  const auto seconds = command.at("seconds").to_number<double>();
  if (op == "measure") return measure(peer, peer.modes().at(mode), seconds);
  return latency(peer, peer.modes().at(mode), seconds);
}

}  // namespace

std::string read_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

json::Value read_json(const std::string& path) {
  auto value = json::parse(read_text(path), {.max_bytes = std::size_t{1} << 28});
  if (!value) throw std::runtime_error(path + ": " + value.error().key);
  return *std::move(value);
}

int serve(Peer& peer) {
  std::string line;
  while (std::getline(std::cin, line)) {
    json::Object answer;
    try {
      const auto command = json::parse(line);
      answer = run(peer, command.value().as_object());
    } catch (const std::exception& error) {
      answer = {{"cannot", error.what()}};
    }
    std::cout << json::serialize(answer) << std::endl;
  }
  return 0;
}

}  // namespace gangway::bench
