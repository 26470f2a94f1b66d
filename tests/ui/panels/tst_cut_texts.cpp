// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QHeaderView>
#include <QHelpEvent>
#include <QListWidget>
#include <QTableWidget>
#include <QTest>
#include <QToolTip>

#include "ui/panels/cell_tips.h"
#include "ui/panels/plot/plot_view.h"
#include "ui/panels/row_delegate.h"

using namespace mw::panels;

namespace {

const QString kLong = QStringLiteral("a name that is much longer than its place");

/// What pointing at the middle of a rectangle shows.
QString tipAt(const QAbstractItemView& view, const QRect& rect) {
  const QPoint at = rect.intersected(view.viewport()->rect()).center();
  // A tip goes a moment after it is hidden: this one stays where no other comes.
  QToolTip::showText(view.viewport()->mapToGlobal(at), "none", view.viewport());
  QHelpEvent help(QEvent::ToolTip, at, view.viewport()->mapToGlobal(at));
  QCoreApplication::sendEvent(view.viewport(), &help);
  return QToolTip::text() == "none" ? QString() : QToolTip::text();
}

}  // namespace

/// Texts that there is no room for: how they can be read, and how one finds them.
class TestCutTexts : public QObject {
  Q_OBJECT
 private slots:
  void pointingShowsAll();
  void rowsTellTheirNote();
  void plotsTellWhatTheyCut();

 private:
  ThemeService themes_{ThemePreference::Light};
};

void TestCutTexts::pointingShowsAll() {
  CellTips tips;
  qApp->installEventFilter(&tips);
  QTableWidget table(1, 3);
  table.setHorizontalHeaderLabels({"A", kLong, "C"});
  table.setItem(0, 0, new QTableWidgetItem(kLong));
  table.setItem(0, 1, new QTableWidgetItem("short"));
  table.setItem(0, 2, new QTableWidgetItem(kLong));
  table.item(0, 2)->setToolTip("what it means");
  table.setWordWrap(false);
  table.resize(600, 200);
  table.show();
  QVERIFY(QTest::qWaitForWindowExposed(&table));
  const auto rect = [&table](int column) { return table.visualItemRect(table.item(0, column)); };
  QCOMPARE(tipAt(table, rect(0)), kLong);
  QCOMPARE(tipAt(table, rect(1)), QString());
  QCOMPARE(tipAt(table, rect(2)), QStringLiteral("what it means"));
  const QHeaderView& header = *table.horizontalHeader();
  QCOMPARE(tipAt(header, QRect(header.sectionViewportPosition(1), 0, header.sectionSize(1), header.height())), kLong);
  table.setColumnWidth(0, 400);
  QCOMPARE(tipAt(table, rect(0)), QString());
}

/// A row of our own delegate needs room for its note too.
void TestCutTexts::rowsTellTheirNote() {
  CellTips tips;
  qApp->installEventFilter(&tips);
  QListWidget list;
  list.setItemDelegate(new RowDelegate(themes_, &list));
  auto* item = new QListWidgetItem("a name that fits alone", &list);
  list.resize(240, 100);
  list.show();
  QVERIFY(QTest::qWaitForWindowExposed(&list));
  QCOMPARE(tipAt(list, list.visualItemRect(item)), QString());
  item->setData(RowDelegate::kNoteRole, QStringLiteral("a note of some length"));
  QCOMPARE(tipAt(list, list.visualItemRect(item)), item->text());
}

void TestCutTexts::plotsTellWhatTheyCut() {
  PlotView plot(themes_, PlotView::Time::None);
  plot.resize(400, 100);
  plot.show();
  QVERIFY(QTest::qWaitForWindowExposed(&plot));
  plot.setYLabel(QStringLiteral("°C"));
  plot.setXLabel(QStringLiteral("s"));
  plot.replot();
  QCOMPARE(plot.property("cutTexts").toStringList(), QStringList());
  plot.setYLabel(kLong);
  plot.replot();
  QCOMPARE(plot.property("cutTexts").toStringList(), QStringList(kLong));
  plot.resize(400, 500);
  plot.replot();
  QCOMPARE(plot.property("cutTexts").toStringList(), QStringList());
  plot.setEmptyText(kLong + kLong + kLong);
  QCOMPARE(plot.property("cutTexts").toStringList().size(), 1);
}

QTEST_MAIN(TestCutTexts)
#include "tst_cut_texts.moc"
