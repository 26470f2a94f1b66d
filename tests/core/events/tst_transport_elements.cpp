// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <numeric>

#include "tests/core/events/factory_text.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::events;
using namespace mw::test;
using factory::ElementState;

namespace {

constexpr double kRounding = 1e-9;  // sums of exact ticks, rounded once

std::string element(const std::string& id, const std::string& type, double x_m, const std::string& more = "") {
  return fmt::format(R"({{"id": "{}", "type": "{}", "pose": {{"x_m": {}}}{}}})", id, type, x_m, more);
}
/// One part at a given time.
std::string once(const std::string& id, double x_m, double first_at_s) {
  return element(id, "source", x_m,
                 fmt::format(R"(, "part": "a", "interarrival": 1, "limit": 1, "first_at_s": {})", first_at_s));
}
std::string flow(const std::string& from, const std::string& to, const std::string& more = "") {
  return fmt::format(R"({{"from": "{}", "to": "{}"{}}})", from, to, more);
}
const char* const kByVehicle = R"(, "by": "vehicle")";
const char* const kMorning = R"(, "calendars": [{"id": "am", "week": [
    {"days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "from": "00:00", "to": "01:00"}]}])";
const char* const kFleet = R"(, "vehicles": [{"id": "agv"}])";

/// When parts enter an element, in order.
std::vector<double> entries_s(const factory::Factory& factory, const std::string& id, double horizon_s) {
  const Recording recording = record(*compile(factory), settingsFor(horizon_s));
  std::vector<double> times_s;
  for (const PartMove& move : recording.moves()) {
    if (move.to == static_cast<std::int32_t>(indexOf(factory, id))) times_s.push_back(move.at.seconds());
  }
  return times_s;
}

void compare(const std::vector<double>& got, const QList<double>& want) {
  const QString wrong = allDiffer(got, std::vector<double>(want.begin(), want.end()), kRounding);
  QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

double waitingOf(const RunStatistics& run) {
  return run.fleets[0].activity_s[static_cast<std::size_t>(VehicleActivity::Waiting)];
}

}  // namespace

/// Vehicles that serve elements with working hours, loads, pools and minimum stays, and cards.
class TestTransportElements : public QObject {
  Q_OBJECT
 private slots:
  void waitsForOpening_data();
  void waitsForOpening();
  void fetchesInClosedHours();
  void fetchesLoadsOneByOne();
  void keepsRoom_data();
  void keepsRoom();
  void waitsForARepair();
  void fetchesWhatHasStayed();
  void givesCardsBackWhenUnloaded();
  void isNoDeadlock();
  void equalsDirectFlowsWhenFast();
  void conservesParts();
};

void TestTransportElements::waitsForOpening_data() {
  QTest::addColumn<QString>("target");
  const std::string own = R"(, "calendar": "am")";
  QTest::newRow("a station with working hours")
      << QString::fromStdString(element("m", "station", 20, own + R"(, "process": 0)"));
  QTest::newRow("a buffer") << QString::fromStdString(element("m", "buffer", 20, own));
  QTest::newRow("a sink") << QString::fromStdString(element("m", "sink", 20, own));
}

/// Called in the last 10 s of the open hour, the two parts come 10 s after it, on Monday, and go in on Tuesday.
void TestTransportElements::waitsForOpening() {
  QFETCH(QString, target);
  const bool is_sink = target.contains("sink");
  const auto factory = factoryOf(
      once("s", 0, 3590) + "," + once("t", 0, 3591) + "," + target.toStdString() + "," + element("o", "sink", 20),
      flow("s", "m", kByVehicle) + "," + flow("t", is_sink ? "o" : "m", kByVehicle) +
          (is_sink ? "" : "," + flow("m", "o")),
      std::string(R"(, "vehicles": [{"id": "agv", "count": 2}])") + kMorning);
  const double horizon_s = 86400 + 1000;
  const bool takes_one = target.contains("station");  // the second is called when the first is done
  compare(entries_s(factory, "m", horizon_s), is_sink     ? QList<double>{86400}
                                              : takes_one ? QList<double>{86400, 86420}
                                                          : QList<double>{86400, 86400});
  const auto run = simulated(factory, settingsFor(horizon_s));
  QCOMPARE(run.good, 2);
  const double first_s = 86400 - 3610;
  MW_NEAR(waitingOf(run), is_sink || takes_one ? first_s / 2 : first_s - 0.5, kRounding, 0);
}

/// Two parts are ready when the hour ends; both have called, so both are fetched.
void TestTransportElements::fetchesInClosedHours() {
  const auto factory =
      factoryOf(element("s", "source", 0, R"(, "part": "a", "supply": "unlimited", "limit": 2)") + "," +
                    element("m", "station", 0, R"(, "calendar": "am", "capacity": 2, "process": 3595)") + "," +
                    element("o", "sink", 10),
                flow("s", "m") + "," + flow("m", "o", kByVehicle), std::string(kFleet) + kMorning);
  compare(entries_s(factory, "o", 90000), {3605, 3625});
  const auto run = simulated(factory, settingsFor(3700));
  MW_NEAR(stateOf(run.elements[1], ElementState::Off), 100, kRounding, 0);
}

/// A load of two is done every 40 s: 10 s of process, then the vehicle comes twice, 10 s each way; the place is free
/// when the second is loaded.
void TestTransportElements::fetchesLoadsOneByOne() {
  const auto factory = factoryOf(element("s", "source", 0, R"(, "part": "a", "supply": "unlimited")") + "," +
                                     element("m", "station", 0, R"(, "batch_mode": {"size": 2}, "process": 10)") + "," +
                                     element("o", "sink", 10),
                                 flow("s", "m") + "," + flow("m", "o", kByVehicle), kFleet);
  compare(entries_s(factory, "o", 121), {20, 40, 60, 80, 100, 120});
  const auto run = simulated(factory, settingsFor(121));
  MW_NEAR(stateOf(run.elements[1], ElementState::Busy), 40, kRounding, 0);
}

void TestTransportElements::keepsRoom_data() {
  QTest::addColumn<QString>("fields");
  QTest::addColumn<QList<double>>("finished_s");
  // The part for which room is kept comes at 20 s, two others stand before the station at 5 s.
  QTest::newRow("its only place") << R"(, "needs": [{"pool": "op"}])" << QList<double>{30, 40, 50};
  QTest::newRow("one of two places") << R"(, "needs": [{"pool": "op"}], "capacity": 2)" << QList<double>{15, 25, 30};
  QTest::newRow("half a load: one other starts it") << R"(, "batch_mode": {"size": 2})" << QList<double>{30, 30};
  QTest::newRow("a third of a load: both others") << R"(, "batch_mode": {"size": 3})" << QList<double>{30, 30, 30};
}

void TestTransportElements::keepsRoom() {
  QFETCH(QString, fields);
  QFETCH(QList<double>, finished_s);
  const auto factory = factoryOf(
      once("s", 0, 0) + "," +
          element("d", "source", 20, R"(, "part": "a", "interarrival": 1, "batch": 2, "limit": 2, "first_at_s": 5)") +
          "," + element("m", "station", 20, fields.toStdString() + R"(, "process": 10)") + "," +
          element("o", "sink", 20),
      flow("s", "m", kByVehicle) + "," + flow("d", "m") + "," + flow("m", "o"),
      std::string(kFleet) + R"(, "pools": [{"id": "op", "count": 2}])");
  compare(entries_s(factory, "o", 100), finished_s);
}

/// The empty place breaks down at 15 s, by the calendar, and the part comes at 20 s.
void TestTransportElements::waitsForARepair() {
  const auto factory = factoryOf(
      once("s", 0, 0) + "," +
          element("m", "station", 20, R"(, "process": 10, "failures": [{"basis": "calendar", "time_to_failure": 15,
                  "time_to_repair": 50}])") +
          "," + element("o", "sink", 20),
      flow("s", "m", kByVehicle) + "," + flow("m", "o"), kFleet);
  compare(entries_s(factory, "o", 79), {75});
  MW_NEAR(waitingOf(simulated(factory, settingsFor(79))), 45, kRounding, 0);
}

