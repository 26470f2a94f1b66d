// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <string>
#include <vector>

#include "core/factory/factory.h"
#include "core/surrogate/acquisition/candidates.h"
#include "core/surrogate/training_set.h"
#include "ui/models/study_draft.h"

namespace mw::models {

/// One input of the surrogate, as a slider or a choice shows it.
struct WhatIfFactor {
  std::string name;
  std::string path;
  QString unit;
  double low = 0;  ///< smallest value tried
  double high = 0;
  double slider_low = 0;  ///< how far a question may go: beyond what was tried, within what the factory allows
  double slider_high = 0;
  bool is_integer = false;
  double value = 0;          ///< of a choice, the index of its level
  std::vector<Json> levels;  ///< of a choice: those tried, then those that the factory allows besides; else empty
  std::size_t tried = 0;     ///< how many of the levels were

  [[nodiscard]] bool isChoice() const { return !levels.empty(); }
  /// On or off.
  [[nodiscard]] bool isSwitch() const;
  /// A level in words.
  [[nodiscard]] QString levelName(std::size_t level) const;
  /// The value as a study writes it.
  [[nodiscard]] Json json() const;
};

/// Factors of a surrogate with how far each may go, where the factory stands, or where they stood before.
/// @param points  of the study, {FACTOR: value}
[[nodiscard]] std::vector<WhatIfFactor> whatIfFactors(const surrogate::TrainingSet& training, const StudyDraft& draft,
                                                      const std::vector<Json>& points, const factory::Factory& factory,
                                                      const std::vector<WhatIfFactor>& before);

/// Where a next run may lie: inside the ranges that were tried, at the levels that were.
[[nodiscard]] surrogate::SearchBox searchBox(const std::vector<WhatIfFactor>& factors);

/// {FACTOR: value} as a study writes it.
[[nodiscard]] Json pointJson(const std::vector<WhatIfFactor>& factors);

}  // namespace mw::models
