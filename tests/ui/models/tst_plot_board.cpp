// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>
#include <cmath>

#include "ui/models/playback.h"
#include "ui/models/plot_board.h"
#include "ui/models/typed_time.h"

using namespace mw;
using namespace mw::models;

/// What stands in which plot, and the small things about the cursor.
class TestPlotBoard : public QObject {
  Q_OBJECT
 private slots:
  void laysOutWhatThereIsToWatch();
  void takesTwoUnitsAndRefusesAThird();
  void anotherLogGetsTheSameBoard();
  void readsTypedTimes_data();
  void readsTypedTimes();
  void repeatsAllOrASelection();

 private:
  static std::vector<SignalEntry> someReadings() {
    using Kind = SignalEntry::Kind;
    return {{"log/load", "load", "1", Kind::Reading, true},
            {"log/surface", "surface", "°C", Kind::Reading, true},
            {"log/current", "current", "A", Kind::Reading, true},
            {"log/inner", "inner", "°C", Kind::Reading, true}};
  }
};

void TestPlotBoard::laysOutWhatThereIsToWatch() {
  PlotBoard board;
  board.setSignals(someReadings());
  QCOMPARE(board.plots().size(), std::size_t{3});
  std::vector<SignalEntry> entries = someReadings();
  entries.push_back({"state/surface", "surface", "°C", SignalEntry::Kind::Estimate, true});
  entries.push_back({"state/winding", "winding", "", SignalEntry::Kind::Estimate, false});
  entries.push_back({"innovation/surface", "surface", "°C", SignalEntry::Kind::Innovation, true});
  board.setSignals(entries);
  QCOMPARE(board.plots(), (std::vector<PlotBoard::Plot>{{"state/surface", "log/surface"}, {"innovation/surface"}}));
}

void TestPlotBoard::takesTwoUnitsAndRefusesAThird() {
  PlotBoard board;
  board.setSignals(someReadings());
  QVERIFY(board.add(0, "log/surface").isEmpty());
  QVERIFY(board.add(0, "log/inner").isEmpty());
  QVERIFY(board.add(0, "log/current").contains("current"));
  QCOMPARE(board.drawn(0).size(), std::size_t{3});
  QVERIFY2(board.add(0, "log/inner").isEmpty(), "there already: nothing to say");
  QCOMPARE(board.drawn(0).size(), std::size_t{3});
  board.insert(1, "log/current");
  QCOMPARE(board.plots()[1], PlotBoard::Plot{"log/current"});
  board.remove(1, "log/current");
  QCOMPARE(board.plots().size(), std::size_t{3});
  QVERIFY(!board.add(1, "log/none").isEmpty());
}

void TestPlotBoard::anotherLogGetsTheSameBoard() {
  PlotBoard board;
  QSignalSpy edited(&board, &PlotBoard::edited);
  board.setSignals(someReadings());
  QCOMPARE(edited.count(), 0);
  (void)board.add(0, "log/surface");
  QCOMPARE(edited.count(), 1);
  const Json kept = board.toJson();
  PlotBoard other;
  other.fromJson(kept);
  // Another log, of which only one name is the same.
  other.setSignals({{"log/surface", "surface", "°C", SignalEntry::Kind::Reading, true},
                    {"log/oil", "oil", "°C", SignalEntry::Kind::Reading, true}});
  QCOMPARE(other.drawn(0).size(), std::size_t{1});
  other.setSignals(someReadings());
  QCOMPARE(other.plots(), board.plots());
  other.fromJson(Json("no board"));
  QCOMPARE(other.plots(), board.plots());
  // Nothing of it can be drawn: what there is is shown, and the board is kept for the next.
  other.setSignals({{"log/oil", "oil", "°C", SignalEntry::Kind::Reading, true}});
  QCOMPARE(other.plots(), std::vector<PlotBoard::Plot>{{"log/oil"}});
  QVERIFY(other.toJson() == kept);
}

void TestPlotBoard::readsTypedTimes_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<double>("time_s");
  const double none = std::nan("");
  QTest::newRow("seconds") << "1504" << 1504.0;
  QTest::newRow("clock") << "0:25:04.5" << 1504.5;
  QTest::newRow("minutes and seconds") << "25:04" << 1504.0;
  QTest::newRow("minutes") << "25 min" << 1500.0;
  QTest::newRow("hours") << "1.5h" << 5400.0;
  QTest::newRow("a date") << "2025-04-17T17:00:10Z" << 2.0;
  QTest::newRow("a date in another zone") << "2025-04-17 19:00:10.5+02:00" << 2.5;
  QTest::newRow("prose") << "soon" << none;
  QTest::newRow("number with a tail") << "15x" << none;
  QTest::newRow("nothing") << "" << none;
}

void TestPlotBoard::readsTypedTimes() {
  QFETCH(QString, text);
  QFETCH(double, time_s);
  const auto read = typedTime_s(text, 1744909208.0);
  QCOMPARE(read.has_value(), !std::isnan(time_s));
  if (read) QCOMPARE(*read, time_s);
  if (text.contains('-')) QVERIFY2(!typedTime_s(text, {}), "without dates in the log there are none to go to");
}

void TestPlotBoard::repeatsAllOrASelection() {
  Playback playback;
  playback.setDuration(100);
  playback.setWantedSpeed(100);
  playback.seek(95);
  playback.play();
  playback.advance(0.1);
  QCOMPARE(playback.time_s(), 100.0);
  QVERIFY(!playback.isPlaying());
  playback.setLoop(Playback::Loop::All);
  playback.seek(95);
  playback.play();
  playback.advance(0.1);
  QCOMPARE(playback.time_s(), 5.0);
  QVERIFY(playback.isPlaying());
  playback.setSelection(20, 40);
  playback.setLoop(Playback::Loop::Selection);
  playback.seek(35);
  playback.advance(0.1);
  QCOMPARE(playback.time_s(), 25.0);
  playback.seek(5);
  playback.advance(0.01);
  QCOMPARE(playback.time_s(), 20.0);
}

QTEST_GUILESS_MAIN(TestPlotBoard)
#include "tst_plot_board.moc"
