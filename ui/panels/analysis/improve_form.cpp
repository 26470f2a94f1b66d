// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/analysis/improve_form.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLocale>

#include "ui/models/response_text.h"
#include "ui/panels/study/study_parts.h"
#include "ui/panels/theme/theme.h"

namespace mw::panels {
namespace {

using analysis::ChangeCosts;

constexpr double kMostBudget = 1e12;
constexpr int kMostReplications = 10'000;
constexpr int kGap = 24;

struct CostText {
  std::optional<double> ChangeCosts::*price;
  const char* name;
  const char* what;
  const char* tip;
};
constexpr std::array<CostText, 5> kCosts = {{
    {&ChangeCosts::buffer_place, "buffer_place", QT_TRANSLATE_NOOP("mw::panels::ImproveForm", "One more buffer place"),
     QT_TRANSLATE_NOOP("mw::panels::ImproveForm", "In a buffer that is there")},
    {&ChangeCosts::moved_place, "moved_place", QT_TRANSLATE_NOOP("mw::panels::ImproveForm", "A moved buffer place"),
     QT_TRANSLATE_NOOP("mw::panels::ImproveForm", "Taken from one buffer and given to another")},
    {&ChangeCosts::faster_percent, "faster_percent", QT_TRANSLATE_NOOP("mw::panels::ImproveForm", "One percent faster"),
     QT_TRANSLATE_NOOP("mw::panels::ImproveForm", "Off the process time of one element")},
    {&ChangeCosts::machine, "machine", QT_TRANSLATE_NOOP("mw::panels::ImproveForm", "One more parallel place"),
     QT_TRANSLATE_NOOP("mw::panels::ImproveForm", "Of an element that works on parts")},
    {&ChangeCosts::person, "person", QT_TRANSLATE_NOOP("mw::panels::ImproveForm", "One more person"),
     QT_TRANSLATE_NOOP("mw::panels::ImproveForm", "In a pool")},
}};

QFormLayout* formIn(QWidget* box) {
  auto* form = new QFormLayout(box);
  form->setContentsMargins(0, 0, 0, 0);
  form->setHorizontalSpacing(12);
  form->setVerticalSpacing(6);
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  return form;
}

}  // namespace

ImproveForm::ImproveForm(models::ImprovementSearch& search, QWidget* parent)
    : QWidget(parent), search_(search), options_(search.proposed()) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(kGap);
  auto* left = new QVBoxLayout;
  left->setSpacing(6);
  left->addWidget(headingLabel(tr("Goal"), this));
  left->addWidget(buildGoal());
  left->addSpacing(12);
  left->addWidget(headingLabel(tr("Each run"), this));
  left->addWidget(buildRuns());
  left->addStretch(1);
  auto* right = new QVBoxLayout;
  right->setSpacing(6);
  right->addWidget(headingLabel(tr("What changes cost, in the unit of the budget"), this));
  right->addWidget(buildCosts());
  right->addSpacing(12);
  right->addWidget(headingLabel(tr("Stays as it is"), this));
  right->addWidget(buildKeep(), 1);
  row->addLayout(left, 1);
  row->addLayout(right, 1);
}

QWidget* ImproveForm::buildGoal() {
  auto* box = new QWidget(this);
  auto* form = formIn(box);
  goal_ = new QComboBox(box);
  goal_->setObjectName(QStringLiteral("improve.goal"));
  goal_->setAccessibleName(tr("KPI to improve"));
  for (const kpi::KpiDeclaration& kpi : search_.goals()) {
    goal_->addItem(models::responseTitle(kpi.name), QString::fromStdString(kpi.name));
    goal_->setItemData(goal_->count() - 1, QString::fromStdString(kpi.help), Qt::ToolTipRole);
  }
  goal_->setCurrentIndex(std::max(0, goal_->findData(QString::fromStdString(options_.kpi))));
  goal_->setMinimumContentsLength(18);
  direction_ = new QComboBox(box);
  direction_->setObjectName(QStringLiteral("improve.direction"));
  direction_->setAccessibleName(tr("What is better"));
  direction_->addItem(tr("more is better"), false);
  direction_->addItem(tr("less is better"), true);
  budget_ = new QDoubleSpinBox(box);
  budget_->setObjectName(QStringLiteral("improve.budget"));
  budget_->setAccessibleName(tr("Budget"));
  budget_->setToolTip(tr("What all changes together may cost, in any unit; the costs are in the same"));
  budget_->setLocale(QLocale::c());
  budget_->setDecimals(2);
  budget_->setRange(0, kMostBudget);
  budget_->setValue(options_.budget);
  form->addRow(mutedLabel(tr("Improve"), box), goal_);
  form->addRow(mutedLabel(tr("Direction"), box), direction_);
  form->addRow(mutedLabel(tr("Budget"), box), budget_);
  connect(goal_, &QComboBox::activated, this, &ImproveForm::followGoal);
  connect(budget_, &QDoubleSpinBox::valueChanged, this, &ImproveForm::touched);
  followGoal();
  return box;
}

