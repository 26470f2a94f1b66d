// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/factory/factory_path.h"

using namespace mw;
using namespace mw::factory;

namespace {

Factory cell() {
  return Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1", "parts": [{"id": "a"}, {"id": "b"}],
    "elements": [{"id": "s", "type": "source", "part": {"a": 0.5, "b": 0.5}, "interarrival": 5},
      {"id": "m", "type": "station", "size_m": [2, 1, 1], "process": {"by_part": {"a": {"dist": "gamma", "mean_s": 4, "cv": 1}, "*": 3}},
       "failures": [{"id": "f", "time_to_failure": 100, "time_to_repair": {"dist": "exponential", "mean_s": 10}}]},
      {"id": "out", "type": "sink"}],
    "flows": [{"from": "s", "to": "m"}, {"from": "m", "to": "out"}]})"));
}

}  // namespace

class TestFactoryPath : public QObject {
  Q_OBJECT
 private slots:
  void sets_data();
  void sets();
  void refuses_data();
  void refuses();
  void removingRestoresTheDefault();
  void severalAtOnceAreAsOneByOne_data();
  void severalAtOnceAreAsOneByOne();
  void whatLiesBetweenNeedNotBeWhole();
};

void TestFactoryPath::sets_data() {
  QTest::addColumn<QString>("path");
  QTest::addColumn<QString>("value");
  QTest::addColumn<QString>("pointer");
  QTest::addColumn<QString>("unit");
  QTest::newRow("element by id") << "elements/m/failures/f/time_to_repair/mean_s"
                                 << "12"
                                 << "/elements/1/failures/0/time_to_repair/mean_s"
                                 << "s";
  QTest::newRow("inside by_part") << "elements/m/process/by_part/a/cv"
                                  << "0.5"
                                  << "/elements/1/process/by_part/a/cv"
                                  << "";
  QTest::newRow("by_part constant") << "elements/m/process/by_part/*/value_s"
                                    << "7"
                                    << "/elements/1/process/by_part/*/value_s"
                                    << "s";
  QTest::newRow("bare number opens") << "elements/s/interarrival/value_s"
                                     << "9"
                                     << "/elements/0/interarrival/value_s"
                                     << "s";
  QTest::newRow("whole distribution") << "elements/s/interarrival"
                                      << "9"
                                      << "/elements/0/interarrival"
                                      << "s";
  QTest::newRow("absent key with default") << "elements/m/capacity"
                                           << "3"
                                           << "/elements/1/capacity"
                                           << "";
  QTest::newRow("absent parent") << "elements/m/pose/x_m"
                                 << "3.5"
                                 << "/elements/1/pose/x_m"
                                 << "m";
  QTest::newRow("flow by index") << "flows/0/probability"
                                 << "0.5"
                                 << "/flows/0/probability"
                                 << "";
  QTest::newRow("share of a part") << "elements/s/part/a"
                                   << "0.7"
                                   << "/elements/0/part/a"
                                   << "";
  QTest::newRow("component of a size") << "elements/m/size_m/1"
                                       << "1.5"
                                       << "/elements/1/size_m/1"
                                       << "";
}

void TestFactoryPath::sets() {
  QFETCH(QString, path);
  QFETCH(QString, value);
  QFETCH(QString, pointer);
  QFETCH(QString, unit);
  const Factory before = cell();
  const FactoryPath at(path.toStdString());
  const PathTarget target = resolve(before, at);
  QCOMPARE(QString::fromStdString(target.pointer), pointer);
  if (target.declaration != nullptr) QCOMPARE(QString::fromStdString(target.declaration->unit_text), unit);
  const Factory after = withValue(before, at, Json::parse(value.toStdString()));
  QVERIFY(after.json()[Json::json_pointer(pointer.toStdString())] == Json::parse(value.toStdString()));
  QVERIFY(!(after == before));
}

