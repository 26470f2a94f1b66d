// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/files/picture_export.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>

#include "core/base/error.h"
#include "core/report/project_report.h"

namespace mw::panels {
namespace {

QString tr(const char* text) {
  return QCoreApplication::translate("pictureExport", text);
}

}  // namespace

void askForPicture(MainWindow& window, const QImage& picture, const models::Provenance& provenance,
                   const std::shared_ptr<store::ProjectFile>& project) {
  auto* dialog = new QFileDialog(&window, tr("Export a picture of the view"), {}, tr("Picture (*.png)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(QStringLiteral("png"));
  dialog->selectFile(QFileInfo(provenance.project).completeBaseName());
  const auto write = [&window, picture, provenance, project](const QString& file) {
    const auto work = [=](std::stop_token, const ProgressSink&) {
      models::Provenance whole = provenance;
      if (project) whole.project_digest = report::contentDigest(*project);
      models::writePicture(file, picture, whole);
      return file;
    };
    jobs::Job* job = window.services().jobs.start(tr("Writing a picture"), &window, work, [&window](const QString& at) {
      window.services().status.say(tr("Picture in %1").arg(at));
    });
    QObject::connect(job, &jobs::Job::failed, &window, [&window](const QString& message) {
      window.notices().show({QStringLiteral("failed"), message, Notice::Tone::Alarm, {}});
    });
  };
  QObject::connect(dialog, &QFileDialog::fileSelected, &window, write);
  dialog->open();
}

}  // namespace mw::panels
