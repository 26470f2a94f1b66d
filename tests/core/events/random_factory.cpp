// SPDX-License-Identifier: Apache-2.0
#include "tests/core/events/random_factory.h"

#include <algorithm>
#include <fmt/format.h>
#include <ostream>
#include <set>
#include <string>

namespace mw::test {
namespace {

enum Feature { kCalendar = 1, kOperating = 2, kByCalendar = 4, kCycles = 8, kCrew = 16, kOperator = 32, kBoth = 64 };
constexpr int kSetup = 128;

Json distribution(const char* name, std::initializer_list<std::pair<const char*, double>> parameters) {
  Json json = {{"dist", name}};
  for (const auto& [key, value] : parameters) json[key] = value;
  return json;
}

/// Writes one line after the other into a factory file.
class FactoryWriter {
 public:
  explicit FactoryWriter(const FactoryPlan& plan) : plan_(plan) {}

  Json write() {
    for (std::size_t i = 0; i < plan_.lines.size(); ++i) writeLine(i);
    if (needs_bin_) addElement("bin", "sink", {{"counts_as", "scrap"}});
    Json root = {{"format", "millwright-factory/1"},
                 {"parts", Json::parse(R"([{"id": "a"}, {"id": "b"}, {"id": "c"}])")},
                 {"elements", elements_},
                 {"flows", flows_},
                 {"pools", Json::parse(R"([{"id": "ops", "count": 2}, {"id": "crew", "skills": ["fix"]}])")},
                 {"calendars", Json::parse(R"([{"id": "day", "week": [
                   {"days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "from": "00:00", "to": "24:00", "breaks":
                    [{"from": "00:05:00", "to": "00:06:40"}, {"from": "00:15:00", "to": "00:20:00"}]}]}])")}};
    if (!controls_.empty()) root["control"] = controls_;
    if (has_rides_) writeVehicles(root);
    return root;
  }

 private:
  std::string addElement(const std::string& id, const char* type, Json fields) {
    fields["id"] = id;
    fields["type"] = type;
    if (!fields.contains("pose")) fields["pose"] = {{"x_m", 4 * static_cast<int>(elements_.size())}};
    elements_.push_back(std::move(fields));
    return id;
  }

  /// Every end of the line so far leads to the element, which is the new end.
  void append(const std::string& id, const SectionPlan& section, bool can_ride) {
    const bool is_held = controls_card_ && is_first_;
    const bool rides = section.by_vehicle && can_ride && !is_held && !endsInStorage();
    int priority = 0;
    for (const std::string& tail : tails_) {
      Json flow = {{"from", tail}, {"to", id}, {"priority", priority++ % 2}};
      if (rides) flow["by"] = "vehicle";
      flows_.push_back(std::move(flow));
    }
    has_rides_ = has_rides_ || rides;
    is_card_free_ = !rides && !endsInStorage();
    is_first_ = false;
    tails_ = {id};
  }

  [[nodiscard]] Json& elementOf(const std::string& id) {
    return *std::find_if(elements_.begin(), elements_.end(), [&](const Json& each) { return each["id"] == id; });
  }
  [[nodiscard]] bool endsInStorage() {
    return std::any_of(tails_.begin(), tails_.end(),
                       [this](const std::string& tail) { return elementOf(tail)["type"] == "storage"; });
  }

  void writeLine(std::size_t index) {
    const LinePlan& line = plan_.lines[index];
    prefix_ = fmt::format("l{}", index);
    types_ = {"a"};
    stages_ = Json::array();
    drum_.clear();
    is_first_ = true;
    controls_card_ = line.control == 1 || line.control == 3;
    tails_ = {writeSource(line)};
    const std::string source = tails_.front();
    for (std::size_t i = 0; i < line.sections.size(); ++i) {
      name_ = fmt::format("{}s{}", prefix_, i);
      is_last_ = i + 1 == line.sections.size();
      writeSection(line.sections[i]);
    }
    Json sink = Json::object();
    if (line.control == 4) sink["calendar"] = "day";
    append(addElement(prefix_ + "out", "sink", std::move(sink)), SectionPlan(), false);
    writeControl(line, source);
  }

