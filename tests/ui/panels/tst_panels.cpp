// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QTest>
#include <QToolButton>
#include <QTreeView>
#include <QUndoStack>
#include <set>

#include "core/factory/factory_path.h"
#include "core/layout/marks.h"
#include "tests/support/patience.h"
#include "tests/ui/panels/window_fixture.h"
#include "ui/commands/edits.h"
#include "ui/commands/layout_edits.h"
#include "ui/panels/command_palette.h"
#include "ui/panels/library/card_list.h"
#include "ui/panels/library/new_element.h"
#include "ui/panels/outline/outline_model.h"
#include "ui/panels/viewport/scene_layout.h"
#include "ui/scene/footprint.h"

using namespace mw;
using namespace mw::panels;
using mw::test::WindowFixture;

class TestPanels : public QObject {
  Q_OBJECT
 private slots:
  void typedValueIsOneUndoableEdit();
  void wrongEntryIsExplainedAndChangesNothing();
  void clickingInAndOutChangesNothing();
  void anotherFamilyIsOneUndoableEdit();
  void renameKeepsTheSelection();
  void dropFromTheLibraryIsOneStep();
  void everyTypeCanBeAdded_data();
  void everyTypeCanBeAdded();
  void everyCardPlacesAnElement();
  void selectionGoesBothWays();
  void severalAreEditedAtOnce();
  void problemLeadsToItsValue();
  void elementsAreDraggedIntoGroups();
  void linesFollowTheFlow();
  void scrapBelongsToItsLine();
  void workspacesArrangePanels();
  void everyFocusableWidgetHasAName();
  void everyActionIsInThePalette();
  void problemsNameTheCulprit();
  void matchingPrefersWordStarts();
};

namespace {

Json valueAt(const models::Document& document, const char* path) {
  return factory::resolve(document.factory(), factory::FactoryPath(path)).value;
}

void type(QLineEdit* field, const char* text) {
  field->setFocus();
  field->selectAll();
  QTest::keyClicks(field, QString::fromUtf8(text));
  QTest::keyClick(field, Qt::Key_Return);
}

}  // namespace

void TestPanels::typedValueIsOneUndoableEdit() {
  WindowFixture f;
  f.selection.select("mill");
  auto* mean = f.find<QLineEdit>("properties.process.mean_s");
  QVERIFY(mean != nullptr);
  QCOMPARE(mean->text(), "45");
  const Json before = f.document.factory().json();
  type(mean, "1.5 min");
  QVERIFY(valueAt(f.document, "elements/mill/process/mean_s") == Json(90.0));
  QCOMPARE(f.document.undoStack().count(), 1);
  f.document.undoStack().undo();
  QVERIFY(f.document.factory().json() == before);
  QCOMPARE(f.find<QLineEdit>("properties.process.mean_s")->text(), "45");
  f.document.undoStack().redo();
  QCOMPARE(f.find<QLineEdit>("properties.process.mean_s")->text(), "90");
}

void TestPanels::wrongEntryIsExplainedAndChangesNothing() {
  WindowFixture f;
  f.window.show();
  f.selection.select("mill");
  const Json before = f.document.factory().json();
  for (const char* text : {"fast", "1,5", "-3", "4 kg"}) {
    type(f.find<QLineEdit>("properties.process.mean_s"), text);
    auto* error = f.find<QLabel>("properties.process/mean_s.error");
    QVERIFY(error != nullptr);
    QVERIFY2(error->isVisible() && !error->text().isEmpty(), text);
    QVERIFY(f.document.factory().json() == before);
  }
  QCOMPARE(f.document.undoStack().count(), 0);
  type(f.find<QLineEdit>("properties.process.mean_s"), "50");
  QVERIFY(!f.find<QLabel>("properties.process/mean_s.error")->isVisible());
}

