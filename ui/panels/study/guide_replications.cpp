// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/study/guide_replications.h"

#include <QLocale>
#include <QSignalBlocker>

#include "ui/models/response_text.h"
#include "ui/panels/study/study_parts.h"

namespace mw::panels {
namespace {

constexpr int kMostReplications = 100'000;

}  // namespace

ReplicationsPage::ReplicationsPage(models::GuidedStudy& guide, QWidget* parent)
    : GuidePage(guide, models::GuideStep::Replications, QStringLiteral("replications"),
                tr("One run is one draw of chance. Only several, with other random numbers, tell how far a mean can be "
                   "trusted; how many depends on how much they differ."),
                parent) {
  wanted_ = new QDoubleSpinBox(this);
  wanted_->setObjectName(named("wanted"));
  wanted_->setLocale(QLocale::c());
  wanted_->setDecimals(1);
  wanted_->setKeyboardTracking(false);
  wanted_->setRange(0.1, 50);
  wanted_->setPrefix(QStringLiteral("± "));
  wanted_->setSuffix(QStringLiteral(" %"));
  connect(wanted_, &QDoubleSpinBox::valueChanged, this,
          [this](double percent) { this->guide().setWantedShare(percent / 100); });
  addField(tr("Wanted half width"), wanted_, tr("of the mean, with 95 % confidence"));
  estimate_ =
      new PilotRow(guide.pilot(), models::StudyPilot::Work::Replications, named("estimate"), tr("Estimate"), this);
  column().addWidget(estimate_);
  connect(estimate_, &PilotRow::started, this, [this] {
    emit touched();
    this->guide().estimate();
  });
  advice_ = addNote("advice");
  column().addSpacing(4);
  replications_ = new QSpinBox(this);
  replications_->setObjectName(named("count"));
  replications_->setRange(1, kMostReplications);
  replications_->setKeyboardTracking(false);
  connect(replications_, &QSpinBox::valueChanged, this,
          [this](int count) { this->guide().setReplications(static_cast<std::uint32_t>(count)); });
  addField(tr("Replications"), replications_, tr("of each point; what is typed here counts"));
  common_ = new QCheckBox(tr("Common random numbers"), this);
  common_->setObjectName(named("common"));
  common_->setAccessibleName(common_->text());
  connect(common_, &QCheckBox::toggled, &guide, &models::GuidedStudy::setCommonRandomNumbers);
  column().addWidget(common_);
  auto* about = mutedLabel(tr("All points meet the same arrivals, times and breakdowns, replication by replication, so "
                              "that what differs between them is the factors and not luck."),
                           this);
  about->setWordWrap(true);
  column().addWidget(about);
  column().addStretch(1);
  connect(&guide, &models::GuidedStudy::changed, this, &ReplicationsPage::showState);
  showState();
}

void ReplicationsPage::showState() {
  const QSignalBlocker quiet_wanted(wanted_);
  const QSignalBlocker quiet_count(replications_);
  const QSignalBlocker quiet_common(common_);
  wanted_->setValue(100 * guide().wantedShare());
  replications_->setValue(static_cast<int>(guide().draft().replications));
  common_->setChecked(guide().draft().common_random_numbers);
  const models::StudyPilot& pilot = guide().pilot();
  const bool has_failed = !pilot.problem().isEmpty() && pilot.work() == models::StudyPilot::Work::None;
  const auto advice = guide().advice();
  QString text = has_failed ? pilot.problem() : guide().adviceWords();
  if (text.isEmpty())
    text = tr("Not estimated yet: ten pilot runs of today's factory show how much %1 differs from run to run.")
               .arg(models::responseTitle(guide().response()));
  tell(advice_, text, has_failed || (advice && advice->replications == 0) ? "warning" : "muted");
}

}  // namespace mw::panels
