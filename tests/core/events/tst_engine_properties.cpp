// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <future>
#include <map>
#include <set>
#include <sstream>

#include "tests/core/events/factory_text.h"
#include "tests/core/events/random_factory.h"
#include "tests/core/events/run_laws.h"

using namespace mw;
using namespace mw::events;
using namespace mw::test;

namespace {

constexpr std::uint64_t kSeed = 20260105;
constexpr double kHorizon_s = 2000;
constexpr double kWarmup_s = 333.25;

/// The smallest counterexample that was found, or nothing.
template <class Property>
std::string counterexample(int cases, const Property& property) {
  rc::detail::TestParams parameters;
  parameters.seed = kSeed;
  parameters.maxSuccess = cases;
  const auto result = rc::detail::checkTestable(property, rc::detail::TestMetadata(), parameters);
  if (result.template is<rc::detail::SuccessResult>()) return {};
  std::ostringstream text;
  rc::detail::printResultMessage(result, text);
  return text.str();
}

/// Parts a, b, c and one of its own for what is added.
factory::Factory factoryOf(Json json) {
  json["parts"].push_back({{"id", "z"}});
  return factory::Factory::fromJson(std::move(json));
}

RunSettings seeded(double horizon_s, double warmup_s = 0) {
  return settingsFor(horizon_s, warmup_s, *rc::gen::inRange<std::uint64_t>(1, 1000).as("seed"));
}

/// Puts a line that shares nothing with the rest in front of, between or behind its elements and flows.
Json withUnrelatedLine(Json json, std::size_t at) {
  const Json elements = Json::parse(R"([
    {"id": "zs", "type": "source", "part": "z", "interarrival": {"dist": "exponential", "mean_s": 6}},
    {"id": "zq", "type": "buffer", "capacity": 3},
    {"id": "zm", "type": "station", "process": {"dist": "gamma", "mean_s": 5, "cv": 2}, "calendar": "zday",
     "needs": [{"pool": "zops"}], "failures": [{"basis": "calendar", "time_to_failure": 100, "time_to_repair": 7}]},
    {"id": "zo", "type": "sink"}])");
  const Json flows =
      Json::parse(R"([{"from": "zs", "to": "zq"}, {"from": "zq", "to": "zm"}, {"from": "zm", "to": "zo"}])");
  const auto insert = [at](Json& list, const Json& added) {
    const auto position = static_cast<std::ptrdiff_t>(at % (list.size() + 1));
    list.insert(list.begin() + position, added.begin(), added.end());
  };
  insert(json["elements"], elements);
  insert(json["flows"], flows);
  insert(json["pools"], Json::parse(R"([{"id": "zops"}])"));
  insert(json["calendars"],
         Json::parse(R"([{"id": "zday", "week": [{"days": ["mon"], "from": "00:01", "to": "00:30"}]}])"));
  return json;
}

/// A machine with a buffer in front of it.
struct Machine {
  int room = 0;  ///< of the buffer; 0: none
  int more = 0;  ///< by which it grows
  int time = 0;
  int kind = 0;   ///< plain, operating failures, calendar failures, working hours, two places, three places
  int order = 0;  ///< of the buffer: fifo, lifo
};

struct SerialLine {
  std::vector<Machine> machines;
  bool is_saturated = false;
};

Json machineJson(const std::string& id, const Machine& machine) {
  Json json = {{"id", id}, {"type", "station"}, {"process", timeJson(machine.time, 5)}};
  if (machine.kind == 1 || machine.kind == 2) {
    json["failures"] = Json::array({{{"basis", machine.kind == 1 ? "operating" : "calendar"},
                                     {"time_to_failure", timeJson(1, 60)},
                                     {"time_to_repair", timeJson(machine.time, 10)}}});
  }
  if (machine.kind == 3) json["calendar"] = "day";
  if (machine.kind > 3) json["capacity"] = machine.kind - 2;
  return json;
}

Json lineJson(const SerialLine& line, bool has_more) {
  Json json = factoryJson({});  // its parts and calendars
  Json source = {{"id", "s"}, {"type", "source"}, {"part", "a"}};
  line.is_saturated ? source["supply"] = "unlimited" : source["interarrival"] = timeJson(1, 5.5);
  json["elements"].push_back(source);
  std::string last = "s";
  const auto append = [&](Json element) {
    json["flows"].push_back({{"from", last}, {"to", element["id"]}});
    last = element["id"];
    json["elements"].push_back(std::move(element));
  };
  for (std::size_t i = 0; i < line.machines.size(); ++i) {
    const Machine& machine = line.machines[i];
    const int room = machine.room + (has_more ? machine.more : 0);
    const char* order = machine.order == 0 ? "fifo" : "lifo";
    if (room > 0) {
      append({{"id", fmt::format("q{}", i)}, {"type", "buffer"}, {"capacity", room}, {"order", order}});
    }
    append(machineJson(fmt::format("m{}", i), machine));
  }
  append({{"id", "o"}, {"type", "sink"}});
  return json;
}

