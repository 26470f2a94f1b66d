// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace mw::discovery {

/// A time that was seen to its end, or only so far.
struct Lasting {
  double time_s = 0;
  double weight = 1;
  bool is_over = true;  ///< false: it lasted at least so long (right-censored)
};

/// The distribution of times of which some are censored, by the product-limit estimator with weights; what is left
/// beyond the last time lies on that (Efron), or on a later one that somebody knows better.
/// Sources: Kaplan and Meier (1958); Efron (1967)
class Survival {
 public:
  struct Mass {
    double time_s;
    double probability;
  };

  Survival() = default;
  explicit Survival(std::vector<Lasting> times);
  /// Moves what lasts beyond the last time that was over to a later one.
  void moveTail(double to_s);
  [[nodiscard]] double last_s() const { return last_s_; }

  /// Probability of a longer time; 1 where there are no times.
  [[nodiscard]] double longerThan(double time_s) const;
  [[nodiscard]] const std::vector<Mass>& masses() const { return masses_; }
  [[nodiscard]] double mean_s() const;
  /// So many values of equal probability with the same mean: each is the mean of its share of the distribution.
  [[nodiscard]] std::vector<double> values(std::size_t count) const;

 private:
  std::vector<Mass> masses_;  ///< in order of time, sum 1
  double last_s_ = 0;         ///< the latest time, over or not
  double tail_ = 0;           ///< probability that is not over then
};

}  // namespace mw::discovery
