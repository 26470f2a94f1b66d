// SPDX-License-Identifier: Apache-2.0
#include "core/estimation/detect/skab_score.h"

#include "core/base/error.h"

namespace mw::estimation {

SkabScore& SkabScore::operator+=(const SkabScore& other) {
  true_positives += other.true_positives;
  true_negatives += other.true_negatives;
  false_positives += other.false_positives;
  false_negatives += other.false_negatives;
  return *this;
}

double SkabScore::f1() const {
  const auto hits = static_cast<double>(true_positives);
  return hits / (hits + 0.5 * static_cast<double>(false_positives + false_negatives));
}

double SkabScore::falseAlarmRate() const {
  return static_cast<double>(false_positives) / static_cast<double>(false_positives + true_negatives);
}

double SkabScore::missingAlarmRate() const {
  return static_cast<double>(false_negatives) / static_cast<double>(false_negatives + true_positives);
}

SkabScore skabScore(std::span<const double> labels, const std::vector<bool>& is_abnormal, std::size_t from) {
  MW_REQUIRE(labels.size() == is_abnormal.size());
  SkabScore score;
  for (std::size_t row = from; row < labels.size(); ++row) {
    const bool is_there = labels[row] == 1.0;
    if (is_there) {
      ++(is_abnormal[row] ? score.true_positives : score.false_negatives);
    } else {
      ++(is_abnormal[row] ? score.false_positives : score.true_negatives);
    }
  }
  return score;
}

}  // namespace mw::estimation
