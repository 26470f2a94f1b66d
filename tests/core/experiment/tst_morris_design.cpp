// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>
#include <map>
#include <set>

#include "core/experiment/constraint.h"
#include "core/experiment/morris_design.h"
#include "tests/support/near.h"
#include "tests/support/small_study.h"

using namespace mw;
using namespace mw::experiment;

/// Trajectories for elementary effects.
class TestMorrisDesign : public QObject {
  Q_OBJECT

 private slots:
  void oneFactorChangesAtATime_data();
  void oneFactorChangesAtATime();
  void stepsBeginEquallyOftenAtEachValue();
  void integersAndLevelsAlwaysChange_data();
  void integersAndLevelsAlwaysChange();
  void liesFartherApartThanDrawnAtRandom();
  void theSeedDecides();
  void keepsConstraints();
  void refusesWhatConstraintsLeaveNoRoomFor();
  void addedPointsAreNoSteps();
  void refusesOtherPoints();
  void tellsWhatItIs();
  void repeatsNoTrajectoryWhileThereAreOthers_data();
  void repeatsNoTrajectoryWhileThereAreOthers();
  void meetsTheEndsOfARangeExactly();
  void refuses_data();
  void refuses();
};

namespace {

Json studyJson(int trajectories, int levels, int factors = 4) {
  Json list = Json::array();
  for (int i = 0; i < factors; ++i) {
    const std::string name = "x" + std::to_string(i);
    list.push_back({{"name", name}, {"path", "elements/m/" + name}, {"min", i}, {"max", 3 * i + 2}});
  }
  return {{"format", "millwright-study/1"},
          {"name", "screen"},
          {"horizon_s", 100},
          {"factors", list},
          {"design", {{"type", "morris"}, {"trajectories", trajectories}, {"levels", levels}}}};
}

std::vector<Json> named(const Study& study) {
  std::vector<Json> points;
  for (const DesignPoint& point : designPoints(study)) {
    Json values = Json::object();
    for (std::size_t f = 0; f < point.size(); ++f) values[study.factors[f].name] = point[f];
    points.push_back(values);
  }
  return points;
}

/// Where a value of a range lies in it.
double placeOf(const Factor& factor, const Json& value) {
  return (value.get<double>() - factor.min) / (factor.max - factor.min);
}

/// Sum over all pairs of trajectories of their squared distance.
double spreadOf(const Study& study, const std::vector<DesignPoint>& points) {
  const std::size_t k = study.factors.size();
  double spread = 0;
  for (std::size_t a = 0; a < points.size(); a += k + 1) {
    for (std::size_t b = 0; b < a; b += k + 1) {
      double distance = 0;
      for (std::size_t i = a; i <= a + k; ++i) {
        for (std::size_t j = b; j <= b + k; ++j) {
          double squared = 0;
          for (std::size_t f = 0; f < k; ++f) {
            squared += std::pow(placeOf(study.factors[f], points[i][f]) - placeOf(study.factors[f], points[j][f]), 2);
          }
          distance += std::sqrt(squared);
        }
      }
      spread += distance * distance;
    }
  }
  return spread;
}

}  // namespace

void TestMorrisDesign::oneFactorChangesAtATime_data() {
  QTest::addColumn<int>("trajectories");
  QTest::addColumn<int>("levels");
  QTest::addColumn<int>("factors");
  QTest::newRow("Morris's own: 4 levels") << 10 << 4 << 4;
  QTest::newRow("6 levels") << 8 << 6 << 3;
  QTest::newRow("one factor") << 4 << 4 << 1;
  QTest::newRow("many factors") << 5 << 8 << 30;
}

