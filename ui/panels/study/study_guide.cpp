// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/study/study_guide.h"

#include <QHBoxLayout>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/panels/study/guide_comparison.h"
#include "ui/panels/study/guide_ending.h"
#include "ui/panels/study/guide_factors_page.h"
#include "ui/panels/study/guide_question.h"
#include "ui/panels/study/guide_replications.h"
#include "ui/panels/study/guide_warmup.h"
#include "ui/panels/theme/icons.h"

namespace mw::panels {
namespace {

constexpr int kStepsWidth = 196;
constexpr QSize kFirstSize{1000, 592};
constexpr int kLast = static_cast<int>(models::kGuideSteps.size()) - 1;
constexpr int kIcon = 16;
constexpr std::array kStepNames = {"question", "factors", "ending", "warmup", "replications", "comparison"};

/// Takes the room of one, so that the texts stand below each other.
QIcon noIcon() {
  QPixmap empty(kIcon, kIcon);
  empty.fill(Qt::transparent);
  return empty;
}

}  // namespace

StudyGuide::StudyGuide(models::Document& document, models::StudyModel& study, jobs::JobService& jobs,
                       const ThemeService& themes, QWidget* parent)
    : QDialog(parent), study_(study), themes_(themes), guide_(document, study, jobs) {
  setObjectName(QStringLiteral("studyGuide"));
  setWindowTitle(tr("New study"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  auto* row = new QHBoxLayout;
  row->setSpacing(0);
  row->addWidget(buildSteps());
  row->addWidget(buildPages(jobs), 1);
  column->addLayout(row, 1);
  column->addWidget(buildFoot());
  resize(kFirstSize);
  connect(&guide_, &models::GuidedStudy::outdated, this, &QDialog::reject);
  connect(&guide_, &models::GuidedStudy::changed, this, &StudyGuide::showSteps);
  // Enter goes on from wherever it is pressed.
  for (QPushButton* button : findChildren<QPushButton*>()) button->setAutoDefault(false);
  showStep(0);
}

/// The base would hide it once the models are gone, and views that lose the focus then still ask for their rows.
StudyGuide::~StudyGuide() {
  hide();
}

QWidget* StudyGuide::buildSteps() {
  auto* box = new QWidget(this);
  box->setFixedWidth(kStepsWidth);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(kPanelPadding, kPanelPadding + 4, kPanelPadding, kPanelPadding);
  column->setSpacing(4);
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    auto* button = new QPushButton(QStringLiteral("%1   %2").arg(i + 1).arg(stepTitle(models::kGuideSteps[i])), box);
    button->setObjectName(QStringLiteral("studyGuide.step.") + QLatin1String(kStepNames[i]));
    button->setProperty("look", "row");
    button->setLayoutDirection(Qt::LeftToRight);
    connect(button, &QPushButton::clicked, this, [this, i] { goTo(static_cast<int>(i)); });
    column->addWidget(button);
    steps_[i] = button;
  }
  column->addStretch(1);
  return box;
}

QWidget* StudyGuide::buildPages(jobs::JobService& jobs) {
  pages_ = new QStackedWidget(this);
  pages_->setObjectName(QStringLiteral("studyGuide.pages"));
  pages_->setProperty("look", "page");
  list_ = {new QuestionPage(guide_, pages_), new FactorsPage(guide_, jobs, pages_), new EndingPage(guide_, pages_),
           new WarmupPage(guide_, pages_),   new ReplicationsPage(guide_, pages_),  new ComparisonPage(guide_, pages_)};
  for (GuidePage* page : list_) {
    pages_->addWidget(page);
    connect(page, &GuidePage::touched, this, [this] { refuse({}); });
  }
  return pages_;
}

QPushButton* StudyGuide::addButton(const char* name, const QString& text, void (StudyGuide::*run)()) {
  auto* button = new QPushButton(text, this);
  button->setObjectName(QStringLiteral("studyGuide.") + QLatin1String(name));
  connect(button, &QPushButton::clicked, this, run);
  return button;
}

QWidget* StudyGuide::buildFoot() {
  auto* foot = new QFrame(this);
  foot->setProperty("look", "bar-bottom");
  auto* row = new QHBoxLayout(foot);
  row->setContentsMargins(kPanelPadding, kPanelPadding, kPanelPadding, kPanelPadding);
  row->setSpacing(8);
  reason_ = new QLabel(foot);
  reason_->setObjectName(QStringLiteral("studyGuide.reason"));
  reason_->setProperty("look", "error");
  reason_->setWordWrap(true);
  reason_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  row->addWidget(reason_, 1);
  auto* cancel = new QPushButton(tr("Cancel"), foot);
  cancel->setObjectName(QStringLiteral("studyGuide.cancel"));
  connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
  row->addWidget(cancel);
  back_ = addButton("back", tr("Back"), &StudyGuide::goBack);
  run_ = addButton("run", tr("Make and run"), &StudyGuide::makeAndRun);
  make_ = addButton("make", tr("Make the study"), &StudyGuide::make);
  next_ = addButton("next", tr("Next"), &StudyGuide::goOn);
  for (QPushButton* button : {back_, run_, make_, next_}) row->addWidget(button);
  for (QPushButton* button : {make_, next_}) button->setProperty("look", "primary");
  return foot;
}

void StudyGuide::done(int result) {
  guide_.pilot().cancel();
  QDialog::done(result);
}

int StudyGuide::step() const {
  return pages_->currentIndex();
}

QString StudyGuide::refusalAt(int step) const {
  const QString typed = list_[static_cast<std::size_t>(step)]->problem();
  return typed.isEmpty() ? guide_.refusal(models::kGuideSteps[static_cast<std::size_t>(step)]) : typed;
}

void StudyGuide::refuse(const QString& reason) {
  reason_->setText(reason);
}

void StudyGuide::goTo(int step) {
  for (int i = this->step(); i < step; ++i) {
    const QString reason = refusalAt(i);
    if (reason.isEmpty()) continue;
    showStep(i);
    return refuse(reason);
  }
  showStep(step);
}

void StudyGuide::goBack() {
  goTo(step() - 1);
}

void StudyGuide::goOn() {
  goTo(step() + 1);
}

bool StudyGuide::handOver() {
  for (int i = 0; i <= kLast; ++i) {
    const QString reason = refusalAt(i);
    if (reason.isEmpty()) continue;
    showStep(i);
    refuse(reason);
    return false;
  }
  if (const QString obstacle = guide_.obstacle(); !obstacle.isEmpty()) {
    refuse(obstacle);
    return false;
  }
  guide_.make();
  emit made();
  return true;
}

void StudyGuide::make() {
  if (handOver()) accept();
}

void StudyGuide::makeAndRun() {
  if (!handOver()) return;
  study_.run();
  accept();
}

void StudyGuide::showStep(int step) {
  refuse({});
  reached_ = std::max(reached_, step);
  pages_->setCurrentIndex(step);
  const bool is_last = step == kLast;
  back_->setEnabled(step > 0);
  next_->setVisible(!is_last);
  next_->setDefault(!is_last);
  make_->setVisible(is_last);
  make_->setDefault(is_last);
  run_->setVisible(is_last);
  showSteps();
  QWidget* first = list_[static_cast<std::size_t>(step)]->firstField();
  (first != nullptr ? first : is_last ? make_ : next_)->setFocus(Qt::OtherFocusReason);
}

void StudyGuide::showSteps() {
  const int present = step();
  for (int i = 0; i <= kLast; ++i) {
    QPushButton* button = steps_[static_cast<std::size_t>(i)];
    const bool is_done = i != present && i <= reached_;
    const QString state = i == present ? tr("present") : is_done ? tr("done") : tr("to come");
    button->setAccessibleName(tr("Step %1 of %2: %3, %4")
                                  .arg(i + 1)
                                  .arg(kLast + 1)
                                  .arg(stepTitle(models::kGuideSteps[static_cast<std::size_t>(i)]), state));
    button->setEnabled(i <= reached_);
    button->setCheckable(true);
    button->setChecked(i == present);
    button->setIcon(is_done ? lineIcon(QStringLiteral("checkmark"), themes_, Token::Accent) : noIcon());
  }
}

}  // namespace mw::panels
