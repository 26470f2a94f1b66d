// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCheckBox>
#include <QComboBox>
#include <QImage>
#include <QLabel>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

#include "core/base/json.h"
#include "tests/core/cad/dxf_files.h"
#include "tests/core/cad/mesh_files.h"
#include "tests/support/near.h"
#include "tests/support/patience.h"
#include "tests/ui/panels/window_fixture.h"
#include "ui/commands/attachment_edits.h"
#include "ui/panels/import/import_show.h"
#include "ui/panels/properties/unit_field.h"
#include "ui/scene/footprint.h"
#include "ui/script/input_events.h"

using namespace mw;
using namespace mw::panels;
using mw::test::WindowFixture;

namespace {

constexpr int kLongest_ms = 20'000;

/// The hall of a real window, files dropped on it.
struct Hall : WindowFixture {
  Hall() {
    window.show();
    (void)QTest::qWaitForWindowExposed(&window);
  }
  [[nodiscard]] QString file(const char* name, const std::string& content) const {
    writeTextFile(folder.filePath(name).toStdString(), content);
    return folder.filePath(name);
  }
  void drop(const QString& path, QPoint at) {
    auto data = std::make_unique<QMimeData>();
    data->setUrls({QUrl::fromLocalFile(path)});
    QVERIFY(script::drop(window.viewport(), at, std::move(data), Qt::NoModifier));
  }
  void dropOn(const char* element, const QString& path) { drop(path, *window.viewport().elementToWidget(element)); }
  [[nodiscard]] QString said() { return find<QLabel>("import.text")->text(); }
  [[nodiscard]] Json mill() const { return document.factory().findElement("mill")->fields; }
  [[nodiscard]] const scene::SceneElement& shownMill() { return *window.viewport().shownElement("mill"); }
  [[nodiscard]] QPoint floor(double x_m, double y_m) { return *window.viewport().worldToWidget(x_m, y_m, 0); }
  void dragFloor(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    QWidget& view = window.viewport();
    script::mousePress(view, from, Qt::LeftButton, modifiers);
    for (int i = 1; i <= 4; ++i) script::mouseMove(view, from + (to - from) * i / 4, Qt::LeftButton, modifiers);
    script::mouseRelease(view, to, Qt::LeftButton, modifiers);
  }
  void clickFloor(QPoint at) {
    script::mousePress(window.viewport(), at, Qt::LeftButton, Qt::NoModifier);
    script::mouseRelease(window.viewport(), at, Qt::LeftButton, Qt::NoModifier);
  }

  QTemporaryDir folder;
};

}  // namespace

class TestImports : public QObject {
  Q_OBJECT
 private slots:
  void aDroppedMeshTakesTheElementsPlace();
  void theUnitCanBeChosen();
  void badFilesAreToldInPlace_data();
  void badFilesAreToldInPlace();
  void aMeshThatIsMissingLeavesTheBody();
  void aWallOfADxfIsAsLongAsDrawn();
  void twoPointsScale();
  void theMouseMovesAndTurns();
  void escTakesTheDragBackThenEnds();
  void buttonsFollowTheMouse();
  void anImportedElementIsMoved();
  void lockedAndHidden();
  void picturesLieOnTheFloor_data();
  void picturesLieOnTheFloor();
};

void TestImports::aDroppedMeshTakesTheElementsPlace() {
  Hall hall;
  const Json before = hall.document.factory().json();
  hall.dropOn("mill", hall.file("press.stl", test::binaryStlBox(2400, 1200, 1900)));
  QTRY_VERIFY_WITH_TIMEOUT(hall.mill().contains("mesh"), kLongest_ms);
  QVERIFY(hall.mill()["mesh"] == "press.stl");
  QVERIFY(hall.mill()["size_m"] == Json({2.4, 1.2, 1.9}));
  QVERIFY2(hall.said().contains("looks like millimetres") && hall.said().contains("2.40 x 1.20 x 1.90 m"),
           qPrintable(hall.said()));
  QVERIFY(hall.shownMill().imported != nullptr);
  QCOMPARE(hall.document.undoStack().count(), 1);
  QCOMPARE(hall.document.undoStack().undoText(), QString("Show mill as press.stl"));
  hall.document.undoStack().undo();
  QVERIFY(hall.document.factory().json() == before);
  QVERIFY(hall.shownMill().imported == nullptr);
  // What was kept stays kept: redo needs no file.
  QVERIFY(QFile::remove(hall.folder.filePath("press.stl")));
  hall.document.undoStack().redo();
  QVERIFY(hall.shownMill().imported != nullptr);
}

