// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolTip>
#include <QVBoxLayout>

#include "tests/support/patience.h"
#include "ui/script/script_player.h"
#include "ui/script/widget_tree.h"

using namespace mw;
using namespace mw::script;

namespace {

/// A machine may be busy with other things.
constexpr int kLongest_ms = 60'000;

/// Notes what happens to it.
class Pad : public QWidget {
 public:
  Pad() {
    setAcceptDrops(true);
    setObjectName("pad");
    setMinimumSize(200, 100);
  }
  QStringList seen;

 protected:
  void mousePressEvent(QMouseEvent* event) override {
    seen << QString("press %1,%2").arg(event->pos().x()).arg(event->pos().y());
  }
  void mouseReleaseEvent(QMouseEvent* event) override {
    seen << QString("release %1,%2").arg(event->pos().x()).arg(event->pos().y());
  }
  void wheelEvent(QWheelEvent* event) override {
    seen << QString("wheel %1").arg(event->angleDelta().y());
    event->accept();
  }
  void dragEnterEvent(QDragEnterEvent* event) override {
    if (event->mimeData()->hasFormat("text/x-element")) event->acceptProposedAction();
  }
  void dropEvent(QDropEvent* event) override {
    seen << "drop " + event->mimeData()->data("text/x-element");
    event->acceptProposedAction();
  }
};

struct Window : QWidget {
  Window() {
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(&pad);
    layout->addWidget(&edit);
    layout->addWidget(&button);
    edit.setObjectName("edit");
    button.setObjectName("button");
    button.setText("Count");
    connect(&button, &QPushButton::clicked, this, [this] { button.setText(QString("Count %1").arg(++count)); });
    action.setObjectName("clear");
    action.setShortcut(QKeySequence("Ctrl+D"));
    connect(&action, &QAction::triggered, &edit, &QLineEdit::clear);
    addAction(&action);
  }
  ~Window() override {
    pad.setParent(nullptr);
    edit.setParent(nullptr);
    button.setParent(nullptr);
  }
  Pad pad;
  QLineEdit edit;
  QPushButton button;
  QAction action;
  int count = 0;
};

std::filesystem::path write(const QTemporaryDir& folder, const QByteArray& text) {
  const std::filesystem::path file = folder.filePath("s.json").toStdString();
  writeTextFile(file, text.toStdString());
  return file;
}

}  // namespace

class TestScriptPlayer : public QObject {
  Q_OBJECT
 private slots:
  void playsRealEvents();
  void waitsForAWidgetThatIsBuiltAnew();
  void saysWhatFails_data();
  void saysWhatFails();
  void typesIntoDialogs();
  void treeListsVisibleWidgets();
  void treeTellsWhatNobodyCanScrollTo();
  void treeTellsWhatCellsCut();
};

void TestScriptPlayer::playsRealEvents() {
  QTemporaryDir folder;
  Window window;
  window.show();
  QVERIFY(QTest::qWaitForWindowActive(&window));
  const SceneLocator locator{[](double x_m, double, double) { return QPoint(static_cast<int>(x_m), 5); },
                             [](const QString& id) { return QPoint(id == "m1" ? 40 : 0, 6); }};
  ScriptPlayer player(window, locator, readScript(write(folder, R"json({"steps": [
    {"do": "click", "target": "button"}, {"do": "click", "target": "button"},
    {"do": "wait-for", "target": "button", "property": "text", "equals": "Count 2"},
    {"do": "drag", "target": "pad", "at": "element(\"m1\")", "to": "world(120, 0, 0)"},
    {"do": "wheel", "target": "pad", "clicks": -2},
    {"do": "drop", "target": "pad", "mime": "text/x-element", "data": "station"},
    {"do": "type", "target": "edit", "text": "1.5 min"},
    {"do": "expect", "target": "edit", "property": "text", "equals": "1.5 min"},
    {"do": "key", "key": "Ctrl+D"},
    {"do": "expect", "target": "edit", "property": "text", "equals": ""}]})json")));
  QSignalSpy finished(&player, &ScriptPlayer::finished);
  QSignalSpy failed(&player, &ScriptPlayer::failed);
  player.start();
  QTRY_VERIFY_WITH_TIMEOUT(finished.count() + failed.count() == 1, test::kPatience_ms);
  QVERIFY2(failed.isEmpty(), failed.isEmpty() ? "" : qPrintable(failed[0][0].toString()));
  QCOMPARE(window.pad.seen, QStringList({"press 40,6", "release 120,5", "wheel -120", "wheel -120", "drop station"}));
}

void TestScriptPlayer::waitsForAWidgetThatIsBuiltAnew() {
  QTemporaryDir folder;
  Window window;
  window.show();
  window.button.hide();
  QTimer::singleShot(300, &window.button, &QPushButton::show);
  ScriptPlayer player(window, {}, readScript(write(folder, R"({"steps": [{"do": "click", "target": "button"}]})")));
  QSignalSpy finished(&player, &ScriptPlayer::finished);
  player.start();
  QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kLongest_ms);
  QCOMPARE(window.count, 1);
}

void TestScriptPlayer::saysWhatFails_data() {
  QTest::addColumn<QByteArray>("steps");
  QTest::addColumn<QString>("message");
  QTest::newRow("unknown step") << QByteArray(R"({"do": "clik"})") << "did you mean \"click\"?";
  QTest::newRow("unknown widget") << QByteArray(R"({"do": "click", "target": "nobody"})")
                                  << "no visible widget \"nobody\"";
  QTest::newRow("expectation") << QByteArray(
                                      R"({"do": "expect", "target": "button", "property": "text", "equals": "x"})")
                               << "is \"Count\"";
  QTest::newRow("time out") << QByteArray(R"({"do": "wait-for", "target": "nobody", "timeout_ms": 100})")
                            << "did not come about";
  QTest::newRow("not in view") << QByteArray(R"json({"do": "click", "target": "pad", "at": "element(\"z\")"})json")
                               << "is not in view";
}

