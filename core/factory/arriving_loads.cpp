// SPDX-License-Identifier: Apache-2.0
#include "core/factory/arriving_loads.h"

#include <algorithm>
#include <map>
#include <set>

namespace mw::factory {
namespace {

/// Parts of one type that travel as one.
struct Load {
  std::size_t part = 0;
  int count = 1;
  auto operator<=>(const Load&) const = default;
};
using Loads = std::set<Load>;

/// A way out of an element.
struct Way {
  std::size_t to = 0;
  std::optional<std::size_t> only;  ///< part
};

class LoadFollower {
 public:
  explicit LoadFollower(const Factory& factory) : factory_(factory), arriving_(factory.elements().size()) {
    for (std::size_t i = 0; i < factory.parts().size(); ++i) part_index_[factory.parts()[i].id] = i;
    for (std::size_t i = 0; i < factory.elements().size(); ++i) element_index_[factory.elements()[i].id] = i;
    ways_.resize(factory.elements().size());
    for (const Flow& flow : factory.flows()) ways_[flow.from].push_back({flow.to, partOf(flow)});
    for (std::size_t i = 0; i < factory.elements().size(); ++i) addYield(i);
  }

  void run() {
    for (std::size_t i = 0; i < factory_.elements().size(); ++i) {
      if (factory_.elements()[i].type == "source") send(i, created(factory_.elements()[i]));
    }
    while (!waiting_.empty()) {
      const std::size_t element = *waiting_.begin();
      waiting_.erase(waiting_.begin());
      send(element, leaving(element));
    }
  }

  [[nodiscard]] const std::vector<Loads>& arriving() const { return arriving_; }

  [[nodiscard]] Loads along(const Flow& flow) const {
    const Element& from = factory_.elements()[flow.from];
    Loads loads = from.type == "source" ? created(from) : leaving(flow.from);
    if (const auto only = partOf(flow)) std::erase_if(loads, [only](const Load& load) { return load.part != *only; });
    return loads;
  }

 private:
  using Names = std::map<std::string, std::size_t, std::less<>>;

  static std::optional<std::size_t> find(const Names& names, const Json& name) {
    const auto found = name.is_string() ? names.find(name.get<std::string>()) : names.end();
    return found == names.end() ? std::nullopt : std::optional(found->second);
  }

  /// The only part that takes a flow, where it names one.
  [[nodiscard]] std::optional<std::size_t> partOf(const Flow& flow) const {
    const auto part = flow.fields.find("part");
    return part == flow.fields.end() ? std::nullopt : find(part_index_, *part);
  }

  void addYield(std::size_t element) {
    const auto yield = factory_.elements()[element].fields.find("yield");
    if (yield == factory_.elements()[element].fields.end() || !yield->is_object()) return;
    for (const char* key : {"rework_to", "scrap_to"}) {
      if (!yield->contains(key)) continue;
      if (const auto to = find(element_index_, (*yield)[key])) ways_[element].push_back({*to, std::nullopt});
    }
  }

  void addNamed(const Json& names, Loads& loads) const {
    if (names.is_string()) {
      if (const auto part = find(part_index_, names)) loads.insert({*part, 1});
    } else if (names.is_object()) {
      for (const auto& [name, value] : names.items()) {
        if (const auto part = find(part_index_, name)) loads.insert({*part, 1});
      }
    }
  }

  [[nodiscard]] Loads created(const Element& source) const {
    Loads loads;
    if (source.has("part")) addNamed(source.fields["part"], loads);
    if (source.has("schedule") && source.fields["schedule"].is_array()) {
      for (const Json& arrival : source.fields["schedule"])
        if (arrival.contains("part")) addNamed(arrival["part"], loads);
    }
    if (loads.empty()) loads.insert({0, 1});
    return loads;
  }

  [[nodiscard]] Loads leaving(std::size_t index) const {
    const Element& element = factory_.elements()[index];
    Loads loads;
    if (element.type == "assembly") {
      addNamed(element.value("produces"), loads);
    } else if (element.type == "disassembly") {
      addNamed(element.value("yields"), loads);
    } else if (element.type == "batch") {
      const int size = element.value("size").get<int>();
      for (const Load& load : arriving_[index])
        loads.insert({load.part, std::min(load.count, std::max(1, kMostParts / size)) * size});
    } else if (element.type == "unbatch") {
      for (const Load& load : arriving_[index]) loads.insert({load.part, 1});
    } else {
      loads = arriving_[index];
    }
    return loads;
  }

  void send(std::size_t from, const Loads& loads) {
    for (const Way& way : ways_[from]) {
      const std::size_t before = arriving_[way.to].size();
      for (const Load& load : loads)
        if (!way.only || *way.only == load.part) arriving_[way.to].insert(load);
      if (arriving_[way.to].size() != before) waiting_.insert(way.to);
    }
  }

  /// A loop through a batch would gather without end.
  static constexpr int kMostParts = 1'000'000;

  const Factory& factory_;
  Names part_index_;
  Names element_index_;
  std::vector<std::vector<Way>> ways_;
  std::vector<Loads> arriving_;
  std::set<std::size_t> waiting_;
};

}  // namespace

std::vector<ArrivingLoads> arrivingLoads(const Factory& factory) {
  LoadFollower follower(factory);
  follower.run();
  std::vector<ArrivingLoads> all;
  for (const Loads& loads : follower.arriving()) {
    ArrivingLoads arriving;
    for (const Load& load : loads) {
      if (arriving.parts.empty() || arriving.parts.back() != load.part) arriving.parts.push_back(load.part);
      const double part_kg = load.part < factory.parts().size() ? factory.parts()[load.part].mass_kg : Part().mass_kg;
      if (part_kg * load.count <= arriving.heaviest_kg) continue;
      arriving.heaviest_kg = part_kg * load.count;
      arriving.heaviest_part = load.part;
      arriving.heaviest_count = load.count;
    }
    all.push_back(std::move(arriving));
  }
  return all;
}

std::vector<std::vector<std::size_t>> partsOfFlows(const Factory& factory) {
  LoadFollower follower(factory);
  follower.run();
  std::vector<std::vector<std::size_t>> all;
  for (const Flow& flow : factory.flows()) {
    std::vector<std::size_t>& parts = all.emplace_back();
    for (const Load& load : follower.along(flow))
      if (parts.empty() || parts.back() != load.part) parts.push_back(load.part);
  }
  return all;
}

}  // namespace mw::factory
