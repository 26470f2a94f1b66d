// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/kpi_table.h"

#include <QCoreApplication>
#include <QMimeData>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/base/unit_symbol.h"
#include "ui/models/figure_format.h"
#include "ui/models/response_text.h"
#include "ui/models/run_charts.h"

namespace mw::models {
namespace {

using numerics::Estimate;

constexpr std::array kFirst = {"oee", "availability", "performance", "quality", "nee"};
constexpr double kMinutesFrom_s = 120;

Estimate scaled(const Estimate& value, double factor) {
  return {value.mean * factor, value.sd * factor, value.half_width * factor, value.n};
}

/// Fractions of a whole, which people read in per cent.
bool isShare(const kpi::KpiDeclaration& kpi) {
  return kpi.unit.empty() && !kpi.name.starts_with("cost");
}

/// Words are the user's; symbols are everybody's.
QString unitText(const std::string& unit) {
  return unit == "parts" ? QCoreApplication::translate("kpiTable", "parts") : QString::fromStdString(unitSymbol(unit));
}

}  // namespace

KpiText kpiText(const kpi::KpiDeclaration& kpi, const Estimate& value) {
  if (value.n == 0) return {QStringLiteral("–"), {}, unitText(kpi.unit)};
  Estimate shown = value;
  QString unit = unitText(kpi.unit);
  if (kpi.unit == "s" && std::abs(value.mean) >= kMinutesFrom_s) {
    shown = scaled(value, 1.0 / 60);
    unit = QStringLiteral("min");
  } else if (isShare(kpi)) {
    shown = scaled(value, 100);
    unit = QStringLiteral("%");
  }
  return {figure(shown.mean, shown.half_width), plusMinus(shown), unit};
}

KpiTable::KpiTable(SimulationModel& simulation, RunCharts& charts, QObject* parent)
    : QAbstractTableModel(parent), simulation_(simulation), charts_(charts), runs_(simulation.replicated()) {
  connect(&charts_, &RunCharts::pinsChanged, this, [this] {
    if (rowCount() > 0) emit dataChanged(index(0, Card), index(rowCount() - 1, Card));
  });
  connect(&simulation_, &SimulationModel::replicatedChanged, this, [this] {
    beginResetModel();
    runs_ = simulation_.replicated();
    endResetModel();
  });
}

int KpiTable::rowCount(const QModelIndex& parent) const {
  return parent.isValid() || !runs_ ? 0 : static_cast<int>(runs_->result.kpis.size());
}

int KpiTable::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : kColumnCount;
}

QVariant KpiTable::data(const QModelIndex& index, int role) const {
  const auto row = static_cast<std::size_t>(index.row());
  const kpi::KpiDeclaration& kpi = runs_->result.kpis[row];
  if (role == Qt::ToolTipRole) {
    const QString why = QString::fromStdString(runs_->result.reasons.overall[row]);
    const QString help = QString::fromStdString(kpi.help);
    return why.isEmpty() ? help : tr("%1\nUndefined: %2.").arg(help, why);
  }
  if (role == Qt::TextAlignmentRole && (index.column() == Mean || index.column() == HalfWidth)) {
    return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
  }
  if (role != Qt::DisplayRole) return {};
  const KpiText text = kpiText(kpi, runs_->result.overall[row]);
  const std::array<QString, kColumnCount> cells = {responseTitle(kpi.name), text.mean, text.half_width, text.unit,
                                                   charts_.isPinned(pinAt(index)) ? tr("✓ pinned") : tr("pin")};
  return cells[static_cast<std::size_t>(index.column())];
}

