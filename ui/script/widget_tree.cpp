// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/script/widget_tree.h"

#include <QApplication>
#include <QFontInfo>
#include <QVariant>
#include <QWidget>

namespace mw::script {
namespace {

QString textOf(const QWidget& widget) {
  for (const char* property : {"text", "currentText", "plainText", "title", "windowTitle"}) {
    const QVariant value = widget.property(property);
    if (value.isValid() && !value.toString().isEmpty()) return value.toString();
  }
  return {};
}

}  // namespace

Json widgetTree() {
  Json widgets = Json::array();
  for (const QWidget* widget : QApplication::allWidgets()) {
    if (!widget->isVisible()) continue;
    const QPoint corner = widget->mapToGlobal(QPoint());
    widgets.push_back({{"name", widget->objectName().toStdString()},
                       {"accessible_name", widget->accessibleName().toStdString()},
                       {"class", widget->metaObject()->className()},
                       {"text", textOf(*widget).toStdString()},
                       {"rect", {corner.x(), corner.y(), widget->width(), widget->height()}},
                       {"enabled", widget->isEnabled()},
                       {"focusable", widget->focusPolicy() != Qt::NoFocus},
                       {"font_px", QFontInfo(widget->font()).pixelSize()}});
  }
  return {{"widgets", std::move(widgets)}};
}

}  // namespace mw::script
