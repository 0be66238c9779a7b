#include "policy/reader.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>

namespace gangway::policy {
namespace {

constexpr std::size_t kMaxTextBytes = 4000;

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return is_lower(c) || (c >= 'A' && c <= 'Z'); }

const std::vector<YamlNode> kNoItems;
const std::vector<YamlEntry> kNoEntries;

constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};

struct Token {
  std::string text;
  bool number = false;
};

// A number with its decimals, without leading zeros and thousands separators.
Token number_token(std::string_view text, std::size_t& at) {
  Token token{{}, true};
  while (at < text.size()) {
    const bool separator =
        (text[at] == ',' || text[at] == '.') && at + 1 < text.size() && is_digit(text[at + 1]);
    if (!is_digit(text[at]) && !separator) break;
    if (text[at] != ',') token.text += text[at];
    ++at;
  }
  while (token.text.size() > 1 && token.text.front() == '0' && is_digit(token.text[1]))
    token.text.erase(0, 1);
  return token;
}

// Numbers and Latin words; everything else only separates.
std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> out;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '{') {
      at = std::min(text.find('}', at), text.size() - 1) + 1;
    } else if (is_digit(text[at])) {
      out.push_back(number_token(text, at));
    } else if (is_letter(text[at])) {
      Token word;
      while (at < text.size() && is_letter(text[at])) word.text += text[at++];
      out.push_back(std::move(word));
    } else {
      ++at;
    }
  }
  return out;
}

}  // namespace

void FaultSink::add(int line, std::string key, Args args) const {
  faults_->push_back({file_, line, std::move(key), std::move(args)});
}

Reader::Reader(const YamlNode& node, const FaultSink& sink) : node_(&node), sink_(&sink) {
  if (node.kind != YamlNode::Kind::Map) sink.add(node.line, "packs.not_a_mapping");
}

Reader::~Reader() {
  for (const auto& entry : node_->entries) {
    if (std::ranges::find(known_, entry.key) == known_.end()) {
      sink_->add(entry.line, "packs.unknown_key", {{"key", entry.key.substr(0, 80)}});
    }
  }
}

int Reader::line(std::string_view key) const {
  const auto* const node = node_->find(key);
  return node == nullptr ? node_->line : node->line;
}

const YamlNode* Reader::get(std::string_view key, Need need) {
  known_.emplace_back(key);
  const auto* const node = node_->find(key);
  if (node == nullptr && need == Need::Required && node_->kind == YamlNode::Kind::Map) {
    sink_->add(node_->line, "packs.missing_key", {{"key", std::string(key)}});
  }
  return node;
}

std::string Reader::string(std::string_view key, Need need) {
  const auto* const node = get(key, need);
  return node == nullptr ? std::string{} : read_scalar(*node, *sink_);
}

std::string Reader::code(std::string_view key, Need need) {
  auto out = string(key, need);
  if (!out.empty() && !is_code(out)) sink_->add(line(key), "packs.not_a_code", {{"key", std::string(key)}});
  return out;
}

std::string Reader::identifier(std::string_view key, Need need) {
  auto out = string(key, need);
  if (!out.empty() && !is_identifier(out)) {
    sink_->add(line(key), "packs.not_an_identifier", {{"key", std::string(key)}});
  }
  return out;
}

Bilingual Reader::text(std::string_view key, Need need) {
  const auto* const node = get(key, need);
  return node == nullptr ? Bilingual{} : read_text(*node, *sink_);
}

Bilingual Reader::own_text() {
  Bilingual out{string("zh"), string("en")};
  if (out.zh.size() > kMaxTextBytes || out.en.size() > kMaxTextBytes) {
    sink_->add(line(), "packs.text_too_long", {{"bytes", std::to_string(kMaxTextBytes)}});
  }
  if (!out.zh.empty() && !out.en.empty() && numbers_in(out.zh) != numbers_in(out.en)) {
    const auto shown = [](const std::string& text) {
      std::string all;
      for (const auto& number : numbers_in(text)) all += (all.empty() ? "" : " ") + number;
      return all.empty() ? std::string("–") : all;
    };
    sink_->add(line(), "packs.other_numbers", {{"in_zh", shown(out.zh)}, {"in_en", shown(out.en)}});
  }
  return out;
}

std::optional<Day> Reader::day(std::string_view key, Need need) {
  const auto* const node = get(key, need);
  return node == nullptr ? std::nullopt : read_day(*node, *sink_);
}

std::optional<Decimal> Reader::number(std::string_view key, Need need) {
  const auto* const node = get(key, need);
  if (node == nullptr) return std::nullopt;
  auto out = node->kind == YamlNode::Kind::Scalar ? Decimal::parse(node->scalar) : std::nullopt;
  if (!out) sink_->add(node->line, "packs.not_a_number", {{"key", std::string(key)}});
  return out;
}

