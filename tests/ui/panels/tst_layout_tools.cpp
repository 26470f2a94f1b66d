// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QSignalSpy>
#include <QSurfaceFormat>
#include <QTest>
#include <QToolButton>
#include <QUndoStack>
#include <cmath>
#include <numbers>

#include "core/layout/marks.h"
#include "core/layout/paths.h"
#include "tests/support/near.h"
#include "tests/support/patience.h"
#include "tests/ui/panels/window_fixture.h"
#include "ui/commands/layout_edits.h"
#include "ui/panels/array_dialog.h"
#include "ui/panels/viewport/snap_grid.h"

using namespace mw;
using namespace mw::panels;
using mw::test::WindowFixture;

namespace {

using Ids = std::vector<std::string>;

/// Two belts of 4 m in a row with a gap of 2 m, a mill apart and a note of where they are.
factory::Factory belts() {
  return factory::Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1", "parts": [{"id": "gear"}],
    "elements": [
      {"id": "c1", "type": "conveyor", "length_m": 4, "pose": {"x_m": -6, "y_m": 0}},
      {"id": "c2", "type": "conveyor", "length_m": 4, "pose": {"x_m": 0, "y_m": 0}},
      {"id": "mill", "type": "station", "process": 45, "size_m": [2, 2, 2], "pose": {"x_m": 6, "y_m": 4}},
      {"id": "press", "type": "station", "process": 45, "size_m": [2, 2, 2], "pose": {"x_m": 6, "y_m": -4}}]})"));
}

}  // namespace

/// The hall's tools under a hand: real mouse and key events in a window with OpenGL, looked at from above.
class TestLayoutTools : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase();
  void cleanupTestCase() { fixture_.reset(); }
  void init();
  void boxTakesWhatLiesInsideOrWhatItTouches();
  void groupIsTakenAsOneThenByItsMember();
  void axisArrowKeepsTheOtherAxes();
  void typedNumberIsExact();
  void keyChoosesTheAxis();
  void escapeLeavesAllAsItWas();
  void ringTurnsBySteps();
  void spacingIsChosen();
  void endsClickTogether();
  void attachedFollowAndAltDetaches();
  void clashIsTold();
  void lockedStays();
  void controlDragDuplicates();
  void clipboardCarriesIntoAnotherFactory();
  void hiddenIsNotThere();
  void dropIntoSomethingIsRefused();
  void conveyorIsDrawnPointByPoint();
  void pathIsEditedByHandles();
  void roadIsDrawn();
  void dimensionSaysTheDistance();
  void oneMarkIsTakenAway();
  void arrayNamesItsLimit();

 private:
  Viewport& view() { return fixture_->window.viewport(); }
  models::Document& document() { return fixture_->document; }
  factory::Pose pose(const char* id) { return document().factory().findElement(id)->pose; }
  QPoint at(double x_m, double y_m) { return *view().worldToWidget(x_m, y_m, 0); }
  void move(QPoint to, Qt::KeyboardModifiers modifiers = Qt::NoModifier, Qt::MouseButton button = Qt::LeftButton);
  void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
  void key(Qt::Key key, const QString& text = {}) {
    QTest::simulateEvent(&view(), true, key, Qt::NoModifier, text, false);
    QTest::simulateEvent(&view(), false, key, Qt::NoModifier, text, false);
  }
  void type(const QString& text) {
    for (const QChar c : text) key(static_cast<Qt::Key>(c.toUpper().unicode()), c);
  }
  /// The end of an arrow of the gizmo.
  QPoint arrow(scene::GizmoHandle handle);
  void trigger(const char* action) { fixture_->window.actions().action(QLatin1String(action))->trigger(); }
  QString said() { return fixture_->find<QLabel>("status.message")->text(); }

  std::unique_ptr<WindowFixture> fixture_;
};

void TestLayoutTools::initTestCase() {
  fixture_ = std::make_unique<WindowFixture>();
  QSignalSpy shown(&view(), &Viewport::firstFrameShown);
  fixture_->window.show();
  QVERIFY(shown.wait(test::kPatience_ms));
  fixture_->window.activateWindow();
  QVERIFY(QTest::qWaitForWindowActive(&fixture_->window));
}

