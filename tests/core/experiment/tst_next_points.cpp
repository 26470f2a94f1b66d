// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>

#include "core/experiment/next_points.h"
#include "tests/support/small_study.h"

using namespace mw;
using namespace mw::experiment;

/// Where a sequential study looks next, judged on responses that are known functions of the factors.
class TestNextPoints : public QObject {
  Q_OBJECT

 private slots:
  void looksWhereNothingIsKnown();
  void aBatchDoesNotClump();
  void keepsTheConstraints();
  void isTheSameAgain();
  void bandsNarrow();
  void knowsWhenToEnd_data();
  void knowsWhenToEnd();
  void refuses_data();
  void refuses();
};

namespace {

const std::vector<std::string> kKpis = {"throughput_per_h", "wip_mean"};

Json studyWith(const Json& design, bool is_plane = false) {
  Json study = test::smallStudy();
  study["replications"] = 1;
  study["factors"] =
      Json::array({{{"name", "cycle"}, {"path", "elements/m2/process/mean_s"}, {"min", 40}, {"max", 60}}});
  if (is_plane) {
    study["factors"].push_back({{"name", "other"}, {"path", "elements/m1/process/mean_s"}, {"min", 10}, {"max", 20}});
  }
  study["design"] = {{"type", "sequential"}, {"response", "wip_mean"}};
  study["design"].update(design);
  return study;
}

StudyPlan planOf(const Json& study) {
  return StudyPlan(Study::fromJson(study), factory::Factory::fromJson(test::smallFactory()), kKpis);
}

/// A bend of the first factor, a slope of the others; no noise.
std::vector<StudyRun> runsOf(const StudyPlan& plan) {
  std::vector<StudyRun> runs;
  for (std::uint32_t point = 0; point < plan.points().size(); ++point) {
    const DesignPoint& values = plan.points()[point];
    double response = std::tanh((values[0].get<double>() - 50) / 3);
    for (std::size_t f = 1; f < values.size(); ++f) response += 0.1 * values[f].get<double>();
    for (std::uint32_t k = 0; k < plan.study().replications; ++k) runs.push_back({{point, k}, {0, response}, 1});
  }
  return runs;
}

double distanceToNearest(double at, const std::vector<double>& others) {
  double nearest = 1e300;
  for (const double other : others) nearest = std::min(nearest, std::abs(at - other));
  return nearest;
}

std::vector<double> firstFactorOf(const StudyPlan& plan) {
  std::vector<double> values;
  for (const DesignPoint& point : plan.points()) values.push_back(point[0].get<double>());
  return values;
}

}  // namespace

void TestNextPoints::looksWhereNothingIsKnown() {
  const StudyPlan plan = planOf(studyWith({{"points", 20}, {"initial", 4}, {"batch", 1}}));
  const NextPoints next = nextPoints(plan, runsOf(plan));
  QVERIFY(next.status == NextPoints::Status::More);
  QCOMPARE(next.points.size(), std::size_t{1});
  const std::vector<double> all = firstFactorOf(plan);
  double farthest = 0;
  for (double at = 40; at <= 60; at += 0.05) farthest = std::max(farthest, distanceToNearest(at, all));
  // Beyond the outermost points less is known than at the same distance between two.
  QVERIFY(distanceToNearest(next.points[0]["cycle"].get<double>(), all) > 0.7 * farthest);
}

void TestNextPoints::aBatchDoesNotClump() {
  const StudyPlan plan = planOf(studyWith({{"points", 20}, {"initial", 4}, {"batch", 4}}));
  const NextPoints next = nextPoints(plan, runsOf(plan));
  QCOMPARE(next.points.size(), std::size_t{4});
  std::vector<double> all = firstFactorOf(plan);
  for (const Json& point : next.points) {
    // Four gaps and two ends for four points: by the largest deviations alone they would lie 0.02 apart.
    const double at = point["cycle"].get<double>();
    QVERIFY2(distanceToNearest(at, all) > 0.5, std::to_string(at).c_str());
    all.push_back(at);
  }
}

void TestNextPoints::keepsTheConstraints() {
  Json study = studyWith({{"points", 30}, {"initial", 8}, {"batch", 8}}, true);
  study["constraints"] = {"cycle + 2*other <= 80"};
  const StudyPlan plan = planOf(study);
  const NextPoints next = nextPoints(plan, runsOf(plan));
  QCOMPARE(next.points.size(), std::size_t{8});
  for (const Json& point : next.points) {
    QVERIFY(point["cycle"].get<double>() + 2 * point["other"].get<double>() <= 80);
  }
}

void TestNextPoints::isTheSameAgain() {
  const StudyPlan plan = planOf(studyWith({{"points", 30}, {"initial", 8}, {"batch", 3}}, true));
  std::vector<StudyRun> runs = runsOf(plan);
  const NextPoints next = nextPoints(plan, runs);
  std::reverse(runs.begin(), runs.end());
  QVERIFY(nextPoints(plan, runs).points == next.points);
  Json other = studyWith({{"points", 30}, {"initial", 8}, {"batch", 3}}, true);
  other["seed"] = 4;
  const StudyPlan reseeded = planOf(other);
  QVERIFY(nextPoints(reseeded, runsOf(reseeded)).points != next.points);
}

