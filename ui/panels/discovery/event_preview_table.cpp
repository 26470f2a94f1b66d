// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/discovery/event_preview_table.h"

#include <QBrush>

namespace mw::panels {
namespace {

constexpr int kMostLetters = 60;

QString shown(const std::string& text) {
  QString line = QString::fromStdString(text);
  line.replace(QLatin1Char('\n'), QStringLiteral(" ⏎ "));
  return line.size() > kMostLetters ? line.left(kMostLetters) + QStringLiteral("…") : line;
}

bool isNumber(const std::string& role) {
  return role == "quantity" || role == "rejects" || role == "order_quantity";
}

}  // namespace

EventPreviewTable::EventPreviewTable(const models::DiscoveryModel& model, const ThemeService& themes, QObject* parent)
    : QAbstractTableModel(parent), model_(model), themes_(themes) {
  const auto reset = [this] {
    beginResetModel();
    endResetModel();
  };
  connect(&model_, &models::DiscoveryModel::changed, this, reset);
  connect(&themes_, &ThemeService::changed, this, reset);
}

int EventPreviewTable::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(preview().rows.size());
}

int EventPreviewTable::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(preview().columns.size());
}

QVariant EventPreviewTable::colour(std::size_t row, std::size_t column, int role) const {
  const Theme& theme = themes_.theme();
  const discovery::EventPreview::Row& shown_row = preview().rows[row];
  const bool is_bad = !shown_row.cells[column].why.empty();
  if (role == Qt::BackgroundRole) return is_bad ? QVariant(QBrush(theme.color(Token::ErrorGround))) : QVariant();
  if (is_bad) return QBrush(theme.color(Token::Error));
  const std::string& what = preview().columns[column].role;
  if (what.empty() || !shown_row.why.empty()) return QBrush(theme.color(Token::Faint));
  return QBrush(theme.color(what == "start" || what == "complete" ? Token::Accent : Token::Text));
}

QVariant EventPreviewTable::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const auto row = static_cast<std::size_t>(index.row());
  const auto column = static_cast<std::size_t>(index.column());
  const discovery::EventPreview::Cell& cell = preview().rows[row].cells[column];
  switch (role) {
    case Qt::DisplayRole:
      return shown(cell.text);
    case Qt::ToolTipRole:
      return QString::fromStdString(cell.why.empty() ? preview().rows[row].why : cell.why);
    case Qt::TextAlignmentRole:
      return QVariant(Qt::AlignVCenter | (isNumber(preview().columns[column].role) ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ForegroundRole:
    case Qt::BackgroundRole:
      return colour(row, column, role);
    default:
      return {};
  }
}

QVariant EventPreviewTable::headerData(int section, Qt::Orientation orientation, int role) const {
  const auto at = static_cast<std::size_t>(section);
  if (orientation == Qt::Vertical) {
    if (role == Qt::DisplayRole) return preview().rows[at].line;
    if (role == Qt::ToolTipRole) return QString::fromStdString(preview().rows[at].why);
    return {};
  }
  const discovery::EventPreview::Column& column = preview().columns[at];
  if (role == Qt::DisplayRole) {
    const QString what = column.role.empty() ? tr("not read") : models::roleTitle(column.role);
    return QStringLiteral("%1\n%2").arg(shown(column.name), what);
  }
  if (role == Qt::TextAlignmentRole) {
    return QVariant(Qt::AlignVCenter | (isNumber(column.role) ? Qt::AlignRight : Qt::AlignLeft));
  }
  return {};
}

}  // namespace mw::panels
