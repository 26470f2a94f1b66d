// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include "core/discovery/discovery.h"

using namespace mw;
using namespace mw::discovery;

namespace {

std::filesystem::path written(const QTemporaryDir& folder, const std::string& text) {
  const auto file = std::filesystem::path(folder.path().toStdString()) / "events.csv";
  writeTextFile(file, text);
  return file;
}

const std::string kHead = "case,activity,resource,start,complete,quantity,rejects\n";
const std::string kGood =
    "a,turn,m1,2026-03-02 08:00,2026-03-02 09:00,5,0\n"
    "a,mill,m2,2026-03-02 09:30,2026-03-02 10:00,5,1\n"
    "b,turn,m1,2026-03-02 09:00,2026-03-02 09:45,3,0\n";

}  // namespace

class TestEventReader : public QObject {
  Q_OBJECT
 private slots:
  void readsRows();
  void leavesOutAndCounts_data();
  void leavesOutAndCounts();
  void refuses_data();
  void refuses();
  void refusesMaps_data();
  void refusesMaps();
  void keepsTheWallClock();
  void filters();
  void readsSemicolonsAndDayFirst();
  void findsOverlaps();
};

void TestEventReader::readsRows() {
  const QTemporaryDir folder;
  const EventImport import = readEventLog(written(folder, kHead + kGood), std::nullopt);
  QCOMPARE(import.log.rows.size(), std::size_t{3});
  QCOMPARE(import.log.cases.size(), std::size_t{2});
  QCOMPARE(dateText(import.log.first_day), std::string("2026-03-02"));
  QCOMPARE(import.log.firstWeekday(), 0);
  QCOMPARE(import.log.rows[0].start_s, 8 * 3600.0);
  QCOMPARE(import.log.rows[1].complete_s, 9.75 * 3600.0);
  QCOMPARE(import.log.rows[2].rejects, 1.0);
  QCOMPARE(import.report.refused(), std::size_t{0});
}

void TestEventReader::leavesOutAndCounts_data() {
  QTest::addColumn<QString>("row");
  QTest::addColumn<int>("defect");
  QTest::addColumn<bool>("kept");
  const auto add = [](const char* name, const char* row, RowDefect defect, bool kept) {
    QTest::newRow(name) << QString(row) << static_cast<int>(defect) << kept;
  };
  add("end before start", "c,turn,m1,2026-03-02 12:00,2026-03-02 11:00,1,0", RowDefect::EndBeforeStart, false);
  add("no resource", "c,turn,,2026-03-02 12:00,2026-03-02 13:00,1,0", RowDefect::NoResource, false);
  add("no case", " ,turn,m1,2026-03-02 12:00,2026-03-02 13:00,1,0", RowDefect::NoCase, false);
  add("no activity", "c,,m1,2026-03-02 12:00,2026-03-02 13:00,1,0", RowDefect::NoActivity, false);
  add("no such day", "c,turn,m1,2026-02-30 12:00,2026-03-02 13:00,1,0", RowDefect::BadStart, false);
  add("still open", "c,turn,m1,2026-03-02 12:00,,1,0", RowDefect::BadComplete, false);
  add("cut off", "c,turn,m1,2026-03-02", RowDefect::FewCells, false);
  add("open quote", "c,\"turn,m1,2026-03-02 12:00,2026-03-02 13:00,1,0", RowDefect::Unreadable, false);
  add("repeated", "a,turn,m1,2026-03-02 08:00,2026-03-02 09:00,5,0", RowDefect::Repeated, false);
  add("text as quantity", "c,turn,m1,2026-03-02 12:00,2026-03-02 13:00,many,0", RowDefect::BadNumber, true);
  add("fewer than no pieces", "c,turn,m1,2026-03-02 12:00,2026-03-02 13:00,1,-2", RowDefect::BadNumber, true);
  add("no length", "c,turn,m1,2026-03-02 12:00,2026-03-02 12:00,1,0", RowDefect::NoLength, true);
}

void TestEventReader::leavesOutAndCounts() {
  QFETCH(QString, row);
  QFETCH(int, defect);
  QFETCH(bool, kept);
  const QTemporaryDir folder;
  const EventImport import = readEventLog(written(folder, kHead + kGood + row.toStdString() + "\n"), std::nullopt);
  QCOMPARE(import.report.count(static_cast<RowDefect>(defect)), std::size_t{1});
  QCOMPARE(import.log.rows.size(), std::size_t{kept ? 4U : 3U});
  const auto& first = import.report.firsts[static_cast<std::size_t>(defect)];
  QVERIFY(first.has_value());
  QCOMPARE(first->place.line, 5);
}

