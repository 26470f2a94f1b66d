// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include "core/cosimulation/cycle/robot_measurement.h"
#include "core/factory/factory.h"

namespace mw::models {

/// Figures of a cycle, as text.
struct CycleFigures {
  QString what;  ///< "normal", "200 cycles"
  QString mean;  ///< "2.82 s", with its 95 % interval where it is an estimate; "–" where there is none
  QString sd;
  QString range;
};

/// The cycle that the events draw from now; "not given", "to be measured" where there is none.
[[nodiscard]] CycleFigures presentCycle(const factory::Element& robot);
[[nodiscard]] CycleFigures measuredCycle(const cosimulation::RobotMeasurement& measurement);
/// What goes into the factory in this form.
[[nodiscard]] CycleFigures usedCycle(const cosimulation::RobotMeasurement& measurement, cosimulation::CycleForm form);

/// When the robot was measured, and that it was changed since; empty where it never was.
[[nodiscard]] QString recordText(const factory::Factory& factory, const factory::Element& robot);

/// A sentence for each: why a distribution was chosen, which cycles failed, what should be known.
[[nodiscard]] QStringList cycleNotes(const cosimulation::RobotMeasurement& measurement);
/// "belt to table, crate: 153 cycles, 2.77 s", the most frequent first.
[[nodiscard]] QStringList routeTexts(const cosimulation::RobotMeasurement& measurement,
                                     const factory::Factory& factory);

}  // namespace mw::models
