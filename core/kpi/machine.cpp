// SPDX-License-Identifier: Apache-2.0
#include "core/kpi/machine.h"

#include <algorithm>
#include <array>

namespace mw::kpi {

bool isMachine(const factory::Element& element) {
  static constexpr std::array<std::string_view, 5> kPassive = {"source", "sink", "buffer", "conveyor", "storage"};
  return std::ranges::find(kPassive, element.type) == kPassive.end();
}

bool isGoodSink(const factory::Element& element) {
  return element.type == "sink" && element.value("counts_as") == Json("good");
}

}  // namespace mw::kpi
