// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/study/study_settings.h"

#include <algorithm>

#include "core/experiment/event_engine.h"
#include "core/experiment/study_precision_text.h"
#include "core/kpi/element_kpis.h"
#include "ui/models/response_text.h"
#include "ui/models/typed_time.h"
#include "ui/panels/study/study_parts.h"

namespace mw::panels {
namespace {

using experiment::Design;
using models::StudyDraft;

}  // namespace

StudySettings::StudySettings(models::StudyModel& study, models::Document& document, QWidget* parent)
    : QWidget(parent), study_(study), document_(document) {
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(12);
  grid->setVerticalSpacing(6);
  design_ = new QComboBox(this);
  design_->setObjectName(QStringLiteral("study.design"));
  design_->setAccessibleName(tr("Design"));
  design_->addItem(tr("Latin hypercube"), static_cast<int>(Design::Type::LatinHypercube));
  design_->addItem(tr("Sobol sequence"), static_cast<int>(Design::Type::Sobol));
  design_->addItem(tr("Grid"), static_cast<int>(Design::Type::Grid));
  connect(design_, &QComboBox::activated, this, &StudySettings::take);
  points_ = addCount(QStringLiteral("study.points"), tr("Points, or steps per factor of a grid"), 2, 1'000'000);
  replications_ = addCount(QStringLiteral("study.replications"), tr("Replications"), 1, 100'000);
  seed_ = addCount(QStringLiteral("study.seed"), tr("Seed"), 0, 2'000'000'000);
  horizon_ = addDuration(QStringLiteral("study.horizon"), tr("Horizon"));
  warmup_ = addDuration(QStringLiteral("study.warmup"), tr("Warm-up"));
  buildResponses();
  addRow(grid, 0, 0, tr("Design"), design_);
  addRow(grid, 0, 2, tr("Points"), points_);
  points_label_ = static_cast<QLabel*>(grid->itemAtPosition(0, 2)->widget());
  addRow(grid, 1, 0, tr("Replications"), replications_);
  addRow(grid, 1, 2, tr("Seed"), seed_);
  addRow(grid, 2, 0, tr("Horizon"), horizon_);
  addRow(grid, 2, 2, tr("Warm-up"), warmup_);
  grid->addWidget(mutedLabel(tr("Responses"), this), 3, 0);
  grid->addWidget(responses_, 3, 1, 1, 3);
  grid->setColumnStretch(1, 1);
  grid->setColumnStretch(3, 1);
  connect(&study_, &models::StudyModel::draftChanged, this, &StudySettings::showDraft);
  connect(&study_, &models::StudyModel::stateChanged, this, &StudySettings::showState);
  showDraft();
  showState();
}

void StudySettings::addRow(QGridLayout* grid, int row, int column, const QString& label, QWidget* field) {
  grid->addWidget(mutedLabel(label, this), row, column);
  grid->addWidget(field, row, column + 1);
}

QSpinBox* StudySettings::addCount(const QString& name, const QString& label, int min, int max) {
  auto* box = new QSpinBox(this);
  box->setObjectName(name);
  box->setAccessibleName(label);
  box->setRange(min, max);
  box->setKeyboardTracking(false);
  connect(box, &QSpinBox::valueChanged, this, &StudySettings::take);
  return box;
}

QLineEdit* StudySettings::addDuration(const QString& name, const QString& label) {
  auto* field = new QLineEdit(this);
  field->setObjectName(name);
  field->setAccessibleName(label);
  field->setToolTip(tr("A time with its unit: 8 h, 3 d, 90 m"));
  connect(field, &QLineEdit::editingFinished, this, &StudySettings::take);
  return field;
}

void StudySettings::buildResponses() {
  responses_ = new QToolButton(this);
  responses_->setObjectName(QStringLiteral("study.responses"));
  responses_->setAccessibleName(tr("Responses that are kept"));
  responses_->setProperty("look", "framed");
  responses_->setPopupMode(QToolButton::InstantPopup);
  responses_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  responses_menu_ = new QMenu(this);
  responses_menu_->setObjectName(QStringLiteral("study.responsesMenu"));
  responses_->setMenu(responses_menu_);
  connect(responses_menu_, &QMenu::aboutToShow, this, &StudySettings::fillResponses);
}

void StudySettings::fillResponses() {
  qDeleteAll(responses_menu_->findChildren<QMenu*>());  // clear() leaves them
  responses_menu_->clear();
  const auto& kept = study_.draft().responses;
  QAction* all = responses_menu_->addAction(tr("All of the factory as a whole"));
  all->setCheckable(true);
  all->setChecked(kept.empty());
  connect(all, &QAction::triggered, this, [this] {
    StudyDraft draft = study_.draft();
    draft.responses.clear();
    study_.edit(draft);
  });
  responses_menu_->addSeparator();
  for (const std::string& name : experiment::eventKpis(document_.factory())) addResponse(*responses_menu_, name);
  responses_menu_->addSeparator();
  QMenu* each = responses_menu_->addMenu(tr("Of each element"));
  for (const kpi::ElementKpi& metric : kpi::elementKpis()) addResponse(*each, "elements/*/" + metric.declaration.name);
}

void StudySettings::addResponse(QMenu& menu, const std::string& name) {
  const auto& kept = study_.draft().responses;
  QAction* action = menu.addAction(models::responseTitle(name));
  action->setCheckable(true);
  action->setChecked(std::ranges::find(kept, name) != kept.end());
  connect(action, &QAction::triggered, this, [this, name](bool is_kept) {
    StudyDraft draft = study_.draft();
    std::erase(draft.responses, name);
    if (is_kept) draft.responses.push_back(name);
    study_.edit(draft);
  });
}

void StudySettings::take() {
  if (is_showing_) return;
  StudyDraft draft = study_.draft();
  draft.design = static_cast<Design::Type>(design_->currentData().toInt());
  const auto points = static_cast<std::uint32_t>(points_->value());
  (draft.design == Design::Type::Grid ? draft.steps : draft.points) = points;
  if (draft.design != study_.draft().design) {
    draft.steps = study_.draft().steps;
    draft.points = study_.draft().points;
  }
  draft.replications = static_cast<std::uint32_t>(replications_->value());
  draft.seed = static_cast<std::uint64_t>(seed_->value());
  if (const auto horizon_s = models::typedTime_s(horizon_->text(), std::nullopt)) draft.horizon_s = *horizon_s;
  if (const auto warmup_s = models::typedTime_s(warmup_->text(), std::nullopt)) draft.warmup_s = *warmup_s;
  study_.edit(draft);
  showDraft();
}

void StudySettings::showDraft() {
  is_showing_ = true;
  const StudyDraft& draft = study_.draft();
  // A kind that is only written in files is kept as it is.
  const int kind = static_cast<int>(draft.design);
  if (design_->findData(kind) < 0) design_->addItem(tr("As in its file"), kind);
  design_->setCurrentIndex(design_->findData(kind));
  const bool is_grid = draft.design == Design::Type::Grid;
  points_label_->setText(is_grid ? tr("Steps") : tr("Points"));
  points_->setValue(static_cast<int>(is_grid ? draft.steps : draft.points));
  showReplications();
  seed_->setValue(static_cast<int>(draft.seed));
  horizon_->setText(models::durationField(draft.horizon_s));
  warmup_->setText(models::durationField(draft.warmup_s));
  QStringList names;
  for (const std::string& name : draft.responses) names << models::responseTitle(name);
  const QString text = names.isEmpty() ? tr("All of the factory as a whole") : names.join(QStringLiteral(", "));
  responses_->setText(names.size() > 2 ? tr("%1 responses").arg(names.size()) : text);
  responses_->setToolTip(text);
  is_showing_ = false;
}

/// Of a study to precision the most of them; until when is as in its file.
void StudySettings::showReplications() {
  const StudyDraft& draft = study_.draft();
  const auto rule =
      draft.precision.is_null() ? std::nullopt : experiment::replicationRuleOf(Json{{"replications", draft.precision}});
  QString goals = rule ? QString::fromStdString(experiment::goalsText(*rule)) : QString();
  goals.replace(QLatin1String("+-"), QStringLiteral("± "));
  replications_->setMinimum(rule ? static_cast<int>(rule->at_least) : 1);
  replications_->setPrefix(rule ? tr("%1 to ").arg(rule->at_least) : QString());
  replications_->setToolTip(rule ? tr("Added to each point until %1, this many at most").arg(goals) : QString());
  replications_->setValue(static_cast<int>(draft.replications));
}

void StudySettings::showState() {
  setEnabled(study_.state() != models::StudyModel::State::Running);
}

}  // namespace mw::panels
