// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>
#include <array>
#include <bit>
#include <ctime>
#include <fstream>
#include <locale>

#include "core/base/digest.h"
#include "core/twin/log_import.h"

using namespace mw;
using namespace mw::twin;

/// The same files say the same wherever they are read: numbers, stamps, words and what the report says of them.
class TestLocales : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase();
  void readsTheSame_data();
  void readsTheSame();
  void cleanup();

 private:
  static constexpr int kFiles = 3;
  [[nodiscard]] std::filesystem::path fileOf(int index) const {
    return folder_.filePath(QStringLiteral("log%1.csv").arg(index)).toStdString();
  }
  [[nodiscard]] std::string digest() const;
  static void setZone(const QByteArray& zone) {
    zone.isEmpty() ? qunsetenv("TZ") : qputenv("TZ", zone);
    tzset();
  }

  QTemporaryDir folder_;
  QByteArray own_zone_ = qgetenv("TZ");
  std::string reference_;
};

/// Decimal signs, grouped digits, dates of days on which clocks are changed, a name with a Turkish i, defects.
void TestLocales::initTestCase() {
  const std::array<std::string, kFiles> texts = {
      "t,INPUT,title\n0,1.5,20.66\n1,1e3,2\n2,x,3\n2,1,4\n3,1.234567890123456,-0.5\n",
      "Zeit;INLET [°C];flow\n30.03.2025 01:59:59;20,5;1\n30.03.2025 02:30:00;1.234,5;2\n26.10.2025 02:30:00;21,25;3\n",
      "time,a\n2025-04-17T17:00:08.000000001,0.1\n2025-04-17T19:00:09+02:00,0.2\n2025-11-02T01:30:00,0.3\n"};
  for (int i = 0; i < kFiles; ++i) std::ofstream(fileOf(i), std::ios::binary) << texts[static_cast<std::size_t>(i)];
  setZone("UTC");
  reference_ = digest();
  QCOMPARE(reference_.size(), std::size_t{32});
}

std::string TestLocales::digest() const {
  Digest digest;
  for (int i = 0; i < kFiles; ++i) {
    const LogImport import = importLog(fileOf(i), std::nullopt, {}, {.keeps_going = true});
    digest.addText(toJson(import.map).dump());
    digest.addText(toJson(import.report).dump());
    for (const std::string& said : import.said) digest.addText(said);
    for (const double t_s : import.report.log.t_s) digest.addText(std::to_string(std::bit_cast<std::uint64_t>(t_s)));
    for (const Signal& signal : import.report.log.series) {
      digest.addText(signal.name + signal.unit);
      for (const double value : signal.values) digest.addText(std::to_string(std::bit_cast<std::uint64_t>(value)));
    }
  }
  return digest.hex();
}

void TestLocales::readsTheSame_data() {
  QTest::addColumn<QByteArray>("locale");
  QTest::addColumn<QByteArray>("zone");
  for (const char* locale : {"de_DE.UTF-8", "fr_FR.UTF-8", "tr_TR.UTF-8", "C"}) {
    for (const char* zone : {"UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia"}) {
      QTest::addRow("%s, %s", locale, zone) << QByteArray(locale) << QByteArray(zone);
    }
  }
}

void TestLocales::readsTheSame() {
  QFETCH(QByteArray, locale);
  QFETCH(QByteArray, zone);
  try {
    std::locale::global(std::locale(locale.constData()));  // of C++ streams and of the C library
  } catch (const std::runtime_error&) {
    QSKIP(("this machine has no locale " + locale + " (tools/setup makes it)").constData());
  }
  setZone(zone);
  const std::time_t noon = 1750000000;
  if (zone != "UTC" && std::localtime(&noon)->tm_gmtoff == 0) QSKIP(("no time zone " + zone).constData());
  QCOMPARE(QString::fromStdString(digest()), QString::fromStdString(reference_));
}

void TestLocales::cleanup() {
  std::locale::global(std::locale::classic());
  setZone(own_zone_);
}

QTEST_APPLESS_MAIN(TestLocales)
#include "tst_locales.moc"
