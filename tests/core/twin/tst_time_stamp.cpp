// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cstdlib>

#include "core/twin/time_stamp.h"

using namespace mw::twin;

class TestTimeStamp : public QObject {
  Q_OBJECT
 private slots:
  void readsIso8601_data();
  void readsIso8601();
  void refusesOthers_data();
  void refusesOthers();
  void readsCounts_data();
  void readsCounts();
  void machineZoneDoesNotMatter();
};

namespace {
constexpr qint64 kS = 1'000'000'000;
}

void TestTimeStamp::readsIso8601_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<qint64>("ns");
  const qint64 at = 1744909208 * kS;  // date -u -d 2025-04-17T17:00:08Z +%s
  QTest::newRow("T, no offset is UTC") << "2025-04-17T17:00:08" << at;
  QTest::newRow("small t") << "2025-04-17t17:00:08" << at;
  QTest::newRow("space") << "2025-04-17 17:00:08" << at;
  QTest::newRow("Z") << "2025-04-17T17:00:08Z" << at;
  QTest::newRow("slashes") << "2025/04/17 17:00:08" << at;
  QTest::newRow("basic") << "20250417T170008" << at;
  QTest::newRow("basic with offset") << "20250417T190008+0200" << at;
  QTest::newRow("offset with colon") << "2025-04-17T19:00:08+02:00" << at;
  QTest::newRow("offset of hours") << "2025-04-17T19:00:08+02" << at;
  QTest::newRow("offset west") << "2025-04-17T12:30:08-04:30" << at;
  QTest::newRow("one fraction digit") << "2025-04-17T17:00:08.5" << at + kS / 2;
  QTest::newRow("comma fraction") << "2025-04-17T17:00:08,5" << at + kS / 2;
  QTest::newRow("six digits") << "2025-04-17T17:00:08.123456" << at + 123456000;
  QTest::newRow("nine digits") << "2025-04-17T17:00:08.123456789" << at + 123456789;
  QTest::newRow("twelve digits are cut") << "2025-04-17T17:00:08.123456789999" << at + 123456789;
  QTest::newRow("no seconds") << "2025-04-17T17:00" << at - 8 * kS;
  QTest::newRow("date alone") << "1970-01-02" << 86400 * kS;
  QTest::newRow("before 1970") << "1969-12-31T23:59:59.5Z" << -kS / 2;
  QTest::newRow("hour 24") << "1970-01-01T24:00:00" << 86400 * kS;
  QTest::newRow("leap second") << "2016-12-31T23:59:60Z" << 1483228800 * kS;
  QTest::newRow("leap day") << "2024-02-29T00:00:00Z" << 1709164800 * kS;
  QTest::newRow("in the hole of daylight saving") << "2025-03-30T02:30:00" << 1743301800 * kS;
}

void TestTimeStamp::readsIso8601() {
  QFETCH(QString, text);
  QFETCH(qint64, ns);
  const auto got = parseIso8601Ns(text.toStdString());
  QVERIFY(got.has_value());
  QCOMPARE(qint64(*got), ns);
}

void TestTimeStamp::refusesOthers_data() {
  QTest::addColumn<QString>("text");
  for (const char* text : {"",
                           "2025",
                           "2025-04",
                           "61402",
                           "2025-13-01",
                           "2025-00-01",
                           "2025-02-29",
                           "2025-04-31",
                           "2025-04-17T",
                           "2025-04-17T25:00:00",
                           "2025-04-17T17:60:00",
                           "2025-04-17T17:00:61",
                           "2025-04-17T12:00:60",
                           "2025-04-17T17:00:08.",
                           "2025-04-17T17:00:08x",
                           "2025-04-17T17:00:08+2",
                           "2025-04-17T17:00:08 ",
                           "17.04.2025 17:00",
                           "04/17/2025",
                           "2025-04/17",
                           "2025-4-7",
                           "9999-01-01",
                           "2025-04-17T24:00:01",
                           "-025-04-17",
                           "2025-04-17T17:00:08+02:0",
                           "17:00:08"}) {
    QTest::newRow(text) << text;
  }
}

void TestTimeStamp::refusesOthers() {
  QFETCH(QString, text);
  QVERIFY(!parseIso8601Ns(text.toStdString()).has_value());
}

void TestTimeStamp::readsCounts_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("kind");
  QTest::addColumn<qint64>("ns");
  QTest::addColumn<bool>("is_stamp");
  QTest::newRow("seconds keep nanoseconds") << "1700000000.123456789"
                                            << "epoch_s" << qint64(1700000000123456789) << true;
  QTest::newRow("milliseconds") << "1700000000123"
                                << "epoch_ms" << qint64(1700000000123000000) << true;
  QTest::newRow("milliseconds with fraction") << "1700000000123.5"
                                              << "epoch_ms" << qint64(1700000000123500000) << true;
  QTest::newRow("microseconds") << "1700000000123456"
                                << "epoch_us" << qint64(1700000000123456000) << true;
  QTest::newRow("nanoseconds") << "1700000000123456789"
                               << "epoch_ns" << qint64(1700000000123456789) << true;
  QTest::newRow("elapsed") << "0.1"
                           << "elapsed_s" << qint64(100000000) << true;
  QTest::newRow("negative") << "-1.5"
                            << "elapsed_s" << qint64(-1500000000) << true;
  QTest::newRow("scientific") << "1.5e3"
                              << "elapsed_s" << qint64(1500) * kS << true;
  QTest::newRow("scientific, negative") << "-1.5e-3"
                                        << "elapsed_s" << qint64(-1500000) << true;
  QTest::newRow("date as count") << "2025-04-17"
                                 << "epoch_s" << qint64(0) << false;
  QTest::newRow("text") << "abc"
                        << "elapsed_s" << qint64(0) << false;
  QTest::newRow("empty") << ""
                         << "elapsed_s" << qint64(0) << false;
  QTest::newRow("point alone") << "."
                               << "elapsed_s" << qint64(0) << false;
  QTest::newRow("too large") << "99999999999"
                             << "epoch_s" << qint64(0) << false;
  QTest::newRow("nan") << "nan"
                       << "elapsed_s" << qint64(0) << false;
}

void TestTimeStamp::readsCounts() {
  QFETCH(QString, text);
  QFETCH(QString, kind);
  QFETCH(qint64, ns);
  const auto got = parseStampNs(text.toStdString(), timeKindOf(kind.toStdString()).value(), '.');
  QTEST(got.has_value(), "is_stamp");
  QCOMPARE(qint64(got.value_or(0)), ns);
}

void TestTimeStamp::machineZoneDoesNotMatter() {
  for (const char* zone : {"UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia"}) {
    qputenv("TZ", zone);
    tzset();
    QCOMPARE(qint64(parseIso8601Ns("2025-03-30T02:30:00").value()), 1743301800 * kS);
  }
}

QTEST_APPLESS_MAIN(TestTimeStamp)
#include "tst_time_stamp.moc"
