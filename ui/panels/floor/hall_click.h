// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointF>
#include <optional>
#include <span>

#include "ui/scene/vec3.h"

namespace mw::panels {

class Viewport;

/// Left clicks into the hall, told from drags and from clicks with a key held. Whoever else wants the mouse gets it as
/// well: an element under the click is selected as by any other.
class HallClick : public QObject {
  Q_OBJECT
 public:
  explicit HallClick(Viewport& viewport, QObject* parent = nullptr);
  void setActive(bool is_active) { is_active_ = is_active; }
  [[nodiscard]] bool isActive() const { return is_active_; }
  bool eventFilter(QObject* watched, QEvent* event) override;

 signals:
  void clicked(QPointF at);

 private:
  QPointF pressed_;
  bool is_active_ = false;
};

/// Something that moves in the hall, as far as a click on it goes.
struct Ball {
  scene::Vec3 middle_m;
  double radius_m = 0;
};

/// The ball nearest to the eye under a point of the viewport.
/// @param least_reach_px  what is far away is small, hands are not
[[nodiscard]] std::optional<std::size_t> ballAt(const Viewport& view, QPointF at, std::span<const Ball> balls,
                                                double least_reach_px);

}  // namespace mw::panels
