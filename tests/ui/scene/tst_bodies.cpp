// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <set>
#include <vtkDataArray.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>

#include "core/factory/transfer_room.h"
#include "tests/support/near.h"
#include "tests/ui/scene/some_elements.h"
#include "ui/scene/bodies/body.h"
#include "ui/scene/flow_representation.h"
#include "ui/scene/footprint.h"
#include "ui/scene/ground_shadow.h"
#include "ui/scene/moving_representation.h"
#include "ui/scene/occlusion_grid.h"
#include "ui/scene/part_slot.h"
#include "ui/scene/solids.h"

using namespace mw::scene;
using mw::test::body;

namespace {

void allTypes() {
  QTest::addColumn<int>("type");
  QTest::addColumn<int>("variant");
  for (BodyType type : kBodyTypes) {
    QTest::newRow(std::string(nameOf(type)).c_str())
        << static_cast<int>(type) << static_cast<int>(BodyVariant::Standard);
  }
  const auto look = [](const char* name, BodyType type) {
    QTest::addRow("%s as %s", std::string(nameOf(type)).c_str(), name)
        << static_cast<int>(type) << static_cast<int>(bodyVariantOf(name));
  };
  for (const char* name : {"oven", "lathe", "press", "paint-booth", "measuring", "filler", "capper", "labeller",
                           "washer", "gantry", "manual"})
    look(name, BodyType::Station);
  for (const char* name : {"flow-rack", "floor"}) look(name, BodyType::Buffer);
  look("manual", BodyType::Assembly);
  look("measuring", BodyType::Inspection);
}

SceneElement fetched() {
  QFETCH(int, type);
  QFETCH(int, variant);
  SceneElement e = body("e", static_cast<BodyType>(type), 0, 0);
  e.variant = static_cast<BodyVariant>(variant);
  return e;
}

/// Twice the count of edges that do not have exactly one opposite edge: 0 for closed solids.
int openEdges(const Mesh& mesh) {
  const auto key = [&](int i) {
    const Vec3& p = mesh.points[static_cast<std::size_t>(i)];
    return std::array<long, 3>{std::lround(p.x * 1e5), std::lround(p.y * 1e5), std::lround(p.z * 1e5)};
  };
  std::map<std::pair<std::array<long, 3>, std::array<long, 3>>, int> balance;
  for (const Triangle& t : mesh.triangles) {
    for (std::size_t k = 0; k < 3; ++k) {
      const auto a = key(t.corner[k]);
      const auto b = key(t.corner[(k + 1) % 3]);
      if (a == b) continue;
      a < b ? ++balance[{a, b}] : --balance[{b, a}];
    }
  }
  return static_cast<int>(std::count_if(balance.begin(), balance.end(), [](const auto& e) { return e.second != 0; }));
}

double volume(const Mesh& mesh) {
  double sum = 0;
  for (const Triangle& t : mesh.triangles) {
    const auto at = [&](std::size_t k) { return mesh.points[static_cast<std::size_t>(t.corner[k])]; };
    sum += dot(at(0), cross(at(1), at(2))) / 6;
  }
  return sum;
}

}  // namespace

class TestBodies : public QObject {
  Q_OBJECT

 private slots:
  void bodiesFitTheirBox_data() { allTypes(); }
  void bodiesFitTheirBox();
  void bodiesAreClosed_data() { allTypes(); }
  void bodiesAreClosed();
  void smallBodiesStayWhole_data() { allTypes(); }
  void smallBodiesStayWhole();
  void movingBodiesStayInTheirBox_data();
  void movingBodiesStayInTheirBox();
  void stagesHoldTheBlade();
  void bladesGoBelowTheBelt_data();
  void bladesGoBelowTheBelt();
  void platesHavePortsAllAround();
  void slotsAreDistinctAndInside_data() { allTypes(); }
  void slotsAreDistinctAndInside();
  void roundedBoxHasItsVolume();
  void edgesSplitNormalsAndFacesKeepThem();
  void beltSlotsFollowThePath();
  void portsLieAtTheEnds();
  void neighboursThatTouchNeedNoArrow();
  void typeNamesRoundTrip();
  void panesAreDrawnByThemselves();
  void cornersGetLessLight();
  void shadowFallsAwayFromTheLight();
};