void TestImports::theUnitCanBeChosen() {
  Hall hall;
  hall.selection.select("mill");
  hall.dropOn("mill", hall.file("press.stl", test::binaryStlBox(24, 12, 19)));
  QTRY_VERIFY_WITH_TIMEOUT(hall.mill().contains("mesh"), kLongest_ms);
  auto* unit = hall.find<QComboBox>("properties.mesh.unit");
  QVERIFY(unit != nullptr);
  QCOMPARE(unit->currentText(), QString("metres"));
  QVERIFY(hall.find<QLabel>("properties.mesh.size")->text().contains("24.00 x 12.00 x 19.00 m at metres"));
  unit->setCurrentIndex(unit->findText("centimetres"));
  emit unit->activated(unit->currentIndex());
  MW_NEAR(hall.mill()["size_m"][0].get<double>(), 0.24, 1e-9, 0);
  MW_NEAR(scene::localBoxOf(hall.shownMill()).high.z, 0.19, 1e-9, 0);
  hall.find<QPushButton>("properties.mesh.remove")->click();
  QVERIFY(!hall.mill().contains("mesh") && !hall.mill().contains("size_m"));
}

void TestImports::badFilesAreToldInPlace_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<std::string>("content");
  QTest::addColumn<qint64>("bytes");
  QTest::addColumn<QString>("words");
  QTest::newRow("no mesh") << "a.stl" << std::string("hello") << qint64{0} << "a.stl: is no STL mesh";
  QTest::newRow("2 GB") << "a.stl" << std::string("solid") << (qint64{2} << 30)
                        << "has 2147 MB, at most 268 MB are read";
  QTest::newRow("way out") << "a.gltf" << test::gltfBox("../../etc/passwd") << qint64{0} << "leads out of the folder";
  QTest::newRow("DXF bomb") << "a.dxf"
                            << test::dxf(6, test::dxfInsert("A", {}),
                                         test::dxfBlock("A", 0, 0, test::dxfInsert("A", {})))
                            << qint64{0} << "block \"A\" contains itself";
  QTest::newRow("SVG that opens files") << "a.svg" << std::string("<svg><image href=\"/etc/passwd\"/></svg>")
                                        << qint64{0} << "it is not opened";
  QTest::newRow("no PNG") << "a.png" << std::string("GIF89a") << qint64{0} << "is no PNG picture";
}

void TestImports::badFilesAreToldInPlace() {
  QFETCH(QString, name);
  QFETCH(std::string, content);
  QFETCH(qint64, bytes);
  QFETCH(QString, words);
  Hall hall;
  const QString path = hall.file(qPrintable(name), content);
  if (bytes > 0) std::filesystem::resize_file(path.toStdString(), static_cast<std::uintmax_t>(bytes));
  hall.dropOn("mill", path);
  QTRY_VERIFY2_WITH_TIMEOUT(hall.said().contains(words), qPrintable(hall.said()), kLongest_ms);
  QVERIFY(hall.document.factory().json() == WindowFixture::line().json());
  QCOMPARE(hall.document.undoStack().count(), 0);
  hall.find<QPushButton>("import.button")->click();
  QVERIFY(!hall.find<QWidget>("import.bar")->isVisible());
}

void TestImports::aMeshThatIsMissingLeavesTheBody() {
  Hall hall;
  commands::showMesh(hall.document, "mill", {"gone.stl", "z", {2, 1, 2}});
  QTRY_VERIFY2_WITH_TIMEOUT(hall.said().contains("gone.stl: no such file is kept here; import it again"),
                            qPrintable(hall.said()), kLongest_ms);
  QVERIFY(hall.shownMill().imported == nullptr);
}

void TestImports::aWallOfADxfIsAsLongAsDrawn() {
  Hall hall;
  hall.drop(hall.file("hall.dxf", test::dxf(4, test::dxfLine(5000, 5000, 65000, 5000))), {5, 300});
  QTRY_VERIFY_WITH_TIMEOUT(hall.document.factory().json().contains("underlays"), kLongest_ms);
  QVERIFY2(hall.said().contains("60.000 x 0.000 m, as the file says"), qPrintable(hall.said()));
  const auto& shown = ImportShow::of(hall.window.viewport())->underlays();
  QCOMPARE(shown.size(), std::size_t{1});
  MW_NEAR(norm(scene::toWorld(shown[0], 65000, 5000) - scene::toWorld(shown[0], 5000, 5000)), 60, 0, 1e-9);
  // Its middle lies under the middle of the hall.
  MW_NEAR(scene::toWorld(shown[0], 35000, 5000).x, -0.5, 0, 1e-9);
  QCOMPARE(hall.find<QLabel>("underlays.size")->text(), QString("60.000 x 0.000 m"));
  hall.document.undoStack().undo();
  QVERIFY(hall.document.factory().json() == WindowFixture::line().json());
  QVERIFY(ImportShow::of(hall.window.viewport())->underlays().empty());
}