void TestFactoryPath::refuses_data() {
  QTest::addColumn<QString>("path");
  QTest::addColumn<QString>("value");
  QTest::addColumn<QString>("message");
  QTest::newRow("no such element") << "elements/mm9/capacity"
                                   << "1"
                                   << "no \"mm9\" in elements";
  QTest::newRow("typo in a key") << "elements/m/capacty"
                                 << "1"
                                 << "did you mean \"capacity\"?";
  QTest::newRow("typo in a distribution") << "elements/m/process/by_part/a/meen_s"
                                          << "1"
                                          << "did you mean \"mean_s\"?";
  QTest::newRow("below a number") << "elements/m/capacity/x"
                                  << "1"
                                  << "leads nowhere";
  QTest::newRow("out of range") << "elements/m/capacity"
                                << "0"
                                << "whole number of at least 1";
  QTest::newRow("component of a size that is not given") << "elements/s/size_m/1"
                                                         << "1"
                                                         << "elements/0/size_m is not given; give all 3 numbers";
  QTest::newRow("fourth component of a size") << "elements/m/size_m/3"
                                              << "1"
                                              << "known here are 0, 1, 2";
  QTest::newRow("half a component") << "elements/m/size_m/0.5"
                                    << "1"
                                    << "leads nowhere";
  QTest::newRow("empty segment") << "elements//capacity"
                                 << "1"
                                 << "empty segment";
}

void TestFactoryPath::refuses() {
  QFETCH(QString, path);
  QFETCH(QString, value);
  QFETCH(QString, message);
  try {
    (void)withValue(cell(), FactoryPath(path.toStdString()), Json::parse(value.toStdString()));
    QFAIL("accepted");
  } catch (const InputError& error) {
    QVERIFY2(QString(error.what()).contains(message), error.what());
  }
}

void TestFactoryPath::removingRestoresTheDefault() {
  const Factory before = cell();
  const FactoryPath path("elements/m/capacity");
  const Factory changed = withValue(before, path, 4);
  QVERIFY(resolve(changed, path).is_given);
  QVERIFY(withoutValue(changed, path) == before);
  QVERIFY(resolve(before, path).value == 1);
  QVERIFY_EXCEPTION_THROWN((void)withoutValue(before, FactoryPath("elements/m/process")), InputError);
}

void TestFactoryPath::severalAtOnceAreAsOneByOne_data() {
  QTest::addColumn<QStringList>("words");  // path, value, path, value, ...
  QTest::newRow("none") << QStringList();
  QTest::newRow("apart") << QStringList{"elements/m/capacity", "3", "elements/s/interarrival", "9"};
  QTest::newRow("same again") << QStringList{"elements/m/capacity", "3", "elements/m/capacity", "4"};
  QTest::newRow("inside what was set") << QStringList{
      "elements/s/interarrival", R"({"dist": "gamma", "mean_s": 4, "cv": 1})", "elements/s/interarrival/cv", "2"};
  QTest::newRow("overwritten") << QStringList{"elements/s/interarrival/value_s", "7", "elements/s/interarrival", "8"};
  QTest::newRow("family, then its parameter") << QStringList{"elements/m/failures/f/time_to_repair/dist", R"("gamma")",
                                                             "elements/m/failures/f/time_to_repair/cv", "0.5"};
}

void TestFactoryPath::severalAtOnceAreAsOneByOne() {
  QFETCH(QStringList, words);
  std::vector<Assignment> assignments;
  Factory one_by_one = cell();
  // A gamma needs a cv at once: with one from the start, each step is whole.
  const Factory start = withValue(cell(), FactoryPath("elements/m/failures/f/time_to_repair"),
                                  Json::parse(R"({"dist": "lognormal", "mean_s": 10, "cv": 1})"));
  one_by_one = start;
  for (qsizetype i = 0; i < words.size(); i += 2) {
    assignments.push_back({FactoryPath(words[i].toStdString()), Json::parse(words[i + 1].toStdString())});
    one_by_one = withValue(one_by_one, assignments.back().path, assignments.back().value);
  }
  QCOMPARE(withAssignments(start, assignments).json().dump(), one_by_one.json().dump());
}

void TestFactoryPath::whatLiesBetweenNeedNotBeWhole() {
  const Factory start = withValue(cell(), FactoryPath("elements/s/interarrival"),
                                  Json::parse(R"({"dist": "uniform", "min_s": 1, "max_s": 2})"));
  const std::vector<Assignment> moved = {{FactoryPath("elements/s/interarrival/min_s"), 5},
                                         {FactoryPath("elements/s/interarrival/max_s"), 6}};
  QVERIFY_THROWS_EXCEPTION(InputError, (void)withValue(start, moved[0].path, moved[0].value));
  QVERIFY(withAssignments(start, moved).findElement("s")->fields["interarrival"]["max_s"] == 6);
}

QTEST_APPLESS_MAIN(TestFactoryPath)
#include "tst_factory_path.moc"