void TestBodies::bodiesFitTheirBox() {
  const SceneElement e = fetched();
  const Mesh mesh = buildBody(e);
  const Vec3 size = sizeOf(e);
  Vec3 low{1e9, 1e9, 1e9};
  Vec3 high{-1e9, -1e9, -1e9};
  for (const Vec3& p : mesh.points) {
    low = {std::min(low.x, p.x), std::min(low.y, p.y), std::min(low.z, p.z)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y), std::max(high.z, p.z)};
  }
  // Panels and handles may stand out by a hand's breadth, masts and chimneys by half a metre.
  QVERIFY(low.x > -size.x / 2 - 0.05 && high.x < size.x / 2 + 0.05);
  // A pusher's housing stands beside its belt.
  const double beside = e.type == BodyType::Pusher ? mw::factory::housingReach_m(size.y) + 0.05 : 0.25;
  QVERIFY(low.y > -size.y / 2 - beside && high.y < size.y / 2 + 0.05);
  QVERIFY(low.z > -1e-9 && high.z < size.z + 0.6);
  // ... and the body fills its box.
  QVERIFY(high.x - low.x > 0.85 * size.x);
  QVERIFY(high.y - low.y > 0.85 * size.y);
  QVERIFY(high.z > 0.9 * size.z);
  MW_NEAR(beaconOf(e).z, std::min(beaconOf(e).z, high.z), 0, 1e-9);
  QVERIFY2(mesh.triangles.size() < 20000, qPrintable(QString::number(mesh.triangles.size())));
}

void TestBodies::bodiesAreClosed() {
  const Mesh mesh = buildBody(fetched());
  QCOMPARE(openEdges(mesh), 0);
  QVERIFY(volume(mesh) > 0);
}

void TestBodies::smallBodiesStayWhole() {
  SceneElement e = fetched();
  e.size_m = Vec3{0.2, 0.1, 0.15};
  const Mesh mesh = buildBody(e);
  QVERIFY(volume(mesh) > 0);
  for (const Vec3& p : mesh.points) {
    QVERIFY(std::isfinite(p.x) && std::isfinite(p.y) && std::isfinite(p.z));
    QVERIFY(std::abs(p.x) < 0.2 && std::abs(p.y) < 0.2 && p.z < 0.3);
  }
}

void TestBodies::movingBodiesStayInTheirBox_data() {
  QTest::addColumn<int>("type");
  QTest::addColumn<int>("n");
  for (BodyType type : kBodyTypes) {
    const int n = type == BodyType::Pusher ? kStages : type == BodyType::Turntable || type == BodyType::Lift ? 1 : 0;
    QTest::newRow(std::string(nameOf(type)).c_str()) << static_cast<int>(type) << n;
  }
}

/// Closed, within the body's length and width, its belt at transport height, at any size; a pusher's blade beside it.
void TestBodies::movingBodiesStayInTheirBox() {
  QFETCH(int, type);
  QFETCH(int, n);
  SceneElement e = body("e", static_cast<BodyType>(type), 0, 0);
  const Vec3 usual = sizeOf(e);
  for (const double scale : {0.3, 1.0, 2.0}) {
    e.size_m = Vec3{usual.x * scale, usual.y * scale, usual.z};
    const std::vector<Mesh> moving = buildMoving(e);
    QCOMPARE(static_cast<int>(moving.size()), n);
    const double beside = e.type == BodyType::Pusher ? 1.5 * mw::factory::housingReach_m(e.size_m->y) : 1e-9;
    for (const Mesh& mesh : moving) {
      QCOMPARE(openEdges(mesh), 0);
      QVERIFY(volume(mesh) > 0);
      for (const Vec3& p : mesh.points) {
        QVERIFY(std::abs(p.x) <= e.size_m->x / 2 + 1e-9 && std::abs(p.y) <= e.size_m->y / 2 + beside);
        QVERIFY(p.z > 0.4 && p.z < kTransportHeight_m + 0.3);
      }
    }
  }
}

