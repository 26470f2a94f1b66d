// SPDX-License-Identifier: Apache-2.0
#include "core/discovery/factory_writer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

#include "core/discovery/floor_plan.h"
#include "core/discovery/names.h"

namespace mw::discovery {
namespace {

constexpr std::size_t kDelayValues = 60;
constexpr double kShortestDelay_s = 1;
constexpr const char* kArrivals = "arrivals";
constexpr const char* kFinished = "finished";
constexpr const char* kScrapped = "scrapped";

/// Probabilities with six digits that sum to 1.
void roundShares(std::vector<double>& shares) {
  double sum = 0;
  for (const double share : shares) sum += share;
  double left = 1;
  for (double& share : shares) {
    share = std::round(share / sum * 1e6) / 1e6;
    left -= share;
  }
  if (!shares.empty()) *std::max_element(shares.begin(), shares.end()) += left;
}

class Writer {
 public:
  Writer(const EventLog& log, const Plant& plant, const WriteOptions& options)
      : log_(log), plant_(plant), options_(options) {}

  WrittenFactory write() {
    nameAll();
    root_ = {{"format", "millwright-factory/1"}, {"name", options_.name}};
    if (log_.has_date) root_["start"] = dateText(log_.first_day) + "T00:00";
    writeParts();
    elements_ = Json::array();
    flows_ = Json::array();
    writeSource();
    if (options_.has_under_way && plant_.arrivals.under_way > 0) writeUnderWay();
    for (Index station = 0; station < plant_.stations.size(); ++station) writeStation(station);
    elements_.push_back({{"id", finished_}, {"type", "sink"}, {"name", "Finished"}});
    if (hasScrap()) {
      elements_.push_back({{"id", scrapped_}, {"type", "sink"}, {"name", "Scrapped"}, {"counts_as", "scrap"}});
    }
    root_["elements"] = std::move(elements_);
    root_["flows"] = std::move(flows_);
    writePools();
    if (!calendars_.empty()) root_["calendars"] = calendars_;
    placeAll();
    WrittenFactory written{factory::Factory::fromJson(root_), {}};
    for (const factory::Element& element : written.factory.elements()) {
      const auto at = std::find(station_ids_.begin(), station_ids_.end(), element.id);
      written.station_of.push_back(at == station_ids_.end() ? kNone : static_cast<Index>(at - station_ids_.begin()));
    }
    return written;
  }

 private:
  void nameAll() {
    Ids ids;
    arrivals_ = ids.of(kArrivals);
    under_way_ = ids.of("under-way");
    finished_ = ids.of(kFinished);
    scrapped_ = ids.of(kScrapped);
    for (const PlantStation& station : plant_.stations) station_ids_.push_back(ids.of(station.name));
    for (const std::string& station : station_ids_) buffer_ids_.push_back(ids.of("before-" + station));
    Ids pools;
    for (const ResourceGroup& group : plant_.groups) pool_ids_.push_back(pools.of(group.name));
    Ids parts;
    for (const PartKind& kind : plant_.kinds) part_ids_.push_back(parts.of(kind.name));
  }

  [[nodiscard]] std::size_t stationsOfGroup(Index group) const {
    return static_cast<std::size_t>(std::count_if(plant_.stations.begin(), plant_.stations.end(),
                                                  [&](const PlantStation& each) { return each.key.group == group; }));
  }

  [[nodiscard]] bool hasScrap() const {
    return std::any_of(plant_.routes.stations.begin(), plant_.routes.stations.end(),
                       [](const StationRoutes& routes) { return routes.pooled.scrap > 0; });
  }

  void writeParts() {
    static const std::array<const char*, 8> kColors{"#4477aa", "#ee6677", "#228833", "#ccbb44",
                                                    "#66ccee", "#aa3377", "#999933", "#bbbbbb"};
    for (std::size_t i = 0; i < part_ids_.size(); ++i) {
      root_["parts"].push_back(
          {{"id", part_ids_[i]}, {"name", plant_.kinds[i].name}, {"color", kColors[i % kColors.size()]}});
    }
  }

