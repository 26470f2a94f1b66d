// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

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

}  // namespace

class TestMotionModel : public QObject {
  Q_OBJECT
 private slots:
  void movesWhilePlayingAndStandsWhilePaused();
  void refusalIsSaid();
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
  QTRY_VERIFY_WITH_TIMEOUT(!model.now().parts.empty(), 20000);
  QTRY_VERIFY_WITH_TIMEOUT(model.delivered() > 0, 20000);
  QTRY_VERIFY_WITH_TIMEOUT(model.reachedSpeed() > 0, 20000);
  for (const motion::PartPose& part : model.now().parts)
    QVERIFY2(part.position_m[0] > 0.5 && part.position_m[0] < 7.5, "on the belt");
  playback.pause();
  QTRY_COMPARE_WITH_TIMEOUT(model.reachedSpeed(), 0.0, 5000);
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
  QTRY_VERIFY_WITH_TIMEOUT(!model.problem().isEmpty(), 5000);
}

QTEST_GUILESS_MAIN(TestMotionModel)
#include "tst_motion_model.moc"
