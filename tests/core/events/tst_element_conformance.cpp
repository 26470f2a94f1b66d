// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "core/factory/factory_check.h"
#include "core/kpi/kpis.h"
#include "tests/core/events/element_bench.h"
#include "tests/core/events/factory_text.h"
#include "tests/core/events/parameter_values.h"
#include "tests/core/events/run_laws.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::events;
using namespace mw::test;
using factory::ElementState;

namespace {

constexpr double kRounding = 1e-9;  // sums of exact ticks, each rounded once
constexpr double kShift_s = 8 * 3600;
constexpr double kDay_s = 24 * 3600;

/// What the types promise where they differ. A type without a row here fails the suite.
struct Promise {
  ElementState when_full = ElementState::Blocked;  ///< when nothing behind it takes a part
  bool takes_time = true;                          ///< a part stays in the example while it is alone
};
const std::map<std::string, Promise>& promises() {
  using enum ElementState;
  static const std::map<std::string, Promise> kPromises = {
      {"source", {}},
      {"buffer", {Busy, false}},  // to hold parts is its work
      {"station", {}},
      {"conveyor", {}},
      {"assembly", {}},
      {"disassembly", {}},
      {"inspection", {}},
      {"robot", {}},
      {"batch", {Blocked, false}},
      {"unbatch", {Blocked, false}},
      {"turntable", {}},
      {"lift", {}},
      {"pusher", {}},
      {"storage", {Idle, true}},  // its crane fetches what is asked for
      {"sink", {Idle, false}}};   // takes all
  return kPromises;
}

/// What may be written but is refused by name, with place and cure, until the engine runs it.
bool isRefused(const std::string& type, const std::string& key, const Json& value) {
  if (type == "robot" && key == "cycle") return value == "motion";
  if (type == "source" && key == "interarrival") return value.is_object() && value.contains("by_part");
  return type == "assembly" && key == "batch_mode";
}

std::vector<api::ParameterDeclaration> parametersOf(const api::ElementType& type) {
  std::vector<api::ParameterDeclaration> all = factory::commonElementParameters();
  all.insert(all.end(), type.parameters.begin(), type.parameters.end());
  return all;
}

bool declares(const std::string& type, const std::string& key) {
  const auto registry = factory::builtInElementTypes();
  const auto& own = registry->find(type)->parameters;
  return std::any_of(own.begin(), own.end(), [&](const auto& parameter) { return parameter.key == key; });
}

Json exampleOf(const std::string& type) {
  return Json::parse(factory::builtInElementTypes()->find(type)->example);
}

/// The example with one field set; what excludes it is removed.
Json exampleWith(const std::string& type, const std::string& key, const Json& value) {
  Json element = exampleOf(type);
  element[key] = value;
  if (type == "source" && (key == "supply" || key == "schedule")) element.erase("interarrival");
  return element;
}

/// The element under test is the first.
factory::Factory bench(const Json& element, const Surroundings& surroundings = {}) {
  return factory::Factory::fromJson(benchAround(element, surroundings));
}

/// Everything that is said against it on the way to a run.
Findings findingsOf(const Json& json) {
  try {
    const factory::Factory factory = factory::Factory::fromJson(json);
    (void)compile(factory);
    return {};
  } catch (const InputError& error) {
    return error.findings();
  }
}

bool isComplete(const Finding& finding) {
  return !finding.place.pointer.empty() && !finding.cause.empty() && !finding.cure.empty();
}

double seconds(const RunStatistics& run, ElementState state) {
  return stateOf(run.elements[0], state);
}

QString text(const Json& json) {
  return QString::fromStdString(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

void addTypes() {
  QTest::addColumn<QString>("name");
  for (const std::string& type : factory::builtInElementTypes()->names()) {
    QTest::newRow(type.c_str()) << QString::fromStdString(type);
  }
}

}  // namespace

/// One suite for every element type that is registered.
class TestElementConformance : public QObject {
  Q_OBJECT
 private slots:
  void everyTypeHasItsRow();
  void exampleRuns_data() { addTypes(); }
  void exampleRuns();
  void takesEveryParameter_data();
  void takesEveryParameter();
  void refusesWrongValues_data();
  void refusesWrongValues();
  void needsWhatIsRequired_data() { addTypes(); }
  void needsWhatIsRequired();
  void isBlockedWhenNothingTakesItsParts_data() { addTypes(); }
  void isBlockedWhenNothingTakesItsParts();
  void isIdleWithoutParts_data() { addTypes(); }
  void isIdleWithoutParts();
  void isOffOutsideItsHours_data() { addTypes(); }
  void isOffOutsideItsHours();
  void isDownWhenItFails_data() { addTypes(); }
  void isDownWhenItFails();
  void warmupKeepsContent_data() { addTypes(); }
  void warmupKeepsContent();
  void runsAlike_data() { addTypes(); }
  void runsAlike();
  void reportsItsKpis_data() { addTypes(); }
  void reportsItsKpis();
};

void TestElementConformance::everyTypeHasItsRow() {
  const auto registry = factory::builtInElementTypes();
  QCOMPARE(promises().size(), registry->types().size());
  for (const std::string& type : registry->names()) QVERIFY2(promises().contains(type), type.c_str());
}

void TestElementConformance::exampleRuns() {
  QFETCH(QString, name);
  const Json element = exampleOf(name.toStdString());
  QCOMPARE(QString::fromStdString(element["type"]), name);
  const factory::Factory factory = bench(element);
  QVERIFY(!hasErrors(factory::checkFactory(factory)));
  const TracedRun run = traced(*compile(factory), settingsFor(kShift_s));
  QCOMPARE(QString::fromStdString(brokenLaws(factory, run)), QString());
  const ElementStatistics& statistics = run.statistics.elements[0];
  QVERIFY(statistics.parts_in > 50);
  QVERIFY(name == "sink" || statistics.parts_out > 50);
  QVERIFY(run.statistics.good > 50);
}

void TestElementConformance::takesEveryParameter_data() {
  QTest::addColumn<QString>("type");
  QTest::addColumn<QString>("key");
  QTest::addColumn<QString>("value");
  const auto registry = factory::builtInElementTypes();
  for (const api::ElementType& type : registry->types()) {
    for (const api::ParameterDeclaration& parameter : parametersOf(type)) {
      if (parameter.key == "type") continue;  // what the row is about
      for (const Json& value : validValues(type.type, parameter)) {
        const QString row = QString::fromStdString(type.type + "/" + parameter.key) + " = " + text(value);
        QTest::newRow(qPrintable(row)) << QString::fromStdString(type.type) << QString::fromStdString(parameter.key)
                                       << text(value);
      }
    }
  }
}

/// Set to something valid, a parameter passes the checks, goes into a file and comes back the same, and runs.
void TestElementConformance::takesEveryParameter() {
  QFETCH(QString, type);
  QFETCH(QString, key);
  QFETCH(QString, value);
  const Json set = Json::parse(value.toStdString());
  const QTemporaryDir folder;
  const std::filesystem::path file = folder.filePath("factory.json").toStdString();
  writeTextFile(folder.filePath("arrivals.csv").toStdString(), "t_s,part,count\n5,gear,40\n60,,30\n");
  writeTextFile(file, benchAround(exampleWith(type.toStdString(), key.toStdString(), set)).dump());
  const factory::Factory factory = factory::Factory::read(file);
  const Findings findings = findingsOf(factory.json());
  if (!findings.empty() && isRefused(type.toStdString(), key.toStdString(), set)) {
    for (const Finding& finding : findings) QVERIFY(isComplete(finding));
    QVERIFY2(findings[0].place.pointer.starts_with("/elements/0"), findings[0].place.pointer.c_str());
    QSKIP(findings[0].cause.c_str());
  }
  QVERIFY2(findings.empty(), findings.empty() ? "" : (findings[0].place.pointer + ": " + findings[0].cause).c_str());
  if (key != "schedule") QCOMPARE(text(factory.elements()[0].value(key.toStdString())), value);
  factory.write(file);
  const factory::Factory back = factory::Factory::read(file);
  QVERIFY(back == factory);
  QCOMPARE(QString::fromStdString(back.digest()), QString::fromStdString(factory.digest()));
  const RunSettings settings = settingsFor(kDay_s);
  const TracedRun run = traced(*compile(factory), settings);
  QCOMPARE(QString::fromStdString(brokenLaws(factory, run)), QString());
  QVERIFY(bitsOf(run.statistics) == bitsOf(simulate(*compile(back), settings)));
  QVERIFY(run.statistics.elements[0].parts_in > 0);
}

void TestElementConformance::refusesWrongValues_data() {
  QTest::addColumn<QString>("type");
  QTest::addColumn<QString>("key");
  QTest::addColumn<int>("which");
  const auto registry = factory::builtInElementTypes();
  for (const api::ElementType& type : registry->types()) {
    for (const api::ParameterDeclaration& parameter : parametersOf(type)) {
      const std::vector<WrongValue> wrong = wrongValues(type.type, parameter);
      for (std::size_t i = 0; i < wrong.size(); ++i) {
        const QString row = QString::fromStdString(type.type + "/" + parameter.key) + " = " + text(wrong[i].value);
        QTest::newRow(qPrintable(row)) << QString::fromStdString(type.type) << QString::fromStdString(parameter.key)
                                       << static_cast<int>(i);
      }
    }
  }
}

/// Found before a run, with the place, the cause and a cure.
void TestElementConformance::refusesWrongValues() {
  QFETCH(QString, type);
  QFETCH(QString, key);
  QFETCH(int, which);
  const auto registry = factory::builtInElementTypes();
  const auto parameters = parametersOf(*registry->find(type.toStdString()));
  const auto parameter = std::find_if(parameters.begin(), parameters.end(),
                                      [&](const auto& each) { return each.key == key.toStdString(); });
  const WrongValue wrong = wrongValues(type.toStdString(), *parameter)[static_cast<std::size_t>(which)];
  Json json = benchAround(exampleOf(type.toStdString()));
  json["elements"][0][key.toStdString()] = wrong.value;
  const std::string pointer = "/elements/0/" + key.toStdString() + wrong.pointer;
  const Findings findings = findingsOf(json);
  const bool is_found = std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    return isComplete(finding) && finding.place.pointer == pointer;
  });
  std::string said = "nothing is found at " + pointer;
  for (const Finding& finding : findings) said += "; " + finding.place.pointer + ": " + finding.cause;
  QVERIFY2(is_found, said.c_str());
}

