// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <map>

#include "core/base/random_stream.h"
#include "core/twin/backwards_policy.h"
#include "core/twin/log_reader.h"

using namespace mw;
using namespace mw::twin;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

struct Row {
  int stamp_s = 0;
  std::array<std::optional<int>, 2> values;
  bool operator==(const Row&) const = default;
};

using Rows = std::vector<Row>;

/// What a policy makes of rows, written down as plainly as it can be: one list of rows per log.
std::vector<Rows> oracle(const Rows& rows, double window_s, bool cuts) {
  std::vector<std::map<int, Row>> logs(1);
  for (const Row& row : rows) {
    if (!logs.back().empty()) {
      const int newest_s = logs.back().rbegin()->first;
      const bool is_late = row.stamp_s < newest_s - window_s;
      if (window_s == 0 && row.stamp_s == newest_s) continue;
      if (is_late && !cuts) continue;
      if (is_late) logs.emplace_back();
    }
    const auto [there, is_new] = logs.back().emplace(row.stamp_s, row);
    for (std::size_t i = 0; i < 2 && !is_new; ++i) {
      if (!there->second.values[i]) there->second.values[i] = row.values[i];
    }
  }
  std::vector<Rows> lists;
  for (const auto& log : logs) {
    lists.emplace_back();
    for (const auto& [stamp_s, row] : log) lists.back().push_back(row);
  }
  return lists;
}

/// Stamps that mostly grow, stand still now and then, and go back by a little or a lot.
Rows randomRows(std::uint32_t seed) {
  RandomStream random(seed, streamId("rows", "test"), 0);
  const auto below = [&](double most) { return static_cast<int>(random.uniform() * most); };
  Rows rows;
  int clock_s = below(1000) - 500;
  const double restless = 0.3 * random.uniform();
  for (int row = 0, count = 1 + below(120); row < count; ++row) {
    const double chance = random.uniform();
    if (chance < restless / 2) {
      clock_s -= below(5);
    } else if (chance < restless) {
      clock_s -= below(400);
    } else {
      clock_s += below(4);
    }
    rows.push_back({clock_s, {}});
    for (auto& value : rows.back().values) {
      if (random.uniform() < 0.7) value = below(1e6);
    }
  }
  return rows;
}

std::string textOf(const Rows& rows) {
  std::string text = "t,a,b\n";
  const auto cell = [](const std::optional<int>& value) { return value ? std::to_string(*value) : std::string(); };
  for (const Row& row : rows) {
    text += std::to_string(row.stamp_s) + "," + cell(row.values[0]) + "," + cell(row.values[1]) + "\n";
  }
  return text;
}

LogMap mapOf(TimeKind kind = TimeKind::ElapsedS) {
  return {.time_column = "t", .time_kind = kind, .columns = {{"a", "a", ""}, {"b", "b", ""}}};
}

/// The blocks put together by their names.
struct Gathered {
  std::vector<Log> logs;
  [[nodiscard]] LogBlockSink sink() {
    return [this](Log&& block) {
      if (logs.empty() || logs.back().name != block.name) {
        logs.push_back(std::move(block));
      } else {
        joinInto(logs.back())(std::move(block));
      }
    };
  }
  [[nodiscard]] std::vector<Rows> rows() const {
    std::vector<Rows> lists;
    for (const Log& log : logs) {
      lists.emplace_back();
      for (std::size_t row = 0; row < log.rowCount(); ++row) {
        const auto value = [&](std::size_t signal) {
          const double number = log.series[signal].values[row];
          return std::isnan(number) ? std::nullopt : std::optional(static_cast<int>(number));
        };
        lists.back().push_back({static_cast<int>(log.t_s[row]), {value(0), value(1)}});
      }
    }
    return lists;
  }
};

}  // namespace

