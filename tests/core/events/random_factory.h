// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <rapidcheck.h>
#include <vector>

#include "core/base/json.h"

namespace mw::test {

/// What a line is made of, piece by piece. The simplest comes first: counterexamples shrink towards it.
enum class SectionKind {
  Buffer,
  Lifo,
  Priority,
  MinStay,
  Station,
  Oven,
  Conveyor,
  Robot,
  Storage,
  Inspection,
  Assembly,
  Disassembly,
  Batch,
  Branch,
  Rework
};
inline constexpr int kSectionKinds = 15;

/// One piece of a line, in small numbers that shrink towards what is plain.
struct SectionPlan {
  int kind = 0;      ///< SectionKind
  int size = 0;      ///< of buffers, loads, places: one more than this
  int time = 0;      ///< which distribution
  int features = 0;  ///< bits: calendar, three bases of failures, crew, operators, their tasks, setup
  int way = 0;       ///< variants that a kind has
  bool by_vehicle = false;
};

struct LinePlan {
  int source = 0;   ///< how parts come
  int time = 0;     ///< between arrivals
  int control = 0;  ///< conwip, kanban, drum-buffer-rope, a sink with working hours
  std::vector<SectionPlan> sections;
};

/// A factory that can be run, whatever the numbers are: lines that share pools and vehicles.
struct FactoryPlan {
  std::vector<LinePlan> lines;
  int network = 0;  ///< straight lines, roads, roads and batteries
};

[[nodiscard]] rc::Gen<FactoryPlan> factoryPlans();

/// As in a factory file.
[[nodiscard]] Json factoryJson(const FactoryPlan& plan);

/// A time with about this mean, seconds: constant, or of the families in turn.
[[nodiscard]] Json timeJson(int which, double mean_s);

/// Shows the factory file, compact.
std::ostream& operator<<(std::ostream& out, const FactoryPlan& plan);

}  // namespace mw::test
