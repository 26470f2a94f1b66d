// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTest>
#include <string>

#include "core/motion/arm/arm_presets.h"

namespace mw::test {

/// A row per preset arm, with its name.
inline void presetRows() {
  QTest::addColumn<QString>("name");
  for (const std::string_view name : motion::armPresetNames()) {
    const std::string row(name);
    QTest::newRow(row.c_str()) << QString::fromStdString(row);
  }
}

}  // namespace mw::test
