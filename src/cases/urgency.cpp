#include "cases/urgency.h"

#include <algorithm>
#include <cstdint>

namespace gangway::cases {
namespace {

// FNV-1a over what the list was made from.
std::string hash_of(const std::string& text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1099511628211ULL;
  }
  return std::to_string(hash);
}

}  // namespace

Effects effects_of(const std::vector<Queued>& queue, const Case& file, const Claim& claim, int per_day,
                   int ahead) {
  Effects out;
  out.per_day = per_day;
  std::vector<Queued> others;
  int before = -1;  // place of the claiming case now
  for (const auto& one : queue) {
    if (one.id == file.id) {
      before = static_cast<int>(others.size());
    } else {
      others.push_back(one);
    }
  }
  const int count = static_cast<int>(others.size());
  out.ahead = std::min(ahead, count);
  std::string seen = std::to_string(file.id.value()) + "#" + std::to_string(claim.number) + "#" +
                     std::to_string(per_day) + "#" + std::to_string(out.ahead);
  const int end = before < 0 ? count : before;  // whoever stood behind it stays where he was
  for (int i = 0; i < count; ++i) {
    const auto& other = others[static_cast<std::size_t>(i)];
    if (i < out.ahead || i >= end) continue;
    seen += "|" + std::to_string(other.id.value()) + "." + std::to_string(other.version);
    const int days = (i + 1) / per_day - i / per_day;
    if (days == 0) continue;
    Delayed delayed{other.id, days, std::nullopt};
    if (other.slack) {
      delayed.slack_left = *other.slack - days;
      if (*other.slack >= 0 && *delayed.slack_left < 0) ++out.late;
    }
    out.delayed.push_back(delayed);
  }
  out.version = hash_of(seen);
  return out;
}

Result<void> claim_urgency(Case& file, Claim claim, const Rules& rules) {
  if (file.ended()) return fail(ErrorCode::Conflict, "cases.ended");
  if (std::ranges::any_of(file.claims, &Claim::open)) return fail(ErrorCode::Conflict, "cases.claim_open");
  if (claim.ground.empty() && claim.words.empty())
    return fail(ErrorCode::Invalid, "cases.ground_missing", std::string("/ground"));
  if (!rules.grounds.empty() && !claim.ground.empty() &&
      std::ranges::find(rules.grounds, claim.ground, &Named::code) == rules.grounds.end())
    return fail(ErrorCode::Invalid, "cases.no_such_ground", std::string("/ground"));
  if (rules.grounds.empty() && !claim.ground.empty())
    return fail(ErrorCode::Invalid, "cases.no_such_ground", std::string("/ground"));
  if (std::ranges::find(file.papers, claim.proof, &PaperNote::id) == file.papers.end())
    return fail(ErrorCode::Invalid, "cases.proof_missing", std::string("/proof"));
  if (claim.latest_safe < day_in_shanghai(claim.claimed_at))
    return fail(ErrorCode::Invalid, "cases.latest_safe_over", std::string("/latest_safe"));
  claim.number = static_cast<int>(file.claims.size()) + 1;
  file.claims.push_back(std::move(claim));
  return {};
}

Result<void> decide_urgency(Case& file, int number, bool granted, std::string_view reason,
                            std::string_view shown, const Effects& effects, AccountId by, Instant now) {
  if (file.ended()) return fail(ErrorCode::Conflict, "cases.ended");
  const auto claim = std::ranges::find(file.claims, number, &Claim::number);
  if (claim == file.claims.end())
    return fail(ErrorCode::NotFound, "cases.no_such_claim", std::string("/claim"));
  if (!claim->open()) return fail(ErrorCode::Conflict, "cases.claim_decided");
  if (shown.empty()) return fail(ErrorCode::Invalid, "cases.effects_not_shown", std::string("/shown"));
  if (shown != effects.version) return fail(ErrorCode::Stale, "cases.effects_changed", std::string("/shown"));
  if (reason.empty()) return fail(ErrorCode::Invalid, "cases.reason_missing", std::string("/text"));
  claim->decided_by = by;
  claim->decided_at = now;
  claim->granted = granted;
  claim->shown = shown;
  claim->reason = reason;
  if (granted) file.urgent_until = claim->latest_safe;
  return {};
}

}  // namespace gangway::cases
