// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "core/twin/log_import.h"

namespace mw::test {

/// The log of the example motor, as the import of its file gives it.
/// @param examples  resources/examples
inline twin::Log motorLog(const std::filesystem::path& examples) {
  return twin::importLog(examples / "motor-thermal.csv", examples / "motor-thermal.map.json", {}, {.keeps_going = true})
      .report.log;
}

}  // namespace mw::test
