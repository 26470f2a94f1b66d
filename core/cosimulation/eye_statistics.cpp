// SPDX-License-Identifier: Apache-2.0
#include "core/cosimulation/eye_statistics.h"

#include <algorithm>

namespace mw::cosimulation {

std::vector<EyeStatistics> eyeStatistics(std::span<const motion::PhotoEye> eyes, const factory::Factory& factory,
                                         double from_s, double until_s) {
  std::vector<EyeStatistics> statistics;
  for (const motion::PhotoEye& eye : eyes) {
    EyeStatistics of{factory.elements()[eye.element()].id, eye.id(), 0, 0, {}};
    for (motion::EyeBlock block : eye.blocks()) {
      if (block.until_s && *block.until_s <= from_s) continue;
      if (block.from_s > from_s) ++of.n;
      block.from_s = std::max(block.from_s, from_s);
      of.blocked_s += block.until_s.value_or(until_s) - block.from_s;
      of.blocks.push_back(block);
    }
    statistics.push_back(std::move(of));
  }
  return statistics;
}

Json toJson(std::span<const EyeStatistics> eyes) {
  Json json = Json::object();
  for (const EyeStatistics& of : eyes) {
    Json blocks = Json::array();
    for (const motion::EyeBlock& block : of.blocks) {
      blocks.push_back({block.from_s, block.until_s ? Json(*block.until_s) : Json(nullptr)});
    }
    json[of.conveyor][of.eye] = {{"n", of.n}, {"blocked_s", of.blocked_s}, {"blocks_s", std::move(blocks)}};
  }
  return json;
}

}  // namespace mw::cosimulation
