// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/candidate_changes.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <optional>
#include <set>

#include "core/kpi/element_kpis.h"

namespace mw::analysis {
namespace {

using experiment::Lever;
using Kind = Change::Kind;

constexpr double kLargestStep = 5;         ///< percent of a process time
constexpr double kSmallestStep = 1;        ///< percent; less is not worth a try
constexpr double kWaitsForCrew = 0.01;     ///< share of time from which a crew may be too small
constexpr std::size_t kMostDonors = 3;     ///< buffers that give places to another one
constexpr double kMostPlacesAdded = 1000;  ///< to a buffer at once

/// The flows of a factory, both ways.
class Graph {
 public:
  explicit Graph(const factory::Factory& factory)
      : next_(factory.elements().size()), before_(next_), is_work_(next_.size()) {
    for (const factory::Flow& flow : factory.flows()) {
      next_[flow.from].push_back(flow.to);
      before_[flow.to].push_back(flow.from);
    }
    for (std::size_t i = 0; i < next_.size(); ++i) is_work_[i] = kpi::factsOf(factory.elements()[i]).is_work_unit;
  }

  [[nodiscard]] bool isWork(std::size_t element) const { return is_work_[element]; }

  /// What lies between an element and the next ones that work on parts.
  [[nodiscard]] std::set<std::size_t> around(std::size_t element) const {
    std::set<std::size_t> found;
    for (const auto* way : {&before_, &next_}) collect(*way, element, found);
    return found;
  }

  /// Steps along flows, whichever way, from the nearest of some elements.
  [[nodiscard]] std::vector<std::size_t> distances(const std::set<std::size_t>& from) const {
    std::vector<std::size_t> steps(next_.size(), next_.size());
    std::vector<std::size_t> open(from.begin(), from.end());
    for (const std::size_t element : open) steps[element] = 0;
    for (std::size_t i = 0; i < open.size(); ++i) {
      for (const auto* way : {&before_, &next_}) {
        for (const std::size_t to : (*way)[open[i]]) {
          if (steps[to] < steps.size()) continue;
          steps[to] = steps[open[i]] + 1;
          open.push_back(to);
        }
      }
    }
    return steps;
  }

 private:
  void collect(const std::vector<std::vector<std::size_t>>& way, std::size_t from, std::set<std::size_t>& found) const {
    std::vector<std::size_t> open = way[from];
    while (!open.empty()) {
      const std::size_t at = open.back();
      open.pop_back();
      if (is_work_[at] || !found.insert(at).second) continue;
      open.insert(open.end(), way[at].begin(), way[at].end());
    }
  }

  std::vector<std::vector<std::size_t>> next_;
  std::vector<std::vector<std::size_t>> before_;
  std::vector<bool> is_work_;
};

/// What it costs to make several elements faster at once; a pool gets one more head instead, whatever the step is.
struct JointPrice {
  std::size_t elements = 0;
  double per_percent = 0;
  double persons = 0;
  bool is_to_be_had = true;

  [[nodiscard]] double at(double percent) const { return per_percent * percent + persons; }
};

JointPrice jointPriceOf(const factory::Factory& factory, const std::vector<std::string>& ids,
                        const ChangeCosts& costs) {
  JointPrice price;
  for (const std::string& id : ids) {
    const bool is_pool = factory.findElement(id) == nullptr;
    const std::optional<double>& each = is_pool ? costs.person : costs.faster_percent;
    price.is_to_be_had = price.is_to_be_had && each.has_value();
    (is_pool ? price.persons : price.per_percent) += each.value_or(0);
    if (!is_pool) ++price.elements;
  }
  return price;
}

class Proposal {
 public:
  Proposal(const Situation& situation, const ChangeCosts& costs, double budget)
      : situation_(situation), costs_(costs), budget_(budget), graph_(situation.factory) {
    for (const kpi::Limit* limit : situation.finding.candidates()) {
      limit->element ? (void)focus_.insert(*limit->element) : (void)pools_.insert(limit->id);
    }
    focus_.insert(situation.arrows.candidates.begin(), situation.arrows.candidates.end());
  }

  std::vector<Candidate> made() {
    addFaster();
    addMachines();
    addPersons();
    const std::vector<std::size_t> receivers = receiversOf();
    for (const std::size_t receiver : receivers) addPlaces(receiver);
    for (const std::size_t receiver : receivers) movePlaces(receiver);
    return std::move(made_);
  }

