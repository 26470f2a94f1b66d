// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "core/base/json.h"
#include "ui/models/session/tour.h"

using mw::models::Tour;

class TestTour : public QObject {
  Q_OBJECT

 private slots:
  void ticksWhatTheProjectShows();
  void everyStepHasItsScript_data();
  void everyStepHasItsScript();
};

void TestTour::ticksWhatTheProjectShows() {
  bool is_changed = false;
  bool has_run = false;
  Tour tour({{"change", "Change", "", [&] { return is_changed; }}, {"run", "Run", "", [&] { return has_run; }}});
  QSignalSpy changes(&tour, &Tour::changed);
  has_run = true;
  tour.check();
  QVERIFY(!tour.isDone(1));  // it is not on
  tour.start();
  tour.check();
  QVERIFY(tour.isDone(1));
  QCOMPARE(tour.next(), std::size_t{0});
  is_changed = true;
  tour.check();
  tour.check();
  QCOMPARE(changes.count(), 3);
  is_changed = has_run = false;
  tour.check();
  QCOMPARE(tour.next(), tour.steps().size());  // what was done stays done
  tour.start();
  QCOMPARE(tour.next(), std::size_t{0});
}

void TestTour::everyStepHasItsScript_data() {
  QTest::addColumn<QString>("step");
  for (const char* step : {"change", "run", "compare", "ask", "replay", "add"}) QTest::newRow(step) << step;
}

void TestTour::everyStepHasItsScript() {
  QFETCH(QString, step);
  const auto script =
      mw::JsonDocument::read((QStringLiteral(MW_SOURCE_DIR "/resources/tours/first/") + step + ".json").toStdString());
  QVERIFY(!script.root().at("steps").empty());
}

QTEST_GUILESS_MAIN(TestTour)
#include "tst_tour.moc"
