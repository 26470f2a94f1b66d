// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/guide_factors.h"

#include "core/base/text.h"
#include "core/base/unit_symbol.h"
#include "core/factory/factory_path.h"
#include "ui/models/guided_study.h"

namespace mw::models {
namespace {

/// None for what is told beside the expert's columns.
std::optional<FactorTable::Column> sourceOf(int column) {
  switch (column) {
    case GuideFactors::Name:
      return FactorTable::Name;
    case GuideFactors::Min:
      return FactorTable::Min;
    case GuideFactors::Max:
      return FactorTable::Max;
    case GuideFactors::Levels:
      return FactorTable::Levels;
    default:
      return std::nullopt;
  }
}

std::optional<factory::PathTarget> targetOf(const factory::Factory& factory, const std::string& path) {
  try {
    return factory::resolve(factory, factory::FactoryPath(path));
  } catch (const InputError&) {
    return std::nullopt;  // gone from the factory meanwhile; going on says so
  }
}

}  // namespace

GuideFactors::GuideFactors(Document& document, StudyModel& study, QObject* parent)
    : QAbstractTableModel(parent), document_(document), study_(study), table_(study) {
  connect(&table_, &QAbstractItemModel::modelAboutToBeReset, this, [this] { beginResetModel(); });
  connect(&table_, &QAbstractItemModel::modelReset, this, [this] { endResetModel(); });
  connect(&document_, &Document::changed, this, [this] {
    if (rowCount() > 0) emit dataChanged(index(0, Today), index(rowCount() - 1, Today));
  });
}

int GuideFactors::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : table_.rowCount();
}

int GuideFactors::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

QString GuideFactors::todayText(const StudyDraft::Factor& factor) const {
  const auto target = targetOf(document_.factory(), factor.path);
  if (!target || target->value.is_null()) return QStringLiteral("–");
  const Json& value = target->value;
  return QString::fromStdString(value.is_number()   ? numberText(value.get<double>())
                                : value.is_string() ? value.get<std::string>()
                                                    : value.dump());
}

QString GuideFactors::unitOf(const StudyDraft::Factor& factor) const {
  const auto target = targetOf(document_.factory(), factor.path);
  const bool has_unit = target && target->declaration;
  return has_unit ? QString::fromStdString(unitSymbol(target->declaration->unit_text)) : QString();
}

QVariant GuideFactors::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  if (const auto source = sourceOf(index.column())) return table_.data(table_.index(index.row(), *source), role);
  const StudyDraft::Factor& factor = study_.draft().factors[static_cast<std::size_t>(index.row())];
  if (role == Qt::ToolTipRole) return QString::fromStdString(factor.path);
  if (role != Qt::DisplayRole) return {};
  return index.column() == Today ? todayText(factor) : unitOf(factor);
}

bool GuideFactors::setData(const QModelIndex& index, const QVariant& value, int role) {
  const auto source = index.isValid() ? sourceOf(index.column()) : std::nullopt;
  if (!source || role != Qt::EditRole) return false;
  const StudyDraft before = study_.draft();
  const auto row = static_cast<std::size_t>(index.row());
  if (!table_.setData(table_.index(index.row(), *source), value, role)) {
    emit refused(tr("\"%1\" is not a number: write 12.5").arg(value.toString().trimmed()));
    return false;
  }
  const QString problem = factorProblem(document_.factory(), study_.draft().factors[row]);
  if (!problem.isEmpty()) study_.edit(before);
  emit refused(problem);
  return problem.isEmpty();
}

QVariant GuideFactors::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  if (const auto source = sourceOf(section)) return table_.headerData(*source, orientation, role);
  return section == Today ? tr("Today") : tr("Unit");
}

Qt::ItemFlags GuideFactors::flags(const QModelIndex& index) const {
  const Qt::ItemFlags flags = Qt::ItemIsSelectable | Qt::ItemIsEnabled;
  return sourceOf(index.column()) ? flags | Qt::ItemIsEditable : flags;
}

void GuideFactors::remove(const QModelIndexList& rows) {
  QModelIndexList of_table;
  for (const QModelIndex& row : rows) of_table << table_.index(row.row(), 0);
  table_.remove(of_table);
  emit refused({});
}

}  // namespace mw::models
