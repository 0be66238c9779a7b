// The journal's end, signed, in a file beside the database: what a database that was set back or cut off no
// longer agrees with.
//
// Shape:  one line, "position hash signature" in hexadecimal, replaced whole and durably. Keep it, or copies
//         of it, where who can write the database cannot.
// Use:    write it every few seconds while the journal grows, and when the server stops; what was added after
//         the last head can be cut off unnoticed, so the interval is the window.
// Errors:  NotFound "journal.no_head"; Conflict "journal.head_forged" when the signature is not ours.
// Source:  Ed25519 (RFC 8032), its seed derived from the master key.
#pragma once

#include <filesystem>

#include "base/result.h"
#include "journal/journal.h"

namespace gangway::journal {

// Throws store::Failure when the file cannot be written.
void write_head(const std::filesystem::path& file, const Head& head, const Key& master);
[[nodiscard]] Result<Head> read_head(const std::filesystem::path& file, const Key& master);

}  // namespace gangway::journal
