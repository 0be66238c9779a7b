#include "access/password.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <new>

#include "base/utf8.h"

namespace gangway::access {
namespace {

// The head of every list of leaked passwords that is long enough for the rule of length, and ours.
constexpr std::array<std::string_view, 24> kCommon{
    "1234567890",   "0123456789",  "0987654321",   "1111111111",    "123456789a",   "a123456789",
    "qwertyuiop",   "1q2w3e4r5t",  "password12",   "password123",   "password1234", "passw0rd123",
    "1qaz2wsx3edc", "qwerty12345", "qwerty123456", "iloveyou12",    "aa123456789",  "woaini1314",
    "woaini520520", "5201314520",  "admin12345",   "administrator", "gangway123",   "gangway1234"};

std::string hash_with(std::string_view password, bool quick) {
  std::array<char, crypto_pwhash_STRBYTES> out{};
  const auto operations = quick ? crypto_pwhash_OPSLIMIT_MIN : crypto_pwhash_OPSLIMIT_INTERACTIVE;
  const auto memory = quick ? crypto_pwhash_MEMLIMIT_MIN : crypto_pwhash_MEMLIMIT_INTERACTIVE;
  if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), operations, memory,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw std::bad_alloc();
  }
  return {out.data()};
}

}  // namespace

Result<void> check_password(std::string_view password, std::string_view login) {
  if (utf8::count_characters(password) < kMinPasswordCharacters) {
    return fail(ErrorCode::Invalid, "access.password_short",
                Args{{"characters", std::to_string(kMinPasswordCharacters)}}, "/password");
  }
  if (password.size() > kMaxPasswordBytes) {
    return fail(ErrorCode::Invalid, "access.password_long",
                Args{{"bytes", std::to_string(kMaxPasswordBytes)}}, "/password");
  }
  std::string lower(password);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c); });
  const bool one_character = std::ranges::all_of(lower, [&](char c) { return c == lower.front(); });
  if (one_character || std::ranges::find(kCommon, lower) != kCommon.end() ||
      (!login.empty() && lower.find(login) != std::string::npos)) {
    return fail(ErrorCode::Invalid, "access.password_common", std::string("/password"));
  }
  return {};
}

// One of the places at which hashing runs.
class Passwords::Turn {
 public:
  explicit Turn(Passwords& passwords) : passwords_(passwords) {
    std::unique_lock lock(passwords_.mutex_);
    if (passwords_.running_ >= passwords_.options_.at_once) {
      if (passwords_.waiting_ >= passwords_.options_.waiting) return;
      ++passwords_.waiting_;
      passwords_.free_.wait(lock, [this] { return passwords_.running_ < passwords_.options_.at_once; });
      --passwords_.waiting_;
    }
    ++passwords_.running_;
    taken_ = true;
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() {
    if (!taken_) return;
    {
      const std::scoped_lock lock(passwords_.mutex_);
      --passwords_.running_;
    }
    passwords_.free_.notify_one();
  }
  [[nodiscard]] bool taken() const { return taken_; }

 private:
  Passwords& passwords_;
  bool taken_ = false;
};

Passwords::Passwords() : Passwords(Options{}) {}

Passwords::Passwords(Options options) : options_(options) {
  std::array<char, 32> unguessable{};
  randombytes_buf(unguessable.data(), unguessable.size());
  decoy_ = hash_with({unguessable.data(), unguessable.size()}, options_.quick);
}

Result<std::string> Passwords::hash(std::string_view password) {
  const Turn turn(*this);
  if (!turn.taken()) return fail(ErrorCode::Unavailable, "access.busy");
  return hash_with(password, options_.quick);
}

Result<bool> Passwords::verify(std::string_view hash, std::string_view password) {
  if (password.size() > kMaxPasswordBytes) return false;
  const Turn turn(*this);
  if (!turn.taken()) return fail(ErrorCode::Unavailable, "access.busy");
  const std::string stored(hash.empty() ? std::string_view(decoy_) : hash);
  return crypto_pwhash_str_verify(stored.c_str(), password.data(), password.size()) == 0 && !hash.empty();
}

}  // namespace gangway::access
