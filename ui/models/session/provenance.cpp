// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/session/provenance.h"

#include <QImageWriter>
#include <QSaveFile>
#include <fmt/format.h>

#include "core/base/digest.h"
#include "core/base/error.h"

namespace mw::models {

std::string factoryDigest(const factory::Factory& factory) {
  Digest digest;
  digest.addText(factory.json().dump());
  return digest.hex();
}

void writePicture(const QString& file, QImage picture, const Provenance& provenance) {
  picture.setText(QStringLiteral("Software"), QStringLiteral("Millwright " MW_VERSION));
  picture.setText(QStringLiteral("Project"), provenance.project);
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
