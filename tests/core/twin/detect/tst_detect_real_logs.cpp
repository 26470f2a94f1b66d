// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <algorithm>

#include "core/estimation/detect/nab_score.h"
#include "core/estimation/detect/skab_score.h"
#include "core/twin/detect/anomaly_labels.h"
#include "core/twin/detect/detect_log.h"
#include "core/twin/log_import.h"
#include "tests/support/shared_folder.h"

using namespace mw;
using namespace mw::twin;

/// The recorded benchmarks with the settings that detect and score have by default: one for all files of a set, learned
/// from the first rows alone. The floors are what the benchmarks' best published detectors reach.
class TestDetectRealLogs : public QObject {
  Q_OBJECT
 private slots:
  void waterLoops();
  void machineTemperature();
};

namespace {

Log readLog(const std::filesystem::path& file) {
  Log log = std::move(importLog(file, std::nullopt, {}, {}).report.log);
  log.name = file.stem().string();
  return log;
}

}  // namespace

void TestDetectRealLogs::waterLoops() {
  const auto shared = test::sharedFolder();
  if (!shared) QSKIP("needs ../shared with the recorded logs");
  std::vector<Log> logs;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(*shared / "data/skab")) {
    if (entry.path().stem() != "anomaly-free") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) logs.push_back(readLog(file));
  QCOMPARE(logs.size(), std::size_t{17});
  DetectRequest request;
  request.healthy.rows = 400;
  request.ignored = {"anomaly", "changepoint"};
  const auto found = detect(logs, request);
  estimation::SkabScore score;
  for (std::size_t i = 0; i < logs.size(); ++i) {
    score += estimation::skabScore(logs[i].find("anomaly")->values, found[i].abnormalRows(), 400);
    QVERIFY(std::find(found[i].judged.begin(), found[i].judged.end(), "Temperature") == found[i].judged.end());
  }
  qInfo("F1 %.3f, FAR %.3f, MAR %.3f", score.f1(), score.falseAlarmRate(), score.missingAlarmRate());
  QVERIFY(score.f1() >= 0.80);
  QVERIFY(score.falseAlarmRate() <= 0.15);
}

void TestDetectRealLogs::machineTemperature() {
  const auto shared = test::sharedFolder();
  if (!shared) QSKIP("needs ../shared with the recorded logs");
  const auto folder = *shared / "data/nab";
  const std::vector<Log> logs = {readLog(folder / "machine_temperature_system_failure.csv")};
  DetectRequest request;
  request.methods = {DetectMethod::Level};
  request.healthy.rows = 750;
  const auto alarms = detect(logs, request).front().raisedRows();
  const auto windows = anomalyWindows(JsonDocument::read(folder / "machine_temperature_labels.json"), logs.front());
  QCOMPARE(windows.size(), std::size_t{4});
  const auto score = estimation::nabScore(logs.front().rowCount(), windows, alarms, estimation::nabProfiles()[0]);
  qInfo("raw %.3f with %d false alarms", score.raw, static_cast<int>(score.false_alarm_count));
  QVERIFY(score.raw >= 1.36);
}

QTEST_APPLESS_MAIN(TestDetectRealLogs)
#include "tst_detect_real_logs.moc"
