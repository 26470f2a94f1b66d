// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <memory>
#include <optional>
#include <vector>

#include "core/events/collect/recording.h"
#include "core/factory/factory.h"
#include "ui/panels/viewport/label_overlay.h"
#include "ui/scene/part_flow.h"

namespace mw::models {
class Playback;
}

namespace mw::panels {

class Viewport;

/// Shows a recorded run in the viewport at the time of the playback: states, parts at their places, labels with the
/// share of busy time or what is wrong and since when. GUI thread.
class RunShow : public QObject {
  Q_OBJECT
 public:
  RunShow(Viewport& viewport, models::Playback& playback, QObject* parent = nullptr);

  /// Null for both shows the factory at rest. The factory is the one that was run.
  void setRun(std::shared_ptr<const factory::Factory> factory, std::shared_ptr<const events::Recording> recording);
  /// While it is not, the hall is left to another show.
  void setActive(bool is_active);

 private:
  void show();
  void showLabels(const events::Moment& moment);

  /// When an element changed, for shares and durations up to any time: sums at the changes.
  struct History {
    std::vector<double> at_s;
    std::vector<double> busy_s;  ///< place-seconds of work up to at_s
    std::vector<int> busy_places;
    std::size_t place_count = 1;
  };
  [[nodiscard]] static History historyOf(const events::Recording& recording, std::uint32_t element);
  [[nodiscard]] static double busyShare(const History& history, double t_s);
  [[nodiscard]] static double sinceChange_s(const History& history, double t_s);

  Viewport& viewport_;
  models::Playback& playback_;
  std::shared_ptr<const factory::Factory> factory_;
  std::shared_ptr<const events::Recording> recording_;
  std::vector<scene::SceneElement> elements_;
  std::optional<scene::PartFlow> flow_;
  std::vector<History> histories_;
  QElapsedTimer since_labels_;
  double shown_s_ = -1;
  bool is_active_ = true;
};

/// "4 min", "35 s", "1.5 h": a duration at a glance.
[[nodiscard]] QString glanceText(double duration_s);

}  // namespace mw::panels
