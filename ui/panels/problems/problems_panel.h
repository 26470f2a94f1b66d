// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>
#include <QTimer>

#include "core/base/error.h"
#include "ui/panels/panel.h"

namespace mw::panels {

/// What stands between the factory and a run, as the command line's check says it. A click selects and frames the
/// culprit.
class ProblemsPanel : public Panel {
  Q_OBJECT
 public:
  ProblemsPanel(const PanelServices& services, QWidget* parent);

 private:
  void check();
  void addRow(const Finding& finding);

  PanelServices services_;
  QListWidget* list_ = nullptr;
  QTimer soon_;
};

}  // namespace mw::panels
