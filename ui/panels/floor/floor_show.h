// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <map>
#include <memory>
#include <vector>

#include "core/kpi/flow_rates.h"
#include "ui/models/floor/heat_map.h"
#include "ui/models/floor/part_trace_model.h"
#include "ui/models/simulation_model.h"
#include "ui/panels/panel.h"
#include "ui/panels/viewport/label_overlay.h"
#include "ui/scene/floor_shape.h"
#include "ui/scene/scene_element.h"

namespace mw::panels {

/// Paints on the floor of the hall what the last runs say: the mark of the bottleneck, a heat map, the flows of parts
/// as bands, the way of one part. All of it is of the whole run and stands still while the run is played. GUI thread.
class FloorShow : public QObject {
  Q_OBJECT
 public:
  FloorShow(const PanelServices& services, models::SimulationModel& simulation, models::PartTraceModel& part,
            QObject* parent = nullptr);

  /// Whether anything is painted, and whether more than the mark of the bottleneck is.
  enum class Extent { Nothing, MarkOnly, All };
  void setExtent(Extent extent);
  [[nodiscard]] bool isShowingMore() const { return extent_ == Extent::All; }
  void setHeat(models::HeatQuantity quantity);
  void setFlowsShown(bool are_shown);
  void setLimitsMarked(bool are_marked);

  [[nodiscard]] const models::HeatMap& heat() const { return heat_; }
  /// Those that are shown; empty while they are off or being counted.
  [[nodiscard]] const std::vector<kpi::FlowRate>& flows() const { return flows_; }
  [[nodiscard]] double strongest_per_h() const;
  [[nodiscard]] const std::vector<scene::FloorShape>& shapes() const { return shapes_; }
  [[nodiscard]] const std::vector<SceneLabel>& labels() const { return labels_; }
  /// The lines of the tip over an element: what it does at the time that is shown.
  [[nodiscard]] QString tell(const std::string& id) const;

 signals:
  void changed();

 private:
  void readHeat();
  void countFlows();
  void show();
  void addHeat();
  void addFlows();
  /// Parts per hour through elements that parts enter and leave, by index; where they differ, the greater.
  [[nodiscard]] std::map<std::uint32_t, double> throughputs() const;
  void addLimits();
  void addPath();
  [[nodiscard]] const scene::SceneElement* shown(std::uint32_t element) const;

  PanelServices services_;
  models::SimulationModel& simulation_;
  models::PartTraceModel& part_;
  Extent extent_ = Extent::All;
  models::HeatQuantity quantity_ = models::HeatQuantity::Off;
  bool are_flows_shown_ = false;
  bool are_limits_marked_ = true;
  models::HeatMap heat_;
  std::vector<kpi::FlowRate> flows_;
  std::shared_ptr<const models::RecordedRun> counted_;  ///< the run that flows_ are of
  QPointer<jobs::Job> job_;
  std::vector<scene::FloorShape> shapes_;
  std::vector<SceneLabel> labels_;
};

}  // namespace mw::panels
