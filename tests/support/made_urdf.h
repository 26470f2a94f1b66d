// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <fmt/format.h>
#include <string>

namespace mw::test {

/// A URDF file of a six-axis arm that reaches some 0.9 m: upright first axis, two parallel ones, a wrist of three.
/// @param joints  that turn, from the base on; the rest are left out
inline std::string madeUrdf(int joints = 6) {
  struct Joint {
    const char* origin;
    const char* axis;
    double range_rad;
    double speed_radps;
  };
  constexpr std::array<Joint, 6> kJoints = {{{"0 0 0.35", "0 0 1", 2.9, 4},
                                             {"0.05 0 0", "0 1 0", 1.9, 4},
                                             {"0 0 0.4", "0 1 0", 2.2, 4},
                                             {"0.1 0 0.03", "1 0 0", 3.1, 6},
                                             {"0.3 0 0", "0 1 0", 2.0, 6},
                                             {"0.08 0 0", "1 0 0", 6.0, 8}}};
  std::string text = R"(<?xml version="1.0"?><robot name="made"><link name="base"/>)";
  for (int i = 0; i < joints; ++i) {
    const Joint& joint = kJoints[static_cast<std::size_t>(i)];
    text += fmt::format(
        R"(<link name="link{0}"><inertial><origin xyz="0.05 0 0"/><mass value="{1}"/>
           <inertia ixx="0.02" ixy="0" ixz="0" iyy="0.02" iyz="0" izz="0.02"/></inertial>
           <visual><geometry><mesh filename="meshes/link{0}.stl"/></geometry></visual></link>
           <joint name="joint {0}" type="revolute"><origin xyz="{2}"/><parent link="{3}"/><child link="link{0}"/>
           <axis xyz="{4}"/><limit effort="100" lower="-{5}" upper="{5}" velocity="{6}"/></joint>)",
        i + 1, 8 - i, joint.origin, i == 0 ? "base" : fmt::format("link{}", i), joint.axis, joint.range_rad,
        joint.speed_radps);
  }
  return text + fmt::format(R"(<link name="tool0"/><joint name="flange" type="fixed">
      <origin xyz="0 0 0" rpy="0 1.5707963267948966 0"/><parent link="link{}"/><child link="tool0"/></joint></robot>)",
                            joints);
}

}  // namespace mw::test
