// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>
#include <filesystem>

#include "core/store/connection.h"
#include "core/store/project_file.h"
#include "core/store/stored_note.h"
#include "core/store/stored_surrogate.h"
#include "core/store/stored_twin.h"
#include "core/store/stored_view.h"
#include "tests/core/store/plain_database.h"
#include "tests/support/small_study.h"

using namespace mw;
using store::Access;
using store::ProjectFile;

class TestProjectFile : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void keepsTheFactory();
  void neverOverwrites();
  void keepsRestorePoints();
  void countsEditsSinceTheRestorePoint();
  void keepsViews();
  void keepsNotesByKind();
  void keepsTwinsAndSurrogates();
  void tellsWhatWasChangedOutside_data();
  void tellsWhatWasChangedOutside();
  void savesACopyWhileOpen();
  void fullDiskLeavesWhatWasThere();
  void promisedViewsExist_data();
  void promisedViewsExist();

 private:
  std::unique_ptr<QTemporaryDir> folder_;
  std::string file_;
  factory::Factory factory_ = factory::Factory::fromJson(test::smallFactory());
};

void TestProjectFile::init() {
  folder_ = std::make_unique<QTemporaryDir>();
  file_ = folder_->filePath("p.mill").toStdString();
}

void TestProjectFile::keepsTheFactory() {
  {
    const auto project = ProjectFile::create(file_, factory::Factory());
    project->saveFactory(factory_);
  }
  const auto project = ProjectFile::open(file_, Access::ReadOnly);
  QVERIFY(project->factory() == factory_);
  QCOMPARE(project->summary().name, std::string("line"));
  QCOMPARE(project->summary().bytes, std::filesystem::file_size(file_));
}

void TestProjectFile::neverOverwrites() {
  writeTextFile(file_, "something of the user's");
  QVERIFY_EXCEPTION_THROWN((void)ProjectFile::create(file_, factory_), OutputError);
  QCOMPARE(readTextFile(file_), std::string("something of the user's"));
  const std::string nowhere = folder_->filePath("no/such/folder/p.mill").toStdString();
  QVERIFY_EXCEPTION_THROWN((void)ProjectFile::create(nowhere, factory_), OutputError);
}

void TestProjectFile::keepsRestorePoints() {
  const auto project = ProjectFile::create(file_, factory_);
  project->saveRestorePoint("before the robot", factory_);
  project->saveRestorePoint("empty", factory::Factory());
  project->saveRestorePoint("empty", factory::Factory());
  QCOMPARE(project->restorePoints().size(), std::size_t{2});
  QVERIFY(project->restorePoint("before the robot") == factory_);
  try {
    (void)project->restorePoint("before the robt");
    QFAIL("found");
  } catch (const InputError& error) {
    QVERIFY2(std::string(error.what()).find("did you mean \"before the robot\"?") != std::string::npos, error.what());
  }
  QVERIFY_EXCEPTION_THROWN(project->saveRestorePoint("", factory_), InputError);
}

void TestProjectFile::countsEditsSinceTheRestorePoint() {
  const auto project = ProjectFile::create(file_, factory::Factory());
  QCOMPARE(project->editsSinceRestorePoint(), std::uint64_t{0});
  QVERIFY(!project->wasLeftOpen());
  project->saveFactory(factory_, 3);
  project->saveFactory(factory_);
  QCOMPARE(project->editsSinceRestorePoint(), std::uint64_t{4});
  // Another edit came into the file first: the point is not what the project holds.
  project->saveRestorePoint("older", factory::Factory());
  QCOMPARE(project->editsSinceRestorePoint(), std::uint64_t{4});
  project->saveRestorePoint("now", factory_);
  QCOMPARE(project->editsSinceRestorePoint(), std::uint64_t{0});
  project->removeRestorePoint("now");
  QCOMPARE(project->restorePoints().size(), std::size_t{1});
}

void TestProjectFile::keepsViews() {
  const auto project = ProjectFile::create(file_, factory_);
  store::saveView(*project, {"Line 2", {{"distance_m", 12.5}}});
  store::saveView(*project, {"Press", {{"distance_m", 3}}});
  store::saveView(*project, {"Line 2", {{"distance_m", 14}}});
  QCOMPARE(store::savedViews(*project).size(), std::size_t{2});
  QVERIFY(store::savedViews(*project).back().pose == Json({{"distance_m", 14}}));
  store::removeView(*project, "Line 2");
  QCOMPARE(store::savedViews(*project).front().name, std::string("Press"));
}

void TestProjectFile::keepsNotesByKind() {
  const auto project = ProjectFile::create(file_, factory_);
  store::saveNote(*project, {"log-map", "motor", {{"delimiter", ";"}}});
  store::saveNote(*project, {"plots", "motor", Json::array({1})});
  store::saveNote(*project, {"log-map", "press", {{"delimiter", ","}}});
  store::saveNote(*project, {"log-map", "motor", {{"delimiter", "|"}}});
  const auto maps = store::notes(*project, "log-map");
  QCOMPARE(maps.size(), std::size_t{2});
  QCOMPARE(maps.back().name, std::string("motor"));
  QVERIFY(maps.back().content == Json({{"delimiter", "|"}}));
  QVERIFY(store::note(*project, "plots", "motor") == Json::array({1}));
  store::removeNote(*project, "log-map", "motor");
  QVERIFY(!store::note(*project, "log-map", "motor"));
  QVERIFY(store::note(*project, "plots", "motor"));
}

