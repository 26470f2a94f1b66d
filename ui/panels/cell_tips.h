// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace mw::panels {

/// Pointing at a cell or a heading whose text is elided shows all of it, in every list, tree and table of the program,
/// unless the model has a tip of its own. Installed on the application as an event filter.
class CellTips : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace mw::panels
