// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>
#include <numbers>
#include <random>

#include "core/base/error.h"
#include "core/cad/drawing.h"
#include "tests/core/cad/dxf_files.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::cad;
using namespace mw::test;

namespace {

double lengthOf(std::span<const Drawing::Point> line) {
  double length = 0;
  for (std::size_t i = 1; i < line.size(); ++i) {
    length += std::hypot(line[i][0] - line[i - 1][0], line[i][1] - line[i - 1][1]);
  }
  return length;
}

double area(std::span<const Drawing::Point> line) {
  double twice = 0;
  for (std::size_t i = 1; i < line.size(); ++i) twice += line[i - 1][0] * line[i][1] - line[i][0] * line[i - 1][1];
  return twice / 2;
}

Drawing read(const std::string& text) {
  return readDxf(text, "hall.dxf");
}

}  // namespace

class TestDxf : public QObject {
  Q_OBJECT
 private slots:
  void aWallIsAsLongAsDrawn();
  void units_data();
  void units();
  void curves_data();
  void curves();
  void blocksStandWhereTheyArePut();
  void arraysAndMirrors();
  void hiddenLayersStayHidden();
  void countsWhatItLeavesOut();
  void refuses_data();
  void refuses();
  void damagedFilesAreRefusedOrRead();
};

void TestDxf::aWallIsAsLongAsDrawn() {
  const Drawing drawing = read(dxf(4, dxfLine(0, 0, 60000, 0) + dxfLine(60000, 0, 60000, 24000)));
  QCOMPARE(drawing.unit_m, 0.001);
  QCOMPARE(drawing.lineCount(), std::size_t{2});
  QCOMPARE(lengthOf(drawing.line(0)) * drawing.unit_m, 60.0);
  QCOMPARE(boxOf(drawing).high[1] * drawing.unit_m, 24.0);
}

void TestDxf::units_data() {
  QTest::addColumn<int>("insunits");
  QTest::addColumn<double>("unit_m");
  QTest::newRow("inches") << 1 << 0.0254;
  QTest::newRow("feet") << 2 << 0.3048;
  QTest::newRow("millimetres") << 4 << 0.001;
  QTest::newRow("centimetres") << 5 << 0.01;
  QTest::newRow("metres") << 6 << 1.0;
  QTest::newRow("none") << 0 << 0.0;
  QTest::newRow("light years") << 19 << 0.0;
  QTest::newRow("negative") << -4 << 0.0;
}

void TestDxf::units() {
  QFETCH(int, insunits);
  QFETCH(double, unit_m);
  QCOMPARE(read(dxf(insunits, dxfLine(0, 0, 1, 0))).unit_m, unit_m);
}

void TestDxf::curves_data() {
  QTest::addColumn<std::string>("entity");
  QTest::addColumn<double>("length");
  QTest::addColumn<double>("area");
  using std::numbers::pi;
  QTest::newRow("circle") << dxfEntity("CIRCLE", {{10, "5"}, {20, "7"}, {40, "2"}}) << 4 * pi << 4 * pi;
  QTest::newRow("quarter") << dxfEntity("ARC", {{10, "0"}, {20, "0"}, {40, "2"}, {50, "90"}, {51, "180"}}) << pi << pi;
  QTest::newRow("arc over 0") << dxfEntity("ARC", {{10, "0"}, {20, "0"}, {40, "2"}, {50, "315"}, {51, "45"}}) << pi
                              << pi;
  QTest::newRow("closed square") << dxfEntity("LWPOLYLINE", {{90, "4"},
                                                             {70, "1"},
                                                             {10, "0"},
                                                             {20, "0"},
                                                             {10, "3"},
                                                             {20, "0"},
                                                             {10, "3"},
                                                             {20, "3"},
                                                             {10, "0"},
                                                             {20, "3"}})
                                 << 12.0 << 9.0;
  // Two half circles of radius 1, to the left of their chords when the bulge is negative: counter-clockwise is
  // positive.
  QTest::newRow("bulges") << dxfEntity("LWPOLYLINE",
                                       {{70, "1"}, {10, "0"}, {20, "0"}, {42, "1"}, {10, "2"}, {20, "0"}, {42, "1"}})
                          << 2 * pi << pi;
  QTest::newRow("old polyline") << dxfEntity("POLYLINE", {{70, "1"}}) + dxfEntity("VERTEX", {{10, "0"}, {20, "0"}}) +
                                       dxfEntity("VERTEX", {{10, "4"}, {20, "0"}}) +
                                       dxfEntity("VERTEX", {{10, "4"}, {20, "3"}}) + dxfEntity("SEQEND", {})
                                << 12.0 << 6.0;
}