/// Logs whose clock goes back: each policy against a few plain lines, and what is said about it.
class TestLogSegments : public QObject {
  Q_OBJECT
 private slots:
  void policiesAgreeWithTheOracle_data();
  void policiesAgreeWithTheOracle();
  void eachSegmentHasItsPlaceAndEpoch();
  void backRowsTellWhatEachPolicyWouldGive();
  void noiseIsNoThousandLogs();
  void whatWaitsForLateRowsIsBounded();
  void choicesAreReadBack();

 private:
  std::string write(const std::string& text) {
    const std::string file = folder_.filePath("log.csv").toStdString();
    std::filesystem::remove(file);  // a file that is written over waits for the disk
    std::ofstream(file, std::ios::binary) << text;
    return file;
  }
  ImportReport read(const std::string& text, const ImportOptions& options, Gathered& got,
                    TimeKind kind = TimeKind::ElapsedS) {
    const LogBlockSink sink = got.sink();
    return streamLog(write(text), mapOf(kind), options, sink);
  }
  QTemporaryDir folder_;
};

void TestLogSegments::policiesAgreeWithTheOracle_data() {
  QTest::addColumn<double>("window_s");
  QTest::addColumn<bool>("cuts");
  QTest::newRow("drop") << 0.0 << false;
  QTest::newRow("sort within a window") << 10.0 << false;
  QTest::newRow("sort all") << kInfinity << false;
  QTest::newRow("segment") << 0.0 << true;
  QTest::newRow("sort within a window, else segment") << 10.0 << true;
}

void TestLogSegments::policiesAgreeWithTheOracle() {
  QFETCH(double, window_s);
  QFETCH(bool, cuts);
  std::size_t most_logs = 0;
  for (std::uint32_t seed = 0; seed < 300; ++seed) {
    const Rows rows = randomRows(seed);
    const std::vector<Rows> want = oracle(rows, window_s, cuts);
    Gathered got;
    const ImportReport report = read(textOf(rows), {.late_window_s = window_s, .cuts_segments = cuts}, got);
    QVERIFY2(got.rows() == want, qPrintable(QStringLiteral("seed %1").arg(seed)));
    std::size_t kept = 0;
    for (std::size_t i = 0; i < want.size(); ++i) {
      kept += want[i].size();
      QCOMPARE(got.logs[i].name, segmentName("log", i));
      if (cuts) QCOMPARE(report.segments[i].rows, want[i].size());
    }
    QCOMPARE(report.segments.size(), cuts ? want.size() : 0U);
    QCOMPARE(report.rows_kept, kept);
    QCOMPARE(report.rows_read, rows.size());
    if (window_s == 0) QCOMPARE(report.rows_read, report.rows_kept + report.defectTotal());
    if (cuts) QCOMPARE(report.count(Defect::ClockBackwards), 0U);
    most_logs = std::max(most_logs, want.size());
  }
  QVERIFY(!cuts || most_logs > 5);
}

void TestLogSegments::eachSegmentHasItsPlaceAndEpoch() {
  Gathered got;
  const ImportReport report = read("t,a,b\n1700000000.5,1,\n1700000002,2,\n\n1600000000.25,3,1\n1600000000.25,9,9\n",
                                   {.cuts_segments = true}, got, TimeKind::EpochS);
  QCOMPARE(got.logs.size(), std::size_t{2});
  QCOMPARE(got.logs[0].epoch_s, std::optional(1700000000.0));
  QCOMPARE(got.logs[1].epoch_s, std::optional(1600000000.0));
  QCOMPARE(got.logs[1].t_s, (std::vector<double>{0.25}));
  QCOMPARE(report.log.epoch_s, std::optional(1700000000.0));
  QCOMPARE(report.duration_s, 1.5);
  QCOMPARE(report.count(Defect::DuplicateStamp), std::size_t{1});
  QCOMPARE(report.missing_values, std::size_t{2});
  QCOMPARE(report.readings, (std::vector<std::size_t>{3, 1}));
  QVERIFY(toJson(report)["segments"] == Json::parse(R"([{"log":"log","line":2,"stamp":"1700000000.5","rows":2},
                          {"log":"log#2","line":5,"stamp":"1600000000.25","rows":1}])"));
  QCOMPARE(inWords(report.segments, "mill")[1], std::string("log mill#2: 1 row from line 5, stamped 1600000000.25"));
  QCOMPARE(inWords(report).back(), std::string("2 logs, for the clock goes back once"));
}

