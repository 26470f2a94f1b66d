// SPDX-License-Identifier: Apache-2.0
#include "core/discovery/judge.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "core/base/random_stream.h"
#include "core/discovery/rank_correlation.h"

namespace mw::discovery {
namespace {

constexpr double kWeek_s = 7 * 86400.0;
constexpr std::size_t kTop = 5;
constexpr int kScaleRounds = 6;
constexpr std::uint32_t kScaleReplications = 8;
constexpr double kMostScale = 20;
constexpr double kPaceWithin = 0.01;

struct Window {
  double from_s;
  double starts_until_s;
  double to_s;
  [[nodiscard]] double weeks() const { return (to_s - from_s) / kWeek_s; }
};

/// What a log says of a window.
struct Measured {
  std::vector<double> started_lead_s;   ///< of cases that start in it
  std::vector<double> finished_lead_s;  ///< of cases that probably end in it
  double finished = 0;
  double steps = 0;
};

Measured measure(const std::vector<Journey>& journeys, const std::vector<double>& ended, const Window& window) {
  Measured measured;
  for (std::size_t i = 0; i < journeys.size(); ++i) {
    const Journey& journey = journeys[i];
    const double lead_s = journey.end_s() - journey.start_s();
    const bool starts_in = journey.start_s() >= window.from_s && journey.start_s() <= window.starts_until_s;
    const bool ends_in = journey.end_s() >= window.from_s && journey.end_s() <= window.to_s;
    if (starts_in) measured.started_lead_s.push_back(lead_s);
    if (ends_in) measured.finished += ended[i];
    if (ends_in && ended[i] > 0.5) measured.finished_lead_s.push_back(lead_s);
    for (const Visit& visit : journey.visits) {
      const bool is_in = visit.complete_s >= window.from_s && visit.complete_s <= window.to_s;
      measured.steps += is_in && !visit.is_cut ? 1 : 0;
    }
  }
  return measured;
}

double quantile(std::vector<double> values, double q) {
  if (values.empty()) return std::nan("");
  std::sort(values.begin(), values.end());
  const auto rank = static_cast<std::size_t>(std::ceil(q * static_cast<double>(values.size())));
  return values[std::max<std::size_t>(rank, 1) - 1];
}

std::vector<std::pair<const char*, const char*>> figureNames() {
  return {{"lead_time_mean_s", "s"},          {"lead_time_p50_s", "s"},   {"lead_time_p95_s", "s"},
          {"finished_lead_time_mean_s", "s"}, {"cases_per_week", "1/wk"}, {"steps_per_week", "1/wk"},
          {"arrivals_per_week", "1/wk"}};
}

std::vector<double> figuresOf(const Measured& measured, const Window& window) {
  const double arriving_weeks = (window.starts_until_s - window.from_s) / kWeek_s;
  return {numerics::mean(measured.started_lead_s),
          quantile(measured.started_lead_s, 0.5),
          quantile(measured.started_lead_s, 0.95),
          numerics::mean(measured.finished_lead_s),
          measured.finished / window.weeks(),
          measured.steps / window.weeks(),
          static_cast<double>(measured.started_lead_s.size()) / std::max(arriving_weeks, 1e-9)};
}

Compared compared(std::string name, std::string unit, double log, std::vector<double> simulated) {
  std::erase_if(simulated, [](double value) { return std::isnan(value); });
  Compared result;
  result.name = std::move(name);
  result.unit = std::move(unit);
  result.log = log;
  result.log_half_width = std::nan("");
  result.simulated = numerics::confidenceInterval(simulated);
  const auto n = static_cast<double>(simulated.size());
  const double reach =
      n < 2 ? std::nan("") : numerics::studentTQuantile(0.975, n - 1) * result.simulated.sd * std::sqrt(1 + 1 / n);
  result.low = result.simulated.mean - reach;
  result.high = result.simulated.mean + reach;
  return result;
}

/// Worked hours of each group in a window, by the log's rows: rows of one case together count once.
std::vector<double> workedIn(const EventLog& log, const Plant& plant, const Window& window) {
  std::vector<double> worked_s;
  for (const ResourceGroup& group : plant.groups) {
    std::map<Index, std::vector<Stretch>> by_case;
    for (const EventRow& row : log.rows) {
      if (row.kind == RowKind::Breakdown || row.complete_s <= window.from_s) continue;
      if (std::find(group.members.begin(), group.members.end(), row.resource) == group.members.end()) continue;
      by_case[row.case_index].push_back({row.start_s, row.complete_s});
    }
    double sum_s = 0;
    for (const auto& [key, stretches] : by_case) {
      for (const Stretch& each : joined(stretches)) {
        // What a closed stretch takes off falls on both sides of the window's edge alike.
        const double all_s = group.hours.workedTime_s(each.from_s, each.to_s);
        const double inside_s = std::max(0.0, std::min(each.to_s, window.to_s) - std::max(each.from_s, window.from_s));
        if (each.to_s > each.from_s) sum_s += all_s * inside_s / (each.to_s - each.from_s);
      }
    }
    worked_s.push_back(sum_s);
  }
  return worked_s;
}

std::vector<std::size_t> busiest(const std::vector<double>& hours, std::size_t count) {
  std::vector<std::size_t> order(hours.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return hours[a] > hours[b]; });
  order.resize(std::min(order.size(), count));
  return order;
}

void compareResources(const Plant& plant, const Window& window, const std::vector<double>& worked_s,
                      const std::vector<std::vector<double>>& simulated_s, Judgement& judgement) {
  std::vector<double> means;
  for (std::size_t g = 0; g < plant.groups.size(); ++g) {
    const ResourceGroup& group = plant.groups[g];
    const double open_s = group.hours.openTime_s(window.from_s, window.to_s) * static_cast<double>(group.capacity);
    std::vector<double> shares;
    std::vector<double> hours;
    for (const double busy_s : simulated_s[g]) {
      shares.push_back(busy_s / open_s);
      hours.push_back(busy_s / 3600 / window.weeks());
    }
    means.push_back(numerics::mean(hours));
    judgement.resources.push_back({group.name, group.capacity,
                                   compared("utilisation", "", worked_s[g] / open_s, std::move(shares)),
                                   compared("hours_per_week", "h/wk", worked_s[g] / 3600 / window.weeks(), hours)});
  }
  judgement.rank_correlation = rankCorrelation(worked_s, means);
  judgement.top = std::min(kTop, plant.groups.size());
  const auto of_log = busiest(worked_s, judgement.top);
  const auto of_simulation = busiest(means, judgement.top);
  for (const std::size_t each : of_log) {
    judgement.top_shared += std::count(of_simulation.begin(), of_simulation.end(), each) > 0 ? 1 : 0;
  }
  std::stable_sort(judgement.resources.begin(), judgement.resources.end(),
                   [](const ComparedResource& a, const ComparedResource& b) { return a.hours.log > b.hours.log; });
}

std::vector<std::string> unseenResources(const EventLog& log, const Plant& plant) {
  std::vector<bool> is_seen(log.resources.size(), false);
  for (const ResourceGroup& group : plant.groups) {
    for (const Index member : group.members) is_seen[member] = true;
  }
  std::vector<std::string> names;
  for (std::size_t i = 0; i < is_seen.size(); ++i) {
    if (!is_seen[i]) names.push_back(log.resources[i]);
  }
  return names;
}

/// Simulated replications measured one by one.
struct Simulated {
  std::vector<std::vector<double>> figures;  ///< by figure
  std::vector<std::vector<double>> busy_s;   ///< by group
};

Simulated simulateAll(const EventLog& log, const Plant& plant, const WriteOptions& write, const Window& window,
                      const JudgeOptions& options) {
  const WrittenFactory written = writeFactory(log, plant, write);
  const auto model = events::compile(written.factory);
  Simulated all{std::vector<std::vector<double>>(figureNames().size()),
                std::vector<std::vector<double>>(plant.groups.size())};
  for (std::uint32_t r = 0; r < options.replications; ++r) {
    const SimulatedLog run =
        simulateLog(written, plant, *model, {window.from_s, window.to_s}, options.seed, r, options.stop);
    const std::vector<double> figures = figuresOf(measure(run.journeys, run.ended, window), window);
    for (std::size_t i = 0; i < figures.size(); ++i) all.figures[i].push_back(figures[i]);
    for (std::size_t g = 0; g < run.busy_s.size(); ++g) all.busy_s[g].push_back(run.busy_s[g]);
    if (options.progress) options.progress({r + 1.0, static_cast<double>(options.replications), "replications"});
  }
  return all;
}

double simulatedPace_s(const EventLog& log, const Plant& plant, const WriteOptions& write,
                       const JudgeOptions& options) {
  const WrittenFactory written = writeFactory(log, plant, write);
  const auto model = events::compile(written.factory);
  double sum_s = 0;
  for (std::uint32_t r = 0; r < kScaleReplications; ++r) {
    const SimulatedLog run =
        simulateLog(written, plant, *model, {0, plant.until_s}, derivedSeed(options.seed, 77), r, options.stop);
    sum_s += pace_s(run.journeys);
  }
  return sum_s / kScaleReplications;
}

}  // namespace

