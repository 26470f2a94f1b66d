// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace mw::app {

/// The window program without a window: reads a report (report::packed) from stdin and writes the pages that the window
/// would make of it to stdout, a PDF; tells "page 3 of 12" on stderr. Needs no display.
/// @returns the exit code; what went wrong is on stderr
[[nodiscard]] int typesetReport(int argc, char** argv);

}  // namespace mw::app
