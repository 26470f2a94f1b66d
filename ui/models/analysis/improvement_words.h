// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include "ui/models/analysis/improvement_search.h"

namespace mw::models {

/// A plan as a card shows it.
struct PlanWords {
  QStringList changes;  ///< "m2: 1.5 s (5 %) faster"
  QString cost;         ///< "costs 5 of 20"
  QString gain;         ///< "+6.3 1/h ± 0.4"
  QString values;       ///< "126.3 instead of 120.0"
  QString verdict;      ///< "better", "not shown"
  bool is_shown = false;
  std::vector<std::string> elements;  ///< that it changes, in the factory
};

/// Of the plan with this number, the best being 0.
[[nodiscard]] PlanWords planWords(const FoundImprovement& answer, std::size_t number);

/// What came of it, in a sentence: "The best plan gives +6.3 1/h ± 0.4", or that nothing was affordable, promising or
/// shown, and what may help.
[[nodiscard]] QString answerTitle(const FoundImprovement& answer);
/// What it rests on.
[[nodiscard]] QString answerBasis(const FoundImprovement& answer);

/// A unit as it follows a figure on screen: "1/h" of parts is "parts/h".
[[nodiscard]] QString unitBehind(const kpi::KpiDeclaration& kpi);

}  // namespace mw::models