void TestScriptPlayer::saysWhatFails() {
  QFETCH(QByteArray, steps);
  QFETCH(QString, message);
  QTemporaryDir folder;
  Window window;
  window.show();
  QString said;
  try {
    ScriptPlayer player(window, {}, readScript(write(folder, "{\"steps\": [" + steps + "]}")));
    QSignalSpy failed(&player, &ScriptPlayer::failed);
    player.start();
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, kLongest_ms);
    said = failed[0][0].toString();
  } catch (const InputError& error) {
    said = error.what();
  }
  QVERIFY2(said.contains(message), qPrintable(said));
  QVERIFY2(said.contains("s.json:1:"), qPrintable(said));
}

/// Without a window manager nobody makes a dialog the active window; its fields and keys work all the same, and the
/// window's own afterwards.
void TestScriptPlayer::typesIntoDialogs() {
  QTemporaryDir folder;
  Window window;
  window.show();
  QVERIFY(QTest::qWaitForWindowActive(&window));
  QDialog dialog(&window);
  auto* column = new QVBoxLayout(&dialog);
  auto* first = new QLineEdit(&dialog);
  auto* name = new QLineEdit(&dialog);
  name->setObjectName("dialog.name");
  column->addWidget(first);
  column->addWidget(name);
  dialog.show();
  QApplication::setActiveWindow(&window);
  ScriptPlayer player(window, {}, readScript(write(folder, R"json({"steps": [
    {"do": "type", "target": "dialog.name", "text": "mill"},
    {"do": "key", "key": "Backspace"},
    {"do": "expect", "target": "dialog.name", "property": "text", "equals": "mil"},
    {"do": "type", "target": "edit", "text": "saw"},
    {"do": "key", "key": "Ctrl+D"},
    {"do": "click", "target": "dialog.name"},
    {"do": "key", "key": "End"},
    {"do": "type", "text": "k"}]})json")));
  QSignalSpy finished(&player, &ScriptPlayer::finished);
  QSignalSpy failed(&player, &ScriptPlayer::failed);
  player.start();
  QTRY_VERIFY_WITH_TIMEOUT(finished.count() + failed.count() == 1, test::kPatience_ms);
  QVERIFY2(failed.isEmpty(), failed.isEmpty() ? "" : qPrintable(failed[0][0].toString()));
  QCOMPARE(name->text(), QStringLiteral("milk"));
  QCOMPARE(window.edit.text(), QString());  // the window's shortcut cleared it
  QCOMPARE(first->text(), QString());
}

/// Of a narrow table: what is elided is told with what pointing at it shows.
void TestScriptPlayer::treeTellsWhatCellsCut() {
  const QString text = QStringLiteral("a name that is much longer than its column");
  QTableWidget table(2, 2);
  table.setObjectName("table");
  table.setWordWrap(false);
  table.setHorizontalHeaderLabels({text, "B"});
  table.setItem(0, 0, new QTableWidgetItem(text));
  table.setItem(0, 1, new QTableWidgetItem("b"));
  auto* told = new QTableWidgetItem(text);
  told->setToolTip(text);
  table.setItem(1, 0, told);
  table.resize(400, 200);
  table.show();
  QVERIFY(QTest::qWaitForWindowExposed(&table));
  QToolTip::showText(table.mapToGlobal(QPoint(5, 5)), text, &table);  // one that ends while the tree is made
  QStringList cut;
  const Json tree = widgetTree();
  for (const Json& cell : tree["cut_cells"]) {
    QCOMPARE(QString::fromStdString(cell["text"].get<std::string>()), text);
    QVERIFY(cell["needs_px"].get<int>() > cell["has_px"].get<int>());
    cut << QString::fromStdString(cell["view"].get<std::string>() + (cell["tip"] == "" ? " lost" : " told"));
  }
  cut.sort();
  QCOMPARE(cut, QStringList({"table lost", "table lost", "table told"}));
  table.resizeColumnsToContents();
  QVERIFY(widgetTree()["cut_cells"].empty());
}

void TestScriptPlayer::treeListsVisibleWidgets() {
  Window window;
  window.show();
  window.edit.hide();
  const Json tree = widgetTree();
  QStringList names;
  for (const Json& widget : tree["widgets"]) names << QString::fromStdString(widget["name"].get<std::string>());
  QVERIFY(names.contains("button"));
  QVERIFY(!names.contains("edit"));
}

void TestScriptPlayer::treeTellsWhatNobodyCanScrollTo() {
  QScrollArea area;
  area.setObjectName("area");
  auto* page = new QWidget;
  page->setMinimumWidth(500);
  area.setWidget(page);
  area.setWidgetResizable(true);
  area.resize(300, 200);
  area.show();
  const auto is_clipped = [] {
    const Json tree = widgetTree();
    for (const Json& widget : tree["widgets"]) {
      if (widget["name"] == "area") return widget["clipped"].get<bool>();
    }
    return false;
  };
  QVERIFY(!is_clipped());
  area.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  QVERIFY(is_clipped());
  page->setMinimumWidth(100);
  QCoreApplication::processEvents();
  QVERIFY(!is_clipped());
}

QTEST_MAIN(TestScriptPlayer)
#include "tst_script_player.moc"
