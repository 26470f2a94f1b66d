// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>
#include <cmath>
#include <vtkActor.h>

#include "tests/support/near.h"
#include "ui/scene/bottleneck_mark.h"
#include "ui/scene/factory_scene.h"
#include "ui/scene/floor_heat.h"
#include "ui/scene/flow_ribbons.h"
#include "ui/scene/footprint.h"

using namespace mw;
using namespace mw::scene;

namespace {

constexpr Rgb kInk{0.1, 0.4, 0.7};

SceneElement stationAt(const char* id, double x_m, double y_m = 0) {
  SceneElement element;
  element.id = id;
  element.type = BodyType::Station;
  element.position_m = {x_m, y_m, 0};
  return element;
}

/// Across its line at a sample, between the places where the band is half there.
double widthOf(const FloorShape& ribbon, std::size_t sample) {
  const auto at = [&](std::size_t k) { return ribbon.vertices[4 * sample + k].point_m; };
  return norm((at(0) + at(1)) * 0.5 - (at(2) + at(3)) * 0.5);
}

}  // namespace

class TestFloorShapes : public QObject {
  Q_OBJECT
 private slots:
  void ribbonsAreAsWideAsTheFlow_data();
  void ribbonsAreAsWideAsTheFlow();
  void widthsInPlanViewAreInProportion();
  void touchingBodiesHaveARibbonToo();
  void ribbonsGoOnUnderBelts();
  void plateReachesBeyondTheBody();
  void hollowMarkHasAGap();
  void sceneShowsExactlyThese();
};

void TestFloorShapes::ribbonsAreAsWideAsTheFlow_data() {
  QTest::addColumn<double>("width_m");
  for (const double width_m : {0.8, 0.4, 0.1, 0.02}) QTest::addRow("%g m", width_m) << width_m;
}

void TestFloorShapes::ribbonsAreAsWideAsTheFlow() {
  QFETCH(double, width_m);
  const FloorShape ribbon = flowRibbon(stationAt("a", 0), stationAt("b", 8, 3), width_m, kInk);
  const std::size_t samples = ribbon.vertices.size() / 4;
  QVERIFY(samples > 10);
  for (std::size_t i = 0; i < samples; ++i) MW_NEAR(widthOf(ribbon, i), width_m, 1e-9, 0);
}

/// Seen from above without perspective a metre has the same length everywhere: pixels are in proportion to parts.
void TestFloorShapes::widthsInPlanViewAreInProportion() {
  constexpr Viewport kView{1600, 1000};
  CameraPose plan = turnedTo(CameraPose{}, ViewPreset::Top);
  plan.is_parallel = true;
  plan.distance_m = 20;
  const auto pixels = [&](double width_m) {
    const FloorShape ribbon = flowRibbon(stationAt("a", -6), stationAt("b", 6), width_m, kInk);
    const std::size_t middle = ribbon.vertices.size() / 8;
    const auto place = [&](std::size_t k) {
      const auto& one = ribbon.vertices[4 * middle + k].point_m;
      const auto& other = ribbon.vertices[4 * middle + k + 1].point_m;
      return worldToDisplay(plan, kView, (one + other) * 0.5)->at;
    };
    return std::hypot(place(0).x - place(2).x, place(0).y - place(2).y);
  };
  const double strong_px = pixels(kWidestRibbon_m);
  QVERIFY(strong_px > 10);
  for (const double share : {0.75, 0.5, 0.1}) {
    QVERIFY(std::abs(pixels(kWidestRibbon_m * share) - share * strong_px) < 1);
  }
}

void TestFloorShapes::ribbonsGoOnUnderBelts() {
  SceneElement belt = stationAt("belt", 10);
  belt.type = BodyType::Conveyor;
  belt.path = {{-2, 0, 0}, {2, 0, 0}, {2, 3, 0}};
  const FloorShape ribbon = throughRibbon(belt, 0.4, kInk);
  QCOMPARE(ribbon.vertices.size(), std::size_t{12});
  MW_NEAR(widthOf(ribbon, 0), 0.4, 1e-9, 0);
  const auto& end = ribbon.vertices.back().point_m;
  MW_NEAR(end.y, stationAt("belt", 10).position_m.y + 3, 1e-9, 0);
  QVERIFY(end.z > 0);
}

void TestFloorShapes::touchingBodiesHaveARibbonToo() {
  const double length_m = defaultSizeOf(BodyType::Station).x;
  const FloorShape ribbon = flowRibbon(stationAt("a", 0), stationAt("b", length_m), 0.4, kInk);
  QVERIFY(!ribbon.triangles.empty());
}

void TestFloorShapes::plateReachesBeyondTheBody() {
  const SceneElement element = stationAt("a", 2);
  const FloorShape plate = heatPlate(element, kInk);
  const auto [left, right] =
      std::ranges::minmax(plate.vertices, {}, [](const FloorShape::Vertex& v) { return v.point_m.x; });
  const LocalBox box = localBoxOf(element);
  QVERIFY(left.point_m.x < 2 + box.low.x - 0.4 && right.point_m.x > 2 + box.high.x + 0.4);
  for (const FloorShape::Vertex& vertex : plate.vertices) QVERIFY(vertex.color == kInk);
}

/// Between its two lines the hollow ring lets the floor through; the full one does not.
void TestFloorShapes::hollowMarkHasAGap() {
  const auto clear = [](bool is_sure) {
    const FloorShape mark = bottleneckMark(stationAt("a", 0), kInk, is_sure);
    return std::ranges::count(mark.vertices, 0.0, &FloorShape::Vertex::opacity);
  };
  QCOMPARE(clear(false), 2 * clear(true));
}

void TestFloorShapes::sceneShowsExactlyThese() {
  FactoryScene scene;
  FloorPaint paint(*scene.renderer());
  const std::vector<FloorShape> two = {heatPlate(stationAt("a", 0), kInk),
                                       flowRibbon(stationAt("a", 0), stationAt("b", 8), 0.3, kInk)};
  paint.setShapes(two);
  QCOMPARE(paint.triangleCount(), static_cast<int>((two[0].triangles.size() + two[1].triangles.size()) / 3));
  paint.setShapes({});
  QCOMPARE(paint.triangleCount(), 0);
}

QTEST_APPLESS_MAIN(TestFloorShapes)
#include "tst_floor_shapes.moc"
