// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "core/base/error.h"
#include "core/base/json.h"

namespace mw::factory {

/// Most arrivals of one schedule from a file: a factory is copied, stored and compared as a whole.
inline constexpr std::size_t kMaxScheduleRows = 100'000;

/// Takes in the schedules of sources that are named as files, so that a factory is whole by itself:
///   "schedule": "deliveries.csv"   becomes   "schedule": [{"t_s": 0, "part": "housing", "count": 2}, ...]
/// The CSV file has a header with t_s and, where wanted, part and count; rows in order of time; an empty cell of part
/// or count says nothing.
///
/// @param folder    where relative names of files begin: the folder of the factory file
/// @param findings  gets what is wrong: a missing file by JSON pointer, a row by line and column of the CSV file. The
///                  schedule then stays as it is.
[[nodiscard]] Json withSchedules(Json root, const std::filesystem::path& folder, Findings& findings);

/// A finding for each schedule whose file has not been taken in: a factory that came from no file (an edit, a project)
/// has no folder in which it could be looked for.
[[nodiscard]] Findings unreadScheduleFiles(const Json& root);

}  // namespace mw::factory
