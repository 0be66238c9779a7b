// Legal working days, for people who count themselves.

#include <boost/describe/class.hpp>
#include <charconv>

#include "api/endpoint.h"

namespace gangway::api {

struct WorkdayAnswer {
  Day from{};
  int count = 0;
  std::optional<Day> due;
  bool not_known = false;  // the calendar of that year is not announced
};
BOOST_DESCRIBE_STRUCT(WorkdayAnswer, (), (from, count, due, not_known))

namespace {

constexpr int kMaxCount = 4000;

Result<WorkdayAnswer> add_workdays(Services& services, const http::Request& request) {
  WorkdayAnswer out;
  const auto from = parse_day(request.query_value("from").value_or(""));
  if (!from) return fail(ErrorCode::Invalid, "day.invalid", "/from");
  const auto count = request.query_value("count").value_or("");
  const auto [end, error] = std::from_chars(count.data(), count.data() + count.size(), out.count);
  if (error != std::errc{} || end != count.data() + count.size() || out.count < 0 || out.count > kMaxCount) {
    return fail(ErrorCode::Invalid, "api.bad_count", Args{{"most", std::to_string(kMaxCount)}}, "/count");
  }
  out.from = *from;
  const auto due = services.book->calendar().calendar.add_workdays(*from, out.count);
  out.not_known = !due.has_value();
  if (due) out.due = *due;
  return out;
}

http::Response handle(Services& services, const http::Request& request) {
  return answer(add_workdays(services, request), request);
}

}  // namespace

std::vector<Endpoint> workday_endpoints() {
  return {{http::Method::Get,
           "/api/v1/workdays",
           access::Action::UsePublic,
           "workdays",
           "The last day of a limit in working days",
           {"from", "count"},
           nullptr,
           schema_of<WorkdayAnswer>,
           200,
           handle}};
}

}  // namespace gangway::api
