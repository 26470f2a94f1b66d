// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <map>

#include "core/store/project_file.h"
#include "tests/app/window/outcomes/outcome.h"
#include "tests/app/window/pictures.h"
#include "tests/app/window/visit.h"
#include "tests/core/cosimulation/cycle/robot_cell_factory.h"
#include "tests/support/made_event_log.h"
#include "tests/support/made_meshes.h"
#include "tests/support/made_urdf.h"
#include "ui/panels/theme/theme.h"

using namespace mw;
using mw::test::Answer;
using mw::test::contrastOf;
using mw::test::Outcome;
using mw::test::poorControls;
using mw::test::shareOf;
using mw::test::Visit;

namespace {

/// An arm between two belts, with a post in its way.
constexpr const char* kCell = R"({"format": "millwright-factory/1", "name": "Packing cell",
  "parts": [{"id": "box", "size_m": [0.2, 0.16, 0.12], "mass_kg": 2, "color": "#a9744f"}],
  "elements": [
    {"id": "boxes", "type": "source", "part": "box", "interarrival": 12, "size_m": [2.4, 1.4, 1.5],
     "pose": {"x_m": -5.4, "y_m": 0.5}},
    {"id": "belt-in", "type": "conveyor", "length_m": 4, "speed_mps": 0.3, "pose": {"x_m": -2, "y_m": 0.5}},
    {"id": "packer", "type": "robot", "arm": "agile-6kg", "cycle": 6, "size_m": [0.25, 0.25, 0.9],
     "pose": {"x_m": 0, "y_m": 0, "z_m": 0.5}},
    {"id": "belt-out", "type": "conveyor", "length_m": 4, "speed_mps": 0.3, "pose": {"x_m": 2, "y_m": -0.5}},
    {"id": "guard", "type": "buffer", "capacity": 1, "size_m": [0.15, 0.15, 1.6], "pose": {"x_m": 0.5, "y_m": 0.1}},
    {"id": "shipped", "type": "sink", "size_m": [2.4, 1.4, 1.5], "pose": {"x_m": 5.4, "y_m": -0.5}}],
  "flows": [{"from": "boxes", "to": "belt-in"}, {"from": "belt-in", "to": "packer"},
            {"from": "packer", "to": "belt-out"}, {"from": "belt-out", "to": "shipped"},
            {"from": "boxes", "to": "guard"}, {"from": "guard", "to": "shipped"}]})";

constexpr const char* kStudy = R"({"format": "millwright-study/1", "name": "rack-and-mill",
  "horizon_s": 7200, "warmup_s": 600, "replications": 2, "seed": 5, "common_random_numbers": true,
  "factors": [
    {"name": "mill_cycle_s", "path": "elements/mill-2/process/mean_s", "min": 50, "max": 95},
    {"name": "rack_places", "path": "elements/rack-mill/capacity", "min": 1, "max": 24, "integer": true}],
  "design": {"type": "lhs", "points": 12}, "responses": ["throughput_per_h", "wip_mean"]})";

/// Forty times of a machine, about 61 s.
std::string someCycles() {
  std::string text = "part,cycle_s\n";
  for (int i = 0; i < 40; ++i) text += std::to_string(i) + "," + std::to_string(50 + i * 37 % 23) + ".5\n";
  return text;
}

/// The cell of a robot with nothing before the robot.
Json openCell() {
  Json cell = test::robotCellJson();
  cell["elements"][0]["pose"] = {{"x_m", -4}, {"y_m", 0.5}};
  cell["elements"][2]["size_m"] = {0.3, 0.3, 1.2};
  cell["elements"][3]["size_m"] = {0.5, 0.5, 0.8};
  cell["elements"][5]["pose"] = {{"x_m", 5}, {"y_m", -0.5}};
  return cell;
}

/// Fifty belts of 100 m, full of parts half a metre apart: ten thousand.
factory::Factory crowd() {
  Json elements = Json::array();
  Json flows = Json::array();
  for (int i = 0; i < 50; ++i) {
    const std::string n = std::to_string(i);
    const double y_m = 2.0 * i;
    elements.push_back({{"id", "src" + n},
                        {"type", "source"},
                        {"part", "box"},
                        {"supply", "unlimited"},
                        {"pose", {{"x_m", -54}, {"y_m", y_m}}}});
    elements.push_back({{"id", "belt" + n},
                        {"type", "conveyor"},
                        {"length_m", 100},
                        {"speed_mps", 0.5},
                        {"pitch_m", 0.5},
                        {"pose", {{"x_m", 0}, {"y_m", y_m}}}});
    elements.push_back({{"id", "out" + n}, {"type", "sink"}, {"pose", {{"x_m", 54}, {"y_m", y_m}}}});
    flows.push_back({{"from", "src" + n}, {"to", "belt" + n}});
    flows.push_back({{"from", "belt" + n}, {"to", "out" + n}});
  }
  Json root = factory::Factory().json();
  root["parts"] = {{{"id", "box"}, {"size_m", {0.4, 0.3, 0.2}}}};
  root["elements"] = std::move(elements);
  root["flows"] = std::move(flows);
  return factory::Factory::fromJson(std::move(root));
}

}  // namespace

