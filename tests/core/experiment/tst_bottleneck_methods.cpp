// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/experiment/bottleneck_methods.h"
#include "core/experiment/replications.h"
#include "core/experiment/shadow_price_text.h"
#include "core/kpi/bottleneck_text.h"
#include "tests/core/events/factory_text.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::experiment;
using namespace mw::test;
using Verdict = kpi::BottleneckFinding::Verdict;

namespace {

std::string exponential(double mean_s) {
  return fmt::format(R"({{"dist": "exponential", "mean_s": {}}})", mean_s);
}

std::string erlang(double mean_s) {
  return fmt::format(R"({{"dist": "erlang", "mean_s": {}, "k": 4}})", mean_s);
}

constexpr const char* kUnlimited = R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited"})";

/// Stations m1, m2, ... with buffers of 5 between them.
factory::Factory line(const std::vector<std::string>& processes, const std::string& sources = kUnlimited,
                      const std::string& inflows = "s>m1", int buffer = 5) {
  std::string elements = sources;
  std::string flows = inflows;
  for (std::size_t i = 1; i <= processes.size(); ++i) {
    elements += fmt::format(R"(, {{"id": "m{}", "type": "station", "process": {}}})", i, processes[i - 1]);
    if (i == processes.size()) break;
    elements += fmt::format(R"(, {{"id": "b{}", "type": "buffer", "capacity": {}}})", i, buffer);
    flows += fmt::format(" m{0}>b{0} b{0}>m{1}", i, i + 1);
  }
  return factoryOf(elements + R"(, {"id": "o", "type": "sink"})", fmt::format("{} m{}>o", flows, processes.size()));
}

/// Ten hours of `a`, which take m1 20 s and m2 10 s, then ten of `b`, the other way round.
factory::Factory mixThatChanges() {
  const auto byPart = [](double a_s, double b_s) {
    return fmt::format(R"({{"by_part": {{"a": {}, "b": {}}}}})", erlang(a_s), erlang(b_s));
  };
  // 1800 parts of 20 s are ten hours; after them the other source has its way.
  return line({byPart(20, 10), byPart(10, 20)},
              R"({"id": "s", "type": "source", "part": "a", "interarrival": 20, "limit": 1800},
                 {"id": "t", "type": "source", "part": "b", "interarrival": 20, "first_at_s": 36000})",
              "s>m1 t>m1");
}

RunPlan planOf(double horizon_s, std::uint32_t replications = 10) {
  RunPlan plan;
  plan.horizon_s = horizon_s;
  plan.replications = replications;
  plan.bottleneck_windows = 40;
  return plan;
}

struct Found {
  RunResult result;
  ShadowPrices prices;
  std::vector<MethodAnswer> answers;
};

Found find(const factory::Factory& factory, const RunPlan& plan) {
  Found found{runReplications(factory, plan), {}, {}};
  found.prices = findShadowPrices(factory, found.result.bottleneck, plan, {});
  found.answers = bottleneckMethods(factory, found.result.bottleneck, found.result.arrows, &found.prices);
  return found;
}

std::string arrowsOf(const factory::Factory& factory, const RunResult& result) {
  return kpi::arrowTable(factory, result.arrows);
}

}  // namespace

/// Lines whose bottleneck is known by construction, and what each method makes of them.
class TestBottleneckMethods : public QObject {
  Q_OBJECT
 private slots:
  void allNameTheKnownOne_data();
  void allNameTheKnownOne();
  void noneSeparatesEqualOnes_data();
  void noneSeparatesEqualOnes();
  void saysWhenItShifts();
  void aShiftBreakIsNoShiftOfTheBottleneck();
  void equalMachinesShowNoShift();
  void severalHeadsAreRankedBySeverity();
  void arrowsStepOverWhatOnlyHolds();
  void oneRunTellsNothing();
  void aStarvedHeadIsSaid();
};

void TestBottleneckMethods::allNameTheKnownOne_data() {
  QTest::addColumn<QStringList>("processes");
  QTest::addColumn<QString>("bottleneck");
  QTest::addColumn<QString>("arrows");
  const auto text = [](double mean_s) { return QString::fromStdString(exponential(mean_s)); };
  // 1.5 times as slow as the next slowest: nobody would call another one.
  QTest::newRow("first") << QStringList{text(30), text(20), text(15), text(20)} << "m1"
                         << "m1 <- m2";
  QTest::newRow("second") << QStringList{text(20), text(30), text(20), text(15)} << "m2"
                          << "m1 -> m2 <- m3";
  QTest::newRow("last") << QStringList{text(20), text(15), text(20), text(30)} << "m4"
                        << "m3 -> m4";
  QTest::newRow("fixed times") << QStringList{"20", "15", "30", "20"} << "m3"
                               << "m1 -> m2 -> m3 <- m4";
}

