// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QtTest>

#include "core/store/motion_settings.h"
#include "core/store/stored_note.h"

using namespace mw;
using namespace mw::store;

class TestMotionSettings : public QObject {
  Q_OBJECT
 private slots:
  void keepsTheStep();
  void oddStepsAreNone_data();
  void oddStepsAreNone();
};

void TestMotionSettings::keepsTheStep() {
  const QTemporaryDir folder;
  const std::string file = folder.filePath("p.mill").toStdString();
  {
    const auto project = ProjectFile::create(file, factory::Factory());
    QVERIFY(!motionStep_s(*project));
    saveMotionStep(*project, 1.0 / 480);
    saveMotionStep(*project, 1.0 / 960);
  }
  const auto again = ProjectFile::open(file, Access::ReadOnly);
  QCOMPARE(motionStep_s(*again).value(), 1.0 / 960);
}

void TestMotionSettings::oddStepsAreNone_data() {
  QTest::addColumn<QString>("note");
  for (const char* note : {"{}", "[]", "null", R"({"step_s": "fast"})", R"({"step_s": 0})", R"({"step_s": -1})"}) {
    QTest::newRow(note) << QString(note);
  }
}

void TestMotionSettings::oddStepsAreNone() {
  QFETCH(QString, note);
  QVERIFY(!motionStep_s(Json::parse(note.toStdString())));
}

QTEST_APPLESS_MAIN(TestMotionSettings)
#include "tst_motion_settings.moc"