void ImproveForm::followGoal() {
  const std::string name = goal_->currentData().toString().toStdString();
  for (const kpi::KpiDeclaration& kpi : search_.goals()) {
    if (kpi.name == name) direction_->setCurrentIndex(kpi.better == kpi::Better::Lower ? 1 : 0);
  }
  emit touched();
}

QSpinBox* ImproveForm::addCount(QFormLayout& form, const char* name, const QString& label, const QString& tip) {
  auto* field = new QSpinBox(this);
  field->setObjectName(QLatin1String(name));
  field->setAccessibleName(label);
  field->setToolTip(tip);
  field->setRange(2, kMostReplications);
  connect(field, &QSpinBox::valueChanged, this, &ImproveForm::touched);
  form.addRow(mutedLabel(label, this), field);
  return field;
}

DurationField* ImproveForm::addTime(QFormLayout& form, const char* name, const QString& label, double& duration_s) {
  auto* field = new DurationField(this);
  field->setObjectName(QLatin1String(name));
  field->setAccessibleName(label);
  field->show_s(duration_s);
  connect(field, &DurationField::entered, this, [this, field, &duration_s](double entered_s) {
    duration_s = entered_s;
    field->show_s(entered_s);
    emit touched();
  });
  connect(field, &QLineEdit::editingFinished, this, &ImproveForm::touched);
  form.addRow(mutedLabel(label, this), field);
  return field;
}

QWidget* ImproveForm::buildRuns() {
  auto* box = new QWidget(this);
  auto* form = formIn(box);
  horizon_ = addTime(*form, "improve.horizon", tr("Horizon"), options_.plan.horizon_s);
  warmup_ = addTime(*form, "improve.warmup", tr("Warm-up"), options_.plan.warmup_s);
  screening_ = addCount(*form, "improve.screening", tr("Runs to screen"),
                        tr("Replications of each changed factory while changes are looked for"));
  screening_->setValue(static_cast<int>(options_.screening_replications));
  replications_ = addCount(*form, "improve.replications", tr("Runs to confirm"),
                           tr("Replications of the best plans with other random numbers"));
  replications_->setValue(static_cast<int>(options_.plan.replications));
  return box;
}

QWidget* ImproveForm::buildCosts() {
  auto* box = new QWidget(this);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  for (std::size_t i = 0; i < kCosts.size(); ++i) {
    costs_[i] = new CostRow(QStringLiteral("improve.cost.") + QLatin1String(kCosts[i].name), tr(kCosts[i].what),
                            tr(kCosts[i].tip), options_.costs.*kCosts[i].price, box);
    connect(costs_[i], &CostRow::touched, this, &ImproveForm::touched);
    column->addWidget(costs_[i]);
  }
  return box;
}

QWidget* ImproveForm::buildKeep() {
  keep_ = new QListWidget(this);
  keep_->setObjectName(QStringLiteral("improve.keep"));
  keep_->setAccessibleName(tr("Elements and pools that stay as they are"));
  keep_->setToolTip(tr("Tick what must not be changed"));
  keep_->setMinimumHeight(120);
  for (const std::string& id : search_.keepable()) {
    auto* item = new QListWidgetItem(QString::fromStdString(id), keep_);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(Qt::Unchecked);
  }
  connect(keep_, &QListWidget::itemChanged, this, &ImproveForm::touched);
  return keep_;
}

analysis::ImprovementOptions ImproveForm::options() const {
  analysis::ImprovementOptions options = options_;
  options.kpi = goal_->currentData().toString().toStdString();
  options.is_least = direction_->currentData().toBool();
  options.budget = budget_->value();
  for (std::size_t i = 0; i < kCosts.size(); ++i) options.costs.*kCosts[i].price = costs_[i]->price();
  options.costs.keep.clear();
  for (int row = 0; row < keep_->count(); ++row) {
    if (keep_->item(row)->checkState() == Qt::Checked)
      options.costs.keep.insert(keep_->item(row)->text().toStdString());
  }
  options.screening_replications = static_cast<std::uint32_t>(screening_->value());
  options.plan.replications = static_cast<std::uint32_t>(replications_->value());
  return options;
}

QString ImproveForm::problem() const {
  return horizon_->problem().isEmpty() ? warmup_->problem() : horizon_->problem();
}

}  // namespace mw::panels
