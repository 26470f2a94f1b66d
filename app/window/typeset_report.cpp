// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/typeset_report.h"

#include <QFile>
#include <QGuiApplication>
#include <cstdio>

#include "core/base/error.h"
#include "core/report/packed_report.h"
#include "ui/panels/files/report_pdf.h"

namespace mw::app {
namespace {

/// What Qt remarks on the machine is nothing that a report's reader could mend.
void keepQuiet(QtMsgType type, const QMessageLogContext&, const QString& text) {
  if (type == QtCriticalMsg || type == QtFatalMsg) std::fprintf(stderr, "%s\n", qPrintable(text));
}

}  // namespace

int typesetReport(int argc, char** argv) {
  qInstallMessageHandler(keepQuiet);
  qputenv("QT_QPA_PLATFORM", "offscreen");
  const QGuiApplication application(argc, argv);
  QFile input;
  if (!input.open(stdin, QIODevice::ReadOnly)) {
    std::fprintf(stderr, "stdin: cannot be read\n");
    return 3;
  }
  const QByteArray bytes = input.readAll();
  const auto tell = [](const Progress& at) { std::fprintf(stderr, "page %.0f of %.0f\n", at.done, at.total); };
  const QByteArray pdf =
      panels::reportPdf(report::unpacked({bytes.constData(), static_cast<std::size_t>(bytes.size())}), tell);
  const auto size = static_cast<std::size_t>(pdf.size());
  if (std::fwrite(pdf.constData(), 1, size, stdout) == size && std::fflush(stdout) == 0) return EXIT_SUCCESS;
  throw OutputError("stdout", "cannot be written", "check the pipe it goes to");
}

}  // namespace mw::app
