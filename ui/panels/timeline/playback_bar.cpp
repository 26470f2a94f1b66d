// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/timeline/playback_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QToolButton>
#include <algorithm>

#include "ui/models/figure_format.h"
#include "ui/models/floor/run_time.h"
#include "ui/panels/theme/theme.h"

namespace mw::panels {
namespace {

using factory::ElementState;

constexpr int kHeight = 38;
constexpr int kStepWidth = 72;
constexpr int kTimeWidth = 84;
constexpr int kChoiceWidth = 128;
constexpr int kLeastWidth = 52;  ///< of what gives way in a narrow window
constexpr double kFirstStep_s = 10;

QLabel* label(const QString& text, QWidget* parent) {
  auto* made = new QLabel(text, parent);
  made->setProperty("look", "muted");
  return made;
}

QLineEdit* field(const char* name, const QString& what, int width, QWidget* parent) {
  auto* made = new QLineEdit(parent);
  made->setObjectName(QLatin1String(name));
  made->setAccessibleName(what);
  made->setMinimumWidth(kLeastWidth);
  made->setMaximumWidth(width);
  return made;
}

void setWrong(QLineEdit& field, bool is_wrong) {
  field.setProperty("state", is_wrong ? "error" : "");
  field.style()->unpolish(&field);
  field.style()->polish(&field);
}

}  // namespace

PlaybackBar::PlaybackBar(models::SimulationModel& simulation, models::Playback& playback, QWidget* parent)
    : QWidget(parent), simulation_(simulation), playback_(playback), stops_(new models::PlaybackStops(playback, this)) {
  setObjectName(QStringLiteral("timeline.playback"));
  setFixedHeight(kHeight);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(kPanelPadding, 0, kPanelPadding, 0);
  row->setSpacing(6);
  addStep();
  row->addSpacing(14);
  addStops();
  row->addStretch(1);
  connect(&simulation_, &models::SimulationModel::runChanged, this, [this] {
    stops_->setRecording(simulation_.recording());
    fillElements();
  });
  stops_->setRecording(simulation_.recording());
  fillElements();
}

void PlaybackBar::addStep() {
  auto* row = static_cast<QHBoxLayout*>(layout());
  row->addWidget(label(tr("Step"), this));
  const auto button = [&](const char* name, const QString& text, const QString& what, double sign) {
    auto* made = new QToolButton(this);
    made->setObjectName(QLatin1String(name));
    made->setText(text);
    made->setAccessibleName(what);
    made->setToolTip(what);
    made->setProperty("look", "framed");
    made->setFixedSize(28, 28);
    made->setFocusPolicy(Qt::TabFocus);
    connect(made, &QToolButton::clicked, this, [this, sign] { step(sign); });
    row->addWidget(made);
  };
  button("timeline.stepBack", QStringLiteral("–"), tr("Back by this step"), -1);
  step_ = field("timeline.step", tr("Step of time: 10 s, 5 min, 1 h"), kStepWidth, this);
  step_->setToolTip(step_->accessibleName());
  step_->setText(models::durationText(kFirstStep_s));
  row->addWidget(step_);
  button("timeline.stepOn", QStringLiteral("+"), tr("On by this step"), 1);
  connect(step_, &QLineEdit::editingFinished, this,
          [this] { setWrong(*step_, models::parseRunTime(step_->text()).value_or(0) <= 0); });
}

void PlaybackBar::addStops() {
  auto* row = static_cast<QHBoxLayout*>(layout());
  row->addWidget(label(tr("Pause at"), this));
  time_ = field("timeline.pauseAt", tr("Time to pause at: 3600, 90 min, 1:30:00"), kTimeWidth, this);
  time_->setToolTip(time_->accessibleName());
  time_->setPlaceholderText(tr("never"));
  row->addWidget(time_);
  row->addSpacing(14);
  row->addWidget(label(tr("Pause when"), this));
  element_ = new QComboBox(this);
  element_->setObjectName(QStringLiteral("timeline.pauseElement"));
  element_->setAccessibleName(tr("Element that makes the playback pause"));
  state_ = new QComboBox(this);
  state_->setObjectName(QStringLiteral("timeline.pauseState"));
  state_->setAccessibleName(tr("What it becomes"));
  for (QComboBox* choice : {element_, state_}) {
    choice->setMinimumWidth(kLeastWidth);
    choice->setMaximumWidth(kChoiceWidth);
    choice->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  }
  state_->addItem(tr("gets blocked"), static_cast<int>(ElementState::Blocked));
  state_->addItem(tr("goes down"), static_cast<int>(ElementState::Down));
  row->addWidget(element_);
  row->addWidget(state_);
  connect(time_, &QLineEdit::editingFinished, this, &PlaybackBar::takeTime);
  connect(element_, &QComboBox::activated, this, &PlaybackBar::takeWhen);
  connect(state_, &QComboBox::activated, this, &PlaybackBar::takeWhen);
}

void PlaybackBar::step(double sign) {
  const double step_s = models::parseRunTime(step_->text()).value_or(0);
  setWrong(*step_, step_s <= 0);
  if (step_s <= 0) return;
  playback_.pause();
  playback_.seek(playback_.time_s() + sign * step_s);
}

/// The machines of the run; the chosen one stays chosen while it is there.
void PlaybackBar::fillElements() {
  const QString chosen = element_->currentIndex() > 0 ? element_->currentText() : QString();
  element_->clear();
  element_->addItem(tr("nothing"), -1);
  if (const auto run = simulation_.run()) {
    for (const kpi::GanttRow& row : run->gantt.rows) {
      element_->addItem(QString::fromStdString(row.id), static_cast<int>(row.element));
    }
  }
  element_->setCurrentIndex(std::max(0, element_->findText(chosen)));
  takeWhen();
}

void PlaybackBar::takeWhen() {
  const int element = element_->currentData().toInt();
  state_->setEnabled(element >= 0);
  if (element < 0) return stops_->setWhen(std::nullopt);
  stops_->setWhen(models::PlaybackStops::When{static_cast<std::uint32_t>(element),
                                              static_cast<ElementState>(state_->currentData().toInt())});
}

void PlaybackBar::takeTime() {
  const std::optional<double> time_s = models::parseRunTime(time_->text());
  setWrong(*time_, !time_s && !time_->text().trimmed().isEmpty());
  stops_->setTime(time_s);
}

}  // namespace mw::panels
