// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/study/study_panel.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSplitter>
#include <QVBoxLayout>
#include <array>
#include <cmath>

#include "core/base/text.h"
#include "ui/models/factor_proposals.h"
#include "ui/models/figure_format.h"
#include "ui/models/response_text.h"
#include "ui/panels/theme/icons.h"

namespace mw::panels {
namespace {

using experiment::Design;
using models::StudyDraft;

QLabel* mutedLabel(const QString& text, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setProperty("look", "muted");
  return label;
}

/// "259200" or "3d" as the user would write it.
QString durationField(double duration_s) {
  const auto text = [](double value, const char* unit) {
    return QString::fromStdString(numberText(value)) + QLatin1Char(' ') + QLatin1String(unit);
  };
  if (duration_s > 0 && std::fmod(duration_s, 86400) == 0) return text(duration_s / 86400, "d");
  if (duration_s > 0 && std::fmod(duration_s, 3600) == 0) return text(duration_s / 3600, "h");
  if (duration_s > 0 && std::fmod(duration_s, 60) == 0) return text(duration_s / 60, "m");
  return text(duration_s, "s");
}

std::optional<double> durationFrom(QString text) {
  text.remove(QLatin1Char(' '));
  text.replace(QStringLiteral("min"), QStringLiteral("m"));
  return parseDuration(text.toStdString());
}

void quiet(QTableView* view) {
  view->verticalHeader()->hide();
  view->verticalHeader()->setDefaultSectionSize(28);
  view->setShowGrid(false);
  view->setAlternatingRowColors(false);
  view->setSelectionBehavior(QAbstractItemView::SelectRows);
  view->horizontalHeader()->setHighlightSections(false);
  view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  view->setFrameShape(QFrame::NoFrame);
  view->setTabKeyNavigation(false);
}

}  // namespace

StudyPanel::StudyPanel(models::StudyModel& study, models::Document& document, models::Selection& selection,
                       const ThemeService& themes, QWidget* parent)
    : Panel(parent), study_(study), document_(document), selection_(selection), factors_(study), results_(study) {
  setObjectName(QStringLiteral("study"));
  sorted_.setSourceModel(&results_);
  sorted_.setSortRole(models::StudyResultsTable::kSortRole);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  auto* splitter = new QSplitter(this);
  splitter->setObjectName(QStringLiteral("study.splitter"));
  splitter->setHandleWidth(1);
  splitter->setChildrenCollapsible(false);
  splitter->addWidget(buildSetup());
  splitter->addWidget(buildResults(themes));
  splitter->setStretchFactor(1, 1);
  splitter->setSizes({500, 800});
  row->addWidget(splitter);

  using Model = models::StudyModel;
  connect(&study_, &Model::namesChanged, this, &StudyPanel::showNames);
  connect(&study_, &Model::draftChanged, this, &StudyPanel::showDraft);
  connect(&study_, &Model::stateChanged, this, &StudyPanel::showState);
  connect(&study_, &Model::progressChanged, this, &StudyPanel::showProgress);
  connect(&study_, &Model::resultsChanged, this, &StudyPanel::showResults);
  connect(&selection_, &models::Selection::changed, this, &StudyPanel::showState);
  showNames();
  showDraft();
  showState();
  showResults();
}

QWidget* StudyPanel::buildSetup() {
  auto* page = new QWidget(this);
  page->setMinimumWidth(400);
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(kPanelPadding, kPanelPadding, kPanelPadding, kPanelPadding);
  column->setSpacing(8);
  column->addWidget(buildHead());
  column->addWidget(buildFactors(), 1);
  column->addWidget(buildSettings());
  column->addWidget(buildRunRow());
  return page;
}

QWidget* StudyPanel::buildHead() {
  auto* head = new QWidget(this);
  auto* row = new QHBoxLayout(head);
  row->setContentsMargins(0, 0, 0, 0);
  names_ = new QComboBox(head);
  names_->setObjectName(QStringLiteral("study.choose"));
  names_->setAccessibleName(tr("Studies of the project"));
  connect(names_, &QComboBox::activated, this, [this](int index) {
    if (index > 0) study_.open(names_->itemText(index));
  });
  name_ = new QLineEdit(head);
  name_->setObjectName(QStringLiteral("study.name"));
  name_->setAccessibleName(tr("Name of the study"));
  name_->setPlaceholderText(tr("Name"));
  connect(name_, &QLineEdit::editingFinished, this, &StudyPanel::takeSettings);
  auto* create = new QPushButton(tr("New"), head);
  create->setObjectName(QStringLiteral("study.new"));
  connect(create, &QPushButton::clicked, &study_, &models::StudyModel::create);
  row->addWidget(name_, 1);
  row->addWidget(names_);
  row->addWidget(create);
  return head;
}

QWidget* StudyPanel::buildFactors() {
  auto* box = new QWidget(this);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  auto* head = new QHBoxLayout;
  auto* title = new QLabel(tr("Factors"), box);
  title->setProperty("look", "heading");
  head->addWidget(title);
  head->addStretch(1);
  vary_menu_ = new QMenu(this);
  vary_menu_->setObjectName(QStringLiteral("study.varyMenu"));
  connect(vary_menu_, &QMenu::aboutToShow, this, &StudyPanel::fillVaryMenu);
  vary_ = new QToolButton(box);
  vary_->setObjectName(QStringLiteral("study.vary"));
  vary_->setProperty("look", "framed");
  vary_->setMenu(vary_menu_);
  vary_->setPopupMode(QToolButton::InstantPopup);
  head->addWidget(vary_);
  remove_ = new QToolButton(box);
  remove_->setObjectName(QStringLiteral("study.removeFactor"));
  remove_->setProperty("look", "framed");
  remove_->setText(tr("Remove"));
  head->addWidget(remove_);
  column->addLayout(head);
  factor_view_ = new QTableView(box);
  factor_view_->setObjectName(QStringLiteral("study.factors"));
  factor_view_->setAccessibleName(tr("Factors: what the study varies"));
  factor_view_->setModel(&factors_);
  quiet(factor_view_);
  auto* header = factor_view_->horizontalHeader();
  header->setSectionResizeMode(QHeaderView::Interactive);
  header->setSectionResizeMode(models::FactorTable::Path, QHeaderView::Stretch);
  using Column = models::FactorTable::Column;
  for (const auto& [section, width] : std::initializer_list<std::pair<int, int>>{
           {Column::Name, 104}, {Column::Min, 52}, {Column::Max, 52}, {Column::Integer, 52}, {Column::Levels, 60}})
    header->resizeSection(section, width);
  factor_view_->setTextElideMode(Qt::ElideLeft);
  factor_view_->setMinimumHeight(120);
  connect(remove_, &QToolButton::clicked, this,
          [this] { factors_.remove(factor_view_->selectionModel()->selectedRows()); });
  column->addWidget(factor_view_, 1);
  return box;
}

QSpinBox* StudyPanel::addCount(QWidget* parent, const QString& name, const QString& label, int min, int max) {
  auto* box = new QSpinBox(parent);
  box->setObjectName(name);
  box->setAccessibleName(label);
  box->setRange(min, max);
  box->setKeyboardTracking(false);
  connect(box, &QSpinBox::valueChanged, this, &StudyPanel::takeSettings);
  return box;
}

QLineEdit* StudyPanel::addDuration(QWidget* parent, const QString& name, const QString& label) {
  auto* field = new QLineEdit(parent);
  field->setObjectName(name);
  field->setAccessibleName(label);
  field->setToolTip(tr("A time with its unit: 8 h, 3 d, 90 m"));
  connect(field, &QLineEdit::editingFinished, this, &StudyPanel::takeSettings);
  return field;
}

QWidget* StudyPanel::buildSettings() {
  auto* box = new QWidget(this);
  auto* grid = new QGridLayout(box);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(12);
  grid->setVerticalSpacing(8);
  design_ = new QComboBox(box);
  design_->setObjectName(QStringLiteral("study.design"));
  design_->setAccessibleName(tr("Design"));
  design_->addItem(tr("Latin hypercube"), static_cast<int>(Design::Type::LatinHypercube));
  design_->addItem(tr("Grid"), static_cast<int>(Design::Type::Grid));
  connect(design_, &QComboBox::activated, this, &StudyPanel::takeSettings);
  points_ = addCount(box, QStringLiteral("study.points"), tr("Points, or steps per factor of a grid"), 2, 1'000'000);
  replications_ = addCount(box, QStringLiteral("study.replications"), tr("Replications"), 1, 100'000);
  seed_ = addCount(box, QStringLiteral("study.seed"), tr("Seed"), 0, 2'000'000'000);
  horizon_ = addDuration(box, QStringLiteral("study.horizon"), tr("Horizon"));
  warmup_ = addDuration(box, QStringLiteral("study.warmup"), tr("Warm-up"));
  struct Entry {
    QString label;
    QWidget* field;
  };
  const std::array<Entry, 6> entries = {{{tr("Design"), design_},
                                         {tr("Points"), points_},
                                         {tr("Horizon"), horizon_},
                                         {tr("Warm-up"), warmup_},
                                         {tr("Replications"), replications_},
                                         {tr("Seed"), seed_}}};
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const int grid_row = static_cast<int>(i / 2);
    const int grid_column = static_cast<int>(i % 2) * 2;
    grid->addWidget(mutedLabel(entries[i].label, box), grid_row, grid_column);
    grid->addWidget(entries[i].field, grid_row, grid_column + 1);
  }
  grid->setColumnStretch(1, 1);
  grid->setColumnStretch(3, 1);
  return box;
}

QWidget* StudyPanel::buildRunRow() {
  auto* box = new QWidget(this);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 4, 0, 0);
  column->setSpacing(6);
  problem_ = new QLabel(box);
  problem_->setObjectName(QStringLiteral("study.problem"));
  problem_->setProperty("look", "error");
  problem_->setWordWrap(true);
  problem_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  column->addWidget(problem_);
  progress_ = new QProgressBar(box);
  progress_->setObjectName(QStringLiteral("study.progress"));
  progress_->setAccessibleName(tr("Runs done"));
  progress_->setTextVisible(false);
  column->addWidget(progress_);
  progress_text_ = mutedLabel({}, box);
  progress_text_->setObjectName(QStringLiteral("study.progressText"));
  column->addWidget(progress_text_);
  auto* row = new QHBoxLayout;
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
  row->addWidget(cancel_);
  row->addWidget(run_);
  column->addLayout(row);
  return box;
}

QWidget* StudyPanel::buildResults(const ThemeService& themes) {
  auto* page = new QWidget(this);
  pages_ = new QStackedLayout(page);
  auto* note = mutedLabel(tr("Select an element, choose \"Vary\" for what the study shall change, and press Run.\n"
                             "Results appear here point by point, each with its 95 % interval."),
                          page);
  note->setObjectName(QStringLiteral("study.note"));
  note->setAlignment(Qt::AlignCenter);
  pages_->addWidget(note);
  auto* splitter = new QSplitter(Qt::Vertical, page);
  splitter->setHandleWidth(1);
  splitter->setChildrenCollapsible(false);
  table_ = new QTableView(splitter);
  table_->setObjectName(QStringLiteral("study.results"));
  table_->setAccessibleName(tr("Results by point"));
  table_->setModel(&sorted_);
  table_->setSortingEnabled(true);
  table_->sortByColumn(0, Qt::AscendingOrder);
  quiet(table_);
  table_->horizontalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
  splitter->addWidget(table_);
  auto* lower = new QWidget(splitter);
  auto* column = new QVBoxLayout(lower);
  column->setContentsMargins(0, 8, 0, 0);
  column->setSpacing(0);
  auto* row = new QHBoxLayout;
  row->setContentsMargins(kPanelPadding, 0, kPanelPadding, 0);
  response_ = new QComboBox(lower);
  response_->setObjectName(QStringLiteral("study.response"));
  response_->setAccessibleName(tr("Response"));
  factor_ = new QComboBox(lower);
  factor_->setObjectName(QStringLiteral("study.factor"));
  factor_->setAccessibleName(tr("Factor"));
  for (QComboBox* box : {response_, factor_}) {
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(box, &QComboBox::activated, this, &StudyPanel::showResults);
  }
  row->setSpacing(8);
  row->addWidget(response_);
  row->addWidget(mutedLabel(tr("over"), lower));
  row->addWidget(factor_);
  row->addStretch(1);
  row->addWidget(mutedLabel(tr("points with 95 % intervals, line: mean over the other factors"), lower));
  column->addLayout(row);
  plot_ = new EffectPlot(themes, lower);
  plot_->setObjectName(QStringLiteral("study.plot"));
  plot_->setAccessibleName(tr("Response over factor"));
  plot_->setMinimumHeight(120);
  column->addWidget(plot_, 1);
  splitter->addWidget(lower);
  splitter->setSizes({260, 260});
  pages_->addWidget(splitter);
  return page;
}

void StudyPanel::fillVaryMenu() {
  vary_menu_->clear();
  const std::string id = selection_.current();
  const auto proposals = models::factorProposals(document_.factory(), id);
  for (const models::FactorProposal& proposal : proposals) {
    const QString unit = proposal.unit.empty() ? QString() : QLatin1Char(' ') + QString::fromStdString(proposal.unit);
    QAction* action = vary_menu_->addAction(
        QStringLiteral("%1  =  %2%3")
            .arg(QString::fromStdString(proposal.label), QString::fromStdString(numberText(proposal.value)), unit));
    action->setObjectName(QStringLiteral("study.vary.") + QString::fromStdString(proposal.path));
    connect(action, &QAction::triggered, this, [this, path = proposal.path] { study_.vary(path); });
  }
  if (proposals.empty())
    vary_menu_->addAction(id.empty() ? tr("Select an element first") : tr("Nothing to vary here"))->setEnabled(false);
}

void StudyPanel::takeSettings() {
  if (is_showing_) return;
  StudyDraft draft = study_.draft();
  draft.name = name_->text().trimmed().toStdString();
  draft.design = static_cast<Design::Type>(design_->currentData().toInt());
  const auto points = static_cast<std::uint32_t>(points_->value());
  (draft.design == Design::Type::Grid ? draft.steps : draft.points) = points;
  if (draft.design != study_.draft().design) {
    draft.steps = study_.draft().steps;
    draft.points = study_.draft().points;
  }
  draft.replications = static_cast<std::uint32_t>(replications_->value());
  draft.seed = static_cast<std::uint64_t>(seed_->value());
  if (const auto horizon_s = durationFrom(horizon_->text())) draft.horizon_s = *horizon_s;
  if (const auto warmup_s = durationFrom(warmup_->text())) draft.warmup_s = *warmup_s;
  study_.edit(draft);
  showDraft();
}

void StudyPanel::showNames() {
  names_->clear();
  names_->addItem(study_.names().isEmpty() ? tr("No studies yet") : tr("Open study ..."));
  names_->addItems(study_.names());
  names_->setEnabled(!study_.names().isEmpty());
}

void StudyPanel::showDraft() {
  is_showing_ = true;
  const StudyDraft& draft = study_.draft();
  name_->setText(QString::fromStdString(draft.name));
  design_->setCurrentIndex(std::max(0, design_->findData(static_cast<int>(draft.design))));
  const bool is_grid = draft.design == Design::Type::Grid;
  points_->setValue(static_cast<int>(is_grid ? draft.steps : draft.points));
  replications_->setValue(static_cast<int>(draft.replications));
  seed_->setValue(static_cast<int>(draft.seed));
  horizon_->setText(durationField(draft.horizon_s));
  warmup_->setText(durationField(draft.warmup_s));
  is_showing_ = false;
  double points = is_grid ? 1 : draft.points;
  if (is_grid)
    for (const StudyDraft::Factor& factor : draft.factors)
      points *= factor.levels.empty() ? static_cast<double>(draft.steps) : static_cast<double>(factor.levels.size());
  count_->setText(tr("%1 points × %2 = %3 runs")
                      .arg(points, 0, 'f', 0)
                      .arg(draft.replications)
                      .arg(points * draft.replications, 0, 'f', 0));
  showState();
}

void StudyPanel::showState() {
  using State = models::StudyModel::State;
  const State state = study_.state();
  const bool is_running = state == State::Running;
  const bool has_factors = !study_.draft().factors.empty();
  run_->setText(state == State::Partial ? tr("Resume") : state == State::Complete ? tr("Complete") : tr("Run"));
  run_->setEnabled(has_factors && (state == State::Draft || state == State::Partial));
  run_->setToolTip(!has_factors ? tr("Add a factor first: what shall the study vary?") : QString());
  run_->setVisible(!is_running);
  cancel_->setVisible(is_running);
  for (QWidget* widget : std::initializer_list<QWidget*>{names_, name_, vary_, remove_, design_, points_, replications_,
                                                         seed_, horizon_, warmup_})
    widget->setEnabled(!is_running);
  names_->setEnabled(!is_running && !study_.names().isEmpty());
  const QString id = QString::fromStdString(selection_.current());
  vary_->setText(id.isEmpty() ? tr("Vary ...") : tr("Vary %1 ...").arg(id));
  vary_->setAccessibleName(tr("Vary a property of the selected element"));
  problem_->setText(study_.problem());
  problem_->setVisible(!study_.problem().isEmpty());
  showProgress();
}

void StudyPanel::showProgress() {
  using State = models::StudyModel::State;
  const bool is_running = study_.state() == State::Running;
  const auto total = static_cast<int>(study_.results().runsTotal());
  const auto done =
      is_running ? static_cast<int>(study_.progress().done) : static_cast<int>(study_.results().runsDone());
  progress_->setVisible(total > 0);
  progress_text_->setVisible(total > 0);
  progress_->setRange(0, std::max(1, total));
  progress_->setValue(done);
  QString text = tr("%1 of %2 runs").arg(done).arg(total);
  if (is_running && study_.progress().runs_per_s > 0)
    text += tr(" · %1 runs/s · %2 left")
                .arg(models::figure(study_.progress().runs_per_s), models::durationText(study_.progress().remaining_s));
  if (study_.state() == State::Partial) text += tr(" · stopped, the rest can be resumed");
  if (study_.isOfOlderLayout()) text += tr(" · of an older layout");
  progress_text_->setText(text);
}

void StudyPanel::showResults() {
  const models::StudyResults& results = study_.results();
  pages_->setCurrentIndex(results.pointCount() > 0 ? 1 : 0);
  const auto refill = [](QComboBox* box, const std::vector<std::string>& names) {
    bool is_same = box->count() == static_cast<int>(names.size());
    for (int i = 0; is_same && i < box->count(); ++i)
      is_same = box->itemText(i).toStdString() == names[static_cast<std::size_t>(i)];
    if (is_same) return;
    box->clear();
    for (const std::string& name : names) box->addItem(QString::fromStdString(name));
  };
  const bool is_new = table_->model()->columnCount() != table_->property("columns").toInt();
  refill(response_, results.responses());
  refill(factor_, results.factors());
  if (results.pointCount() == 0 || response_->currentIndex() < 0 || factor_->currentIndex() < 0) return;
  const auto response = static_cast<std::size_t>(response_->currentIndex());
  const QString unit =
      study_.factory() ? models::responseUnit(*study_.factory(), results.responses()[response]) : QString();
  plot_->show(results, static_cast<std::size_t>(factor_->currentIndex()), response, unit);
  if (is_new || results.runsDone() == results.runsTotal()) table_->resizeColumnsToContents();
  table_->setProperty("columns", table_->model()->columnCount());
  showProgress();
}

}  // namespace mw::panels
