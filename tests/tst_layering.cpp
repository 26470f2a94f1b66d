// SPDX-License-Identifier: Apache-2.0
#include <QDirIterator>
#include <QLibraryInfo>
#include <QTest>

#include "tests/layering_rules.h"

using namespace mw::test;

namespace {

QString readAll(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) qFatal("cannot read %s", qPrintable(path));
  return QString::fromUtf8(file.readAll());
}

/// All files below the folder, as paths from the root of the tree.
QStringList filesBelow(const QString& folder, const QStringList& patterns) {
  const QDir root(MW_SOURCE_DIR);
  QStringList files;
  QDirIterator each(root.filePath(folder), patterns, QDir::Files, QDirIterator::Subdirectories);
  while (each.hasNext()) files << root.relativeFilePath(each.next());
  files.sort();
  return files;
}

QtHeaders installedQtHeaders() {
  QtHeaders headers;
  const QDir root(QLibraryInfo::path(QLibraryInfo::HeadersPath));
  for (const QString& module : root.entryList({"Qt*"}, QDir::Dirs))
    for (const QString& header : QDir(root.filePath(module)).entryList(QDir::Files))
      headers.emplace(header.toStdString(), module.toStdString());
  return headers;
}

}  // namespace

class TestLayering : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase();
  void sourceKeepsItsRoom_data();
  void sourceKeepsItsRoom();
  void buildFilesNameTheirLicence();
  void catches_data();
  void catches();
  void tableIsAcyclic();

 private:
  QtHeaders qt_headers_;
};

void TestLayering::initTestCase() {
  qt_headers_ = installedQtHeaders();
  QCOMPARE(qt_headers_["QWidget"], std::string("QtWidgets"));
}

void TestLayering::sourceKeepsItsRoom_data() {
  QTest::addColumn<QString>("path");
  for (const QString folder : {"core", "plugins", "ui", "app", "tests"})
    for (const QString& path : filesBelow(folder, {"*.h", "*.cpp", "*.hpp", "*.cc", "*.c", "*.hh", "*.cxx"}))
      QTest::newRow(qPrintable(path)) << path;
}

void TestLayering::sourceKeepsItsRoom() {
  QFETCH(QString, path);
  const QString text = readAll(QDir(MW_SOURCE_DIR).filePath(path));
  QStringList findings;
  for (const std::string& finding : layeringFindings(path.toStdString(), text.toStdString(), qt_headers_))
    findings << path + " " + QString::fromStdString(finding);
  QVERIFY2(findings.isEmpty(), qPrintable(findings.join('\n')));
}

void TestLayering::buildFilesNameTheirLicence() {
  QStringList files = {"CMakeLists.txt"};
  for (const QString folder : {"core", "plugins", "ui", "app", "tests"})
    files += filesBelow(folder, {"CMakeLists.txt", "*.cmake"});
  files += filesBelow("tools", {"*"});
  files += filesBelow(".ci", {"*"});
  for (const QString& path : files) {
    if (path.contains("__pycache__")) continue;
    const QString text = readAll(QDir(MW_SOURCE_DIR).filePath(path));
    QVERIFY2(namesLicence(text.toStdString(), {"Apache-2.0", "GPL-3.0-or-later"}), qPrintable(path));
  }
}