void TestElementConformance::needsWhatIsRequired() {
  QFETCH(QString, name);
  const auto registry = factory::builtInElementTypes();
  for (const api::ParameterDeclaration& parameter : parametersOf(*registry->find(name.toStdString()))) {
    if (!parameter.is_required) continue;
    Json json = benchAround(exampleOf(name.toStdString()));
    json["elements"][0].erase(parameter.key);
    const Findings findings = findingsOf(json);
    const bool is_found = std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
      return isComplete(finding) && finding.place.pointer == "/elements/0";
    });
    QVERIFY2(is_found, parameter.key.c_str());
  }
}

/// Blocking after service: with what is finished it stays until the end, and asks no more of those before it.
void TestElementConformance::isBlockedWhenNothingTakesItsParts() {
  QFETCH(QString, name);
  const factory::Factory factory = bench(exampleOf(name.toStdString()), {.is_stuck = true});
  const TracedRun run = traced(*compile(factory), settingsFor(kDay_s));
  QCOMPARE(QString::fromStdString(brokenLaws(factory, run)), QString());
  const ElementState want = promises().at(name.toStdString()).when_full;
  QVERIFY2(seconds(run.statistics, want) > kDay_s / 2, qPrintable(QString::number(seconds(run.statistics, want))));
  const auto last = std::find_if(run.trace.states.rbegin(), run.trace.states.rend(),
                                 [](const StateChange& change) { return change.element == 0; });
  if (name == "sink") {
    QVERIFY(run.statistics.good > 1000);
    return;
  }
  QVERIFY(last != run.trace.states.rend());
  QVERIFY(last->state == want);
  const auto to_machines = std::count_if(run.trace.moves.begin(), run.trace.moves.end(), [&](const PartMove& move) {
    return move.from == 0 && move.to >= 0 &&
           factory.elements()[static_cast<std::size_t>(move.to)].id.starts_with("next");
  });
  QCOMPARE(to_machines, 2);  // one for each
  QVERIFY(run.statistics.elements[0].content_end > 0);
}

