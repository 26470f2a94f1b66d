// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/shadow_price.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/experiment/replicator.h"
#include "core/kpi/kpis.h"

namespace mw::experiment {
namespace {

using Runs = std::vector<events::RunStatistics>;

Runs runsOf(const factory::Factory& factory, const RunPlan& plan, const std::stop_token& stop,
            const ProgressSink& progress) {
  const auto model = events::compile(factory);
  Replicator replicator(*model, plan, 0);
  replicator.add(plan.replications, stop, progress);
  return replicator.runs();
}

std::vector<double> throughputsOf(const factory::Factory& factory, const Runs& runs) {
  const kpi::KpiSet kpis(factory);
  const std::size_t position = kpis.find("throughput_per_h");
  MW_REQUIRE(position != kpi::KpiSet::npos);
  std::vector<double> throughputs;
  for (const events::RunStatistics& run : runs) throughputs.push_back(kpis.evaluate(run).overall[position]);
  return throughputs;
}

/// The progress of one part of several equal ones.
ProgressSink partOf(const ProgressSink& progress, std::size_t part, const std::size_t& parts) {
  if (!progress) return {};
  return [&progress, part, &parts](const Progress& inside) {
    progress({inside.done + static_cast<double>(part) * inside.total, static_cast<double>(parts) * inside.total,
              inside.what});
  };
}

numerics::Estimate pairedGain(const std::vector<double>& base, std::vector<double> with, double level) {
  for (std::size_t r = 0; r < with.size(); ++r) with[r] -= base[r];
  return numerics::confidenceInterval(with, level);
}

bool isSingle(const ShadowPrice& price) {
  return price.kind == Lever::Kind::Element || price.kind == Lever::Kind::Pool;
}

}  // namespace

std::vector<const ShadowPrice*> ShadowPrices::gaining() const {
  std::vector<const ShadowPrice*> found;
  for (const ShadowPrice& price : prices) {
    if (isSingle(price) && price.is_shown) found.push_back(&price);
  }
  std::ranges::stable_sort(found, [](auto* a, auto* b) { return a->gain.mean > b->gain.mean; });
  return found;
}

std::vector<const ShadowPrice*> ShadowPrices::rivals() const {
  std::vector<const ShadowPrice*> found = gaining();
  if (found.empty()) return found;
  const double low = found.front()->gain.low();
  found.erase(found.begin());
  std::erase_if(found, [low](const ShadowPrice* other) { return other->gain.high() < low; });
  return found;
}

const ShadowPrice* ShadowPrices::find(Lever::Kind kind) const {
  const auto found = std::ranges::find(prices, kind, &ShadowPrice::kind);
  return found == prices.end() ? nullptr : &*found;
}

ShadowPrices findShadowPrices(const factory::Factory& factory, const kpi::BottleneckFinding& finding,
                              const RunPlan& plan, const SpeedStep& step, const std::stop_token& stop,
                              const ProgressSink& progress) {
  std::size_t parts = 1 + kMostSingleLevers;  // until it is known
  const Runs base_runs = runsOf(factory, plan, stop, partOf(progress, 0, parts));
  const std::vector<double> base = throughputsOf(factory, base_runs);
  Levers levers = leversOf(factory, finding, base_runs, step);
  parts = 1 + levers.levers.size();
  ShadowPrices found;
  found.step = step;
  found.throughput_per_h = numerics::confidenceInterval(base);
  found.single_level = 1 - (1 - found.level) / static_cast<double>(std::max<std::size_t>(levers.levers.size(), 1));
  found.least_gain_per_h = 3600 / base_runs.front().measured_s;
  found.none = std::move(levers.none);
  for (std::size_t i = 0; i < levers.levers.size(); ++i) {
    Lever& lever = levers.levers[i];
    const Runs runs = runsOf(lever.factory, plan, stop, partOf(progress, i + 1, parts));
    ShadowPrice price{lever.kind, std::move(lever.ids), std::move(lever.change), lever.saved_s, {}, false};
    price.gain = pairedGain(base, throughputsOf(lever.factory, runs), found.single_level);
    const bool is_more_than_ends = price.gain.mean > found.least_gain_per_h * (1 + 1e-9);  // rounding apart
    price.is_shown = price.gain.hasInterval() && price.gain.low() > 0 && is_more_than_ends;
    found.prices.push_back(std::move(price));
  }
  return found;
}

}  // namespace mw::experiment