/// Of two parts that came at 0 s one may leave at 100 s, the other at 110 s, after a vehicle has brought both.
void TestTransportElements::fetchesWhatHasStayed() {
  const auto factory =
      factoryOf(element("s", "source", 0, R"(, "part": "a", "supply": "unlimited", "limit": 2)") + "," +
                    element("q", "buffer", 10, R"(, "capacity": 1, "min_stay": 100)") + "," + element("o", "sink", 30),
                flow("s", "q", kByVehicle) + "," + flow("q", "o", kByVehicle), kFleet);
  // In at 10, called at 110 and fetched by the vehicle that stands there; then it calls for the next one.
  compare(entries_s(factory, "q", 500), {10, 170});
  compare(entries_s(factory, "o", 500), {130, 290});
}

/// One card: the next part enters when the one before has been unloaded, 10 s after it was loaded.
void TestTransportElements::givesCardsBackWhenUnloaded() {
  const auto factory =
      factoryOf(element("s", "source", 0, R"(, "part": "a", "supply": "unlimited")") + "," +
                    element("m", "station", 0, R"(, "process": 5)") + "," +
                    element("n", "station", 10, R"(, "process": 1)") + "," + element("o", "sink", 10),
                flow("s", "m") + "," + flow("m", "n", kByVehicle) + "," + flow("n", "o"),
                std::string(kFleet) + R"(, "control": [{"type": "conwip", "from": "s", "to": "n", "limit": 1}])");
  // Done after 5 s, then the vehicle comes back: 10 s, but for the first part, and 10 s with the part.
  compare(entries_s(factory, "m", 51), {0, 15, 40});
  QVERIFY(!simulated(factory, settingsFor(51)).deadlock);
}

