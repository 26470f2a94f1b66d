// SPDX-License-Identifier: Apache-2.0
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <map>

#include "core/base/error.h"
#include "core/store/promised_tables.h"
#include "core/store/stored_study.h"
#include "tests/support/near.h"
#include "tests/support/program.h"
#include "tests/support/small_study.h"

using namespace mw;

namespace {

QString guide() {
  QFile file(MW_SOURCE_DIR "/docs/python.md");
  if (!file.open(QIODevice::ReadOnly)) qFatal("no docs/python.md");
  return QString::fromUtf8(file.readAll());
}

/// What stands in the guide between ```python and ```.
QString exampleOf(const QString& text) {
  static const QRegularExpression block(QStringLiteral("```python\n(.*?)```"),
                                        QRegularExpression::DotMatchesEverythingOption);
  return block.match(text).captured(1);
}

/// A Python that has pandas; empty where none has.
QString pythonWithPandas() {
  for (const QString python : {"python3", "/usr/bin/python3"}) {
    if (test::runProgram(python, {"-c", "import pandas"}).exit_code == 0) return python;
  }
  return {};
}

}  // namespace

/// The example of docs/python.md, as it stands there.
class TestPythonExample : public QObject {
  Q_OBJECT

 private slots:
  void fiveLinesReadAStudy();
  void guideNamesAllViews();
};

void TestPythonExample::fiveLinesReadAStudy() {
  const QString lines = exampleOf(guide());
  QCOMPARE(lines.count('\n'), 5);
  const QString python = pythonWithPandas();
  if (python.isEmpty()) QSKIP("no Python here has pandas: apt-get install python3-pandas");
  const QTemporaryDir folder;
  writeTextFile(folder.filePath("f.json").toStdString(), test::smallFactory().dump());
  writeTextFile(folder.filePath("s.json").toStdString(), test::smallStudy().dump());
  QCOMPARE(test::runProgram(MW_CLI, {"new", "line.mill", "--factory", "f.json"}, folder.path()).exit_code, 0);
  QCOMPARE(test::runProgram(MW_CLI, {"sweep", "line.mill", "--study", "s.json", "--quiet"}, folder.path()).exit_code,
           0);
  const test::Answer shown = test::runProgram(python, {"-c", lines}, folder.path());
  QVERIFY2(shown.exit_code == 0 && shown.shows("throughput_per_h"), shown.err.c_str());
  const QString more = lines + "import sys; sys.stdout = sys.__stderr__; print(design.join(means).to_json())\n";
  const test::Answer answer = test::runProgram(python, {"-c", more}, folder.path());
  const Json columns = Json::parse(answer.err);
  const auto project =
      store::ProjectFile::open(folder.filePath("line.mill").toStdString(), store::Access::ReadOnly, {});
  const store::StoredStudy study = store::study(*project, "buffers");
  std::map<std::uint32_t, double> sums;
  for (const experiment::StudyRun& run : store::runs(*project, "buffers")) sums[run.key.point] += run.values[0];
  QCOMPARE(sums.size(), study.points.size());
  for (const auto& [point, sum] : sums) {
    const std::string key = std::to_string(point);
    // pandas prints ten decimals.
    const QString wrong = test::differs(columns["throughput_per_h"][key].get<double>(), sum / study.replications, 1e-9);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    QVERIFY(columns["buffer"][key].get<double>() == study.points[point]["buffer"].get<double>());
  }
}

void TestPythonExample::guideNamesAllViews() {
  const QString text = guide();
  for (const store::PromisedTable& table : store::promisedTables()) {
    QStringList columns;
    for (const std::string& column : table.columns) columns << QString::fromStdString(column);
    const QString row = QStringLiteral("| `%1` | %2").arg(QString::fromStdString(table.name), columns.join(", "));
    QVERIFY2(text.contains(row), qPrintable(row));
  }
}

QTEST_GUILESS_MAIN(TestPythonExample)
#include "tst_python_example.moc"
