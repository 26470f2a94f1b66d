// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <cmath>
#include <numbers>

#include "core/factory/conveyor_path.h"
#include "core/factory/factory_check.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::factory;

namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kRounding = 1e-12;  // a few sums and one arc tangent

Factory withConveyor(const QString& fields) {
  Json json = Json::parse(R"({
    "format": "millwright-factory/1", "name": "Hall", "parts": [{"id": "p"}],
    "elements": [{"id": "in", "type": "source", "interarrival": 3, "part": "p"}, {"id": "out", "type": "sink"}],
    "flows": [{"from": "in", "to": "c"}, {"from": "c", "to": "out"}]})");
  Json conveyor = Json::parse(("{" + fields + "}").toStdString());
  conveyor["id"] = "c";
  conveyor["type"] = "conveyor";
  json["elements"].push_back(conveyor);
  return Factory::fromJson(json);
}

}  // namespace

class TestConveyorPath : public QObject {
  Q_OBJECT
 private slots:
  void length_data();
  void length();
  void bendTouchesBothLegs();
  void saysWhatIsWrong_data();
  void saysWhatIsWrong();
};

void TestConveyorPath::length_data() {
  QTest::addColumn<QString>("fields");
  QTest::addColumn<double>("length_m");
  QTest::newRow("straight") << R"("length_m": 6)" << 6.0;
  QTest::newRow("a path goes before") << R"("length_m": 6, "path": [[0,0,0],[2,0,0]])" << 2.0;
  QTest::newRow("along the slope") << R"("path": [[0,0,0],[4,0,3]])" << 5.0;
  QTest::newRow("down again") << R"("path": [[0,0,0],[4,0,3],[8,0,0]])" << 10.0;
  QTest::newRow("corner") << R"("path": [[0,0,0],[3,0,0],[3,3,0]])" << 6.0;
  QTest::newRow("bend") << R"("path": [[0,0,0],[3,0,0],[3,3,0]], "bend_radius_m": 1)" << 4 + kPi / 2;
  QTest::newRow("right bend") << R"("path": [[0,0,0],[3,0,0],[3,-3,0]], "bend_radius_m": 1)" << 4 + kPi / 2;
  QTest::newRow("S") << R"("path": [[0,0,0],[3,0,0],[3,3,0],[6,3,0]], "bend_radius_m": 1)" << 5 + kPi;
  QTest::newRow("half bend") << R"("path": [[0,0,0],[2,0,0],[4,2,0]], "bend_radius_m": 1)"
                             << 2 + std::sqrt(8.0) - 2 * std::tan(kPi / 8) + kPi / 4;
  QTest::newRow("straight on") << R"("path": [[0,0,0],[2,0,0],[4,0,0]], "bend_radius_m": 1)" << 4.0;
}

void TestConveyorPath::length() {
  QFETCH(QString, fields);
  QFETCH(double, length_m);
  const Factory factory = withConveyor(fields);
  MW_NEAR(conveyorLength_m(*factory.findElement("c")), length_m, kRounding, 0);
}

void TestConveyorPath::bendTouchesBothLegs() {
  const Factory factory = withConveyor(R"("path": [[0,0,0.2],[3,0,0.2],[3,3,0.2]], "bend_radius_m": 1)");
  const std::vector<ConveyorPiece> pieces = conveyorPieces(*factory.findElement("c"));
  QCOMPARE(pieces.size(), std::size_t{3});
  QVERIFY(!pieces[0].isBend() && pieces[1].isBend() && !pieces[2].isBend());
  MW_NEAR(pieces[1].start_m[0], 2, kRounding, 0);
  MW_NEAR(pieces[1].start_m[1], 0, 0, kRounding);
  MW_NEAR(pieces[1].radius_m(), 1, kRounding, 0);
  MW_NEAR(pieces[1].turn_rad, kPi / 2, kRounding, 0);
  MW_NEAR(pieces[2].start_m[0], 3, kRounding, 0);
  MW_NEAR(pieces[2].start_m[1], 1, kRounding, 0);
  MW_NEAR(pieces[2].length_m, 2, kRounding, 0);
  for (const ConveyorPiece& piece : pieces) MW_NEAR(piece.start_m[2], 0.2, kRounding, 0);
}

void TestConveyorPath::saysWhatIsWrong_data() {
  QTest::addColumn<QString>("fields");
  QTest::addColumn<QString>("message");
  QTest::newRow("too tight") << R"("path": [[0,0,0],[3,0,0],[3,3,0]], "bend_radius_m": 3.5)"
                             << "conveyor \"c\" has a leg that is 0.5 m too short for its bends";
  QTest::newRow("two bends in one leg") << R"("path": [[0,0,0],[3,0,0],[3,1.5,0],[6,1.5,0]], "bend_radius_m": 1)"
                                        << "a leg that is 0.5 m too short";
  QTest::newRow("climbs in a bend") << R"("path": [[0,0,0],[3,0,0],[3,3,1]], "bend_radius_m": 1)"
                                    << "conveyor \"c\" climbs in a bend";
  QTest::newRow("climbs and bends elsewhere") << R"("path": [[0,0,0],[3,0,1],[6,0,1],[6,3,1]], "bend_radius_m": 1)"
                                              << "";
}

void TestConveyorPath::saysWhatIsWrong() {
  QFETCH(QString, fields);
  QFETCH(QString, message);
  QString found;
  for (const Finding& finding : checkFactory(withConveyor(fields))) {
    if (finding.severity == Severity::Error) found += QString::fromStdString(finding.cause) + "\n";
  }
  QVERIFY2(message.isEmpty() ? found.isEmpty() : found.contains(message), qPrintable(found));
}

QTEST_APPLESS_MAIN(TestConveyorPath)
#include "tst_conveyor_path.moc"
