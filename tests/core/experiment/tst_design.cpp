// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <map>
#include <set>

#include "core/experiment/design.h"
#include "tests/support/small_study.h"

using namespace mw;
using namespace mw::experiment;

class TestDesign : public QObject {
  Q_OBJECT

 private slots:
  void gridOrder_data();
  void gridOrder();
  void hugeGridIsRefused();
  void hypercubeStratifies_data();
  void hypercubeStratifies();
  void hypercubeFollowsTheSeed();
  void sobolIsANet_data();
  void sobolIsANet();
  void sobolFillsEachFactor();
  void sobolGrowsAndFollowsTheSeed();
  void tableRows_data();
  void tableRows();
};

namespace {

Study studyWith(const Json& factors, const Json& design) {
  Json study = test::smallStudy();
  study["factors"] = factors;
  study["design"] = design;
  return Study::fromJson(study);
}

Json factor(const char* name, const Json& rest) {
  Json json = {{"name", name}, {"path", std::string("elements/") + name + "/capacity"}};
  json.update(rest);
  return json;
}

}  // namespace

void TestDesign::gridOrder_data() {
  QTest::addColumn<QString>("factors");
  QTest::addColumn<int>("steps");
  QTest::addColumn<QString>("points");
  QTest::newRow("one list") << R"([{"levels": ["fifo", "lifo"]}])" << 3 << R"([["fifo"],["lifo"]])";
  QTest::newRow("last factor fastest") << R"([{"levels": [1, 2]}, {"min": 0, "max": 1}])" << 3
                                       << "[[1,0.0],[1,0.5],[1,1.0],[2,0.0],[2,0.5],[2,1.0]]";
  QTest::newRow("integers, repeated ones left out")
      << R"([{"min": 1, "max": 3, "integer": true}])" << 7 << "[[1],[2],[3]]";
  QTest::newRow("one step takes the middle") << R"([{"min": 2, "max": 4}])" << 1 << "[[3.0]]";
}

void TestDesign::gridOrder() {
  QFETCH(QString, factors);
  QFETCH(int, steps);
  QFETCH(QString, points);
  Json list = Json::array();
  for (const Json& rest : Json::parse(factors.toStdString())) {
    list.push_back(factor(list.empty() ? "a" : "b", rest));
  }
  const Study study = studyWith(list, {{"type", "grid"}, {"steps", steps}});
  QCOMPARE(QString::fromStdString(Json(designPoints(study)).dump()), points);
}

void TestDesign::hugeGridIsRefused() {
  Json list = Json::array();
  for (const char* name : {"a", "b", "c", "d"}) list.push_back(factor(name, {{"min", 0}, {"max", 1}}));
  const Study study = studyWith(list, {{"type", "grid"}, {"steps", 100}});
  QVERIFY_EXCEPTION_THROWN((void)designPoints(study), InputError);
}

void TestDesign::hypercubeStratifies_data() {
  QTest::addColumn<int>("points");
  QTest::newRow("1") << 1;
  QTest::newRow("7") << 7;
  QTest::newRow("200") << 200;
  QTest::newRow("5000, too many to compare") << 5000;
}

void TestDesign::hypercubeStratifies() {
  QFETCH(int, points);
  const Json factors = {factor("a", {{"min", 10}, {"max", 20}}), factor("b", {{"levels", {"x", "y", "z"}}}),
                        factor("c", {{"min", 1}, {"max", 4}, {"integer", true}})};
  const auto rows = designPoints(studyWith(factors, {{"type", "lhs"}, {"points", points}}));
  QCOMPARE(rows.size(), static_cast<std::size_t>(points));
  std::map<int, int> slices;
  std::map<std::string, int> levels;
  std::map<int, int> integers;
  for (const DesignPoint& row : rows) {
    ++slices[static_cast<int>((row[0].get<double>() - 10) / 10 * points)];
    ++levels[row[1].get<std::string>()];
    ++integers[row[2].get<int>()];
  }
  QCOMPARE(slices.size(), static_cast<std::size_t>(points));
  for (const auto& [slice, count] : slices) QCOMPARE(count, 1);
  // n points in k classes: each class holds a run of n / k slices, one more or less at its two ends.
  for (const auto& [level, count] : levels) QVERIFY(std::abs(count - points / 3.0) <= 1);
  for (const auto& [integer, count] : integers) {
    QVERIFY(integer >= 1 && integer <= 4);
    QVERIFY(std::abs(count - points / 4.0) <= 1);
  }
}

void TestDesign::hypercubeFollowsTheSeed() {
  const Json factors = {factor("a", {{"min", 0}, {"max", 1}}), factor("b", {{"min", 0}, {"max", 1}})};
  Study study = studyWith(factors, {{"type", "lhs"}, {"points", 40}});
  const auto first = designPoints(study);
  QCOMPARE(designPoints(study), first);
  study.seed = 4;
  QVERIFY(designPoints(study) != first);
}

void TestDesign::sobolIsANet_data() {
  QTest::addColumn<int>("seed");
  for (const int seed : {0, 1, 2, 77}) QTest::newRow(std::to_string(seed).c_str()) << seed;
}

