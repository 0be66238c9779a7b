#include "journal/head.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <charconv>
#include <fstream>
#include <sstream>
#include <vector>

namespace gangway::journal {
namespace {

struct SigningKeys {
  std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> open{};
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret{};

  explicit SigningKeys(const Key& master) {
    const auto seed = master.derived(Key::Purpose::Signature);
    crypto_sign_seed_keypair(open.data(), secret.data(), seed.secret().data());
  }
  SigningKeys(const SigningKeys&) = delete;
  SigningKeys& operator=(const SigningKeys&) = delete;
  ~SigningKeys() { sodium_memzero(secret.data(), secret.size()); }
};

template <std::size_t Size>
std::string hex(const std::array<unsigned char, Size>& bytes) {
  std::array<char, 2 * Size + 1> out{};
  return sodium_bin2hex(out.data(), out.size(), bytes.data(), bytes.size());
}

template <std::size_t Size>
bool parse_hex(std::string_view text, std::array<unsigned char, Size>& out) {
  std::size_t size = 0;
  return sodium_hex2bin(out.data(), out.size(), text.data(), text.size(), nullptr, &size, nullptr) == 0 &&
         size == Size && text.size() == 2 * Size;
}

std::string signed_text(std::int64_t position, const Hash& hash) {
  return "gangway journal head " + std::to_string(position) + " " + hex(hash);
}

const unsigned char* bytes_of(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

void write_durably(const std::filesystem::path& file, const std::string& line) {
  const int descriptor = ::open(file.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
  const bool ok = descriptor >= 0 &&
                  ::write(descriptor, line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
                  ::fsync(descriptor) == 0;
  if (descriptor >= 0) ::close(descriptor);
  if (!ok) throw store::Failure("cannot write " + file.string());
}

}  // namespace

void write_head(const std::filesystem::path& file, const Head& head, const Key& master) {
  const SigningKeys keys(master);
  const auto text = signed_text(head.position, head.hash);
  std::array<unsigned char, crypto_sign_BYTES> signature{};
  crypto_sign_detached(signature.data(), nullptr, bytes_of(text), text.size(), keys.secret.data());
  auto next = file;
  next += ".next";
  write_durably(next, std::to_string(head.position) + " " + hex(head.hash) + " " + hex(signature) + "\n");
  std::filesystem::rename(next, file);  // whole or not at all
}

Result<Head> read_head(const std::filesystem::path& file, const Key& master) {
  std::ifstream in(file);
  if (!in) return fail(ErrorCode::NotFound, "journal.no_head");
  Head head;
  std::string hash;
  std::string signature_text;
  in >> head.position >> hash >> signature_text;
  std::array<unsigned char, crypto_sign_BYTES> signature{};
  const SigningKeys keys(master);
  if (in.fail() || !parse_hex(hash, head.hash) || !parse_hex(signature_text, signature)) {
    return fail(ErrorCode::Conflict, "journal.head_forged");
  }
  const auto text = signed_text(head.position, head.hash);
  if (crypto_sign_verify_detached(signature.data(), bytes_of(text), text.size(), keys.open.data()) != 0) {
    return fail(ErrorCode::Conflict, "journal.head_forged");
  }
  return head;
}

}  // namespace gangway::journal