void TestElementConformance::isIdleWithoutParts() {
  QFETCH(QString, name);
  const factory::Factory factory = bench(exampleOf(name.toStdString()), {.has_few_parts = true});
  const TracedRun run = traced(*compile(factory), settingsFor(kDay_s));
  QCOMPARE(QString::fromStdString(brokenLaws(factory, run)), QString());
  QVERIFY(run.statistics.good >= 12);
  const double idle_s = seconds(run.statistics, ElementState::Idle);
  const bool is_always_idle = idle_s == kDay_s;
  QVERIFY2(idle_s > kDay_s / 2 && is_always_idle != promises().at(name.toStdString()).takes_time,
           qPrintable(QString::number(idle_s)));
  const auto last = std::find_if(run.trace.states.rbegin(), run.trace.states.rend(),
                                 [](const StateChange& change) { return change.element == 0; });
  QVERIFY(last == run.trace.states.rend() || last->state == ElementState::Idle);
}

/// Open from 6 to 14 o'clock.
void TestElementConformance::isOffOutsideItsHours() {
  QFETCH(QString, name);
  const Json element = exampleWith(name.toStdString(), "calendar", "day");
  const Findings findings = findingsOf(benchAround(element));
  if (!findings.empty() && isRefused(name.toStdString(), "calendar", "day")) QSKIP(findings[0].cause.c_str());
  const factory::Factory factory = bench(element);
  const auto model = compile(factory);
  const TracedRun night = traced(*model, settingsFor(6 * 3600 - 1));
  MW_NEAR(seconds(night.statistics, ElementState::Off), 6 * 3600 - 1.0, kRounding, 0);
  QCOMPARE(night.statistics.elements[0].parts_out, 0);
  QCOMPARE(night.statistics.good, 0);
  const TracedRun run = traced(*model, settingsFor(2 * kDay_s));
  QCOMPARE(QString::fromStdString(brokenLaws(factory, run)), QString());
  MW_NEAR(seconds(run.statistics, ElementState::Off), 2 * 16 * 3600.0, kRounding, 0);
  QVERIFY(run.statistics.good > 50);
  for (const PartMove& move : run.trace.moves) {
    const double hour = std::fmod(move.at.seconds() / 3600, 24);
    if (move.from == 0 && move.to > 0) QVERIFY2(hour >= 6 && hour <= 14, qPrintable(QString::number(hour)));
  }
}

