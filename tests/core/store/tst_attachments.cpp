// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>
#include <filesystem>

#include "core/cad/attached_files.h"
#include "core/store/attachments.h"
#include "tests/core/cad/mesh_files.h"
#include "tests/core/store/plain_database.h"
#include "tests/support/small_study.h"

using namespace mw;
using store::ProjectFile;

/// Meshes and drawings inside a project.
class TestAttachments : public QObject {
  Q_OBJECT
 private slots:
  void keepsAndGivesBack();
  void largeOnesComeBackWhole();
  void aNameKeepsItsContent();
  void theSameContentIsKeptOnce();
  void damageIsTold();
  void takesInWhatAFactoryNames();
  void refusesWhatLeadsOut();
  void tellsAndDropsTheUnused();
};

namespace {

std::shared_ptr<ProjectFile> makeProject(const QTemporaryDir& folder) {
  return ProjectFile::create(folder.filePath("p.mill").toStdString(), factory::Factory::fromJson(test::smallFactory()));
}

}  // namespace

void TestAttachments::keepsAndGivesBack() {
  QTemporaryDir folder;
  const std::string mesh = test::binaryStlBox(1, 2, 3);
  {
    const auto project = makeProject(folder);
    QCOMPARE(store::keepAttachment(*project, "press.stl", mesh), std::string("press.stl"));
  }
  const auto project = ProjectFile::open(folder.filePath("p.mill").toStdString(), store::Access::ReadOnly);
  QVERIFY(store::attachment(*project, "press.stl") == mesh);
  QVERIFY(store::hasAttachment(*project, "press.stl"));
  QCOMPARE(store::attachments(*project).size(), std::size_t{1});
  try {
    (void)store::attachment(*project, "pres.stl");
    QFAIL("gave something");
  } catch (const InputError& error) {
    QVERIFY2(QString(error.what()).contains("no file \"pres.stl\" in the project; did you mean \"press.stl\"?"),
             error.what());
  }
}

void TestAttachments::largeOnesComeBackWhole() {
  QTemporaryDir folder;
  const auto project = makeProject(folder);
  std::string content(40'000'001, 'a');
  for (std::size_t i = 0; i < content.size(); i += 997) content[i] = static_cast<char>(i);
  (void)store::keepAttachment(*project, "large.stl", content);
  QVERIFY(store::attachment(*project, "large.stl") == content);
}

void TestAttachments::aNameKeepsItsContent() {
  QTemporaryDir folder;
  const auto project = makeProject(folder);
  QCOMPARE(store::keepAttachment(*project, "a/press.stl", "first"), std::string("a/press.stl"));
  QCOMPARE(store::keepAttachment(*project, "a/press.stl", "second"), std::string("a/press-2.stl"));
  QCOMPARE(store::keepAttachment(*project, "a/press.stl", "third"), std::string("a/press-3.stl"));
  QCOMPARE(store::keepAttachment(*project, "a/press.stl", "second"), std::string("a/press-2.stl"));
  QCOMPARE(store::attachment(*project, "a/press.stl"), std::string("first"));
  QVERIFY_EXCEPTION_THROWN((void)store::keepAttachment(*project, "a.stl", ""), InputError);
}

void TestAttachments::theSameContentIsKeptOnce() {
  QTemporaryDir folder;
  const auto project = makeProject(folder);
  const std::string content(5'000'000, 'x');
  (void)store::keepAttachment(*project, "a.stl", content);
  const auto before = std::filesystem::file_size(project->path());
  (void)store::keepAttachment(*project, "b.stl", content);
  QVERIFY(std::filesystem::file_size(project->path()) < before + 100'000);
  QCOMPARE(store::attachments(*project).size(), std::size_t{2});
}

void TestAttachments::damageIsTold() {
  QTemporaryDir folder;
  (void)store::keepAttachment(*makeProject(folder), "press.stl", test::binaryStlBox(1, 2, 3));
  const std::string file = folder.filePath("p.mill").toStdString();
  test::PlainDatabase(file).run("UPDATE attachment_piece SET content = zeroblob(684)");
  const auto project = ProjectFile::open(file, store::Access::ReadOnly);
  try {
    (void)store::attachment(*project, "press.stl");
    QFAIL("gave something");
  } catch (const InputError& error) {
    QVERIFY2(QString(error.what()).contains("file press.stl is damaged"), error.what());
  }
}

void TestAttachments::takesInWhatAFactoryNames() {
  QTemporaryDir folder;
  const std::filesystem::path root = folder.path().toStdString();
  std::filesystem::create_directory(root / "meshes");
  writeTextFile(root / "meshes/press.gltf", test::gltfBox("press.bin"));
  writeTextFile(root / "meshes/press.bin", test::gltfBuffer(1, 2, 3));
  Json json = test::smallFactory();
  json["elements"][1]["mesh"] = "meshes/press.gltf";
  const auto project = makeProject(folder);
  const auto kept = store::keepAttached(*project, factory::Factory::fromJson(json), root);
  std::filesystem::remove_all(root / "meshes");
  const Findings findings =
      cad::checkAttached(kept, [&](const std::string& name) { return store::attachment(*project, name); });
  QVERIFY2(!hasErrors(findings), findings.empty() ? "" : findings.front().text().c_str());
}

void TestAttachments::refusesWhatLeadsOut() {
  QTemporaryDir folder;
  Json json = test::smallFactory();
  json["elements"][1]["mesh"] = "../secret.stl";
  const auto project = makeProject(folder);
  QVERIFY_EXCEPTION_THROWN(
      (void)store::keepAttached(*project, factory::Factory::fromJson(json), folder.path().toStdString()), InputError);
  QVERIFY(store::attachments(*project).empty());
}

void TestAttachments::tellsAndDropsTheUnused() {
  QTemporaryDir folder;
  const auto project = makeProject(folder);
  const std::string large(3 << 20, 'x');
  for (const char* name : {"now.stl", "before.stl", "gone.stl", "gone too.stl"}) {
    store::keepAttachment(*project, name, large + name);
  }
  const auto naming = [](const char* mesh) {
    Json json = test::smallFactory();
    json["elements"][1]["mesh"] = mesh;
    return factory::Factory::fromJson(json);
  };
  project->saveRestorePoint("before", naming("before.stl"));
  project->saveFactory(naming("now.stl"));
  QCOMPARE(store::unusedAttachments(*project), std::vector<std::string>({"gone too.stl", "gone.stl"}));
  const auto bytes = std::filesystem::file_size(project->path());
  store::removeAttachments(*project, store::unusedAttachments(*project));
  QVERIFY(std::filesystem::file_size(project->path()) < bytes - large.size());
  QVERIFY(store::unusedAttachments(*project).empty());
  QCOMPARE(store::attachment(*project, "before.stl"), large + "before.stl");
  QVERIFY_EXCEPTION_THROWN((void)store::attachment(*project, "gone.stl"), InputError);
}

QTEST_APPLESS_MAIN(TestAttachments)
#include "tst_attachments.moc"
