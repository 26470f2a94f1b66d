// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFileInfo>
#include <QProcess>
#include <QTest>
#include <filesystem>
#include <random>
#include <unistd.h>

#include "core/store/project_file.h"
#include "core/store/stored_view.h"
#include "tests/app/window/visit.h"
#include "tests/core/cad/dxf_files.h"
#include "tests/core/store/plain_database.h"
#include "tests/support/patience.h"

using namespace mw;
using mw::test::Answer;
using mw::test::Visit;

/// The real window and what becomes of the user's files: first start, restore points, kills, a second window, a disk
/// that is full.
class TestWindowFiles : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void beginsOnTheStartPage();
  void showsARunningLineFirst();
  void keepsRestorePoints();
  void keepsSettingsAndViews();
  void secondWindowReads();
  void fullDiskLeavesTheWorkWhole();
  void smallDiskLeavesTheWorkWhole();
  void readOnlyFolderIsTold();
  void badFilesLeaveTheWorkWhole();
  void saysWhyAFileCannotBeOpened_data();
  void saysWhyAFileCannotBeOpened();
  void brokenUserFilesAreNoObstacle();
  void tourTicksItself();
  void survivesKillsWhileEditing();

 private:
  /// How many elements the newest complete tree of a script that is being played shows.
  static int elementsShown(const Visit& visit);
  Visit base_{QString()};
};

void TestWindowFiles::initTestCase() {
  const Answer made = base_.cli({"new", "p.mill", "--example", "gearbox-line"});
  QVERIFY2(made.exit_code == 0, made.err.c_str());
}

void TestWindowFiles::beginsOnTheStartPage() {
  const Visit visit{QString()};
  const Answer answer = visit.start({"--theme", "light", "--ui-script", MW_SCRIPTS "/start.json"});
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  QCOMPARE(visit.text("start-tree.json", "start.recent.0"), std::string("(not there)"));
  QCOMPARE(visit.text("home-tree.json", "start.recent.0"), std::string("gearbox-line.mill"));
  QCOMPARE(visit.text("home-tree.json", "outline.search"), std::string("(not there)"));
  QCOMPARE(visit.text("empty-tree.json", "fileName"), std::string("hall.mill"));
  const std::string poor = test::poorControls(visit.widgets("start-tree.json"));
  QVERIFY2(poor.empty(), poor.c_str());
  // The example itself was not touched: what was opened is a draft, with the edit in it.
  const QString draft = visit.path("user/data/millwright/drafts/gearbox-line.mill");
  const auto project = store::ProjectFile::open(draft.toStdString(), store::Access::ReadOnly);
  QCOMPARE(project->factory().elements().size(), std::size_t{23});
  QCOMPARE(project->restorePoints().size(), std::size_t{1});
  QVERIFY(!QFile::exists(draft + "-lock"));
}

/// The first start of all shows a line that runs, the machine that limits it, and the first steps.
void TestWindowFiles::showsARunningLineFirst() {
  const Visit visit{QString()};
  const Answer answer = visit.start({"--theme", "light", "--ui-script", MW_SCRIPTS "/first.json"});
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  QCOMPARE(visit.text("first-tree.json", "fileName"), std::string("bottling-line.mill"));
  const std::string poor = test::poorControls(visit.widgets("first-tree.json"));
  QVERIFY2(poor.empty(), poor.c_str());
  // It became one of the user's files with the first edit, not before (beginsOnTheStartPage).
  QCOMPARE(visit.text("home-tree.json", "start.recent.0"), std::string("bottling-line.mill"));
  // The next start is an ordinary one.
  const Answer next = visit.start({"--ui-tree", "next.json"});
  QVERIFY2(next.exit_code == 0, next.err.c_str());
  QCOMPARE(visit.text("next.json", "tour.close"), std::string("(not there)"));
}

void TestWindowFiles::keepsRestorePoints() {
  const Visit visit(base_.path("p.mill"));
  const Answer answer = visit.play("restore");
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  const auto project = store::ProjectFile::open(visit.path("p.mill").toStdString(), store::Access::ReadOnly);
  QCOMPARE(project->factory().elements().size(), std::size_t{24});
  QCOMPARE(project->restorePoints().front().name, std::string("as it was"));
  QCOMPARE(project->restorePoint("as it was").elements().size(), std::size_t{22});
}

