// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>
#include <fmt/format.h>

#include "core/factory/empirical_files.h"
#include "core/factory/factory.h"
#include "core/factory/factory_check.h"

using namespace mw;
using namespace mw::factory;

namespace {

/// The station's time is on line 5.
std::string factoryText(const std::string& process) {
  return fmt::format(R"({{"format": "millwright-factory/1", "parts": [{{"id": "a"}}],
 "elements": [
  {{"id": "src", "type": "source", "part": "a", "interarrival": 60}},
  {{"id": "m", "type": "station",
   "process": {}}},
  {{"id": "out", "type": "sink"}}],
 "flows": [{{"from": "src", "to": "m"}}, {{"from": "m", "to": "out"}}]}})",
                     process);
}

const std::string kFromFile = R"({"dist": "empirical", "file": "log/repair.csv", "column": "repair_s"})";

}  // namespace

/// Empirical distributions that name a file.
class TestEmpiricalFiles : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void takesInValues_data();
  void takesInValues();
  void isWholeByItself();
  void refuses_data();
  void refuses();
  void findsWhatWasNotTakenIn();

 private:
  [[nodiscard]] std::string path(const QString& name) const { return folder_->filePath(name).toStdString(); }
  std::unique_ptr<QTemporaryDir> folder_;
};

void TestEmpiricalFiles::init() {
  folder_ = std::make_unique<QTemporaryDir>();
  std::filesystem::create_directory(path("log"));
  writeTextFile(path("log/repair.csv"), "machine,repair_s,why\nm1,300,jam\nm1,,\nm2,12.5,tool\n");
}

void TestEmpiricalFiles::takesInValues_data() {
  QTest::addColumn<QString>("process");
  QTest::addColumn<QString>("whole");
  const QString from_file = QString::fromStdString(kFromFile);
  const QString values = R"({"dist": "empirical", "values_s": [300.0, 12.5]})";
  QTest::newRow("alone") << from_file << values;
  QTest::newRow("by part") << R"({"by_part": {"a": )" + from_file + R"(, "*": 3}})"
                           << R"({"by_part": {"a": )" + values + R"(, "*": 3}})";
  QTest::newRow("in a mixture")
      << R"({"dist": "mixture", "components": [{"weight": 2, "dist": "empirical", "file": "log/repair.csv",
             "column": "repair_s"}, {"weight": 1, "dist": "constant", "value_s": 4}]})"
      << R"({"dist": "mixture", "components": [{"weight": 2, "dist": "empirical", "values_s": [300.0, 12.5]},
             {"weight": 1, "dist": "constant", "value_s": 4}]})";
}

void TestEmpiricalFiles::takesInValues() {
  QFETCH(QString, process);
  QFETCH(QString, whole);
  writeTextFile(path("f.json"), factoryText(process.toStdString()));
  const Factory read = Factory::read(path("f.json"));
  QVERIFY(read == Factory::fromJson(Json::parse(factoryText(whole.toStdString()))));
  QVERIFY(!hasErrors(checkFactory(read)));
}

void TestEmpiricalFiles::isWholeByItself() {
  writeTextFile(path("f.json"), factoryText(kFromFile));
  const Factory read = Factory::read(path("f.json"));
  read.write(path("log/copy.json"));
  QFile::remove(folder_->filePath("log/repair.csv"));
  QVERIFY(Factory::read(path("log/copy.json")) == read);
}

void TestEmpiricalFiles::refuses_data() {
  QTest::addColumn<QString>("process");
  QTest::addColumn<QString>("table");
  QTest::addColumn<QString>("says");
  const QString from_file = QString::fromStdString(kFromFile);
  const auto with = [&](const char* from, const char* to) { return QString(from_file).replace(from, to); };
  QTest::newRow("no such file") << with("log/repair.csv", "repair.csv") << ""
                                << "f.json:5:37: /elements/1/process/file";
  QTest::newRow("no such column") << with("repair_s", "repairs") << "repair_s\n1\n"
                                  << "repair.csv:1:1: there is no column \"repairs\"; did you mean \"repair_s\"?";
  QTest::newRow("text") << from_file << "repair_s\n1\nlong\n"
                        << "repair.csv:3:1: \"long\"";
  QTest::newRow("negative") << from_file << "repair_s\n-1\n"
                            << "repair.csv:2:1: -1 in column \"repair_s\" is below 0";
  QTest::newRow("NaN") << from_file << "repair_s\n1\nNaN\n"
                       << "repair.csv:3:1: \"NaN\"";
  QTest::newRow("nothing") << from_file << ""
                           << "repair.csv:1:1: is empty";
  QTest::newRow("no value") << from_file << "repair_s\n"
                            << "repair.csv:1:1: column \"repair_s\" holds no number";
  QTest::newRow("file without column") << R"({"dist": "empirical", "file": "log/repair.csv"})"
                                       << "repair_s\n1\n"
                                       << "f.json:5:4: /elements/1/process: file and column go together";
  QTest::newRow("column without file") << R"({"dist": "empirical", "values_s": [1], "column": "repair_s"})"
                                       << "repair_s\n1\n"
                                       << "file and column go together";
  QTest::newRow("both") << with("\"file\"", "\"values_s\": [1], \"file\"") << "repair_s\n1\n"
                        << "give either values_s: [...] or file and column";
  QTest::newRow("unknown key") << with("\"file\"", "\"colour\": 1, \"file\"") << "repair_s\n1\n"
                               << "unknown key \"colour\"";
  QString long_table = "repair_s\n";
  for (std::size_t i = 0; i <= kMaxEmpiricalValues; ++i) long_table += "1\n";
  QTest::newRow("more than a factory should hold") << from_file << long_table << "more than 100000 values";
}

void TestEmpiricalFiles::refuses() {
  QFETCH(QString, process);
  QFETCH(QString, table);
  QFETCH(QString, says);
  writeTextFile(path("f.json"), factoryText(process.toStdString()));
  writeTextFile(path("log/repair.csv"), table.toStdString());
  std::string message;
  try {
    (void)Factory::read(path("f.json"));
  } catch (const InputError& error) {
    message = error.what();
  }
  QVERIFY2(message.find(says.toStdString()) != std::string::npos, message.c_str());
}

void TestEmpiricalFiles::findsWhatWasNotTakenIn() {
  const Findings findings = checkFactory(Factory::fromJson(Json::parse(factoryText(kFromFile))));
  QVERIFY(hasErrors(findings));
  QCOMPARE(findings[0].place.pointer, std::string("/elements/1/process/file"));
}

QTEST_APPLESS_MAIN(TestEmpiricalFiles)
#include "tst_empirical_files.moc"
