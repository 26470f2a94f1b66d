// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <algorithm>
#include <map>
#include <set>

#include "core/base/random_stream.h"
#include "tests/core/events/factory_text.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::events;
using namespace mw::test;
using factory::ElementState;

namespace {

factory::Factory line() {
  return factoryOf(
      R"({"id": "s", "type": "source", "part": "a", "interarrival": {"dist": "exponential", "mean_s": 1.2}},
         {"id": "b", "type": "buffer", "capacity": 3},
         {"id": "m", "type": "station", "capacity": 2, "process": {"dist": "exponential", "mean_s": 2},
          "failures": [{"time_to_failure": {"dist": "exponential", "mean_s": 20}, "time_to_repair": 3}]},
         {"id": "c", "type": "conveyor", "length_m": 2, "speed_mps": 0.5, "pitch_m": 0.5},
         {"id": "o", "type": "sink"})",
      "s>b b>m m>c c>o");
}

}  // namespace

class TestRecording : public QObject {
  Q_OBJECT
 private slots:
  void momentEqualsReplay();
  void agreesWithStatistics();
  void partsInLoadsStayInside();
  void stopsAtTheLimit();
  void stepsVisitEveryInstant();
};

void TestRecording::momentEqualsReplay() {
  const Recording recording = record(*compile(line()), settingsFor(20000));
  QVERIFY(recording.moves().size() > 20000);  // several keyframes
  RandomStream random(3, streamId("recording", "test"), 0);
  for (int i = 0; i < 50; ++i) {
    const SimTime t = SimTime::fromSeconds(20000 * random.uniform());
    std::map<std::pair<std::uint32_t, std::uint16_t>, ElementState> states;
    std::map<std::uint32_t, std::int32_t> where;
    std::int64_t good = 0;
    for (const StateChange& change : recording.states()) {
      if (change.at <= t) states[{change.element, change.place}] = change.state;
    }
    for (const PartMove& move : recording.moves()) {
      if (move.at > t) continue;
      where[move.part] = move.to;
      if (move.to == 4) ++good;
    }
    std::array<std::size_t, 5> content{};
    std::int64_t wip = 0;
    for (const auto& [part, element] : where) {
      if (element == PartMove::kNowhere) continue;
      ++content[static_cast<std::size_t>(element)];
      if (element > 0) ++wip;
    }
    const Moment moment = recording.momentAt(t);
    QCOMPARE(moment.good, good);
    QCOMPARE(moment.wip, wip);
    for (std::uint32_t e = 0; e < 5; ++e) {
      QCOMPARE(moment.elements[e].parts.size(), content[e]);
      for (std::uint16_t place = 0; place < moment.elements[e].places.size(); ++place) {
        const auto noted = states.find({e, place});
        QVERIFY(moment.elements[e].places[place] == (noted == states.end() ? ElementState::Idle : noted->second));
      }
    }
  }
}

void TestRecording::agreesWithStatistics() {
  const auto model = compile(line());
  const Recording recording = record(*model, settingsFor(5000));
  const RunStatistics run = simulate(*model, settingsFor(5000));
  QVERIFY(recording.isComplete());
  double busy_s = 0;
  std::array<double, 2> since_s{};
  std::array<ElementState, 2> state{ElementState::Idle, ElementState::Idle};
  const auto until = [&](std::size_t place, double at_s) {
    if (state[place] == ElementState::Busy) busy_s += at_s - since_s[place];
    since_s[place] = at_s;
  };
  const std::vector<StateChange> changes = recording.statesOf(2);
  QVERIFY(std::ranges::is_sorted(changes, {}, &StateChange::at));  // both places together
  for (const StateChange& change : changes) {
    until(change.place, change.at.seconds());
    state[change.place] = change.state;
  }
  until(0, 5000);
  until(1, 5000);
  MW_NEAR(busy_s / 2, stateOf(run.elements[2], ElementState::Busy), 1e-9, 0);
  QCOMPARE(recording.momentAt(recording.end()).good, run.good);
  std::int64_t content = 0;
  for (std::size_t e = 1; e < 4; ++e) content += run.elements[e].content_end;
  QCOMPARE(recording.momentAt(recording.end()).wip, content);
}

/// The number of parts inside, followed move by move, has the engine's mean.
void TestRecording::partsInLoadsStayInside() {
  const factory::Factory packed = factoryOf(
      R"({"id": "s", "type": "source", "part": "a", "interarrival": {"dist": "exponential", "mean_s": 1.2}},
         {"id": "p", "type": "batch", "size": 4}, {"id": "b", "type": "buffer"},
         {"id": "u", "type": "unbatch"}, {"id": "m", "type": "station", "process": 1},
         {"id": "q", "type": "batch", "size": 3}, {"id": "c", "type": "conveyor", "length_m": 2, "speed_mps": 0.5},
         {"id": "o", "type": "sink"})",
      "s>p p>b b>u u>m m>q q>c c>o");
  constexpr double kHorizon_s = 3000;
  const auto model = compile(packed);
  const Recording recording = record(*model, settingsFor(kHorizon_s));
  const RunStatistics run = simulate(*model, settingsFor(kHorizon_s));
  double part_s = 0;
  SimTime at;
  while (at < recording.end()) {
    const SimTime next = recording.nextChangeAfter(at);
    part_s += static_cast<double>(recording.momentAt(at).wip) * (next.seconds() - at.seconds());
    at = next;
  }
  QVERIFY(run.good > 1000);
  MW_NEAR(part_s / kHorizon_s, run.wip_mean, 1e-9, 0);  // rounding of sums
}

void TestRecording::stopsAtTheLimit() {
  const Recording recording = record(*compile(line()), settingsFor(5000), 100);
  QVERIFY(!recording.isComplete());
  QVERIFY(recording.moves().size() >= 100 && recording.moves().size() < 120);
  QVERIFY(recording.end() < SimTime::fromSeconds(5000));
  QVERIFY(recording.end() == recording.moves().back().at || recording.end() > recording.moves().back().at);
}

void TestRecording::stepsVisitEveryInstant() {
  const Recording recording = record(*compile(line()), settingsFor(500));
  std::set<std::int64_t> instants;
  for (const StateChange& change : recording.states()) instants.insert(change.at.ticks());
  for (const PartMove& move : recording.moves()) instants.insert(move.at.ticks());
  instants.erase(0);
  SimTime t;
  for (const std::int64_t instant : instants) {
    const SimTime next = recording.nextChangeAfter(t);
    QCOMPARE(next.ticks(), instant);
    QVERIFY(recording.lastChangeBefore(next) <= t);
    t = next;
  }
  QCOMPARE(recording.nextChangeAfter(t), recording.end());
  QCOMPARE(recording.lastChangeBefore(SimTime()), SimTime());
}

QTEST_APPLESS_MAIN(TestRecording)
#include "tst_recording.moc"
