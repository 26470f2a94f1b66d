// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/cycle/cycle_actions.h"

#include "ui/models/selection.h"
#include "ui/panels/action_table.h"
#include "ui/panels/cycle/cycle_dialog.h"

namespace mw::panels {

CycleActions::CycleActions(const PanelServices& services, QWidget* window)
    : QObject(window), services_(services), window_(window) {
  services_.actions.add({"run.measure-cycle", tr("Measure cycle times..."), "Ctrl+Alt+M", "chronometer"}, this,
                        [this] { measure(); });
}

/// The window would take it down after the services that it works with.
CycleActions::~CycleActions() {
  delete dialog_;
}

void CycleActions::measure() {
  if (!dialog_) dialog_ = new CycleDialog(services_.document, services_.jobs, services_.themes, window_);
  dialog_->openFor(services_.selection.current());
}

}  // namespace mw::panels
