// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/discovery/discovery_dialog.h"

#include <QClipboard>
#include <QCloseEvent>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QStyle>
#include <QVBoxLayout>

#include "ui/panels/discovery/choices_page.h"
#include "ui/panels/discovery/result_page.h"

namespace mw::panels {
namespace {

using State = models::DiscoveryModel::State;

constexpr QSize kFirstSize{1220, 740};

/// What is going on, by the unit that its progress counts.
QString phaseText(const QString& unit, double done, double total) {
  if (unit == QLatin1String("stations")) {
    return DiscoveryDialog::tr("Fitting times: station %1 of %2").arg(done).arg(total);
  }
  if (unit == QLatin1String("delay scales")) {
    return DiscoveryDialog::tr("Matching the pace of the first part: trial %1 of at most %2").arg(done).arg(total);
  }
  if (unit == QLatin1String("replications")) {
    return DiscoveryDialog::tr("Judging by the later part: period %1 of %2").arg(done).arg(total);
  }
  return {};
}

}  // namespace

DiscoveryDialog::DiscoveryDialog(jobs::JobService& jobs, const ThemeService& themes, QWidget* parent)
    : QDialog(parent),
      model_(jobs),
      pages_(new QStackedWidget(this)),
      choices_(new ChoicesPage(model_, themes, pages_)),
      result_(new ResultPage(model_, themes, pages_)) {
  setObjectName(QStringLiteral("discover"));
  setWindowTitle(tr("New factory from an event log"));
  resize(kFirstSize);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(kPanelPadding, kPanelPadding, kPanelPadding, kPanelPadding);
  column->setSpacing(kPanelPadding);
  column->addWidget(buildHead());
  pages_->addWidget(choices_);
  pages_->addWidget(result_);
  column->addWidget(pages_, 1);
  column->addWidget(buildFoot());
  connect(&model_, &models::DiscoveryModel::changed, this, &DiscoveryDialog::showState);
  connect(&model_, &models::DiscoveryModel::progressed, this, &DiscoveryDialog::showProgress);
  connect(&model_, &models::DiscoveryModel::found, result_, &ResultPage::present);
  for (QPushButton* button : findChildren<QPushButton*>()) button->setAutoDefault(false);
  showState();
}

/// The base would hide it once the model is gone, and views that lose the focus then still ask for their rows.
DiscoveryDialog::~DiscoveryDialog() {
  hide();
}

QWidget* DiscoveryDialog::buildHead() {
  auto* head = new QWidget(this);
  auto* row = new QHBoxLayout(head);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  file_ = new QLabel(head);
  file_->setObjectName(QStringLiteral("discover.file"));
  file_->setProperty("look", "section");
  other_ = addButton(head, "other", tr("Another file..."), &DiscoveryDialog::otherFileWanted);
  other_->setProperty("look", "quiet");
  row->addWidget(file_);
  row->addWidget(other_);
  row->addStretch(1);
  return head;
}

QPushButton* DiscoveryDialog::addButton(QWidget* foot, const char* name, const QString& text,
                                        void (DiscoveryDialog::*run)()) {
  auto* button = new QPushButton(text, foot);
  button->setObjectName(QStringLiteral("discover.") + QLatin1String(name));
  connect(button, &QPushButton::clicked, this, run);
  return button;
}

QWidget* DiscoveryDialog::buildFoot() {
  auto* foot = new QWidget(this);
  auto* column = new QVBoxLayout(foot);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(8);
  progress_ = new QProgressBar(foot);
  progress_->setObjectName(QStringLiteral("discover.progress"));
  progress_->setAccessibleName(tr("How far reading or searching is"));
  progress_->setTextVisible(false);
  column->addWidget(progress_);
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  command_ = addButton(foot, "command", tr("Copy as command line"), &DiscoveryDialog::copyCommand);
  reason_ = new QLabel(foot);
  reason_->setObjectName(QStringLiteral("discover.reason"));
  reason_->setWordWrap(true);
  reason_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  cancel_ = addButton(foot, "cancel", tr("Cancel"), &DiscoveryDialog::reject);
  back_ = addButton(foot, "back", tr("Back"), &DiscoveryDialog::goBack);
  find_ = addButton(foot, "find", tr("Find the factory"), &DiscoveryDialog::find);
  save_ = addButton(foot, "save", tr("Save report..."), &DiscoveryDialog::saveWanted);
  open_ = addButton(foot, "open", tr("Open this factory"), &DiscoveryDialog::openFactory);
  for (QPushButton* button : {find_, open_}) button->setProperty("look", "primary");
  row->addWidget(command_);
  row->addWidget(reason_, 1);
  for (QPushButton* button : {cancel_, back_, find_, save_, open_}) row->addWidget(button);
  column->addLayout(row);
  return foot;
}

void DiscoveryDialog::openFile(const QString& file) {
  model_.open(file);
  present();
}

void DiscoveryDialog::present() {
  show();
  raise();
  activateWindow();
}

void DiscoveryDialog::showState() {
  const State state = model_.state();
  const bool is_result = state == State::Found;
  const bool is_searching = state == State::Discovering;
  const QString obstacle = model_.obstacle();
  if (state == State::Ready && phase_.isEmpty() && !model_.mapping().preview().rows.empty()) choices_->fitPreview();
  file_->setText(QFileInfo(model_.file()).fileName());
  file_->setToolTip(model_.file());
  pages_->setCurrentWidget(is_result ? static_cast<QWidget*>(result_) : choices_);
  choices_->setEnabled(!is_searching);
  other_->setEnabled(!is_searching);
  if (model_.isWorking() && progress_->isHidden()) progress_->setRange(0, 0);
  progress_->setVisible(model_.isWorking());
  if (!is_searching) phase_.clear();
  find_->setVisible(!is_result);
  find_->setEnabled(obstacle.isEmpty());
  command_->setEnabled(model_.reading().has_value());
  for (QPushButton* button : {back_, save_, open_}) button->setVisible(is_result);
  cancel_->setText(is_searching ? tr("Stop") : is_result ? tr("Close") : tr("Cancel"));
  const bool is_wrong = !obstacle.isEmpty() && !model_.isWorking() && !is_result;
  tell(is_result ? QString() : phase_.isEmpty() ? obstacle : phase_, is_wrong ? "error" : "muted");
}

void DiscoveryDialog::tell(const QString& text, const char* look) {
  reason_->setText(text);
  reason_->setProperty("look", look);
  reason_->style()->unpolish(reason_);
  reason_->style()->polish(reason_);
}

void DiscoveryDialog::showProgress(double done, double total, const QString& what) {
  progress_->setRange(0, 1000);
  progress_->setValue(total > 0 ? static_cast<int>(1000 * done / total) : 0);
  if (model_.state() != State::Discovering) return;
  phase_ = phaseText(what, done, total);
  if (!phase_.isEmpty()) reason_->setText(phase_);
}

void DiscoveryDialog::copyCommand() {
  QGuiApplication::clipboard()->setText(model_.command());
  say(tr("Copied."));
}

void DiscoveryDialog::say(const QString& text) {
  tell(text, "muted");
}

void DiscoveryDialog::sayProblem(const QString& text) {
  tell(text, "error");
}

void DiscoveryDialog::find() {
  model_.discover();
}

void DiscoveryDialog::goBack() {
  model_.goBack();
}

void DiscoveryDialog::openFactory() {
  if (!model_.result()) return;
  hide();
  emit openWanted(model_.result()->factory);
}

void DiscoveryDialog::reject() {
  if (model_.state() == State::Discovering) {
    model_.cancel();
    return;
  }
  model_.cancel();
  QDialog::reject();
}

void DiscoveryDialog::closeEvent(QCloseEvent* event) {
  model_.cancel();
  if (isVisible()) QDialog::reject();  // ours would stop at stopping a search
  event->accept();
}

}  // namespace mw::panels
