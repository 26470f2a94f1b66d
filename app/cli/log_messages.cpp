// SPDX-License-Identifier: Apache-2.0
#include "app/cli/log_messages.h"

#include <algorithm>
#include <fmt/format.h>

namespace mw::cli {

void tellImport(const twin::LogImport& import, const Console& console) {
  if (!console.is_quiet) {
    for (const std::string& sentence : import.said) console.warn("guessed: " + sentence);
  }
  constexpr std::size_t kMostPlaces = 5;
  const Findings& places = import.report.places;
  for (std::size_t i = 0; i < std::min(kMostPlaces, places.size()); ++i) console.warn(places[i].text());
  if (const std::size_t defects = import.report.defectTotal(); defects > kMostPlaces) {
    console.warn(fmt::format("and {} more like these", defects - kMostPlaces));
  }
}

}  // namespace mw::cli
