// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <sqlite3.h>
#include <sys/resource.h>

#include "core/store/connection.h"
#include "core/store/disk_full.h"
#include "core/store/left_runs.h"
#include "core/store/stored_note.h"
#include "core/store/study_sweep.h"
#include "tests/support/counting_engine.h"
#include "tests/support/small_study.h"

using namespace mw;
using experiment::StudyPlan;
using experiment::StudyRun;
using store::Access;
using store::DiskPause;
using store::ProjectFile;
using store::StudyWriter;

/// A disk that fills up while a study is swept. A limit on the size of files stands for it: the system refuses the same
/// writes, of journals and of the database, and takes them again when it is lifted.
class TestFullDisk : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init();
  void cleanup() { lift(); }
  void goesOnWhenThereIsRoom_data();
  void goesOnWhenThereIsRoom();
  void endsWithWhatItHas_data();
  void endsWithWhatItHas();
  void aStopEndsTheWait();
  void anOpeningWithoutRoomLeavesTheJournals();
  void aLaterFailureIsNotAFullDisk();

 private:
  static constexpr std::uint32_t kReplications = 400;

  [[nodiscard]] static StudyPlan plan() {
    Json study = test::smallStudy();
    study["replications"] = kReplications;
    return StudyPlan(experiment::Study::fromJson(study), factory::Factory::fromJson(test::smallFactory()),
                     {"throughput_per_h", "wip_mean"});
  }
  void limitFilesTo(std::uintmax_t bytes) const {
    const rlimit limit{bytes, lifted_.rlim_max};
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &limit), 0);
  }
  void lift() const { setrlimit(RLIMIT_FSIZE, &lifted_); }
  [[nodiscard]] std::uintmax_t limitOf(int pages) const {
    return pages < 0 ? 3000 : std::filesystem::file_size(file_) + 4096U * static_cast<unsigned>(pages);
  }
  /// Kept runs are counted.
  std::size_t sweep(StudyWriter& writer, std::stop_token stop = {}) const {
    std::atomic<std::size_t> kept = 0;
    try {
      (void)store::runAndStore(writer, plan(), test::CountingEngine().engine(), writer.stored(),
                               {.jobs = 2, .stop = std::move(stop)}, [&](const StudyRun&) { ++kept; });
    } catch (const store::DiskFull& full) {
      message_ = full.what();
    }
    return kept;
  }
  [[nodiscard]] std::vector<StudyRun> stored() const {
    return store::runs(*ProjectFile::open(file_, Access::ReadWrite), "buffers");
  }

  rlimit lifted_{};
  std::unique_ptr<QTemporaryDir> folder_;
  std::string file_;
  std::shared_ptr<ProjectFile> project_;
  std::string whole_digest_;
  mutable std::string message_;
};

void TestFullDisk::initTestCase() {
  std::signal(SIGXFSZ, SIG_IGN);
  QCOMPARE(getrlimit(RLIMIT_FSIZE, &lifted_), 0);
  whole_digest_ = experiment::studyDigest(
      experiment::runStudy(plan(), test::CountingEngine().engine(), {}, [](const StudyRun&) {}));
}

void TestFullDisk::init() {
  folder_ = std::make_unique<QTemporaryDir>();
  file_ = folder_->filePath("p.mill").toStdString();
  message_.clear();
  project_ = ProjectFile::create(file_, factory::Factory::fromJson(test::smallFactory()));
}

void TestFullDisk::goesOnWhenThereIsRoom_data() {
  QTest::addColumn<int>("pages");
  QTest::newRow("the journal does not fit") << -1;
  for (const int pages : {0, 1, 2, 5, 11}) {
    QTest::addRow("the database may grow by %d pages", pages) << pages;
  }
}

