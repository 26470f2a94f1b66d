// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include "core/base/progress.h"
#include "core/report/report.h"

namespace mw::panels {

/// A report on pages of A4, with the same words and figures as the HTML page: the bytes of a PDF. Needs fonts, no
/// display. May be called from any thread.
[[nodiscard]] QByteArray reportPdf(const report::Report& report, const ProgressSink& progress = {});

/// Writes it to a file. @throws OutputError
void writeReportPdf(const QString& file, const report::Report& report);

}  // namespace mw::panels
