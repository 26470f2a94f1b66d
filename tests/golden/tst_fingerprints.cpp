// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <map>
#include <optional>
#include <sstream>

#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/base/json.h"
#include "core/events/collect/trace_writer.h"
#include "core/events/simulation.h"

using namespace mw;

namespace {

constexpr const char* kFile = MW_SOURCE_DIR "/tests/golden/fingerprints.csv";
constexpr const char* kHeader = "factory,seed,horizon_s,fingerprint";
constexpr std::uint64_t kSeed = 1;
constexpr int kHorizon_s = 8 * 3600;

/// Names of the factories among the examples, in order.
std::vector<std::string> examples() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(MW_SOURCE_DIR "/resources/examples")) {
    if (entry.path().extension() != ".json") continue;
    const JsonDocument document = JsonDocument::read(entry.path());
    if (document.root().value("format", "") == "millwright-factory/1") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// The digest of the trace file of one example; nothing for one that the engine cannot run yet.
std::optional<std::string> fingerprint(const std::string& example) {
  const auto factory = factory::Factory::read(std::string(MW_SOURCE_DIR "/resources/examples/") + example + ".json");
  std::shared_ptr<const events::Model> model;
  try {
    model = events::compile(factory);
  } catch (const InputError&) {
    return std::nullopt;
  }
  const QTemporaryDir folder;
  const std::string file = folder.filePath("trace.csv").toStdString();
  events::TraceWriter trace(file, factory);
  events::RunSettings settings;
  settings.horizon = SimTime::fromSeconds(kHorizon_s);
  settings.seed = kSeed;
  (void)events::simulate(*model, settings, {}, &trace);
  trace.finish();
  Digest digest;
  digest.addText(readTextFile(file));
  return digest.hex();
}

std::map<std::string, std::string> kept() {
  std::map<std::string, std::string> rows;
  std::istringstream text(readTextFile(kFile));
  for (std::string row; std::getline(text, row);) rows[row.substr(0, row.find(','))] = row;
  return rows;
}

}  // namespace

/// The trace of every example that runs, as it was when its behaviour was last checked. A change that is meant:
///
///   MW_RENEW_GOLDEN=1 build/release/tests/tst_fingerprints
///
/// writes the file anew; the commit says why it changed.
class TestFingerprints : public QObject {
  Q_OBJECT
 private slots:
  void match_data();
  void match();
  void leaveNothingOver();
};

void TestFingerprints::match_data() {
  QTest::addColumn<QString>("example");
  for (const std::string& example : examples()) QTest::newRow(example.c_str()) << QString::fromStdString(example);
}

void TestFingerprints::match() {
  QFETCH(QString, example);
  const std::string name = example.toStdString();
  const auto found = fingerprint(name);
  const std::string row = found ? fmt::format("{},{},{},{}", name, kSeed, kHorizon_s, *found) : "";
  std::map<std::string, std::string> rows = kept();
  if (qEnvironmentVariableIsSet("MW_RENEW_GOLDEN")) {
    rows.erase("factory");
    found ? void(rows[name] = row) : void(rows.erase(name));
    std::string text = std::string(kHeader) + "\n";
    for (const auto& [factory, line] : rows) text += line + "\n";
    writeTextFile(kFile, text);
    return;
  }
  const std::string want = rows.contains(name) ? rows[name] : "";
  QVERIFY2(row == want, fmt::format("the trace of {} changed:\n  is    {}\n  was   {}\nIf that is meant, renew with "
                                    "MW_RENEW_GOLDEN=1 tst_fingerprints and say why in the commit",
                                    name, row, want)
                            .c_str());
}

void TestFingerprints::leaveNothingOver() {
  const std::vector<std::string> names = examples();
  std::map<std::string, std::string> rows = kept();
  QCOMPARE(QString::fromStdString(rows["factory"]), QString(kHeader));
  rows.erase("factory");
  QVERIFY(!rows.empty());
  for (const auto& [name, row] : rows) {
    QVERIFY2(std::find(names.begin(), names.end(), name) != names.end(), (name + " is no example any more").c_str());
  }
}

QTEST_APPLESS_MAIN(TestFingerprints)
#include "tst_fingerprints.moc"
