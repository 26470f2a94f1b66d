// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <utility>

#include "core/motion/bullet/world_body.h"

namespace mw::motion {

/// Which bodies meet: those of a lane, of joined lanes, and of every lane; but none in what is open to its lane,
/// nor at a gate that it has passed, nor on a belt of another way.
class LaneFilter final : public btOverlapFilterCallback {
 public:
  void join(int a, int b);
  [[nodiscard]] bool mayMeet(const WorldBody& a, const WorldBody& b) const;
  bool needBroadphaseCollision(btBroadphaseProxy* proxy_a, btBroadphaseProxy* proxy_b) const override;

 private:
  std::set<std::pair<int, int>> joined_;  ///< the lower first
};

}  // namespace mw::motion
