// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>

#include "core/base/json.h"
#include "tests/app/cli/bad_input.h"
#include "tests/support/program.h"

using namespace mw;
using test::Answer;

/// What a user writes wrongly is found by `check` and by `run` before the first event, in the same words.
class TestBadInput : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void soundLineRuns();
  void isFound_data();
  void isFound();
  void horizon_data();
  void horizon();
  void timeIsExactAtYearTen();
  void checksAStudy_data();
  void checksAStudy();

 private:
  Answer cli(const QStringList& arguments) const { return test::runProgram(MW_CLI, arguments, folder_->path()); }
  [[nodiscard]] std::string path(const char* name) const { return folder_->filePath(name).toStdString(); }

  std::unique_ptr<QTemporaryDir> folder_;
};

namespace {

std::string edited(const test::BadInput& input) {
  std::string text = test::kSoundLine;
  for (const auto& [old_text, new_text] : input.edits) {
    const std::size_t at = text.find(old_text);
    if (at == std::string::npos) return {};
    text.replace(at, old_text.size(), new_text);
  }
  return text;
}

/// What stands in the text at a line and column (both from 1; the texts are plain ASCII).
std::string textAt(const std::string& text, int line, int column) {
  std::size_t at = 0;
  for (int i = 1; i < line; ++i) at = text.find('\n', at) + 1;
  return text.substr(at + static_cast<std::size_t>(column) - 1);
}

}  // namespace

void TestBadInput::init() {
  folder_ = std::make_unique<QTemporaryDir>();
  writeTextFile(path("nan.csv"), "s\n1\nnan\n");
  writeTextFile(path("negative.csv"), "s\n1\n-2\n");
  writeTextFile(path("huge.csv"), "s\n1\n1e999\n");
  writeTextFile(path("schedule.csv"), "t_s,part\n1,a\nnan,b\n");
}

void TestBadInput::soundLineRuns() {
  writeTextFile(path("f.json"), test::kSoundLine);
  const Answer check = cli({"check", "f.json"});
  QVERIFY2(check.exit_code == 0 && check.err.empty(), check.err.c_str());
  const Answer run = cli({"run", "f.json", "--horizon", "1h", "--quiet"});
  QVERIFY2(run.exit_code == 0 && run.err.empty(), run.err.c_str());
}

void TestBadInput::isFound_data() {
  QTest::addColumn<std::size_t>("row");
  const std::vector<test::BadInput> rows = test::badInputs();
  for (std::size_t i = 0; i < rows.size(); ++i) QTest::newRow(rows[i].name.c_str()) << i;
}

void TestBadInput::isFound() {
  QFETCH(std::size_t, row);
  const test::BadInput input = test::badInputs()[row];
  const std::string text = edited(input);
  QVERIFY2(!text.empty(), "an edit does not fit the sound line");
  writeTextFile(path("f.json"), text);

  const Answer check = cli({"check", "f.json", "--json"});
  QVERIFY2(check.exit_code == (input.is_warning ? 0 : 1), check.err.c_str());
  const Json report = Json::parse(check.out);
  QCOMPARE(report["valid"].get<bool>(), input.is_warning);
  const auto& findings = report["findings"];
  const auto found = std::find_if(findings.begin(), findings.end(), [&](const Json& each) {
    return each["pointer"] == input.pointer && each["cause"].get<std::string>().find(input.cause) != std::string::npos;
  });
  QVERIFY2(found != findings.end(), findings.dump(1).c_str());
  QCOMPARE((*found)["severity"].get<std::string>(), std::string(input.is_warning ? "warning" : "error"));
  QVERIFY(!(*found)["cure"].get<std::string>().empty());
  const int line = (*found)["line"].get<int>();
  const int column = (*found)["column"].get<int>();
  QVERIFY(line > 0 && column > 0);
  const auto file = (*found)["file"].get<std::string>();
  if (!input.pointer.empty()) {  // else it is a cell of a CSV file
    QCOMPARE(file, std::string("f.json"));
    // The place is that of the key, of the item of a list, or of a value that is no JSON.
    const std::string there = textAt(text, line, column);
    const std::string key = input.pointer.substr(input.pointer.rfind('/') + 1);
    const bool is_index = std::all_of(key.begin(), key.end(), [](char c) { return c >= '0' && c <= '9'; });
    const bool is_no_json = input.cause.find("number") != std::string::npos || input.name == "no JSON";
    QVERIFY2(is_index || is_no_json || there.starts_with("\"" + key + "\""), there.c_str());
    if (is_no_json)
      QVERIFY2(there.starts_with(input.cause.substr(0, input.cause.find(' '))) || input.name == "no JSON",
               there.c_str());
  }

  const Answer run = cli({"run", "f.json", "--horizon", "10m", "--quiet"});
  const std::string told = Place{file, input.pointer, line, column}.text() + ": " +
                           (input.is_warning ? "warning: " : "") + (*found)["cause"].get<std::string>() + "; " +
                           (*found)["cure"].get<std::string>();
  QVERIFY2(run.says(told), run.err.c_str());
  if (input.is_warning) return;
  QCOMPARE(run.exit_code, 3);
  QVERIFY(run.out.empty());
}