void TestLayoutTools::init() {
  document().replace(belts(), QStringLiteral("belts.json"), {});
  fixture_->selection.clear();
  view().endMode();
  view().snap().setSpacing(0.5);
  scene::CameraPose pose = scene::turnedTo(view().camera(), scene::ViewPreset::Top);
  pose.focus_m = {0, 0, 0};
  pose.distance_m = 40;
  view().setCamera(pose);
}

void TestLayoutTools::move(QPoint to, Qt::KeyboardModifiers modifiers, Qt::MouseButton button) {
  QMouseEvent event(QEvent::MouseMove, to, view().mapToGlobal(to), Qt::NoButton, button, modifiers);
  QApplication::sendEvent(&view(), &event);
}

void TestLayoutTools::drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers) {
  QTest::mousePress(&view(), Qt::LeftButton, modifiers, from);
  for (int i = 1; i <= 8; ++i) move(from + (to - from) * i / 8, modifiers);
  QTest::mouseRelease(&view(), Qt::LeftButton, modifiers, to);
}

QPoint TestLayoutTools::arrow(scene::GizmoHandle handle) {
  for (const scene::GizmoPart& part : scene::gizmoParts(view().camera(), view().viewSize(), *view().gizmoOrigin())) {
    if (part.handle == handle) return QPointF(part.points[1].x, part.points[1].y).toPoint();
  }
  return {};
}

void TestLayoutTools::boxTakesWhatLiesInsideOrWhatItTouches() {
  // Over c2 and the near half of the mill and the press.
  drag(at(-3, 6), at(6, -6));
  QCOMPARE(fixture_->selection.ids(), Ids{"c2"});
  QCOMPARE(fixture_->find<QLabel>("status.selected")->text(), QString("1 selected"));
  drag(at(6, 6), at(-3, -6));
  QCOMPARE(fixture_->selection.ids(), (Ids{"c2", "mill", "press"}));
  QCOMPARE(fixture_->find<QLabel>("status.selected")->text(), QString("3 selected"));
  QTest::mouseClick(&view(), Qt::LeftButton, Qt::ControlModifier, at(6, 4));
  QCOMPARE(fixture_->selection.ids(), (Ids{"c2", "press"}));
  trigger("edit.select-type");
  QCOMPARE(fixture_->selection.ids().size(), std::size_t{4});
}

void TestLayoutTools::groupIsTakenAsOneThenByItsMember() {
  fixture_->selection.set({"mill", "press"});
  trigger("arrange.group");
  fixture_->selection.clear();
  QTest::mouseClick(&view(), Qt::LeftButton, Qt::NoModifier, at(6, 4));
  QCOMPARE(fixture_->selection.ids().size(), std::size_t{2});
  QTest::mouseClick(&view(), Qt::LeftButton, Qt::NoModifier, at(6, 4));
  QCOMPARE(fixture_->selection.ids(), Ids{"mill"});
  trigger("arrange.ungroup");
  QVERIFY(document().factory() == belts());
}

void TestLayoutTools::axisArrowKeepsTheOtherAxes() {
  fixture_->selection.select("mill");
  const QPoint from = arrow(scene::GizmoHandle::MoveX);
  drag(from, from + QPoint(60, 25));
  QCOMPARE(pose("mill").y_m, 4.0);
  QCOMPARE(pose("mill").z_m, 0.0);
  QVERIFY(pose("mill").x_m > 6.4);
  QCOMPARE(std::fmod(pose("mill").x_m, 0.5), 0.0);
  QCOMPARE(document().undoStack().count(), 1);
}

