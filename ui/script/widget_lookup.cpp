// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/script/widget_lookup.h"

#include <QAction>
#include <QApplication>
#include <QRegularExpression>

namespace mw::script {

QWidget* findWidget(const QString& object_name) {
  for (QWidget* widget : QApplication::allWidgets()) {
    if (widget->objectName() == object_name && widget->isVisible()) return widget;
  }
  return nullptr;
}

QAction* findAction(const QString& object_name) {
  for (QWidget* window : QApplication::topLevelWidgets()) {
    if (auto* action = window->findChild<QAction*>(object_name)) return action;
  }
  return nullptr;
}

std::optional<QPoint> locate(const QString& expression, const SceneLocator& locator) {
  static const QRegularExpression world(R"(^world\(\s*([^,\s]+)\s*,\s*([^,\s]+)\s*,\s*([^,\s]+)\s*\)$)");
  static const QRegularExpression element(R"re(^element\(\s*"([^"]+)"\s*\)$)re");
  if (const auto match = world.match(expression); match.hasMatch() && locator.world) {
    return locator.world(match.captured(1).toDouble(), match.captured(2).toDouble(), match.captured(3).toDouble());
  }
  if (const auto match = element.match(expression); match.hasMatch() && locator.element) {
    return locator.element(match.captured(1));
  }
  return std::nullopt;
}

}  // namespace mw::script
