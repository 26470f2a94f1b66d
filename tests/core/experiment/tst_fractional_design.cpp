// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <bit>
#include <map>
#include <set>

#include "core/experiment/design.h"
#include "core/experiment/fractional_design.h"
#include "tests/core/experiment/two_level_study.h"

using namespace mw;
using namespace mw::experiment;

/// Two-level fractions, judged by what they do and not by what a table says of them.
class TestFractionalDesign : public QObject {
  Q_OBJECT

 private slots:
  void publishedColumnsAreOrthogonal_data();
  void publishedColumnsAreOrthogonal();
  void publishedWordLengths_data();
  void publishedWordLengths();
  void chosenByResolution_data();
  void chosenByResolution();
  void confoundedEffectsHaveTheSameColumn_data();
  void confoundedEffectsHaveTheSameColumn();
  void aliasesOfFiveFactors();
  void pointsAreTheEndsOfRanges();
};

namespace {

std::vector<std::string> letters(std::size_t count) {
  const std::string all = "ABCDEFGHJKLMNOP";
  std::vector<std::string> names;
  for (std::size_t i = 0; i < count; ++i) names.emplace_back(1, all[i]);
  return names;
}

TwoLevelFraction publishedOf(std::size_t row) {
  const PublishedFraction& entry = publishedFractions()[row];
  Design design;
  for (const QString& text : QString(entry.letters).split(QLatin1Char(' '))) {
    design.generators.push_back(text.toStdString());
  }
  Findings findings;
  const auto fraction = fractionOf(design, letters(entry.factors), findings);
  return *fraction;
}

std::string nameOf(std::size_t row) {
  const PublishedFraction& entry = publishedFractions()[row];
  return "2^(" + std::to_string(entry.factors) + "-" + std::to_string(entry.generators) + ")";
}

int columnOf(const TwoLevelFraction& fraction, std::size_t run, const EffectWord& word) {
  int sign = word.sign;
  for (std::size_t factor = 0; factor < fraction.factorCount(); ++factor) {
    if ((word.factors >> factor & 1U) != 0) sign *= fraction.sign(run, factor);
  }
  return sign;
}

}  // namespace

void TestFractionalDesign::publishedColumnsAreOrthogonal_data() {
  QTest::addColumn<int>("row");
  for (std::size_t row = 0; row < publishedFractions().size(); ++row) {
    QTest::newRow(nameOf(row).c_str()) << static_cast<int>(row);
  }
}

void TestFractionalDesign::publishedColumnsAreOrthogonal() {
  QFETCH(int, row);
  const PublishedFraction& entry = publishedFractions()[static_cast<std::size_t>(row)];
  const TwoLevelFraction fraction = publishedOf(static_cast<std::size_t>(row));
  QCOMPARE(fraction.runs(), std::size_t{1} << (entry.factors - entry.generators));
  QCOMPARE(fraction.definingWords().size(), (std::size_t{1} << entry.generators) - 1);
  std::set<std::vector<int>> runs;
  for (std::size_t run = 0; run < fraction.runs(); ++run) {
    std::vector<int> signs;
    for (std::size_t factor = 0; factor < entry.factors; ++factor) signs.push_back(fraction.sign(run, factor));
    runs.insert(signs);
  }
  QCOMPARE(runs.size(), fraction.runs());
  for (std::size_t a = 0; a < entry.factors; ++a) {
    for (std::size_t b = 0; b <= a; ++b) {
      int sum = 0;
      for (const auto& signs : runs) sum += a == b ? signs[a] : signs[a] * signs[b];
      QCOMPARE(sum, 0);
    }
  }
  for (const EffectWord& word : fraction.definingWords()) {
    for (std::size_t run = 0; run < fraction.runs(); ++run) QCOMPARE(columnOf(fraction, run, word), 1);
  }
}