void TestNextPoints::bandsNarrow() {
  StudyPlan plan = planOf(studyWith({{"points", 24}, {"initial", 8}, {"batch", 4}}, true));
  NextPoints next = nextPoints(plan, runsOf(plan));
  const double first = next.half_width;
  while (next.status == NextPoints::Status::More) {
    plan = plan.withAdded(next.points);
    next = nextPoints(plan, runsOf(plan));
  }
  QVERIFY(next.status == NextPoints::Status::BudgetSpent);
  QCOMPARE(plan.points().size(), std::size_t{24});
  QVERIFY2(next.half_width < 0.5 * first, qPrintable(QStringLiteral("%1, %2").arg(first).arg(next.half_width)));
  // A plain hypercube of as many points leaves a wider band somewhere.
  const StudyPlan plain = planOf(studyWith({{"points", 24}, {"initial", 24}}, true));
  const double of_plain = nextPoints(plain, runsOf(plain)).half_width;
  QVERIFY2(next.half_width < of_plain, qPrintable(QStringLiteral("%1, %2").arg(next.half_width).arg(of_plain)));
}

void TestNextPoints::knowsWhenToEnd_data() {
  QTest::addColumn<QString>("design");
  QTest::addColumn<QString>("levels");
  QTest::addColumn<int>("status");
  QTest::addColumn<int>("points");
  using Status = NextPoints::Status;
  QTest::newRow("more") << R"({"points": 9, "initial": 8})"
                        << "" << static_cast<int>(Status::More) << 1;
  QTest::newRow("budget") << R"({"points": 8, "initial": 8})"
                          << "" << static_cast<int>(Status::BudgetSpent) << 0;
  QTest::newRow("accurate") << R"({"points": 20, "initial": 8, "half_width": 100})"
                            << "" << static_cast<int>(Status::Accurate) << 0;
  QTest::newRow("not yet accurate") << R"({"points": 20, "initial": 8, "half_width": 1e-9})"
                                    << "" << static_cast<int>(Status::More) << 4;
  QTest::newRow("every level is there") << R"({"points": 20, "initial": 4})"
                                        << "[40, 45, 50, 60]" << static_cast<int>(Status::NothingLeft) << 0;
  QTest::newRow("two levels are left") << R"({"points": 20, "initial": 4})"
                                       << "[40, 42, 45, 50, 55, 60]" << static_cast<int>(Status::More) << 2;
}

void TestNextPoints::knowsWhenToEnd() {
  QFETCH(QString, design);
  QFETCH(QString, levels);
  QFETCH(int, status);
  QFETCH(int, points);
  Json study = studyWith(Json::parse(design.toStdString()));
  if (!levels.isEmpty()) {
    study["factors"][0].erase("min");
    study["factors"][0].erase("max");
    study["factors"][0]["levels"] = Json::parse(levels.toStdString());
  }
  const StudyPlan plan = planOf(study);
  const NextPoints next = nextPoints(plan, runsOf(plan));
  QCOMPARE(static_cast<int>(next.status), status);
  QCOMPARE(next.points.size(), static_cast<std::size_t>(points));
  if (next.status != NextPoints::Status::More) QVERIFY(!endText(next, plan).empty());
}

void TestNextPoints::refuses_data() {
  QTest::addColumn<QString>("design");
  QTest::addColumn<QString>("place");
  QTest::addColumn<QString>("says");
  QTest::newRow("no response") << R"({"points": 9, "response": null})"
                               << "/design"
                               << "response";
  QTest::newRow("not a response") << R"({"points": 9, "response": "wip_meen"})"
                                  << "/design/response"
                                  << "did you mean \"wip_mean\"?";
  QTest::newRow("too small a budget") << R"({"points": 3})"
                                      << "/design/points"
                                      << "at least 4";
  QTest::newRow("no budget") << R"({"initial": 9})"
                             << "/design"
                             << "needs \"points\"";
  QTest::newRow("more than the budget") << R"({"points": 9, "initial": 10})"
                                        << "/design/initial"
                                        << "initial <= points";
}

void TestNextPoints::refuses() {
  QFETCH(QString, design);
  QFETCH(QString, place);
  QFETCH(QString, says);
  Json study = studyWith(Json::parse(design.toStdString()));
  if (study["design"]["response"].is_null()) study["design"].erase("response");
  std::string message;
  try {
    (void)planOf(study);
  } catch (const InputError& error) {
    message = error.what();
  }
  QVERIFY2(message.find(place.toStdString()) != std::string::npos, message.c_str());
  QVERIFY2(message.find(says.toStdString()) != std::string::npos, message.c_str());
}

QTEST_APPLESS_MAIN(TestNextPoints)
#include "tst_next_points.moc"
