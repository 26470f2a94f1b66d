// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/layout/body.h"
#include "core/motion/cell/robot_cell.h"
#include "core/motion/kdl/inverse_kinematics.h"

namespace mw::motion {

/// Whether robots reach what they serve, while one or the other is dragged: quick enough for every step of the mouse.
/// An answer may be wrong for a moment where an arm must fold over to get there; whole searches and the way in between
/// are for reachFindings() once the drag has ended. One thread at a time.
///
/// @note 2 ms a step with up to 8 ports (bench_clash); a port that is not reached is searched for with the arm
/// folded over, one such port a step, the others wait their turn
class LiveReach {
 public:
  /// A place that a robot picks from or places on, and whether it gets there.
  struct Port {
    std::size_t robot = 0;    ///< index in the factory
    std::size_t element = 0;  ///< index in the factory
    bool is_pick = false;
    Eigen::Vector3d at_m = Eigen::Vector3d::Zero();  ///< where the part stands, in the hall
    bool is_reached = false;
    double missing_m = 0;  ///< how far the arm stays away from it; 0 where only its gripper cannot point down there
  };
  /// How far around a robot a port at the height of its own ones is reached.
  struct Range {
    std::size_t robot = 0;
    Eigen::Vector3d foot_m = Eigen::Vector3d::Zero();
    double radius_m = 0;
  };

  /// @param moved  indices of elements that will move: robots, and what robots serve
  /// @param folder  where names of URDF files begin
  /// Robots whose arm cannot be made are left out: checks say why.
  LiveReach(const factory::Factory& factory, std::span<const std::size_t> moved, const std::filesystem::path& folder);
  ~LiveReach();
  LiveReach(LiveReach&&) noexcept;
  LiveReach& operator=(LiveReach&&) noexcept;

  /// None of what moves is a robot or served by one.
  [[nodiscard]] bool isEmpty() const { return robots_.empty(); }
  /// Looks again. @param moved  elements by id with where they are now; all others are where the factory has them
  void update(std::span<const layout::Body> moved);

  [[nodiscard]] const std::vector<Port>& ports() const { return ports_; }
  [[nodiscard]] const std::vector<Range>& ranges() const { return ranges_; }

 private:
  struct Robot;
  void addRobot(const factory::Factory& factory, std::size_t robot, const std::filesystem::path& folder);
  void look(std::size_t port, bool may_fold);

  std::vector<std::unique_ptr<Robot>> robots_;
  std::vector<Port> ports_;
  std::vector<Range> ranges_;
  std::size_t next_fold_ = 0;  ///< which port is searched for with the arm folded over
};

}  // namespace mw::motion
