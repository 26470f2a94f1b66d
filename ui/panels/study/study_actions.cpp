// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/study/study_actions.h"

#include "ui/panels/action_table.h"
#include "ui/panels/status_board.h"
#include "ui/panels/study/best_point_dialog.h"
#include "ui/panels/study/study_guide.h"
#include "ui/panels/study/study_panel.h"

namespace mw::panels {

StudyActions::StudyActions(const PanelServices& services, models::StudyModel& study, QWidget* window)
    : QObject(window), services_(services), study_(study), window_(window), search_(study, services.jobs) {
  services_.actions.add({"study.guide", tr("New study..."), "Ctrl+Alt+N", "document-new"}, this,
                        [this] { openGuide(); });
  services_.actions.add({"study.select-best", tr("Select the best point..."), "Ctrl+Alt+B", "games-highscores"}, this,
                        [this] { selectBest(); });
}

void StudyActions::serve(StudyPanel& panel) {
  panel_ = &panel;
  connect(&panel, &StudyPanel::guideWanted, this, &StudyActions::openGuide);
  connect(&panel, &StudyPanel::bestWanted, this, &StudyActions::selectBest);
}

void StudyActions::openGuide() {
  if (!guide_) {
    guide_ = new StudyGuide(services_.document, study_, services_.jobs, services_.themes, window_);
    guide_->setAttribute(Qt::WA_DeleteOnClose);
    connect(guide_, &StudyGuide::made, this, &StudyActions::made);
  }
  guide_->show();
  guide_->raise();
  guide_->activateWindow();
}

void StudyActions::selectBest() {
  if (const QString refusal = search_.refusal(); !refusal.isEmpty()) {
    services_.status.say(refusal, StatusBoard::Tone::Warning);
    return;
  }
  if (!best_) {
    auto* dialog = new BestPointDialog(search_, window_);
    best_ = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &BestPointDialog::pointWanted, this, [this](std::size_t point) {
      if (panel_) panel_->choosePoint(point);
    });
  }
  best_->show();
  best_->raise();
  best_->activateWindow();
}

}  // namespace mw::panels
