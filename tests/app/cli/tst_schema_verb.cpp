// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/factory/element_type_registry.h"
#include "tests/support/program.h"

using namespace mw;
using test::Answer;

/// The format explained on the command line.
class TestSchemaVerb : public QObject {
  Q_OBJECT

 private slots:
  void listsAllTypes();
  void explainsEach();
  void refuses_data();
  void refuses();
  void isNamedInHelp();

 private:
  static Answer cli(const QStringList& arguments) { return test::runProgram(MW_CLI, arguments); }
};

void TestSchemaVerb::listsAllTypes() {
  const auto types = factory::builtInElementTypes();
  const Answer text = cli({"schema", "--elements"});
  const Json json = Json::parse(cli({"schema", "--elements", "--json"}).out);
  QCOMPARE(json["elements"].size(), types->types().size());
  for (const api::ElementType& type : types->types())
    QVERIFY(text.out.find("\n" + type.type) != std::string::npos || text.out.starts_with(type.type));
}

void TestSchemaVerb::explainsEach() {
  for (const std::string& name : factory::builtInElementTypes()->names()) {
    const QStringList arguments{"schema", "--element", QString::fromStdString(name)};
    const Answer text = cli(arguments);
    QCOMPARE(text.exit_code, 0);
    QVERIFY(text.out.starts_with(name + ": ") && text.out.find("\nExample\n{\"id\": ") != std::string::npos);
    const Json json = Json::parse(cli(arguments + QStringList{"--json"}).out);
    QVERIFY(json["type"] == name && json["example"]["type"] == name && !json["parameters"].empty());
  }
}

void TestSchemaVerb::refuses_data() {
  QTest::addColumn<QStringList>("arguments");
  QTest::addColumn<QString>("says");
  QTest::newRow("misspelt") << QStringList{"--element", "staton"} << "--element staton: did you mean station?";
  QTest::newRow("unknown") << QStringList{"--element", "wormhole"} << "there are source, buffer, station";
  QTest::newRow("both") << QStringList{"--element", "station", "--elements"} << "excludes";
}

void TestSchemaVerb::refuses() {
  QFETCH(QStringList, arguments);
  QFETCH(QString, says);
  const Answer answer = cli(QStringList{"schema"} + arguments);
  QCOMPARE(answer.exit_code, 2);
  QVERIFY(answer.out.empty());
  QVERIFY2(answer.err.find(says.toStdString()) != std::string::npos, answer.err.c_str());
}

void TestSchemaVerb::isNamedInHelp() {
  for (const char* verb : {"schema", "check", "new"}) {
    QVERIFY2(cli({verb, "--help"}).out.find("schema --element") != std::string::npos, verb);
  }
}

QTEST_GUILESS_MAIN(TestSchemaVerb)
#include "tst_schema_verb.moc"
