// Any text as a file of a pack: the first line says which, the rest takes its place in a small rule book.
#include <algorithm>

#include "../scratch_folder.h"
#include "../target.h"
#include "policy/pack.h"
#include "policy/yaml.h"

namespace gangway::fuzz {
namespace {

namespace fs = std::filesystem;

const fs::path& source() {
  static const fs::path path(GANGWAY_SOURCE_DIR "/packs/cn");
  return path;
}

// One policy is enough: each has the same files.
constexpr std::string_view kPolicy = "policies/pr-spouse";

void copy_pack(const fs::path& to) {
  fs::create_directories(to / kPolicy);
  fs::copy(source() / "parameters", to / "parameters", fs::copy_options::recursive);
  for (const auto& entry : fs::directory_iterator(source())) {
    if (entry.is_regular_file()) fs::copy_file(entry.path(), to / entry.path().filename());
  }
  fs::copy(source() / kPolicy, to / kPolicy, fs::copy_options::recursive);
}

void check(const policy::YamlNode& node, int lines) {
  require(node.line >= 0 && node.line <= lines, "a node's line is in the file");
  for (const auto& item : node.items) check(item, lines);
  for (const auto& entry : node.entries) check(entry.value, lines);
}

}  // namespace

void run(std::string_view input) {
  static const ScratchFolder folder("gangway-fuzz-packs");
  static const bool prepared = (copy_pack(folder.path() / "cn"), true);
  if (!prepared || input.size() > 60'000) return;
  const auto end = input.find('\n');
  if (end == std::string_view::npos) return;
  const fs::path name(input.substr(0, end));
  const auto text = input.substr(end + 1);
  const auto tree = policy::parse_yaml(text);
  if (tree) check(*tree, static_cast<int>(std::count(text.begin(), text.end(), '\n')) + 1);

  const auto plain = name.lexically_normal();
  if (plain != name || name.is_absolute() || !fs::is_regular_file(source() / name)) return;
  const auto file = folder.path() / "cn" / name;
  if (!fs::exists(file)) return;
  folder.write("cn/" + name.string(), text);
  std::vector<policy::Fault> faults;
  const auto book = policy::RuleBook::load(folder.path().string(), faults);
  require(book.has_value() || !faults.empty(), "what does not load says why");
  fs::copy_file(source() / name, file, fs::copy_options::overwrite_existing);
}

}  // namespace gangway::fuzz
