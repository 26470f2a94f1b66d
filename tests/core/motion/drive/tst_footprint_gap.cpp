// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <cmath>
#include <numbers>

#include "core/motion/drive/footprint_gap.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::motion;

class TestFootprintGap : public QObject {
  Q_OBJECT
 private slots:
  void measures_data();
  void measures();
};

void TestFootprintGap::measures_data() {
  QTest::addColumn<double>("x_m");
  QTest::addColumn<double>("y_m");
  QTest::addColumn<double>("yaw_rad");
  QTest::addColumn<double>("gap_m");
  constexpr double kQuarter = std::numbers::pi / 2;
  QTest::newRow("before it") << 3.0 << 0.0 << 0.0 << 1.0;
  QTest::newRow("beside it") << 0.0 << 1.5 << 0.0 << 0.5;
  QTest::newRow("corner to corner") << 5.0 << 5.0 << 0.0 << std::hypot(3.0, 4.0);
  QTest::newRow("across") << 3.0 << 0.0 << kQuarter << 1.5;
  QTest::newRow("corner to side") << 0.0 << 3.0 << kQuarter / 2 << 3 - 0.5 - 1.5 * std::sqrt(0.5);
  QTest::newRow("touches") << 2.0 << 0.0 << 0.0 << 0.0;
  QTest::newRow("overlaps") << 1.9 << 0.0 << 0.0 << -0.1;
  QTest::newRow("the shorter way out") << 1.0 << 0.9 << 0.0 << -0.1;
}

/// Two boxes of 2 m by 1 m, one in the middle.
void TestFootprintGap::measures() {
  QFETCH(double, x_m);
  QFETCH(double, y_m);
  QFETCH(double, yaw_rad);
  QFETCH(double, gap_m);
  const Footprint a{{0, 0, 0}, 1, 0.5, 0, 1};
  const Footprint b{{x_m, y_m, yaw_rad}, 1, 0.5, 0, 1};
  constexpr double kRounding_m = 1e-12;  // of sines and square roots
  MW_NEAR(motion::gap_m(a, b), gap_m, 0, kRounding_m);
  MW_NEAR(motion::gap_m(b, a), gap_m, 0, kRounding_m);
  QVERIFY(isNear(a, b, std::max(0.0, gap_m)));
  const Footprint above{{x_m, y_m, yaw_rad}, 1, 0.5, 1, 2};
  QVERIFY(std::isinf(motion::gap_m(a, above)));
}

QTEST_APPLESS_MAIN(TestFootprintGap)
#include "tst_footprint_gap.moc"
