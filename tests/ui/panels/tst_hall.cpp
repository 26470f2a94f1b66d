// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QHelpEvent>
#include <QSignalSpy>
#include <QSurfaceFormat>
#include <QTest>
#include <QToolTip>
#include <QUndoStack>
#include <QWheelEvent>
#include <set>

#include "tests/support/near.h"
#include "tests/support/patience.h"
#include "tests/ui/panels/window_fixture.h"
#include "ui/commands/edits.h"

using namespace mw;
using namespace mw::panels;
using mw::test::WindowFixture;

/// The hall on a real display with OpenGL.
class TestHall : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase();
  void cleanupTestCase() { fixture_.reset(); }
  void init();
  void showsBodiesNotBackgroundAlone();
  void clickSelects();
  void clickOnTheFloorSelectsNothing();
  void dragMovesOnTheGridAsOneStep();
  void controlFreesFromTheGrid();
  void wheelZoomsToThePointer();
  void orbitKeepsTheHorizonLevel();
  void editingDoesNotMoveTheCamera();
  void deleteKeyTakesFlowsAlong();
  void statesColourTheBeacon();
  void darkThemeDarkensTheHall();
  void problemsAreMarkedWithoutHandlesToo();
  void tellsWhereElementsAreShown();

 private:
  Viewport& view() { return fixture_->window.viewport(); }
  QPoint at(const char* id) { return *view().elementToWidget(id); }
  void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = Qt::NoModifier,
            Qt::MouseButton button = Qt::LeftButton);

  std::unique_ptr<WindowFixture> fixture_;
};

void TestHall::initTestCase() {
  fixture_ = std::make_unique<WindowFixture>();
  QSignalSpy shown(&view(), &Viewport::firstFrameShown);
  fixture_->window.show();
  QVERIFY(shown.wait(test::kPatience_ms));
  fixture_->window.activateWindow();
  QVERIFY(QTest::qWaitForWindowActive(&fixture_->window));
}

void TestHall::init() {
  fixture_->document.replace(WindowFixture::line(), {}, {});
  fixture_->selection.clear();
}

void TestHall::drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers, Qt::MouseButton button) {
  QTest::mousePress(&view(), button, modifiers, from);
  for (int i = 1; i <= 8; ++i) {
    const QPoint now = from + (to - from) * i / 8;
    QMouseEvent move(QEvent::MouseMove, now, view().mapToGlobal(now), Qt::NoButton, button, modifiers);
    QApplication::sendEvent(&view(), &move);
  }
  QTest::mouseRelease(&view(), button, modifiers, to);
}

void TestHall::showsBodiesNotBackgroundAlone() {
  const QImage picture = view().picture();
  QVERIFY(picture.width() > 300);
  const QPoint mill = at("mill");
  std::set<QRgb> colors;
  for (int x = -20; x <= 20; ++x) colors.insert(picture.pixel(mill.x() + x, mill.y()));
  QVERIFY2(colors.size() > 5, "a body has shades");
}

void TestHall::clickSelects() {
  QTest::mouseClick(&view(), Qt::LeftButton, Qt::NoModifier, at("mill"));
  QCOMPARE(fixture_->selection.ids(), std::vector<std::string>{"mill"});
  QTest::mouseClick(&view(), Qt::LeftButton, Qt::ShiftModifier, at("b1"));
  QCOMPARE(fixture_->selection.ids(), (std::vector<std::string>{"mill", "b1"}));
}

void TestHall::clickOnTheFloorSelectsNothing() {
  fixture_->selection.select("mill");
  QTest::mouseClick(&view(), Qt::LeftButton, Qt::NoModifier, *view().worldToWidget(0, -4, 0));
  QVERIFY(fixture_->selection.ids().empty());
}

void TestHall::dragMovesOnTheGridAsOneStep() {
  const QPoint from = at("mill");
  const auto start = view().floorAt(from);
  drag(from, *view().worldToWidget(start->x + 1.37, start->y - 2.1, 0));
  const factory::Pose pose = fixture_->document.factory().findElement("mill")->pose;
  QCOMPARE(pose.x_m, -1.5);
  QCOMPARE(pose.y_m, -2.0);
  QCOMPARE(fixture_->document.undoStack().count(), 1);
  fixture_->document.undoStack().undo();
  QVERIFY(fixture_->document.factory().json() == WindowFixture::line().json());
}

void TestHall::controlFreesFromTheGrid() {
  const QPoint from = at("mill");
  const auto start = view().floorAt(from);
  const QPoint to = *view().worldToWidget(start->x + 1.37, start->y - 2.1, 0);
  drag(from, to, Qt::ControlModifier);
  const factory::Pose pose = fixture_->document.factory().findElement("mill")->pose;
  // One pixel is about 2 cm here.
  MW_NEAR(pose.x_m, -3 + 1.37, 0, 0.05);
  MW_NEAR(pose.y_m, -2.1, 0, 0.05);
}