/// From 10 s on x and y hold parts that wait for each other. The second place of y is kept for a part that comes with
/// the vehicle at 1000 s, goes on to the sink and leaves it free.
void TestTransportElements::isNoDeadlock() {
  const auto factory =
      factoryOf(once("s", 0, 0) + "," + once("t", 0, 0) + "," +
                    element("u", "source", -1000, R"(, "part": "b", "interarrival": 1, "limit": 1, "first_at_s": 0)") +
                    "," + element("x", "station", 0, R"(, "process": 10)") + "," +
                    element("y", "station", 0, R"(, "process": 10, "capacity": 2)") + "," + element("o", "sink", 0),
                flow("s", "x") + "," + flow("t", "y") + "," + flow("u", "y", kByVehicle) + "," + flow("x", "y") + "," +
                    flow("y", "x", R"(, "part": "a")") + "," + flow("y", "o", R"(, "part": "b")"),
                kFleet);
  const auto waiting = simulated(factory, settingsFor(900));
  MW_NEAR(stateOf(waiting.elements[indexOf(factory, "x")], ElementState::Blocked), 890, kRounding, 0);
  QVERIFY(!waiting.deadlock);
  const auto freed = simulated(factory, settingsFor(1100));
  QCOMPARE(freed.good, 1);
  QVERIFY(freed.elements[indexOf(factory, "x")].parts_in > 1);
}

