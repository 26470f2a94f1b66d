// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "core/events/simulation.h"
#include "tests/core/cosimulation/cycle/robot_cell_factory.h"
#include "ui/commands/edits.h"
#include "ui/models/cycle/cycle_model.h"
#include "ui/models/cycle/cycle_words.h"

using namespace mw;
using cosimulation::CycleForm;
using models::CycleModel;

namespace {

constexpr int kLongest_ms = 60000;

cosimulation::MeasureSettings few(int cycles) {
  cosimulation::MeasureSettings settings;
  settings.cycles = cycles;
  return settings;
}

Json robotOf(const models::Document& document) {
  return document.factory().findElement("r1")->fields;
}

}  // namespace

/// Cycles measured in the background, and used.
class TestCycleModel : public QObject {
  Q_OBJECT
 private slots:
  void init();
  void cleanup();
  void measuresAndIsUsed();
  void saysWhatCannotBeMeasured();
  void changesMakeItOld();
  void cancelLeavesNothing();
  void failureIsTold();
  void tellsTheCycleThatIsThere_data();
  void tellsTheCycleThatIsThere();
  void tellsWhatWentWrong();

 private:
  void change(const char* path, const Json& value) {
    commands::setValue(*document_, factory::FactoryPath(path), value);
  }
  void measure(int cycles) {
    model_->measure(few(cycles));
    QTRY_VERIFY_WITH_TIMEOUT(model_->state() != CycleModel::State::Measuring, kLongest_ms);
  }

  std::unique_ptr<jobs::JobService> jobs_;
  std::unique_ptr<models::Document> document_;
  std::unique_ptr<CycleModel> model_;
};

void TestCycleModel::init() {
  jobs_ = std::make_unique<jobs::JobService>();
  document_ = std::make_unique<models::Document>(*jobs_);
  document_->replace(test::robotCellFactory(), {}, nullptr);
  model_ = std::make_unique<CycleModel>(*document_, *jobs_);
}

void TestCycleModel::cleanup() {
  model_.reset();
  document_.reset();
  jobs_.reset();
}

void TestCycleModel::measuresAndIsUsed() {
  QCOMPARE(model_->robots(), std::vector<std::string>{"r1"});
  model_->setRobot("r1");
  QSignalSpy progressed(model_.get(), &CycleModel::progressed);
  measure(8);
  QVERIFY2(model_->state() == CycleModel::State::Ready, qPrintable(model_->problem()));
  QVERIFY(progressed.count() > 0);
  QVERIFY(model_->finding()->times != nullptr && model_->isUsable());
  QCOMPARE(model_->finding()->times->sample.size(), std::size_t{8});
  const models::CycleFigures figures = models::measuredCycle(model_->finding()->measurement);
  QCOMPARE(figures.what, QStringLiteral("8 cycles"));
  QVERIFY2(figures.mean.contains(QStringLiteral(" ± ")), qPrintable(figures.mean));
  QCOMPARE(models::routeTexts(model_->finding()->measurement, document_->factory()).size(), 2);

  commands::setTogether(*document_, model_->values(CycleForm::Empirical), model_->stepText());
  QVERIFY(robotOf(*document_)["cycle"]["values_s"].size() == 8);
  QVERIFY(robotOf(*document_).contains("measured"));
  QVERIFY(!hasErrors(events::checkRun(document_->factory())));
  QVERIFY(!model_->isOld());
  QCOMPARE(document_->undoStack().undoText(), QStringLiteral("Use the measured cycle of r1"));
  document_->undoStack().undo();
  QVERIFY(document_->factory() == test::robotCellFactory());
  document_->undoStack().redo();
  QVERIFY(robotOf(*document_)["cycle"]["values_s"].size() == 8);
}

void TestCycleModel::saysWhatCannotBeMeasured() {
  QCOMPARE(model_->refusal(), QStringLiteral("Choose a robot."));
  model_->setRobot("table");
  QCOMPARE(model_->refusal(), QStringLiteral("Choose a robot."));
  model_->setRobot("r1");
  QVERIFY(model_->refusal().isEmpty());
  commands::resetValue(*document_, factory::FactoryPath("elements/r1/arm"));
  QVERIFY(model_->refusal().startsWith(QStringLiteral("r1 has no arm yet")));
  model_->measure(few(2));
  QVERIFY(model_->state() == CycleModel::State::Empty);
  commands::removeElements(*document_, {"r1"});
  QVERIFY(model_->robot().empty());
  QCOMPARE(model_->refusal(), QStringLiteral("This factory has no robot: add one."));
}

