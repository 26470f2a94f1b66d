// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace mw::twin {

/// The steps from one row to the next: first `held` of them under the previous input, then one with the row's own.
struct RowSteps {
  std::uint64_t held = 0;
  bool moves = true;       ///< false: the row shares the prediction of the row before
  double t_s = 0;          ///< stamp of the row
  double dt_s = 0;         ///< length of each step
  double noise_share = 1;  ///< of Q, per step
};

/// Lays a model's steps over the stamps of a log.
///
/// Where the model doesn't look at the interval and dt_s is given, the interval between two rows is rounded to whole
/// steps by itself (so a jittering clock gives one step per row), as long as the model's clock stays within 0.9 steps
/// of the log's; then it is set right, so rounding never adds up. The first row predicts once. Else each interval is
/// one step of its own length, with Q in proportion where dt_s says what it is for; the first row gets
/// first_interval_s.
class StepClock {
 public:
  StepClock(double dt_s, bool depends_on_interval)
      : dt_s_(dt_s), is_free_(depends_on_interval || dt_s <= 0), first_interval_s_(dt_s) {}

  void setFirstInterval(double interval_s) { first_interval_s_ = interval_s; }
  /// @param t_s after the stamp of the row before
  RowSteps advanceTo(double t_s);

 private:
  [[nodiscard]] double wholeSteps(double t_s);

  double dt_s_;
  bool is_free_;
  double first_interval_s_;
  bool has_begun_ = false;
  double first_t_s_ = 0;
  double last_t_s_ = 0;
  double model_steps_ = 0;  ///< steps since the first row, a whole number
};

}  // namespace mw::twin
