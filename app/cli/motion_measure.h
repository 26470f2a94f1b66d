// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "app/cli/verb.h"

namespace mw::cli {

/// Options of `motion` that say how a robot's cycle is measured.
struct MotionMeasureOptions {
  std::string robot;  ///< empty: motion runs instead
  int cycles = 200;
  double offset_m = 0.005;
  double turn_deg = 2;
  int jobs = 0;
  std::string form = "best";
  std::string out;       ///< a factory file to write; empty: none
  bool is_kept = false;  ///< into the factory or project itself
};

void addMeasureOptions(CLI::App& verb, MotionMeasureOptions& options);

/// Measures, prints, and writes where that was asked for.
int measureCycle(const std::string& file, const MotionMeasureOptions& options, std::uint64_t seed, Console& console);

}  // namespace mw::cli
