#include "dmn/layout_size.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace gangway::dmn {
namespace {

constexpr double kLatin = 7;        // width of a letter
constexpr double kHan = 13;         // width of a Chinese character
constexpr double kTextWidth = 140;  // where lines break
constexpr double kPadding = 36;

struct Kind {
  std::string_view tag;
  double width;  // the least
  double height;
};
constexpr std::array<Kind, 6> kKinds = {{{"inputData", 125, 45},
                                         {"decision", 150, 60},
                                         {"businessKnowledgeModel", 135, 46},
                                         {"knowledgeSource", 120, 63},
                                         {"textAnnotation", 100, 40},
                                         {"decisionService", 150, 60}}};

struct TextSize {
  double width = 0;
  double lines = 1;
};

// Words are kept whole; Chinese may break anywhere.
TextSize wrapped(const std::string& name) {
  TextSize out;
  double line = 0;
  const auto add = [&](double width, double space) {
    if (line > 0 && line + space + width > kTextWidth) {
      ++out.lines;
      line = 0;
    }
    line += (line > 0 ? space : 0) + width;
    out.width = std::max(out.width, line);
  };
  std::string word;
  double space = 0;
  const auto flush = [&] {
    if (!word.empty()) add(text_width(word), space);
    word.clear();
    space = 0;
  };
  for (std::size_t i = 0; i < name.size();) {
    const auto byte = static_cast<unsigned char>(name[i]);
    const std::size_t length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
    if (name[i] == ' ') {
      flush();
      space = kLatin;
    } else if (length >= 3) {
      flush();
      add(kHan, 0);
    } else {
      word += name.substr(i, length);
    }
    i += length;
  }
  flush();
  return out;
}

}  // namespace

double text_width(std::string_view text) {
  double out = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) == 0x80U) continue;
    out += byte < 0xE0 ? kLatin : kHan;
  }
  return out;
}

std::optional<DiagramNode> sized(std::string_view tag, const std::string& name) {
  const auto* const kind = std::ranges::find(kKinds, tag, &Kind::tag);
  if (kind == kKinds.end()) return std::nullopt;
  const auto size = wrapped(name);
  const auto width = std::ceil(std::max(kind->width, size.width + kPadding) / 10) * 10;
  return DiagramNode{width, std::max(kind->height, size.lines * kTextLine + 30)};
}

}  // namespace gangway::dmn
