// Any text as JSON, as a described struct, and as a FEEL value.
#include "base/json.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include "../target.h"
#include "base/json_bind.h"
#include "feel/json.h"

namespace gangway::fuzz {

enum class Speed { Ordinary, Urgent };
BOOST_DESCRIBE_ENUM(Speed, Ordinary, Urgent)

struct Leg {
  std::string name;
  std::optional<int> days;
  std::optional<bool> insured;
};
BOOST_DESCRIBE_STRUCT(Leg, (), (name, days, insured))

struct Journey {
  std::optional<Speed> speed;
  std::optional<Day> as_of;
  std::optional<Decimal> fee;
  std::optional<Bilingual> title;
  std::optional<std::vector<Leg>> legs;
  std::optional<std::map<std::string, std::int64_t>> bags;
  std::optional<json::Value> facts;
};
BOOST_DESCRIBE_STRUCT(Journey, (), (speed, as_of, fee, title, legs, bags, facts))

void run(std::string_view input) {
  const auto value = json::parse(input);
  if (!value) {
    require(!value.error().key.empty(), "what cannot be read says why");
    return;
  }
  const auto text = json::serialize(*value);
  const auto again = json::parse(text, {std::size_t{1} << 24U, 64});
  require(again.has_value(), "what is written can be read", text);
  require(json::serialize(*again) == text, "what is written is read as the same", text);
  const auto canonical = json::canonical(*value);
  require(json::canonical(*again) == canonical, "the canonical text is one", canonical);

  std::vector<Error> errors;
  const auto journey = json::read<Journey>(*value, errors);
  require(journey.has_value() == errors.empty(), "a struct is read, or it is said what is wrong");
  require(errors.size() <= json::kMaxErrors, "errors have an end");
  if (journey) {
    const auto written = json::write(*journey);
    errors.clear();
    const auto read = json::read<Journey>(written, errors);
    require(read.has_value(), "a struct that is written can be read", json::serialize(written));
    require(json::serialize(json::write(*read)) == json::serialize(written), "and is the same");
  }
  (void)json::serialize(feel::to_json(feel::from_json(*value)));
}

}  // namespace gangway::fuzz
