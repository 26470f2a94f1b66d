// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/canvas.h"

#include <QGuiApplication>

#include "ui/panels/viewport/plan_canvas.h"
#include "ui/panels/viewport/vtk_canvas.h"

namespace mw::panels {

std::unique_ptr<Canvas> makeCanvas(QWidget* parent) {
  // Showing a QOpenGLWidget on these ends in a crash inside Qt.
  const QString platform = QGuiApplication::platformName();
  if (platform == QLatin1String("offscreen") || platform == QLatin1String("minimal")) {
    return std::make_unique<PlanCanvas>(parent);
  }
  return std::make_unique<VtkCanvas>(parent);
}

}  // namespace mw::panels
