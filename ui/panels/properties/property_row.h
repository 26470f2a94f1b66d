// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QWidget>
#include <functional>

#include "ui/panels/panel.h"
#include "ui/panels/properties/property_items.h"
#include "ui/panels/properties/quantity.h"

class QMenu;
class QVBoxLayout;

namespace mw::panels {

/// One row of the property panel: label, editor, and below it what is wrong with the last entry. Knows the path of its
/// value and makes undoable edits of it; kinds of values are its subclasses.
class PropertyRow : public QWidget {
  Q_OBJECT
 public:
  PropertyRow(const PanelServices& services, const PropertyItem& item, QWidget* parent);
  /// Shows a newer value of the same item.
  void showItem(const PropertyItem& item);
  [[nodiscard]] const PropertyItem& item() const { return item_; }
  /// Takes a small button to the end of the label, for what else can be done with the value; see showButton().
  void addButton(QWidget* button);
  void showButton(bool is_wanted);

 signals:
  /// The row's menu comes up: others may add to it.
  void menuWanted(QMenu* menu);

 protected:
  virtual void showValue() = 0;
  /// Puts the editor beside the label.
  void setEditor(QWidget* editor, QWidget* focus);
  /// The value, or null where several elements differ.
  [[nodiscard]] const Json& shown() const;
  /// What an empty editor says: that several elements differ, else the usual.
  [[nodiscard]] QString emptyText(const QString& usual) const;
  /// Makes the edit, of all twins too; shows why it cannot be made.
  void enter(const Json& value);
  /// Back to the default.
  void reset();
  void attempt(const std::function<void()>& edit);
  void showError(const QString& cause, const QString& cure);
  void clearError();
  void contextMenuEvent(QContextMenuEvent* event) override;
  virtual void markWrong(bool) {}

  PanelServices services_;
  PropertyItem item_;

 private:
  void showLabel();
  [[nodiscard]] std::vector<factory::FactoryPath> paths() const;

  QVBoxLayout* column_ = nullptr;
  QWidget* line_ = nullptr;
  QLabel* label_ = nullptr;
  QLabel* error_ = nullptr;
  QWidget* button_ = nullptr;
};

/// The row that fits an item's declaration.
[[nodiscard]] PropertyRow* makePropertyRow(const PanelServices& services, const PropertyItem& item, QWidget* parent);

}  // namespace mw::panels
