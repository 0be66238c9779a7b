#include "base/utf8.h"

namespace gangway::utf8 {
namespace {

unsigned byte_at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }
bool continues(unsigned byte) { return (byte & 0xC0U) == 0x80U; }

}  // namespace

std::size_t sequence_length(std::string_view text) {
  if (text.empty()) return 0;
  const auto first = byte_at(text, 0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if (!continues(byte_at(text, i))) return 0;
  }
  const auto second = byte_at(text, 1);
  const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  const bool surrogate = first == 0xED && second > 0x9F;
  const bool beyond_unicode = first == 0xF4 && second > 0x8F;
  return overlong || surrogate || beyond_unicode ? 0 : length;
}

bool is_valid(std::string_view text) {
  while (!text.empty()) {
    const auto length = sequence_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

void append(std::string& text, char32_t character) {
  const auto tail = [&](unsigned shift) {
    text += static_cast<char>(0x80U | ((static_cast<unsigned>(character) >> shift) & 0x3FU));
  };
  const auto head = [&](unsigned mark, unsigned shift) {
    text += static_cast<char>(mark | (static_cast<unsigned>(character) >> shift));
  };
  if (character < 0x80) {
    head(0, 0);
  } else if (character < 0x800) {
    head(0xC0, 6);
    tail(0);
  } else if (character < 0x10000) {
    head(0xE0, 12);
    tail(6);
    tail(0);
  } else {
    head(0xF0, 18);
    tail(12);
    tail(6);
    tail(0);
  }
}

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!continues(byte_at(text, i))) ++count;
  }
  return count;
}

}  // namespace gangway::utf8
