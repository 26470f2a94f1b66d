// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <limits>
#include <sqlite3.h>

#include "core/store/connection.h"
#include "core/store/stored_log.h"
#include "core/twin/log_import.h"
#include "tests/core/store/plain_database.h"
#include "tests/support/nasty_logs.h"

using namespace mw;
using store::Access;
using store::ProjectFile;

/// Logs that are stored while they are read: the same rows as at once, or none at all.
class TestStreamedLog : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void storesWhatTheWholeWould_data() { test::addNastyLogs(); }
  void storesWhatTheWholeWould();
  void storesManyBlocks_data();
  void storesManyBlocks();
  void leavesNothingBehind_data();
  void leavesNothingBehind();
  void fullDiskLeavesWhatWasThere();
  void aFileThatShrinksLeavesNothing();
  void aFileThatGrowsIsReadAsItWas();
  void refusesASecondLogOfTheName();

 private:
  [[nodiscard]] std::string path(const char* name) const { return folder_->filePath(name).toStdString(); }
  std::filesystem::path write(const QByteArray& text) const {
    std::ofstream(path("log.csv"), std::ios::binary).write(text.constData(), text.size());
    return path("log.csv");
  }
  QString outcome(ProjectFile& project, const std::filesystem::path& file, const twin::ImportOptions& options,
                  bool is_streamed) const;
  std::unique_ptr<QTemporaryDir> folder_;
};

namespace {

constexpr std::size_t kBlockRows = 1000;

/// A block of two signals, of a log that goes on and on.
twin::Log blockNo(std::size_t number) {
  twin::Log block;
  block.series = {{"a", "V", {}}, {"b", "", {}}};
  for (std::size_t row = 0; row < kBlockRows; ++row) {
    block.t_s.push_back(static_cast<double>(number * kBlockRows + row));
    for (twin::Signal& signal : block.series) signal.values.push_back(static_cast<double>(row) / 3);
  }
  return block;
}

/// All that is stored of a log but its name.
std::vector<std::string> storedRows(const std::string& file, const std::string& log) {
  test::PlainDatabase database(file);
  const std::string of_it = " FROM log JOIN log_signal ON log_signal.log_id = log.id WHERE log.name = '" + log + "'";
  std::vector<std::string> rows = database.rows(
      "SELECT epoch_s, row_count, source_digest, number, log_signal.name, unit" + of_it + " ORDER BY number");
  for (std::string& row :
       database.rows("SELECT number, digest, rows FROM log JOIN log_chunk ON log_id = id WHERE name = '" + log +
                     "' ORDER BY number")) {
    rows.push_back(std::move(row));
  }
  return rows;
}

std::size_t countOf(const std::string& file, const char* table) {
  return std::stoul(test::PlainDatabase(file).rows(std::string("SELECT count(*) FROM ") + table).front());
}

QByteArray lateRows(int count) {
  QByteArray text = "t,a,b\n";
  for (int row = 0; row < count; ++row) {
    const int late = row % 5 == 0 ? row - 30 : row;
    text += QByteArray::number(late) + ".5," + QByteArray::number(row % 97) + "." + QByteArray::number(row % 13) + "," +
            (row % 11 == 0     ? QByteArray()
             : row % 1009 == 0 ? QByteArray("oops")
                               : QByteArray::number(row)) +
            "\n";
  }
  return text;
}

}  // namespace

void TestStreamedLog::init() {
  folder_ = std::make_unique<QTemporaryDir>();
}

