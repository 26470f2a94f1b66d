// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/study/point_actions.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QStyle>

#include "ui/models/project_services.h"
#include "ui/panels/study/study_parts.h"

namespace mw::panels {

PointActions::PointActions(models::StudyModel& study, models::Document& document, jobs::JobService& jobs,
                           QWidget* parent)
    : QWidget(parent), study_(study), document_(document), jobs_(jobs) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  said_ = mutedLabel({}, this);
  said_->setObjectName(QStringLiteral("study.pointSaid"));
  row->addWidget(said_, 1);
  apply_ = new QPushButton(tr("Apply to layout"), this);
  apply_->setObjectName(QStringLiteral("study.applyPoint"));
  connect(apply_, &QPushButton::clicked, this, &PointActions::apply);
  open_ = new QPushButton(tr("Open as copy ..."), this);
  open_->setObjectName(QStringLiteral("study.openPoint"));
  open_->setToolTip(tr("A new project with the layout of this point, as it was simulated"));
  connect(open_, &QPushButton::clicked, this, &PointActions::openCopy);
  row->addWidget(apply_);
  row->addWidget(open_);
  setPoint({});
}

void PointActions::setPoint(std::optional<std::size_t> point) {
  point_ = point;
  apply_->setEnabled(point.has_value());
  open_->setEnabled(point.has_value());
  apply_->setToolTip(point ? tr("Gives the layout the values of point %1; Undo takes them back").arg(*point)
                           : tr("Choose one point in the table"));
  say({}, false);
}

commands::PointValues PointActions::values() const {
  commands::PointValues values;
  const Json& point = study_.results().points().at(*point_);
  for (const models::StudyDraft::Factor& factor : study_.draft().factors)
    values.emplace_back(factor.path, factor.settingOf(point.at(factor.name)));
  return values;
}

void PointActions::say(const QString& text, bool is_problem) {
  said_->setText(text);
  said_->setToolTip(text);
  said_->setProperty("look", is_problem ? "error" : "muted");
  said_->style()->unpolish(said_);
  said_->style()->polish(said_);
}

void PointActions::apply() {
  if (!point_) return;
  try {
    const bool was_same = commands::withPoint(document_.factory(), values()) == document_.factory();
    commands::applyPoint(document_, study_.draft().name, *point_, values());
    say(was_same ? tr("The layout has the values of point %1 already").arg(*point_)
                 : tr("Point %1 is in the layout; Undo takes it back").arg(*point_),
        false);
  } catch (const Error& error) {
    say(QString::fromUtf8(error.what()), true);
  }
}

void PointActions::openCopy() {
  if (!point_ || !study_.factory()) return;
  const QFileInfo present(document_.fileName());
  const QString stem = present.completeBaseName().isEmpty() ? QStringLiteral("factory") : present.completeBaseName();
  const QString name =
      QStringLiteral("%1-%2-point-%3.mill").arg(stem, QString::fromStdString(study_.draft().name)).arg(*point_);
  const QString file = QFileDialog::getSaveFileName(this, tr("Open a point as a new project"),
                                                    present.absolutePath() + QLatin1Char('/') + name,
                                                    tr("Millwright projects (*.mill)"));
  if (file.isEmpty()) return;
  const auto work = [factory = study_.factory(), values = values(), file, attachments = document_.attachments()](
                        std::stop_token, const ProgressSink&) {
    models::writeProject(file.toStdString(), commands::withPoint(*factory, values), *attachments);
    return file;
  };
  jobs::Job* job =
      jobs_.start(tr("Writing a project"), this, work, [this](const QString& made) { emit openWanted(made); });
  connect(job, &jobs::Job::failed, this, [this](const QString& message) { say(message, true); });
}

}  // namespace mw::panels