void TestCycleModel::changesMakeItOld() {
  model_->setRobot("r1");
  measure(3);
  QVERIFY(model_->isUsable());
  QSignalSpy changed(model_.get(), &CycleModel::factoryChanged);
  change("elements/table/process/value_s", 2);
  QVERIFY(model_->isUsable());
  change("elements/table/pose/x_m", 0.72);
  QCOMPARE(changed.count(), 2);
  QVERIFY(model_->isOld() && !model_->isUsable());
  document_->undoStack().undo();
  QVERIFY(model_->isUsable());
}

void TestCycleModel::cancelLeavesNothing() {
  model_->setRobot("r1");
  model_->measure(few(5000));
  QVERIFY(model_->state() == CycleModel::State::Measuring);
  model_->cancel();
  QVERIFY(model_->state() == CycleModel::State::Empty);
  QTRY_COMPARE_WITH_TIMEOUT(jobs_->runningCount(), std::size_t{0}, kLongest_ms);
  QVERIFY(model_->state() == CycleModel::State::Empty && !model_->finding());
}

void TestCycleModel::failureIsTold() {
  change("elements/r1/arm", "agile-6");
  model_->setRobot("r1");
  measure(3);
  QVERIFY(model_->state() == CycleModel::State::Failed);
  QVERIFY2(model_->problem().contains(QStringLiteral("agile-6kg")), qPrintable(model_->problem()));
  model_->setRobot({});
  QVERIFY(model_->state() == CycleModel::State::Empty && model_->problem().isEmpty());
}

void TestCycleModel::tellsTheCycleThatIsThere_data() {
  QTest::addColumn<QString>("cycle");
  QTest::addColumn<QStringList>("figures");
  QTest::newRow("constant") << "6" << QStringList{"constant", "12.000 s", "0.000 s"};
  QTest::newRow("normal") << R"({"dist": "normal", "mean_s": 9, "sd_s": 0.5})"
                          << QStringList{"normal", "18.000 s", "1.000 s"};
  // (6 - 3) / sqrt(12), and twice that at half speed.
  QTest::newRow("uniform") << R"({"dist": "uniform", "min_s": 3, "max_s": 6})"
                           << QStringList{"uniform", "9.000 s", "1.732 s"};
  QTest::newRow("values") << R"({"dist": "empirical", "values_s": [2, 4]})"
                          << QStringList{"empirical", "6.000 s", "2.000 s"};
  QTest::newRow("by part") << R"({"by_part": {"*": 3}})" << QStringList{"by part", "–", "–"};
  QTest::newRow("motion") << R"("motion")" << QStringList{"not measured yet", "–", "–"};
}

/// As it is at the robot's speed, a half.
void TestCycleModel::tellsTheCycleThatIsThere() {
  QFETCH(QString, cycle);
  QFETCH(QStringList, figures);
  change("elements/r1/speed", 0.5);
  change("elements/r1/cycle", Json::parse(cycle.toStdString()));
  const models::CycleFigures present = models::presentCycle(*document_->factory().findElement("r1"));
  QCOMPARE(QStringList({present.what, present.mean, present.sd}), figures);
}

void TestCycleModel::tellsWhatWentWrong() {
  change("elements/table/pose/x_m", 3);
  model_->setRobot("r1");
  measure(6);
  const QStringList notes = models::cycleNotes(model_->finding()->measurement);
  QVERIFY2(notes.join('\n').contains(QStringLiteral("of 6: above the place: out of reach")),
           qPrintable(notes.join('\n')));
  change("elements/outfeed/pose/x_m", 9);
  measure(2);
  QVERIFY(model_->state() == CycleModel::State::Ready && !model_->isUsable());
  QVERIFY(model_->finding()->times == nullptr);
  QVERIFY(models::cycleNotes(model_->finding()->measurement).front().startsWith(QStringLiteral("No cycle went well")));
}

QTEST_GUILESS_MAIN(TestCycleModel)
#include "tst_cycle_model.moc"
