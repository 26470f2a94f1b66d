// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/experiment/study_precision.h"

namespace mw::models {

/// Which responses of a study are read with it: all where they are few; of a study that stores the metrics of every
/// element those of the whole factory, or where it has none, as many as a table shows well. The others are read when
/// they are chosen.
/// @param precision  its KPIs are read with the study whatever they are of: they tell when it is complete
/// @returns positions in ascending order
[[nodiscard]] std::vector<std::size_t> firstColumns(const std::vector<std::string>& responses,
                                                    const std::optional<experiment::ReplicationRule>& precision = {});

}  // namespace mw::models
