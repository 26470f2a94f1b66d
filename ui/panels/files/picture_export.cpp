// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/files/picture_export.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>

#include "core/base/error.h"

namespace mw::panels {
namespace {

QString tr(const char* text) {
  return QCoreApplication::translate("pictureExport", text);
}

}  // namespace

void askForPicture(MainWindow& window, const QImage& picture, const models::Provenance& provenance) {
  auto* dialog = new QFileDialog(&window, tr("Export a picture of the view"), {}, tr("Picture (*.png)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(QStringLiteral("png"));
  dialog->selectFile(QFileInfo(provenance.project).completeBaseName());
  QObject::connect(dialog, &QFileDialog::fileSelected, &window, [&window, picture, provenance](const QString& file) {
    try {
      models::writePicture(file, picture, provenance);
      window.services().status.say(tr("Picture in %1").arg(file));
    } catch (const Error& error) {
      window.notices().show({QStringLiteral("failed"), QString::fromUtf8(error.what()), Notice::Tone::Alarm, {}});
    }
  });
  dialog->open();
}

}  // namespace mw::panels
