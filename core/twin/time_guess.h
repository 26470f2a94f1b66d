// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>

#include "core/twin/time_stamp.h"

namespace mw::twin {

/// A column called like a time: t, time, timestamp, date, Zeit, ...
[[nodiscard]] bool isTimeName(const std::string& column);

/// The kind of stamps that a column holds; nothing where fewer than nine in ten cells are of one kind
/// (all but one in a short sample).
/// @param column  its header, which may say ms
[[nodiscard]] std::optional<TimeKind> timeKindOfColumn(std::span<const std::string> cells, const std::string& column,
                                                       char decimal);

/// Whether all dates of the column can be read with the day first and with the month first.
[[nodiscard]] bool isDayOrMonthFirst(std::span<const std::string> cells);

/// Whether every cell is a date without a time of day.
[[nodiscard]] bool areDatesAlone(std::span<const std::string> cells, TimeKind kind);
/// Whether nine in ten cells are a time of day without a date.
[[nodiscard]] bool areClockTimes(std::span<const std::string> cells);

}  // namespace mw::twin
