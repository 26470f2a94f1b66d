// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/playback.h"
#include "ui/models/session/project_session.h"
#include "ui/models/simulation_model.h"
#include "ui/models/whatif_model.h"

namespace mw::app {

/// The models of what is open, for those that follow all of it; they outlive the window.
struct OpenModels {
  models::ProjectSession& session;
  models::Document& document;
  models::Playback& playback;
  models::SimulationModel& simulation;
  models::StudyModel& study;
  models::WhatIfModel& what_if;
  models::ReplayModel& replay;
};

}  // namespace mw::app