void TestPanels::clickingInAndOutChangesNothing() {
  WindowFixture f;
  f.selection.select("mill");
  const std::string before = f.document.factory().json().dump();
  for (QLineEdit* field : f.find<QWidget>("properties")->findChildren<QLineEdit*>()) {
    field->setFocus();
    QTest::keyClick(field, Qt::Key_Return);
    field->clearFocus();
  }
  QCOMPARE(f.document.factory().json().dump(), before);
  QCOMPARE(f.document.undoStack().count(), 0);
}

void TestPanels::anotherFamilyIsOneUndoableEdit() {
  WindowFixture f;
  f.selection.select("mill");
  auto* family = f.find<QComboBox>("properties.process");
  QVERIFY(family != nullptr);
  QCOMPARE(family->currentText(), "lognormal");
  family->setCurrentIndex(family->findText("normal"));
  emit family->activated(family->currentIndex());
  QVERIFY(valueAt(f.document, "elements/mill/process") ==
          Json::parse(R"({"dist": "normal", "mean_s": 45.0, "sd_s": 9.0})"));
  QCOMPARE(f.document.undoStack().count(), 1);
  QTRY_VERIFY_WITH_TIMEOUT(f.find<QLineEdit>("properties.process.sd_s") != nullptr, test::kPatience_ms);
}

void TestPanels::renameKeepsTheSelection() {
  WindowFixture f;
  f.selection.select("mill");
  type(f.find<QLineEdit>("properties.id"), "lathe");
  QVERIFY(f.document.factory().findElement("lathe") != nullptr);
  QCOMPARE(f.selection.current(), std::string("lathe"));
  QCOMPARE(f.document.factory().flows().size(), std::size_t{3});
}

