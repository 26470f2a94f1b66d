// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>

#include "core/analysis/improvement_text.h"
#include "core/experiment/replications.h"
#include "tests/core/events/factory_text.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::analysis;
using namespace mw::test;
using Status = Improvement::Status;

namespace {

constexpr const char* kSource = R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited"},)";
constexpr const char* kSink = R"(, {"id": "o", "type": "sink"})";

/// Three machines without chance; the second takes 30 s, the others 15 s.
factory::Factory slowMachine() {
  return factoryOf(std::string(kSource) + R"({"id": "m1", "type": "station", "process": 15},
      {"id": "b1", "type": "buffer", "capacity": 4}, {"id": "m2", "type": "station", "process": 30},
      {"id": "b2", "type": "buffer", "capacity": 4}, {"id": "m3", "type": "station", "process": 15})" +
                       kSink,
                   "s>m1 m1>b1 b1>m2 m2>b2 b2>m3 m3>o");
}

/// The first machine is out of order for ten minutes now and then, and faster than the second: places before the
/// second one keep it at work meanwhile. The other buffer never holds more than a part.
factory::Factory unreliableMachine() {
  return factoryOf(std::string(kSource) + R"({"id": "m1", "type": "station", "process": 10, "failures": [{"id": "f",
        "basis": "operating", "time_to_failure": {"dist": "exponential", "mean_s": 1200},
        "time_to_repair": {"dist": "exponential", "mean_s": 600}}]},
      {"id": "b1", "type": "buffer", "capacity": 2}, {"id": "m2", "type": "station", "process": 16},
      {"id": "b2", "type": "buffer", "capacity": 60}, {"id": "m3", "type": "station", "process": 5})" +
                       kSink,
                   "s>m1 m1>b1 b1>m2 m2>b2 b2>m3 m3>o");
}

/// Two lines of 20 s a part share one person, who is at work all the time.
factory::Factory smallCrew() {
  return factoryOf(
      R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited"},
         {"id": "m1", "type": "station", "process": 20, "needs": [{"pool": "crew"}]},
         {"id": "t", "type": "source", "part": "a", "supply": "unlimited"},
         {"id": "m2", "type": "station", "process": 20, "needs": [{"pool": "crew"}]},
         {"id": "o", "type": "sink"})",
      "s>m1 m1>o t>m2 m2>o", R"(, "pools": [{"id": "crew"}])");
}

/// A part comes every 100 s, each machine takes 20 s: nothing inside limits.
factory::Factory idleLine() {
  return factoryOf(
      R"({"id": "s", "type": "source", "part": "a", "interarrival": {"dist": "exponential", "mean_s": 100}},
      {"id": "m1", "type": "station", "process": {"dist": "exponential", "mean_s": 20}},
      {"id": "b1", "type": "buffer", "capacity": 50},
      {"id": "m2", "type": "station", "process": {"dist": "exponential", "mean_s": 20}}, {"id": "o", "type": "sink"})",
      "s>m1 m1>b1 b1>m2 m2>o");
}

ImprovementOptions optionsWith(double budget) {
  ImprovementOptions options;
  options.budget = budget;
  options.plan.horizon_s = 80'000;
  options.plan.warmup_s = 8000;
  options.plan.replications = 10;
  return options;
}

const Change& firstOf(const Improvement& found) {
  return found.plans.front().changes.front();
}

}  // namespace

/// What is best is known by the way the lines are made.
class TestImprovement : public QObject {
  Q_OBJECT
 private slots:
  void aSlowMachineIsMadeFaster();
  void aSlowMachineGetsAPlace();
  void placesGoBeforeTheStarvedMachine_data();
  void placesGoBeforeTheStarvedMachine();
  void aSmallCrewGrows();
  void changesAddUpWithinTheBudget();
  void keepsWhatIsToBeKept();
  void nothingAffordable();
  void nothingToChange();
  void notShownIsSaid();
  void lessCanBeBetter();
  void confirmsWithOtherRandomNumbers();
  void isTheSameForAnyJobs();
  void tellsHowFarItIs();
  void refuses_data();
  void refuses();
  void readsCosts();
};

