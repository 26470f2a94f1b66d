// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/base/random_stream.h"
#include "core/discovery/plant.h"

namespace mw::discovery {
namespace {

constexpr std::size_t kFewestOfKind = 8;
constexpr double kClearlyBetter = 6;
constexpr double kShortest_s = 1;  ///< work of no time at all could go round without end

struct Sampled {
  Index kind;
  double work_s;
  double setup_s;
  double quantity;
  double start_s;
};

std::vector<std::vector<Sampled>> samplesOf(const Plant& plant) {
  std::vector<std::vector<Sampled>> samples(plant.stations.size());
  for (const Journey& journey : plant.journeys) {
    for (const Visit& visit : journey.visits) {
      if (visit.is_cut) continue;
      samples[visit.station].push_back(
          {journey.kind, visit.work_s, visit.setup_s, journey.order_quantity, visit.start_s});
    }
  }
  for (auto& own : samples) {
    std::sort(own.begin(), own.end(), [](const Sampled& a, const Sampled& b) { return a.start_s < b.start_s; });
  }
  return samples;
}

double meanOf(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

SetupModel setupOf(const std::vector<Sampled>& samples, std::size_t kinds, const FitChoices& choices) {
  SetupModel model;
  std::vector<double> times_s;
  std::vector<double> same_s;
  std::vector<double> other_s;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (samples[i].setup_s > 0) times_s.push_back(samples[i].setup_s);
    if (i == 0) continue;
    (samples[i].kind == samples[i - 1].kind ? same_s : other_s).push_back(samples[i].setup_s);
  }
  model.count = times_s.size();
  if (times_s.empty()) return model;
  model.after_same_s = meanOf(same_s);
  model.after_other_s = other_s.empty() ? model.after_same_s : meanOf(other_s);
  model.is_in_process = kinds < 2;
  model.times = fittedTime(std::move(times_s), choices);
  return model;
}

/// Lognormal means by part type against one mean, by Akaike's criterion.
bool kindsDiffer(const std::vector<Sampled>& samples, std::size_t kinds) {
  std::vector<double> sum(kinds, 0.0);
  std::vector<double> count(kinds, 0.0);
  double all_sum = 0;
  double n = 0;
  for (const Sampled& each : samples) {
    if (!(each.work_s > 0)) continue;
    const double value = std::log(each.work_s);
    sum[each.kind] += value;
    ++count[each.kind];
    all_sum += value;
    ++n;
  }
  const auto used = static_cast<double>(std::count_if(count.begin(), count.end(), [](double c) { return c > 0; }));
  if (used < 2 || n < 2 * used + 4) return false;
  double within = 0;
  double around = 0;
  for (const Sampled& each : samples) {
    if (!(each.work_s > 0)) continue;
    const double value = std::log(each.work_s);
    within += std::pow(value - sum[each.kind] / count[each.kind], 2);
    around += std::pow(value - all_sum / n, 2);
  }
  const auto aic = [n](double squares, double means) {
    return n * std::log(std::max(squares / n, 1e-12)) + 2 * (means + 1);
  };
  return aic(within, used) < aic(around, 1) - kClearlyBetter;
}

/// Of a part type with few visits of its own, those of all, scaled by what its quantity changes.
std::vector<double> timesOfKind(const std::vector<Sampled>& samples, Index kind, const WorkModel& work,
                                double quantity) {
  std::vector<double> own;
  std::vector<double> all;
  for (const Sampled& each : samples) {
    if (each.kind == kind) own.push_back(each.work_s);
    const double factor = work.expected_s(quantity) / work.expected_s(each.quantity);
    all.push_back(each.work_s * (std::isfinite(factor) ? factor : 1));
  }
  return own.size() >= kFewestOfKind ? own : all;
}

void findStationTimes(PlantStation& station, std::vector<Sampled> samples, const Plant& plant,
                      const FitChoices& choices) {
  station.visits = samples.size();
  station.setup = setupOf(samples, plant.kinds.size(), choices);
  std::vector<double> all;
  for (Sampled& each : samples) {
    if (station.setup.is_in_process) each.work_s += each.setup_s;
    all.push_back(each.work_s);
  }
  station.process = fittedTime(all, choices);
  if (station.process.json.is_number() && station.process.json.get<double>() < kShortest_s) {
    station.process.json = kShortest_s;
  }
  if (!kindsDiffer(samples, plant.kinds.size())) return;
  for (Index kind = 0; kind < plant.kinds.size(); ++kind) {
    const double quantity = plant.kinds[kind].quantity_mean;
    station.process_by_kind.push_back(fittedTime(timesOfKind(samples, kind, station.work, quantity), choices));
  }
}

}  // namespace

void findTimes(Plant& plant, const PlantOptions& options) {
  auto samples = samplesOf(plant);
  std::vector<double> all;
  for (const auto& own : samples) {
    for (const Sampled& each : own) all.push_back(each.work_s);
  }
  for (std::size_t s = 0; s < plant.stations.size(); ++s) {
    if (options.stop.stop_requested()) throw Cancelled();
    if (options.progress) {
      options.progress({static_cast<double>(s), static_cast<double>(plant.stations.size()), "stations"});
    }
    const FitChoices choices{derivedSeed(options.seed, s), options.resamples, options.stop};
    findStationTimes(plant.stations[s], std::move(samples[s]), plant, choices);
    if (plant.stations[s].visits > 0) continue;
    std::vector<Lasting> pooled;  // nothing was finished there: it takes as long as work does elsewhere
    for (const double time_s : all) pooled.push_back({time_s, 1, true});
    plant.stations[s].process.json = valuesJson(Survival(std::move(pooled)).values(50));
    plant.stations[s].process.how = "of all stations";
  }
}

}  // namespace mw::discovery
