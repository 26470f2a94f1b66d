// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/study/results_view.h"

#include <QHeaderView>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

#include "ui/models/response_text.h"
#include "ui/panels/segments.h"
#include "ui/panels/study/study_parts.h"
#include "ui/panels/theme/sorted_header.h"

namespace mw::panels {
namespace {

enum Tab { kEffects, kMatrix, kCompare, kReading };  // the last is none to choose
constexpr std::size_t kMostRows = 6;                 // of the matrix
constexpr int kEffectsWidth = 240;
constexpr int kMeasuredRows = 50;  // to find how wide a column is: thousands would keep the window waiting

}  // namespace

ResultsView::ResultsView(models::StudyModel& study, models::Document& document, jobs::JobService& jobs,
                         const ThemeService& themes, QWidget* parent)
    : QWidget(parent), study_(study), results_(study) {
  sorted_.setSourceModel(&results_);
  sorted_.setSortRole(models::StudyResultsTable::kSortRole);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  auto* splitter = new QSplitter(Qt::Vertical, this);
  splitter->setHandleWidth(1);
  splitter->setChildrenCollapsible(false);
  buildTable();
  auto* lower = new QWidget(splitter);
  auto* lower_column = new QVBoxLayout(lower);
  lower_column->setContentsMargins(0, 6, 0, 0);
  lower_column->setSpacing(4);
  actions_ = new PointActions(study_, document, jobs, lower);
  connect(actions_, &PointActions::openWanted, this, &ResultsView::openWanted);
  lower_column->addWidget(buildHead());
  lower_column->addWidget(buildPages(themes, jobs), 1);
  splitter->addWidget(table_);
  splitter->addWidget(lower);
  splitter->setSizes({230, 290});
  column->addWidget(splitter);
  connect(&study_, &models::StudyModel::resultsChanged, this, &ResultsView::showResults);
  connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ResultsView::followChoice);
  // Views drop the selection with a reset and say nothing.
  connect(&sorted_, &QAbstractItemModel::modelReset, this, &ResultsView::restoreChoice);
  showResults();
}

void ResultsView::buildTable() {
  table_ = new QTableView(this);
  table_->setObjectName(QStringLiteral("study.results"));
  table_->setAccessibleName(tr("Results by point"));
  table_->setModel(&sorted_);
  table_->setSortingEnabled(true);
  makeRoomForArrow(*table_->horizontalHeader());
  table_->sortByColumn(0, Qt::AscendingOrder);
  quiet(table_);
  table_->setFont(Theme::labelFont());
  table_->setSelectionMode(QAbstractItemView::ExtendedSelection);
  table_->horizontalHeader()->setResizeContentsPrecision(kMeasuredRows);
  table_->horizontalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
}

QWidget* ResultsView::buildHead() {
  auto* head = new QWidget(this);
  auto* row = new QHBoxLayout(head);
  row->setContentsMargins(kPanelPadding, 0, kPanelPadding, 0);
  row->setSpacing(8);
  tabs_ = new QButtonGroup(this);
  QFrame* segments = makeSegments(
      {{"study.tab.effects", tr("Effects")}, {"study.tab.matrix", tr("Matrix")}, {"study.tab.compare", tr("Compare")}},
      *tabs_, head);
  connect(tabs_, &QButtonGroup::idClicked, this, &ResultsView::showPlots);
  response_ = new QComboBox(head);
  response_->setObjectName(QStringLiteral("study.response"));
  response_->setAccessibleName(tr("Response"));
  factor_ = new QComboBox(head);
  factor_->setObjectName(QStringLiteral("study.factor"));
  factor_->setAccessibleName(tr("Factor"));
  over_ = mutedLabel(tr("over"), head);
  for (QComboBox* box : {response_, factor_}) {
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    box->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  }
  connect(response_, &QComboBox::activated, this, &ResultsView::readAnew);
  connect(factor_, &QComboBox::activated, this, &ResultsView::showPlots);
  row->addWidget(segments);
  row->addWidget(response_);
  row->addWidget(over_);
  row->addWidget(factor_);
  row->addWidget(actions_, 1);
  return head;
}

QWidget* ResultsView::buildEffects(const ThemeService& themes, jobs::JobService& jobs) {
  auto* both = new QSplitter(pages_);
  both->setObjectName(QStringLiteral("study.effectsSplitter"));
  both->setHandleWidth(1);
  both->setChildrenCollapsible(false);
  effect_ = new EffectPlot(themes, both);
  effect_->setObjectName(QStringLiteral("study.plot"));
  effect_->setAccessibleName(tr("Response over factor: points with 95 % intervals, and the mean over other factors"));
  effect_->setToolTip(tr("Points with 95 % intervals; the line is the mean over the other factors"));
  effect_->setMinimumSize(200, 120);
  effects_ = new EffectsView(study_, jobs, themes, both);
  effects_->setMinimumWidth(kEffectsWidth);
  connect(effects_, &EffectsView::factorPicked, this, [this](const QString& factor) {
    factor_->setCurrentText(factor);
    showPlots();
  });
  both->addWidget(effect_);
  both->addWidget(effects_);
  both->setStretchFactor(0, 1);
  both->setSizes({480, kEffectsWidth + 60});
  return both;
}

