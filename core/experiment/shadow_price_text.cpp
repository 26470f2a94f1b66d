// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/shadow_price_text.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/base/json_number.h"
#include "core/experiment/replications.h"

namespace mw::experiment {
namespace {

using Kind = Lever::Kind;

const char* nameOf(Kind kind) {
  switch (kind) {
    case Kind::Element:
      return "element";
    case Kind::Pool:
      return "pool";
    case Kind::Together:
      return "together";
    case Kind::Supply:
      return "supply";
    case Kind::Transport:
      return "transport";
  }
  return "element";
}

/// "m1", "pool crew", "the sources s1, s2".
std::string subjectOf(const ShadowPrice& price) {
  const std::string ids = fmt::format("{}", fmt::join(price.ids, ", "));
  switch (price.kind) {
    case Kind::Pool:
      return "pool " + ids;
    case Kind::Together:
      return ids + " together";
    case Kind::Supply:
      return "the supply (" + ids + ")";
    case Kind::Transport:
      return "transport (" + ids + ")";
    case Kind::Element:
      break;
  }
  return ids;
}

/// Differences of equal counts leave rounding errors, which nobody wants to read.
double withoutRounding(double per_h) {
  return std::abs(per_h) < 1e-9 ? 0 : per_h;
}

std::string gainText(const numerics::Estimate& gain) {
  const double mean = withoutRounding(gain.mean);
  if (!gain.hasInterval()) return fmt::format("{:+.3g} parts/h", mean);
  return fmt::format("{:+.3g} parts/h (+-{:.2g})", mean, withoutRounding(gain.half_width));
}

std::string priceText(const ShadowPrice& price) {
  if (!price.is_shown) return "not shown";
  return std::isfinite(price.perSecond()) ? fmt::format("{:.4g}", price.perSecond()) : "-";
}

/// As subjectOf(), where there is no room for many ids.
std::string shortNameOf(const ShadowPrice& price) {
  if (price.kind == Kind::Supply) return "the supply";
  return price.kind == Kind::Transport ? "transport" : subjectOf(price);
}

/// "5 s faster gives +3.1 parts/h (+-0.4)".
std::string givesText(const ShadowPrice& price) {
  return fmt::format("{} gives {}", price.change, gainText(price.gain));
}

const kpi::Limit* limitOf(const kpi::BottleneckFinding& finding, const ShadowPrice& price) {
  const auto found = std::ranges::find_if(finding.limits, [&](const kpi::Limit& limit) {
    return limit.id == price.ids.front() && limit.element.has_value() == (price.kind == Kind::Element);
  });
  return found == finding.limits.end() ? nullptr : &*found;
}

/// Others whose gain may be as large as that of the first.
std::string rivalsText(const ShadowPrices& prices) {
  std::string text;
  for (const ShadowPrice* other : prices.rivals()) {
    text +=
        fmt::format("{} {}, {}", text.empty() ? "; not separable from" : " and", subjectOf(*other), givesText(*other));
  }
  return text.empty() ? text : text + ": the intervals overlap";
}

/// A line that waits for parts most of the time makes no more of them in the long run.
std::string supplyText(const kpi::BottleneckFinding& finding, const kpi::Limit* limit) {
  if (limit == nullptr || finding.nobody.mean <= limit->share.mean) return {};
  return fmt::format("; yet nothing is at work for {:.0f} % of the time: this may be parts that only left sooner",
                     100 * finding.nobody.mean);
}

/// No single element or pool gains: where it lies.
std::string elsewhereText(const ShadowPrices& prices) {
  const auto shown = [&](Kind kind) {
    const ShadowPrice* price = prices.find(kind);
    return price != nullptr && price->is_shown ? price : nullptr;
  };
  if (const ShadowPrice* all = shown(Kind::Together)) {
    return fmt::format("no gain is shown for any alone; {}, {}, gain {}", subjectOf(*all), all->change,
                       gainText(all->gain));
  }
  std::string text;
  if (const ShadowPrice* supply = shown(Kind::Supply)) {
    text = fmt::format("no element's speed is shown to help: the arrivals limit; {} {}", subjectOf(*supply),
                       givesText(*supply));
  }
  if (const ShadowPrice* transport = shown(Kind::Transport)) {
    text += fmt::format("{}{} {}", text.empty() ? "no element's speed is shown to help: transport limits; " : "; ",
                        subjectOf(*transport), givesText(*transport));
  }
  if (!text.empty()) return text;
  double widest = prices.least_gain_per_h;
  for (const ShadowPrice& price : prices.prices) widest = std::max(widest, price.gain.high());
  return fmt::format(
      "nothing that was tried shows a gain: none is above {:.3g} parts/h; what limits is elsewhere (cards, calendars, "
      "repairs, setups), or the step is too small",
      widest);
}

}  // namespace

std::string shadowPriceTable(const ShadowPrices& prices) {
  std::string text = fmt::format("{:<32} {:<26} {:>26} {:>16}", "", "change", "gain", "parts/h per s");
  for (const ShadowPrice& price : prices.prices) {
    text += fmt::format("\n{:<32} {:<26} {:>26} {:>16}", shortNameOf(price), price.change, gainText(price.gain),
                        priceText(price));
  }
  for (const NoLever& none : prices.none) text += fmt::format("\n{:<32} not tried: {}", none.id, none.why);
  return text;
}

std::string shadowPriceText(const ShadowPrices& prices, const kpi::BottleneckFinding& finding) {
  if (prices.prices.empty()) return "nothing could be tried";
  if (!prices.throughput_per_h.hasInterval()) return "two or more replications say what a second is worth";
  const std::vector<const ShadowPrice*> gaining = prices.gaining();
  if (gaining.empty()) return elsewhereText(prices);
  const ShadowPrice& first = *gaining.front();
  const kpi::Limit* limit = limitOf(finding, first);
  const std::string limits =
      limit == nullptr ? "" : fmt::format(" limits the line {:.0f} % of the time;", 100 * limit->share.mean);
  return fmt::format("{}{} {}{}{}", subjectOf(first), limits, givesText(first), rivalsText(prices),
                     supplyText(finding, limit));
}

std::string shadowPriceBasis(const ShadowPrices& prices) {
  return fmt::format(
      "paired differences of {} replications under common random numbers; {:g} % for all {} intervals together, "
      "{:.4g} % each (Bonferroni)",
      prices.throughput_per_h.n, 100 * prices.level, prices.prices.size(), 100 * prices.single_level);
}

Json toJson(const ShadowPrices& prices) {
  Json list = Json::array();
  for (const ShadowPrice& price : prices.prices) {
    list.push_back({{"kind", nameOf(price.kind)},
                    {"ids", price.ids},
                    {"change", price.change},
                    {"saved_s", numberOrNull(price.saved_s)},
                    {"gain_per_h", toJson(price.gain)},
                    {"gain_per_h_per_s", numberOrNull(price.perSecond())},
                    {"shown", price.is_shown}});
  }
  Json not_tried = Json::array();
  for (const NoLever& none : prices.none) not_tried.push_back({{"id", none.id}, {"why", none.why}});
  return {{"step", prices.step.text()},
          {"throughput_per_h", toJson(prices.throughput_per_h)},
          {"level", prices.level},
          {"single_level", prices.single_level},
          {"least_gain_per_h", prices.least_gain_per_h},
          {"prices", std::move(list)},
          {"not_tried", std::move(not_tried)},
          {"method", shadowPriceBasis(prices)}};
}

}  // namespace mw::experiment