void TestDxf::curves() {
  QFETCH(std::string, entity);
  QFETCH(double, length);
  QFETCH(double, area);
  const Drawing drawing = read(dxf(6, entity));
  QCOMPARE(drawing.lineCount(), std::size_t{1});
  // Chords of at most 5 degrees are shorter than the arc by 3.2e-4 and their area smaller by 1.3e-3.
  MW_NEAR(lengthOf(drawing.line(0)), length, 4e-4, 0);
  MW_NEAR(::area(drawing.line(0)), area, 2e-3, 0);
}

void TestDxf::blocksStandWhereTheyArePut() {
  const std::string door = dxfBlock("DOOR", 1, 1, dxfLine(1, 1, 2, 1));
  const std::string wall = dxfBlock("WALL", 0, 0, dxfInsert("DOOR", {{10, "10"}, {20, "0"}}));
  const std::string use = dxfInsert("WALL", {{10, "100"}, {20, "50"}, {41, "2"}, {42, "2"}, {50, "90"}});
  const Drawing drawing = read(dxf(4, use, door + wall));
  QCOMPARE(drawing.lineCount(), std::size_t{1});
  // The door begins at (10, 0) in the wall, which is twice as large and turned left: (100, 50) + (0, 20).
  const auto line = drawing.line(0);
  MW_NEAR(line[0][0], 100, 0, 1e-9);
  MW_NEAR(line[0][1], 70, 0, 1e-9);
  MW_NEAR(line[1][0], 100, 0, 1e-9);
  MW_NEAR(line[1][1], 72, 0, 1e-9);
}

void TestDxf::arraysAndMirrors() {
  const std::string post = dxfBlock("POST", 0, 0, dxfLine(0, 0, 1, 0));
  const Drawing array =
      read(dxf(6, dxfInsert("POST", {{10, "0"}, {20, "0"}, {70, "3"}, {71, "2"}, {44, "10"}, {45, "5"}}), post));
  QCOMPARE(array.lineCount(), std::size_t{6});
  QCOMPARE(boxOf(array).high[0], 21.0);
  QCOMPARE(boxOf(array).high[1], 5.0);
  const Drawing mirrored = read(dxf(6, dxfInsert("POST", {{10, "4"}, {20, "0"}, {230, "-1"}}), post));
  QCOMPARE(mirrored.line(0)[0][0], -4.0);
  QCOMPARE(mirrored.line(0)[1][0], -5.0);
}

void TestDxf::hiddenLayersStayHidden() {
  const std::string layers =
      "0\nSECTION\n2\nTABLES\n0\nTABLE\n2\nLAYER\n0\nLAYER\n2\nOFF\n70\n0\n62\n-7\n0\nLAYER\n2\nCOLD\n70\n1\n"
      "62\n7\n0\nLAYER\n2\nON\n70\n0\n62\n7\n0\nENDTAB\n0\nENDSEC\n";
  const auto on = [](const char* layer) {
    return dxfEntity("LINE", {{8, layer}, {10, "0"}, {20, "0"}, {11, "1"}, {21, "0"}});
  };
  QCOMPARE(read(layers + dxf(6, on("OFF") + on("COLD") + on("ON"))).lineCount(), std::size_t{1});
  // Paper space belongs to the sheet, not to the hall.
  const std::string paper = dxfEntity("LINE", {{67, "1"}, {10, "0"}, {20, "0"}, {11, "1"}, {21, "0"}});
  QCOMPARE(read(dxf(6, paper + on("ON"))).lineCount(), std::size_t{1});
}

void TestDxf::countsWhatItLeavesOut() {
  const Drawing drawing = read(
      dxf(6, dxfEntity("TEXT", {{1, "Hall 1"}}) + dxfEntity("TEXT", {}) + dxfLine(0, 0, 1, 0) + dxfInsert("NONE", {})));
  QCOMPARE(drawing.left_out.at("TEXT"), std::size_t{2});
  QCOMPARE(drawing.left_out.at("INSERT of a missing block"), std::size_t{1});
}

