// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/base/random_stream.h"
#include "tests/core/events/factory_text.h"
#include "tests/core/events/timeline.h"
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
std::string source(const std::string& id, const std::string& more) {
  return element(id, "source", 0, ", " + more);
}
/// "s-m" by vehicle, "m>o" direct.
std::string flows(const QStringList& pairs) {
  QStringList listed;
  for (const QString& pair : pairs) {
    const QStringList ends = pair.split(pair.contains('-') ? '-' : '>');
    listed << QString(R"({"from": "%1", "to": "%2", "by": "%3"})")
                  .arg(ends[0], ends[1], pair.contains('-') ? "vehicle" : "direct");
  }
  return listed.join(',').toStdString();
}
std::string fleet(int count, const std::string& rest = "") {
  return fmt::format(R"(, "vehicles": [{{"id": "agv", "count": {}, "speed_mps": 1}}]{})", count, rest);
}
QString entriesAt(const factory::Factory& factory, const std::string& id, double horizon_s) {
  static_cast<void>(simulated(factory, settingsFor(horizon_s)));
  return entriesOf(record(*compile(factory), settingsFor(horizon_s)), indexOf(factory, id));
}

}  // namespace

/// Room and cards that are kept for parts on their way: in assemblies, part loads, storages, sections with cards.
/// Vehicles drive 1 m/s, load and unload in no time.
class TestTransportRooms : public QObject {
  Q_OBJECT
 private slots:
  void feedsAnAssembly_data();
  void feedsAnAssembly();
  void sharesAnAssemblyWithDirectFlows();
  void feedsPartLoads_data();
  void feedsPartLoads();
  void servesAnOvenBothWays();
  void bringsToAStorage();
  void waitsForAStorageToOpen();
  void fetchesFromAStorage();
  void takesCardsWhenCalled_data();
  void takesCardsWhenCalled();
  void takesKanbansWhenCalled();
  void takesCardsOutOfATimedBuffer();
  void conservesParts_data();
  void conservesParts();
};

/// One vehicle, 10 m. The first a is in at 10 s; the second is not called, as the job wants a b; that comes at 30 s.
/// With one place the next parts are called at 35 s, when the product has gone; with two at 30 s. When a job begins its
/// product, a b, comes into being there.
void TestTransportRooms::feedsAnAssembly_data() {
  QTest::addColumn<int>("places");
  QTest::addColumn<QString>("in");
  QTest::addColumn<QString>("out");
  QTest::newRow("one place") << 1 << "10 30b 30b 55 75b 75b"
                             << "35b 80b";
  QTest::newRow("two places") << 2 << "10 30b 30b 50 70b 70b"
                              << "35b 75b";
}

void TestTransportRooms::feedsAnAssembly() {
  QFETCH(int, places);
  QFETCH(QString, in);
  QFETCH(QString, out);
  const auto factory = factoryOf(
      source("s", R"("part": "a", "supply": "unlimited", "limit": 2)") + "," +
          source("t", R"("part": "b", "supply": "unlimited", "limit": 2)") + "," +
          element("m", "assembly", 10,
                  fmt::format(R"(, "requires": {{"a": 1, "b": 1}}, "produces": "b", "process": 5, "capacity": {})",
                              places)) +
          "," + element("o", "sink", 10),
      flows({"s-m", "t-m", "m>o"}), fleet(1));
  QCOMPARE(entriesAt(factory, "m", 100), in);
  QCOMPARE(entriesAt(factory, "o", 100), out);
}

/// Two a wait at the assembly from 1 s on while another a is under way since 0 s: its place is kept, so both wait for
/// later jobs, though the b comes at 2 s. A job takes 5 s.
void TestTransportRooms::sharesAnAssemblyWithDirectFlows() {
  const auto factory =
      factoryOf(source("s", R"("part": "a", "schedule": [{"t_s": 0}])") + "," +
                    source("d", R"("part": "a", "schedule": [{"t_s": 1, "count": 2}])") + "," +
                    source("t", R"("part": "b", "schedule": [{"t_s": 2, "count": 2}])") + "," +
                    element("m", "assembly", 10, R"(, "requires": {"a": 1, "b": 1}, "produces": "b", "process": 5)") +
                    "," + element("o", "sink", 10),
                flows({"s-m", "d>m", "t>m", "m>o"}), fleet(1));
  QCOMPARE(entriesAt(factory, "m", 100), QString("2b 10 10b 15 15b 15b 20"));
  QCOMPARE(entriesAt(factory, "o", 100), QString("15b 20b"));
}

