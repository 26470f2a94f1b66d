// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QHeaderView>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QTreeView>

#include "tests/support/patience.h"
#include "tests/ui/panels/results/small_run.h"
#include "ui/models/session_studies.h"
#include "ui/panels/study/guide_page.h"
#include "ui/panels/study/study_guide.h"

using namespace mw;
using namespace mw::panels;

/// The dialog that asks for a study, page by page.
class TestStudyGuide : public test::SmallRun {
  Q_OBJECT
 private slots:
  void init();
  void cleanup() { guide_.reset(); }
  void asksInOrderAndRefuses();
  void everyWidgetHasNames();
  void pagesFitASmallScreen();
  void typedTimesAreReadOrRefused();
  void closingStopsThePilots();
  void anotherFactoryClosesIt();
  void makesAndRuns();

 private:
  template <class W>
  W* at(const char* name) {
    return find<W>(*guide_, name);
  }
  void next() { QTest::mouseClick(at<QPushButton>("studyGuide.next"), Qt::LeftButton); }
  QString reason() { return at<QLabel>("studyGuide.reason")->text(); }
  void choose(const char* name) { QTest::mouseClick(at<QRadioButton>(name), Qt::LeftButton, {}, {8, 12}); }
  void toEnding();

  std::unique_ptr<models::StudyModel> study_;
  std::unique_ptr<StudyGuide> guide_;
};

void TestStudyGuide::init() {
  guide_.reset();
  document_.replace(test::smallLine(), "small", {});
  study_ = std::make_unique<models::StudyModel>(document_, jobs_, models::sessionStudies());
  guide_ = std::make_unique<StudyGuide>(document_, *study_, jobs_, themes_);
  guide_->show();
}

/// Past the first two pages.
void TestStudyGuide::toEnding() {
  choose("studyGuide.question.alternatives");
  next();
  auto* tree = at<QTreeView>("studyGuide.factors.tree");
  QTRY_VERIFY_WITH_TIMEOUT(tree->model()->rowCount() > 0, test::kPatience_ms);
  QTest::keyClicks(at<QLineEdit>("studyGuide.factors.search"), "m2 mean");
  QCOMPARE(tree->model()->rowCount(), 1);
  const QModelIndex group = tree->model()->index(0, 0);
  QCOMPARE(tree->model()->rowCount(group), 1);
  tree->setCurrentIndex(tree->model()->index(0, 0, group));
  QTest::keyClick(tree, Qt::Key_Space);
  QCOMPARE(guide_->guide().draft().factors.size(), std::size_t{1});
  next();
  QCOMPARE(guide_->step(), 2);
}

void TestStudyGuide::asksInOrderAndRefuses() {
  next();
  QCOMPARE(guide_->step(), 0);
  QVERIFY2(reason().contains("what you want to know"), qPrintable(reason()));
  QVERIFY(!at<QPushButton>("studyGuide.step.factors")->isEnabled());
  choose("studyGuide.question.search");
  QCOMPARE(reason(), QString());
  next();
  QCOMPARE(guide_->step(), 1);
  next();
  QVERIFY2(reason().contains("at least one"), qPrintable(reason()));
  QTest::mouseClick(at<QPushButton>("studyGuide.step.question"), Qt::LeftButton);
  QCOMPARE(guide_->step(), 0);
  QVERIFY(at<QRadioButton>("studyGuide.question.search")->isChecked());
  toEnding();
  next();
  QVERIFY2(reason().contains("ends or runs on"), qPrintable(reason()));
  choose("studyGuide.ending.terminating");
  QTest::keyClick(guide_.get(), Qt::Key_Return);  // Enter goes on
  QCOMPARE(guide_->step(), 3);
  QVERIFY(at<QLabel>("studyGuide.warmup.none")->isVisible());
  QTest::keyClick(guide_.get(), Qt::Key_Return);
  QCOMPARE(guide_->step(), 4);
  QTest::mouseClick(at<QPushButton>("studyGuide.back"), Qt::LeftButton);
  QCOMPARE(guide_->step(), 3);
  QTest::mouseClick(at<QPushButton>("studyGuide.step.ending"), Qt::LeftButton);
  choose("studyGuide.ending.steady");
  // A step ahead that was done is not any more.
  QTest::mouseClick(at<QPushButton>("studyGuide.step.replications"), Qt::LeftButton);
  QCOMPARE(guide_->step(), 3);
  QVERIFY2(reason().contains("Find the warm-up"), qPrintable(reason()));
}

