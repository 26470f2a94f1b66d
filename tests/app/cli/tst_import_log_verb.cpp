// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include "core/base/json.h"
#include "tests/core/store/plain_database.h"
#include "tests/support/program.h"

using namespace mw;
using test::Answer;

/// import-log as a user runs it: what is said is what is stored.
class TestImportLogVerb : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void storesWhatItSays();
  void putsLateRowsInOrder();
  void cutsSegments();
  void policiesThatContradictEachOtherAreRefused();
  void refusedLogsLeaveNothing_data();
  void refusedLogsLeaveNothing();

 private:
  Answer cli(const QStringList& arguments) const { return test::runProgram(MW_CLI, arguments, folder_->path()); }
  [[nodiscard]] std::string path(const char* name) const { return folder_->filePath(name).toStdString(); }
  [[nodiscard]] std::vector<std::string> rows(const char* query) const {
    return test::PlainDatabase(path("p.mill")).rows(query);
  }
  std::unique_ptr<QTemporaryDir> folder_;
};

namespace {

constexpr int kRows = 150'000;  // several blocks

/// Every thousandth row is 3 s late; `last` is the last line.
std::string manyRows(const std::string& last) {
  std::string text = "t,load,surface [K]\n";
  for (int row = 0; row < kRows; ++row) {
    text += std::to_string(row % 1000 == 999 ? row - 3 : row) + (row % 1000 == 999 ? ".5," : ",") +
            std::to_string(row % 7) + "," + (row % 10 == 0 ? "" : std::to_string(row)) + "\n";
  }
  return text + last;
}

}  // namespace

void TestImportLogVerb::init() {
  folder_ = std::make_unique<QTemporaryDir>();
  QCOMPARE(cli({"new", "p.mill"}).exit_code, 0);
}

void TestImportLogVerb::storesWhatItSays() {
  writeTextFile(path("log.csv"), manyRows(""));
  const Answer answer = cli({"import-log", "p.mill", "log.csv", "--name", "mill", "--json"});
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  const Json said = answer.json();
  QVERIFY(said["log"] == "mill" && said["rows"] == kRows - 150 && said["defects"] == 150);
  QVERIFY(said["signals"] == Json::parse(R"([{"name":"load","unit":""},{"name":"surface","unit":"K"}])"));
  QVERIFY2(answer.err.find("and 145 more like these") != std::string::npos, answer.err.c_str());
  QCOMPARE(rows("SELECT name, row_count FROM log"), std::vector<std::string>{"mill|149850"});
  QCOMPARE(rows("SELECT count(*) FROM log_chunk JOIN json_each(rows)"), std::vector<std::string>{"149850"});
  QCOMPARE(cli({"info", "p.mill", "--json"}).exit_code, 0);
}

void TestImportLogVerb::putsLateRowsInOrder() {
  writeTextFile(path("log.csv"), manyRows(""));
  const Answer answer = cli({"import-log", "p.mill", "log.csv", "--late-window", "5", "--json"});
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  QVERIFY(answer.json()["rows"] == kRows && answer.json()["defects"] == 0);
  QCOMPARE(rows("SELECT value FROM (SELECT json_extract(value, '$[0]') AS value FROM log_chunk JOIN json_each(rows) "
                "WHERE number = 0) WHERE value BETWEEN 995.5 AND 997"),
           (std::vector<std::string>{"996", "996.5", "997"}));
}

void TestImportLogVerb::cutsSegments() {
  writeTextFile(path("log.csv"), "t,a\n0,1\n1,2\n0.5,3\n1,4\n0,5\n");
  const Answer answer = cli({"import-log", "p.mill", "log.csv", "--name", "mill", "--backwards", "segment", "--json"});
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  QVERIFY2(answer.json()["segments"] == Json::parse(R"([{"log":"mill","line":2,"stamp":"0","rows":2},
                                                        {"log":"mill#2","line":4,"stamp":"0.5","rows":2},
                                                        {"log":"mill#3","line":6,"stamp":"0","rows":1}])"),
           answer.out.c_str());
  QVERIFY(answer.json()["rows"] == 5 && answer.json()["defects"] == 0);
  QCOMPARE(rows("SELECT name, row_count FROM log ORDER BY id"),
           (std::vector<std::string>{"mill|2", "mill#2|2", "mill#3|1"}));
  const Answer plain = cli({"import-log", "p.mill", "log.csv", "--backwards", "segment", "--late-window", "0.5"});
  QVERIFY2(plain.out.find("log log#2: 1 row from line 6, stamped 0\n") != std::string::npos, plain.out.c_str());
  QVERIFY2(plain.out.find("log: 4 rows of 1 signals") != std::string::npos, plain.out.c_str());
}

void TestImportLogVerb::policiesThatContradictEachOtherAreRefused() {
  writeTextFile(path("log.csv"), "t,a\n0,1\n2,2\n1,3\n");
  const Answer both = cli({"import-log", "p.mill", "log.csv", "--backwards", "drop", "--late-window", "5"});
  QCOMPARE(both.exit_code, 2);
  QVERIFY2(both.err.find("give one of them") != std::string::npos, both.err.c_str());
  QCOMPARE(cli({"import-log", "p.mill", "log.csv", "--backwards", "burn"}).exit_code, 2);
  QVERIFY(rows("SELECT name FROM log").empty());
  QVERIFY(cli({"import-log", "p.mill", "log.csv", "--backwards", "sort", "--json"}).json()["rows"] == 3);
}

void TestImportLogVerb::refusedLogsLeaveNothing_data() {
  QTest::addColumn<QString>("last");
  QTest::addColumn<QString>("name");
  QTest::addColumn<QString>("says");
  QTest::newRow("a bad last row") << "150000,oops,1\n"
                                  << "second"
                                  << "log.csv:150002:8: \"oops\" in column \"load\" is not a number";
  QTest::newRow("a name that is taken") << ""
                                        << "first"
                                        << "a log \"first\" is there already";
}

void TestImportLogVerb::refusedLogsLeaveNothing() {
  QFETCH(QString, last);
  QFETCH(QString, name);
  QFETCH(QString, says);
  writeTextFile(path("log.csv"), manyRows(""));
  QCOMPARE(cli({"import-log", "p.mill", "log.csv", "--name", "first"}).exit_code, 0);
  const std::vector<std::string> before = rows("SELECT log_id, number, digest FROM log_chunk ORDER BY number");
  writeTextFile(path("log.csv"), manyRows(last.toStdString()));
  const Answer answer = cli({"import-log", "p.mill", "log.csv", "--name", name});
  QCOMPARE(answer.exit_code, 3);
  QVERIFY2(answer.err.find(says.toStdString()) != std::string::npos, answer.err.c_str());
  QCOMPARE(rows("SELECT log_id, number, digest FROM log_chunk ORDER BY number"), before);
  QCOMPARE(rows("SELECT name FROM log"), std::vector<std::string>{"first"});
}

QTEST_APPLESS_MAIN(TestImportLogVerb)
#include "tst_import_log_verb.moc"
