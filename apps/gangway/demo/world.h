// What a demonstration is made of: the use cases it calls, as everybody else does, and what it has made so
// far.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "access/account.h"
#include "appointments/appointments.h"
#include "base/random.h"
#include "cases/cases.h"
#include "data_folder.h"
#include "demo/random.h"
#include "network/network.h"
#include "people/employers.h"
#include "people/people.h"
#include "policy/pack.h"
#include "requests/requests.h"

namespace gangway::app::demonstration {

inline constexpr const char* kBy = "demonstration";

struct StaffMember {
  std::string login;
  access::Role role = access::Role::Helper;
  std::string place;  // key of the place
  std::string department;
  Bilingual name;
  std::vector<std::string> languages;
};

// A person that was made.
struct Registered {
  PersonId id;
  std::string name;  // in reading order
  std::string by;    // login of who registered them
  std::string passport;
};

struct World {
  World(Opened& data, std::shared_ptr<const policy::RuleBook> book, const RandomBytes& random, Instant now);

  Instant now;
  Random chance;
  journal::Chain chain;
  journal::Vault vault;
  IdGenerator ids;
  access::Passwords passwords;
  access::Accounts accounts;
  network::Network network;
  requests::Requests requests;
  people::People people;
  people::Employers employers;
  cases::Cases cases;
  appointments::Halls halls;
  appointments::Appointments appointments;

  std::map<std::string, network::Place> places;   // by key
  std::map<std::string, requests::Actor> actors;  // by login
  std::vector<StaffMember> staff;
  std::vector<Registered> persons;
  std::vector<EmployerId> firms;

  [[nodiscard]] const policy::RuleBook& book() const { return *book_; }

  // Everybody who may receive requests at the centre and below, by login.
  [[nodiscard]] std::vector<std::string> logins_of(access::Role role) const;
  // Officers of a department of the centre.
  [[nodiscard]] std::vector<std::string> officers_of(const std::string& department) const;

 private:
  std::shared_ptr<const policy::RuleBook> book_;
};

// The network, its departments and its staff, who all sign in with `password`.
[[nodiscard]] Result<void> make_network(World& world, const std::string& password);

// `count` requests of the last weeks in every state, and the few of the stories.
[[nodiscard]] Result<void> make_requests(World& world, int count);

// Persons with their documents, permits, relatives and employers.
[[nodiscard]] Result<void> make_people(World& world, int persons, int firms);

// Halls with windows, and appointments for the coming days.
[[nodiscard]] Result<void> make_halls(World& world, int a_day);

// `count` cases of the last weeks in every state.
[[nodiscard]] Result<void> make_cases(World& world, int count);

// Runs `work` for 0 .. count - 1 on several threads, so that the writer gathers their commits. The first
// error.
[[nodiscard]] Result<void> in_parallel(int count, const std::function<Result<void>(int)>& work);

}  // namespace gangway::app::demonstration
