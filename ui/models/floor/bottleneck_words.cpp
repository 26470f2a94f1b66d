// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/floor/bottleneck_words.h"

#include <QCoreApplication>

#include "core/kpi/bottleneck_text.h"
#include "ui/models/figure_format.h"

namespace mw::models {
namespace {

/// The core says it in English; names are those that people gave.
kpi::SayingStyle styleOf(const factory::Factory& factory) {
  const auto translated = [](const char* pattern) { return QCoreApplication::translate("bottleneck", pattern); };
  const auto name = [&factory, translated](const kpi::Limit& limit) {
    if (!limit.element) return translated(kpi::kPoolPattern).arg(QString::fromStdString(limit.id)).toStdString();
    const factory::Element* element = factory.findElement(limit.id);
    return element == nullptr ? limit.id : element->name;
  };
  return {[translated](const char* pattern) { return translated(pattern).toStdString(); }, name,
          [](const numerics::Estimate& share) { return shareText(share).toStdString(); }};
}

}  // namespace

QString shareText(const numerics::Estimate& share) {
  const numerics::Estimate percent{100 * share.mean, 100 * share.sd, 100 * share.half_width, share.n};
  const QString value = figure(percent.mean, percent.half_width) + QStringLiteral(" %");
  const QString interval = plusMinus(percent);
  return interval.isEmpty() ? value : value + QLatin1Char(' ') + interval;
}

std::vector<LimitMark> limitMarks(const kpi::BottleneckFinding& finding) {
  const factory::Factory nameless;
  const kpi::SayingStyle style = styleOf(nameless);
  std::vector<LimitMark> marks;
  if (finding.verdict == kpi::BottleneckFinding::Verdict::None) return marks;
  const bool is_sure = finding.verdict == kpi::BottleneckFinding::Verdict::Sole;
  for (const kpi::Limit* limit : finding.candidates()) {
    if (!limit->element) continue;
    const std::string text = kpi::spoken(kpi::candidateSaying(finding, *limit), style);
    marks.push_back({limit->id, QString::fromStdString(text), is_sure});
  }
  return marks;
}

BottleneckWords bottleneckWords(const kpi::BottleneckFinding& finding, const factory::Factory& factory) {
  const kpi::SayingStyle style = styleOf(factory);
  const kpi::BottleneckSayings sayings = kpi::bottleneckSayings(finding);
  BottleneckWords words{QString::fromStdString(kpi::spoken(sayings.title, style)), {}, sayings.is_sure};
  for (const kpi::Saying& detail : sayings.details) {
    if (!words.detail.isEmpty()) words.detail += QStringLiteral("; ");
    words.detail += QString::fromStdString(kpi::spoken(detail, style));
  }
  return words;
}

}  // namespace mw::models
