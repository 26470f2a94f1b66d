// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/study/compare_view.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "core/experiment/event_engine.h"
#include "ui/models/response_text.h"
#include "ui/panels/study/study_parts.h"

namespace mw::panels {
namespace {

constexpr std::size_t kMostPoints = 30;

/// What the factory says of a response; of one that it does not know, the name.
kpi::KpiDeclaration declarationOf(const models::StudyModel& study, const std::string& response) {
  if (!study.factory()) return {response, "", ""};
  return experiment::eventKpi(*study.factory(), response);
}

}  // namespace

CompareView::CompareView(const models::StudyModel& study, const ThemeService& themes, QWidget* parent)
    : QWidget(parent), study_(study) {
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(0, 0, 0, 0);
  auto* scroll = new QScrollArea(this);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setFocusPolicy(Qt::NoFocus);
  auto* page = new QFrame(scroll);
  page->setProperty("look", "page");
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(kPanelPadding, 4, kPanelPadding, 4);
  column->setSpacing(6);
  hint_ = mutedLabel(tr("Choose two or more points in the table (Ctrl+click) to compare them."), page);
  hint_->setObjectName(QStringLiteral("study.compareHint"));
  auto* best = new QPushButton(tr("Select the best ..."), page);
  best->setObjectName(QStringLiteral("study.best"));
  best->setAccessibleName(tr("Select the best point"));
  best->setToolTip(tr("Makes the runs that it takes to be sure which point is best"));
  connect(best, &QPushButton::clicked, this, &CompareView::bestWanted);
  auto* top = new QHBoxLayout;
  hint_->setWordWrap(true);
  top->addWidget(hint_, 1);
  top->addStretch(0);
  top->addWidget(best);
  column->addLayout(top);
  head_ = new QWidget(page);
  auto* row = new QHBoxLayout(head_);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(mutedLabel(tr("Against"), head_));
  reference_ = new QComboBox(head_);
  reference_->setObjectName(QStringLiteral("study.reference"));
  reference_->setAccessibleName(tr("Reference point"));
  connect(reference_, &QComboBox::activated, this, &CompareView::showComparison);
  row->addWidget(reference_);
  row->addStretch(1);
  column->addWidget(head_);
  sentences_ = new QLabel(page);
  sentences_->setObjectName(QStringLiteral("study.comparison"));
  sentences_->setWordWrap(true);
  sentences_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  column->addWidget(sentences_);
  plot_ = new DifferencePlot(themes, page);
  plot_->setObjectName(QStringLiteral("study.differences"));
  column->addWidget(plot_);
  basis_ = mutedLabel({}, page);
  basis_->setObjectName(QStringLiteral("study.comparisonBasis"));
  basis_->setWordWrap(true);
  column->addWidget(basis_);
  column->addStretch(1);
  scroll->setWidget(page);
  outer->addWidget(scroll);
  showPoints();
}

void CompareView::setPoints(const std::set<std::size_t>& points) {
  points_ = points;
  showPoints();
}

void CompareView::setResponse(std::size_t response) {
  response_ = response;
  showComparison();
}

void CompareView::showPoints() {
  const QVariant before = reference_->currentData();
  reference_->clear();
  for (const std::size_t point : points_) reference_->addItem(tr("point %1").arg(point), QVariant::fromValue(point));
  reference_->setCurrentIndex(std::max(points_.empty() ? -1 : 0, reference_->findData(before)));
  showComparison();
}

void CompareView::showComparison() {
  const models::StudyResults& results = study_.results();
  const bool can_compare = points_.size() >= 2 && points_.size() <= kMostPoints &&
                           *points_.rbegin() < results.pointCount() && response_ < results.responses().size() &&
                           reference_->currentIndex() >= 0;
  hint_->setVisible(!can_compare);
  for (QWidget* widget : std::initializer_list<QWidget*>{head_, sentences_, plot_, basis_})
    widget->setVisible(can_compare);
  if (!can_compare) return;
  const auto reference = reference_->currentData().value<std::size_t>();
  std::vector<std::size_t> others(points_.begin(), points_.end());
  std::erase(others, reference);
  const kpi::KpiDeclaration declared = declarationOf(study_, results.responses()[response_]);
  const auto runs = results.runs(response_);
  const auto comparison = experiment::comparePoints(runs, reference, others, 0, declared.better);
  QStringList lines;
  for (const experiment::PairedDifference& difference : comparison.points) {
    QString line = QString::fromStdString(experiment::sentence(
        comparison, difference, models::responseTitle(declared.name).toLower().toStdString(), declared.unit));
    line[0] = line[0].toUpper();
    lines << line.replace(QStringLiteral("+-"), QStringLiteral("±"));
  }
  sentences_->setText(lines.join(QLatin1Char('\n')));
  plot_->show(comparison, QString::fromStdString(declared.unit));
  QString basis = QString::fromStdString(experiment::basis(comparison));
  basis += study_.draft().common_random_numbers ? tr(" · common random numbers") : tr(" · independent random numbers");
  basis_->setText(basis);
}

}  // namespace mw::panels