namespace {

/// Every kind of element that keeps hours, gathers loads or needs hands; deadlock-free.
factory::Factory plant(bool by_vehicle) {
  const std::string elements =
      R"({"id": "s", "type": "source", "part": {"a": 0.5, "b": 0.5}, "calendar": "day",
          "interarrival": {"dist": "exponential", "mean_s": 60}},
         {"id": "saw", "type": "station", "process": {"dist": "exponential", "mean_s": 30}, "needs": [{"pool": "op"}],
          "calendar": "day", "failures": [{"basis": "calendar", "time_to_failure": {"dist": "exponential",
          "mean_s": 3000}, "time_to_repair": {"dist": "exponential", "mean_s": 200}, "needs": [{"pool": "op"}]}],
          "yield": {"good": 0.9, "rework": 0.1, "rework_to": "saw"}, "pose": {"x_m": 5}},
         {"id": "oven", "type": "station", "process": {"dist": "exponential", "mean_s": 100}, "batch_mode": {"size": 4},
          "calendar": "shifts", "pose": {"x_m": 10}},
         {"id": "cool", "type": "buffer", "min_stay": {"dist": "exponential", "mean_s": 300}, "calendar": "day",
          "capacity": 20, "pose": {"x_m": 15}},
         {"id": "check", "type": "inspection", "process": {"dist": "exponential", "mean_s": 30}, "detects": 0.9,
          "false_alarm": 0.02, "yield": {"scrap_to": "bin"}, "pose": {"x_m": 20}},
         {"id": "load", "type": "batch", "size": 3, "pose": {"x_m": 25}},
         {"id": "hold", "type": "buffer", "capacity": 4, "pose": {"x_m": 30}},
         {"id": "unload", "type": "unbatch", "pose": {"x_m": 35}},
         {"id": "o", "type": "sink", "calendar": "day", "pose": {"x_m": 40}},
         {"id": "bin", "type": "sink", "counts_as": "scrap"})";
  std::string flows;
  for (const char* pair :
       {"s>saw", "saw>oven", "oven>cool", "cool>check", "check>load", "load>hold", "hold>unload", "unload>o"}) {
    const std::string text = pair;
    const std::size_t arrow = text.find('>');
    flows +=
        (flows.empty() ? "" : ",") + flow(text.substr(0, arrow), text.substr(arrow + 1), by_vehicle ? kByVehicle : "");
  }
  return factoryOf(elements, flows,
                   R"(, "vehicles": [{"id": "agv", "count": 60, "speed_mps": 1e8}],
      "pools": [{"id": "op", "count": 2, "calendar": "shifts"}],
      "calendars": [{"id": "day", "week": [{"days": ["mon", "tue", "wed"], "from": "01:00", "to": "22:00"}]},
        {"id": "shifts", "week": [{"days": ["mon", "tue", "wed"], "from": "00:00", "to": "11:00"},
                                  {"days": ["mon", "tue", "wed"], "from": "12:00", "to": "23:00"}]}])");
}

}  // namespace

/// Many vehicles at the speed of light, nearly: the plant runs as with direct flows, draw for draw.
void TestTransportElements::equalsDirectFlowsWhenFast() {
  const auto want = simulated(plant(false), settingsFor(3 * 86400.0));
  const auto got = simulated(plant(true), settingsFor(3 * 86400.0));
  constexpr double kTravel = 1e-5;  // a few 1e-7 s each way
  QVERIFY(want.good > 1000);
  QCOMPARE(got.good, want.good);
  QCOMPARE(got.scrapped, want.scrapped);
  MW_NEAR(got.lead_time_mean_s, want.lead_time_mean_s, kTravel, 0);
  MW_NEAR(got.wip_mean, want.wip_mean, kTravel, 0);
  for (std::size_t i = 0; i < want.elements.size(); ++i) {
    QCOMPARE(got.elements[i].parts_in, want.elements[i].parts_in);
    MW_NEAR(got.elements[i].content_mean, want.elements[i].content_mean, kTravel, 1e-6);
  }
  MW_NEAR(got.pools[0].busy_s, want.pools[0].busy_s, kTravel, 0);
  MW_NEAR(got.pools[0].open_s, want.pools[0].open_s, kRounding, 0);
}

void TestTransportElements::conservesParts() {
  factory::Factory slow = plant(true);
  slow = factory::Factory::fromDocument(JsonDocument::parse(
      [&] {
        Json json = slow.json();
        json["vehicles"] = Json::parse(R"([{"id": "agv", "count": 2, "speed_mps": 1, "load_s": 4, "unload_s": 4}])");
        return json.dump();
      }(),
      "test.json"));
  RunSettings settings = settingsFor(3 * 86400.0, 40000);
  settings.intervals = 24;
  const auto run = simulated(slow, settings);
  QVERIFY(run.fleets[0].trips > 500);
  QVERIFY(!run.deadlock);
  QCOMPARE(run.elements.size(), slow.elements().size());
  QCOMPARE(run.intervals.content.size(), slow.elements().size());
  std::int64_t inside = 0;
  for (const PartTypeStatistics& part_type : run.part_types) inside += part_type.inside_end - part_type.inside_start;
  QCOMPARE(run.entered, run.left + inside);
  // Parts on vehicles are inside: what is inside of the intervals is what is inside of the run.
  double wip = 0;
  const auto& slices = run.intervals.wip;
  wip = std::accumulate(slices.begin(), slices.end(), 0.0) / static_cast<double>(slices.size());
  const auto whole = simulated(slow, settingsFor(3 * 86400.0));
  MW_NEAR(wip, whole.wip_mean, 1e-9, 0);
}

QTEST_APPLESS_MAIN(TestTransportElements)
#include "tst_transport_elements.moc"
