// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/motion/lane.h"
#include "core/motion/rider.h"

namespace mw::motion {

/// A time in which something was in a photo eye's beam.
struct EyeBlock {
  double from_s = 0;
  std::optional<double> until_s;  ///< none: it still is
};

/// Parts on conveyors by where they may be.
struct RidersByLane {
  RidersByLane(std::span<const Rider> riders, std::size_t n_lanes);

  std::vector<std::vector<const Rider*>> of_lane;
  std::vector<const Rider*> fallen;  ///< may lie anywhere
};

/// A light barrier straight across a belt, over its whole width. It is blocked while any part of a part is over that
/// line: one that lies there after a fall too.
class PhotoEye {
 public:
  /// @param beam   a point of the belt's middle and its way there
  /// @param lanes  whose parts may come there: its own, and those that are joined to it
  PhotoEye(std::uint32_t element, std::string id, const Leg& beam, double width_m, std::vector<std::size_t> lanes)
      : element_(element), id_(std::move(id)), beam_(beam), width_m_(width_m), lanes_(std::move(lanes)) {}

  /// @param time_s  at which the riders are where they are; rising
  void look(const RidersByLane& riders, std::span<const factory::Part> part_types, double time_s);

  [[nodiscard]] std::uint32_t element() const { return element_; }  ///< the conveyor, index in the factory
  [[nodiscard]] const std::string& id() const { return id_; }
  [[nodiscard]] const std::vector<EyeBlock>& blocks() const { return blocks_; }

 private:
  [[nodiscard]] bool isBlockedBy(const Rider& rider, const factory::Part& type) const;
  [[nodiscard]] bool isBlockedByAny(std::span<const Rider* const> riders,
                                    std::span<const factory::Part> part_types) const;

  std::uint32_t element_;
  std::string id_;
  Leg beam_;
  double width_m_;
  std::vector<std::size_t> lanes_;
  std::vector<EyeBlock> blocks_;
};

[[nodiscard]] std::vector<PhotoEye> photoEyesOf(const factory::Factory& factory, const Lanes& lanes);

}  // namespace mw::motion
