// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/floor/bottleneck_words.h"

#include <QCoreApplication>
#include <QStringList>

#include "ui/models/figure_format.h"

namespace mw::models {
namespace {

using Verdict = kpi::BottleneckFinding::Verdict;

QString tr(const char* text) {
  return QCoreApplication::translate("bottleneck", text);
}

QString nameOf(const kpi::Limit& limit, const factory::Factory& factory) {
  if (!limit.element) return tr("pool %1").arg(QString::fromStdString(limit.id));
  const factory::Element* element = factory.findElement(limit.id);
  return QString::fromStdString(element == nullptr ? limit.id : element->name);
}

QString limitsText(const kpi::Limit& limit) {
  return tr("limits %1 of the time").arg(shareText(limit.share));
}

QString namesOf(const kpi::BottleneckFinding& finding, const factory::Factory& factory) {
  QStringList names;
  for (const kpi::Limit* limit : finding.candidates()) names << nameOf(*limit, factory);
  return names.join(QStringLiteral(", "));
}

QString supplyText(const kpi::BottleneckFinding& finding) {
  return tr("for %1 of the time nothing is at work: the supply limits more").arg(shareText(finding.nobody));
}

}  // namespace

QString shareText(const numerics::Estimate& share) {
  const numerics::Estimate percent{100 * share.mean, 100 * share.sd, 100 * share.half_width, share.n};
  const QString value = figure(percent.mean, percent.half_width) + QStringLiteral(" %");
  const QString interval = plusMinus(percent);
  return interval.isEmpty() ? value : value + QLatin1Char(' ') + interval;
}

std::vector<LimitMark> limitMarks(const kpi::BottleneckFinding& finding) {
  std::vector<LimitMark> marks;
  for (const kpi::Limit* limit : finding.candidates()) {
    if (!limit->element) continue;
    switch (finding.verdict) {
      case Verdict::Sole:
        marks.push_back({limit->id, limitsText(*limit), true});
        break;
      case Verdict::NotSeparable:
        marks.push_back({limit->id, tr("not separable"), false});
        break;
      case Verdict::OneRun:
        marks.push_back({limit->id, tr("limits %1 of this one run").arg(shareText(limit->share)), false});
        break;
      case Verdict::None:
        break;
    }
  }
  return marks;
}

BottleneckWords bottleneckWords(const kpi::BottleneckFinding& finding, const factory::Factory& factory) {
  BottleneckWords words;
  if (finding.limits.empty()) return {tr("No bottleneck: nothing worked on parts"), {}, false};
  const kpi::Limit& leader = finding.limits.front();
  const bool waits_for_supply = finding.nobody.mean > leader.share.mean;
  switch (finding.verdict) {
    case Verdict::Sole:
      words.title = QStringLiteral("%1 %2").arg(nameOf(leader, factory), limitsText(leader));
      words.detail = tr("alone for %1, active for %2").arg(shareText(leader.sole), shareText(leader.active));
      words.is_sure = true;
      break;
    case Verdict::NotSeparable:
      words.title = tr("Not separable: %1").arg(namesOf(finding, factory));
      words.detail = tr("their intervals overlap: make more replications, or run longer");
      break;
    case Verdict::OneRun:
      words.title = tr("%1 limits %2 of this one run").arg(nameOf(leader, factory), shareText(leader.share));
      words.detail = tr("one run has no interval: make two or more replications");
      break;
    case Verdict::None:
      break;
  }
  if (waits_for_supply) words.detail += QStringLiteral("; ") + supplyText(finding);
  return words;
}

}  // namespace mw::models