/// Parts are ready at 0, 8 and 26 s, 10 m away; a load's time is up 15 s after its first part, work takes 5 s. The
/// first part is in at 10 s, so its time is up at 25 s. The second, called at 8 s, comes at 30 s.
void TestTransportRooms::feedsPartLoads_data() {
  QTest::addColumn<QString>("target");
  QTest::addColumn<QString>("in");
  QTest::addColumn<QString>("out");
  const auto row = [](const char* name, const std::string& type, const std::string& more, const char* in,
                      const char* out) {
    QTest::newRow(name) << QString::fromStdString(element("m", type, 10, more)) << in << out;
  };
  row("full with the part that comes", "station", R"(, "process": 5, "batch_mode": {"size": 2, "timeout_s": 15})",
      "10 30 55", "35 35 75");
  // Due at 25 s it waits for the second part, but calls no third one: that is called when the place is free, at 35 s.
  row("waits for what is under way", "station", R"(, "process": 5, "batch_mode": {"size": 3, "timeout_s": 15})",
      "10 30 55", "35 35 75");
  // The second part can go to the other place: the first starts at 25 s. The third is called at 26 s.
  row("has another place", "station", R"(, "process": 5, "capacity": 2, "batch_mode": {"size": 3, "timeout_s": 15})",
      "10 30 50", "30 50 70");
  row("a batch", "batch", R"(, "size": 3, "timeout_s": 15)", "10 30 30 50 65", "30 30 65");
}

void TestTransportRooms::feedsPartLoads() {
  QFETCH(QString, target);
  QFETCH(QString, in);
  QFETCH(QString, out);
  const auto factory = factoryOf(source("s", R"("part": "a", "schedule": [{"t_s": 0}, {"t_s": 8}, {"t_s": 26}])") +
                                     "," + target.toStdString() + "," + element("o", "sink", 10),
                                 flows({"s-m", "m>o"}), fleet(1));
  QCOMPARE(entriesAt(factory, "m", 100), in);
  QCOMPARE(entriesAt(factory, "o", 100), out);
}

/// The only vehicle brings the second part at 30 s and then takes both away: if the load had started without, it would
/// stand before the oven for ever, waiting for itself.
void TestTransportRooms::servesAnOvenBothWays() {
  const auto factory =
      factoryOf(source("s", R"("part": "a", "schedule": [{"t_s": 0}, {"t_s": 1}])") + "," +
                    element("m", "station", 10, R"(, "process": 5, "batch_mode": {"size": 2, "timeout_s": 5})") + "," +
                    element("o", "sink", 20),
                flows({"s-m", "m-o"}), fleet(1));
  QCOMPARE(entriesAt(factory, "o", 100), QString("45 65"));
}

/// Two slots, 4 s to store, 3 s to fetch, a station of 21 s. Both vehicles come at 10 s; the second waits for the crane
/// until 17 s, as fetching goes before storing. From then on a slot is free whenever a part has left, and one is
/// called.
void TestTransportRooms::bringsToAStorage() {
  const auto factory =
      factoryOf(source("s", R"("part": "a", "supply": "unlimited", "limit": 4)") + "," +
                    element("r", "storage", 10, R"(, "capacity": 2, "store": 4, "retrieve": 3)") + "," +
                    element("m", "station", 10, R"(, "process": 21)") + "," + element("o", "sink", 10),
                flows({"s-r", "r>m", "m>o"}), fleet(2));
  QCOMPARE(entriesAt(factory, "r", 120), QString("10 17 37 64"));
  QCOMPARE(entriesAt(factory, "m", 120), QString("17 44 71 95"));
  const RunStatistics run = simulated(factory, settingsFor(120));
  MW_NEAR(run.fleets[0].activity_s[static_cast<std::size_t>(VehicleActivity::Waiting)], 7 / 2.0, kRounding, 0);
  QCOMPARE(run.elements[1].content_max, 2);
}

/// Called at 5 s, there at 15 s, the storage is off from 10 to 20 s; the second part is ready in the closed hour and
/// called at 20 s.
void TestTransportRooms::waitsForAStorageToOpen() {
  const auto factory = factoryOf(source("s", R"("part": "a", "schedule": [{"t_s": 5}, {"t_s": 12}])") + "," +
                                     element("r", "storage", 10, R"(, "store": 1, "retrieve": 1, "calendar": "c")") +
                                     "," + element("o", "sink", 10),
                                 flows({"s-r", "r>o"}), fleet(2, kCalendars));
  QCOMPARE(entriesAt(factory, "r", 60), QString("20 30"));
  QCOMPARE(entriesAt(factory, "o", 60), QString("22 32"));
}

