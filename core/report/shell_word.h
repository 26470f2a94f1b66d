// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace mw::report {

/// One word for a POSIX shell, quoted where it must be.
[[nodiscard]] std::string shellWord(const std::string& word);

/// A name of letters, digits, dots, dashes and underscores for a file; what else is in it becomes a dash.
[[nodiscard]] std::string plainFileName(const std::string& name);

}  // namespace mw::report