void TestMorrisDesign::oneFactorChangesAtATime() {
  QFETCH(int, trajectories);
  QFETCH(int, levels);
  QFETCH(int, factors);
  const Study study = Study::fromJson(studyJson(trajectories, levels, factors));
  const auto points = designPoints(study);
  const auto k = static_cast<std::size_t>(factors);
  QCOMPARE(points.size(), static_cast<std::size_t>(trajectories) * (k + 1));
  const double step = levels / (2.0 * (levels - 1));
  for (std::size_t first = 0; first < points.size(); first += k + 1) {
    std::set<std::size_t> moved;
    for (std::size_t i = first; i < first + k; ++i) {
      for (std::size_t f = 0; f < k; ++f) {
        if (points[i][f] == points[i + 1][f]) continue;
        moved.insert(f);
        const double by = placeOf(study.factors[f], points[i + 1][f]) - placeOf(study.factors[f], points[i][f]);
        MW_NEAR(std::abs(by), step, 1e-12, 0);
      }
      QCOMPARE(moved.size(), i - first + 1);
    }
  }
  // The same steps, as an analysis finds them in the stored points.
  const auto steps = morrisSteps(study, named(study));
  QCOMPARE(steps.size(), static_cast<std::size_t>(trajectories));
  for (const auto& trajectory : steps) {
    for (const MorrisStep& each : trajectory) MW_NEAR(std::abs(each.step), step, 1e-12, 0);
  }
}

void TestMorrisDesign::stepsBeginEquallyOftenAtEachValue() {
  const Study study = Study::fromJson(studyJson(300, 4, 3));
  std::map<long, int> met;
  const std::vector<Json> points = named(study);
  for (const auto& trajectory : morrisSteps(study, points)) {
    for (const MorrisStep& step : trajectory) {
      const Factor& factor = study.factors[step.factor];
      ++met[std::lround(3 * placeOf(factor, points[step.from][factor.name]))];
    }
  }
  QCOMPARE(met.size(), std::size_t{4});
  // A quarter of 900 steps each, four standard deviations of a binomial count are 52.
  for (const auto& [level, count] : met) QVERIFY2(std::abs(count - 225) < 52, qPrintable(QString::number(count)));
}

void TestMorrisDesign::integersAndLevelsAlwaysChange_data() {
  QTest::addColumn<QString>("factor");
  QTest::addColumn<int>("levels");
  for (const int levels : {4, 6, 10}) {
    for (const char* factor : {R"("min": 0, "max": 1, "integer": true)", R"("min": 1, "max": 3, "integer": true)",
                               R"("min": 0.5, "max": 7.5, "integer": true)", R"("levels": [false, true])",
                               R"("levels": ["a", "b", "c"])", R"("levels": [1, 2, 8, 9, 20])"}) {
      QTest::addRow("%s, %d", factor, levels) << QString(factor) << levels;
    }
  }
}

void TestMorrisDesign::integersAndLevelsAlwaysChange() {
  QFETCH(QString, factor);
  QFETCH(int, levels);
  Json json = studyJson(40, levels, 2);
  json["factors"][1] = Json::parse(R"({"name": "x1", "path": "elements/m/x1", )" + factor.toStdString() + "}");
  const Study study = Study::fromJson(json);
  std::set<Json> met;
  std::set<int> signs;
  for (const Json& point : named(study)) met.insert(point["x1"]);
  for (const auto& trajectory : morrisSteps(study, named(study))) {
    for (const MorrisStep& step : trajectory) {
      if (step.factor != 1) continue;
      QVERIFY(step.step != 0 && std::abs(step.step) <= 1);
      signs.insert(step.step > 0 ? 1 : -1);
    }
  }
  QCOMPARE(signs, (std::set{-1, 1}));
  if (study.factors[1].hasLevels()) QCOMPARE(met.size(), study.factors[1].levels.size());
}

