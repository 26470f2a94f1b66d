// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>
#include <filesystem>
#include <fstream>

#include "core/base/csv_records.h"
#include "core/base/error.h"
#include "core/base/random_stream.h"

using namespace mw;

/// Files that others write to while they are read: what was there at the start, or an error.
class TestCsvRecords : public QObject {
  Q_OBJECT
 private slots:
  void aFileThatShrinksIsReadAsItWasOrRefused();
  void rowsThatAreAddedAreNotRead();
  void aFileThatTakesTheNameIsAnother();

 private:
  [[nodiscard]] std::string path(const char* name) const { return folder_.filePath(name).toStdString(); }
  QTemporaryDir folder_;
};

namespace {

constexpr std::size_t kLineBytes = 64;
constexpr std::size_t kLines = 40'000;  // 2.5 MB: three pieces

/// Every line knows its number, so that a wrong one shows.
std::string lineNo(std::size_t number) {
  std::string line = std::to_string(number);
  line.resize(kLineBytes - 1, '.');
  return line;
}

void write(const std::string& file, std::size_t first, std::size_t last) {
  std::filesystem::remove(file);
  std::ofstream stream(file, std::ios::binary);
  for (std::size_t number = first; number < last; ++number) stream << lineNo(number) << '\n';
}

/// Reads up to `most` lines, each of which must be the next one. @returns false at the end of the file
bool readOn(CsvRecords& records, std::size_t& next, std::size_t most) {
  CsvRecord record;
  for (std::size_t i = 0; i < most; ++i) {
    if (!records.next(record)) return false;
    if (record.text != lineNo(next++)) throw std::runtime_error("line " + std::to_string(next) + " is another");
  }
  return true;
}

}  // namespace

void TestCsvRecords::aFileThatShrinksIsReadAsItWasOrRefused() {
  RandomStream random(1, streamId("shrink", "test"), 0);
  int refused = 0;
  int whole = 0;
  for (int run = 0; run < 100; ++run) {
    write(path("log.csv"), 0, kLines);
    CsvRecords records(path("log.csv"));
    std::size_t next = 0;
    QVERIFY(readOn(records, next, static_cast<std::size_t>(random.uniform() * kLines)));
    std::filesystem::resize_file(path("log.csv"), static_cast<std::uintmax_t>(random.uniform() * kLines * kLineBytes));
    try {
      while (readOn(records, next, kLines)) continue;
      QCOMPARE(next, kLines);
      ++whole;
    } catch (const InputError& error) {
      QVERIFY2(std::string(error.what()).find("became shorter while it was read") != std::string::npos, error.what());
      ++refused;
    }
  }
  QVERIFY(refused > 20);
  QVERIFY(whole > 5);  // the last piece, about a fifth of the file, was in memory already
}

void TestCsvRecords::rowsThatAreAddedAreNotRead() {
  RandomStream random(2, streamId("grow", "test"), 0);
  for (int run = 0; run < 20; ++run) {
    write(path("log.csv"), 0, kLines);
    CsvRecords records(path("log.csv"));
    std::size_t next = 0;
    QVERIFY(readOn(records, next, static_cast<std::size_t>(random.uniform() * kLines)));
    std::ofstream(path("log.csv"), std::ios::binary | std::ios::app) << "one more\nand more";
    while (readOn(records, next, kLines)) continue;
    QCOMPARE(next, kLines);
    QCOMPARE(records.bytesTaken(), kLines * kLineBytes);
  }
}

void TestCsvRecords::aFileThatTakesTheNameIsAnother() {
  write(path("log.csv"), 0, kLines);
  CsvRecords records(path("log.csv"));
  std::size_t next = 0;
  write(path("next.csv"), 7, 9);
  std::filesystem::rename(path("next.csv"), path("log.csv"));  // as loggers do when they begin a new file
  while (readOn(records, next, kLines)) continue;
  QCOMPARE(next, kLines);
}

QTEST_APPLESS_MAIN(TestCsvRecords)
#include "tst_csv_records.moc"