/// The blade comes as far as the belt is wide, on either side, and each stage stays in the one behind it.
void TestBodies::stagesHoldTheBlade() {
  SceneElement e = body("e", BodyType::Pusher, 0, 0);
  const double width_m = sizeOf(e).y;
  for (const double side : {1.0, -1.0}) {
    e.transfer.side = side;
    const std::vector<Mesh> stages = buildMoving(e);
    const std::vector<Displacement> out = displacementsOf(e, std::vector{side * width_m});
    QCOMPARE(out.size(), stages.size());
    double front_before = -1e9;
    for (std::size_t k = 0; k < stages.size(); ++k) {
      double back = 1e9;
      double front = -1e9;
      for (const Vec3& p : stages[k].points) {
        back = std::min(back, side * (p.y + out[k].shift_m.y));
        front = std::max(front, side * (p.y + out[k].shift_m.y));
      }
      if (k > 0) QVERIFY(back < front_before - 0.01);
      front_before = front;
    }
    MW_NEAR(front_before, width_m / 2, 0, 1e-9);
    // At rest its face is at the edge of the belt.
    double rest = -1e9;
    for (const Vec3& p : stages.back().points) rest = std::max(rest, side * p.y);
    MW_NEAR(rest, -width_m / 2, 0, 1e-9);
  }
}

void TestBodies::bladesGoBelowTheBelt_data() {
  QTest::addColumn<double>("climbs_m");
  QTest::newRow("level") << 0.0;
  QTest::newRow("climbing") << 1.5;
}

/// Up, a blade stands across the belt, high enough to hold a part; down, all of it is below the belt. Between the
/// rails and the rollers it cuts nothing.
void TestBodies::bladesGoBelowTheBelt() {
  QFETCH(double, climbs_m);
  SceneElement e = body("e", BodyType::Conveyor, 0, 0);
  e.path = {{0, 0, 0}, {3, 0, climbs_m}};
  const double slope_rad = std::atan2(climbs_m, 3);
  const Vec3 way{std::cos(slope_rad), 0, std::sin(slope_rad)};
  const Vec3 up{-std::sin(slope_rad), 0, std::cos(slope_rad)};
  const std::vector<Mesh> plain = {buildBody(e)};
  e.stops = {{way * 1, 0, slope_rad}, {way * 2, 0, slope_rad}};
  e.eyes = {{way * 0.5, 0, slope_rad}};
  const Mesh fixed = buildBody(e);
  QCOMPARE(openEdges(fixed), 0);
  QVERIFY(fixed.triangles.size() != plain[0].triangles.size());
  const std::vector<Mesh> blades = buildMoving(e);
  QCOMPARE(blades.size(), e.stops.size());
  const std::vector<Displacement> down = displacementsOf(e, std::vector{0.0, 1.0});
  QCOMPARE(down.size(), e.stops.size());
  for (std::size_t k = 0; k < blades.size(); ++k) {
    QCOMPARE(openEdges(blades[k]), 0);
    double top_m = -1e9;
    for (const Vec3& p : blades[k].points) {
      const Vec3 from = p + down[k].shift_m - e.stops[k].at_m - Vec3{0, 0, kTransportHeight_m};
      top_m = std::max(top_m, dot(from, up));
      const bool is_below = dot(from, up) < 0;
      QVERIFY(is_below || (dot(from, way) > -0.002 && dot(from, way) < 0.03));  // a part stands against its front
      QVERIFY(std::abs(p.y) < sizeOf(e).y / 2 - 0.06);
    }
    QVERIFY(k == 0 ? top_m > 0.05 : top_m < -0.005);
  }
}

void TestBodies::platesHavePortsAllAround() {
  SceneElement plate = body("plate", BodyType::Turntable, 1, 2, 0.4);
  const double radius_m = sizeOf(plate).x / 2;
  for (const double yaw : {0.0, 1.0, 2.5, -1.6}) {
    const Vec3 way{std::cos(yaw), std::sin(yaw), 0};
    const Vec3 middle = plate.position_m + way * (radius_m + 2);
    SceneElement belt = mw::test::belt("belt", middle.x, middle.y, 4);
    belt.yaw_rad = yaw;
    const Ports ports = portsBetween(plate, belt);
    MW_NEAR(norm(ports.out.position_m - ports.in.position_m), 0, 0, 1e-9);
    MW_NEAR(dot(ports.out.direction, way), 1, 0, 1e-9);
    QVERIFY(flowLine(plate, belt, 24).empty());
    belt.yaw_rad = yaw + std::numbers::pi;
    QVERIFY(flowLine(belt, plate, 24).empty());
    MW_NEAR(dot(portsBetween(belt, plate).in.direction, way), -1, 0, 1e-9);
  }
}

