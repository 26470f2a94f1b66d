// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCheckBox>
#include <QComboBox>
#include <QRadioButton>
#include <QScreen>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>
#include <set>

#include "tests/ui/panels/window_fixture.h"
#include "ui/panels/files/start_page.h"
#include "ui/panels/files/views_panel.h"
#include "ui/panels/files/window_memory.h"
#include "ui/panels/settings/settings_dialog.h"
#include "ui/panels/settings/shortcut_model.h"

using namespace mw;
using panels::ShortcutModel;

class TestFiles : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void cleanup();
  void startPageOffersFilesAndExamples();
  void startPageSetsThemeAndMouse();
  void homeHidesPanelsAndBringsThemBack();
  void windowFitsTheScreens();
  void noticesStayUntilDealtWith();
  void shortcutsHaveNoDuplicates();
  void shortcutsCanBeChanged();
  void shortcutsRefuseConflicts();
  void settingsAreFoundByTyping();
  void settingsHoldAtOnce();
  void mouseTableIsEdited();
  void posesSurviveAsJson();
  void refusesPoses_data();
  void refusesPoses();

 private:
  panels::StartPage* startPage();
  std::unique_ptr<QTemporaryDir> folder_;
  std::unique_ptr<models::Settings> settings_;
  std::unique_ptr<models::RecentFiles> recent_;
  std::unique_ptr<test::WindowFixture> fixture_;
};

void TestFiles::init() {
  folder_ = std::make_unique<QTemporaryDir>();
  settings_ = std::make_unique<models::Settings>(folder_->filePath("settings.json"));
  recent_ = std::make_unique<models::RecentFiles>(folder_->filePath("recent.json"), folder_->filePath("pictures"));
  fixture_ = std::make_unique<test::WindowFixture>();
}

void TestFiles::cleanup() {
  fixture_.reset();
}

panels::StartPage* TestFiles::startPage() {
  auto* page = new panels::StartPage({*recent_, *settings_, fixture_->themes, fixture_->window.actions(),
                                      models::examplesIn(models::exampleFolder())});
  fixture_->window.setHomePage(page);
  fixture_->window.showHome(true);
  fixture_->window.show();
  return page;
}

void TestFiles::startPageOffersFilesAndExamples() {
  const QString there = folder_->filePath("there.mill");
  writeTextFile(there.toStdString(), "x");
  recent_->note(folder_->filePath("gone.mill"));
  recent_->note(there);
  panels::StartPage* page = startPage();
  QSignalSpy files(page, &panels::StartPage::fileWanted);
  QSignalSpy examples(page, &panels::StartPage::exampleWanted);
  QTest::mouseClick(fixture_->find<QWidget>("start.recent.0"), Qt::LeftButton);
  QCOMPARE(files.count(), 1);
  QCOMPARE(files[0][0].toString(), there);
  // What is gone is not opened but taken off the list.
  QTest::mouseClick(fixture_->find<QWidget>("start.recent.1"), Qt::LeftButton);
  QCOMPARE(files.count(), 1);
  QCOMPARE(recent_->files().size(), std::size_t{1});
  auto* example = fixture_->find<QWidget>("start.example.gearbox-line");
  QVERIFY(example != nullptr);
  example->setFocus();
  QTest::keyClick(example, Qt::Key_Return);
  QCOMPARE(examples.count(), 1);
  QVERIFY(examples[0][0].toString().endsWith("gearbox-line.json"));
}

void TestFiles::startPageSetsThemeAndMouse() {
  startPage();
  auto* dark = fixture_->find<QRadioButton>("start.look.theme.dark");
  QVERIFY(!dark->isChecked());
  dark->click();
  QCOMPARE(settings_->text("look.theme"), QString("dark"));
  settings_->set("navigation.preset", "blender");
  QVERIFY(fixture_->find<QRadioButton>("start.navigation.preset.blender")->isChecked());
}

void TestFiles::homeHidesPanelsAndBringsThemBack() {
  panels::StartPage* page = startPage();
  auto* outline = fixture_->find<QWidget>("outline.dock");
  QVERIFY(page->isVisible());
  QVERIFY(!outline->isVisible());
  fixture_->window.showHome(false);
  QVERIFY(!page->isVisible());
  QVERIFY(outline->isVisible());
  fixture_->window.showHome(true);
  fixture_->window.showWorkspace(panels::Workspace::Run);
  QVERIFY(!fixture_->window.isHome());
  QVERIFY(fixture_->window.viewport().isVisible());
}