/// 5 % of 30 s: from 120 parts an hour to 3600 / 28.5.
void TestImprovement::aSlowMachineIsMadeFaster() {
  const Improvement found = findImprovement(slowMachine(), optionsWith(5));
  QVERIFY(found.status == Status::Shown);
  QVERIFY(firstOf(found).kind == Change::Kind::Faster);
  QCOMPARE(firstOf(found).ids, std::vector<std::string>{"m2"});
  const ImprovedPlan& best = found.plans.front();
  MW_NEAR(best.cost, 5.0, 1e-12, 0);
  MW_NEAR(best.result.difference.mean, 3600 / 28.5 - 120, 0, 2 * found.least_gain);
  const std::string text = improvementText(found);
  QVERIFY2(
      text.starts_with("the best: m2: 1.5 s (5 %) faster (cost 5): throughput_per_h 126.3 1/h instead of 120, +6.3"),
      text.c_str());
  QVERIFY2(text.ends_with(": better"), text.c_str());
}

/// Two of 30 s keep up with the others: 240 parts an hour, more than any other way to spend 20.
void TestImprovement::aSlowMachineGetsAPlace() {
  const Improvement found = findImprovement(slowMachine(), optionsWith(20));
  QVERIFY(found.status == Status::Shown);
  QVERIFY(firstOf(found).kind == Change::Kind::Machine);
  QCOMPARE(firstOf(found).ids, std::vector<std::string>{"m2"});
  MW_NEAR(found.plans.front().result.value.mean, 240.0, 0, 2 * found.least_gain);
  QVERIFY(found.plans.front().factory.findElement("m2")->value("capacity") == 2);
}

void TestImprovement::placesGoBeforeTheStarvedMachine_data() {
  QTest::addColumn<double>("budget");
  QTest::addColumn<bool>("may_add");
  QTest::addColumn<int>("places");  ///< of both buffers together, afterwards
  QTest::newRow("moved, the total stays") << 10.0 << false << 62;
  QTest::newRow("added") << 4.0 << true << 66;
}

/// Of parts, speed and machines only places are to be had: those before m2 help, those behind it do not.
void TestImprovement::placesGoBeforeTheStarvedMachine() {
  QFETCH(double, budget);
  QFETCH(bool, may_add);
  QFETCH(int, places);
  ImprovementOptions options = optionsWith(budget);
  options.costs.faster_percent = options.costs.machine = options.costs.person = std::nullopt;
  if (!may_add) options.costs.buffer_place = std::nullopt;
  if (may_add) options.costs.moved_place = std::nullopt;
  const Improvement found = findImprovement(unreliableMachine(), options);
  QVERIFY2(found.status == Status::Shown, improvementText(found).c_str());
  QCOMPARE(firstOf(found).ids.back(), std::string("b1"));
  const auto capacity = [&](const char* id) {
    return found.plans.front().factory.findElement(id)->value("capacity").get<int>();
  };
  QCOMPARE(capacity("b1") + capacity("b2"), places);
  QVERIFY(capacity("b1") >= 6);
  QVERIFY(found.plans.front().cost <= budget);
}

/// A second person doubles what the crew can do.
void TestImprovement::aSmallCrewGrows() {
  const Improvement found = findImprovement(smallCrew(), optionsWith(15));
  QVERIFY(found.status == Status::Shown);
  QVERIFY(firstOf(found).kind == Change::Kind::Person);
  QCOMPARE(firstOf(found).ids, std::vector<std::string>{"crew"});
  MW_NEAR(found.plans.front().result.difference.mean, 180.0, 0, 2 * found.least_gain);
}