void TestLayering::catches_data() {
  QTest::addColumn<QString>("path");
  QTest::addColumn<QString>("text");
  QTest::addColumn<QStringList>("wanted");  // a part of each finding, in order
  const QString apache = "// SPDX-License-Identifier: Apache-2.0\n";
  const QString gpl = "// SPDX-License-Identifier: GPL-3.0-or-later\n";
  const auto row = [](const char* name, const char* path, const QString& text, const QStringList& wanted) {
    QTest::newRow(name) << path << text << wanted;
  };
  row("clean core file", "core/events/kernel/clock.h",
      apache + "#include <vector>\n#include \"core/base/sim_time.h\"\n#include \"core/events/kernel/event.h\"", {});
  row("what a used room may use", "core/experiment/runner.cpp",
      apache + "#include \"core/factory/factory.h\"\n#include \"plugins/api/element_type.h\"", {});
  row("upwards", "core/base/text.cpp", apache + "#include \"core/numerics/student_t.h\"",
      {"core/base may not use core/numerics"});
  row("sideways", "core/events/line.cpp", apache + "#include \"core/motion/world.h\"",
      {"core/events may not use core/motion"});
  row("core uses ui", "core/store/project.cpp", apache + "#include \"ui/models/document.h\"",
      {"core/store may not use ui/models", "licence must be GPL"});
  row("plugin looks into core", "plugins/press/press.cpp", apache + "#include \"core/factory/factory.h\"",
      {"plugins may not use core/factory"});
  row("plugin looks into another plugin", "plugins/press/press.cpp", apache + "#include \"plugins/lathe/lathe.h\"",
      {"plugins may not use plugins/lathe"});
  row("plugin within its room", "plugins/press/press.cpp",
      apache + "#include \"plugins/press/press.h\"\n#include \"plugins/api/element_type.h\"\n#include <Eigen/Dense>",
      {});
  row("short path", "core/events/line.cpp", apache + "#include \"clock.h\"", {"full path from the root"});
  row("Qt in core", "core/factory/factory.cpp", apache + "  #  include <QString>",
      {"Qt Core stays out of core/factory"});
  row("Qt by module in core", "core/base/text.h", apache + "#include <QtCore/QString>", {"Qt Core stays out"});
  row("Qt in the command line", "app/cli/main.cpp", apache + "#include <QCoreApplication>",
      {"Qt Core stays out of app/cli"});
  row("Qt in a plugin", "plugins/press/press.h", apache + "#include <QObject>", {"Qt Core stays out of plugins/press"});
  row("widgets in models", "ui/models/document.h", gpl + "#include <QObject>\n#include <QWidget>",
      {"Qt Widgets stays out of ui/models"});
  row("Gui in jobs", "ui/jobs/job.h", gpl + "#include <QImage>", {"Qt Gui stays out of ui/jobs"});
  row("Qt in the scene", "ui/scene/hall.cpp", gpl + "#include <QColor>\n#include <vtkActor.h>",
      {"Qt Gui stays out of ui/scene"});
  row("VTK in a panel", "ui/panels/run/kpi_panel.cpp", gpl + "#include <vtkRenderer.h>",
      {"VTK stays out of ui/panels"});
  row("VTK in the one viewport file", "ui/panels/viewport/vtk_canvas.cpp", gpl + "#include <vtkRenderer.h>", {});
  row("VTK beside the viewport file", "ui/panels/viewport/vtk_canvas_extra.cpp", gpl + "#include <vtkRenderer.h>",
      {"VTK stays out of ui/panels"});
  row("VTK in core", "core/report/picture.cpp", apache + "#include <vtkPNGWriter.h>", {"VTK stays out of core/report"});
  row("Bullet in its room", "core/motion/bullet/world.cpp", apache + "#include <btBulletDynamicsCommon.h>", {});
  row("Bullet beside its room", "core/motion/world.cpp", apache + "#include <btBulletDynamicsCommon.h>",
      {"Bullet stays out of core/motion"});
  row("Bullet by folder", "ui/scene/hall.cpp", gpl + "#include <bullet/LinearMath/btVector3.h>",
      {"Bullet stays out of ui/scene"});
  row("SQLite in the store", "core/store/project.cpp",
      apache + "#include <SQLiteCpp/SQLiteCpp.h>\n#include <sqlite3.h>", {});
  row("SQLite elsewhere", "core/twin/log.cpp", apache + "#include <sqlite3.h>", {"SQLite stays out of core/twin"});
  row("Eigen in base", "core/base/text.h", apache + "#include <Eigen/Core>", {"Eigen stays out of core/base"});
  row("no licence", "core/base/text.h", "#pragma once\n", {"SPDX-License-Identifier: Apache-2.0"});
  row("core under the window's licence", "core/base/text.h", gpl, {"SPDX-License-Identifier: Apache-2.0"});
  row("window under core's licence", "ui/panels/kpi_panel.h", apache, {"SPDX-License-Identifier: GPL-3.0-or-later"});
  row("bench of the scene is GPL", "tests/bench/bench_scene.cpp", apache + "#include \"ui/scene/hall.h\"",
      {"licence must be GPL"});
  row("folder without a row", "core/misc/x.cpp", apache, {"without a row"});
  row("room whose name only begins alike", "core/basement/x.cpp", apache, {"without a row"});
  row("mentioned in a comment", "core/base/text.cpp", apache + "// #include <QString> would be wrong", {});
}

void TestLayering::catches() {
  QFETCH(QString, path);
  QFETCH(QString, text);
  QFETCH(QStringList, wanted);
  const auto findings = layeringFindings(path.toStdString(), text.toStdString(), qt_headers_);
  QStringList got;
  for (const std::string& finding : findings) got << QString::fromStdString(finding);
  QVERIFY2(got.size() == wanted.size(), qPrintable("finds: " + got.join("; ")));
  for (qsizetype i = 0; i < got.size(); ++i) QVERIFY2(got[i].contains(wanted[i]), qPrintable(got[i]));
}

void TestLayering::tableIsAcyclic() {
  // Every room but the tests uses only rows above its own, so no cycle can be written into the table.
  std::vector<std::string> above;
  for (const FolderRule& rule : folderRules()) {
    if (rule.folder.starts_with("tests")) continue;
    for (const std::string& used : rule.may_use) {
      const bool is_above = std::ranges::any_of(above, [&](const std::string& row) { return row.starts_with(used); });
      QVERIFY2(is_above, qPrintable(QString::fromStdString(rule.folder + " uses " + used)));
    }
    above.push_back(rule.folder);
  }
}

QTEST_APPLESS_MAIN(TestLayering)
#include "tst_layering.moc"
