// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>

#include "core/base/error.h"
#include "core/plugins/plugin_loader.h"
#include "core/twin/calibration.h"
#include "core/twin/output_error.h"
#include "core/twin/replay.h"
#include "tests/support/near.h"
#include "tests/support/program.h"

using namespace mw;
using namespace mw::twin;

namespace {

const char* const kTwin = R"({
  "format": "millwright-twin/1", "asset": "tank", "signals": [{"name": "level", "expected_interval_s": 1}],
  "inputs": ["inflow"],
  "model": {"type": "leaky-tank", "dt_s": 1, "parameters": {"k_out": 0.3, "area": 2},
            "Q": [[1e-4]], "R": [[1e-3]], "x0": [1], "P0": [[0.1]]},
  "filter": "unscented"})";

constexpr double kOutflow = 0.45;  // of the true tank

Log tankLog() {
  Log log;
  log.name = "tank";
  log.series = {{"level", "m", {}}, {"inflow", "m3/s", {}}};
  double level = 1;
  for (int row = 0; row < 300; ++row) {
    const double inflow = row % 100 < 50 ? 0.8 : 0.3;
    level += (inflow - kOutflow * std::sqrt(level)) / 2.0;
    log.t_s.push_back(row);
    log.series[0].values.push_back(level + 0.02 * std::sin(1.7 * row));
    log.series[1].values.push_back(inflow);
  }
  return log;
}

api::ProcessModelRegistry withTank() {
  api::ProcessModelRegistry models = builtinModels();
  plugins::loadPlugin(MW_LEAKY_TANK, {models});
  return models;
}

std::string whyNot(const std::string& file) {
  api::ProcessModelRegistry models;
  try {
    plugins::loadPlugin(file, {models});
  } catch (const PluginError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

class TestPluginModel : public QObject {
  Q_OBJECT
 private slots:
  void replaysByItsName();
  void calibratesByItsName();
  void commandLineLoadsIt();
  void commandLineListsAndChecksIt();
  void refusesWhatIsNoExtension();
};

void TestPluginModel::replaysByItsName() {
  const JsonDocument document = JsonDocument::parse(kTwin, "tank.json");
  QVERIFY_EXCEPTION_THROWN((void)readTwin(document), InputError);
  const api::ProcessModelRegistry models = withTank();
  const ReplayResult result = replay(readTwin(document, models, {{"k_out", kOutflow}}), tankLog());
  QCOMPARE(result.states, std::vector<std::string>{"level"});
  QCOMPARE(result.rows, std::size_t{300});
  // The sensor's error is at most 0.02, and the model is the true one.
  MW_NEAR(result.x.back(), tankLog().series[0].values.back(), 0.0, 0.04);
}

void TestPluginModel::calibratesByItsName() {
  const JsonDocument document = JsonDocument::parse(kTwin, "tank.json");
  const api::ProcessModelRegistry models = withTank();
  CalibrationOptions likelihood{.parameters = {"k_out"}};
  likelihood.models = &models;
  MW_NEAR(calibrate(document, tankLog(), likelihood).values.at(0).value, kOutflow, 0.05, 0.0);
  OutputErrorOptions output_error{.parameters = {"k_out"}, .starts = 1};
  output_error.models = &models;
  const std::vector<Log> logs{tankLog()};
  MW_NEAR(calibrateOutputError(document, logs, output_error).values.at(0).value, kOutflow, 0.02, 0.0);
}

void TestPluginModel::commandLineLoadsIt() {
  const QTemporaryDir folder;
  const auto write = [&](const QString& name, const QByteArray& text) {
    QFile file(folder.filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
  };
  QByteArray csv = "t,level,inflow\n";
  const Log log = tankLog();
  for (std::size_t row = 0; row < log.rowCount(); ++row) {
    csv += QByteArray::number(log.t_s[row]) + ',' + QByteArray::number(log.series[0].values[row], 'g', 12) + ',' +
           QByteArray::number(log.series[1].values[row]) + '\n';
  }
  write("tank.csv", csv);
  write("tank.json", kTwin);
  const auto run = [&](QStringList arguments) {
    QProcess process;
    arguments << "--log-file" << folder.filePath("tank.csv") << "--twin" << folder.filePath("tank.json") << "--json"
              << "--quiet";
    process.start(MW_CLI, arguments);
    process.waitForFinished(60000);
    return std::make_pair(process.exitCode(), process.readAllStandardOutput());
  };
  const auto replayed = run({"replay", "--plugin", MW_LEAKY_TANK});
  QCOMPARE(replayed.first, 0);
  QVERIFY(Json::parse(replayed.second.toStdString())["rows"] == 300);
  QCOMPARE(run({"calibrate", "--plugin", MW_LEAKY_TANK, "--fit", "k_out", "--method", "output-error"}).first, 0);
  QCOMPARE(run({"replay"}).first, 3);
  QCOMPARE(run({"replay", "--plugin", MW_FUTURE_PLUGIN}).first, 3);
}

void TestPluginModel::commandLineListsAndChecksIt() {
  const QTemporaryDir folder;
  writeTextFile(folder.filePath("tank.json").toStdString(), kTwin);
  const auto cli = [&](const QStringList& arguments) { return test::runProgram(MW_CLI, arguments, folder.path()); };
  QCOMPARE(cli({"check", "tank.json"}).exit_code, 1);
  QCOMPARE(cli({"check", "tank.json", "--plugin", MW_LEAKY_TANK}).exit_code, 0);
  const Json built_in = cli({"plugins", "--json"}).json();
  const Json with = cli({"plugins", "--plugin", MW_LEAKY_TANK, "--json"}).json();
  QCOMPARE(with["registered"].size(), built_in["registered"].size() + 1);
  QVERIFY(built_in["registered"][0]["file"].is_null());
  const Json& last = with["registered"].back();
  QVERIFY(last["name"] == Json("leaky-tank") && last["kind"] == Json("process-model"));
  QVERIFY(last["file"] == Json(MW_LEAKY_TANK) && last["version"] == Json("api 1"));
  QVERIFY(cli({"plugins", "--plugin", MW_LEAKY_TANK}).shows("leaky-tank"));
  QCOMPARE(cli({"plugins", "--plugin", MW_FUTURE_PLUGIN}).exit_code, 3);
}

void TestPluginModel::refusesWhatIsNoExtension() {
  QVERIFY(whyNot("nowhere.so").find("can't be loaded") != std::string::npos);
  QVERIFY(whyNot(MW_FUTURE_PLUGIN).find("version 999 of the plugin API") != std::string::npos);
  api::ProcessModelRegistry models = withTank();
  QVERIFY_EXCEPTION_THROWN(plugins::loadPlugin(MW_LEAKY_TANK, {models}), PluginError);
}

QTEST_APPLESS_MAIN(TestPluginModel)
#include "tst_plugin_model.moc"
