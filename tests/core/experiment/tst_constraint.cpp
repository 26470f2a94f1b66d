// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>
#include <set>

#include "core/experiment/constraint.h"
#include "core/experiment/design.h"
#include "tests/support/small_study.h"

using namespace mw;
using namespace mw::experiment;

/// Conditions between factors, and how each design keeps to them.
class TestConstraint : public QObject {
  Q_OBJECT

 private slots:
  void keeps_data();
  void keeps();
  void refuses_data();
  void refuses();
  void listsLeaveOut_data();
  void listsLeaveOut();
  void regionsAreFilled_data();
  void regionsAreFilled();
  void aHypercubeFillsANarrowRegionEvenly();
  void nextToNothingIsRefused_data();
  void nextToNothingIsRefused();
  void addedPointsAreNotJudged();
};

namespace {

Json studyOf(const Json& constraints, const Json& design) {
  Json study = test::smallStudy();
  study["factors"] =
      Json::parse(R"([{"name": "buffer-a", "path": "elements/a/capacity", "min": 1, "max": 40, "integer": true},
    {"name": "b", "path": "elements/b/capacity", "min": 0, "max": 40},
    {"name": "rule", "path": "elements/b/order", "levels": ["fifo", "lifo"]},
    {"name": "on", "path": "elements/b/on", "levels": [false, true]}])");
  study["constraints"] = constraints;
  study["design"] = design;
  return study;
}

const Json kGrid = {{"type", "grid"}, {"steps", 3}};

std::string refusalOf(const Json& study) {
  try {
    (void)designPoints(Study::fromDocument(JsonDocument::parse(study.dump(1), "s.json")));
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

void TestConstraint::keeps_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("point");
  QTest::addColumn<bool>("is_kept");
  const auto row = [](const char* text, const char* point, bool is_kept) {
    QTest::newRow((std::string(text) + " " + point).c_str()) << text << point << is_kept;
  };
  row("buffer-a + b <= 40", R"([10, 30.0, "fifo", true])", true);
  row("buffer-a + b <= 40", R"([11, 30.0, "fifo", true])", false);
  row("buffer-a + b < 40", R"([10, 30.0, "fifo", true])", false);
  row("b - buffer-a>=20", R"([10, 30.0, "fifo", true])", true);
  row("b-buffer-a > 20", R"([10, 30.0, "fifo", true])", false);
  row("5 <= buffer-a <= 2*b", R"([10, 5.0, "fifo", true])", true);
  row("5 <= buffer-a <= 2*b", R"([4, 5.0, "fifo", true])", false);
  row("5 <= buffer-a <= 2*b", R"([11, 5.0, "fifo", true])", false);
  row("buffer-a ≤ 10", R"([10, 5.0, "fifo", true])", true);
  row("buffer-a ≥ 11", R"([10, 5.0, "fifo", true])", false);
  row("b == 0.1 + 0.2", R"([1, 0.3, "fifo", true])", true);
  row("b <= 0.3", R"([1, 0.30000000000000004, "fifo", true])", true);
  row("b != 0.3", R"([1, 0.30000000000000004, "fifo", true])", false);
  row("rule == \"fifo\" or b >= 5", R"([1, 6.0, "lifo", true])", true);
  row("rule == \"fifo\" or b >= 5", R"([1, 4.0, "lifo", true])", false);
  row("rule == 'fifo' or b >= 5", R"([1, 4.0, "fifo", true])", true);
  row("rule != 'fifo' and b >= 5", R"([1, 6.0, "fifo", true])", false);
  row("'lifo' == rule", R"([1, 6.0, "lifo", true])", true);
  row("on == true", R"([1, 6.0, "lifo", false])", false);
  row("b <= 5 + 10*on", R"([1, 6.0, "lifo", true])", true);
  row("sqrt(b - 9) < 100", R"([1, 6.0, "lifo", true])", false);  // not a number is not allowed
  row("1/b <= 5", R"([1, 0.0, "fifo", true])", false);           // nor is what is not finite
  row("b - buffer-a - 0.2 == 0", R"([0.1, 0.3, "fifo", true])", true);
}

void TestConstraint::keeps() {
  QFETCH(QString, text);
  QFETCH(QString, point);
  QFETCH(bool, is_kept);
  const Study study = Study::fromJson(studyOf({text.toStdString()}, kGrid));
  Findings findings;
  Constraints constraints = Constraints::compile(study.constraints, study.factors, findings);
  QVERIFY(findings.empty());
  const Json values = Json::parse(point.toStdString());
  std::vector<std::size_t> broken(1);
  QCOMPARE(constraints.areKeptBy(std::vector<Json>(values.begin(), values.end()), broken), is_kept);
  QCOMPARE(broken[0], is_kept ? std::size_t{0} : std::size_t{1});
}

void TestConstraint::refuses_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("says");
  QTest::newRow("unknown factor") << "bufer-a + b <= 40"
                                  << "nothing is called \"bufer\"";
  QTest::newRow("unknown factor, nearest") << "bb <= 40"
                                           << "the factors are buffer-a, b, rule, on";
  QTest::newRow("no comparison") << "b + 3"
                                 << "nothing is compared";
  QTest::newRow("half a comparison") << "b <= "
                                     << "nothing on one side";
  QTest::newRow("syntax") << "b <= (3"
                          << "parenthesis is not closed";
  QTest::newRow("a comparison in parentheses") << "(b <= 3 or b >= 5) and buffer-a < 3"
                                               << "a comparison stands in parentheses";
  QTest::newRow("in parentheses that are left open") << "(b <= 3"
                                                     << "write (a or b) and c as a and c or b and c";
  QTest::newRow("texts in a formula") << "rule + 1 < 3"
                                      << "rule == \"fifo\"";
  QTest::newRow("texts in order") << "rule < 'lifo'"
                                  << "by == or !=";
  QTest::newRow("unknown level") << "rule == 'lifoo'"
                                 << "did you mean \"lifo\"?";
  QTest::newRow("a number as a text") << "b == 'lifo'"
                                      << "by == or !=";
  QTest::newRow("one alternative") << "b <= 3 or on"
                                   << "nothing is compared";
}

