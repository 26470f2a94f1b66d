// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/verb.h"
#include "core/twin/log_import.h"

namespace mw::cli {

/// Says on stderr what was guessed about a log and what is wrong in it (the first places).
void tellImport(const twin::LogImport& import, const Console& console);
/// Says what was guessed alone, before the log is read.
void tellGuesses(const twin::LogImport& import, const Console& console);
/// Says what is wrong in it alone.
void tellDefects(const twin::ImportReport& report, const Console& console);

}  // namespace mw::cli
