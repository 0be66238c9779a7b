#include <array>

#include "cases/cases.h"

namespace gangway::cases {
namespace {

// Stages as numbers: those of case.h, in their order.
static_assert(static_cast<int>(Stage::Accepted) == 3 && static_cast<int>(Stage::ReadyForHandOver) == 5 &&
              static_cast<int>(Stage::HandedOver) == 6 && static_cast<int>(Stage::Refused) == 7 &&
              static_cast<int>(Stage::Withdrawn) == 8 && static_cast<int>(Stage::Closed) == 9 &&
              static_cast<int>(BranchStage::Approved) == 5 && static_cast<int>(BranchStage::Revoked) == 7 &&
              static_cast<int>(BranchStage::Withdrawn) == 8);

constexpr std::array kInvariants{
    store::Invariant{
        "cases.broken_owner",
        "SELECT id FROM case_file WHERE owner <= 0 OR unit_place = '' OR owner_place = '' LIMIT $1"},
    store::Invariant{
        "cases.broken_branches",
        "SELECT f.id FROM case_file f WHERE NOT EXISTS (SELECT 1 FROM case_branch b WHERE b.case_id = "
        "f.id) LIMIT $1"},
    // Revoked: after the hand-over.
    store::Invariant{
        "cases.broken_joint",
        "SELECT f.id FROM case_file f WHERE (f.stage = 5 OR f.stage = 6 OR (f.stage = 9 AND f.told_at "
        "IS NULL))"
        " AND EXISTS (SELECT 1 FROM case_branch b WHERE b.case_id = f.id AND b.stage <> 5"
        " AND NOT (b.stage = 7 AND f.stage <> 5)) LIMIT $1"},
    store::Invariant{
        "cases.broken_ready",
        "SELECT f.id FROM case_file f WHERE f.stage = 5 AND EXISTS"
        " (SELECT 1 FROM case_task t WHERE t.case_id = f.id AND t.resolved_at IS NULL) LIMIT $1"},
    store::Invariant{"cases.broken_identity",
                     "SELECT id FROM case_file WHERE (stage = 6 OR (stage = 9 AND told_at IS NULL))"
                     " AND (intake_by IS NULL OR collection_by IS NULL) LIMIT $1"},
    store::Invariant{
        "cases.broken_end",
        "SELECT id FROM case_file WHERE stage = 9 AND (ended_at IS NULL OR closed_at IS NULL) LIMIT $1"},
    store::Invariant{
        "cases.broken_receipt",
        "SELECT id FROM case_file WHERE (accepted_at IS NULL) <> (receipt_number IS NULL) LIMIT $1"},
    store::Invariant{"cases.broken_numbers",
                     "SELECT r.year FROM case_receipt r WHERE r.last <> (SELECT COUNT(*) FROM case_file f"
                     " WHERE f.receipt_place = r.place AND f.receipt_year = r.year) LIMIT $1"},
    store::Invariant{
        "cases.broken_orphan_branch",
        "SELECT b.id FROM case_branch b WHERE NOT EXISTS (SELECT 1 FROM case_file f WHERE f.id = "
        "b.case_id) LIMIT $1"},
    store::Invariant{"cases.broken_orphan_paper",
                     "SELECT p.id FROM case_paper p WHERE NOT EXISTS (SELECT 1 FROM case_file f WHERE f.id = "
                     "p.case_id) LIMIT $1"},
    store::Invariant{
        "cases.broken_orphan_task",
        "SELECT t.case_id FROM case_task t WHERE NOT EXISTS (SELECT 1 FROM case_file f WHERE f.id = "
        "t.case_id) LIMIT $1"},
    store::Invariant{
        "cases.broken_resolution",
        "SELECT case_id FROM case_task WHERE resolved_at IS NOT NULL AND resolved_by IS NULL LIMIT $1"},
    store::Invariant{
        "cases.broken_claims",
        "SELECT case_id FROM (SELECT case_id FROM case_claim WHERE decided_at IS NULL GROUP BY case_id"
        " HAVING COUNT(*) > 1) AS twice LIMIT $1"},
    store::Invariant{"cases.broken_lists",
                     "SELECT f.id FROM case_file f WHERE NOT EXISTS"
                     " (SELECT 1 FROM case_reach r WHERE r.item = f.id AND r.reach = 'all') LIMIT $1"},
};

}  // namespace

std::span<const store::Invariant> invariants() { return kInvariants; }

}  // namespace gangway::cases
