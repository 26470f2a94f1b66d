// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>
#include <functional>
#include <optional>

namespace mw::script {

/// The visible widget of that objectName anywhere in the program's windows, or null.
[[nodiscard]] QWidget* findWidget(const QString& object_name);

/// The action of that objectName, or null.
[[nodiscard]] QAction* findAction(const QString& object_name);

/// What a script may say of the 3D scene; set by the window that has one.
struct SceneLocator {
  std::function<std::optional<QPoint>(double x_m, double y_m, double z_m)> world;
  std::function<std::optional<QPoint>(const QString& id)> element;
};

/// "world(1,2,0)" or element("m1") as a point in the viewport; nothing when it is neither or not in view.
[[nodiscard]] std::optional<QPoint> locate(const QString& expression, const SceneLocator& locator);

}  // namespace mw::script
