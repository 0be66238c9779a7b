#include "http/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace gangway::http {
namespace {

constexpr std::size_t kMappedBytes = 12;  // ::ffff: before the four bytes of IPv4
constexpr int kMappedBits = 96;

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

bool is_trusted(const Address& address, const std::vector<Network>& trusted) {
  return std::ranges::any_of(trusted, [&](const Network& network) { return network.contains(address); });
}

}  // namespace

std::optional<Address> Address::parse(std::string_view text) {
  const std::string whole(text);
  Address out;
  if (::inet_pton(AF_INET6, whole.c_str(), out.bytes_.data()) == 1) return out;
  out.bytes_ = {};
  if (::inet_pton(AF_INET, whole.c_str(), out.bytes_.data() + kMappedBytes) != 1) return std::nullopt;
  out.bytes_[10] = out.bytes_[11] = 0xFF;
  return out;
}

bool Address::is_ipv4() const {
  static constexpr std::array<std::uint8_t, kMappedBytes> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  return std::equal(kMapped.begin(), kMapped.end(), bytes_.begin());
}

Address Address::prefix(int bits) const {
  Address out;
  for (std::size_t i = 0; i < out.bytes_.size(); ++i) {
    const int kept = std::clamp(bits - 8 * static_cast<int>(i), 0, 8);
    out.bytes_[i] = static_cast<std::uint8_t>(bytes_[i] & (0xFF00U >> static_cast<unsigned>(kept)));
  }
  return out;
}

std::optional<Network> Network::parse(std::string_view text) {
  const auto slash = text.find('/');
  const auto base = Address::parse(text.substr(0, slash));
  if (!base) return std::nullopt;
  const int offset = base->is_ipv4() ? kMappedBits : 0;
  int bits = 128 - offset;
  if (slash != std::string_view::npos) {
    const auto digits = text.substr(slash + 1);
    int given = -1;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), given);
    if (error != std::errc{} || end != digits.data() + digits.size() || given < 0 || given > bits) {
      return std::nullopt;
    }
    bits = given;
  }
  return Network(*base, bits + offset);
}

Address client_of(const Address& peer, std::string_view forwarded_for, const std::vector<Network>& trusted) {
  Address client = peer;
  while (is_trusted(client, trusted) && !forwarded_for.empty()) {
    const auto comma = forwarded_for.rfind(',');
    const auto last = comma == std::string_view::npos ? forwarded_for : forwarded_for.substr(comma + 1);
    const auto named = Address::parse(trimmed(last));
    if (!named) return client;
    client = *named;
    forwarded_for = comma == std::string_view::npos ? std::string_view() : forwarded_for.substr(0, comma);
  }
  return client;
}

}  // namespace gangway::http
