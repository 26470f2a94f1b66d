// SPDX-License-Identifier: Apache-2.0
#include "core/motion/clearance/near_miss_log.h"

#include <algorithm>

namespace mw::motion {

void NearMissLog::note(NearPair& pair, const NearMiss& who, double time_s, double gap_m) {
  const double apart_m = std::max(0.0, gap_m);
  const bool is_new = !pair.found;
  if (is_new) {
    pair.found = found_.size();
    found_.push_back(who);
    found_.back().n = 0;
  }
  NearMiss& miss = found_[*pair.found];
  if (!pair.is_near) ++miss.n;
  pair.is_near = true;
  if (!is_new && apart_m >= miss.gap_m) return;
  miss.gap_m = apart_m;
  miss.time_s = time_s;
}

}  // namespace mw::motion
