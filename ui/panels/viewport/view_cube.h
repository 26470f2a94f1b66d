// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>

#include "ui/panels/theme/theme_service.h"
#include "ui/scene/view_cube.h"

namespace mw::panels {

class Viewport;

/// A cube that turns with the view: 26 places to look from, and four arrows that turn by 45 degrees.
class ViewCube : public QWidget {
  Q_OBJECT
 public:
  ViewCube(Viewport& viewport, const ThemeService& themes);
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  /// A part of the cube, or an arrow by its steps.
  struct Spot {
    std::optional<scene::CubePart> part;
    int yaw_steps = 0;
    int pitch_steps = 0;
    bool operator==(const Spot&) const = default;
  };
  [[nodiscard]] Spot spotAt(QPointF at) const;
  void point(const Spot& spot);
  void paintArrows(QPainter& painter) const;

  Viewport& viewport_;
  const ThemeService& themes_;
  Spot pointed_;
  Spot pressed_;
};

}  // namespace mw::panels
