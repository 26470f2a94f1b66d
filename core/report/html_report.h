// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/report/report.h"

namespace mw::report {

/// The report as one self-contained page: nothing is fetched, nothing runs (its own content policy forbids both), every
/// text is escaped, print rules for A4. Light, whatever the window's theme.
[[nodiscard]] std::string html(const Report& report);

}  // namespace mw::report
