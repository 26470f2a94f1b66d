// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/run/run_panel.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>
#include <limits>

#include "core/base/text.h"
#include "ui/models/figure_format.h"
#include "ui/models/response_text.h"
#include "ui/panels/run/run_entries.h"
#include "ui/panels/theme/theme.h"

namespace mw::panels {
namespace {

using models::RunProblem;
using models::RunWishes;

constexpr double kFirstGoal = 0.02;  // of the mean
constexpr auto kFirstKpi = "throughput_per_h";

QFrame* hairline(QWidget* parent) {
  auto* line = new QFrame(parent);
  line->setProperty("look", "hairline");
  line->setFixedHeight(1);
  return line;
}

QLabel* note(const QString& name, const char* look, QWidget* parent) {
  auto* label = new QLabel(parent);
  label->setObjectName(name);
  label->setProperty("look", look);
  label->setWordWrap(true);
  return label;
}

template <class Count>
std::optional<RunProblem> takeCount(const QString& text, models::RunField field, Count& count, std::uint64_t most) {
  std::uint64_t value = count;
  auto problem = readCount(text, field, most, value);
  count = static_cast<Count>(value);
  return problem;
}

}  // namespace

RunPanel::RunPanel(models::SimulationModel& simulation, models::MotionModel& motion, QWidget* parent)
    : Panel(parent), simulation_(simulation), motion_(motion) {
  setObjectName(QStringLiteral("runSettings"));
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(0, 0, 0, 0);
  auto* scroll = new QScrollArea(this);
  scroll->setObjectName(QStringLiteral("runSettings.scroll"));
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* page = new QFrame(scroll);
  page->setProperty("look", "page");
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(kPanelPadding, kPanelPadding, kPanelPadding, kPanelPadding);
  column->setSpacing(10);
  column->addWidget(buildSettings());
  column->addWidget(hairline(page));
  column->addWidget(buildFindings());
  column->addStretch(1);
  column->addWidget(buildRunRow());
  scroll->setWidget(page);
  outer->addWidget(scroll);

  using Model = models::SimulationModel;
  connect(&simulation_, &Model::wishesChanged, this, &RunPanel::showWishes);
  connect(&simulation_, &Model::stateChanged, this, &RunPanel::showState);
  connect(&simulation_, &Model::progressed, this, &RunPanel::showProgress);
  connect(&simulation_, &Model::replicatedChanged, this, [this] {
    fillGoals();
    showWishes();
    showState();
  });
  fillGoals();
  showWishes();
  showState();
}

UnitField* RunPanel::addEntry(Field field, const QString& name, const QString& label, QVBoxLayout* column, Read read) {
  auto* edit = new UnitField(this);
  edit->setObjectName(QStringLiteral("runSettings.") + name);
  edit->setAccessibleName(label);
  QWidget* editor = field == Field::Warmup ? buildWarmup(edit, this) : edit;
  auto* row = new SettingRow(label, editor, this);
  column->addWidget(row);
  entries_[field] = {row, edit, std::move(read)};
  connect(edit, &UnitField::entered, this, [this, field](const QString& text) { take(field, text); });
  return edit;
}

QWidget* RunPanel::buildWarmup(UnitField* field, QWidget* parent) {
  auto* box = new QWidget(parent);
  box->setObjectName(QStringLiteral("runSettings.warmupBox"));
  auto* row = new QHBoxLayout(box);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(6);
  find_ = new QToolButton(box);
  find_->setObjectName(QStringLiteral("runSettings.findWarmup"));
  find_->setText(tr("Find it"));
  find_->setToolTip(tr("Ten pilot runs tell by MSER-5 when the start no longer shows"));
  find_->setProperty("look", "framed");
  find_->setCheckable(true);
  connect(find_, &QToolButton::clicked, this, &RunPanel::takeFinding);
  row->addWidget(field, 1);
  row->addWidget(find_);
  return box;
}

QWidget* RunPanel::buildSettings() {
  auto* box = new QWidget(this);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(8);
  const QString times = tr("A time with its unit: 8 h, 3 d, 90 min");
  addEntry(Field::Horizon, QStringLiteral("horizon"), tr("Horizon"), column, [](const QString& text, RunWishes& to) {
    return readTime(text, Field::Horizon, to.horizon_s);
  })->setToolTip(times);
  addEntry(Field::Warmup, QStringLiteral("warmup"), tr("Warm-up"), column, [](const QString& text, RunWishes& to) {
    return readTime(text, Field::Warmup, to.warmup_s);
  })->setToolTip(tr("What is measured begins after it. %1").arg(times));
  constexpr std::uint64_t kMostCount = std::numeric_limits<std::uint32_t>::max();
  addEntry(Field::Replications, QStringLiteral("replications"), tr("Replications"), column,
           [](const QString& text, RunWishes& to) {
             return takeCount(text, Field::Replications, to.replications, kMostCount);
           })
      ->setToolTip(tr("Independent runs that the intervals come from"));
  addEntry(Field::Seed, QStringLiteral("seed"), tr("Seed"), column, [](const QString& text, RunWishes& to) {
    constexpr std::uint64_t kLargestExact = 9'007'199'254'740'992;  // a whole number in a double
    return takeCount(text, Field::Seed, to.seed, kLargestExact);
  })->setToolTip(tr("The same seed gives the same runs, bit for bit"));
  addGoal(column);
  addStep(column);
  return box;
}

void RunPanel::addStep(QVBoxLayout* column) {
  step_ = new UnitField(this);
  step_->setObjectName(QStringLiteral("runSettings.motionStep"));
  step_->setAccessibleName(tr("Motion step"));
  step_->setToolTip(tr("Of the physics, the same on every computer: 1/240 s, shorter for fast belts and small parts"));
  step_row_ = new SettingRow(tr("Motion step"), step_, this);
  column->addWidget(step_row_);
  connect(step_, &UnitField::entered, this, &RunPanel::takeStep);
  const auto show = [this] {
    step_row_->clearError();
    step_->showText(QString::fromStdString(cosimulation::stepText(motion_.step_s())), QStringLiteral("s"));
  };
  connect(&motion_, &models::MotionModel::stepChanged, this, show);
  show();
}

void RunPanel::takeStep(const QString& text) {
  const auto step_s = cosimulation::stepFromText(text.toStdString());
  const auto cure = step_s ? motion_.setStep(*step_s) : std::optional(tr("write 1/240 or 0.004"));
  if (cure) {
    step_->setIsWrong(true);
    step_row_->showError(tr("%1 is no step of motion").arg(text.trimmed()), *cure);
    return;
  }
  step_row_->clearError();
  step_->showText(QString::fromStdString(cosimulation::stepText(motion_.step_s())), QStringLiteral("s"));
}

void RunPanel::addGoal(QVBoxLayout* column) {
  goal_ = new QComboBox(this);
  goal_->setObjectName(QStringLiteral("runSettings.goal"));
  goal_->setAccessibleName(tr("KPI that is to be known precisely"));
  goal_->setToolTip(tr("Replications are added until its 95 % interval is narrow enough"));
  goal_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  goal_->setMinimumContentsLength(6);
  connect(goal_, &QComboBox::activated, this, &RunPanel::takeGoal);
  column->addWidget(new SettingRow(tr("Precise in"), goal_, this));
  addEntry(Field::Precision, QStringLiteral("precision"), tr("Half width"), column,
           [this](const QString& text, RunWishes& to) -> std::optional<RunProblem> {
             if (!to.precision) return std::nullopt;
             return readHalfWidth(text, unitOf(to.precision->kpi), *to.precision);
           })
      ->setToolTip(tr("Of the 95 % interval: 1 % of the mean, or a number in the KPI's unit"));
  addEntry(Field::MaxReplications, QStringLiteral("maxReplications"), tr("At most"), column,
           [](const QString& text, RunWishes& to) {
             constexpr std::uint64_t kMostCount = std::numeric_limits<std::uint32_t>::max();
             return takeCount(text, Field::MaxReplications, to.max_replications, kMostCount);
           })
      ->setToolTip(tr("Replications, should the half width not be reached before"));
}

QWidget* RunPanel::buildFindings() {
  auto* box = new QWidget(this);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(6);
  warmup_found_ = note(QStringLiteral("runSettings.warmupFound"), "muted", box);
  precision_reached_ = note(QStringLiteral("runSettings.precisionReached"), "muted", box);
  problem_ = note(QStringLiteral("runSettings.problem"), "error", box);
  problem_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  for (QLabel* label : {warmup_found_, precision_reached_, problem_}) column->addWidget(label);
  return box;
}

QWidget* RunPanel::buildRunRow() {
  auto* box = new QWidget(this);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(6);
  progress_ = new QProgressBar(box);
  progress_->setObjectName(QStringLiteral("runSettings.progress"));
  progress_->setAccessibleName(tr("Runs done"));
  progress_->setTextVisible(false);
  column->addWidget(progress_);
  auto* row = new QHBoxLayout;
  progress_text_ = note(QStringLiteral("runSettings.progressText"), "muted", box);
  row->addWidget(progress_text_, 1);
  cancel_ = new QPushButton(tr("Cancel"), box);
  cancel_->setObjectName(QStringLiteral("runSettings.cancel"));
  connect(cancel_, &QPushButton::clicked, &simulation_, &models::SimulationModel::cancel);
  run_ = new QPushButton(tr("Run"), box);
  run_->setObjectName(QStringLiteral("runSettings.run"));
  run_->setProperty("look", "primary");
  connect(run_, &QPushButton::clicked, &simulation_, &models::SimulationModel::runNow);
  row->addWidget(cancel_);
  row->addWidget(run_);
  column->addLayout(row);
  return box;
}

void RunPanel::take(Field field, const QString& text) {
  Entry& entry = entries_.at(field);
  RunWishes wishes = simulation_.wishes();
  auto problem = entry.read(text, wishes);
  if (!problem) problem = simulation_.setWishes(wishes);
  if (problem) {
    entry.field->setIsWrong(true);
    entry.row->showError(problem->cause, problem->cure);
    return;
  }
  entry.row->clearError();
  retryRefused();
  showWishes();
}

/// What was refused may be possible with what was just taken.
void RunPanel::retryRefused() {
  for (auto& [field, entry] : entries_) {
    if (!entry.row->hasError()) continue;
    RunWishes wishes = simulation_.wishes();
    if (!entry.read(entry.field->text(), wishes) && !simulation_.setWishes(wishes)) entry.row->clearError();
  }
}

void RunPanel::takeGoal() {
  RunWishes wishes = simulation_.wishes();
  const std::string kpi = goal_->currentData().toString().toStdString();
  if (kpi.empty()) {
    wishes.precision.reset();
  } else {
    // A half width in the unit of another KPI means nothing.
    const bool is_kept = wishes.precision && wishes.precision->is_relative;
    wishes.precision = {kpi, is_kept ? wishes.precision->wanted : kFirstGoal, true};
    wishes.max_replications = std::max(wishes.max_replications, wishes.replications);
  }
  for (const Field field : {Field::Precision, Field::MaxReplications}) entries_.at(field).row->clearError();
  (void)simulation_.setWishes(wishes);
  showWishes();
}

void RunPanel::takeFinding(bool finds) {
  RunWishes wishes = simulation_.wishes();
  wishes.finds_warmup = finds;
  entries_.at(Field::Warmup).row->clearError();
  if (const auto problem = simulation_.setWishes(wishes)) {
    entries_.at(Field::Warmup).row->showError(problem->cause, problem->cure);
  }
  retryRefused();
  showWishes();
}

QString RunPanel::unitOf(const std::string& kpi) const {
  const auto runs = simulation_.replicated();
  if (!runs) return {};
  const auto found = std::ranges::find(runs->result.kpis, kpi, &kpi::KpiDeclaration::name);
  return found == runs->result.kpis.end() ? QString() : QString::fromStdString(found->unit);
}

void RunPanel::fillGoals() {
  std::vector<std::string> names;
  if (const auto runs = simulation_.replicated()) {
    for (const kpi::KpiDeclaration& kpi : runs->result.kpis) names.push_back(kpi.name);
  } else {
    names.emplace_back(kFirstKpi);
  }
  const auto& goal = simulation_.wishes().precision;
  if (goal && std::ranges::find(names, goal->kpi) == names.end()) names.push_back(goal->kpi);
  goal_->clear();
  goal_->addItem(tr("no KPI in particular"), QString());
  for (const std::string& name : names) goal_->addItem(models::responseTitle(name), QString::fromStdString(name));
}

void RunPanel::showWishes() {
  const RunWishes& wishes = simulation_.wishes();
  const auto show = [this](Field field, const QString& text, const QString& unit) {
    const Entry& entry = entries_.at(field);
    if (!entry.row->hasError()) entry.field->showText(text, unit);
  };
  const auto [horizon, horizon_unit] = shownTime(wishes.horizon_s);
  show(Field::Horizon, horizon, horizon_unit);
  const auto runs = simulation_.replicated();
  const bool is_found = runs && runs->result.plan.found_warmup;
  const auto [warmup, warmup_unit] = shownTime(wishes.warmup_s);
  const QString found = is_found ? models::durationText(runs->result.plan.warmup_s) : QStringLiteral("…");
  show(Field::Warmup, wishes.finds_warmup ? found : warmup, wishes.finds_warmup ? tr("found") : warmup_unit);
  entries_.at(Field::Warmup).field->setEnabled(!wishes.finds_warmup);
  find_->setChecked(wishes.finds_warmup);
  show(Field::Replications, QString::number(wishes.replications), {});
  show(Field::Seed, QString::number(wishes.seed), {});
  show(Field::MaxReplications, QString::number(wishes.max_replications), tr("runs"));
  const auto& goal = wishes.precision;
  if (goal) {
    const double shown = goal->is_relative ? 100 * goal->wanted : goal->wanted;
    show(Field::Precision, QString::number(shown, 'g', 6), goal->is_relative ? QStringLiteral("%") : unitOf(goal->kpi));
  }
  goal_->setCurrentIndex(std::max(0, goal_->findData(goal ? QString::fromStdString(goal->kpi) : QString())));
  for (const Field field : {Field::Precision, Field::MaxReplications}) {
    entries_.at(field).row->setVisible(goal.has_value());
  }
}

void RunPanel::showState() {
  using State = models::SimulationModel::State;
  const State state = simulation_.state();
  const bool is_running = state == State::Running;
  progress_->setVisible(is_running);
  cancel_->setVisible(is_running);
  run_->setVisible(!is_running && (simulation_.isStale() || !simulation_.replicated()));
  if (is_running) {
    progress_->setRange(0, 0);
    progress_text_->setText(tr("recording a run"));
  } else {
    progress_text_->clear();
  }
  const bool has_failed = state == State::Refused || state == State::Failed;
  problem_->setVisible(has_failed);
  problem_->setText(has_failed ? simulation_.problem() : QString());
  showFindings();
}

void RunPanel::showProgress(double done, double total, const QString& what) {
  progress_->setRange(0, static_cast<int>(total));
  progress_->setValue(static_cast<int>(done));
  progress_text_->setText(tr("%1 of %2 %3").arg(done).arg(total).arg(what));
}

void RunPanel::showFindings() {
  const auto runs = simulation_.replicated();
  const bool is_of_now = runs && !simulation_.isStale();
  warmup_found_->setVisible(is_of_now);
  precision_reached_->setVisible(is_of_now && !runs->result.precision.empty());
  setNote(is_of_now ? tr("%1 runs").arg(runs->result.plan.replications) : QString());
  if (!is_of_now) return;
  warmup_found_->setText(tr("Warm-up: %1.").arg(models::warmupText(runs->result.plan)));
  if (runs->result.precision.empty()) return;
  const experiment::PrecisionReached& reached = runs->result.precision.front();
  precision_reached_->setText(
      tr("%1 %2 after %3 replications: %4.")
          .arg(models::responseTitle(reached.goal.kpi), models::halfWidthText(reached, unitOf(reached.goal.kpi)))
          .arg(runs->result.plan.replications)
          .arg(reached.is_met ? tr("as precise as asked for") : tr("not yet as precise as asked for; allow more")));
}

}  // namespace mw::panels
