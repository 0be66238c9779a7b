// calendar.yaml and opening.yaml: legal working days, and days on which halls are open all the same.
#include <algorithm>

#include "policy/library.h"

namespace gangway::policy {
namespace {

constexpr std::array<std::string_view, 1> kZones{"Asia/Shanghai"};
constexpr std::array<std::string_view, 1> kFollows{"workdays"};
constexpr int kLongestHoliday = 60;  // days; a longer one is a slip of the pen

// The announced years, gathered.
struct Announced {
  int first = 0;
  int last = 0;
  workdays::Calendar::Exceptions exceptions;
  std::map<Day, Bilingual> names;
};

std::vector<Day> load_days(Reader& reader, std::string_view key) {
  std::vector<Day> out;
  for (const auto* const node : reader.scalars(key)) {
    if (const auto day = read_day(*node, reader.sink())) out.push_back(*day);
  }
  return out;
}

void load_days_off(Reader& year, bool announced, std::vector<Day>& off, Announced& into) {
  for (const auto& item : year.list("days_off", Need::Required)) {
    Reader reader(item, year.sink());
    const auto from = reader.day("from");
    const auto last = reader.day("to", Need::Optional);
    const auto to = last ? last : from;
    const auto name = reader.text("name");
    if (!from || !to) continue;
    if (*to < *from || *to - *from > std::chrono::days{kLongestHoliday}) {
      year.sink().add(item.line, "packs.wrong_period");
      continue;
    }
    for (Day day = *from; day <= *to; day += std::chrono::days{1}) {
      off.push_back(day);
      if (!announced) continue;
      into.exceptions.holidays.push_back(day);
      into.names.emplace(day, name);
    }
  }
}

void load_year(const Library& library, const YamlNode& node, const FaultSink& sink, int& previous,
               Announced& into) {
  Reader reader(node, sink);
  const int year = reader.whole("year", 1950, 2199, Need::Required).value_or(0);
  if (year != 0 && year <= previous) sink.add(reader.line("year"), "packs.not_ascending");
  const bool announced = reader.flag("announced", true);
  (void)library.source(reader);
  std::vector<Day> off;
  load_days_off(reader, announced, off, into);
  const auto worked = load_days(reader, "workdays");
  for (const auto day : load_days(reader, "in_lieu")) {
    if (std::ranges::find(off, day) == off.end()) {
      sink.add(reader.line("in_lieu"), "packs.in_lieu_not_off", {{"day", to_string(day)}});
    }
  }
  if (announced) {
    auto& all = into.exceptions.makeup_workdays;
    all.insert(all.end(), worked.begin(), worked.end());
    if (into.first == 0) into.first = year;
    if (into.last != 0 && year != into.last + 1) sink.add(reader.line("year"), "packs.year_missing");
    into.last = year;
  }
  previous = year;
}

std::vector<HallDay> load_hall_days(const Library& library, Reader& hall, std::string_view key) {
  std::vector<HallDay> out;
  for (const auto& item : hall.list(key)) {
    Reader reader(item, hall.sink());
    out.push_back(
        {reader.day("day").value_or(Day{}), library.source(reader), reader.text("note", Need::Optional)});
  }
  return out;
}

}  // namespace

void load_calendar(Library& library) {
  const auto sink = library.sink("cn/calendar.yaml");
  const auto tree = read_yaml(library.path(sink.file()), sink);
  if (!tree) return;
  Reader reader(*tree, sink);
  (void)reader.word("time_zone", kZones);
  const auto known_until = reader.day("known_until");
  Announced announced;
  int previous = 0;
  for (const auto& item : reader.list("years", Need::Required)) {
    load_year(library, item, sink, previous, announced);
  }
  if (announced.first == 0) {
    sink.add(reader.line("years"), "packs.no_announced_year");
    return;
  }
  const Day end{std::chrono::year{announced.last} / std::chrono::December / 31};
  if (known_until && *known_until != end) {
    sink.add(reader.line("known_until"), "packs.calendar_end", {{"day", to_string(end)}});
  }
  const auto covered = [&](Day day) {
    return year_of(day) >= announced.first && year_of(day) <= announced.last;
  };
  // A holiday may begin before the first year or end after the last; no count reaches there.
  std::erase_if(announced.exceptions.holidays, [&](Day day) { return !covered(day); });
  std::erase_if(announced.exceptions.makeup_workdays, [&](Day day) { return !covered(day); });
  auto calendar = workdays::Calendar::create(
      {std::chrono::year{announced.first}, std::chrono::year{announced.last}}, announced.exceptions);
  if (!calendar) {
    sink.add(reader.line("years"), calendar.error().key, calendar.error().args);
    return;
  }
  library.calendar = CalendarBook{*std::move(calendar), known_until.value_or(end), announced.first,
                                  announced.last, std::move(announced.names)};
}

void load_opening(const Library& library, Pack& pack) {
  const auto sink = library.sink(pack.id + "/opening.yaml");
  if (!library.exists(sink.file())) return;
  const auto tree = read_yaml(library.path(sink.file()), sink);
  if (!tree) return;
  Reader reader(*tree, sink);
  for (const auto& item : reader.list("halls", Need::Required)) {
    Reader hall(item, sink);
    Hall out;
    out.id = hall.code("id");
    out.title = hall.text("title");
    out.authority = library.authority(hall.string("authority"), hall.line("authority"), sink);
    (void)hall.word("follows", kFollows);
    out.open = load_hall_days(library, hall, "open");
    out.closed = load_hall_days(library, hall, "closed");
    for (const auto& range : hall.list("known")) {
      Reader known(range, sink);
      const DayRange days{known.day("from").value_or(Day{}), known.day("to").value_or(Day{})};
      if (days.to < days.from) sink.add(range.line, "packs.wrong_period");
      out.known.push_back(days);
    }
    if (std::ranges::find(pack.halls, out.id, &Hall::id) != pack.halls.end()) {
      sink.add(item.line, "packs.twice", {{"id", out.id}});
    }
    pack.halls.push_back(std::move(out));
  }
}

}  // namespace gangway::policy
