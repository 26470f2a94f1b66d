// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/factor_table.h"

#include <algorithm>

#include "core/base/text.h"

namespace mw::models {
namespace {

QString levelsText(const std::vector<Json>& levels) {
  QStringList texts;
  for (const Json& level : levels) {
    const Json& name = experiment::levelName(level);
    texts << QString::fromStdString(name.is_string() ? name.get<std::string>() : name.dump());
  }
  return texts.join(QStringLiteral(", "));
}

/// On screen without the collection that nearly all begin with.
QString pathText(const std::string& path, int role) {
  const QString text = QString::fromStdString(path);
  const QString head = QStringLiteral("elements/");
  return role == Qt::DisplayRole && text.startsWith(head) ? text.mid(head.size()) : text;
}

/// A label stands for the level that has it in the factor so far.
std::vector<Json> levelsFrom(const QString& text, const StudyDraft::Factor& before) {
  std::vector<Json> levels;
  for (const QString& part : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
    const std::string word = part.trimmed().toStdString();
    const auto number = parseNumber(word);
    if (const Json* level = before.levelOf(word)) {
      levels.push_back(*level);
    } else if (!number) {
      levels.emplace_back(word);
    } else if (*number == static_cast<double>(static_cast<std::int64_t>(*number))) {
      levels.emplace_back(static_cast<std::int64_t>(*number));
    } else {
      levels.emplace_back(*number);
    }
  }
  return levels;
}

}  // namespace

FactorTable::FactorTable(StudyModel& study, QObject* parent) : QAbstractTableModel(parent), study_(study) {
  connect(&study_, &StudyModel::draftChanged, this, [this] {
    beginResetModel();
    endResetModel();
  });
  connect(&study_, &StudyModel::stateChanged, this, [this] {
    if (rowCount() > 0) emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
  });
}

int FactorTable::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(study_.draft().factors.size());
}

int FactorTable::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

QVariant FactorTable::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const StudyDraft::Factor& factor = study_.draft().factors[static_cast<std::size_t>(index.row())];
  if (role == Qt::CheckStateRole && index.column() == Integer) return factor.is_integer ? Qt::Checked : Qt::Unchecked;
  if (role == Qt::ToolTipRole) return QString::fromStdString(factor.path);
  if (role != Qt::DisplayRole && role != Qt::EditRole) return {};
  switch (index.column()) {
    case Name:
      return QString::fromStdString(factor.name);
    case Path:
      return pathText(factor.path, role);
    case Min:
      return factor.levels.empty() ? QString::fromStdString(numberText(factor.min)) : QString();
    case Max:
      return factor.levels.empty() ? QString::fromStdString(numberText(factor.max)) : QString();
    case Levels:
      return levelsText(factor.levels);
    default:
      return {};
  }
}

bool FactorTable::setData(const QModelIndex& index, const QVariant& value, int role) {
  if (!index.isValid()) return false;
  StudyDraft draft = study_.draft();
  StudyDraft::Factor& factor = draft.factors[static_cast<std::size_t>(index.row())];
  const std::string text = value.toString().trimmed().toStdString();
  if (role == Qt::CheckStateRole && index.column() == Integer) {
    factor.is_integer = value.toInt() == Qt::Checked;
  } else if (role == Qt::EditRole && (index.column() == Min || index.column() == Max)) {
    const auto number = parseNumber(text);
    if (!number) return false;
    (index.column() == Min ? factor.min : factor.max) = *number;
  } else if (role == Qt::EditRole && index.column() == Name) {
    factor.name = text;
  } else if (role == Qt::EditRole && index.column() == Path) {
    factor.path = text;
  } else if (role == Qt::EditRole && index.column() == Levels) {
    factor.levels = levelsFrom(value.toString(), factor);
  } else {
    return false;
  }
  study_.edit(draft);
  return true;
}

QVariant FactorTable::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  switch (section) {
    case Name:
      return tr("Factor");
    case Path:
      return tr("Path");
    case Min:
      return tr("Min");
    case Max:
      return tr("Max");
    case Integer:
      return tr("Whole");
    case Levels:
      return tr("Levels");
    default:
      return {};
  }
}

Qt::ItemFlags FactorTable::flags(const QModelIndex& index) const {
  Qt::ItemFlags flags = Qt::ItemIsSelectable | Qt::ItemIsEnabled;
  if (study_.state() == StudyModel::State::Running) return flags;
  return flags | (index.column() == Integer ? Qt::ItemIsUserCheckable : Qt::ItemIsEditable);
}

void FactorTable::remove(const QModelIndexList& rows) {
  std::vector<int> numbers;
  for (const QModelIndex& row : rows) numbers.push_back(row.row());
  std::ranges::sort(numbers, std::greater<>());
  StudyDraft draft = study_.draft();
  for (const int number : numbers) draft.factors.erase(draft.factors.begin() + number);
  study_.edit(draft);
}

}  // namespace mw::models
