#include "journal/vault.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

namespace gangway::journal {
namespace {

constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kHexDigits = 64;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string name_of(KeyId id) { return "person_key:" + std::to_string(id.value()); }

Result<Key> key_of_hex(std::string_view hex) {
  while (!hex.empty() && (hex.back() == '\n' || hex.back() == '\r')) hex.remove_suffix(1);
  Key::Secret secret{};
  std::size_t size = 0;
  if (hex.size() != kHexDigits ||
      sodium_hex2bin(secret.data(), secret.size(), hex.data(), hex.size(), nullptr, &size, nullptr) != 0 ||
      size != secret.size()) {
    return fail(ErrorCode::Invalid, "journal.key_file_bad");
  }
  const Key key(secret);
  sodium_memzero(secret.data(), secret.size());
  return key;
}

}  // namespace

Key::~Key() { sodium_memzero(secret_.data(), secret_.size()); }

Key Key::make(const RandomBytes& random) {
  Key key;
  random(key.secret_);
  return key;
}

Key Key::derived(Purpose purpose) const {
  Key out;
  crypto_kdf_derive_from_key(out.secret_.data(), out.secret_.size(), static_cast<std::uint64_t>(purpose),
                             "gangway1", secret_.data());
  return out;
}

Result<Key> load_master_key(const std::filesystem::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return fail(ErrorCode::NotFound, "journal.no_key_file");
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) return fail(ErrorCode::Forbidden, "journal.key_file_open");
  std::ifstream in(file);
  std::string hex;
  std::getline(in, hex);
  auto key = key_of_hex(hex);
  sodium_memzero(hex.data(), hex.size());
  return key;
}

Result<Key> create_master_key(const std::filesystem::path& file, const RandomBytes& random) {
  const int descriptor = ::open(file.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0 && errno == EEXIST) return fail(ErrorCode::Conflict, "journal.key_file_exists");
  if (descriptor < 0) throw store::Failure("cannot create " + file.string());
  const auto key = Key::make(random);
  std::array<char, kHexDigits + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), key.secret().data(), key.secret().size());
  hex.back() = '\n';
  const auto written = ::write(descriptor, hex.data(), hex.size());
  const bool durable = ::fsync(descriptor) == 0;
  ::close(descriptor);
  sodium_memzero(hex.data(), hex.size());
  if (written != static_cast<ssize_t>(hex.size()) || !durable) {
    ::unlink(file.c_str());
    throw store::Failure("cannot write " + file.string());
  }
  return key;
}

store::Bytes seal(const Key& key, std::string_view plain, std::string_view belongs_to,
                  const RandomBytes& random) {
  store::Bytes out(kNonce + plain.size() + kTag);
  random(std::span(out).first(kNonce));
  crypto_aead_xchacha20poly1305_ietf_encrypt(out.data() + kNonce, nullptr, bytes_of(plain), plain.size(),
                                             bytes_of(belongs_to), belongs_to.size(), nullptr, out.data(),
                                             key.secret().data());
  return out;
}

std::string open_sealed(const Key& key, const store::Bytes& sealed, std::string_view belongs_to) {
  if (sealed.size() < kNonce + kTag) throw store::Failure("sealed bytes are cut short");
  std::string out(sealed.size() - kNonce - kTag, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char*>(out.data()), nullptr,
                                                 nullptr, sealed.data() + kNonce, sealed.size() - kNonce,
                                                 bytes_of(belongs_to), belongs_to.size(), sealed.data(),
                                                 key.secret().data()) != 0) {
    throw store::Failure("sealed bytes were changed, or belong elsewhere");
  }
  return out;
}

store::Bytes lookup_hash(std::string_view secret) {
  store::Bytes out(crypto_generichash_BYTES);
  crypto_generichash(out.data(), out.size(), bytes_of(secret), secret.size(), nullptr, 0);
  return out;
}

Vault::Made Vault::make(KeyId id) const {
  const auto key = Key::make(random_);
  const std::string_view secret(reinterpret_cast<const char*>(key.secret().data()), key.secret().size());
  return {{id, key}, seal(wrapping_, secret, name_of(id), random_)};
}

void Vault::store(store::Tx& tx, const Made& made) {
  tx.run("INSERT INTO person_key (id, wrapped) VALUES ($1, $2)", made.key.id, made.wrapped);
}

Result<PersonKey> Vault::load(const store::ReadTx& tx, KeyId id) const {
  const auto wrapped = tx.one(
      "SELECT wrapped FROM person_key WHERE id = $1 AND wrapped IS NOT NULL",
      [](const store::Row& row) { return row.bytes(0); }, id);
  if (!wrapped) return fail(ErrorCode::NotFound, "journal.erased");
  auto plain = open_sealed(wrapping_, *wrapped, name_of(id));
  Key::Secret secret{};
  if (plain.size() != secret.size()) throw store::Failure("a wrapped key has the wrong size");
  std::copy(plain.begin(), plain.end(), secret.begin());
  PersonKey out{id, Key(secret)};
  sodium_memzero(plain.data(), plain.size());
  sodium_memzero(secret.data(), secret.size());
  return out;
}

Result<void> Vault::erase(store::Tx& tx, KeyId id, Instant now) {
  const auto erased = tx.run(
      "UPDATE person_key SET wrapped = NULL, erased_at = $1 WHERE id = $2 AND wrapped IS NOT NULL", now, id);
  if (erased == 0) return fail(ErrorCode::NotFound, "journal.erased");
  return {};
}

}  // namespace gangway::journal