void TestWindowFiles::keepsSettingsAndViews() {
  const Visit visit(base_.path("p.mill"));
  const Answer answer = visit.play("habits");
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  QVERIFY(visit.text("settings-tree.json", "settings.navigation.preset") == "Millwright");
  QCOMPARE(visit.text("settings-tree.json", "settings.look.theme"), std::string("(not there)"));
  const std::string poor = test::poorControls(visit.widgets("settings-tree.json"));
  QVERIFY2(poor.empty(), poor.c_str());
  const auto project = store::ProjectFile::open(visit.path("p.mill").toStdString(), store::Access::ReadOnly);
  QCOMPARE(store::savedViews(*project).front().name, std::string("line 2"));
}

void TestWindowFiles::secondWindowReads() {
  const Visit visit(base_.path("p.mill"));
  QVERIFY(QFile::copy(visit.path("p.mill"), visit.path("newer.mill")));
  test::PlainDatabase(visit.path("newer.mill").toStdString()).run("PRAGMA user_version = 9");
  const auto first = store::ProjectFile::open(visit.path("p.mill").toStdString(), store::Access::ReadWrite);
  const Answer answer = visit.play("read-only");
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  const std::string opened = visit.text("opened-tree.json", "notice.read-only.text");
  QVERIFY2(opened.find("Open for reading only") == 0 && opened.find("open in process") != std::string::npos,
           opened.c_str());
  const std::string edited = visit.text("edited-tree.json", "notice.read-only.text");
  QVERIFY2(edited.find("in this window alone") != std::string::npos, edited.c_str());
  QCOMPARE(visit.text("edited-tree.json", "fileName"), std::string("p.mill*"));
  const std::string newer = visit.text("newer-tree.json", "notice.failed.text");
  QVERIFY2(newer.find("newer Millwright") != std::string::npos, newer.c_str());
  QCOMPARE(visit.text("newer-tree.json", "fileName"), std::string("p.mill*"));
  QCOMPARE(first->factory().elements().size(), std::size_t{22});
}

void TestWindowFiles::fullDiskLeavesTheWorkWhole() {
  const Visit visit(base_.path("p.mill"));
  // Room for what the factory is now once more, and not for eight of it.
  constexpr qint64 kSpare_kB = 20;
  const qint64 blocks = QFileInfo(visit.path("p.mill")).size() / 1024 + kSpare_kB;
  const QString line = QStringLiteral("ulimit -f %1; exec %2 p.mill --theme light --ui-script %3")
                           .arg(blocks)
                           .arg(QStringLiteral(MW_WINDOW_PROGRAM), QStringLiteral(MW_SCRIPTS "/full-disk.json"));
  const Answer answer = test::runAsUser("bash", {"-c", line}, QFileInfo(visit.path("p.mill")).path());
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  QCOMPARE(visit.factory().elements().size(), std::size_t{22});
  QCOMPARE(visit.cli({"check", "p.mill"}).exit_code, 0);
}

/// The same where the file system itself is full: nothing more of any file fits.
void TestWindowFiles::smallDiskLeavesTheWorkWhole() {
  const Visit visit(base_.path("p.mill"));
  const QString folder = QFileInfo(visit.path("p.mill")).path();
  // A disk of its own, in a space of mounts of its own: it goes with the window.
  const QString own = geteuid() == 0 ? QStringLiteral("unshare -m") : QStringLiteral("unshare -rm");
  if (test::runAsUser("bash", {"-c", own + " mount -t tmpfs tmpfs /mnt"}, folder).exit_code != 0) {
    QSKIP("no disk can be mounted here");
  }
  constexpr qint64 kSpare_kB = 24;  // a rollback journal of small edits fits, eight factories do not
  const qint64 size_kB = QFileInfo(visit.path("p.mill")).size() / 1024 + kSpare_kB;
  const QString line =
      QStringLiteral(
          "%1 bash -c 'mkdir disk && mount -t tmpfs -o size=%2k tmpfs disk && cp p.mill disk && cd disk && "
          "%3 p.mill --theme light --ui-script %4; code=$?; cp p.mill ../after.mill; exit $code'")
          .arg(own)
          .arg(size_kB)
          .arg(QStringLiteral(MW_WINDOW_PROGRAM), QStringLiteral(MW_SCRIPTS "/full-disk.json"));
  const Answer answer = test::runAsUser("bash", {"-c", line}, folder);
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  QCOMPARE(visit.cli({"check", "after.mill"}).exit_code, 0);
  const auto after = store::ProjectFile::open(visit.path("after.mill").toStdString(), store::Access::ReadOnly);
  QCOMPARE(after->factory().elements().size(), std::size_t{22});
}

