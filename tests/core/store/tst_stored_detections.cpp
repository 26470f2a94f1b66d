// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include "core/store/promised_tables.h"
#include "core/store/schema.h"
#include "core/store/stored_detections.h"
#include "core/store/stored_log.h"
#include "core/twin/detect/detect_log.h"
#include "core/twin/detect/detect_settings.h"
#include "core/twin/log.h"
#include "tests/core/store/plain_database.h"
#include "tests/support/small_study.h"

using namespace mw;
using store::Access;
using store::ProjectFile;

/// What searches found in logs: kept by log and settings, readable by SQL, damage noticed; and projects of version 1,
/// which had no room for it.
class TestStoredDetections : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void keepsWhatWasFound();
  void theSameSettingsReplace();
  void viewTellsDetections();
  void noticesChangedEntries();
  void removesSets();
  void goWithTheirLog();
  void refusesAnUnknownLog();
  void olderProjectsAreBroughtUpToDate();
  void olderProjectsCanBeReadAlone();

 private:
  void makeOld() const;
  [[nodiscard]] store::StoredDetections found(double healthy_rows) const;

  std::unique_ptr<QTemporaryDir> folder_;
  std::string file_;
  twin::Log log_;
};

void TestStoredDetections::init() {
  folder_ = std::make_unique<QTemporaryDir>();
  file_ = folder_->filePath("p.mill").toStdString();
  log_ = {"pump", std::nullopt, {10, 11, 12, 13, 14}, {{"flow", "l/s", {1, 2, 3, 4, 5}}}, ""};
  const auto project = ProjectFile::create(file_, factory::Factory::fromJson(test::smallFactory()));
  store::saveLog(*project, log_);
}

store::StoredDetections TestStoredDetections::found(double healthy_rows) const {
  twin::DetectRequest request;
  request.healthy.rows = static_cast<std::size_t>(healthy_rows);
  estimation::Detection detection;
  detection.test = "T2";
  detection.first_row = 1;
  detection.last_row = 3;
  detection.peak_row = 2;
  detection.statistic = 0.1 + 0.2;
  detection.limit = 0.25;
  detection.window_rows = 9;
  detection.p_value = 1e-9;
  detection.suspects = {{"flow", 0.8, -4.5, true}, {"power", 0.2, 1, false}};
  twin::LogDetections all;
  all.log = log_.name;
  all.detections = {detection};
  return store::storedDetections(all, log_, request);
}

/// As version 1 of the program wrote it.
void TestStoredDetections::makeOld() const {
  const std::string first = store::schemaText(1);
  const std::size_t view = first.find("CREATE VIEW results");
  test::PlainDatabase(file_).run(
      "DROP VIEW detections; DROP TABLE detection; DROP TABLE detection_set; "
      "DROP TABLE run_block; DROP VIEW results; PRAGMA user_version=1; " +
      first.substr(view, first.find(';', view) - view));
}

void TestStoredDetections::keepsWhatWasFound() {
  const store::StoredDetections set = found(2);
  store::saveDetections(*ProjectFile::open(file_, Access::ReadWrite), set);
  const auto again = store::detections(*ProjectFile::open(file_, Access::ReadOnly), "pump");
  QCOMPARE(again.size(), std::size_t{1});
  QVERIFY(again[0].entries == set.entries);
  QVERIFY(again[0].settings == set.settings);
  QCOMPARE(again[0].settings_digest, set.settings_digest);
  const auto& entry = again[0].entries[0];
  QCOMPARE(entry.from_s, 11.0);
  QCOMPARE(entry.to_s, 13.0);
  QCOMPARE(entry.peak_s, 12.0);
  QCOMPARE(entry.suspects, (std::vector<std::string>{"flow", "power"}));
  QVERIFY2(entry.evidence.find("flow reads below by 4.5 sd, without it the others are consistent") != std::string::npos,
           entry.evidence.c_str());
}

