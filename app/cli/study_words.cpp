// SPDX-License-Identifier: Apache-2.0
#include "app/cli/study_words.h"

#include <algorithm>

namespace mw::cli {

int tellPrecision(const experiment::ReplicationRule& rule, std::span<const experiment::PointPrecision> points,
                  Console& console) {
  const std::string summary = experiment::precisionSummary(rule, points);
  const bool is_missed = std::ranges::any_of(points, [](const experiment::PointPrecision& point) {
    return point.status == experiment::PointPrecision::Status::NotReached;
  });
  is_missed ? console.warn("warning: " + summary) : console.print(summary);
  return is_missed ? kNegativeFinding : kDone;
}

}  // namespace mw::cli
