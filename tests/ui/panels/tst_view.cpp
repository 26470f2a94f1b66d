// SPDX-License-Identifier: GPL-3.0-or-later
#include <QNativeGestureEvent>
#include <QPointingDevice>
#include <QTest>
#include <QWheelEvent>
#include <random>

#include "core/store/project_file.h"
#include "tests/support/patience.h"
#include "tests/ui/panels/window_fixture.h"
#include "ui/commands/edits.h"
#include "ui/panels/viewport/view_cube.h"
#include "ui/scene/footprint.h"

using namespace mw;
using models::CameraMove;

namespace {

constexpr double kTolerance = 1e-6;  // rounding of a few hundred steps of some radians and metres

std::string differenceOf(const scene::CameraPose& a, const scene::CameraPose& b) {
  std::string wrong;
  const auto compare = [&wrong](const char* what, double one, double other) {
    if (!(std::abs(one - other) <= kTolerance)) {
      wrong += std::string(what) + " " + std::to_string(one) + " and " + std::to_string(other) + "; ";
    }
  };
  compare("x", a.focus_m.x, b.focus_m.x);
  compare("y", a.focus_m.y, b.focus_m.y);
  compare("z", a.focus_m.z, b.focus_m.z);
  compare("distance", a.distance_m, b.distance_m);
  compare("yaw", a.yaw_rad, b.yaw_rad);
  compare("pitch", a.pitch_rad, b.pitch_rad);
  return wrong;
}

void wheel(QWidget& widget, QPointF at, QPoint pixels, QPoint eighths, Qt::KeyboardModifiers modifiers = {}) {
  QWheelEvent event(at, widget.mapToGlobal(at), pixels, eighths, Qt::NoButton, modifiers,
                    pixels.isNull() ? Qt::NoScrollPhase : Qt::ScrollUpdate, false);
  QCoreApplication::sendEvent(&widget, &event);
}

void drag(QWidget& widget, Qt::MouseButton button, Qt::KeyboardModifiers modifiers, QPoint from, QPoint to) {
  QTest::mousePress(&widget, button, modifiers, from);
  for (int i = 1; i <= 8; ++i) {
    const QPoint at = from + (to - from) * i / 8;
    QMouseEvent move(QEvent::MouseMove, at, widget.mapToGlobal(at), Qt::NoButton, button, modifiers);
    QCoreApplication::sendEvent(&widget, &move);
  }
  QTest::mouseRelease(&widget, button, modifiers, to);
}

}  // namespace

class TestView : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void cleanup() { fixture_.reset(); }
  void presetsReachTheSamePose_data();
  void presetsReachTheSamePose();
  void leftButtonSelectsAndMoves_data();
  void leftButtonSelectsAndMoves();
  void touchpadTurnsTheViewAnywhere();
  void wheelKeepsWhatIsUnderThePointer();
  void wheelCanBeTurnedRound();
  void fingersPanAndPinchZooms();
  void keysAndCubeLookAlike_data();
  void keysAndCubeLookAlike();
  void cubeHas26Parts();
  void framesTheSelection();
  void neverRolls();
  void planMovesOnTheFloor();
  void keepsPerspectiveOnWish();
  void goesBackAndForth();
  void editsLeaveTheCamera();

 private:
  panels::Viewport& view() { return fixture_->window.viewport(); }
  /// A point of the empty floor.
  QPoint floorPoint() { return {view().width() / 2, view().height() - 60}; }
  void gesture(const models::NavigationTable& table, CameraMove move, QPoint from, QPoint to);
  std::unique_ptr<test::WindowFixture> fixture_;
};

void TestView::init() {
  fixture_ = std::make_unique<test::WindowFixture>();
  fixture_->window.show();
  QVERIFY(QTest::qWaitForWindowExposed(&fixture_->window));
  QVERIFY(view().elementAt(floorPoint()).empty());
}

void TestView::gesture(const models::NavigationTable& table, CameraMove move, QPoint from, QPoint to) {
  for (const models::NavigationRow& row : table.rows) {
    if (row.move != move) continue;
    drag(view(), row.button, row.modifiers, from, to);
    return;
  }
  QFAIL("no gesture for it");
}

void TestView::presetsReachTheSamePose_data() {
  QTest::addColumn<QString>("name");
  for (const auto& preset : models::navigationPresets()) {
    QTest::newRow(preset.name.c_str()) << QString::fromStdString(preset.name);
  }
}

