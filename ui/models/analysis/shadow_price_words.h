// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <vector>

#include "ui/models/analysis/shadow_price_model.h"

namespace mw::models {

/// One change and what it gives, as a row of a chart.
struct PriceRow {
  QString name;                 ///< of the element on screen, "pool crew", "m1, m2 together"
  QString key;                  ///< for scripts: the ids
  QString change;               ///< "2.25 s (5 %) faster"
  QString gain;                 ///< "+3.1 ± 0.4"
  QString sentence;             ///< "mill-2: 2.25 s (5 %) faster gives +3.1 parts/h ± 0.4"
  numerics::Estimate estimate;  ///< of the gain, parts/h
  bool is_shown = false;
  bool may_be_best = false;           ///< it gains most, or cannot be told from what does
  std::vector<std::string> elements;  ///< that it changes
};

/// What is worth most, in words.
struct PriceWords {
  QString title;   ///< the best row's sentence, "Not separable: ...", or that no gain is shown
  QString detail;  ///< what is to be thought of
  QString basis;   ///< how the intervals are to be read
  bool is_sure = false;
};

[[nodiscard]] std::vector<PriceRow> priceRows(const FoundPrices& answer);
[[nodiscard]] PriceWords priceWords(const FoundPrices& answer);
/// What could not be tried, and why; empty when all could.
[[nodiscard]] QString notTriedText(const FoundPrices& answer);

}  // namespace mw::models
