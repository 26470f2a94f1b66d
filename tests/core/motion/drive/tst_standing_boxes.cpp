// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <cmath>
#include <numbers>

#include "core/motion/drive/standing_boxes.h"

using namespace mw;
using namespace mw::motion;

namespace {

/// East for 4 m, a bend of 2 m to the left, north for 3 m; 0.6 m wide.
factory::Factory bentBelt() {
  return factory::Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1",
    "parts": [{"id": "box", "size_m": [0.3, 0.3, 0.2]}],
    "elements": [{"id": "src", "type": "source", "part": "box"}, {"id": "end", "type": "sink"},
      {"id": "belt", "type": "conveyor", "size_m": [9, 0.6, 0.8], "bend_radius_m": 2, "path": [[0, 0, 0.8], [6, 0, 0.8], [6, 5, 0.8]]}],
    "flows": [{"from": "src", "to": "belt"}, {"from": "belt", "to": "end"}]})"));
}

double nearest_m(const std::vector<StandingBox>& boxes, double x_m, double y_m) {
  double nearest = std::numeric_limits<double>::infinity();
  for (const StandingBox& each : boxes) nearest = std::min(nearest, gap_m({{x_m, y_m, 0}, 0, 0, 0, 1}, each.box));
  return nearest;
}

}  // namespace

class TestStandingBoxes : public QObject {
  Q_OBJECT
 private slots:
  void bendsStandInTheWay_data();
  void bendsStandInTheWay();
};

void TestStandingBoxes::bendsStandInTheWay_data() {
  QTest::addColumn<double>("turned_deg");
  QTest::addColumn<double>("off_m");  // the middle, outwards
  QTest::addColumn<double>("expected_m");
  QTest::newRow("middle, begin") << 5.0 << 0.0 << -1.0;
  QTest::newRow("middle, half way") << 45.0 << 0.0 << -1.0;
  QTest::newRow("middle, end") << 85.0 << 0.0 << -1.0;
  QTest::newRow("outside") << 45.0 << 0.8 << 0.5;
  QTest::newRow("inside") << 45.0 << -0.8 << 0.5;
}

/// Below zero: in it.
void TestStandingBoxes::bendsStandInTheWay() {
  QFETCH(double, turned_deg);
  QFETCH(double, off_m);
  QFETCH(double, expected_m);
  const double turned_rad = turned_deg * std::numbers::pi / 180;
  const double radius_m = 2 + off_m;
  const double gap =
      nearest_m(standingBoxes(bentBelt()), 4 + radius_m * std::sin(turned_rad), 2 - radius_m * std::cos(turned_rad));
  constexpr double kChords_m = 0.03;  // chords lie up to 2 cm inside the arc; their corners reach out by as much
  if (expected_m < 0) {
    QVERIFY2(gap < 0, qPrintable(QString::number(gap)));
  } else {
    QVERIFY2(std::abs(gap - expected_m) < kChords_m, qPrintable(QString::number(gap)));
  }
}

QTEST_APPLESS_MAIN(TestStandingBoxes)
#include "tst_standing_boxes.moc"
