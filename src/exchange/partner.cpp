#include "exchange/partner.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>

#include "base/json_bind.h"

namespace gangway::exchange {
namespace {

namespace fs = std::filesystem;

struct PartnersFile {
  std::vector<PartnerEntry> partners;
};
BOOST_DESCRIBE_STRUCT(PartnersFile, (), (partners))

fs::path key_file(const fs::path& folder) { return folder / "own.key"; }
fs::path partners_file(const fs::path& folder) { return folder / "partners.json"; }

Result<PartnersFile> read_partners(const fs::path& folder) {
  std::ifstream in(partners_file(folder));
  if (!in) return PartnersFile{};
  const std::string text(std::istreambuf_iterator<char>(in), {});
  const auto value = json::parse(text);
  if (!value) return fail(ErrorCode::Invalid, "exchange.bad_partners");
  auto file = json::read<PartnersFile>(*value);
  if (!file) return fail(ErrorCode::Invalid, "exchange.bad_partners", file.error().field);
  return *std::move(file);
}

Result<Partner> partner_of(const PartnerEntry& entry) {
  TRY_ASSIGN(auto address, parse_url(entry.url));
  Partner out{entry.system, std::move(address), {}};
  for (const auto& hex : entry.keys) {
    TRY_ASSIGN(const auto key, public_key_from_hex(hex));
    out.keys.push_back(key);
  }
  return out;
}

}  // namespace

Result<Address> parse_url(std::string_view url) {
  constexpr std::string_view kScheme = "http://";
  const auto bad = [] { return fail(ErrorCode::Invalid, "exchange.bad_url", std::string("/url")); };
  if (!url.starts_with(kScheme)) return bad();
  url.remove_prefix(kScheme.size());
  const auto slash = url.find('/');
  const auto place = url.substr(0, slash);
  const auto colon = place.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return bad();
  Address out{std::string(place.substr(0, colon)), 0,
              slash == std::string_view::npos ? "/" : std::string(url.substr(slash))};
  const auto port = place.substr(colon + 1);
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), out.port);
  if (error != std::errc{} || end != port.data() + port.size() || out.port == 0) return bad();
  if (out.host.find_first_not_of("0123456789abcdefABCDEF.:[]") != std::string::npos) return bad();
  return out;
}

const Partner* Config::find(std::string_view system) const {
  const auto found = std::ranges::find(partners, system, &Partner::system);
  return found == partners.end() ? nullptr : &*found;
}

Result<std::optional<Config>> load_config(const fs::path& folder) {
  if (!fs::is_directory(folder)) return std::nullopt;
  TRY_ASSIGN(auto own, SigningKey::load(key_file(folder)));
  TRY_ASSIGN(const auto file, read_partners(folder));
  Config out{std::move(own), {}};
  for (const auto& entry : file.partners) {
    TRY_ASSIGN(auto partner, partner_of(entry));
    out.partners.push_back(std::move(partner));
  }
  return out;
}

Result<SigningKey> own_key(const fs::path& folder, const RandomBytes& random) {
  if (fs::create_directories(folder))
    fs::permissions(folder, fs::perms::owner_all, fs::perm_options::replace);
  if (fs::exists(key_file(folder))) return SigningKey::load(key_file(folder));
  const auto made = SigningKey::make(random);
  made.save(key_file(folder));
  return made;
}

Result<void> add_partner(const fs::path& folder, const PartnerEntry& partner) {
  TRY(partner_of(partner));
  TRY_ASSIGN(auto file, read_partners(folder));
  const auto known = std::ranges::find(file.partners, partner.system, &PartnerEntry::system);
  if (known == file.partners.end()) {
    file.partners.push_back(partner);
  } else {
    known->url = partner.url;
    for (const auto& key : partner.keys) {
      if (std::ranges::find(known->keys, key) == known->keys.end()) known->keys.push_back(key);
    }
  }
  const fs::path partial = partners_file(folder).string() + ".partial";
  {
    std::ofstream out(partial, std::ios::trunc);
    out << json::serialize(json::write(file)) << "\n";
    if (!out.flush()) throw std::runtime_error("cannot write " + partial.string());
  }
  fs::rename(partial, partners_file(folder));
  return {};
}

}  // namespace gangway::exchange
