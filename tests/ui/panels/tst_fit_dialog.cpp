// SPDX-License-Identifier: GPL-3.0-or-later
#include <QClipboard>
#include <QGuiApplication>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

#include "tests/support/patience.h"
#include "tests/ui/models/lines.h"
#include "ui/panels/fit/fit_dialog.h"
#include "ui/panels/fit/fit_targets.h"

using namespace mw;
using namespace mw::panels;

/// From a log to a property, as the user does it.
class TestFitDialog : public QObject {
  Q_OBJECT
 private slots:
  void listsEveryDistribution();
  void appliesAsOneNamedStep();
};

void TestFitDialog::listsEveryDistribution() {
  QStringList paths;
  for (const FitTarget& target : fitTargets(test::smallLine())) paths << QString::fromStdString(target.path);
  QCOMPARE(paths,
           QStringList({"elements/src/interarrival", "elements/m1/process", "elements/m1/failures/0/time_to_failure",
                        "elements/m1/failures/0/time_to_repair", "elements/m2/process"}));
}

void TestFitDialog::appliesAsOneNamedStep() {
  QTemporaryDir folder;
  const std::string file = folder.filePath("cycles.csv").toStdString();
  std::string text = "cycle_s\n";
  for (int i = 0; i < 40; ++i) text += std::to_string(50 + (i * 37) % 23) + "." + std::to_string(i % 10) + "\n";
  writeTextFile(file, text);
  ThemeService themes(ThemePreference::Light);
  jobs::JobService jobs;
  models::Document document(jobs);
  document.replace(test::smallLine(), "small", {});
  const factory::Factory before = document.factory();
  FitDialog dialog(document, jobs, themes);
  auto* apply = dialog.findChild<QPushButton*>("fit.apply");
  QVERIFY(!apply->isEnabled());
  dialog.openFor("elements/m2/process");
  dialog.model().open(QString::fromStdString(file));
  QTRY_COMPARE_WITH_TIMEOUT(dialog.model().state(), models::FitModel::State::Ready, test::kPatience_ms);
  auto* table = dialog.findChild<QTableWidget*>("fit.candidates");
  const auto& fitted = dialog.model().fit()->fitted;
  QCOMPARE(table->rowCount(), static_cast<int>(fitted.candidates.size()));
  table->selectRow(1);
  const Json wanted = models::distributionOf(fitted.candidates[1]);
  QVERIFY(dialog.findChild<FitPlot*>("fit.plot")->curve().dataCount() > 100);
  QTest::mouseClick(dialog.findChild<QPushButton*>("fit.copy"), Qt::LeftButton);
  QCOMPARE(QGuiApplication::clipboard()->text().toStdString(), wanted.dump());
  QTest::mouseClick(apply, Qt::LeftButton);
  QCOMPARE(document.undoStack().count(), 1);
  QCOMPARE(document.undoStack().undoText(), QStringLiteral("Fit m2 · process to cycle_s"));
  QVERIFY(document.factory().findElement("m2")->fields["process"] == wanted);
  document.undoStack().undo();
  QVERIFY(document.factory() == before);
}

QTEST_MAIN(TestFitDialog)
#include "tst_fit_dialog.moc"
