// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QScrollArea>
#include <functional>
#include <vector>

#include "ui/panels/panel.h"
#include "ui/panels/properties/property_items.h"

namespace mw::panels {

class PropertyRow;

/// The parameters of the selected element, made from their declarations. Every entry is one undoable edit.
class PropertyPanel : public Panel {
  Q_OBJECT
 public:
  PropertyPanel(const PanelServices& services, QWidget* parent);
  /// Those that are shown, top to bottom.
  [[nodiscard]] const std::vector<PropertyRow*>& rows() const { return rows_; }
  /// Shows more of a single element, below its parameters; made anew for each.
  using MakeMore = std::function<QWidget*(const factory::Element& element, QWidget* parent)>;
  void setMore(MakeMore make);

 signals:
  /// Other rows are shown than before.
  void rowsBuilt();

 private:
  void showCurrent();
  void bringUp(const std::string& place);
  /// @param element  what may get another feature; null for several
  void rebuild(const factory::Element* element, const std::vector<PropertySection>& sections);
  void addHeading(QVBoxLayout* column, const PropertySection& section);
  void addAddButtons(QVBoxLayout* column, const factory::Element& element);
  void showEmpty();
  /// @param element  null for none, and for several
  void showMore(const factory::Element* element);
  void setPage(QWidget* page);
  void removeListItem(const PropertySection& section);

  PanelServices services_;
  QScrollArea* scroll_ = nullptr;
  std::vector<PropertyRow*> rows_;
  std::vector<std::string> shape_;  ///< what the rows were built for
  MakeMore make_more_;
  QPointer<QWidget> more_;
  std::string more_of_;
};

}  // namespace mw::panels
