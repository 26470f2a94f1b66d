// SPDX-License-Identifier: Apache-2.0
#include <QFileInfo>
#include <QStorageInfo>
#include <QTest>
#include <cstdlib>
#include <fstream>
#include <numeric>
#include <string>

#include "core/base/scratch_memory.h"

using namespace mw;

namespace {

/// One number a row, more than a heap block would take.
constexpr std::size_t kRows = 3 * kScratchBytes / sizeof(double);

/// Of this process, from a line of /proc/self/status, in bytes.
std::size_t inUse(const std::string& what) {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    if (word != what + ":") continue;
    std::size_t kilobytes = 0;
    status >> kilobytes;
    return 1024 * kilobytes;
  }
  return 0;
}

Column counted() {
  Column column(kRows);
  std::iota(column.begin(), column.end(), 0.0);
  return column;
}

bool isCounted(const Column& column) {
  for (std::size_t i = 0; i < column.size(); ++i) {
    if (column[i] != static_cast<double>(i)) return false;
  }
  return true;
}

}  // namespace

class TestScratchMemory : public QObject {
  Q_OBJECT
 private slots:
  void init() { qunsetenv("TMPDIR"); }
  void cleanup() { qunsetenv("TMPDIR"); }
  void growsAndCopiesLikeAVector();
  void lettingGoKeepsTheNumbers_data();
  void lettingGoKeepsTheNumbers();
  void aPartIsLetGo();
  void lettingGoGivesMemoryBack();
};

void TestScratchMemory::growsAndCopiesLikeAVector() {
  Column column;
  for (std::size_t i = 0; i < kRows; ++i) column.push_back(static_cast<double>(i));
  QVERIFY(isCounted(column));
  const Column copy = column;
  column.clear();
  column.shrink_to_fit();
  QVERIFY(isCounted(copy));
}

void TestScratchMemory::lettingGoKeepsTheNumbers_data() {
  QTest::addColumn<QByteArray>("folder");
  QTest::newRow("the usual folder") << QByteArray();
  QTest::newRow("no such folder: plain memory") << QByteArray("/nowhere/at/all");
}

void TestScratchMemory::lettingGoKeepsTheNumbers() {
  QFETCH(QByteArray, folder);
  if (!folder.isEmpty()) qputenv("TMPDIR", folder);
  const Column column = counted();
  letGo(column);
  QVERIFY(isCounted(column));
  const Column small{1, 2, 3};
  letGo(small);
  QCOMPARE(small[2], 3.0);
}

void TestScratchMemory::aPartIsLetGo() {
  const Column column = counted();
  for (std::size_t first = 0; first < kRows; first += 100'003) letGo(column, first, std::min(kRows, first + 5));
  letGo(column, 1000, 200'000);
  letGo(column, kRows, kRows);
  QVERIFY(isCounted(column));
}

void TestScratchMemory::lettingGoGivesMemoryBack() {
  const QFileInfo folder(QStringLiteral("/var/tmp"));
  if (!folder.isWritable() || QStorageInfo(folder.filePath()).bytesAvailable() < qint64{2} << 30) {
    QSKIP("/var/tmp has no room: columns lie in plain memory");
  }
  const Column column = counted();
  const std::size_t before = inUse("VmRSS");
  letGo(column);
  const std::size_t after = inUse("VmRSS");
  QVERIFY2(before > after + kScratchBytes, "the column had thrice that");
}

QTEST_GUILESS_MAIN(TestScratchMemory)
#include "tst_scratch_memory.moc"
