// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/experiment/study_plan.h"
#include "tests/support/small_study.h"

using namespace mw;
using namespace mw::experiment;

/// Reading a study, alone and against a factory.
class TestStudy : public QObject {
  Q_OBJECT

 private slots:
  void readsTheFormat();
  void refusesWithPlace_data();
  void refusesWithPlace();
  void refusesAgainstTheFactory_data();
  void refusesAgainstTheFactory();
  void identityFollowsTheContent_data();
  void identityFollowsTheContent();
  void aStopEndsTheChecking();
};

namespace {

const std::vector<std::string> kKpis = {"throughput_per_h", "wip_mean"};

/// The small study with one value replaced ("null" removes the key).
Json changed(const QString& pointer, const QString& value) {
  Json study = test::smallStudy();
  const Json::json_pointer at(pointer.toStdString());
  if (value == "remove") {
    study[at.parent_pointer()].erase(at.back());
  } else {
    study[at] = Json::parse(value.toStdString());
  }
  return study;
}

template <class Work>
std::string refusal(Work work) {
  try {
    work();
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

StudyPlan planOf(const Json& study) {
  return StudyPlan(Study::fromJson(study), factory::Factory::fromJson(test::smallFactory()), kKpis);
}

}  // namespace

void TestStudy::readsTheFormat() {
  const Study study = Study::fromJson(test::smallStudy());
  QCOMPARE(study.name, std::string("buffers"));
  QCOMPARE(study.horizon_s, 1000.0);
  QCOMPARE(study.warmup_s, 10.0);
  QCOMPARE(study.replications, 4U);
  QCOMPARE(study.seed, std::uint64_t{3});
  QVERIFY(study.factors[0].hasLevels());
  QCOMPARE(study.factors[0].levels.size(), std::size_t{3});
  QCOMPARE(study.factors[1].min, 40.0);
  QCOMPARE(study.responses, kKpis);
}

void TestStudy::refusesWithPlace_data() {
  QTest::addColumn<QString>("pointer");
  QTest::addColumn<QString>("value");
  QTest::addColumn<QString>("place");
  QTest::addColumn<QString>("says");
  QTest::newRow("unknown key") << "/replication"
                               << "3"
                               << "/replication"
                               << "replications";
  QTest::newRow("no horizon") << "/horizon_s"
                              << "remove"
                              << ""
                              << "horizon_s";
  QTest::newRow("warm-up too long") << "/warmup_s"
                                    << "1000"
                                    << "/warmup_s"
                                    << "not shorter";
  QTest::newRow("no factor") << "/factors"
                             << "[]"
                             << "/factors"
                             << "no factor";
  QTest::newRow("neither range nor levels") << "/factors/0/levels"
                                            << "remove"
                                            << "/factors/0"
                                            << "range or levels";
  QTest::newRow("both") << "/factors/0/min"
                        << "1"
                        << "/factors/0"
                        << "range or levels";
  QTest::newRow("range upside down") << "/factors/1/max"
                                     << "30"
                                     << "/factors/1/max"
                                     << "not above";
  QTest::newRow("same name twice") << "/factors/1/name"
                                   << R"("buffer")"
                                   << "/factors/1/name"
                                   << "twice";
  QTest::newRow("same path twice") << "/factors/1/path"
                                   << R"("elements/b1/capacity")"
                                   << "/factors/1/path"
                                   << "another factor";
  QTest::newRow("no path") << "/factors/1/path"
                           << R"("elements//b1")"
                           << "/factors/1/path"
                           << "no path";
  QTest::newRow("sobol without points") << "/design"
                                        << R"({"type": "sobol"})"
                                        << "/design"
                                        << "points";
  QTest::newRow("unknown design") << "/design/type"
                                  << R"("lsh")"
                                  << "/design/type"
                                  << "lhs";
  QTest::newRow("lhs without points") << "/design"
                                      << R"({"type": "lhs"})"
                                      << "/design"
                                      << "points";
  QTest::newRow("lhs with steps") << "/design"
                                  << R"({"type": "lhs", "points": 3, "steps": 2})"
                                  << "/design/steps"
                                  << "remove";
  QTest::newRow("half a replication") << "/replications"
                                      << "2.5"
                                      << "/replications"
                                      << "2.5";
  QTest::newRow("negative seed") << "/seed"
                                 << "-1"
                                 << "/seed"
                                 << "-1";
  QTest::newRow("another format") << "/format"
                                  << R"("millwright-factory/1")"
                                  << "/format"
                                  << "millwright-study/1";
}

void TestStudy::refusesWithPlace() {
  QFETCH(QString, pointer);
  QFETCH(QString, value);
  QFETCH(QString, place);
  QFETCH(QString, says);
  const Json study = changed(pointer, value);
  const std::string message = refusal([&] { Study::fromDocument(JsonDocument::parse(study.dump(1), "s.json")); });
  QVERIFY2(message.find("s.json:") != std::string::npos, message.c_str());
  QVERIFY2(message.find(place.toStdString()) != std::string::npos, message.c_str());
  QVERIFY2(message.find(says.toStdString()) != std::string::npos, message.c_str());
}

void TestStudy::refusesAgainstTheFactory_data() {
  QTest::addColumn<QString>("pointer");
  QTest::addColumn<QString>("value");
  QTest::addColumn<QString>("place");
  QTest::addColumn<QString>("says");
  QTest::newRow("no such element") << "/factors/0/path"
                                   << R"("elements/b9/capacity")"
                                   << "/factors/0/path"
                                   << "b9";
  QTest::newRow("no such parameter") << "/factors/0/path"
                                     << R"("elements/b1/capasity")"
                                     << "/factors/0/path"
                                     << "capacity";
  QTest::newRow("value out of range") << "/factors/0/levels"
                                      << "[1, -2]"
                                      << "/factors/0"
                                      << "-2";
  QTest::newRow("value of another kind") << "/factors/0/levels"
                                         << R"(["many"])"
                                         << "/factors/0"
                                         << "many";
}

void TestStudy::refusesAgainstTheFactory() {
  QFETCH(QString, pointer);
  QFETCH(QString, value);
  QFETCH(QString, place);
  QFETCH(QString, says);
  const auto document = JsonDocument::parse(changed(pointer, value).dump(1), "s.json");
  const Study study = Study::fromDocument(document);
  const std::string message =
      refusal([&] { (void)StudyPlan(study, factory::Factory::fromJson(test::smallFactory()), kKpis); });
  QVERIFY2(message.find("s.json:") != std::string::npos, message.c_str());
  QVERIFY2(message.find(place.toStdString()) != std::string::npos, message.c_str());
  QVERIFY2(message.find(says.toStdString()) != std::string::npos, message.c_str());
}

void TestStudy::identityFollowsTheContent_data() {
  QTest::addColumn<QString>("pointer");
  QTest::addColumn<QString>("value");
  QTest::addColumn<bool>("is_same");
  QTest::newRow("untouched") << "/name"
                             << R"("buffers")" << true;
  QTest::newRow("name") << "/name"
                        << R"("other")" << true;
  QTest::newRow("seed") << "/seed"
                        << "4" << false;
  QTest::newRow("horizon") << "/horizon_s"
                           << "1001" << false;
  QTest::newRow("warm-up") << "/warmup_s"
                           << "11" << false;
  QTest::newRow("replications") << "/replications"
                                << "5" << false;
  QTest::newRow("random numbers") << "/common_random_numbers"
                                  << "false" << false;
  QTest::newRow("levels") << "/factors/0/levels"
                          << "[1, 2, 9]" << false;
  QTest::newRow("path") << "/factors/1/path"
                        << R"("elements/m1/process/mean_s")" << false;
  QTest::newRow("steps") << "/design/steps"
                         << "3" << false;
}

void TestStudy::identityFollowsTheContent() {
  QFETCH(QString, pointer);
  QFETCH(QString, value);
  QFETCH(bool, is_same);
  const bool got = planOf(changed(pointer, value)).identity() == planOf(test::smallStudy()).identity();
  QCOMPARE(got, is_same);
}

/// Of a large design before its points are through.
void TestStudy::aStopEndsTheChecking() {
  std::stop_source stop;
  stop.request_stop();
  QVERIFY_EXCEPTION_THROWN((void)StudyPlan(Study::fromJson(test::smallStudy()),
                                           factory::Factory::fromJson(test::smallFactory()), kKpis, stop.get_token()),
                           Cancelled);
}

QTEST_APPLESS_MAIN(TestStudy)
#include "tst_study.moc"
