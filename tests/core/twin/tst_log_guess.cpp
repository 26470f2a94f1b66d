// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "core/twin/log_guess.h"

using namespace mw;
using namespace mw::twin;

class TestLogGuess : public QObject {
  Q_OBJECT
 private slots:
  void guesses_data();
  void guesses();
  void textIsAnErrorWhereANumberIsNeeded();
  void refuses_data();
  void refuses();
  void mapSurvivesWritingAndReading();
  void mapErrorsAreLocated_data();
  void mapErrorsAreLocated();

 private:
  std::filesystem::path write(const QByteArray& text) {
    const std::filesystem::path file = folder_.filePath("log.csv").toStdString();
    std::ofstream(file, std::ios::binary).write(text.constData(), text.size());
    return file;
  }
  QTemporaryDir folder_;
};

void TestLogGuess::guesses_data() {
  QTest::addColumn<QByteArray>("text");
  QTest::addColumn<QString>("map");
  QTest::newRow("elapsed seconds")
      << QByteArray("t,u_q\n0,1\n0.5,2\n")
      << R"({"time":{"column":"t","kind":"elapsed_s"},"delimiter":",","decimal":".","signals":[{"column":"u_q","name":"u_q","unit":""}]})";
  QTest::newRow("German export")
      << QByteArray(
             "Zeit;Temp [\xC2\xB0"
             "C];Druck (bar)\n2025-01-01 00:00:00;20,5;1,2\n2025-01-01 00:00:01;20,6;1,3\n")
      << R"m({"time":{"column":"Zeit","kind":"iso8601"},"delimiter":";","decimal":",","signals":[{"column":"Temp [°C]","name":"Temp","unit":"°C"},{"column":"Druck (bar)","name":"Druck","unit":"bar"}]})m";
  QTest::newRow("Latin-1 header")
      << QByteArray(
             "t;Temp [\xB0"
             "C]\n0;20,5\n1;20,6\n")
      << R"({"time":{"column":"t","kind":"elapsed_s"},"delimiter":";","decimal":",","signals":[{"column":"Temp [°C]","name":"Temp","unit":"°C"}]})";
  QTest::newRow("epoch milliseconds, time last")
      << QByteArray("a\ttimestamp\n1.5\t1700000000123\n1.6\t1700000001123\n")
      << R"({"time":{"column":"timestamp","kind":"epoch_ms"},"delimiter":"\t","decimal":".","signals":[{"column":"a","name":"a","unit":""}]})";
  QTest::newRow("epoch seconds")
      << QByteArray("time,a\n1700000000.5,1\n1700000001.5,2\n")
      << R"({"time":{"column":"time","kind":"epoch_s"},"delimiter":",","decimal":".","signals":[{"column":"a","name":"a","unit":""}]})";
  QTest::newRow("no header")
      << QByteArray("0,5\n1,6\n2,7\n")
      << R"({"time":{"column":"column1","kind":"elapsed_s"},"delimiter":",","decimal":".","header":false,"signals":[{"column":"column2","name":"column2","unit":""}]})";
  QTest::newRow("equal names")
      << QByteArray("t,a,a\n0,1,2\n1,1,2\n")
      << R"({"time":{"column":"t","kind":"elapsed_s"},"delimiter":",","decimal":".","signals":[{"column":"a","name":"a","unit":""},{"column":"a#2","name":"a#2","unit":""}]})";
  QTest::newRow("text column is left out")
      << QByteArray("t,a,note\n0,1,ok\n1,1,stop\n")
      << R"({"time":{"column":"t","kind":"elapsed_s"},"delimiter":",","decimal":".","signals":[{"column":"a","name":"a","unit":""}]})";
  QTest::newRow("mixed column stays")
      << QByteArray("t,a\n0,1\n1,bad\n")
      << R"({"time":{"column":"t","kind":"elapsed_s"},"delimiter":",","decimal":".","signals":[{"column":"a","name":"a","unit":""}]})";
}

void TestLogGuess::guesses() {
  QFETCH(QByteArray, text);
  QFETCH(QString, map);
  const GuessedMap guess = guessLogMap(write(text));
  QCOMPARE(QString::fromStdString(toJson(guess.map).dump()), map);
  QVERIFY(guess.said.size() >= 2);
}