void TestView::presetsReachTheSamePose() {
  QFETCH(QString, name);
  const scene::CameraPose start = view().camera();
  const auto play = [&](const models::NavigationTable& table) {
    view().setCamera(start);
    view().setNavigation({table, scene::kWheelFactor});
    const QPoint from = floorPoint();
    gesture(table, CameraMove::Orbit, from, from + QPoint(-90, -40));
    gesture(table, CameraMove::Pan, from, from + QPoint(60, -30));
    gesture(table, CameraMove::Zoom, from, from + QPoint(0, -50));
    wheel(view(), {300, 200}, {}, {0, 360});
    return view().camera();
  };
  const scene::CameraPose first = play(models::navigationPresets().front().table);
  const std::string moved = differenceOf(start, first);
  for (const char* what : {"x", "distance", "yaw", "pitch"}) QVERIFY2(moved.find(what) != std::string::npos, what);
  const scene::CameraPose reached = play(models::navigationPreset(name.toStdString()).table);
  const std::string wrong = differenceOf(first, reached);
  QVERIFY2(wrong.empty(), wrong.c_str());
}

void TestView::leftButtonSelectsAndMoves_data() {
  presetsReachTheSamePose_data();
}

// Whatever moves the view: a box on the floor selects, an element moves, Alt draws a flow from it.
void TestView::leftButtonSelectsAndMoves() {
  QFETCH(QString, name);
  view().setNavigation({models::navigationPreset(name.toStdString()).table, scene::kWheelFactor});
  const scene::CameraPose pose = view().camera();
  drag(view(), Qt::LeftButton, {}, {4, view().height() - 4}, {view().width() - 4, 4});
  QCOMPARE(fixture_->selection.ids().size(), fixture_->document.factory().elements().size());
  fixture_->selection.clear();
  const QPoint mill = *view().elementToWidget("mill");
  const double x_m = fixture_->document.factory().findElement("mill")->pose.x_m;
  drag(view(), Qt::LeftButton, {}, mill, mill + QPoint(80, 0));
  QVERIFY(fixture_->document.factory().findElement("mill")->pose.x_m > x_m);
  fixture_->document.undoStack().undo();
  fixture_->selection.clear();
  const std::size_t flows = fixture_->document.factory().flows().size();
  drag(view(), Qt::LeftButton, Qt::AltModifier, *view().elementToWidget("mill"), *view().elementToWidget("out"));
  QVERIFY(fixture_->document.factory().flows().size() == flows + 1);
  QVERIFY(view().camera() == pose);
}

// Its only button turns the view over an element and while something is drawn too.
void TestView::touchpadTurnsTheViewAnywhere() {
  view().setNavigation({models::navigationPreset("touchpad").table, scene::kWheelFactor});
  const QPoint mill = *view().elementToWidget("mill");
  const double yaw_rad = view().camera().yaw_rad;
  drag(view(), Qt::LeftButton, Qt::ControlModifier | Qt::ShiftModifier, mill, mill + QPoint(60, 0));
  QVERIFY(std::abs(view().camera().yaw_rad - yaw_rad) > 0.1);
  fixture_->window.actions().action("draw.measure")->trigger();
  const double turned_rad = view().camera().yaw_rad;
  drag(view(), Qt::LeftButton, Qt::ControlModifier | Qt::ShiftModifier, floorPoint(), floorPoint() + QPoint(60, 0));
  QVERIFY(std::abs(view().camera().yaw_rad - turned_rad) > 0.1);
  QCOMPARE(fixture_->document.undoStack().index(), 0);
}

void TestView::wheelKeepsWhatIsUnderThePointer() {
  const auto at = view().elementToWidget("mill");
  QVERIFY(at.has_value());
  const double distance_m = view().camera().distance_m;
  for (int i = 0; i < 10; ++i) wheel(view(), *at, {}, {0, 120});
  QVERIFY(view().camera().distance_m < 0.5 * distance_m);
  constexpr double kDrift_px = 5;
  QVERIFY(QLineF(*view().elementToWidget("mill"), *at).length() < kDrift_px);
}

void TestView::wheelCanBeTurnedRound() {
  const double distance_m = view().camera().distance_m;
  view().setNavigation({models::navigationPresets().front().table, 1 / 0.8});
  wheel(view(), floorPoint(), {}, {0, 120});
  QCOMPARE(view().camera().distance_m, distance_m / 0.8);
}

