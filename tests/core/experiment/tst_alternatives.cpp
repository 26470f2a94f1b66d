// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include "core/experiment/event_engine.h"
#include "core/experiment/same_experiment.h"
#include "core/experiment/study_plan.h"
#include "core/experiment/study_runner.h"
#include "core/experiment/training_rows.h"
#include "tests/support/small_study.h"

using namespace mw;
using namespace mw::experiment;

/// Factors over whole elements and over places: levels with labels, values that are objects, positions.
class TestAlternatives : public QObject {
  Q_OBJECT

 private slots:
  void pointsHaveLabelsAndFactoriesValues();
  void anElementWithoutIdKeepsItsOwn();
  void aFactorInsideAnAlternativeComesAfterIt();
  void identityFollowsWhatLabelsStandFor();
  void tablesNameLabels();
  void labelsAreChoicesToASurrogate();
  void runsDiffer();
  void placesChangeTransport();
  void writtenLevelsAreAsRead();
  void refusesWithPlace_data();
  void refusesWithPlace();
};

namespace {

const std::vector<std::string> kKpis = {"throughput_per_h", "wip_mean"};

Json millStudy() {
  Json study = test::smallStudy();
  study["factors"] = Json::parse(R"([{"name": "mill", "path": "elements/m2", "levels": [
      {"label": "as it is", "value": {"type": "station", "process": {"dist": "exponential", "mean_s": 60}}},
      {"label": "two small mills", "value": {"type": "station", "capacity": 2, "name": "Twins",
        "process": {"dist": "gamma", "mean_s": 90, "cv": 0.5}}}]},
    {"name": "mean", "path": "elements/m2/process/mean_s", "levels": [50, 100]}])");
  return study;
}

StudyPlan planOf(const Json& study) {
  return StudyPlan(Study::fromJson(study), factory::Factory::fromJson(test::smallFactory()), kKpis);
}

}  // namespace

void TestAlternatives::pointsHaveLabelsAndFactoriesValues() {
  const StudyPlan plan = planOf(millStudy());
  QCOMPARE(plan.points().size(), std::size_t{4});
  QVERIFY(plan.factorValues(3) == Json({{"mill", "two small mills"}, {"mean", 100}}));
  const factory::Factory twins = plan.factoryAt(2);
  QVERIFY(twins.findElement("m2")->value("capacity") == 2);
  QVERIFY(twins.findElement("m2")->fields["process"] == Json::parse(R"({"dist": "gamma", "mean_s": 50, "cv": 0.5})"));
  QVERIFY(plan.factoryAt(1).findElement("m2")->fields["process"]["mean_s"] == 100);
  QVERIFY(isSameExperiment(plan.study(), plan.factory(), plan.factory(), plan.factorValues(2)));
}

void TestAlternatives::anElementWithoutIdKeepsItsOwn() {
  const factory::Factory factory = factory::Factory::fromJson(test::smallFactory());
  const factory::FactoryPath path("elements/b1");
  const auto conveyor = Json::parse(R"({"type": "conveyor", "length_m": 5, "speed_mps": 0.5})");
  const factory::Factory changed = factory::withValue(factory, path, conveyor);
  QVERIFY(changed.json()["elements"][2].dump() == R"({"id":"b1","type":"conveyor","length_m":5,"speed_mps":0.5})");
  Json renamed = conveyor;
  renamed["id"] = "belt";
  QVERIFY_EXCEPTION_THROWN((void)factory::withValue(factory, path, renamed), InputError);  // flows lead nowhere
}

void TestAlternatives::aFactorInsideAnAlternativeComesAfterIt() {
  Json study = millStudy();
  std::swap(study["factors"][0], study["factors"][1]);
  try {
    (void)Study::fromJson(study);
    QFAIL("accepted");
  } catch (const InputError& error) {
    QVERIFY2(QString(error.what()).contains("/factors/1/path: \"elements/m2\" replaces what factor \"mean\" sets"),
             error.what());
  }
}

void TestAlternatives::identityFollowsWhatLabelsStandFor() {
  Json other = millStudy();
  QCOMPARE(planOf(other).identity(), planOf(millStudy()).identity());
  other["factors"][0]["levels"][1]["value"]["capacity"] = 3;
  QVERIFY(planOf(other).identity() != planOf(millStudy()).identity());
}

void TestAlternatives::tablesNameLabels() {
  const QTemporaryDir folder;
  const std::string file = folder.filePath("t.csv").toStdString();
  writeTextFile(file, "mean,mill\n100,two small mills\n");
  Json study = millStudy();
  study["design"] = {{"type", "table"}, {"file", file}};
  const StudyPlan plan = planOf(study);
  QVERIFY(plan.factorValues(0) == Json({{"mill", "two small mills"}, {"mean", 100}}));
  QVERIFY(plan.factoryAt(0).findElement("m2")->value("capacity") == 2);
}

