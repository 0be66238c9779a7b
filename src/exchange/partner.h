// The departments' systems that this installation exchanges messages with.
//
// Shape:  a folder with own.key (our seed) and partners.json: a list of {"system", "url", "keys":
// [hexadecimal]}.
//         Without the folder there are no partners, and everything else works.
// URL:    http://ADDRESS:PORT/PATH with a numeric address; encryption on the way is a proxy's business.
// Errors: Invalid "exchange.bad_partners", "exchange.bad_url", "exchange.bad_key"; Conflict
// "exchange.partner_there".
#pragma once

#include <boost/describe/class.hpp>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "exchange/envelope.h"

namespace gangway::exchange {

struct Address {
  std::string host;  // numeric
  std::uint16_t port = 0;
  std::string path;
};
[[nodiscard]] Result<Address> parse_url(std::string_view url);

struct Partner {
  std::string system;  // "labour"
  Address address;
  std::vector<PublicKey> keys;
};

// One line of partners.json.
struct PartnerEntry {
  std::string system;
  std::string url;
  std::vector<std::string> keys;
};
BOOST_DESCRIBE_STRUCT(PartnerEntry, (), (system, url, keys))

struct Config {
  SigningKey own;
  std::vector<Partner> partners;

  [[nodiscard]] const Partner* find(std::string_view system) const;
};

// nullopt: there is no such folder.
[[nodiscard]] Result<std::optional<Config>> load_config(const std::filesystem::path& folder);
// Our key, made if it is missing. Throws std::runtime_error when it cannot be written.
[[nodiscard]] Result<SigningKey> own_key(const std::filesystem::path& folder, const RandomBytes& random);
// Adds a partner, or a key to one that is there.
[[nodiscard]] Result<void> add_partner(const std::filesystem::path& folder, const PartnerEntry& partner);

}  // namespace gangway::exchange
