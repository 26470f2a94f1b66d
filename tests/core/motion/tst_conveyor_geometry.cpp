// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <numbers>

#include "core/motion/conveyor_geometry.h"
#include "tests/core/motion/cell.h"

using namespace mw;
using namespace mw::motion;

class TestConveyorGeometry : public QObject {
  Q_OBJECT
 private slots:
  void reachesWhatItRunsInto_data();
  void reachesWhatItRunsInto();
};

/// The conveyor of the cell lies from x = -2 to 2 and is 0.7 m wide; half a crate's diagonal is 0.25 m.
void TestConveyorGeometry::reachesWhatItRunsInto_data() {
  QTest::addColumn<double>("x_m");
  QTest::addColumn<double>("y_m");
  QTest::addColumn<double>("yaw_deg");
  QTest::addColumn<bool>("is_reached");
  QTest::newRow("across it") << 0.5 << 0.0 << 0.0 << true;
  QTest::newRow("at its end") << 3.4 << 0.0 << 0.0 << true;
  QTest::newRow("beyond its end") << 3.7 << 0.0 << 0.0 << false;
  QTest::newRow("before its start") << -3.7 << 0.0 << 0.0 << false;
  QTest::newRow("beside it") << 0.0 << 1.2 << 0.0 << false;
  QTest::newRow("beside it, turned into it") << 0.0 << 1.2 << 90.0 << true;
  QTest::newRow("beyond a corner") << 3.0 << 1.2 << 0.0 << false;
}

void TestConveyorGeometry::reachesWhatItRunsInto() {
  QFETCH(double, x_m);
  QFETCH(double, y_m);
  QFETCH(double, yaw_deg);
  const auto factory = factory::Factory::fromJson(test::cellJson(0));
  const ConveyorGeometry conveyor = conveyorGeometry(factory, 1, factory.parts());
  Box box;
  box.size_m = {2, 1, 1};
  box.position_m = {x_m, y_m, 0.5};
  box.yaw_rad = yaw_deg * std::numbers::pi / 180;
  QTEST(conveyor.reaches(box), "is_reached");
}

QTEST_APPLESS_MAIN(TestConveyorGeometry)
#include "tst_conveyor_geometry.moc"
