// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointF>
#include <optional>
#include <vector>

#include "ui/models/floor/part_trace_model.h"
#include "ui/models/simulation_model.h"
#include "ui/panels/floor/hall_click.h"
#include "ui/panels/panel.h"
#include "ui/scene/part_flow.h"

namespace mw::panels {

/// A click on a part in the hall traces it. The element under it is selected as by any click.
class PartClick : public QObject {
  Q_OBJECT
 public:
  PartClick(const PanelServices& services, models::SimulationModel& simulation, models::PartTraceModel& part,
            QObject* parent = nullptr);
  /// Parts can be clicked where a run is watched.
  void setActive(bool is_active) { click_.setActive(is_active); }
  /// The number of the part nearest to the eye under a point of the viewport.
  [[nodiscard]] std::optional<std::uint32_t> partAt(QPointF at);

 private:
  PanelServices services_;
  models::SimulationModel& simulation_;
  models::PartTraceModel& part_;
  std::shared_ptr<const models::RecordedRun> run_;
  std::optional<scene::PartFlow> flow_;
  HallClick click_;
};

}  // namespace mw::panels
