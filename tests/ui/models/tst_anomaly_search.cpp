// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cmath>

#include "core/base/random_stream.h"
#include "core/store/project_file.h"
#include "core/store/stored_log.h"
#include "tests/support/patience.h"
#include "tests/ui/models/lines.h"
#include "ui/models/project_services.h"

using namespace mw;
using namespace mw::models;

namespace {

/// Two signals at 1 Hz; the flow falls by four standard deviations at 700 s of 1000 s.
twin::Log pump() {
  RandomStream random(7, 1, 0);
  const auto noise = [&random] {
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += random.uniform();
    return sum;
  };
  twin::Log log{"pump", std::nullopt, {}, {{"flow", "l/s", {}}, {"power", "W", {}}}, ""};
  for (int k = 0; k < 1000; ++k) {
    log.t_s.push_back(100 + k);
    log.series[0].values.push_back(50 + noise() - (k >= 700 ? 4 : 0));
    log.series[1].values.push_back(900 + 10 * noise());
  }
  return log;
}

}  // namespace

class TestAnomalySearch : public QObject {
  Q_OBJECT
 private slots:
  void init();
  void suggestsWhatSuitsTheLog();
  void findsAndKeeps();
  void reopeningShowsThem();
  void acknowledgedStaysSo();
  void removedComesBack();
  void anotherLogHasItsOwn();
  void wrongWishesSayWhy();
  void stoppedKeepsNothing();
  void windowStaysWithinTheLog();
  void certaintyIsNeverRoundedUp_data();
  void certaintyIsNeverRoundedUp();

 private:
  void search(ReplayModel& replay) const;

  std::unique_ptr<QTemporaryDir> folder_;
  std::shared_ptr<store::ProjectFile> project_;
  jobs::JobService jobs_;
  Playback playback_;
  std::unique_ptr<ReplayModel> replay_;
};

void TestAnomalySearch::init() {
  replay_.reset();
  project_.reset();
  folder_ = std::make_unique<QTemporaryDir>();
  project_ = store::ProjectFile::create(folder_->filePath("p.mill").toStdString(), test::smallLine());
  store::saveLog(*project_, pump());
  replay_ = std::make_unique<ReplayModel>(playback_, jobs_, ReplayServices{});
  replay_->setServices(projectReplays(project_));
  QTRY_VERIFY_WITH_TIMEOUT(replay_->log() != nullptr && !replay_->isBusy(), test::kPatience_ms);
}

void TestAnomalySearch::search(ReplayModel& replay) const {
  replay.search().setHealthy(0, 400);
  replay.search().start();
  QTRY_VERIFY_WITH_TIMEOUT(!replay.search().isRunning(), test::kPatience_ms);
  QVERIFY2(replay.search().problem().isEmpty(), qPrintable(replay.search().problem()));
}

void TestAnomalySearch::suggestsWhatSuitsTheLog() {
  const AnomalySearch& search = replay_->search();
  QCOMPARE(search.healthyFrom_s(), 0.0);
  QVERIFY(std::abs(search.healthyTo_s() - 0.2 * 999) < 1e-9);
  QCOMPARE(search.wishes().level.memory_s, 999.0);  // not the 14 days that suit a log of months
  QVERIFY(search.request().healthy.duration_s == search.healthyTo_s());
}

void TestAnomalySearch::findsAndKeeps() {
  search(*replay_);
  const std::vector<Alarm>& alarms = replay_->alarms().alarms();
  QVERIFY(!alarms.empty());
  const Alarm& last = alarms.back();
  QVERIFY2(last.t_s >= 700 && last.t_s <= 705 && last.to_s == 999, qPrintable(QString::number(last.t_s)));
  QCOMPARE(last.severity, models::Severity::Detected);
  QCOMPARE(last.signal, QStringLiteral("flow"));
  QVERIFY2(last.message.startsWith(QLatin1String("flow reads below by")), qPrintable(last.message));
  QVERIFY(last.certainty > 0.999999);
  QVERIFY2(replay_->search().outcome().contains(QLatin1String("found; judged: flow, power")),
           qPrintable(replay_->search().outcome()));
  QCOMPARE(store::detections(*project_, "pump").size(), std::size_t{1});
  playback_.setDuration(999);
  playback_.seek(600);
  replay_->stepAlarm(+1);
  QCOMPARE(playback_.time_s(), last.t_s);
}

void TestAnomalySearch::reopeningShowsThem() {
  search(*replay_);
  const std::size_t count = replay_->alarms().alarms().size();
  ReplayModel again(playback_, jobs_, {});
  again.setServices(projectReplays(project_));
  QTRY_COMPARE_WITH_TIMEOUT(again.alarms().alarms().size(), count, test::kPatience_ms);
  QVERIFY(again.alarms().alarms().back().key == replay_->alarms().alarms().back().key);
}

