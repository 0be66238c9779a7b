// Network addresses and networks, to limit callers and to trust proxies.
//
// Shape:  16 bytes; IPv4 is kept as IPv4 mapped into IPv6, so that 1.2.3.4 and ::ffff:1.2.3.4 are one.
// Source: RFC 4291 section 2.5.5.2.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gangway::http {

class Address {
 public:
  using Bytes = std::array<std::uint8_t, 16>;

  Address() = default;
  [[nodiscard]] static std::optional<Address> parse(std::string_view text);

  // The first `bits` bits, the rest zero. REQUIRES: 0 <= bits <= 128.
  [[nodiscard]] Address prefix(int bits) const;
  // What one subscriber usually holds: an IPv4 address, or an IPv6 network of 64 bits.
  [[nodiscard]] Address subscriber() const { return is_ipv4() ? *this : prefix(64); }
  [[nodiscard]] bool is_ipv4() const;
  [[nodiscard]] const Bytes& bytes() const { return bytes_; }

  friend auto operator<=>(const Address&, const Address&) = default;

 private:
  Bytes bytes_{};
};

// "10.0.0.0/8", "fd00::/8", or one address.
class Network {
 public:
  [[nodiscard]] static std::optional<Network> parse(std::string_view text);
  [[nodiscard]] bool contains(const Address& address) const { return address.prefix(bits_) == base_; }

 private:
  Network(const Address& base, int bits) : base_(base.prefix(bits)), bits_(bits) {}
  Address base_;
  int bits_;
};

// Who asks: `peer`, unless that is a trusted proxy; then the last address of X-Forwarded-For that is none.
//           Only what a trusted proxy appended is believed; behind something unreadable nothing is.
[[nodiscard]] Address client_of(const Address& peer, std::string_view forwarded_for,
                                const std::vector<Network>& trusted);

}  // namespace gangway::http
