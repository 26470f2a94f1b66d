// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/experiment/replications.h"
#include "tests/core/events/factory_text.h"

using namespace mw;
using namespace mw::experiment;
using namespace mw::test;

namespace {

/// A line whose rework finds no room some time: on average after 1 / 0.2 parts.
factory::Factory reworkLine(double good) {
  return factoryOf(fmt::format(R"({{"id": "s", "type": "source", "part": "a", "supply": "unlimited"}},
             {{"id": "m1", "type": "station", "process": 1}}, {{"id": "b", "type": "buffer", "capacity": 1}},
             {{"id": "m2", "type": "station", "process": 1.5, "yield": {{"good": {}, "rework_to": "m1"}}}},
             {{"id": "o", "type": "sink"}})",
                               good),
                   "s>m1 m1>b b>m2 m2>o");
}

RunPlan plan(std::uint32_t replications, std::uint32_t first = 0) {
  RunPlan made;
  made.horizon_s = 3600;
  made.replications = replications;
  made.first_replication = first;
  return made;
}

}  // namespace

class TestDeadlockFinding : public QObject {
  Q_OBJECT
 private slots:
  void namesEachReplication();
  void warnsOncePerCycle();
  void saysWhoWaitsForParts();
  void isEmptyWhereAllMoves();
};

void TestDeadlockFinding::namesEachReplication() {
  const RunResult all = runReplications(reworkLine(0.8), plan(4));
  const Json json = toJson(all);
  QCOMPARE(json["deadlock"].size(), std::size_t{4});
  for (std::uint32_t i = 0; i < 4; ++i) {
    const Json& each = json["deadlock"][i];
    QCOMPARE(each["replication"].get<std::uint32_t>(), i + 1);
    QVERIFY((each["elements"] == Json{"m1", "b", "m2"}));
    QVERIFY(each["t_s"].get<double>() >= 3 && each["t_s"].get<double>() < 3600);
    QCOMPARE(each["parts"].get<int>(), 3);
  }
  const RunResult third = runReplications(reworkLine(0.8), plan(1, 2));
  QVERIFY(toJson(third)["deadlock"][0] == json["deadlock"][2]);
}

void TestDeadlockFinding::warnsOncePerCycle() {
  const RunResult result = runReplications(reworkLine(0), plan(4));
  const QString warning = QString::fromStdString(result.warnings.at(0));
  QVERIFY2(warning.startsWith("deadlock: m1 -> b -> m2 -> m1 are all full and wait for each other since t = 3 s "
                              "(replication 1 and 3 more): 3 parts never move again"),
           qPrintable(warning));
  for (std::size_t i = 1; i < result.warnings.size(); ++i)
    QVERIFY(result.warnings[i].find("deadlock") == std::string::npos);
}

void TestDeadlockFinding::saysWhoWaitsForParts() {
  const auto factory = test::factoryOf(R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited"},
      {"id": "h", "type": "station", "process": 1, "batch_mode": {"size": 4}}, {"id": "o", "type": "sink"})",
                                       "s>h h>o", R"(, "control": [{"type": "conwip", "limit": 3, "from": "s"}])");
  const RunResult result = runReplications(factory, plan(2));
  const QString warning = QString::fromStdString(result.warnings.at(0));
  QVERIFY2(warning.startsWith("deadlock: s -> h -> s wait for parts, room or cards of each other since t = 0 s "
                              "(replication 1 and 1 more): 3 parts never move again; give more cards"),
           qPrintable(warning));
}

void TestDeadlockFinding::isEmptyWhereAllMoves() {
  const RunResult result = runReplications(reworkLine(1), plan(4));
  QVERIFY(result.deadlocks.empty());
  QVERIFY(toJson(result)["deadlock"].empty());
  QVERIFY(result.warnings.empty());
}

QTEST_APPLESS_MAIN(TestDeadlockFinding)
#include "tst_deadlock_finding.moc"
