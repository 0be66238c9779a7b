// Halls as they are kept: read by everybody, changed as one document by who may.
//
// Shape:  a change is one transaction: the document, one event "opening.changed", and for each appointment
// that
//         the hall is now closed for an event "appointment.displaced": it keeps its units, and stands in a
//         list until it is moved, cancelled or the person was told. Opened again, it leaves the list
//         ("appointment.placed_again").
// Errors: NotFound "appointments.no_hall"; Stale "appointments.stale"; Conflict "appointments.step_in_use"
//         when the step would change under appointments that are ahead; those of check() (hall.h).
// Threads: any.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "access/permissions.h"
#include "appointments/appointment.h"
#include "appointments/hall_store.h"
#include "journal/journal.h"
#include "network/network.h"
#include "store/db.h"

namespace gangway::appointments {

[[nodiscard]] std::span<const store::Migration> migrations();

// Who does something, as it stands in the journal.
struct Actor {
  std::string name = "public";
  std::string purpose;
};

class Halls {
 public:
  // The arguments outlive the object.
  Halls(store::Db& db, const journal::Chain& chain, IdGenerator& ids, network::Network& network,
        const workdays::Calendar& calendar)
      : db_(db), chain_(chain), ids_(ids), network_(network), calendar_(calendar) {}

  [[nodiscard]] Result<std::shared_ptr<const Hall>> find(PlaceId place);
  [[nodiscard]] Result<std::shared_ptr<const Hall>> find(const store::ReadTx& tx, PlaceId place);
  // Within the scope.
  [[nodiscard]] Result<std::shared_ptr<const Hall>> find(const store::ReadTx& tx, PlaceId place,
                                                         const access::Scope& scope);
  [[nodiscard]] Result<std::shared_ptr<const Hall>> find(const store::ReadTx& tx, WindowId window,
                                                         const access::Scope& scope);

  struct Changed {
    std::shared_ptr<const Hall> hall;
    std::vector<AppointmentId> displaced;  // by this change
  };
  // `seen`: the version that the caller saw; 0 for the first opening of a place.
  [[nodiscard]] Result<Changed> change(PlaceId place, Opening opening, int seen, const access::Scope& scope,
                                       const Actor& by, Instant now);

  [[nodiscard]] const workdays::Calendar& calendar() const { return calendar_; }

 private:
  [[nodiscard]] std::vector<AppointmentId> displace(store::Tx& tx, const Hall& hall, const Actor& by,
                                                    Instant now);

  store::Db& db_;
  const journal::Chain& chain_;
  IdGenerator& ids_;
  network::Network& network_;
  const workdays::Calendar& calendar_;
  KnownHalls known_;
};

}  // namespace gangway::appointments
