// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <filesystem>

#include "core/store/project_file.h"
#include "core/store/stored_log.h"
#include "core/store/stored_replay.h"
#include "core/store/stored_twin.h"
#include "tests/support/patience.h"
#include "tests/ui/models/lines.h"
#include "tests/ui/models/motor_log.h"
#include "ui/models/project_services.h"

using namespace mw;
using namespace mw::models;

/// The same log by the same twin in other ways: smoothed, with another filter or other values, and side by side.
class TestReplayVariants : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase();
  void smoothedStandsBesideTheEstimate();
  void innovationHasItsBand();
  void anotherFilterIsTriedAndKept();
  void otherValuesAreCompared();
  void wrongValuesSayWhy();
  void particlesAreSmoothedToo();
  void unitOneIsNoUnit();

 private:
  [[nodiscard]] bool has(const char* key) const { return replay_->board().find(key) != nullptr; }
  void set(ReplayModel::Setup setup) {
    replay_->setSetup(std::move(setup));
    QTRY_VERIFY_WITH_TIMEOUT(!replay_->isBusy(), test::kPatience_ms);
  }

  QTemporaryDir folder_;
  std::shared_ptr<store::ProjectFile> project_;
  jobs::JobService jobs_;
  Playback playback_;
  std::unique_ptr<ReplayModel> replay_;
};

void TestReplayVariants::initTestCase() {
  const std::filesystem::path examples(MW_EXAMPLES);
  project_ = store::ProjectFile::create(folder_.filePath("p.mill").toStdString(), test::smallLine());
  replay_ = std::make_unique<ReplayModel>(playback_, jobs_, projectReplays(project_));
  store::saveLog(*project_, test::motorLog(examples));
  replay_->takeImported(test::motorLog(examples), {});
  replay_->openTwinFile(examples / "motor-thermal.twin.json");
  QTRY_VERIFY2_WITH_TIMEOUT(replay_->result() != nullptr && !replay_->isBusy(), qPrintable(replay_->problem()),
                            test::kPatience_ms);
}

void TestReplayVariants::smoothedStandsBesideTheEstimate() {
  QVERIFY(!has("smooth/winding"));
  set({{}, true});
  QVERIFY(has("smooth/winding") && has("smooth/surface"));
  const SignalTrack estimate = trackOf(replay_->data(), "state/winding");
  const SignalTrack smoothed = trackOf(replay_->data(), "smooth/winding");
  const std::size_t middle = estimate.values.size() / 2;
  QVERIFY(smoothed.high[middle] - smoothed.low[middle] < estimate.high[middle] - estimate.low[middle]);
  const auto plots = replay_->board().plots();
  const auto with_state = std::ranges::find_if(plots, [](const auto& plot) { return plot.front() == "state/surface"; });
  QVERIFY(with_state != plots.end());
  const auto drawn = replay_->board().drawn(static_cast<std::size_t>(with_state - plots.begin()));
  QCOMPARE(drawn[1].key, std::string("smooth/surface"));
  QVERIFY(!replay_->board().find("smooth/winding")->is_measured);
  set({{}, false});
  QVERIFY(!has("smooth/winding"));
}

void TestReplayVariants::innovationHasItsBand() {
  const twin::ReplayResult& result = *replay_->result();
  const SignalTrack track = trackOf(replay_->data(), "innovation/surface");
  QCOMPARE(track.low.size(), track.values.size());
  std::size_t within = 0;
  for (std::size_t i = 0, k = 0; i < track.values.size(); ++i, ++k) {
    while (!std::isfinite(result.innovation[k])) ++k;
    QVERIFY(std::abs(track.low[i] + track.high[i]) < 1e-9);
    const bool is_inside = std::abs(track.values[i]) <= track.high[i];
    QVERIFY(is_inside == (result.nis[k] <= 4) || std::abs(result.nis[k] - 4) < 1e-9);
    within += is_inside ? 1 : 0;
  }
  QVERIFY(within > track.values.size() / 2);
}

