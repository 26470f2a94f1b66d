// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/script/widget_tree.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QFontInfo>
#include <QFontMetrics>
#include <QLabel>
#include <QMenu>
#include <QScrollArea>
#include <QTextDocument>
#include <QToolButton>
#include <QVariant>
#include <QWidget>
#include <algorithm>

namespace mw::script {
namespace {

QString textOf(const QWidget& widget) {
  for (const char* property : {"text", "currentText", "plainText", "title", "windowTitle"}) {
    const QVariant value = widget.property(property);
    if (value.isValid() && !value.toString().isEmpty()) return value.toString();
  }
  return {};
}

/// Half a pixel of rounding at either end.
constexpr int kTolerance_px = 1;

bool needsMore(const QLabel& label) {
  if (label.text().isEmpty() || !label.pixmap(Qt::ReturnByValue).isNull()) return false;
  const QSize room = label.contentsRect().size() - QSize(2 * label.margin(), 2 * label.margin());
  if (label.wordWrap()) return label.heightForWidth(label.width()) > label.height() + kTolerance_px;
  if (Qt::mightBeRichText(label.text())) {
    QTextDocument text;
    text.setDefaultFont(label.font());
    text.setDocumentMargin(0);
    text.setHtml(label.text());
    return text.idealWidth() > room.width() + kTolerance_px;
  }
  const QSize needed = label.fontMetrics().size(0, label.text());
  // Lines have air above and below that may go.
  return needed.width() > room.width() + kTolerance_px ||
         label.fontMetrics().tightBoundingRect(label.text()).height() > room.height() + kTolerance_px;
}

bool needsMore(const QAbstractButton& button) {
  if (button.text().isEmpty()) return false;
  const auto* tool = qobject_cast<const QToolButton*>(&button);
  if (tool != nullptr && tool->toolButtonStyle() == Qt::ToolButtonIconOnly && !tool->icon().isNull()) return false;
  QString text = button.text();
  text.remove(QLatin1Char('&'));
  const int icon = button.icon().isNull() ? 0 : button.iconSize().width();
  return button.fontMetrics().horizontalAdvance(text) + icon > button.width() + kTolerance_px;
}

/// What lies beyond its edge, nobody can scroll to.
bool needsMore(const QScrollArea& area) {
  const bool scrolls = area.horizontalScrollBarPolicy() != Qt::ScrollBarAlwaysOff;
  return !scrolls && area.widget() != nullptr && area.widget()->width() > area.viewport()->width() + kTolerance_px;
}

bool isClipped(const QWidget& widget) {
  if (const auto* area = qobject_cast<const QScrollArea*>(&widget)) return needsMore(*area);
  if (const auto* label = qobject_cast<const QLabel*>(&widget)) return needsMore(*label);
  if (const auto* button = qobject_cast<const QAbstractButton*>(&widget)) return needsMore(*button);
  return false;
}

Json actions() {
  Json list = Json::array();
  for (const QWidget* window : QApplication::topLevelWidgets()) {
    if (qobject_cast<const QMenu*>(window) != nullptr) continue;  // choices of a value
    for (const QAction* action : window->actions()) {
      Json keys = Json::array();
      for (const QKeySequence& key : action->shortcuts()) keys.push_back(key.toString().toStdString());
      list.push_back({{"name", action->objectName().toStdString()},
                      {"text", action->text().toStdString()},
                      {"keys", std::move(keys)},
                      {"enabled", action->isEnabled()}});
    }
  }
  return list;
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
                       {"font_px", QFontInfo(widget->font()).pixelSize()},
                       {"window", widget->window()->objectName().toStdString()},
                       {"shown", widget->visibleRegion().boundingRect() == widget->rect()},
                       {"clipped", isClipped(*widget)}});
  }
  return {{"widgets", std::move(widgets)}, {"actions", actions()}};
}

}  // namespace mw::script
