// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>
#include <clocale>
#include <cmath>
#include <fstream>

#include "core/base/random_stream.h"
#include "core/twin/log_reader.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::twin;

namespace {

LogMap twoSignals() {
  LogMap map;
  map.time_column = "t";
  map.columns = {{"load", "load", ""}, {"surface", "surface", "°C"}};
  return map;
}

}  // namespace

class TestLogReader : public QObject {
  Q_OBJECT
 private slots:
  void readsWhatIsThere_data();
  void readsWhatIsThere();
  void locatesDefects_data();
  void locatesDefects();
  void stopsAfterTwentyFindings();
  void keepsGoingAndCountsExactly();
  void keepsTheFirstOfEqualStamps();
  void keepsNanosecondsOfAbsoluteStamps();
  void refusesFiles_data();
  void refusesFiles();
  void localeDoesNotMatter();
  void anotherEncodingIsObeyed();
  void joinsPiecesOfLargeFiles_data();
  void joinsPiecesOfLargeFiles();

 private:
  std::filesystem::path write(const QByteArray& text) {
    const std::filesystem::path file = folder_.filePath("log.csv").toStdString();
    std::ofstream(file, std::ios::binary).write(text.constData(), text.size());
    return file;
  }
  QTemporaryDir folder_;
};

void TestLogReader::readsWhatIsThere_data() {
  QTest::addColumn<QByteArray>("text");
  QTest::addColumn<QChar>("delimiter");
  QTest::addColumn<QChar>("decimal");
  QTest::addColumn<double>("value");  // surface in the second row
  const double none = std::nan("");
  QTest::newRow("plain") << QByteArray("t,load,surface\n0,1,2\n1,1,2.5\n") << QChar(',') << QChar('.') << 2.5;
  QTest::newRow("no last line break") << QByteArray("t,load,surface\n0,1,2\n1,1,2.5") << QChar(',') << QChar('.')
                                      << 2.5;
  QTest::newRow("CRLF") << QByteArray("t,load,surface\r\n0,1,2\r\n1,1,2.5\r\n") << QChar(',') << QChar('.') << 2.5;
  QTest::newRow("CR") << QByteArray("t,load,surface\r0,1,2\r1,1,2.5\r") << QChar(',') << QChar('.') << 2.5;
  QTest::newRow("mixed line ends") << QByteArray("t,load,surface\r0,1,2\r\n1,1,2.5\n") << QChar(',') << QChar('.')
                                   << 2.5;
  QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBFt,load,surface\n0,1,2\n1,1,2.5\n") << QChar(',')
                                   << QChar('.') << 2.5;
  QTest::newRow("semicolons and decimal commas")
      << QByteArray("t;load;surface\n0;1;2\n1,5;1;2,5\n") << QChar(';') << QChar(',') << 2.5;
  QTest::newRow("tabs") << QByteArray("t\tload\tsurface\n0\t1\t2\n1\t1\t2.5\n") << QChar('\t') << QChar('.') << 2.5;
  QTest::newRow("other order, other columns")
      << QByteArray("surface,note,t,load\n2,x,0,1\n2.5,\"a,b\",1,1\n") << QChar(',') << QChar('.') << 2.5;
  QTest::newRow("quoted, with a tab") << QByteArray("t,load,surface\n0,1,2\n1,1,\"\t2.5\"\n") << QChar(',')
                                      << QChar('.') << 2.5;
  QTest::newRow("quoted line break in another column")
      << QByteArray("t,load,surface,n\n0,1,2,\"a\nb\"\n1,1,2.5,\n") << QChar(',') << QChar('.') << 2.5;
  QTest::newRow("plus sign and exponent")
      << QByteArray("t,load,surface\n0,1,2\n1,1,+25e-1\n") << QChar(',') << QChar('.') << 2.5;
  QTest::newRow("blanks") << QByteArray("t, load , surface\n0,1,2\n 1 , 1 , 2.5 \n") << QChar(',') << QChar('.') << 2.5;
  QTest::newRow("blank lines") << QByteArray("t,load,surface\n\n0,1,2\n  \n1,1,2.5\n\n") << QChar(',') << QChar('.')
                               << 2.5;
  QTest::newRow("empty extra cells") << QByteArray("t,load,surface\n0,1,2,\n1,1,2.5,,\n") << QChar(',') << QChar('.')
                                     << 2.5;
  QTest::newRow("empty cell is missing") << QByteArray("t,load,surface\n0,1,2\n1,1,\n") << QChar(',') << QChar('.')
                                         << none;
  QTest::newRow("nan is missing") << QByteArray("t,load,surface\n0,1,2\n1,1,NaN\n") << QChar(',') << QChar('.') << none;
  QTest::newRow("header repeated") << QByteArray("t,load,surface\n0,1,2\nt,load,surface\n1,1,2.5\n") << QChar(',')
                                   << QChar('.') << 2.5;
  QTest::newRow("cut last line") << QByteArray("t,load,surface\n0,1,2\n1,1,2.5\n2,1") << QChar(',') << QChar('.')
                                 << 2.5;
}

