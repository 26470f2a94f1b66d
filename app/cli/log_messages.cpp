// SPDX-License-Identifier: Apache-2.0
#include "app/cli/log_messages.h"

#include <algorithm>
#include <fmt/format.h>

namespace mw::cli {

void tellImport(const twin::LogImport& import, const Console& console) {
  tellGuesses(import, console);
  tellDefects(import.report, console);
}

void tellGuesses(const twin::LogImport& import, const Console& console) {
  if (console.is_quiet) return;
  for (const std::string& sentence : import.said) console.warn("guessed: " + sentence);
}

void tellDefects(const twin::ImportReport& report, const Console& console) {
  constexpr std::size_t kMostPlaces = 5;
  for (std::size_t i = 0; i < std::min(kMostPlaces, report.places.size()); ++i) console.warn(report.places[i].text());
  if (const std::size_t defects = report.defectTotal(); defects > kMostPlaces) {
    console.warn(fmt::format("and {} more like these", defects - kMostPlaces));
  }
}

}  // namespace mw::cli
