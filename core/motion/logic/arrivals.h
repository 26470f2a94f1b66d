// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/random_stream.h"
#include "core/factory/factory.h"

namespace mw::motion {

/// When parts of which type come out of a source: at the mean of its interarrival time, the first at first_at_s or at
/// once where that is absent (so that a short look at the line sees it move). Types follow the declared shares, drawn
/// from the stream (seed, source, "motion-part").
class Arrivals {
 public:
  /// @throws InputError for arrivals from a file and for intervals of no length, naming the source
  Arrivals(const factory::Factory& factory, std::size_t source, std::uint64_t seed);

  /// The type of the next part that has come by now, if there is one. A source without limits on its supply has one
  /// whenever it is asked: ask when its last one has left.
  [[nodiscard]] std::optional<std::uint16_t> next(double time_s);
  [[nodiscard]] bool isUnlimited() const { return is_unlimited_; }
  [[nodiscard]] bool losesParts() const { return loses_parts_; }

 private:
  [[nodiscard]] std::uint16_t drawType();

  struct Share {
    std::uint16_t type;
    double interarrival_s;
    double up_to;  ///< sum of the shares up to this one
  };

  std::vector<Share> shares_;
  bool is_unlimited_ = false;
  bool loses_parts_ = false;
  double next_s_ = 0;
  std::int64_t batch_ = 1;
  std::int64_t left_in_batch_ = 1;
  std::optional<std::int64_t> left_;  ///< parts until the limit
  RandomStream stream_;
};

}  // namespace mw::motion
