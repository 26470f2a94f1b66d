// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/pool_result.h"

#include <limits>

#include "core/experiment/estimate_defined.h"
#include "core/experiment/replications.h"

namespace mw::experiment {
namespace {

template <class Value>
numerics::Estimate estimateOver(std::span<const events::RunStatistics> runs, std::size_t pool, Value value) {
  std::vector<double> samples;
  for (const events::RunStatistics& run : runs) samples.push_back(value(run.pools[pool]));
  return estimateDefined(std::move(samples));
}

double utilisationOf(const events::PoolStatistics& pool) {
  return pool.open_s > 0 ? pool.busy_s / pool.open_s : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

std::vector<PoolResult> estimatePools(std::span<const events::RunStatistics> runs) {
  using events::PoolStatistics;
  std::vector<PoolResult> results;
  for (std::size_t i = 0; i < runs.front().pools.size(); ++i) {
    results.push_back({runs.front().pools[i].id, estimateOver(runs, i, utilisationOf),
                       estimateOver(runs, i, [](const PoolStatistics& pool) { return pool.wait_mean_s; }),
                       estimateOver(runs, i, [](const PoolStatistics& pool) { return pool.busy_s; }),
                       estimateOver(runs, i, [](const PoolStatistics& pool) { return pool.open_s; })});
  }
  return results;
}

Json toJson(std::span<const PoolResult> pools) {
  Json object = Json::object();
  for (const PoolResult& pool : pools) {
    Json& values = object[pool.id] = Json::object();
    const auto add = [&values](const char* name, const numerics::Estimate& value) {
      if (value.n > 0) values[name] = toJson(value);
    };
    add("utilisation", pool.utilisation);
    add("wait_mean_s", pool.wait_mean_s);
    add("busy_s", pool.busy_s);
    add("open_s", pool.open_s);
  }
  return object;
}

}  // namespace mw::experiment
