// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>
#include <atomic>
#include <fstream>
#include <random>
#include <set>
#include <sys/mman.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "core/store/left_runs.h"
#include "core/store/run_journal.h"
#include "core/store/study_sweep.h"
#include "tests/support/counting_engine.h"
#include "tests/support/small_study.h"

using namespace mw;
using experiment::StudyPlan;
using experiment::StudyRun;
using store::Access;
using store::ProjectFile;
using store::StudyWriter;

/// What a killed process leaves, and what the next one finds.
class TestKilledSweep : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void aKillWastesAtMostOneRunPerThread();
  void leftRunsAreTakenIn();
  void aReaderSeesLeftRunsAndChangesNothing();
  void passesOverWhatIsNotItsOwn_data();
  void passesOverWhatIsNotItsOwn();

 private:
  [[nodiscard]] static StudyPlan plan(std::uint32_t replications = 4) {
    Json study = test::smallStudy();
    study["replications"] = replications;
    return StudyPlan(experiment::Study::fromJson(study), factory::Factory::fromJson(test::smallFactory()),
                     {"throughput_per_h", "wip_mean"});
  }
  [[nodiscard]] store::JournalStudy journalStudy() const {
    const store::StoredStudy study = store::study(*ProjectFile::open(file_, Access::ReadOnly), "buffers");
    return {study.name, study.identity, study.kpis.size(), study.points.size(),
            store::pointsDigest(study.points, study.points.size())};
  }
  /// A study whose first run is stored.
  void begin() const {
    StudyWriter writer(ProjectFile::create(file_, factory::Factory::fromJson(test::smallFactory())), plan(),
                       StudyWriter::Start::New);
    writer.save({{0, 0}, {1, 2}, 3});
    writer.finish();
  }
  [[nodiscard]] std::size_t storedCount(Access access = Access::ReadWrite) const {
    return store::runs(*ProjectFile::open(file_, access), "buffers").size();
  }

  std::unique_ptr<QTemporaryDir> folder_;
  std::string file_;
};

