// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>

#include "core/experiment/event_engine.h"
#include "core/experiment/replications.h"
#include "core/experiment/study_plan.h"
#include "core/experiment/study_responses.h"
#include "tests/support/small_study.h"

using namespace mw;
using namespace mw::experiment;

/// What a study keeps of each run.
class TestStudyResponses : public QObject {
  Q_OBJECT

 private slots:
  void chooses_data();
  void chooses();
  void refuses_data();
  void refuses();
  void metricsAreThoseOfARun();
  void knowsUnits();

 private:
  [[nodiscard]] static Study studyWith(const Json& responses) {
    Json json = test::smallStudy();
    json["responses"] = responses;
    return Study::fromJson(json);
  }

  factory::Factory factory_ = factory::Factory::fromJson(test::smallFactory());
};

void TestStudyResponses::chooses_data() {
  QTest::addColumn<QString>("responses");
  QTest::addColumn<QString>("chosen");
  QTest::newRow("as named") << R"(["wip_mean", "elements/m1/busy"])"
                            << R"(["wip_mean","elements/m1/busy"])";
  QTest::newRow("one of each") << R"(["elements/*/down"])"
                               << R"(["elements/src/down","elements/m1/down","elements/b1/down","elements/m2/down",)"
                                  R"("elements/out/down"])";
  QTest::newRow("overlapping stars") << R"(["elements/m2/idle", "elements/*/idle"])"
                                     << R"(["elements/m2/idle","elements/src/idle","elements/m1/idle",)"
                                        R"("elements/b1/idle","elements/out/idle"])";
}

void TestStudyResponses::chooses() {
  QFETCH(QString, responses);
  QFETCH(QString, chosen);
  const Study study = studyWith(Json::parse(responses.toStdString()));
  QCOMPARE(QString::fromStdString(Json(chosenKpis(study, factory_)).dump()), chosen);
}

void TestStudyResponses::refuses_data() {
  QTest::addColumn<QString>("response");
  for (const char* response : {"throughput", "elements/m9/busy", "elements/m1/buzy", "elements/m1", "elements",
                               "*/busy", "elements//busy", "elements/m1/o*", "elements/*/*/busy", ""}) {
    QTest::newRow(response) << QString(response);
  }
}

void TestStudyResponses::refuses() {
  QFETCH(QString, response);
  QVERIFY_THROWS_EXCEPTION(InputError, (void)chosenKpis(studyWith(Json::array({response.toStdString()})), factory_));
}

void TestStudyResponses::metricsAreThoseOfARun() {
  const Study study = studyWith({"elements/*/*", "throughput_per_h"});
  const std::vector<std::string> kpis = chosenKpis(study, factory_);
  const PointModel model = eventEngine()(factory_, kpis);
  const RunAnswer answer = model({1000, 10, 3, 0}, {});
  const RunResult run = runReplications(factory_, {.horizon_s = 1000, .warmup_s = 10, .replications = 1, .seed = 3});
  QCOMPARE(kpis.size(), run.element_ids.size() * run.metrics.size() + 1);
  std::size_t i = 0;
  for (std::size_t e = 0; e < run.element_ids.size(); ++e) {
    for (std::size_t m = 0; m < run.metrics.size(); ++m, ++i) {
      QCOMPARE(kpis[i], "elements/" + run.element_ids[e] + "/" + run.metrics[m].name);
      const double expected = run.replications.front().elements[e][m];
      QVERIFY2(answer.values[i] == expected || (std::isnan(answer.values[i]) && std::isnan(expected)), kpis[i].c_str());
    }
  }
  QCOMPARE(answer.values.back(), run.overall.front().mean);
}

void TestStudyResponses::knowsUnits() {
  QCOMPARE(eventKpi(factory_, "elements/m1/wait_mean_s").unit, std::string("s"));
  QCOMPARE(eventKpi(factory_, "elements/m1/wait_mean_s").name, std::string("elements/m1/wait_mean_s"));
  QCOMPARE(eventKpi(factory_, "lead_time_mean_s").unit, std::string("s"));
  QCOMPARE(eventKpi(factory_, "elements/nobody/wait_mean_s").unit, std::string());
}

QTEST_GUILESS_MAIN(TestStudyResponses)
#include "tst_study_responses.moc"
