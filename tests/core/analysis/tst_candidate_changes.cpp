// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <algorithm>

#include "core/analysis/candidate_changes.h"
#include "tests/core/events/factory_text.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::analysis;
using namespace mw::test;
using Kind = Change::Kind;

namespace {

/// Two equal machines that share no buffer, and a crew that nobody waits for.
factory::Factory twoMachines() {
  return factoryOf(R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited"},
      {"id": "m1", "type": "station", "process": 20}, {"id": "m2", "type": "station", "process": 20},
      {"id": "o", "type": "sink"})",
                   "s>m1 m1>m2 m2>o", R"(, "pools": [{"id": "crew", "count": 2}, {"id": "fitters", "count": 1}])");
}

kpi::Limit limitOf(const factory::Factory& factory, const std::string& id) {
  kpi::Limit limit;
  limit.id = id;
  const auto& elements = factory.elements();
  const auto found = std::ranges::find(elements, id, &factory::Element::id);
  if (found != elements.end()) limit.element = static_cast<std::size_t>(found - elements.begin());
  limit.share = {0.4, 0.1, 0.1, 5};
  limit.is_candidate = true;
  return limit;
}

/// These cannot be told apart.
kpi::BottleneckFinding notSeparable(const factory::Factory& factory, const QStringList& ids) {
  kpi::BottleneckFinding finding;
  finding.verdict = kpi::BottleneckFinding::Verdict::NotSeparable;
  for (const QString& id : ids) finding.limits.push_back(limitOf(factory, id.toStdString()));
  return finding;
}

/// What is proposed where these limit; machines and places are not to be had.
struct Case {
  factory::Factory factory = twoMachines();
  kpi::BottleneckFinding finding;
  kpi::ArrowFinding arrows;
  std::vector<events::RunStatistics> runs{simulated(factory, settingsFor(3600))};
  ChangeCosts costs;

  explicit Case(const QStringList& ids) : finding(notSeparable(factory, ids)) { costs.machine = std::nullopt; }
  [[nodiscard]] Situation situation() const { return {factory, finding, arrows, runs}; }
  /// The change of several at once; none where it is not offered.
  [[nodiscard]] std::optional<Candidate> together(double budget) const {
    for (Candidate& candidate : proposeChanges(situation(), costs, budget)) {
      if (candidate.change.kind == Kind::Faster && candidate.change.ids.size() > 1) return std::move(candidate);
    }
    return std::nullopt;
  }
};

double processOf(const factory::Factory& factory, const char* id) {
  return factory.findElement(id)->value("process").get<double>();
}

}  // namespace

class TestCandidateChanges : public QObject {
  Q_OBJECT
 private slots:
  void togetherIsWhatTheBudgetLeavesForAll_data();
  void togetherIsWhatTheBudgetLeavesForAll();
  void aPoolTogetherCostsAPerson();
  void aPoolThatIsNotToBeHadIsNotOffered();
  void cheapest_data();
  void cheapest();
};

void TestCandidateChanges::togetherIsWhatTheBudgetLeavesForAll_data() {
  QTest::addColumn<double>("budget");
  QTest::addColumn<double>("percent");  ///< off each of the two; 0: not offered. One percent of one costs 1
  QTest::newRow("more than enough") << 100.0 << 5.0;
  QTest::newRow("just enough") << 10.0 << 5.0;
  QTest::newRow("enough for one alone at the largest step") << 6.0 << 3.0;
  QTest::newRow("the smallest step") << 2.0 << 1.0;
  QTest::newRow("too little for both") << 1.9 << 0.0;
}

void TestCandidateChanges::togetherIsWhatTheBudgetLeavesForAll() {
  QFETCH(double, budget);
  QFETCH(double, percent);
  const auto found = Case({"m1", "m2"}).together(budget);
  QCOMPARE(found.has_value(), percent > 0);
  if (!found) return;
  QVERIFY(found->change.cost <= budget * (1 + 1e-12));
  MW_NEAR(found->change.cost, 2 * percent, 1e-12, 0);
  for (const char* id : {"m1", "m2"}) MW_NEAR(processOf(found->factory, id), 20 * (1 - percent / 100), 1e-12, 0);
}

/// 15 for the person, the remaining 4 are 4 % of the machine.
void TestCandidateChanges::aPoolTogetherCostsAPerson() {
  const auto found = Case({"m1", "crew"}).together(19);
  QVERIFY(found.has_value());
  MW_NEAR(found->change.cost, 19.0, 1e-12, 0);
  MW_NEAR(processOf(found->factory, "m1"), 20 * 0.96, 1e-12, 0);
  QCOMPARE(found->factory.json()["pools"][0]["count"].get<int>(), 3);
}

void TestCandidateChanges::aPoolThatIsNotToBeHadIsNotOffered() {
  Case crew({"m1", "crew"});
  crew.costs.person = std::nullopt;
  QVERIFY(!crew.together(100).has_value());
}

void TestCandidateChanges::cheapest_data() {
  QTest::addColumn<QStringList>("ids");
  QTest::addColumn<double>("cost");
  QTest::newRow("one percent of one") << QStringList{"m1", "m2"} << 1.0;
  // Half a person is not to be had, neither alone nor together.
  QTest::newRow("one person") << QStringList{"crew", "fitters"} << 15.0;
}

void TestCandidateChanges::cheapest() {
  QFETCH(QStringList, ids);
  QFETCH(double, cost);
  const Case each(ids);
  const auto found = cheapestChange(each.situation(), each.costs);
  QVERIFY(found.has_value());
  MW_NEAR(*found, cost, 1e-12, 0);
}

QTEST_GUILESS_MAIN(TestCandidateChanges)
#include "tst_candidate_changes.moc"
