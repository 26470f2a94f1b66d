// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>
#include <QTest>

#include "tests/app/window/access.h"
#include "tests/app/window/visit.h"
#include "ui/script/pseudo_translator.h"

using namespace mw;
using test::Answer;
using test::Visit;

/// Whether everybody can read and reach everything: contrast, room for texts, names for screen readers, keys, and
/// texts that translators get.
class TestWindowAccess : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void measuresContrast();
  void everythingCanBeRead_data();
  void everythingCanBeRead();
  void everythingIsTranslated();

 private:
  /// A start on a screen with room for the window at this scale.
  [[nodiscard]] static Answer play(const Visit& visit, int scale, const QStringList& arguments);

  Visit base_{QString()};
};

namespace {

const QStringList kShown = {"build", "underlays", "restore",    "history", "views",
                            "run",   "start",     "experiment", "replay"};

constexpr const char* kStudy = R"({"format": "millwright-study/1", "name": "rack", "horizon_s": 7200,
  "warmup_s": 600, "replications": 2, "seed": 1,
  "factors": [{"name": "mill_cycle_s", "path": "elements/mill-2/process/mean_s", "min": 40, "max": 60}],
  "design": {"type": "lhs", "points": 8}, "responses": ["throughput_per_h"]})";

}  // namespace

Answer TestWindowAccess::play(const Visit& visit, int scale, const QStringList& arguments) {
  const QString screen = QStringLiteral("-screen 0 %1x%2x24").arg(1600 * scale).arg(1000 * scale);
  return test::runAsUser("env",
                         QStringList{QStringLiteral("QT_SCALE_FACTOR=%1").arg(scale), "xvfb-run", "-a", "-s", screen,
                                     MW_WINDOW_PROGRAM, "p.mill", "--ui-script", MW_SCRIPTS "/access.json"} +
                             arguments,
                         QFileInfo(visit.path("p.mill")).path());
}

void TestWindowAccess::initTestCase() {
  const QString examples = QStringLiteral(MW_SOURCE_DIR "/resources/examples/");
  writeTextFile(base_.path("s.json").toStdString(), kStudy);
  const QList<QStringList> verbs = {
      {"new", "p.mill", "--example", "gearbox-line"},
      {"sweep", "p.mill", "--study", "s.json", "--quiet"},
      {"import-log", "p.mill", examples + "motor-thermal.csv", "--map", examples + "motor-thermal.map.json"},
      {"replay", "p.mill", "--log", "motor-thermal", "--twin", examples + "motor-thermal.twin.json"}};
  for (const QStringList& verb : verbs) {
    const Answer answer = base_.cli(verb);
    QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  }
}

/// The measure itself: grey on white of a known contrast.
void TestWindowAccess::measuresContrast() {
  QImage picture(200, 60, QImage::Format_RGB32);
  picture.fill(Qt::white);
  QPainter painter(&picture);
  painter.fillRect(20, 20, 100, 4, QColor(0x777777));
  painter.end();
  QVERIFY(std::abs(test::textContrast(picture, picture.rect()) - 4.48) < 0.01);  // WCAG's own example of a failure
  QCOMPARE(test::textContrast(picture, QRect(150, 0, 40, 40)), 1.0);
}

void TestWindowAccess::everythingCanBeRead_data() {
  QTest::addColumn<QString>("theme");
  QTest::newRow("light") << "light";
  QTest::newRow("dark") << "dark";
}

void TestWindowAccess::everythingCanBeRead() {
  QFETCH(QString, theme);
  const Visit visit(base_.path("p.mill"));
  const Answer answer = play(visit, 2, {"--theme", theme});
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  std::string wrong;
  for (const QString& shown : kShown) {
    const Json tree = JsonDocument::read(visit.path(shown + ".json").toStdString()).root();
    const QImage picture = visit.picture(shown + ".png");
    QVERIFY(picture.width() >= 3200);
    const std::string found = test::faintTexts(tree, picture, 2) + test::clippedTexts(tree) + test::lostCells(tree) +
                              test::poorControls(tree["widgets"]) + test::poorActions(tree);
    if (!found.empty()) wrong += shown.toStdString() + ":\n" + found;
  }
  QVERIFY2(wrong.empty(), wrong.c_str());
}

/// In a language that changes every letter, plain letters are texts that no translator would get, or data.
void TestWindowAccess::everythingIsTranslated() {
  const Visit visit(base_.path("p.mill"));
  const Answer answer = play(visit, 1, {"--theme", "light", "--ui-pseudo"});
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  // Names of factors, signals, formats and KPIs.
  QStringList data = {"Millwright", "mill_cycle_s", "surface", "millwright-surrogate/2", "Throughput per h"};
  const factory::Factory factory = visit.factory();
  for (const factory::Element& element : factory.elements()) {
    data << QString::fromStdString(element.name) << QString::fromStdString(element.id);
  }
  QStringList wrong;
  for (const QString& shown : kShown) {
    for (const Json& widget : visit.widgets(shown + ".json")) {
      const auto kind = widget["class"].get<std::string>();
      if (kind != "QLabel" && !kind.ends_with("Button")) continue;
      QString text = QString::fromStdString(widget["text"].get<std::string>());
      for (const QString& word : data) text.remove(word);
      // Units and keys are the same in every language; they are short.
      if (test::isData(widget) || script::plainLetters(text).size() < 4) continue;
      wrong << shown + ": " + QString::fromStdString(widget["name"].get<std::string>()) + " \"" + text + '"';
    }
  }
  wrong.removeDuplicates();
  QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
}

QTEST_MAIN(TestWindowAccess)
#include "tst_window_access.moc"