void TestAlternatives::labelsAreChoicesToASurrogate() {
  const StudyPlan plan = planOf(millStudy());
  std::vector<Json> points;
  std::vector<StudyRun> runs;
  for (std::uint32_t point = 0; point < 4; ++point) {
    points.push_back(plan.factorValues(point));
    runs.push_back({{point, 0}, {1.0 * point, 0}, 1});
  }
  const auto rows = trainingRows(points, kKpis, runs, "throughput_per_h", true);
  QVERIFY(rows.isChoice(0));
  QCOMPARE(rows.levels[0], (std::vector<std::string>{"as it is", "two small mills"}));
  QVERIFY(!rows.isChoice(1));
}

void TestAlternatives::runsDiffer() {
  Json study = millStudy();
  study["factors"].erase(1);
  study["replications"] = 1;
  study["horizon_s"] = 100'000;
  const StudyPlan plan = planOf(study);
  const auto runs = runStudy(plan, eventEngine(), {}, [](const StudyRun&) {});
  // Two exponential stations of 60 s with one place between pass on about 40 an hour; twins of 45 s hold up far less.
  QVERIFY2(runs[1].values[0] > runs[0].values[0] + 5,
           qPrintable(QStringLiteral("%1, %2").arg(runs[0].values[0]).arg(runs[1].values[0])));
}

/// A vehicle drives from m1 to b1 and back: 1 m/s, so 20 m more cost 40 s a part.
void TestAlternatives::placesChangeTransport() {
  Json factory = test::smallFactory();
  factory["elements"][1]["process"] = 1;
  factory["elements"][3]["process"] = 1;
  factory["vehicles"] = Json::parse(R"([{"id": "agv", "speed_mps": 1}])");
  factory["flows"][1]["by"] = "vehicle";
  Json study = test::smallStudy();
  study["horizon_s"] = 3610;
  study["replications"] = 1;
  study["factors"] = Json::parse(R"([{"name": "place", "path": "elements/b1/pose/x_m", "min": 10, "max": 30}])");
  const StudyPlan plan(Study::fromJson(study), factory::Factory::fromJson(factory), kKpis);
  const auto runs = runStudy(plan, eventEngine(), {}, [](const StudyRun&) {});
  QVERIFY2(std::abs(runs[0].values[0] - 180) <= 2, std::to_string(runs[0].values[0]).c_str());  // 3600 s / 20 s
  QVERIFY2(std::abs(runs[1].values[0] - 60) <= 2, std::to_string(runs[1].values[0]).c_str());   // 3600 s / 60 s
}

void TestAlternatives::writtenLevelsAreAsRead() {
  const Json study = millStudy();
  const Study read = Study::fromJson(study);
  QVERIFY(Json(read.factors[0].writtenLevels()) == study["factors"][0]["levels"]);
  QVERIFY(Json(read.factors[1].writtenLevels()) == study["factors"][1]["levels"]);
}

void TestAlternatives::refusesWithPlace_data() {
  QTest::addColumn<QString>("pointer");
  QTest::addColumn<QString>("value");
  QTest::addColumn<QString>("place");
  QTest::addColumn<QString>("says");
  QTest::newRow("no value") << "/factors/0/levels/1"
                            << R"({"label": "x"})"
                            << "/factors/0/levels/1"
                            << "\"value\"";
  QTest::newRow("more than a value") << "/factors/0/levels/1"
                                     << R"({"label": "x", "value": 1, "note": "y"})"
                                     << "/factors/0/levels/1"
                                     << "nothing else";
  QTest::newRow("label of a number") << "/factors/0/levels/1/label"
                                     << "3"
                                     << "/factors/0/levels/1/label"
                                     << "a label is a text";
  QTest::newRow("same label") << "/factors/0/levels/1/label"
                              << R"("as it is")"
                              << "/factors/0/levels/1"
                              << "level \"as it is\" is there twice";
  QTest::newRow("invalid element") << "/factors/0/levels/1/value/capacity"
                                   << "-1"
                                   << "/factors/0"
                                   << "sets elements/m2 to \"two small mills\"";
  QTest::newRow("unknown type") << "/factors/0/levels/1/value/type"
                                << R"("sation")"
                                << "/factors/0"
                                << "did you mean \"station\"?";
  QTest::newRow("a part of it is gone") << "/factors/0/levels/1/value/process"
                                        << "50"
                                        << "/factors"
                                        << "leads nowhere";
}

void TestAlternatives::refusesWithPlace() {
  QFETCH(QString, pointer);
  QFETCH(QString, value);
  QFETCH(QString, place);
  QFETCH(QString, says);
  Json study = millStudy();
  study[Json::json_pointer(pointer.toStdString())] = Json::parse(value.toStdString());
  std::string message;
  try {
    (void)planOf(study);
  } catch (const InputError& error) {
    message = error.what();
  }
  QVERIFY2(message.find(place.toStdString()) != std::string::npos, message.c_str());
  QVERIFY2(message.find(says.toStdString()) != std::string::npos, message.c_str());
}

QTEST_APPLESS_MAIN(TestAlternatives)
#include "tst_alternatives.moc"
