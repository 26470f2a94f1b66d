// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace mw::estimation {

/// Average number of readings until a two-sided CUSUM of standard normal readings alarms.
///
///   1 / ARL = 1 / ARL_up + 1 / ARL_down
///
/// each side from the integral equation L(z) = 1 + L(0) Phi(k - z - d) + int_0^h L(x) phi(x + k - z - d) dx, solved by
/// Gauss-Legendre quadrature (40 nodes).
///
/// @param reference  k, in standard deviations; half of the shift to be found fastest
/// @param limit      h > 0, in standard deviations
/// @param shift      d, what the mean has moved by, in standard deviations; 0 gives the mean time between false alarms
/// Sources: Page (1954), Biometrika 41, 100-115; Brook, Evans (1972), Biometrika 59, 539-549
[[nodiscard]] double cusumRunLength(double reference, double limit, double shift);

/// The limit h at which a healthy two-sided CUSUM alarms once in `run_length` readings.
/// @param run_length  above 2; at most 1e8
[[nodiscard]] double cusumLimit(double reference, double run_length);

/// Two-sided cumulative sum of a white, standardised signal: finds small lasting shifts, says to which side and since
/// when.
///
///   C+_k = max(0, C+_{k-1} + e_k - reference),   C-_k = max(0, C-_{k-1} - e_k - reference)
///
/// An alarm begins where either passes the limit and ends when both are back at 0. Sums are held at twice the limit so
/// that a long fault does not keep the alarm up long after it.
class Cusum {
 public:
  Cusum(double reference, double limit) : reference_(reference), limit_(limit) {}

  /// @param e  the newest reading, standardised; one that is not finite changes nothing
  /// @returns whether there is an alarm now
  bool add(double e);

  [[nodiscard]] bool isAlarm() const { return is_alarm_; }
  /// The larger sum, negative where it is the one of the lower side.
  [[nodiscard]] double score() const { return up_ >= down_ ? up_ : -down_; }
  /// Readings since the larger sum was last 0: the estimate of when the shift began (Page).
  [[nodiscard]] std::size_t readingsSinceOnset() const { return up_ >= down_ ? since_up_ : since_down_; }

 private:
  double reference_;
  double limit_;
  double up_ = 0;
  double down_ = 0;
  std::size_t since_up_ = 0;
  std::size_t since_down_ = 0;
  bool is_alarm_ = false;
};

}  // namespace mw::estimation
