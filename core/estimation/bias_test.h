// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace mw::estimation {

struct BiasTestOptions {
  int window = 20;        ///< readings the mean is taken over
  int min_readings = 8;   ///< fewer say nothing
  double clip_sd = 3.0;   ///< a reading counts at most this much
  double limit_sd = 5.0;  ///< a fault begins above this many standard deviations of the mean
};

/// Tells a fault (a persistent bias) of one signal from a single outlier, by the windowed mean of its innovations.
///
///   e_k = nu_k / sqrt(S_k)              standard normal and white while the model holds
///   z   = sum clip(e, +-clip_sd) / sqrt(W)   over the last W readings
///
/// A fault begins where |z| > limit_sd and ends where |z| < limit_sd / 2. Clipping bounds what one outlier of any size
/// can do to clip_sd / sqrt(W) = 0.67, so with the defaults it takes a bias of 1.1 standard deviations over the whole
/// window, or 8 wild readings on one side. Five standard deviations keep the chance of a false alarm below 1e-6 per
/// reading (windows overlap, so they are tested every reading).
/// Source: Mehra, Peschon (1971), Automatica 7, 637-640 (test of the innovations' mean); clipping after Huber (1964).
class BiasTest {
 public:
  explicit BiasTest(const BiasTestOptions& options = {});

  /// @param standardised_innovation e of the newest reading
  /// @returns whether there is a fault now
  bool add(double standardised_innovation);

  [[nodiscard]] bool isFault() const { return is_fault_; }
  /// z; positive where the signal reads above the model.
  [[nodiscard]] double score() const;

 private:
  BiasTestOptions options_;
  std::vector<double> window_;
  std::size_t next_ = 0;
  bool is_fault_ = false;
};

}  // namespace mw::estimation
