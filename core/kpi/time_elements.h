// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/collect/run_statistics.h"

namespace mw::kpi {

/// The time elements of ISO 22400-2 for one work unit, or summed over several: place-seconds of the measured time.
///
/// Each state of a place belongs to exactly one of them. With an order meaning a part in the place:
///
///   APT   actual production    busy
///   ASUT  actual setup         setup
///   ADET  actual delay         down, blocked, waiting (for a pool): interrupted with an order
///   ADOT  available, no order  idle
///   planned down               off: break or outside its shift
///
/// and by definition
///
///   AUPT = APT + ASUT,  AUBT = AUPT + ADET,  PBT = AUBT + ADOT,  POT = PBT + planned down
///
/// A place that is down without a part (a failure on the calendar basis can do that) counts as ADET too: ADOT is for
/// units that could run. Source of the mapping: OPC 40001-1, annex C.2, in spirit.
struct TimeElements {
  double apt_s = 0;
  double asut_s = 0;
  double adet_s = 0;
  double adot_s = 0;
  double planned_down_s = 0;

  [[nodiscard]] double aupt_s() const { return apt_s + asut_s; }
  [[nodiscard]] double aubt_s() const { return aupt_s() + adet_s; }
  [[nodiscard]] double pbt_s() const { return aubt_s() + adot_s; }
  [[nodiscard]] double pot_s() const { return pbt_s() + planned_down_s; }

  TimeElements& operator+=(const TimeElements& other);
};

[[nodiscard]] TimeElements timeElements(const events::ElementStatistics& element);

}  // namespace mw::kpi
