// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/json.h"
#include "core/motion/arm/arm_kinematics.h"
#include "core/motion/arm/arm_reader.h"
#include "core/motion/arm/arm_visuals.h"
#include "tests/support/made_meshes.h"
#include "tests/support/made_urdf.h"
#include "tests/support/patience.h"
#include "ui/models/teach/arm_import.h"

using namespace mw;
using namespace mw::models;

/// Arms out of URDF files of a chosen folder.
class TestArmImport : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase();
  void findsTheFilesOfTheFolder();
  void yieldsTheArmOfTheFile();
  void isRefused_data();
  void isRefused();
  void anotherFolderForgetsTheArm();
  void meshesAreKeptWithTheArm();
  void armsWithBadMeshesAreArmsStill_data();
  void armsWithBadMeshesAreArmsStill();
  void whatCannotBeKeptIsSaid();

 private:
  void write(const QString& name, const std::string& text) const {
    const std::filesystem::path file = outer_.filePath(name).toStdString();
    std::filesystem::create_directories(file.parent_path());
    writeTextFile(file, text);
  }
  /// Waits until nothing is read any more.
  static void settle(ArmImport& import) { QTRY_VERIFY_WITH_TIMEOUT(!import.isBusy(), test::kPatience_ms); }

  QTemporaryDir outer_;
  jobs::JobService jobs_;
};

void TestArmImport::initTestCase() {
  write("outside.urdf", test::madeUrdf());
  write("robots/made.urdf", test::madeUrdf());
  write("robots/five.urdf", test::madeUrdf(5));
  write("robots/maker/deep/other.urdf", test::madeUrdf());
  write("robots/broken.urdf", "<robot><link");
  write("robots/notes.txt", "no arm");
  write("robots/latin.urdf",
        "<?xml version=\"1.0\" encoding=\"latin-1\"?><robot name=\"Gr\xf6"
        "sse\"/>");
  test::writeMadeMeshes(outer_.filePath("robots").toStdString());
  std::filesystem::create_directories(outer_.filePath("empty").toStdString());
  std::filesystem::create_symlink(outer_.filePath("outside.urdf").toStdString(),
                                  outer_.filePath("robots/link.urdf").toStdString());
}

void TestArmImport::findsTheFilesOfTheFolder() {
  ArmImport import(jobs_);
  import.setFolder(outer_.filePath("robots"));
  settle(import);
  QCOMPARE(import.files(),
           QStringList({"broken.urdf", "five.urdf", "latin.urdf", "link.urdf", "made.urdf", "maker/deep/other.urdf"}));
  import.setFolder(outer_.filePath("empty"));
  settle(import);
  QVERIFY2(import.problem().startsWith("There is no .urdf file in this folder"), qPrintable(import.problem()));
  import.setFolder(outer_.filePath("nowhere"));
  settle(import);
  QVERIFY2(import.problem().startsWith("There is no folder"), qPrintable(import.problem()));
}

void TestArmImport::yieldsTheArmOfTheFile() {
  ArmImport import(jobs_);
  import.setFolder(outer_.filePath("robots"));
  settle(import);
  import.read({"maker/deep/other.urdf", {}, {}});
  settle(import);
  QVERIFY2(import.arm() != nullptr, qPrintable(import.problem()));
  QCOMPARE(import.arm()->joints[3].name, std::string("joint 4"));
  QVERIFY(import.reach_m() > 0.8 && import.reach_m() < 1);
  const Json json = import.json(7);
  QCOMPARE(json["source"], Json("maker/deep/other.urdf"));
  // The factory needs no file any more.
  const motion::Arm read = motion::readArm(json, "/arm", "/nowhere");
  const motion::JointVector q = motion::JointVector::Constant(0.4);
  QVERIFY(motion::differenceOf(motion::flangePose(read, q), motion::flangePose(*import.arm(), q)).position_m < 1e-12);
  QCOMPARE(read.payload_kg, 7.0);
}

void TestArmImport::isRefused_data() {
  QTest::addColumn<QString>("file");
  QTest::addColumn<QString>("tip");
  QTest::addColumn<QString>("said");
  QTest::newRow("out of the folder") << "../outside.urdf"
                                     << ""
                                     << "../outside.urdf is not in the chosen folder";
  QTest::newRow("by a link") << "link.urdf"
                             << ""
                             << "link.urdf is not in the chosen folder";
  QTest::newRow("five joints") << "five.urdf"
                               << ""
                               << "5 joints turn between its ends";
  QTest::newRow("no XML") << "broken.urdf"
                          << ""
                          << "this is no XML";
  QTest::newRow("unknown link") << "made.urdf"
                                << "tool1"
                                << "it has no link \"tool1\"; did you mean \"tool0\"?";
  QTest::newRow("other letters") << "latin.urdf"
                                 << ""
                                 << "it is not written in UTF-8; save it as UTF-8";
  QTest::newRow("no file") << "gone.urdf"
                           << ""
                           << "gone.urdf";
}

