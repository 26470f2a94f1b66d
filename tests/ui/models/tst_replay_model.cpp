// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <filesystem>

#include "core/base/random_stream.h"
#include "core/store/project_file.h"
#include "core/store/stored_log.h"
#include "tests/support/patience.h"
#include "tests/ui/models/lines.h"
#include "tests/ui/models/motor_log.h"
#include "ui/models/project_services.h"

using namespace mw;
using namespace mw::models;

class TestReplayModel : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase();
  void replaysAndLeadsTheCursor();
  void aGapBreaksTheLine();
  void ageGrowsInTheGap();
  void unmeasuredStatesAreEstimated();
  void bandHoldsTheTruth();
  void everyTimeShowsItsSample();
  void stepsBySampleAndByAlarm();
  void badFilesSayWhy();
  void projectKeepsLogAndTwin();
  void projectKeepsPlotsAndWhatWasSeen();

 private:
  const std::filesystem::path examples_ = std::filesystem::path(MW_EXAMPLES);
  jobs::JobService jobs_;
  Playback playback_;
  std::unique_ptr<ReplayModel> replay_;
};

void TestReplayModel::initTestCase() {
  replay_ = std::make_unique<ReplayModel>(playback_, jobs_, ReplayServices{});
  replay_->takeImported(test::motorLog(examples_), {});
  replay_->openTwinFile(examples_ / "motor-thermal.twin.json");
  QTRY_VERIFY2_WITH_TIMEOUT(replay_->result() != nullptr, qPrintable(replay_->problem()), test::kPatience_ms);
}

void TestReplayModel::replaysAndLeadsTheCursor() {
  const auto direct = twin::replay(*replay_->twin(), *replay_->log());
  QCOMPARE(replay_->result()->x, direct.x);
  playback_.setDuration(10);
  replay_->setLeading(true);
  QCOMPARE(playback_.duration_s(), replay_->log()->t_s.back() - replay_->log()->t_s.front());
}

void TestReplayModel::aGapBreaksTheLine() {
  for (const char* key : {"log/surface", "state/winding", "innovation/surface"}) {
    const SignalTrack track = trackOf(replay_->data(), key);
    QVERIFY2(!track.values.empty(), key);
    QCOMPARE(track.gaps.size(), std::size_t{1});  // of 90 s, see resources/examples/README.md
    QCOMPARE(track.gaps[0].to_s - track.gaps[0].from_s, 90.0);
  }
  QVERIFY(trackOf(replay_->data(), "log/none").values.empty());
}

void TestReplayModel::ageGrowsInTheGap() {
  const auto& t_s = replay_->result()->t_s;
  std::size_t before = 0;
  while (t_s[before + 1] - t_s[before] < 60) ++before;
  const double begin_s = t_s[before] - t_s.front();
  QCOMPARE(ageAt(*replay_->result(), *replay_->twin(), begin_s).level, DataAge::Fresh);
  const AgeAt late = ageAt(*replay_->result(), *replay_->twin(), begin_s + 3);
  QCOMPARE(late.level, DataAge::Late);
  QVERIFY(std::abs(late.age_s - 3) < 1e-9);
  QCOMPARE(ageAt(*replay_->result(), *replay_->twin(), begin_s + 5.5).level, DataAge::Stale);
}

void TestReplayModel::unmeasuredStatesAreEstimated() {
  const std::vector<SignalEntry> entries = signalsOf(replay_->data());
  const auto entry = [&entries](const char* key) { return *std::ranges::find(entries, key, &SignalEntry::key); };
  QVERIFY(entry("state/surface").is_measured);
  QCOMPARE(entry("state/surface").unit, std::string("°C"));
  QVERIFY(!entry("state/winding").is_measured);
  // Mean plus minus two standard deviations, from the variances of the core.
  const auto& result = *replay_->result();
  const SignalTrack winding = trackOf(replay_->data(), "state/winding");
  QVERIFY(std::abs(winding.high[0] - (result.x[1] + 2 * std::sqrt(result.P_diag[1]))) < 1e-12);
  QVERIFY(std::abs(winding.low[0] - (result.x[1] - 2 * std::sqrt(result.P_diag[1]))) < 1e-12);
}

void TestReplayModel::bandHoldsTheTruth() {
  // The sensor is sound until 2,400 s: then 95 % of its readings lie within two standard deviations of what is
  // expected, which is the estimate's and the sensor's own together. 2,300 readings: four standard errors are 1.8 %.
  const auto& result = *replay_->result();
  std::size_t within = 0;
  std::size_t count = 0;
  for (std::size_t k = 0; k < result.rows && result.t_s[k] < 2400; ++k) {
    if (std::isnan(result.nis[k])) continue;
    ++count;
    within += result.nis[k] <= 4 ? 1 : 0;
  }
  QVERIFY(count > 2200);
  QVERIFY(static_cast<double>(within) >= 0.93 * static_cast<double>(count));
}