const Compared* Judgement::find(const std::string& name) const {
  const auto at = std::find_if(figures.begin(), figures.end(), [&](const Compared& each) { return each.name == name; });
  return at == figures.end() ? nullptr : &*at;
}

Judgement judge(const EventLog& log, const Plant& plant, const WriteOptions& write, const JudgeOptions& options) {
  const std::vector<Journey> journeys = journeysOf(log, plant.groups, plant.table, log.end_s);
  const Routes routes = findRoutes(journeys, plant.stations.size(), 1, log.end_s);
  Judgement judgement;
  judgement.from_s = plant.until_s;
  judgement.is_cohort = isCohort(journeys, log.end_s);
  judgement.starts_until_s = judgement.is_cohort ? journeys.back().start_s() : log.end_s;
  judgement.to_s = log.end_s;
  judgement.replications = options.replications;
  const Window window{judgement.from_s, judgement.starts_until_s, judgement.to_s};
  WriteOptions observed = write;
  observed.has_under_way = write.arrivals == ArrivalRule::Fitted;
  if (judgement.is_cohort) observed.arrivals_until_s = judgement.starts_until_s;

  const Measured measured = measure(journeys, routes.ended, window);
  judgement.cases_started = measured.started_lead_s.size();
  judgement.cases_finished = measured.finished;
  const std::vector<double> figures = figuresOf(measured, window);
  const Simulated simulated = simulateAll(log, plant, observed, window, options);
  for (std::size_t i = 0; i < figures.size(); ++i) {
    judgement.figures.push_back(
        compared(figureNames()[i].first, figureNames()[i].second, figures[i], simulated.figures[i]));
  }
  judgement.figures[0].log_half_width = numerics::confidenceInterval(measured.started_lead_s).half_width;
  judgement.figures[3].log_half_width = numerics::confidenceInterval(measured.finished_lead_s).half_width;
  compareResources(plant, window, workedIn(log, plant, window), simulated.busy_s, judgement);

  Plant undelayed = plant;
  undelayed.delay_scale = 0;
  JudgeOptions few = options;
  few.replications = std::min<std::uint32_t>(options.replications, 5);
  few.progress = {};
  judgement.without_delays_lead_s = numerics::mean(simulateAll(log, undelayed, observed, window, few).figures[0]);
  judgement.unseen_resources = unseenResources(log, plant);
  return judgement;
}

