// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/machine.h"

#include <algorithm>
#include <array>

namespace mw::models {

bool isMachine(const factory::Element& element) {
  static constexpr std::array<std::string_view, 5> kPassive = {"source", "sink", "buffer", "conveyor", "storage"};
  return std::ranges::find(kPassive, element.type) == kPassive.end();
}

bool isGoodSink(const factory::Element& element) {
  return element.type == "sink" && element.value("counts_as") == Json("good");
}

}  // namespace mw::models
