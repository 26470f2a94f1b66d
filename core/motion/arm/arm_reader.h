// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "core/factory/factory.h"
#include "core/motion/arm/arm_model.h"

namespace mw::motion {

/// The kinematic chain in the field "arm" of a robot. Three ways to give it:
///
///   "arm": "agile-6kg"                                       a geometry that comes with the program (arm_presets.h)
///   "arm": {"urdf": "robots/kr10.urdf", "tip": "tool0"}      a file of the robot's maker (urdf_reader.h)
///   "arm": {"joints": [{"origin_m": [0, 0, 0.4], "axis": [0, 0, 1], "range_deg": [-170, 170], "speed_degps": 360,
///                       "mass_kg": 11.4}, ... six of them], "flange_m": [0.08, 0, 0], "flange_rpy_deg": [0, 90, 0]}
///
/// A joint's origin_m and rpy_deg place it in the link before it, as in URDF; mass_kg, com_m and inertia_kgm2 (xx, yy,
/// zz, xy, xz, yz) are those of the link that it carries. Left out: name "axis 1" and so on, rpy_deg 0, axis z,
/// acceleration_degps2 by ramp_s (0.25 s to top speed), jerk_degps3 by jerk_ramp_s (0.1 s to full acceleration),
/// torque_nm unlimited, com_m and inertia_kgm2 of a cylinder of 0.12 m between the joints. The "visuals" are read by
/// armVisuals() alone (arm_visuals.h).
///
/// @param arm      the value of the field
/// @param pointer  JSON pointer of that field, for messages
/// @param folder   where names of URDF files begin: the folder of the factory file or the one chosen for the project
/// @throws InputError with all findings: unknown keys, wrong values, a chain of other than six joints, an unreadable
///         file
[[nodiscard]] Arm readArm(const Json& arm, const std::string& pointer, const std::filesystem::path& folder);

/// A URDF file, links followed, where it lies in the folder.
/// @throws InputError where it does not
[[nodiscard]] std::filesystem::path urdfIn(const std::filesystem::path& folder, const std::filesystem::path& name,
                                           const std::string& pointer);

/// The same for a robot element, whose own payload_kg goes before that of the arm.
/// @throws InputError also where the robot has no "arm"
[[nodiscard]] Arm armOf(const factory::Element& robot, const std::string& pointer, const std::filesystem::path& folder);

}  // namespace mw::motion
