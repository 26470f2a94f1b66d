// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <cmath>

#include "core/cosimulation/motion_run.h"
#include "core/factory/factory_check.h"
#include "tests/core/cosimulation/cell.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::cosimulation;
using namespace mw::test;

namespace {

constexpr double kStep_s = 1.0 / 240;

}  // namespace

/// What light barriers on the belt of the cell see: crates of 0.4 m at 0.5 m/s, one every 0.8 m.
class TestPhotoEyes : public QObject {
  Q_OBJECT
 private slots:
  void seesEachPartPass_data();
  void seesEachPartPass();
  void staysBlockedByAQueue();
  void leavesTheWarmupOut();
  void refuses_data();
  void refuses();
};

void TestPhotoEyes::seesEachPartPass_data() {
  QTest::addColumn<QString>("path");
  QTest::addColumn<double>("at_m");
  QTest::newRow("level") << "[[0,0,0],[4,0,0]]" << 1.5;
  QTest::newRow("on a slope") << "[[0,0,0],[4,0,1]]" << 3.0;
  QTest::newRow("after a bend") << "[[0,0,0],[3,0,0],[3,3,0]]" << 5.0;
}

void TestPhotoEyes::seesEachPartPass() {
  QFETCH(QString, path);
  QFETCH(double, at_m);
  Json cell = cellJson(0);
  belt(cell).erase("length_m");
  belt(cell)["path"] = Json::parse(path.toStdString());
  belt(cell)["bend_radius_m"] = 1.0;
  belt(cell)["photo_eyes"] = {{{"id", "eye"}, {"at_m", at_m}}};
  const MotionResult result = resultOf(cell, 40);
  QCOMPARE(result.photo_eyes.size(), std::size_t{1});
  const EyeStatistics& eye = result.photo_eyes[0];
  QCOMPARE(QString::fromStdString(eye.conveyor + "/" + eye.eye), QString("belt/eye"));
  QVERIFY(eye.n > 15);
  // Both edges are seen up to a step late, and a part slips by a thousandth of its way; round a bend it gets 3 cm off
  // its arc and 5 degrees off its heading.
  const double tolerance_s = 2 * kStep_s + 2e-3 * at_m / 0.5 + (path.contains("[3,3,0]") ? 0.15 : 0);
  MW_NEAR(eye.blocks[0].from_s, (at_m - 0.2) / 0.5, 0, tolerance_s);
  for (const motion::EyeBlock& block : eye.blocks) {
    if (block.until_s) MW_NEAR(*block.until_s - block.from_s, 0.4 / 0.5, 0, tolerance_s);
  }
  const Json json = toJson(result)["photo_eyes"]["belt"]["eye"];
  QCOMPARE(json["n"].get<std::int64_t>(), eye.n);
  MW_NEAR(json["blocked_s"].get<double>(), static_cast<double>(eye.n) * 0.8, 0.05, 0);
}

void TestPhotoEyes::staysBlockedByAQueue() {
  Json cell = cellJson(1e6);
  belt(cell)["photo_eyes"] = {{{"id", "full"}, {"at_m", 3.0}}, {{"id", "never"}, {"at_m", 0.0}}};
  belt(cell)["photo_eyes"][1]["at_m"] = 4.0;
  const MotionResult result = resultOf(cell, 60);
  const EyeStatistics& full = result.photo_eyes[0];
  QVERIFY(!full.blocks.back().until_s);
  QVERIFY(full.blocks.back().from_s < 15);
  MW_NEAR(full.blocked_s, 60 - full.blocks.back().from_s, 0.1, 0);
  // Where the first part waits: the second crate of all stays there, the first was taken into the rack.
  QCOMPARE(result.photo_eyes[1].n, std::int64_t{2});
  QVERIFY(toJson(result)["photo_eyes"]["belt"]["full"]["blocks_s"].back()[1].is_null());
}

void TestPhotoEyes::leavesTheWarmupOut() {
  Json cell = cellJson(0);
  belt(cell)["photo_eyes"] = {{{"id", "eye"}, {"at_m", 2.0}}};
  const EyeStatistics whole = resultOf(cell, 40).photo_eyes[0];
  const EyeStatistics late = resultOf(cell, 40, 20).photo_eyes[0];
  // A crate every 1.6 s.
  QVERIFY(std::abs(whole.n - late.n - 10) <= 1);
  for (const motion::EyeBlock& block : late.blocks) QVERIFY(block.from_s >= 20);
}

void TestPhotoEyes::refuses_data() {
  QTest::addColumn<QString>("eyes");
  QTest::addColumn<QString>("message");
  QTest::newRow("beyond the end") << R"([{"id": "e", "at_m": 5}])"
                                  << "is at 5 m, the conveyor is 4 m long";
  QTest::newRow("twice") << R"([{"id": "e", "at_m": 1}, {"id": "e", "at_m": 2}])"
                         << "there is a photo eye \"e\" before";
}

void TestPhotoEyes::refuses() {
  QFETCH(QString, eyes);
  QFETCH(QString, message);
  Json cell = cellJson(0);
  belt(cell)["photo_eyes"] = Json::parse(eyes.toStdString());
  QString found;
  for (const Finding& finding : factory::checkFactory(factory::Factory::fromJson(cell))) {
    found += QString::fromStdString(finding.text()) + "\n";
  }
  QVERIFY2(found.contains(message), qPrintable(found));
}

QTEST_APPLESS_MAIN(TestPhotoEyes)
#include "tst_photo_eyes.moc"
