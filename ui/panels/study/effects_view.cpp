// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/study/effects_view.h"

#include <QScrollArea>

#include "ui/panels/analysis/work_row.h"
#include "ui/panels/study/index_row.h"
#include "ui/panels/study/study_parts.h"
#include "ui/panels/theme/theme.h"

namespace mw::panels {
namespace {

QLabel* addLabel(QVBoxLayout& column, const char* name, const char* look) {
  auto* label = new QLabel(column.parentWidget());
  label->setObjectName(QLatin1String(name));
  label->setProperty("look", look);
  label->setWordWrap(true);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  label->setFocusPolicy(Qt::NoFocus);
  column.addWidget(label);
  return label;
}

}  // namespace

EffectsView::EffectsView(models::StudyModel& study, jobs::JobService& jobs, const ThemeService& themes, QWidget* parent)
    : QWidget(parent), effects_(study, jobs), themes_(themes) {
  setObjectName(QStringLiteral("study.effects"));
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(0, 0, 0, 0);
  auto* scroll = new QScrollArea(this);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* page = new QFrame(scroll);
  page->setProperty("look", "page");
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(kPanelPadding, 4, kPanelPadding, 4);
  column->setSpacing(6);
  title_ = addLabel(*column, "study.effects.title", "heading");
  column->addWidget(new WorkRow(effects_, QStringLiteral("study.effects"), page));
  ask_ = new QPushButton(tr("Find out"), page);
  ask_->setObjectName(QStringLiteral("study.effects.ask"));
  ask_->setAccessibleName(tr("Find out which factors matter"));
  connect(ask_, &QPushButton::clicked, this, &EffectsView::ask);
  column->addWidget(ask_, 0, Qt::AlignLeft);
  auto* rows = new QWidget(page);
  rows_ = new QVBoxLayout(rows);
  rows_->setContentsMargins(0, 0, 0, 0);
  rows_->setSpacing(0);
  column->addWidget(rows);
  legend_ = addLabel(*column, "study.effects.legend", "muted");
  quality_ = addLabel(*column, "study.effects.quality", "muted");
  assumptions_ = addLabel(*column, "study.effects.assumptions", "muted");
  column->addStretch(1);
  scroll->setWidget(page);
  outer->addWidget(scroll);
  legend_->setText(tr("Share of what the response varies by: full alone, hatched with the other factors."));
  connect(&effects_, &models::AnalysisJob::changed, this, &EffectsView::follow);
  showState();
}

void EffectsView::setResponse(const std::string& response) {
  if (response == response_) return;
  response_ = response;
  follow();
}

void EffectsView::ask() {
  is_asked_ = true;
  effects_.want(response_);
}

void EffectsView::follow() {
  if (effects_.wasStopped()) is_asked_ = false;
  if (is_asked_ && isVisible() && !effects_.isRunning()) effects_.want(response_);
  showState();
}

void EffectsView::showState() {
  const auto answer = effects_.answer();
  const bool is_known = answer && answer->response == response_;
  for (QWidget* part : std::initializer_list<QWidget*>{legend_, quality_, assumptions_}) part->setVisible(is_known);
  ask_->setVisible(!is_known && !effects_.isRunning());
  if (!is_known) {
    const QString refusal = effects_.refusal();
    shown_.reset();
    ask_->setEnabled(refusal.isEmpty());
    ask_->setToolTip(refusal.isEmpty() ? tr("Learns from the points of the study how much each factor does") : refusal);
    title_->setText(effects_.isRunning() ? tr("Learning which factors matter ...")
                    : refusal.isEmpty()  ? tr("Which factors matter, alone and together?")
                                         : refusal);
    rows_->parentWidget()->hide();
    return;
  }
  legend_->setVisible(rows_->count() > 0);
  if (answer == shown_) return;
  shown_ = answer;
  title_->setText(models::effectsTitle(*answer));
  quality_->setText(models::effectsQuality(*answer));
  assumptions_->setText(models::effectsAssumptions(*answer));
  showRows(*answer);
}

void EffectsView::showRows(const models::FoundEffects& answer) {
  while (QLayoutItem* item = rows_->takeAt(0)) {
    item->widget()->hide();
    item->widget()->deleteLater();
    delete item;
  }
  const std::vector<models::EffectRow> list = models::effectRows(answer);
  for (const models::EffectRow& row : list) {
    auto* shown = new IndexRow(row, themes_, this);
    rows_->addWidget(shown);
    connect(shown, &QAbstractButton::clicked, this, [this, shown] { emit factorPicked(shown->factor()); });
  }
  rows_->parentWidget()->setVisible(!list.empty());
  legend_->setVisible(!list.empty());
}

}  // namespace mw::panels