void TestMorrisDesign::liesFartherApartThanDrawnAtRandom() {
  // The first trajectories of a large design are those that lie farthest apart of all that were drawn.
  const Study few = Study::fromJson(studyJson(6, 4));
  double random = 0;
  constexpr int kOthers = 20;
  for (int other = 0; other < kOthers; ++other) {
    std::vector<DesignPoint> points;
    for (int i = 0; i < 6; ++i) {
      Json json = studyJson(2, 4);
      json["seed"] = 100 + 6 * other + i;
      const auto pair = designPoints(Study::fromJson(json));
      // One of a pair: no trajectory is chosen with regard to those of other seeds.
      points.insert(points.end(), pair.begin(), pair.begin() + 5);
    }
    random += spreadOf(few, points) / kOthers;
  }
  QVERIFY(spreadOf(few, designPoints(few)) > 1.1 * random);
}

void TestMorrisDesign::theSeedDecides() {
  Json json = studyJson(6, 4);
  const auto points = designPoints(Study::fromJson(json));
  QCOMPARE(designPoints(Study::fromJson(json)), points);
  json["seed"] = 2;
  QVERIFY(designPoints(Study::fromJson(json)) != points);
}

void TestMorrisDesign::keepsConstraints() {
  Json json = studyJson(8, 4);
  json["constraints"] = {"x1 + x2 <= 10"};
  const Study study = Study::fromJson(json);
  const DesignedPoints design = designed(study);
  QCOMPARE(design.points.size(), std::size_t{40});
  QCOMPARE(design.left_out, std::size_t{0});
  for (const DesignPoint& point : design.points) QVERIFY(point[1].get<double>() + point[2].get<double>() <= 10);
  QCOMPARE(morrisSteps(study, named(study)).size(), std::size_t{8});
}

void TestMorrisDesign::refusesWhatConstraintsLeaveNoRoomFor() {
  Json json = studyJson(8, 4);
  json["constraints"] = {"x1 <= 1.1"};  // no trajectory keeps it: each moves x1 by two thirds of its range
  try {
    (void)designPoints(Study::fromJson(json));
    QFAIL("accepted");
  } catch (const InputError& error) {
    QVERIFY2(QString(error.what()).contains("break 'x1 <= 1.1'"), error.what());
  }
}

void TestMorrisDesign::addedPointsAreNoSteps() {
  Json json = studyJson(3, 4, 2);
  json["added_points"] = {{{"x0", 1.5}, {"x1", 2.5}}};
  const Study study = Study::fromJson(json);
  QCOMPARE(named(study).size(), std::size_t{10});
  QCOMPARE(morrisSteps(study, named(study)).size(), std::size_t{3});
}

void TestMorrisDesign::refusesOtherPoints() {
  const Study study = Study::fromJson(studyJson(3, 4, 2));
  std::vector<Json> points = named(study);
  points[4] = points[3];
  QVERIFY_THROWS_EXCEPTION(InputError, (void)morrisSteps(study, points));
  points.resize(4);
  QVERIFY_THROWS_EXCEPTION(InputError, (void)morrisSteps(study, points));
}

void TestMorrisDesign::tellsWhatItIs() {
  QCOMPARE(designed(Study::fromJson(studyJson(10, 4))).notes,
           (std::vector<std::string>{
               "10 trajectories of 5 points: in each, every factor changes once, by 2/3 of its range"}));
  QCOMPARE(morrisText(Study::fromJson(studyJson(10, 6))),
           std::string("10 trajectories of 5 points: in each, every factor changes once, by 3/5 of its range"));
}

void TestMorrisDesign::repeatsNoTrajectoryWhileThereAreOthers_data() {
  QTest::addColumn<int>("factors");
  QTest::addColumn<int>("levels");
  QTest::addColumn<int>("trajectories");
  QTest::addColumn<int>("different");
  // p moves of each factor, k! orders, each in two directions: p^k k! / 2.
  QTest::newRow("both of one factor") << 1 << 4 << 10 << 2;
  QTest::newRow("all of two") << 2 << 4 << 16 << 16;
  QTest::newRow("more than two have") << 2 << 4 << 20 << 16;
  QTest::newRow("half of two's with 6 levels") << 2 << 6 << 18 << 18;
  QTest::newRow("all of three") << 3 << 4 << 192 << 192;
  QTest::newRow("as many as are drawn") << 3 << 6 << 500 << 500;
}