  std::string writeSource(const LinePlan& line) {
    Json fields = {{"part", "a"}};
    if (line.source != 3 && line.source != 4) fields["interarrival"] = timeJson(line.time, 7);
    if (line.source == 1) fields["on_full"] = "lose";
    if (line.source == 2) fields["batch"] = 3;
    if (line.source == 3) {
      for (int i = 0; i < 40; ++i) fields["schedule"].push_back({{"t_s", 37 * i}, {"count", 1 + i % 4}});
    }
    if (line.source == 4) fields.update({{"supply", "unlimited"}, {"limit", 90}});
    if (line.source == 5) fields["calendar"] = "day";
    if (line.source >= 6) {
      fields["part"] = {{"a", 0.6}, {"b", 0.4}};
      types_ = {"a", "b"};
    }
    if (line.source == 9) fields.update({{"first_at_s", 0}, {"limit", 50}});
    return addElement(prefix_ + "src", "source", std::move(fields));
  }

  void writeSection(const SectionPlan& section) {
    switch (static_cast<SectionKind>(section.kind)) {
      case SectionKind::Buffer:
      case SectionKind::Lifo:
      case SectionKind::Priority:
      case SectionKind::MinStay:
        return writeBuffer(section);
      case SectionKind::Station:
        return writeStation(section);
      case SectionKind::Oven:
        return writeOven(section);
      case SectionKind::Conveyor:
        return writeConveyor(section);
      case SectionKind::Robot:
        return writeRobot(section);
      case SectionKind::Storage:
        return writeStorage(section);
      case SectionKind::Inspection:
        return writeInspection(section);
      case SectionKind::Assembly:
        return writeAssembly(section);
      case SectionKind::Disassembly:
        return writeDisassembly(section);
      case SectionKind::Batch:
        return writeBatch(section);
      case SectionKind::Branch:
        return writeBranch(section);
      case SectionKind::Rework:
        return writeRework(section);
    }
  }

  void addCalendar(Json& fields, const SectionPlan& section) const {
    if ((section.features & kCalendar) != 0) fields["calendar"] = "day";
  }

  void addAvailability(Json& fields, const SectionPlan& section) const {
    addCalendar(fields, section);
    const auto fail = [&](int feature, const char* basis, const Json& time_to_failure) {
      if ((section.features & feature) == 0) return;
      Json failure = {{"id", basis}, {"basis", basis}, {"time_to_failure", time_to_failure}};
      failure["time_to_repair"] = timeJson(section.time, 15);
      if ((section.features & kCrew) != 0) failure["needs"] = Json::parse(R"([{"skill": "fix"}])");
      fields["failures"].push_back(std::move(failure));
    };
    fail(kOperating, "operating", timeJson(1, 90));
    fail(kByCalendar, "calendar", timeJson(2, 150));
    fail(kCycles, "cycles", 9);
    if ((section.features & kOperator) == 0) return;
    Json need = {{"pool", "ops"}, {"count", 1 + section.way % 2}, {"for", {"process"}}};
    if ((section.features & kBoth) != 0) need["for"] = {"process", "setup", "repair"};
    fields["needs"] = Json::array({std::move(need)});
  }

  [[nodiscard]] Json processFields(const SectionPlan& section, double mean_s) const {
    Json fields = {{"process", timeJson(section.time, mean_s)}};
    addAvailability(fields, section);
    return fields;
  }
  [[nodiscard]] Json stationFields(const SectionPlan& section, double mean_s) const {
    Json fields = processFields(section, mean_s);
    if ((section.features & kSetup) != 0) fields["setup"] = {{"default_s", 3}, {"matrix", {{"a>b", 7}}}};
    return fields;
  }

  void writeBuffer(const SectionPlan& section) {
    const auto kind = static_cast<SectionKind>(section.kind);
    Json fields = {{"capacity", section.size + 1}};
    if (kind == SectionKind::Lifo) fields["order"] = "lifo";
    if (kind == SectionKind::Priority) fields["order"] = "priority";
    if (kind == SectionKind::MinStay) fields["min_stay"] = timeJson(section.time, 6);
    addCalendar(fields, section);
    append(addElement(name_, "buffer", std::move(fields)), section, true);
    noteStage(section);
  }

  void writeStation(const SectionPlan& section) {
    Json fields = stationFields(section, 5.0 * (section.size + 1));
    fields["capacity"] = section.size + 1;
    if (!is_first_ && drum_.empty()) drum_ = name_;
    append(addElement(name_, "station", std::move(fields)), section, true);
    noteStage(section);
  }

