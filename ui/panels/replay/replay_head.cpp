// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/replay/replay_head.h"

#include <QHBoxLayout>
#include <QStyle>
#include <QVBoxLayout>

#include "ui/models/figure_format.h"
#include "ui/models/typed_time.h"
#include "ui/panels/theme/theme.h"

namespace mw::panels {
namespace {

void setLook(QWidget* widget, const char* look) {
  if (widget->property("look").toString() == QLatin1String(look)) return;
  widget->setProperty("look", look);
  widget->style()->unpolish(widget);
  widget->style()->polish(widget);
}

QComboBox* addChoice(QWidget* parent, const char* name, const QString& accessible) {
  auto* box = new QComboBox(parent);
  box->setObjectName(QLatin1String(name));
  box->setAccessibleName(accessible);
  box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  return box;
}

/// A name that is not in the list, as of a log that no project keeps, stands in place of the invitation.
void showChosen(QComboBox* box, const QString& name) {
  const int index = box->findText(name);
  if (index < 0) box->setItemText(0, name);
  box->setCurrentIndex(std::max(0, index));
}

QLabel* addLabel(QWidget* parent, const char* name, const char* look) {
  auto* label = new QLabel(parent);
  label->setObjectName(QLatin1String(name));
  label->setProperty("look", look);
  return label;
}

}  // namespace

ReplayHead::ReplayHead(models::ReplayModel& replay, models::Playback& playback, QWidget* parent)
    : QWidget(parent), replay_(replay), playback_(playback) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(kPanelPadding, 8, kPanelPadding, 4);
  column->setSpacing(6);
  column->addWidget(buildRow());
  problem_ = addLabel(this, "replay.problem", "error");
  problem_->setWordWrap(true);
  problem_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  column->addWidget(problem_);
  notes_ = addLabel(this, "replay.notes", "muted");
  notes_->setWordWrap(true);
  column->addWidget(notes_);
  using Model = models::ReplayModel;
  connect(&replay_, &Model::namesChanged, this, &ReplayHead::showNames);
  connect(&replay_, &Model::changed, this, &ReplayHead::showState);
  connect(&replay_, &Model::resultChanged, this, [this] {
    showState();
    showTime(playback_.time_s());
  });
  connect(&playback_, &models::Playback::timeChanged, this, &ReplayHead::showTime);
  connect(&playback_, &models::Playback::loopChanged, this, &ReplayHead::showLoop);
  connect(&replay_.axis(), &models::TimeAxis::followingChanged, follow_, &QToolButton::setChecked);
  showNames();
  showLoop();
  showTime(playback_.time_s());
}

QToolButton* ReplayHead::addButton(const char* name, const QString& text, const QString& what) {
  auto* button = new QToolButton(this);
  button->setObjectName(QLatin1String(name));
  button->setText(text);
  button->setAccessibleName(what);
  button->setToolTip(what);
  button->setProperty("look", "framed");
  button->setFocusPolicy(Qt::TabFocus);
  return button;
}

