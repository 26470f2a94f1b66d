// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/study/run_bar.h"

#include <QHBoxLayout>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/models/design_preview.h"
#include "ui/models/figure_format.h"
#include "ui/panels/study/cluster_dialog.h"
#include "ui/panels/study/study_parts.h"

namespace mw::panels {

RunBar::RunBar(models::StudyModel& study, QWidget* parent) : QWidget(parent), study_(study) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 4, 0, 0);
  column->setSpacing(6);
  problem_ = new QLabel(this);
  problem_->setObjectName(QStringLiteral("study.problem"));
  problem_->setProperty("look", "error");
  problem_->setWordWrap(true);
  problem_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  column->addWidget(problem_);
  progress_ = new QProgressBar(this);
  progress_->setObjectName(QStringLiteral("study.progress"));
  progress_->setAccessibleName(tr("Runs done"));
  progress_->setTextVisible(false);
  column->addWidget(progress_);
  progress_text_ = mutedLabel({}, this);
  progress_text_->setObjectName(QStringLiteral("study.progressText"));
  column->addWidget(progress_text_);
  column->addWidget(buildButtons());
  using Model = models::StudyModel;
  connect(&study_, &Model::draftChanged, this, &RunBar::showState);
  connect(&study_, &Model::stateChanged, this, &RunBar::showState);
  connect(&study_, &Model::resultsChanged, this, &RunBar::showProgress);
  connect(&study_, &Model::progressChanged, this, &RunBar::showProgress);
  showState();
}

QWidget* RunBar::buildButtons() {
  auto* box = new QWidget(this);
  auto* row = new QHBoxLayout(box);
  row->setContentsMargins(0, 0, 0, 0);
  count_ = mutedLabel({}, box);
  count_->setObjectName(QStringLiteral("study.count"));
  row->addWidget(count_, 1);
  cancel_ = new QPushButton(tr("Cancel"), box);
  cancel_->setObjectName(QStringLiteral("study.cancel"));
  cancel_->setToolTip(tr("Stops; the runs that are done are kept"));
  connect(cancel_, &QPushButton::clicked, &study_, &models::StudyModel::cancel);
  run_ = new QPushButton(box);
  run_->setObjectName(QStringLiteral("study.run"));
  run_->setProperty("look", "primary");
  connect(run_, &QPushButton::clicked, &study_, &models::StudyModel::run);
  run_on_ = new QPushButton(tr("Run on Slurm ..."), box);
  run_on_->setObjectName(QStringLiteral("study.runOnCluster"));
  run_on_->setToolTip(tr("Cuts the study into shards and runs them as an array of jobs"));
  connect(run_on_, &QPushButton::clicked, this, [this] {
    auto* dialog = new ClusterDialog(study_, wishes_, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
  });
  row->addWidget(cancel_);
  row->addWidget(run_on_);
  row->addWidget(run_);
  return box;
}

void RunBar::showState() {
  using State = models::StudyModel::State;
  const State state = study_.state();
  const bool has_factors = !study_.draft().factors.empty();
  const double points = models::pointCountOf(study_.draft());
  const double replications = study_.draft().replications;
  const bool is_bound = !study_.draft().precision.is_null();
  const QString count = is_bound ? tr("%1 points × up to %2 = at most %3 runs") : tr("%1 points × %2 = %3 runs");
  count_->setText(has_factors
                      ? count.arg(points, 0, 'f', 0).arg(replications, 0, 'f', 0).arg(points * replications, 0, 'f', 0)
                      : QString());
  run_->setText(state == State::Partial ? tr("Resume") : state == State::Complete ? tr("Complete") : tr("Run"));
  run_->setEnabled(has_factors && (state == State::Draft || state == State::Partial));
  run_->setToolTip(!has_factors ? tr("Add a factor first: what shall the study vary?") : QString());
  run_->setVisible(state != State::Running);
  run_on_->setEnabled(run_->isEnabled());
  run_on_->setVisible(state != State::Running && study_.canRunOnCluster());
  cancel_->setVisible(state == State::Running);
  problem_->setText(study_.problem());
  problem_->setVisible(!study_.problem().isEmpty());
  showProgress();
}

/// How many points did not become as precise as the study asks for.
QString RunBar::missedText() const {
  using Status = experiment::PointPrecision::Status;
  const auto points = study_.results().precisionOfAll();
  const auto missed = std::ranges::count(points, Status::NotReached, &experiment::PointPrecision::status);
  return missed > 0 ? tr(" · %n points not as precise as asked for", nullptr, static_cast<int>(missed)) : QString();
}

void RunBar::showProgress() {
  using State = models::StudyModel::State;
  const bool is_running = study_.state() == State::Running;
  const auto total = static_cast<int>(study_.results().runsTotal());
  const auto done =
      is_running ? static_cast<int>(study_.progress().done) : static_cast<int>(study_.results().runsDone());
  progress_->setVisible(total > 0);
  progress_text_->setVisible(total > 0);
  progress_->setRange(0, std::max(1, total));
  progress_->setValue(done);
  const bool is_bound = study_.results().precision() && !study_.results().isComplete();
  QString text = (is_bound ? tr("%1 of at most %2 runs") : tr("%1 of %2 runs")).arg(done).arg(total);
  text += missedText();
  if (is_running && study_.progress().runs_per_s > 0)
    text += tr(" · %1 runs/s · %2 left")
                .arg(models::figure(study_.progress().runs_per_s), models::durationText(study_.progress().remaining_s));
  if (is_running && !study_.progress().word.empty())
    text += QStringLiteral(" · ") + QString::fromStdString(study_.progress().word);
  if (study_.state() == State::Partial) text += tr(" · stopped, the rest can be resumed");
  if (study_.isOfOlderLayout()) text += tr(" · of an older layout");
  progress_text_->setText(text);
}

}  // namespace mw::panels
