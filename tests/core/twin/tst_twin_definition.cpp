// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "tests/core/twin/twin_fixture.h"

using namespace mw;
using namespace mw::twin;

class TestTwinDefinition : public QObject {
  Q_OBJECT
 private slots:
  void readsEverything();
  void locatesErrors_data();
  void locatesErrors();
  void collectsAllFindings();
  void warnsOfUnstableModels();
  void refusesByNameWhatCannotRun_data();
  void refusesByNameWhatCannotRun();
};

void TestTwinDefinition::readsEverything() {
  Json json = test::plateTwin();
  json["anomaly"] = {{"test", "nis"}, {"sigma", 4}};
  json["health"] = {{"a", 1}, {"b", -2}};
  json["alerts"] = {{"warning", 0.6}, {"critical", 0.3}};
  json["stale_after_intervals"] = 7;
  const TwinDefinition twin = test::twinOf(json);
  QCOMPARE(twin.asset, std::string("plate"));
  QCOMPARE(neededSignals(twin), (std::vector<std::string>{"surface", "load"}));
  QCOMPARE(twin.linear.F(1, 0), 0.05);
  QCOMPARE(twin.linear.B(1, 0), 1.0);
  QCOMPARE(twin.initial.mean(1), 2.0);
  QCOMPARE(twin.initial.covariance(1, 1), 9.0);
  QCOMPARE(twin.anomaly_sigma, 4.0);
  QCOMPARE(twin.health.a, 1.0);
  QCOMPARE(twin.alerts.critical, 0.3);
  QCOMPARE(twin.stale_after_intervals, 7.0);
  QVERIFY(twin.warnings.empty());
  json["signals"][0].erase("expected_interval_s");
  json["model"]["dt_s"] = 2;
  QCOMPARE(test::twinOf(json).measured[0].expected_interval_s, 2.0);
}

void TestTwinDefinition::locatesErrors_data() {
  QTest::addColumn<QString>("pointer");  // that is given a wrong value
  QTest::addColumn<QString>("value");    // JSON, empty = removed
  QTest::addColumn<QString>("where");
  QTest::addColumn<QString>("cause");
  QTest::newRow("unknown key") << "/assset"
                               << "1"
                               << "/assset"
                               << "unknown key \"assset\" (did you mean \"asset\"?)";
  QTest::newRow("format") << "/format"
                          << "\"x/1\""
                          << "/format"
                          << "format is \"x/1\"";
  QTest::newRow("no asset") << "/asset"
                            << ""
                            << ""
                            << "\"asset\" is missing";
  QTest::newRow("type") << "/model/type"
                        << "\"lineer\""
                        << "/model/type"
                        << "no model type \"lineer\" (did you mean \"linear\"?)";
  QTest::newRow("no step") << "/model/dt_s"
                           << "0"
                           << "/model/dt_s"
                           << "0 is out of range";
  QTest::newRow("rows") << "/model/F"
                        << "[[1,0]]"
                        << "/model/F"
                        << "F has 1 rows, wants 2";
  QTest::newRow("ragged") << "/model/F/1"
                          << "[1]"
                          << "/model/F/1"
                          << "has 1 entries, wants 2";
  QTest::newRow("text in a matrix") << "/model/Q/0/1"
                                    << "\"a\""
                                    << "/model/Q/0/1"
                                    << "wants a number, is text";
  QTest::newRow("asymmetric") << "/model/Q/0/1"
                              << "0.005"
                              << "/model/Q/0/1"
                              << "Q is not symmetric: 0.005 here, 0 at /Q/1/0";
  QTest::newRow("negative variance") << "/model/P0/1/1"
                                     << "-1"
                                     << "/model/P0/1/1"
                                     << "P0 is not positive semidefinite: variance -1";
  QTest::newRow("B missing") << "/model/B"
                             << ""
                             << "/model"
                             << "\"B\" is missing";
  QTest::newRow("H of another signal count") << "/model/H"
                                             << "[[1,0],[0,1]]"
                                             << "/model/H"
                                             << "H has 2 rows, wants 1";
  QTest::newRow("x0") << "/model/x0"
                      << "[1,2,3]"
                      << "/model/x0"
                      << "has 3 entries, wants 2";
  QTest::newRow("key of another model type") << "/model/dxdt"
                                             << "[]"
                                             << "/model/dxdt"
                                             << "unknown key \"dxdt\"";
  QTest::newRow("filter") << "/filter"
                          << "\"kalmann\""
                          << "/filter"
                          << "no filter \"kalmann\" (did you mean \"kalman\"?)";
  QTest::newRow("filter option") << "/filter"
                                 << "{\"type\":\"unscented\",\"alfa\":1}"
                                 << "/filter/alfa"
                                 << "unknown key \"alfa\" (did you mean \"alpha\"?)";
  QTest::newRow("input twice") << "/inputs"
                               << "[\"surface\"]"
                               << "/inputs/0"
                               << "\"surface\" is named twice";
  QTest::newRow("state twice") << "/model/states/1"
                               << "\"surface\""
                               << "/model/states/1"
                               << "state \"surface\" is named twice";
  QTest::newRow("sigma") << "/anomaly"
                         << "{\"sigma\":0}"
                         << "/anomaly/sigma"
                         << "0 is out of range";
  QTest::newRow("levels") << "/alerts"
                          << "{\"warning\":0.1}"
                          << "/alerts"
                          << "critical (0.2) lies above warning (0.1)";
}