void TestStoredDetections::theSameSettingsReplace() {
  const auto project = ProjectFile::open(file_, Access::ReadWrite);
  store::saveDetections(*project, found(2));
  store::saveDetections(*project, found(3));
  QCOMPARE(store::detections(*project).size(), std::size_t{2});
  store::StoredDetections none = found(2);
  none.entries.clear();
  store::saveDetections(*project, none);
  const auto sets = store::detections(*project);
  QCOMPARE(sets.size(), std::size_t{2});
  QCOMPARE(sets[1].settings_digest, none.settings_digest);
  QVERIFY(sets[1].entries.empty());
  QCOMPARE(test::PlainDatabase(file_).rows("SELECT count(*) FROM detection")[0], std::string("1"));
}

void TestStoredDetections::viewTellsDetections() {
  const auto project = ProjectFile::open(file_, Access::ReadWrite);
  store::saveDetections(*project, found(2));
  const auto rows = test::PlainDatabase(file_).rows(
      "SELECT log, test, signals, from_s, to_s, statistic > limit_value, certainty FROM detections");
  QCOMPARE(rows, (std::vector<std::string>{"pump|T2|flow, power|11.0|13.0|1|0.999999999"}));
  std::size_t told = 0;
  for (const store::PromisedTable& table : store::promisedTables()) {
    if (table.name == "detections") store::readTable(*project, table, [&](auto values) { told += values.size(); });
  }
  QCOMPARE(told, std::size_t{12});
}

void TestStoredDetections::noticesChangedEntries() {
  store::saveDetections(*ProjectFile::open(file_, Access::ReadWrite), found(2));
  test::PlainDatabase(file_).run("UPDATE detection SET to_s = 14");
  const auto project = ProjectFile::open(file_, Access::ReadOnly);
  try {
    (void)store::detections(*project);
    QFAIL("read");
  } catch (const InputError& error) {
    QVERIFY2(std::string(error.what()).find("the detections in log pump") != std::string::npos, error.what());
  }
}

void TestStoredDetections::removesSets() {
  const auto project = ProjectFile::open(file_, Access::ReadWrite);
  store::saveDetections(*project, found(2));
  store::saveDetections(*project, found(3));
  QCOMPARE(store::removeDetections(*project, "pump", found(3).settings_digest), std::size_t{1});
  QCOMPARE(store::detections(*project)[0].settings_digest, found(2).settings_digest);
  QCOMPARE(store::removeDetections(*project, "other"), std::size_t{0});
  QCOMPARE(store::removeDetections(*project, "pump"), std::size_t{1});
  QVERIFY(store::detections(*project).empty());
}

void TestStoredDetections::goWithTheirLog() {
  const auto project = ProjectFile::open(file_, Access::ReadWrite);
  store::saveDetections(*project, found(2));
  store::removeLog(*project, "pump");
  QVERIFY(store::detections(*project).empty());
  QCOMPARE(test::PlainDatabase(file_).rows("SELECT count(*) FROM detection")[0], std::string("0"));
}

void TestStoredDetections::refusesAnUnknownLog() {
  store::StoredDetections set = found(2);
  set.log = "pomp";
  const auto project = ProjectFile::open(file_, Access::ReadWrite);
  QVERIFY_EXCEPTION_THROWN(store::saveDetections(*project, set), InputError);
  QVERIFY(store::detections(*project).empty());
}

void TestStoredDetections::olderProjectsAreBroughtUpToDate() {
  makeOld();
  {
    const auto project = ProjectFile::open(file_, Access::ReadWrite);
    QCOMPARE(store::loadLog(*project, "pump").t_s, log_.t_s);
    store::saveDetections(*project, found(2));
  }
  QCOMPARE(test::PlainDatabase(file_).rows("PRAGMA user_version")[0],
           std::to_string(store::ProjectFile::kSchemaVersion));
  QCOMPARE(store::detections(*ProjectFile::open(file_, Access::ReadOnly)).size(), std::size_t{1});
}

void TestStoredDetections::olderProjectsCanBeReadAlone() {
  makeOld();
  const auto project = ProjectFile::open(file_, Access::ReadOnly);
  QVERIFY(store::detections(*project).empty());
  for (const store::PromisedTable& table : store::promisedTables()) {
    store::readTable(*project, table, [](auto) {});
  }
  QCOMPARE(test::PlainDatabase(file_).rows("PRAGMA user_version")[0], std::string("1"));
}

QTEST_APPLESS_MAIN(TestStoredDetections)
#include "tst_stored_detections.moc"
