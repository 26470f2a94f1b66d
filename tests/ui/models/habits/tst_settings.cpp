// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QLocale>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <set>

#include "ui/models/habits/settings.h"

using namespace mw;
using models::Settings;

class TestSettings : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void declarationsAreWhole();
  void keepsWhatIsSet();
  void refusesWhatCannotBe_data();
  void refusesWhatCannotBe();
  void brokenFileMeansDefaults_data();
  void brokenFileMeansDefaults();
  void resetsOnePage();
  void movesToAnotherComputer();
  void numbersAreNotLocalised();
  void saysWhenItCannotWrite();

 private:
  std::unique_ptr<QTemporaryDir> folder_;
  QString file_;
};

void TestSettings::init() {
  folder_ = std::make_unique<QTemporaryDir>();
  file_ = folder_->filePath("millwright/settings.json");
}

void TestSettings::declarationsAreWhole() {
  std::set<std::string> keys;
  for (const auto& declaration : models::settingTable()) {
    QVERIFY2(keys.insert(declaration.key).second, declaration.key.c_str());
    QVERIFY2(declaration.accepts(declaration.usual), declaration.key.c_str());
    QVERIFY(!declaration.title.isEmpty() && !declaration.help.isEmpty() && !declaration.page.isEmpty());
  }
}

void TestSettings::keepsWhatIsSet() {
  {
    Settings settings(file_);
    QCOMPARE(settings.text("look.theme"), QString("system"));
    QSignalSpy changes(&settings, &Settings::changed);
    settings.set("look.theme", "dark");
    settings.set("look.theme", "dark");
    settings.set("navigation.speed", 7.5);
    QCOMPARE(changes.count(), 2);
    QVERIFY(settings.problem().isEmpty());
  }
  Settings again(file_);
  QCOMPARE(again.text("look.theme"), QString("dark"));
  QCOMPARE(again.number("navigation.speed"), 7.5);
  QVERIFY(again.isUsual("start.page"));
  again.reset("look.theme");
  QVERIFY(!QString::fromStdString(readTextFile(file_.toStdString())).contains("look.theme"));
}

void TestSettings::refusesWhatCannotBe_data() {
  QTest::addColumn<QString>("key");
  QTest::addColumn<QString>("value");
  QTest::newRow("theme") << "look.theme"
                         << "\"pink\"";
  QTest::newRow("number for a switch") << "start.page"
                                       << "1";
  QTest::newRow("out of range") << "navigation.speed"
                                << "99";
  QTest::newRow("no keys") << "shortcuts.table"
                           << R"({"edit.undo": 3})";
  QTest::newRow("gesture twice")
      << "navigation.table"
      << R"({"rows": [{"move": "orbit", "button": "left"}, {"move": "pan", "button": "left"}]})";
}

void TestSettings::refusesWhatCannotBe() {
  QFETCH(QString, key);
  QFETCH(QString, value);
  Settings settings(file_);
  QVERIFY_EXCEPTION_THROWN(settings.set(key.toStdString(), Json::parse(value.toStdString())), InputError);
  QVERIFY(settings.isUsual(key.toStdString()));
  QVERIFY(!QFile::exists(file_));
}

void TestSettings::brokenFileMeansDefaults_data() {
  QTest::addColumn<QByteArray>("text");
  QTest::addColumn<QString>("says");
  QTest::addColumn<bool>("is_kept_aside");
  QTest::newRow("cut") << QByteArray(R"({"format": "millwright-settings/1", "val)") << "settings.json:1:" << true;
  QTest::newRow("binary") << QByteArray("\x00\xff\x13", 3) << "settings.json" << true;
  QTest::newRow("another program's") << QByteArray("{}") << "no settings file" << true;
  QTest::newRow("one odd value") << QByteArray(R"({"format": "millwright-settings/1", "values": {"look.theme": 7}})")
                                 << "\"look.theme\" cannot be 7" << false;
  QTest::newRow("of a newer version") << QByteArray(R"({"format": "millwright-settings/1", "values": {"look.hue": 7}})")
                                      << "no \"look.hue\"" << false;
}

void TestSettings::brokenFileMeansDefaults() {
  QFETCH(QByteArray, text);
  QFETCH(QString, says);
  QFETCH(bool, is_kept_aside);
  QVERIFY(QDir().mkpath(folder_->filePath("millwright")));
  writeTextFile(file_.toStdString(), text.toStdString());
  Settings settings(file_);
  QVERIFY2(settings.problem().contains(says), qPrintable(settings.problem()));
  for (const auto& declaration : models::settingTable()) QVERIFY(settings.isUsual(declaration.key));
  settings.set("look.theme", "light");
  QCOMPARE(QFile::exists(file_ + ".broken"), is_kept_aside);
  QCOMPARE(Settings(file_).text("look.theme"), QString("light"));
  QVERIFY(Settings(file_).problem().isEmpty());
}

void TestSettings::resetsOnePage() {
  Settings settings(file_);
  settings.set("look.theme", "dark");
  settings.set("navigation.preset", "blender");
  for (const auto& declaration : models::settingTable()) {
    if (declaration.key == "navigation.preset") settings.resetPage(declaration.page);
  }
  QVERIFY(settings.isUsual("navigation.preset"));
  QCOMPARE(settings.text("look.theme"), QString("dark"));
}

void TestSettings::movesToAnotherComputer() {
  Settings settings(file_);
  settings.set("navigation.preset", "touchpad");
  settings.exportTo(folder_->filePath("mine.json"));
  Settings other(folder_->filePath("other.json"));
  other.set("look.theme", "dark");
  QVERIFY(other.importFrom(folder_->filePath("mine.json")).isEmpty());
  QCOMPARE(other.text("navigation.preset"), QString("touchpad"));
  QVERIFY(other.isUsual("look.theme"));
  writeTextFile(folder_->filePath("wrong.json").toStdString(), "[]");
  QVERIFY_EXCEPTION_THROWN(other.importFrom(folder_->filePath("wrong.json")), InputError);
  QCOMPARE(other.text("navigation.preset"), QString("touchpad"));
}

void TestSettings::numbersAreNotLocalised() {
  QLocale::setDefault(QLocale(QLocale::German));
  Settings settings(file_);
  settings.set("navigation.speed", 7.25);
  QVERIFY(QString::fromStdString(readTextFile(file_.toStdString())).contains("7.25"));
  QCOMPARE(Settings(file_).number("navigation.speed"), 7.25);
  QLocale::setDefault(QLocale::c());
}

void TestSettings::saysWhenItCannotWrite() {
  writeTextFile(folder_->filePath("millwright").toStdString(), "a file where a folder should be");
  Settings settings(file_);
  settings.set("look.theme", "dark");
  QCOMPARE(settings.text("look.theme"), QString("dark"));
  QVERIFY2(settings.problem().contains("until the end only"), qPrintable(settings.problem()));
}

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
