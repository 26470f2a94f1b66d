// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/factory/road_network.h"
#include "core/factory/vehicle_room.h"

using namespace mw;
using namespace mw::factory;

namespace {

/// A fleet brings boards to an assembly, another screws; frames come on a belt.
Factory assembled() {
  return Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1",
    "parts": [{"id": "board", "size_m": [2.0, 1.2, 0.1]}, {"id": "screws", "size_m": [0.3, 0.2, 0.1]},
      {"id": "frame", "size_m": [3.0, 2.5, 0.5]}],
    "elements": [{"id": "boards", "type": "source", "part": "board", "interarrival": 60},
      {"id": "screws", "type": "source", "part": "screws", "interarrival": 60},
      {"id": "frames", "type": "source", "part": "frame", "interarrival": 60},
      {"id": "press", "type": "assembly", "requires": {"board": 1, "screws": 1, "frame": 1}, "produces": "frame",
       "process": 5, "pose": {"x_m": 9}},
      {"id": "out", "type": "sink", "pose": {"x_m": 20}}],
    "flows": [{"from": "boards", "to": "press", "by": "vehicle", "vehicles": "carriers"},
      {"from": "screws", "to": "press", "by": "vehicle", "vehicles": "carts"},
      {"from": "frames", "to": "press"}, {"from": "press", "to": "out"}],
    "vehicles": [{"id": "carriers", "size_m": [1.5, 1.4, 0.3], "network": "hall"}, {"id": "carts", "network": "hall"},
      {"id": "spare"}],
    "networks": [{"id": "hall", "nodes": [{"id": "a", "x_m": 0, "y_m": 0}, {"id": "b", "x_m": 9, "y_m": 0}],
      "edges": [{"from": "a", "to": "b"}]}]})"));
}

}  // namespace

/// What a vehicle carries counts where it is larger than the vehicle, and only what it may carry.
class TestVehicleRoom : public QObject {
  Q_OBJECT
 private slots:
  void isTheLargestOfVehicleAndLoads();
  void decidesTheLanes();
};

void TestVehicleRoom::isTheLargestOfVehicleAndLoads() {
  const auto rooms_m = vehicleRooms_m(assembled());
  QCOMPARE(rooms_m.size(), std::size_t{3});
  QCOMPARE(rooms_m[0], (std::array<double, 2>{2.0, 1.4}));  // the board is longer, the vehicle wider
  QCOMPARE(rooms_m[1], (std::array<double, 2>{1.4, 0.9}));  // frames go there too, but not by vehicle
  QCOMPARE(rooms_m[2], (std::array<double, 2>{1.4, 0.9}));
}

void TestVehicleRoom::decidesTheLanes() {
  const Factory factory = assembled();
  QCOMPARE(laneNeedOf(factory, 1).width_m, 1.4);  // the widest on the same roads
  QCOMPARE(laneNeedOf(factory, 2).width_m, 0.9);
  QCOMPARE(roadNetworkOf(factory, 1).edges.front().lane_m, (1.4 + 0.5) / 2);
}

QTEST_APPLESS_MAIN(TestVehicleRoom)
#include "tst_vehicle_room.moc"
