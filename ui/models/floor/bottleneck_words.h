// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <string>
#include <vector>

#include "core/factory/factory.h"
#include "core/kpi/bottleneck.h"

namespace mw::models {

/// A mark on an element that limits the factory, or may.
struct LimitMark {
  std::string element;   ///< id
  QString text;          ///< "limits 71 % ± 4 of the time", "not separable"
  bool is_sure = false;  ///< else the mark is hollow
};

/// One sure mark where one element is the bottleneck; a hollow one on each candidate where they cannot be told apart;
/// a hollow one on the leader of a single run. Pools stand nowhere and get none.
[[nodiscard]] std::vector<LimitMark> limitMarks(const kpi::BottleneckFinding& finding);

/// The finding in a few words: a title, and what it rests on.
struct BottleneckWords {
  QString title;   ///< "mill-2 limits 71 % ± 4 of the time", "Not separable: mill-1, mill-2"
  QString detail;  ///< "alone for 60 % ± 5; active 93 % ± 1"; what to do where nobody can tell
  bool is_sure = false;
};
[[nodiscard]] BottleneckWords bottleneckWords(const kpi::BottleneckFinding& finding, const factory::Factory& factory);

/// "71 % ± 4": a share with its interval; without one where there is none.
[[nodiscard]] QString shareText(const numerics::Estimate& share);

}  // namespace mw::models
