// Runs a fuzz target without libFuzzer, the same way each time: every file named or in a named folder, and of
// each some changed copies.
//
//   fuzz_feel_eval [--changes N] PATH…
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <sstream>
#include <vector>

#include "target.h"

namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return std::move(out).str();
}

std::vector<fs::path> files(const std::vector<std::string>& paths) {
  std::vector<fs::path> all;
  for (const auto& path : paths) {
    if (fs::is_regular_file(path)) all.emplace_back(path);
    if (!fs::is_directory(path)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(path)) {
      if (entry.is_regular_file()) all.push_back(entry.path());
    }
  }
  std::sort(all.begin(), all.end());
  return all;
}

// A copy with a few pieces cut out, doubled, overwritten or taken from another input.
std::string changed(std::string text, const std::string& other, std::mt19937_64& random) {
  const auto below = [&](std::size_t n) { return n == 0 ? 0 : random() % n; };
  for (auto rounds = 1 + below(4); rounds > 0; --rounds) {
    const auto at = below(text.size() + 1);
    const auto length = below(std::min<std::size_t>(text.size() - at, 12) + 1);
    switch (below(4)) {
      case 0:
        text.erase(at, length);
        break;
      case 1:
        text.insert(below(text.size() + 1), text.substr(at, length));
        break;
      case 2:
        if (at < text.size()) text[at] = static_cast<char>(random());
        break;
      default: {
        const auto from = below(other.size() + 1);
        text.replace(at, length, other.substr(from, below(12)));
      }
    }
  }
  return text;
}

}  // namespace

int main(int count, char** arguments) {
  std::size_t changes = 0;
  std::vector<std::string> paths;
  for (int i = 1; i < count; ++i) {
    if (std::string_view(arguments[i]) == "--changes" && i + 1 < count) {
      changes = std::stoul(arguments[++i]);
    } else {
      paths.emplace_back(arguments[i]);
    }
  }
  std::vector<std::string> inputs;
  for (const auto& path : files(paths)) inputs.push_back(read(path));
  std::mt19937_64 random(20261122);  // the same inputs each time
  std::size_t runs = 0;
  for (const auto& input : inputs) {
    gangway::fuzz::run(input);
    ++runs;
    for (std::size_t i = 0; i < changes; ++i, ++runs) {
      const auto copy = changed(input, inputs[random() % inputs.size()], random);
      std::ofstream("last-input", std::ios::binary) << copy;  // what to look at after a crash
      gangway::fuzz::run(copy);
    }
  }
  std::cout << runs << " inputs\n";
  return runs == 0 ? 1 : 0;  // an empty run tests nothing
}
