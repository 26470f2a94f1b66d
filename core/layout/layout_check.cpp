// SPDX-License-Identifier: Apache-2.0
#include "core/layout/layout_check.h"

#include <fmt/format.h>

#include "core/layout/clash.h"

namespace mw::layout {

Findings checkLayout(const factory::Factory& factory) {
  const auto elements = factory.elements();
  std::vector<Block> blocks;
  blocks.reserve(elements.size());
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (elements[i].has("pose")) appendBlocks(bodyOf(elements[i]), i, blocks);
  }
  Findings findings;
  for (const Clash& clash : findClashes(blocks)) {
    Finding finding;
    finding.severity = Severity::Warning;
    finding.place.pointer = fmt::format("/elements/{}/pose", clash.b);
    finding.cause =
        fmt::format("\"{}\" and \"{}\" overlap {:.2f} m", elements[clash.a].id, elements[clash.b].id, clash.depth_m);
    finding.cure = "move one of the two";
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace mw::layout