void TestReplayVariants::anotherFilterIsTriedAndKept() {
  const auto by_kalman = replay_->result();
  set({{"unscented", {}}, false});
  QCOMPARE(replay_->twin()->filter, std::string("unscented"));
  QVERIFY(replay_->result() != by_kalman);
  QCOMPARE(store::replays(*project_).size(), std::size_t{1});  // trying keeps nothing
  replay_->keepTriedAs(QStringLiteral("by sigma points"));
  QTRY_VERIFY_WITH_TIMEOUT(!replay_->isBusy(), test::kPatience_ms);
  QVERIFY(replay_->twinNames().contains(QStringLiteral("by sigma points")));
  QVERIFY(store::twin(*project_, "by sigma points").definition["filter"] == Json("unscented"));
  QCOMPARE(store::replays(*project_).size(), std::size_t{2});
  replay_->compareWith(QStringLiteral("mill-2"));
  QTRY_VERIFY_WITH_TIMEOUT(replay_->rival().comparison().has_value(), test::kPatience_ms);
  QVERIFY(has("other/winding"));
  // A linear model: both filters are the same one up to rounding.
  const QString words = replay_->rival().words().join(QLatin1Char(' '));
  QVERIFY2(words.contains(QLatin1String("\"kalman\"")) && words.contains(QLatin1String("no difference shown")),
           qPrintable(words));
  replay_->compareWith({});
  QVERIFY(!has("other/winding"));
  replay_->openTwin(QStringLiteral("mill-2"));
  QTRY_VERIFY_WITH_TIMEOUT(replay_->twinName() == QLatin1String("mill-2") && !replay_->isBusy(), test::kPatience_ms);
}

void TestReplayVariants::otherValuesAreCompared() {
  replay_->compareWith(QStringLiteral("mill-2"));
  const double R = replay_->twinDefinition()["model"]["R"][0][0].get<double>();
  set({{"", {"model/R/0/0=" + std::to_string(100 * R)}}, false});
  QTRY_VERIFY_WITH_TIMEOUT(replay_->rival().comparison().has_value(), test::kPatience_ms);
  const auto& comparison = *replay_->rival().comparison();
  QVERIFY(comparison.a.nis_mean < comparison.b.nis_mean);
  QVERIFY2(replay_->rival().words()[0].contains(QLatin1String("model.R[0][0]")),
           qPrintable(replay_->rival().words()[0]));
  QVERIFY(replay_->track("other/surface") == nullptr);  // made ready now
  QTRY_VERIFY_WITH_TIMEOUT(replay_->track("other/surface") != nullptr, test::kPatience_ms);
  replay_->compareWith({});
  set({});
}

void TestReplayVariants::wrongValuesSayWhy() {
  set({{"", {"model/G/0/0=1"}}, false});
  QVERIFY2(replay_->problem().contains(QLatin1String("the twin has no value \"model/G/0/0\"")),
           qPrintable(replay_->problem()));
  set({});
  QVERIFY(replay_->problem().isEmpty());
}

void TestReplayVariants::particlesAreSmoothedToo() {
  // Few of them: what is drawn is of interest here, not how well it is known.
  set({{"", {R"(filter={"type": "particle", "particles": 60, "seed": 1})"}}, true});
  QVERIFY2(replay_->problem().isEmpty(), qPrintable(replay_->problem()));
  QVERIFY2(replay_->smoothingProblem().isEmpty(), qPrintable(replay_->smoothingProblem()));
  QVERIFY(has("smooth/winding"));
  set({});
}

void TestReplayVariants::unitOneIsNoUnit() {
  QCOMPARE(replay_->log()->find("load")->unit, std::string("1"));
  QCOMPARE(replay_->board().find("log/load")->unit, std::string());
}

QTEST_GUILESS_MAIN(TestReplayVariants)
#include "tst_replay_variants.moc"