void TestBodies::slotsAreDistinctAndInside() {
  SceneElement e = fetched();
  e.position_m = {12, -5, 0};
  e.yaw_rad = 0.8;
  const Vec3 size = sizeOf(e);
  for (const int count : {1, 2, 7, 40, 500}) {
    std::set<std::array<long, 3>> places;
    for (int i = 0; i < count; ++i) {
      const PartSlot slot = partSlot(e, i, count);
      const Vec3 local = turned(slot.surface_m - e.position_m, -e.yaw_rad);
      QVERIFY(std::abs(local.x) <= size.x / 2 && std::abs(local.y) <= size.y / 2 && local.z > 0);
      places.insert({std::lround(slot.surface_m.x * 1e4), std::lround(slot.surface_m.y * 1e4),
                     std::lround(slot.surface_m.z * 1e4)});
    }
    QCOMPARE(static_cast<int>(places.size()), count);
  }
  QVERIFY(partSlot(e, 99, 3).surface_m == partSlot(e, 2, 3).surface_m);
  QVERIFY(partSlot(e, -1, 0).surface_m == partSlot(e, 0, 1).surface_m);
}

void TestBodies::roundedBoxHasItsVolume() {
  SolidBuilder draw;
  draw.box({1, 2, 3}, {2, 1, 0.5}, 0.02, Material::Shell);
  draw.cylinder({0, 0, 0}, {0, 0, 2}, 0.5, Material::Steel, 64);
  const Mesh mesh = draw.take();
  QCOMPARE(openEdges(mesh), 0);
  // Box plus cylinder; rounding the edges takes less than 2 %.
  MW_NEAR(volume(mesh), 2 * 1 * 0.5 + std::numbers::pi * 0.25 * 2, 0.02, 0);
}

void TestBodies::edgesSplitNormalsAndFacesKeepThem() {
  SolidBuilder draw;
  draw.box({0, 0, 0}, {2, 2, 2}, 0.05, Material::Shell);
  const vtkSmartPointer<vtkPolyData> data = toPolyData(draw.take());
  vtkDataArray* normals = data->GetPointData()->GetNormals();
  int on_top = 0;
  for (vtkIdType i = 0; i < data->GetNumberOfPoints(); ++i) {
    std::array<double, 3> p{};
    std::array<double, 3> n{};
    data->GetPoint(i, p.data());
    normals->GetTuple(i, n.data());
    MW_NEAR(std::hypot(n[0], n[1], n[2]), 1.0, 1e-5, 0);
    // Corners of the flat top keep looking up: their bevel weighs next to nothing beside the face.
    if (p[2] < 1 - 1e-6 || n[2] < 0.9) continue;
    ++on_top;
    QVERIFY2(n[2] > 0.995, qPrintable(QString::number(n[2])));
  }
  QVERIFY(on_top > 0);
}

void TestBodies::beltSlotsFollowThePath() {
  SceneElement e = body("belt", BodyType::Conveyor, 10, 0);
  e.path = {{0, 0, 0}, {4, 0, 0}, {4, 2, 0}};
  MW_NEAR(beltSlot(e, 0).surface_m.x, 10.0, 1e-12, 0);
  MW_NEAR(beltSlot(e, 0.5).surface_m.x, 13.0, 1e-12, 0);
  MW_NEAR(beltSlot(e, 1).surface_m.y, 2.0, 1e-12, 0);
  MW_NEAR(beltSlot(e, 0.9).yaw_rad, std::numbers::pi / 2, 1e-12, 0);
  MW_NEAR(beltSlot(e, 7).surface_m.y, 2.0, 1e-12, 0);
  MW_NEAR(beltSlot(e, 0.3).surface_m.z, kTransportHeight_m, 1e-12, 0);
}

void TestBodies::portsLieAtTheEnds() {
  SceneElement e = mw::test::belt("belt", 2, 1, 6);
  e.yaw_rad = std::numbers::pi / 2;
  const Ports ports = portsOf(e);
  MW_NEAR(ports.in.position_m.y, -2.0, 1e-12, 0);
  MW_NEAR(ports.out.position_m.y, 4.0, 1e-12, 0);
  MW_NEAR(ports.out.position_m.x, 2.0, 1e-12, 0);
  MW_NEAR(ports.out.direction.y, 1.0, 1e-12, 0);
}

