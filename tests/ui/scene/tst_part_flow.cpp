// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>

#include "core/events/simulation.h"
#include "ui/scene/part_flow.h"
#include "ui/scene/part_slot.h"

using namespace mw;
using namespace mw::scene;

namespace {

/// Parts of 0.2 m come every 10 s, ride 4 m at 0.5 m/s, and are worked on for 20 s: the belt fills up.
factory::Factory line() {
  return factory::Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1",
    "parts": [{"id": "p", "size_m": [0.2, 0.2, 0.2]}],
    "elements": [{"id": "s", "type": "source", "part": "p", "interarrival": 10},
      {"id": "c", "type": "conveyor", "length_m": 4, "speed_mps": 0.5, "pitch_m": 0.5},
      {"id": "m", "type": "station", "process": 20}, {"id": "out", "type": "sink"}],
    "flows": [{"from": "s", "to": "c"}, {"from": "c", "to": "m"}, {"from": "m", "to": "out"}]})"));
}

std::vector<SceneElement> elements() {
  std::vector<SceneElement> elements(4);
  const char* const ids[] = {"s", "c", "m", "out"};
  const BodyType types[] = {BodyType::Source, BodyType::Conveyor, BodyType::Station, BodyType::Sink};
  for (std::size_t i = 0; i < 4; ++i) {
    elements[i].id = ids[i];
    elements[i].type = types[i];
    elements[i].position_m = {5.0 * static_cast<double>(i), 0, 0};
  }
  elements[1].length_m = 4;
  return elements;
}

double x(const PartPose& pose) {
  return static_cast<double>(pose.center_m[0]);
}

}  // namespace

class TestPartFlow : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase();
  void ridesAtBeltSpeed();
  void partsOnABeltKeepTheirPitch();
  void transferIsContinuous();
  void scrubbingShowsTheSame();

 private:
  FlowFrame frame(double t_s, double transit_s = 0) const {
    return flow_.frameAt(recording_, recording_.momentAt(SimTime::fromSeconds(t_s)), transit_s);
  }
  PartFlow flow_{line(), elements()};
  events::Recording recording_;
};

void TestPartFlow::initTestCase() {
  events::RunSettings settings;
  settings.horizon = SimTime::fromSeconds(300);
  recording_ = events::record(*events::compile(line()), settings);
}

void TestPartFlow::ridesAtBeltSpeed() {
  // The first part enters at 10 s. Its middle runs over length minus pitch while its time runs over the length.
  const double expected_m = (4 - 0.5) * 0.5 * 3 / 4;
  QCOMPARE(frame(12).parts.size(), std::size_t{1});
  QVERIFY(std::abs(x(frame(15).parts[0]) - x(frame(12).parts[0]) - expected_m) < 1e-5);  // float coordinates
}

void TestPartFlow::partsOnABeltKeepTheirPitch() {
  const events::Moment moment = recording_.momentAt(SimTime::fromSeconds(295));
  const std::size_t outside = moment.elements[0].parts.size();  // shown first, at the source
  const std::size_t waiting = moment.elements[1].parts.size();
  QVERIFY(waiting >= 7);  // full: 4 m of 0.5 m
  const FlowFrame shown = frame(295);
  for (std::size_t i = outside + 1; i < outside + waiting; ++i) {
    QVERIFY(x(shown.parts[i - 1]) - x(shown.parts[i]) > 0.2);  // bodies of 0.2 m do not overlap
  }
  QCOMPARE(shown.states[2], ElementState::Busy);
}

void TestPartFlow::transferIsContinuous() {
  // The first part reaches the machine at 18 s; with a transfer shown for 2 s no frame of 0.05 s moves it far.
  double last_x = x(frame(17.9, 2).parts[0]);
  for (double t_s = 18.05; t_s < 20.5; t_s += 0.05) {
    const FlowFrame shown = frame(t_s, 2);
    double nearest = 1e9;
    for (const PartPose& part : shown.parts) nearest = std::min(nearest, std::abs(x(part) - last_x));
    QVERIFY2(nearest < 0.5, qPrintable(QString("jumps %1 m at %2 s").arg(nearest).arg(t_s)));
    for (const PartPose& part : shown.parts) {
      if (std::abs(x(part) - last_x) == nearest) {
        last_x = x(part);
        break;
      }
    }
  }
  QVERIFY(std::abs(last_x - 10) < 2);  // it arrived in the machine at x = 10 m
}

void TestPartFlow::scrubbingShowsTheSame() {
  const FlowFrame first = frame(123, 2);
  (void)frame(250, 2);
  const FlowFrame again = frame(123, 2);
  QCOMPARE(again.parts.size(), first.parts.size());
  for (std::size_t i = 0; i < first.parts.size(); ++i) QVERIFY(again.parts[i].center_m == first.parts[i].center_m);
}

QTEST_APPLESS_MAIN(TestPartFlow)
#include "tst_part_flow.moc"