void TestLogReader::readsWhatIsThere() {
  QFETCH(QByteArray, text);
  QFETCH(QChar, delimiter);
  QFETCH(QChar, decimal);
  QFETCH(double, value);
  LogMap map = twoSignals();
  map.delimiter = delimiter.toLatin1();
  map.decimal = decimal.toLatin1();
  const Log log = readLog(write(text), map).log;
  QCOMPARE(log.name, std::string("log"));
  QCOMPARE(log.rowCount(), std::size_t{2});
  QCOMPARE(log.series[0].values, (std::vector<double>{1, 1}));
  QCOMPARE(log.series[1].unit, std::string("°C"));
  QCOMPARE(log.series[1].values[0], 2.0);
  QVERIFY(log.series[1].values[1] == value || (std::isnan(value) && std::isnan(log.series[1].values[1])));
  QVERIFY(!log.epoch_s);
}

void TestLogReader::locatesDefects_data() {
  QTest::addColumn<QByteArray>("row");
  QTest::addColumn<int>("column");
  QTest::addColumn<QString>("cause");
  QTest::newRow("text") << QByteArray("1,abc,2") << 3
                        << "\"abc\" in column \"load\" is not a number (text in a number column)";
  QTest::newRow("after an umlaut") << QByteArray("1,\"\xC3\xBC\",2") << 3
                                   << "\"ü\" in column \"load\" is not a number (text in a number column)";
  QTest::newRow("number with a tail") << QByteArray("1,5,2.5x") << 5
                                      << "\"2.5x\" in column \"surface\" is not a number (text in a number column)";
  QTest::newRow("decimal comma") << QByteArray("1,\"2,5\",2") << 3
                                 << "\"2,5\" in column \"load\" is not a number (other decimal sign)";
  QTest::newRow("grouped") << QByteArray("1,\"1.234,5\",2") << 3
                           << "\"1.234,5\" in column \"load\" is not a number (grouped digits)";
  QTest::newRow("grouped by blank") << QByteArray("1,1 234,2") << 3
                                    << "\"1 234\" in column \"load\" is not a number (grouped digits)";
  QTest::newRow("overflow") << QByteArray("1,1e999,2") << 3
                            << "\"1e999\" in column \"load\" is not a number (number out of range)";
  QTest::newRow("underflow") << QByteArray("1,1e-400,2") << 3
                             << "\"1e-400\" in column \"load\" is not a number (number out of range)";
  QTest::newRow("infinity") << QByteArray("1,inf,2") << 3
                            << "\"inf\" in column \"load\" is not a number (infinite number)";
  QTest::newRow("zero byte") << QByteArray("1,1\0,2", 6) << 3
                             << "\"1?\" in column \"load\" is not a number (zero byte)";
  QTest::newRow("hexadecimal") << QByteArray("1,0x10,2") << 3
                               << "\"0x10\" in column \"load\" is not a number (text in a number column)";
  QTest::newRow("underscore") << QByteArray("1,1_000,2") << 3
                              << "\"1_000\" in column \"load\" is not a number (grouped digits)";
  QTest::newRow("time") << QByteArray("noon,1,2") << 1 << "\"noon\" in column \"t\" is no stamp of kind elapsed_s";
  QTest::newRow("no time") << QByteArray(",1,2") << 1 << "no stamp in column \"t\"";
  QTest::newRow("missing column") << QByteArray("1,2") << 1 << "2 cells, wants 3";
  QTest::newRow("extra column") << QByteArray("1,2,3,4") << 7 << "4 cells, wants 3";
}

