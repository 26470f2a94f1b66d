// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <cstring>
#include <limits>

#include "core/base/random_stream.h"
#include "core/store/stored_log.h"
#include "core/store/stored_replay.h"
#include "core/twin/log.h"
#include "core/twin/replay.h"
#include "tests/core/store/plain_database.h"
#include "tests/support/small_study.h"

using namespace mw;
using store::Access;
using store::ProjectFile;

/// Logs and replays: bit for bit, readable by SQL, damage noticed.
class TestStoredSeries : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void keepsLogsBitForBit_data();
  void keepsLogsBitForBit();
  void keepsReplaysBitForBit();
  void keepsInnovationsBehindTheEstimates();
  void replayIsStoredAsItRuns();
  void viewsTellSamplesAndEstimates();
  void refusesASecondLogOfTheName();
  void noticesChangedSamples_data();
  void noticesChangedSamples();
  void removesALogWithItsReplays();

 private:
  std::unique_ptr<QTemporaryDir> folder_;
  std::string file_;
};

namespace {

const double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Numbers of all sizes and signs, every seventh missing.
std::vector<double> oddNumbers(std::size_t count, const char* name) {
  RandomStream random(1, streamId(name, "test"), 0);
  std::vector<double> numbers;
  while (numbers.size() < count) {
    double number = 0;
    const std::uint64_t bits = random.next();
    std::memcpy(&number, &bits, sizeof number);
    numbers.push_back(numbers.size() % 7 == 3 || std::isnan(number) ? kNaN : number);
  }
  return numbers;
}

bool sameBits(std::span<const double> a, std::span<const double> b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (std::isnan(a[i]) != std::isnan(b[i])) return false;
    if (!std::isnan(a[i]) && std::memcmp(&a[i], &b[i], sizeof(double)) != 0) return false;
  }
  return true;
}

twin::Log logOf(std::size_t rows) {
  twin::Log log;
  log.name = "motor";
  log.epoch_s = 1'700'000'000.0;
  log.source_digest = std::string(32, 'a');
  for (std::size_t i = 0; i < rows; ++i) log.t_s.push_back(0.1 * static_cast<double>(i));
  log.series.push_back({"u_q", "V", oddNumbers(rows, "u_q")});
  log.series.push_back({"surface temperature", "°C", oddNumbers(rows, "surface")});
  return log;
}

store::StoredReplay replayOf(std::size_t steps) {
  store::StoredReplay replay;
  replay.twin = "mill";
  replay.log = "motor";
  for (std::size_t i = 0; i < steps; ++i) {
    replay.t_s.push_back(0.1 * static_cast<double>(i));
    replay.is_anomaly.push_back(i % 3 == 0);
    replay.is_stale.push_back(i % 5 == 0);
  }
  replay.states = {{"winding", oddNumbers(steps, "a"), oddNumbers(steps, "b")},
                   {"bearing", oddNumbers(steps, "c"), oddNumbers(steps, "d")}};
  replay.nis = oddNumbers(steps, "nis");
  replay.health = oddNumbers(steps, "health");
  replay.age_s = oddNumbers(steps, "age");
  replay.alerts = {{1.5, "WARNING", "health below 0.5"}, {2.0, "FAULT", "reading does not fit"}};
  return replay;
}

}  // namespace

void TestStoredSeries::init() {
  folder_ = std::make_unique<QTemporaryDir>();
  file_ = folder_->filePath("p.mill").toStdString();
}

void TestStoredSeries::keepsLogsBitForBit_data() {
  QTest::addColumn<int>("rows");
  QTest::newRow("none") << 0;
  QTest::newRow("one") << 1;
  QTest::newRow("one chunk") << 4096;
  QTest::newRow("one more") << 4097;
  QTest::newRow("many") << 30'000;
}

void TestStoredSeries::keepsLogsBitForBit() {
  QFETCH(int, rows);
  twin::Log log = logOf(static_cast<std::size_t>(rows));
  if (rows > 4096) {
    log.series[0].values[4096] = std::numeric_limits<double>::infinity();
    log.series[1].values[4096] = -std::numeric_limits<double>::infinity();
    log.series[0].values[0] = -0.0;
  }
  store::saveLog(*ProjectFile::create(file_, factory::Factory()), log);
  const auto project = ProjectFile::open(file_, Access::ReadOnly);
  const twin::Log got = store::loadLog(*project, "motor");
  QCOMPARE(got.epoch_s, log.epoch_s);
  QCOMPARE(got.source_digest, log.source_digest);
  QVERIFY(sameBits(got.t_s, log.t_s));
  QCOMPARE(got.series.size(), std::size_t{2});
  QCOMPARE(got.series[1].name, log.series[1].name);
  QCOMPARE(got.series[1].unit, log.series[1].unit);
  for (std::size_t i = 0; i < 2; ++i) QVERIFY(sameBits(got.series[i].values, log.series[i].values));
  QCOMPARE(store::logs(*project).front().rows, static_cast<std::size_t>(rows));
}

