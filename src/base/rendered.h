// A value that many answers hold, with its JSON text made once.
//
// Shape:  immutable and shared: copying it costs a reference count, writing it one append. Reads like the
//         value itself (conversion, * and ->, begin and end).
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "base/json_bind.h"

namespace gangway::json {

template <class T>
class Rendered {
 public:
  Rendered() : body_(nothing()) {}
  // NOLINTNEXTLINE(google-explicit-constructor): it is the value
  Rendered(T value) : body_(std::make_shared<const Body>(std::move(value))) {}

  // NOLINTNEXTLINE(google-explicit-constructor): it is the value
  operator const T&() const { return body_->value; }
  [[nodiscard]] const T& operator*() const { return body_->value; }
  [[nodiscard]] const T* operator->() const { return &body_->value; }
  [[nodiscard]] auto begin() const { return body_->value.begin(); }
  [[nodiscard]] auto end() const { return body_->value.end(); }
  [[nodiscard]] const std::string& text() const { return body_->text; }

 private:
  struct Body {
    Body() : Body(T()) {}
    explicit Body(T value_) : value(std::move(value_)), text(text_of(value)) {}
    T value;
    std::string text;
  };
  static const std::shared_ptr<const Body>& nothing() {
    static const auto body = std::make_shared<const Body>();
    return body;
  }

  std::shared_ptr<const Body> body_;
};

template <class T>
struct Binding<Rendered<T>> {
  static constexpr bool kMayBeAbsent = detail::may_be_absent<T>();
  static bool read(Reader& reader, const Value& value, Rendered<T>& out) {
    T read_value{};
    const bool ok = Binding<T>::read(reader, value, read_value);
    out = Rendered<T>(std::move(read_value));
    return ok;
  }
  static Value write(const Rendered<T>& value) { return Binding<T>::write(*value); }
  static void append(std::string& out, const Rendered<T>& value) { out += value.text(); }
  static bool is_absent(const Rendered<T>& value) { return Binding<T>::is_absent(*value); }
  static Value schema(Schemas& schemas) { return Binding<T>::schema(schemas); }
};

}  // namespace gangway::json
