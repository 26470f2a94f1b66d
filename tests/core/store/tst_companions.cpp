// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include "core/experiment/event_engine.h"
#include "core/experiment/study_runner.h"
#include "core/store/companions.h"
#include "core/store/stored_log.h"
#include "core/store/stored_study.h"
#include "core/store/stored_twin.h"
#include "core/twin/log.h"

using namespace mw;
using namespace mw::store;

class TestCompanions : public QObject {
  Q_OBJECT
 private slots:
  void heatTreatmentBringsItsRuns();
  void motorThermalBringsItsLogAndTwin();
  void othersBringNothing();
  void damagedRunsAreRefused();

 private:
  std::shared_ptr<ProjectFile> projectOf(const std::string& name, const std::filesystem::path& folder = MW_EXAMPLES);
  QTemporaryDir scratch_;
  int made_ = 0;
};

std::shared_ptr<ProjectFile> TestCompanions::projectOf(const std::string& name, const std::filesystem::path& folder) {
  const auto file = folder / (name + ".json");
  const auto project = ProjectFile::create(scratch_.filePath(QString::number(++made_) + ".mill").toStdString(),
                                           factory::Factory::read(file));
  addCompanions(project, file);
  return project;
}

/// What is shipped is what the program computes: else tools/make-example-runs has to write it anew.
void TestCompanions::heatTreatmentBringsItsRuns() {
  const auto project = projectOf("heat-treatment");
  const StoredStudy stored = study(*project, "heat-treatment");
  QVERIFY(stored.isComplete());
  QCOMPARE(stored.points.size(), std::size_t{48});
  const experiment::Study definition =
      experiment::Study::read(std::filesystem::path(MW_EXAMPLES) / "heat-treatment.study.json");
  const experiment::StudyPlan plan(definition, project->factory(), definition.responses);
  const auto made = experiment::runStudy(plan, experiment::eventEngine(), {}, [](const experiment::StudyRun&) {}, {});
  QCOMPARE(experiment::studyDigest(runs(*project, "heat-treatment")), experiment::studyDigest(made));
  addCompanions(project, std::filesystem::path(MW_EXAMPLES) / "heat-treatment.json");  // there already: stays
  QCOMPARE(studies(*project).size(), std::size_t{1});
}

void TestCompanions::motorThermalBringsItsLogAndTwin() {
  const auto project = projectOf("motor-thermal");
  QCOMPARE(logs(*project).size(), std::size_t{1});
  QCOMPARE(logs(*project).front().name, std::string("motor-thermal"));
  QCOMPARE(twins(*project).size(), std::size_t{1});
  QVERIFY(loadLog(*project, "motor-thermal").rowCount() > 3000);
  QVERIFY(studies(*project).empty());
}

void TestCompanions::othersBringNothing() {
  const auto project = projectOf("two-lines");
  QVERIFY(logs(*project).empty() && twins(*project).empty() && studies(*project).empty());
}

void TestCompanions::damagedRunsAreRefused() {
  const QString folder = scratch_.filePath("damaged");
  QVERIFY(QDir().mkpath(folder));
  for (const char* ending : {"json", "study.json", "points.csv", "runs.csv"}) {
    const QString name = QStringLiteral("heat-treatment.") + QLatin1String(ending);
    QVERIFY(QFile::copy(QStringLiteral(MW_EXAMPLES "/") + name, folder + "/" + name));
  }
  QFile runs(folder + "/heat-treatment.runs.csv");
  runs.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
  QVERIFY(runs.open(QIODevice::Append));
  runs.write("48,0,1,1,1,1,1\n");  // points are 0 to 47
  runs.close();
  QVERIFY_EXCEPTION_THROWN((void)projectOf("heat-treatment", folder.toStdString()), Error);
}

QTEST_GUILESS_MAIN(TestCompanions)
#include "tst_companions.moc"
