// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/experiment/replications.h"
#include "core/experiment/warmup_pilot.h"
#include "tests/core/events/factory_text.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::experiment;
using namespace mw::test;
using Status = WarmupEstimate::Status;

namespace {

/// A part every 1.25 s, 1 s each on average, behind a belt on which they travel for `transit_s`: nothing comes out
/// before.
factory::Factory lineBehindBelt(double transit_s, double interarrival_s = 1.25) {
  return factoryOf(fmt::format(
                       R"({{"id": "s", "type": "source", "part": "a", "interarrival": {}}},
             {{"id": "c", "type": "conveyor", "length_m": {}, "speed_mps": 1, "pitch_m": 0.1}},
             {{"id": "b", "type": "buffer"}},
             {{"id": "m", "type": "station", "process": {{"dist": "exponential", "mean_s": 1}}}}, {{"id": "o", "type": "sink"}})",
                       interarrival_s, transit_s),
                   "s>c c>b b>m m>o");
}

RunPlan planOf(double horizon_s, double warmup_s = 0) {
  RunPlan plan;
  plan.horizon_s = horizon_s;
  plan.warmup_s = warmup_s;
  plan.replications = 10;
  return plan;
}

bool warnsOfWarmup(const RunResult& result) {
  return std::ranges::any_of(result.warnings,
                             [](const std::string& warning) { return warning.find("MSER-5") != std::string::npos; });
}

}  // namespace

class TestWarmup : public QObject {
  Q_OBJECT
 private slots:
  void findsTheTransit_data();
  void findsTheTransit();
  void seesThatThereIsNone();
  void isTheSameForAnyJobs();
  void warnsOfAShortOne_data();
  void warnsOfAShortOne();
  void takesWhatWasFound();
};

void TestWarmup::findsTheTransit_data() {
  QTest::addColumn<double>("transit_s");
  QTest::newRow("5 %") << 500.0;
  QTest::newRow("20 %") << 2000.0;
  QTest::newRow("40 %") << 4000.0;
}

/// Until the first part has passed the belt, the work in progress climbs and nothing is made; the queue behind it, load
/// 0.8, relaxes within some 100 s more.
void TestWarmup::findsTheTransit() {
  QFETCH(double, transit_s);
  const WarmupEstimate found = findWarmup(lineBehindBelt(transit_s), planOf(10'000));
  QVERIFY(found.status == Status::Converged);
  QCOMPARE(found.replications, 10U);
  QCOMPARE(found.intervals, 200U);
  QCOMPARE(found.interval_s, 50.0);
  // The last intervals of the climb deviate less than the noise; and noise, here of ten runs of a queue at load 0.8,
  // may delete a tenth of the horizon in vain.
  constexpr double kEarly_s = 100;
  constexpr double kLate_s = 1000;
  QVERIFY2(found.warmup_s >= transit_s - kEarly_s, qPrintable(QString::number(found.warmup_s)));
  QVERIFY2(found.warmup_s <= transit_s + kLate_s, qPrintable(QString::number(found.warmup_s)));
}

void TestWarmup::seesThatThereIsNone() {
  const WarmupEstimate overloaded = findWarmup(lineBehindBelt(1, 0.8), planOf(10'000));
  QVERIFY(overloaded.status == Status::NotConverged);
  QCOMPARE(overloaded.warmup_s, 5000.0);
  const WarmupEstimate late = findWarmup(lineBehindBelt(7000), planOf(10'000));
  QVERIFY(late.status == Status::NotConverged);
  const WarmupEstimate none = findWarmup(factoryOf(R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited"},
      {"id": "m", "type": "station", "process": 1}, {"id": "o", "type": "sink"})",
                                                   "s>m m>o"),
                                         planOf(10'000));
  QVERIFY(none.status == Status::Converged);
  QVERIFY(none.warmup_s <= 50);  // the first interval misses the part that the last one has more
}

void TestWarmup::isTheSameForAnyJobs() {
  RunPlan plan = planOf(10'000);
  plan.jobs = 1;
  const WarmupEstimate one = findWarmup(lineBehindBelt(2000), plan);
  plan.jobs = 3;
  plan.replications = 2;  // the pilot has its own
  const WarmupEstimate three = findWarmup(lineBehindBelt(2000), plan);
  QCOMPARE(one.warmup_s, three.warmup_s);
  QCOMPARE(one.wip_warmup_s, three.wip_warmup_s);
}

void TestWarmup::warnsOfAShortOne_data() {
  QTest::addColumn<double>("warmup_s");
  QTest::addColumn<bool>("warns");
  QTest::newRow("none is given, none is judged") << 0.0 << false;
  QTest::newRow("shorter than the transit") << 1000.0 << true;
  QTest::newRow("long enough") << 3000.0 << false;
}

void TestWarmup::warnsOfAShortOne() {
  QFETCH(double, warmup_s);
  QFETCH(bool, warns);
  const RunResult result = runReplications(lineBehindBelt(2000), planOf(10'000, warmup_s));
  QVERIFY2(warnsOfWarmup(result) == warns, result.warnings.empty() ? "silent" : result.warnings.front().c_str());
}

void TestWarmup::takesWhatWasFound() {
  RunPlan plan = planOf(10'000);
  plan.found_warmup = findWarmup(lineBehindBelt(2000), plan);
  plan.warmup_s = plan.found_warmup->warmup_s;
  const RunResult result = runReplications(lineBehindBelt(2000), plan);
  QVERIFY(!warnsOfWarmup(result));
  const Json json = toJson(result);
  QCOMPARE(json["warmup_method"].get<std::string>(), std::string("mser-5"));
  QCOMPARE(json["warmup_s"].get<double>(), plan.warmup_s);
  // A part every 1.25 s, but for those that are in the queue at the two ends.
  constexpr double kEnds = 0.005;
  MW_NEAR(json["kpis"]["throughput_per_h"]["mean"].get<double>(), 2880.0, kEnds, 0);
}

QTEST_APPLESS_MAIN(TestWarmup)
#include "tst_warmup.moc"