void TestPanels::dropFromTheLibraryIsOneStep() {
  WindowFixture f;
  f.window.show();
  QVERIFY(QTest::qWaitForWindowExposed(&f.window));
  Viewport& view = f.window.viewport();
  const auto at = view.worldToWidget(2.1, -5.3, 0);
  QVERIFY(at && view.rect().contains(*at));
  QMimeData data;
  data.setData(QLatin1String(kElementMime), "station");
  QDragEnterEvent enter(*at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(&view, &enter);
  QVERIFY(enter.isAccepted());
  QDropEvent drop(*at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(&view, &drop);
  QCOMPARE(f.document.factory().elements().size(), std::size_t{5});
  QCOMPARE(f.document.undoStack().count(), 1);
  const factory::Element& made = f.document.factory().elements().back();
  QCOMPARE(made.type, std::string("station"));
  QCOMPARE(made.pose.x_m, 2.0);
  QCOMPARE(made.pose.y_m, -5.5);
  QCOMPARE(f.selection.current(), made.id);
  f.document.undoStack().undo();
  QVERIFY(f.document.factory().json() == WindowFixture::line().json());
}

void TestPanels::everyTypeCanBeAdded_data() {
  QTest::addColumn<QString>("type");
  const auto registry = factory::builtInElementTypes();
  for (const api::ElementType& type : registry->types()) {
    QTest::newRow(type.type.c_str()) << QString::fromStdString(type.type);
  }
  for (const char* look : {"station/lathe", "station/paint-booth", "assembly/manual", "buffer/flow-rack"}) {
    QTest::newRow(look) << QString(look);
  }
}

void TestPanels::everyTypeCanBeAdded() {
  QFETCH(QString, type);
  jobs::JobService jobs;
  models::Document document(jobs);
  document.replace(WindowFixture::line(), {}, {});
  const std::string id = addNewElement(document, type.toStdString(), 3, 4);
  const factory::Element* made = document.factory().findElement(id);
  QVERIFY(made != nullptr);
  QCOMPARE(made->pose.x_m, 3.0);
  QCOMPARE(document.undoStack().count(), 1);
  const ElementKind kind = ElementKind::fromText(type.toStdString());
  QCOMPARE(made->type, kind.type);
  QCOMPARE(made->fields.value("body", std::string()), kind.look);
  // It looks like that in the hall too, in a size of its own.
  const scene::SceneElement shown = sceneElement(*made);
  QVERIFY(shown.variant == scene::bodyVariantOf(kind.look));
  QCOMPARE(shown.size_m.has_value(), !kind.look.empty());
}

/// Every card of the library places something, and none is there twice.
void TestPanels::everyCardPlacesAnElement() {
  WindowFixture f;
  const auto* cards = f.find<QListWidget>("library.cards");
  std::set<QString> kinds;
  for (int i = 0; i < cards->count(); ++i) {
    const QString kind = cards->item(i)->data(CardList::kTypeRole).toString();
    QVERIFY2(kinds.insert(kind).second, qPrintable(kind));
    addNewElement(f.document, kind.toStdString(), 40, 5.0 * i);
  }
  QVERIFY(kinds.size() > f.document.factory().types()->types().size());
}

void TestPanels::selectionGoesBothWays() {
  WindowFixture f;
  auto* tree = f.find<QTreeView>("outline.tree");
  f.selection.select("b1");
  QCOMPARE(tree->selectionModel()->selectedIndexes().size(), 1);
  QCOMPARE(tree->selectionModel()->selectedIndexes().front().data(OutlineModel::kIdRole).toString(), "b1");
  const QModelIndex root = tree->model()->index(0, 0);
  const QModelIndex first = tree->model()->index(0, 0, root);
  tree->selectionModel()->select(first, QItemSelectionModel::ClearAndSelect);
  QCOMPARE(f.selection.ids(), std::vector<std::string>{"src"});
  QVERIFY(f.find<QLineEdit>("properties.id") != nullptr);
}

void TestPanels::severalAreEditedAtOnce() {
  WindowFixture f;
  const auto process = [&f](const char* id) { return f.document.factory().findElement(id)->fields["process"]; };
  const auto field = [&f](const char* name) { return f.find<QLineEdit>(name); };
  const auto type = [](QLineEdit* into, const char* text) {
    into->setFocus();
    into->selectAll();
    QTest::keyClicks(into, QLatin1String(text));
    QTest::keyClick(into, Qt::Key_Return);
  };
  f.window.show();
  commands::addElement(
      f.document,
      Json{{"id", "lathe"}, {"type", "station"}, {"process", {{"dist", "lognormal"}, {"mean_s", 45}, {"cv", 0.5}}}});
  f.selection.set({"mill", "lathe"});
  QVERIFY2(field("properties.id") == nullptr, "an id is one's own");
  QCOMPARE(field("properties.process.mean_s")->text(), "45");
  QCOMPARE(field("properties.process.cv")->text(), "");
  QCOMPARE(field("properties.process.cv")->placeholderText(), "— differs");
  type(field("properties.process.mean_s"), "1.5 min");
  QVERIFY(process("mill")["mean_s"] == 90.0);
  QVERIFY(process("lathe")["mean_s"] == 90.0);
  QVERIFY(process("mill")["cv"] == 0.2);
  QVERIFY(process("lathe")["cv"] == 0.5);
  QCOMPARE(f.document.undoStack().undoText(), "Change mean_s of 2 elements");
  f.document.undoStack().undo();
  QVERIFY(process("mill")["mean_s"] == 45);

  f.selection.set({"mill", "b1"});
  QVERIFY2(f.find<QWidget>("properties.process") == nullptr, "a buffer processes nothing");
  QVERIFY(field("properties.pose.x_m") != nullptr);
}

void TestPanels::problemLeadsToItsValue() {
  WindowFixture f;
  f.window.show();
  commands::setValue(f.document, factory::FactoryPath("elements/b1/pose/x_m"), -3);
  auto* list = f.find<QListWidget>("problems.list");
  const auto row = [list] {
    for (int i = 0; i < list->count(); ++i) {
      if (list->item(i)->text().contains("overlap")) return i;
    }
    return -1;
  };
  QTRY_VERIFY2_WITH_TIMEOUT(row() >= 0, qPrintable(list->item(0)->toolTip()), test::kPatience_ms);
  emit list->itemClicked(list->item(row()));
  QCOMPARE(f.selection.current(), std::string("b1"));
  QCOMPARE(f.window.focusWidget()->objectName(), "properties.pose.x_m");
}

void TestPanels::elementsAreDraggedIntoGroups() {
  WindowFixture f;
  const auto groups = [&f] { return layout::groupsOf(f.document.factory()); };
  commands::group(f.document, std::vector<std::string>{"src", "mill"});
  auto* tree = f.find<QTreeView>("outline.tree");
  QAbstractItemModel& rows = *tree->model();
  const auto groupRow = [&rows] { return rows.index(0, 0, rows.index(0, 0)); };
  QCOMPARE(rows.rowCount(groupRow()), 2);
  QCOMPARE(groupRow().data(OutlineModel::kGroupRole).toString(), "group-1");

  // As the view does on a drop: what was taken is offered to the row below the pointer.
  const QModelIndex buffer = rows.index(1, 0, rows.index(0, 0));
  QCOMPARE(buffer.data(OutlineModel::kIdRole).toString(), "b1");
  const std::unique_ptr<QMimeData> taken(rows.mimeData({buffer}));
  QVERIFY(!rows.canDropMimeData(taken.get(), Qt::MoveAction, -1, -1, buffer));
  QVERIFY(rows.canDropMimeData(taken.get(), Qt::MoveAction, -1, -1, groupRow()));
  rows.dropMimeData(taken.get(), Qt::MoveAction, -1, -1, groupRow());
  QTRY_COMPARE_WITH_TIMEOUT(groups()[0].members.size(), std::size_t{3}, test::kPatience_ms);
  QCOMPARE(f.document.undoStack().undoText(), "Move b1 to group-1");
  rows.dropMimeData(taken.get(), Qt::MoveAction, -1, -1, rows.index(0, 0));
  QTRY_COMPARE_WITH_TIMEOUT(groups()[0].members.size(), std::size_t{2}, test::kPatience_ms);

  rows.setData(groupRow(), "Cell 2", Qt::EditRole);
  QTRY_COMPARE_WITH_TIMEOUT(groups()[0].name, std::string("Cell 2"), test::kPatience_ms);
  tree->selectionModel()->select(groupRow(), QItemSelectionModel::ClearAndSelect);
  QCOMPARE(f.selection.ids(), (std::vector<std::string>{"src", "mill"}));
  tree->collapse(groupRow());
  commands::removeElements(f.document, {"out"});
  QVERIFY2(!tree->isExpanded(groupRow()), "an edit opens what the user closed");
}

void TestPanels::linesFollowTheFlow() {
  const factory::Factory factory = factory::Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1",
    "parts": [{"id": "a"}], "elements": [{"id": "out", "type": "sink"}, {"id": "m", "type": "station", "process": 1},
      {"id": "s", "type": "source", "part": "a", "interarrival": 2}, {"id": "alone", "type": "buffer"}],
    "flows": [{"from": "m", "to": "out"}, {"from": "s", "to": "m"}]})"));
  const auto lines = linesOf(factory);
  QCOMPARE(lines.size(), std::size_t{2});
  const bool is_first = lines[0].size() == 3;
  QCOMPARE(lines[is_first ? 0 : 1], (std::vector<std::size_t>{2, 1, 0}));
  QCOMPARE(lines[is_first ? 1 : 0], (std::vector<std::size_t>{3}));
}