double pace_s(const std::vector<Journey>& journeys) {
  double span_s = 0;
  double steps = 0;
  for (const Journey& journey : journeys) {
    span_s += journey.end_s() - journey.start_s();
    steps += static_cast<double>(journey.visits.size());
  }
  return steps > 0 ? span_s / steps : 0;
}

void scaleDelays(const EventLog& log, Plant& plant, const WriteOptions& write, const JudgeOptions& options) {
  WriteOptions fitted = write;
  fitted.arrivals = ArrivalRule::Fitted;
  fitted.has_under_way = true;
  const double wanted_s = pace_s(plant.journeys);
  plant.delay_scale = 0;
  const double without_s = simulatedPace_s(log, plant, fitted, options);
  if (without_s >= wanted_s) return;
  plant.delay_scale = 1;
  double low = 0;
  for (int round = 0; round < kScaleRounds; ++round) {
    const double pace = simulatedPace_s(log, plant, fitted, options);
    if (options.progress) options.progress({round + 1.0, double{kScaleRounds}, "delay scales"});
    if (std::abs(pace - wanted_s) <= kPaceWithin * wanted_s || pace <= without_s) return;
    // A cut hides long delays, so the pace grows less than in proportion: the step is a secant through (0, without).
    const double next = plant.delay_scale * (wanted_s - without_s) / (pace - without_s);
    low = pace < wanted_s ? std::max(low, plant.delay_scale) : low;
    plant.delay_scale = std::clamp(next, low, kMostScale);
  }
}

}  // namespace mw::discovery