void TestLayoutTools::typedNumberIsExact() {
  view().setFocus();
  fixture_->selection.set({"press", "mill"});
  const QPoint from = arrow(scene::GizmoHandle::MoveX);
  QTest::mousePress(&view(), Qt::LeftButton, Qt::NoModifier, from);
  move(from + QPoint(40, 0));
  QVERIFY2(document().undoStack().count() == 0, "nothing is written while the mouse is down");
  type("2.37");
  key(Qt::Key_Return);
  QCOMPARE(pose("mill").x_m, 6 + 2.37);
  QCOMPARE(pose("press").x_m, 6 + 2.37);
  QCOMPARE(document().undoStack().undoText(), QString("Move 2 elements"));
  QTest::mouseRelease(&view(), Qt::LeftButton, Qt::NoModifier, from + QPoint(40, 0));
  QCOMPARE(document().undoStack().count(), 1);
}

void TestLayoutTools::keyChoosesTheAxis() {
  view().setFocus();
  QTest::mousePress(&view(), Qt::LeftButton, Qt::NoModifier, at(6, 4));
  move(at(7, 5));
  key(Qt::Key_Y, "y");
  type("-1.5");
  key(Qt::Key_Return);
  QTest::mouseRelease(&view(), Qt::LeftButton, Qt::NoModifier, at(7, 5));
  QCOMPARE(pose("mill").x_m, 6.0);
  QCOMPARE(pose("mill").y_m, 2.5);
}

void TestLayoutTools::escapeLeavesAllAsItWas() {
  view().setFocus();
  QTest::mousePress(&view(), Qt::LeftButton, Qt::NoModifier, at(6, 4));
  move(at(9, 5));
  QVERIFY(view().shownElement("mill")->position_m.x > 8);
  key(Qt::Key_Escape);
  QCOMPARE(view().shownElement("mill")->position_m.x, 6.0);
  QTest::mouseRelease(&view(), Qt::LeftButton, Qt::NoModifier, at(9, 5));
  QVERIFY(document().factory() == belts());
  QCOMPARE(document().undoStack().count(), 0);
}

void TestLayoutTools::ringTurnsBySteps() {
  fixture_->selection.select("mill");
  const auto parts = scene::gizmoParts(view().camera(), view().viewSize(), *view().gizmoOrigin());
  const auto& ring = parts.back().points;
  const auto point = [&ring](std::size_t i) { return QPointF(ring[i].x, ring[i].y).toPoint(); };
  // 72 points around: from 30 to 80 degrees or so, rounded to steps of 15.
  drag(point(6), point(16));
  MW_NEAR(std::abs(pose("mill").yaw_rad) * 180 / std::numbers::pi, 45, 0, 1e-9);
  QCOMPARE(pose("mill").x_m, 6.0);
}

void TestLayoutTools::spacingIsChosen() {
  view().snap().setSpacing(2);
  QCOMPARE(fixture_->find<QToolButton>("status.snap")->text(), QString("snap 2 m"));
  drag(at(6, 4), at(6 + 2.7, 4 + 0.3));
  QCOMPARE(pose("mill").x_m, 8.0);
  QCOMPARE(pose("mill").y_m, 4.0);
}

void TestLayoutTools::endsClickTogether() {
  // c2's inlet is at -2, c1's outlet at -4: moved by -1.8 the gap would be 0.2 m.
  drag(at(0, 0), at(-1.8, 0.1));
  QCOMPARE(pose("c2").x_m, -2.0);
  QCOMPARE(pose("c2").y_m, 0.0);
  QCOMPARE(document().factory().flows().size(), std::size_t{1});
  QCOMPARE(document().factory().elements()[document().factory().flows()[0].from].id, std::string("c1"));
  QCOMPARE(document().undoStack().count(), 1);
  document().undoStack().undo();
  QVERIFY(document().factory() == belts());
}

