// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/replay/alarm_view.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/panels/replay/replay_bar.h"

namespace mw::panels {
namespace {

using models::AlarmTable;

/// Severities in their colours; what was seen is quieter.
class AlarmDelegate : public QStyledItemDelegate {
 public:
  AlarmDelegate(const models::AlarmTable& alarms, const ThemeService& themes, QObject* parent)
      : QStyledItemDelegate(parent), alarms_(alarms), themes_(themes) {}

 protected:
  void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
    QStyledItemDelegate::initStyleOption(option, index);
    const auto row = static_cast<std::size_t>(index.row());
    const Theme& theme = themes_.theme();
    QColor text = theme.color(Token::Text);
    if (index.column() == AlarmTable::What) text = severityColor(theme, alarms_.alarms()[row].severity);
    if (alarms_.isSeen(row)) text = theme.color(Token::Faint);
    option->palette.setColor(QPalette::Text, text);
    option->palette.setColor(QPalette::HighlightedText, text);
  }

 private:
  const models::AlarmTable& alarms_;
  const ThemeService& themes_;
};

}  // namespace

AlarmView::AlarmView(models::ReplayModel& replay, models::Playback& playback, const ThemeService& themes,
                     QWidget* parent)
    : QFrame(parent), replay_(replay) {
  setProperty("look", "panel");
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  auto* row = new QHBoxLayout;
  row->setContentsMargins(kPanelPadding, 2, 4, 2);
  title_ = new QLabel(this);
  title_->setObjectName(QStringLiteral("replay.alertsTitle"));
  title_->setProperty("look", "heading");
  row->addWidget(title_);
  row->addStretch(1);
  const auto addStep = [&](const char* name, const QString& sign, const QString& what, int direction) {
    auto* button = new QToolButton(this);
    button->setObjectName(QLatin1String(name));
    button->setText(sign);
    button->setAccessibleName(what);
    button->setToolTip(what);
    button->setProperty("look", "small");
    button->setFixedSize(24, 22);
    button->setFocusPolicy(Qt::TabFocus);
    connect(button, &QToolButton::clicked, this, [this, direction] { replay_.stepAlarm(direction); });
    row->addWidget(button);
  };
  addStep("replay.previousAlarm", QStringLiteral("▲"), tr("Previous detection"), -1);
  addStep("replay.nextAlarm", QStringLiteral("▼"), tr("Next detection"), +1);
  column->addLayout(row);
  table_ = new QTableView(this);
  table_->setObjectName(QStringLiteral("replay.alerts"));
  table_->setAccessibleName(tr("Detections; choosing one goes to its time"));
  table_->setModel(&replay_.alarms());
  table_->setItemDelegate(new AlarmDelegate(replay_.alarms(), themes, table_));
  table_->setFrameShape(QFrame::NoFrame);
  table_->setShowGrid(false);
  table_->setTabKeyNavigation(false);
  table_->setSelectionBehavior(QAbstractItemView::SelectRows);
  table_->setSelectionMode(QAbstractItemView::SingleSelection);
  table_->verticalHeader()->hide();
  table_->verticalHeader()->setDefaultSectionSize(26);
  table_->horizontalHeader()->setHighlightSections(false);
  table_->horizontalHeader()->setStretchLastSection(true);
  table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  table_->setColumnWidth(AlarmTable::Seen, 56);
  table_->setColumnWidth(AlarmTable::Time, 84);
  table_->setColumnWidth(AlarmTable::What, 112);
  const auto jump = [this, &playback](const QModelIndex& index) {
    if (index.column() == AlarmTable::Seen) return;
    playback.seek(replay_.alarms().alarms()[static_cast<std::size_t>(index.row())].t_s);
  };
  connect(table_, &QTableView::clicked, this, jump);
  connect(table_, &QTableView::activated, this, jump);
  connect(&replay_.alarms(), &AlarmTable::modelReset, this, &AlarmView::showCount);
  connect(&replay_.alarms(), &AlarmTable::seenChanged, this, &AlarmView::showCount);
  connect(&playback, &models::Playback::timeChanged, this, &AlarmView::showTime);
  connect(&themes, &ThemeService::changed, table_->viewport(), qOverload<>(&QWidget::update));
  column->addWidget(table_, 1);
  showCount();
}

void AlarmView::showCount() {
  const std::size_t count = replay_.alarms().alarms().size();
  const std::size_t unseen = replay_.alarms().unseenCount();
  title_->setText(count == 0        ? tr("Nothing detected")
                  : unseen == count ? tr("Detections: %1").arg(count)
                                    : tr("Detections: %1, %2 not seen").arg(count).arg(unseen));
}

void AlarmView::showTime(double time_s) {
  const int row = replay_.alarms().before(time_s + 2e-6);
  if (row >= 0 && row != table_->currentIndex().row()) table_->selectRow(row);
  if (row < 0) table_->clearSelection();
}

}  // namespace mw::panels