void TestReplayModel::everyTimeShowsItsSample() {
  RandomStream random(51, 1, 0);
  const twin::Log& log = *replay_->log();
  const SignalEntry surface{"log/surface", "surface", "°C", SignalEntry::Kind::Reading, true};
  for (int i = 0; i < 10000; ++i) {
    const double t_s = random.uniform() * replay_->duration_s();
    const AgedValue now = valueAt(replay_->data(), surface, t_s);
    const double stamp_s = log.t_s.front() + t_s - now.age_s;
    const auto row = std::ranges::lower_bound(log.t_s, stamp_s - 1e-6) - log.t_s.begin();
    QVERIFY(std::abs(log.t_s[static_cast<std::size_t>(row)] - stamp_s) < 1e-6);
    QCOMPARE(now.value, log.find("surface")->values[static_cast<std::size_t>(row)]);
    QCOMPARE(now.is_stale, now.age_s > gapOf(replay_->data()));
    if (!now.is_stale) QVERIFY(now.age_s <= 5);
  }
}

void TestReplayModel::stepsBySampleAndByAlarm() {
  replay_->setLeading(true);
  playback_.seek(0);
  replay_->stepSample(+1);
  QCOMPARE(playback_.time_s(), 1.0);
  playback_.seek(1500.5);
  replay_->stepSample(+1);
  QCOMPARE(playback_.time_s(), 1589.0);  // the first row after the gap: the log begins at 1 s
  replay_->stepSample(-1);
  QCOMPARE(playback_.time_s(), 1499.0);
  const std::vector<Alarm>& alarms = replay_->alarms().alarms();
  const auto fault = std::ranges::find_if(alarms, [](const Alarm& a) { return a.t_s >= 2399 && a.t_s <= 2401; });
  QVERIFY2(fault != alarms.end(), "the fault at 2,400 s is found within two samples");
  playback_.seek(0);
  std::vector<double> visited;
  for (double last_s = -1; playback_.time_s() != last_s;) {
    last_s = playback_.time_s();
    replay_->stepAlarm(+1);
    if (playback_.time_s() != last_s) visited.push_back(playback_.time_s());
  }
  QVERIFY(std::ranges::is_sorted(visited));
  QCOMPARE(visited.back(), alarms.back().t_s);
  for (const Alarm& alarm : alarms) {
    const AgeAt age = ageAt(replay_->data(), alarm.t_s);
    if (age.level == DataAge::Stale) QCOMPARE(alarm.severity, models::Severity::Stale);
  }
}

void TestReplayModel::badFilesSayWhy() {
  ReplayModel other(playback_, jobs_, {});
  other.openTwinFile(examples_ / "gearbox-line.json");
  QTRY_VERIFY_WITH_TIMEOUT(other.problem().contains("gearbox-line.json"), test::kPatience_ms);
  QVERIFY(!other.log() && !other.twin());
}

void TestReplayModel::projectKeepsLogAndTwin() {
  const QTemporaryDir folder;
  const auto project = store::ProjectFile::create(folder.filePath("p.mill").toStdString(), test::smallLine());
  ReplayModel first(playback_, jobs_, projectReplays(project));
  store::saveLog(*project, test::motorLog(examples_));
  first.takeImported(test::motorLog(examples_), {});
  QTRY_VERIFY_WITH_TIMEOUT(first.log() && first.logNames().size() == 1, test::kPatience_ms);
  first.openTwinFile(examples_ / "motor-thermal.twin.json");
  QTRY_VERIFY_WITH_TIMEOUT(first.result() && first.twinNames().size() == 1, test::kPatience_ms);
  QCOMPARE(project->summary().replays, std::size_t{1});
  ReplayModel second(playback_, jobs_, projectReplays(project));
  QTRY_COMPARE_WITH_TIMEOUT(second.logNames().size(), 1, test::kPatience_ms);
  second.openLog(second.logNames().front());
  second.openTwin(second.twinNames().front());
  QTRY_VERIFY2_WITH_TIMEOUT(second.result() != nullptr, qPrintable(second.problem()), test::kPatience_ms);
  QCOMPARE(second.result()->x, first.result()->x);
}

void TestReplayModel::projectKeepsPlotsAndWhatWasSeen() {
  const QTemporaryDir folder;
  const auto project = store::ProjectFile::create(folder.filePath("p.mill").toStdString(), test::smallLine());
  std::vector<PlotBoard::Plot> arranged;
  {
    ReplayModel first(playback_, jobs_, projectReplays(project));
    store::saveLog(*project, test::motorLog(examples_));
    first.takeImported(test::motorLog(examples_), {});
    first.openTwinFile(examples_ / "motor-thermal.twin.json");
    QTRY_VERIFY_WITH_TIMEOUT(first.result() != nullptr, test::kPatience_ms);
    first.board().insert(0, "log/load");
    arranged = first.board().plots();
    QVERIFY(first.alarms().setData(first.alarms().index(0, AlarmTable::Seen), Qt::Checked, Qt::CheckStateRole));
    QTRY_VERIFY_WITH_TIMEOUT(!first.isBusy(), test::kPatience_ms);
  }
  ReplayModel second(playback_, jobs_, {});
  second.setServices(projectReplays(project));
  QTRY_VERIFY_WITH_TIMEOUT(second.result() != nullptr, test::kPatience_ms);
  QCOMPARE(second.board().plots(), arranged);
  QVERIFY(second.alarms().isSeen(0));
  QCOMPARE(second.alarms().unseenCount(), second.alarms().alarms().size() - 1);
}

QTEST_GUILESS_MAIN(TestReplayModel)
#include "tst_replay_model.moc"
