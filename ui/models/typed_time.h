// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>

namespace mw::models {

/// A time as somebody types it to jump there: seconds ("1504"), a clock ("25:04", "0:25:04.5"), a duration ("25 min",
/// "1.5h"), or, where the log has absolute stamps, a date ("2025-04-17T17:00:08", "2025-04-17 17:00") in UTC.
/// @param start_epoch_s  of the log's first stamp, where it has absolute ones
/// @returns seconds since the first stamp; nothing for another text
[[nodiscard]] std::optional<double> typedTime_s(const QString& text, std::optional<double> start_epoch_s);

/// A duration as a field shows it, exact, which typedTime_s() reads: "3 d", "8 h", "90 m", "12.5 s".
[[nodiscard]] QString durationField(double duration_s);

}  // namespace mw::models