void TestBadInput::horizon_data() {
  QTest::addColumn<QStringList>("options");
  QTest::addColumn<int>("exit_code");
  QTest::addColumn<QString>("says");
  QTest::newRow("warm-up as long") << QStringList{"--horizon", "1h", "--warmup", "1h"} << 2
                                   << "--warmup 1h is not below --horizon 1h";
  QTest::newRow("none") << QStringList{"--horizon", "0"} << 2 << "give a time above 0";
  QTest::newRow("negative") << QStringList{"--horizon=-1h"} << 2 << "not a duration";
  QTest::newRow("no number") << QStringList{"--horizon", "nan"} << 2 << "not a duration";
  QTest::newRow("ten years") << QStringList{"--horizon", "3650d"} << 0 << "";
  QTest::newRow("a hundred years") << QStringList{"--horizon", "36500d"} << 0 << "";
  QTest::newRow("beyond the clock") << QStringList{"--horizon", "110000d"} << 2 << "290 years";
  QTest::newRow("beyond a double") << QStringList{"--horizon", "1e999d"} << 2 << "not a duration";
}

void TestBadInput::horizon() {
  QFETCH(QStringList, options);
  QFETCH(int, exit_code);
  QFETCH(QString, says);
  std::string text = test::kSoundLine;
  text.replace(text.find("\"interarrival\": 60"), 18, "\"interarrival\": 86400");
  writeTextFile(path("f.json"), text);
  const Answer run = cli(QStringList{"run", "f.json", "--quiet"} + options);
  QVERIFY2(run.exit_code == exit_code, run.err.c_str());
  QVERIFY2(run.says(says.toStdString()), run.err.c_str());
}

/// A part a day on the tick: in doubles of seconds, 0.1 s after ten years are off by 60 ns.
void TestBadInput::timeIsExactAtYearTen() {
  std::string text = test::kSoundLine;
  text.replace(text.find("\"interarrival\": 60"), 18, "\"interarrival\": 86400.000000001, \"first_at_s\": 0.1");
  text.replace(text.find("\"process\": 30"), 13, "\"process\": 0.300000007");
  writeTextFile(path("f.json"), text);
  const Answer run = cli({"run", "f.json", "--horizon", "3651d", "--trace", "t.csv", "--quiet"});
  QVERIFY2(run.exit_code == 0, run.err.c_str());
  const std::string trace = readTextFile(path("t.csv"));
  // Day 3650: 3650 * 86400.000000001 + 0.1 s, and 0.300000007 s later it leaves.
  QVERIFY(trace.find("\n315360000.100003650,move,") != std::string::npos);
  QVERIFY(trace.find("\n315360000.400003657,move,") != std::string::npos);
}

void TestBadInput::checksAStudy_data() {
  QTest::addColumn<QString>("path");
  QTest::addColumn<QString>("levels");
  QTest::addColumn<QString>("response");
  QTest::addColumn<QString>("pointer");
  QTest::addColumn<QString>("cause");
  QTest::newRow("sound") << "elements/b1/capacity"
                         << "[1, 2]"
                         << "wip_mean"
                         << ""
                         << "";
  QTest::newRow("path") << "elements/b2/capacity"
                        << "[1, 2]"
                        << "wip_mean"
                        << "/factors/0/path"
                        << "no \"b2\"";
  QTest::newRow("value") << "elements/b1/capacity"
                         << "[1, 0]"
                         << "wip_mean"
                         << "/factors/0"
                         << "capacity is 0";
  QTest::newRow("what only the engine knows") << "pools/p/count"
                                              << "[2, 1]"
                                              << "wip_mean"
                                              << "/factors"
                                              << "2 are needed, the pool has 1";
  QTest::newRow("response") << "elements/b1/capacity"
                            << "[1, 2]"
                            << "wip_men"
                            << "/responses/0"
                            << "no KPI \"wip_men\"";
}

void TestBadInput::checksAStudy() {
  QFETCH(QString, path);
  QFETCH(QString, levels);
  QFETCH(QString, response);
  QFETCH(QString, pointer);
  QFETCH(QString, cause);
  Json factory = Json::parse(test::kSoundLine);
  factory["pools"] = {{{"id", "p"}, {"count", 2}}};
  factory["elements"][2]["needs"] = {{{"pool", "p"}, {"count", 2}}};
  writeTextFile(this->path("f.json"), factory.dump(1));
  const Json study{
      {"format", "millwright-study/1"},
      {"name", "s"},
      {"horizon_s", 3600},
      {"factors", {{{"name", "x"}, {"path", path.toStdString()}, {"levels", Json::parse(levels.toStdString())}}}},
      {"design", {{"type", "grid"}}},
      {"responses", {response.toStdString()}}};
  writeTextFile(this->path("s.json"), study.dump(1));
  QCOMPARE(cli({"check", "s.json"}).exit_code, 0);  // what can be told without the factory is sound
  const Answer check = cli({"check", "s.json", "--factory", "f.json", "--json"});
  QVERIFY2(check.exit_code == (cause.isEmpty() ? 0 : 1), check.err.c_str());
  const Json findings = Json::parse(check.out)["findings"];
  QCOMPARE(findings.size(), std::size_t{cause.isEmpty() ? 0U : 1U});
  if (cause.isEmpty()) return;
  QCOMPARE(findings[0]["file"].get<std::string>(), std::string("s.json"));
  QCOMPARE(findings[0]["pointer"].get<std::string>(), pointer.toStdString());
  QVERIFY2(findings[0]["cause"].get<std::string>().find(cause.toStdString()) != std::string::npos, check.out.c_str());
  // A sweep refuses the same before it stores anything.
  cli({"new", "p.mill", "--factory", "f.json"});
  const Answer sweep = cli({"sweep", "p.mill", "--study", "s.json"});
  QCOMPARE(sweep.exit_code, 3);
  QVERIFY2(sweep.says(cause.toStdString()), sweep.err.c_str());
  QVERIFY(cli({"results", "p.mill", "--study", "s"}).says("no study"));
}

QTEST_GUILESS_MAIN(TestBadInput)
#include "tst_bad_input.moc"
