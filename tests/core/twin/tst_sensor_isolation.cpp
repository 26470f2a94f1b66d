// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

#include "core/base/random_stream.h"
#include "core/twin/replay.h"
#include "tests/core/twin/twin_fixture.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::twin;

namespace {

constexpr std::size_t kRows = 240;
constexpr std::size_t kFaultRow = 150;
constexpr int kRuns = 40;
const std::vector<std::string> kSensors{"flow", "level", "pressure", "power", "speed"};

/// Two states that five sensors see in different mixtures, so that any two of them tell the state: two may fail.
Json pumpTwin() {
  return Json::parse(R"({
    "format": "millwright-twin/1", "asset": "pump",
    "signals": [{"name": "flow"}, {"name": "level"}, {"name": "pressure"}, {"name": "power"}, {"name": "speed"}],
    "model": {"type": "linear", "dt_s": 1, "states": ["a", "b"], "F": [[0.95, 0.04], [0.0, 0.97]],
              "H": [[1, 0], [0, 1], [1, 1], [1, -1], [0.5, 1]], "Q": [[0.04, 0], [0, 0.04]],
              "R": [[0.09, 0, 0, 0, 0], [0, 0.09, 0, 0, 0], [0, 0, 0.09, 0, 0], [0, 0, 0, 0.09, 0],
                    [0, 0, 0, 0, 0.09]],
              "x0": [5, 3], "P0": [[1, 0], [0, 1]]},
    "filter": "kalman"})");
}

/// A run of the pump as its own twin believes it to be; what each sensor adds from kFaultRow on.
struct Fault {
  double bias[5] = {0, 0, 0, 0, 0};
  double shock[2] = {0, 0};  ///< to the states, at each row
};

Log pumpLog(std::uint64_t seed, const Fault& fault, std::size_t until = kRows) {
  RandomStream random(seed, 1, 0);
  const auto normal = [&random] {
    const double radius = std::sqrt(-2 * std::log(random.uniform()));
    return radius * std::cos(2 * std::numbers::pi * random.uniform());
  };
  Log log;
  log.name = "pump";
  for (const std::string& sensor : kSensors) log.series.push_back({sensor, "", {}});
  double a = 5;
  double b = 3;
  for (std::size_t row = 0; row < kRows; ++row) {
    const double on = row >= kFaultRow && row < until ? 1.0 : 0.0;
    a = 0.95 * a + 0.04 * b + 0.2 * normal() + on * fault.shock[0];
    b = 0.97 * b + 0.2 * normal() + on * fault.shock[1];
    const double seen[] = {a, b, a + b, a - b, 0.5 * a + b};
    log.t_s.push_back(static_cast<double>(row));
    for (std::size_t i = 0; i < 5; ++i) {
      log.series[i].values.push_back(seen[i] + 0.3 * normal() + on * fault.bias[i]);
    }
  }
  return log;
}

/// The first FAULT from kFaultRow on.
std::optional<Isolation> firstFault(const ReplayResult& result) {
  for (const Alert& alert : result.alerts) {
    if (alert.kind == AlertKind::Fault && alert.t_s >= static_cast<double>(kFaultRow)) return alert.isolation;
  }
  return std::nullopt;
}

}  // namespace

class TestSensorIsolation : public QObject {
  Q_OBJECT
 private slots:
  void namesTheBiasedSensor_data();
  void namesTheBiasedSensor();
  void namesTheOutlier();
  void ofTwoAtOnceNoOtherIsBlamed();
  void processUpsetBlamesNoSensor();
  void singleSensorIsNotJudged();
  void jsonAndTextSaySo();
};

void TestSensorIsolation::namesTheBiasedSensor_data() {
  QTest::addColumn<int>("sensor");
  for (int i = 0; i < 5; ++i) QTest::newRow(kSensors[std::size_t(i)].c_str()) << i;
}

void TestSensorIsolation::namesTheBiasedSensor() {
  QFETCH(int, sensor);
  const TwinDefinition twin = test::twinOf(pumpTwin());
  Fault fault;
  fault.bias[sensor] = 1.5;  // five times the sensor's noise
  int found = 0;
  int right = 0;
  int wrong = 0;
  for (int run = 0; run < kRuns; ++run) {
    const auto isolation = firstFault(replay(twin, pumpLog(std::uint64_t(100 + run), fault)));
    if (!isolation) continue;
    ++found;
    if (isolation->guilty == std::vector<std::string>{kSensors[std::size_t(sensor)]})
      ++right;
    else if (!isolation->guilty.empty())
      ++wrong;
  }
  QVERIFY2(found >= kRuns - 1, qPrintable(QString::number(found)));
  QVERIFY2(right >= 0.9 * found, qPrintable(QString("%1 right of %2").arg(right).arg(found)));
  QVERIFY2(wrong <= 0.05 * found, qPrintable(QString("%1 wrong of %2").arg(wrong).arg(found)));
}

