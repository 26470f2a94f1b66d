// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/replay/plot_stack.h"

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QStyle>
#include <QTimer>
#include <QToolButton>
#include <algorithm>

#include "ui/panels/replay/signal_list.h"
#include "ui/panels/replay/xy_plot.h"
#include "ui/panels/theme/icons.h"

namespace mw::panels {
namespace {

using Kind = models::SignalEntry::Kind;
constexpr int kGapHeight = 6;
constexpr int kNamesHeight = 22;
constexpr int kPairHeight = 180;

/// @param other  name of the replay that is compared with
QString nameOf(const models::SignalEntry& entry, const QString& other) {
  const QString name = QString::fromStdString(entry.name);
  switch (entry.kind) {
    case Kind::Reading:
      return name;
    case Kind::Estimate:
      return entry.is_measured ? PlotCard::tr("%1, estimate with 2σ band").arg(name)
                               : PlotCard::tr("%1 · estimated, 2σ band").arg(name);
    case Kind::Smoothed:
      return PlotCard::tr("%1, smoothed with 2σ band").arg(name);
    case Kind::Other:
      return PlotCard::tr("%1 by %2, 2σ band").arg(name, other);
    case Kind::Innovation:
      return PlotCard::tr("innovation of %1").arg(name);
    default:
      return name;
  }
}

}  // namespace

SignalTarget::SignalTarget(QWidget* parent) : QFrame(parent) {
  setAcceptDrops(true);
}

void SignalTarget::setAimedAt(bool is_aimed_at) {
  setProperty("look", is_aimed_at ? "notice" : "panel");
  style()->unpolish(this);
  style()->polish(this);
}

void SignalTarget::dragEnterEvent(QDragEnterEvent* event) {
  if (!event->mimeData()->hasFormat(QLatin1String(kSignalMime))) return;
  event->acceptProposedAction();
  setAimedAt(true);
}

void SignalTarget::dragLeaveEvent(QDragLeaveEvent*) {
  setAimedAt(false);
}

void SignalTarget::dropEvent(QDropEvent* event) {
  setAimedAt(false);
  event->acceptProposedAction();
  // The stack is rebuilt in answer, and this target with it: not while it handles the drop.
  const std::string key = event->mimeData()->data(QLatin1String(kSignalMime)).toStdString();
  QTimer::singleShot(0, this, [this, key] { emit dropped(key); });
}

PlotCard::PlotCard(models::ReplayModel& replay, models::Playback& playback, const ThemeService& themes,
                   std::size_t index, QWidget* parent)
    : SignalTarget(parent) {
  setObjectName(QStringLiteral("replay.card.%1").arg(index));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  entries_ = replay.board().drawn(index);
  QWidget* drawn = nullptr;
  if (entries_.front().kind == Kind::Pair) {
    drawn = new XyPlot(replay, playback, themes, entries_.front().key, this);
    drawn->setMinimumHeight(kPairHeight);
  } else {
    drawn = plot_ = new SignalPlot(replay, playback, themes, entries_, this);
  }
  drawn->setObjectName(QStringLiteral("replay.plot.%1").arg(index));
  drawn->setAccessibleName(tr("Plot %1").arg(index + 1));
  column->addWidget(buildNames(replay, index));
  column->addWidget(drawn, 1);
}

QToolButton* PlotCard::addButton(QWidget* names, const QString& name, const QString& text, const QString& what) {
  auto* button = new QToolButton(names);
  button->setObjectName(name);
  button->setAccessibleName(what);
  button->setToolTip(what);
  button->setText(text);
  button->setProperty("look", "small");
  button->setFocusPolicy(Qt::TabFocus);
  return button;
}

QWidget* PlotCard::buildNames(models::ReplayModel& replay, std::size_t index) {
  auto* names = new QWidget(this);
  names->setFixedHeight(kNamesHeight);
  auto* row = new QHBoxLayout(names);
  row->setContentsMargins(kPanelPadding, 0, kPanelPadding, 0);
  row->setSpacing(4);
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const models::SignalEntry& entry = entries_[i];
    if (plot_ != nullptr) {
      auto* swatch = new QLabel(QStringLiteral("●"), names);
      swatch->setStyleSheet(QStringLiteral("color: %1;").arg(plot_->colorOf(i).name()));
      row->addWidget(swatch);
    }
    auto* name = new QLabel(nameOf(entry, replay.rival().name()), names);
    name->setProperty("look", "muted");
    row->addWidget(name);
    if (models::isCompanion(entry)) {  // goes with its estimate
      row->addSpacing(8);
      continue;
    }
    QToolButton* remove =
        addButton(names, QStringLiteral("replay.remove.%1.%2").arg(index).arg(QString::fromStdString(entry.key)),
                  QStringLiteral("×"), tr("Take %1 off").arg(name->text()));
    remove->setFixedSize(18, 18);
    connect(
        remove, &QToolButton::clicked, &replay,
        [&replay, index, key = entry.key] { replay.board().remove(index, key); }, Qt::QueuedConnection);
    row->addWidget(remove);
    row->addSpacing(8);
  }
  row->addStretch(1);
  const auto own = std::ranges::count_if(entries_, [](const auto& entry) { return !models::isCompanion(entry); });
  if (own > 1) {
    QToolButton* split = addButton(names, QStringLiteral("replay.split.%1").arg(index), tr("Split"),
                                   tr("A plot for each of these signals"));
    connect(
        split, &QToolButton::clicked, &replay, [&replay, index] { replay.board().split(index); }, Qt::QueuedConnection);
    row->addWidget(split);
  }
  return names;
}

