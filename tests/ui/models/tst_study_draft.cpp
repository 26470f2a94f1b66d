// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/experiment/design.h"
#include "tests/support/small_study.h"
#include "ui/models/study_draft.h"

using namespace mw;
using models::StudyDraft;

/// What a study says is kept while it is edited, the parts that no panel shows included.
class TestStudyDraft : public QObject {
  Q_OBJECT

 private slots:
  void keepsWhatNoPanelEdits_data();
  void keepsWhatNoPanelEdits();
  void aPointAloneHasItsAlternative();
  void keepsUntilWhenItIsRun();
  void knowsHowManyPointsAFileHas_data();
  void knowsHowManyPointsAFileHas();
};

namespace {

Json millStudy() {
  Json study = test::smallStudy();
  study["factors"][0] = Json::parse(R"({"name": "mill", "path": "elements/m1", "levels": [
    {"label": "one", "value": {"type": "station", "process": 60}},
    {"label": "two", "value": {"type": "station", "process": 80, "capacity": 2}}]})");
  study["constraints"] = {"mill == 'one' or cycle <= 50"};
  return study;
}

}  // namespace

void TestStudyDraft::keepsWhatNoPanelEdits_data() {
  QTest::addColumn<QString>("design");
  QTest::newRow("grid") << R"({"type": "grid", "steps": 2})";
  QTest::newRow("fraction") << R"({"type": "fractional", "runs": 4})";
  QTest::newRow("Morris") << R"({"type": "morris", "trajectories": 5, "levels": 6})";
  QTest::newRow("sequential") << R"({"type": "sequential", "points": 20, "response": "wip_mean", "batch": 2})";
}

void TestStudyDraft::keepsWhatNoPanelEdits() {
  QFETCH(QString, design);
  Json study = millStudy();
  study["design"] = Json::parse(design.toStdString());
  const StudyDraft draft = StudyDraft::fromStudy(experiment::Study::fromJson(study));
  const Json written = draft.toJson();
  QVERIFY(written["factors"][0] == study["factors"][0]);
  QVERIFY(written["constraints"] == study["constraints"]);
  QVERIFY(written["design"] == study["design"]);
  QVERIFY(StudyDraft::fromStudy(experiment::Study::fromJson(written)) == draft);
}

void TestStudyDraft::aPointAloneHasItsAlternative() {
  const Json study = millStudy();
  const StudyDraft draft = StudyDraft::fromStudy(experiment::Study::fromJson(study));
  const StudyDraft alone = draft.atPoint({{"mill", "two"}, {"cycle", 60.0}});
  QVERIFY(alone.factors[0].levels == std::vector<Json>{study["factors"][0]["levels"][1]});
  QVERIFY(alone.factors[1].levels == std::vector<Json>{60.0});
  QVERIFY(draft.factors[0].settingOf("two") == study["factors"][0]["levels"][1]["value"]);
  // A single point was asked for: constraints do not judge it.
  (void)experiment::Study::fromJson(alone.toJson());
  QVERIFY(alone.constraints.empty());
}

void TestStudyDraft::keepsUntilWhenItIsRun() {
  Json study = test::smallStudy();
  study["replications"] = {{"at_least", 6}, {"at_most", 40}, {"until", {{"wip_mean", 0.5}}}};
  StudyDraft draft = StudyDraft::fromStudy(experiment::Study::fromJson(study));
  QCOMPARE(draft.replications, 40U);
  QVERIFY(draft.toJson()["replications"] == study["replications"]);
  draft.replications = 60;
  QVERIFY(experiment::Study::fromJson(draft.toJson()).precision->at_most == 60);
}

void TestStudyDraft::knowsHowManyPointsAFileHas_data() {
  QTest::addColumn<QString>("design");
  QTest::newRow("fraction") << R"({"type": "fractional", "runs": 4})";
  QTest::newRow("Morris") << R"({"type": "morris", "trajectories": 5})";
  QTest::newRow("Sobol") << R"({"type": "sobol", "points": 16})";
}

void TestStudyDraft::knowsHowManyPointsAFileHas() {
  QFETCH(QString, design);
  Json json = millStudy();
  json.erase("constraints");
  json["design"] = Json::parse(design.toStdString());
  const auto study = experiment::Study::fromJson(json);
  QCOMPARE(std::size_t{StudyDraft::fromStudy(study).points}, experiment::designPoints(study).size());
}

QTEST_APPLESS_MAIN(TestStudyDraft)
#include "tst_study_draft.moc"