void TestLogSegments::backRowsTellWhatEachPolicyWouldGive() {
  for (std::uint32_t seed = 0; seed < 100; ++seed) {
    const Rows rows = randomRows(seed);
    Gathered got;
    const BackRows back = read(textOf(rows), {}, got).back_rows;
    QCOMPARE(back.cuts() + 1, oracle(rows, 0, true).size());
    Gathered dropped;
    QCOMPARE(read(textOf(rows), {.late_window_s = back.furthest_s()}, dropped).count(Defect::ClockBackwards), 0U);
    Gathered too_few;
    const double less_s = back.furthest_s() - 0.5;
    if (back.count() > 0) {
      QVERIFY(read(textOf(rows), {.late_window_s = less_s}, too_few).count(Defect::ClockBackwards) > 0);
    }
    Gathered first_kept;
    QCOMPARE(back.count(), read(textOf(rows), {}, first_kept).count(Defect::ClockBackwards));
  }
  Gathered got;
  const ImportReport report = read("t,a,b\n5,1,1\n3,1,1\n4,1,1\n1,1,1\n9,1,1\n", {}, got);
  QVERIFY(toJson(report)["back_rows"] == Json::parse(R"({"rows":3,"cuts":2,"furthest_s":4.0,"first_line":3})"));
}

void TestLogSegments::noiseIsNoThousandLogs() {
  std::string text = "t,a,b\n";
  for (std::size_t row = 0; row < kMostSegments; ++row) text += std::to_string(5000 - row) + ",1,2\n";
  Gathered got;
  QCOMPARE(read(text, {.cuts_segments = true}, got).segments.size(), kMostSegments);
  try {
    Gathered more;
    (void)read(text + "1,1,2\n", {.cuts_segments = true}, more);
    QFAIL("took more logs than there may be");
  } catch (const InputError& error) {
    const std::string said = error.what();
    QVERIFY2(said.find("log.csv:1002:1: the clock goes back for the 1000th time") != std::string::npos, said.c_str());
    QVERIFY2(said.find("leave out the rows that go back, or put them in order") != std::string::npos, said.c_str());
  }
}

void TestLogSegments::whatWaitsForLateRowsIsBounded() {
  std::string text = "t,a,b\n";
  for (int row = 0; row < 1000; ++row) text += std::to_string(row) + ",1,2\n";
  const ImportOptions all{.late_window_s = kInfinity, .most_waiting_numbers = 3000};
  Gathered got;
  QCOMPARE(read(text, all, got).rows_kept, std::size_t{1000});
  try {
    Gathered more;
    (void)read(text + "1000,1,2\n", all, more);
    QFAIL("held more rows than it may");
  } catch (const InputError& error) {
    const std::string said = error.what();
    QVERIFY2(said.find("log.csv:1002:1: more than 1000 rows would wait for late ones") != std::string::npos,
             said.c_str());
  }
}

void TestLogSegments::choicesAreReadBack() {
  for (const BackwardsChoice& choice :
       {BackwardsChoice{}, BackwardsChoice{BackwardsPolicy::Sort, 2.5},
        BackwardsChoice{BackwardsPolicy::Sort, kInfinity}, BackwardsChoice{BackwardsPolicy::Segment, kInfinity}}) {
    QVERIFY(backwardsChoiceFrom(toJson(choice)) == choice);
  }
  QVERIFY(backwardsChoiceFrom(Json::parse(R"({"policy":"burn"})")) == BackwardsChoice{});
  QVERIFY(backwardsChoiceFrom(Json(3)) == BackwardsChoice{});
}

QTEST_APPLESS_MAIN(TestLogSegments)
#include "tst_log_segments.moc"