QWidget* ReplayHead::buildRow() {
  auto* box = new QWidget(this);
  auto* row = new QHBoxLayout(box);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  log_ = addChoice(box, "replay.log", tr("Log"));
  twin_ = addChoice(box, "replay.twin", tr("Twin"));
  connect(log_, &QComboBox::activated, this, [this](int index) {
    if (index > 0) replay_.openLog(log_->itemText(index));
  });
  connect(twin_, &QComboBox::activated, this, [this](int index) {
    if (index > 0) replay_.openTwin(twin_->itemText(index));
  });
  auto* import = new QPushButton(tr("Import ..."), box);
  import->setObjectName(QStringLiteral("replay.import"));
  import->setToolTip(tr("A CSV log or a twin definition (JSON); both can also be dropped on the window"));
  connect(import, &QPushButton::clicked, this, &ReplayHead::fileWanted);
  QToolButton* setup = addButton("replay.setup", tr("Filter..."), tr("Filter, smoothing, and comparing two replays"));
  connect(setup, &QToolButton::clicked, this, &ReplayHead::setupWanted);
  time_ = new QLineEdit(box);
  time_->setObjectName(QStringLiteral("replay.goTo"));
  time_->setAccessibleName(tr("Go to a time"));
  time_->setPlaceholderText(tr("go to 25:04"));
  time_->setToolTip(tr("Seconds, a clock as 0:25:04, a duration as 25 min, or a UTC date where the log has dates"));
  time_->setFixedWidth(128);
  connect(time_, &QLineEdit::returnPressed, this, &ReplayHead::goTo);
  QToolButton* back = addButton("replay.previousSample", QStringLiteral("‹"), tr("Back to the last sample"));
  QToolButton* on = addButton("replay.nextSample", QStringLiteral("›"), tr("On to the next sample"));
  for (QToolButton* button : {back, on}) button->setFixedWidth(28);
  connect(back, &QToolButton::clicked, this, [this] { replay_.stepSample(-1); });
  connect(on, &QToolButton::clicked, this, [this] { replay_.stepSample(+1); });
  loop_ = addChoice(box, "replay.loop", tr("At the end"));
  loop_->addItems({tr("Stop at the end"), tr("Repeat all"), tr("Repeat the selection")});
  loop_->setToolTip(tr("Shift and drag in a plot selects a stretch"));
  connect(loop_, &QComboBox::activated, this,
          [this](int index) { playback_.setLoop(static_cast<models::Playback::Loop>(index)); });
  follow_ = addButton("replay.follow", tr("Follow"), tr("Keep the cursor in view: zooming changes the width alone"));
  follow_->setCheckable(true);
  connect(follow_, &QToolButton::clicked, this, [this](bool is_on) { replay_.axis().setFollowing(is_on); });
  age_ = addLabel(box, "replay.age", "badge");
  for (QWidget* widget : std::initializer_list<QWidget*>{log_, twin_, import, setup}) row->addWidget(widget);
  row->addStretch(1);
  for (QWidget* widget : std::initializer_list<QWidget*>{back, on, time_, loop_, follow_, age_}) row->addWidget(widget);
  return box;
}

void ReplayHead::goTo() {
  const auto log = replay_.log();
  std::optional<double> start_epoch_s;
  if (log && log->epoch_s && !log->t_s.empty()) start_epoch_s = *log->epoch_s + log->t_s.front();
  const auto time_s = models::typedTime_s(time_->text(), start_epoch_s);
  const bool is_wrong = !time_s || *time_s < 0 || *time_s > playback_.duration_s();
  time_->setProperty("state", is_wrong ? "error" : "");
  time_->style()->unpolish(time_);
  time_->style()->polish(time_);
  if (is_wrong) {
    say(time_s ? tr("The log ends at %1.").arg(models::clockText(playback_.duration_s(), true))
               : tr("\"%1\" is no time: write 1504, 0:25:04 or 25 min.").arg(time_->text()));
    return;
  }
  showState();
  playback_.seek(*time_s);
}

void ReplayHead::say(const QString& text) {
  problem_->setText(text);
  problem_->setVisible(!text.isEmpty());
}

void ReplayHead::showNames() {
  const auto fill = [](QComboBox* box, const QString& first, const QStringList& names) {
    const QString current = box->currentIndex() > 0 ? box->currentText() : QString();
    box->clear();
    box->addItem(first);
    box->addItems(names);
    box->setCurrentIndex(std::max(0, box->findText(current)));
  };
  fill(log_, tr("Choose a log"), replay_.logNames());
  fill(twin_, tr("Choose a twin"), replay_.twinNames());
  showState();
}

void ReplayHead::showState() {
  say(replay_.problem());
  notes_->setText(replay_.importNotes().join(QStringLiteral(" · ")));
  notes_->setVisible(!replay_.importNotes().isEmpty());
  if (replay_.log()) showChosen(log_, QString::fromStdString(replay_.log()->name));
  if (replay_.twin()) showChosen(twin_, replay_.twinName());
  age_->setVisible(replay_.log() != nullptr);
}

void ReplayHead::showLoop() {
  loop_->setCurrentIndex(static_cast<int>(playback_.loop()));
}

void ReplayHead::showTime(double time_s) {
  if (!replay_.log()) return;
  const models::AgeAt age = models::ageAt(replay_.data(), time_s);
  const QString text = tr("data %1 old").arg(models::durationText(age.age_s));
  switch (age.level) {
    case models::DataAge::Fresh:
      setLook(age_, "badge");
      break;
    case models::DataAge::Late:
      setLook(age_, "warning");
      break;
    case models::DataAge::Stale:
      setLook(age_, "alarm");
      break;
  }
  age_->setText(age.level == models::DataAge::Stale ? text + tr(": alerts paused") : text);
}

}  // namespace mw::panels