void TestFractionalDesign::publishedWordLengths_data() {
  QTest::addColumn<int>("factors");
  QTest::addColumn<int>("generators");
  QTest::addColumn<QList<int>>("counts");  // of words of 3, 4, 5, ... letters
  const auto row = [](int factors, int generators, const QList<int>& counts) {
    QTest::newRow(("2^(" + std::to_string(factors) + "-" + std::to_string(generators) + ")").c_str())
        << factors << generators << counts;
  };
  // The least aberration: up to 128 points by search of all sets of columns (for 32 points and 12 factors or more of
  // all those of odd words), in agreement with Chen, Sun, Wu (1993), tables 2 and 3.
  row(5, 2, {2, 1, 0});
  row(6, 2, {0, 3, 0, 0});
  row(6, 3, {4, 3, 0, 0});
  row(7, 2, {0, 1, 2, 0, 0});
  row(7, 3, {0, 7, 0, 0, 0});
  row(7, 4, {7, 7, 0, 0, 1});
  row(8, 2, {0, 0, 2, 1, 0, 0});
  row(8, 3, {0, 3, 4, 0, 0, 0});
  row(8, 4, {0, 14, 0, 0, 0, 1});
  row(9, 2, {0, 0, 0, 3, 0, 0, 0});
  row(9, 3, {0, 1, 4, 2, 0, 0, 0});
  row(9, 4, {0, 6, 8, 0, 0, 1, 0});
  row(9, 5, {4, 14, 8, 0, 4, 1, 0});
  row(10, 3, {0, 0, 3, 3, 1, 0, 0, 0});
  row(10, 4, {0, 2, 8, 4, 0, 1, 0, 0});
  row(10, 5, {0, 10, 16, 0, 0, 5, 0, 0});
  row(10, 6, {8, 18, 16, 8, 8, 5, 0, 0});
  row(11, 4, {0, 0, 6, 6, 2, 1, 0, 0, 0});
  row(11, 5, {0, 4, 14, 8, 0, 3, 2, 0, 0});
  row(11, 6, {0, 25, 0, 27, 0, 10, 0, 1, 0});
  row(11, 7, {12, 26, 28, 24, 20, 13, 4, 0, 0});
  row(12, 7, {0, 38, 0, 52, 0, 33, 0, 4, 0, 0});
  row(12, 8, {16, 39, 48, 48, 48, 39, 16, 0, 0, 1});
  row(13, 8, {0, 55, 0, 96, 0, 87, 0, 16, 0, 1, 0});
  row(13, 9, {22, 55, 72, 96, 116, 87, 40, 16, 6, 1, 0});
  row(14, 9, {0, 77, 0, 168, 0, 203, 0, 56, 0, 7, 0, 0});
  row(14, 10, {28, 77, 112, 168, 232, 203, 112, 56, 28, 7, 0, 0});
  row(15, 10, {0, 105, 0, 280, 0, 435, 0, 168, 0, 35, 0, 0, 0});
  row(15, 11, {35, 105, 168, 280, 435, 435, 280, 168, 105, 35, 0, 0, 1});
}

void TestFractionalDesign::publishedWordLengths() {
  QFETCH(int, factors);
  QFETCH(int, generators);
  QFETCH(QList<int>, counts);
  for (std::size_t row = 0; row < publishedFractions().size(); ++row) {
    const PublishedFraction& entry = publishedFractions()[row];
    if (entry.factors != static_cast<std::size_t>(factors)) continue;
    if (entry.generators != static_cast<std::size_t>(generators)) continue;
    QList<int> found(counts.size(), 0);
    const TwoLevelFraction fraction = publishedOf(row);
    for (const EffectWord& word : fraction.definingWords()) ++found[std::popcount(word.factors) - 3];
    QCOMPARE(found, counts);
    return;
  }
  QFAIL("not in the table");
}

void TestFractionalDesign::chosenByResolution_data() {
  QTest::addColumn<int>("factors");
  QTest::addColumn<QString>("resolution");
  QTest::addColumn<int>("points");
  QTest::addColumn<int>("reached");  // 0: all combinations
  QTest::newRow("2, V") << 2 << "V" << 4 << 0;
  QTest::newRow("3, III") << 3 << "III" << 4 << 3;
  QTest::newRow("3, IV") << 3 << "IV" << 8 << 0;
  QTest::newRow("4, III") << 4 << "III" << 8 << 4;
  QTest::newRow("5, III") << 5 << "III" << 8 << 3;
  QTest::newRow("5, IV") << 5 << "IV" << 16 << 5;
  QTest::newRow("7, III") << 7 << "III" << 8 << 3;
  QTest::newRow("7, IV") << 7 << "IV" << 16 << 4;
  QTest::newRow("7, V") << 7 << "V" << 64 << 7;
  QTest::newRow("8, III") << 8 << "III" << 16 << 4;
  QTest::newRow("8, V") << 8 << "V" << 64 << 5;
  QTest::newRow("11, IV") << 11 << "IV" << 32 << 4;
  QTest::newRow("11, V") << 11 << "V" << 128 << 5;
  QTest::newRow("15, III") << 15 << "III" << 16 << 3;
  QTest::newRow("15, IV") << 15 << "IV" << 32 << 4;
}

void TestFractionalDesign::chosenByResolution() {
  QFETCH(int, factors);
  QFETCH(QString, resolution);
  QFETCH(int, points);
  QFETCH(int, reached);
  const Json design = {{"type", "fractional"}, {"resolution", resolution.toStdString()}};
  const Study study = Study::fromJson(test::twoLevelStudy(static_cast<std::size_t>(factors), design));
  QCOMPARE(designPoints(study).size(), static_cast<std::size_t>(points));
  Findings findings;
  const auto fraction = fractionOf(study.design, letters(static_cast<std::size_t>(factors)), findings);
  QCOMPARE(fraction->resolution().value_or(0), reached);
}

