// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/report/report.h"

namespace mw::panels {

/// Writes a report on pages of A4, with the same words and figures as the HTML page. May be called from any thread.
/// @throws OutputError
void writeReportPdf(const QString& file, const report::Report& report);

}  // namespace mw::panels
