// Messages between Gangway and the departments' own systems: who to whom, and signed.
//
// Shape:  an envelope is one JSON object in canonical form; its Ed25519 signature stands in the header
//         Gangway-Signature, "<key id> <128 hexadecimal digits>", and covers every byte of the body. The key
//         id is the beginning of the public key's hash, so that a partner may have an old and a new key for a
//         while.
// Again:  a message keeps its id however often it is sent; the receiver answers a repetition as it answered
// first. Keys:   a seed of 32 bytes in a file that only its owner may read; partners in partners.json beside
// it. Errors: Unauthorized "exchange.no_signature", "exchange.unknown_key", "exchange.bad_signature"; Invalid
//         "exchange.bad_envelope", "exchange.not_for_us"; TooLarge "exchange.too_large".
// Source: RFC 8032 (Ed25519); RFC 8785 for the idea of a canonical form (json::canonical).
#pragma once

#include <array>
#include <boost/describe/class.hpp>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/json.h"
#include "base/random.h"
#include "base/result.h"

namespace gangway::exchange {

inline constexpr std::string_view kSignatureHeader = "Gangway-Signature";
inline constexpr std::size_t kMaxMessageBytes = 256 * 1024;
inline constexpr std::string_view kGangway = "gangway";  // our own name as sender and receiver

struct Envelope {
  std::string from;  // "gangway", "labour", "exit-entry"
  std::string to;
  std::string id;           // of the sender's
  std::string in_reply_to;  // the message that it answers; empty: none
  std::string kind;         // "apply", "supplement", "withdraw", "answer"
  Instant sent_at{};
  json::Value body;
};
BOOST_DESCRIBE_STRUCT(Envelope, (), (from, to, id, in_reply_to, kind, sent_at, body))

using PublicKey = std::array<std::uint8_t, 32>;

// "1f0c…", 16 hexadecimal digits.
[[nodiscard]] std::string key_id(const PublicKey& key);
[[nodiscard]] std::string to_hex(const PublicKey& key);
// Errors: Invalid "exchange.bad_key".
[[nodiscard]] Result<PublicKey> public_key_from_hex(std::string_view hex);

// Wiped when it goes.
class SigningKey {
 public:
  using Seed = std::array<std::uint8_t, 32>;

  explicit SigningKey(const Seed& seed);
  SigningKey(const SigningKey&) = default;
  SigningKey& operator=(const SigningKey&) = default;
  ~SigningKey();

  [[nodiscard]] static SigningKey make(const RandomBytes& random);
  // Errors: NotFound "exchange.no_key_file"; Invalid "exchange.bad_key_file" (also when others may read it).
  [[nodiscard]] static Result<SigningKey> load(const std::filesystem::path& file);
  // Makes the file, which must not exist. Throws std::runtime_error when it cannot be written.
  void save(const std::filesystem::path& file) const;

  [[nodiscard]] const PublicKey& public_key() const { return public_; }
  // The header's value for `bytes`.
  [[nodiscard]] std::string sign(std::string_view bytes) const;

 private:
  Seed seed_{};
  PublicKey public_{};
  std::array<std::uint8_t, 64> secret_{};
};

// Whether `header` is a signature of `bytes` by one of `keys`.
[[nodiscard]] Result<void> verify(std::string_view bytes, std::string_view header,
                                  const std::vector<PublicKey>& keys);

// The bytes that are sent and signed.
[[nodiscard]] std::string bytes_of(const Envelope& envelope);
// REQUIRES: nothing of the content; the signature is verify's business.
[[nodiscard]] Result<Envelope> read_envelope(std::string_view bytes);

}  // namespace gangway::exchange
