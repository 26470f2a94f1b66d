// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/session/provenance.h"

#include <QImageWriter>
#include <QSaveFile>
#include <fmt/format.h>

#include "core/base/error.h"

namespace mw::models {

void writePicture(const QString& file, QImage picture, const Provenance& provenance) {
  picture.setText(QStringLiteral("Software"), QStringLiteral("Millwright " MW_VERSION));
  picture.setText(QStringLiteral("Project"), provenance.project);
  if (!provenance.project_digest.empty()) {
    picture.setText(QStringLiteral("Project digest"), QString::fromStdString(provenance.project_digest));
  }
  picture.setText(QStringLiteral("Factory digest"), QString::fromStdString(provenance.factory_digest));
  picture.setText(QStringLiteral("Seed"), QString::number(provenance.seed));
  picture.setText(QStringLiteral("Time"), QString::fromStdString(fmt::format("{} s", provenance.time_s)));
  picture.setText(QStringLiteral("Command line"), provenance.command);
  QSaveFile target(file);
  const bool is_written = target.open(QIODevice::WriteOnly) && QImageWriter(&target, "png").write(picture);
  if (!is_written || !target.commit()) {
    throw OutputError(file.toStdString(), "the picture cannot be written: " + target.errorString().toStdString(),
                      "check the folder and the free space");
  }
}

}  // namespace mw::models
