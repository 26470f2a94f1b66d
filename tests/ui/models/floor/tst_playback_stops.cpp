// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>
#include <set>

#include "core/events/simulation.h"
#include "tests/ui/models/lines.h"
#include "ui/models/floor/playback_stops.h"
#include "ui/models/floor/run_time.h"

using namespace mw;
using namespace mw::models;
using factory::ElementState;

Q_DECLARE_METATYPE(std::optional<double>)

class TestPlaybackStops : public QObject {
  Q_OBJECT
 private slots:
  void init();
  void pausesExactlyAtATime();
  void pausesWhenAnElementGoesDown();
  void scrubbingDoesNotStop();
  void stepsAreTheRowsOfTheTrace();
  void readsTimes_data();
  void readsTimes();

 private:
  factory::Factory factory_ = test::smallLine();
  std::shared_ptr<const events::Recording> recording_ = [this] {
    events::RunSettings settings;
    settings.horizon = SimTime::fromSeconds(4 * 3600);
    return std::make_shared<const events::Recording>(events::record(*events::compile(factory_), settings));
  }();
  std::unique_ptr<Playback> playback_;
  std::unique_ptr<PlaybackStops> stops_;
};

void TestPlaybackStops::init() {
  playback_ = std::make_unique<Playback>();
  stops_ = std::make_unique<PlaybackStops>(*playback_);
  playback_->setDuration(4 * 3600);
  playback_->setWantedSpeed(1000);
  stops_->setRecording(recording_);
}

void TestPlaybackStops::pausesExactlyAtATime() {
  stops_->setTime(3600);
  const QSignalSpy stopped(stops_.get(), &PlaybackStops::stopped);
  playback_->play();
  for (int frame = 0; frame < 400 && playback_->isPlaying(); ++frame) playback_->advance(0.0167);
  QCOMPARE(playback_->time_s(), 3600.0);
  QVERIFY(!playback_->isPlaying());
  QCOMPARE(stopped.size(), 1);
  playback_->play();  // from there on it goes to the end
  for (int frame = 0; frame < 2000 && playback_->isPlaying(); ++frame) playback_->advance(0.0167);
  QCOMPARE(playback_->time_s(), 4 * 3600.0);
}

void TestPlaybackStops::pausesWhenAnElementGoesDown() {
  const std::uint32_t m1 = 1;
  std::vector<double> falls_s;
  for (const events::StateChange& change : recording_->statesOf(m1)) {
    if (change.state == ElementState::Down) falls_s.push_back(change.at.seconds());
  }
  QVERIFY(falls_s.size() > 2);
  stops_->setWhen(PlaybackStops::When{m1, ElementState::Down});
  for (std::size_t i = 0; i < 3; ++i) {
    playback_->play();
    for (int frame = 0; frame < 2000 && playback_->isPlaying(); ++frame) playback_->advance(0.0167);
    QCOMPARE(playback_->time_s(), falls_s[i]);
  }
}

void TestPlaybackStops::scrubbingDoesNotStop() {
  stops_->setTime(3600);
  playback_->seek(7200);
  QCOMPARE(playback_->time_s(), 7200.0);
  playback_->play();
  playback_->seek(10);
  QVERIFY(playback_->isPlaying());
}

/// "On to the next event" stands at the next instant that the trace has a row for, back at the one before.
void TestPlaybackStops::stepsAreTheRowsOfTheTrace() {
  std::set<SimTime> rows;
  for (const events::StateChange& change : recording_->states()) rows.insert(change.at);
  for (const events::PartMove& move : recording_->moves()) rows.insert(move.at);
  SimTime at;
  for (auto row = rows.upper_bound(SimTime()); row != rows.end(); ++row) {
    const SimTime next = recording_->nextChangeAfter(at);
    QCOMPARE(next.ticks(), row->ticks());
    if (row != rows.begin()) QCOMPARE(recording_->lastChangeBefore(next).ticks(), std::prev(row)->ticks());
    at = next;
  }
  QVERIFY(recording_->nextChangeAfter(at) == recording_->end());
}

void TestPlaybackStops::readsTimes_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<double>("time_s");  // below 0: refused
  QTest::newRow("seconds") << "3600" << 3600.0;
  QTest::newRow("minutes") << "90 min" << 5400.0;
  QTest::newRow("a letter") << "1.5h" << 5400.0;
  QTest::newRow("clock") << "1:30" << 5400.0;
  QTest::newRow("clock with seconds") << " 102:00:30 " << 367230.0;
  QTest::newRow("nothing") << "" << -1.0;
  QTest::newRow("words") << "soon" << -1.0;
  QTest::newRow("61 minutes") << "1:61" << -1.0;
  QTest::newRow("before the start") << "-5" << -1.0;
}

void TestPlaybackStops::readsTimes() {
  QFETCH(QString, text);
  QFETCH(double, time_s);
  QCOMPARE(parseRunTime(text).value_or(-1), time_s);
}

QTEST_APPLESS_MAIN(TestPlaybackStops)
#include "tst_playback_stops.moc"
