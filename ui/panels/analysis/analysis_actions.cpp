// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/analysis/analysis_actions.h"

#include "ui/panels/action_table.h"
#include "ui/panels/analysis/improve_dialog.h"
#include "ui/panels/analysis/shadow_price_view.h"
#include "ui/panels/status_board.h"

namespace mw::panels {

AnalysisActions::AnalysisActions(const PanelServices& services, models::SimulationModel& simulation, QWidget* window)
    : QObject(window),
      services_(services),
      search_(services.document, simulation, services.jobs),
      prices_(simulation, services.jobs),
      window_(window) {
  services_.actions.add({"run.improve", tr("Improve the factory..."), "Ctrl+Alt+I", "games-hint"}, this,
                        [this] { improve(); });
  services_.actions.add({"run.shadow-price", tr("What faster elements give"), "Ctrl+Alt+P", "office-chart-bar"}, this,
                        [this] { priceSeconds(); });
}

/// The window would take it down after the search that it shows.
AnalysisActions::~AnalysisActions() {
  delete dialog_;
}

void AnalysisActions::serve(ShadowPriceView& view) {
  view_ = &view;
  connect(&view, &ShadowPriceView::improveWanted, this, &AnalysisActions::improve);
}

void AnalysisActions::improve() {
  if (const QString refusal = search_.refusal(search_.proposed()); !refusal.isEmpty()) {
    services_.status.say(refusal, StatusBoard::Tone::Warning);
    return;
  }
  if (!dialog_) {
    dialog_ = new ImproveDialog(search_, services_.document, services_.selection, window_);
    dialog_->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog_, &ImproveDialog::showWanted, this,
            [this] { services_.actions.action(QStringLiteral("view.fit-selection"))->trigger(); });
  }
  dialog_->show();
  dialog_->raise();
  dialog_->activateWindow();
}

void AnalysisActions::priceSeconds() {
  if (!view_) return;
  emit figuresWanted();
  const QString refusal = view_->ask();
  if (!refusal.isEmpty()) services_.status.say(refusal, StatusBoard::Tone::Warning);
}

}  // namespace mw::panels
