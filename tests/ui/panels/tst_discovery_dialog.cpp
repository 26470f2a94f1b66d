// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QDateEdit>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/made_event_log.h"
#include "tests/support/patience.h"
#include "ui/panels/discovery/discovery_dialog.h"

using namespace mw;
using namespace mw::panels;
using State = models::DiscoveryModel::State;

/// The way from an event log to a factory, as the user meets it.
class TestDiscoveryDialog : public QObject {
  Q_OBJECT
 private slots:
  void init();
  void everyGuessCanBeOverruled();
  void theSplitIsShownAndDragged();
  void whatIsWrongIsMarkedAndTold();
  void findsAndHandsOver();
  void escapeStopsASearchThenCloses();

 private:
  QString write(const std::string& text) {
    writeTextFile(folder_.filePath("events.csv").toStdString(), text);
    return folder_.filePath("events.csv");
  }
  void open(const std::string& text) {
    dialog_->openFile(write(text));
    QTRY_COMPARE_WITH_TIMEOUT(dialog_->model().state(), State::Ready, test::kPatience_ms);
  }
  template <class W>
  W* find(const char* name) {
    W* widget = dialog_->findChild<W*>(QLatin1String(name));
    if (!widget) qFatal("no %s", name);
    return widget;
  }
  void choose(const char* name, const QString& text) {
    auto* box = find<QComboBox>(name);
    const int index = box->findText(text);
    QVERIFY2(index >= 0, qPrintable(text));
    box->setCurrentIndex(index);
    emit box->activated(index);
    QTRY_COMPARE_WITH_TIMEOUT(dialog_->model().state(), State::Ready, test::kPatience_ms);
  }

  QTemporaryDir folder_;
  ThemeService themes_{ThemePreference::Light};
  jobs::JobService jobs_;
  std::unique_ptr<DiscoveryDialog> dialog_;
};

void TestDiscoveryDialog::init() {
  dialog_ = std::make_unique<DiscoveryDialog>(jobs_, themes_);
}

