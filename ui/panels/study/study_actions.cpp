// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/study/study_actions.h"

#include "ui/panels/action_table.h"
#include "ui/panels/study/study_guide.h"
#include "ui/panels/study/study_panel.h"

namespace mw::panels {

StudyActions::StudyActions(const PanelServices& services, models::StudyModel& study, QWidget* window)
    : QObject(window), services_(services), study_(study), window_(window) {
  services_.actions.add({"study.guide", tr("New study..."), "Ctrl+Alt+N", "document-new"}, this,
                        [this] { openGuide(); });
}

void StudyActions::serve(StudyPanel& panel) {
  connect(&panel, &StudyPanel::guideWanted, this, &StudyActions::openGuide);
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

}  // namespace mw::panels
