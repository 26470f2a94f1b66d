// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/files/report_export.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDateTime>
#include <QFileDialog>
#include <QFileInfo>

#include "core/base/error.h"
#include "core/report/html_report.h"
#include "ui/models/session/command_line.h"
#include "ui/panels/files/report_pdf.h"

namespace mw::panels {
namespace {

QString tr(const char* text) {
  return QCoreApplication::translate("reportExport", text);
}

std::string pngOf(const QImage& picture) {
  if (picture.isNull()) return {};
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  picture.save(&buffer, "PNG");
  return bytes.toStdString();
}

bool isPdf(const QString& file) {
  return QFileInfo(file).suffix().compare(QLatin1String("pdf"), Qt::CaseInsensitive) == 0;
}

/// The command line writes pages only.
QString pageOf(const QString& file) {
  return isPdf(file) ? file.left(file.size() - 3) + QStringLiteral("html") : file;
}

}  // namespace

void writeReport(const QString& file, const ReportWish& wish, const std::stop_token& stop,
                 const ProgressSink& progress) {
  report::ReportInput input;
  input.factory = wish.factory;
  input.project = wish.project;
  input.file = QFileInfo(wish.file).fileName().toStdString();
  input.program = "Millwright " MW_VERSION;
  input.made = QDateTime::currentDateTime().toString(Qt::ISODate).toStdString();
  input.picture_png = pngOf(wish.picture);
  input.run = wish.run;
  try {
    if (!input.run) input.run = experiment::runReplications(*wish.factory, wish.plan, stop, progress);
  } catch (const InputError& error) {
    // What does not run yet can be reported all the same.
    input.extra.push_back({"No results of a run", {error.what()}, {}, {}});
  }
  if (input.run) {
    input.command = models::commandLine(models::ReportCommand{wish.file, pageOf(file), input.run->plan}).toStdString();
  }
  const report::Report made = report::projectReport(input, stop, progress);
  if (isPdf(file)) {
    writeReportPdf(file, made);
  } else {
    writeTextFile(file.toStdString(), report::html(made));
  }
}

void askForReport(MainWindow& window, ReportWish wish) {
  auto* dialog =
      new QFileDialog(&window, tr("Export a report"), {}, tr("Page (*.html)") + ";;" + tr("Document of A4 (*.pdf)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(QStringLiteral("html"));
  QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
    dialog->setDefaultSuffix(filter.contains(QLatin1String("pdf")) ? QStringLiteral("pdf") : QStringLiteral("html"));
  });
  dialog->selectFile(QFileInfo(wish.file).completeBaseName());
  QObject::connect(dialog, &QFileDialog::fileSelected, &window, [&window, wish = std::move(wish)](const QString& file) {
    const auto work = [file, wish](std::stop_token stop, const ProgressSink& progress) {
      writeReport(file, wish, stop, progress);
      return file;
    };
    jobs::Job* job = window.services().jobs.start(tr("Writing a report"), &window, work, [&window](const QString& at) {
      window.services().status.say(tr("Report in %1").arg(at));
    });
    QObject::connect(job, &jobs::Job::failed, &window, [&window](const QString& message) {
      window.notices().show({QStringLiteral("failed"), message, Notice::Tone::Alarm, {}});
    });
  });
  dialog->open();
}

}  // namespace mw::panels
