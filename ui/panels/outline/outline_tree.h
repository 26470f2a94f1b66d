// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeView>

namespace mw::panels {

/// A tree whose editable rows take the key that renames, before the window's action of the same key does.
class OutlineTree : public QTreeView {
  Q_OBJECT
 public:
  using QTreeView::QTreeView;

 protected:
  bool event(QEvent* event) override;
};

}  // namespace mw::panels
