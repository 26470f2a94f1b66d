// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>
#include <clocale>
#include <cmath>
#include <cstdlib>
#include <fstream>

#include "core/base/text.h"
#include "core/twin/log_guess.h"
#include "core/twin/log_import.h"
#include "core/twin/log_preview.h"
#include "tests/support/nasty_logs.h"

using namespace mw;
using namespace mw::twin;

/// Each of the nasty logs is imported without any map as one line says, or refused with the exact place.
class TestNastyLogs : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase();
  void importsOrTellsWhere_data() { test::addNastyLogs(); }
  void importsOrTellsWhere();
  void neitherLocaleNorZoneMatter_data() { test::addNastyLogs(); }
  void neitherLocaleNorZoneMatter();
  void previewAgreesWithTheReader_data() { test::addNastyLogs(); }
  void previewAgreesWithTheReader();

 private:
  std::filesystem::path write(const QByteArray& text) {
    const std::filesystem::path file = folder_.filePath("log.csv").toStdString();
    std::ofstream(file, std::ios::binary).write(text.constData(), text.size());
    return file;
  }
  QTemporaryDir folder_;
};

namespace {

std::string listed(const Column& values) {
  std::string list;
  for (const double value : values) list += " " + (std::isnan(value) ? std::string("-") : numberText(value));
  return list;
}

/// "iso8601 1744909208: 0 1; Temp [°C]: 20.5 20.6", or "2:3 cause" for each finding.
QString outcome(const std::filesystem::path& file) {
  std::string text;
  try {
    const LogImport import = importLog(file, std::nullopt, {}, {});
    const Log& log = import.report.log;
    text = timeKindName(import.map.time_kind);
    if (log.epoch_s) text += " " + numberText(*log.epoch_s);
    text += ":" + listed(log.t_s);
    for (const Signal& signal : log.series) {
      text += "; " + signal.name + (signal.unit.empty() ? "" : " [" + signal.unit + "]") + ":" + listed(signal.values);
    }
    for (std::size_t i = 0; i < kDefectCount; ++i) {
      const auto defect = static_cast<Defect>(i);
      if (import.report.count(defect) > 0) text += "; " + defectName(defect);
    }
  } catch (const InputError& error) {
    for (const Finding& finding : error.findings()) {
      text += (text.empty() ? "" : " / ") + std::to_string(finding.place.line) + ":" +
              std::to_string(finding.place.column) + " " + finding.cause;
    }
  }
  return QString::fromStdString(text);
}

}  // namespace

void TestNastyLogs::initTestCase() {
  QVERIFY(folder_.isValid());
}

void TestNastyLogs::importsOrTellsWhere() {
  QFETCH(QByteArray, text);
  QFETCH(QString, wanted);
  QCOMPARE(outcome(write(text)), wanted);
}

void TestNastyLogs::neitherLocaleNorZoneMatter() {
  QFETCH(QByteArray, text);
  QFETCH(QString, wanted);
  const auto file = write(text);
  const std::string kept = std::setlocale(LC_ALL, nullptr);
  for (const char* locale : {"de_DE.UTF-8", "fr_FR.UTF-8", "C"}) {
    std::setlocale(LC_ALL, locale);
    for (const char* zone : {"Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "UTC"}) {
      qputenv("TZ", zone);
      tzset();
      QCOMPARE(outcome(file), wanted);
    }
  }
  std::setlocale(LC_ALL, kept.c_str());
  qunsetenv("TZ");
  tzset();
}

void TestNastyLogs::previewAgreesWithTheReader() {
  QFETCH(QByteArray, text);
  const auto file = write(text);
  LogSample sample;
  try {
    sample = LogSample::read(file);
  } catch (const InputError&) {
    return;  // there is nothing to show
  }
  const GuessedMap guess = guessLogMap(sample, {}, {});
  const LogPreview preview = previewOf(sample, guess.map);
  if (guess.problem) return;
  ImportReport report;
  try {
    report = readLog(file, guess.map, {.keeps_going = true});
  } catch (const InputError&) {
    return;
  }
  std::size_t kept = 0;
  for (const LogPreview::Row& row : preview.rows) {
    if (!row.why.empty()) continue;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (preview.columns[i].kind == LogPreview::Kind::Time || !preview.columns[i].is_used) continue;
      std::size_t signal = 0;
      while (guess.map.columns[signal].column != preview.columns[i].name) ++signal;
      const double value = report.log.series[signal].values.at(kept);
      QCOMPARE(std::isnan(value), row.cells[i].state != CellState::Number);
      QCOMPARE(row.cells[i].state == CellState::Bad, !row.cells[i].why.empty());
    }
    ++kept;
  }
  QCOMPARE(kept, report.log.rowCount());
}

QTEST_APPLESS_MAIN(TestNastyLogs)
#include "tst_nasty_logs.moc"
