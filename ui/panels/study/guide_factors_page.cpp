// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/study/guide_factors_page.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTableView>

#include "ui/panels/study/study_parts.h"

namespace mw::panels {
namespace {

constexpr int kTodayWidth = 84;
constexpr int kLeastHeight = 240;

QWidget* columnOf(QVBoxLayout*& column, QWidget* parent) {
  auto* box = new QWidget(parent);
  column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(8);
  return box;
}

}  // namespace

FactorSearch::FactorSearch(QObject* parent) : QSortFilterProxyModel(parent) {
  setRecursiveFilteringEnabled(true);
}

void FactorSearch::setWords(const QString& text) {
  words_ = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
  invalidateFilter();
}

bool FactorSearch::filterAcceptsRow(int row, const QModelIndex& parent) const {
  const QString text = sourceModel()->index(row, 0, parent).data(models::FactorTree::kSearchRole).toString();
  return std::ranges::all_of(words_, [&text](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

FactorsPage::FactorsPage(models::GuidedStudy& guide, jobs::JobService& jobs, QWidget* parent)
    : GuidePage(guide, models::GuideStep::Factors, QStringLiteral("factors"),
                tr("Factors are what you could change in reality. Take those you can decide on, and ranges you would "
                   "really build: each one more asks for more points."),
                parent),
      tree_(guide.document(), guide.writing(), jobs),
      factors_(guide.document(), guide.writing()) {
  found_.setSourceModel(&tree_);
  auto* row = new QHBoxLayout;
  row->setSpacing(16);
  row->addWidget(buildTree(), 5);
  row->addWidget(buildTable(), 6);
  column().addLayout(row, 1);
  refusal_ = addNote("refusal", "warning");
  const auto refuse = [this](const QString& reason) {
    tell(refusal_, reason, "warning");
    emit touched();
  };
  connect(&tree_, &models::FactorTree::refused, this, refuse);
  connect(&factors_, &models::GuideFactors::refused, this, refuse);
  connect(&tree_, &models::FactorTree::filled, this, [this] { search(search_->text()); });
  connect(&guide, &models::GuidedStudy::changed, this, &FactorsPage::showState);
  showState();
}

QWidget* FactorsPage::buildTree() {
  QVBoxLayout* column = nullptr;
  QWidget* box = columnOf(column, this);
  search_ = new QLineEdit(box);
  search_->setObjectName(named("search"));
  search_->setAccessibleName(tr("Search what can be varied"));
  search_->setPlaceholderText(tr("Search: mill process"));
  search_->setClearButtonEnabled(true);
  connect(search_, &QLineEdit::textChanged, this, &FactorsPage::search);
  column->addWidget(search_);
  tree_view_ = new QTreeView(box);
  tree_view_->setObjectName(named("tree"));
  tree_view_->setAccessibleName(tr("Everything that can be varied; Space checks it"));
  tree_view_->setModel(&found_);
  tree_view_->setFrameShape(QFrame::NoFrame);
  tree_view_->setUniformRowHeights(true);
  tree_view_->setTabKeyNavigation(false);
  tree_view_->setMinimumHeight(kLeastHeight);
  tree_view_->setIndentation(16);
  auto* header = tree_view_->header();
  header->setStretchLastSection(false);
  header->setSectionResizeMode(models::FactorTree::What, QHeaderView::Stretch);
  header->setSectionResizeMode(models::FactorTree::Today, QHeaderView::Interactive);
  header->resizeSection(models::FactorTree::Today, kTodayWidth);
  column->addWidget(tree_view_, 1);
  return box;
}

QWidget* FactorsPage::buildTable() {
  QVBoxLayout* column = nullptr;
  QWidget* box = columnOf(column, this);
  auto* head = new QHBoxLayout;
  head->addWidget(headingLabel(tr("Chosen factors"), box));
  head->addStretch(1);
  remove_ = new QPushButton(tr("Remove"), box);
  remove_->setObjectName(named("remove"));
  remove_->setAccessibleName(tr("Remove the selected factors"));
  connect(remove_, &QPushButton::clicked, this,
          [this] { factors_.remove(table_view_->selectionModel()->selectedRows()); });
  head->addWidget(remove_);
  column->addLayout(head);
  table_view_ = new QTableView(box);
  table_view_->setObjectName(named("chosen"));
  table_view_->setAccessibleName(tr("Chosen factors and their ranges"));
  table_view_->setModel(&factors_);
  table_view_->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                               QAbstractItemView::AnyKeyPressed | QAbstractItemView::SelectedClicked);
  quiet(table_view_);
  table_view_->ensurePolished();
  auto* header = table_view_->horizontalHeader();
  header->ensurePolished();
  using Column = models::GuideFactors::Column;
  header->setSectionResizeMode(QHeaderView::Interactive);
  header->setSectionResizeMode(Column::Name, QHeaderView::Stretch);
  for (const auto& [section, width] : std::initializer_list<std::pair<int, int>>{
           {Column::Today, 58}, {Column::Min, 54}, {Column::Max, 54}, {Column::Levels, 70}, {Column::Unit, 40}})
    header->resizeSection(section, std::max(width, header->sectionSizeHint(section)));
  column->addWidget(table_view_, 1);
  empty_ = mutedLabel({}, box);
  empty_->setObjectName(named("empty"));
  empty_->setWordWrap(true);
  column->addWidget(empty_);
  return box;
}

void FactorsPage::search(const QString& text) {
  found_.setWords(text);
  text.trimmed().isEmpty() ? tree_view_->collapseAll() : tree_view_->expandAll();
}

void FactorsPage::showState() {
  const bool has_factors = !guide().draft().factors.empty();
  remove_->setEnabled(has_factors);
  empty_->setText(has_factors
                      ? tr("Double-click a value to change it. Levels, as 1, 2, 4, are taken instead of a range.")
                      : tr("Check on the left what the study shall vary. A range of 30 % around today's value "
                           "is suggested; type another one, or levels instead, as 1, 2, 4."));
}

}  // namespace mw::panels
