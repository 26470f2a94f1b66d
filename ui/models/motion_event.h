// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <array>
#include <cstddef>
#include <string>

namespace mw::models {

/// Something that motion tells: a part that did not travel as it should, two that came too near to each other, or
/// vehicles that stand for each other.
struct MotionEvent {
  enum class Kind { Mishap, NearMiss, Standstill };
  Kind kind = Kind::Mishap;
  double time_s = 0;    ///< of the simulation
  QString text;         ///< a sentence
  std::string element;  ///< id of the one that it happened at; empty where only vehicles have to do with it
};

/// How many of each kind, in the order of MotionEvent::Kind.
using MotionEventCounts = std::array<std::size_t, 3>;

}  // namespace mw::models