/// The first two dimensions are a (0, 2)-sequence in base 2: of 2^k points, every box of 2^-j by 2^-(k-j) holds one.
void TestDesign::sobolIsANet() {
  QFETCH(int, seed);
  constexpr int kLog = 8;
  constexpr int kPoints = 1 << kLog;
  const Json factors = {factor("a", {{"min", 0}, {"max", 1}}), factor("b", {{"min", 0}, {"max", 1}})};
  Study study = studyWith(factors, {{"type", "sobol"}, {"points", 2 * kPoints}});
  study.seed = static_cast<std::uint64_t>(seed);
  const auto rows = designPoints(study);
  for (int j = 0; j <= kLog; ++j) {
    for (const int first : {0, kPoints}) {  // any stretch of 2^k
      std::set<std::pair<int, int>> boxes;
      for (int i = first; i < first + kPoints; ++i) {
        const auto& row = rows[static_cast<std::size_t>(i)];
        boxes.insert({static_cast<int>(row[0].get<double>() * (1 << j)),
                      static_cast<int>(row[1].get<double>() * (1 << (kLog - j)))});
      }
      QCOMPARE(boxes.size(), static_cast<std::size_t>(kPoints));
    }
  }
}

void TestDesign::sobolFillsEachFactor() {
  Json factors = Json::array();
  for (int i = 0; i < 40; ++i) factors.push_back(factor(("f" + std::to_string(i)).c_str(), {{"min", 3}, {"max", 5}}));
  const Study study = studyWith(factors, {{"type", "sobol"}, {"points", 64}});
  const auto rows = designPoints(study);
  for (std::size_t f = 0; f < 40; ++f) {
    std::set<int> slices;
    for (const DesignPoint& row : rows) slices.insert(static_cast<int>((row[f].get<double>() - 3) / 2 * 64));
    QCOMPARE(slices.size(), std::size_t{64});
  }
}

void TestDesign::sobolGrowsAndFollowsTheSeed() {
  const Json factors = {factor("a", {{"min", 0}, {"max", 1}}), factor("b", {{"levels", {"x", "y", "z"}}})};
  const auto few = designPoints(studyWith(factors, {{"type", "sobol"}, {"points", 10}}));
  Study study = studyWith(factors, {{"type", "sobol"}, {"points", 100}});
  const auto many = designPoints(study);
  QVERIFY(std::equal(few.begin(), few.end(), many.begin()));
  ++study.seed;
  QVERIFY(designPoints(study) != many);
}

void TestDesign::tableRows_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("points");
  QTest::addColumn<QString>("says");
  QTest::newRow("columns in any order") << "b,a\nlifo,1\nfifo,2.5\n"
                                        << R"([[1.0,"lifo"],[2.5,"fifo"]])"
                                        << "";
  QTest::newRow("CRLF, mark, blank line") << "\xEF\xBB\xBF"
                                             "a,b\r\n1,fifo\r\n\r\n"
                                          << R"([[1.0,"fifo"]])"
                                          << "";
  QTest::newRow("unknown column") << "a,b,c\n1,fifo,2\n"
                                  << ""
                                  << "t.csv:1:1: column \"c\"";
  QTest::newRow("missing column") << "a\n1\n"
                                  << ""
                                  << "no column \"b\"";
  QTest::newRow("not a level") << "a,b\n1,random\n"
                               << ""
                               << "t.csv:2:3: \"random\"";
  QTest::newRow("beyond the range") << "a,b\n1,fifo\n7,fifo\n"
                                    << ""
                                    << "t.csv:3:1: \"7\"";
  QTest::newRow("a number with a tail") << "a,b\n1x,fifo\n"
                                        << ""
                                        << "\"1x\"";
  QTest::newRow("a cell too few") << "a,b\n1\n"
                                  << ""
                                  << "t.csv:2:2: no value of factor \"b\"";
  QTest::newRow("an empty cell") << "a,b\n1,fifo\n,lifo\n"
                                 << ""
                                 << "t.csv:3:1: no value of factor \"a\"";
  QTest::newRow("a cell too many") << "a,b\n1,fifo,2\n"
                                   << ""
                                   << "t.csv:2:1: 3 cells under 2 columns";
  QTest::newRow("a column twice") << "a,b,a\n1,fifo,2\n"
                                  << ""
                                  << "column \"a#2\"";
  QTest::newRow("quotes") << "\"a\",\"b\"\n\"1\",\"fifo\"\n"
                          << R"([[1.0,"fifo"]])"
                          << "";
  QTest::newRow("semicolons and decimal commas") << "a;b\n1,5;fifo\n"
                                                 << R"([[1.5,"fifo"]])"
                                                 << "";
  QTest::newRow("an open quote") << "a,b\n1,\"fifo\n2,lifo\n"
                                 << ""
                                 << "t.csv:2:1: a quote is never closed";
  QTest::newRow("nothing at all") << ""
                                  << ""
                                  << "no rows";
  QTest::newRow("no rows") << "a,b\n"
                           << ""
                           << "no rows";
}

void TestDesign::tableRows() {
  QFETCH(QString, text);
  QFETCH(QString, points);
  QFETCH(QString, says);
  const QTemporaryDir folder;
  const std::string file = folder.filePath("t.csv").toStdString();
  writeTextFile(file, text.toStdString());
  const Json factors = {factor("a", {{"min", 0}, {"max", 5}}), factor("b", {{"levels", {"fifo", "lifo"}}})};
  const Study study = studyWith(factors, {{"type", "table"}, {"file", file}});
  std::string message;
  try {
    QCOMPARE(QString::fromStdString(Json(designPoints(study)).dump()), points);
  } catch (const InputError& error) {
    message = error.what();
  }
  QVERIFY2(says.isEmpty() == message.empty(), message.c_str());
  QVERIFY2(message.find(says.toStdString()) != std::string::npos, message.c_str());
}

QTEST_APPLESS_MAIN(TestDesign)
#include "tst_design.moc"
