// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSpinBox>
#include <QTest>
#include <QUndoStack>

#include "tests/core/cosimulation/cycle/robot_cell_factory.h"
#include "tests/support/patience.h"
#include "ui/commands/edits.h"
#include "ui/panels/cycle/cycle_dialog.h"

using namespace mw;
using namespace mw::panels;
using models::CycleModel;

namespace {

/// The dialog over an open factory.
struct Opened {
  explicit Opened(factory::Factory factory) : document(jobs) {
    document.replace(std::move(factory), "cell", {});
    dialog = std::make_unique<CycleDialog>(document, jobs, themes);
    dialog->openFor({});
  }

  template <class Widget>
  [[nodiscard]] Widget* find(const char* name) const {
    return dialog->findChild<Widget*>(QLatin1String(name));
  }
  [[nodiscard]] QString text(const char* name) const { return find<QLabel>(name)->text(); }
  void press(const char* name) const { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }
  void measure(int cycles) const {
    find<QSpinBox>("cycle.cycles")->setValue(cycles);
    press("cycle.measure");
    QTRY_VERIFY_WITH_TIMEOUT(dialog->model().state() != CycleModel::State::Measuring, test::kPatience_ms);
  }

  ThemeService themes{ThemePreference::Light};
  jobs::JobService jobs;
  models::Document document;
  std::unique_ptr<CycleDialog> dialog;
};

}  // namespace

/// From a robot to its cycle, as the user does it.
class TestCycleDialog : public QObject {
  Q_OBJECT
 private slots:
  void measuresShowsAndUses();
  void saysWhyItCannot();
  void cancels();
};

void TestCycleDialog::measuresShowsAndUses() {
  Opened opened(test::robotCellFactory());
  models::Document& document = opened.document;
  QCOMPARE(opened.find<QComboBox>("cycle.robot")->currentText(), QStringLiteral("r1"));
  QVERIFY(!opened.find<QPushButton>("cycle.use")->isVisible());
  opened.measure(8);
  QVERIFY2(opened.find<QPushButton>("cycle.use")->isEnabled(), qPrintable(opened.text("cycle.note")));
  QCOMPARE(opened.text("cycle.figure.1.1"), QStringLiteral("not measured yet"));
  QCOMPARE(opened.text("cycle.figure.2.1"), QStringLiteral("8 cycles"));
  QVERIFY(opened.text("cycle.routes").contains(QStringLiteral("infeed to table, crate: ")));
  opened.find<QComboBox>("cycle.as")->setCurrentIndex(2);
  QCOMPARE(opened.text("cycle.figure.3.1"), QStringLiteral("empirical"));
  opened.press("cycle.use");
  QCOMPARE(document.undoStack().undoText(), QStringLiteral("Use the measured cycle of r1"));
  QCOMPARE(document.factory().findElement("r1")->fields["cycle"]["values_s"].size(), std::size_t{8});
  QCOMPARE(opened.text("cycle.figure.1.1"), QStringLiteral("empirical"));
  QVERIFY(opened.text("cycle.message").contains(QStringLiteral("Undo takes it back")));
  commands::setValue(document, factory::FactoryPath("elements/table/pose/x_m"), 0.71);
  QVERIFY(!opened.find<QPushButton>("cycle.use")->isEnabled());
  QVERIFY(opened.text("cycle.message").contains(QStringLiteral("measure again")));
  document.undoStack().undo();
  document.undoStack().undo();
  QVERIFY(document.factory() == test::robotCellFactory());
}

void TestCycleDialog::saysWhyItCannot() {
  const Opened opened(factory::withoutValue(test::robotCellFactory(), factory::FactoryPath("elements/r1/arm")));
  QVERIFY(!opened.find<QPushButton>("cycle.measure")->isEnabled());
  QVERIFY(opened.text("cycle.note").startsWith(QStringLiteral("r1 has no arm yet")));
  const Opened far(test::robotCellFactory({{"elements/table/pose/x_m", 3.0}, {"elements/outfeed/pose/x_m", 5.0}}));
  far.measure(3);
  QVERIFY2(far.text("cycle.note").contains(QStringLiteral("out of reach")), qPrintable(far.text("cycle.note")));
  QVERIFY(!far.find<QPushButton>("cycle.use")->isVisible());
}

void TestCycleDialog::cancels() {
  const Opened opened(test::robotCellFactory());
  opened.find<QSpinBox>("cycle.cycles")->setValue(20000);
  opened.press("cycle.measure");
  QVERIFY(opened.find<QPushButton>("cycle.cancel")->isVisible());
  opened.press("cycle.cancel");
  QVERIFY(opened.dialog->model().state() == CycleModel::State::Empty);
  QVERIFY(opened.find<QPushButton>("cycle.measure")->isVisible());
}

QTEST_MAIN(TestCycleDialog)
#include "tst_cycle_dialog.moc"