 private:
  [[nodiscard]] const factory::Element& element(std::size_t index) const {
    return situation_.factory.elements()[index];
  }
  [[nodiscard]] bool isKept(const std::string& id) const { return costs_.keep.contains(id); }
  [[nodiscard]] bool isAffordable(double cost) const { return cost <= budget_ * (1 + 1e-12); }

  void offer(Change change, Json root) {
    if (!isAffordable(change.cost) || std::ranges::any_of(change.ids, [&](auto& id) { return isKept(id); })) return;
    made_.push_back({std::move(change), factory::Factory::fromJson(std::move(root), situation_.factory.types())});
  }

  void addFaster() {
    if (!costs_.faster_percent) return;
    const double percent = affordablePercent(budget_, 1);
    if (percent < kSmallestStep) return;
    for (const Lever& lever : leversAt(percent)) {
      if (lever.kind == Lever::Kind::Pool) pools_.insert(lever.ids.front());
      if (lever.kind == Lever::Kind::Element) offerFaster(lever, percent);
      if (lever.kind == Lever::Kind::Together) addTogether(lever, percent);
    }
  }

  /// What is left for one element may not do for all of them: each gets a smaller step then.
  void addTogether(const Lever& lever, double percent) {
    const JointPrice price = jointPriceOf(situation_.factory, lever.ids, costs_);
    if (!price.is_to_be_had) return;
    const double share = affordablePercent(budget_ - price.persons, price.elements);
    if (share >= percent) return offerFaster(lever, percent);
    if (share < kSmallestStep) return;
    for (const Lever& smaller : leversAt(share)) {
      if (smaller.kind == Lever::Kind::Together) offerFaster(smaller, share);
    }
  }

  void offerFaster(const Lever& lever, double percent) {
    const double cost = jointPriceOf(situation_.factory, lever.ids, costs_).at(percent);
    offer({Kind::Faster, lever.ids, fmt::format("{}: {}", fmt::join(lever.ids, ", "), lever.change), cost},
          lever.factory.json());
  }

  [[nodiscard]] std::vector<Lever> leversAt(double percent) const {
    return experiment::leversOf(situation_.factory, situation_.finding, situation_.runs, {percent / 100, false}).levers;
  }

  /// Off each of so many process times.
  [[nodiscard]] double affordablePercent(double budget, std::size_t elements) const {
    const double price = *costs_.faster_percent * static_cast<double>(elements);
    return price > 0 ? std::min(kLargestStep, budget / price) : kLargestStep;
  }

  void addMachines() {
    if (!costs_.machine) return;
    for (const std::size_t at : focus_) {
      if (!graph_.isWork(at) || !element(at).value("capacity").is_number_integer()) continue;
      const auto places = element(at).value("capacity").get<std::int64_t>();
      Json root = situation_.factory.json();
      root["elements"][at]["capacity"] = places + 1;
      offer({Kind::Machine,
             {element(at).id},
             fmt::format("{}: {} parallel places instead of {}", element(at).id, places + 1, places),
             *costs_.machine},
            std::move(root));
    }
  }

  void addPersons() {
    if (!costs_.person || !situation_.factory.json().contains("pools")) return;
    for (const std::size_t at : focus_) {
      if (waitingShare(at) <= kWaitsForCrew || !element(at).fields.contains("needs")) continue;
      for (const Json& need : element(at).fields["needs"]) {
        if (need.contains("pool")) pools_.insert(need["pool"].get<std::string>());
      }
    }
    for (const std::string& id : pools_) {
      Json root = situation_.factory.json();
      for (Json& pool : root["pools"]) {
        if (pool["id"] != id) continue;
        const auto count = pool.value("count", std::int64_t{1});
        pool["count"] = count + 1;
        std::string text = fmt::format("pool {}: {} instead of {}", id, count + 1, count);
        offer({Kind::Person, {id}, std::move(text), *costs_.person}, root);
      }
    }
  }

  [[nodiscard]] double waitingShare(std::size_t at) const {
    double sum = 0;
    for (const events::RunStatistics& run : situation_.runs) {
      sum += run.elements[at].state_s[static_cast<std::size_t>(factory::ElementState::Waiting)] / run.measured_s;
    }
    return sum / static_cast<double>(situation_.runs.size());
  }

  /// Places of a buffer; nothing where they are no limit or it is none.
  [[nodiscard]] std::optional<std::int64_t> placesOf(std::size_t at) const {
    if (element(at).type != "buffer" || !element(at).value("capacity").is_number_integer()) return std::nullopt;
    return element(at).value("capacity").get<std::int64_t>();
  }

