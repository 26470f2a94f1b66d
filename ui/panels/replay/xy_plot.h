// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/replay_model.h"
#include "ui/panels/plot/plot_view.h"

namespace mw::panels {

/// One signal over another, over the stretch of time that the other plots show, with a mark where the cursor stands.
/// Gaps are not bridged.
class XyPlot : public PlotView {
  Q_OBJECT
 public:
  /// @param key  of a pair
  XyPlot(models::ReplayModel& replay, models::Playback& playback, const ThemeService& themes, std::string key,
         QWidget* parent);

  [[nodiscard]] int pointsShown() const { return curve_->dataCount(); }

 private:
  void draw();
  void showTime(double time_s);
  void color();

  models::ReplayModel& replay_;
  const ThemeService& themes_;
  std::string key_;
  std::shared_ptr<const models::XyTrack> track_;
  QCPCurve* curve_;
  QCPGraph* here_;
};

}  // namespace mw::panels
