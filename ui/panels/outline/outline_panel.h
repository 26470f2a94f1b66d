// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QSet>
#include <QSortFilterProxyModel>

#include "core/layout/marks.h"
#include "ui/panels/outline/outline_model.h"
#include "ui/panels/outline/outline_tree.h"
#include "ui/panels/panel.h"

namespace mw::panels {

/// The tree of the factory: search, groups, state dots, selection in step with the hall.
class OutlinePanel : public Panel {
  Q_OBJECT
 public:
  OutlinePanel(const PanelServices& services, QWidget* parent);

 private:
  void showFactory();
  /// @param follows  whether the rows are brought into view, opening what they are in
  void showSelection(bool follows);
  void takeSelection();
  void openRows();
  void setMark(layout::Mark mark, const QStringList& elements, bool is_marked);

  PanelServices services_;
  OutlineModel model_;
  QSortFilterProxyModel filter_;
  QLineEdit* search_ = nullptr;
  OutlineTree* tree_ = nullptr;
  QSet<QString> closed_;       ///< rows that the user closed, by group id or text
  bool is_following_ = false;  ///< the selection is being shown, not made
};

}  // namespace mw::panels
