// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>
#include <filesystem>

#include "core/twin/log_import.h"
#include "core/twin/replay.h"
#include "tests/ui/models/lines.h"
#include "ui/models/replay_states.h"

using namespace mw;
using namespace mw::models;
using factory::ElementState;

/// What a log tells of the machines.
class TestReplayStates : public QObject {
  Q_OBJECT
 private slots:
  void namesTellElements();
  void statesFollowTheLog_data();
  void statesFollowTheLog();
  void shippedExampleHasItsAsset();
};

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

ReplayData smallLog() {
  auto log = std::make_shared<twin::Log>();
  log->name = "line";
  for (int k = 0; k < 20; ++k) log->t_s.push_back(k < 10 ? k : 90 + k);  // a gap of 91 s
  std::vector<double> state(20, 1);
  state[3] = 4;
  state[4] = 7;  // no such state
  std::vector<double> busy(20, 1);
  busy[5] = 0;
  std::vector<double> down(20, 0);
  down[6] = 1;
  std::vector<double> parts(20, 3);
  log->series = {{"m1.state", "", state},
                 {"m2.busy", "", busy},
                 {"m2.down", "", down},
                 {"b.parts", "", parts},
                 {"surface", "degC", std::vector<double>(20, kNaN)}};
  return {log, nullptr, nullptr};
}

}  // namespace

void TestReplayStates::namesTellElements() {
  const factory::Factory factory = test::smallLine();
  const auto sources = elementSources(smallLog(), factory);
  QCOMPARE(sources.size(), std::size_t{3});
  QCOMPARE(factory.elements()[sources[0].element].id, std::string("m1"));
  QCOMPARE(sources[0].state, std::string("m1.state"));
  QCOMPARE(sources[1].parts, std::string("b.parts"));
  QCOMPARE(sources[2].down, std::string("m2.down"));
  QVERIFY(!sources[0].is_asset);
  QVERIFY(elementSources({}, factory).empty());
}

void TestReplayStates::statesFollowTheLog_data() {
  QTest::addColumn<int>("source");
  QTest::addColumn<double>("t_s");
  QTest::addColumn<int>("state");  // -1 = not known
  QTest::newRow("by code") << 0 << 2.5 << int(ElementState::Busy);
  QTest::newRow("down by code") << 0 << 3.0 << int(ElementState::Down);
  QTest::newRow("no such code") << 0 << 4.2 << -1;
  QTest::newRow("busy") << 2 << 4.0 << int(ElementState::Busy);
  QTest::newRow("not busy") << 2 << 5.0 << int(ElementState::Idle);
  QTest::newRow("down before busy") << 2 << 6.0 << int(ElementState::Down);
  QTest::newRow("too old") << 0 << 60.0 << -1;
  QTest::newRow("after the gap") << 0 << 101.0 << int(ElementState::Busy);
}

void TestReplayStates::statesFollowTheLog() {
  QFETCH(int, source);
  QFETCH(double, t_s);
  QFETCH(int, state);
  const ReplayData data = smallLog();
  const auto sources = elementSources(data, test::smallLine());
  const ElementNow now = elementAt(data, sources[static_cast<std::size_t>(source)], t_s);
  QCOMPARE(now.state ? int(*now.state) : -1, state);
  QCOMPARE(elementAt(data, sources[1], t_s).parts.has_value(), t_s != 60.0);
}

void TestReplayStates::shippedExampleHasItsAsset() {
  const std::filesystem::path examples(MW_EXAMPLES);
  const auto document = JsonDocument::read(examples / "motor-thermal.twin.json");
  ReplayData data;
  data.twin = std::make_shared<const twin::TwinDefinition>(twin::readTwin(document));
  data.log = std::make_shared<const twin::Log>(
      twin::importLog(examples / "motor-thermal.csv", examples / "motor-thermal.map.json", {}, {}).report.log);
  data.result = std::make_shared<const twin::ReplayResult>(twin::replay(*data.twin, *data.log));
  for (const char* file : {"motor-thermal.json", "gearbox-line.json"}) {
    const auto factory = factory::Factory::fromDocument(JsonDocument::read(examples / file));
    const auto sources = elementSources(data, factory);
    QVERIFY2(sources.size() == 1 && sources[0].is_asset, file);
    QCOMPARE(sources[0].drive, std::string("load"));
    const ElementNow sound = elementAt(data, sources[0], 2000);
    QVERIFY2(sound.state == ElementState::Busy && sound.health > 0.5, file);
    const ElementNow faulty = elementAt(data, sources[0], 2600);  // the sensor fails at 2,400 s
    QVERIFY2(faulty.health < sound.health, file);
    const ElementNow away = elementAt(data, sources[0], 1540);  // in the gap
    QVERIFY2(away.is_stale && !away.state, file);
  }
}

QTEST_APPLESS_MAIN(TestReplayStates)
#include "tst_replay_states.moc"
