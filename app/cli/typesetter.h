// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "app/cli/verb.h"
#include "core/report/report.h"

namespace mw::cli {

/// The window program beside this one, which typesets pages.
/// @param out  what is to be written, for the message
/// @throws OutputError where it is not installed
[[nodiscard]] std::filesystem::path requireTypesetter(const std::filesystem::path& out);

/// A report on pages of A4: the bytes of a PDF, made by the window program in a process of its own, without a display.
/// It ends when this program does, however that ends.
/// @throws OutputError where it can't be started, or fails: with what it said; Cancelled
[[nodiscard]] std::string typesetPdf(const std::filesystem::path& typesetter, const report::Report& report,
                                     const Console& console);

}  // namespace mw::cli