/// Every 1000 s from the end of the last repair, for 100 s.
void TestElementConformance::isDownWhenItFails() {
  QFETCH(QString, name);
  if (!declares(name.toStdString(), "failures")) QSKIP("cannot fail");
  const Json failures =
      Json::parse(R"([{"id": "f", "basis": "calendar", "time_to_failure": 1000, "time_to_repair": 100}])");
  const factory::Factory factory = bench(exampleWith(name.toStdString(), "failures", failures));
  const TracedRun run = traced(*compile(factory), settingsFor(26 * 1100));
  QCOMPARE(QString::fromStdString(brokenLaws(factory, run)), QString());
  const ElementStatistics& statistics = run.statistics.elements[0];
  MW_NEAR(seconds(run.statistics, ElementState::Down), 26 * 100.0, kRounding, 0);
  QCOMPARE(statistics.failures, 26);
  MW_NEAR(statistics.mttr_s, 100.0, kRounding, 0);
  QVERIFY(statistics.parts_out > 50);
}

/// The warm-up cuts a run in two: what is counted adds up, what is there stays there. (At an instant at which nothing
/// happens.)
void TestElementConformance::warmupKeepsContent() {
  QFETCH(QString, name);
  constexpr double kCut_s = 3601.234567;
  const auto model = compile(bench(exampleOf(name.toStdString())));
  const RunStatistics before = simulate(*model, settingsFor(kCut_s));
  const RunStatistics after = simulate(*model, settingsFor(kShift_s, kCut_s));
  const RunStatistics all = simulate(*model, settingsFor(kShift_s));
  QCOMPARE(after.events, all.events);
  MW_NEAR(after.measured_s, kShift_s - kCut_s, kRounding, 0);
  for (std::size_t i = 0; i < all.elements.size(); ++i) {
    const ElementStatistics& first = before.elements[i];
    const ElementStatistics& second = after.elements[i];
    const ElementStatistics& whole = all.elements[i];
    QCOMPARE(second.content_start, first.content_end);
    QCOMPARE(second.content_end, whole.content_end);
    QCOMPARE(first.parts_in + second.parts_in, whole.parts_in);
    QCOMPARE(first.parts_out + second.parts_out, whole.parts_out);
    QCOMPARE(first.processed + second.processed, whole.processed);
    QCOMPARE(std::max(first.content_max, second.content_max), whole.content_max);
    MW_NEAR(first.stay.area + second.stay.area, whole.stay.area, kRounding, kRounding);
    for (std::size_t s = 0; s < whole.state_s.size(); ++s) {
      MW_NEAR(first.state_s[s] + second.state_s[s], whole.state_s[s], kRounding, kRounding);
    }
  }
}