std::ostream& operator<<(std::ostream& out, const SerialLine& line) {
  return out << lineJson(line, false).dump() << "\n  and\n" << lineJson(line, true).dump();
}

rc::Gen<SerialLine> serialLines() {
  const auto machines = rc::gen::build<Machine>(
      rc::gen::set(&Machine::room, rc::gen::inRange(0, 4)), rc::gen::set(&Machine::more, rc::gen::inRange(0, 4)),
      rc::gen::set(&Machine::time, rc::gen::inRange(0, 12)), rc::gen::set(&Machine::kind, rc::gen::inRange(0, 6)),
      rc::gen::set(&Machine::order, rc::gen::inRange(0, 2)));
  const auto some = rc::gen::nonEmpty(
      rc::gen::resize(6, rc::gen::container<std::vector<Machine>>(rc::gen::resize(rc::kNominalSize, machines))));
  return rc::gen::build<SerialLine>(rc::gen::set(&SerialLine::machines, some),
                                    rc::gen::set(&SerialLine::is_saturated, rc::gen::arbitrary<bool>()));
}

std::vector<std::int64_t> departures(const Json& json, const RunSettings& settings) {
  const factory::Factory factory = factory::Factory::fromJson(json);
  const auto sink = static_cast<std::int32_t>(indexOf(factory, "o"));
  const TracedRun run = traced(*compile(factory), settings);
  std::vector<std::int64_t> times;
  for (const PartMove& move : run.trace.moves) {
    if (move.to == sink) times.push_back(move.at.ticks());
  }
  return times;
}

}  // namespace

/// What theory says of every factory, asked of random ones; what fails is shrunk to a small factory and shown as its
/// file.
class TestEngineProperties : public QObject {
  Q_OBJECT
 private slots:
  void factoriesAreVaried();
  void keepsItsBooks();
  void moreBufferNeverHurts();
  void unrelatedElementsChangeNothing();
  void repeatsBitForBit();
  void longerRunsBeginAlike();
};

/// That the properties below see everything there is: each element type at work, each state, vehicles, cards, losses.
void TestEngineProperties::factoriesAreVaried() {
  std::set<std::string> working;
  std::set<std::string> controls;
  std::array<int, factory::kElementStateCount> factories_with{};
  int with_vehicles = 0;
  int with_deadlock = 0;
  int with_losses = 0;
  rc::Random random(kSeed);
  for (int i = 0; i < 150; ++i) {
    const Json json = factoryJson(factoryPlans()(random.split(), rc::kNominalSize).value());
    const factory::Factory factory = factoryOf(json);
    const RunStatistics run = simulate(*compile(factory), settingsFor(kHorizon_s));
    for (const Json& control : json.value("control", Json::array())) controls.insert(control["type"]);
    std::set<std::size_t> states;
    for (std::size_t e = 0; e < run.elements.size(); ++e) {
      if (run.elements[e].parts_in > 5) working.insert(factory.elements()[e].type);
      for (std::size_t s = 0; s < factory::kElementStateCount; ++s) {
        if (run.elements[e].state_s[s] > 0) states.insert(s);
      }
    }
    for (const std::size_t state : states) ++factories_with[state];
    with_vehicles += !run.fleets.empty() && run.fleets[0].trips > 5;
    with_deadlock += run.deadlock.has_value();
    with_losses += run.lost > 0;
  }
  for (const std::string& type : factory::builtInElementTypes()->names())
    QVERIFY2(working.contains(type), type.c_str());
  for (std::size_t s = 0; s < factories_with.size(); ++s) {
    QVERIFY2(factories_with[s] >= 15, qPrintable(QString("state %1: %2").arg(s).arg(factories_with[s])));
  }
  QVERIFY(controls == (std::set<std::string>{"conwip", "kanban", "drum-buffer-rope"}));
  QVERIFY2(with_vehicles >= 30, qPrintable(QString::number(with_vehicles)));
  QVERIFY2(with_losses >= 10, qPrintable(QString::number(with_losses)));
  QVERIFY2(with_deadlock < 75, qPrintable(QString::number(with_deadlock)));
}

/// Parts are conserved, states sum to one, Little's law holds: with and without warm-up.
void TestEngineProperties::keepsItsBooks() {
  const std::string found = counterexample(500, [] {
    const FactoryPlan plan = *factoryPlans();
    const RunSettings settings = seeded(kHorizon_s, *rc::gen::elementOf(std::vector<double>{0, kWarmup_s}));
    const factory::Factory factory = factoryOf(factoryJson(plan));
    const std::string broken = brokenLaws(factory, traced(*compile(factory), settings));
    if (!broken.empty()) RC_FAIL(broken);
  });
  QVERIFY2(found.empty(), found.c_str());
}

