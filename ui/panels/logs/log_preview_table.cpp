// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/logs/log_preview_table.h"

#include <QBrush>

namespace mw::panels {
namespace {

using Kind = twin::LogPreview::Kind;
using twin::CellState;

constexpr int kMostLetters = 60;

QString kindText(const twin::LogPreview::Column& column) {
  switch (column.kind) {
    case Kind::Time:
      return LogPreviewTable::tr("time");
    case Kind::Number:
      return column.is_used ? LogPreviewTable::tr("number") : LogPreviewTable::tr("number, left out");
    case Kind::Text:
      return column.is_used ? LogPreviewTable::tr("text as number") : LogPreviewTable::tr("text, left out");
    case Kind::Empty:
      return LogPreviewTable::tr("empty");
  }
  return {};
}

}  // namespace

LogPreviewTable::LogPreviewTable(const models::LogImportModel& model, const ThemeService& themes, QObject* parent)
    : QAbstractTableModel(parent), model_(model), themes_(themes) {
  const auto reset = [this] {
    beginResetModel();
    endResetModel();
  };
  connect(&model_, &models::LogImportModel::changed, this, reset);
  connect(&model_, &models::LogImportModel::opened, this, reset);
  connect(&themes_, &ThemeService::changed, this, reset);
}

int LogPreviewTable::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(model_.preview().rows.size());
}

int LogPreviewTable::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(model_.preview().columns.size());
}

QString LogPreviewTable::shown(const std::string& text) const {
  QString line = QString::fromStdString(text);
  line.replace(QLatin1Char('\n'), QStringLiteral(" ⏎ "));
  return line.size() > kMostLetters ? line.left(kMostLetters) + QStringLiteral("…") : line;
}

QVariant LogPreviewTable::colour(const twin::LogPreview::Cell& cell, bool is_row_kept, int role) const {
  const Theme& theme = themes_.theme();
  if (role == Qt::BackgroundRole) {
    return cell.state == CellState::Bad ? QVariant(QBrush(theme.color(Token::ErrorGround))) : QVariant();
  }
  if (!is_row_kept && cell.state != CellState::Bad) return QBrush(theme.color(Token::Faint));
  switch (cell.state) {
    case CellState::Stamp:
      return QBrush(theme.color(Token::Accent));
    case CellState::Number:
    case CellState::Missing:
      return QBrush(theme.color(Token::Text));
    case CellState::Text:
    case CellState::Ignored:
      return QBrush(theme.color(Token::Faint));
    case CellState::Bad:
      return QBrush(theme.color(Token::Error));
  }
  return {};
}

QVariant LogPreviewTable::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const twin::LogPreview::Row& row = model_.preview().rows[static_cast<std::size_t>(index.row())];
  const auto column = static_cast<std::size_t>(index.column());
  if (column >= row.cells.size()) return {};
  const twin::LogPreview::Cell& cell = row.cells[column];
  const Kind kind = model_.preview().columns[column].kind;
  switch (role) {
    case Qt::DisplayRole:
      return shown(cell.text);
    case Qt::ToolTipRole:
      return QString::fromStdString(cell.why.empty() ? row.why : cell.why);
    case Qt::TextAlignmentRole:
      return QVariant(Qt::AlignVCenter | (kind == Kind::Number ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ForegroundRole:
    case Qt::BackgroundRole:
      return colour(cell, row.why.empty(), role);
    default:
      return {};
  }
}

QVariant LogPreviewTable::headerData(int section, Qt::Orientation orientation, int role) const {
  const twin::LogPreview& preview = model_.preview();
  const auto at = static_cast<std::size_t>(section);
  if (orientation == Qt::Vertical) {
    if (at >= preview.rows.size()) return {};
    if (role == Qt::DisplayRole) return preview.rows[at].line;
    if (role == Qt::ToolTipRole) return QString::fromStdString(preview.rows[at].why);
    return {};
  }
  if (at >= preview.columns.size()) return {};
  const twin::LogPreview::Column& column = preview.columns[at];
  if (role == Qt::DisplayRole) {
    return QStringLiteral("%1\n%2").arg(shown(column.name), kindText(column));
  }
  if (role == Qt::TextAlignmentRole) {
    return QVariant(Qt::AlignVCenter | (column.kind == Kind::Number ? Qt::AlignRight : Qt::AlignLeft));
  }
  return {};
}

}  // namespace mw::panels
