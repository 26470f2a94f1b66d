// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/run_wishes.h"
#include "ui/panels/properties/quantity.h"

namespace mw::panels {

/// What is typed into the run panel, read into a field of the wishes.
/// @returns why it was not taken; nothing when it was
[[nodiscard]] std::optional<models::RunProblem> readTime(const QString& text, models::RunField field, double& time_s);
[[nodiscard]] std::optional<models::RunProblem> readCount(const QString& text, models::RunField field,
                                                          std::uint64_t most, std::uint64_t& count);
/// "2 %" of the mean, or "0.5 parts" in the KPI's unit; a number alone stays what the goal was.
[[nodiscard]] std::optional<models::RunProblem> readHalfWidth(const QString& text, const QString& unit,
                                                              experiment::PrecisionGoal& goal);

/// A time as a field shows it.
[[nodiscard]] ShownQuantity shownTime(double time_s);

}  // namespace mw::panels