void TestEventReader::refuses_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("said");
  QTest::newRow("empty") << ""
                         << "an empty file";
  QTest::newRow("header alone") << QString::fromStdString(kHead) << "stamps of a known kind";
  QTest::newRow("all ends precede their starts")
      << QString::fromStdString(kHead) +
             "a,turn,m1,2026-03-02 09:00,2026-03-02 08:00,1,0\nb,turn,m1,2026-03-02 11:00,2026-03-02 10:00,1,0\n"
      << "2 of 2 rows complete before they start";
  QTest::newRow("no such columns") << "x,y\n1,2\n"
                                   << "no column is called like case or activity";
  QTest::newRow("times are words") << QString::fromStdString(kHead) + "a,turn,m1,soon,later,1,0\n"
                                   << "no stamps of a known kind";
}

void TestEventReader::refuses() {
  QFETCH(QString, text);
  QFETCH(QString, said);
  const QTemporaryDir folder;
  try {
    (void)readEventLog(written(folder, text.toStdString()), std::nullopt);
    QFAIL("it was read");
  } catch (const InputError& error) {
    QVERIFY2(QString(error.what()).contains(said), error.what());
  }
}

void TestEventReader::refusesMaps_data() {
  QTest::addColumn<QString>("map");
  QTest::addColumn<QString>("said");
  QTest::newRow("misspelt key") << R"({"case":"case","activity":"activity","begin":"start","complete":"complete"})"
                                << "begin";
  QTest::newRow("no start") << R"({"case":"case","activity":"activity","complete":"complete"})"
                            << "start";
  QTest::newRow("misspelt column") << R"({"case":"cas","activity":"activity","start":"start","complete":"complete"})"
                                   << "did you mean \"case\"?";
  QTest::newRow("filter of nothing")
      << R"({"case":"case","activity":"activity","start":"start","complete":"complete","filters":[{"column":"case"}]})"
      << "keep";
}

void TestEventReader::refusesMaps() {
  QFETCH(QString, map);
  QFETCH(QString, said);
  const QTemporaryDir folder;
  const auto file = written(folder, kHead + kGood);
  try {
    (void)readEventLog(file, readEventMap(JsonDocument::parse(map.toStdString(), "M.json")));
    QFAIL("it was taken");
  } catch (const InputError& error) {
    QVERIFY2(QString(error.what()).contains(said), error.what());
  }
}

void TestEventReader::keepsTheWallClock() {
  const QTemporaryDir folder;
  const EventImport import = readEventLog(written(folder,
                                                  "case,activity,start,complete\n"
                                                  "a,turn,2026-03-28 08:00:00+01:00,2026-03-28 09:00:00+01:00\n"
                                                  "b,turn,2026-03-30 08:00:00+02:00,2026-03-30 09:00:00+02:00\n"),
                                          std::nullopt);
  QVERIFY(import.report.has_offsets);
  QCOMPARE(import.log.rows[1].start_s - import.log.rows[0].start_s, 2 * 86400.0);
  QCOMPARE(import.log.resources, std::vector<std::string>{"turn"});  // none is mapped: the activity is its own
}

void TestEventReader::filters() {
  const QTemporaryDir folder;
  const auto map = readEventMap(JsonDocument::parse(
      R"({"case":"case","activity":"activity","resource":"resource","start":"start","complete":"complete",
          "filters":[{"column":"resource","drop":["m2"]}]})",
      "M.json"));
  const EventImport import = readEventLog(written(folder, kHead + kGood), map);
  QCOMPARE(import.report.rows_filtered, std::size_t{1});
  QCOMPARE(import.report.unread_columns, (std::vector<std::string>{"quantity", "rejects"}));
  QVERIFY(readEventMap(JsonDocument::parse(toJson(import.map).dump(), "M.json")) == import.map);
}

void TestEventReader::readsSemicolonsAndDayFirst() {
  const QTemporaryDir folder;
  const EventImport import = readEventLog(
      written(
          folder,
          "\xEF\xBB\xBF"
          "Auftrag;Arbeitsgang;Maschine;Beginn;Ende;Menge\r\n1;drehen;M1;17.04.2025 06:00;17.04.2025 07:30;2,5\r\n"),
      std::nullopt);
  QCOMPARE(import.log.rows.size(), std::size_t{1});
  QCOMPARE(import.log.rows[0].complete_s, 7.5 * 3600);
  QCOMPARE(import.log.rows[0].quantity, 2.5);
  QCOMPARE(dateText(import.log.first_day), std::string("2025-04-17"));
}

void TestEventReader::findsOverlaps() {
  const QTemporaryDir folder;
  const EventImport import =
      readEventLog(written(folder, kHead + kGood + "c,turn,m1,2026-03-02 08:30,2026-03-02 09:15,1,0\n" +
                                       "a,turn,m1,2026-03-02 08:45,2026-03-02 09:00,5,0\n"),
                   std::nullopt);
  // c begins within a's turning, a's second row within c's, b's within c's.
  QCOMPARE(import.report.count(RowDefect::Overlapping), std::size_t{3});
}

QTEST_GUILESS_MAIN(TestEventReader)
#include "tst_event_reader.moc"
