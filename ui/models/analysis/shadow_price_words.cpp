// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/analysis/shadow_price_words.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <cmath>

#include "ui/models/figure_format.h"

namespace mw::models {
namespace {

using experiment::ShadowPrice;
using Kind = experiment::Lever::Kind;

constexpr double kRounding_per_h = 1e-9;  // of differences between equal counts

QString tr(const char* text) {
  return QCoreApplication::translate("shadowPrice", text);
}

QString nameOf(const std::string& id, const factory::Factory& factory) {
  const factory::Element* element = factory.findElement(id);
  return QString::fromStdString(element == nullptr ? id : element->name);
}

QString namesOf(const ShadowPrice& price, const factory::Factory& factory) {
  QStringList names;
  for (const std::string& id : price.ids) names << nameOf(id, factory);
  return names.join(QStringLiteral(", "));
}

QString subjectOf(const ShadowPrice& price, const factory::Factory& factory) {
  switch (price.kind) {
    case Kind::Pool:
      return tr("Pool %1").arg(namesOf(price, factory));
    case Kind::Together:
      return tr("%1 together").arg(namesOf(price, factory));
    case Kind::Supply:
      return tr("The supply");
    case Kind::Transport:
      return tr("Transport");
    case Kind::Element:
      break;
  }
  return namesOf(price, factory);
}

numerics::Estimate withoutRounding(numerics::Estimate gain) {
  if (std::abs(gain.mean) < kRounding_per_h) gain.mean = 0;
  if (gain.half_width < kRounding_per_h) gain.half_width = 0;
  return gain;
}

QString signedMean(const numerics::Estimate& gain) {
  const QString text = figure(gain.mean, gain.half_width);
  if (text.toDouble() == 0) return QString(text).remove(QLatin1Char('-'));
  return gain.mean > 0 ? QLatin1Char('+') + text : text;
}

/// "+3.1 parts/h ± 0.4".
QString gainText(const numerics::Estimate& gain) {
  const QString interval = plusMinus(gain);
  const QString mean = tr("%1 parts/h").arg(signedMean(gain));
  return interval.isEmpty() ? mean : mean + QLatin1Char(' ') + interval;
}

QString sentenceOf(const ShadowPrice& price, const factory::Factory& factory) {
  return tr("%1: %2 gives %3")
      .arg(subjectOf(price, factory), QString::fromStdString(price.change), gainText(withoutRounding(price.gain)));
}

PriceRow rowOf(const ShadowPrice& price, const factory::Factory& factory) {
  PriceRow row;
  row.name = subjectOf(price, factory);
  for (const std::string& id : price.ids) row.key += (row.key.isEmpty() ? "" : "+") + QString::fromStdString(id);
  row.change = QString::fromStdString(price.change);
  row.estimate = withoutRounding(price.gain);
  const QString interval = plusMinus(row.estimate);
  row.gain = interval.isEmpty() ? signedMean(row.estimate) : signedMean(row.estimate) + QLatin1Char(' ') + interval;
  row.sentence = sentenceOf(price, factory);
  row.is_shown = price.is_shown;
  for (const std::string& id : price.ids) {
    if (factory.findElement(id) != nullptr) row.elements.push_back(id);
  }
  return row;
}

/// No single element or pool gains: where it lies.
PriceWords elsewhere(const FoundPrices& answer) {
  const experiment::ShadowPrices& prices = answer.prices;
  const factory::Factory& factory = *answer.runs->factory;
  PriceWords words;
  for (const Kind kind : {Kind::Together, Kind::Supply, Kind::Transport}) {
    const ShadowPrice* price = prices.find(kind);
    if (price == nullptr || !price->is_shown) continue;
    words.title = sentenceOf(*price, factory);
    words.detail = kind == Kind::Together ? tr("No gain is shown for any of them alone.")
                   : kind == Kind::Supply ? tr("No element's speed is shown to help: the arrivals limit.")
                                          : tr("No element's speed is shown to help: transport limits.");
    return words;
  }
  double widest = prices.least_gain_per_h;
  for (const ShadowPrice& price : prices.prices) widest = std::max(widest, price.gain.high());
  words.title = tr("No gain is shown: none is above %1 parts/h").arg(figure(widest));
  words.detail =
      tr("What limits is elsewhere (cards, calendars, repairs, set-ups), or the step is too small. Try a "
         "larger step or more replications.");
  return words;
}

/// A line that waits for parts most of the time makes no more of them in the long run.
QString supplyText(const FoundPrices& answer, const ShadowPrice& first) {
  const kpi::BottleneckFinding& finding = answer.runs->result.bottleneck;
  const auto limit =
      std::ranges::find_if(finding.limits, [&](const kpi::Limit& each) { return each.id == first.ids.front(); });
  if (limit == finding.limits.end() || finding.nobody.mean <= limit->share.mean) return {};
  return tr("Yet nothing is at work for %1 % of the time: these may be parts that only left sooner.")
      .arg(figure(100 * finding.nobody.mean));
}

}  // namespace

std::vector<PriceRow> priceRows(const FoundPrices& answer) {
  const auto gaining = answer.prices.gaining();
  const auto rivals = answer.prices.rivals();
  std::vector<PriceRow> rows;
  for (const ShadowPrice& price : answer.prices.prices) {
    PriceRow row = rowOf(price, *answer.runs->factory);
    row.may_be_best = (!gaining.empty() && gaining.front() == &price) || std::ranges::count(rivals, &price) > 0;
    rows.push_back(std::move(row));
  }
  return rows;
}

PriceWords priceWords(const FoundPrices& answer) {
  const experiment::ShadowPrices& prices = answer.prices;
  const factory::Factory& factory = *answer.runs->factory;
  PriceWords words;
  const auto gaining = prices.gaining();
  if (prices.prices.empty()) {
    words.title = tr("Nothing could be tried");
    return words;
  }
  if (gaining.empty()) {
    words = elsewhere(answer);
  } else {
    words.title = sentenceOf(*gaining.front(), factory);
    words.detail = supplyText(answer, *gaining.front());
    QStringList others;
    for (const ShadowPrice* other : prices.rivals()) others << subjectOf(*other, factory);
    words.is_sure = others.isEmpty();
    if (!others.isEmpty()) {
      words.title =
          tr("Not separable: %1, %2").arg(subjectOf(*gaining.front(), factory), others.join(QStringLiteral(", ")));
      words.detail = tr("Each gains, and their intervals overlap: more replications may tell which gains most.");
    }
  }
  words.basis = tr("Good parts per hour over the factory as it is: paired differences of %1 replications, all %2 "
                   "intervals together at %3 %.")
                    .arg(prices.throughput_per_h.n)
                    .arg(prices.prices.size())
                    .arg(100 * prices.level);
  return words;
}

QString notTriedText(const FoundPrices& answer) {
  QStringList parts;
  for (const experiment::NoLever& none : answer.prices.none) {
    parts << tr("%1 %2").arg(nameOf(none.id, *answer.runs->factory), QString::fromStdString(none.why));
  }
  return parts.isEmpty() ? QString() : tr("Not tried: %1").arg(parts.join(QStringLiteral("; ")));
}

}  // namespace mw::models