void TestFullDisk::goesOnWhenThereIsRoom() {
  QFETCH(int, pages);
  std::vector<DiskPause> told;
  {
    StudyWriter writer(project_, plan(), StudyWriter::Start::New,
                       {.disk_wait = std::chrono::hours(1), .on_pause = [&](const DiskPause& pause) {
                          told.push_back(pause);
                          lift();
                        }});
    limitFilesTo(limitOf(pages));
    QCOMPARE(sweep(writer), std::size_t{6 * kReplications});
  }
  QCOMPARE(told.size(), std::size_t{2});
  QVERIFY(!told[0].is_over && told[1].is_over);
  QCOMPARE(told[0].folder, std::filesystem::canonical(folder_->path().toStdString()));
  QVERIFY(told[0].runs_left > 0 && told[0].runs_left <= 6 * kReplications);
  QVERIFY(told[0].needed_bytes > told[0].runs_left * 100 && told[0].free_bytes > 0);
  QVERIFY2(told[0].text().find("the disk is full") != std::string::npos, told[0].text().c_str());
  QVERIFY(store::leftJournals(file_).empty());
  project_.reset();
  QCOMPARE(experiment::studyDigest(stored()), whole_digest_);
}

void TestFullDisk::endsWithWhatItHas_data() {
  goesOnWhenThereIsRoom_data();
}

void TestFullDisk::endsWithWhatItHas() {
  QFETCH(int, pages);
  std::size_t kept = 0;
  {
    StudyWriter writer(project_, plan(), StudyWriter::Start::New);
    limitFilesTo(limitOf(pages));
    kept = sweep(writer);
    lift();
  }
  for (const char* part : {"p.mill: the disk is full", "MB in ", "--resume", "what is done is kept"}) {
    QVERIFY2(message_.find(part) != std::string::npos, message_.c_str());
  }
  project_.reset();
  const std::size_t there = stored().size();
  QVERIFY2(there >= kept, qPrintable(QString("%1 kept, %2 there").arg(kept).arg(there)));
  if (pages < 0) QVERIFY(there < 6 * kReplications);  // else all may have been finished, and kept, beside the project
  {
    StudyWriter rest(ProjectFile::open(file_, Access::ReadWrite), plan(), StudyWriter::Start::Resume);
    QCOMPARE(sweep(rest), 6 * kReplications - there);
  }
  QCOMPARE(experiment::studyDigest(stored()), whole_digest_);
}

void TestFullDisk::aStopEndsTheWait() {
  std::stop_source stop;
  StudyWriter writer(project_, plan(), StudyWriter::Start::New,
                     {.disk_wait = std::chrono::hours(1), .stop = stop.get_token(), .on_pause = [&](const DiskPause&) {
                        stop.request_stop();
                      }});
  limitFilesTo(limitOf(2));
  // An hour, where the stop does not end it.
  QVERIFY_EXCEPTION_THROWN((void)sweep(writer, stop.get_token()), Cancelled);
}

void TestFullDisk::anOpeningWithoutRoomLeavesTheJournals() {
  std::size_t kept = 0;
  {
    StudyWriter writer(project_, plan(), StudyWriter::Start::New);
    limitFilesTo(limitOf(0));
    kept = sweep(writer);
  }
  project_.reset();
  const std::size_t journals = store::leftJournals(file_).size();
  QVERIFY(kept > 0 && journals > 0);
  (void)ProjectFile::open(file_, Access::ReadWrite);
  QCOMPARE(store::leftJournals(file_).size(), journals);
  lift();
  QVERIFY(stored().size() >= kept);
}

/// The files remember the system's code of a failed write, also when something else fails later.
void TestFullDisk::aLaterFailureIsNotAFullDisk() {
  limitFilesTo(limitOf(0));
  const Json large(std::string(std::size_t{1} << 20U, 'x'));
  QVERIFY_EXCEPTION_THROWN(store::saveNote(*project_, {"kind", "name", large}), store::DiskFull);
  lift();
  project_->read([&](store::Connection& connection) {
    const auto fail = [&](int code) {
      connection.withRoom(file_, [code] { throw SQLite::Exception("failed", code); });
    };
    QVERIFY_EXCEPTION_THROWN(fail(SQLITE_IOERR_READ), SQLite::Exception);
    QVERIFY_EXCEPTION_THROWN(fail(SQLITE_IOERR_WRITE), store::DiskFull);
  });
}

QTEST_GUILESS_MAIN(TestFullDisk)
#include "tst_full_disk.moc"
