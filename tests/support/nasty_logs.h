// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>
#include <QTest>

namespace mw::test {

/// A text in UTF-16.
inline QByteArray wide(const char* utf8, bool is_low_first) {
  QByteArray text;
  for (const char16_t unit : QString::fromUtf8(utf8).toStdU16String()) {
    const char low = static_cast<char>(unit & 0xFFU);
    const char high = static_cast<char>(unit >> 8U);
    text += is_low_first ? low : high;
    text += is_low_first ? high : low;
  }
  return text;
}

/// Files as loggers, spreadsheets and people write them, as rows of a test: "text", and in "wanted" what the import
/// without any map gives, or "line:column cause" for each finding.
inline void addNastyLogs() {
  QTest::addColumn<QByteArray>("text");
  QTest::addColumn<QString>("wanted");
  const auto row = [](const char* name, const QByteArray& text, const char* wanted) {
    QTest::newRow(name) << text << QString::fromUtf8(wanted);
  };
  // Frames
  row("plain", "t,a\n0,1\n1,2.5\n", "elapsed_s: 0 1; a: 1 2.5");
  row("byte order mark", "\xEF\xBB\xBFt,a\n0,1\n1,2\n", "elapsed_s: 0 1; a: 1 2");
  row("byte order mark, quoted header", "\xEF\xBB\xBF\"t\",\"a\"\n0,1\n1,2\n", "elapsed_s: 0 1; a: 1 2");
  row("CRLF", "t,a\r\n0,1\r\n1,2\r\n", "elapsed_s: 0 1; a: 1 2");
  row("CR alone", "t,a\r0,1\r1,2\r", "elapsed_s: 0 1; a: 1 2");
  row("no line end at the end", "t,a\n0,1\n1,2", "elapsed_s: 0 1; a: 1 2");
  row("blank lines", "\nt,a\n\n0,1\n \n1,2\n\n", "elapsed_s: 0 1; a: 1 2");
  row("cut last line", "t,a,b\n0,1,1\n1,2,2\n2,3", "elapsed_s: 0 1; a: 1 2; b: 1 2; cut line");
  row("header once more", "t,a\n0,1\nt,a\n1,2\n", "elapsed_s: 0 1; a: 1 2; repeated header");
  row("empty file", "", "1:1 is empty");
  row("blank file", "\n \n\t\n", "1:1 is empty");
  row("header alone", "t,a\n", "1:1 has nothing below its header");
  row("UTF-16, header alone", QByteArray("\xFF\xFEt\0,\0a\0", 8), "1:1 has nothing below its header");
  row("UTF-16 with mark", wide("\uFEFFt;Temp [°C]\n0;20,5\n1;21\n", true), "elapsed_s: 0 1; Temp [°C]: 20.5 21");
  row("UTF-16, high byte first, with mark", wide("\uFEFFt;Temp [°C]\n0;20,5\n1;21\n", false),
      "elapsed_s: 0 1; Temp [°C]: 20.5 21");
  row("UTF-16 without mark", wide("t,a\r\n0,1\r\n1,2\r\n", true), "elapsed_s: 0 1; a: 1 2");
  row("UTF-16, high byte first", wide("t,a\n0,1\n1,\"2\"\n", false), "elapsed_s: 0 1; a: 1 2");
  row("UTF-16, text in a number column", wide("\uFEFFt,a\n0,1\n1,2°\n", true),
      "3:3 \"2°\" in column \"a\" is not a number (text in a number column)");
  row("UTF-16 that breaks off", wide("\uFEFFt,a\n0,1\n1,2\n", true).chopped(1) + "\xD8",
      "3:3 \"2\uFFFD\" in column \"a\" is not a number (text in a number column)");
  row("UTF-32", QByteArray("\xFF\xFE\0\0t\0\0\0", 8), "1:1 is in UTF-32");
  row("Windows-1252 unit", "t;Preis [\x80]\n0;1,5\n1;2\n", "elapsed_s: 0 1; Preis [€]: 1.5 2");
  row("Latin-1 below a header in UTF-8",
      "t;T [\xC2\xB0"
      "C]\n0;1\n1;k\xFChl\n",
      "3:3 \"kühl\" in column \"T [°C]\" is not a number (text in a number column)");
  row("prose", "hello\nworld\n", "1:1 no comma, semicolon, tab or bar divides the first line into columns");
  row("one column", "a\n1\n2\n", "1:1 no comma, semicolon, tab or bar divides the first line into columns");
  // Delimiters and decimal signs
  row("semicolons and commas", "t;a\n0;1,5\n0,5;20,66\n", "elapsed_s: 0 0.5; a: 1.5 20.66");
  row("semicolons and points", "t;a\n0;1.5\n0.5;20.66\n", "elapsed_s: 0 0.5; a: 1.5 20.66");
  row("tabs and commas", "t\ta\n0\t1,5\n1\t2,5\n", "elapsed_s: 0 1; a: 1.5 2.5");
  row("bars", "t|a\n0|1\n1|2\n", "elapsed_s: 0 1; a: 1 2");
  row("semicolons within quotes", "t,note,a\n0,\"x;y;z\",1\n1,\"p;q\",2\n", "elapsed_s: 0 1; a: 1 2");
  row("delimiter within quotes", "t,note,a\n0,\"x,y\",1\n1,\"p,q\",2\n", "elapsed_s: 0 1; a: 1 2");
  row("line break within quotes", "t,note,a\n0,\"x\ny\",1\n1,\"p\",2\n2,q,3\n", "elapsed_s: 0 1 2; a: 1 2 3");
  row("quote within quotes", "t,note,a\n0,\"6\"\" pipe\",1\n1,b,2\n", "elapsed_s: 0 1; a: 1 2");
  row("quoted numbers", "\"t\";\"a\"\n\"0\";\"1,5\"\n\"1\";\"2,5\"\n", "elapsed_s: 0 1; a: 1.5 2.5");
  row("open quote", "t,a\n0,1\n1,\"2\n2,3\n", "3:1 a quote is opened and never closed");
  row("blanks around", " t , a \n 0 , 1 \n1,  2.5\n", "elapsed_s: 0 1; a: 1 2.5");
  row("empty last column", "t,a,\n0,1,\n1,2,\n", "elapsed_s: 0 1; a: 1 2");
  // Numbers: whole or not at all
  row("never a prefix", "t,a\n0,1\n1,20.66kg\n",
      "3:3 \"20.66kg\" in column \"a\" is not a number (text in a number column)");
  row("thousands by point", "t;a\n0;1,5\n1;1.234,5\n",
      "3:3 \"1.234,5\" in column \"a\" is not a number (grouped digits)");
  row("thousands by blank", "t,a\n0,1\n1,1 234\n", "3:3 \"1 234\" in column \"a\" is not a number (grouped digits)");
  row("thousands by comma", "t,a\n0,1\n1,\"1,234\"\n",
      "3:3 \"1,234\" in column \"a\" is not a number (other decimal sign)");
  row("exponents and signs", "t,a\n0,-1.5E+3\n1,+2e-2\n", "elapsed_s: 0 1; a: -1500 0.02");
  row("missing values", "t,a,b\n0,,1\n1,nan,2\n2,NaN,3\n3,4,5\n", "elapsed_s: 0 1 2 3; a: - - - 4; b: 1 2 3 5");
  row("spreadsheet error", "t,a\n0,1\n1,#N/A\n",
      "3:3 \"#N/A\" in column \"a\" is not a number (text in a number column)");
  row("infinity", "t,a\n0,1\n1,-inf\n", "3:3 \"-inf\" in column \"a\" is not a number (infinite number)");
  row("out of range", "t,a\n0,1\n1,1e999\n", "3:3 \"1e999\" in column \"a\" is not a number (number out of range)");
  row("zero byte", QByteArray("t,a\n0,1\n1,2\0\n", 13), "3:3 \"2?\" in column \"a\" is not a number (zero byte)");
  row("two things wrong", "t,a\n0,x\n1,2\ny,3\n2,4\n",
      "2:3 \"x\" in column \"a\" is not a number (text in a number column) / "
      "4:1 \"y\" in column \"t\" is no stamp of kind elapsed_s");
  // Columns
  row("ragged rows", "t,a,b\n0,1,2\n1,2\n2,3,4,5\n", "3:1 2 cells, wants 3 / 4:7 4 cells, wants 3");
  row("text column", "t,state,a\n0,run,1\n1,idle,2\n", "elapsed_s: 0 1; a: 1 2");
  row("equal names", "t,a,a,a\n0,1,2,3\n1,4,5,6\n", "elapsed_s: 0 1; a: 1 4; a#2: 2 5; a#3: 3 6");
  row("equal names but for the unit", "t,T [K],T [bar]\n0,1,2\n1,3,4\n",
      "elapsed_s: 0 1; T [K]: 1 3; T [bar] [bar]: 2 4");
  row("units", "t [s];Temp [°C];p (bar);n [1/min]\n0;1;2;3\n1;4;5;6\n",
      "elapsed_s: 0 1; Temp [°C]: 1 4; p [bar]: 2 5; n [1/min]: 3 6");
  row("Latin-1 unit",
      "t;Temp [\xB0"
      "C]\n0;20,5\n1;21\n",
      "elapsed_s: 0 1; Temp [°C]: 20.5 21");
  row("nameless column", "t,,a\n0,9,1\n1,9,2\n", "elapsed_s: 0 1; a: 1 2");
  row("no header", "0,5\n1,6\n", "elapsed_s: 0 1; column2: 5 6");
  row("no header, dates", "2025-04-17T17:00:08Z,5\n2025-04-17T17:00:09Z,6\n", "iso8601 1744909208: 0 1; column2: 5 6");
  row("time last", "a,timestamp\n1,0\n2,1\n", "elapsed_s: 0 1; a: 1 2");
  row("no time", "a,b\nx,1\ny,2\n", "1:1 no column holds time stamps");
  row("time that cannot be read", "a,time\n1,noon\n2,one\n", "1:1 column \"time\" holds no stamps that can be read");
  // Stamps
  row("T without zone", "time,a\n2025-04-17T17:00:08,1\n2025-04-17T17:00:09,2\n", "iso8601 1744909208: 0 1; a: 1 2");
  row("Z", "time,a\n2025-04-17T17:00:08Z,1\n2025-04-17T17:00:09Z,2\n", "iso8601 1744909208: 0 1; a: 1 2");
  row("offset", "time,a\n2025-04-17T19:00:08+02:00,1\n2025-04-17T19:00:09+02:00,2\n",
      "iso8601 1744909208: 0 1; a: 1 2");
  row("offset changes on the way", "time,a\n2025-10-26T02:59:59+02:00,1\n2025-10-26T02:00:00+01:00,2\n",
      "iso8601 1761440399: 0 1; a: 1 2");
  row("in the hole of daylight saving", "time,a\n2025-03-30T01:59:59,1\n2025-03-30T02:30:00,2\n",
      "iso8601 1743299999: 0 1801; a: 1 2");
  row("nine fraction digits", "time,a\n2025-04-17 17:00:08.000000001,1\n2025-04-17 17:00:08.123456789,2\n",
      "iso8601 1744909208: 1e-09 0.123456789; a: 1 2");
  row("twelve fraction digits", "time,a\n2025-04-17 17:00:08.000000001999,1\n2025-04-17 17:00:09,2\n",
      "iso8601 1744909208: 1e-09 1; a: 1 2");
  row("fraction with comma", "time;a\n2025-04-17 17:00:08,250;1,5\n2025-04-17 17:00:08,750;2\n",
      "iso8601 1744909208: 0.25 0.75; a: 1.5 2");
  row("epoch s", "time,a\n1744909208.25,1\n1744909209.5,2\n", "epoch_s 1744909208: 0.25 1.5; a: 1 2");
  row("epoch ms", "time,a\n1744909208250,1\n1744909209500,2\n", "epoch_ms 1744909208: 0.25 1.5; a: 1 2");
  row("epoch us", "time,a\n1744909208000001,1\n1744909208000002,2\n", "epoch_us 1744909208: 1e-06 2e-06; a: 1 2");
  row("epoch ns", "time,a\n1744909208000000001,1\n1744909208000000003,2\n", "epoch_ns 1744909208: 1e-09 3e-09; a: 1 2");
  row("elapsed ms", "t [ms],a\n0,1\n500,2\n", "elapsed_ms: 0 0.5; a: 1 2");
  row("elapsed clock", "t,a\n0:00:00,1\n0:00:01.5,2\n100:00:00,3\n", "elapsed_clock: 0 1.5 360000; a: 1 2 3");
  row("day first", "Datum;a\n17.04.2025 17:00:08;1,5\n17.04.2025 17:00:09;2\n", "day_first 1744909208: 0 1; a: 1.5 2");
  row("day first by its numbers", "date,a\n17/04/2025 17:00:08,1\n17/04/2025 17:00:09,2\n",
      "day_first 1744909208: 0 1; a: 1 2");
  row("month first", "date,a\n4/17/2025 5:00:08 PM,1\n4/17/2025 5:00:09 PM,2\n", "month_first 1744909208: 0 1; a: 1 2");
  row("noon and midnight", "date,a\n4/17/2025 12:00:00 AM,1\n4/17/2025 12:00:00 PM,2\n",
      "month_first 1744848000: 0 43200; a: 1 2");
  row("date and time in two columns", "Date,Time,a\n2025-04-17,17:00:08,1\n2025-04-17,17:00:09.5,2\n",
      "iso8601 1744909208: 0 1.5; a: 1 2");
  row("time before date", "Time,Date,a\n17:00:08,2025-04-17,1\n17:00:09,2025-04-17,2\n",
      "iso8601 1744909208: 0 1; a: 1 2");
  row("German date and time", "Datum;Uhrzeit;a\n17.04.2025;17:00:08,5;1,5\n17.04.2025;17:00:09,0;2\n",
      "day_first 1744909208: 0.5 1; a: 1.5 2");
  row("days alone", "date,a\n2025-04-17,1\n2025-04-18,2\n", "iso8601 1744848000: 0 86400; a: 1 2");
  row("no such day",
      "time,a\n2025-02-28,1\n2025-02-29,2\n2025-03-01,3\n2025-03-02,3\n2025-03-03,3\n2025-03-04,3\n"
      "2025-03-05,3\n2025-03-06,3\n2025-03-07,3\n2025-03-08,3\n",
      "3:1 \"2025-02-29\" in column \"time\" is no stamp of kind iso8601");
  row("colons are no number", "t,code,a\n0,6:14:02,1\n1,6:14:03,2\n", "elapsed_s: 0 1; a: 1 2");
  row("clock goes back", "t,a\n0,1\n2,2\n1,3\n3,4\n", "elapsed_s: 0 2 3; a: 1 2 4; clock backwards");
  row("stamp twice", "t,a\n0,1\n1,2\n1,3\n2,4\n", "elapsed_s: 0 1 2; a: 1 2 4; duplicate stamp");
}

}  // namespace mw::test
