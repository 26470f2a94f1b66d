// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <algorithm>
#include <map>
#include <random>

#include "core/events/collect/active_periods.h"
#include "tests/core/events/factory_text.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::events;
using namespace mw::test;

namespace {

constexpr double kRounding = 1e-9;
constexpr Ticks kSecond = 1'000'000'000;

struct Period {
  Index unit;
  int begin_s;
  int end_s;  ///< beyond the horizon: open there
};
using Periods = std::vector<Period>;
using Seconds = std::vector<double>;

/// Feeds the collector in order of time, ends before beginnings, as the engine may.
ActivePeriods fed(const Periods& periods, Index units, int horizon_s, int warmup_s = 0, int window_s = 0) {
  struct Change {
    int at_s;
    bool is_begin;
    Index unit;
  };
  std::vector<Change> changes;
  for (const Period& period : periods) {
    changes.push_back({period.begin_s, true, period.unit});
    if (period.end_s <= horizon_s) changes.push_back({period.end_s, false, period.unit});
  }
  std::ranges::stable_sort(changes, {}, [](const Change& change) { return std::pair(change.at_s, change.is_begin); });
  ActivePeriods active(units);
  if (window_s > 0) active.noteWindows(window_s * kSecond);
  bool is_measured = warmup_s == 0;
  for (const Change& change : changes) {
    if (!is_measured && change.at_s >= warmup_s) {
      active.beginMeasuring(warmup_s * kSecond);
      is_measured = true;
    }
    change.is_begin ? active.begin(change.unit, change.at_s * kSecond) : active.end(change.unit, change.at_s * kSecond);
  }
  if (!is_measured) active.beginMeasuring(warmup_s * kSecond);
  return active;
}

std::vector<ActiveTimes> timesOf(const Periods& periods, Index units, int horizon_s, int warmup_s = 0) {
  return fed(periods, units, horizon_s, warmup_s).timesAt(horizon_s * kSecond);
}

/// The definition, second by second: the bottleneck's number.
std::vector<Index> leadersByDefinition(const Periods& periods, int horizon_s) {
  std::vector<Index> leaders;
  for (int t_s = 0; t_s < horizon_s; ++t_s) {
    const Period* longest = nullptr;
    for (const Period& period : periods) {
      if (t_s < period.begin_s || t_s >= period.end_s) continue;
      const auto length = [&](const Period& p) { return std::min(p.end_s, horizon_s) - p.begin_s; };
      const bool is_longer = longest == nullptr || length(period) > length(*longest) ||
                             (length(period) == length(*longest) && period.begin_s < longest->begin_s);
      if (is_longer) longest = &period;
    }
    leaders.push_back(longest == nullptr ? kNone : longest->unit);
  }
  return leaders;
}

}  // namespace

class TestActivePeriods : public QObject {
  Q_OBJECT
 private slots:
  void findsTheLongest_data();
  void findsTheLongest();
  void followsTheDefinition_data();
  void followsTheDefinition();
  void tellsWhen_data();
  void tellsWhen();
  void measuresPeriods();
  void measuresAfterTheWarmup();
  void marksTheSlowStation();
  void counts_data();
  void counts();
  void changesNothingElse();
};

void TestActivePeriods::findsTheLongest_data() {
  QTest::addColumn<Periods>("periods");
  QTest::addColumn<Seconds>("bottleneck_s");
  QTest::addColumn<Seconds>("sole_s");
  // Two units, 20 s.
  QTest::newRow("nobody") << Periods{} << Seconds{0, 0} << Seconds{0, 0};
  QTest::newRow("one alone") << Periods{{0, 2, 9}} << Seconds{7, 0} << Seconds{7, 0};
  QTest::newRow("one within the other") << Periods{{0, 0, 20}, {1, 3, 9}, {1, 10, 19}} << Seconds{20, 0}
                                        << Seconds{20, 0};
  // Roser, Nakano, Tanaka (2002), figure 2: the longer takes over when it begins, the overlap is shifting.
  QTest::newRow("a longer one takes over") << Periods{{0, 0, 8}, {1, 5, 20}} << Seconds{5, 15} << Seconds{5, 12};
  QTest::newRow("a longer one stays until its end")
      << Periods{{0, 0, 12}, {1, 9, 15}} << Seconds{12, 3} << Seconds{9, 3};
  QTest::newRow("a pause without length")
      << Periods{{0, 0, 6}, {0, 6, 12}, {1, 1, 9}} << Seconds{12, 0} << Seconds{12, 0};
  QTest::newRow("a pause lets the other lead")
      << Periods{{0, 0, 6}, {0, 7, 12}, {1, 1, 9}} << Seconds{4, 8} << Seconds{4, 1};
  QTest::newRow("open at the horizon") << Periods{{0, 0, 9}, {1, 12, 30}} << Seconds{9, 8} << Seconds{9, 8};
}

