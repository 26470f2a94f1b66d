// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/twin/log_map.h"

namespace mw::twin {

/// A map laid over the first line of a file: what each column is for, and how a row gets its stamp. Reader and preview
/// share it, so that what is shown is what is read.
class LogBinding {
 public:
  enum class Use { Ignored, Time, Clock, Signal };
  struct Column {
    std::string name;
    Use use = Use::Ignored;
    std::size_t signal = 0;  ///< index in map.columns
  };

  /// @param map    must outlive the binding
  /// @param cells  of the first line of the file, header or not
  /// @param place  of that line, for the findings
  LogBinding(const LogMap& map, const std::vector<std::string_view>& cells, const Place& place);

  [[nodiscard]] const std::vector<Column>& columns() const { return columns_; }
  [[nodiscard]] std::vector<std::string> names() const;
  /// Columns that the map names and the file has not, or that it names twice.
  [[nodiscard]] const Findings& findings() const { return findings_; }
  /// The column in which the stamp begins; nothing where rows are counted.
  [[nodiscard]] std::optional<std::size_t> timeColumn() const { return time_; }

  /// What a row says about its time: the cell, or date and clock with a blank between them.
  /// @param cells  as many as columns()
  [[nodiscard]] std::string_view stampText(const std::vector<std::string_view>& cells);
  /// @param row  0-based row of the file, which is the stamp in seconds where rows are counted
  [[nodiscard]] std::optional<std::int64_t> stampNs(std::string_view text, std::size_t row) const;

 private:
  std::optional<std::size_t> bind(const std::string& column, Use use, std::size_t signal, const Place& place);

  const LogMap& map_;
  std::vector<Column> columns_;
  Findings findings_;
  std::optional<std::size_t> time_;
  std::optional<std::size_t> clock_;
  std::string scratch_;
  std::string joined_;
};

}  // namespace mw::twin
