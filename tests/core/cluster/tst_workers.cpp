// SPDX-License-Identifier: Apache-2.0
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTest>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <vector>

#include "core/cluster/run_server.h"
#include "core/cluster/worker_pool.h"
#include "core/experiment/event_engine.h"
#include "tests/support/counting_engine.h"
#include "tests/support/small_study.h"

using namespace mw;
using cluster::WorkerPool;
using experiment::FailedRun;
using experiment::StudyPlan;
using experiment::StudyRun;

/// Runs in processes apart. This program is its own worker, with engines that misbehave.
class TestWorkers : public QObject {
  Q_OBJECT

 private slots:
  void givesTheSameBits();
  void aCrashCostsOneRun_data();
  void aCrashCostsOneRun();
  void aCrashOnceIsTriedAgain();
  void ofTwoHundredRunsTwentyCrash();
  void badInputIsToldAsItIs();
  void aHangIsEnded();
  void aStopEndsAHang();

 private:
  [[nodiscard]] static StudyPlan plan(std::uint32_t replications) {
    Json study = test::smallStudy();
    study["replications"] = replications;
    study["factors"][0]["levels"] = {1};
    return StudyPlan(experiment::Study::fromJson(study), factory::Factory::fromJson(test::smallFactory()),
                     {"throughput_per_h", "wip_mean"});
  }
  [[nodiscard]] static WorkerPool pool(const std::string& kind, int run_limit_ms = 60'000) {
    return WorkerPool({.command = {QCoreApplication::applicationFilePath().toStdString(), "--worker", kind},
                       .run_limit = std::chrono::milliseconds(run_limit_ms)});
  }
  struct Outcome {
    std::vector<StudyRun> runs;
    std::vector<FailedRun> failed;
  };
  [[nodiscard]] static Outcome sweep(WorkerPool&& workers, const StudyPlan& plan, std::stop_token stop = {}) {
    Outcome outcome;
    outcome.runs = experiment::runStudy(plan, workers.engine(), {}, [](const StudyRun&) {},
                                        {.jobs = 3, .stop = std::move(stop), .on_failed = [&](const FailedRun& failed) {
                                           outcome.failed.push_back(failed);
                                         }});
    return outcome;
  }
};

namespace {

constexpr std::uint32_t kBadReplication = 3;

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kHasAddressSanitizer = true;
#else
constexpr bool kHasAddressSanitizer = false;
#endif

volatile int* volatile nowhere = nullptr;
volatile bool is_alive = true;

/// Not seen by sanitizers, which would tell of the fault instead of letting the system end the process by it.
[[gnu::no_sanitize("address", "undefined")]] void fault() {
  *nowhere = 1;
}

[[gnu::no_sanitize("address", "undefined")]] int deeper(volatile int* from, int n) {
  volatile int room[2000];
  room[n % 2000] = *from + n;
  return is_alive ? deeper(room, n + 1) + room[n % 1999] : 0;
}

/// What foreign code may do to its process.
void misbehave(const std::string& kind) {
  if (kind == "segfault") fault();
  if (kind == "abort") std::abort();
  if (kind == "exit") std::exit(0);
  if (kind == "overflow") {
    volatile int begin = 1;
    is_alive = deeper(&begin, 0) == 0;
  }
  if (kind == "throw") throw std::runtime_error("pump: no such state");
  if (kind == "memory") {
    std::vector<std::vector<char>> hoard;
    for (;;) hoard.emplace_back(16U << 20U, 'x');
  }
  if (kind == "hang") {
    while (is_alive) {
    }
  }
  if (kind == "input") throw InputError(Place{"line.json", "/elements/1", 3, 5}, "is too much", "take less");
}

/// The event engine, but for some runs.
experiment::Engine engineOf(const std::string& kind) {
  return [kind, engine = experiment::eventEngine()](const factory::Factory& factory,
                                                    const std::vector<std::string>& kpis) -> experiment::PointModel {
    return [kind, model = engine(factory, kpis)](const experiment::RunOrder& order, const std::stop_token& stop) {
      if (kind == "every tenth" ? order.replication % 10 == 7 : order.replication == kBadReplication) {
        misbehave(kind == "every tenth" ? "segfault" : kind);
        if (kind == "once" && std::getenv("MW_FIRST") != nullptr && std::remove(std::getenv("MW_FIRST")) == 0)
          std::abort();
      }
      return model(order, stop);
    };
  };
}

int workAs(const std::string& kind) {
  // A sanitizer has set handlers of its own: what users have is the system's.
  std::signal(SIGSEGV, SIG_DFL);
  if (kind == "memory") cluster::boundMemory(std::uint64_t{400} << 20U);
  cluster::serveRuns(cluster::kWorkerSocket, engineOf(kind));
  return 0;
}

}  // namespace