void TestDiscoveryDialog::everyGuessCanBeOverruled() {
  open(test::madeEventLog());
  QVERIFY(dialog_->isVisible());
  QCOMPARE(find<QComboBox>("discover.case")->currentText(), QStringLiteral("order · guessed"));
  QCOMPARE(find<QComboBox>("discover.part")->currentText(), QStringLiteral("none · guessed"));
  QVERIFY(!find<QLineEdit>("discover.setup")->isEnabled());
  QAbstractItemModel* preview = find<QTableView>("discover.preview")->model();
  QCOMPARE(preview->headerData(2, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("machine\nResource"));
  choose("discover.resource", QStringLiteral("none"));
  QCOMPARE(preview->headerData(2, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("machine\nnot read"));
  choose("discover.kind", QStringLiteral("operation"));
  QVERIFY(find<QLineEdit>("discover.setup")->isEnabled());
  QTest::keyClicks(find<QLineEdit>("discover.setup"), QStringLiteral("pack, clean"));
  QTest::keyClick(find<QLineEdit>("discover.setup"), Qt::Key_Return);
  QTRY_COMPARE_WITH_TIMEOUT(dialog_->model().state(), State::Ready, test::kPatience_ms);
  QCOMPARE(dialog_->model().mapping().map().setup_kinds, (std::vector<std::string>{"pack", "clean"}));
  choose("discover.resource", QStringLiteral("machine · guessed"));
  QCOMPARE(dialog_->model().mapping().map().resource, std::string("machine"));
}

void TestDiscoveryDialog::theSplitIsShownAndDragged() {
  open(test::madeEventLog());
  auto* share = find<QSpinBox>("discover.share");
  auto* chart = find<QWidget>("discover.splitChart");
  QCOMPARE(share->value(), 70);
  QTest::mouseClick(chart, Qt::LeftButton, {}, {chart->width() / 2, chart->height() / 2});
  QVERIFY2(std::abs(share->value() - 50) <= 2, qPrintable(share->text()));  // twenty like days: half of them, one off
  QVERIFY(find<QLabel>("discover.splitStory")->text().contains("cases that start before 2026-03-1"));
  choose("discover.splitBy", QStringLiteral("Up to a date"));
  QVERIFY(find<QDateEdit>("discover.date")->isVisible());
  find<QDateEdit>("discover.date")->setDate(QDate(2026, 3, 6));
  QVERIFY(find<QLabel>("discover.splitStory")->text().startsWith("30 cases"));
  choose("discover.splitBy", QStringLiteral("All of it, judge nothing"));
  QCOMPARE(dialog_->model().options().split, 1.0);
  choose("discover.splitBy", QStringLiteral("First share of the cases"));
  QCOMPARE(dialog_->model().options().split, share->value() / 100.0);
}

void TestDiscoveryDialog::whatIsWrongIsMarkedAndTold() {
  open("order,operation,machine,begin,end\no1,turn,lathe,2026-03-02 09:00,2026-03-02 08:00\n" +
       test::madeEventLog(3).substr(test::madeEventLog(3).find('\n') + 1));
  QAbstractItemModel* preview = find<QTableView>("discover.preview")->model();
  QCOMPARE(preview->index(0, 4).data(Qt::BackgroundRole).value<QBrush>().color(),
           themes_.theme().color(Token::ErrorGround));
  QVERIFY(preview->index(0, 4).data(Qt::ToolTipRole).toString().contains("completes before it starts"));
  QVERIFY(find<QPlainTextEdit>("discover.findings")->toPlainText().contains("first in line 2"));
  QVERIFY(find<QPushButton>("discover.find")->isEnabled());
  open("who,operation,machine,begin,end\n1,a,m,2026-03-02 09:00,2026-03-02 08:00\n");
  QVERIFY(!find<QPushButton>("discover.find")->isEnabled());
  QVERIFY(find<QLabel>("discover.reason")->text().contains("which column holds: Case"));
  QCOMPARE(find<QLabel>("discover.reason")->property("look").toString(), QStringLiteral("error"));
}

void TestDiscoveryDialog::findsAndHandsOver() {
  open(test::madeEventLog());
  find<QSpinBox>("discover.replications")->setValue(5);
  QTest::mouseClick(find<QPushButton>("discover.find"), Qt::LeftButton);
  QTRY_COMPARE_WITH_TIMEOUT(dialog_->model().state(), State::Found, test::kPatience_ms);
  QCOMPARE(find<QLabel>("discover.figure.stations")->text(), QStringLiteral("2"));
  QVERIFY(!find<QLabel>("discover.verdict")->text().isEmpty());
  QVERIFY(find<QTableView>("discover.compared")->model()->rowCount() >= 9);
  QCOMPARE(find<QTableView>("discover.table.stations")->model()->rowCount(), 2);
  QVERIFY(find<QLabel>("discover.words.assumed")->text().contains("One part of the factory is one case"));
  QSignalSpy wanted(dialog_.get(), &DiscoveryDialog::openWanted);
  QTest::mouseClick(find<QPushButton>("discover.open"), Qt::LeftButton);
  QCOMPARE(wanted.count(), 1);
  QVERIFY(!dialog_->isVisible());
}

void TestDiscoveryDialog::escapeStopsASearchThenCloses() {
  open(test::madeEventLog());
  find<QSpinBox>("discover.replications")->setValue(10000);
  QTest::mouseClick(find<QPushButton>("discover.find"), Qt::LeftButton);
  QCOMPARE(dialog_->model().state(), State::Discovering);
  QCOMPARE(find<QPushButton>("discover.cancel")->text(), QStringLiteral("Stop"));
  QTest::keyClick(dialog_.get(), Qt::Key_Escape);
  QTRY_COMPARE_WITH_TIMEOUT(dialog_->model().state(), State::Ready, test::kPatience_ms);
  QVERIFY(dialog_->isVisible());
  QVERIFY(find<QPushButton>("discover.find")->isEnabled());
  QTest::keyClick(dialog_.get(), Qt::Key_Escape);
  QVERIFY(!dialog_->isVisible());
}

QTEST_MAIN(TestDiscoveryDialog)
#include "tst_discovery_dialog.moc"
