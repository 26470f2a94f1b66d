// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/study/cluster_dialog.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QStandardPaths>

#include "ui/panels/study/study_parts.h"

namespace mw::panels {
namespace {

constexpr int kMostShards = 10'000;
constexpr int kMostCpus = 1024;
constexpr int kFieldWidth = 320;

/// millwright-cli lies beside this program.
std::string programBeside() {
  const QString beside = QCoreApplication::applicationDirPath() + QStringLiteral("/millwright-cli");
  return QFileInfo(beside).isExecutable() ? beside.toStdString() : std::string();
}

bool isSlurmThere() {
  return !QStandardPaths::findExecutable(QStringLiteral("sbatch")).isEmpty();
}

}  // namespace

ClusterDialog::ClusterDialog(models::StudyModel& study, models::ClusterWishes& wishes, QWidget* parent)
    : QDialog(parent), study_(study), wishes_(wishes) {
  setObjectName(QStringLiteral("clusterDialog"));
  setWindowTitle(tr("Run on Slurm"));
  if (wishes_.program.empty()) wishes_.program = programBeside();
  auto* column = new QVBoxLayout(this);
  column->setSpacing(12);
  auto* note = mutedLabel(tr("The study is cut into shards, each a task of one array of jobs. Tasks work in a folder "
                             "beside the project, which every node must see under the same path; their results come "
                             "into the project when all have ended. The results are the same bits as here."),
                          this);
  note->setWordWrap(true);
  column->addWidget(note);
  column->addLayout(new QFormLayout);
  shards_ = addCount("shards", tr("Shards"), tr("Tasks of the array; no more than there are points"), kMostShards,
                     static_cast<int>(wishes_.shards));
  cpus_ = addCount("cpus", tr("Processors per shard"), tr("Each runs one replication at a time"), kMostCpus,
                   static_cast<int>(wishes_.cpus_per_shard));
  partition_ = addText("partition", tr("Partition"), tr("the scheduler's default"), wishes_.partition);
  time_ = addText("time", tr("Time limit per shard"), tr("the partition's, or 02:00:00"), wishes_.time_limit);
  extra_ = addText("extra", tr("Further options of sbatch"), tr("--mem=2G --account=plant"), wishes_.extra);
  program_ = addText("program", tr("millwright-cli on the nodes"), tr("its path there"), wishes_.program);
  reason_ = new QLabel(this);
  reason_->setObjectName(QStringLiteral("cluster.reason"));
  reason_->setProperty("look", "error");
  reason_->setWordWrap(true);
  column->addWidget(reason_);
  column->addWidget(buildFoot());
  connect(program_, &QLineEdit::textChanged, this, &ClusterDialog::showState);
  showState();
}

void ClusterDialog::addRow(const QString& label, QWidget* field) {
  field->setMinimumWidth(kFieldWidth);
  field->setAccessibleName(label);
  static_cast<QFormLayout*>(layout()->itemAt(1)->layout())->addRow(mutedLabel(label, this), field);
}

QSpinBox* ClusterDialog::addCount(const char* name, const QString& label, const QString& tip, int most, int now) {
  auto* field = new QSpinBox(this);
  field->setObjectName(QLatin1String("cluster.") + QLatin1String(name));
  field->setToolTip(tip);
  field->setRange(1, most);
  field->setValue(now);
  addRow(label, field);
  return field;
}

QLineEdit* ClusterDialog::addText(const char* name, const QString& label, const QString& hint, const std::string& now) {
  auto* field = new QLineEdit(QString::fromStdString(now), this);
  field->setObjectName(QLatin1String("cluster.") + QLatin1String(name));
  field->setPlaceholderText(hint);
  addRow(label, field);
  return field;
}

QWidget* ClusterDialog::buildFoot() {
  auto* foot = new QWidget(this);
  auto* row = new QHBoxLayout(foot);
  row->setContentsMargins(0, 0, 0, 0);
  row->addStretch(1);
  auto* cancel = new QPushButton(tr("Cancel"), foot);
  cancel->setObjectName(QStringLiteral("cluster.cancel"));
  connect(cancel, &QPushButton::clicked, this, &ClusterDialog::reject);
  run_ = new QPushButton(tr("Submit"), foot);
  run_->setObjectName(QStringLiteral("cluster.run"));
  run_->setProperty("look", "primary");
  run_->setDefault(true);
  connect(run_, &QPushButton::clicked, this, &ClusterDialog::accept);
  row->addWidget(cancel);
  row->addWidget(run_);
  return foot;
}

void ClusterDialog::showState() {
  QString reason;
  if (!isSlurmThere()) reason = tr("Slurm's sbatch is not installed here, or not in PATH.");
  if (program_->text().trimmed().isEmpty()) reason = tr("Say where millwright-cli lies on the nodes.");
  reason_->setText(reason);
  reason_->setVisible(!reason.isEmpty());
  run_->setEnabled(reason.isEmpty());
}

models::ClusterWishes ClusterDialog::typed() const {
  const auto text = [](const QLineEdit* field) { return field->text().trimmed().toStdString(); };
  return {static_cast<std::uint32_t>(shards_->value()),
          static_cast<unsigned>(cpus_->value()),
          text(partition_),
          text(time_),
          text(extra_),
          text(program_)};
}

void ClusterDialog::accept() {
  wishes_ = typed();
  study_.runOnCluster(wishes_);
  QDialog::accept();
}

}  // namespace mw::panels