void TestLogGuess::textIsAnErrorWhereANumberIsNeeded() {
  const auto file = write("t,load,surface\n0,high,1\n1,low,2\n");
  QCOMPARE(guessLogMap(file).map.columns.size(), std::size_t{1});
  const std::vector<std::string> needed{"load", "surface"};
  QCOMPARE(guessLogMap(file, needed).map.columns.size(), std::size_t{2});
}

void TestLogGuess::refuses_data() {
  QTest::addColumn<QByteArray>("text");
  QTest::addColumn<QString>("cause");
  QTest::newRow("empty") << QByteArray() << "is empty";
  QTest::newRow("prose") << QByteArray("hello\nworld\n")
                         << "no comma, semicolon, tab or bar divides the first line into columns";
  QTest::newRow("no time") << QByteArray("a,b\nx,1\ny,2\n") << "no column holds time stamps";
  QTest::newRow("time that can't be read")
      << QByteArray("a,time\n1,noon\n2,one\n") << "column \"time\" holds no stamps that can be read";
  QTest::newRow("time alone") << QByteArray("t,note\n0,a\n1,b\n") << "no column holds numbers";
}

void TestLogGuess::refuses() {
  QFETCH(QByteArray, text);
  QFETCH(QString, cause);
  try {
    (void)guessLogMap(write(text));
    QFAIL("accepted");
  } catch (const InputError& error) {
    QCOMPARE(QString::fromStdString(error.findings()[0].cause), cause);
  }
}

void TestLogGuess::mapSurvivesWritingAndReading() {
  LogMap map{"zeit", TimeKind::EpochMs, ';', ',', false, {{"Temp [°C]", "temp", "°C"}, {"b", "b", ""}}};
  QCOMPARE(readLogMap(JsonDocument::parse(toJson(map).dump(), "M.json")), map);
}

void TestLogGuess::mapErrorsAreLocated_data() {
  QTest::addColumn<QByteArray>("text");
  QTest::addColumn<QString>("pointer");
  QTest::addColumn<QString>("cause");
  const QByteArray tail = R"("signals":[{"column":"a"}]})";
  QTest::newRow("unknown key") << QByteArray(R"({"time":{"column":"t","kind":"epoch_s"},"delimeter":";",)" + tail)
                               << "/delimeter"
                               << "unknown key \"delimeter\" (did you mean \"delimiter\"?)";
  QTest::newRow("kind") << QByteArray(R"({"time":{"column":"t","kind":"epoch"},)" + tail) << "/time/kind"
                        << "no time kind \"epoch\" (did you mean \"epoch_s\"?)";
  QTest::newRow("no column") << QByteArray(R"({"time":{"kind":"epoch_s"},)" + tail) << "/time"
                             << "\"column\" is missing";
  QTest::newRow("commas for both") << QByteArray(R"({"time":{"column":"t","kind":"epoch_s"},"decimal":",",)" + tail)
                                   << "/decimal"
                                   << "delimiter and decimal sign are the same";
  QTest::newRow("twice")
      << QByteArray(R"({"time":{"column":"t","kind":"epoch_s"},"signals":[{"column":"a"},{"column":"b","name":"a"}]})")
      << "/signals/1"
      << "a signal \"a\" is there already";
}

void TestLogGuess::mapErrorsAreLocated() {
  QFETCH(QByteArray, text);
  QFETCH(QString, pointer);
  QFETCH(QString, cause);
  try {
    (void)readLogMap(JsonDocument::parse(text.toStdString(), "M.json"));
    QFAIL("accepted");
  } catch (const InputError& error) {
    QCOMPARE(error.findings().size(), std::size_t{1});
    QCOMPARE(QString::fromStdString(error.findings()[0].cause), cause);
    QCOMPARE(QString::fromStdString(error.findings()[0].place.pointer), pointer);
    QCOMPARE(error.findings()[0].place.line, 1);
    QVERIFY(error.findings()[0].place.column > 0);
  }
}

QTEST_APPLESS_MAIN(TestLogGuess)
#include "tst_log_guess.moc"