void TestBodies::neighboursThatTouchNeedNoArrow() {
  const SceneElement a = mw::test::belt("a", 0, 0, 4);
  QVERIFY(flowLine(a, mw::test::belt("b", 4, 0, 4), 24).empty());
  const std::vector<Vec3> line = flowLine(a, mw::test::belt("b", 8, 3, 4), 24);
  QCOMPARE(static_cast<int>(line.size()), 24);
  QVERIFY(line.front().x >= 2 && line.back().x <= 6);
  MW_NEAR(line.back().y, 3.0, 0, 1e-9);
}

void TestBodies::typeNamesRoundTrip() {
  for (BodyType type : kBodyTypes) QVERIFY(bodyTypeOf(nameOf(type)) == type);
  QVERIFY(bodyTypeOf("teleporter") == BodyType::Other);
}

void TestBodies::panesAreDrawnByThemselves() {
  SceneElement e = body("booth", BodyType::Station, 0, 0);
  const Mesh sink = buildBody(body("out", BodyType::Sink, 0, 0));
  QVERIFY(toPanes(sink, OcclusionGrid(sink)) == nullptr);
  e.variant = BodyVariant::PaintBooth;
  const Mesh mesh = buildBody(e);
  const auto is_pane = [](const Triangle& t) { return t.material == Material::Pane; };
  const auto panes = std::count_if(mesh.triangles.begin(), mesh.triangles.end(), is_pane);
  QVERIFY(panes > 0);
  const vtkSmartPointer<vtkPolyData> glass = toPanes(mesh, OcclusionGrid(mesh));
  QCOMPARE(static_cast<long>(glass->GetNumberOfCells()), static_cast<long>(panes));
  QCOMPARE(glass->GetPointData()->GetScalars()->GetNumberOfComponents(), 4);
}

void TestBodies::cornersGetLessLight() {
  SolidBuilder draw;
  draw.box({0, 0, 0.05}, {2, 2, 0.1}, 0.005, Material::Shell);
  draw.box({0, 0.9, 0.6}, {2, 0.2, 1.0}, 0.005, Material::Shell);
  const OcclusionGrid grid(draw.take());
  // A table with a wall on one side: beside the wall nearly half of the sky is gone.
  MW_NEAR(grid.openness({0, -0.6, 0.1}, {0, 0, 1}), 1.0, 0, 0.02);
  QVERIFY(grid.openness({0, 0.75, 0.1}, {0, 0, 1}) < 0.85);
  QVERIFY(grid.openness({0, 0.75, 0.1}, {0, 0, 1}) > 0.3);
}

void TestBodies::shadowFallsAwayFromTheLight() {
  ShadowCaster post{{}, 0.1};
  for (double z = 0.05; z < 2; z += 0.1) post.cells.push_back({0, 0, z});
  const auto dark = [](const GroundShadow& shadow, double x, double y) {
    double sum = 0;
    for (int j = 0; j < kShadowGrid; ++j) {
      for (int i = 0; i < kShadowGrid; ++i) {
        const bool is_there = (shadow.low.x + i * shadow.step.x) * x + (shadow.low.y + j * shadow.step.y) * y > 0.3;
        if (is_there) sum += static_cast<double>(shadow.opacity[static_cast<std::size_t>(j * kShadowGrid + i)]);
      }
    }
    return sum;
  };
  const GroundShadow straight = groundShadow(post, 0);
  const double length = std::hypot(kKeyLight.x, kKeyLight.y);
  const double x = -kKeyLight.x / length;
  const double y = -kKeyLight.y / length;
  QVERIFY(dark(straight, x, y) > 1);
  // Towards the light there is none, whichever way the body is turned: the light stays where it is.
  QCOMPARE(dark(straight, -x, -y), 0.0);
  QCOMPARE(dark(groundShadow(post, 2.0), -x, -y), 0.0);
  QCOMPARE(shadowAt(straight, {5, 0, 0}, 0.5).size(), static_cast<std::size_t>(shadowTopology().vertex_count));
}

QTEST_APPLESS_MAIN(TestBodies)
#include "tst_bodies.moc"
