// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "core/store/stored_log.h"
#include "core/twin/log_import.h"
#include "tests/core/store/plain_database.h"

using namespace mw;
using store::ProjectFile;

/// A file that is cut where its clock goes back: a log of each part, or none at all.
class TestStoredSegments : public QObject {
  Q_OBJECT

 private slots:
  void init() { folder_ = std::make_unique<QTemporaryDir>(); }
  void segmentsAreLogsOfTheirOwn();
  void aSegmentsNameThatIsTakenLeavesNothing();

 private:
  [[nodiscard]] std::string path(const char* name) const { return folder_->filePath(name).toStdString(); }
  [[nodiscard]] std::filesystem::path write(const char* text) const {
    std::ofstream(path("log.csv"), std::ios::binary) << text;
    return path("log.csv");
  }
  std::unique_ptr<QTemporaryDir> folder_;
};

void TestStoredSegments::segmentsAreLogsOfTheirOwn() {
  const auto file = write("t,a\n1700000000,1\n1700000001.5,2\n1600000000,3\n1500000000,4\n1500000001,\n");
  const auto project = ProjectFile::create(path("p.mill"), factory::Factory());
  const auto source = [&](const twin::LogBlockSink& sink) {
    return twin::streamImport(file, std::nullopt, {}, {.cuts_segments = true}, sink).report.log;
  };
  store::saveLog(*project, "mill", source);
  const std::vector<store::StoredLog> stored = store::logs(*project);
  QCOMPARE(stored.size(), std::size_t{3});
  const std::vector<std::string> names{"mill", "mill#2", "mill#3"};
  const std::vector<double> epochs_s{1.7e9, 1.6e9, 1.5e9};
  const std::vector<std::vector<double>> stamps_s{{0, 1.5}, {0}, {0, 1}};
  for (std::size_t i = 0; i < 3; ++i) {
    QCOMPARE(stored[i].name, names[i]);
    QCOMPARE(stored[i].source_digest, stored[0].source_digest);
    const twin::Log log = store::loadLog(*project, names[i]);
    QCOMPARE(log.epoch_s, std::optional(epochs_s[i]));
    QCOMPARE(log.t_s, stamps_s[i]);
    QCOMPARE(log.series.size(), std::size_t{1});
  }
  QCOMPARE(store::loadLog(*project, "mill#2").series[0].values, std::vector<double>{3});
  QVERIFY(!stored[0].source_digest.empty());
}

void TestStoredSegments::aSegmentsNameThatIsTakenLeavesNothing() {
  const auto file = write("t,a\n5,1\n3,2\n1,3\n");
  const auto project = ProjectFile::create(path("p.mill"), factory::Factory());
  twin::Log third;
  third.name = "mill#3";
  third.t_s = {0};
  third.series = {{"a", "V", {1}}, {"b", "", {2}}};
  store::saveLog(*project, third);
  const auto source = [&](const twin::LogBlockSink& sink) {
    return twin::streamImport(file, std::nullopt, {}, {.cuts_segments = true}, sink).report.log;
  };
  try {
    store::saveLog(*project, "mill", source);
    QFAIL("stored");
  } catch (const InputError& error) {
    QVERIFY2(std::string(error.what()).find("a log \"mill#3\" is there already") != std::string::npos, error.what());
  }
  QCOMPARE(store::logs(*project).size(), std::size_t{1});
  QCOMPARE(test::PlainDatabase(path("p.mill")).rows("SELECT count(*) FROM log_signal"), std::vector<std::string>{"2"});
  store::saveLog(*project, "press", source);  // under another name it goes in
  QCOMPARE(store::logs(*project).size(), std::size_t{4});
}

QTEST_APPLESS_MAIN(TestStoredSegments)
#include "tst_stored_segments.moc"
