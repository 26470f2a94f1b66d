// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/analysis/work_row.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace mw::panels {
namespace {

constexpr int kSteps = 1000;

}  // namespace

WorkRow::WorkRow(models::AnalysisJob& job, const QString& name, QWidget* parent) : QWidget(parent), job_(job) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  running_ = new QWidget(this);
  auto* row = new QHBoxLayout(running_);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  bar_ = new QProgressBar(running_);
  bar_->setObjectName(name + QStringLiteral(".progress"));
  bar_->setAccessibleName(tr("Progress"));
  bar_->setTextVisible(false);
  bar_->setMinimumWidth(80);
  text_ = new QLabel(running_);
  text_->setObjectName(name + QStringLiteral(".progressText"));
  text_->setProperty("look", "muted");
  stop_ = new QPushButton(tr("Stop"), running_);
  stop_->setObjectName(name + QStringLiteral(".stop"));
  stop_->setAutoDefault(false);
  connect(stop_, &QPushButton::clicked, &job_, &models::AnalysisJob::cancel);
  row->addWidget(bar_, 1);
  row->addWidget(text_);
  row->addWidget(stop_);
  problem_ = new QLabel(this);
  problem_->setObjectName(name + QStringLiteral(".problem"));
  problem_->setProperty("look", "error");
  problem_->setWordWrap(true);
  problem_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  problem_->setFocusPolicy(Qt::NoFocus);
  column->addWidget(running_);
  column->addWidget(problem_);
  connect(&job_, &models::AnalysisJob::changed, this, &WorkRow::showState);
  connect(&job_, &models::AnalysisJob::progressed, this, &WorkRow::showProgress);
  showState();
}

void WorkRow::showState() {
  const QString& problem = job_.problem();
  running_->setVisible(job_.isRunning());
  problem_->setText(problem);
  problem_->setVisible(!job_.isRunning() && !problem.isEmpty());
  setVisible(job_.isRunning() || !problem.isEmpty());
  if (job_.isRunning()) showProgress();
}

void WorkRow::showProgress() {
  const bool is_known = job_.total() > 0;
  bar_->setRange(0, is_known ? kSteps : 0);  // an empty range moves to and fro
  if (is_known) bar_->setValue(static_cast<int>(kSteps * job_.done() / job_.total()));
  text_->setText(job_.progressText());
}

}  // namespace mw::panels
