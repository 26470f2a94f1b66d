// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <array>
#include <limits>

#include "tests/support/near.h"
#include "ui/models/discovery/compared_table.h"
#include "ui/models/discovery/report_table.h"

using namespace mw;
using namespace mw::models;
using discovery::Compared;

namespace {

constexpr double kRounding = 1e-12;  // of one multiplication, relative
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

Compared compared(const std::string& name, double log, double mean, double low, double high) {
  Compared figure;
  figure.name = name;
  figure.log = log;
  figure.simulated = {mean, 1, 0.1 * mean, 30};
  figure.low = low;
  figure.high = high;
  return figure;
}

discovery::Judgement judgement() {
  discovery::Judgement judgement;
  judgement.figures = {compared("lead_time_mean_s", 36000, 34000, 30000, 40000),
                       compared("lead_time_p95_s", 72000, 90000, 80000, 100000),
                       compared("cases_per_week", 20, 18, 15, 19), compared("steps_per_week", 200, 190, 150, 210)};
  judgement.resources.push_back({"lathe", 1, compared("utilisation", 0.5, 0.45, 0.4, 0.6), {}});
  judgement.resources.push_back({"desk", 1, compared("utilisation", 0, 0.02, 0.01, 0.03), {}});
  return judgement;
}

}  // namespace

/// What people are told of a factory beside the log.
class TestComparedTable : public QObject {
  Q_OBJECT
 private slots:
  void takesSuitableUnits();
  void saysWhatDiffers();
  void scalesByGroup();
  void rangesBeginAtZero();
  void verdictCountsAndNames();
  void unknownFiguresAreNoVerdict();
  void showsRows();
  void reportTablesJoinHalfWidths();
};

void TestComparedTable::takesSuitableUnits() {
  const auto figures = comparedFigures(judgement());
  QCOMPARE(figures.size(), std::size_t{6});
  QCOMPARE(figures[0].unit, QStringLiteral("h"));
  MW_NEAR(figures[0].log, 10.0, kRounding, 0);
  MW_NEAR(figures[0].simulated.half_width, 3400.0 / 3600, kRounding, 0);
  MW_NEAR(figures[4].log, 50.0, kRounding, 0);  // per cent
  discovery::Judgement quick = judgement();
  for (Compared& each : quick.figures) each.log /= 100;
  QCOMPARE(comparedFigures(quick)[0].unit, QStringLiteral("min"));
  for (Compared& each : quick.figures) each.log *= 10000;
  QCOMPARE(comparedFigures(quick)[0].unit, QStringLiteral("d"));
}

void TestComparedTable::saysWhatDiffers() {
  const auto figures = comparedFigures(judgement());
  QCOMPARE(figures[0].verdict, QStringLiteral("within"));
  QCOMPARE(figures[1].verdict, QStringLiteral("simulated 25 % longer"));
  QCOMPARE(figures[2].verdict, QStringLiteral("simulated 10 % less"));
  QCOMPARE(figures[5].verdict, QStringLiteral("none in the log"));
}

void TestComparedTable::scalesByGroup() {
  const auto figures = comparedFigures(judgement());
  QCOMPARE(figures[0].scale, figures[1].scale);
  QCOMPARE(figures[4].scale, figures[5].scale);
  QVERIFY(figures[3].scale > 5 * figures[2].scale);
  for (const ComparedFigure& figure : figures) QVERIFY(figure.high < figure.scale && figure.log < figure.scale);
}

void TestComparedTable::rangesBeginAtZero() {
  discovery::Judgement wide = judgement();
  wide.figures[1].low = -8000;
  const auto figures = comparedFigures(wide);
  QCOMPARE(figures[1].low, 0.0);
  QCOMPARE(figures[1].verdict, QStringLiteral("within"));
}

void TestComparedTable::verdictCountsAndNames() {
  auto figures = comparedFigures(judgement());
  const QString words = verdictOf(figures);
  QVERIFY2(words.startsWith("3 of 6 figures"), qPrintable(words));
  QVERIFY(words.contains("Lead time, 95 % are below; Cases that end; desk, utilisation."));
  QVERIFY(words.contains("Do not rely"));
  for (ComparedFigure& figure : figures) figure.is_within = false;
  QVERIFY(verdictOf(figures).contains("; and 2 more."));
  for (ComparedFigure& figure : figures) figure.is_within = true;
  QVERIFY(verdictOf(figures).startsWith("All 6 figures"));
}

void TestComparedTable::unknownFiguresAreNoVerdict() {
  discovery::Judgement thin = judgement();
  thin.figures[1].log = kNan;
  const auto figures = comparedFigures(thin);
  QVERIFY(!figures[1].is_known);
  QCOMPARE(figures[1].verdict, QStringLiteral("too few cases to say"));
  QVERIFY(verdictOf(figures).startsWith("2 of 5 figures"));
  QVERIFY(verdictOf({}).contains("too little to judge"));
}

void TestComparedTable::showsRows() {
  ComparedTable table;
  table.setFigures(comparedFigures(judgement()));
  QCOMPARE(table.rowCount(), 6);
  const auto text = [&table](int row, int column) { return table.index(row, column).data().toString(); };
  QCOMPARE(text(0, ComparedTable::Log), QStringLiteral("10.0 h"));
  QVERIFY(text(0, ComparedTable::Simulated).contains("± 0.9"));
  QCOMPARE(text(4, ComparedTable::Log), QStringLiteral("50.0 %"));
  QCOMPARE(text(1, ComparedTable::Verdict), QStringLiteral("simulated 25 % longer"));
  QVERIFY(table.index(0, ComparedTable::Chart).data(Qt::AccessibleTextRole).toString().contains("in the log"));
}

void TestComparedTable::reportTablesJoinHalfWidths() {
  report::Table table{"t", "T", {{"Of", ""}, {"Simulated", "h"}, {"±", "h"}, {"to", "h"}}, {}, {}, 1};
  std::vector<report::Cell> row{report::textCell("all")};
  report::appendEstimate(row, {12.345, 1, 0.5, 30});
  row.push_back(report::figureCell(3));
  table.rows.push_back(row);
  ReportTable model;
  model.setTable(table);
  QCOMPARE(model.columnCount(), 3);
  QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("Simulated [h]"));
  QVERIFY2(model.index(0, 1).data().toString().startsWith("12.3"), qPrintable(model.index(0, 1).data().toString()));
  QVERIFY(model.index(0, 1).data().toString().contains("± 0.5"));
  QCOMPARE(model.index(0, 2).data().toString(), QStringLiteral("3"));
}

QTEST_GUILESS_MAIN(TestComparedTable)
#include "tst_compared_table.moc"