  /// Kanbans for this element, where parts can wait for one.
  void noteStage(const SectionPlan& section) {
    if (is_card_free_) stages_.push_back({{"elements", {name_}}, {"limit", section.way + 2}});
  }

  void writeOven(const SectionPlan& section) {
    Json fields = stationFields(section, 12);
    fields["batch_mode"]["size"] = section.size + 1;
    const bool starts_part_loads = section.way % 2 == 1;
    if (starts_part_loads) fields["batch_mode"]["timeout_s"] = 20;
    append(addElement(name_, "station", std::move(fields)), section, !starts_part_loads);
    noteStage(section);
  }

  void writeConveyor(const SectionPlan& section) {
    const Json fields = {{"length_m", section.size + 1}, {"pitch_m", 1}, {"accumulating", section.way % 2 == 0}};
    append(addElement(name_, "conveyor", fields), section, true);
    noteStage(section);
    if (section.way / 2 % 2 == 1) writeTransfer(section);
  }

  /// At the end of the conveyor that was written last, with another behind it.
  void writeTransfer(const SectionPlan& section) {
    const double at_m = elements_.back()["pose"]["x_m"].get<double>() + (section.size + 1) / 2.0 + 0.6;
    const char* const type = section.size == 0 ? "turntable" : section.size == 1 ? "lift" : "pusher";
    Json fields = {{"pose", {{"x_m", at_m}}}};
    if (section.size > 1) fields["length_m"] = 1.2;
    addAvailability(fields, section);
    SectionPlan by_hand = section;
    by_hand.by_vehicle = false;
    append(addElement(name_ + "t", type, std::move(fields)), by_hand, false);
    append(addElement(name_ + "u", "conveyor", {{"length_m", 2}, {"pose", {{"x_m", at_m + 1.6}}}}), by_hand, false);
  }

  void writeRobot(const SectionPlan& section) {
    Json fields = {{"cycle", timeJson(section.time, 4)}, {"speed", section.way % 2 == 0 ? 1.0 : 0.8}};
    addAvailability(fields, section);
    append(addElement(name_, "robot", std::move(fields)), section, true);
    noteStage(section);
  }

  void writeStorage(const SectionPlan& section) {
    Json fields = {{"capacity", section.size + 1}, {"store", timeJson(section.time, 2)}, {"retrieve", 1.5}};
    addCalendar(fields, section);
    append(addElement(name_, "storage", std::move(fields)), section, false);
  }

  void writeInspection(const SectionPlan& section) {
    append(addElement(name_ + "q", "buffer", {{"capacity", section.size + 2}}), section, true);
    append(addElement(name_ + "m", "station", {{"process", 4}, {"yield", {{"good", 0.8}}}}), section, true);
    Json fields = processFields(section, 3);
    fields.update({{"detects", 0.9}, {"false_alarm", 0.05}});
    fields["yield"] = section.way % 2 == 0 ? Json{{"scrap_to", "bin"}} : Json{{"rework_to", name_ + "q"}};
    needs_bin_ = needs_bin_ || section.way % 2 == 0;
    append(addElement(name_, "inspection", std::move(fields)), section, true);
  }

  void writeAssembly(const SectionPlan& section) {
    if (endsInStorage()) append(addElement(name_ + "r", "buffer", {{"capacity", 2}}), section, false);
    Json fields = stationFields(section, 5);
    for (const std::string& type : types_) fields["requires"][type] = 1;
    fields["requires"]["c"] = 2;
    fields["produces"] = section.way % 2 == 0 ? "a" : "b";
    append(addElement(name_, "assembly", std::move(fields)), section, false);
    addElement(name_ + "csrc", "source", {{"part", "c"}, {"interarrival", timeJson(section.time, 3)}});
    addElement(name_ + "cq", "buffer", {{"capacity", section.size + 1}});
    flows_.push_back({{"from", name_ + "csrc"}, {"to", name_ + "cq"}});
    flows_.push_back({{"from", name_ + "cq"}, {"to", name_}});
    types_ = {section.way % 2 == 0 ? "a" : "b"};
  }

  void writeDisassembly(const SectionPlan& section) {
    Json fields = processFields(section, 4);
    fields["yields"] = section.way % 2 == 0 ? Json{{"b", 2}} : Json{{"a", 1}, {"b", 1}};
    append(addElement(name_, "disassembly", std::move(fields)), section, true);
    types_ = section.way % 2 == 0 ? std::set<std::string>{"b"} : std::set<std::string>{"a", "b"};
  }