/// What is scrapped or reworked goes its way as well, though no flow says it.
void TestPanels::scrapBelongsToItsLine() {
  const factory::Factory factory = factory::Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1",
    "parts": [{"id": "a"}], "elements": [{"id": "bin", "type": "sink", "counts_as": "scrap"},
      {"id": "s", "type": "source", "part": "a", "interarrival": 2}, {"id": "m", "type": "station", "process": 1},
      {"id": "i", "type": "inspection", "process": 1, "yield": {"rework_to": "m", "scrap_to": "bin"}}, {"id": "out", "type": "sink"}],
    "flows": [{"from": "s", "to": "m"}, {"from": "m", "to": "i"}, {"from": "i", "to": "out"}]})"));
  const auto lines = linesOf(factory);
  QCOMPARE(lines.size(), std::size_t{1});
  QCOMPARE(lines[0], (std::vector<std::size_t>{1, 2, 3, 0, 4}));
}

void TestPanels::workspacesArrangePanels() {
  WindowFixture f;
  f.window.show();
  auto* problems = f.find<QDockWidget>("problems.dock");
  QVERIFY(problems->isVisible());
  f.window.showWorkspace(Workspace::Run);
  QVERIFY(!problems->isVisible());
  QVERIFY(f.find<QDockWidget>("outline.dock")->isVisible());
  f.find<QDockWidget>("outline.dock")->hide();
  f.window.showWorkspace(Workspace::Build);
  QVERIFY(problems->isVisible());
  f.window.showWorkspace(Workspace::Run);
  QVERIFY(!f.find<QDockWidget>("outline.dock")->isVisible());
  f.window.resetLayout();
  QVERIFY(f.find<QDockWidget>("outline.dock")->isVisible());
}