void TestConstraint::refuses() {
  QFETCH(QString, text);
  QFETCH(QString, says);
  const std::string message = refusalOf(studyOf({"b <= 40", text.toStdString()}, kGrid));
  QVERIFY2(message.starts_with("s.json:"), message.c_str());
  QVERIFY2(message.find("/constraints/1") != std::string::npos, message.c_str());
  QVERIFY2(message.find(says.toStdString()) != std::string::npos, message.c_str());
}

void TestConstraint::listsLeaveOut_data() {
  QTest::addColumn<QString>("design");
  QTest::addColumn<int>("kept");
  QTest::addColumn<int>("left_out");
  QTest::addColumn<QString>("note");
  // Of 3 x 3 combinations of buffer-a (1, 21, 40) and b (0, 20, 40) six add up to 41 at most.
  QTest::newRow("grid") << R"({"type": "grid", "steps": 3})" << 24 << 12 << "12 of 36 points left out";
  QTest::newRow("fraction") << R"({"type": "fractional", "resolution": "IV"})" << 6 << 2 << "2 of 8 points left out";
  QTest::newRow("table") << R"({"type": "table"})" << 1 << 2 << "2 of 3 rows left out";
}

void TestConstraint::listsLeaveOut() {
  QFETCH(QString, design);
  QFETCH(int, kept);
  QFETCH(int, left_out);
  QFETCH(QString, note);
  const QTemporaryDir folder;
  const std::string file = folder.filePath("t.csv").toStdString();
  writeTextFile(file, "buffer-a,b,rule,on\n1,40,fifo,true\n2,40,fifo,true\n40,40,lifo,true\n");
  Json json = Json::parse(design.toStdString());
  if (json["type"] == "table") json["file"] = file;
  const DesignedPoints points = designed(Study::fromJson(studyOf({"buffer-a + b <= 41"}, json)));
  QCOMPARE(points.points.size(), static_cast<std::size_t>(kept));
  QCOMPARE(points.left_out, static_cast<std::size_t>(left_out));
  QVERIFY2(points.notes.back().find(note.toStdString()) != std::string::npos, points.notes.back().c_str());
}

