// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "plugins/api/element_type.h"

/// The element types of the file format, one file each.
namespace mw::factory::types {

inline constexpr double kMostPartsAtOnce = 1e6;  ///< of one kind in a load, an assembly or a disassembly
inline constexpr double kMostPerArrival = 1e9;   ///< as in a schedule's file
inline constexpr double kMostHeads = 1e6;        ///< of a pool

[[nodiscard]] api::ElementType source();
[[nodiscard]] api::ElementType buffer();
[[nodiscard]] api::ElementType station();
[[nodiscard]] api::ElementType conveyor();
[[nodiscard]] api::ElementType assembly();
[[nodiscard]] api::ElementType disassembly();
[[nodiscard]] api::ElementType batch();
[[nodiscard]] api::ElementType unbatch();
[[nodiscard]] api::ElementType inspection();
[[nodiscard]] api::ElementType robot();
[[nodiscard]] api::ElementType storage();
[[nodiscard]] api::ElementType sink();
[[nodiscard]] api::ElementType turntable();
[[nodiscard]] api::ElementType lift();
[[nodiscard]] api::ElementType pusher();

[[nodiscard]] std::vector<api::ElementType> builtInTypes();

/// What the element looks like, one of these; the first where the file does not say. No result depends on it.
[[nodiscard]] api::ParameterDeclaration body(std::vector<std::string> looks);
/// Walls, a roof and doors around it, the field "enclosure".
[[nodiscard]] api::ParameterDeclaration enclosure();
/// What a robot was taught, the field "programme": poses by name and the steps that use them.
[[nodiscard]] api::ParameterDeclaration robotProgramme();
/// Fields of everything that can fail or needs operators: failures, needs.
[[nodiscard]] api::ParameterDeclarations availabilityParameters();
/// Fields of everything that hands single parts from conveyor to conveyor: its belt, what it bears, and those above.
[[nodiscard]] api::ParameterDeclarations transferParameters();
/// Availability's and the fields of a process: setups, yield.
[[nodiscard]] api::ParameterDeclarations processingParameters();

}  // namespace mw::factory::types
