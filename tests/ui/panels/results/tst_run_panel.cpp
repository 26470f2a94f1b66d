// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QLabel>
#include <QTest>
#include <QToolButton>

#include "tests/support/patience.h"
#include "tests/ui/models/lines.h"
#include "ui/panels/run/run_panel.h"

using namespace mw;
using namespace mw::panels;
using State = models::SimulationModel::State;

/// The run panel over a real small factory.
class TestRunPanel : public QObject {
  Q_OBJECT
 private slots:
  void init();
  void takesQuantitiesWithUnits();
  void takesTheStepOfMotion();
  void refusesWhereItIsTyped_data();
  void refusesWhereItIsTyped();
  void cureElsewhereIsTakenToo();
  void showsFoundWarmupAndReachedHalfWidth();

 private:
  template <class W>
  W* find(const char* name) const {
    W* widget = panel_->findChild<W*>(QStringLiteral("runSettings.") + QLatin1String(name));
    if (!widget) qFatal("no %s", name);
    return widget;
  }
  void enter(const char* field, const QString& text) const {
    auto* edit = find<QLineEdit>(field);
    edit->setText(text);
    QTest::keyClick(edit, Qt::Key_Return);
  }

  std::unique_ptr<jobs::JobService> jobs_;
  std::unique_ptr<models::Document> document_;
  std::unique_ptr<models::Playback> playback_;
  std::unique_ptr<models::SimulationModel> simulation_;
  std::unique_ptr<models::MotionModel> motion_;
  std::unique_ptr<RunPanel> panel_;
};

void TestRunPanel::init() {
  panel_.reset();
  motion_.reset();
  simulation_.reset();
  document_.reset();
  jobs_ = std::make_unique<jobs::JobService>();
  document_ = std::make_unique<models::Document>(*jobs_);
  playback_ = std::make_unique<models::Playback>();
  simulation_ = std::make_unique<models::SimulationModel>(*document_, *playback_, *jobs_);
  motion_ = std::make_unique<models::MotionModel>(*document_, *playback_);
  panel_ = std::make_unique<RunPanel>(*simulation_, *motion_);
  document_->replace(test::smallLine(), "small", {});
  QTRY_COMPARE_WITH_TIMEOUT(simulation_->state(), State::Ready, test::kPatience_ms);
}

void TestRunPanel::takesQuantitiesWithUnits() {
  enter("horizon", "1.5 h");
  enter("warmup", "20 min");
  enter("replications", "7");
  enter("seed", "42");
  QTRY_COMPARE_WITH_TIMEOUT(simulation_->state(), State::Ready, test::kPatience_ms);
  const models::RunWishes& wishes = simulation_->wishes();
  QCOMPARE(wishes.horizon_s, 5400.0);
  QCOMPARE(wishes.warmup_s, 1200.0);
  QCOMPARE(wishes.replications, 7U);
  QCOMPARE(wishes.seed, std::uint64_t{42});
  const experiment::RunPlan& plan = simulation_->replicated()->result.plan;
  QCOMPARE(plan.warmup_s, 1200.0);
  QCOMPARE(plan.replications, 7U);
  QCOMPARE(find<QLabel>("warmupFound")->text(), QStringLiteral("Warm-up: 20 min, as given."));
}

void TestRunPanel::takesTheStepOfMotion() {
  QCOMPARE(find<QLineEdit>("motionStep")->text(), QStringLiteral("1/240"));
  enter("motionStep", QStringLiteral("0.002"));
  QCOMPARE(motion_->step_s(), 0.002);
  QCOMPARE(find<QLineEdit>("motionStep")->text(), QStringLiteral("1/500"));
  for (const char* odd : {"1/10", "fast", "0"}) {
    enter("motionStep", QLatin1String(odd));
    QCOMPARE(motion_->step_s(), 0.002);
  }
}

void TestRunPanel::refusesWhereItIsTyped_data() {
  QTest::addColumn<QString>("field");
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("says");
  QTest::newRow("no number") << "horizon"
                             << "long"
                             << "\"long\" is not a number: write it as 90 or 1.5 min.";
  QTest::newRow("no unit of time") << "horizon"
                                   << "8 kg"
                                   << "\"kg\" is no unit here";
  QTest::newRow("too long") << "warmup"
                            << "8 h"
                            << "leaves nothing of the horizon of 8.0 h: shorten it";
  QTest::newRow("half a run") << "replications"
                              << "2.5"
                              << "2.5 is not a whole number here: give one from 0";
  QTest::newRow("no run") << "replications"
                          << "0"
                          << "0 replications cannot be run: give 1 to 100000.";
  QTest::newRow("below zero") << "seed"
                              << "-3"
                              << "-3 is not a whole number here";
}

void TestRunPanel::refusesWhereItIsTyped() {
  QFETCH(QString, field);
  QFETCH(QString, text);
  QFETCH(QString, says);
  const models::RunWishes before = simulation_->wishes();
  enter(qPrintable(field), text);
  QVERIFY(simulation_->wishes() == before);
  QCOMPARE(simulation_->state(), State::Ready);
  const auto* error = panel_->findChild<QLabel*>("runSettings." + field + ".error");
  const auto* box = panel_->findChild<QLabel*>(QStringLiteral("runSettings.warmupBox.error"));
  const QString shown = field == "warmup" ? box->text() : error->text();
  QVERIFY2(shown.contains(says), qPrintable(shown));
  QCOMPARE(find<QLineEdit>(qPrintable(field))->text(), text);
}

void TestRunPanel::cureElsewhereIsTakenToo() {
  enter("warmup", "10 h");
  QCOMPARE(simulation_->wishes().warmup_s, 0.0);
  enter("horizon", "1 d");
  QCOMPARE(simulation_->wishes().warmup_s, 36000.0);
  QVERIFY(panel_->findChild<QLabel*>(QStringLiteral("runSettings.warmupBox.error"))->text().isEmpty());
}

void TestRunPanel::showsFoundWarmupAndReachedHalfWidth() {
  QTest::mouseClick(find<QToolButton>("findWarmup"), Qt::LeftButton);
  auto* goal = find<QComboBox>("goal");
  goal->setCurrentIndex(goal->findData(QStringLiteral("throughput_per_h")));
  emit goal->activated(goal->currentIndex());
  enter("precision", "3");
  QCOMPARE(simulation_->wishes().precision->wanted, 0.03);
  QTRY_COMPARE_WITH_TIMEOUT(simulation_->state(), State::Ready, test::kPatience_ms);
  QVERIFY2(find<QLabel>("warmupFound")->text().contains("MSER-5"), qPrintable(find<QLabel>("warmupFound")->text()));
  const QString reached = find<QLabel>("precisionReached")->text();
  QVERIFY2(reached.contains("Throughput per h ±") && reached.contains("as precise as asked for"), qPrintable(reached));
  // In the KPI's own unit.
  enter("precision", "4 1/h");
  QVERIFY(!simulation_->wishes().precision->is_relative);
  QCOMPARE(simulation_->wishes().precision->wanted, 4.0);
  enter("precision", "0");
  QVERIFY(find<QLabel>("precision.error")->text().contains("above 0"));
}

QTEST_MAIN(TestRunPanel)
#include "tst_run_panel.moc"
