// SPDX-License-Identifier: GPL-3.0-or-later
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include "core/store/project_file.h"
#include "tests/support/patience.h"
#include "tests/ui/models/lines.h"
#include "ui/models/project_services.h"
#include "ui/panels/logs/log_wizard.h"

using namespace mw;
using namespace mw::panels;

/// The one page between a file and a log, as the user meets it.
class TestLogWizard : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase();
  void showsWhatItGuessedAndTakesAnotherChoice();
  void encodingIsShownAndOverruled();
  void theReasonStandsBesideTheButton();
  void aKnownShapeGoesThrough();
  void rowsThatGoBackAreAskedFor();

 private:
  QString write(const char* name, const QByteArray& text) {
    writeTextFile(folder_.filePath(name).toStdString(), text.toStdString());
    return folder_.filePath(name);
  }
  template <class W>
  W* find(const char* name) {
    W* widget = wizard_->findChild<W*>(QLatin1String(name));
    if (!widget) qFatal("no %s", name);
    return widget;
  }
  void choose(const char* name, const QString& text) {
    auto* box = find<QComboBox>(name);
    const int index = box->findText(text);
    QVERIFY2(index >= 0, qPrintable(text));
    box->setCurrentIndex(index);
    emit box->activated(index);
  }

  QTemporaryDir folder_;
  ThemeService themes_{ThemePreference::Light};
  jobs::JobService jobs_;
  models::Playback playback_;
  std::shared_ptr<store::ProjectFile> project_;
  std::unique_ptr<models::ReplayModel> replay_;
  std::unique_ptr<LogWizard> wizard_;
};

void TestLogWizard::initTestCase() {
  project_ = store::ProjectFile::create(folder_.filePath("p.mill").toStdString(), test::smallLine());
  replay_ = std::make_unique<models::ReplayModel>(playback_, jobs_, models::projectReplays(project_));
  wizard_ = std::make_unique<LogWizard>(
      *replay_, jobs_, themes_, [] { return QStringLiteral("p.mill"); }, nullptr);
}

void TestLogWizard::showsWhatItGuessedAndTakesAnotherChoice() {
  wizard_->openFile(write("motor.csv", "t;Temp [K];note\n0;300,5;a\n1;x;b\n2;302,5;c\n"));
  QTRY_VERIFY_WITH_TIMEOUT(wizard_->isVisible() && find<QPushButton>("importLog.import")->isEnabled(),
                           test::kPatience_ms);
  QCOMPARE(find<QComboBox>("importLog.delimiter")->currentText(), QStringLiteral("semicolon · guessed"));
  QCOMPARE(find<QComboBox>("importLog.decimal")->currentText(), QStringLiteral("comma 1,5 · guessed"));
  QCOMPARE(find<QComboBox>("importLog.time")->currentText(), QStringLiteral("t · guessed"));
  QAbstractItemModel* preview = find<QTableView>("importLog.preview")->model();
  QCOMPARE(preview->rowCount(), 3);
  QCOMPARE(preview->headerData(1, Qt::Vertical).toInt(), 3);  // its line of the file
  QVERIFY(preview->headerData(1, Qt::Horizontal).toString().contains("number") ||
          preview->headerData(1, Qt::Horizontal).toString().contains("text as number"));
  const QModelIndex bad = preview->index(1, 1);
  QCOMPARE(bad.data(Qt::BackgroundRole).value<QBrush>().color(), themes_.theme().color(Token::ErrorGround));
  QVERIFY(bad.data(Qt::ToolTipRole).toString().contains("not a number"));
  const QString findings = find<QPlainTextEdit>("importLog.findings")->toPlainText();
  QVERIFY2(findings.contains("motor.csv:3:3"), qPrintable(findings));
  QTest::mouseClick(find<QPushButton>("importLog.copyFindings"), Qt::LeftButton);
  QCOMPARE(QGuiApplication::clipboard()->text(), findings);
  choose("importLog.kind", QStringLiteral("ms since a start"));
  QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>("importLog.import")->isEnabled(), test::kPatience_ms);
  QCOMPARE(wizard_->model().map().time_kind, twin::TimeKind::ElapsedMs);
  QTest::mouseClick(find<QPushButton>("importLog.command"), Qt::LeftButton);
  QVERIFY(QGuiApplication::clipboard()->text().contains("\"elapsed_ms\""));
  QSignalSpy imported(wizard_.get(), &LogWizard::imported);
  QTest::mouseClick(find<QPushButton>("importLog.import"), Qt::LeftButton);
  QTRY_COMPARE_WITH_TIMEOUT(imported.count(), 1, test::kPatience_ms);
  QVERIFY(!wizard_->isVisible());
  QCOMPARE(replay_->log()->rowCount(), std::size_t{3});
}

