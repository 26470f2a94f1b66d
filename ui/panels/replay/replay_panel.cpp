// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/replay/replay_panel.h"

#include <QLocale>
#include <QSplitter>
#include <QVBoxLayout>

#include "ui/panels/replay/alarm_view.h"
#include "ui/panels/replay/plot_options.h"
#include "ui/panels/replay/plot_stack.h"
#include "ui/panels/replay/replay_bar.h"
#include "ui/panels/replay/replay_head.h"
#include "ui/panels/replay/signal_list.h"

namespace mw::panels {

ReplayPanel::ReplayPanel(models::ReplayModel& replay, models::Playback& playback, const ThemeService& themes,
                         QWidget* parent)
    : Panel(parent), replay_(replay), playback_(playback) {
  setObjectName(QStringLiteral("replay"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  head_ = new ReplayHead(replay_, playback_, this);
  column->addWidget(head_);
  pages_ = new QStackedLayout;
  note_ = new QLabel(this);
  note_->setObjectName(QStringLiteral("replay.note"));
  note_->setProperty("look", "muted");
  note_->setAlignment(Qt::AlignCenter);
  note_->setWordWrap(true);
  note_->setContentsMargins(24, 12, 24, 12);
  pages_->addWidget(note_);
  pages_->addWidget(buildBody(themes));
  column->addLayout(pages_, 1);
  connect(head_, &ReplayHead::fileWanted, this, &ReplayPanel::fileWanted);
  connect(head_, &ReplayHead::setupWanted, this, &ReplayPanel::setupWanted);
  connect(alarms_, &AlarmView::findWanted, this, &ReplayPanel::findWanted);
  connect(plots_, &PlotStack::refused, head_, &ReplayHead::say);
  connect(&replay_, &models::ReplayModel::changed, this, &ReplayPanel::showState);
  connect(&replay_, &models::ReplayModel::resultChanged, this, &ReplayPanel::showState);
  connect(&playback_, &models::Playback::timeChanged, this, &ReplayPanel::showTime);
  showState();
}

QWidget* ReplayPanel::buildBody(const ThemeService& themes) {
  auto* page = new QWidget(this);
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(new ReplayBar(replay_, playback_, themes, page));
  column->addWidget(new PlotOptions(replay_, page));
  auto* splitter = new QSplitter(page);
  splitter->setObjectName(QStringLiteral("replay.splitter"));
  splitter->setHandleWidth(1);
  splitter->setChildrenCollapsible(false);
  auto* padded = new QFrame(splitter);
  padded->setProperty("look", "panel");
  auto* around = new QVBoxLayout(padded);
  around->setContentsMargins(kPanelPadding, 4, kPanelPadding / 2, 0);
  signals_ = new SignalList(replay_, themes, padded);
  around->addWidget(signals_);
  plots_ = new PlotStack(replay_, playback_, themes, splitter);
  alarms_ = new AlarmView(replay_, playback_, themes, splitter);
  splitter->addWidget(padded);
  splitter->addWidget(plots_);
  splitter->addWidget(alarms_);
  splitter->setStretchFactor(1, 1);
  splitter->setSizes({256, 660, 604});
  column->addWidget(splitter, 1);
  return page;
}

void ReplayPanel::showEvent(QShowEvent* event) {
  Panel::showEvent(event);
  replay_.setLeading(true);
}

void ReplayPanel::hideEvent(QHideEvent* event) {
  Panel::hideEvent(event);
  replay_.setLeading(false);
}

void ReplayPanel::showState() {
  const auto log = replay_.log();
  const auto result = replay_.result();
  pages_->setCurrentIndex(log ? 1 : 0);
  if (replay_.isBusy() && !log) {
    note_->setText(tr("Working ..."));
  } else if (replay_.twin()) {
    note_->setText(
        tr("The twin %1 waits for a log: drop a CSV file here or choose one above.").arg(replay_.twinName()));
  } else {
    note_->setText(tr("Drop a CSV log here, and the twin (JSON) that shall watch it. Or choose both above."));
  }
  if (result) {
    setNote(tr("%1 rows, %2 anomalies").arg(result->rows).arg(result->anomalyCount()));
  } else {
    setNote(log ? tr("%1 rows; a twin (JSON) dropped here watches them")
                      .arg(QLocale().toString(static_cast<qulonglong>(log->rowCount())))
                : QString());
  }
  showTime(playback_.time_s());
}

void ReplayPanel::showTime(double time_s) {
  if (isVisible()) signals_->showTime(time_s);
}

}  // namespace mw::panels