Q_DECLARE_METATYPE(Outcome)

/// The real window, driven by mouse and keys, and what it leaves in the project.
class TestWindowScripts : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void plays_data();
  void plays();
  void showsAllWorkspaces_data();
  void showsAllWorkspaces();

 private:
  /// A factory, a study with its runs, a log and its replay.
  Visit base_{QString()};
};

void TestWindowScripts::initTestCase() {
  const QString examples = QStringLiteral(MW_SOURCE_DIR "/resources/examples/");
  writeTextFile(base_.path("s.json").toStdString(), kStudy);
  writeTextFile(base_.path("cell.json").toStdString(), openCell().dump());
  writeTextFile(base_.path("reach.json").toStdString(), kCell);
  const QList<QStringList> verbs = {
      {"new", "empty.mill"},
      {"new", "robots.mill", "--example", "robot-cell"},
      {"new", "cell.mill", "--factory", "cell.json"},
      {"new", "oven.mill", "--example", "oven-cell"},
      {"new", "sorting.mill", "--example", "sorting-line"},
      {"new", "reach.mill", "--factory", "reach.json"},
      {"new", "p.mill", "--example", "gearbox-line"},
      {"sweep", "p.mill", "--study", "s.json", "--quiet"},
      {"import-log", "p.mill", examples + "motor-thermal.csv", "--map", examples + "motor-thermal.map.json"},
      {"replay", "p.mill", "--log", "motor-thermal", "--twin", examples + "motor-thermal.twin.json"}};
  for (const QStringList& verb : verbs) {
    const Answer answer = base_.cli(verb);
    QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  }
  store::ProjectFile::create(base_.path("crowd.mill").toStdString(), crowd()).reset();
}

void TestWindowScripts::plays_data() {
  QTest::addColumn<Outcome>("outcome");
  for (const auto& room : {test::buildOutcomes(), test::runOutcomes(), test::motionOutcomes(),
                           test::experimentOutcomes(), test::replayOutcomes()}) {
    for (const Outcome& outcome : room) QTest::newRow(outcome.script) << outcome;
  }
}

void TestWindowScripts::plays() {
  QFETCH(Outcome, outcome);
  const Visit visit(base_.path(QLatin1String(outcome.project)));
  writeTextFile(visit.path("cycles.csv").toStdString(), someCycles());
  writeTextFile(visit.path("orders.csv").toStdString(), test::madeEventLog());
  QDir(visit.path({})).mkdir("robots");
  for (const char* name : {"robots/made.urdf", "outside.urdf"})
    writeTextFile(visit.path(QLatin1String(name)).toStdString(), test::madeUrdf());
  test::writeMadeMeshes(visit.path("robots").toStdString());
  const QString examples = QStringLiteral(MW_SOURCE_DIR "/resources/examples/");
  for (const char* name : {"motor_fault.csv", "motor_second.csv"}) {
    QFile::copy(examples + "motor-thermal.csv", visit.path(QLatin1String(name)));
  }
  QFile::copy(examples + "motor-thermal.twin.json", visit.path("motor.twin.json"));
  const Answer answer = visit.play(QLatin1String(outcome.script));
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  const std::string wrong = outcome.wrong(visit);
  QVERIFY2(wrong.empty(), wrong.c_str());
}

void TestWindowScripts::showsAllWorkspaces_data() {
  QTest::addColumn<bool>("is_dark");
  QTest::newRow("light") << false;
  QTest::newRow("dark") << true;
}

void TestWindowScripts::showsAllWorkspaces() {
  QFETCH(bool, is_dark);
  const panels::Theme theme = is_dark ? panels::Theme::dark() : panels::Theme::light();
  const Visit visit(base_.path("p.mill"));
  const Answer answer = visit.play("workspaces", QTest::currentDataTag());
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  QImage last;
  for (const QString workspace : {"build", "run", "experiment", "replay"}) {
    const QImage picture = visit.picture(workspace + ".png");
    QCOMPARE(picture.size(), QSize(1600, 1000));
    QVERIFY2(contrastOf(picture) > 10, "the picture is nearly empty");
    // Bars and panels take a seventh of the narrowest arrangement; fields have the window's colour.
    QVERIFY2(shareOf(picture, theme.color(panels::Token::Panel)) > 0.14, "panels are not in the theme's colour");
    QVERIFY2(shareOf(picture, theme.color(panels::Token::Window)) > 0.004, "nothing has the window's colour");
    QVERIFY2(picture != last, "two workspaces look alike");
    last = picture;
    const std::string wrong = poorControls(visit.widgets(workspace + ".json"));
    QVERIFY2(wrong.empty(), wrong.c_str());
  }
}

QTEST_MAIN(TestWindowScripts)
#include "tst_window_scripts.moc"