/// One that was kept from a wall of screens does not reach beyond this one.
void TestFiles::windowFitsTheScreens() {
  panels::MainWindow& window = fixture_->window;
  const QString file = folder_->filePath("window.json");
  const QRect room = QGuiApplication::primaryScreen()->availableVirtualGeometry();
  window.setGeometry(room.adjusted(40, 40, 900, 1200));
  panels::rememberWindow(window, file);
  window.setGeometry(room);
  panels::restoreWindow(window, file);
  const QSize most = room.size().expandedTo(window.minimumSizeHint());
  QVERIFY2(window.width() <= most.width() && window.height() <= most.height(),
           qPrintable(QString("%1 x %2").arg(window.width()).arg(window.height())));
  QVERIFY(room.contains(window.geometry().topLeft()));
}

void TestFiles::noticesStayUntilDealtWith() {
  fixture_->window.show();
  int tried = 0;
  const panels::Notice notice{
      "full", "The disk is full", panels::Notice::Tone::Alarm, {{"try", "Try again", [&tried] { ++tried; }}}};
  fixture_->window.notices().show(notice);
  fixture_->window.notices().show(notice);
  QVERIFY(fixture_->find<QLabel>("notice.full.text")->isVisible());
  QTest::mouseClick(fixture_->find<QWidget>("notice.full.try"), Qt::LeftButton);
  QCOMPARE(tried, 1);
  QVERIFY(fixture_->window.notices().isShown("full"));
  QTest::mouseClick(fixture_->find<QWidget>("notice.full.close"), Qt::LeftButton);
  QVERIFY(!fixture_->window.notices().isShown("full"));
}

void TestFiles::shortcutsHaveNoDuplicates() {
  std::set<QString> titles;
  const ShortcutModel model(*settings_, fixture_->window.actions());
  for (int row = 0; row < model.rowCount(); ++row) {
    const QString title = model.index(row, ShortcutModel::Group).data().toString() + ": " +
                          model.index(row, ShortcutModel::Action).data().toString();
    QVERIFY2(titles.insert(title).second, qPrintable(title));
    const QKeySequence keys(fixture_->window.actions().keys(model.idAt(row)));
    const QString holder = model.holderOf(keys, row);
    QVERIFY2(holder.isEmpty(), qPrintable(title + " and " + holder + " have " + keys.toString()));
  }
}

void TestFiles::shortcutsCanBeChanged() {
  auto& actions = fixture_->window.actions();
  connect(settings_.get(), &models::Settings::changed, this,
          [&] { panels::applyShortcuts(settings_->value("shortcuts.table"), actions); });
  ShortcutModel model(*settings_, actions);
  const auto row = [&model](const char* id) {
    for (int i = 0; i < model.rowCount(); ++i) {
      if (model.idAt(i) == QLatin1String(id)) return i;
    }
    return -1;
  };
  const QModelIndex keys = model.index(row("view.fit"), ShortcutModel::Keys);
  QVERIFY(model.setData(keys, "Ctrl+Alt+F"));
  QCOMPARE(actions.action("view.fit")->shortcut(), QKeySequence("Ctrl+Alt+F"));
  QVERIFY(actions.action("view.fit")->toolTip().contains("Ctrl+Alt+F"));
  QVERIFY(models::Settings(folder_->filePath("settings.json")).value("shortcuts.table") ==
          Json({{"view.fit", "Ctrl+Alt+F"}}));
  QVERIFY(model.setData(keys, ""));
  QVERIFY(actions.action("view.fit")->shortcut().isEmpty());
  model.reset(keys);
  QCOMPARE(actions.action("view.fit")->shortcut(), QKeySequence("Home"));
  QVERIFY(settings_->isUsual("shortcuts.table"));
  disconnect(settings_.get(), nullptr, this, nullptr);
}

void TestFiles::shortcutsRefuseConflicts() {
  ShortcutModel model(*settings_, fixture_->window.actions());
  QSignalSpy problems(&model, &ShortcutModel::problemChanged);
  const QModelIndex keys = model.index(0, ShortcutModel::Keys);
  QVERIFY(!model.setData(keys, "Ctrl+Z"));
  QVERIFY2(model.problem().contains("\"Edit: Undo\""), qPrintable(model.problem()));
  // Also the second keys of an action are taken.
  QVERIFY(!model.setData(keys, "Ctrl+Y"));
  QVERIFY(!model.setData(keys, "Hyperdrive+9"));
  QVERIFY2(model.problem().contains("no keys"), qPrintable(model.problem()));
  QVERIFY(settings_->isUsual("shortcuts.table"));
  QVERIFY(problems.count() >= 2);
}

