// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/base/random_stream.h"
#include "core/events/transport/battery.h"
#include "core/events/transport/road_map.h"
#include "core/events/transport/traffic.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::events;

class TestRoads : public QObject {
  Q_OBJECT
 private slots:
  void findsTheQuickestWay();
  void takesTheFirstListedOfEqualWays();
  void letsInAsManyAsFit();
  void forgetsWhoTurnsAway();
  void drainsAndCharges();
};

/// Against all ways of any number of arcs (Floyd and Warshall) on a random map, a few nodes of which are cut off.
void TestRoads::findsTheQuickestWay() {
  constexpr Index kNodes = 30;
  RandomStream random(7, 1, 0);
  std::vector<MapArc> arcs;
  for (int i = 0; i < 70; ++i) {
    const auto from = static_cast<Index>(random.uniform() * kNodes);
    const auto to = static_cast<Index>(random.uniform() * kNodes);
    if (from != to) arcs.push_back({from, {to, 1 + static_cast<Ticks>(random.uniform() * 1000), kNone}});
  }
  constexpr Ticks kFar = 1'000'000'000;
  std::vector<std::vector<Ticks>> want(kNodes, std::vector<Ticks>(kNodes, kFar));
  for (Index i = 0; i < kNodes; ++i) want[i][i] = 0;
  for (const MapArc& each : arcs) want[each.from][each.arc.to] = std::min(want[each.from][each.arc.to], each.arc.time);
  for (Index k = 0; k < kNodes; ++k) {
    for (Index i = 0; i < kNodes; ++i) {
      for (Index j = 0; j < kNodes; ++j) want[i][j] = std::min(want[i][j], want[i][k] + want[k][j]);
    }
  }
  int unreachable = 0;
  for (Index stop = 0; stop < kNodes; ++stop) {
    const WaysToStop ways = waysTo(stop, kNodes, arcs);
    for (Index node = 0; node < kNodes; ++node) {
      if (want[node][stop] >= kFar) {
        ++unreachable;
        QCOMPARE(ways.way[node], kNeverTicks);
        QCOMPARE(ways.next_arc[node], kNone);
        continue;
      }
      QCOMPARE(ways.way[node], want[node][stop]);
      Ticks driven = 0;
      Index at = node;
      while (at != stop) {
        const MapArc& next = arcs[ways.next_arc[at]];
        QCOMPARE(next.from, at);
        driven += next.arc.time;
        at = next.arc.to;
      }
      QCOMPARE(driven, want[node][stop]);
    }
  }
  QVERIFY(unreachable > 0);
}

void TestRoads::takesTheFirstListedOfEqualWays() {
  const std::vector<MapArc> arcs = {{0, {2, 5, kNone}}, {0, {1, 5, kNone}}, {1, {3, 5, kNone}}, {2, {3, 5, kNone}}};
  QCOMPARE(waysTo(3, 4, arcs).next_arc[0], Index{0});
}

void TestRoads::letsInAsManyAsFit() {
  const std::vector<TrackModel> tracks(1, TrackModel{2});
  Traffic traffic(tracks, 5);
  QVERIFY(traffic.enter(0, 0));
  QVERIFY(traffic.enter(0, 1));
  QVERIFY(!traffic.enter(0, 2));
  QVERIFY(!traffic.enter(0, 3));
  QCOMPARE(traffic.leave(0), Index{2});
  QVERIFY(!traffic.enter(0, 0));  // behind those who wait
  QCOMPARE(traffic.leave(0), Index{3});
  QCOMPARE(traffic.leave(0), Index{0});
  QCOMPARE(traffic.leave(0), kNone);
  QCOMPARE(traffic.leave(0), kNone);
  QVERIFY(traffic.enter(0, 4));
}

void TestRoads::forgetsWhoTurnsAway() {
  for (Index who = 1; who < 4; ++who) {  // first, middle and last in line
    const std::vector<TrackModel> tracks(1, TrackModel{1});
    Traffic traffic(tracks, 5);
    QVERIFY(traffic.enter(0, 0));
    for (Index v = 1; v < 4; ++v) QVERIFY(!traffic.enter(0, v));
    traffic.forget(0, who);
    QVERIFY(!traffic.enter(0, 4));
    for (Index v = 1; v < 5; ++v) {
      if (v != who) QCOMPARE(traffic.leave(0), v);
    }
    QCOMPARE(traffic.leave(0), kNone);
  }
}

void TestRoads::drainsAndCharges() {
  constexpr double kRounding = 1e-12;
  constexpr Ticks kSecond = 1'000'000'000;
  Battery battery(100);
  QVERIFY(!battery.drain(0, 2));
  MW_NEAR(battery.charge_kws(10 * kSecond), 80, kRounding, 0);
  QVERIFY(!battery.drain(10 * kSecond, 5));
  MW_NEAR(battery.used_kws(12 * kSecond), 30, kRounding, 0);
  QVERIFY(!battery.drain(26 * kSecond, 1));  // to the last
  MW_NEAR(battery.charge_kws(26 * kSecond), 0, 0, kRounding);
  battery.chargeTo(5);
  QVERIFY(battery.drain(32 * kSecond, 1));
  QVERIFY(!battery.drain(33 * kSecond, 1));  // told once
  MW_NEAR(battery.charge_kws(33 * kSecond), 0, 0, 0);
}

QTEST_APPLESS_MAIN(TestRoads)
#include "tst_roads.moc"
