// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <Qt>
#include <array>
#include <cmath>

#include "ui/scene/vec3.h"

namespace mw::panels {

/// The grid that placing and moving keep to, unless Ctrl is held. GUI thread.
class SnapGrid : public QObject {
  Q_OBJECT
 public:
  /// Spacings to choose from; 0 is off.
  static constexpr std::array<double, 6> kSpacings_m = {0, 0.1, 0.25, 0.5, 1, 2};

  using QObject::QObject;
  [[nodiscard]] double spacing_m() const { return spacing_m_; }
  void setSpacing(double spacing_m) {
    spacing_m_ = spacing_m;
    emit changed();
  }
  /// Ctrl turns snapping round: off where there is a grid, to half a metre where there is none.
  [[nodiscard]] double spacingWith(Qt::KeyboardModifiers modifiers) const {
    if (!modifiers.testFlag(Qt::ControlModifier)) return spacing_m_;
    return spacing_m_ > 0 ? 0 : kFallback_m;
  }
  [[nodiscard]] double snapped(double value_m, Qt::KeyboardModifiers modifiers) const {
    const double spacing_m = spacingWith(modifiers);
    return spacing_m > 0 ? std::round(value_m / spacing_m) * spacing_m : value_m;
  }
  /// Along the floor.
  [[nodiscard]] scene::Vec3 snapped(const scene::Vec3& point_m, Qt::KeyboardModifiers modifiers) const {
    return {snapped(point_m.x, modifiers), snapped(point_m.y, modifiers), point_m.z};
  }

 signals:
  void changed();

 private:
  static constexpr double kFallback_m = 0.5;
  double spacing_m_ = kFallback_m;
};

}  // namespace mw::panels
