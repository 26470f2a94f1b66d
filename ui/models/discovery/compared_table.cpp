// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/discovery/compared_table.h"

#include <QStringList>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "ui/models/figure_format.h"

namespace mw::models {
namespace {

using Group = ComparedFigure::Group;
using discovery::Compared;

constexpr double kMinute_s = 60;
constexpr double kHour_s = 3600;
constexpr double kDay_s = 86400;
constexpr int kMostNamed = 4;
constexpr double kRoom = 1.06;  // right of the largest mark

struct TimeUnit {
  double seconds;
  const char* name;
};

TimeUnit unitFor(double largest_s) {
  if (largest_s > 4 * kDay_s) return {kDay_s, "d"};
  if (largest_s > 2 * kHour_s) return {kHour_s, "h"};
  return {kMinute_s, "min"};
}

QString verdict(const Compared& compared, Group group) {
  if (!std::isfinite(compared.log) || !std::isfinite(compared.simulated.mean)) {
    return ComparedTable::tr("too few cases to say");
  }
  if (compared.isWithin()) return ComparedTable::tr("within");
  if (!(compared.log > 0)) return ComparedTable::tr("none in the log");
  const bool is_more = compared.simulated.mean > compared.log;
  const QString percent = QString::number(std::abs(100 * compared.difference()), 'f', 0);
  switch (group) {
    case Group::LeadTime:
      return is_more ? ComparedTable::tr("simulated %1 % longer").arg(percent)
                     : ComparedTable::tr("simulated %1 % shorter").arg(percent);
    case Group::Rate:
    case Group::Utilisation:
      return is_more ? ComparedTable::tr("simulated %1 % more").arg(percent)
                     : ComparedTable::tr("simulated %1 % less").arg(percent);
  }
  return {};
}

ComparedFigure figureOf(const Compared& compared, Group group, const QString& name, const QString& unit,
                        double factor) {
  ComparedFigure figure;
  figure.group = group;
  figure.name = name;
  figure.unit = unit;
  figure.log = compared.log * factor;
  figure.simulated = compared.simulated;
  figure.simulated.mean *= factor;
  figure.simulated.half_width *= factor;
  figure.low = std::max(0.0, compared.low * factor);  // a normal interval may reach below what there can be
  figure.high = compared.high * factor;
  figure.is_known = std::isfinite(figure.log) && std::isfinite(figure.simulated.mean);
  figure.is_within = compared.isWithin();
  figure.verdict = verdict(compared, group);
  return figure;
}

double reachOf(const ComparedFigure& figure) {
  double reach = 0;
  for (const double value : {figure.log, figure.simulated.mean, figure.high}) {
    if (std::isfinite(value)) reach = std::max(reach, value);
  }
  return reach;
}

/// Lead times have one scale, and so have utilisations; each rate has its own.
void setScales(std::vector<ComparedFigure>& figures) {
  for (ComparedFigure& figure : figures) {
    double reach = 0;
    for (const ComparedFigure& other : figures) {
      const bool is_shared = other.group == figure.group && figure.group != Group::Rate;
      if (is_shared || &other == &figure) reach = std::max(reach, reachOf(other));
    }
    figure.scale = reach > 0 ? kRoom * reach : 1;
  }
}

QString withUnit(const QString& number, const QString& unit) {
  return unit.isEmpty() ? number : QStringLiteral("%1 %2").arg(number, unit);
}

QString shown(double value) {
  return std::isfinite(value) ? figure(value) : QStringLiteral("–");
}

}  // namespace

std::vector<ComparedFigure> comparedFigures(const discovery::Judgement& judgement) {
  struct Named {
    const char* key;
    QString name;
  };
  const std::array<Named, 4> times = {
      {{"lead_time_mean_s", ComparedTable::tr("Lead time, mean")},
       {"lead_time_p50_s", ComparedTable::tr("Lead time, half are below")},
       {"lead_time_p95_s", ComparedTable::tr("Lead time, 95 % are below")},
       {"finished_lead_time_mean_s", ComparedTable::tr("Lead time of cases that end, mean")}}};
  const std::array<Named, 3> rates = {{{"cases_per_week", ComparedTable::tr("Cases that end")},
                                       {"steps_per_week", ComparedTable::tr("Steps done")},
                                       {"arrivals_per_week", ComparedTable::tr("Cases that start")}}};
  double largest_s = 0;
  for (const Named& each : times) {
    const Compared* compared = judgement.find(each.key);
    if (compared != nullptr && std::isfinite(compared->log)) largest_s = std::max(largest_s, compared->log);
  }
  const TimeUnit unit = unitFor(largest_s);
  std::vector<ComparedFigure> figures;
  const auto add = [&](const Named& each, Group group, const QString& symbol, double factor) {
    if (const Compared* compared = judgement.find(each.key)) {
      figures.push_back(figureOf(*compared, group, each.name, symbol, factor));
    }
  };
  for (const Named& each : times) add(each, Group::LeadTime, QLatin1String(unit.name), 1 / unit.seconds);
  for (const Named& each : rates) add(each, Group::Rate, ComparedTable::tr("/week"), 1);
  for (const discovery::ComparedResource& each : judgement.resources) {
    figures.push_back(figureOf(each.utilisation, Group::Utilisation,
                               ComparedTable::tr("%1, utilisation").arg(QString::fromStdString(each.name)),
                               QStringLiteral("%"), 100));
  }
  setScales(figures);
  return figures;
}

QString verdictOf(const std::vector<ComparedFigure>& figures) {
  QStringList outside;
  int known = 0;
  for (const ComparedFigure& figure : figures) {
    known += figure.is_known;
    if (figure.is_known && !figure.is_within) outside << figure.name;
  }
  if (known == 0) return ComparedTable::tr("The later part of the log shows too little to judge by.");
  if (outside.isEmpty()) {
    return ComparedTable::tr("All %1 figures of the log's later part lie where 95 % of the simulated periods do.")
        .arg(known);
  }
  const auto count = outside.size();
  QString names = outside.mid(0, kMostNamed).join(QStringLiteral("; "));
  if (count > kMostNamed) names += ComparedTable::tr("; and %1 more").arg(count - kMostNamed);
  return ComparedTable::tr(
             "%1 of %2 figures of the log's later part lie where simulated periods hardly ever do: %3. Do "
             "not rely on the factory for these before you know why.")
      .arg(count)
      .arg(known)
      .arg(names);
}

void ComparedTable::setFigures(std::vector<ComparedFigure> figures) {
  beginResetModel();
  figures_ = std::move(figures);
  endResetModel();
}

int ComparedTable::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(figures_.size());
}