void TestImports::twoPointsScale() {
  Hall hall;
  hall.drop(hall.file("hall.dxf", test::dxf(0, test::dxfLine(0, 0, 12, 0))), {5, 300});
  QTRY_VERIFY_WITH_TIMEOUT(hall.document.factory().json().contains("underlays"), kLongest_ms);
  hall.find<QPushButton>("underlays.scale")->click();
  auto* distance = hall.find<UnitField>("underlays.distance");
  hall.clickFloor(hall.floor(-6.5, -4));
  QVERIFY(!distance->isEnabled());
  hall.clickFloor(hall.floor(-2.5, -4));
  QVERIFY(distance->isEnabled());
  distance->setText("8000 mm");
  QTest::keyClick(distance, Qt::Key_Return);
  const Json underlay = commands::underlayOf(hall.document.factory(), "hall");
  // One pixel is about 2 cm of the 4 m that were marked.
  MW_NEAR(underlay["unit_m"].get<double>(), 2, 0.02, 0);
  QCOMPARE(hall.document.undoStack().undoText(), QString("Scale hall"));
  QVERIFY(!hall.find<QPushButton>("underlays.scale")->isChecked());
  // The first point keeps its place: the drawing's left end was at x = -6.5, and is again.
  MW_NEAR(underlay["pose"]["x_m"].get<double>(), -6.5, 0, 0.05);
}

void TestImports::theMouseMovesAndTurns() {
  Hall hall;
  hall.drop(hall.file("hall.dxf", test::dxf(6, test::dxfLine(0, 0, 12, 0))), {5, 300});
  QTRY_VERIFY_WITH_TIMEOUT(hall.document.factory().json().contains("underlays"), kLongest_ms);
  hall.find<QPushButton>("underlays.move")->click();
  const int steps = hall.document.undoStack().count();
  const auto poseOf = [&] { return commands::underlayOf(hall.document.factory(), "hall")["pose"]; };
  hall.dragFloor(hall.floor(0, -4), hall.floor(3, -4));
  QCOMPARE(hall.document.undoStack().count(), steps + 1);
  MW_NEAR(poseOf()["x_m"].get<double>(), -3.5, 0, 0.05);
  const scene::CameraPose camera = hall.window.viewport().camera();
  const QPoint grabbed = hall.floor(0, -4);
  hall.dragFloor(grabbed, grabbed + QPoint(40, 0), Qt::ShiftModifier);
  MW_NEAR(poseOf()["yaw_deg"].get<double>(), 10, 0, 1e-3);
  QVERIFY(hall.window.viewport().camera() == camera);
  QVERIFY(hall.selection.ids().empty());
  // With the button up again the hand selects as ever.
  hall.find<QPushButton>("underlays.move")->click();
  hall.dragFloor(hall.floor(-7, -4), hall.floor(7, 4));
  MW_NEAR(poseOf()["yaw_deg"].get<double>(), 10, 0, 1e-3);
  QVERIFY(!hall.selection.ids().empty());
}

void TestImports::escTakesTheDragBackThenEnds() {
  Hall hall;
  hall.drop(hall.file("hall.dxf", test::dxf(6, test::dxfLine(0, 0, 12, 0))), {5, 300});
  QTRY_VERIFY_WITH_TIMEOUT(hall.document.factory().json().contains("underlays"), kLongest_ms);
  auto* move = hall.find<QPushButton>("underlays.move");
  move->click();
  const Json before = hall.document.factory().json();
  const int steps = hall.document.undoStack().count();
  script::mousePress(hall.window.viewport(), hall.floor(0, -4), Qt::LeftButton, Qt::NoModifier);
  script::mouseMove(hall.window.viewport(), hall.floor(3, -4), Qt::LeftButton, Qt::NoModifier);
  QCOMPARE(hall.document.undoStack().count(), steps + 1);
  QTest::keyClick(&hall.window.viewport(), Qt::Key_Escape);
  QVERIFY(hall.document.factory().json() == before);
  QCOMPARE(hall.document.undoStack().count(), steps);
  QVERIFY(move->isChecked());
  script::mouseRelease(hall.window.viewport(), hall.floor(3, -4), Qt::LeftButton, Qt::NoModifier);
  QTest::keyClick(&hall.window.viewport(), Qt::Key_Escape);
  QVERIFY(!move->isChecked());
}