void TestSensorIsolation::namesTheOutlier() {
  const TwinDefinition twin = test::twinOf(pumpTwin());
  int right = 0;
  for (int run = 0; run < kRuns; ++run) {
    Fault fault;
    fault.bias[run % 5] = 4.0;
    const ReplayResult result = replay(twin, pumpLog(std::uint64_t(200 + run), fault, kFaultRow + 1));
    QVERIFY(result.anomaly[kFaultRow] == 1);
    const auto at = std::find_if(result.isolations.begin(), result.isolations.end(),
                                 [](const Isolation& isolation) { return isolation.row == kFaultRow; });
    QVERIFY(at != result.isolations.end());
    if (at->guilty == std::vector<std::string>{kSensors[std::size_t(run % 5)]}) ++right;
  }
  QVERIFY2(right >= 0.9 * kRuns, qPrintable(QString::number(right)));
}

void TestSensorIsolation::ofTwoAtOnceNoOtherIsBlamed() {
  const TwinDefinition twin = test::twinOf(pumpTwin());
  Fault fault;
  fault.bias[0] = 2.0;
  fault.bias[3] = -2.0;
  // The first alert may come while only one of them is evident; the later ones tell the other.
  int both = 0;
  int innocent = 0;
  for (int run = 0; run < kRuns; ++run) {
    std::set<std::string> named;
    for (const Alert& alert : replay(twin, pumpLog(std::uint64_t(300 + run), fault)).alerts) {
      if (alert.isolation && alert.t_s >= double(kFaultRow)) {
        named.insert(alert.isolation->guilty.begin(), alert.isolation->guilty.end());
      }
    }
    both += named.contains("flow") && named.contains("power") ? 1 : 0;
    innocent += named.contains("level") || named.contains("pressure") || named.contains("speed") ? 1 : 0;
  }
  QVERIFY2(innocent <= 0.1 * kRuns, qPrintable(QString::number(innocent)));
  QVERIFY2(both >= 0.6 * kRuns, qPrintable(QString::number(both)));
}

void TestSensorIsolation::processUpsetBlamesNoSensor() {
  // The states are pushed at every row: all sensors agree, and none of them is to blame.
  const TwinDefinition twin = test::twinOf(pumpTwin());
  Fault fault;
  fault.shock[0] = 0.6;
  fault.shock[1] = 0.6;
  int found = 0;
  int blamed = 0;
  for (int run = 0; run < kRuns; ++run) {
    const auto isolation = firstFault(replay(twin, pumpLog(std::uint64_t(400 + run), fault)));
    if (!isolation) continue;
    ++found;
    if (!isolation->guilty.empty()) ++blamed;
  }
  QVERIFY2(found >= 0.9 * kRuns, qPrintable(QString::number(found)));
  QVERIFY2(blamed <= 0.1 * found, qPrintable(QString::number(blamed)));
}

void TestSensorIsolation::singleSensorIsNotJudged() {
  Log log = test::plateLog({});
  for (int row = 0; row < 100; ++row) {
    log.t_s.push_back(row);
    log.series[0].values.push_back(row < 60 ? 3.0 : 30.0);
    log.series[1].values.push_back(1.0);
  }
  const ReplayResult result = replay(test::twinOf(test::plateTwin()), log);
  QVERIFY(result.anomalyCount() > 0);
  QVERIFY(result.isolations.empty());
  for (const Alert& alert : result.alerts) QVERIFY(!alert.isolation);
}

void TestSensorIsolation::jsonAndTextSaySo() {
  Fault fault;
  fault.bias[2] = 3.0;
  const ReplayResult result = replay(test::twinOf(pumpTwin()), pumpLog(7, fault));
  const Json json = toJson(result, 1, false);
  QVERIFY(!json["steps"][0].contains("isolation"));
  bool has_step = false;
  for (const Json& step : json["steps"]) has_step = has_step || step.contains("isolation");
  QVERIFY(has_step);
  const auto alert = std::find_if(json["alerts"].begin(), json["alerts"].end(),
                                  [](const Json& one) { return one.contains("isolation"); });
  QVERIFY(alert != json["alerts"].end());
  QVERIFY((*alert)["isolation"]["guilty"] == Json::array({"pressure"}));
  QVERIFY((*alert)["isolation"]["certainty"].get<double>() > 0.9);
  QVERIFY((*alert)["isolation"]["removals"][0]["restores"].get<bool>());
  const std::string message = (*alert)["message"];
  QVERIFY2(message.find("without pressure the others are consistent") != std::string::npos, message.c_str());
}

QTEST_APPLESS_MAIN(TestSensorIsolation)
#include "tst_sensor_isolation.moc"