  /// The id of a calendar with these hours; empty where they are always open.
  std::string calendarFor(const WorkHours& hours) {
    if (hours.isAlwaysOpen()) return {};
    for (std::size_t i = 0; i < known_hours_.size(); ++i) {
      if (known_hours_[i] == hours) return calendars_[i]["id"];
    }
    known_hours_.push_back(hours);
    const std::string id = hours == plant_.hours ? "log" : fmt::format("shifts-{}", known_hours_.size());
    calendars_.push_back({{"id", id}, {"week", hours.weekJson()}});
    return id;
  }

  /// No case comes after the last one of a log whose cases stop.
  std::string calendarOfArrivals() {
    if (!(options_.arrivals_until_s > 0)) return calendarFor(plant_.arrivals.hours);
    const auto day = static_cast<std::int64_t>(std::ceil(options_.arrivals_until_s / 86400));
    calendars_.push_back({{"id", "arrivals"},
                          {"week", plant_.arrivals.hours.weekJson()},
                          {"exceptions", {{{"day", day}, {"days", 99'999 - day}, {"open", false}}}}});
    known_hours_.emplace_back(std::bitset<WorkHours::kSlots>().set(0), 0);
    return "arrivals";
  }

  void writeSource() {
    Json source{{"id", arrivals_}, {"type", "source"}, {"name", "Arrivals"}};
    std::vector<double> shares;
    for (const PartKind& kind : plant_.kinds) shares.push_back(static_cast<double>(kind.cases));
    roundShares(shares);
    for (std::size_t i = 0; i < shares.size(); ++i) source["part"][part_ids_[i]] = shares[i];
    if (options_.arrivals == ArrivalRule::Schedule) {
      for (std::size_t i = 0; i < plant_.arrivals.starts_s.size(); ++i) {
        source["schedule"].push_back(
            {{"t_s", plant_.arrivals.starts_s[i]}, {"part", part_ids_[plant_.arrivals.kinds[i]]}});
      }
    } else {
      source["interarrival"] = plant_.arrivals.interarrival.json;
      const std::string calendar = calendarOfArrivals();
      if (!calendar.empty()) source["calendar"] = calendar;
    }
    writeEntries(source);
    elements_.push_back(std::move(source));
  }

  /// Cases that the log finds under way come as it first sees them.
  void writeUnderWay() {
    Json source{{"id", under_way_}, {"type", "source"}, {"name", "Under way"}};
    for (std::size_t i = 0; i < plant_.arrivals.under_way; ++i) {
      source["schedule"].push_back(
          {{"t_s", plant_.arrivals.starts_s[i]}, {"part", part_ids_[plant_.arrivals.kinds[i]]}});
    }
    writeEntries(source);
    elements_.push_back(std::move(source));
  }

  void writeEntries(Json& source) {
    std::vector<std::vector<std::pair<std::string, double>>> ways;
    const auto waysOf = [&](const std::map<Index, double>& entry) {
      std::vector<std::pair<std::string, double>> list;
      for (const auto& [station, probability] : entry) list.emplace_back(station_ids_[station], probability);
      return list;
    };
    for (const auto& entry : plant_.routes.entry_by_kind) ways.push_back(waysOf(entry));
    if (ways.empty()) ways.push_back(waysOf(plant_.routes.entry));
    writeFlows(source, ways);
  }

  /// Flows out of an element: one list of ways for all part types, or one of each.
  void writeFlows(Json& element, const std::vector<std::vector<std::pair<std::string, double>>>& ways) {
    std::vector<Json> flows;
    std::vector<double> shares;
    for (std::size_t kind = 0; kind < ways.size(); ++kind) {
      for (const auto& [to, probability] : ways[kind]) {
        if (!(probability > 0)) continue;
        Json flow{{"from", element["id"]}, {"to", to}};
        if (ways.size() > 1) flow["part"] = part_ids_[kind];
        flows.push_back(std::move(flow));
        shares.push_back(probability);
      }
    }
    if (flows.size() > 1) {
      element["routing"] = "probability";
      roundShares(shares);
      for (std::size_t i = 0; i < flows.size(); ++i) flows[i]["probability"] = shares[i];
    }
    for (Json& flow : flows) flows_.push_back(std::move(flow));
  }

  void writeStation(Index index) {
    const PlantStation& station = plant_.stations[index];
    const ResourceGroup& group = plant_.groups[station.key.group];
    const StationRoutes& routes = plant_.routes.stations[index];
    writeBuffer(index);
    Json element{{"id", station_ids_[index]}, {"type", "station"}, {"name", station.name}};
    const std::string body = bodyFor(station.name);
    if (!body.empty()) element["body"] = body;
    if (group.capacity > 1) element["capacity"] = group.capacity;
    element["process"] = processOf(station);
    writeSetup(station, element);
    const double scrap = std::round(routes.pooled.scrap * 1e6) / 1e6;
    if (scrap > 0) element["yield"] = {{"good", 1 - scrap}, {"scrap_to", scrapped_}};
    writeBreakdowns(station, element);
    if (stationsOfGroup(station.key.group) > 1) {
      element["needs"] = {{{"pool", pool_ids_[station.key.group]}, {"for", {"process", "setup"}}}};
    }
    const std::string calendar = calendarFor(group.hours);
    if (!calendar.empty()) element["calendar"] = calendar;
    writeWays(index, element);
    elements_.push_back(std::move(element));
  }

  /// Where nothing but the source leads there, there is nothing to wait in.
  [[nodiscard]] bool hasBuffer(Index index) const {
    const auto leads = [&](const Outcomes& outcomes) { return outcomes.next.contains(index); };
    return std::any_of(plant_.routes.stations.begin(), plant_.routes.stations.end(), [&](const StationRoutes& routes) {
      return leads(routes.pooled) || std::any_of(routes.by_kind.begin(), routes.by_kind.end(), leads);
    });
  }

  void writeBuffer(Index index) {
    if (!hasBuffer(index)) {
      buffer_ids_[index].clear();
      return;
    }
    Json buffer{{"id", buffer_ids_[index]}, {"type", "buffer"}, {"name", "Before " + plant_.stations[index].name}};
    std::vector<double> delays_s = plant_.stations[index].delay.values(kDelayValues);
    for (double& delay : delays_s) delay = std::round(delay * plant_.delay_scale);
    const bool is_seen =
        std::any_of(delays_s.begin(), delays_s.end(), [](double each) { return each >= kShortestDelay_s; });
    if (is_seen) buffer["min_stay"] = valuesJson(std::move(delays_s));
    flows_.push_back({{"from", buffer_ids_[index]}, {"to", station_ids_[index]}});
    elements_.push_back(std::move(buffer));
  }

  [[nodiscard]] Json processOf(const PlantStation& station) const {
    if (station.process_by_kind.empty()) return station.process.json;
    Json by_part = Json::object();
    for (std::size_t kind = 0; kind < station.process_by_kind.size(); ++kind) {
      by_part[part_ids_[kind]] = station.process_by_kind[kind].json;
    }
    return {{"by_part", std::move(by_part)}};
  }

  void writeSetup(const PlantStation& station, Json& element) const {
    const SetupModel& setup = station.setup;
    if (setup.count == 0 || setup.is_in_process) return;
    element["setup"]["default_s"] = std::round(setup.after_other_s);
    if (!(setup.after_same_s >= 1)) return;
    for (const std::string& part : part_ids_) {
      element["setup"]["matrix"][part + ">" + part] = std::round(setup.after_same_s);
    }
  }

  void writeBreakdowns(const PlantStation& station, Json& element) const {
    const BreakdownModel& model = plant_.breakdowns[station.key.group];
    if (model.count == 0 || !(model.to_failure_s > 0)) return;
    element["failures"] = {{{"id", "breakdown"},
                            {"basis", "operating"},
                            {"time_to_failure", {{"dist", "exponential"}, {"mean_s", std::round(model.to_failure_s)}}},
                            {"time_to_repair", model.repair.json}}};
  }

  void writeWays(Index index, Json& element) {
    const StationRoutes& routes = plant_.routes.stations[index];
    const auto waysOf = [&](const Outcomes& outcomes) {
      std::vector<std::pair<std::string, double>> list;
      for (const auto& [next, probability] : outcomes.next) list.emplace_back(bufferOrStation(next), probability);
      if (outcomes.end > 0 || outcomes.next.empty()) list.emplace_back(finished_, std::max(outcomes.end, 1e-6));
      return list;
    };
    std::vector<std::vector<std::pair<std::string, double>>> ways;
    for (const Outcomes& outcomes : routes.by_kind) ways.push_back(waysOf(outcomes));
    if (ways.empty()) ways.push_back(waysOf(routes.pooled));
    writeFlows(element, ways);
  }

  [[nodiscard]] std::string bufferOrStation(Index index) const {
    return hasBuffer(index) ? buffer_ids_[index] : station_ids_[index];
  }

  void writePools() {
    Json pools = Json::array();
    for (Index group = 0; group < plant_.groups.size(); ++group) {
      if (stationsOfGroup(group) > 1) {
        pools.push_back({{"id", pool_ids_[group]}, {"count", plant_.groups[group].capacity}});
      }
    }
    if (!pools.empty()) root_["pools"] = std::move(pools);
  }

  /// Stations of one resource stand together, at the mean of their places in the journeys.
  void placeAll() {
    std::vector<double> of_group(plant_.groups.size(), 0.0);
    std::vector<double> visits(plant_.groups.size(), 0.0);
    for (const PlantStation& station : plant_.stations) {
      const auto weight = static_cast<double>(station.visits + 1);
      of_group[station.key.group] += station.position * weight;
      visits[station.key.group] += weight;
    }
    std::vector<Index> order(plant_.stations.size());
    for (Index i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) {
      const Index group_a = plant_.stations[a].key.group;
      const Index group_b = plant_.stations[b].key.group;
      const double at_a = of_group[group_a] / visits[group_a];
      const double at_b = of_group[group_b] / visits[group_b];
      if (group_a != group_b) return at_a != at_b ? at_a < at_b : group_a < group_b;
      return plant_.stations[a].position < plant_.stations[b].position;
    });
    std::vector<FloorCell> cells;
    for (const Index station : order) cells.push_back({buffer_ids_[station], station_ids_[station]});
    std::vector<std::string> last{finished_};
    if (hasScrap()) last.push_back(scrapped_);
    std::vector<std::string> first{arrivals_};
    if (options_.has_under_way) first.push_back(under_way_);
    placeElements(root_, cells, first, last);
  }

  const EventLog& log_;
  const Plant& plant_;
  const WriteOptions& options_;
  Json root_;
  Json elements_;
  Json flows_;
  Json calendars_ = Json::array();
  std::vector<WorkHours> known_hours_;  ///< as calendars_
  std::string arrivals_;
  std::string under_way_;
  std::string finished_;
  std::string scrapped_;
  std::vector<std::string> station_ids_;
  std::vector<std::string> buffer_ids_;
  std::vector<std::string> pool_ids_;
  std::vector<std::string> part_ids_;
};

}  // namespace

WrittenFactory writeFactory(const EventLog& log, const Plant& plant, const WriteOptions& options) {
  return Writer(log, plant, options).write();
}

}  // namespace mw::discovery
