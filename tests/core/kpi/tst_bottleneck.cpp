// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/kpi/bottleneck.h"
#include "tests/core/events/factory_text.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::kpi;
using namespace mw::test;
using Verdict = BottleneckFinding::Verdict;

namespace {

/// Source, two stations of exponential or fixed times with a buffer between, sink.
factory::Factory twoStations(double first_s, double second_s, bool is_random) {
  const auto process = [is_random](double mean_s) {
    return is_random ? fmt::format(R"({{"dist": "exponential", "mean_s": {}}})", mean_s) : fmt::format("{}", mean_s);
  };
  return factoryOf(fmt::format(R"({{"id": "s", "type": "source", "part": "a", "supply": "unlimited"}},
                                  {{"id": "m1", "type": "station", "process": {}}},
                                  {{"id": "b", "type": "buffer", "capacity": 5}},
                                  {{"id": "m2", "type": "station", "process": {}}},
                                  {{"id": "o", "type": "sink"}})",
                               process(first_s), process(second_s)),
                   "s>m1 m1>b b>m2 m2>o");
}

BottleneckFinding findIn(const factory::Factory& factory, std::uint32_t replications, double horizon_s = 20'000) {
  std::vector<events::RunStatistics> runs;
  for (std::uint32_t r = 0; r < replications; ++r) {
    events::RunSettings settings = settingsFor(horizon_s, 1000, 1, r);
    settings.finds_bottlenecks = true;
    runs.push_back(simulated(factory, settings));
  }
  return findBottleneck(factory, runs);
}

/// Runs of 100 s in which m1 and m2 were the bottleneck for so long, and active for so long.
BottleneckFinding fromShares(const std::vector<std::array<double, 4>>& of_runs) {
  const auto factory = twoStations(1, 1, false);
  std::vector<events::RunStatistics> runs;
  for (const auto& [first, second, first_active, second_active] : of_runs) {
    events::RunStatistics& run = runs.emplace_back();
    run.measured_s = 100;
    run.active.resize(5);
    run.active[1] = {first_active, first, first, 4, first_active / 4};
    run.active[3] = {second_active, second, second, 2, second_active / 2};
  }
  return findBottleneck(factory, runs);
}

}  // namespace

class TestBottleneck : public QObject {
  Q_OBJECT
 private slots:
  void judgesIntervals();
  void measuresShares();
  void saysWhatItCanTell_data();
  void saysWhatItCanTell();
  void namesThePool();
  void knowsWhenNothingWorks();
};

void TestBottleneck::judgesIntervals() {
  // t(0.975; 2) = 4.303: 70 +- 4.97 % against 30 +- 4.97 %.
  const auto apart = fromShares({{68, 32, 90, 50}, {70, 30, 90, 50}, {72, 28, 90, 50}});
  QCOMPARE(apart.verdict, Verdict::Sole);
  MW_NEAR(apart.limits[0].share.mean, 0.70, 1e-12, 0);
  MW_NEAR(apart.limits[0].share.half_width, 4.302652729911275 * 0.02 / std::sqrt(3), 1e-9, 0);
  // The same means, wider: +- 49.7 % overlap.
  QCOMPARE(fromShares({{50, 50, 90, 50}, {70, 30, 90, 50}, {90, 10, 90, 50}}).verdict, Verdict::NotSeparable);
  // No width at all, but nobody would call half a point a lead.
  QCOMPARE(fromShares({{50.2, 49.8, 90, 50}, {50.2, 49.8, 90, 50}}).verdict, Verdict::NotSeparable);
  // Of two that are always active the one that began first leads: that says nothing.
  QCOMPARE(fromShares({{100, 0, 100, 99.9}, {100, 0, 100, 99.9}}).verdict, Verdict::NotSeparable);
  QCOMPARE(fromShares({{70, 30, 90, 50}}).verdict, Verdict::OneRun);
}

void TestBottleneck::measuresShares() {
  const auto finding = fromShares({{20, 60, 40, 80}, {20, 64, 40, 84}});
  QCOMPARE(finding.limits[0].id, std::string("m2"));
  QCOMPARE(*finding.limits[0].element, std::size_t{3});
  MW_NEAR(finding.limits[0].active.mean, 0.82, 1e-12, 0);
  MW_NEAR(finding.limits[0].mean_period_s, 41, 1e-12, 0);
  MW_NEAR(finding.nobody.mean, 0.18, 1e-12, 0);
}

void TestBottleneck::saysWhatItCanTell_data() {
  QTest::addColumn<double>("first_s");
  QTest::addColumn<double>("second_s");
  QTest::addColumn<bool>("is_random");
  QTest::addColumn<int>("verdict");
  QTest::addColumn<QString>("candidates");
  QTest::newRow("twice as slow") << 1.0 << 2.0 << true << int(Verdict::Sole) << "m2";
  QTest::newRow("twice as slow, the first") << 2.0 << 1.0 << true << int(Verdict::Sole) << "m1";
  QTest::newRow("equal") << 1.0 << 1.0 << true << int(Verdict::NotSeparable) << "m1 m2";
  QTest::newRow("twice as slow, fixed times") << 1.0 << 2.0 << false << int(Verdict::Sole) << "m2";
  QTest::newRow("equal, fixed times") << 1.0 << 1.0 << false << int(Verdict::NotSeparable) << "m1 m2";
}

void TestBottleneck::saysWhatItCanTell() {
  QFETCH(double, first_s);
  QFETCH(double, second_s);
  QFETCH(bool, is_random);
  QFETCH(int, verdict);
  QFETCH(QString, candidates);
  const auto finding = findIn(twoStations(first_s, second_s, is_random), 10);
  QStringList names;
  for (const Limit* limit : finding.candidates()) names << QString::fromStdString(limit->id);
  names.sort();
  QCOMPARE(names.join(' '), candidates);
  QCOMPARE(int(finding.verdict), verdict);
}

/// Two stations share one man, who has no pause: neither of them is active for long.
void TestBottleneck::namesThePool() {
  const auto factory = factoryOf(R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited"},
      {"id": "m1", "type": "station", "process": {"dist": "exponential", "mean_s": 3}, "needs": [{"pool": "man"}]},
      {"id": "b", "type": "buffer", "capacity": 5},
      {"id": "m2", "type": "station", "process": {"dist": "exponential", "mean_s": 3}, "needs": [{"pool": "man"}]},
      {"id": "o", "type": "sink"})",
                                 "s>m1 m1>b b>m2 m2>o", R"(, "pools": [{"id": "man", "count": 1}])");
  const auto finding = findIn(factory, 5);
  QCOMPARE(finding.verdict, Verdict::Sole);
  QCOMPARE(finding.limits[0].id, std::string("man"));
  QVERIFY(!finding.limits[0].element);
}

void TestBottleneck::knowsWhenNothingWorks() {
  const auto factory = factoryOf(R"({"id": "s", "type": "source", "part": "a", "interarrival": 10},
                                    {"id": "o", "type": "sink"})",
                                 "s>o");
  const auto finding = findIn(factory, 2);
  QCOMPARE(finding.verdict, Verdict::None);
  MW_NEAR(finding.nobody.mean, 1.0, 1e-12, 0);
}

QTEST_APPLESS_MAIN(TestBottleneck)
#include "tst_bottleneck.moc"
