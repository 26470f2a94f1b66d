// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/replay/alarm_view.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QVBoxLayout>
#include <cmath>

#include "ui/panels/replay/replay_bar.h"

namespace mw::panels {
namespace {

using models::AlarmTable;

constexpr int kRowPadding = 10;
constexpr int kCellPadding = 28;       // both sides, as the style sheet and the style have it
constexpr int kMostFittedRows = 2000;  // beyond, every row has room for three lines

/// Severities in their colours; what was seen is quieter. The finding wraps: it is never cut.
class AlarmDelegate : public QStyledItemDelegate {
 public:
  AlarmDelegate(const ThemeService& themes, QObject* parent) : QStyledItemDelegate(parent), themes_(themes) {}

 protected:
  void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
    QStyledItemDelegate::initStyleOption(option, index);
    const Theme& theme = themes_.theme();
    const QModelIndex first = index.siblingAtColumn(AlarmTable::Seen);
    const bool is_seen = first.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    QColor text = theme.color(Token::Text);
    if (index.column() == AlarmTable::What) {
      const int severity = index.data(AlarmTable::kSortRole).toInt();
      text = severityColor(theme, static_cast<models::Severity>(severity));
    }
    if (is_seen) text = theme.color(Token::Muted);
    option->palette.setColor(QPalette::Text, text);
    option->palette.setColor(QPalette::HighlightedText, text);
    option->features |= QStyleOptionViewItem::WrapText;
    option->displayAlignment = Qt::AlignLeft | Qt::AlignVCenter;
  }

 private:
  const ThemeService& themes_;
};

/// Lines that a text takes in a width.
int heightOf(const QString& text, const QFont& font, int width) {
  const QFontMetrics metrics(font);
  return metrics.boundingRect(QRect(0, 0, std::max(40, width), 10000), Qt::TextWordWrap, text).height();
}

}  // namespace

AlarmView::AlarmView(models::ReplayModel& replay, models::Playback& playback, const ThemeService& themes,
                     QWidget* parent)
    : QFrame(parent), replay_(replay), playback_(playback) {
  setProperty("look", "panel");
  setMinimumWidth(300);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(buildHead());
  sorted_ = new QSortFilterProxyModel(this);
  sorted_->setSourceModel(&replay_.alarms());
  sorted_->setSortRole(AlarmTable::kSortRole);
  buildTable(themes);
  column->addWidget(table_, 1);
  fit_.setSingleShot(true);
  connect(&fit_, &QTimer::timeout, this, &AlarmView::fitRows);
  const auto fit_soon = [this] { fit_.start(0); };
  connect(table_->horizontalHeader(), &QHeaderView::sectionResized, this, fit_soon);
  connect(table_->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, fit_soon);
  connect(&replay_.alarms(), &AlarmTable::modelReset, this, [this, fit_soon] {
    showCount();
    fit_soon();
  });
  connect(&replay_.alarms(), &AlarmTable::seenChanged, this, &AlarmView::showCount);
  connect(&playback, &models::Playback::timeChanged, this, &AlarmView::showTime);
  connect(&themes, &ThemeService::changed, table_->viewport(), qOverload<>(&QWidget::update));
  showCount();
}

QWidget* AlarmView::buildHead() {
  auto* head = new QWidget(this);
  auto* row = new QHBoxLayout(head);
  row->setContentsMargins(kPanelPadding, 2, 4, 2);
  row->setSpacing(4);
  title_ = new QLabel(head);
  title_->setObjectName(QStringLiteral("replay.alertsTitle"));
  title_->setProperty("look", "heading");
  row->addWidget(title_, 1);
  auto* find = new QPushButton(tr("Find anomalies..."), head);
  find->setObjectName(QStringLiteral("replay.find"));
  find->setProperty("look", "quiet");
  find->setToolTip(tr("Looks through the log for what is not as in its healthy window; needs no twin"));
  connect(find, &QPushButton::clicked, this, &AlarmView::findWanted);
  row->addWidget(find);
  const auto addStep = [&](const char* name, const QString& text, const QString& what, int direction) {
    auto* button = new QToolButton(head);
    button->setObjectName(QLatin1String(name));
    button->setText(text);
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
  return head;
}

void AlarmView::buildTable(const ThemeService& themes) {
  table_ = new QTableView(this);
  table_->setObjectName(QStringLiteral("replay.alerts"));
  table_->setAccessibleName(tr("Detections; choosing one goes to its time"));
  table_->setModel(sorted_);
  table_->setItemDelegate(new AlarmDelegate(themes, table_));
  table_->setFrameShape(QFrame::NoFrame);
  table_->setShowGrid(false);
  table_->setWordWrap(true);
  table_->setTextElideMode(Qt::ElideNone);
  table_->setTabKeyNavigation(false);
  table_->setSelectionBehavior(QAbstractItemView::SelectRows);
  table_->setSelectionMode(QAbstractItemView::SingleSelection);
  table_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  table_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  table_->verticalHeader()->hide();
  QHeaderView* header = table_->horizontalHeader();
  header->setHighlightSections(false);
  header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  header->setSectionResizeMode(QHeaderView::Interactive);
  header->setSectionResizeMode(AlarmTable::Message, QHeaderView::Stretch);
  header->setMinimumSectionSize(36);
  table_->setColumnWidth(AlarmTable::Seen, 62);
  table_->setColumnWidth(AlarmTable::Time, 74);
  table_->setColumnWidth(AlarmTable::What, 92);
  table_->setColumnWidth(AlarmTable::Signal, 74);
  table_->setColumnWidth(AlarmTable::Certainty, 92);
  table_->setSortingEnabled(true);
  table_->sortByColumn(AlarmTable::Time, Qt::AscendingOrder);
  const auto jump = [this](const QModelIndex& index) {
    if (index.column() == AlarmTable::Seen) return;
    const int row = sorted_->mapToSource(index).row();
    playback_.pause();
    playback_.seek(replay_.alarms().alarms()[static_cast<std::size_t>(row)].t_s);
  };
  connect(table_, &QTableView::clicked, this, jump);
  connect(table_, &QTableView::activated, this, jump);
}

void AlarmView::fitRows() {
  constexpr int kUsualLines = 3;
  const int line = QFontMetrics(table_->font()).lineSpacing();
  const int rows = sorted_->rowCount();
  table_->verticalHeader()->setDefaultSectionSize(kUsualLines * line + kRowPadding);
  if (rows > kMostFittedRows) return;
  for (int row = 0; row < rows; ++row) {
    int height = line;
    for (const int column : {AlarmTable::What, AlarmTable::Signal, AlarmTable::Certainty, AlarmTable::Message}) {
      const QString text = sorted_->index(row, column).data().toString();
      height = std::max(height, heightOf(text, table_->font(), table_->columnWidth(column) - kCellPadding));
    }
    table_->setRowHeight(row, height + kRowPadding);
  }
}

void AlarmView::showCount() {
  const std::size_t count = replay_.alarms().alarms().size();
  const std::size_t unseen = replay_.alarms().unseenCount();
  title_->setText(count == 0        ? tr("Nothing detected")
                  : unseen == count ? tr("Detections: %1").arg(count)
                                    : tr("Detections: %1, %2 not seen").arg(count).arg(unseen));
}

void AlarmView::showTime(double time_s) {
  const int source = replay_.alarms().before(time_s + 2e-6);
  if (source < 0) return table_->clearSelection();
  const int row = sorted_->mapFromSource(replay_.alarms().index(source, 0)).row();
  if (row != table_->currentIndex().row()) table_->selectRow(row);
}

}  // namespace mw::panels
