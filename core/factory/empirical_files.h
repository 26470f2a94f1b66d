// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "core/base/error.h"
#include "core/base/json.h"

namespace mw::factory {

/// Most values of one empirical distribution from a file: a factory is copied, stored and compared as a whole.
inline constexpr std::size_t kMaxEmpiricalValues = 100'000;

/// Takes in what files hold, so that a factory is whole by itself: every
///   {"dist": "empirical", "file": "repair.csv", "column": "repair_s"}
/// becomes {"dist": "empirical", "values_s": [...]}, in the order of the rows. Whatever is not exactly of this form is
/// left as it is for the check of the format.
///
/// @param folder    where relative names of files begin: the folder of the factory file
/// @param findings  gets what is wrong: a missing file by JSON pointer; a missing column, text, nan and negative times
///                  at line and column of the CSV file. The distribution then stays as it is.
[[nodiscard]] Json withEmpiricalValues(Json root, const std::filesystem::path& folder, Findings& findings);

/// A finding for each distribution whose file has not been taken in: a factory that came from no file (an edit, a
/// project) has no folder in which it could be looked for.
[[nodiscard]] Findings unreadEmpiricalFiles(const Json& root);

/// What to do about one.
inline constexpr const char* kUnreadFileCure =
    "give its values as values_s: [...], or put it into a factory file: opening that reads the values in";

}  // namespace mw::factory
