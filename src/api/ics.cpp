#include "api/ics.h"

#include <algorithm>
#include <map>

#include "base/utf8.h"

namespace gangway::api {
namespace {

constexpr std::size_t kLineOctets = 75;  // section 3.1, without the line end

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\\' || c == ';' || c == ',') {
      out += {'\\', c};
    } else if (static_cast<unsigned char>(c) >= 0x20) {
      out += c;
    }
  }
  return out;
}

std::string digits(std::string_view text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out),
               [](char c) { return c >= '0' && c <= '9'; });
  return out;
}

std::string stamp(Instant at) {
  const auto text = digits(to_string(at));  // 20261124080000000
  return text.substr(0, 8) + "T" + text.substr(8, 6) + "Z";
}

class File {
 public:
  void line(std::string_view name, std::string_view value) {
    std::string text = std::string(name) + ":" + std::string(value);
    std::size_t used = 0;
    for (std::string_view rest = text; !rest.empty();) {
      const auto length = std::max<std::size_t>(utf8::sequence_length(rest), 1);
      if (used + length > kLineOctets) {
        out_ += "\r\n ";
        used = 1;
      }
      out_ += rest.substr(0, length);
      used += length;
      rest.remove_prefix(length);
    }
    out_ += "\r\n";
  }

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

// A title alone, "Apply", says little among the days of others.
std::string summary_of(const plans::Task& task, Language language) {
  const auto& route = task.route_title.in(language);
  if (route.empty()) return task.title.in(language);
  return task.title.in(language) + (language == Language::Zh ? "：" : ": ") + route;
}

}  // namespace

std::string calendar_file(const std::vector<plans::Task>& tasks, std::string_view title, std::string_view id,
                          Instant made_at, Language language) {
  File file;
  file.line("BEGIN", "VCALENDAR");
  file.line("VERSION", "2.0");
  file.line("PRODID", "-//Gangway//Plan//ZH");
  file.line("X-WR-CALNAME", escaped(title));
  std::map<std::string, int> numbers;  // of the tasks of one route
  for (const auto& task : tasks) {
    const int number = ++numbers[task.route];
    const auto from = task.date ? task.date : task.until;
    if (!from) continue;
    const Day last = std::max(*from, task.until.value_or(*from));
    file.line("BEGIN", "VEVENT");
    file.line("UID", std::string(id) + "-" + task.route + "-" + std::to_string(number) + "@gangway");
    file.line("DTSTAMP", stamp(made_at));
    file.line("DTSTART;VALUE=DATE", digits(to_string(*from)));
    file.line("DTEND;VALUE=DATE", digits(to_string(last + std::chrono::days{1})));  // not included
    file.line("SUMMARY", escaped(summary_of(task, language)));
    if (!task.detail.in(language).empty()) file.line("DESCRIPTION", escaped(task.detail.in(language)));
    file.line("TRANSP", "TRANSPARENT");
    file.line("END", "VEVENT");
  }
  file.line("END", "VCALENDAR");
  return file.take();
}

}  // namespace gangway::api
