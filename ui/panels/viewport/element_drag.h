// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/layout/body.h"
#include "core/layout/clash.h"
#include "core/layout/port_snap.h"
#include "core/motion/clearance/live_reach.h"
#include "ui/panels/viewport/sketch.h"
#include "ui/scene/vec3.h"

namespace mw::panels {

class Viewport;

/// Elements on the move: shows them where they would go, with what hangs on to them, clicks their ends on to others,
/// says what they stand in and what robots among them or beside them do not reach, and moves them in the document at
/// the end, as one step. Nothing is written before.
class ElementDrag {
 public:
  /// @param ids  the first one leads; locked ones stay
  ElementDrag(Viewport& view, const std::vector<std::string>& ids);

  [[nodiscard]] bool isEmpty() const { return own_.empty(); }
  /// Some of what should move is locked.
  [[nodiscard]] bool hasLocked() const { return has_locked_; }
  /// Where the first one started.
  [[nodiscard]] const factory::Pose& start() const { return own_.front().pose; }
  [[nodiscard]] const std::vector<layout::Body>& own() const { return own_; }

  struct Move {
    scene::Vec3 shift_m;
    double turn_rad = 0;
    layout::Point pivot;
    bool clicks_on = false;    ///< ends may click on to others
    bool is_detached = false;  ///< leaves behind what hangs on
  };
  void show(const Move& move);
  /// The way of the first one so far.
  [[nodiscard]] scene::Vec3 shift_m() const;
  /// In words: "in mill-2 by 0.35 m"; empty where it stands free.
  [[nodiscard]] QString clashText() const;
  /// In words: what a robot does not reach, and by how much; empty where all is in reach.
  [[nodiscard]] QString reachText() const;
  [[nodiscard]] Sketch sketch() const;

  void drop();
  void cancel();

 private:
  /// Bodies that rest, with their ends, the same in every step.
  struct Resting {
    explicit Resting(std::vector<layout::Body> those) : bodies(std::move(those)), ends(bodies) {}
    std::vector<layout::Body> bodies;
    layout::PortField ends;
  };
  const Resting& resting(bool is_detached);
  void clickOn(const Resting& resting);

  Viewport& view_;
  std::vector<layout::Body> own_;                  ///< where they started
  std::vector<layout::Body> followers_;            ///< what hangs on to them
  std::vector<layout::Body> others_;               ///< all but own
  std::array<std::optional<Resting>, 2> resting_;  ///< without and with the followers, made when first needed
  std::vector<layout::Body> moved_;                ///< where they are shown
  std::optional<layout::PortSnap> snap_;
  std::string snapped_to_;
  std::vector<layout::Clash> clashes_;
  std::optional<motion::LiveReach> reach_;
  bool has_locked_ = false;
};

}  // namespace mw::panels
