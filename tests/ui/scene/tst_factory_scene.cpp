// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <thread>
#include <vtkActorCollection.h>
#include <vtkPolyData.h>
#include <vtkRenderer.h>

#include "core/base/error.h"
#include "tests/support/near.h"
#include "tests/ui/scene/demo_line.h"
#include "tests/ui/scene/scene_look.h"
#include "ui/scene/footprint.h"
#include "ui/scene/thumbnail.h"

using namespace mw::scene;
using mw::test::body;
using mw::test::DemoLine;
using mw::test::demoLine;
using mw::test::kView;
using mw::test::pixelsDiffering;

/// What changes with the layout, and what stays.
class TestFactoryScene : public mw::test::SceneLook {
  Q_OBJECT

 private slots:
  void layoutTouchesOnlyWhatChanged();
  void movedElementsLookAsIfLaidOutThere();
  void slidElementsLookAsIfLaidOutThere();
  void sameLooksShareABody();
  void takesBodiesMadeAhead();
  void removedElementsLeaveNothing();
  void unknownIdsAreIgnored();
};

void TestFactoryScene::layoutTouchesOnlyWhatChanged() {
  DemoLine line = demoLine();
  const int n = static_cast<int>(line.elements.size());
  LayoutChange change = scene_->setLayout(line.elements, line.flows);
  QCOMPARE(change.added, n);
  QCOMPARE(change.flows_touched, static_cast<int>(line.flows.size()));

  change = scene_->setLayout(line.elements, line.flows);
  QCOMPARE(change.added + change.changed + change.removed + change.flows_touched, 0);

  // mill-1 is the fourth link of two flows; only it and they are touched.
  line.elements[2].position_m.y += 0.5;
  change = scene_->setLayout(line.elements, line.flows);
  QCOMPARE(change.changed, 1);
  QCOMPARE(change.added + change.removed, 0);
  QCOMPARE(change.flows_touched, 2);

  line.elements.pop_back();
  change = scene_->setLayout(line.elements, line.flows);
  QCOMPARE(change.removed, 1);
  QCOMPARE(change.changed + change.added, 0);
  QCOMPARE(scene_->elementCount(), n - 1);
}

void TestFactoryScene::movedElementsLookAsIfLaidOutThere() {
  DemoLine line = demoLine();
  scene_->setLayout(line.elements, line.flows);
  const Picture before = look();
  const SceneElement start = line.elements[2];
  line.elements[2].position_m.y += 0.5;
  line.elements[2].yaw_rad += 0.3;
  scene_->moveElements({&line.elements[2], 1});
  const Picture moved = look();
  QVERIFY(pixelsDiffering(before, moved, 0.05) > 500);
  scene_->setLayout(line.elements, line.flows);
  // A shadow's or an arrow's vertices are the same numbers, so not one pixel may differ.
  QCOMPARE(pixelsDiffering(look(), moved, 0.0), 0);
  const auto above = [](const SceneElement& element) { return Ray{element.position_m + Vec3{0, 0, 10}, {0, 0, -1}}; };
  QVERIFY(scene_->pick(above(line.elements[2])).has_value());
  scene_->moveElements({&start, 1});
  QCOMPARE(pixelsDiffering(look(), before, 0.0), 0);
}

/// The way of many: nothing is painted anew, all of it moves.
void TestFactoryScene::slidElementsLookAsIfLaidOutThere() {
  constexpr double kRounding = 0.02;  // of vertices to floats, at the edge of a shadow
  // What stays at the corners keeps the walkway where it is, which follows layouts alone.
  const std::vector<SceneElement> corners = {body("low", BodyType::Buffer, -30, -30),
                                             body("high", BodyType::Buffer, 30, 30)};
  const auto slid = [&corners](double way_m) {
    DemoLine line = demoLine();
    for (SceneElement& element : line.elements) element.position_m += Vec3{way_m, 2 * way_m, 0};
    line.elements.insert(line.elements.end(), corners.begin(), corners.end());
    return line;
  };
  const DemoLine line = slid(0);
  const DemoLine there = slid(0.4);
  scene_->setLayout(line.elements, line.flows);
  const std::vector<std::string> selected = {line.elements[2].id};
  scene_->setSelection(selected);
  const Picture before = look();
  for (const double way_m : {0.1, 0.35, -0.2, 0.4}) scene_->moveElements(slid(way_m).elements);
  const Picture moved = look();
  QVERIFY(pixelsDiffering(before, moved, 0.05) > 500);
  scene_->setLayout(there.elements, there.flows);
  QCOMPARE(pixelsDiffering(look(), moved, kRounding), 0);
  // What moves alone takes the ends of its arrows along.
  scene_->setLayout(line.elements, line.flows);
  QCOMPARE(pixelsDiffering(look(), before, 0.0), 0);
  scene_->moveElements({&there.elements[2], 1});
  const Picture alone = look();
  DemoLine one = line;
  one.elements[2] = there.elements[2];
  scene_->setLayout(one.elements, one.flows);
  QCOMPARE(pixelsDiffering(look(), alone, kRounding), 0);
  scene_->setSelection({});
}

