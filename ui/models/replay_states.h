// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "core/factory/element_state.h"
#include "core/factory/factory.h"
#include "ui/models/signal_catalog.h"

namespace mw::models {

/// What a log tells of an element, and by which signals. A log's signal tells of the element ID when it is called
///   ID.state  the state as a number: 0 idle, 1 busy, 2 blocked, 3 setup, 4 down, 5 waiting, 6 off
///   ID.busy   above 0.5: busy, else idle
///   ID.down   above 0.5: down
///   ID.parts  how many parts it holds
/// and the twin tells how well its asset is: the element whose id or name is the asset, or whose name begins with it.
/// Where no signal gives the asset's state, its first input does: busy while above a twentieth of its largest value.
struct ElementSource {
  std::size_t element = 0;  ///< index in the factory
  std::string state;        ///< names of signals; empty = none
  std::string busy;
  std::string down;
  std::string parts;
  std::string drive;      ///< the twin's input, used where there is no state
  double busy_above = 0;  ///< of the drive
  bool is_asset = false;  ///< has the twin's health
};

/// In the factory's order; elements of which the log says nothing are left out.
[[nodiscard]] std::vector<ElementSource> elementSources(const ReplayData& data, const factory::Factory& factory);

/// An element at a time of the log.
struct ElementNow {
  std::size_t element = 0;
  std::optional<factory::ElementState> state;  ///< none: not known, or the reading is too old
  std::optional<int> parts;
  double health = std::numeric_limits<double>::quiet_NaN();  ///< of the asset
  bool is_stale = false;                                     ///< all that is known is too old
};

/// @param t_s  since the first stamp
[[nodiscard]] ElementNow elementAt(const ReplayData& data, const ElementSource& source, double t_s);

}  // namespace mw::models