void TestStoredSeries::keepsReplaysBitForBit() {
  const auto project = ProjectFile::create(file_, factory::Factory());
  store::saveLog(*project, logOf(10));
  store::saveReplay(*project, replayOf(3));
  const store::StoredReplay replay = replayOf(9000);
  store::saveReplay(*project, replay);  // replaces the first
  QCOMPARE(store::replays(*project).size(), std::size_t{1});
  const store::StoredReplay got = store::loadReplay(*project, "mill", "motor");
  QVERIFY(sameBits(got.t_s, replay.t_s));
  for (std::size_t i = 0; i < 2; ++i) {
    QCOMPARE(got.states[i].name, replay.states[i].name);
    QVERIFY(sameBits(got.states[i].mean, replay.states[i].mean));
    QVERIFY(sameBits(got.states[i].sd, replay.states[i].sd));
  }
  QVERIFY(sameBits(got.nis, replay.nis));
  QVERIFY(sameBits(got.health, replay.health));
  QVERIFY(sameBits(got.age_s, replay.age_s));
  QVERIFY(got.is_anomaly == replay.is_anomaly && got.is_stale == replay.is_stale);
  QVERIFY(got.alerts == replay.alerts);
  QVERIFY(got.innovations.empty());  // as projects of programs that kept none
  QVERIFY_EXCEPTION_THROWN((void)store::loadReplay(*project, "drill", "motor"), InputError);
  store::StoredReplay of_nothing = replayOf(1);
  of_nothing.log = "pump";
  QVERIFY_EXCEPTION_THROWN(store::saveReplay(*project, of_nothing), InputError);
}

void TestStoredSeries::keepsInnovationsBehindTheEstimates() {
  const auto project = ProjectFile::create(file_, factory::Factory());
  store::saveLog(*project, logOf(10));
  store::StoredReplay replay = replayOf(5000);
  replay.innovations = {{oddNumbers(5000, "e"), oddNumbers(5000, "f")}, {oddNumbers(5000, "g"), oddNumbers(5000, "h")}};
  store::saveReplay(*project, replay);
  const store::StoredReplay got = store::loadReplay(*project, "mill", "motor");
  QCOMPARE(got.innovations.size(), std::size_t{2});
  for (std::size_t i = 0; i < 2; ++i) {
    QVERIFY(sameBits(got.innovations[i].value, replay.innovations[i].value));
    QVERIFY(sameBits(got.innovations[i].sd, replay.innovations[i].sd));
    QVERIFY(sameBits(got.states[i].sd, replay.states[i].sd));
  }
  QVERIFY(got.is_anomaly == replay.is_anomaly && got.is_stale == replay.is_stale);
}

namespace {

const char* const kWarmTwin = R"({
  "format": "millwright-twin/1", "asset": "motor", "signals": [{"name": "surface temperature"}], "inputs": ["u_q"],
  "model": {"type": "linear", "dt_s": 0.1, "states": ["surface", "core"], "F": [[0.9, 0.1], [0.05, 0.9]],
            "B": [[0], [1e-3]], "H": [[1, 0]], "Q": [[0.01, 0], [0, 0.02]], "R": [[0.25]], "x0": [1, 2],
            "P0": [[4, 0], [0, 9]]},
  "filter": "kalman"})";

/// A log with numbers that a filter stands.
twin::Log warmLog(std::size_t rows) {
  twin::Log log = logOf(rows);
  for (std::size_t i = 0; i < rows; ++i) log.series[0].values[i] = std::sin(0.01 * static_cast<double>(i));
  for (std::size_t i = 0; i < rows; ++i) log.series[1].values[i] = i % 11 == 5 ? kNaN : std::sin(0.02 * double(i));
  return log;
}

}  // namespace

