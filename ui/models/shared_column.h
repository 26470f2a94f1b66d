// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <utility>

#include "core/base/scratch_memory.h"

namespace mw::models {

/// Numbers that a plot shares with the log they stand in, each less a constant, or has of its own. Cheap to copy.
class SharedColumn {
 public:
  SharedColumn() = default;
  explicit SharedColumn(Column own) : column_(std::make_shared<const Column>(std::move(own))) {}
  explicit SharedColumn(std::shared_ptr<const Column> shared, double origin = 0)
      : column_(std::move(shared)), origin_(origin) {}

  [[nodiscard]] std::size_t size() const { return column_ ? column_->size() : 0; }
  [[nodiscard]] bool empty() const { return size() == 0; }
  [[nodiscard]] double operator[](std::size_t i) const { return (*column_)[i] - origin_; }
  [[nodiscard]] double front() const { return (*this)[0]; }
  [[nodiscard]] double back() const { return (*this)[size() - 1]; }

  /// The same numbers, counted from another.
  [[nodiscard]] SharedColumn from(double origin) const { return SharedColumn(column_, origin_ + origin); }
  /// As they are shared, the constant not taken off.
  [[nodiscard]] std::span<const double> shared() const {
    return column_ ? std::span<const double>(*column_) : std::span<const double>();
  }

  /// Of growing numbers, the index of the first in [from, to) that is not below a value; to where there is none.
  [[nodiscard]] std::size_t lowerBound(double value, std::size_t from, std::size_t to) const {
    while (from < to) {
      const std::size_t middle = from + (to - from) / 2;
      (*this)[middle] >= value ? to = middle : from = middle + 1;
    }
    return from;
  }

  /// A long pass has left [first, last) behind.
  void letGo(std::size_t first, std::size_t last) const {
    if (column_) mw::letGo(*column_, first, last);
  }

 private:
  std::shared_ptr<const Column> column_;
  double origin_ = 0;
};

}  // namespace mw::models
