// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Eigenvalues>
#include <QTest>
#include <cmath>

#include "core/twin/log_import.h"
#include "core/twin/replay.h"
#include "tests/support/shared_folder.h"

using namespace mw;
using namespace mw::twin;

namespace {

struct Replayed {
  Log log;
  ReplayResult result;
};

Replayed replayReal(const std::filesystem::path& log_file, const std::string& twin_name) {
  const auto twin_file = std::filesystem::path(MW_SOURCE_DIR) / "tests/golden/twins" / (twin_name + ".json");
  const TwinDefinition twin = readTwin(JsonDocument::read(twin_file));
  LogImport import = importLog(log_file, std::nullopt, neededSignals(twin), {});
  ReplayResult result = replay(twin, import.report.log, {.keeps_covariance = true});
  return {std::move(import.report.log), std::move(result)};
}

void requireSound(const ReplayResult& result) {
  const auto n = static_cast<Eigen::Index>(result.stateCount());
  for (const double value : result.x) QVERIFY(std::isfinite(value));
  for (std::size_t row = 0; row < result.rows; ++row) {
    const double* P = result.P.data() + row * result.stateCount() * result.stateCount();
    const Eigen::Map<const Eigen::MatrixXd> covariance(P, n, n);
    QVERIFY(covariance == covariance.transpose());
    const double smallest = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(covariance).eigenvalues().minCoeff();
    QVERIFY(smallest >= -1e-12 * covariance.norm());
  }
}

/// Share of anomalous readings in rows whose time since 1970 passes the test.
template <class Test>
double anomalyShare(const Replayed& replayed, Test isWanted) {
  double rows = 0;
  double anomalies = 0;
  for (std::size_t row = 0; row < replayed.result.rows; ++row) {
    if (!isWanted(*replayed.log.epoch_s + replayed.log.t_s[row])) continue;
    ++rows;
    anomalies += replayed.result.anomaly[row];
  }
  return anomalies / rows;
}

}  // namespace

class TestRealLogs : public QObject {
  Q_OBJECT
 private slots:
  void machineTemperature();
  void waterLoopValve();
};

void TestRealLogs::machineTemperature() {
  const auto shared = test::sharedFolder();
  if (!shared) QSKIP("needs ../shared with the recorded logs");
  const auto folder = *shared / "data/nab";
  const Replayed replayed = replayReal(folder / "machine_temperature_system_failure.csv", "machine-temperature");
  QCOMPARE(replayed.result.rows, std::size_t{22683});  // 22,695 less the hour at which its clock goes back
  requireSound(replayed.result);
  std::vector<std::pair<double, double>> windows;
  const JsonDocument labels = JsonDocument::read(folder / "machine_temperature_labels.json");
  for (const Json& window : labels.root()["anomaly_windows"]) {
    const auto ns = [&](int i) {
      return static_cast<double>(parseIso8601Ns(window[static_cast<std::size_t>(i)].get<std::string>()).value());
    };
    windows.emplace_back(ns(0) / 1e9, ns(1) / 1e9);
  }
  QCOMPARE(windows.size(), std::size_t{4});
  const auto isInside = [&](double t_s) {
    return std::any_of(windows.begin(), windows.end(),
                       [&](const auto& w) { return t_s >= w.first && t_s <= w.second; });
  };
  for (const auto& window : windows) {
    QVERIFY(anomalyShare(replayed, [&](double t_s) { return t_s >= window.first && t_s <= window.second; }) > 0.0);
  }
  const double inside = anomalyShare(replayed, isInside);
  const double outside = anomalyShare(replayed, [&](double t_s) { return !isInside(t_s); });
  QVERIFY2(inside > 2.5 * outside, qPrintable(QString("%1 inside, %2 outside").arg(inside).arg(outside)));
}

void TestRealLogs::waterLoopValve() {
  const auto shared = test::sharedFolder();
  if (!shared) QSKIP("needs ../shared with the recorded logs");
  const Replayed replayed = replayReal(*shared / "data/skab/valve1_0.csv", "water-loop");
  QCOMPARE(replayed.result.rows, std::size_t{1147});
  requireSound(replayed.result);
  const Signal* label = replayed.log.find("anomaly");
  QVERIFY(label != nullptr);
  const auto begins =
      static_cast<std::size_t>(std::find(label->values.begin(), label->values.end(), 1.0) - label->values.begin());
  QCOMPARE(begins, std::size_t{573});
  QVERIFY(replayed.result.anomalyCount() > 0);
  for (std::size_t row = 0; row < begins; ++row) QCOMPARE(int(replayed.result.anomaly[row]), 0);
  // The valve closes: the flow falls, and the test for lasting bias says so within half a minute.
  const auto fault = std::find_if(replayed.result.alerts.begin(), replayed.result.alerts.end(), [](const Alert& alert) {
    return alert.kind == AlertKind::Fault && alert.message.starts_with("Volume Flow RateRMS: reads below");
  });
  QVERIFY(fault != replayed.result.alerts.end());
  const double delay_s = fault->t_s - replayed.log.t_s[begins];
  QVERIFY2(delay_s >= 0 && delay_s < 30, qPrintable(QString::number(delay_s)));
}

QTEST_APPLESS_MAIN(TestRealLogs)
#include "tst_real_logs.moc"