/// What was stored and told, or why nothing is.
QString TestStreamedLog::outcome(ProjectFile& project, const std::filesystem::path& file,
                                 const twin::ImportOptions& options, bool is_streamed) const {
  const std::string name = std::string(is_streamed ? "streamed" : "whole") + (options.keeps_going ? " all" : "");
  std::string text;
  try {
    twin::ImportReport report;
    if (is_streamed) {
      store::saveLog(project, name, [&](const twin::LogBlockSink& sink) {
        report = twin::streamImport(file, std::nullopt, {}, options, sink).report;
        return report.log;
      });
    } else {
      report = twin::importLog(file, std::nullopt, {}, options).report;
      report.log.name = name;
      store::saveLog(project, report.log);
      report.log.name = file.stem().string();
    }
    text = toJson(report).dump();
  } catch (const InputError& error) {
    text = error.what();
  }
  for (const std::string& row : storedRows(project.path().string(), name)) text += "\n" + row;
  return QString::fromStdString(text);
}

void TestStreamedLog::storesWhatTheWholeWould() {
  QFETCH(QByteArray, text);
  const auto file = write(text);
  const auto project = ProjectFile::create(path("p.mill"), factory::Factory());
  // Nobody pulls the plug here.
  project->read([](store::Connection& connection) { connection.database().exec("PRAGMA synchronous=OFF"); });
  for (const bool keeps_going : {false, true}) {
    const twin::ImportOptions options{.keeps_going = keeps_going};
    QCOMPARE(outcome(*project, file, options, true), outcome(*project, file, options, false));
  }
}

void TestStreamedLog::storesManyBlocks_data() {
  QTest::addColumn<double>("window_s");
  QTest::newRow("late rows left out") << 0.0;
  QTest::newRow("late rows in order") << 60.0;
  QTest::newRow("all in order") << std::numeric_limits<double>::infinity();
}