PlotStack::PlotStack(models::ReplayModel& replay, models::Playback& playback, const ThemeService& themes,
                     QWidget* parent)
    : QScrollArea(parent),
      replay_(replay),
      playback_(playback),
      themes_(themes),
      veil_(new PlotVeil(*viewport(), themes)) {
  setObjectName(QStringLiteral("replay.plots"));
  setAccessibleName(tr("Plots"));
  setFrameShape(QFrame::NoFrame);
  setWidgetResizable(true);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setFocusPolicy(Qt::NoFocus);
  connect(&replay_.board(), &models::PlotBoard::changed, this, &PlotStack::build);
  connect(&themes_, &ThemeService::changed, this, &PlotStack::build);
  // Queued: a replay that begins says first that the last one is gone.
  connect(&replay_, &models::ReplayModel::changed, this, &PlotStack::liftVeil, Qt::QueuedConnection);
  connect(&replay_, &models::ReplayModel::trackReady, this, &PlotStack::liftVeil, Qt::QueuedConnection);
  build();
}

void PlotStack::addGap(std::size_t index) {
  auto* gap = new SignalTarget(widget());
  gap->setObjectName(QStringLiteral("replay.gap.%1").arg(index));
  gap->setProperty("look", "panel");
  gap->setFixedHeight(kGapHeight);
  connect(gap, &SignalTarget::dropped, this, [this, index](const std::string& key) { put(index, key); });
  widget()->layout()->addWidget(gap);
}

void PlotStack::put(std::size_t index, const std::string& key) {
  if (const auto pair = models::pairOf(key)) {
    const QString reason = replay_.board().insertPair(index, pair->first, pair->second);
    if (!reason.isEmpty()) emit refused(reason);
  } else {
    replay_.board().insert(index, key);
  }
}

/// Once all that is shown is drawn, or nothing will be.
void PlotStack::liftVeil() {
  if (!veil_->isVisible()) return;
  const auto isDrawn = [this](const models::SignalEntry& entry) {
    return entry.kind == Kind::Pair ? replay_.pair(entry.key) != nullptr : replay_.track(entry.key) != nullptr;
  };
  bool is_drawn = replay_.result() != nullptr;
  for (std::size_t i = 0; is_drawn && i < replay_.board().plots().size(); ++i)
    is_drawn = std::ranges::all_of(replay_.board().drawn(i), isDrawn);
  if (is_drawn || !replay_.isBusy()) veil_->lift();
}

void PlotStack::build() {
  // Another twin over the same log: the plots stay in sight until the new ones are there.
  const bool is_awaited = replay_.twin() && !replay_.result();
  if (is_awaited && shown_log_ && shown_log_ == replay_.log()) veil_->hold();
  if (!is_awaited || shown_log_ != replay_.log()) shown_log_ = replay_.result() ? replay_.log() : nullptr;
  // One of its plots may be what asked for this.
  if (QWidget* old = takeWidget()) {
    old->hide();
    old->deleteLater();
  }
  auto* page = new QFrame(this);
  page->setProperty("look", "page");
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  setWidget(page);
  std::vector<std::size_t> shown;
  for (std::size_t i = 0; i < replay_.board().plots().size(); ++i) {
    if (!replay_.board().drawn(i).empty()) shown.push_back(i);
  }
  std::size_t last_over_time = 0;
  for (const std::size_t i : shown)
    if (replay_.board().drawn(i).front().kind != Kind::Pair) last_over_time = i;
  for (const std::size_t i : shown) {
    addGap(i);
    auto* card = new PlotCard(replay_, playback_, themes_, i, page);
    if (card->plot() != nullptr) card->plot()->setTimeShown(i == last_over_time);
    connect(card, &SignalTarget::dropped, this, [this, i](const std::string& key) {
      if (models::pairOf(key)) return put(i, key);
      const QString reason = replay_.board().add(i, key);
      if (!reason.isEmpty()) emit refused(reason);
    });
    column->addWidget(card, i == shown.front() ? 5 : 3);
  }
  addGap(replay_.board().plots().size());
}

}  // namespace mw::panels