void TestDxf::refuses_data() {
  QTest::addColumn<std::string>("text");
  QTest::addColumn<QString>("words");
  const auto row = [](const char* what, const std::string& text, const char* words) {
    QTest::newRow(what) << text << words;
  };
  row("nothing", "", "holds no lines");
  row("text", "Hello\nWorld\n", "hall.dxf:1:1: \"Hello\" is no DXF group code");
  row("binary", std::string("AutoCAD Binary DXF\r\n\x1a\0", 22), "is a binary DXF; save it as text DXF");
  row("DWG", "AC1032", "is a DWG");
  row("cut", dxf(6, dxfLine(0, 0, 1, 0)).substr(0, 60), "cut off");
  row("NaN", dxf(6, dxfEntity("LINE", {{10, "nan"}, {20, "0"}, {11, "1"}, {21, "0"}})), "\"nan\" is no finite number");
  row("overflow", dxf(6, dxfEntity("LINE", {{10, "1e999"}, {20, "0"}})), "\"1e999\" is no finite number");
  row("huge", dxf(6, dxfEntity("CIRCLE", {{10, "0"}, {20, "0"}, {40, "1e30"}})), "1e+30 is beyond 1e+09");
  row("comma", dxf(6, dxfEntity("LINE", {{10, "1,5"}})), "\"1,5\" is no finite number");
  row("itself", dxf(6, dxfInsert("A", {}), dxfBlock("A", 0, 0, dxfInsert("A", {}))), "block \"A\" contains itself");
  row("in a ring",
      dxf(6, dxfInsert("A", {}), dxfBlock("A", 0, 0, dxfInsert("B", {})) + dxfBlock("B", 0, 0, dxfInsert("A", {}))),
      "contains itself");
  std::string deep;
  for (int i = 0; i < 40; ++i)
    deep += dxfBlock("B" + std::to_string(i), 0, 0, dxfInsert("B" + std::to_string(i + 1), {}));
  row("deep", dxf(6, dxfInsert("B0", {}), deep), "nested deeper than 16");
  std::string bomb = dxfBlock("B12", 0, 0, dxfLine(0, 0, 1, 0));
  for (int i = 0; i < 12; ++i) {
    std::string ten;
    for (int k = 0; k < 10; ++k) ten += dxfInsert("B" + std::to_string(i + 1), {});
    bomb += dxfBlock("B" + std::to_string(i), 0, 0, ten);
  }
  row("a trillion lines from a few kilobytes", dxf(6, dxfInsert("B0", {}), bomb),
      "more than 500000 entities when its blocks");
  row("array", dxf(6, dxfInsert("A", {{70, "100000"}, {71, "100000"}}), dxfBlock("A", 0, 0, dxfLine(0, 0, 1, 0))),
      "repeated more than 10000 times");
  std::string many;
  const std::string line = dxfLine(0, 0, 1, 0);
  for (int i = 0; i < 600'000; ++i) many += line;
  row("many", dxf(6, many), "has more than 500000 entities");
}

void TestDxf::refuses() {
  QFETCH(std::string, text);
  QFETCH(QString, words);
  try {
    (void)read(text);
    QFAIL("was read");
  } catch (const InputError& error) {
    QVERIFY2(QString(error.what()).contains(words), error.what());
  }
}

void TestDxf::damagedFilesAreRefusedOrRead() {
  const std::string whole = dxf(4,
                                dxfLine(0, 0, 60000, 0) + dxfInsert("D", {{10, "3"}, {50, "30"}}) +
                                    dxfEntity("CIRCLE", {{10, "1"}, {20, "2"}, {40, "3"}}),
                                dxfBlock("D", 0, 0, dxfLine(0, 0, 900, 0)));
  std::mt19937 random(99);
  int read_count = 0;
  int refused = 0;
  for (int i = 0; i < 5000; ++i) {
    std::string text = whole;
    for (int k = 0; k <= i % 3; ++k) text[random() % text.size()] = static_cast<char>(random() % 128);
    try {
      for (const Drawing::Point& point : read(text).points) QVERIFY(std::isfinite(point[0]) && std::isfinite(point[1]));
      ++read_count;
    } catch (const InputError&) {
      ++refused;
    }
  }
  QVERIFY2(read_count > 200 && refused > 200, qPrintable(QString("%1 read, %2 refused").arg(read_count).arg(refused)));
}

QTEST_APPLESS_MAIN(TestDxf)
#include "tst_dxf.moc"
