// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/events/simulation.h"
#include "core/factory/road_network.h"
#include "ui/models/figure_format.h"
#include "ui/models/floor/vehicle_now.h"

using namespace mw;
using namespace mw::models;
using events::VehicleActivity;
using events::VehicleMove;

namespace {

constexpr double kHorizon_s = 2 * 3600;

}  // namespace

/// What a vehicle does in words, against the run's own record, looked through second by second.
class TestVehicleNow : public QObject {
  Q_OBJECT
 private slots:
  void everyVehicleHasAName();
  void loadGoesWhereItIsHandedOver();
  void emptyOnesDriveToTheirNextTask();
  void strangersAreNone();

 private:
  [[nodiscard]] VehicleMove moveAt(double t_s) const {
    return recording_.momentAt(SimTime::fromSeconds(t_s)).vehicles[0];
  }
  [[nodiscard]] QString nameOf(std::int32_t element) const {
    return QString::fromStdString(factory_.elements()[static_cast<std::size_t>(element)].name);
  }

  factory::Factory factory_ = factory::Factory::read(MW_SOURCE_DIR "/resources/examples/two-lines.json");
  events::Recording recording_ = [this] {
    events::RunSettings settings;
    settings.horizon = SimTime::fromSeconds(kHorizon_s);
    return events::record(*events::compile(factory_), settings);
  }();
};

void TestVehicleNow::everyVehicleHasAName() {
  const auto names = vehiclesOf(factory_);
  QCOMPARE(names.size(), std::size_t{3});
  QCOMPARE(textOf(factory_, names[0]), QString("agv 1"));
  QCOMPARE(textOf(factory_, names[2]), QString("agv 3"));
}

void TestVehicleNow::loadGoesWhereItIsHandedOver() {
  int seen = 0;
  for (double t_s = 0; t_s < kHorizon_s / 2; t_s += 1) {
    const VehicleMove move = moveAt(t_s);
    if (move.part == VehicleMove::kNone) continue;
    ++seen;
    const auto now = vehicleNow(recording_, factory_, {0, 0}, t_s);
    QVERIFY(now);
    QVERIFY2(now->load.contains(QString::number(move.part)), qPrintable(now->load));
    QVERIFY2(now->load.endsWith(nameOf(move.taken_from)), qPrintable(now->load));
    // The part is handed over once while it is on the vehicle: there it is when it is next seen inside an element.
    double later_s = t_s;
    while (later_s < kHorizon_s && moveAt(later_s).part == move.part) later_s += 1;
    if (later_s >= kHorizon_s) continue;
    const auto moves = recording_.movesBetween(SimTime::fromSeconds(t_s), SimTime::fromSeconds(later_s));
    for (const events::PartMove& handed : moves) {
      if (handed.part != move.part) continue;
      QCOMPARE(now->next, "unloads at " + nameOf(handed.to) + ", " + clockText(handed.at.seconds(), true));
      break;
    }
  }
  QVERIFY(seen > 100);
}

void TestVehicleNow::emptyOnesDriveToTheirNextTask() {
  const factory::RoadNetwork network = factory::roadNetworkOf(factory_, 0);
  int loads = 0;
  for (double t_s = 0; t_s < kHorizon_s / 2; t_s += 7) {
    if (moveAt(t_s).activity != VehicleActivity::Empty) continue;
    double later_s = t_s;
    while (later_s < kHorizon_s && moveAt(later_s).activity == VehicleActivity::Empty) later_s += 0.05;
    const VehicleMove then = moveAt(later_s);
    if (then.activity != VehicleActivity::Loaded) continue;
    ++loads;
    const auto now = vehicleNow(recording_, factory_, {0, 0}, t_s);
    QVERIFY(now);
    QCOMPARE(now->state, QString("driving empty"));
    QVERIFY(now->load.isEmpty());
    const std::string& stop = network.nodes[then.to].element;
    const QString place = QString::fromStdString(factory_.findElement(stop)->name);
    const QString expected = "loads at " + place + ", " + clockText(then.at.seconds(), true);
    QCOMPARE(now->next, expected);
  }
  QVERIFY(loads > 10);
}

void TestVehicleNow::strangersAreNone() {
  QVERIFY(!vehicleNow(recording_, factory_, {0, 7}, 10));
  QVERIFY(!vehicleNow(recording_, factory_, {3, 0}, 10));
  QVERIFY(vehiclesOf(factory::Factory()).empty());
}

QTEST_APPLESS_MAIN(TestVehicleNow)
#include "tst_vehicle_now.moc"
