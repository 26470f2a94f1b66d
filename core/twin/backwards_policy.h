// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "core/twin/log_reader.h"

namespace mw::twin {

/// What becomes of rows whose clock goes back.
enum class BackwardsPolicy {
  Drop,    ///< left out: the first is kept
  Sort,    ///< put in order, those within a window
  Segment  ///< a new log begins there
};

/// drop, sort, segment
[[nodiscard]] const std::vector<std::string>& backwardsPolicyNames();
[[nodiscard]] const std::string& backwardsPolicyName(BackwardsPolicy policy);
[[nodiscard]] std::optional<BackwardsPolicy> backwardsPolicyOf(const std::string& name);

/// A policy with its window.
struct BackwardsChoice {
  BackwardsPolicy policy = BackwardsPolicy::Drop;
  double window_s = std::numeric_limits<double>::infinity();  ///< Sort: how late a row may be
  bool operator==(const BackwardsChoice&) const = default;

  void applyTo(ImportOptions& options) const;
};

/// {"policy","window_s"}, the latter where a finite one matters
[[nodiscard]] Json toJson(const BackwardsChoice& choice);
/// What cannot be read is Drop.
[[nodiscard]] BackwardsChoice backwardsChoiceFrom(const Json& json);

}  // namespace mw::twin
