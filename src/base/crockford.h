// Public codes: the name under which a person finds a plan or a case again.
//
// Shape:  16 random characters of Crockford's base 32 (80 bits: not to be guessed) and a check character,
//         shown in groups, "7K4M-92TX-P0QW-3HJ8-Q". No I, L, O or U, so that a code survives being read aloud
//         and copied by hand; parsing takes lower case, O for 0, I and L for 1, and hyphens or spaces
//         anywhere.
// Check:  a sum over GF(32) weighted by powers of a generator. Any one wrong character and any two swapped
//         ones are noticed. (Crockford's own mod 37 needs the characters * ~ $ =, which do not survive a
//         telephone.)
// Errors: parse gives Invalid "code.wrong_length", "code.wrong_character" or "code.wrong_check".
// Source: D. Crockford, "Base 32".
#pragma once

#include <string>
#include <string_view>

#include "base/random.h"
#include "base/result.h"

namespace gangway {

class PublicCode {
 public:
  [[nodiscard]] static PublicCode make(const RandomBytes& random);
  [[nodiscard]] static Result<PublicCode> parse(std::string_view text);

  [[nodiscard]] const std::string& text() const { return text_; }  // 17 characters, as stored and in URLs
  [[nodiscard]] std::string grouped() const;                       // as shown: 4-4-4-4-1

  friend bool operator==(const PublicCode&, const PublicCode&) = default;

 private:
  explicit PublicCode(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

}  // namespace gangway