void TestLogReader::locatesDefects() {
  QFETCH(QByteArray, row);
  QFETCH(int, column);
  QFETCH(QString, cause);
  const auto file = write("t,load,surface\n0,1,2\n" + row + "\n3,1,2\n");
  try {
    (void)readLog(file, twoSignals());
    QFAIL("accepted");
  } catch (const InputError& error) {
    QCOMPARE(error.findings().size(), std::size_t{1});
    const Finding& finding = error.findings()[0];
    QCOMPARE(QString::fromStdString(finding.cause), cause);
    QCOMPARE(finding.place.file, file.string());
    QCOMPARE(finding.place.line, 3);
    QCOMPARE(finding.place.column, column);
    QVERIFY(!finding.cure.empty());
  }
}

void TestLogReader::stopsAfterTwentyFindings() {
  QByteArray text = "t,load,surface\n";
  for (int i = 0; i < 50; ++i) text += QByteArray::number(i) + ",x,1\n";
  try {
    (void)readLog(write(text), twoSignals());
    QFAIL("accepted");
  } catch (const InputError& error) {
    QCOMPARE(error.findings().size(), std::size_t{20});
    QCOMPARE(error.findings().back().place.line, 21);
  }
}

void TestLogReader::keepsGoingAndCountsExactly() {
  // Each defect kind a seeded number of times among good rows; the report must count what was put in.
  struct Kind {
    Defect defect;
    const char* cells;  // after the stamp
  };
  const std::vector<Kind> kinds{{Defect::Text, ",oops,1"},           {Defect::OtherDecimalSign, ",\"1,5\",1"},
                                {Defect::GroupedDigits, ",1 234,1"}, {Defect::OutOfRange, ",1e999,1"},
                                {Defect::Infinite, ",-inf,1"},       {Defect::MissingColumn, ",1"},
                                {Defect::ExtraColumn, ",1,2,3"},     {Defect::BadTime, "z,1,2"}};
  RandomStream random(15, 1, 0);
  std::array<std::size_t, kDefectCount> injected{};
  std::size_t good = 0;
  std::size_t missing = 0;
  QByteArray text = "t,load,surface\n";
  for (int i = 0; i < 20000; ++i) {
    const QByteArray stamp = QByteArray::number(i);
    const auto draw = static_cast<std::size_t>(random.uniform() * 40);
    if (draw < kinds.size()) {
      ++injected[static_cast<std::size_t>(kinds[draw].defect)];
      text += stamp + kinds[draw].cells + "\n";
      const bool has_row = draw <= 4;
      good += has_row ? 1 : 0;
    } else if (draw == 8 && i > 0) {
      ++injected[static_cast<std::size_t>(Defect::ClockBackwards)];
      text += "-5,1,2\n";
    } else if (draw == 9) {
      text += stamp + ",1,\n";
      ++missing;
      ++good;
    } else {
      text += stamp + ",1,2\n";
      ++good;
    }
  }
  const ImportReport report = readLog(write(text), twoSignals(), {.keeps_going = true});
  QCOMPARE(report.counts, injected);
  QCOMPARE(report.rows_read, std::size_t{20000});
  QCOMPARE(report.log.rowCount(), good);
  QCOMPARE(report.missing_values, missing);
  QCOMPARE(report.places.size(), std::size_t{20});
  for (const double value : report.log.series[0].values) QVERIFY(std::isnan(value) || value == 1.0);
}

void TestLogReader::keepsTheFirstOfEqualStamps() {
  const ImportReport report =
      readLog(write("t,load,surface\n0,1,1\n2,1,2\n2,1,3\n1,1,4\n2,1,5\n3,1,6\n"), twoSignals());
  QCOMPARE(report.log.t_s, (std::vector<double>{0, 2, 3}));
  QCOMPARE(report.log.series[1].values, (std::vector<double>{1, 2, 6}));
  QCOMPARE(report.count(Defect::DuplicateStamp), std::size_t{2});
  QCOMPARE(report.count(Defect::ClockBackwards), std::size_t{1});
  QCOMPARE(report.places[0].place.line, 4);
}

void TestLogReader::keepsNanosecondsOfAbsoluteStamps() {
  LogMap map = twoSignals();
  map.time_kind = TimeKind::EpochS;
  const Log log = readLog(write("t,load,surface\n1700000000.000000001,1,1\n1700000000.000000003,1,2\n"), map).log;
  QCOMPARE(log.epoch_s.value(), 1700000000.0);
  QCOMPARE(log.t_s, (std::vector<double>{1e-9, 3e-9}));
}

