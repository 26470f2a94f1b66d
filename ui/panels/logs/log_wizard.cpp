// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/logs/log_wizard.h"

#include <QClipboard>
#include <QCloseEvent>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSplitter>
#include <QStyle>
#include <QVBoxLayout>

#include "ui/models/session/command_line.h"
#include "ui/panels/logs/backwards_field.h"
#include "ui/panels/logs/log_choices.h"
#include "ui/panels/logs/log_columns_table.h"
#include "ui/panels/logs/log_preview_table.h"
#include "ui/panels/logs/sample_view.h"
#include "ui/panels/theme/theme.h"

namespace mw::panels {
namespace {

constexpr int kLeftWidth = 388;
constexpr int kFindingsHeight = 132;

}  // namespace

LogWizard::LogWizard(models::ReplayModel& replay, jobs::JobService& jobs, const ThemeService& themes,
                     std::function<QString()> project, QWidget* parent)
    : QDialog(parent), model_(replay, jobs), project_(std::move(project)) {
  setObjectName(QStringLiteral("importLog"));
  setWindowTitle(tr("Import a log"));
  resize(1180, 740);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(kPanelPadding, kPanelPadding, kPanelPadding, kPanelPadding);
  column->setSpacing(kPanelPadding);
  file_ = new QLabel(this);
  file_->setObjectName(QStringLiteral("importLog.file"));
  file_->setProperty("look", "section");
  column->addWidget(file_);
  auto* row = new QHBoxLayout;
  row->setSpacing(2 * kPanelPadding);
  row->addWidget(buildLeft());
  row->addWidget(buildRight(themes), 1);
  column->addLayout(row, 1);
  column->addWidget(buildFoot());
  connect(&model_, &models::LogImportModel::changed, this, &LogWizard::showState);
  connect(&model_, &models::LogImportModel::opened, this, [this](bool is_known) {
    goes_through_ = is_known && !isVisible() && model_.obstacle().isEmpty();
    if (goes_through_) {
      model_.import();
    } else {
      if (is_known) model_.tryOut();
      present();
    }
  });
  connect(&model_, &models::LogImportModel::progressed, this, [this](double done, double total) {
    progress_->setRange(0, 1000);
    progress_->setValue(total > 0 ? static_cast<int>(1000 * done / total) : 0);
  });
  connect(&model_, &models::LogImportModel::imported, this, [this](const QString& log) {
    hide();
    goes_through_ ? emit importedAsKnown(log, model_.knownAs()) : emit imported(log);
    goes_through_ = false;
  });
  for (QPushButton* button : findChildren<QPushButton*>()) button->setAutoDefault(false);
  showState();
}

/// The base would hide it once the model is gone, and views that lose the focus then still ask for their rows.
LogWizard::~LogWizard() {
  hide();
}

QWidget* LogWizard::buildLeft() {
  auto* left = new QWidget(this);
  left->setFixedWidth(kLeftWidth);
  auto* column = new QVBoxLayout(left);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(8);
  column->addWidget(makeHeading(tr("How the file is written"), left));
  column->addWidget(new LogChoices(model_, left));
  column->addSpacing(8);
  column->addWidget(makeHeading(tr("Rows that go back in time"), left));
  column->addWidget(new BackwardsField(model_, left));
  column->addSpacing(8);
  column->addWidget(makeHeading(tr("Signals"), left));
  columns_ = makeSampleView("importLog.columns", tr("Columns of the file and the signals they become"), left);
  columns_->setModel(new LogColumnsTable(model_, columns_));
  columns_->setEditTriggers(QAbstractItemView::AllEditTriggers);
  columns_->verticalHeader()->hide();
  columns_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
  columns_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  column->addWidget(columns_, 1);
  auto* row = new QHBoxLayout;
  row->setSpacing(12);
  auto* label = new QLabel(tr("Name of the log"), left);
  label->setProperty("look", "muted");
  name_ = new QLineEdit(left);
  name_->setObjectName(QStringLiteral("importLog.name"));
  name_->setAccessibleName(tr("Name of the log in the project"));
  connect(name_, &QLineEdit::textEdited, &model_, &models::LogImportModel::setName);
  row->addWidget(label);
  row->addWidget(name_, 1);
  column->addLayout(row);
  return left;
}

QWidget* LogWizard::buildRight(const ThemeService& themes) {
  auto* right = new QWidget(this);
  auto* column = new QVBoxLayout(right);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(8);
  column->addWidget(makeHeading(tr("First rows, as they will be read"), right));
  preview_ = makeSampleView("importLog.preview", tr("First rows of the file"), right);
  preview_->setModel(new LogPreviewTable(model_, themes, preview_));
  showRowsOfFile(*preview_);
  column->addWidget(preview_, 1);
  auto* row = new QHBoxLayout;
  row->addWidget(makeHeading(tr("What is in it"), right));
  row->addStretch(1);
  auto* copy = new QPushButton(tr("Copy"), right);
  copy->setObjectName(QStringLiteral("importLog.copyFindings"));
  copy->setAccessibleName(tr("Copy what was found"));
  copy->setProperty("look", "quiet");
  connect(copy, &QPushButton::clicked, this, &LogWizard::copyFindings);
  row->addWidget(copy);
  column->addLayout(row);
  findings_ = new QPlainTextEdit(right);
  findings_->setObjectName(QStringLiteral("importLog.findings"));
  findings_->setAccessibleName(tr("What a trial reading of the whole file found"));
  findings_->setReadOnly(true);
  findings_->setLineWrapMode(QPlainTextEdit::NoWrap);
  findings_->setFixedHeight(kFindingsHeight);
  column->addWidget(findings_);
  return right;
}

QWidget* LogWizard::buildFoot() {
  auto* foot = new QWidget(this);
  auto* column = new QVBoxLayout(foot);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(8);
  progress_ = new QProgressBar(foot);
  progress_->setObjectName(QStringLiteral("importLog.progress"));
  progress_->setAccessibleName(tr("Bytes read"));
  progress_->setTextVisible(false);
  column->addWidget(progress_);
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  command_ = new QPushButton(tr("Copy as command line"), foot);
  command_->setObjectName(QStringLiteral("importLog.command"));
  connect(command_, &QPushButton::clicked, this, &LogWizard::copyCommand);
  reason_ = new QLabel(foot);
  reason_->setObjectName(QStringLiteral("importLog.reason"));
  reason_->setWordWrap(true);
  reason_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  auto* cancel = new QPushButton(tr("Cancel"), foot);
  cancel->setObjectName(QStringLiteral("importLog.cancel"));
  connect(cancel, &QPushButton::clicked, this, &LogWizard::reject);
  import_ = new QPushButton(tr("Import"), foot);
  import_->setObjectName(QStringLiteral("importLog.import"));
  import_->setProperty("look", "primary");
  connect(import_, &QPushButton::clicked, &model_, &models::LogImportModel::import);
  row->addWidget(command_);
  row->addWidget(reason_, 1);
  row->addWidget(cancel);
  row->addWidget(import_);
  column->addLayout(row);
  return foot;
}

void LogWizard::openFile(const QString& file) {
  goes_through_ = false;
  model_.open(file);
}

void LogWizard::present() {
  show();
  raise();
  activateWindow();
  preview_->resizeColumnsToContents();
  if (import_->isEnabled()) import_->setFocus();
}

void LogWizard::showState() {
  using State = models::LogImportModel::State;
  const State state = model_.state();
  const QString obstacle = model_.obstacle();
  // What goes wrong on the way through is for somebody to look at.
  if (goes_through_ && state == State::Ready && !obstacle.isEmpty()) {
    goes_through_ = false;
    present();
  }
  if (state == State::Ready && model_.sample().records.empty() && !isVisible() && !model_.file().isEmpty()) present();
  const QString known = model_.knownAs().isEmpty() ? QString() : tr("  ·  read like %1").arg(model_.knownAs());
  file_->setText(QFileInfo(model_.file()).fileName() + known);
  file_->setToolTip(model_.file());
  if (name_->text() != model_.name()) name_->setText(model_.name());
  const QString text = model_.findings().join(QLatin1Char('\n'));
  if (findings_->toPlainText() != text) findings_->setPlainText(text);
  const bool is_working = state == State::Opening || state == State::Trying || state == State::Importing;
  if (is_working && progress_->isHidden()) progress_->setRange(0, 0);
  progress_->setVisible(is_working);
  import_->setEnabled(obstacle.isEmpty());
  command_->setEnabled(!model_.map().columns.empty());
  reason_->setText(obstacle);
  const bool is_wrong = !obstacle.isEmpty() && !is_working;
  reason_->setProperty("look", is_wrong ? "error" : "muted");
  reason_->style()->unpolish(reason_);
  reason_->style()->polish(reason_);
}

void LogWizard::copyFindings() {
  QGuiApplication::clipboard()->setText(model_.findings().join(QLatin1Char('\n')));
}

void LogWizard::copyCommand() {
  const auto& report = model_.report();
  bool is_lenient = false;
  for (std::size_t i = 0; report && i < twin::kDefectCount; ++i) {
    is_lenient = is_lenient || (report->counts[i] > 0 && twin::stopsStrictImport(static_cast<twin::Defect>(i)));
  }
  QGuiApplication::clipboard()->setText(models::commandLine(models::ImportCommand{
      project_(), model_.file(), model_.name(), twin::toJson(model_.map()), is_lenient, model_.backwards()}));
  reason_->setText(tr("Copied."));
}

void LogWizard::reject() {
  model_.cancel();
  QDialog::reject();
}

void LogWizard::closeEvent(QCloseEvent* event) {
  model_.cancel();
  QDialog::closeEvent(event);
}

}  // namespace mw::panels
