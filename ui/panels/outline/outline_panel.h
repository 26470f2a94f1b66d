// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QTreeView>

#include "core/layout/marks.h"
#include "ui/panels/outline/outline_model.h"
#include "ui/panels/panel.h"

namespace mw::panels {

/// The tree of the factory: search, state dots, selection in step with the hall.
class OutlinePanel : public Panel {
  Q_OBJECT
 public:
  OutlinePanel(const PanelServices& services, QWidget* parent);

 private:
  void showFactory();
  void showSelection();
  void takeSelection();
  void setMark(layout::Mark mark, const QString& id, bool is_marked);

  PanelServices services_;
  OutlineModel model_;
  QSortFilterProxyModel filter_;
  QLineEdit* search_ = nullptr;
  QTreeView* tree_ = nullptr;
  bool is_following_ = false;  ///< the selection is being shown, not made
};

}  // namespace mw::panels
