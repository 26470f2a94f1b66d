// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QTest>
#include <algorithm>

#include "core/events/simulation.h"
#include "tests/ui/models/lines.h"
#include "ui/models/floor/coming_events.h"

using namespace mw;
using namespace mw::models;

namespace {

/// The events of a run as (time, what moves a part), in the order in which the engine noted those of one instant.
std::vector<std::pair<SimTime, bool>> traceOf(const events::Recording& recording) {
  std::vector<std::pair<SimTime, bool>> trace;
  for (const events::StateChange& change : recording.states()) trace.emplace_back(change.at, false);
  for (const events::PartMove& move : recording.moves()) trace.emplace_back(move.at, true);
  std::ranges::stable_sort(trace, {}, &std::pair<SimTime, bool>::first);
  return trace;
}

}  // namespace

class TestComingEvents : public QObject {
  Q_OBJECT
 private slots:
  void init();
  void eachStepStandsAtTheRowThatWasFirst();
  void listsTheWholeTrace();
  void goesBackWithTheCursor();
  void makesFewRowsOfMany();
  void saysWhatHappens();
  void followsOnlyWhileLookedAt();

 private:
  [[nodiscard]] QString text(int row, ComingEvents::Column column) const {
    return events_->index(row, column).data().toString();
  }
  /// As the action "On to the next event" does it.
  void step() { playback_->seek(recording_->nextChangeAfter(SimTime::fromSeconds(playback_->time_s())).seconds()); }

  std::shared_ptr<const factory::Factory> factory_ = std::make_shared<const factory::Factory>(test::smallLine());
  std::shared_ptr<const events::Recording> recording_ = [this] {
    events::RunSettings settings;
    settings.horizon = SimTime::fromSeconds(2 * 3600);
    return std::make_shared<const events::Recording>(events::record(*events::compile(*factory_), settings));
  }();
  std::unique_ptr<Playback> playback_;
  std::unique_ptr<ComingEvents> events_;
};

void TestComingEvents::init() {
  playback_ = std::make_unique<Playback>();
  events_ = std::make_unique<ComingEvents>(*playback_);
  auto* tester = new QAbstractItemModelTester(events_.get(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                              events_.get());
  tester->setUseFetchMore(false);  // it would ask for more while rows go
  playback_->setDuration(recording_->end().seconds());
  events_->setRun(factory_, recording_);
}

void TestComingEvents::eachStepStandsAtTheRowThatWasFirst() {
  int steps = 0;
  while (events_->rowCount() > 0) {
    const double first_s = events_->timeOf_s(0);
    QVERIFY(first_s > playback_->time_s());
    step();
    QVERIFY(playback_->time_s() == first_s);  // the very double that the row gives
    ++steps;
  }
  QVERIFY(steps > 1000);
  step();
  QVERIFY(playback_->time_s() == recording_->end().seconds());
}

void TestComingEvents::listsTheWholeTrace() {
  const auto trace = traceOf(*recording_);
  const auto first = std::ranges::upper_bound(trace, SimTime(), {}, &std::pair<SimTime, bool>::first);
  while (events_->canFetchMore({})) events_->fetchMore({});
  QCOMPARE(events_->rowCount(), static_cast<int>(trace.end() - first));
  for (int row = 0; row < events_->rowCount(); ++row) {
    const auto& [at, is_move] = first[row];
    QVERIFY(events_->timeOf_s(row) == at.seconds());
    QCOMPARE(!text(row, ComingEvents::Part).isEmpty(), is_move);
  }
}

void TestComingEvents::goesBackWithTheCursor() {
  const double first_s = events_->timeOf_s(0);
  playback_->seek(3600);
  QVERIFY(events_->timeOf_s(0) > 3600);
  QVERIFY(events_->timeOf_s(0) == recording_->nextChangeAfter(SimTime::fromSeconds(3600)).seconds());
  playback_->seek(0);
  QVERIFY(events_->timeOf_s(0) == first_s);
}

/// However many there are, what was never looked at costs nothing.
void TestComingEvents::makesFewRowsOfMany() {
  constexpr int kMany = 1'000'000;
  auto many = std::make_shared<events::Recording>(std::vector<std::uint16_t>(5, 1), std::vector<bool>(5, false),
                                                  SimTime::fromSeconds(kMany));
  for (int i = 1; i <= kMany; ++i) {
    const auto state = i % 2 == 0 ? factory::ElementState::Idle : factory::ElementState::Busy;
    many->add(events::StateChange{SimTime::fromSeconds(i), 1, 0, state});
  }
  many->finish(SimTime::fromSeconds(kMany), true);
  playback_->setDuration(kMany);
  events_->setRun(factory_, many);
  for (const double t_s : {0.0, 10.0, 60.0, 500'000.0, 500'001.5, 999'990.0, 3.0}) {
    playback_->seek(t_s);
    QVERIFY2(events_->rowCount() <= 2 * ComingEvents::kBlock, qPrintable(QString::number(events_->rowCount())));
    QCOMPARE(events_->timeOf_s(0), std::floor(t_s) + 1);
  }
  playback_->seek(kMany);
  QCOMPARE(events_->rowCount(), 0);
}

void TestComingEvents::saysWhatHappens() {
  for (int row = 0; row < 100; ++row) {
    const QString what = text(row, ComingEvents::What);
    const bool is_move = !text(row, ComingEvents::Part).isEmpty();
    QVERIFY2(is_move ? what.contains(QLatin1String("part")) : what.startsWith(QLatin1String("becomes ")),
             qPrintable(what));
    QCOMPARE(text(row, ComingEvents::Element).toStdString(), factory_->findElement(events_->elementOf(row))->name);
  }
  const auto at = static_cast<long long>(std::llround(events_->timeOf_s(0) * 1000));
  QVERIFY2(
      text(0, ComingEvents::Time).endsWith(QStringLiteral(".%1").arg(at % 1000, 3, 10, QLatin1Char('0'))) ||
          text(0, ComingEvents::Time).endsWith(QStringLiteral(".%1").arg((at - 1) % 1000, 3, 10, QLatin1Char('0'))),
      qPrintable(text(0, ComingEvents::Time)));
}

void TestComingEvents::followsOnlyWhileLookedAt() {
  const double first_s = events_->timeOf_s(0);
  events_->setFollowing(false);
  playback_->seek(3600);
  QVERIFY(events_->timeOf_s(0) == first_s);
  events_->setFollowing(true);
  QVERIFY(events_->timeOf_s(0) > 3600);
}

QTEST_APPLESS_MAIN(TestComingEvents)
#include "tst_coming_events.moc"