namespace {

/// What a process tells of its work until the moment it is killed.
struct Told {
  std::atomic<int> begun{0};
  std::atomic<int> kept{0};
};

/// Memory that a child process shares.
class SharedTold {
 public:
  SharedTold() {
    void* memory = mmap(nullptr, sizeof(Told), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    MW_REQUIRE(memory != MAP_FAILED);
    told_ = new (memory) Told;
  }
  ~SharedTold() { munmap(told_, sizeof(Told)); }
  SharedTold(const SharedTold&) = delete;
  SharedTold& operator=(const SharedTold&) = delete;
  [[nodiscard]] Told* operator->() const { return told_; }

 private:
  Told* told_;
};

constexpr unsigned kThreads = 3;

/// In a child process: goes on with the study until it is done or killed.
[[noreturn]] void sweepOn(const std::string& file, const StudyPlan& plan, const SharedTold& told) {
  try {
    StudyWriter writer(ProjectFile::open(file, Access::ReadWrite), plan, StudyWriter::Start::Resume);
    const experiment::Engine counting = test::CountingEngine().engine();
    const experiment::Engine engine = [&](const factory::Factory& factory, const std::vector<std::string>& kpis) {
      return [&told, model = counting(factory, kpis)](const experiment::RunOrder& order, const std::stop_token& stop) {
        ++told->begun;
        return model(order, stop);
      };
    };
    (void)store::runAndStore(writer, plan, engine, writer.stored(), {.jobs = kThreads},
                             [&](const StudyRun&) { ++told->kept; });
  } catch (...) {
    _exit(1);
  }
  _exit(0);
}

}  // namespace

void TestKilledSweep::init() {
  folder_ = std::make_unique<QTemporaryDir>();
  file_ = folder_->filePath("p.mill").toStdString();
}

void TestKilledSweep::aKillWastesAtMostOneRunPerThread() {
  const StudyPlan what = plan(5000);
  (void)ProjectFile::create(file_, what.factory());
  std::mt19937 random(1);
  std::size_t before = 0;
  for (int kill_number = 0; kill_number < 25; ++kill_number) {
    const SharedTold told;
    const pid_t child = fork();
    if (child == 0) sweepOn(file_, what, told);
    const int moment = static_cast<int>(random() % 600);
    while (told->kept < moment && waitpid(child, nullptr, WNOHANG) == 0) std::this_thread::yield();
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    // Opening takes the left runs in; each is checked against its digest, and a key that is there twice can't be.
    const auto project = ProjectFile::open(file_, Access::ReadWrite);
    const std::size_t now =
        before == 0 && store::studies(*project).empty() ? 0 : store::runs(*project, "buffers").size();
    const auto gained = static_cast<int>(now - before);
    QVERIFY2(gained >= told->kept, qPrintable(QString("%1 stored, %2 told").arg(gained).arg(told->kept.load())));
    QVERIFY2(told->begun - gained <= static_cast<int>(kThreads),
             qPrintable(QString("%1 begun, %2 stored").arg(told->begun.load()).arg(gained)));
    QVERIFY(store::leftJournals(file_).empty());
    before = now;
  }
  QVERIFY(before > 1000);
}

void TestKilledSweep::leftRunsAreTakenIn() {
  begin();
  const store::JournalStudy study = journalStudy();
  {
    store::RunJournal first(file_, study);
    first.append(store::SealedRun({{0, 0}, {9, 9}, 9}));  // is there already: what the project has stays
    first.append(store::SealedRun({{0, 1}, {1, std::nan("")}, 4}));
    store::RunJournal second(file_, study);
    second.append(store::SealedRun({{5, 3}, {1, 2}, 5}));
    second.append(store::SealedRun({{0, 1}, {1, std::nan("")}, 4}));
  }
  QCOMPARE(store::leftJournals(file_).size(), std::size_t{2});
  const auto project = ProjectFile::open(file_, Access::ReadWrite);
  const auto runs = store::runs(*project, "buffers");
  QCOMPARE(runs.size(), std::size_t{3});
  QCOMPARE(runs[0].values[0], 1.0);
  QVERIFY(std::isnan(runs[1].values[1]));
  QCOMPARE(runs[2].events, std::uint64_t{5});
  QVERIFY(store::leftJournals(file_).empty());
}

void TestKilledSweep::aReaderSeesLeftRunsAndChangesNothing() {
  begin();
  store::RunJournal(file_, journalStudy()).append(store::SealedRun({{2, 1}, {1, 2}, 5}));
  const std::string bytes = readTextFile(file_);
  {
    const auto project = ProjectFile::open(file_, Access::ReadOnly);
    QVERIFY(project->isRecoveredCopy());
    QCOMPARE(store::runs(*project, "buffers").size(), std::size_t{2});
    QVERIFY(readTextFile(file_) == bytes);
    QCOMPARE(store::leftJournals(file_).size(), std::size_t{1});
  }
  // While somebody writes, journals come and go: a reader lets them be.
  const auto writing = ProjectFile::open(file_, Access::ReadWrite);
  store::RunJournal(file_, {}).append(store::SealedRun({{3, 1}, {}, 5}));
  QVERIFY(!ProjectFile::open(file_, Access::ReadOnly)->isRecoveredCopy());
}

void TestKilledSweep::passesOverWhatIsNotItsOwn_data() {
  QTest::addColumn<QString>("what");
  QTest::addColumn<bool>("is_removed");
  QTest::newRow("of another study of the name") << "identity" << false;
  QTest::newRow("of other points") << "points" << false;
  QTest::newRow("torn at its end") << "torn" << true;
  QTest::newRow("a value changed") << "changed" << true;
  QTest::newRow("a point that the study lacks") << "far" << true;
  QTest::newRow("torn within its head") << "head" << true;
  QTest::newRow("somebody else's file") << "strange" << false;
}

void TestKilledSweep::passesOverWhatIsNotItsOwn() {
  QFETCH(QString, what);
  QFETCH(bool, is_removed);
  begin();
  store::JournalStudy study = journalStudy();
  if (what == "identity") study.identity[0] = study.identity[0] == '0' ? '1' : '0';
  if (what == "points") study.points = 3;
  store::RunJournal(file_, study).append(store::SealedRun({{what == "far" ? 6U : 1U, 0}, {1, 2}, 5}));
  const std::string journal = store::journalFile(file_, 1).string();
  std::string bytes = readTextFile(journal);
  if (what == "torn") bytes.pop_back();
  if (what == "changed") bytes[bytes.size() - 40] = static_cast<char>(bytes[bytes.size() - 40] ^ 1);
  if (what == "head") bytes.resize(20);
  if (what == "strange") bytes = "shopping list";
  writeTextFile(journal, bytes);
  QCOMPARE(storedCount(), std::size_t{1});
  QCOMPARE(store::leftJournals(file_).empty(), is_removed);
}

QTEST_GUILESS_MAIN(TestKilledSweep)
#include "tst_killed_sweep.moc"
