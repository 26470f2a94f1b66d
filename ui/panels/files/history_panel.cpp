// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/files/history_panel.h"

#include <QLabel>
#include <QVBoxLayout>

#include "ui/panels/files/restore_panel.h"
#include "ui/panels/row_delegate.h"
#include "ui/panels/theme/icons.h"

namespace mw::panels {
namespace {

using Row = models::HistoryModel::Row;

QString iconOf(const Row& row) {
  if (row.is_present) return QStringLiteral("arrow-right");
  return row.kind == Row::Kind::Step || row.kind == Row::Kind::Opened ? QString() : QStringLiteral("document-save");
}

}  // namespace

HistoryPanel::HistoryPanel(models::ProjectSession& session, models::Document& document, const ThemeService& themes,
                           QWidget* parent)
    : Panel(parent), model_(document, session), themes_(themes), list_(new QListWidget(this)) {
  setObjectName(QStringLiteral("history"));
  list_->setObjectName(QStringLiteral("history.list"));
  list_->setAccessibleName(tr("History"));
  list_->setItemDelegate(new RowDelegate(themes, list_));
  list_->setMouseTracking(true);
  auto* help = new QLabel(tr("Click a step to go there. What lies ahead stays until the next edit. "
                             "File › Copy as command line, in Build, gives the steps as a command."),
                          this);
  help->setProperty("look", "muted");
  help->setWordWrap(true);
  help->setContentsMargins(kPanelPadding, 0, kPanelPadding, 0);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 4, 0, 8);
  column->setSpacing(8);
  column->addWidget(list_, 1);
  column->addWidget(help);
  // Pressing a row answers at once; Return does for who came by keyboard.
  connect(list_, &QListWidget::itemClicked, this, [this](QListWidgetItem* item) { go(list_->row(item)); });
  connect(list_, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) { go(list_->row(item)); });
  connect(&model_, &models::HistoryModel::restoreWanted, this,
          [&session, &document](const QString& name) { restoreFrom(session, document, name); });
  soon_.setSingleShot(true);
  soon_.setInterval(0);
  connect(&soon_, &QTimer::timeout, this, &HistoryPanel::fill);
  connect(&model_, &models::HistoryModel::changed, this, [this] { soon_.start(); });
  fill();
}

void HistoryPanel::fill() {
  const std::vector<Row> rows = model_.rows();
  list_->clear();
  int steps = 0;
  for (const Row& row : rows) {
    auto* item = new QListWidgetItem(row.text, list_);
    const QString icon = iconOf(row);
    const Token tone = row.is_undone ? Token::Muted : Token::Text;
    if (!icon.isEmpty()) item->setIcon(lineIcon(icon, themes_, row.is_present ? Token::Accent : Token::Muted));
    item->setData(RowDelegate::kToneRole, static_cast<int>(tone));
    const bool is_point = row.kind == Row::Kind::Point || row.kind == Row::Kind::Older;
    if (is_point) item->setData(RowDelegate::kNoteRole, tr("restore point"));
    if (row.is_undone && !is_point) item->setData(RowDelegate::kNoteRole, tr("undone"));
    if (row.is_present) {
      item->setData(RowDelegate::kNoteRole, tr("now"));
      list_->setCurrentItem(item);
    }
    steps += row.kind == Row::Kind::Step ? 1 : 0;
  }
  if (list_->currentItem() != nullptr) list_->scrollToItem(list_->currentItem());
  setNote(steps == 0 ? QString() : QString::number(steps));
}

void HistoryPanel::go(int row) {
  const std::vector<Row> rows = model_.rows();
  if (row >= 0 && static_cast<std::size_t>(row) < rows.size()) model_.goTo(rows[static_cast<std::size_t>(row)]);
}

}  // namespace mw::panels
