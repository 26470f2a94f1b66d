// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>
#include <vector>

#include "core/factory/factory.h"

namespace mw::models {

/// Where a picture comes from: goes with it as PNG text.
struct Provenance {
  QString project;                  ///< file
  std::string project_digest = {};  ///< of all that the project holds, as `info` prints it; empty for a factory file
  std::string factory_digest = {};  ///< of the factory as it is shown, 32 hexadecimal digits
  std::uint64_t seed = 0;           ///< of the run that is shown
  double time_s = 0;                ///< of the cursor
  QString command;                  ///< that does the same without the window
};

/// Writes a PNG with the text chunks Software, Project, Project digest, Factory digest, Seed, Time and Command line.
/// @throws OutputError
void writePicture(const QString& file, QImage picture, const Provenance& provenance);

}  // namespace mw::models
