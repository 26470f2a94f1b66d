// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <filesystem>
#include <vector>

namespace mw::models {

/// A factory that comes with the program.
struct Example {
  QString title;  ///< "Gearbox line"
  QString line;   ///< what it shows, in one sentence
  std::filesystem::path file;
};

/// The examples of a folder, by title, with what its README.md says of them. What is no factory (studies, logs and maps
/// lie beside them) is left out.
[[nodiscard]] std::vector<Example> examplesIn(const std::filesystem::path& folder);

/// Where the examples lie: beside an installed program, else in the source tree it was built from.
[[nodiscard]] std::filesystem::path exampleFolder();

}  // namespace mw::models