void TestWorkers::givesTheSameBits() {
  const StudyPlan what = plan(20);
  const auto here = experiment::runStudy(what, experiment::eventEngine(), {}, [](const StudyRun&) {});
  const Outcome apart = sweep(pool("none"), what);
  QVERIFY(apart.failed.empty());
  QCOMPARE(experiment::studyDigest(apart.runs), experiment::studyDigest(here));
}

void TestWorkers::aCrashCostsOneRun_data() {
  QTest::addColumn<QString>("kind");
  QTest::addColumn<QString>("says");
  QTest::newRow("segmentation fault") << "segfault"
                                      << "its process ended by signal 11 (Segmentation fault), the second";
  QTest::newRow("abort") << "abort"
                         << "signal 6";
  QTest::newRow("exit") << "exit"
                        << "ended with code 0";
  QTest::newRow("stack overflow") << "overflow"
                                  << "signal 11";
  QTest::newRow("throws") << "throw"
                          << "pump: no such state";
  QTest::newRow("all memory") << "memory"
                              << "needs more memory";
}

void TestWorkers::aCrashCostsOneRun() {
  QFETCH(QString, kind);
  QFETCH(QString, says);
  if (kHasAddressSanitizer && kind == "memory") QSKIP("the address sanitizer needs more than any bound that one sets");
  const Outcome outcome = sweep(pool(kind.toStdString()), plan(6));
  QCOMPARE(outcome.runs.size(), std::size_t{10});  // of two points
  QCOMPARE(outcome.failed.size(), std::size_t{2});
  for (const FailedRun& failed : outcome.failed) {
    QCOMPARE(failed.key.replication, kBadReplication);
    QVERIFY2(failed.reason.find(says.toStdString()) != std::string::npos, failed.reason.c_str());
  }
}

void TestWorkers::aCrashOnceIsTriedAgain() {
  const std::string mark = QCoreApplication::applicationFilePath().toStdString() + ".first";
  writeTextFile(mark, "crash once");
  setenv("MW_FIRST", mark.c_str(), 1);
  const Outcome outcome = sweep(pool("once"), plan(6));
  unsetenv("MW_FIRST");
  QVERIFY(!std::filesystem::exists(mark));
  QCOMPARE(outcome.runs.size(), std::size_t{12});
  QVERIFY(outcome.failed.empty());
}

void TestWorkers::ofTwoHundredRunsTwentyCrash() {
  const StudyPlan what = plan(100);
  const auto here = experiment::runStudy(what, experiment::eventEngine(), {}, [](const StudyRun&) {});
  const Outcome outcome = sweep(pool("every tenth"), what);
  QCOMPARE(outcome.runs.size(), std::size_t{180});
  QCOMPARE(outcome.failed.size(), std::size_t{20});
  for (const StudyRun& run : outcome.runs) {
    QCOMPARE(run.digest(), here[run.key.point * 100 + run.key.replication].digest());
  }
}

void TestWorkers::badInputIsToldAsItIs() {
  try {
    (void)sweep(pool("input"), plan(6));
    QFAIL("not told");
  } catch (const InputError& error) {
    const std::string message = error.what();
    QVERIFY2(message.find("line.json:3:5: /elements/1") != std::string::npos, message.c_str());
    QVERIFY2(message.find("replication 3") != std::string::npos, message.c_str());
    QVERIFY2(message.find("take less") != std::string::npos, message.c_str());
  }
}

void TestWorkers::aHangIsEnded() {
  const Outcome outcome = sweep(pool("hang", 300), plan(6));
  QCOMPARE(outcome.runs.size(), std::size_t{10});
  QCOMPARE(outcome.failed.size(), std::size_t{2});
  QVERIFY2(outcome.failed[0].reason.find("longer than 0.3 s") != std::string::npos, outcome.failed[0].reason.c_str());
}

void TestWorkers::aStopEndsAHang() {
  WorkerPool workers = pool("hang");
  std::stop_source stop;
  std::atomic<int> done = 0;
  const auto stop_when_only_hangs_are_left = [&](const StudyRun&) {
    if (++done == 10) stop.request_stop();
  };
  QElapsedTimer timer;
  timer.start();
  QVERIFY_EXCEPTION_THROWN((void)experiment::runStudy(plan(6), workers.engine(), {}, stop_when_only_hangs_are_left,
                                                      {.jobs = 3, .stop = stop.get_token()}),
                           Cancelled);
  qInfo("all in %lld ms", static_cast<long long>(timer.elapsed()));
  QCOMPARE(done.load(), 10);
}

int main(int argc, char** argv) {
  if (argc == 3 && std::strcmp(argv[1], "--worker") == 0) return workAs(argv[2]);
  const QCoreApplication application(argc, argv);
  TestWorkers test;
  return QTest::qExec(&test, argc, argv);
}
#include "tst_workers.moc"
