// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>
#include <cmath>

#include "tests/support/patience.h"
#include "ui/models/motion_model.h"

using namespace mw;
using namespace mw::models;

namespace {

factory::Factory belt() {
  return factory::Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1", "parts": [{"id": "box"}],
    "elements": [{"id": "src", "type": "source", "part": "box", "interarrival": 3},
      {"id": "belt", "type": "conveyor", "length_m": 6, "speed_mps": 0.5, "pitch_m": 0.6, "pose": {"x_m": 4, "y_m": 0}},
      {"id": "out", "type": "sink", "pose": {"x_m": 9, "y_m": 0}}],
    "flows": [{"from": "src", "to": "belt"}, {"from": "belt", "to": "out"}]})"));
}

/// Poles that a bend is too fast for: a = v^2/r = 3.6 m/s2, and they tip from g w/h = 1 m/s2 on.
factory::Factory fastBend() {
  return factory::Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1",
    "parts": [{"id": "pole", "size_m": [0.06, 0.06, 0.6], "mass_kg": 2}],
    "elements": [{"id": "src", "type": "source", "part": "pole", "interarrival": 4},
      {"id": "belt", "type": "conveyor", "path": [[0, 0, 0.5], [2, 0, 0.5], [2, 2, 0.5]], "bend_radius_m": 0.4,
       "speed_mps": 1.2},
      {"id": "out", "type": "sink", "pose": {"x_m": 2, "y_m": 4}}],
    "flows": [{"from": "src", "to": "belt"}, {"from": "belt", "to": "out"}]})"));
}

}  // namespace

class TestMotionModel : public QObject {
  Q_OBJECT
 private slots:
  void movesWhilePlayingAndStandsWhilePaused();
  void refusalIsSaid();
  void refusalGoesWithItsCause();
  void whatWentWrongIsTold();
  void aSlowComputerSlowsMotionNotItsStep();
  void takesTheStepOfTheProject_data();
  void takesTheStepOfTheProject();
};

void TestMotionModel::movesWhilePlayingAndStandsWhilePaused() {
  jobs::JobService jobs;
  Document document(jobs);
  Playback playback;
  MotionModel model(document, playback);
  document.replace(belt(), "belt", {});
  playback.setDuration(3600);
  playback.setWantedSpeed(20);
  model.setActive(true);
  QVERIFY(model.isActive());
  playback.play();
  QTRY_VERIFY_WITH_TIMEOUT(!model.now().parts.empty(), test::kPatience_ms);
  QTRY_VERIFY_WITH_TIMEOUT(model.delivered() > 0, test::kPatience_ms);
  QTRY_VERIFY_WITH_TIMEOUT(model.reachedSpeed() > 0, test::kPatience_ms);
  for (const motion::PartPose& part : model.now().parts)
    QVERIFY2(part.position_m[0] > 0.5 && part.position_m[0] < 7.5, "on the belt");
  playback.pause();
  QTRY_COMPARE_WITH_TIMEOUT(model.reachedSpeed(), 0.0, test::kPatience_ms);
  const double stands_s = model.time_s();
  QTest::qWait(60);
  QCOMPARE(model.time_s(), stands_s);
  model.setActive(false);
  QVERIFY(model.now().parts.empty());
}

void TestMotionModel::refusalIsSaid() {
  jobs::JobService jobs;
  Document document(jobs);
  Playback playback;
  MotionModel model(document, playback);
  model.setActive(true);  // an empty hall
  QTRY_VERIFY_WITH_TIMEOUT(!model.problem().isEmpty(), test::kPatience_ms);
}

void TestMotionModel::refusalGoesWithItsCause() {
  jobs::JobService jobs;
  Document document(jobs);
  Playback playback;
  MotionModel model(document, playback);
  QSignalSpy problems(&model, &MotionModel::problemChanged);
  model.setActive(true);  // an empty hall
  QTRY_VERIFY_WITH_TIMEOUT(!model.problem().isEmpty(), test::kPatience_ms);
  document.replace(belt(), "belt", {});
  QTRY_VERIFY_WITH_TIMEOUT(!problems.empty() && problems.last().at(0).toString().isEmpty(), test::kPatience_ms);
  QVERIFY(model.problem().isEmpty());
  model.setActive(false);
  QCOMPARE(problems.size(), 2);  // said, and taken back
}