void TestStudyGuide::everyWidgetHasNames() {
  QSet<QString> names;
  for (const QWidget* widget : guide_->findChildren<QWidget*>()) {
    if (!(widget->focusPolicy() & Qt::TabFocus) || widget->objectName().startsWith("qt_")) continue;
    const bool is_inner = qobject_cast<const QAbstractSpinBox*>(widget->parentWidget()) != nullptr ||
                          qobject_cast<const QHeaderView*>(widget) != nullptr ||
                          qobject_cast<const QComboBox*>(widget->parentWidget()->parentWidget()) != nullptr;
    if (is_inner) continue;
    const auto* button = qobject_cast<const QAbstractButton*>(widget);
    QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
             qPrintable(widget->objectName()));
    QVERIFY2(widget->objectName().startsWith("studyGuide."), qPrintable(widget->metaObject()->className()));
    QVERIFY2(!names.contains(widget->objectName()), qPrintable(widget->objectName()));
    names << widget->objectName();
  }
  QVERIFY(names.size() > 25);
}

void TestStudyGuide::pagesFitASmallScreen() {
  constexpr int kTallest = 560;
  for (const GuidePage* page : guide_->findChildren<GuidePage*>()) {
    const int width = 760;
    const int height = std::max(page->minimumSizeHint().height(), page->heightForWidth(width));
    QVERIFY2(height <= kTallest, qPrintable(QStringLiteral("%1: %2").arg(page->objectName()).arg(height)));
  }
  QVERIFY(guide_->width() <= 1280 && guide_->height() <= 700);
}

void TestStudyGuide::typedTimesAreReadOrRefused() {
  toEnding();
  choose("studyGuide.ending.steady");
  auto* horizon = at<QLineEdit>("studyGuide.ending.horizon");
  QCOMPARE(horizon->text(), QString("5 d"));
  horizon->selectAll();
  QTest::keyClicks(horizon, "soon");
  QTest::keyClick(horizon, Qt::Key_Return);
  QCOMPARE(guide_->step(), 2);
  QVERIFY2(reason().contains("soon"), qPrintable(reason()));
  horizon->selectAll();
  QTest::keyClicks(horizon, "90 m");
  QTest::keyClick(horizon, Qt::Key_Return);
  QCOMPARE(guide_->step(), 3);
  QCOMPARE(guide_->guide().draft().horizon_s, 5400.0);
  auto* warmup = at<QLineEdit>("studyGuide.warmup.time");
  QTest::keyClicks(warmup, "0.5 h");
  QTest::keyClick(warmup, Qt::Key_Return);
  QCOMPARE(guide_->guide().draft().warmup_s, 1800.0);
  QCOMPARE(guide_->step(), 4);
}

void TestStudyGuide::closingStopsThePilots() {
  toEnding();
  choose("studyGuide.ending.steady");
  guide_->guide().setHorizon(400 * 86400.0);
  next();
  QTest::mouseClick(at<QPushButton>("studyGuide.warmup.find"), Qt::LeftButton);
  QVERIFY(at<QPushButton>("studyGuide.warmup.find.cancel")->isVisible());
  next();
  QVERIFY2(reason().contains("not done"), qPrintable(reason()));
  QTest::keyClick(guide_.get(), Qt::Key_Escape);
  QVERIFY(!guide_->isVisible());
  QVERIFY(guide_->guide().pilot().work() == models::StudyPilot::Work::None);
  QTRY_COMPARE_WITH_TIMEOUT(jobs_.runningCount(), std::size_t{0}, test::kPatience_ms);
  QVERIFY(study_->draft().factors.empty());
}

void TestStudyGuide::anotherFactoryClosesIt() {
  document_.replace(test::smallLine(7), "other", {});
  QVERIFY(!guide_->isVisible());
}

void TestStudyGuide::makesAndRuns() {
  toEnding();
  choose("studyGuide.ending.terminating");
  guide_->guide().setHorizon(3600);
  next();
  next();
  QTest::mouseClick(at<QPushButton>("studyGuide.replications.estimate"), Qt::LeftButton);
  auto* advice = at<QLabel>("studyGuide.replications.advice");
  QTRY_VERIFY2_WITH_TIMEOUT(advice->text().contains("in 10 pilot runs"), qPrintable(advice->text()),
                            test::kPatience_ms);
  guide_->guide().setReplications(2);
  next();
  QCOMPARE(guide_->step(), 5);
  QVERIFY(!at<QPushButton>("studyGuide.next")->isVisible());
  QTRY_VERIFY_WITH_TIMEOUT(at<QLabel>("studyGuide.comparison.time")->text().contains("processors"), test::kPatience_ms);
  QCOMPARE(at<QLabel>("studyGuide.comparison.runs")->text(), QString("3 points × 2 replications = 6 runs"));
  QSignalSpy made(guide_.get(), &StudyGuide::made);
  QTest::mouseClick(at<QPushButton>("studyGuide.run"), Qt::LeftButton);
  QCOMPARE(made.count(), 1);
  QVERIFY(!guide_->isVisible());
  QTRY_VERIFY_WITH_TIMEOUT(study_->state() == models::StudyModel::State::Complete, test::kPatience_ms);
  QCOMPARE(study_->results().runsDone(), std::size_t{6});
}

QTEST_MAIN(TestStudyGuide)
#include "tst_study_guide.moc"
