// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>

namespace mw::models {

/// A time of a run as people type it: "3600", "90 min", "1h", or as the clock shows it, "1:00" and "1:00:30" (hours
/// first). Nothing for any other text and for negative times.
[[nodiscard]] std::optional<double> parseRunTime(const QString& text);

}  // namespace mw::models