std::optional<int> Reader::whole(std::string_view key, int min, int max, Need need) {
  const auto value = number(key, need);
  if (!value) return std::nullopt;
  const auto whole = value->to_int();
  if (whole && *whole >= min && *whole <= max) return static_cast<int>(*whole);
  sink_->add(line(key), "packs.not_whole",
             {{"key", std::string(key)}, {"min", std::to_string(min)}, {"max", std::to_string(max)}});
  return std::nullopt;
}

bool Reader::flag(std::string_view key, bool absent) {
  return word(key, Words<bool, 2>{{{"true", true}, {"false", false}}}, Need::Optional).value_or(absent);
}

std::vector<const YamlNode*> Reader::scalars(std::string_view key, Need need) {
  std::vector<const YamlNode*> out;
  for (const auto& item : list(key, need)) {
    if (item.kind == YamlNode::Kind::Scalar) {
      out.push_back(&item);
    } else {
      sink_->add(item.line, "packs.not_a_text");
    }
  }
  return out;
}

const std::vector<YamlNode>& Reader::list(std::string_view key, Need need) {
  const auto* const node = get(key, need);
  if (node == nullptr) return kNoItems;
  if (node->kind != YamlNode::Kind::List) {
    sink_->add(node->line, "packs.not_a_list", {{"key", std::string(key)}});
  }
  return node->items;
}

const std::vector<YamlEntry>& Reader::map(std::string_view key, Need need) {
  const auto* const node = get(key, need);
  if (node == nullptr) return kNoEntries;
  if (node->kind != YamlNode::Kind::Map) sink_->add(node->line, "packs.not_a_mapping");
  return node->entries;
}

bool is_code(std::string_view text) {
  return !text.empty() && text.size() <= 80 && text.front() != '-' &&
         std::ranges::all_of(text, [](char c) { return is_lower(c) || is_digit(c) || c == '-'; });
}

bool is_identifier(std::string_view text) {
  return !text.empty() && text.size() <= 80 && is_lower(text.front()) &&
         std::ranges::all_of(text, [](char c) { return is_lower(c) || is_digit(c) || c == '_'; });
}

bool is_region_id(std::string_view text) {
  if (text == "cn") return true;
  return text.size() > 3 && text.starts_with("cn-") && is_digit(text[3]) && is_code(text) &&
         text.back() != '-';
}

std::string read_scalar(const YamlNode& node, const FaultSink& sink) {
  if (node.kind != YamlNode::Kind::Scalar || node.scalar.empty()) {
    sink.add(node.line, "packs.not_a_text");
    return {};
  }
  return node.scalar;
}

std::optional<Day> read_day(const YamlNode& node, const FaultSink& sink) {
  const auto day = node.kind == YamlNode::Kind::Scalar ? parse_day(node.scalar)
                                                       : Result<Day>(fail(ErrorCode::Invalid, "day.invalid"));
  if (day) return *day;
  sink.add(node.line, "day.invalid");
  return std::nullopt;
}

Bilingual read_text(const YamlNode& node, const FaultSink& sink) { return Reader(node, sink).own_text(); }

std::vector<Option> read_options(const std::vector<YamlNode>& items, std::string_view key,
                                 const FaultSink& sink) {
  std::vector<Option> out;
  for (const auto& item : items) {
    Reader reader(item, sink);
    Option option{reader.string(key), reader.own_text()};
    if (std::ranges::find(out, option.code, &Option::code) != out.end()) {
      sink.add(item.line, "packs.twice", {{"id", option.code}});
    }
    out.push_back(std::move(option));
  }
  return out;
}

std::vector<std::string> numbers_in(std::string_view text) {
  const auto tokens = tokens_of(text);
  std::vector<std::string> out;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].number) {
      out.push_back(tokens[i].text);
      continue;
    }
    const auto* const month = std::ranges::find(kMonths, tokens[i].text);
    const bool beside = (i > 0 && tokens[i - 1].number) || (i + 1 < tokens.size() && tokens[i + 1].number);
    if (month != kMonths.end() && beside) out.push_back(std::to_string(month - kMonths.begin() + 1));
  }
  std::ranges::sort(out);
  return out;
}

std::optional<std::string> read_file(const std::string& path, const FaultSink& sink) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    sink.add(0, "packs.no_file");
    return std::nullopt;
  }
  std::string text(kMaxYamlBytes + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > kMaxYamlBytes) {
    sink.add(0, "packs.file_too_large", {{"bytes", std::to_string(kMaxYamlBytes)}});
    return std::nullopt;
  }
  return text;
}

std::optional<YamlNode> read_yaml(const std::string& path, const FaultSink& sink) {
  const auto text = read_file(path, sink);
  if (!text) return std::nullopt;
  auto tree = parse_yaml(*text);
  if (tree) return *std::move(tree);
  sink.add(tree.error().line, tree.error().key, tree.error().args);
  return std::nullopt;
}

}  // namespace gangway::policy