/// Stored by 1 s, at the exit at 3 s, where it calls for the vehicle; the second is at the exit at 6 s and waits for it
/// until 23 s.
void TestTransportRooms::fetchesFromAStorage() {
  const auto factory =
      factoryOf(source("s", R"("part": "a", "schedule": [{"t_s": 0, "count": 2}])") + "," +
                    element("r", "storage", 0, R"(, "store": 1, "retrieve": 2)") + "," + element("o", "sink", 10),
                flows({"s>r", "r-o"}), fleet(1));
  QCOMPARE(entriesAt(factory, "o", 60), QString("13 33"));
  const RunStatistics run = simulated(factory, settingsFor(60));
  MW_NEAR(stateOf(run.elements[1], ElementState::Blocked), 17, kRounding, 0);
  MW_NEAR(run.fleets[0].wait_mean_s, 17.0 / 2, kRounding, 0);
}

/// 10 m to the buffer before a station of 5 s. A card is taken when the vehicle is called.
void TestTransportRooms::takesCardsWhenCalled_data() {
  QTest::addColumn<int>("limit");
  QTest::addColumn<QString>("out");
  QTest::newRow("one") << 1 << "15 30 45";
  QTest::newRow("two") << 2 << "15 20 30 45";
  QTest::newRow("more than vehicles") << 5 << "15 20 25 35 40 45";
}

void TestTransportRooms::takesCardsWhenCalled() {
  QFETCH(int, limit);
  QFETCH(QString, out);
  const auto factory =
      factoryOf(source("s", R"("part": "a", "supply": "unlimited")") + "," + element("q", "buffer", 10) + "," +
                    element("m", "station", 10, R"(, "process": 5)") + "," + element("o", "sink", 10),
                flows({"s-q", "q>m", "m>o"}),
                fleet(3, fmt::format(R"(, "control": [{{"type": "conwip", "from": "s", "limit": {}}}])", limit)));
  QCOMPARE(entriesAt(factory, "o", 46), out);
}

/// A stage of two stations with two kanbans, fed from 10 m away by two vehicles: calls at 0 s, in at 10 s, each done
/// after 4 s in m and 20 s in n. A kanban comes back when its part leaves n.
void TestTransportRooms::takesKanbansWhenCalled() {
  const auto factory = factoryOf(
      source("s", R"("part": "a", "supply": "unlimited")") + "," + element("q", "buffer", 10) + "," +
          element("m", "station", 10, R"(, "process": 4)") + "," + element("n", "station", 10, R"(, "process": 20)") +
          "," + element("o", "sink", 10),
      flows({"s-q", "q>m", "m>n", "n>o"}),
      fleet(2, R"(, "control": [{"type": "kanban", "stages": [{"elements": ["q", "m", "n"], "limit": 2}]}])"));
  // 34, then 54: a kanban at 34 s calls the next part, 20 s there and back; n is free for it at 58 s, from 54 s on.
  QCOMPARE(entriesAt(factory, "q", 100), QString("10 10 54 74 98"));
  QCOMPARE(entriesAt(factory, "o", 100), QString("34 54 78 98"));
}

/// Parts may leave after 3 s; the card comes back when the one before is in the sink, 10 m away.
void TestTransportRooms::takesCardsOutOfATimedBuffer() {
  const auto factory = factoryOf(source("s", R"("part": "a", "schedule": [{"t_s": 0, "count": 2}])") + "," +
                                     element("q", "buffer", 0, R"(, "min_stay": 3)") + "," +
                                     element("m", "station", 10, R"(, "process": 1)") + "," + element("o", "sink", 10),
                                 flows({"s>q", "q-m", "m>o"}),
                                 fleet(2, R"(, "control": [{"type": "conwip", "from": "q", "limit": 1}])"));
  QCOMPARE(entriesAt(factory, "m", 60), QString("13 24"));
}

void TestTransportRooms::conservesParts_data() {
  QTest::addColumn<int>("seed");
  for (int seed = 0; seed < 40; ++seed) QTest::addRow("plant %d", seed) << seed;
}