void TestActivePeriods::findsTheLongest() {
  QFETCH(Periods, periods);
  QFETCH(Seconds, bottleneck_s);
  QFETCH(Seconds, sole_s);
  const auto times = timesOf(periods, 2, 20);
  for (std::size_t i = 0; i < 2; ++i) {
    MW_NEAR(times[i].bottleneck_s, bottleneck_s[i], kRounding, 0);
    MW_NEAR(times[i].sole_s, sole_s[i], kRounding, 0);
  }
}

void TestActivePeriods::followsTheDefinition_data() {
  QTest::addColumn<int>("seed");
  for (int seed = 1; seed <= 40; ++seed) QTest::addRow("seed %d", seed) << seed;
}

namespace {

constexpr Index kUnits = 5;
constexpr int kHorizon_s = 4000;

/// Of five units. Lengths are made unlike, for of equally long ones either may lead.
Periods randomPeriods(int seed) {
  std::mt19937 random(static_cast<unsigned>(seed));
  Periods periods;
  std::vector<int> lengths(400);
  std::iota(lengths.begin(), lengths.end(), 3);
  std::ranges::shuffle(lengths, random);
  for (Index unit = 0; unit < kUnits; ++unit) {
    int t_s = static_cast<int>(random() % 20);
    while (t_s < kHorizon_s) {
      const int length_s = lengths.back();
      lengths.pop_back();
      const int end_s = t_s + length_s;
      if (end_s < kHorizon_s) periods.push_back({unit, t_s, end_s});
      t_s = end_s + 1 + static_cast<int>(random() % 90);
    }
  }
  return periods;
}

}  // namespace

void TestActivePeriods::followsTheDefinition() {
  QFETCH(int, seed);
  const Periods periods = randomPeriods(seed);
  const auto times = timesOf(periods, kUnits, kHorizon_s);
  Seconds expected(kUnits, 0.0);
  for (const Index leader : leadersByDefinition(periods, kHorizon_s)) {
    if (leader != kNone) expected[leader] += 1;
  }
  for (std::size_t i = 0; i < kUnits; ++i) {
    MW_NEAR(times[i].bottleneck_s, expected[i], kRounding, 0);
    QVERIFY(times[i].sole_s <= times[i].bottleneck_s + kRounding);
  }
}

void TestActivePeriods::tellsWhen_data() {
  followsTheDefinition_data();
}

/// Windows of 600 s after a warm-up of 500: the last one is 500 s long.
void TestActivePeriods::tellsWhen() {
  QFETCH(int, seed);
  constexpr int kWarmup_s = 500;
  constexpr int kWindow_s = 600;
  const Periods periods = randomPeriods(seed);
  const auto leaders = leadersByDefinition(periods, kHorizon_s);
  std::map<std::pair<std::uint32_t, Index>, double> expected;
  for (int t_s = kWarmup_s; t_s < kHorizon_s; ++t_s) {
    const Index leader = leaders[static_cast<std::size_t>(t_s)];
    if (leader != kNone) expected[{static_cast<std::uint32_t>((t_s - kWarmup_s) / kWindow_s), leader}] += 1;
  }
  const auto found = fed(periods, kUnits, kHorizon_s, kWarmup_s, kWindow_s).windowsAt(kHorizon_s * kSecond);
  QCOMPARE(found.size(), expected.size());
  for (const BottleneckTime& time : found) {
    MW_NEAR(time.seconds, (expected[{time.window, time.unit}]), kRounding, 0);
  }
  QVERIFY(std::ranges::is_sorted(found, {}, &BottleneckTime::window));
}

void TestActivePeriods::measuresPeriods() {
  const auto times = timesOf({{0, 0, 6}, {0, 8, 10}, {1, 1, 3}}, 2, 20);
  MW_NEAR(times[0].active_s, 8.0, kRounding, 0);
  QCOMPARE(times[0].periods, 2);
  MW_NEAR(times[0].mean_period_s, 4.0, kRounding, 0);
  MW_NEAR(times[1].mean_period_s, 2.0, kRounding, 0);
}

void TestActivePeriods::measuresAfterTheWarmup() {
  const auto times = timesOf({{0, 0, 14}, {1, 12, 30}}, 2, 20, 10);
  MW_NEAR(times[0].active_s, 4.0, kRounding, 0);
  MW_NEAR(times[0].bottleneck_s, 4.0, kRounding, 0);  // 14 s in all, so it leads until its end
  MW_NEAR(times[1].bottleneck_s, 6.0, kRounding, 0);
  MW_NEAR(times[0].mean_period_s, 14.0, kRounding, 0);
}

