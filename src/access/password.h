// Passwords, kept as argon2id hashes.
//
// Shape:  hashing takes about 80 ms and 64 MiB on purpose, so only a few run at once: whoever comes while
//         `at_once` are running and `waiting` wait is turned away instead of exhausting the machine.
// Rules:  never inside a transaction.
// Errors: Invalid "access.password_short", "access.password_long", "access.password_common"; Unavailable
//         "access.busy".
// Source: RFC 9106; NIST SP 800-63B: length and a list of common ones, no rules about kinds of characters.
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>

#include "base/result.h"

namespace gangway::access {

inline constexpr std::size_t kMinPasswordCharacters = 10;
inline constexpr std::size_t kMaxPasswordBytes = 256;

// What a new password must be.
[[nodiscard]] Result<void> check_password(std::string_view password, std::string_view login);

class Passwords {
 public:
  struct Options {
    int at_once = 2;
    int waiting = 32;
    bool quick = false;  // for tests and demonstration data only: the least that argon2id allows
  };
  Passwords();
  explicit Passwords(Options options);

  [[nodiscard]] Result<std::string> hash(std::string_view password);
  // Whether `password` has that hash. An empty hash takes as long and is never right: who asks for an account
  // that is not there learns nothing from the time it takes.
  [[nodiscard]] Result<bool> verify(std::string_view hash, std::string_view password);

 private:
  class Turn;

  Options options_;
  std::string decoy_;  // a hash that no password has
  std::mutex mutex_;   // guards what follows
  std::condition_variable free_;
  int running_ = 0;
  int waiting_ = 0;
};

}  // namespace gangway::access