void TestStoredSeries::replayIsStoredAsItRuns() {
  const twin::TwinDefinition twin = twin::readTwin(JsonDocument::parse(kWarmTwin, "twin.json"));
  const auto project = ProjectFile::create(file_, factory::Factory());
  const twin::Log log = warmLog(20'000);
  store::saveLog(*project, log);
  bool is_head_alone = false;
  const auto stream = [&](const twin::ReplayRowsSink& sink) {
    twin::ReplayStream replay(twin, {}, sink);
    const twin::Log head = store::streamLog(*project, "motor", [&](twin::Log&& block) {
      QVERIFY(block.epoch_s == log.epoch_s && block.rowCount() < 5000);
      replay.add(block);
    });
    is_head_alone = head.rowCount() == 0 && head.series[1].unit == log.series[1].unit;
    return replay.finish();
  };
  const auto chunks = [&] {
    return test::PlainDatabase(file_).rows("SELECT number, rows, digest FROM replay_chunk ORDER BY number");
  };
  store::saveReplay(*project, store::storedReplay("mill", "motor", twin::replay(twin, log)));
  const std::vector<std::string> want = chunks();
  store::saveReplay(*project, "mill", "motor", stream);
  QVERIFY(chunks() == want && want.size() > 5 && is_head_alone);
  QCOMPARE(store::replays(*project).front().steps, std::size_t{20'000});
  QCOMPARE(store::loadReplay(*project, "mill", "motor").innovations.size(), std::size_t{1});
  const auto failing = [&](const twin::ReplayRowsSink& sink) -> twin::ReplayResult {
    (void)stream(sink);
    throw Cancelled("enough");
  };
  QVERIFY_EXCEPTION_THROWN(store::saveReplay(*project, "mill", "motor", failing), Cancelled);
  QVERIFY(chunks() == want);  // what was there is there
  bool was_asked = false;
  const auto asked = [&](const twin::ReplayRowsSink&) {
    was_asked = true;
    return twin::ReplayResult();
  };
  QVERIFY_EXCEPTION_THROWN(store::saveReplay(*project, "mill", "pump", asked), InputError);
  QVERIFY(!was_asked);
}

void TestStoredSeries::viewsTellSamplesAndEstimates() {
  {
    const auto project = ProjectFile::create(file_, factory::Factory());
    twin::Log log;
    log.name = "motor";
    log.t_s = {0, 0.5, 1};
    log.series = {{"u", "V", {1, kNaN, 3.25}}, {"i", "A", {-1e-9, 2, kNaN}}};
    store::saveLog(*project, log);
    store::StoredReplay replay = replayOf(1);
    replay.states = {{"winding", {20.5}, {0.25}}, {"bearing", {30}, {2}}};
    replay.innovations = {{{0.5}, {1.5}}};
    store::saveReplay(*project, replay);
  }
  test::PlainDatabase database(file_);
  const std::vector<std::string> samples = {"motor|u|0.0|1.0", "motor|u|1.0|3.25", "motor|i|0.0|-1.0e-09",
                                            "motor|i|0.5|2.0"};
  QCOMPARE(database.rows("SELECT * FROM signals ORDER BY signal DESC, t_s"), samples);
  const std::vector<std::string> estimates = {"mill|motor|0.0|bearing|30.0|2.0", "mill|motor|0.0|winding|20.5|0.25"};
  QCOMPARE(database.rows("SELECT * FROM estimates ORDER BY state"), estimates);
  const std::vector<std::string> alerts = {"mill|motor|1.5|WARNING|health below 0.5",
                                           "mill|motor|2.0|FAULT|reading does not fit"};
  QCOMPARE(database.rows("SELECT * FROM alerts ORDER BY t_s"), alerts);
}

void TestStoredSeries::refusesASecondLogOfTheName() {
  const auto project = ProjectFile::create(file_, factory::Factory());
  store::saveLog(*project, logOf(2));
  try {
    store::saveLog(*project, logOf(3));
    QFAIL("stored");
  } catch (const InputError& error) {
    QVERIFY2(std::string(error.what()).find("log \"motor\" is there already; give this one another name") !=
                 std::string::npos,
             error.what());
  }
  QCOMPARE(store::loadLog(*project, "motor").rowCount(), std::size_t{2});
}

void TestStoredSeries::noticesChangedSamples_data() {
  QTest::addColumn<QString>("change");
  QTest::newRow("a sample") << "UPDATE log_chunk SET rows = replace(rows, '[0.1,', '[0.11,') WHERE number = 0";
  QTest::newRow("a chunk gone") << "DELETE FROM log_chunk WHERE number = 1";
  QTest::newRow("the last chunk gone") << "DELETE FROM log_chunk WHERE number = 2";
  QTest::newRow("two chunks swapped") << "UPDATE log_chunk SET number = 7 WHERE number = 0;"
                                         "UPDATE log_chunk SET number = 0 WHERE number = 1;"
                                         "UPDATE log_chunk SET number = 1 WHERE number = 7";
  QTest::newRow("row count") << "UPDATE log SET row_count = row_count - 1";
}

void TestStoredSeries::noticesChangedSamples() {
  QFETCH(QString, change);
  store::saveLog(*ProjectFile::create(file_, factory::Factory()), logOf(12'000));
  test::PlainDatabase(file_).run(change.toStdString());
  const auto project = ProjectFile::open(file_, Access::ReadOnly);
  try {
    (void)store::loadLog(*project, "motor");
    QFAIL("not noticed");
  } catch (const InputError& error) {
    QVERIFY2(std::string(error.what()).find("log motor") != std::string::npos, error.what());
    QVERIFY2(std::string(error.what()).find("damaged") != std::string::npos, error.what());
  }
}

void TestStoredSeries::removesALogWithItsReplays() {
  const auto project = ProjectFile::create(file_, factory::Factory());
  store::saveLog(*project, logOf(10));
  store::saveReplay(*project, replayOf(3));
  store::removeLog(*project, "motor");
  QVERIFY(store::logs(*project).empty());
  QVERIFY(store::replays(*project).empty());
  QVERIFY_EXCEPTION_THROWN(store::removeLog(*project, "motor"), InputError);
}

QTEST_APPLESS_MAIN(TestStoredSeries)
#include "tst_stored_series.moc"