void TestLogReader::refusesFiles_data() {
  QTest::addColumn<QByteArray>("text");
  QTest::addColumn<QString>("cause");
  QTest::newRow("empty") << QByteArray() << "is empty";
  QTest::newRow("header alone") << QByteArray("t,load,surface\n") << "has no row that can be read";
  QTest::newRow("UTF-32") << QByteArray("\xFF\xFE\0\0t\0\0\0", 8) << "is in UTF-32";
  QTest::newRow("other names") << QByteArray("t,laod,surface\n0,1,2\n")
                               << "no column \"load\" (did you mean \"laod\"?)";
}

void TestLogReader::refusesFiles() {
  QFETCH(QByteArray, text);
  QFETCH(QString, cause);
  try {
    (void)readLog(write(text), twoSignals());
    QFAIL("accepted");
  } catch (const InputError& error) {
    QCOMPARE(QString::fromStdString(error.findings()[0].cause), cause);
  }
}

void TestLogReader::localeDoesNotMatter() {
  const auto file = write("t,load,surface\n0,1.5,20.66\n1,1,2\n");
  const char* before = std::setlocale(LC_ALL, nullptr);
  const std::string kept = before;
  for (const char* locale : {"de_DE.UTF-8", "fr_FR.UTF-8", "tr_TR.UTF-8", "C"}) {
    std::setlocale(LC_ALL, locale);
    QCOMPARE(readLog(file, twoSignals()).log.series[1].values[0], 20.66);
  }
  std::setlocale(LC_ALL, kept.c_str());
}

/// What map or caller say is believed against the guess; the caller more than the map.
void TestLogReader::anotherEncodingIsObeyed() {
  const auto file = write("t,load,p\xC2\xB0\n0,1,2\n1,1,3\n");
  LogMap map;
  map.time_column = "t";
  map.columns = {{"p°", "p", ""}};
  QCOMPARE(readLog(file, map).log.series[0].values[1], 3.0);
  map.encoding = TextEncoding::Latin1;
  QVERIFY_THROWS_EXCEPTION(InputError, (void)readLog(file, map));
  map.columns = {{"p\u00C2°", "p", ""}};
  QCOMPARE(readLog(file, map).log.series[0].values[1], 3.0);
  QVERIFY_THROWS_EXCEPTION(InputError, (void)readLog(file, map, {.encoding = TextEncoding::Utf8}));
  QVERIFY(readLogMap(JsonDocument::parse(toJson(map).dump(), "M.json")) == map);
  Json strange = toJson(map);
  strange["encoding"] = "latin-l";
  try {
    (void)readLogMap(JsonDocument::parse(strange.dump(), "M.json"));
    QFAIL("accepted");
  } catch (const InputError& error) {
    QVERIFY2(std::string(error.what()).find("(did you mean \"latin-1\"?)") != std::string::npos, error.what());
  }
}

void TestLogReader::joinsPiecesOfLargeFiles_data() {
  QTest::addColumn<QByteArray>("line_end");
  QTest::addColumn<bool>("is_wide");
  QTest::newRow("LF") << QByteArray("\n") << false;
  QTest::newRow("CRLF") << QByteArray("\r\n") << false;
  QTest::newRow("CR") << QByteArray("\r") << false;
  QTest::newRow("CRLF in UTF-16") << QByteArray("\r\n") << true;
}

void TestLogReader::joinsPiecesOfLargeFiles() {
  // Longer than two pieces of 1 MiB, so that rows and line ends fall on the seams.
  QFETCH(QByteArray, line_end);
  QByteArray text = "t,load,surface" + line_end;
  constexpr int kRows = 150000;
  for (int i = 0; i < kRows; ++i)
    text += QByteArray::number(i) + ",0.125," + QByteArray::number(i % 977) + ".5" + line_end;
  QVERIFY(text.size() > (2 << 20));
  QFETCH(bool, is_wide);
  if (is_wide) {
    const std::u16string units = QString::fromLatin1(text).toStdU16String();
    text = QByteArray(reinterpret_cast<const char*>(units.data()), static_cast<qsizetype>(2 * units.size()));
  }
  const ImportReport report = readLog(write(text), twoSignals());
  QCOMPARE(report.log.rowCount(), std::size_t{kRows});
  QCOMPARE(report.defectTotal(), std::size_t{0});
  for (std::size_t i = 0; i < kRows; ++i) {
    QCOMPARE(report.log.t_s[i], static_cast<double>(i));
    QCOMPARE(report.log.series[1].values[i], static_cast<double>(i % 977) + 0.5);
  }
}

QTEST_APPLESS_MAIN(TestLogReader)
#include "tst_log_reader.moc"
