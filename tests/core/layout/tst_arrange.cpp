// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <numbers>

#include "core/layout/arrange.h"
#include "core/layout/copies.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::layout;

namespace {

Body box(double x_m, double y_m, double length_m, double yaw_rad = 0) {
  Body body;
  body.pose = {x_m, y_m, 0, yaw_rad};
  body.length_m = length_m;
  body.width_m = 1;
  return body;
}

constexpr double kRounding_m = 1e-12;

}  // namespace

class TestArrange : public QObject {
  Q_OBJECT
 private slots:
  void aligns_data();
  void aligns();
  void centersToTheLastBit();
  void distributesGaps();
  void linearArray();
  void circularArray();
  void limitIsNamed();
};

void TestArrange::aligns_data() {
  QTest::addColumn<int>("alignment");
  QTest::addColumn<double>("x_m");
  QTest::addColumn<double>("y_m");
  const auto row = [](const char* name, Alignment alignment, double x_m, double y_m) {
    QTest::newRow(name) << static_cast<int>(alignment) << x_m << y_m;
  };
  // A body of 2 x 1 m at (5, 7), turned by 90 degrees, against one of 4 x 1 m at (1, 2).
  row("left", Alignment::Left, -0.5, 7);
  row("right", Alignment::Right, 2.5, 7);
  row("top", Alignment::Top, 5, 1.5);
  row("bottom", Alignment::Bottom, 5, 2.5);
  row("center x", Alignment::CenterX, 1, 7);
  row("center y", Alignment::CenterY, 5, 2);
}

void TestArrange::aligns() {
  QFETCH(int, alignment);
  QFETCH(double, x_m);
  QFETCH(double, y_m);
  const std::vector<Body> bodies = {box(5, 7, 2, std::numbers::pi / 2), box(1, 2, 4)};
  const auto poses = aligned(bodies, 1, static_cast<Alignment>(alignment));
  MW_NEAR(poses[0].x_m, x_m, 0, kRounding_m);
  MW_NEAR(poses[0].y_m, y_m, 0, kRounding_m);
  QCOMPARE(poses[1].x_m, 1.0);
  QCOMPARE(poses[1].y_m, 2.0);
}

void TestArrange::centersToTheLastBit() {
  std::vector<Body> bodies;
  for (int i = 0; i < 5; ++i) bodies.push_back(box(i, 0.1 * i + 0.3, 2, 0.7 * i));
  for (const auto& pose : aligned(bodies, 4, Alignment::CenterY)) QCOMPARE(pose.y_m, bodies[4].pose.y_m);
}

void TestArrange::distributesGaps() {
  // From -1 to 12: 13 m less 2 + 4 + 2 of bodies leave two gaps of 2.5 m.
  const std::vector<Body> bodies = {box(11, 5, 2), box(0, 0, 2), box(2.5, 1, 4)};
  const auto poses = distributed(bodies, Axis::X);
  QCOMPARE(poses[0].x_m, 11.0);
  QCOMPARE(poses[1].x_m, 0.0);
  MW_NEAR(poses[2].x_m, 5.5, 0, kRounding_m);
  QCOMPARE(poses[2].y_m, 1.0);
}

void TestArrange::linearArray() {
  const auto places = placesOf(LinearArray{3, 2, 2.5, -4}, 1);
  QCOMPARE(places.size(), std::size_t{5});
  const auto last = placed({1, 1, 0.5, 0.3}, places.back());
  QCOMPARE(last.x_m, 6.0);
  QCOMPARE(last.y_m, -3.0);
  QCOMPARE(last.z_m, 0.5);
  QCOMPARE(last.yaw_rad, 0.3);
}

void TestArrange::circularArray() {
  const auto ring = placesOf(CircularArray{4, {0, 0}, 2 * std::numbers::pi}, 1);
  QCOMPARE(ring.size(), std::size_t{3});
  const auto first = placed({3, 0, 0, 0}, ring[0]);
  MW_NEAR(first.x_m, 0, 0, kRounding_m);
  MW_NEAR(first.y_m, 3, 0, kRounding_m);
  MW_NEAR(first.yaw_rad, std::numbers::pi / 2, 0, kRounding_m);
  // An open arc has its last copy at its end.
  const auto arc = placesOf(CircularArray{3, {0, 0}, std::numbers::pi / 2}, 1);
  MW_NEAR(placed({3, 0, 0, 0}, arc.back()).y_m, 3, 0, kRounding_m);
}

void TestArrange::limitIsNamed() {
  try {
    (void)placesOf(LinearArray{1'000'000, 1, 1, 0}, 3);
    QFAIL("a million copies were allowed");
  } catch (const InputError& error) {
    QVERIFY(QString(error.what()).contains("2999997 new elements are more than the 2000"));
  }
  QVERIFY_EXCEPTION_THROWN((void)placesOf(CircularArray{2002, {}, 1}, 1), InputError);
  QCOMPARE(placesOf(CircularArray{2001, {}, 1}, 1).size(), std::size_t{2000});
  QVERIFY_EXCEPTION_THROWN((void)placesOf(LinearArray{0, 1, 1, 0}, 1), InputError);
}

QTEST_APPLESS_MAIN(TestArrange)
#include "tst_arrange.moc"