void TestMorrisDesign::repeatsNoTrajectoryWhileThereAreOthers() {
  QFETCH(int, factors);
  QFETCH(int, levels);
  QFETCH(int, trajectories);
  QFETCH(int, different);
  const DesignedPoints design = designed(Study::fromJson(studyJson(trajectories, levels, factors)));
  const auto each = static_cast<std::ptrdiff_t>(factors + 1);
  QCOMPARE(design.points.size(), static_cast<std::size_t>(trajectories * each));
  std::set<std::vector<DesignPoint>> met;
  for (auto first = design.points.begin(); first != design.points.end(); first += each) {
    const std::vector<DesignPoint> forth(first, first + each);
    const std::vector<DesignPoint> back(forth.rbegin(), forth.rend());
    met.insert(std::min(forth, back));
  }
  QCOMPARE(met.size(), static_cast<std::size_t>(different));
  QCOMPARE(design.notes.size(), std::size_t{different < trajectories ? 2U : 1U});
  if (different == trajectories) return;
  const std::string words = "only " + std::to_string(different) + " different trajectories";
  QVERIFY2(design.notes[1].starts_with(words), design.notes[1].c_str());
}

void TestMorrisDesign::meetsTheEndsOfARangeExactly() {
  Json json = studyJson(20, 4, 2);
  json["factors"][1]["min"] = -0.1;
  json["factors"][1]["max"] = 0.3;
  double least = 1e9;
  double most = -1e9;
  for (const DesignPoint& point : designPoints(Study::fromJson(json))) {
    least = std::min(least, point[1].get<double>());
    most = std::max(most, point[1].get<double>());
  }
  QVERIFY(least == -0.1 && most == 0.3);  // bit by bit
}

void TestMorrisDesign::refuses_data() {
  QTest::addColumn<QString>("design");
  QTest::addColumn<QString>("words");
  QTest::addColumn<QString>("factor");
  const auto add = [](const char* name, const char* design, const char* words, const char* factor = "") {
    QTest::newRow(name) << QString(design) << QString(words) << QString(factor);
  };
  add("no count", R"({"type": "morris"})", "needs \"trajectories\"");
  add("one", R"({"type": "morris", "trajectories": 1})", "2");
  add("odd", R"({"type": "morris", "trajectories": 5, "levels": 5})", "even number");
  add("other's key", R"({"type": "morris", "trajectories": 5, "points": 5})", "has no \"points\"");
  const char* five = R"({"type": "morris", "trajectories": 5})";
  add("neither range nor levels", five, "either a range or levels", " ");
  add("half a range", five, "needs both ends", R"(, "min": 1)");
  add("a level twice", five, "level 5 is there twice", R"(, "levels": [5, 5, 10])");
  add("a level in two spellings", five, "level 1.0 is there twice", R"(, "levels": [1, 1.0])");
  add("one level", five, "has one value", R"(, "levels": [1])");
}

void TestMorrisDesign::refuses() {
  QFETCH(QString, design);
  QFETCH(QString, words);
  QFETCH(QString, factor);
  Json json = studyJson(3, 4);
  json["design"] = Json::parse(design.toStdString());
  if (!factor.isEmpty()) {
    json["factors"][1] = Json::parse(R"({"name": "x1", "path": "elements/m/x1")" + factor.toStdString() + "}");
  }
  try {
    (void)Study::fromJson(json);
    QFAIL("accepted");
  } catch (const InputError& error) {
    QVERIFY2(QString(error.what()).contains(words), error.what());
  }
}

QTEST_APPLESS_MAIN(TestMorrisDesign)
#include "tst_morris_design.moc"
