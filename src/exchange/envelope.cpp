#include "exchange/envelope.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include "base/json_bind.h"

namespace gangway::exchange {
namespace {

constexpr std::size_t kKeyIdDigits = 16;
constexpr std::size_t kMaxNameBytes = 200;

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

template <class Bytes>
std::string hex_of(const Bytes& from) {
  std::string out(from.size() * 2 + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), from.data(), from.size());
  out.pop_back();
  return out;
}

template <class Bytes>
bool from_hex(std::string_view hex, Bytes& into) {
  std::size_t size = 0;
  return hex.size() == into.size() * 2 &&
         sodium_hex2bin(into.data(), into.size(), hex.data(), hex.size(), nullptr, &size, nullptr) == 0 &&
         size == into.size();
}

}  // namespace

std::string key_id(const PublicKey& key) {
  std::array<std::uint8_t, crypto_generichash_BYTES> hash{};
  crypto_generichash(hash.data(), hash.size(), key.data(), key.size(), nullptr, 0);
  return hex_of(hash).substr(0, kKeyIdDigits);
}

std::string to_hex(const PublicKey& key) { return hex_of(key); }

Result<PublicKey> public_key_from_hex(std::string_view hex) {
  PublicKey out{};
  if (!from_hex(hex, out)) return fail(ErrorCode::Invalid, "exchange.bad_key");
  return out;
}

SigningKey::SigningKey(const Seed& seed) : seed_(seed) {
  crypto_sign_seed_keypair(public_.data(), secret_.data(), seed_.data());
}

SigningKey::~SigningKey() {
  sodium_memzero(seed_.data(), seed_.size());
  sodium_memzero(secret_.data(), secret_.size());
}

SigningKey SigningKey::make(const RandomBytes& random) {
  Seed seed{};
  random(seed);
  return SigningKey(seed);
}

Result<SigningKey> SigningKey::load(const std::filesystem::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return fail(ErrorCode::NotFound, "exchange.no_key_file");
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) return fail(ErrorCode::Invalid, "exchange.bad_key_file");
  std::ifstream in(file);
  std::string hex;
  Seed seed{};
  if (!(in >> hex) || !from_hex(hex, seed)) return fail(ErrorCode::Invalid, "exchange.bad_key_file");
  return SigningKey(seed);
}

void SigningKey::save(const std::filesystem::path& file) const {
  const int handle = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  const auto text = hex_of(seed_) + "\n";
  const bool written = handle >= 0 &&
                       ::write(handle, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                       ::fsync(handle) == 0;
  if (handle >= 0) ::close(handle);
  if (!written) throw std::runtime_error("cannot write " + file.string());
}

std::string SigningKey::sign(std::string_view text) const {
  std::array<std::uint8_t, crypto_sign_BYTES> signature{};
  crypto_sign_detached(signature.data(), nullptr, bytes(text), text.size(), secret_.data());
  return key_id(public_) + " " + hex_of(signature);
}

Result<void> verify(std::string_view text, std::string_view header, const std::vector<PublicKey>& keys) {
  if (header.empty()) return fail(ErrorCode::Unauthorized, "exchange.no_signature");
  const auto space = header.find(' ');
  const auto id = header.substr(0, space);
  const auto key = std::ranges::find_if(keys, [&](const PublicKey& one) { return key_id(one) == id; });
  if (key == keys.end()) return fail(ErrorCode::Unauthorized, "exchange.unknown_key");
  std::array<std::uint8_t, crypto_sign_BYTES> signature{};
  if (space == std::string_view::npos || !from_hex(header.substr(space + 1), signature) ||
      crypto_sign_verify_detached(signature.data(), bytes(text), text.size(), key->data()) != 0) {
    return fail(ErrorCode::Unauthorized, "exchange.bad_signature");
  }
  return {};
}

std::string bytes_of(const Envelope& envelope) { return json::canonical(json::write(envelope)); }

Result<Envelope> read_envelope(std::string_view text) {
  if (text.size() > kMaxMessageBytes) return fail(ErrorCode::TooLarge, "exchange.too_large");
  const auto value = json::parse(text, {.max_bytes = kMaxMessageBytes});
  if (!value) return fail(ErrorCode::Invalid, "exchange.bad_envelope");
  auto envelope = json::read<Envelope>(*value);
  if (!envelope) return fail(ErrorCode::Invalid, "exchange.bad_envelope", envelope.error().field);
  for (const auto* const name : {&envelope->from, &envelope->to, &envelope->id, &envelope->kind}) {
    if (name->empty() || name->size() > kMaxNameBytes)
      return fail(ErrorCode::Invalid, "exchange.bad_envelope");
  }
  return *std::move(envelope);
}

}  // namespace gangway::exchange