/// m2 twice 5 % faster costs 10 and gives 3600 / (30 * 0.95^2).
void TestImprovement::changesAddUpWithinTheBudget() {
  ImprovementOptions options = optionsWith(10);
  options.costs.buffer_place = options.costs.moved_place = std::nullopt;
  const Improvement found = findImprovement(slowMachine(), options);
  QCOMPARE(found.plans.front().changes.size(), std::size_t{2});
  MW_NEAR(found.plans.front().cost, 10.0, 1e-12, 0);
  MW_NEAR(found.plans.front().result.value.mean, 3600 / (30 * 0.95 * 0.95), 0, 2 * found.least_gain);
  for (const ImprovedPlan& plan : found.plans) QVERIFY(plan.cost <= 10 + 1e-9);
}

void TestImprovement::keepsWhatIsToBeKept() {
  ImprovementOptions options = optionsWith(20);
  options.costs.keep = {"m2"};
  const Improvement found = findImprovement(slowMachine(), options);
  for (const ImprovedPlan& plan : found.plans) {
    for (const Change& change : plan.changes) QVERIFY(std::ranges::count(change.ids, "m2") == 0);
  }
  QVERIFY(found.status != Status::Shown);  // nothing else limits
}

void TestImprovement::nothingAffordable() {
  ImprovementOptions options = optionsWith(0.2);
  const Improvement found = findImprovement(slowMachine(), options);
  QVERIFY(found.status == Status::NothingAffordable);
  QCOMPARE(found.tried, std::size_t{0});
  // One place, moved from one buffer to the other.
  const std::string text = improvementText(found);
  QVERIFY2(text.starts_with("nothing is affordable: the cheapest change where the bottleneck is costs 0.25"),
           text.c_str());
}

void TestImprovement::nothingToChange() {
  ImprovementOptions options = optionsWith(100);
  options.costs = {std::nullopt, std::nullopt, std::nullopt, std::nullopt, std::nullopt, {}};
  const Improvement found = findImprovement(slowMachine(), options);
  QVERIFY(found.status == Status::NothingToChange);
  QVERIFY2(improvementText(found).starts_with("nothing can be changed"), "in words");
}

/// The arrivals limit: whatever is spent inside, no more comes out.
void TestImprovement::notShownIsSaid() {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    ImprovementOptions options = optionsWith(20);
    options.plan.seed = seed;
    const Improvement found = findImprovement(idleLine(), options);
    QVERIFY2(found.status == Status::NotShown || found.status == Status::NothingPromising,
             improvementText(found).c_str());
    QVERIFY2(improvementText(found).starts_with("no improvement is "), "in words");
    QVERIFY(found.tried > 0);
  }
}

/// Lead time is better when it is less: a faster machine shortens it, a buffer does not.
void TestImprovement::lessCanBeBetter() {
  ImprovementOptions options = optionsWith(5);
  options.kpi = "lead_time_mean_s";
  const Improvement found = findImprovement(idleLine(), options);
  QVERIFY(found.is_least);
  QVERIFY2(found.status == Status::Shown, improvementText(found).c_str());
  QVERIFY(firstOf(found).kind == Change::Kind::Faster);
  QVERIFY(found.plans.front().result.difference.mean < 0 && found.base.mean > 40);
}

/// What is shown are the confirming runs: those of run with the same seed, on the factory that was found.
void TestImprovement::confirmsWithOtherRandomNumbers() {
  ImprovementOptions options = optionsWith(10);
  const auto factory = unreliableMachine();
  const Improvement found = findImprovement(factory, options);
  QVERIFY(!found.plans.empty() && found.plans.size() <= kPlansShown);
  QVERIFY(found.screening_seed != options.plan.seed);
  QVERIFY(found.comparison.points.size() <= kPlansConfirmed);
  const auto throughput = [&](const factory::Factory& of) {
    return experiment::toJson(experiment::runReplications(of, options.plan))["kpis"]["throughput_per_h"]["mean"]
        .get<double>();
  };
  MW_NEAR(found.base.mean, throughput(factory), 1e-12, 0);
  MW_NEAR(found.plans.front().result.value.mean, throughput(found.plans.front().factory), 1e-12, 0);
}