void TestMotionModel::whatWentWrongIsTold() {
  jobs::JobService jobs;
  Document document(jobs);
  Playback playback;
  MotionModel model(document, playback);
  QSignalSpy told(&model, &MotionModel::mishapSeen);
  document.replace(fastBend(), "bend", {});
  playback.setDuration(3600);
  playback.setWantedSpeed(20);
  model.setActive(true);
  QVERIFY(model.events().empty());
  playback.play();
  QTRY_VERIFY_WITH_TIMEOUT(model.eventCounts()[0] > 1, test::kPatience_ms);
  playback.pause();
  const MotionEvent& first = model.events().front();
  QVERIFY2(first.text.startsWith(QStringLiteral("Part 0 tipped over on conveyor \"belt\" at ")),
           qPrintable(first.text));
  QCOMPARE(first.element, std::string("belt"));
  QVERIFY(first.time_s > 0 && first.time_s <= model.events()[1].time_s);
  QCOMPARE(told.empty(), false);
  model.restart();
  QVERIFY(model.events().empty());
  QCOMPARE(model.eventCounts(), MotionEventCounts());
}

/// A million times real time is more than any computer does: it falls behind, says how far, and goes on in whole steps.
void TestMotionModel::aSlowComputerSlowsMotionNotItsStep() {
  jobs::JobService jobs;
  Document document(jobs);
  Playback playback;
  MotionModel model(document, playback);
  document.replace(belt(), "belt", {});
  playback.setDuration(1e9);
  playback.setWantedSpeed(1e6);
  const double step_s = 1.0 / 480;
  QVERIFY(!model.setStep(step_s));
  QSignalSpy speeds(&model, &MotionModel::speedChanged);
  model.setActive(true);
  playback.play();
  QTRY_VERIFY_WITH_TIMEOUT(model.reachedSpeed() > 0, test::kPatience_ms);
  QTRY_VERIFY_WITH_TIMEOUT(!speeds.empty() && speeds.last().at(1).toDouble() > 0, test::kPatience_ms);
  QCOMPARE(speeds.last().at(0).toDouble(), 1e6);
  QVERIFY(speeds.last().at(1).toDouble() < 1e6);
  playback.pause();
  QTRY_COMPARE_WITH_TIMEOUT(model.reachedSpeed(), 0.0, test::kPatience_ms);
  const double steps = model.time_s() / step_s;
  QVERIFY(steps > 1);
  QVERIFY2(std::abs(steps - std::round(steps)) < 1e-9 * steps, qPrintable(QString::number(steps, 'g', 17)));
}

void TestMotionModel::takesTheStepOfTheProject_data() {
  QTest::addColumn<double>("step_s");
  QTest::addColumn<bool>("is_taken");
  QTest::newRow("shorter") << 1.0 / 960 << true;
  QTest::newRow("longest") << 1.0 / 50 << true;
  QTest::newRow("too long") << 0.021 << false;
  QTest::newRow("none") << 0.0 << false;
  QTest::newRow("no number") << std::nan("") << false;
}

void TestMotionModel::takesTheStepOfTheProject() {
  QFETCH(double, step_s);
  QFETCH(bool, is_taken);
  jobs::JobService jobs;
  Document document(jobs);
  Playback playback;
  MotionModel model(document, playback);
  QCOMPARE(model.step_s(), 1.0 / 240);
  QSignalSpy changed(&model, &MotionModel::stepChanged);
  QCOMPARE(!model.setStep(step_s).has_value(), is_taken);
  QCOMPARE(model.step_s(), is_taken ? step_s : 1.0 / 240);
  QCOMPARE(changed.size(), is_taken ? 1 : 0);
  QVERIFY(!model.setStep(model.step_s()));
  QCOMPARE(changed.size(), is_taken ? 1 : 0);  // the same again is no change
}

QTEST_GUILESS_MAIN(TestMotionModel)
#include "tst_motion_model.moc"
