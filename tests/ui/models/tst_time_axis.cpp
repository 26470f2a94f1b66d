// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>
#include <cmath>

#include "core/base/random_stream.h"
#include "ui/models/time_axis.h"

using namespace mw;
using models::TimeAxis;

class TestTimeAxis : public QObject {
  Q_OBJECT
 private slots:
  void invariantsHoldWhateverHappens();
  void zoomingBackAndForthLeadsBack();
  void panningKeepsTheWidth();
  void followingIsEndedByItsSwitchAlone();
  void followingKeepsTheCursorInView();
  void aViewOfAllStaysOne();

 private:
  static constexpr double kExtent_s = 3600;
  /// Of sums of a few numbers below 3600 in double precision.
  static constexpr double kRounding_s = 1e-9;
};

void TestTimeAxis::invariantsHoldWhateverHappens() {
  RandomStream random(16, 1, 0);
  TimeAxis axis;
  axis.setExtent(kExtent_s);
  for (int i = 0; i < 20000; ++i) {
    const double width_s = axis.width_s();
    const bool was_following = axis.isFollowing();
    bool may_end_following = false;
    switch (static_cast<int>(random.uniform() * 6)) {
      case 0:
        axis.zoom(std::exp(4 * random.uniform() - 2), kExtent_s * (2 * random.uniform() - 0.5));
        break;
      case 1:
        axis.pan(kExtent_s * (2 * random.uniform() - 1));
        QCOMPARE(axis.width_s(), width_s);
        break;
      case 2:
        axis.setNow(kExtent_s * random.uniform());
        break;
      case 3:
        axis.show(kExtent_s * random.uniform(), kExtent_s * random.uniform());
        break;
      case 4:
        axis.zoom(0, 5);
        QCOMPARE(axis.width_s(), width_s);
        break;
      default:
        axis.setFollowing(random.uniform() < 0.5);
        may_end_following = true;
    }
    if (!may_end_following) QCOMPARE(axis.isFollowing(), was_following);
    QVERIFY(axis.from_s() >= 0 && axis.to_s() <= kExtent_s + kRounding_s);
    QVERIFY(axis.width_s() > 0 && axis.width_s() <= kExtent_s);
  }
}

void TestTimeAxis::zoomingBackAndForthLeadsBack() {
  TimeAxis axis;
  axis.setExtent(kExtent_s);
  axis.show(1000, 2000);
  for (int i = 0; i < 500; ++i) {
    axis.zoom(0.8, 1234);
    axis.zoom(1 / 0.8, 1234);
  }
  QVERIFY2(std::abs(axis.from_s() - 1000) < 500 * kRounding_s, qPrintable(QString::number(axis.from_s(), 'g', 17)));
  QVERIFY(std::abs(axis.to_s() - 2000) < 500 * kRounding_s);
  axis.zoom(0.5, 1234);
  // What was under the pointer is under it still.
  QVERIFY(std::abs((1234 - axis.from_s()) / axis.width_s() - 0.234) < kRounding_s);
}

void TestTimeAxis::panningKeepsTheWidth() {
  TimeAxis axis;
  axis.setExtent(kExtent_s);
  axis.show(100, 400);
  axis.pan(50);
  QCOMPARE(axis.from_s(), 150.0);
  QCOMPARE(axis.width_s(), 300.0);
  axis.pan(-1e6);
  QCOMPARE(axis.from_s(), 0.0);
  QCOMPARE(axis.width_s(), 300.0);
  axis.pan(1e6);
  QCOMPARE(axis.to_s(), kExtent_s);
  QCOMPARE(axis.width_s(), 300.0);
}

void TestTimeAxis::followingIsEndedByItsSwitchAlone() {
  TimeAxis axis;
  QSignalSpy switched(&axis, &TimeAxis::followingChanged);
  axis.setExtent(kExtent_s);
  axis.setNow(1800);
  axis.show(0, 600);
  axis.setFollowing(true);
  const double from_s = axis.from_s();
  axis.pan(-700);
  QCOMPARE(axis.from_s(), from_s);
  axis.zoom(0.5, 10);
  QCOMPARE(axis.width_s(), 300.0);
  QCOMPARE(axis.from_s(), 1800 - TimeAxis::kNowShare * 300);
  axis.show(0, 100);
  QCOMPARE(axis.width_s(), 100.0);
  QVERIFY(axis.isFollowing());
  QCOMPARE(switched.count(), 1);
  axis.setFollowing(false);
  axis.pan(-700);
  QVERIFY(axis.to_s() < 1800);
}

void TestTimeAxis::followingKeepsTheCursorInView() {
  TimeAxis axis;
  axis.setExtent(kExtent_s);
  axis.show(0, 120);
  axis.setFollowing(true);
  for (double now_s = 0; now_s <= kExtent_s; now_s += 7.3) {
    axis.setNow(now_s);
    QVERIFY(axis.from_s() <= now_s && now_s <= axis.to_s() + kRounding_s);
    QCOMPARE(axis.width_s(), 120.0);
  }
}

void TestTimeAxis::aViewOfAllStaysOne() {
  TimeAxis axis;
  axis.setExtent(100);
  QVERIFY(axis.showsAll());
  axis.setExtent(kExtent_s);
  QCOMPARE(axis.width_s(), kExtent_s);
  axis.show(10, 20);
  axis.setExtent(5000);
  QCOMPARE(axis.width_s(), 10.0);
  axis.setExtent(0);
  QCOMPARE(axis.from_s(), 0.0);
  QCOMPARE(axis.to_s(), 0.0);
}

QTEST_GUILESS_MAIN(TestTimeAxis)
#include "tst_time_axis.moc"
