#include "exchange/envelope.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace gangway::exchange {
namespace {

const SigningKey kOurs = SigningKey::make(repeatable_random(1));
const SigningKey kTheirs = SigningKey::make(repeatable_random(2));

Envelope envelope() {
  return {"labour",
          "gangway",
          "m-1",
          "g-7",
          "answer",
          parse_instant("2026-10-12T09:40+08:00").value(),
          json::Object{{"case_id", "7"}, {"verdict", "approved"}}};
}

TEST(Envelope, GoesThereAndBack) {
  const auto read = read_envelope(bytes_of(envelope())).value();
  EXPECT_EQ(bytes_of(read), bytes_of(envelope()));
  EXPECT_EQ(read.in_reply_to, "g-7");
}

TEST(Envelope, AnyChangedByteIsNoticed) {
  const auto bytes = bytes_of(envelope());
  const auto signature = kTheirs.sign(bytes);
  ASSERT_TRUE(verify(bytes, signature, {kTheirs.public_key()}).has_value());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    auto changed = bytes;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_EQ(verify(changed, signature, {kTheirs.public_key()}).error().key, "exchange.bad_signature");
  }
  for (std::size_t i = 0; i < signature.size(); ++i) {
    auto changed = signature;
    changed[i] = changed[i] == '0' ? '1' : '0';
    if (changed == signature) continue;
    EXPECT_FALSE(verify(bytes, changed, {kTheirs.public_key()}).has_value()) << i;
  }
  EXPECT_EQ(verify(bytes + " ", signature, {kTheirs.public_key()}).error().key, "exchange.bad_signature");
}

TEST(Envelope, OnlyAKnownKeyCounts) {
  const auto bytes = bytes_of(envelope());
  EXPECT_EQ(verify(bytes, kOurs.sign(bytes), {kTheirs.public_key()}).error().key, "exchange.unknown_key");
  EXPECT_EQ(verify(bytes, "", {kTheirs.public_key()}).error().key, "exchange.no_signature");
  EXPECT_EQ(verify(bytes, key_id(kTheirs.public_key()), {kTheirs.public_key()}).error().key,
            "exchange.bad_signature");
  // A new key beside the old one.
  EXPECT_TRUE(verify(bytes, kOurs.sign(bytes), {kTheirs.public_key(), kOurs.public_key()}).has_value());
}

TEST(Envelope, WhatIsNoEnvelopeIsRefused) {
  for (const auto* const text : {"", "[]", "{}", "{\"from\": 1}", "\xFF\xFE"})
    EXPECT_FALSE(read_envelope(text).has_value()) << text;
  auto unnamed = envelope();
  unnamed.id.clear();
  EXPECT_FALSE(read_envelope(bytes_of(unnamed)).has_value());
  EXPECT_EQ(read_envelope(std::string(kMaxMessageBytes + 1, ' ')).error().key, "exchange.too_large");
}

TEST(SigningKeys, AreKeptInAFileOfTheOwnersAlone) {
  const auto file = std::filesystem::temp_directory_path() / ("gangway-key-" + std::to_string(::getpid()));
  std::filesystem::remove(file);
  EXPECT_EQ(SigningKey::load(file).error().key, "exchange.no_key_file");
  kOurs.save(file);
  EXPECT_EQ(SigningKey::load(file)->public_key(), kOurs.public_key());
  EXPECT_THROW(kTheirs.save(file), std::runtime_error);
  std::filesystem::permissions(file, std::filesystem::perms::group_read, std::filesystem::perm_options::add);
  EXPECT_EQ(SigningKey::load(file).error().key, "exchange.bad_key_file");
  std::filesystem::remove(file);
}

TEST(SigningKeys, PublicKeysAreWrittenAsDigits) {
  EXPECT_EQ(public_key_from_hex(to_hex(kOurs.public_key())).value(), kOurs.public_key());
  EXPECT_FALSE(public_key_from_hex("12").has_value());
  EXPECT_FALSE(public_key_from_hex(std::string(64, 'x')).has_value());
}

}  // namespace
}  // namespace gangway::exchange