void TestWindowFiles::readOnlyFolderIsTold() {
  const Visit visit{QString()};
  QVERIFY(QDir().mkpath(visit.path("locked")));
  QVERIFY(QFile::copy(base_.path("p.mill"), visit.path("locked/p.mill")));
  const auto allow = [&visit](const char* mode) {
    QVERIFY(QProcess::execute("chmod", {"-R", mode, visit.path("locked")}) == 0);
  };
  allow("a-w");
  // Permissions hold for root too once it has given up overruling them.
  const QString own =
      geteuid() == 0 ? QStringLiteral("setpriv --bounding-set=-dac_override --inh-caps=-dac_override ") : QString();
  const QString line = own + QStringLiteral(MW_WINDOW_PROGRAM " locked/p.mill --theme light --ui-script " MW_SCRIPTS
                                                              "/read-only-folder.json");
  const Answer answer = test::runAsUser("bash", {"-c", line}, QFileInfo(visit.path("locked")).path());
  allow("u+w");
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  const std::string opened = visit.text("opened-tree.json", "notice.read-only.text");
  QVERIFY2(opened.find("Open for reading only") == 0, opened.c_str());
  const std::string refused = visit.text("refused-tree.json", "notice.failed.text");
  QVERIFY2(refused.find("locked/copy.mill") != std::string::npos, refused.c_str());
  const auto elementsOf = [&visit](const QString& file) {
    return store::ProjectFile::open(visit.path(file).toStdString(), store::Access::ReadOnly)
        ->factory()
        .elements()
        .size();
  };
  QCOMPARE(elementsOf("locked/p.mill"), std::size_t{22});
  QCOMPARE(elementsOf("copy.mill"), std::size_t{23});
}

/// What is dropped on the window and is not what it seems is told in place, and nothing in the window changes.
void TestWindowFiles::badFilesLeaveTheWorkWhole() {
  const Visit visit(base_.path("p.mill"));
  const auto write = [&visit](const char* name, const std::string& content) {
    writeTextFile(visit.path(name).toStdString(), content);
  };
  write("no-mesh.stl", "hello");
  write("huge.stl", "solid");
  std::filesystem::resize_file(visit.path("huge.stl").toStdString(), std::uintmax_t{2} << 30U);
  std::string blocks = test::dxfBlock("B12", 0, 0, test::dxfLine(0, 0, 1, 0));
  for (int i = 0; i < 12; ++i) {
    std::string ten;
    for (int k = 0; k < 10; ++k) ten += test::dxfInsert("B" + std::to_string(i + 1), {});
    blocks += test::dxfBlock("B" + std::to_string(i), 0, 0, ten);
  }
  write("bomb.dxf", test::dxf(6, test::dxfInsert("B0", {}), blocks));
  write("notes.txt.mill", "buy bearings\n");
  QVERIFY(QFile::copy(visit.path("p.mill"), visit.path("newer.mill")));
  test::PlainDatabase(visit.path("newer.mill").toStdString()).run("PRAGMA user_version = 9");
  QVERIFY(QFile::copy(visit.path("p.mill"), visit.path("cut-off.mill")));
  std::filesystem::resize_file(visit.path("cut-off.mill").toStdString(),
                               static_cast<std::uintmax_t>(QFileInfo(visit.path("p.mill")).size() / 2));
  const factory::Factory before = visit.factory();
  const Answer answer = visit.play("bad-files");
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  QVERIFY(visit.factory() == before);
  QCOMPARE(visit.cli({"check", "p.mill"}).exit_code, 0);
}

void TestWindowFiles::saysWhyAFileCannotBeOpened_data() {
  QTest::addColumn<QString>("file");
  QTest::addColumn<QByteArray>("text");
  QTest::addColumn<QString>("says");
  QTest::newRow("text as project") << "notes.mill" << QByteArray("buy bearings\n") << "notes.mill: not a Millwright";
  QTest::newRow("broken factory") << "f.json" << QByteArray("{\n  \"format\": oops}") << "f.json:2:";
  QTest::newRow("no such file") << "none.mill" << QByteArray() << "none.mill";
  QTest::newRow("nothing of ours") << "tune.mp3" << QByteArray("la") << "is nothing that can be opened here";
}

