#include "people/names.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <array>
#include <memory>
#include <mutex>
#include <stdexcept>

namespace gangway::people {
namespace {

constexpr std::size_t kLeastLatin = 2;
constexpr std::size_t kLeastOfNumber = 4;

bool is_han(UChar32 c) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(c, &status) == USCRIPT_HAN && U_SUCCESS(status);
}

struct Replacement {
  UChar32 letter;
  const char* plain;     // what people type
  const char* passport;  // Doc 9303
};
// Letters that are no letter with a mark, and those that passports write otherwise than without their mark.
constexpr std::array kReplacements{
    Replacement{U'ä', "a", "ae"},  Replacement{U'ö', "o", "oe"},  Replacement{U'ü', "u", "ue"},
    Replacement{U'å', "a", "aa"},  Replacement{U'ø', "o", "oe"},  Replacement{U'æ', "ae", "ae"},
    Replacement{U'ß', "ss", "ss"}, Replacement{U'ł', "l", "l"},   Replacement{U'đ', "d", "d"},
    Replacement{U'ð', "d", "d"},   Replacement{U'þ', "th", "th"}, Replacement{U'œ', "oe", "oe"},
    Replacement{U'ı', "i", "i"},   Replacement{U'ħ', "h", "h"},   Replacement{U'ŧ', "t", "t"},
    Replacement{U'ŋ', "n", "n"},   Replacement{U'ĸ', "q", "q"},
};

const Replacement* replacement_of(UChar32 letter) {
  for (const auto& one : kReplacements) {
    if (one.letter == letter) return &one;
  }
  return nullptr;
}

enum class Spelling { Plain, Passport };

const icu::Normalizer2& normalizer(const icu::Normalizer2* (*get)(UErrorCode&)) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* const found = get(status);
  if (U_FAILURE(status) || found == nullptr) throw std::runtime_error("ICU has no normaliser");
  return *found;
}

icu::UnicodeString composed(const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  return normalizer(icu::Normalizer2::getNFKCInstance).normalize(text, status);
}

// The letter without its marks, in lower case ASCII; empty for what is no letter or digit.
std::string plain_letters(UChar32 letter) {
  UErrorCode status = U_ZERO_ERROR;
  std::string out;
  const auto parts =
      normalizer(icu::Normalizer2::getNFKDInstance).normalize(icu::UnicodeString(letter), status);
  for (std::int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
    const auto c = u_tolower(parts.char32At(i));
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += static_cast<char>(c);
  }
  return out;
}

std::string folded(const icu::UnicodeString& word, Spelling spelling) {
  std::string out;
  for (std::int32_t i = 0; i < word.length(); i = word.moveIndex32(i, 1)) {
    const auto c = u_tolower(word.char32At(i));
    if (is_han(c)) {
      icu::UnicodeString(c).toUTF8String(out);
    } else if (const auto* const other = replacement_of(c)) {
      out += spelling == Spelling::Plain ? other->plain : other->passport;
    } else {
      out += plain_letters(c);
    }
  }
  return out;
}

// Runs of letters and digits, a run of Chinese characters being one of its own. An apostrophe joins, as in
// O'Brien.
std::vector<icu::UnicodeString> split(std::string_view text) {
  const auto all =
      composed(icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size()))));
  std::vector<icu::UnicodeString> out;
  bool open = false;
  bool han = false;
  for (std::int32_t i = 0; i < all.length(); i = all.moveIndex32(i, 1)) {
    const auto c = all.char32At(i);
    if (c == U'\'' || c == U'’' || (u_getCombiningClass(c) != 0)) continue;
    if (!u_isalnum(c)) {
      open = false;
      continue;
    }
    if (!open || han != is_han(c)) out.emplace_back();
    open = true;
    han = is_han(c);
    out.back().append(c);
  }
  return out;
}

std::vector<std::string> letters_of(std::string_view text) {
  std::vector<std::string> out;
  const auto all = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
  for (std::int32_t i = 0; i < all.length(); i = all.moveIndex32(i, 1)) {
    std::string one;
    icu::UnicodeString(all.char32At(i)).toUTF8String(one);
    out.push_back(std::move(one));
  }
  return out;
}