void TestBottleneckMethods::allNameTheKnownOne() {
  QFETCH(QStringList, processes);
  QFETCH(QString, bottleneck);
  QFETCH(QString, arrows);
  std::vector<std::string> texts;
  for (const QString& process : processes) texts.push_back(process.toStdString());
  const auto factory = line(texts);
  RunPlan plan = planOf(110'000);
  plan.warmup_s = 2000;
  const Found found = find(factory, plan);
  QCOMPARE(found.answers.size(), std::size_t{4});
  const std::string all = methodsText(found.answers);
  QCOMPARE(QString::fromStdString(all), "all 4 methods name " + bottleneck);
  const QString drawn = QString::fromStdString(arrowsOf(factory, found.result));
  QVERIFY2(drawn.contains(arrows), qPrintable(drawn));
  const std::string text = shadowPriceText(found.prices, found.result.bottleneck);
  QVERIFY2(QString::fromStdString(text).startsWith(bottleneck + " limits the line "), text.c_str());
  QVERIFY2(text.find(" faster gives +") != std::string::npos, text.c_str());
  QVERIFY2(!found.result.course.shifts(), kpi::courseText(found.result.course).c_str());
}

void TestBottleneckMethods::noneSeparatesEqualOnes_data() {
  QTest::addColumn<QString>("process");
  QTest::newRow("exponential") << QString::fromStdString(exponential(20));
  QTest::newRow("fixed") << "20";
}

void TestBottleneckMethods::noneSeparatesEqualOnes() {
  QFETCH(QString, process);
  const auto factory = line({process.toStdString(), process.toStdString()});
  RunPlan plan = planOf(40'000);
  plan.warmup_s = 2000;
  const RunResult result = runReplications(factory, plan);
  for (const MethodAnswer& answer : bottleneckMethods(factory, result.bottleneck, result.arrows, nullptr)) {
    QVERIFY2(answer.verdict == Verdict::NotSeparable, answer.method.c_str());
    QCOMPARE(answer.ids.size(), std::size_t{2});
  }
  QCOMPARE(arrowsOf(factory, result), std::string("m1 ? m2"));
  const std::string all = methodsText(bottleneckMethods(factory, result.bottleneck, result.arrows, nullptr));
  QCOMPARE(all, std::string("none of 3 methods separates m1, m2"));
  QVERIFY2(kpi::bottleneckText(result.bottleneck).starts_with("Not separable: "), "in words");
}

/// The mix changes after ten hours; the last `a` have left m1 within half an hour of it.
void TestBottleneckMethods::saysWhenItShifts() {
  constexpr double kChange_s = 36'000;
  const auto factory = mixThatChanges();
  const RunPlan plan = planOf(72'000);
  const RunResult result = runReplications(factory, plan);
  QVERIFY2(result.course.shifts(), kpi::courseText(result.course).c_str());
  const auto& phases = result.course.phases;
  QCOMPARE(phases.front().id, std::string("m1"));
  QCOMPARE(phases.back().id, std::string("m2"));
  QCOMPARE(phases.front().from_s, 0.0);
  QCOMPARE(phases.back().to_s, 72'000.0);
  QVERIFY(phases.size() <= 3);  // what lies between is told to nobody
  // 40 windows of 1,800 s. An active period of m1 that holds the change goes on until m1 has worked off its queue.
  MW_NEAR(phases.front().to_s, kChange_s, 0, 1800.0);
  MW_NEAR(phases.back().from_s, kChange_s, 0, 1800.0);
  QVERIFY(phases.front().share.mean > 0.8 && phases.front().share.hasInterval());
  const std::string text = kpi::courseText(result.course);
  QVERIFY2(text.starts_with("the bottleneck shifts: m1 from 0 h to "), text.c_str());
  QVERIFY2(text.find("m2 from ") != std::string::npos && text.ends_with("; told to 0.5 h"), text.c_str());
  // Over the whole time neither is.
  QVERIFY(result.bottleneck.verdict == Verdict::NotSeparable);
}

/// Six hours of nothing in the middle: the same machine limits before and after.
void TestBottleneckMethods::aShiftBreakIsNoShiftOfTheBottleneck() {
  const auto factory = factoryOf(
      R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited"},
         {"id": "m1", "type": "station", "calendar": "day", "process": {"dist": "exponential", "mean_s": 20}},
         {"id": "b", "type": "buffer", "capacity": 5},
         {"id": "m2", "type": "station", "calendar": "day", "process": {"dist": "exponential", "mean_s": 40}},
         {"id": "o", "type": "sink"})",
      "s>m1 m1>b b>m2 m2>o",
      R"(, "calendars": [{"id": "day", "week": [{"days": ["mon"], "from": "00:00", "to": "06:00"},
                                                {"days": ["mon"], "from": "12:00", "to": "18:00"}]}])");
  const RunResult result = runReplications(factory, planOf(64'800));
  QVERIFY2(!result.course.shifts(), kpi::courseText(result.course).c_str());
  QCOMPARE(result.course.phases.size(), std::size_t{1});
  QCOMPARE(kpi::courseText(result.course), std::string("the bottleneck does not shift"));
}

/// Two that take turns by chance: over twenty seeds no shift is claimed where one in twenty may be.
void TestBottleneckMethods::equalMachinesShowNoShift() {
  const auto factory = line({exponential(20), exponential(20)});
  int claimed = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    RunPlan plan = planOf(20'000);
    plan.seed = seed;
    claimed += runReplications(factory, plan).course.shifts() ? 1 : 0;
  }
  QVERIFY2(claimed <= 1, qPrintable(QString::number(claimed)));
}

/// A fast machine between two slow ones with a buffer of one: arrows lead to both, further to the slower.
void TestBottleneckMethods::severalHeadsAreRankedBySeverity() {
  const auto factory = line({exponential(20), exponential(5), exponential(24)}, kUnlimited, "s>m1", 1);
  RunPlan plan = planOf(110'000);
  plan.warmup_s = 2000;
  const RunResult result = runReplications(factory, plan);
  QCOMPARE(arrowsOf(factory, result), std::string("m1 <- m2 -> m3"));
  QCOMPARE(result.arrows.heads.size(), std::size_t{2});
  const auto& heads = result.arrows.heads;
  QCOMPARE(factory.elements()[heads[0].element].id, std::string("m3"));
  QVERIFY(heads[0].severity.mean > heads[1].severity.mean);
}

/// A belt between two stations is none of the neighbours.
void TestBottleneckMethods::arrowsStepOverWhatOnlyHolds() {
  const auto factory = factoryOf(
      R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited"},
         {"id": "m1", "type": "station", "process": 10},
         {"id": "c", "type": "conveyor", "length_m": 4, "speed_mps": 1, "pitch_m": 0.5},
         {"id": "b", "type": "buffer", "capacity": 3},
         {"id": "m2", "type": "station", "process": 20}, {"id": "o", "type": "sink"})",
      "s>m1 m1>c c>b b>m2 m2>o");
  RunPlan plan = planOf(20'000, 2);
  plan.warmup_s = 2000;
  const RunResult result = runReplications(factory, plan);
  QCOMPARE(result.arrows.arrows.size(), std::size_t{1});
  const kpi::Arrow& only = result.arrows.arrows.front();
  // m1 works 10 s of every 20, and is blocked for the rest; m2 never waits.
  MW_NEAR(only.blocked.mean, 0.5, 0, 1e-3);
  MW_NEAR(only.starved.mean, 0.0, 0, 1e-12);
  QVERIFY(only.points == kpi::Arrow::Points::Downstream);
  QCOMPARE(kpi::arrowText(factory, result.arrows), std::string("the arrows lead to m2"));
}

void TestBottleneckMethods::oneRunTellsNothing() {
  const auto factory = line({exponential(20), exponential(40)});
  const RunResult result = runReplications(factory, planOf(20'000, 1));
  QVERIFY(result.arrows.verdict == Verdict::OneRun);
  QVERIFY(!result.course.shifts());
  QVERIFY2(kpi::courseText(result.course).starts_with("one run has no interval"), "of the course");
  const std::string all = methodsText(bottleneckMethods(factory, result.bottleneck, result.arrows, nullptr));
  QVERIFY2(all.find("one run tells nothing") != std::string::npos, all.c_str());
}

/// A part every 60 s for machines of 20 s and 10 s: the arrows lead to the first one, which waits itself.
void TestBottleneckMethods::aStarvedHeadIsSaid() {
  const auto factory =
      line({exponential(20), exponential(10)}, R"({"id": "s", "type": "source", "part": "a", "interarrival": 60})");
  const RunResult result = runReplications(factory, planOf(100'000));
  const std::string text = kpi::arrowText(factory, result.arrows);
  QVERIFY2(text.starts_with("the arrows lead to m1, which itself waits for parts 6"), text.c_str());
}

QTEST_GUILESS_MAIN(TestBottleneckMethods)
#include "tst_bottleneck_methods.moc"