void TestElementConformance::runsAlike() {
  QFETCH(QString, name);
  const factory::Factory factory = bench(exampleOf(name.toStdString()));
  const auto model = compile(factory);
  const TracedRun one = traced(*model, settingsFor(kShift_s, 600));
  const TracedRun two = traced(*model, settingsFor(kShift_s, 600));
  QVERIFY(bitsOf(one.statistics) == bitsOf(two.statistics));
  QVERIFY(rowsOf(factory, one.trace) == rowsOf(factory, two.trace));
}

/// Those that every element has are numbers; those of work units too, where the type processes parts; whatever is no
/// number has a reason, or does not apply to the type.
void TestElementConformance::reportsItsKpis() {
  QFETCH(QString, name);
  const std::string type = name.toStdString();
  Json element = exampleWith(type, "power_kw", Json::parse(R"({"busy": 5, "idle": 1})"));
  if (declares(type, "failures")) {
    element["failures"] = Json::parse(R"([{"id": "f", "time_to_failure": 300, "time_to_repair": 60}])");
  }
  const factory::Factory factory = bench(element);
  const RunStatistics run = simulate(*compile(factory), settingsFor(kShift_s, 600));
  const kpi::KpiSet kpis(factory);
  const std::vector<double> values = kpis.evaluate(run).elements[0];
  const std::vector<std::string> reasons = kpis.whyUndefined(run).elements[0];
  std::map<std::string, double> by_name;
  for (std::size_t i = 0; i < values.size(); ++i) {
    by_name[kpis.metrics()[i].name] = values[i];
    QVERIFY(std::isnan(values[i]) || reasons[i].empty());
  }
  double shares = 0;
  for (const std::string_view state : factory::kElementStateNames) shares += by_name.at(std::string(state));
  MW_NEAR(shares, 1.0, kRounding, 0);
  std::vector<std::string> wanted{"parts_in", "parts_out", "content_mean", "content_max", "energy_kwh"};
  if (type != "sink") wanted.emplace_back("wait_mean_s");
  if (declares(type, "failures")) {  // a work unit
    for (const char* each : {"availability", "performance", "quality", "oee", "nee", "allocation_efficiency",
                             "utilisation_efficiency", "technical_efficiency", "setup_ratio", "scrap_ratio",
                             "rework_ratio", "first_pass_yield", "fall_off_ratio", "mtbf_s", "mttr_s"}) {
      wanted.emplace_back(each);
    }
  }
  for (const std::string& each : wanted) QVERIFY2(std::isfinite(by_name.at(each)), each.c_str());
  const ElementStatistics& statistics = run.elements[0];
  MW_NEAR(by_name["energy_kwh"],
          (5 * stateOf(statistics, ElementState::Busy) + stateOf(statistics, ElementState::Idle)) / 3600, kRounding, 0);
  if (!declares(type, "failures")) return;
  MW_NEAR(by_name["mtbf_s"], 300.0, kRounding, 0);
  MW_NEAR(by_name["mttr_s"], 60.0, kRounding, 0);
  // OEE = A E Q = PRI GQ / PBT
  const double planned_good_s = statistics.planned_run_s * static_cast<double>(statistics.processed_good) /
                                static_cast<double>(statistics.processed);
  MW_NEAR(by_name["oee"], by_name["availability"] * by_name["performance"] * by_name["quality"], 1e-12, 0);
  MW_NEAR(by_name["oee"], planned_good_s / kpi::timeElements(statistics).pbt_s(), 1e-12, 0);
}

QTEST_APPLESS_MAIN(TestElementConformance)
#include "tst_element_conformance.moc"