  [[nodiscard]] std::vector<std::size_t> receiversOf() const {
    std::set<std::size_t> found;
    for (const std::size_t at : focus_) {
      for (const std::size_t near : graph_.around(at)) {
        if (placesOf(near) && !isKept(element(near).id)) found.insert(near);
      }
    }
    return {found.begin(), found.end()};
  }

  [[nodiscard]] double affordablePlaces(double price) const {
    const double most = price > 0 ? std::floor(budget_ / price * (1 + 1e-12)) : kMostPlacesAdded;
    return std::min(most, kMostPlacesAdded);
  }

  void addPlaces(std::size_t receiver) {
    if (!costs_.buffer_place) return;
    const double price = *costs_.buffer_place;
    const auto places = *placesOf(receiver);
    const double most = affordablePlaces(price);
    std::set<std::int64_t> steps;
    for (const std::int64_t wanted : {(places + 1) / 2, 2 * places}) {
      steps.insert(std::min(wanted, static_cast<std::int64_t>(most)));
    }
    for (const std::int64_t more : steps) {
      if (more < 1) continue;
      Json root = situation_.factory.json();
      root["elements"][receiver]["capacity"] = places + more;
      offer({Kind::AddPlaces,
             {element(receiver).id},
             fmt::format("buffer {}: {} places instead of {}", element(receiver).id, places + more, places),
             static_cast<double>(more) * price},
            std::move(root));
    }
  }

  void movePlaces(std::size_t receiver) {
    if (!costs_.moved_place) return;
    const double price = *costs_.moved_place;
    const double most = affordablePlaces(price);
    for (const std::size_t donor : donorsOf(receiver)) {
      const std::int64_t has = *placesOf(donor);
      const std::int64_t moved = std::min(has / 2, static_cast<std::int64_t>(most));
      if (moved < 1) continue;
      Json root = situation_.factory.json();
      root["elements"][donor]["capacity"] = has - moved;
      root["elements"][receiver]["capacity"] = *placesOf(receiver) + moved;
      offer({Kind::MovePlaces,
             {element(donor).id, element(receiver).id},
             fmt::format("{} place{} from buffer {} to buffer {}", moved, moved == 1 ? "" : "s", element(donor).id,
                         element(receiver).id),
             static_cast<double>(moved) * price},
            std::move(root));
    }
  }

  [[nodiscard]] std::vector<std::size_t> donorsOf(std::size_t receiver) const {
    const std::vector<std::size_t> steps = graph_.distances(focus_);
    std::vector<std::size_t> donors;
    for (std::size_t at = 0; at < steps.size(); ++at) {
      if (at != receiver && placesOf(at).value_or(0) >= 2 && !isKept(element(at).id)) donors.push_back(at);
    }
    std::ranges::stable_sort(donors, [&](std::size_t a, std::size_t b) { return steps[a] > steps[b]; });
    donors.resize(std::min(donors.size(), kMostDonors));
    return donors;
  }

  const Situation& situation_;
  const ChangeCosts& costs_;
  double budget_;
  Graph graph_;
  std::set<std::size_t> focus_;  ///< elements that may be the bottleneck
  std::set<std::string> pools_;  ///< that may limit
  std::vector<Candidate> made_;
};

}  // namespace

std::vector<Candidate> proposeChanges(const Situation& situation, const ChangeCosts& costs, double budget) {
  return Proposal(situation, costs, budget).made();
}

std::optional<double> cheapestChange(const Situation& situation, const ChangeCosts& costs) {
  std::optional<double> cheapest;
  for (const Candidate& each : proposeChanges(situation, costs, std::numeric_limits<double>::infinity())) {
    double cost = each.change.cost;
    if (each.change.kind == Kind::MovePlaces) cost = *costs.moved_place;
    if (each.change.kind == Kind::AddPlaces) cost = *costs.buffer_place;
    if (each.change.kind == Kind::Faster) {
      cost = jointPriceOf(situation.factory, each.change.ids, costs).at(kSmallestStep);
    }
    cheapest = std::min(cost, cheapest.value_or(cost));
  }
  return cheapest;
}

const char* nameOf(Kind kind) {
  switch (kind) {
    case Kind::MovePlaces:
      return "move-places";
    case Kind::AddPlaces:
      return "add-places";
    case Kind::Faster:
      return "faster";
    case Kind::Machine:
      return "machine";
    case Kind::Person:
      break;
  }
  return "person";
}

}  // namespace mw::analysis