void TestFactoryScene::sameLooksShareABody() {
  scene_->setLayout({body("a", BodyType::Station, 0, 0), body("b", BodyType::Station, 5, 0, 1.0)}, {});
  QCOMPARE(scene_->bodyCount(), 1);
  SceneElement wide = body("b", BodyType::Station, 5, 0, 1.0);
  wide.size_m = Vec3{3, 2, 2};
  scene_->setLayout({body("a", BodyType::Station, 0, 0), wide}, {});
  QCOMPARE(scene_->bodyCount(), 2);
  scene_->setLayout({wide}, {});
  QCOMPARE(scene_->bodyCount(), 1);
}

/// What a job made ahead is what the hall would have made itself, and nothing of it is left over.
void TestFactoryScene::takesBodiesMadeAhead() {
  const DemoLine line = demoLine();
  scene_->setLayout(line.elements, line.flows);
  const Picture made_here = look();
  scene_->setLayout({}, {});

  const auto shapes = scene_->shapes();
  std::thread([&] { shapes->prepare(line.elements); }).join();
  const SceneElement& mill = line.elements[2];
  std::optional<BodyShape> ready = shapes->take(bodyKey(mill));
  QVERIFY(ready.has_value());
  QVERIFY(!shapes->take(bodyKey(mill)));
  QCOMPARE(ready->surface->GetNumberOfCells(), makeShape(mill).surface->GetNumberOfCells());

  scene_->setLayout(line.elements, line.flows);
  // Bodies laid out anew are drawn in another order, which rounds at edges; a wrong body covers thousands of pixels.
  QVERIFY(pixelsDiffering(look(), made_here, 0.01) < 50);
  for (const SceneElement& element : line.elements) QVERIFY2(!shapes->take(bodyKey(element)), element.id.c_str());
}

void TestFactoryScene::removedElementsLeaveNothing() {
  scene_->setLayout({}, {});
  const int actors = scene_->renderer()->GetActors()->GetNumberOfItems();
  const Picture empty = look();
  const DemoLine line = demoLine();
  mw::test::show(*scene_, line);
  const std::vector<std::string> selected = {"mill-1"};
  scene_->setSelection(selected);
  QVERIFY(pixelsDiffering(empty, look(), 0.05) > 20000);
  scene_->setPartTypes({});
  scene_->setLayout({}, {});
  QCOMPARE(scene_->renderer()->GetActors()->GetNumberOfItems(), actors);
  QVERIFY(!scene_->pick(rayThrough(pose_, kView, {480, 300})).has_value());
  QCOMPARE(pixelsDiffering(empty, look(), 0.01), 0);
}

void TestFactoryScene::unknownIdsAreIgnored() {
  const SceneElement mill = body("mill", BodyType::Station, 0, 0);
  const LayoutChange change = scene_->setLayout({mill, mill}, {{"mill", "nowhere"}, {"mill", "mill"}});
  QCOMPARE(change.added, 1);
  const std::vector<ElementStateChange> states = {{"ghost", ElementState::Busy}, {"mill", ElementState::Down}};
  scene_->setStates(states);
  QVERIFY(scene_->stateOf("mill") == ElementState::Down);
  const std::vector<std::string> ghost = {"ghost"};
  scene_->setSelection(ghost);
  scene_->setHovered("ghost");
  QVERIFY(!scene_->labelAnchor("ghost").has_value());
  QVERIFY(scene_->element("ghost") == nullptr);
  PartPose lost;
  lost.type = 17;
  scene_->setParts({&lost, 1});
  QCOMPARE(scene_->partCount(), 0);
}

QTEST_APPLESS_MAIN(TestFactoryScene)
#include "tst_factory_scene.moc"
