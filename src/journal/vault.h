// The keys that personal data is encrypted with: one for each person, wrapped by a master key that is kept in
// a file apart from the database.
//
// Shape:  the database alone reveals nothing; the master key alone neither. Destroying a person's key makes
//         all that was sealed with it unreadable, in the journal too, while headers, chain and counts still
//         stand. An old backup still holds the wrapped key: backups expire, or are shredded, after an
//         erasure.
// Format: sealed bytes are nonce (24) and XChaCha20-Poly1305 ciphertext; what they belong to is authenticated
//         with them, so that one row's bytes moved to another row do not open.
// Rules:   make keys and seal before the transaction, store inside it (store/db.h: no crypto inside).
// Errors: NotFound "journal.erased" for a destroyed or unknown key; "journal.no_key_file",
//         "journal.key_file_open" (others may read it), "journal.key_file_bad" for the master key. Bytes that
//         do not open throw store::Failure: somebody changed them.
// Source:  draft-irtf-cfrg-xchacha-03; libsodium's crypto_kdf for the keys derived from the master key.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "base/random.h"
#include "base/result.h"
#include "store/tx.h"

namespace gangway::journal {

// 32 secret bytes, wiped when they go. Copies are wiped too.
class Key {
 public:
  using Secret = std::array<std::uint8_t, 32>;

  Key() = default;
  explicit Key(const Secret& secret) : secret_(secret) {}
  Key(const Key&) = default;
  Key& operator=(const Key&) = default;
  ~Key();

  [[nodiscard]] static Key make(const RandomBytes& random);
  [[nodiscard]] const Secret& secret() const { return secret_; }
  // For one use, so that no two uses share a key.
  enum class Purpose : std::uint8_t { Wrapping = 1, Chain = 2, Signature = 3, Search = 4 };
  [[nodiscard]] Key derived(Purpose purpose) const;

 private:
  Secret secret_{};
};

// The file: 64 hexadecimal digits, readable by its owner only.
[[nodiscard]] Result<Key> load_master_key(const std::filesystem::path& file);
// Never overwrites: Conflict "journal.key_file_exists". Throws store::Failure when it cannot be written.
[[nodiscard]] Result<Key> create_master_key(const std::filesystem::path& file, const RandomBytes& random);

struct PersonKey {
  KeyId id;
  Key key;
};

[[nodiscard]] store::Bytes seal(const Key& key, std::string_view plain, std::string_view belongs_to,
                                const RandomBytes& random);
[[nodiscard]] std::string open_sealed(const Key& key, const store::Bytes& sealed,
                                      std::string_view belongs_to);

// The hash under which a random secret (a code, a token) is found again: who reads the database learns no
// secret.
[[nodiscard]] store::Bytes lookup_hash(std::string_view secret);

class Vault {
 public:
  Vault(const Key& master, RandomBytes random)
      : wrapping_(master.derived(Key::Purpose::Wrapping)), random_(std::move(random)) {}

  // A new key and its row's content. Quick; outside the transaction.
  struct Made {
    PersonKey key;
    store::Bytes wrapped;
  };
  [[nodiscard]] Made make(KeyId id) const;

  static void store(store::Tx& tx, const Made& made);
  [[nodiscard]] Result<PersonKey> load(const store::ReadTx& tx, KeyId id) const;
  // From now on nobody can read what was sealed with it. Errors: NotFound when there is no such key any more.
  [[nodiscard]] static Result<void> erase(store::Tx& tx, KeyId id, Instant now);

 private:
  Key wrapping_;
  RandomBytes random_;
};

}  // namespace gangway::journal
