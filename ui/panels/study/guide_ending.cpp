// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/study/guide_ending.h"

#include "ui/panels/study/study_parts.h"

namespace mw::panels {

using models::Ending;

EndingPage::EndingPage(models::GuidedStudy& guide, QWidget* parent)
    : GuidePage(guide, models::GuideStep::Ending, QStringLiteral("ending"),
                tr("What is measured must be what you ask about. Of a shift that starts with an empty hall the start "
                   "belongs to the answer; of a line that runs on it does not."),
                parent) {
  terminating_ =
      addChoice("terminating", tr("It ends: a shift, a day, an order"),
                tr("Each run starts with an empty factory and stops at the horizon, as in reality. All of it "
                   "is measured."));
  steady_ = addChoice("steady", tr("It runs on: steady state"),
                      tr("The long-run behaviour counts, whatever it started with. The warm-up is left out, and the "
                         "horizon is long beside it."));
  connect(terminating_, &QRadioButton::clicked, this, [this] {
    this->guide().setEnding(Ending::Terminating);
    emit touched();
  });
  connect(steady_, &QRadioButton::clicked, this, [this] {
    this->guide().setEnding(Ending::SteadyState);
    emit touched();
  });
  column().addSpacing(4);
  horizon_ = new DurationField(this);
  horizon_->setObjectName(named("horizon"));
  connect(horizon_, &DurationField::entered, this, [this](double horizon_s) {
    this->guide().setHorizon(horizon_s);
    emit touched();
  });
  addField(tr("Horizon"), horizon_, tr("simulated time of each run: 8 h, 3 d, 90 m"));
  about_ = addNote("about");
  column().addStretch(1);
  connect(&guide, &models::GuidedStudy::changed, this, &EndingPage::showState);
  showState();
}

QWidget* EndingPage::firstField() const {
  return steady_->isChecked() ? steady_ : terminating_;
}

void EndingPage::showState() {
  const auto ending = guide().ending();
  if (ending) (*ending == Ending::Terminating ? terminating_ : steady_)->setChecked(true);
  horizon_->show_s(guide().draft().horizon_s);
  QString about;
  if (ending == Ending::Terminating)
    about = tr("As long as the real thing lasts: a longer horizon would be another one.");
  if (ending == Ending::SteadyState)
    about =
        tr("Ten times the warm-up or more is a good rule; the next page finds the warm-up and says when the "
           "horizon is too short for it.");
  tell(about_, about);
}

}  // namespace mw::panels