  void writeBatch(const SectionPlan& section) {
    Json fields = {{"size", section.size + 1}};
    addCalendar(fields, section);
    if (section.way > 1) fields["timeout_s"] = 25;
    append(addElement(name_, "batch", std::move(fields)), section, section.way <= 1);
    if (is_last_ && section.way == 0) return;  // loads go into the sink
    append(addElement(name_ + "m", "station", stationFields(section, 6)), section, true);
    append(addElement(name_ + "u", "unbatch", Json::object()), section, true);
  }

  void writeBranch(const SectionPlan& section) {
    static const std::vector<std::string> kRoutings{"first-available", "round-robin", "shortest-queue", "probability",
                                                    "by-part"};
    const std::string& routing = kRoutings[static_cast<std::size_t>(section.way) % kRoutings.size()];
    const std::string one = addElement(name_ + "x", "station", stationFields(section, 9));
    const std::string two = addElement(name_ + "y", "station", {{"process", timeJson(section.time + 1, 8)}});
    for (const std::string& tail : tails_) {
      elementOf(tail)["routing"] = routing;
      flows_.push_back({{"from", tail}, {"to", one}, {"probability", 0.3}});
      if (routing == "by-part") flows_.back()["part"] = "b";
      flows_.push_back({{"from", tail}, {"to", two}, {"probability", 0.7}});
    }
    is_first_ = false;
    tails_ = {one, two};
  }

  void writeRework(const SectionPlan& section) {
    append(addElement(name_ + "q", "buffer", {{"capacity", section.size + 2}}), section, true);
    Json fields = stationFields(section, 4);
    fields["yield"] = {{"good", 0.85}, {"rework_to", section.way == 2 ? name_ : name_ + "q"}};
    if (section.way % 2 == 1) {
      fields["yield"].update({{"rework", 0.1}, {"scrap", 0.05}, {"scrap_to", "bin"}});
      needs_bin_ = true;
    }
    append(addElement(name_, "station", std::move(fields)), section, true);
  }

  void writeControl(const LinePlan& line, const std::string& source) {
    const std::string out = prefix_ + "out";
    if (line.control == 1 && !line.sections.empty()) {
      controls_.push_back({{"type", "conwip"}, {"limit", 5}, {"from", source}, {"to", out}});
    }
    if (line.control == 2 && !stages_.empty()) controls_.push_back({{"type", "kanban"}, {"stages", stages_}});
    if (line.control == 3 && !drum_.empty()) {
      controls_.push_back({{"type", "drum-buffer-rope"}, {"limit", 4}, {"drum", drum_}, {"from", source}});
    }
  }

  void writeVehicles(Json& root) const {
    Json fleet = {{"id", "cart"}, {"count", 2}, {"speed_mps", 4}, {"load_s", 1}, {"unload_s", timeJson(1, 1)}};
    if (plan_.network > 0) {
      fleet["network"] = "roads";
      root["networks"] = Json::parse(R"([{"id": "roads", "nodes": [{"id": "n0", "x_m": 0, "y_m": 0},
        {"id": "n1", "x_m": 16, "y_m": 0}, {"id": "n2", "x_m": 8, "y_m": 6}], "edges": [
        {"from": "n0", "to": "n1", "capacity": 1}, {"from": "n1", "to": "n2"}, {"from": "n2", "to": "n0",
         "two_way": false, "capacity": 1}]}])");
    }
    if (plan_.network > 1) {
      fleet["dispatch"] = "longest-wait";
      fleet["home"] = "n2";
      fleet["battery"] = {{"capacity_kwh", 0.2}, {"drive_kw", 2}, {"charge_kw", 10}, {"charge_at", "n1"}};
    }
    root["vehicles"] = Json::array({std::move(fleet)});
  }

  const FactoryPlan& plan_;
  Json elements_ = Json::array();
  Json flows_ = Json::array();
  Json controls_ = Json::array();
  Json stages_;                     ///< of this line's kanbans
  std::string prefix_;              ///< of this line
  std::string name_;                ///< of this section
  std::string drum_;                ///< first station that is not the first element
  std::vector<std::string> tails_;  ///< where the line ends so far
  std::set<std::string> types_;     ///< of the parts there
  bool controls_card_ = false;      ///< parts take a card as they leave the source
  bool is_first_ = true;
  bool is_last_ = false;
  bool is_card_free_ = false;  ///< parts may wait for a card where they come from
  bool needs_bin_ = false;
  bool has_rides_ = false;
};