void TestLayoutTools::attachedFollowAndAltDetaches() {
  commands::move(document(), {{"c2", {-2, 0, 0, 0}}}, commands::NewFlow{"c1", "c2"});
  const factory::Factory joined = document().factory();
  drag(at(-6, 0), at(-6, 3));
  QCOMPARE(pose("c1").y_m, 3.0);
  QCOMPARE(pose("c2").y_m, 3.0);
  document().undoStack().undo();
  QVERIFY(document().factory() == joined);
  QTest::mousePress(&view(), Qt::LeftButton, Qt::NoModifier, at(-6, 0));
  move(at(-6, 1));
  move(at(-6, 3), Qt::AltModifier);
  QTest::mouseRelease(&view(), Qt::LeftButton, Qt::AltModifier, at(-6, 3));
  QCOMPARE(pose("c1").y_m, 3.0);
  QCOMPARE(pose("c2").y_m, 0.0);
}

void TestLayoutTools::clashIsTold() {
  QTest::mousePress(&view(), Qt::LeftButton, Qt::NoModifier, at(6, 4));
  move(at(6, 0));
  move(at(6, -2.5));
  const auto clashes = view().hall().previewClashes();
  QCOMPARE(clashes.size(), std::size_t{1});
  MW_NEAR(clashes[0].depth_m, 0.5, 0, 1e-9);
  QTest::mouseRelease(&view(), Qt::LeftButton, Qt::NoModifier, at(6, -2.5));
  QCOMPARE(said(), QString("mill and press overlap 0.50 m"));
  auto* problems = fixture_->find<QListWidget>("problems.list");
  QTRY_VERIFY_WITH_TIMEOUT(!problems->findItems("overlap 0.50 m", Qt::MatchContains).isEmpty(), test::kPatience_ms);
}

void TestLayoutTools::lockedStays() {
  fixture_->selection.select("mill");
  trigger("arrange.lock");
  const factory::Factory locked = document().factory();
  drag(at(6, 4), at(9, 4));
  QVERIFY(document().factory() == locked);
  QVERIFY(said().contains("Locked"));
  trigger("edit.delete");
  QVERIFY(document().factory() == locked);
  trigger("arrange.lock");
  QVERIFY(document().factory() == belts());
}

void TestLayoutTools::controlDragDuplicates() {
  fixture_->selection.select("mill");
  drag(at(6, 4), at(10, 4), Qt::ControlModifier);
  QCOMPARE(pose("mill").x_m, 6.0);
  QCOMPARE(pose("mill-2").x_m, 10.0);
  QCOMPARE(fixture_->selection.ids(), Ids{"mill-2"});
  QCOMPARE(document().undoStack().count(), 1);
}

void TestLayoutTools::clipboardCarriesIntoAnotherFactory() {
  fixture_->selection.set({"mill", "press"});
  trigger("edit.copy");
  trigger("edit.paste");
  QCOMPARE(fixture_->selection.ids(), (Ids{"mill-2", "press-2"}));
  QVERIFY2(pose("mill-2").y_m < 4 - 9, "beside what it is of, not in it");
  document().replace(factory::Factory(), {}, {});
  trigger("edit.paste");
  QVERIFY(document().factory().findElement("mill")->fields == belts().findElement("mill")->fields);
  QGuiApplication::clipboard()->setText("no elements");
  trigger("edit.paste");
  QCOMPARE(said(), QString("Nothing to paste: copy elements first"));
  document().replace(belts(), {}, {});
  fixture_->selection.set({"mill"});
  trigger("edit.cut");
  QVERIFY(document().factory().findElement("mill") == nullptr);
  trigger("edit.paste");
  QCOMPARE(pose("mill").x_m, 6.0);
}

void TestLayoutTools::hiddenIsNotThere() {
  fixture_->selection.select("mill");
  trigger("view.hide");
  QVERIFY(view().elementAt(at(6, 4)).empty());
  trigger("edit.select-all");
  QCOMPARE(fixture_->selection.ids().size(), std::size_t{3});
  fixture_->selection.select("c1");
  trigger("view.isolate");
  QVERIFY(view().elementAt(at(6, -4)).empty());
  QCOMPARE(view().elementAt(at(-6, 0)), std::string("c1"));
  trigger("view.isolate");
  QCOMPARE(view().elementAt(at(6, 4)), std::string("mill"));
}