void TestAnomalySearch::acknowledgedStaysSo() {
  search(*replay_);
  AlarmTable& table = replay_->alarms();
  const int row = table.rowCount() - 1;
  QVERIFY(table.setData(table.index(row, AlarmTable::Seen), Qt::Checked, Qt::CheckStateRole));
  QTRY_VERIFY_WITH_TIMEOUT(!replay_->isBusy(), test::kPatience_ms);
  ReplayModel again(playback_, jobs_, {});
  again.setServices(projectReplays(project_));
  QTRY_COMPARE_WITH_TIMEOUT(again.alarms().rowCount(), row + 1, test::kPatience_ms);
  QVERIFY(again.alarms().isSeen(static_cast<std::size_t>(row)));
  replay_->alarms().setAllSeen();
  QCOMPARE(replay_->alarms().unseenCount(), std::size_t{0});
}

void TestAnomalySearch::removedComesBack() {
  search(*replay_);
  const std::size_t count = replay_->alarms().alarms().size();
  AnomalySearch& search = replay_->search();
  search.remove(search.sets().back().settings_digest);
  QVERIFY(replay_->alarms().alarms().empty());
  QTRY_VERIFY_WITH_TIMEOUT(store::detections(*project_).empty(), test::kPatience_ms);
  QVERIFY(search.canRestore());
  search.restore();
  QCOMPARE(replay_->alarms().alarms().size(), count);
  QTRY_COMPARE_WITH_TIMEOUT(store::detections(*project_).size(), std::size_t{1}, test::kPatience_ms);
  QVERIFY(!search.canRestore());
}

void TestAnomalySearch::anotherLogHasItsOwn() {
  search(*replay_);
  twin::Log other = pump();
  other.name = "other";
  store::saveLog(*project_, other);
  replay_->openLog(QStringLiteral("other"));
  QTRY_VERIFY_WITH_TIMEOUT(replay_->log()->name == "other" && !replay_->isBusy(), test::kPatience_ms);
  QVERIFY(replay_->alarms().alarms().empty());
  replay_->openLog(QStringLiteral("pump"));
  QTRY_VERIFY_WITH_TIMEOUT(!replay_->alarms().alarms().empty(), test::kPatience_ms);
}

void TestAnomalySearch::wrongWishesSayWhy() {
  AnomalySearch& search = replay_->search();
  twin::DetectRequest wishes = search.wishes();
  wishes.wanted = {"flaw"};
  search.setWishes(wishes);
  search.start();
  QTRY_VERIFY_WITH_TIMEOUT(!search.isRunning(), test::kPatience_ms);
  QVERIFY2(search.problem().contains(QLatin1String("there is no signal \"flaw\"")), qPrintable(search.problem()));
  QVERIFY(search.sets().empty());
}

void TestAnomalySearch::stoppedKeepsNothing() {
  AnomalySearch& search = replay_->search();
  twin::DetectRequest wishes = search.wishes();
  wishes.methods = {twin::DetectMethod::ChangePoint, twin::DetectMethod::Cusum, twin::DetectMethod::Level};
  search.setWishes(wishes);
  search.start();
  search.cancel();
  QTRY_VERIFY_WITH_TIMEOUT(!search.isRunning(), test::kPatience_ms);
  QVERIFY(search.sets().empty());
  QVERIFY(store::detections(*project_).empty());
}

void TestAnomalySearch::windowStaysWithinTheLog() {
  replay_->search().setHealthy(1200, -50);
  QCOMPARE(replay_->search().healthyFrom_s(), 0.0);
  QCOMPARE(replay_->search().healthyTo_s(), 999.0);
}

void TestAnomalySearch::certaintyIsNeverRoundedUp_data() {
  QTest::addColumn<double>("certainty");
  QTest::addColumn<QString>("text");
  QTest::newRow("none") << std::nan("") << "";
  QTest::newRow("half") << 0.5 << "50.0 %";
  QTest::newRow("nearly 99") << 0.98999 << "98.9 %";
  QTest::newRow("sure") << 0.99987 << "99.98 %";
  QTest::newRow("surer") << 0.999996 << "99.9996 %";
  QTest::newRow("all but") << 1.0 << "> 99.9999 %";
}

void TestAnomalySearch::certaintyIsNeverRoundedUp() {
  QFETCH(double, certainty);
  QTEST(certaintyText(certainty), "text");
}

QTEST_GUILESS_MAIN(TestAnomalySearch)
#include "tst_anomaly_search.moc"