void TestFiles::settingsAreFoundByTyping() {
  panels::SettingsDialog dialog(*settings_, fixture_->window.actions());
  dialog.show();
  const auto visible = [&dialog](const char* name) {
    return dialog.findChild<QWidget*>(QLatin1String(name))->isVisible();
  };
  QVERIFY(visible("settings.look.theme"));
  QVERIFY(!visible("settings.navigation.speed"));
  auto* search = dialog.findChild<QLineEdit*>("settings.search");
  search->setText("wheel");
  QVERIFY(!visible("settings.look.theme"));
  QVERIFY(visible("settings.navigation.speed"));
  search->setText("duplicate");
  QVERIFY(visible("settings.shortcuts.table"));
  QVERIFY(!visible("settings.navigation.speed"));
  search->setText("no such thing");
  QVERIFY(!visible("settings.shortcuts.table"));
}

void TestFiles::settingsHoldAtOnce() {
  panels::SettingsDialog dialog(*settings_, fixture_->window.actions());
  dialog.show();
  auto* page = dialog.findChild<QCheckBox*>("settings.start.page");
  QVERIFY(page->isChecked());
  page->click();
  QVERIFY(!settings_->isOn("start.page"));
  auto* theme = dialog.findChild<QComboBox*>("settings.look.theme");
  settings_->set("look.theme", "dark");
  QCOMPARE(theme->currentData().toString(), QString("dark"));
  QTest::mouseClick(dialog.findChild<QWidget*>("settings.reset"), Qt::LeftButton);
  QVERIFY(settings_->isOn("start.page"));
  QCOMPARE(theme->currentData().toString(), QString("system"));
}

void TestFiles::mouseTableIsEdited() {
  panels::SettingsDialog dialog(*settings_, fixture_->window.actions());
  dialog.findChild<QLineEdit*>("settings.search")->setText("mouse");
  dialog.show();
  auto* table = dialog.findChild<QTableWidget*>("settings.navigation.table.rows");
  auto* problem = dialog.findChild<QLabel*>("settings.navigation.problem");
  const int rows = table->rowCount();
  QTest::mouseClick(dialog.findChild<QWidget*>("settings.navigation.add"), Qt::LeftButton);
  QCOMPARE(table->rowCount(), rows + 1);
  const auto own = models::NavigationTable::fromJson(settings_->value("navigation.table"));
  QVERIFY(own.has_value());
  QVERIFY(own->moveFor(Qt::RightButton, Qt::AltModifier, true) == models::CameraMove::Pan);
  // A gesture twice is told and not taken.
  QTest::mouseClick(dialog.findChild<QWidget*>("settings.navigation.add"), Qt::LeftButton);
  QVERIFY2(problem->text().contains("twice"), qPrintable(problem->text()));
  QVERIFY(models::NavigationTable::fromJson(settings_->value("navigation.table")) == own);
}

void TestFiles::posesSurviveAsJson() {
  const scene::CameraPose pose{{1.25, -3, 0.1}, 17.3, -2.1, 0.4, 0.6, true};
  QVERIFY(panels::poseFrom(Json::parse(panels::jsonOf(pose).dump())) == pose);
}

void TestFiles::refusesPoses_data() {
  QTest::addColumn<QByteArray>("json");
  QTest::newRow("a number") << QByteArray("3");
  QTest::newRow("no focus") << QByteArray(R"({"distance_m": 3})");
  QTest::newRow("text for a number") << QByteArray(
      R"({"focus_m": [0, 0, "up"], "distance_m": 3, "yaw_rad": 0, "pitch_rad": 0, "view_angle_rad": 0.5})");
  QTest::newRow("behind the focus") << QByteArray(
      R"({"focus_m": [0, 0, 0], "distance_m": -3, "yaw_rad": 0, "pitch_rad": 0, "view_angle_rad": 0.5})");
  QTest::newRow("upside down") << QByteArray(
      R"({"focus_m": [0, 0, 0], "distance_m": 3, "yaw_rad": 0, "pitch_rad": 2, "view_angle_rad": 0.5})");
}

void TestFiles::refusesPoses() {
  QFETCH(QByteArray, json);
  QVERIFY_EXCEPTION_THROWN((void)panels::poseFrom(Json::parse(json.toStdString())), InputError);
}

QTEST_MAIN(TestFiles)
#include "tst_files.moc"
