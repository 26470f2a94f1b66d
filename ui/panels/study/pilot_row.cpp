// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/study/pilot_row.h"

#include <QHBoxLayout>

#include "ui/panels/study/study_parts.h"

namespace mw::panels {

PilotRow::PilotRow(models::StudyPilot& pilot, models::StudyPilot::Work work, const QString& name, const QString& title,
                   QWidget* parent)
    : QWidget(parent), pilot_(pilot), work_(work) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(12);
  start_ = new QPushButton(title, this);
  start_->setObjectName(name);
  cancel_ = new QPushButton(tr("Stop"), this);
  cancel_->setObjectName(name + QStringLiteral(".cancel"));
  cancel_->setAccessibleName(tr("Stop the pilot runs"));
  progress_ = new QProgressBar(this);
  progress_->setObjectName(name + QStringLiteral(".progress"));
  progress_->setAccessibleName(tr("Pilot runs done"));
  progress_->setTextVisible(false);
  progress_->setRange(0, static_cast<int>(models::StudyPilot::kRuns));
  progress_->setFixedWidth(200);
  text_ = mutedLabel({}, this);
  text_->setObjectName(name + QStringLiteral(".text"));
  for (QWidget* widget : std::initializer_list<QWidget*>{start_, cancel_, progress_, text_}) row->addWidget(widget);
  row->addStretch(1);
  connect(start_, &QPushButton::clicked, this, &PilotRow::started);
  connect(cancel_, &QPushButton::clicked, &pilot_, &models::StudyPilot::cancel);
  connect(&pilot_, &models::StudyPilot::changed, this, &PilotRow::showState);
  connect(&pilot_, &models::StudyPilot::progressed, this, &PilotRow::showState);
  showState();
}

void PilotRow::showState() {
  const bool is_running = pilot_.work() == work_;
  start_->setVisible(!is_running);
  start_->setEnabled(pilot_.work() == models::StudyPilot::Work::None);
  cancel_->setVisible(is_running);
  progress_->setVisible(is_running);
  text_->setVisible(is_running);
  progress_->setValue(static_cast<int>(pilot_.runsDone()));
  text_->setText(tr("%1 of %2 pilot runs").arg(pilot_.runsDone()).arg(models::StudyPilot::kRuns));
}

}  // namespace mw::panels