/// The third of five stations takes twice as long: it never waits, so it leads but for the start.
void TestActivePeriods::marksTheSlowStation() {
  std::string elements = R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited"},)";
  std::string flows = "s>m1";
  for (int i = 1; i <= 5; ++i) {
    elements += fmt::format(R"({{"id": "m{}", "type": "station", "process": {{"dist": "exponential", "mean_s": {}}}}},)"
                            R"({{"id": "b{}", "type": "buffer", "capacity": 4}},)",
                            i, i == 3 ? 2 : 1, i);
    flows += fmt::format(" m{0}>b{0}", i);
    flows += i < 5 ? fmt::format(" b{}>m{}", i, i + 1) : " b5>o";
  }
  const auto factory = factoryOf(elements + R"({"id": "o", "type": "sink"})", flows);
  RunSettings settings = settingsFor(20'000, 1000);
  settings.finds_bottlenecks = true;
  const RunStatistics run = simulated(factory, settings);
  QCOMPARE(run.active.size(), factory.elements().size());
  const ActiveTimes& slow = run.active[indexOf(factory, "m3")];
  QVERIFY(slow.bottleneck_s > 0.9 * run.measured_s);
  double sum_s = 0;
  for (const ActiveTimes& times : run.active) sum_s += times.bottleneck_s;
  QVERIFY(sum_s <= run.measured_s + kRounding);
  // Active is what the states say: busy, as nothing fails and nothing is set up.
  for (const char* id : {"m1", "m3", "m5"}) {
    const std::size_t at = indexOf(factory, id);
    MW_NEAR(run.active[at].active_s, stateOf(run.elements[at], factory::ElementState::Busy), 1e-6, 0);
  }
}

void TestActivePeriods::counts_data() {
  QTest::addColumn<QString>("elements");
  QTest::addColumn<QString>("rest");
  QTest::addColumn<int>("unit");
  QTest::addColumn<double>("active_s");
  const QString source = R"({"id": "s", "type": "source", "part": "a", "interarrival": 10},)";
  const QString sink = R"(,{"id": "o", "type": "sink"})";
  // One place of two works for 4 s of every 10 s: the element could always take one more.
  QTest::newRow("a free place") << source + R"({"id": "m", "type": "station", "process": 4, "capacity": 2})" + sink
                                << "" << 1 << 0.0;
  QTest::newRow("no free place") << source + R"({"id": "m", "type": "station", "process": 4})" + sink << "" << 1
                                 << 36.0;
  const QString need = R"(, "needs": [{"pool": "men"}]})";
  QTest::newRow("the only man") << source + R"({"id": "m", "type": "station", "process": 4)" + need + sink
                                << R"(, "pools": [{"id": "men", "count": 1}])" << 3 << 36.0;
  QTest::newRow("one man of two") << source + R"({"id": "m", "type": "station", "process": 4)" + need + sink
                                  << R"(, "pools": [{"id": "men", "count": 2}])" << 3 << 0.0;
}

void TestActivePeriods::counts() {
  QFETCH(QString, elements);
  QFETCH(QString, rest);
  QFETCH(int, unit);
  QFETCH(double, active_s);
  RunSettings settings = settingsFor(95);  // nine parts, from second 10 on
  settings.finds_bottlenecks = true;
  const RunStatistics run = simulated(factoryOf(elements.toStdString(), "s>m m>o", rest.toStdString()), settings);
  MW_NEAR(run.active[static_cast<std::size_t>(unit)].active_s, active_s, kRounding, 0);
}

void TestActivePeriods::changesNothingElse() {
  const auto factory = factoryOf(
      R"({"id": "s", "type": "source", "part": "a", "interarrival": {"dist": "exponential", "mean_s": 1.2}},
         {"id": "m", "type": "station", "process": {"dist": "exponential", "mean_s": 1}},
         {"id": "o", "type": "sink"})",
      "s>m m>o");
  RunSettings settings = settingsFor(1000, 100);
  const RunStatistics without = simulated(factory, settings);
  settings.finds_bottlenecks = true;
  const RunStatistics with = simulated(factory, settings);
  QVERIFY(without.active.empty());
  QCOMPARE(with.events, without.events);
  QCOMPARE(with.lead_time_mean_s, without.lead_time_mean_s);
  QCOMPARE(with.wip_mean, without.wip_mean);
}

QTEST_APPLESS_MAIN(TestActivePeriods)
#include "tst_active_periods.moc"