/// Whoever starts the program from a desktop has no console to read: the window says it, over the start page.
void TestWindowFiles::saysWhyAFileCannotBeOpened() {
  QFETCH(QString, file);
  QFETCH(QByteArray, text);
  QFETCH(QString, says);
  const Visit visit{QString()};
  if (!text.isEmpty()) writeTextFile(visit.path(file).toStdString(), text.toStdString());
  const Answer answer = visit.start({file, "--ui-tree", "tree.json"});
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  const std::string said = visit.text("tree.json", "notice.failed.text");
  QVERIFY2(said.find(says.toStdString()) != std::string::npos, said.c_str());
  QVERIFY(visit.text("tree.json", "start.file.open") != "(not there)");
}

void TestWindowFiles::brokenUserFilesAreNoObstacle() {
  const Visit visit(base_.path("p.mill"));
  QVERIFY(QDir().mkpath(visit.path("user/config/millwright")) && QDir().mkpath(visit.path("user/data/millwright")));
  writeTextFile(visit.path("user/config/millwright/settings.json").toStdString(), "{oops");
  writeTextFile(visit.path("user/data/millwright/recent.json").toStdString(), "[[");
  // Far beyond every screen, and no arrangement of docks.
  writeTextFile(
      visit.path("user/data/millwright/window.json").toStdString(),
      R"({"format": "millwright-window/1", "geometry": "AdnQywADAAD//wAA", "arrangements": {"build": "AAAA"}})");
  const Answer answer = visit.start({"p.mill", "--ui-shot", "window.png", "--ui-tree", "tree.json"});
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  const std::string said = visit.text("tree.json", "notice.settings.text");
  QVERIFY2(said.find("settings.json:1:") != std::string::npos, said.c_str());
  QVERIFY(visit.text("tree.json", "properties.title") != "(not there)");
  QCOMPARE(visit.picture("window.png").size(), QSize(1600, 1000));
}

void TestWindowFiles::tourTicksItself() {
  const Visit visit{QString()};
  const Answer answer = visit.start({"--theme", "dark", "--ui-script", MW_SCRIPTS "/tour.json"});
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
}

int TestWindowFiles::elementsShown(const Visit& visit) {
  for (int i = 59; i >= 0; --i) {
    if (!QFile::exists(visit.path(QStringLiteral("edit-%1.json").arg(i)))) continue;
    return std::atoi(visit.text(QStringLiteral("edit-%1.json").arg(i), "status.elements").c_str());
  }
  return 0;
}

/// Killed while it edits, again and again: the next start opens at the last edit, and says what happened.
void TestWindowFiles::survivesKillsWhileEditing() {
  const int kills = std::max(3, qEnvironmentVariableIntValue("MW_KILLS"));
  const Visit visit(base_.path("p.mill"));
  std::mt19937 random(5);
  std::uniform_int_distribution<int> wait_ms(0, 700);
  int least = 22;
  for (int i = 0; i < kills; ++i) {
    for (int k = 0; k < 60; ++k) QFile::remove(visit.path(QStringLiteral("edit-%1.json").arg(k)));
    QProcess window;
    window.setWorkingDirectory(QFileInfo(visit.path("p.mill")).path());
    window.setProcessEnvironment(test::userOf(window.workingDirectory()));
    window.start(MW_WINDOW_PROGRAM, {"p.mill", "--theme", "light", "--ui-script", MW_SCRIPTS "/edit-on.json"});
    QVERIFY(window.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(visit.path("edit-2.json")), test::kPatience_ms);
    QTest::qWait(wait_ms(random));
    window.kill();
    QVERIFY(window.waitForFinished());
    const int shown = elementsShown(visit);
    QVERIFY2(shown > least, "nothing was edited");
    const auto kept = static_cast<int>(visit.factory().elements().size());
    // At most the edit that was on its way is lost; one more may have been made since the tree was written.
    QVERIFY2(kept >= shown - 1 && kept <= shown + 1, qPrintable(QString("%1 of %2 kept").arg(kept).arg(shown)));
    least = kept;
  }
  const Answer answer = visit.play("recovered");
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  const std::string said = visit.text("recovered-tree.json", "notice.recovered.text");
  const std::string edits = std::to_string(least - 22) + " edits since the project was made";
  QVERIFY2(said.find(edits) != std::string::npos, (said + " / " + edits).c_str());
  QCOMPARE(std::atoi(visit.text("recovered-tree.json", "status.elements").c_str()), least);
  // Closed as it should be, the next start has nothing to say.
  QCOMPARE(visit.start({"p.mill", "--ui-tree", "again.json"}).exit_code, 0);
  QCOMPARE(visit.text("again.json", "notice.recovered.text"), std::string("(not there)"));
}

QTEST_MAIN(TestWindowFiles)
#include "tst_window_files.moc"