void TestImports::buttonsFollowTheMouse() {
  Hall hall;
  hall.drop(hall.file("hall.dxf", test::dxf(6, test::dxfLine(0, 0, 12, 0))), {5, 300});
  QTRY_VERIFY_WITH_TIMEOUT(hall.document.factory().json().contains("underlays"), kLongest_ms);
  auto* scale = hall.find<QPushButton>("underlays.scale");
  auto* move = hall.find<QPushButton>("underlays.move");
  const auto* said = hall.find<QLabel>("status.message");
  scale->click();
  QVERIFY2(said->text().startsWith("Click two points of the plan"), qPrintable(said->text()));
  move->click();
  QVERIFY(move->isChecked() && !scale->isChecked());
  QVERIFY2(said->text().startsWith("Drag the plan"), qPrintable(said->text()));
  // Another tool takes the mouse; a step done meanwhile leaves it that one.
  hall.window.actions().action("draw.measure")->trigger();
  QVERIFY(!move->isChecked());
  hall.document.undoStack().undo();
  QCoreApplication::processEvents();
  QVERIFY2(said->text().startsWith("Click two elements"), qPrintable(said->text()));
  hall.document.undoStack().redo();
  // A plan that is no more is neither scaled nor moved.
  scale->click();
  hall.document.undoStack().undo();
  QTRY_VERIFY_WITH_TIMEOUT(!scale->isChecked(), test::kPatience_ms);
  QVERIFY(!said->text().startsWith("Click two points"));
  hall.document.undoStack().redo();
  scale->click();
  hall.clickFloor(hall.floor(-6.5, -4));
  hall.clickFloor(hall.floor(-2.5, -4));
  QTest::keyClick(hall.find<UnitField>("underlays.distance"), Qt::Key_Escape);
  QVERIFY(!scale->isChecked());
  QVERIFY(!hall.find<UnitField>("underlays.distance")->isEnabled());
}

void TestImports::anImportedElementIsMoved() {
  Hall hall;
  hall.dropOn("mill", hall.file("press.stl", test::binaryStlBox(2400, 1200, 1900)));
  QTRY_VERIFY_WITH_TIMEOUT(hall.mill().contains("mesh"), kLongest_ms);
  const auto mesh = hall.shownMill().imported;
  const layout::Body& body = *hall.window.viewport().hall().body("mill");
  // What stands in its way is told by the size of the mesh.
  QCOMPARE((std::array{body.length_m, body.width_m, body.height_m}), (std::array{2.4, 1.2, 1.9}));
  hall.selection.select("mill");
  layout::Body moved = body;
  moved.pose.x_m += 3;
  hall.window.viewport().preview(std::array{moved});
  QCOMPARE(hall.shownMill().position_m.x, moved.pose.x_m);
  QVERIFY(mesh != nullptr && hall.shownMill().imported == mesh);
  hall.window.viewport().preview({});
  hall.window.actions().action("view.hide")->trigger();
  hall.document.undoStack().undo();
  QVERIFY(hall.shownMill().imported == mesh);
}

void TestImports::lockedAndHidden() {
  Hall hall;
  hall.drop(hall.file("hall.dxf", test::dxf(6, test::dxfLine(0, 0, 12, 0))), {5, 300});
  QTRY_VERIFY_WITH_TIMEOUT(hall.document.factory().json().contains("underlays"), kLongest_ms);
  hall.find<QCheckBox>("underlays.locked")->click();
  QVERIFY(!hall.find<QPushButton>("underlays.move")->isEnabled());
  hall.find<QCheckBox>("underlays.hidden")->click();
  QVERIFY(ImportShow::of(hall.window.viewport())->underlays().empty());
  QCOMPARE(hall.document.undoStack().undoText(), QString("Hide hall"));
  hall.document.undoStack().undo();
  QCOMPARE(ImportShow::of(hall.window.viewport())->underlays().size(), std::size_t{1});
}

void TestImports::picturesLieOnTheFloor_data() {
  QTest::addColumn<QString>("name");
  QTest::newRow("PNG") << "plan.png";
  QTest::newRow("SVG") << "plan.svg";
}

void TestImports::picturesLieOnTheFloor() {
  QFETCH(QString, name);
  Hall hall;
  QString path = hall.folder.filePath(name);
  if (name.endsWith("png")) {
    QImage image(300, 100, QImage::Format_RGB32);
    image.fill(Qt::magenta);
    QVERIFY(image.save(path));
  } else {
    path = hall.file("plan.svg",
                     "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 300 100\">"
                     "<rect width=\"300\" height=\"100\" fill=\"#ff00ff\"/></svg>");
  }
  hall.drop(path, {5, 300});
  QTRY_VERIFY_WITH_TIMEOUT(hall.document.factory().json().contains("underlays"), kLongest_ms);
  QVERIFY2(hall.said().contains("30.000 x 10.000 m, a guess: scale it by two points"), qPrintable(hall.said()));
  const QImage shot = hall.window.viewport().picture();
  const QPoint at = hall.floor(0, -4) * shot.devicePixelRatio();
  const QColor seen = shot.pixelColor(at);
  QVERIFY2(seen.red() > seen.green() + 60 && seen.blue() > seen.green() + 60, qPrintable(seen.name()));
}

QTEST_MAIN(TestImports)
#include "tst_imports.moc"
