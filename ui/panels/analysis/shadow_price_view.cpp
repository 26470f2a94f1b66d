// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/analysis/shadow_price_view.h"

#include <QHBoxLayout>
#include <algorithm>

#include "core/base/error.h"
#include "ui/models/analysis/shadow_price_words.h"
#include "ui/panels/analysis/gain_row.h"
#include "ui/panels/analysis/work_row.h"
#include "ui/panels/theme/theme.h"

namespace mw::panels {
namespace {

constexpr int kLabelSlack = 8;  // rounding of the theme's font
constexpr int kStepWidth = 64;

QLabel* addLabel(QVBoxLayout& column, const char* name, const char* look) {
  auto* label = new QLabel(column.parentWidget());
  label->setObjectName(QLatin1String(name));
  label->setProperty("look", look);
  label->setWordWrap(true);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  label->setFocusPolicy(Qt::NoFocus);
  label->setContentsMargins(kPanelPadding, 0, kPanelPadding, 0);
  column.addWidget(label);
  return label;
}

}  // namespace

ShadowPriceView::ShadowPriceView(models::ShadowPriceModel& prices, models::Selection& selection,
                                 const ThemeService& themes, QWidget* parent)
    : QWidget(parent), prices_(prices), selection_(selection), themes_(themes) {
  setObjectName(QStringLiteral("shadowPrice"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 8);
  column->setSpacing(4);
  column->addWidget(buildHead());
  auto* work = new WorkRow(prices_, QStringLiteral("shadowPrice"), this);
  work->setContentsMargins(kPanelPadding, 0, kPanelPadding, 0);
  column->addWidget(work);
  reason_ = addLabel(*column, "shadowPrice.reason", "muted");
  column->addWidget(buildAnswer());
  connect(&prices_, &models::AnalysisJob::changed, this, &ShadowPriceView::showState);
  showState();
}

QWidget* ShadowPriceView::buildHead() {
  auto* head = new QWidget(this);
  auto* row = new QHBoxLayout(head);
  row->setContentsMargins(kPanelPadding, 0, kPanelPadding, 0);
  row->setSpacing(8);
  auto* label = new QLabel(tr("What if it were faster by"), head);
  label->setProperty("look", "muted");
  // In two lines in a narrow panel, so that the buttons beside it stay whole.
  label->setWordWrap(true);
  label->setMaximumWidth(label->fontMetrics().horizontalAdvance(label->text()) + kLabelSlack);
  step_ = new QLineEdit(tr("5 %"), head);
  step_->setObjectName(QStringLiteral("shadowPrice.step"));
  step_->setAccessibleName(tr("How much faster"));
  step_->setToolTip(tr("A share of the process time, 5 %, or seconds, 5 s"));
  step_->setFixedWidth(kStepWidth);
  label->setBuddy(step_);
  ask_ = new QPushButton(tr("Try it"), head);
  ask_->setObjectName(QStringLiteral("shadowPrice.ask"));
  ask_->setAccessibleName(tr("Try what faster elements give"));
  auto* improve = new QPushButton(tr("Improve..."), head);
  improve->setObjectName(QStringLiteral("shadowPrice.improve"));
  improve->setAccessibleName(tr("Improve the factory"));
  improve->setToolTip(tr("Looks for the changes within a budget that help most"));
  row->addWidget(label, 1);
  row->addWidget(step_);
  row->addWidget(ask_);
  row->addStretch(0);
  row->addWidget(improve);
  connect(ask_, &QPushButton::clicked, this, [this] { (void)ask(); });
  connect(step_, &QLineEdit::returnPressed, this, [this] { (void)ask(); });
  connect(improve, &QPushButton::clicked, this, &ShadowPriceView::improveWanted);
  return head;
}

QWidget* ShadowPriceView::buildAnswer() {
  answer_ = new QWidget(this);
  auto* column = new QVBoxLayout(answer_);
  column->setContentsMargins(0, 4, 0, 0);
  column->setSpacing(2);
  title_ = addLabel(*column, "shadowPrice.title", "heading");
  detail_ = addLabel(*column, "shadowPrice.detail", "muted");
  auto* rows = new QWidget(answer_);
  rows_ = new QVBoxLayout(rows);
  rows_->setContentsMargins(0, 2, 0, 2);
  rows_->setSpacing(0);
  column->addWidget(rows);
  basis_ = addLabel(*column, "shadowPrice.basis", "muted");
  return answer_;
}

QString ShadowPriceView::ask() {
  QString refusal = prices_.refusal();
  if (refusal.isEmpty()) {
    try {
      prices_.start(experiment::SpeedStep::parse(step_->text().trimmed().toStdString()));
    } catch (const Error& error) {
      refusal = QString::fromUtf8(error.what());
    }
  }
  reason_->setText(refusal);
  reason_->setVisible(!refusal.isEmpty());
  return refusal;
}

void ShadowPriceView::showState() {
  const QString refusal = prices_.refusal();
  ask_->setEnabled(refusal.isEmpty() && !prices_.isRunning());
  ask_->setToolTip(refusal.isEmpty() ? tr("Runs each element that may limit a little faster, with the same chance")
                                     : refusal);
  reason_->setText(refusal);
  reason_->setVisible(!refusal.isEmpty());
  showAnswer();
}

void ShadowPriceView::showAnswer() {
  const auto answer = prices_.answer();
  answer_->setVisible(answer != nullptr);
  if (!answer) return;
  const models::PriceWords words = models::priceWords(*answer);
  const bool is_old = prices_.isOfOlderRuns();
  title_->setText(words.title);
  title_->setEnabled(!is_old);
  detail_->setText(is_old ? tr("Of the layout or the settings before the last change. %1").arg(words.detail)
                          : words.detail);
  detail_->setVisible(!detail_->text().isEmpty());
  const QString not_tried = models::notTriedText(*answer);
  basis_->setText(not_tried.isEmpty() ? words.basis : words.basis + QLatin1Char('\n') + not_tried);
  if (answer == shown_) return;
  shown_ = answer;
  while (QLayoutItem* item = rows_->takeAt(0)) {
    item->widget()->hide();
    item->widget()->deleteLater();
    delete item;
  }
  std::vector<models::PriceRow> list = models::priceRows(*answer);
  double low = 0;
  double high = answer->prices.least_gain_per_h;
  for (const models::PriceRow& row : list) {
    low = std::min(low, row.estimate.low());
    high = std::max(high, row.estimate.high());
  }
  for (models::PriceRow& row : list) {
    auto* shown = new GainRow(std::move(row), low, high, themes_, this);
    rows_->addWidget(shown);
    connect(shown, &QAbstractButton::clicked, this, [this, shown] {
      if (!shown->row().elements.empty()) selection_.set(shown->row().elements);
    });
  }
  emit answered();
}

}  // namespace mw::panels
