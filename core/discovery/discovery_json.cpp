// SPDX-License-Identifier: Apache-2.0

#include "core/base/json_number.h"
#include "core/discovery/discovery.h"

namespace mw::discovery {
namespace {

Json jsonOf(const FittedTime& time) {
  return {{"json", time.json}, {"how", time.how}, {"n", time.n}, {"mean_s", time.mean_s}, {"p", numberOrNull(time.p)}};
}

Json jsonOf(const ReadReport& report) {
  Json refused = Json::object();
  Json odd = Json::object();
  Json places = Json::array();
  for (std::size_t i = 0; i < kRowDefects; ++i) {
    const auto defect = static_cast<RowDefect>(i);
    if (report.counts[i] == 0) continue;
    (isRefused(defect) ? refused : odd)[rowDefectName(defect)] = report.counts[i];
    const Finding& first = *report.firsts[i];
    places.push_back({{"what", rowDefectName(defect)}, {"line", first.place.line}, {"cause", first.cause}});
  }
  return {{"read", report.rows_read},
          {"used", report.rows_used},
          {"filtered", report.rows_filtered},
          {"refused", std::move(refused)},
          {"odd", std::move(odd)},
          {"first_places", std::move(places)},
          {"unread_columns", report.unread_columns}};
}

Json jsonOf(const WorkModel& work) {
  Json json{{"best", nameOf(work.best)}, {"visits", work.visits}};
  if (work.best == WorkLaw::Unknown) return json;
  json["batch_s"] = work.batch_s;
  json["piece_s"] = work.piece_s;
  json["aic"] = {{"per-visit", work.aic_per_visit},
                 {"per-piece", work.aic_per_piece},
                 {"batch-set-up-plus-pieces", work.aic_setup_plus_pieces}};
  return json;
}

Json jsonOf(const Discovery& discovery, const PlantStation& station, std::size_t index) {
  const Plant& plant = discovery.plant;
  Json json{{"name", station.name},
            {"activity", discovery.import.log.activities[station.key.activity]},
            {"resource", plant.groups[station.key.group].name},
            {"visits", station.visits},
            {"process", jsonOf(station.process)},
            {"work", jsonOf(station.work)}};
  for (std::size_t kind = 0; kind < station.process_by_kind.size(); ++kind) {
    json["process_by_part"][plant.kinds[kind].name] = jsonOf(station.process_by_kind[kind]);
  }
  if (station.setup.count > 0) {
    json["setup"] = {{"visits", station.setup.count},
                     {"times", jsonOf(station.setup.times)},
                     {"after_same_s", station.setup.after_same_s},
                     {"after_other_s", station.setup.after_other_s},
                     {"is_in_process", station.setup.is_in_process}};
  }
  json["delay"] = {{"mean_s", station.delay.mean_s() * plant.delay_scale},
                   {"seen", station.delays_seen},
                   {"of_all_stations", station.has_borrowed_delay}};
  const StationRoutes& routes = plant.routes.stations[index];
  json["routes"] = {{"departures", routes.departures}, {"by_part", !routes.by_kind.empty()}};
  for (const auto& [next, probability] : routes.pooled.next)
    json["routes"]["to"][plant.stations[next].name] = probability;
  json["routes"]["ends"] = routes.pooled.end;
  json["routes"]["scrapped"] = routes.pooled.scrap;
  if (station.pieces > 0) json["rejected_share_of_pieces"] = station.rejects / station.pieces;
  return json;
}

Json jsonOf(const Compared& figure) {
  return {{"name", figure.name},
          {"unit", figure.unit},
          {"log", numberOrNull(figure.log)},
          {"log_half_width", numberOrNull(figure.log_half_width)},
          {"simulated", numberOrNull(figure.simulated.mean)},
          {"half_width", numberOrNull(figure.simulated.half_width)},
          {"low", numberOrNull(figure.low)},
          {"high", numberOrNull(figure.high)},
          {"within", figure.isWithin()},
          {"difference", numberOrNull(figure.difference())}};
}

Json jsonOf(const EventLog& log, const Judgement& judgement) {
  Json figures = Json::object();
  for (const Compared& figure : judgement.figures) figures[figure.name] = jsonOf(figure);
  Json resources = Json::array();
  for (const ComparedResource& each : judgement.resources) {
    resources.push_back({{"resource", each.name},
                         {"capacity", each.capacity},
                         {"hours_per_week", jsonOf(each.hours)},
                         {"utilisation", jsonOf(each.utilisation)}});
  }
  return {{"from", instantText(log, judgement.from_s)},
          {"to", instantText(log, judgement.to_s)},
          {"from_s", judgement.from_s},
          {"to_s", judgement.to_s},
          {"cohort", judgement.is_cohort},
          {"replications", judgement.replications},
          {"cases_started", judgement.cases_started},
          {"cases_finished", judgement.cases_finished},
          {"figures", std::move(figures)},
          {"resources", std::move(resources)},
          {"busiest", {{"looked_at", judgement.top}, {"shared", judgement.top_shared}}},
          {"rank_correlation", numberOrNull(judgement.rank_correlation)},
          {"lead_time_without_delays_s", numberOrNull(judgement.without_delays_lead_s)}};
}

Json jsonOf(const TimeSpent& spent) {
  return {{"total_s", spent.total_s},
          {"work_s", spent.work_s},
          {"closed_s", spent.closed_s},
          {"contention_s", spent.contention_s},
          {"unexplained_s", spent.unexplained_s},
          {"interrupted_s", spent.interrupted_s},
          {"overlap_s", spent.overlap_s}};
}

Json resourcesJson(const Discovery& discovery) {
  Json resources = Json::array();
  for (std::size_t g = 0; g < discovery.plant.groups.size(); ++g) {
    const ResourceGroup& group = discovery.plant.groups[g];
    Json members = Json::array();
    for (const Index member : group.members) members.push_back(discovery.import.log.resources[member]);
    Json json{{"name", group.name},
              {"members", std::move(members)},
              {"capacity", group.capacity},
              {"hours", group.hours.inWords()},
              {"own_hours", group.has_own_hours}};
    const BreakdownModel& breakdown = discovery.plant.breakdowns[g];
    if (breakdown.count > 0) {
      json["breakdowns"] = {
          {"count", breakdown.count}, {"to_failure_s", breakdown.to_failure_s}, {"repair", jsonOf(breakdown.repair)}};
    }
    resources.push_back(std::move(json));
  }
  return resources;
}

}  // namespace

Json toJson(const Discovery& discovery) {
  const Plant& plant = discovery.plant;
  Json parts = Json::array();
  for (const PartKind& kind : plant.kinds) {
    parts.push_back({{"name", kind.name}, {"cases", kind.cases}, {"quantity_mean", numberOrNull(kind.quantity_mean)}});
  }
  Json stations = Json::array();
  for (std::size_t i = 0; i < plant.stations.size(); ++i) stations.push_back(jsonOf(discovery, plant.stations[i], i));
  Json json{{"map", toJson(discovery.import.map)},
            {"guessed", discovery.import.said},
            {"rows", jsonOf(discovery.import.report)},
            {"split", instantText(discovery.import.log, plant.until_s)},
            {"cases", plant.journeys.size()},
            {"parts", std::move(parts)},
            {"resources", resourcesJson(discovery)},
            {"stations", std::move(stations)},
            {"arrivals",
             {{"interarrival", jsonOf(plant.arrivals.interarrival)},
              {"per_week", plant.arrivals.per_week},
              {"hours", plant.arrivals.hours.inWords()},
              {"under_way_at_begin", plant.arrivals.under_way}}},
            {"hours", plant.hours.inWords()},
            {"time_spent", jsonOf(plant.spent)},
            {"delay_scale", plant.delay_scale},
            {"assumptions", discovery.assumptions},
            {"words", discovery.words}};
  if (discovery.judgement) json["comparison"] = jsonOf(discovery.import.log, *discovery.judgement);
  json["wall_s"] = discovery.wall_s;
  return json;
}

}  // namespace mw::discovery