void TestView::fingersPanAndPinchZooms() {
  view().setNavigation({models::navigationPreset("touchpad").table, scene::kWheelFactor});
  const auto before = view().camera();
  wheel(view(), floorPoint(), {30, 20}, {30, 20});
  QCOMPARE(view().camera().distance_m, before.distance_m);
  QVERIFY(!(view().camera().focus_m == before.focus_m));
  wheel(view(), floorPoint(), {0, 20}, {0, 20}, Qt::ControlModifier);
  QVERIFY(view().camera().distance_m < before.distance_m);
  const double distance_m = view().camera().distance_m;
  const QPointF at = floorPoint();
  QNativeGestureEvent pinch(Qt::ZoomNativeGesture, QPointingDevice::primaryPointingDevice(), 2, at, at,
                            view().mapToGlobal(at), 0.25, {});
  QCoreApplication::sendEvent(&view(), &pinch);
  QCOMPARE(view().camera().distance_m, distance_m / 1.25);
  // Other tables zoom with two fingers.
  view().setNavigation({});
  wheel(view(), floorPoint(), {0, 20}, {0, 20});
  QVERIFY(view().camera().distance_m < distance_m / 1.25);
}

void TestView::keysAndCubeLookAlike_data() {
  QTest::addColumn<QString>("action");
  QTest::addColumn<QString>("key");
  QTest::addColumn<QList<int>>("part");
  QTest::newRow("top") << "view.top"
                       << "7" << QList<int>{0, 0, 1};
  QTest::newRow("front") << "view.front"
                         << "1" << QList<int>{0, -1, 0};
  QTest::newRow("right") << "view.right"
                         << "3" << QList<int>{1, 0, 0};
}

void TestView::keysAndCubeLookAlike() {
  QFETCH(QString, action);
  QFETCH(QString, key);
  QFETCH(QList<int>, part);
  QCOMPARE(fixture_->window.actions().keys(action), key);
  fixture_->window.actions().action(action)->trigger();
  const scene::Vec3 wanted{double(part[0]), double(part[1]), double(part[2])};
  const auto is_there = [&] { return norm(scene::axesOf(view().camera()).back - wanted) < 1e-9; };
  QTRY_VERIFY_WITH_TIMEOUT(is_there(), test::kPatience_ms);
  // From elsewhere by a click on the cube, where the middle of that face is.
  fixture_->window.actions().action("view.iso")->trigger();
  QTRY_VERIFY_WITH_TIMEOUT(!is_there(), test::kPatience_ms);
  QTest::qWait(300);
  auto* cube = fixture_->find<panels::ViewCube>("viewport.cube");
  const scene::CubePart face{part[0], part[1], part[2]};
  for (const scene::CubePatch& patch : scene::visiblePatches(view().camera(), 25)) {
    if (!(patch.part == face)) continue;
    const QPointF middle((patch.corners[0].x + patch.corners[2].x) / 2, (patch.corners[0].y + patch.corners[2].y) / 2);
    QTest::mouseClick(cube, Qt::LeftButton, {},
                      (QPointF(cube->width() / 2.0, cube->height() / 2.0) + middle).toPoint());
    QTRY_VERIFY_WITH_TIMEOUT(is_there(), test::kPatience_ms);
    return;
  }
  QFAIL("that face is not seen from here");
}

void TestView::cubeHas26Parts() {
  QCOMPARE(scene::cubeParts().size(), std::size_t{26});
  constexpr double kHalf = 100;
  for (const scene::CubePart& part : scene::cubeParts()) {
    const scene::CameraPose pose = scene::turnedTo({}, part);
    const scene::Vec3 towards = normalized(scene::Vec3{double(part.x), double(part.y), double(part.z)});
    QVERIFY(norm(scene::axesOf(pose).back - towards) < 1e-9);
    // Seen straight on, a part is in the middle.
    const auto picked = scene::pickPart(pose, kHalf, {0, 0});
    QVERIFY(picked && *picked == part);
    QVERIFY(!scene::pickPart(pose, kHalf, {2 * kHalf, 0}));
    for (const scene::CubePatch& patch : scene::visiblePatches(pose, kHalf)) {
      const scene::DisplayPoint middle{(patch.corners[0].x + patch.corners[2].x) / 2,
                                       (patch.corners[0].y + patch.corners[2].y) / 2};
      QVERIFY(scene::pickPart(pose, kHalf, middle) == patch.part);
    }
  }
  const scene::CameraPose turned = scene::turnedBySteps({}, 1, 0);
  QVERIFY(std::abs(std::remainder(turned.yaw_rad, std::numbers::pi / 4)) < 1e-12);
}