void TestImprovement::isTheSameForAnyJobs() {
  ImprovementOptions options = optionsWith(10);
  options.plan.jobs = 1;
  const Json one = toJson(findImprovement(unreliableMachine(), options), options);
  options.plan.jobs = 3;
  QVERIFY(one == toJson(findImprovement(unreliableMachine(), options), options));
  QVERIFY(one["plans"].size() > 0);
}

/// Counts up to a total that grows while rounds are found, and that is exact once the best are confirmed.
void TestImprovement::tellsHowFarItIs() {
  ImprovementOptions options = optionsWith(10);
  std::vector<Progress> told;
  options.progress = [&](const Progress& progress) { told.push_back(progress); };
  const Improvement found = findImprovement(unreliableMachine(), options);
  QVERIFY(!found.plans.empty());
  bool confirms = false;
  for (std::size_t i = 0; i < told.size(); ++i) {
    QVERIFY(told[i].done <= told[i].total);
    QVERIFY(i == 0 || told[i].done >= told[i - 1].done);
    if (told[i].what == kConfirmingRuns && confirms) QCOMPARE(told[i].total, told[i - 1].total);
    confirms = confirms || told[i].what == kConfirmingRuns;
    QCOMPARE(told[i].what, std::string(confirms ? kConfirmingRuns : kScreeningRuns));
  }
  QVERIFY(confirms);
  QCOMPARE(told.back().done, told.back().total);
  // A factory whose statistics were let go runs once more when changes to it are looked for.
  const auto once = static_cast<double>(5 * (found.tried + 1) + 10 * (found.comparison.points.size() + 1));
  QVERIFY(told.back().total >= once);
  QCOMPARE(std::fmod(told.back().total - once, 5), 0.0);
}

void TestImprovement::refuses_data() {
  QTest::addColumn<QString>("kpi");
  QTest::addColumn<QString>("keep");
  QTest::addColumn<QString>("says");
  QTest::newRow("no such KPI") << "throughput_per_hour"
                               << "m1"
                               << "did you mean \"throughput_per_h\"?";
  QTest::newRow("no such element") << "throughput_per_h"
                                   << "m22"
                                   << "\"m22\" is to be kept, and is no element or pool";
}

void TestImprovement::refuses() {
  QFETCH(QString, kpi);
  QFETCH(QString, keep);
  QFETCH(QString, says);
  ImprovementOptions options = optionsWith(10);
  options.kpi = kpi.toStdString();
  options.costs.keep = {keep.toStdString()};
  try {
    (void)findImprovement(slowMachine(), options);
    QFAIL("searched");
  } catch (const InputError& error) {
    QVERIFY2(QString(error.what()).contains(says), error.what());
  }
}

void TestImprovement::readsCosts() {
  const auto read = [](const char* text) { return ChangeCosts::fromDocument(JsonDocument::parse(text, "costs.json")); };
  const ChangeCosts costs = read(R"({"machine": 90000, "person": null, "keep": ["m1"]})");
  QCOMPARE(*costs.machine, 90000.0);
  QVERIFY(!costs.person && *costs.buffer_place == 1 && costs.keep.contains("m1"));
  try {
    (void)read(R"({"machin": 1, "person": -3})");
    QFAIL("read");
  } catch (const InputError& error) {
    const QString said = error.what();
    QVERIFY2(said.contains("did you mean \"machine\"?") && said.contains("costs.json"), error.what());
    QCOMPARE(error.findings().size(), std::size_t{2});
  }
}

QTEST_GUILESS_MAIN(TestImprovement)
#include "tst_improvement.moc"
