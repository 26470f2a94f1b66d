// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <fmt/format.h>

#include "core/factory/factory.h"
#include "core/factory/factory_check.h"

using namespace mw;
using namespace mw::factory;

namespace {

/// What reading and checking find in a line with these rules.
Findings findingsOf(const std::string& rules) {
  const std::string text = fmt::format(R"({{"format": "millwright-factory/1", "parts": [{{"id": "p"}}],
"elements": [{{"id": "src", "type": "source", "supply": "unlimited"}}, {{"id": "m1", "type": "station", "process": 1}},
{{"id": "b1", "type": "buffer"}}, {{"id": "m2", "type": "station", "process": 1}}, {{"id": "out", "type": "sink"}}],
"flows": [{{"from": "src", "to": "m1"}}, {{"from": "m1", "to": "b1"}}, {{"from": "b1", "to": "m2"}}, {{"from": "m2", "to": "out"}}],
"control": [{}]}})",
                                       rules);
  try {
    return checkFactory(Factory::fromDocument(JsonDocument::parse(text, "f.json")));
  } catch (const InputError& error) {
    return error.findings();
  }
}

}  // namespace

class TestControlCheck : public QObject {
  Q_OBJECT
 private slots:
  void accepts_data();
  void accepts();
  void refuses_data();
  void refuses();
};

void TestControlCheck::accepts_data() {
  QTest::addColumn<QString>("rules");
  QTest::newRow("conwip") << R"({"type": "conwip", "limit": 12, "from": "src", "to": "out"})";
  QTest::newRow("conwip over the whole factory, one part type") << R"({"type": "conwip", "limit": 12, "part": "p"})";
  QTest::newRow("kanban") << R"({"type": "kanban", "stages": [{"elements": ["m1", "b1"], "limit": 4},
                                                              {"elements": ["m2"], "limit": 1}]})";
  QTest::newRow("drum-buffer-rope") << R"({"type": "drum-buffer-rope", "drum": "m2", "limit": 8, "from": "src"})";
  QTest::newRow("two kanbans may overlap") << R"({"type": "kanban", "stages": [{"elements": ["m1"], "limit": 1}]},
                                                 {"type": "kanban", "stages": [{"elements": ["m1", "b1"], "limit": 3}]})";
}

void TestControlCheck::accepts() {
  QFETCH(QString, rules);
  const Findings findings = findingsOf(rules.toStdString());
  QVERIFY2(findings.empty(), findings.empty() ? "" : findings[0].text().c_str());
}

void TestControlCheck::refuses_data() {
  QTest::addColumn<QString>("rules");
  QTest::addColumn<QString>("says");
  const auto row = [](const char* name, const char* rules, const char* says) { QTest::newRow(name) << rules << says; };
  row("no limit", R"({"type": "conwip"})", "/control/0: conwip without \"limit\"; add \"limit\"");
  row("limit 0", R"({"type": "conwip", "limit": 0})", "/control/0/limit: limit is 0");
  row("key of another rule", R"({"type": "conwip", "limit": 1, "drum": "m2"})",
      "/control/0/drum: conwip knows no \"drum\"; remove it");
  row("from and to the same", R"({"type": "conwip", "limit": 1, "from": "m1", "to": "m1"})", "both \"m1\"");
  row("from a sink", R"({"type": "conwip", "limit": 1, "from": "out"})",
      "/control/0/from: nothing leaves sink \"out\"");
  row("to a source", R"({"type": "conwip", "limit": 1, "to": "src"})", "/control/0/to: nothing enters source \"src\"");
  row("unknown element", R"({"type": "conwip", "limit": 1, "to": "otu"})", "did you mean \"out\"?");
  row("no drum", R"({"type": "drum-buffer-rope", "limit": 1})", "drum-buffer-rope without \"drum\"");
  row("a buffer for a drum", R"({"type": "drum-buffer-rope", "limit": 1, "drum": "b1"})",
      "/control/0/drum: nothing is processed in buffer \"b1\"");
  row("no stages", R"({"type": "kanban"})", "kanban without \"stages\"");
  row("empty stages", R"({"type": "kanban", "stages": []})", "kanban without a stage");
  row("a stage of nothing", R"({"type": "kanban", "stages": [{"elements": [], "limit": 1}]})", "the stage is empty");
  row("a stage without cards", R"({"type": "kanban", "stages": [{"elements": ["m1"], "limit": 0}]})",
      "/control/0/stages/0/limit: limit is 0");
  row("unknown element of a stage", R"({"type": "kanban", "stages": [{"elements": ["m3"], "limit": 1}]})",
      "/control/0/stages/0/elements/0");
  row("an element of two stages",
      R"({"type": "kanban", "stages": [{"elements": ["m1"], "limit": 1}, {"elements": ["b1", "m1"], "limit": 1}]})",
      "/control/0/stages/1/elements/1: \"m1\" is in stage 0 already");
  row("a source in a stage", R"({"type": "kanban", "stages": [{"elements": ["src"], "limit": 1}]})",
      "no part stays in source \"src\"");
}

void TestControlCheck::refuses() {
  QFETCH(QString, rules);
  QFETCH(QString, says);
  const Findings findings = findingsOf(rules.toStdString());
  QCOMPARE(findings.size(), std::size_t{1});
  QVERIFY2(QString::fromStdString(findings[0].text()).contains(says), findings[0].text().c_str());
}

QTEST_APPLESS_MAIN(TestControlCheck)
#include "tst_control_check.moc"