void TestFractionalDesign::confoundedEffectsHaveTheSameColumn_data() {
  QTest::addColumn<QStringList>("generators");
  QTest::addColumn<int>("factors");
  QTest::newRow("published") << QStringList{"E=ABC", "F=BCD", "G=ACD"} << 7;
  QTest::newRow("other halves") << QStringList{"D=-AB", "E=AC"} << 5;
  QTest::newRow("by names") << QStringList{"f3 = -f0*f1*f2"} << 4;
}

void TestFractionalDesign::confoundedEffectsHaveTheSameColumn() {
  QFETCH(QStringList, generators);
  QFETCH(int, factors);
  Design design;
  for (const QString& text : generators) design.generators.push_back(text.toStdString());
  std::vector<std::string> names;
  for (int i = 0; i < factors; ++i) names.push_back("f" + std::to_string(i));
  Findings findings;
  const auto fraction = fractionOf(design, names, findings);
  QVERIFY2(fraction, findings.empty() ? "" : findings.front().text().c_str());
  for (const EffectWord& word : fraction->definingWords()) {
    for (std::size_t run = 0; run < fraction->runs(); ++run) QCOMPARE(columnOf(*fraction, run, word), 1);
  }
  std::map<std::vector<int>, int> effects;  // columns of main effects and pairs, up to their sign
  for (std::uint32_t word = 1; word < 1U << factors; ++word) {
    if (std::popcount(word) > 2) continue;
    std::vector<int> column;
    for (std::size_t run = 0; run < fraction->runs(); ++run) column.push_back(columnOf(*fraction, run, {word, 1}));
    for (std::size_t run = column.size(); run-- > 0;) column[run] *= column[0];
    ++effects[column];
  }
  std::size_t alike = 0;
  for (const auto& [column, count] : effects) alike += count > 1 ? static_cast<std::size_t>(count) : 0;
  std::size_t told = 0;
  for (const auto& group : fraction->confounded()) {
    told += group.size();
    for (std::size_t run = 0; run < fraction->runs(); ++run) {
      for (const EffectWord& word : group) {
        QCOMPARE(columnOf(*fraction, run, word), columnOf(*fraction, run, group.front()));
      }
    }
  }
  QCOMPARE(told, alike);
}

/// Montgomery (2013), table 8.9 for D = AB, E = AC, as far as two factors go.
void TestFractionalDesign::aliasesOfFiveFactors() {
  Design design;
  design.generators = {"D=AB", "E=AC"};
  Findings findings;
  const auto fraction = fractionOf(design, letters(5), findings);
  const Json told = toJson(*fraction, letters(5));
  QVERIFY(told["confounded"] ==
          Json::parse(R"([["A", "B*D", "C*E"], ["B", "A*D"], ["C", "A*E"], ["D", "A*B"], ["E", "A*C"],
                          ["B*C", "D*E"], ["B*E", "C*D"]])"));
  QVERIFY(told["defining_relation"] == Json::parse(R"(["A*B*D", "A*C*E", "B*C*D*E"])"));
  QVERIFY(told["resolution"] == "III");
  design.generators = {"D=-AB", "E=AC"};
  const Json other = toJson(*fractionOf(design, letters(5), findings), letters(5));
  QVERIFY(other["confounded"][0] == Json::parse(R"(["A", "-B*D", "C*E"])"));
  QVERIFY(other["defining_relation"] == Json::parse(R"(["-A*B*D", "A*C*E", "-B*C*D*E"])"));
  const std::string text = fractionText(*fraction, letters(5));
  QVERIFY2(text.starts_with("2^(5-2), 8 points, resolution III: main effects"), text.c_str());
  QVERIFY2(text.find("B = A*D") != std::string::npos, text.c_str());
}

void TestFractionalDesign::pointsAreTheEndsOfRanges() {
  Json json = test::twoLevelStudy(3, {{"type", "fractional"}, {"generators", {"C=AB"}}});
  json["factors"][1] = {{"name", "rule"}, {"path", "elements/b1/order"}, {"levels", {"fifo", "lifo"}}};
  json["factors"][2]["integer"] = true;
  QCOMPARE(QString::fromStdString(Json(designPoints(Study::fromJson(json))).dump()),
           QStringLiteral(R"([[2.0,"fifo",5],[5.0,"fifo",2],[2.0,"lifo",2],[5.0,"lifo",5]])"));
}

QTEST_APPLESS_MAIN(TestFractionalDesign)
#include "tst_fractional_design.moc"