void TestHall::wheelZoomsToThePointer() {
  const scene::CameraPose before = view().camera();
  const QPoint mill = at("mill");
  for (int i = 0; i < 10; ++i) {
    QWheelEvent wheel(mill, view().mapToGlobal(mill), {}, {0, 120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                      false);
    QApplication::sendEvent(&view(), &wheel);
  }
  QVERIFY(view().camera().distance_m < before.distance_m / 3);
  // The point under the pointer is the front of the body; its middle, some way behind, may drift a little.
  QVERIFY(view().elementAt(mill) == "mill");
  view().setCamera(before);
}

void TestHall::orbitKeepsTheHorizonLevel() {
  const scene::CameraPose before = view().camera();
  const QPoint floor = *view().worldToWidget(0, -4, 0);
  drag(floor, floor + QPoint(90, 40), Qt::NoModifier, Qt::MiddleButton);
  QVERIFY(view().camera() != before);
  QCOMPARE(scene::axesOf(view().camera()).right.z, 0.0);
  view().setCamera(before);
}

void TestHall::editingDoesNotMoveTheCamera() {
  const scene::CameraPose before = view().camera();
  commands::place(fixture_->document, {{"out", 30, 10, 0}});
  fixture_->document.undoStack().undo();
  QTest::qWait(50);
  QVERIFY(view().camera() == before);
}

void TestHall::deleteKeyTakesFlowsAlong() {
  fixture_->window.activateWindow();
  QTest::mouseClick(&view(), Qt::LeftButton, Qt::NoModifier, at("mill"));
  QTest::keyClick(&view(), Qt::Key_Delete);
  QCOMPARE(fixture_->document.factory().elements().size(), std::size_t{3});
  QCOMPARE(fixture_->document.factory().flows().size(), std::size_t{1});
  QCOMPARE(fixture_->document.undoStack().count(), 1);
}

void TestHall::statesColourTheBeacon() {
  using factory::ElementState;
  const auto reddish = [this] {
    const QImage picture = view().picture();
    int count = 0;
    for (int y = 0; y < picture.height(); ++y) {
      for (int x = 0; x < picture.width(); ++x) {
        const QColor color = picture.pixelColor(x, y);
        if (color.red() > 150 && color.green() < 110 && color.blue() < 60) ++count;
      }
    }
    return count;
  };
  const std::vector<ElementState> idle(4, ElementState::Idle);
  view().setElementStates(idle);
  const int before = reddish();
  const std::vector<ElementState> down = {ElementState::Idle, ElementState::Down, ElementState::Idle,
                                          ElementState::Idle};
  view().setElementStates(down);
  QVERIFY2(reddish() > before + 10, qPrintable(QString("%1 then %2").arg(before).arg(reddish())));
  view().setElementStates({});
}

void TestHall::darkThemeDarkensTheHall() {
  const auto brightness = [this] {
    const QImage picture = view().picture();
    return picture.pixelColor(picture.width() / 2, 8).lightnessF();
  };
  const auto light = brightness();
  fixture_->themes.setPreference(ThemePreference::Dark);
  const auto dark = brightness();
  fixture_->themes.setPreference(ThemePreference::Light);
  QVERIFY2(dark < light / 2, qPrintable(QString("%1 to %2").arg(light).arg(dark)));
}

void TestHall::problemsAreMarkedWithoutHandlesToo() {
  const scene::Vec3 at_m{-3, 0, 1};
  view().setProblemMarks({{at_m, true, false, QStringLiteral("stands in the wall"), {}}});
  const auto told = [&] {
    QToolTip::hideText();
    const QPoint at = view().toWidget(at_m)->toPoint();
    QHelpEvent help(QEvent::ToolTip, at, view().mapToGlobal(at));
    QApplication::sendEvent(&view(), &help);
    return QToolTip::text();
  };
  QCOMPARE(told(), QStringLiteral("stands in the wall"));
  view().setHandlesVisible(false);
  QCOMPARE(told(), QStringLiteral("stands in the wall"));
  view().setProblemMarksVisible(false);
  QVERIFY(told() != QStringLiteral("stands in the wall"));
  view().setHandlesVisible(true);
  view().setProblemMarksVisible(true);
  view().setProblemMarks({});
}

void TestHall::tellsWhereElementsAreShown() {
  QSignalSpy moved(&view(), &Viewport::elementsMoved);
  const QPoint from = at("mill");
  QTest::mousePress(&view(), Qt::LeftButton, Qt::NoModifier, from);
  for (const int by : {8, 16, 40}) {
    const QPoint now = from + QPoint(by, 0);
    QMouseEvent move(QEvent::MouseMove, now, view().mapToGlobal(now), Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&view(), &move);
  }
  const auto while_dragged = moved.count();
  QVERIFY(while_dragged > 0);
  QTest::mouseRelease(&view(), Qt::LeftButton, Qt::NoModifier, from + QPoint(40, 0));
  QVERIFY(moved.count() > while_dragged);
}

int main(int argc, char** argv) {
  QSurfaceFormat format;
  format.setVersion(3, 2);
  format.setProfile(QSurfaceFormat::CoreProfile);
  format.setDepthBufferSize(24);
  QSurfaceFormat::setDefaultFormat(format);
  QApplication::setAttribute(Qt::AA_ShareOpenGLContexts);
  QApplication app(argc, argv);
  TestHall test;
  return QTest::qExec(&test, argc, argv);
}

#include "tst_hall.moc"
