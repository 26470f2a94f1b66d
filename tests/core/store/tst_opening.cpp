// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sys/stat.h>

#include "core/store/project_file.h"
#include "tests/core/store/plain_database.h"
#include "tests/support/small_study.h"

using namespace mw;
using store::Access;
using store::ProjectFile;

namespace fs = std::filesystem;

/// Files that are no project, or no longer one: each is refused in words, and nothing is left beside it.
class TestOpening : public QObject {
  Q_OBJECT

 private slots:
  void refuses_data();
  void refuses();
  void refusesTruncated_data();
  void refusesTruncated();
  void namesTheHolder();
  void readsWhileAnotherWrites();
  void recoversAnUnfinishedChange_data();
  void recoversAnUnfinishedChange();
};

namespace {

using Spoil = std::function<void(const std::string& file)>;

void makeProject(const std::string& file) {
  (void)ProjectFile::create(file, factory::Factory::fromJson(test::smallFactory()));
}

std::string refusal(const std::string& file, Access access) {
  try {
    (void)ProjectFile::open(file, access);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

std::string bytesOf(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

Spoil sql(const char* text) {
  return [text](const std::string& file) { test::PlainDatabase(file).run(text); };
}

Spoil overwrite(std::size_t offset, const std::string& bytes) {
  return [=](const std::string& file) {
    std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
    stream.seekp(static_cast<std::streamoff>(offset));
    stream << bytes;
  };
}

}  // namespace

Q_DECLARE_METATYPE(Spoil)

void TestOpening::refuses_data() {
  QTest::addColumn<Spoil>("spoil");
  QTest::addColumn<QString>("says");
  const auto replaceBy = [](const std::string& text) {
    return [text](const std::string& file) { std::ofstream(file, std::ios::trunc) << text; };
  };
  QTest::newRow("missing") << Spoil([](const std::string& file) { fs::remove(file); }) << "cannot be opened";
  QTest::newRow("empty") << Spoil(replaceBy("")) << "is empty";
  QTest::newRow("text") << Spoil(replaceBy("this is a text file, not a project")) << "not a Millwright project";
  QTest::newRow("long text") << Spoil(replaceBy(std::string(5000, 'x'))) << "not a Millwright project";
  QTest::newRow("folder") << Spoil([](const std::string& file) {
    fs::remove(file);
    fs::create_directory(file);
  }) << "is a folder";
  QTest::newRow("pipe") << Spoil([](const std::string& file) {
    fs::remove(file);
    QCOMPARE(mkfifo(file.c_str(), 0600), 0);
  }) << "no regular file";
  QTest::newRow("symbolic link") << Spoil([](const std::string& file) {
    fs::rename(file, file + ".real");
    fs::create_symlink(file + ".real", file);
  }) << "symbolic link";
  QTest::newRow("another program's") << sql("PRAGMA application_id=7") << "another program's database";
  QTest::newRow("newer version") << sql("PRAGMA user_version=4") << "newer Millwright (format 4";
  QTest::newRow("no version") << sql("PRAGMA user_version=0") << "no format version";
  QTest::newRow("extra trigger") << sql("CREATE TRIGGER t AFTER INSERT ON run BEGIN DELETE FROM run; END")
                                 << "tables, views or triggers";
  QTest::newRow("extra view") << sql("CREATE VIEW v AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x FROM c) "
                                     "SELECT x FROM c")
                              << "tables, views or triggers";
  QTest::newRow("table turned into a view")
      << sql("DROP TABLE recommendation; CREATE VIEW recommendation AS SELECT 1") << "tables, views or triggers";
  QTest::newRow("column bomb") << sql("ALTER TABLE twin ADD COLUMN b TEXT AS (printf('%.*c', 900000000, 'x'))")
                               << "tables, views or triggers";
  QTest::newRow("statistics") << sql("ANALYZE") << "tables, views or triggers";
  QTest::newRow("write-ahead log") << sql("PRAGMA journal_mode=WAL") << "write-ahead log";
  QTest::newRow("UTF-16") << overwrite(56, std::string("\0\0\0\2", 4)) << "not in UTF-8";
  QTest::newRow("page zeroed") << overwrite(4096, std::string(4096, '\0')) << "is damaged";
  QTest::newRow("orphan") << sql("PRAGMA foreign_keys=OFF; INSERT INTO study_kpi VALUES(99, 0, 'x')")
                          << "belongs to nothing";
  QTest::newRow("no factory") << sql("DELETE FROM project") << "no factory";
  QTest::newRow("value out of range") << sql("PRAGMA ignore_check_constraints=ON; UPDATE project SET digest = 'x'")
                                      << "is damaged";
}

void TestOpening::refuses() {
  QFETCH(Spoil, spoil);
  QFETCH(QString, says);
  for (const Access access : {Access::ReadOnly, Access::ReadWrite}) {
    const QTemporaryDir folder;
    const std::string file = folder.filePath("p q.mill").toStdString();
    // SQLite checks ranges only where it may write; for readers the digests tell.
    if (access == Access::ReadOnly && std::string(QTest::currentDataTag()) == "value out of range") continue;
    makeProject(file);
    spoil(file);
    const auto before = std::distance(fs::directory_iterator(folder.path().toStdString()), {});
    const std::string content = fs::is_regular_file(fs::symlink_status(file)) ? bytesOf(file) : "";
    const std::string message = refusal(file, access);
    QVERIFY2(message.find("p q.mill: ") != std::string::npos, message.c_str());
    QVERIFY2(message.find(says.toStdString()) != std::string::npos, message.c_str());
    QCOMPARE(std::distance(fs::directory_iterator(folder.path().toStdString()), {}), before);
    if (fs::is_regular_file(fs::symlink_status(file))) QVERIFY(bytesOf(file) == content);
  }
}

void TestOpening::refusesTruncated_data() {
  QTest::addColumn<double>("share");
  for (const double share : {0.0001, 0.001, 0.1, 0.33, 0.5, 0.9, 0.999, 0.99999}) QTest::addRow("%g", share) << share;
}

void TestOpening::refusesTruncated() {
  QFETCH(double, share);
  const QTemporaryDir folder;
  const std::string file = folder.filePath("p.mill").toStdString();
  makeProject(file);
  const auto whole = fs::file_size(file);
  fs::resize_file(file, static_cast<std::uintmax_t>(static_cast<double>(whole) * share));
  const std::string message = refusal(file, Access::ReadWrite);
  QVERIFY2(message.find("p.mill") != std::string::npos, "opened");
  if (share > 0.001) QVERIFY2(message.find("cut off") != std::string::npos, message.c_str());
}

void TestOpening::namesTheHolder() {
  const QTemporaryDir folder;
  const std::string file = folder.filePath("p.mill").toStdString();
  auto first = ProjectFile::create(file, factory::Factory());
  try {
    (void)ProjectFile::open(file, Access::ReadWrite);
    QFAIL("opened twice");
  } catch (const OutputError& error) {
    const std::string message = error.what();
    QVERIFY2(message.find("open in process " + std::to_string(getpid())) != std::string::npos, message.c_str());
    QVERIFY2(message.find(" since 20") != std::string::npos, message.c_str());
  }
  first.reset();
  QVERIFY(ProjectFile::open(file, Access::ReadWrite) != nullptr);
  // Nothing but the project is left behind.
  QCOMPARE(std::distance(fs::directory_iterator(folder.path().toStdString()), {}), 1);
}

void TestOpening::readsWhileAnotherWrites() {
  const QTemporaryDir folder;
  const std::string file = folder.filePath("p.mill").toStdString();
  const auto writer = ProjectFile::create(file, factory::Factory());
  const auto reader = ProjectFile::open(file, Access::ReadOnly);
  writer->saveFactory(factory::Factory::fromJson(test::smallFactory()));
  QCOMPARE(reader->factory().name(), std::string("line"));
  QVERIFY_EXCEPTION_THROWN(reader->saveFactory(factory::Factory()), OutputError);
}

void TestOpening::recoversAnUnfinishedChange_data() {
  QTest::addColumn<bool>("is_read_only");
  QTest::newRow("for reading") << true;
  QTest::newRow("for writing") << false;
}

void TestOpening::recoversAnUnfinishedChange() {
  QFETCH(bool, is_read_only);
  const QTemporaryDir folder;
  const std::string file = folder.filePath("p.mill").toStdString();
  const std::string killed = folder.filePath("killed.mill").toStdString();
  makeProject(file);
  {
    // A cache of one page makes SQLite write into the file before the commit, as a long change does; the copy is what a
    // kill at that moment leaves.
    test::PlainDatabase database(file);
    database.run(
        "PRAGMA journal_mode=TRUNCATE; PRAGMA cache_size=1; BEGIN; UPDATE project SET program = 'other';"
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) "
        "INSERT INTO restore_point SELECT i, 'r' || i, '2026-01-31T12:00:00Z', hex(zeroblob(100)), "
        "hex(zeroblob(16)) FROM n;");
    fs::copy_file(file, killed);
    fs::copy_file(file + "-journal", killed + "-journal");
  }
  const std::string before = bytesOf(killed);
  {
    const auto project = ProjectFile::open(killed, is_read_only ? Access::ReadOnly : Access::ReadWrite);
    QCOMPARE(project->isRecoveredCopy(), is_read_only);
    QCOMPARE(project->factory().name(), std::string("line"));
    QCOMPARE(project->restorePoints().size(), std::size_t{0});
  }
  QCOMPARE(bytesOf(killed) == before, is_read_only);
  QCOMPARE(fs::exists(killed + "-journal"), is_read_only);
}

QTEST_APPLESS_MAIN(TestOpening)
#include "tst_opening.moc"
