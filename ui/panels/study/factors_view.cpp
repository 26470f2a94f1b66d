// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/study/factors_view.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/models/factor_proposals.h"
#include "ui/panels/study/study_parts.h"

namespace mw::panels {
namespace {

constexpr int kGlow_ms = 2400;
constexpr int kLeastHeight = 110;  // three factors below the heading

/// Lays the accent under a row that glows.
class GlowDelegate : public QStyledItemDelegate {
 public:
  GlowDelegate(const FactorsView& view, const ThemeService& themes, QObject* parent)
      : QStyledItemDelegate(parent), view_(view), themes_(themes) {}

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    if (index.row() == view_.glowingRow()) {
      QColor color = themes_.theme().color(Token::Accent);
      color.setAlphaF(static_cast<float>(0.35 * view_.glow()));
      painter->fillRect(option.rect, color);
    }
    QStyledItemDelegate::paint(painter, option, index);
  }

 private:
  const FactorsView& view_;
  const ThemeService& themes_;
};

QString shown(const models::FactorProposal& proposal) {
  return QStringLiteral("%1  =  %2").arg(QString::fromStdString(proposal.label), models::valueText(proposal));
}

}  // namespace

FactorsView::FactorsView(models::StudyModel& study, models::Document& document, models::Selection& selection,
                         const ThemeService& themes, QWidget* parent)
    : QWidget(parent), study_(study), document_(document), selection_(selection), factors_(study) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  column->addWidget(buildHead());
  buildTable(themes);
  column->addWidget(view_, 1);
  refusal_ = new QLabel(this);
  refusal_->setObjectName(QStringLiteral("study.refusal"));
  refusal_->setProperty("look", "warning");
  refusal_->setWordWrap(true);
  refusal_->hide();
  column->addWidget(refusal_);
  glow_.setDuration(kGlow_ms);
  glow_.setStartValue(1.0);
  glow_.setEndValue(0.0);
  connect(&glow_, &QVariantAnimation::valueChanged, view_->viewport(), qOverload<>(&QWidget::update));
  connect(&glow_, &QVariantAnimation::finished, this, [this] { glowing_row_ = -1; });
  connect(&study_, &models::StudyModel::varied, this, &FactorsView::startGlow);
  connect(&study_, &models::StudyModel::draftChanged, refusal_, &QWidget::hide);
  connect(&study_, &models::StudyModel::stateChanged, this, &FactorsView::showState);
  connect(&selection_, &models::Selection::changed, this, &FactorsView::showState);
  showState();
}

QWidget* FactorsView::buildHead() {
  auto* box = new QWidget(this);
  auto* head = new QHBoxLayout(box);
  head->setContentsMargins(0, 0, 0, 0);
  head->addWidget(headingLabel(tr("Factors"), box));
  head->addStretch(1);
  vary_menu_ = new QMenu(this);
  vary_menu_->setObjectName(QStringLiteral("study.varyMenu"));
  connect(vary_menu_, &QMenu::aboutToShow, this, &FactorsView::fillVaryMenu);
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
  connect(remove_, &QToolButton::clicked, this, [this] { factors_.remove(view_->selectionModel()->selectedRows()); });
  return box;
}

void FactorsView::buildTable(const ThemeService& themes) {
  view_ = new QTableView(this);
  view_->setObjectName(QStringLiteral("study.factors"));
  view_->setAccessibleName(tr("Factors: what the study varies"));
  view_->setModel(&factors_);
  view_->setItemDelegate(new GlowDelegate(*this, themes, view_));
  quiet(view_);
  auto* header = view_->horizontalHeader();
  // Its look decides how much room the headings need.
  view_->ensurePolished();
  header->ensurePolished();
  header->setSectionResizeMode(QHeaderView::Interactive);
  header->setSectionResizeMode(models::FactorTable::Path, QHeaderView::Stretch);
  using Column = models::FactorTable::Column;
  for (const auto& [section, width] : std::initializer_list<std::pair<int, int>>{
           {Column::Name, 94}, {Column::Min, 44}, {Column::Max, 44}, {Column::Integer, 0}, {Column::Levels, 0}})
    header->resizeSection(section, std::max(width, header->sectionSizeHint(section)));
  view_->setTextElideMode(Qt::ElideLeft);
  view_->setMinimumHeight(kLeastHeight);
}

void FactorsView::fillVaryMenu() {
  vary_menu_->clear();
  const std::string id = selection_.current();
  const auto proposals = models::factorProposals(document_.factory(), id);
  for (const models::FactorProposal& proposal : proposals) {
    QAction* action = vary_menu_->addAction(shown(proposal));
    action->setObjectName(QStringLiteral("study.vary.") + QString::fromStdString(proposal.path));
    action->setCheckable(true);
    action->setChecked(study_.factorAt(proposal.path).has_value());
    connect(action, &QAction::triggered, this, [this, path = proposal.path] { vary(path); });
  }
  if (proposals.empty())
    vary_menu_->addAction(id.empty() ? tr("Select an element first") : tr("Nothing to vary here"))->setEnabled(false);
}

void FactorsView::vary(const std::string& path) {
  const QString why_not = study_.vary(path);
  refusal_->setText(why_not);
  refusal_->setVisible(!why_not.isEmpty());
}

void FactorsView::startGlow(int row) {
  glowing_row_ = row;
  glow_.stop();
  glow_.start();
  view_->scrollTo(factors_.index(row, 0));
}

void FactorsView::showState() {
  const bool is_running = study_.state() == models::StudyModel::State::Running;
  vary_->setEnabled(!is_running);
  remove_->setEnabled(!is_running);
  const QString id = QString::fromStdString(selection_.current());
  vary_->setText(id.isEmpty() ? tr("Vary ...") : tr("Vary %1 ...").arg(id));
  vary_->setAccessibleName(tr("Vary a property of the selected element"));
}

}  // namespace mw::panels
