// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <filesystem>

#include "core/store/project_file.h"
#include "tests/ui/models/lines.h"
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
  void badFilesSayWhy();
  void projectKeepsLogAndTwin();

 private:
  const std::filesystem::path examples_ = std::filesystem::path(MW_EXAMPLES);
  jobs::JobService jobs_;
  Playback playback_;
  std::unique_ptr<ReplayModel> replay_;
};

void TestReplayModel::initTestCase() {
  replay_ = std::make_unique<ReplayModel>(playback_, jobs_, ReplayServices{});
  replay_->importLog(examples_ / "motor-thermal.csv", examples_ / "motor-thermal.map.json");
  replay_->openTwinFile(examples_ / "motor-thermal.twin.json");
  QTRY_VERIFY2_WITH_TIMEOUT(replay_->trace() != nullptr, qPrintable(replay_->problem()), 20000);
}

void TestReplayModel::replaysAndLeadsTheCursor() {
  const auto direct = twin::replay(*replay_->twin(), *replay_->log());
  QCOMPARE(replay_->result()->x, direct.x);
  playback_.setDuration(10);
  replay_->setLeading(true);
  QCOMPARE(playback_.duration_s(), replay_->log()->t_s.back() - replay_->log()->t_s.front());
}

void TestReplayModel::aGapBreaksTheLine() {
  const ReplayTrace& trace = *replay_->trace();
  std::size_t gaps = 0;
  for (std::size_t i = 1; i + 1 < trace.t_s.size(); ++i) {
    if (!std::isnan(trace.mean[i])) {
      QVERIFY2(trace.t_s[i] - trace.t_s[i - 1] <= gapLimit_s(*replay_->twin()) || std::isnan(trace.mean[i - 1]),
               "no line is drawn over a gap");
      continue;
    }
    ++gaps;
    QVERIFY(std::isnan(trace.low[i]) && std::isnan(trace.high[i]));
    QVERIFY(trace.t_s[i - 1] < trace.t_s[i] && trace.t_s[i] < trace.t_s[i + 1]);
    QVERIFY(std::isfinite(trace.mean[i - 1]) && std::isfinite(trace.mean[i + 1]));
  }
  QCOMPARE(gaps, std::size_t{1});  // of 90 s, see resources/examples/README.md
  QCOMPARE(trace.anomaly_t_s.size(), replay_->result()->anomalyCount());
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
  QVERIFY(isMeasured(*replay_->twin(), 0));
  QVERIFY(!isMeasured(*replay_->twin(), 1));
  replay_->setState(1);
  QTRY_COMPARE(replay_->trace()->state, std::string("winding"));
  QVERIFY(!replay_->trace()->signal);
  QVERIFY(replay_->trace()->measured.empty());
  // Mean plus minus two standard deviations, from the variances of the core.
  const auto& result = *replay_->result();
  const double sd = std::sqrt(result.P_diag[1]);
  QVERIFY(std::abs(replay_->trace()->high[0] - (result.x[1] + 2 * sd)) < 1e-12);
}

void TestReplayModel::badFilesSayWhy() {
  ReplayModel other(playback_, jobs_, {});
  other.importLog(examples_ / "no-such-log.csv");
  QTRY_VERIFY(other.problem().contains("no-such-log.csv"));
  other.openTwinFile(examples_ / "gearbox-line.json");
  QTRY_VERIFY(other.problem().contains("gearbox-line.json"));
  QVERIFY(!other.log() && !other.twin());
}

void TestReplayModel::projectKeepsLogAndTwin() {
  const QTemporaryDir folder;
  const auto project = store::ProjectFile::create(folder.filePath("p.mill").toStdString(), test::smallLine());
  ReplayModel first(playback_, jobs_, projectReplays(project));
  first.importLog(examples_ / "motor-thermal.csv", examples_ / "motor-thermal.map.json");
  QTRY_VERIFY_WITH_TIMEOUT(first.log() && first.logNames().size() == 1, 10000);
  first.openTwinFile(examples_ / "motor-thermal.twin.json");
  QTRY_VERIFY_WITH_TIMEOUT(first.trace() && first.twinNames().size() == 1, 10000);
  QCOMPARE(project->summary().replays, std::size_t{1});
  ReplayModel second(playback_, jobs_, projectReplays(project));
  QTRY_COMPARE(second.logNames().size(), 1);
  second.openLog(second.logNames().front());
  second.openTwin(second.twinNames().front());
  QTRY_VERIFY2_WITH_TIMEOUT(second.trace() != nullptr, qPrintable(second.problem()), 10000);
  QCOMPARE(second.result()->x, first.result()->x);
}

QTEST_GUILESS_MAIN(TestReplayModel)
#include "tst_replay_model.moc"