/// Random plants of an assembly, an oven with a timeout, a storage, a belt, cards and hours, by vehicle or not: no part
/// is lost, no element holds more than it may, no section more than it has cards, and it never comes to a stop.
void TestTransportRooms::conservesParts() {
  QFETCH(int, seed);
  RandomStream random(static_cast<std::uint64_t>(seed), 11, 0);
  const auto below = [&](int n) { return static_cast<int>(random.uniform() * n); };
  const auto time = [&](double mean_s) {
    return fmt::format(R"({{"dist": "exponential", "mean_s": {}}})", mean_s * (0.6 + random.uniform()));
  };
  const auto hours = [&] { return std::string(below(3) == 0 ? R"(, "calendar": "day")" : ""); };
  const int oven = 2 + below(3);
  const int rack = 2 + below(6);
  const std::string elements =
      element("s", "source", 0, R"(, "part": "a", "interarrival": )" + time(50) + hours()) + "," +
      element("t", "source", 5, R"(, "part": "b", "interarrival": )" + time(50) + hours()) + "," +
      element("r", "storage", 20,
              fmt::format(R"(, "capacity": {}, "store": {}, "retrieve": {}{})", rack, time(5), time(5), hours())) +
      "," +
      element("j", "assembly", 30,
              fmt::format(R"(, "requires": {{"a": 1, "b": {}}}, "produces": "a", "process": {}, "capacity": {}{})",
                          1 + below(2), time(30), 1 + below(2), hours())) +
      "," + element("q", "buffer", 40, fmt::format(R"(, "capacity": 4, "min_stay": {})", time(30))) + "," +
      element("h", "station", 50,
              fmt::format(R"(, "process": {}, "capacity": {}, "batch_mode": {{"size": {}, "timeout_s": 60}}{})",
                          time(60), 1 + below(2), oven, hours())) +
      "," + element("c", "conveyor", 60, fmt::format(R"(, "length_m": 6, "speed_mps": 0.5, "pitch_m": 1{})", hours())) +
      "," + element("w", "storage", 70, fmt::format(R"(, "store": {}, "retrieve": {}{})", time(5), time(5), hours())) +
      "," + element("o", "sink", 80);
  QStringList pairs;
  for (const char* pair : {"s>r", "r>j", "t>j", "j>q", "q>h", "h>c", "c>w", "w>o"}) {
    pairs << QString(pair).replace('>', below(3) == 0 ? '>' : '-');
  }
  const int limit = 12 + below(8);
  const char* const from = below(2) == 0 ? "j" : "q";
  const std::string control =
      fmt::format(R"(, "control": [{{"type": "conwip", "from": "{}", "to": "w", "limit": {}}}])", from, limit);
  const std::string calendars = R"(, "calendars": [{"id": "day", "week": [
      {"days": ["mon", "tue", "wed", "thu"], "from": "01:00", "to": "22:00"}]}])";
  const auto factory = factoryOf(elements, flows(pairs), fleet(1 + below(3), control + calendars));
  constexpr double kHorizon_s = 4 * 86400.0;
  const auto model = compile(factory);
  const RunStatistics run = simulated(factory, settingsFor(kHorizon_s, 30'000));
  const auto at = [&](const char* id) { return run.elements[indexOf(factory, id)]; };
  QVERIFY(!run.deadlock);
  QVERIFY(run.good > 300);
  QVERIFY(at("r").content_max <= rack);
  QVERIFY(at("q").content_max <= 4);
  QVERIFY(at("h").content_max <= 2 * oven);
  QVERIFY(at("c").content_max <= 6);
  const std::int64_t carried = run.fleets.empty() ? 0 : run.fleets[0].carried_end;
  std::int64_t inside = carried;
  for (const char* id : {"r", "j", "q", "h", "c", "w"}) inside += at(id).content_end;
  std::int64_t counted = 0;
  for (const PartTypeStatistics& part_type : run.part_types) counted += part_type.inside_end;
  QCOMPARE(inside, counted);
  const Recording recording = record(*model, settingsFor(kHorizon_s));
  const SimTime late = SimTime::fromSeconds(3 * 86400.0);
  QVERIFY(!recording.movesBetween(late, late + SimTime::fromSeconds(10'000)).empty());
  // How many are between taking a card and giving it back; one that has called for a vehicle is still where it was.
  std::int64_t held = 0;
  const auto start = static_cast<std::int32_t>(indexOf(factory, from));
  const auto end = static_cast<std::int32_t>(indexOf(factory, "w"));
  for (const PartMove& move : recording.moves()) {
    held += (move.from == start && move.to != PartMove::kNowhere) - (move.to == end && move.from != PartMove::kNowhere);
    QVERIFY(held <= limit);
  }
}

QTEST_APPLESS_MAIN(TestTransportRooms)
#include "tst_transport_rooms.moc"
