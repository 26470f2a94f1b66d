// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/study/design_view.h"

#include <QHBoxLayout>
#include <QVBoxLayout>
#include <cmath>

#include "ui/models/figure_format.h"
#include "ui/panels/study/study_parts.h"

namespace mw::panels {
namespace {

constexpr double kDot = 6;

/// A factor's value as a number; of a level that is none its place in the list.
double coordinate(const models::StudyDraft::Factor& factor, const Json& value) {
  if (value.is_number()) return value.get<double>();
  const auto found = std::ranges::find_if(
      factor.levels, [&value](const Json& level) { return experiment::levelName(level) == value; });
  return static_cast<double>(found - factor.levels.begin());
}

/// Runs often take milliseconds.
QString shortText(double duration_s) {
  return duration_s < 1 ? DesignView::tr("%1 ms").arg(models::figure(1000 * duration_s))
                        : models::durationText(duration_s);
}

}  // namespace

DesignView::DesignView(models::StudyModel& study, models::DesignPreview& preview, const ThemeService& themes,
                       QWidget* parent)
    : QWidget(parent), study_(study), preview_(preview) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(kPanelPadding, kPanelPadding, kPanelPadding, 4);
  column->setSpacing(4);
  column->addWidget(buildHead());
  count_ = new QLabel(this);
  count_->setObjectName(QStringLiteral("study.designCount"));
  time_ = mutedLabel({}, this);
  time_->setObjectName(QStringLiteral("study.designTime"));
  time_->setWordWrap(true);
  problem_ = new QLabel(this);
  problem_->setObjectName(QStringLiteral("study.designProblem"));
  problem_->setProperty("look", "error");
  problem_->setWordWrap(true);
  plot_ = new PlotView(themes, PlotView::Time::None, this);
  plot_->setObjectName(QStringLiteral("study.designPlot"));
  plot_->setAccessibleName(tr("Design points in two of the factors"));
  plot_->setMinimumHeight(120);
  points_ = plot_->addCurve(CurveRole::Measured);
  for (QWidget* widget : std::initializer_list<QWidget*>{count_, time_, problem_}) column->addWidget(widget);
  column->addWidget(plot_, 1);
  connect(&preview_, &models::DesignPreview::changed, this, &DesignView::showDesign);
  connect(&study_, &models::StudyModel::draftChanged, this, &DesignView::showDesign);
  showDesign();
}

QWidget* DesignView::buildHead() {
  auto* head = new QWidget(this);
  auto* row = new QHBoxLayout(head);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  row->addWidget(headingLabel(tr("Design"), head));
  row->addStretch(1);
  x_ = new QComboBox(head);
  x_->setObjectName(QStringLiteral("study.designX"));
  x_->setAccessibleName(tr("Factor along"));
  y_ = new QComboBox(head);
  y_->setObjectName(QStringLiteral("study.designY"));
  y_->setAccessibleName(tr("Factor upwards"));
  against_ = mutedLabel(tr("over"), head);
  for (QComboBox* box : {x_, y_}) {
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(box, &QComboBox::activated, this, &DesignView::showDesign);
  }
  row->addWidget(y_);
  row->addWidget(against_);
  row->addWidget(x_);
  return head;
}

void DesignView::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  preview_.setWatched(true);
}

void DesignView::hideEvent(QHideEvent* event) {
  QWidget::hideEvent(event);
  preview_.setWatched(false);
}

void DesignView::showText() {
  const auto replications = static_cast<double>(study_.draft().replications);
  const double points = study_.draft().factors.empty() ? 0 : models::pointCountOf(study_.draft());
  const QString count = study_.draft().precision.is_null() ? tr("%1 points × %2 replications = %3 runs")
                                                           : tr("%1 points × up to %2 replications = at most %3 runs");
  count_->setText(points > 0
                      ? count.arg(points, 0, 'f', 0).arg(replications, 0, 'f', 0).arg(points * replications, 0, 'f', 0)
                      : QString());
  const double one_s = preview_.runTime_s();
  QString time;
  if (std::isfinite(one_s)) {
    time = tr("About %1: one run of point 0 was made and took %2, on %3 processors")
               .arg(shortText(preview_.totalTime_s()), shortText(one_s))
               .arg(preview_.processors());
  } else if (points > static_cast<double>(models::DesignPreview::kMostPoints)) {
    time = tr("More than %1 points are checked when the study runs").arg(models::DesignPreview::kMostPoints);
  } else if (points > 0) {
    time = tr("Measuring how long one run takes ...");
  }
  time_->setText(time);
  problem_->setText(preview_.problem());
  problem_->setVisible(!preview_.problem().isEmpty());
}

void DesignView::showDesign() {
  const auto& factors = study_.draft().factors;
  const std::vector<std::string> names = study_.draft().factorNames();
  const bool was_one = y_->count() < 2;
  refill(x_, names);
  refill(y_, names);
  if (was_one && y_->count() > 1 && y_->currentIndex() == x_->currentIndex()) y_->setCurrentIndex(1);
  y_->setVisible(names.size() > 1);
  against_->setVisible(names.size() > 1);
  showText();
  QVector<double> x;
  QVector<double> y;
  const auto along = static_cast<std::size_t>(std::max(0, x_->currentIndex()));
  const auto up = static_cast<std::size_t>(std::max(0, y_->currentIndex()));
  for (const Json& point : preview_.points()) {
    // The points are of the draft as it was when they were made.
    if (along >= factors.size() || up >= factors.size()) break;
    if (!point.contains(names[along]) || !point.contains(names[up])) break;
    x << coordinate(factors[along], point[names[along]]);
    y << (names.size() > 1 ? coordinate(factors[up], point[names[up]]) : 0.0);
  }
  points_->setData(x, y);
  QCPScatterStyle dots = points_->scatterStyle();
  dots.setSize(kDot);
  points_->setScatterStyle(dots);
  plot_->yAxis->setTickLabels(names.size() > 1);  // of one factor the points lie on a line
  plot_->setXLabel(along < names.size() ? QString::fromStdString(names[along]) : QString());
  plot_->setYLabel(names.size() > 1 && up < names.size() ? QString::fromStdString(names[up]) : QString());
  plot_->setHomeFromData(false);
  plot_->setEmptyText(x.isEmpty() ? tr("The points of the design appear here.") : QString());
  plot_->replot(QCustomPlot::rpQueuedReplot);
}

}  // namespace mw::panels
