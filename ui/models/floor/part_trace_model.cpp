// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/floor/part_trace_model.h"

#include "ui/models/figure_format.h"
#include "ui/models/floor/element_now.h"

namespace mw::models {

PartTraceModel::PartTraceModel(SimulationModel& simulation, QObject* parent)
    : QAbstractTableModel(parent), simulation_(simulation) {
  connect(&simulation_, &SimulationModel::runChanged, this, [this] { find(wanted_); });
}

bool PartTraceModel::setPart(std::uint32_t part) {
  find(part);
  return trace_.has_value();
}

void PartTraceModel::clear() {
  find(std::nullopt);
}

void PartTraceModel::find(std::optional<std::uint32_t> part) {
  beginResetModel();
  wanted_ = part;
  run_ = simulation_.run();
  trace_ = part && run_ ? traceOf(*run_->recording, *run_->factory, *part) : std::nullopt;
  endResetModel();
  emit traceChanged();
}

QString PartTraceModel::summary() const {
  if (!trace_) return {};
  const QString name = partText(*run_->factory, trace_->part_type, trace_->part);
  double worked_s = 0;
  bool is_known = true;
  for (const PartStay& stay : trace_->stays) {
    is_known = is_known && stay.worked_s;
    worked_s += stay.worked_s.value_or(0);
  }
  const auto lead_s = trace_->leadTime_s();
  if (!lead_s) return tr("%1: still inside at the end of the run").arg(name);
  const QString text = tr("%1: %2 from source to sink").arg(name, durationText(*lead_s));
  return is_known ? tr("%1, worked on for %2").arg(text, durationText(worked_s)) : text;
}

int PartTraceModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() || !trace_ ? 0 : static_cast<int>(trace_->stays.size());
}

int PartTraceModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : kColumnCount;
}

QVariant PartTraceModel::data(const QModelIndex& index, int role) const {
  if (!trace_ || !index.isValid()) return {};
  if (role == Qt::TextAlignmentRole && index.column() != Element) return int(Qt::AlignRight | Qt::AlignVCenter);
  const PartStay& stay = trace_->stays[static_cast<std::size_t>(index.row())];
  const double stay_s = stay.to_s - stay.from_s;
  if (role == Qt::ToolTipRole) {
    const QString name = QString::fromStdString(run_->factory->elements()[stay.element].name);
    return stay.is_over ? tr("%1: there for %2").arg(name, durationText(stay_s)) : tr("%1: still there").arg(name);
  }
  if (role != Qt::DisplayRole) return {};
  switch (index.column()) {
    case Element:
      return QString::fromStdString(run_->factory->elements()[stay.element].name);
    case From:
      return clockText(stay.from_s, true);
    case Worked:
      return stay.worked_s ? durationText(*stay.worked_s) : QStringLiteral("–");
    case Waited:
      return stay.worked_s ? durationText(stay_s - *stay.worked_s) : QStringLiteral("–");
    default:
      return {};
  }
}

QVariant PartTraceModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::ToolTipRole && section == Worked) {
    return tr("Time in which the machine worked on it; – where several places make it uncertain which had the part");
  }
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case Element:
      return tr("Element");
    case From:
      return tr("From");
    case Worked:
      return tr("Worked");
    case Waited:
      return tr("Waited");
    default:
      return {};
  }
}

}  // namespace mw::models