int ComparedTable::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : kColumnCount;
}

QVariant ComparedTable::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const ComparedFigure& row = figure(index.row());
  if (role == Qt::TextAlignmentRole) {
    const bool is_number = index.column() == Log || index.column() == Simulated || index.column() == Range;
    return QVariant(Qt::AlignVCenter | (is_number ? Qt::AlignRight : Qt::AlignLeft));
  }
  if (role == Qt::ToolTipRole && (index.column() == Name || index.column() == Verdict)) {
    return index.column() == Name ? row.name : row.verdict;
  }
  if (role == Qt::AccessibleTextRole && index.column() == Chart) {
    return tr("%1 in the log, simulated periods from %2 to %3").arg(shown(row.log), shown(row.low), shown(row.high));
  }
  if (role != Qt::DisplayRole) return {};
  switch (index.column()) {
    case Name:
      return row.name;
    case Log:
      return withUnit(shown(row.log), row.unit);
    case Simulated:
      return QStringLiteral("%1 %2")
          .arg(models::figure(row.simulated.mean, row.simulated.half_width), plusMinus(row.simulated))
          .trimmed();
    case Range:
      return tr("%1 to %2").arg(shown(row.low), shown(row.high));
    case Verdict:
      return row.verdict;
    default:
      return {};
  }
}

QVariant ComparedTable::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole) {
    const bool is_number = section == Log || section == Simulated || section == Range;
    return QVariant(Qt::AlignVCenter | (is_number ? Qt::AlignRight : Qt::AlignLeft));
  }
  if (role != Qt::DisplayRole) return {};
  const std::array<QString, kColumnCount> titles = {tr("Figure"),          tr("Log"), tr("Simulated"),
                                                    tr("95 % of periods"), {},        tr("The log's is")};
  return titles[static_cast<std::size_t>(section)];
}

}  // namespace mw::models