void TestLayoutTools::dropIntoSomethingIsRefused() {
  const auto drop = [this](QPoint where) {
    QMimeData data;
    data.setData(QLatin1String(kElementMime), "station");
    QDragEnterEvent enter(where, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&view(), &enter);
    QDropEvent event(where, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&view(), &event);
  };
  drop(at(6, 4));
  QVERIFY(document().factory() == belts());
  QVERIFY(said().contains("it would stand in mill"));
  drop(at(-10, 6));
  QCOMPARE(pose("station").x_m, -10.0);
}

void TestLayoutTools::conveyorIsDrawnPointByPoint() {
  trigger("draw.conveyor");
  QTest::mouseClick(&view(), Qt::LeftButton, Qt::NoModifier, at(2.1, 0.1));  // c2's outlet
  move(at(3, 0.05), Qt::NoModifier, Qt::NoButton);
  type("1.25");
  key(Qt::Key_Return);
  type("2<-90");
  key(Qt::Key_Return);
  key(Qt::Key_Return);
  const factory::Element& drawn = document().factory().elements().back();
  const auto path = layout::pathOf(drawn);
  QCOMPARE(path.size(), std::size_t{3});
  MW_NEAR(path[0].x_m, 2, 0, 1e-12);
  MW_NEAR(path[1].x_m, 3.25, 0, 1e-12);
  MW_NEAR(path[1].y_m, 0, 0, 1e-12);
  MW_NEAR(path[2].y_m, -2, 0, 1e-12);
  QCOMPARE(document().factory().flows().size(), std::size_t{1});
  QCOMPARE(document().undoStack().count(), 1);
  trigger("draw.conveyor");
  QTest::mouseClick(&view(), Qt::LeftButton, Qt::NoModifier, at(-5, -5));
  QTest::mouseClick(&view(), Qt::LeftButton, Qt::NoModifier, at(-1, -5));
  key(Qt::Key_Escape);
  QCOMPARE(document().undoStack().count(), 1);
}

void TestLayoutTools::pathIsEditedByHandles() {
  fixture_->selection.select("c2");
  trigger("draw.edit-path");
  drag(at(2, 0), at(4, 0));
  QCOMPARE(layout::lengthOf_m(layout::pathOf(*document().factory().findElement("c2"))), 6.0);
  drag(at(1, 0), at(1, 3));  // the middle of its only leg
  auto path = layout::pathOf(*document().factory().findElement("c2"));
  QCOMPARE(path.size(), std::size_t{3});
  QCOMPARE(path[1].y_m, 3.0);
  move(at(1, 3), Qt::NoModifier, Qt::NoButton);
  key(Qt::Key_Delete);
  path = layout::pathOf(*document().factory().findElement("c2"));
  QCOMPARE(path.size(), std::size_t{2});
  QCOMPARE(document().undoStack().count(), 3);
  key(Qt::Key_Escape);
}

void TestLayoutTools::roadIsDrawn() {
  trigger("draw.road");
  QTest::mouseClick(&view(), Qt::LeftButton, Qt::NoModifier, at(-5, -5));
  QTest::mouseClick(&view(), Qt::LeftButton, Qt::NoModifier, at(0, -5));
  QTest::mouseClick(&view(), Qt::LeftButton, Qt::NoModifier, at(0, -8));
  key(Qt::Key_Return);
  const Json& network = document().factory().json()["networks"][0];
  QCOMPARE(network["nodes"].size(), std::size_t{3});
  QCOMPARE(network["edges"].size(), std::size_t{2});
  trigger("draw.edit-roads");
  drag(at(0, -8), at(1, -9));
  QCOMPARE(document().factory().json()["networks"][0]["nodes"][2]["x_m"].get<double>(), 1.0);
  key(Qt::Key_Escape);
}

