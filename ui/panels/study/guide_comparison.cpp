// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/study/guide_comparison.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <cmath>

#include "ui/models/figure_format.h"
#include "ui/models/response_text.h"
#include "ui/panels/study/study_parts.h"
#include "ui/panels/theme/theme.h"

namespace mw::panels {
namespace {

using experiment::Design;

constexpr int kMostPoints = 1'000'000;

QLabel* wrappedLabel(const char* look, const QString& name, QWidget* parent) {
  auto* label = new QLabel(parent);
  label->setObjectName(name);
  label->setProperty("look", look);
  label->setWordWrap(true);
  return label;
}

}  // namespace

ComparisonPage::ComparisonPage(models::GuidedStudy& guide, QWidget* parent)
    : GuidePage(guide, models::GuideStep::Comparison, QStringLiteral("comparison"),
                tr("The design says which points are tried. What is to be compared has to be in it, today's factory "
                   "too: better than what?"),
                parent) {
  design_ = new QComboBox(this);
  design_->setObjectName(named("design"));
  design_->addItem(tr("Grid: every combination"), static_cast<int>(Design::Type::Grid));
  design_->addItem(tr("Latin hypercube, maximin"), static_cast<int>(Design::Type::LatinHypercube));
  design_->addItem(tr("Sobol sequence"), static_cast<int>(Design::Type::Sobol));
  connect(design_, &QComboBox::activated, this, [this] {
    this->guide().setDesign(static_cast<Design::Type>(design_->currentData().toInt()));
    emit touched();
  });
  addField(tr("Design"), design_);
  points_ = new QSpinBox(this);
  points_->setObjectName(named("points"));
  points_->setAccessibleName(tr("Points, or steps per factor of a grid"));
  points_->setRange(2, kMostPoints);
  points_->setKeyboardTracking(false);
  connect(points_, &QSpinBox::valueChanged, this, [this](int points) {
    this->guide().setPoints(static_cast<std::uint32_t>(points));
    emit touched();
  });
  points_label_ = addField(tr("Points"), points_);
  reason_ = addNote("reason");
  today_ = new QCheckBox(tr("Include today's factory as a point"), this);
  today_->setObjectName(named("today"));
  today_->setAccessibleName(today_->text());
  connect(today_, &QCheckBox::toggled, &guide, &models::GuidedStudy::setToday);
  column().addWidget(today_);
  today_note_ = addNote("todayNote");
  column().addSpacing(4);
  column().addWidget(buildSummary());
  column().addStretch(1);
  connect(&guide, &models::GuidedStudy::changed, this, &ComparisonPage::showState);
  showState();
}

QWidget* ComparisonPage::buildSummary() {
  auto* card = new QFrame(this);
  card->setProperty("look", "card");
  auto* column = new QVBoxLayout(card);
  column->setContentsMargins(kPanelPadding, kPanelPadding, kPanelPadding, kPanelPadding);
  column->setSpacing(6);
  runs_ = wrappedLabel("strong", named("runs"), card);
  time_ = wrappedLabel("muted", named("time"), card);
  recap_ = wrappedLabel("muted", named("recap"), card);
  problem_ = wrappedLabel("error", named("problem"), card);
  for (QLabel* label : {runs_, time_, recap_, problem_}) column->addWidget(label);
  return card;
}

void ComparisonPage::showEvent(QShowEvent* event) {
  GuidePage::showEvent(event);
  guide().preview().setWatched(true);
}

void ComparisonPage::hideEvent(QHideEvent* event) {
  GuidePage::hideEvent(event);
  guide().preview().setWatched(false);
}

void ComparisonPage::showState() {
  const QSignalBlocker quiet_points(points_);
  const QSignalBlocker quiet_today(today_);
  const models::StudyDraft& draft = guide().draft();
  const bool is_grid = draft.design == Design::Type::Grid;
  design_->setCurrentIndex(design_->findData(static_cast<int>(draft.design)));
  points_label_->setText(is_grid ? tr("Steps of a range") : tr("Points"));
  points_->setValue(static_cast<int>(is_grid ? draft.steps : draft.points));
  const models::DesignAdvice advised = guide().suggestion();
  tell(reason_, advised.type == draft.design ? advised.reason : tr("Suggested was: %1").arg(advised.reason));
  today_->setChecked(guide().hasToday());
  tell(today_note_, guide().isTodayDesigned()
                        ? tr("The design has a point with today's values by itself.")
                        : tr("Numbered last; the table of results compares any two points in words."));
  showSummary();
}

void ComparisonPage::showSummary() {
  const models::StudyDraft& draft = guide().draft();
  const double points = models::pointCountOf(draft);
  const auto replications = static_cast<double>(draft.replications);
  runs_->setText(tr("%1 points × %2 replications = %3 runs")
                     .arg(points, 0, 'f', 0)
                     .arg(replications, 0, 'f', 0)
                     .arg(points * replications, 0, 'f', 0));
  const double total_s = guide().totalTime_s();
  const QString about = total_s < 1 ? tr("less than a second") : models::durationText(total_s);
  time_->setText(std::isfinite(total_s) ? tr("About %1 on %2 processors, by the time that a pilot run took")
                                              .arg(about)
                                              .arg(guide().preview().processors())
                                        : tr("How long it takes is known once a run was measured"));
  QStringList factors;
  for (const auto& factor : draft.factors) factors << QString::fromStdString(factor.name);
  const QString warmup =
      draft.warmup_s > 0 ? tr("without the first %1").arg(models::durationText(draft.warmup_s)) : tr("no warm-up");
  recap_->setText(tr("%1 over %2, each run %3, %4")
                      .arg(models::responseTitle(guide().response()), factors.join(QStringLiteral(", ")),
                           models::durationText(draft.horizon_s), warmup));
  tell(problem_, guide().preview().problem(), "error");
}

}  // namespace mw::panels