/// The n-th part never leaves later when a buffer grows. With the same times, the n-th departure of each machine is an
/// increasing function (maxima, sums, sorting) of the n-th arrival and of the departure behind the buffer that made
/// room, which for a larger buffer is an earlier one: Adan, van der Wal (1989); Buzacott, Shanthikumar (1993), chapter
/// 5. It holds for any order of equal parts; for parallel places, whose jobs take their times in the order in which
/// they start; for failures by work done at one place, which lengthen the n-th job whenever it is done; for failures
/// and shifts that time alone decides. It need not hold for several part types, losses, loads or routes.
void TestEngineProperties::moreBufferNeverHurts() {
  const std::string found = counterexample(1000, [] {
    const SerialLine line = *serialLines();
    const RunSettings settings = seeded(kHorizon_s);
    const std::vector<std::int64_t> few = departures(lineJson(line, false), settings);
    const std::vector<std::int64_t> many = departures(lineJson(line, true), settings);
    RC_ASSERT(many.size() >= few.size());
    for (std::size_t n = 0; n < few.size(); ++n) {
      if (many[n] > few[n]) RC_FAIL(fmt::format("part {} leaves at {}, with more buffer at {}", n, few[n], many[n]));
    }
  });
  QVERIFY2(found.empty(), found.c_str());
}

/// Random numbers belong to elements: a line that shares nothing with the others moves none of them.
void TestEngineProperties::unrelatedElementsChangeNothing() {
  const std::string found = counterexample(300, [] {
    const FactoryPlan plan = *factoryPlans();
    const auto at = *rc::gen::inRange<std::size_t>(0, 40).as("where the line is added");
    const RunSettings settings = seeded(kHorizon_s);
    const factory::Factory alone = factoryOf(factoryJson(plan));
    const factory::Factory beside = factoryOf(withUnrelatedLine(factoryJson(plan), at));
    const TracedRun before = traced(*compile(alone), settings);
    const TracedRun after = traced(*compile(beside), settings);
    RC_ASSERT(after.statistics.elements[indexOf(beside, "zo")].parts_in > 20);
    const std::vector<std::string> want = rowsOf(alone, before.trace);
    const std::vector<std::string> got = rowsOf(beside, after.trace, 'z');
    const auto [w, g] = std::mismatch(want.begin(), want.end(), got.begin(), got.end());
    if (w != want.end() || g != got.end()) {
      RC_FAIL(fmt::format("row {}: {} and {}", w - want.begin(), w == want.end() ? "the end" : *w,
                          g == got.end() ? "the end" : *g));
    }
  });
  QVERIFY2(found.empty(), found.c_str());
}

/// The same seed gives the same run: again, after compiling again, and on several threads at once; another replication
/// of a factory with chance gives another.
void TestEngineProperties::repeatsBitForBit() {
  int others = 0;
  const std::string found = counterexample(150, [&others] {
    const FactoryPlan plan = *factoryPlans();
    RunSettings settings = seeded(kHorizon_s, kWarmup_s);
    const factory::Factory factory = factoryOf(factoryJson(plan));
    const auto model = compile(factory);
    const auto run = [&](const Model& of) { return traced(of, settings); };
    const TracedRun first = run(*model);
    auto second = std::async(std::launch::async, run, std::cref(*model));
    auto third = std::async(std::launch::async, run, std::cref(*model));
    const TracedRun fourth = run(*compile(factory));
    const std::string want = bitsOf(first.statistics);
    const std::vector<std::string> rows = rowsOf(factory, first.trace);
    for (const TracedRun& again : {second.get(), third.get(), fourth}) {
      RC_ASSERT(bitsOf(again.statistics) == want);
      RC_ASSERT(rowsOf(factory, again.trace) == rows);
    }
    RC_ASSERT(bitsOf(simulate(*model, settings)) == want);  // nobody listens
    settings.replication = 1;
    others += bitsOf(simulate(*model, settings)) != want;
  });
  QVERIFY2(found.empty(), found.c_str());
  QVERIFY(others > 130);
}

/// The trace of a run is the beginning of the trace of a longer one.
void TestEngineProperties::longerRunsBeginAlike() {
  const std::string found = counterexample(300, [] {
    const FactoryPlan plan = *factoryPlans();
    const RunSettings settings = seeded(kHorizon_s);
    RunSettings shorter = settings;
    shorter.horizon = SimTime::fromSeconds(*rc::gen::inRange(1, 1500).as("shorter horizon, s"));
    const factory::Factory factory = factoryOf(factoryJson(plan));
    const auto model = compile(factory);
    const TracedRun all = traced(*model, settings);
    const TracedRun part = traced(*model, shorter);
    std::vector<std::string> rows = rowsOf(factory, all.trace);
    const std::vector<std::string> begin = rowsOf(factory, part.trace);
    RC_ASSERT(begin.size() <= rows.size());
    if (begin.size() < rows.size()) {
      const auto next = std::stoll(rows[begin.size()]);  // the time comes first
      RC_ASSERT(next > shorter.horizon.ticks());
    }
    rows.resize(begin.size());
    RC_ASSERT(rows == begin);
  });
  QVERIFY2(found.empty(), found.c_str());
}

QTEST_APPLESS_MAIN(TestEngineProperties)
#include "tst_engine_properties.moc"