void TestTwinDefinition::locatesErrors() {
  QFETCH(QString, pointer);
  QFETCH(QString, value);
  QFETCH(QString, where);
  QFETCH(QString, cause);
  Json json = test::plateTwin();
  const Json::json_pointer at(pointer.toStdString());
  if (value.isEmpty()) {
    json[at.parent_pointer()].erase(at.back());
  } else {
    json[at] = Json::parse(value.toStdString());
  }
  try {
    (void)test::twinOf(json);
    QFAIL("accepted");
  } catch (const InputError& error) {
    const Finding& finding = error.findings()[0];
    QCOMPARE(QString::fromStdString(finding.cause), cause);
    QCOMPARE(QString::fromStdString(finding.place.pointer), where);
    QCOMPARE(finding.place.file, std::string("twin.json"));
    QVERIFY(finding.place.line > 0);
    QCOMPARE(error.findings().size(), std::size_t{1});
  }
}

void TestTwinDefinition::collectsAllFindings() {
  Json json = test::plateTwin();
  json["asset"] = 1;
  json["model"]["F"] = 0;
  json["filter"] = "none";
  try {
    (void)test::twinOf(json);
    QFAIL("accepted");
  } catch (const InputError& error) {
    QCOMPARE(error.findings().size(), std::size_t{3});
  }
}

void TestTwinDefinition::warnsOfUnstableModels() {
  Json json = test::plateTwin();
  json["model"]["F"] = Json::parse("[[1.1, 0], [0, 0.5]]");
  const TwinDefinition twin = test::twinOf(json);
  QCOMPARE(twin.warnings.size(), std::size_t{2});
  QVERIFY(twin.warnings[0].text().find("twin.json:") == 0);
  QVERIFY(twin.warnings[0].cause.find("unstable: the spectral radius of F is 1.1,") != std::string::npos);
  QVERIFY(twin.warnings[1].cause.find("no signal determines the state core") != std::string::npos);
}

void TestTwinDefinition::refusesByNameWhatCannotRun_data() {
  QTest::addColumn<QString>("model");
  QTest::addColumn<QString>("filter");
  QTest::addColumn<QString>("cause");
  QTest::newRow("neural network") << R"({"type":"neural-ode"})"
                                  << "kalman"
                                  << "model type 'neural-ode' can't be run yet";
}

void TestTwinDefinition::refusesByNameWhatCannotRun() {
  QFETCH(QString, model);
  QFETCH(QString, filter);
  QFETCH(QString, cause);
  Json json = test::plateTwin();
  if (!model.isEmpty()) json["model"] = Json::parse(model.toStdString());
  json["filter"] = filter.toStdString();
  try {
    requireRunnable(test::twinOf(json));
    QFAIL("accepted");
  } catch (const InputError& error) {
    QCOMPARE(QString::fromStdString(error.findings()[0].cause), cause);
    QVERIFY(error.findings()[0].place.line > 0);
  }
}

QTEST_APPLESS_MAIN(TestTwinDefinition)
#include "tst_twin_definition.moc"
