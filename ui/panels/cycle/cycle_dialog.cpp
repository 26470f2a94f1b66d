// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/cycle/cycle_dialog.h"

#include <QHBoxLayout>
#include <QStyle>
#include <QVBoxLayout>
#include <algorithm>

#include "core/base/error.h"
#include "ui/commands/edits.h"
#include "ui/models/cycle/cycle_words.h"
#include "ui/panels/cycle/cycle_figures.h"
#include "ui/panels/cycle/cycle_form.h"

namespace mw::panels {
namespace {

using Form = cosimulation::CycleForm;
using State = models::CycleModel::State;

QPushButton* button(const char* name, const QString& text, QWidget* parent) {
  auto* made = new QPushButton(text, parent);
  made->setObjectName(QStringLiteral("cycle.") + QLatin1String(name));
  made->setAutoDefault(false);
  return made;
}

}  // namespace

CycleDialog::CycleDialog(models::Document& document, jobs::JobService& jobs, const ThemeService& themes,
                         QWidget* parent)
    : QDialog(parent), document_(document), model_(document, jobs) {
  setObjectName(QStringLiteral("cycle"));
  setWindowTitle(tr("Measure cycle times"));
  resize(760, 620);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(kPanelPadding, kPanelPadding, kPanelPadding, kPanelPadding);
  column->setSpacing(kPanelPadding);
  form_ = new CycleForm(this);
  column->addWidget(form_);
  pages_ = new QStackedLayout;
  note_ = addText(this, "note", "muted");
  note_->setAlignment(Qt::AlignCenter);
  pages_->addWidget(note_);
  pages_->addWidget(buildResult(themes));
  column->addLayout(pages_, 1);
  column->addWidget(buildFoot());
  connect(form_, &CycleForm::robotChosen, this, [this](const QString& id) { model_.setRobot(id.toStdString()); });
  connect(&model_, &models::CycleModel::stateChanged, this, &CycleDialog::showState);
  connect(&model_, &models::CycleModel::factoryChanged, this, &CycleDialog::showFactory);
  connect(&model_, &models::CycleModel::progressed, this, [this](double done, double total) {
    progress_->setRange(0, static_cast<int>(total));
    progress_->setValue(static_cast<int>(done));
    message_->setText(tr("%1 of %2 cycles").arg(done).arg(total));
  });
  showFactory();
}

/// The base would hide it once the model is gone.
CycleDialog::~CycleDialog() {
  hide();
}

QLabel* CycleDialog::addText(QWidget* page, const char* name, const char* look) {
  auto* text = new QLabel(page);
  text->setObjectName(QStringLiteral("cycle.") + QLatin1String(name));
  text->setProperty("look", look);
  text->setWordWrap(true);
  text->setTextInteractionFlags(Qt::TextSelectableByMouse);
  text->setFocusPolicy(Qt::NoFocus);
  return text;
}

QWidget* CycleDialog::buildResult(const ThemeService& themes) {
  auto* page = new QWidget(this);
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(8);
  figures_ = new CycleFigureTable(page);
  column->addWidget(figures_);
  plot_ = new FitPlot(themes, page);
  plot_->setObjectName(QStringLiteral("cycle.plot"));
  plot_->setYLabel(tr("cycles per bin"));
  plot_->setAccessibleName(tr("Histogram of the measured cycles and the distribution that is used"));
  column->addWidget(plot_, 1);
  words_ = addText(page, "words", "");
  words_->setAccessibleName(tr("What was found"));
  column->addWidget(words_);
  routes_ = addText(page, "routes", "muted");
  routes_->setAccessibleName(tr("Ways of the parts"));
  column->addWidget(routes_);
  return page;
}

QWidget* CycleDialog::buildFoot() {
  auto* foot = new QWidget(this);
  auto* column = new QVBoxLayout(foot);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(8);
  progress_ = new QProgressBar(foot);
  progress_->setObjectName(QStringLiteral("cycle.progress"));
  progress_->setAccessibleName(tr("Cycles measured"));
  progress_->setTextVisible(false);
  column->addWidget(progress_);
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  message_ = addText(foot, "message", "muted");
  cancel_ = button("cancel", tr("Cancel"), foot);
  connect(cancel_, &QPushButton::clicked, &model_, &models::CycleModel::cancel);
  measure_ = button("measure", tr("Measure"), foot);
  connect(measure_, &QPushButton::clicked, this, [this] { model_.measure(form_->settings()); });
  as_ = new QComboBox(foot);
  as_->setObjectName(QStringLiteral("cycle.as"));
  as_->setAccessibleName(tr("In which form it is used"));
  as_->addItem(tr("as it fits best"), static_cast<int>(Form::Best));
  as_->addItem(tr("as a distribution"), static_cast<int>(Form::Fitted));
  as_->addItem(tr("as the values"), static_cast<int>(Form::Empirical));
  connect(as_, &QComboBox::currentIndexChanged, this, &CycleDialog::showForm);
  use_ = button("use", tr("Use it"), foot);
  use_->setProperty("look", "primary");
  connect(use_, &QPushButton::clicked, this, &CycleDialog::use);
  row->addWidget(message_, 1);
  row->addWidget(cancel_);
  row->addWidget(measure_);
  row->addWidget(as_);
  row->addWidget(use_);
  column->addLayout(row);
  return foot;
}

void CycleDialog::openFor(const std::string& id) {
  const std::vector<std::string> robots = model_.robots();
  const bool is_known = std::ranges::find(robots, id) != robots.end();
  if (is_known) model_.setRobot(id);
  if (model_.robot().empty() && !robots.empty()) model_.setRobot(robots.front());
  showFactory();
  show();
  raise();
  activateWindow();
}

void CycleDialog::showFactory() {
  form_->showRobots(model_.robots(), model_.robot());
  showState();
}

void CycleDialog::showState() {
  const State state = model_.state();
  const bool is_running = state == State::Measuring;
  const QString refusal = model_.refusal();
  const bool has_drawing = state == State::Ready && model_.finding()->times != nullptr;
  progress_->setVisible(is_running);
  cancel_->setVisible(is_running);
  measure_->setVisible(!is_running);
  measure_->setEnabled(refusal.isEmpty());
  measure_->setToolTip(refusal);
  measure_->setText(state == State::Ready ? tr("Measure again") : tr("Measure"));
  measure_->setProperty("look", has_drawing ? QVariant() : QVariant(QStringLiteral("primary")));
  measure_->style()->unpolish(measure_);
  measure_->style()->polish(measure_);
  if (is_running) progress_->setRange(0, 0);
  pages_->setCurrentIndex(has_drawing ? 1 : 0);
  note_->setProperty("look", state == State::Failed ? "error" : "muted");
  note_->style()->polish(note_);
  if (state == State::Empty) {
    note_->setText(!refusal.isEmpty()
                       ? refusal
                       : tr("Runs the arm by physics, cycle after cycle: each picks a part where this factory brings "
                            "it and puts it where it goes.\nThe times become the robot's cycle when you use them."));
  }
  if (is_running) note_->setText(tr("Measuring ..."));
  if (state == State::Failed) note_->setText(model_.problem());
  if (state == State::Ready && !has_drawing)
    note_->setText(models::cycleNotes(model_.finding()->measurement).join('\n'));
  message_->setText(state == State::Ready && model_.isOld()
                        ? tr("The robot, its ports or its parts were changed since: measure again.")
                        : QString());
  use_->setVisible(has_drawing);
  as_->setVisible(has_drawing);
  use_->setEnabled(model_.isUsable());
  if (has_drawing) showFinding();
}

void CycleDialog::showFinding() {
  const cosimulation::RobotMeasurement& measurement = model_.finding()->measurement;
  if (const factory::Element* robot = document_.factory().findElement(model_.robot()))
    figures_->setRow(0, tr("Now"), models::presentCycle(*robot));
  figures_->setRow(1, tr("Measured"), models::measuredCycle(measurement));
  words_->setText(models::cycleNotes(measurement).join('\n'));
  routes_->setText(models::routeTexts(measurement, document_.factory()).join('\n'));
  showForm();
}

cosimulation::CycleForm CycleDialog::form() const {
  return static_cast<Form>(as_->currentData().toInt());
}

void CycleDialog::showForm() {
  if (!model_.finding() || !model_.finding()->times) return;
  const cosimulation::RobotMeasurement& measurement = model_.finding()->measurement;
  figures_->setRow(2, tr("Used"), models::usedCycle(measurement, form()));
  plot_->show(*model_.finding()->times,
              cosimulation::chosenFit(measurement.fitted, measurement.cycles.cycle_s.mean, form()), tr("cycle"));
}

void CycleDialog::use() {
  if (!model_.isUsable()) return;
  try {
    commands::setTogether(document_, model_.values(form()), model_.stepText());
    message_->setText(
        tr("The cycle of %1 is what was measured; Undo takes it back.").arg(QString::fromStdString(model_.robot())));
  } catch (const Error& error) {
    message_->setText(QString::fromUtf8(error.what()));
  }
}

}  // namespace mw::panels