void TestArmImport::isRefused() {
  QFETCH(QString, file);
  QFETCH(QString, tip);
  QFETCH(QString, said);
  ArmImport import(jobs_);
  import.setFolder(outer_.filePath("robots"));
  settle(import);
  import.read({file, {}, tip});
  settle(import);
  QVERIFY(import.arm() == nullptr);
  QVERIFY2(import.problem().contains(said), qPrintable(import.problem()));
}

void TestArmImport::anotherFolderForgetsTheArm() {
  ArmImport import(jobs_);
  import.setFolder(outer_.filePath("robots"));
  settle(import);
  import.read({"made.urdf", {}, {}});
  settle(import);
  QVERIFY(import.arm() != nullptr);
  import.setFolder({});
  QVERIFY(import.arm() == nullptr && import.files().isEmpty() && !import.isBusy());
}

void TestArmImport::meshesAreKeptWithTheArm() {
  ArmImport import(jobs_);
  import.setFolder(outer_.filePath("robots"));
  settle(import);
  import.read({"made.urdf", {}, {}});
  settle(import);
  QVERIFY2(import.meshProblem().isEmpty(), qPrintable(import.meshProblem()));
  QCOMPARE(import.meshCount(), std::size_t(6));
  QCOMPARE(import.triangles(), std::size_t(96));
  const std::shared_ptr<AttachmentStore> store = memoryAttachments();
  (void)store->keep("made-link3.stl", "another arm's");
  QSignalSpy kept(&import, &ArmImport::kept);
  import.keep(7, store);
  QVERIFY(kept.wait(test::kPatience_ms));
  const Json arm = kept.first().first().value<Json>();
  const std::vector<motion::ArmVisual> visuals = motion::armVisuals(arm, "/arm", "/nowhere");
  QCOMPARE(visuals.size(), std::size_t(6));
  QCOMPARE(visuals[0].mesh, std::string("made-link1.stl"));
  QCOMPARE(visuals[2].mesh, std::string("made-link3-2.stl"));
  QCOMPARE(store->read("made-link3-2.stl"), readTextFile(outer_.filePath("robots/meshes/link3.stl").toStdString()));
  (void)motion::readArm(arm, "/arm", "/nowhere");
}

void TestArmImport::armsWithBadMeshesAreArmsStill_data() {
  QTest::addColumn<QString>("mesh");
  QTest::addColumn<QString>("said");
  QTest::newRow("out of the folder") << "../../outside.stl"
                                     << "\"../../outside.stl\" leads out of the chosen folder";
  QTest::newRow("by a link") << "meshes/way-out.stl"
                             << "leads out of the chosen folder: it is not opened";
  QTest::newRow("not there") << "meshes/gone.stl"
                             << "is not in the chosen folder; copy it there";
  QTest::newRow("no numbers") << "meshes/nan.obj"
                              << "\"nan\" is no coordinate";
  QTest::newRow("another format") << "notes.txt"
                                  << "choose a file ending in";
}

void TestArmImport::armsWithBadMeshesAreArmsStill() {
  QFETCH(QString, mesh);
  QFETCH(QString, said);
  write("outside.stl", test::barStl({0, 0, 1}, 0.1));
  write("robots/meshes/nan.obj", "v nan 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n");
  const std::filesystem::path link = outer_.filePath("robots/meshes/way-out.stl").toStdString();
  if (!std::filesystem::is_symlink(link))
    std::filesystem::create_symlink(outer_.filePath("outside.stl").toStdString(), link);
  QString text = QString::fromStdString(test::madeUrdf());
  QVERIFY(text.contains("meshes/link2.stl"));
  write("robots/changed.urdf", text.replace("meshes/link2.stl", mesh).toStdString());
  ArmImport import(jobs_);
  import.setFolder(outer_.filePath("robots"));
  settle(import);
  import.read({"changed.urdf", {}, {}});
  settle(import);
  QVERIFY2(import.arm() != nullptr, qPrintable(import.problem()));
  QCOMPARE(import.meshCount(), std::size_t(0));
  QVERIFY2(import.meshProblem().contains(said), qPrintable(import.meshProblem()));
}

void TestArmImport::whatCannotBeKeptIsSaid() {
  class FullStore : public AttachmentStore {
   public:
    std::string read(const std::string&) override { return {}; }
    std::string keep(const std::string& name, const std::string&) override {
      throw OutputError(name, "the disk is full", "free some room");
    }
  };
  ArmImport import(jobs_);
  import.setFolder(outer_.filePath("robots"));
  settle(import);
  import.read({"made.urdf", {}, {}});
  settle(import);
  import.keep(7, std::make_shared<FullStore>());
  settle(import);
  QVERIFY2(import.problem().contains("the disk is full"), qPrintable(import.problem()));
  QVERIFY2(import.problem().contains("then try again"), qPrintable(import.problem()));
  QVERIFY(import.arm() != nullptr);
}

QTEST_GUILESS_MAIN(TestArmImport)
#include "tst_arm_import.moc"