void TestProjectFile::keepsTwinsAndSurrogates() {
  const auto project = ProjectFile::create(file_, factory_);
  const Json definition = {{"format", "millwright-twin/1"}, {"asset", "mill"}};
  store::saveTwin(*project, "mill", definition);
  QVERIFY(store::twin(*project, "mill").definition == definition);
  const Json model = {{"kind", "gp"}, {"signal_variance", 0.1 + 0.2}};
  store::saveSurrogate(*project, {"t", "buffers", "throughput_per_h", "gp", "", model});
  QVERIFY(store::surrogate(*project, "t").model == model);
  QCOMPARE(store::surrogates(*project).front().study, std::string("buffers"));
  QVERIFY_EXCEPTION_THROWN((void)store::surrogate(*project, "u"), InputError);
}

void TestProjectFile::tellsWhatWasChangedOutside_data() {
  QTest::addColumn<QString>("change");
  QTest::addColumn<QString>("says");
  QTest::newRow("factory") << "UPDATE project SET factory = replace(factory, '60', '61')"
                           << "the factory is damaged";
  QTest::newRow("restore point") << "UPDATE restore_point SET factory = '{}'"
                                 << "restore point r is damaged";
  QTest::newRow("twin") << "UPDATE twin SET definition = '{\"format\": 1}'"
                        << "twin mill is damaged";
  QTest::newRow("surrogate") << "UPDATE surrogate SET response = 'wip_mean'"
                             << "surrogate t is damaged";
}

void TestProjectFile::tellsWhatWasChangedOutside() {
  QFETCH(QString, change);
  QFETCH(QString, says);
  {
    const auto project = ProjectFile::create(file_, factory_);
    project->saveRestorePoint("r", factory_);
    store::saveTwin(*project, "mill", {{"asset", "mill"}});
    store::saveSurrogate(*project, {"t", "buffers", "throughput_per_h", "gp", "", {{"a", 1}}});
  }
  test::PlainDatabase(file_).run(change.toStdString());
  const auto project = ProjectFile::open(file_, Access::ReadOnly);
  try {
    (void)project->factory();
    (void)project->restorePoint("r");
    (void)store::twins(*project);
    (void)store::surrogates(*project);
    QFAIL("not noticed");
  } catch (const InputError& error) {
    QVERIFY2(std::string(error.what()).find(says.toStdString()) != std::string::npos, error.what());
  }
}

void TestProjectFile::savesACopyWhileOpen() {
  const std::string copy = folder_->filePath("copy.mill").toStdString();
  const auto project = ProjectFile::create(file_, factory_);
  project->saveRestorePoint("r", factory_);
  project->saveCopy(copy);
  QVERIFY_EXCEPTION_THROWN(project->saveCopy(copy), OutputError);
  project->saveFactory(factory::Factory());
  const auto opened = ProjectFile::open(copy, Access::ReadWrite);
  QVERIFY(opened->factory() == factory_);
  QCOMPARE(opened->restorePoints().size(), std::size_t{1});
}

void TestProjectFile::fullDiskLeavesWhatWasThere() {
  const auto project = ProjectFile::create(file_, factory_);
  project->read([](store::Connection& connection) {
    // The limit gives the same SQLITE_FULL as a full disk; the authorizer does not let the pragma through, so it is
    // taken off for the moment.
    sqlite3_set_authorizer(connection.database().getHandle(), nullptr, nullptr);
    connection.database().exec("PRAGMA max_page_count=1");
  });
  Json large = test::smallFactory();
  large["name"] = std::string(200'000, 'x');
  try {
    project->saveRestorePoint("large", factory::Factory::fromJson(large));
    QFAIL("stored");
  } catch (const OutputError& error) {
    QVERIFY2(std::string(error.what()).find("p.mill: the disk is full") != std::string::npos, error.what());
  }
  QCOMPARE(project->restorePoints().size(), std::size_t{0});
  QVERIFY(project->factory() == factory_);
}

void TestProjectFile::promisedViewsExist_data() {
  QTest::addColumn<QString>("view");
  QTest::addColumn<QString>("columns");
  QTest::newRow("results") << "results"
                           << "study point replication kpi value";
  QTest::newRow("design") << "design"
                          << "study point factor value";
  QTest::newRow("signals") << "signals"
                           << "log signal t_s value";
  QTest::newRow("estimates") << "estimates"
                             << "twin log t_s state mean sd";
  QTest::newRow("alerts") << "alerts"
                          << "twin log t_s level message";
  QTest::newRow("detections") << "detections"
                              << "log test signals from_s to_s peak_s statistic limit_value p_value certainty evidence "
                                 "settings_digest";
  QTest::newRow("surrogates") << "surrogates"
                              << "name study response kind created";
  QTest::newRow("recommendations") << "recommendations"
                                   << "created source factor value response mean low high";
}

void TestProjectFile::promisedViewsExist() {
  QFETCH(QString, view);
  QFETCH(QString, columns);
  (void)ProjectFile::create(file_, factory_);
  test::PlainDatabase database(file_);
  QString names;
  for (const std::string& name : database.rows("SELECT name FROM pragma_table_info('" + view.toStdString() + "')")) {
    names += (names.isEmpty() ? "" : " ") + QString::fromStdString(name);
  }
  QCOMPARE(names, columns);
  QVERIFY(database.rows("SELECT * FROM " + view.toStdString()).empty());
}

QTEST_APPLESS_MAIN(TestProjectFile)
#include "tst_project_file.moc"