QWidget* ResultsView::buildPages(const ThemeService& themes, jobs::JobService& jobs) {
  pages_ = new QStackedWidget(this);
  auto* scroll = new QScrollArea(pages_);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setFocusPolicy(Qt::NoFocus);
  auto* page = new QFrame(scroll);
  page->setProperty("look", "page");
  auto* in_page = new QVBoxLayout(page);
  in_page->setContentsMargins(0, 0, kPanelPadding, 0);
  matrix_ = new ScatterMatrix(themes, page);
  matrix_->setObjectName(QStringLiteral("study.matrix"));
  matrix_->setAccessibleName(tr("Every response over every factor"));
  connect(matrix_, &ScatterMatrix::brushed, this, &ResultsView::choose);
  in_page->addWidget(matrix_);
  scroll->setWidget(page);
  compare_ = new CompareView(study_, themes, pages_);
  compare_->setObjectName(QStringLiteral("study.compare"));
  connect(compare_, &CompareView::bestWanted, this, &ResultsView::bestWanted);
  pages_->addWidget(buildEffects(themes, jobs));
  pages_->addWidget(scroll);
  pages_->addWidget(compare_);
  reading_ = mutedLabel({}, pages_);
  reading_->setObjectName(QStringLiteral("study.reading"));
  reading_->setAlignment(Qt::AlignCenter);
  reading_->setWordWrap(true);
  pages_->addWidget(reading_);
  return pages_;
}

void ResultsView::showResults() {
  const models::StudyResults& results = study_.results();
  const bool is_new = table_->model()->columnCount() != table_->property("columns").toInt();
  refill(response_, results.responses(), &models::responseTitle);
  refill(factor_, results.factors());
  if (results.pointCount() == 0) return;
  if (is_new || results.isComplete()) {
    // Its look decides how much room the texts need, also before it is seen.
    table_->ensurePolished();
    table_->horizontalHeader()->ensurePolished();
    table_->resizeColumnsToContents();
  }
  table_->setProperty("columns", table_->model()->columnCount());
  showPlots();
}

void ResultsView::readAnew() {
  if (response_->currentIndex() >= 0) study_.fetchAnew(static_cast<std::size_t>(response_->currentIndex()));
  showPlots();
}

void ResultsView::showPlots() {
  const int tab = tabs_->checkedId();
  pages_->setCurrentIndex(tab);
  for (QWidget* widget : std::initializer_list<QWidget*>{factor_, over_}) widget->setVisible(tab == kEffects);
  response_->setVisible(tab != kMatrix);
  const models::StudyResults& results = study_.results();
  if (results.pointCount() == 0 || response_->currentIndex() < 0 || factor_->currentIndex() < 0) return;
  const auto response = static_cast<std::size_t>(response_->currentIndex());
  if (!results.isAtHand(response)) {
    study_.fetch(response);  // resultsChanged() comes back here
    reading_->setText(study_.isBeingRead(response) ? tr("Reading the values of this response ...")
                                                   : tr("The values could not be read. Choose the response again."));
    pages_->setCurrentIndex(kReading);
    return;
  }
  if (tab == kEffects) {
    const QString unit =
        study_.factory() ? models::responseUnit(*study_.factory(), results.responses()[response]) : QString();
    effects_->setResponse(results.responses()[response]);
    effect_->show(results, static_cast<std::size_t>(factor_->currentIndex()), response, unit);
  } else if (tab == kMatrix) {
    std::vector<std::size_t> rows{response};
    for (const std::size_t i : results.atHand())
      if (i != response && rows.size() < kMostRows) rows.push_back(i);
    matrix_->show(results, rows);
  } else {
    compare_->setResponse(response);
  }
}

std::set<std::size_t> ResultsView::chosenPoints() const {
  std::set<std::size_t> points;
  for (const QModelIndex& index : table_->selectionModel()->selectedRows())
    points.insert(static_cast<std::size_t>(sorted_.mapToSource(index).row()));
  return points;
}

void ResultsView::followChoice() {
  chosen_ = chosenPoints();
  chosen_of_ = study_.draft().name;
  actions_->setPoint(chosen_.size() == 1 ? std::optional(*chosen_.begin()) : std::nullopt);
  matrix_->setChosen(chosen_);
  compare_->setPoints(chosen_);
}

void ResultsView::restoreChoice() {
  std::vector<std::size_t> kept;
  if (chosen_of_ == study_.draft().name) kept.assign(chosen_.begin(), chosen_.end());
  std::erase_if(kept, [&](std::size_t point) { return point >= study_.results().pointCount(); });
  if (kept.empty()) return followChoice();
  table_->selectionModel()->select(rowsOf(kept), QItemSelectionModel::ClearAndSelect);
}

QItemSelection ResultsView::rowsOf(const std::vector<std::size_t>& points) const {
  QItemSelection rows;
  for (const std::size_t point : points) {
    const QModelIndex first = sorted_.mapFromSource(results_.index(static_cast<int>(point), 0));
    rows.select(first, first.siblingAtColumn(sorted_.columnCount() - 1));
  }
  return rows;
}

void ResultsView::choose(const std::vector<std::size_t>& points) {
  const QItemSelection rows = rowsOf(points);
  table_->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
  if (!rows.isEmpty()) table_->scrollTo(rows.indexes().front());
}

}  // namespace mw::panels