void TestLayoutTools::dimensionSaysTheDistance() {
  trigger("draw.measure");
  QTest::mouseClick(&view(), Qt::LeftButton, Qt::NoModifier, at(6, 4));
  QTest::mouseClick(&view(), Qt::LeftButton, Qt::NoModifier, at(-6, 0));
  QCOMPARE(said(), QString("12.649 m   dx -12.000 m   dy -4.000 m"));
  QCOMPARE(document().undoStack().count(), 0);
  trigger("draw.dimension");
  QTest::mouseClick(&view(), Qt::LeftButton, Qt::NoModifier, at(6, 4));
  QTest::mouseClick(&view(), Qt::LeftButton, Qt::NoModifier, at(6, -4));
  const auto dimensions = layout::dimensionsOf(document().factory());
  QCOMPARE(dimensions.size(), std::size_t{1});
  QCOMPARE(dimensions[0].from.element, std::string("mill"));
  key(Qt::Key_Escape);
  trigger("draw.note");
  QTest::mouseClick(&view(), Qt::LeftButton, Qt::NoModifier, at(-3, 5));
  auto* field = view().findChild<QLineEdit*>("viewport.note");
  QVERIFY(field != nullptr);
  QTest::keyClicks(field, "mind the pillar");
  QTest::keyClick(field, Qt::Key_Return);
  QCOMPARE(layout::notesOf(document().factory())[0].text, std::string("mind the pillar"));
  view().endMode();
}

void TestLayoutTools::oneMarkIsTakenAway() {
  trigger("draw.dimension");
  for (const QPoint& end : {at(-6, 5), at(-2, 5), at(-6, -6), at(-2, -6)}) {
    QTest::mouseClick(&view(), Qt::LeftButton, Qt::NoModifier, end);
  }
  key(Qt::Key_Escape);
  QCOMPARE(layout::dimensionsOf(document().factory()).size(), std::size_t{2});
  const int before = document().undoStack().count();
  QTest::mouseClick(&view(), Qt::LeftButton, Qt::NoModifier, at(-5, 5));  // on the first one's line
  key(Qt::Key_Delete);
  auto left = layout::dimensionsOf(document().factory());
  QCOMPARE(left.size(), std::size_t{1});
  QCOMPARE(left[0].from.y_m, -6.0);
  QCOMPARE(document().undoStack().count(), before + 1);
  document().undoStack().undo();
  QCOMPARE(layout::dimensionsOf(document().factory()).size(), std::size_t{2});
  // A press elsewhere lets go, and does what it does.
  QTest::mouseClick(&view(), Qt::LeftButton, Qt::NoModifier, at(-5, 5));
  QTest::mouseClick(&view(), Qt::LeftButton, Qt::NoModifier, at(6, 4));
  QCOMPARE(fixture_->selection.current(), std::string("mill"));
  QCOMPARE(layout::dimensionsOf(document().factory()).size(), std::size_t{2});
}

void TestLayoutTools::arrayNamesItsLimit() {
  fixture_->selection.set({"mill"});
  trigger("arrange.array");
  auto* dialog = fixture_->window.findChild<ArrayDialog*>();
  QVERIFY(dialog != nullptr);
  auto* columns = dialog->findChild<QSpinBox*>("array.columns");
  auto* place = dialog->findChild<QPushButton*>("array.place");
  columns->setValue(1'000'000);
  QVERIFY(!place->isEnabled());
  QVERIFY(dialog->findChild<QLabel*>("array.outcome")->text().contains("more than the 2000"));
  columns->setValue(4);
  QCOMPARE(dialog->findChild<QLabel*>("array.outcome")->text(), QString("3 new elements"));
  place->click();
  QCOMPARE(document().factory().elements().size(), std::size_t{7});
  QCOMPARE(document().undoStack().count(), 1);
}

int main(int argc, char** argv) {
  QSurfaceFormat format;
  format.setVersion(3, 2);
  format.setProfile(QSurfaceFormat::CoreProfile);
  format.setDepthBufferSize(24);
  QSurfaceFormat::setDefaultFormat(format);
  QApplication::setAttribute(Qt::AA_ShareOpenGLContexts);
  QApplication app(argc, argv);
  TestLayoutTools test;
  return QTest::qExec(&test, argc, argv);
}

#include "tst_layout_tools.moc"