bool begins_with_han(std::string_view word) {
  const auto all = icu::UnicodeString::fromUTF8(icu::StringPiece(word.data(), static_cast<int>(word.size())));
  return all.length() > 0 && is_han(all.char32At(0));
}

// All beginnings of `least` letters and more.
void add_beginnings(std::set<std::string>& terms, const std::string& word, std::size_t least) {
  std::string beginning;
  std::size_t count = 0;
  for (const auto& letter : letters_of(word)) {
    if (count == kMaxTermLetters) break;
    beginning += letter;
    if (++count >= least) terms.insert(beginning);
  }
}

// One syllable for each character, without tones.
std::vector<std::string> pinyin_of(const std::vector<std::string>& characters) {
  static std::mutex mutex;  // a Transliterator may not be shared between threads
  static const auto toneless = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> made(
        icu::Transliterator::createInstance("Han-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
    if (U_FAILURE(status) || !made) throw std::runtime_error("ICU has no Han-Latin");
    return made;
  }();
  const std::scoped_lock lock(mutex);
  std::vector<std::string> out;
  for (const auto& character : characters) {
    auto one = icu::UnicodeString::fromUTF8(character);
    toneless->transliterate(one);
    std::string syllable;
    one.trim().toUTF8String(syllable);
    out.push_back(std::move(syllable));
  }
  return out;
}

std::string joined(const std::vector<std::string>& parts, std::size_t first) {
  std::string out;
  for (auto i = first; i < parts.size(); ++i) out += parts[i];
  return out;
}

void add_chinese(std::set<std::string>& terms, const std::string& word) {
  const auto characters = letters_of(word);
  const auto syllables = pinyin_of(characters);
  std::string initials;
  for (std::size_t i = 0; i < characters.size(); ++i) {
    add_beginnings(terms, joined(characters, i), 1);
    add_beginnings(terms, joined(syllables, i), kLeastLatin);
    if (!syllables[i].empty()) initials += syllables[i].front();
  }
  add_beginnings(terms, initials, kLeastLatin);
}

}  // namespace

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> out;
  for (const auto& word : split(text)) {
    auto plain = folded(word, Spelling::Plain);
    if (!plain.empty()) out.push_back(std::move(plain));
  }
  return out;
}

std::set<std::string> spellings_of(std::string_view word) {
  std::set<std::string> out;
  for (const auto& part : split(word)) {
    out.insert(folded(part, Spelling::Plain));
    out.insert(folded(part, Spelling::Passport));
  }
  out.erase("");
  return out;
}

std::set<std::string> terms_of(std::string_view name) {
  std::set<std::string> terms;
  for (const auto& part : split(name)) {
    for (const auto spelling : {Spelling::Plain, Spelling::Passport}) {
      const auto word = folded(part, spelling);
      if (begins_with_han(word)) {
        add_chinese(terms, word);
      } else {
        add_beginnings(terms, word, kLeastLatin);
      }
    }
  }
  return terms;
}

std::set<std::string> terms_of_number(std::string_view number) {
  const auto whole = joined(words_of(number), 0);
  std::set<std::string> terms;
  add_beginnings(terms, whole, kLeastOfNumber);
  if (whole.size() > kLeastOfNumber) terms.insert(whole.substr(whole.size() - kLeastOfNumber));
  return terms;
}

std::vector<std::vector<std::string>> alternatives_of(std::string_view query) {
  std::vector<std::vector<std::string>> out;
  for (const auto& part : split(query)) {
    if (out.size() == kMaxWords) break;
    std::set<std::string> spellings;
    for (const auto spelling : {Spelling::Plain, Spelling::Passport}) {
      const auto letters = letters_of(folded(part, spelling));
      const bool long_enough =
          letters.size() >= kLeastLatin || (!letters.empty() && begins_with_han(letters[0]));
      if (!long_enough) continue;
      std::string term;
      for (std::size_t i = 0; i < letters.size() && i < kMaxTermLetters; ++i) term += letters[i];
      spellings.insert(std::move(term));
    }
    if (!spellings.empty()) out.emplace_back(spellings.begin(), spellings.end());
  }
  return out;
}

}  // namespace gangway::people
