// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/replay/plot_stack.h"

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QStyle>
#include <QTimer>
#include <QToolButton>

#include "ui/panels/replay/signal_list.h"
#include "ui/panels/theme/icons.h"

namespace mw::panels {
namespace {

using Kind = models::SignalEntry::Kind;
constexpr int kGapHeight = 8;
constexpr int kNamesHeight = 24;

QString nameOf(const models::SignalEntry& entry) {
  const QString name = QString::fromStdString(entry.name);
  switch (entry.kind) {
    case Kind::Reading:
      return name;
    case Kind::Estimate:
      return entry.is_measured ? PlotCard::tr("%1, estimate with 2σ band").arg(name)
                               : PlotCard::tr("%1 · estimated, 2σ band").arg(name);
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
  plot_ = new SignalPlot(replay, playback, themes, replay.board().drawn(index), this);
  plot_->setObjectName(QStringLiteral("replay.plot.%1").arg(index));
  plot_->setAccessibleName(tr("Plot %1").arg(index + 1));
  column->addWidget(buildNames(replay, index));
  column->addWidget(plot_, 1);
}

QWidget* PlotCard::buildNames(models::ReplayModel& replay, std::size_t index) {
  auto* names = new QWidget(this);
  names->setFixedHeight(kNamesHeight);
  auto* row = new QHBoxLayout(names);
  row->setContentsMargins(kPanelPadding, 0, kPanelPadding, 0);
  row->setSpacing(4);
  for (std::size_t i = 0; i < plot_->entries().size(); ++i) {
    const models::SignalEntry& entry = plot_->entries()[i];
    auto* swatch = new QLabel(QStringLiteral("●"), names);
    QPalette palette = swatch->palette();
    palette.setColor(QPalette::WindowText, plot_->colorOf(i));
    swatch->setPalette(palette);
    swatch->setStyleSheet(QStringLiteral("color: %1;").arg(plot_->colorOf(i).name()));
    auto* name = new QLabel(nameOf(entry), names);
    name->setProperty("look", "muted");
    auto* remove = new QToolButton(names);
    remove->setObjectName(QStringLiteral("replay.remove.%1.%2").arg(index).arg(QString::fromStdString(entry.key)));
    remove->setAccessibleName(tr("Take %1 off").arg(nameOf(entry)));
    remove->setToolTip(remove->accessibleName());
    remove->setText(QStringLiteral("×"));
    remove->setProperty("look", "small");
    remove->setFixedSize(18, 18);
    remove->setFocusPolicy(Qt::TabFocus);
    connect(
        remove, &QToolButton::clicked, &replay,
        [&replay, index, key = entry.key] { replay.board().remove(index, key); }, Qt::QueuedConnection);
    row->addWidget(swatch);
    row->addWidget(name);
    row->addWidget(remove);
    row->addSpacing(8);
  }
  row->addStretch(1);
  return names;
}

PlotStack::PlotStack(models::ReplayModel& replay, models::Playback& playback, const ThemeService& themes,
                     QWidget* parent)
    : QScrollArea(parent), replay_(replay), playback_(playback), themes_(themes) {
  setObjectName(QStringLiteral("replay.plots"));
  setAccessibleName(tr("Plots"));
  setFrameShape(QFrame::NoFrame);
  setWidgetResizable(true);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setFocusPolicy(Qt::NoFocus);
  connect(&replay_.board(), &models::PlotBoard::changed, this, &PlotStack::build);
  connect(&themes_, &ThemeService::changed, this, &PlotStack::build);
  build();
}

void PlotStack::addGap(std::size_t index) {
  auto* gap = new SignalTarget(widget());
  gap->setObjectName(QStringLiteral("replay.gap.%1").arg(index));
  gap->setProperty("look", "panel");
  gap->setFixedHeight(kGapHeight);
  connect(gap, &SignalTarget::dropped, this,
          [this, index](const std::string& key) { replay_.board().insert(index, key); });
  widget()->layout()->addWidget(gap);
}

void PlotStack::build() {
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
  for (const std::size_t i : shown) {
    addGap(i);
    auto* card = new PlotCard(replay_, playback_, themes_, i, page);
    card->plot().setTimeShown(i == shown.back());
    connect(card, &SignalTarget::dropped, this, [this, i](const std::string& key) {
      const QString reason = replay_.board().add(i, key);
      if (!reason.isEmpty()) emit refused(reason);
    });
    column->addWidget(card, i == shown.front() ? 5 : 3);
  }
  addGap(replay_.board().plots().size());
}

}  // namespace mw::panels
