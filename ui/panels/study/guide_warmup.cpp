// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/study/guide_warmup.h"

#include <QHBoxLayout>

#include "ui/panels/study/study_parts.h"

namespace mw::panels {

using Work = models::StudyPilot::Work;

WarmupPage::WarmupPage(models::GuidedStudy& guide, QWidget* parent)
    : GuidePage(guide, models::GuideStep::Warmup, QStringLiteral("warmup"),
                tr("A factory starts empty and takes a while to fill. In steady state that while would bias every "
                   "figure, so it is left out of the measurement."),
                parent) {
  none_ = addNote("none", "quiet");
  find_ = new PilotRow(guide.pilot(), Work::Warmup, named("find"), tr("Find it"), this);
  column().addWidget(find_);
  connect(find_, &PilotRow::started, this, [this] {
    emit touched();
    this->guide().findWarmup();
  });
  found_ = addNote("found");
  given_ = new QWidget(this);
  warmup_ = new DurationField(given_);
  warmup_->setObjectName(named("time"));
  warmup_->setAccessibleName(tr("Warm-up"));
  warmup_->setPlaceholderText(tr("not known yet"));
  warmup_->setFixedWidth(132);
  connect(warmup_, &DurationField::entered, this, [this](double warmup_s) {
    this->guide().setWarmup(warmup_s);
    emit touched();
  });
  auto* row = new QHBoxLayout(given_);
  row->setContentsMargins(0, 4, 0, 0);
  row->setSpacing(12);
  row->addWidget(mutedLabel(tr("Warm-up"), given_));
  row->addWidget(warmup_);
  row->addWidget(mutedLabel(tr("what is typed here counts instead of what was found"), given_));
  row->addStretch(1);
  column().addWidget(given_);
  column().addStretch(1);
  connect(&guide, &models::GuidedStudy::changed, this, &WarmupPage::showState);
  showState();
}

QString WarmupPage::problem() const {
  return isAsked() ? warmup_->problem() : QString();
}

QWidget* WarmupPage::firstField() const {
  return isAsked() ? find_->button() : nullptr;
}

void WarmupPage::showState() {
  tell(none_,
       isAsked() ? QString()
                 : tr("None: what you study starts empty and ends, so its start belongs to what is measured. There is "
                      "nothing to decide here; go on."),
       "quiet");
  find_->setVisible(isAsked());
  given_->setVisible(isAsked());
  warmup_->show_s(guide().warmup_s());
  const models::StudyPilot& pilot = guide().pilot();
  const bool has_failed = !pilot.problem().isEmpty() && pilot.work() == Work::None;
  const bool is_wrong = has_failed || (pilot.warmup() && !guide().warmup_s());
  QString text = has_failed ? pilot.problem() : guide().warmupWords();
  if (text.isEmpty())
    text = tr("Ten pilot runs of today's factory over the horizon tell when the start no longer shows (MSER-5).");
  tell(found_, isAsked() ? text : QString(), is_wrong ? "warning" : "muted");
}

}  // namespace mw::panels