void TestLogWizard::encodingIsShownAndOverruled() {
  models::LogImportModel& model = wizard_->model();
  wizard_->openFile(write("price.csv", "t;p [\x80]\n0;1\n1;2\n"));
  QTRY_COMPARE_WITH_TIMEOUT(model.state(), models::LogImportModel::State::Ready, test::kPatience_ms);
  auto* box = find<QComboBox>("importLog.encoding");
  QCOMPARE(box->currentText(), QStringLiteral("Windows-1252 · guessed"));
  const auto* preview = find<QTableView>("importLog.preview");
  const auto title = [&] { return preview->model()->headerData(1, Qt::Horizontal).toString(); };
  QVERIFY2(title().contains(QStringLiteral("p [€]")), qPrintable(title()));
  choose("importLog.encoding", QStringLiteral("Latin-1"));
  QTRY_COMPARE_WITH_TIMEOUT(model.state(), models::LogImportModel::State::Ready, test::kPatience_ms);
  QCOMPARE(box->currentText(), QStringLiteral("Latin-1"));
  QVERIFY2(!title().contains(QStringLiteral("€")), qPrintable(title()));
  QVERIFY(model.map().encoding == TextEncoding::Latin1);
  QTest::mouseClick(find<QPushButton>("importLog.cancel"), Qt::LeftButton);
}

void TestLogWizard::theReasonStandsBesideTheButton() {
  wizard_->openFile(write("prose.csv", "once\nupon\n"));
  QTRY_VERIFY_WITH_TIMEOUT(wizard_->isVisible(), test::kPatience_ms);
  auto* import = find<QPushButton>("importLog.import");
  auto* reason = find<QLabel>("importLog.reason");
  QVERIFY(!import->isEnabled());
  QVERIFY2(reason->text().contains("no comma"), qPrintable(reason->text()));
  wizard_->openFile(write("late.csv", "t,x\n0,1\n1,2\n"));
  QTRY_VERIFY_WITH_TIMEOUT(import->isEnabled(), test::kPatience_ms);
  QVERIFY(reason->text().isEmpty());
  auto* name = find<QLineEdit>("importLog.name");
  name->selectAll();
  QTest::keyClicks(name, "motor");
  QVERIFY(!import->isEnabled());
  QVERIFY2(reason->text().contains("already"), qPrintable(reason->text()));
  QTest::mouseClick(find<QPushButton>("importLog.cancel"), Qt::LeftButton);
  QVERIFY(!wizard_->isVisible());
}

void TestLogWizard::aKnownShapeGoesThrough() {
  QSignalSpy known(wizard_.get(), &LogWizard::importedAsKnown);
  wizard_->openFile(write("motor-2.csv", "t;Temp [K];note\n0;310,5;a\n1000;311,5;b\n"));
  QTRY_COMPARE_WITH_TIMEOUT(known.count(), 1, test::kPatience_ms);
  QVERIFY(!wizard_->isVisible());
  QCOMPARE(known[0][0].toString(), QStringLiteral("motor-2"));
  QCOMPARE(known[0][1].toString(), QStringLiteral("motor"));
  QCOMPARE(replay_->log()->t_s, (std::vector<double>{0, 1}));  // in the milliseconds of the first
}

void TestLogWizard::rowsThatGoBackAreAskedFor() {
  models::LogImportModel& model = wizard_->model();
  wizard_->openFile(write("shift.csv", "t,speed\n0,1\n10,2\n7,3\n8,4\n20,5\n1,6\n"));
  QTRY_VERIFY_WITH_TIMEOUT(model.report(), test::kPatience_ms);
  auto* window = find<QDoubleSpinBox>("importLog.window");
  auto* story = find<QLabel>("importLog.backwardsStory");
  QVERIFY(!window->isVisible());
  QVERIFY2(story->text().startsWith("3 rows go back in time"), qPrintable(story->text()));
  choose("importLog.backwards", QStringLiteral("put in order"));
  QVERIFY(window->isVisible());
  QCOMPARE(window->value(), 19.0);  // holds them all
  QCOMPARE(window->text(), QStringLiteral("up to 19 s late"));
  QTRY_VERIFY_WITH_TIMEOUT(model.report(), test::kPatience_ms);
  QVERIFY2(story->text().endsWith("Put in their place: 3."), qPrintable(story->text()));
  window->setValue(5);
  QTRY_VERIFY2_WITH_TIMEOUT(story->text().endsWith("Later than that and left out: 1."), qPrintable(story->text()),
                            test::kPatience_ms);
  choose("importLog.backwards", QStringLiteral("begin a new log"));
  QVERIFY(!window->isVisible());
  QTRY_VERIFY2_WITH_TIMEOUT(story->text().contains("shift to shift#3"), qPrintable(story->text()), test::kPatience_ms);
  QTest::mouseClick(find<QPushButton>("importLog.command"), Qt::LeftButton);
  QVERIFY(QGuiApplication::clipboard()->text().endsWith("--backwards segment"));
  QTest::mouseClick(find<QPushButton>("importLog.cancel"), Qt::LeftButton);
}

QTEST_MAIN(TestLogWizard)
#include "tst_log_wizard.moc"
