// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/floor/part_click.h"

#include "ui/models/playback.h"
#include "ui/panels/viewport/scene_layout.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

constexpr double kLeastReach_px = 7;
constexpr double kPartRadius_m = 0.22;

}  // namespace

PartClick::PartClick(const PanelServices& services, models::SimulationModel& simulation, models::PartTraceModel& part,
                     QObject* parent)
    : QObject(parent), services_(services), simulation_(simulation), part_(part), click_(services_.viewport) {
  connect(&click_, &HallClick::clicked, this, [this](QPointF at) {
    if (const auto number = partAt(at)) part_.setPart(*number);
  });
}

std::optional<std::uint32_t> PartClick::partAt(QPointF at) {
  if (run_ != simulation_.run()) {
    run_ = simulation_.run();
    flow_.reset();
    if (run_) flow_.emplace(*run_->factory, sceneElements(*run_->factory));
  }
  if (!flow_) return std::nullopt;
  const events::Moment moment = simulation_.momentAt(services_.playback.time_s());
  const scene::FlowFrame frame = flow_->frameAt(*run_->recording, moment, 0);
  std::vector<Ball> balls;
  for (const scene::PartPose& part : frame.parts) {
    balls.push_back({{part.center_m[0], part.center_m[1], part.center_m[2]}, kPartRadius_m});
  }
  const auto found = ballAt(services_.viewport, at, balls, kLeastReach_px);
  if (!found) return std::nullopt;
  return frame.numbers[*found];
}

}  // namespace mw::panels
