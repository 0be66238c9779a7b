// Rule numbers, ascending: a few without an allocation.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace gangway::dmn {

class RowList {
 public:
  void push_back(std::size_t row) {
    if (count_ < few_.size()) {
      few_[count_] = static_cast<std::uint32_t>(row);
    } else {
      if (count_ == few_.size()) many_.assign(few_.begin(), few_.end());
      many_.push_back(static_cast<std::uint32_t>(row));
    }
    ++count_;
  }
  [[nodiscard]] std::size_t size() const { return count_; }
  [[nodiscard]] bool empty() const { return count_ == 0; }
  [[nodiscard]] std::span<const std::uint32_t> all() const {
    return count_ <= few_.size() ? std::span<const std::uint32_t>(few_.data(), count_)
                                 : std::span<const std::uint32_t>(many_);
  }

 private:
  std::array<std::uint32_t, 8> few_;
  std::size_t count_ = 0;
  std::vector<std::uint32_t> many_;
};

}  // namespace gangway::dmn
