// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "core/cad/drawing.h"
#include "core/cad/dxf_pairs.h"

namespace mw::cad {

/// A block put somewhere, its array included.
struct DxfInsert {
  std::string block;
  double x = 0, y = 0;
  double scale_x = 1, scale_y = 1;
  double turn_rad = 0;
  bool is_mirrored = false;  ///< seen from behind: x goes the other way
  long long columns = 1, rows = 1;
  double column_step = 0, row_step = 0;
  int line = 0;
};

/// What a block or the drawing itself holds.
struct DxfShapes {
  Drawing::Point base{};
  Drawing lines;
  std::vector<DxfInsert> inserts;
};

/// Adds one entity to shapes; those of other kinds are counted. A POLYLINE takes its VERTEX records from `pairs`.
/// @throws InputError
void addDxfEntity(const DxfRecord& record, DxfPairs& pairs, DxfShapes& shapes);

/// Puts the blocks of `model` into its lines, and the blocks of those, each where it belongs.
/// @throws InputError for a block that is missing from itself or contains itself, too deep nesting, too many; Cancelled
[[nodiscard]] Drawing opened(const DxfShapes& model, const std::unordered_map<std::string, DxfShapes>& blocks,
                             const DxfPairs& from, const std::stop_token& stop);

}  // namespace mw::cad
