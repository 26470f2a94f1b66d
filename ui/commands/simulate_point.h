// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/whatif_model.h"

namespace mw::commands {

/// Simulates the point where the sliders of a what-if stand, as a point of the study from now on, in one step that can
/// be undone: then the point goes from the study with its runs. Nothing where it cannot be simulated.
void simulatePoint(models::WhatIfModel& what_if);

}  // namespace mw::commands