void TestPanels::everyFocusableWidgetHasAName() {
  WindowFixture f;
  f.selection.select("mill");
  f.window.show();
  for (const QWidget* widget : f.window.findChildren<QWidget*>()) {
    if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible() || widget->objectName().startsWith("qt_"))
      continue;
    const QString what = QString("%1 \"%2\"").arg(widget->metaObject()->className(), widget->objectName());
    QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(what));
    QVERIFY2(!widget->objectName().isEmpty(), qPrintable(what));
  }
}

void TestPanels::everyActionIsInThePalette() {
  WindowFixture f;
  f.selection.select("mill");
  f.window.show();
  f.window.actions().action("help.find")->trigger();
  const auto* results = f.find<QListWidget>("palette.results");
  int enabled = 0;
  std::set<QString> shortcuts;
  for (const ActionEntry& entry : f.window.actions().entries()) {
    if (f.window.actions().action(entry.id)->isEnabled()) ++enabled;
    if (!entry.shortcut.isEmpty()) QVERIFY2(shortcuts.insert(entry.shortcut).second, qPrintable(entry.id));
  }
  QCOMPARE(results->count(), enabled);
}

void TestPanels::problemsNameTheCulprit() {
  WindowFixture f;
  auto* list = f.find<QListWidget>("problems.list");
  QTRY_COMPARE_WITH_TIMEOUT(list->count(), 1, test::kPatience_ms);
  QVERIFY2(list->item(0)->text().startsWith("No problems"), qPrintable(list->item(0)->text()));
  addNewElement(f.document, "station", 0, 5);
  QTRY_VERIFY_WITH_TIMEOUT(list->count() > 0 && list->item(0)->text().contains("station"), test::kPatience_ms);
  QVERIFY(f.find<QToolButton>("status.problems")->text() != "Problems 0");
  emit list->itemClicked(list->item(0));
  QCOMPARE(f.selection.current(), std::string("station"));
}

void TestPanels::matchingPrefersWordStarts() {
  QVERIFY(matchScore("Edit: Undo", "undo") > matchScore("Run: Sound down", "undo"));
  QCOMPARE(matchScore("Edit: Undo", "xyz"), 0);
  QVERIFY(matchScore("View: Fit selection", "fs") > 0);
  QVERIFY(matchScore("Run: Events", "run") > matchScore("Replay: Undo the removal", "run"));
  QVERIFY(matchScore("Run: Events", "run") > matchScore("Overrun", "run"));
}

QTEST_MAIN(TestPanels)
#include "tst_panels.moc"
