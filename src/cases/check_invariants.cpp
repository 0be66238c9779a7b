#include <array>

#include "cases/cases.h"

namespace gangway::cases {
namespace {

struct Rule {
  std::string_view what;
  std::string_view sql;  // counts what breaks it
};

// Stages as numbers: those of case.h, in their order.
static_assert(static_cast<int>(Stage::Accepted) == 3 && static_cast<int>(Stage::ReadyForHandOver) == 5 &&
              static_cast<int>(Stage::HandedOver) == 6 && static_cast<int>(Stage::Refused) == 7 &&
              static_cast<int>(Stage::Withdrawn) == 8 && static_cast<int>(Stage::Closed) == 9 &&
              static_cast<int>(BranchStage::Approved) == 5 && static_cast<int>(BranchStage::Revoked) == 7 &&
              static_cast<int>(BranchStage::Withdrawn) == 8);

constexpr std::array kInvariants{
    Rule{"case without owner or unit",
         "SELECT COUNT(*) FROM case_file WHERE owner <= 0 OR unit_place = '' OR owner_place = ''"},
    Rule{"case without branch",
         "SELECT COUNT(*) FROM case_file f WHERE NOT EXISTS (SELECT 1 FROM case_branch b WHERE b.case_id = "
         "f.id)"},
    // Revoked: after the hand-over.
    Rule{"half hand-over",
         "SELECT COUNT(*) FROM case_file f WHERE (f.stage = 5 OR f.stage = 6 OR (f.stage = 9 AND f.told_at "
         "IS NULL))"
         " AND EXISTS (SELECT 1 FROM case_branch b WHERE b.case_id = f.id AND b.stage <> 5"
         " AND NOT (b.stage = 7 AND f.stage <> 5))"},
    Rule{"ready with an open task",
         "SELECT COUNT(*) FROM case_file f WHERE f.stage = 5 AND EXISTS"
         " (SELECT 1 FROM case_task t WHERE t.case_id = f.id AND t.resolved_at IS NULL)"},
    Rule{"handed over without identity",
         "SELECT COUNT(*) FROM case_file WHERE (stage = 6 OR (stage = 9 AND told_at IS NULL))"
         " AND (intake_by IS NULL OR collection_by IS NULL)"},
    Rule{"closed with neither hand-over nor told refusal",
         "SELECT COUNT(*) FROM case_file WHERE stage = 9 AND (ended_at IS NULL OR closed_at IS NULL)"},
    Rule{"accepted without receipt",
         "SELECT COUNT(*) FROM case_file WHERE (accepted_at IS NULL) <> (receipt_number IS NULL)"},
    Rule{"gap in the receipt numbers",
         "SELECT COUNT(*) FROM case_receipt r WHERE r.last <> (SELECT COUNT(*) FROM case_file f"
         " WHERE f.receipt_place = r.place AND f.receipt_year = r.year)"},
    Rule{"orphan branch",
         "SELECT COUNT(*) FROM case_branch b WHERE NOT EXISTS (SELECT 1 FROM case_file f WHERE f.id = "
         "b.case_id)"},
    Rule{"orphan paper",
         "SELECT COUNT(*) FROM case_paper p WHERE NOT EXISTS (SELECT 1 FROM case_file f WHERE f.id = "
         "p.case_id)"},
    Rule{"orphan task",
         "SELECT COUNT(*) FROM case_task t WHERE NOT EXISTS (SELECT 1 FROM case_file f WHERE f.id = "
         "t.case_id)"},
    Rule{"task resolved by nobody",
         "SELECT COUNT(*) FROM case_task WHERE resolved_at IS NOT NULL AND resolved_by IS NULL"},
    Rule{"two open claims to the green channel",
         "SELECT COUNT(*) FROM (SELECT case_id FROM case_claim WHERE decided_at IS NULL GROUP BY case_id"
         " HAVING COUNT(*) > 1) AS twice"},
    Rule{"case that no list shows",
         "SELECT COUNT(*) FROM case_file f WHERE NOT EXISTS"
         " (SELECT 1 FROM case_reach r WHERE r.case_id = f.id AND r.reach = 'all')"},
};

}  // namespace

std::vector<Broken> check_invariants(const store::ReadTx& tx) {
  std::vector<Broken> out;
  for (const auto& rule : kInvariants) {
    const auto count = *tx.one(rule.sql, [](const store::Row& row) { return row.integer(0); });
    if (count > 0) out.push_back({std::string(rule.what), count});
  }
  return out;
}

}  // namespace gangway::cases