QVariant KpiTable::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole) {
    const bool is_number = section == Mean || section == HalfWidth;
    return static_cast<int>((is_number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
  }
  if (role != Qt::DisplayRole) return {};
  const std::array<QString, kColumnCount> names = {tr("KPI"), tr("Mean"), tr("95 %"), tr("Unit"), tr("Card")};
  return names[static_cast<std::size_t>(section)];
}

Qt::ItemFlags KpiTable::flags(const QModelIndex& index) const {
  return QAbstractTableModel::flags(index) | (index.isValid() ? Qt::ItemIsDragEnabled : Qt::NoItemFlags);
}

QStringList KpiTable::mimeTypes() const {
  return {QLatin1String(kPinMime)};
}

QMimeData* KpiTable::mimeData(const QModelIndexList& indexes) const {
  if (indexes.empty()) return nullptr;
  auto* figure = new QMimeData;
  figure->setData(QLatin1String(kPinMime), pinToMime(pinAt(indexes.front())));
  return figure;
}

RunPin KpiTable::pinAt(const QModelIndex& index) const {
  return {{}, runs_->result.kpis[static_cast<std::size_t>(index.row())].name};
}

ElementKpiTable::ElementKpiTable(SimulationModel& simulation, QObject* parent)
    : QAbstractTableModel(parent), simulation_(simulation) {
  connect(&simulation_, &SimulationModel::replicatedChanged, this, &ElementKpiTable::show);
  show();
}

void ElementKpiTable::show() {
  beginResetModel();
  runs_ = simulation_.replicated();
  metrics_.clear();
  if (runs_) {
    const experiment::RunResult& result = runs_->result;
    std::vector<std::size_t> order(result.metrics.size());
    for (std::size_t m = 0; m < order.size(); ++m) order[m] = m;
    const auto rank = [&](std::size_t m) { return std::ranges::find(kFirst, result.metrics[m].name) - kFirst.begin(); };
    std::ranges::stable_sort(order, {}, rank);
    for (const std::size_t m : order) {
      bool is_somewhere = false;
      for (std::size_t e = 0; e < result.elements.size(); ++e) {
        is_somewhere = is_somewhere || result.elements[e][m].n > 0 || !result.reasons.elements[e][m].empty();
      }
      if (is_somewhere) metrics_.push_back(m);
    }
  }
  endResetModel();
}

int ElementKpiTable::rowCount(const QModelIndex& parent) const {
  return parent.isValid() || !runs_ ? 0 : static_cast<int>(runs_->result.element_ids.size());
}

int ElementKpiTable::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : 1 + static_cast<int>(metrics_.size());
}

QString ElementKpiTable::elementAt(int row) const {
  return QString::fromStdString(runs_->result.element_ids[static_cast<std::size_t>(row)]);
}

Qt::ItemFlags ElementKpiTable::flags(const QModelIndex& index) const {
  const bool is_figure = index.isValid() && index.column() > 0;
  return QAbstractTableModel::flags(index) | (is_figure ? Qt::ItemIsDragEnabled : Qt::NoItemFlags);
}

RunPin ElementKpiTable::pinAt(const QModelIndex& index) const {
  if (index.column() == 0) return {runs_->result.element_ids[static_cast<std::size_t>(index.row())], {}};
  const std::size_t metric = metrics_[static_cast<std::size_t>(index.column() - 1)];
  return {runs_->result.element_ids[static_cast<std::size_t>(index.row())], runs_->result.metrics[metric].name};
}

const Estimate& ElementKpiTable::at(const QModelIndex& index) const {
  return runs_->result
      .elements[static_cast<std::size_t>(index.row())][metrics_[static_cast<std::size_t>(index.column() - 1)]];
}

QVariant ElementKpiTable::data(const QModelIndex& index, int role) const {
  const auto row = static_cast<std::size_t>(index.row());
  if (index.column() == 0) {
    if (role == Qt::ToolTipRole) return elementAt(index.row());
    return role == Qt::DisplayRole || role == kSortRole ? QString::fromStdString(runs_->factory->elements()[row].name)
                                                        : QVariant();
  }
  const std::size_t metric = metrics_[static_cast<std::size_t>(index.column() - 1)];
  const Estimate& value = at(index);
  switch (role) {
    case kSortRole:
      return value.n > 0 ? value.mean : -std::numeric_limits<double>::infinity();
    case Qt::TextAlignmentRole:
      return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::DisplayRole: {
      const KpiText text = kpiText(runs_->result.metrics[metric], value);
      const bool has_unit = text.unit == QLatin1String("%") || text.unit == QLatin1String("min");
      return value.n > 0 && has_unit ? text.mean + QLatin1Char(' ') + text.unit : text.mean;
    }
    case Qt::ToolTipRole: {
      if (value.n > 0) {
        const KpiText text = kpiText(runs_->result.metrics[metric], value);
        return QStringLiteral("%1 %2 %3").arg(text.mean, text.half_width, text.unit).simplified();
      }
      const std::string& why = runs_->result.reasons.elements[row][metric];
      return why.empty() ? tr("does not apply to this element") : tr("undefined: %1").arg(QString::fromStdString(why));
    }
    default:
      return {};
  }
}

QVariant ElementKpiTable::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole) {
    return static_cast<int>((section == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
  }
  if (section == 0) return role == Qt::DisplayRole ? QVariant(tr("Element")) : QVariant();
  const kpi::KpiDeclaration& metric = runs_->result.metrics[metrics_[static_cast<std::size_t>(section - 1)]];
  const bool is_short = metric.name.size() <= 3;
  if (role == Qt::DisplayRole) {
    const QString title = responseTitle(metric.name);
    return is_short ? title.toUpper() : title;
  }
  return role == Qt::ToolTipRole ? QVariant(QString::fromStdString(metric.help)) : QVariant();
}

}  // namespace mw::models