rc::Gen<SectionPlan> sectionPlans() {
  // Bits of three numbers at once are rare: most elements have no more than a feature or two.
  const auto features = rc::gen::map(rc::gen::tuple(rc::gen::inRange(0, 256), rc::gen::inRange(0, 256)),
                                     [](const auto& bits) { return std::get<0>(bits) & std::get<1>(bits); });
  const auto rarely = rc::gen::map(rc::gen::inRange(0, 5), [](int one_of_five) { return one_of_five == 4; });
  return rc::gen::build<SectionPlan>(
      rc::gen::set(&SectionPlan::kind, rc::gen::inRange(0, kSectionKinds)),
      rc::gen::set(&SectionPlan::size, rc::gen::inRange(0, 4)),
      rc::gen::set(&SectionPlan::time, rc::gen::inRange(0, 14)), rc::gen::set(&SectionPlan::features, features),
      rc::gen::set(&SectionPlan::way, rc::gen::inRange(0, 5)), rc::gen::set(&SectionPlan::by_vehicle, rarely));
}

/// A list whose length goes up to `longest`, while its items are as varied as they can be.
template <class T>
rc::Gen<std::vector<T>> listOf(int longest, const rc::Gen<T>& items) {
  return rc::gen::resize(longest, rc::gen::container<std::vector<T>>(rc::gen::resize(rc::kNominalSize, items)));
}

}  // namespace

rc::Gen<FactoryPlan> factoryPlans() {
  const auto lines = rc::gen::build<LinePlan>(rc::gen::set(&LinePlan::source, rc::gen::inRange(0, 10)),
                                              rc::gen::set(&LinePlan::time, rc::gen::inRange(0, 12)),
                                              rc::gen::set(&LinePlan::control, rc::gen::inRange(0, 5)),
                                              rc::gen::set(&LinePlan::sections, listOf(6, sectionPlans())));
  const auto some = rc::gen::suchThat(listOf(3, lines), [](const auto& list) { return !list.empty(); });
  return rc::gen::build<FactoryPlan>(rc::gen::set(&FactoryPlan::lines, some),
                                     rc::gen::set(&FactoryPlan::network, rc::gen::inRange(0, 3)));
}

Json factoryJson(const FactoryPlan& plan) {
  return FactoryWriter(plan).write();
}

Json timeJson(int which, double mean_s) {
  switch (which) {
    case 1:
      return distribution("exponential", {{"mean_s", mean_s}});
    case 2:
      return distribution("uniform", {{"min_s", mean_s / 2}, {"max_s", mean_s * 1.5}});
    case 3:
      return distribution("lognormal", {{"mean_s", mean_s}, {"cv", 0.5}});
    case 4:
      return distribution("erlang", {{"mean_s", mean_s}, {"k", 3}});
    case 5:
      return distribution("triangular", {{"min_s", 0}, {"mode_s", mean_s}, {"max_s", mean_s * 2}});
    case 6:
      return distribution("gamma", {{"mean_s", mean_s}, {"cv", 1.5}});
    case 7:
      return distribution("weibull", {{"scale_s", mean_s}, {"shape", 1.5}});
    case 8:
      return distribution("normal", {{"mean_s", mean_s}, {"sd_s", mean_s / 3}});
    case 9:
      return distribution("pert", {{"min_s", mean_s / 3}, {"mode_s", mean_s}, {"max_s", mean_s * 2}});
    case 10:
      return {{"dist", "empirical"}, {"values_s", {mean_s / 2, mean_s, mean_s * 1.5}}};
    case 11:
      return {{"dist", "mixture"},
              {"components",
               {{{"weight", 0.5}, {"dist", "constant"}, {"value_s", mean_s / 2}},
                {{"weight", 0.5}, {"dist", "exponential"}, {"mean_s", mean_s}}}}};
    default:
      return mean_s;
  }
}

std::ostream& operator<<(std::ostream& out, const FactoryPlan& plan) {
  return out << factoryJson(plan).dump();
}

}  // namespace mw::test
