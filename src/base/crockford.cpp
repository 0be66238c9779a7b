#include "base/crockford.h"

#include <array>

namespace gangway {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kCharacters = 16;

constexpr char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

// What the reader of a hand-written code may have meant.
constexpr char meant(char c) {
  switch (upper(c)) {
    case 'O':
      return '0';
    case 'I':
    case 'L':
      return '1';
    default:
      return upper(c);
  }
}

// Times x in GF(32) = GF(2)[x] / (x^5 + x^2 + 1); x generates all 31 non-zero elements.
constexpr unsigned times_x(unsigned element) {
  const unsigned shifted = element << 1U;
  return (shifted & 32U) != 0 ? shifted ^ 0b100101U : shifted;
}

// Horner: the first character gets x^16, the last x, and the check character 1. Seventeen different weights,
//         none of them zero: a single error e adds w*e, a swap (w1 - w2)*e; neither can vanish.
char check_character(std::string_view characters) {
  unsigned sum = 0;
  for (const char c : characters) sum = times_x(sum ^ static_cast<unsigned>(kAlphabet.find(c)));
  return kAlphabet[sum];
}

}  // namespace

PublicCode PublicCode::make(const RandomBytes& random) {
  std::array<std::uint8_t, kCharacters> bytes{};
  random(bytes);
  std::string text;
  for (const auto byte : bytes) text += kAlphabet[byte & 31U];
  text += check_character(text);
  return PublicCode(std::move(text));
}

Result<PublicCode> PublicCode::parse(std::string_view text) {
  std::string code;
  for (const char c : text) {
    if (c == '-' || c == ' ') continue;
    const char letter = meant(c);
    if (kAlphabet.find(letter) == std::string_view::npos) {
      return fail(ErrorCode::Invalid, "code.wrong_character");
    }
    if (code.size() > kCharacters) return fail(ErrorCode::Invalid, "code.wrong_length");
    code += letter;
  }
  if (code.size() != kCharacters + 1) return fail(ErrorCode::Invalid, "code.wrong_length");
  if (code.back() != check_character(std::string_view(code).substr(0, kCharacters))) {
    return fail(ErrorCode::Invalid, "code.wrong_check");
  }
  return PublicCode(std::move(code));
}

std::string PublicCode::grouped() const {
  std::string out;
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (i != 0 && i % 4 == 0) out += '-';
    out += text_[i];
  }
  return out;
}

}  // namespace gangway