void TestConstraint::regionsAreFilled_data() {
  QTest::addColumn<QString>("design");
  QTest::newRow("lhs") << R"({"type": "lhs", "points": 100})";
  QTest::newRow("sobol") << R"({"type": "sobol", "points": 100})";
  QTest::newRow("sequential") << R"({"type": "sequential", "points": 100, "initial": 100, "response": "wip_mean"})";
}

void TestConstraint::regionsAreFilled() {
  QFETCH(QString, design);
  const Study study =
      Study::fromJson(studyOf({"buffer-a + b <= 40", "rule == 'fifo' or b < 20"}, Json::parse(design.toStdString())));
  const DesignedPoints points = designed(study);
  QCOMPARE(points.points.size(), std::size_t{100});
  QCOMPARE(points.left_out, std::size_t{0});
  int low = 0;
  for (const DesignPoint& point : points.points) {
    QVERIFY(point[0].get<double>() + point[1].get<double>() <= 40);
    QVERIFY(point[2] == "fifo" || point[1].get<double>() < 20);
    low += point[1].get<double>() < 10 ? 1 : 0;
  }
  // Of the allowed area below the diagonal 7/16 of fifo and 7/12 of lifo, that has 3/4 of fifo's: one in two.
  QVERIFY2(low >= 35 && low <= 65, std::to_string(low).c_str());
  QVERIFY(designPoints(study) == points.points);
}

/// One in 400 is allowed: a strip, along which the points must still lie evenly.
void TestConstraint::aHypercubeFillsANarrowRegionEvenly() {
  Json json = studyOf({"abs(x - y) < 0.00125"}, {{"type", "lhs"}, {"points", 64}});
  json["factors"] = Json::parse(R"([{"name": "x", "path": "elements/a/x", "min": 0, "max": 1},
    {"name": "y", "path": "elements/a/y", "min": 0, "max": 1}])");
  const auto points = designPoints(Study::fromJson(json));
  QCOMPARE(points.size(), std::size_t{64});
  std::set<int> eighths;
  for (const DesignPoint& point : points) eighths.insert(static_cast<int>(point[0].get<double>() * 8));
  QCOMPARE(eighths.size(), std::size_t{8});
}

void TestConstraint::nextToNothingIsRefused_data() {
  QTest::addColumn<QString>("design");
  QTest::newRow("grid") << R"({"type": "grid", "steps": 3})";
  QTest::newRow("lhs") << R"({"type": "lhs", "points": 20})";
  QTest::newRow("sobol") << R"({"type": "sobol", "points": 20})";
  QTest::newRow("fraction") << R"({"type": "fractional", "resolution": "IV"})";
}

void TestConstraint::nextToNothingIsRefused() {
  QFETCH(QString, design);
  const std::string message =
      refusalOf(studyOf({"b + buffer-a <= 40", "b == 3.14159 and buffer-a > 7"}, Json::parse(design.toStdString())));
  QVERIFY2(message.find("/constraints/1") != std::string::npos, message.c_str());
  QVERIFY2(message.find("break 'b == 3.14159 and buffer-a > 7'") != std::string::npos, message.c_str());
}

void TestConstraint::addedPointsAreNotJudged() {
  Json json = studyOf({"b <= 1"}, kGrid);
  json["added_points"] = Json::parse(R"([{"buffer-a": 3, "b": 2.0, "rule": "lifo", "on": true}])");
  const auto points = designPoints(Study::fromJson(json));
  QVERIFY(points.back()[1] == 2.0);
}

QTEST_APPLESS_MAIN(TestConstraint)
#include "tst_constraint.moc"
