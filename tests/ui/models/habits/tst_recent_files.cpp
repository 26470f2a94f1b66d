// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/json.h"
#include "core/store/project_file.h"
#include "ui/models/habits/drafts.h"
#include "ui/models/habits/example_catalog.h"
#include "ui/models/habits/recent_files.h"

using namespace mw;
using models::RecentFiles;

class TestRecentFiles : public QObject {
  Q_OBJECT

 private slots:
  void keepsNewestFirst();
  void tellsWhatIsGone();
  void keepsPictures();
  void brokenListIsEmpty_data();
  void brokenListIsEmpty();
  void listsExamples();
  void draftsAreProjects();

 private:
  QTemporaryDir folder_;
  QString path(const char* name) const { return folder_.filePath(QLatin1String(name)); }
};

void TestRecentFiles::keepsNewestFirst() {
  {
    RecentFiles recent(path("a/recent.json"), path("pictures"));
    QSignalSpy changes(&recent, &RecentFiles::changed);
    for (int i = 0; i < 15; ++i) recent.note(path("f") + QString::number(i));
    recent.note(path("f7"));
    QCOMPARE(changes.count(), 16);
  }
  const RecentFiles again(path("a/recent.json"), path("pictures"));
  const auto files = again.files();
  QCOMPARE(files.size(), RecentFiles::kMost);
  QCOMPARE(files[0].file, path("f7"));
  QCOMPARE(files[1].file, path("f14"));
  QVERIFY(files[0].opened.isValid());
  QVERIFY(std::none_of(files.begin() + 1, files.end(), [&](const auto& entry) { return entry.file == path("f7"); }));
}

void TestRecentFiles::tellsWhatIsGone() {
  RecentFiles recent(path("gone.json"), path("pictures"));
  writeTextFile(path("here.mill").toStdString(), "x");
  recent.note(path("here.mill"));
  recent.note(path("away.mill"));
  QVERIFY(!recent.files()[0].is_there);
  QVERIFY(recent.files()[1].is_there);
  recent.forget(path("away.mill"));
  QCOMPARE(recent.files().size(), std::size_t{1});
}

void TestRecentFiles::keepsPictures() {
  RecentFiles recent(path("pictures.json"), path("pictures"));
  QImage wide(1000, 400, QImage::Format_RGB32);
  wide.fill(Qt::red);
  for (int y = 0; y < 400; ++y) {
    for (int x = 400; x < 600; ++x) wide.setPixelColor(x, y, Qt::blue);
  }
  recent.keepPicture(path("p.mill"), wide);
  const QImage kept = recent.picture(path("p.mill"));
  QCOMPARE(kept.size(), QSize(640, 400));
  QCOMPARE(kept.pixelColor(320, 200), QColor(Qt::blue));
  QCOMPARE(kept.pixelColor(100, 200), QColor(Qt::red));
  QVERIFY(recent.picture(path("other.mill")).isNull());
}

void TestRecentFiles::brokenListIsEmpty_data() {
  QTest::addColumn<QByteArray>("text");
  QTest::newRow("no JSON") << QByteArray("{\"files\": [");
  QTest::newRow("a list") << QByteArray("[1, 2]");
  QTest::newRow("numbers for names") << QByteArray(R"({"format": "millwright-recent/1", "files": [{"file": 3}]})");
  QTest::newRow("newer format") << QByteArray(R"({"format": "millwright-recent/9", "files": []})");
}

void TestRecentFiles::brokenListIsEmpty() {
  QFETCH(QByteArray, text);
  writeTextFile(path("broken.json").toStdString(), text.toStdString());
  RecentFiles recent(path("broken.json"), path("pictures"));
  QVERIFY(recent.files().empty());
  recent.note(path("p.mill"));
  QCOMPARE(RecentFiles(path("broken.json"), path("pictures")).files().size(), std::size_t{1});
}

void TestRecentFiles::listsExamples() {
  const auto examples = models::examplesIn(models::exampleFolder());
  QVERIFY(examples.size() >= 4);
  for (const models::Example& example : examples) {
    QVERIFY2(!example.line.isEmpty(), qPrintable(example.title + " is not told in the folder's README.md"));
    QVERIFY2(!example.line.contains('*') && !example.line.contains('`') && !example.line.contains("]("),
             qPrintable(example.line));
    QVERIFY(!example.title.isEmpty());
    QVERIFY(std::filesystem::is_regular_file(example.file));
  }
  const auto gearbox = std::find_if(examples.begin(), examples.end(), [](const models::Example& example) {
    return example.file.filename() == "gearbox-line.json";
  });
  QVERIFY(gearbox != examples.end());
  QVERIFY2(gearbox->line.startsWith("22 elements in a U"), qPrintable(gearbox->line));
  QVERIFY(models::examplesIn(folder_.path().toStdString()).empty());
}

void TestRecentFiles::draftsAreProjects() {
  const models::Drafts drafts(path("drafts").toStdString());
  const QString first = drafts.make(factory::Factory());
  const QString second = drafts.make(factory::Factory());
  QVERIFY(first != second);
  QVERIFY(drafts.isDraft(first));
  QVERIFY(!drafts.isDraft(path("p.mill")));
  (void)store::ProjectFile::open(second.toStdString(), store::Access::ReadWrite);
  drafts.discard(second);
  QVERIFY(!QFile::exists(second));
  writeTextFile(path("p.mill").toStdString(), "mine");
  drafts.discard(path("p.mill"));
  QVERIFY(QFile::exists(path("p.mill")));
}

QTEST_GUILESS_MAIN(TestRecentFiles)
#include "tst_recent_files.moc"
