// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/script/widget_tree.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QFontInfo>
#include <QFontMetrics>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QScrollArea>
#include <QStyleOptionComboBox>
#include <QTextDocument>
#include <QToolButton>
#include <QVariant>
#include <QWidget>
#include <algorithm>
#include <vector>

#include "ui/script/cut_cells.h"

namespace mw::script {
namespace {

QString textOf(const QWidget& widget) {
  const QStringList cut = widget.property("cutTexts").toStringList();
  if (!cut.isEmpty()) return cut.join(QStringLiteral(" | "));
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

/// What is typed scrolls; a hint in an empty field does not.
bool needsMore(const QLineEdit& field) {
  constexpr int kBesideText_px = 2;  // Qt's own, left and right
  const QMargins margins = field.textMargins();
  const int room = field.contentsRect().width() - margins.left() - margins.right() - 2 * kBesideText_px;
  return field.text().isEmpty() && field.fontMetrics().horizontalAdvance(field.placeholderText()) > room;
}

bool needsMore(const QComboBox& box) {
  QStyleOptionComboBox option;
  option.initFrom(&box);
  option.editable = box.isEditable();
  const QRect room = box.style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, &box);
  const int icon = box.itemIcon(box.currentIndex()).isNull() ? 0 : box.iconSize().width() + 4;
  return !box.isEditable() &&
         box.fontMetrics().horizontalAdvance(box.currentText()) + icon > room.width() + kTolerance_px;
}

bool isClipped(const QWidget& widget) {
  if (const auto* area = qobject_cast<const QScrollArea*>(&widget)) return needsMore(*area);
  if (const auto* label = qobject_cast<const QLabel*>(&widget)) return needsMore(*label);
  if (const auto* button = qobject_cast<const QAbstractButton*>(&widget)) return needsMore(*button);
  if (const auto* field = qobject_cast<const QLineEdit*>(&widget)) return needsMore(*field);
  if (const auto* box = qobject_cast<const QComboBox*>(&widget)) return needsMore(*box);
  return !widget.property("cutTexts").toStringList().isEmpty();
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

/// Last, for it points at what is cut and tips come up.
Json allCutCells() {
  Json all = Json::array();
  // A tip that comes up is a widget and ends the one before it: what was listed may be gone.
  std::vector<QPointer<QAbstractItemView>> views;
  for (QWidget* widget : QApplication::allWidgets()) {
    if (auto* view = qobject_cast<QAbstractItemView*>(widget)) views.emplace_back(view);
  }
  for (const QPointer<QAbstractItemView>& view : views) {
    if (view.isNull() || !view->isVisible()) continue;
    const QWidget* named = view->objectName().isEmpty() && view->parentWidget() ? view->parentWidget() : view.get();
    for (Json& cell : cutCells(*view)) {
      cell["view"] = named->objectName().toStdString();
      all.push_back(std::move(cell));
    }
  }
  return all;
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
  return {{"widgets", std::move(widgets)}, {"cut_cells", allCutCells()}, {"actions", actions()}};
}

}  // namespace mw::script