void TestView::framesTheSelection() {
  fixture_->selection.select("mill");
  fixture_->window.actions().action("view.fit-selection")->trigger();
  QTest::qWait(300);
  const scene::SceneElement* mill = view().shownElement("mill");
  QRectF box;
  for (const double x : {-1.0, 1.0}) {
    for (const double y : {-1.0, 1.0}) {
      for (const double z : {0.0, 1.0}) {
        const auto size = scene::localBoxOf(*mill);
        const scene::Vec3 corner = scene::toWorld(
            *mill,
            {x > 0 ? size.high.x : size.low.x, y > 0 ? size.high.y : size.low.y, z > 0 ? size.high.z : size.low.z});
        const auto at = view().worldToWidget(corner.x, corner.y, corner.z);
        QVERIFY(at.has_value());
        box = box.isNull() ? QRectF(*at, QSizeF(1, 1)) : box.united(QRectF(*at, QSizeF(1, 1)));
      }
    }
  }
  const double share = std::max(box.width() / view().width(), box.height() / view().height());
  QVERIFY2(share > 0.4 && share < 0.9, qPrintable(QString::number(share)));
}

void TestView::neverRolls() {
  std::mt19937 random(7);
  std::uniform_int_distribution<int> across(20, 600);
  for (int i = 0; i < 200; ++i) {
    drag(view(), Qt::MiddleButton, {}, {across(random), 100 + i % 50}, {across(random), across(random) % 400 + 50});
    QVERIFY(std::abs(scene::axesOf(view().camera()).right.z) < 1e-9);
  }
}

void TestView::planMovesOnTheFloor() {
  const scene::CameraPose before = view().camera();
  QAction* plan = fixture_->window.actions().action("view.plan");
  plan->trigger();
  QVERIFY(view().isPlan() && view().camera().is_parallel && plan->isChecked());
  const double yaw = view().camera().yaw_rad;
  drag(view(), Qt::MiddleButton, {}, floorPoint(), floorPoint() + QPoint(50, -30));
  QCOMPARE(view().camera().yaw_rad, yaw);
  const double z_m = fixture_->document.factory().findElement("mill")->pose.z_m;
  const double y_m = fixture_->document.factory().findElement("mill")->pose.y_m;
  const QPoint mill = *view().elementToWidget("mill");
  drag(view(), Qt::LeftButton, {}, mill, mill + QPoint(0, -80));
  QCOMPARE(fixture_->document.factory().findElement("mill")->pose.z_m, z_m);
  QVERIFY(fixture_->document.factory().findElement("mill")->pose.y_m > y_m);
  plan->trigger();
  QVERIFY2(differenceOf(view().camera(), before).empty(), "the view is not as it was");
}

void TestView::keepsPerspectiveOnWish() {
  const double metres = scene::metresPerPixel(view().camera(), view().viewSize(), view().camera().focus_m);
  fixture_->window.actions().action("view.parallel")->trigger();
  QVERIFY(view().camera().is_parallel);
  // What is in focus keeps its size.
  QCOMPARE(scene::metresPerPixel(view().camera(), view().viewSize(), view().camera().focus_m), metres);
  fixture_->window.actions().action("view.parallel")->trigger();
  QVERIFY(!view().camera().is_parallel);
}

void TestView::goesBackAndForth() {
  QTRY_VERIFY_WITH_TIMEOUT(!fixture_->window.actions().action("view.forward")->isEnabled(), test::kPatience_ms);
  QTest::qWait(400);
  const scene::CameraPose first = view().camera();
  fixture_->window.actions().action("view.top")->trigger();
  QTRY_VERIFY_WITH_TIMEOUT(fixture_->window.actions().action("view.back")->isEnabled(), test::kPatience_ms);
  QTest::qWait(600);
  const int steps = fixture_->document.undoStack().index();
  fixture_->window.actions().action("view.back")->trigger();
  QTRY_VERIFY_WITH_TIMEOUT(differenceOf(view().camera(), first).empty(), test::kPatience_ms);
  QTRY_VERIFY_WITH_TIMEOUT(fixture_->window.actions().action("view.forward")->isEnabled(), test::kPatience_ms);
  QCOMPARE(fixture_->document.undoStack().index(), steps);
  fixture_->window.actions().action("view.forward")->trigger();
  QTRY_VERIFY_WITH_TIMEOUT(std::abs(view().camera().pitch_rad - std::numbers::pi / 2) < 1e-9, test::kPatience_ms);
}

void TestView::editsLeaveTheCamera() {
  drag(view(), Qt::MiddleButton, {}, floorPoint(), floorPoint() + QPoint(70, 30));
  const scene::CameraPose pose = view().camera();
  commands::place(fixture_->document, {{"mill", 40, 30, 0}});
  commands::removeElements(fixture_->document, {"b1"});
  commands::restore(fixture_->document, test::WindowFixture::line(), "start");
  for (int i = 0; i < 3; ++i) fixture_->document.undoStack().undo();
  fixture_->playback.toggle();
  QTest::qWait(100);
  QVERIFY(view().camera() == pose);
  QVERIFY(fixture_->document.factory() == test::WindowFixture::line());
}

QTEST_MAIN(TestView)
#include "tst_view.moc"
