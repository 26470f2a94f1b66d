// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/elements/parts.h"

namespace mw::events {

/// Takes finished parts, always. State: idle.
///
///   {"id": "out", "type": "sink", "counts_as": "good"}
inline void Simulator::acceptInSink(Index flow, Index part) {
  const Index element = model_.flows[flow].to;
  ++elements_[element].in;
  if (has_extras_ && parts_[part].born == PartRun::kCarrier) [[unlikely]]
    return finishLoad(element, part);
  finishPart(element, part);
}

inline void Simulator::finishPart(Index element, Index part) {
  const PartRun& finished = parts_[part];
  PartTypeRun& counts = part_types_[finished.part_type];
  const bool is_good = model_.elements[element].detail == 1;
  ++(is_good ? counts.good : counts.scrapped);
  counts.good_first_pass += is_good && !finished.is_reworked;
  goOut(part);
  if (recording_ != nullptr) noteMove(part, static_cast<std::int32_t>(element), PartMove::kNowhere);
  destroyPart(part);
}

}  // namespace mw::events