void TestStreamedLog::storesManyBlocks() {
  QFETCH(double, window_s);
  const auto file = write(lateRows(200'000));
  const twin::ImportOptions options{.keeps_going = true, .late_window_s = window_s};
  const auto project = ProjectFile::create(path("p.mill"), factory::Factory());
  const QString streamed = outcome(*project, file, options, true);
  QVERIFY(streamed == outcome(*project, file, options, false));
  QVERIFY(streamed.contains("\"rows_read\":200000"));
  const twin::Log log = store::loadLog(*project, "streamed all");
  QCOMPARE(store::logs(*project).front().rows, log.rowCount());
  QVERIFY(log.rowCount() > 140'000);
  QVERIFY(std::is_sorted(log.t_s.begin(), log.t_s.end(), std::less_equal<>()));
}

void TestStreamedLog::leavesNothingBehind_data() {
  QTest::addColumn<bool>("throws");
  QTest::newRow("the source is stopped") << true;
  QTest::newRow("the writer is stopped") << false;
}

void TestStreamedLog::leavesNothingBehind() {
  QFETCH(bool, throws);
  const auto project = ProjectFile::create(path("p.mill"), factory::Factory());
  const auto bytes = std::filesystem::file_size(path("p.mill"));
  std::stop_source stop;
  const auto source = [&](const twin::LogBlockSink& sink) {
    for (std::size_t number = 0; number < 300; ++number) sink(blockNo(number));
    if (throws) throw Cancelled("stopped");
    stop.request_stop();
    return blockNo(0);
  };
  QVERIFY_THROWS_EXCEPTION(Cancelled, store::saveLog(*project, "log", source, stop.get_token()));
  QVERIFY(store::logs(*project).empty());
  for (const char* table : {"log", "log_signal", "log_chunk"}) QCOMPARE(countOf(path("p.mill"), table), std::size_t{0});
  QCOMPARE(std::filesystem::file_size(path("p.mill")), bytes);
  // The project takes the log the next time.
  store::saveLog(*project, "log", [](const twin::LogBlockSink& sink) {
    sink(blockNo(0));
    sink(blockNo(1));
    return blockNo(0);
  });
  QCOMPARE(store::loadLog(*project, "log").rowCount(), 2 * kBlockRows);
}

void TestStreamedLog::fullDiskLeavesWhatWasThere() {
  const auto project = ProjectFile::create(path("p.mill"), factory::Factory());
  store::saveLog(*project, "first", [](const twin::LogBlockSink& sink) {
    sink(blockNo(0));
    return blockNo(0);
  });
  project->read([](store::Connection& connection) {
    // The limit gives the same SQLITE_FULL as a full disk; the authorizer does not let the pragma through, so it is
    // taken off for the moment.
    sqlite3_set_authorizer(connection.database().getHandle(), nullptr, nullptr);
    const std::int64_t pages = connection.integer("PRAGMA page_count");
    connection.database().exec("PRAGMA max_page_count=" + std::to_string(pages + 1000));
  });
  std::size_t given = 0;
  const auto endless = [&](const twin::LogBlockSink& sink) -> twin::Log {
    for (;; ++given) sink(blockNo(given));
  };
  try {
    store::saveLog(*project, "second", endless);
    QFAIL("stored");
  } catch (const OutputError& error) {
    QVERIFY2(std::string(error.what()).find("p.mill: the disk is full") != std::string::npos, error.what());
  }
  QVERIFY(given > 10);
  QCOMPARE(store::logs(*project).size(), std::size_t{1});
  QCOMPARE(store::loadLog(*project, "first").rowCount(), kBlockRows);
  QCOMPARE(test::PlainDatabase(path("p.mill")).rows("PRAGMA integrity_check"), std::vector<std::string>{"ok"});
}

void TestStreamedLog::aFileThatShrinksLeavesNothing() {
  const QByteArray text = lateRows(200'000);
  const auto project = ProjectFile::create(path("p.mill"), factory::Factory());
  for (const double share : {0.0, 0.3, 0.6, 0.99}) {
    const auto file = write(text);
    const auto shrinking = [&](const twin::LogBlockSink& sink) {
      const twin::LogBlockSink after = [&](twin::Log&& block) {
        sink(std::move(block));
        std::filesystem::resize_file(file, static_cast<std::uintmax_t>(share * static_cast<double>(text.size())));
      };
      return twin::streamImport(file, std::nullopt, {}, {.keeps_going = true}, after).report.log;
    };
    try {
      store::saveLog(*project, "log", shrinking);
      QFAIL("stored");
    } catch (const InputError& error) {
      QVERIFY2(std::string(error.what()).find("became shorter while it was read") != std::string::npos, error.what());
    }
    QVERIFY(store::logs(*project).empty());
  }
}

void TestStreamedLog::aFileThatGrowsIsReadAsItWas() {
  const auto file = write(lateRows(200'000));
  const auto project = ProjectFile::create(path("p.mill"), factory::Factory());
  twin::ImportReport report;
  store::saveLog(*project, "log", [&](const twin::LogBlockSink& sink) {
    const twin::LogBlockSink growing = [&](twin::Log&& block) {
      sink(std::move(block));
      std::ofstream(file, std::ios::binary | std::ios::app) << "900000.5,1,1\n900001.5,oops";
    };
    report = twin::streamImport(file, std::nullopt, {}, {.keeps_going = true}, growing).report;
    return report.log;
  });
  QCOMPARE(report.rows_read, std::size_t{200'000});
  QCOMPARE(store::loadLog(*project, "log").t_s.back(), 199'999.5);
}

void TestStreamedLog::refusesASecondLogOfTheName() {
  const auto project = ProjectFile::create(path("p.mill"), factory::Factory());
  const auto source = [](const twin::LogBlockSink& sink) {
    sink(blockNo(0));
    return blockNo(0);
  };
  store::saveLog(*project, "log", source);
  bool is_asked = false;
  QVERIFY_THROWS_EXCEPTION(InputError, store::saveLog(*project, "log", [&](const twin::LogBlockSink& sink) {
                             is_asked = true;
                             return source(sink);
                           }));
  QVERIFY(!is_asked);
}

QTEST_APPLESS_MAIN(TestStreamedLog)
#include "tst_streamed_log.moc"
