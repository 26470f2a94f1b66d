// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <fmt/format.h>

#include "core/motion/clearance/reach_check.h"

using namespace mw;
using namespace mw::motion;

namespace {

/// A small arm on a pedestal of 0.5 m that takes boxes of 1 kg from a belt and puts them on a table: all within reach.
Json cell() {
  return Json::parse(R"({"format": "millwright-factory/1",
    "parts": [{"id": "box", "size_m": [0.1, 0.08, 0.06], "mass_kg": 1}],
    "elements": [
      {"id": "in", "type": "source", "part": "box", "interarrival": 10, "pose": {"x_m": -4, "y_m": 0.45}},
      {"id": "belt", "type": "conveyor", "length_m": 2, "pose": {"x_m": -1, "y_m": 0.45}},
      {"id": "arm", "type": "robot", "arm": "agile-6kg", "size_m": [0.3, 0.3, 0.5],
       "pose": {"x_m": 0, "y_m": 0, "z_m": 0.5}},
      {"id": "table", "type": "buffer", "capacity": 5, "size_m": [0.6, 0.6, 0.8], "pose": {"x_m": 0.3, "y_m": -0.5}},
      {"id": "out", "type": "sink", "pose": {"x_m": 4, "y_m": -0.5}}],
    "flows": [{"from": "in", "to": "belt"}, {"from": "belt", "to": "arm"}, {"from": "arm", "to": "table"},
              {"from": "table", "to": "out"}]})");
}

constexpr int kBelt = 1;
constexpr int kArm = 2;
constexpr int kTable = 3;

std::vector<layout::HallFinding> check(const Json& json, const ReachScope& scope = {}) {
  return reachFindings(factory::Factory::fromJson(json), ".", scope);
}

/// A patch of cell(): vehicles bring the boxes from the belt to a place beside the arm.
std::string servedBy(double y_m, double bed_m) {
  return fmt::format(R"([{{"op": "add", "path": "/flows/1/by", "value": "vehicle"}},
      {{"op": "add", "path": "/vehicles", "value": [{{"id": "agv", "network": "hall", "size_m": [0.7, 0.4, {1}]}}]}},
      {{"op": "add", "path": "/networks", "value": [{{"id": "hall", "nodes": [
        {{"id": "far", "x_m": -8, "y_m": {0}, "element": "belt"}}, {{"id": "near", "x_m": 0, "y_m": {0}, "element": "arm"}}],
        "edges": [{{"from": "far", "to": "near", "width_m": 0.7}}]}}]}}, {{"op": "replace", "path": "/elements/1/pose/y_m", "value": 3}}])",
                     y_m, bed_m);
}

QString causesOf(const std::vector<layout::HallFinding>& found) {
  QStringList causes;
  for (const auto& each : found) causes << QString::fromStdString(each.finding.cause);
  return causes.join('\n');
}

}  // namespace

class TestReachCheck : public QObject {
  Q_OBJECT
 private slots:
  void whatCanDoItsWorkIsFine();
  void finds_data();
  void finds();
  void reachesBedsOfVehicles();
  void everyFindingSaysWhereAndHowToMendIt();
  void beyondByTheWayMoved();
  void whatIsServedIsOpenAbove();
  void anArmGoesInThroughADoor_data();
  void anArmGoesInThroughADoor();
  void armsThatShareSpace();
  void followsATaughtProgramme();
  void leavesRobotsOutAndSaysSo();
  void sameTwice();
  void stops();
};

void TestReachCheck::whatCanDoItsWorkIsFine() {
  const auto found = check(cell());
  QVERIFY2(found.empty(), qPrintable(causesOf(found)));
}

void TestReachCheck::finds_data() {
  QTest::addColumn<QString>("patch");
  QTest::addColumn<QString>("cause");  // its beginning
  const auto row = [](const char* name, const char* patch, const char* cause) {
    QTest::newRow(name) << QString(patch) << QString(cause);
  };
  row("pick too far", R"([{"op": "replace", "path": "/elements/1/pose/y_m", "value": 1.5}])",
      "\"arm\" cannot pick from \"belt\": 0.");
  row("place too far", R"([{"op": "replace", "path": "/elements/3/pose/x_m", "value": 1.5}])",
      "\"arm\" cannot place on \"table\": 0.");
  row("part too heavy", R"([{"op": "replace", "path": "/parts/0/mass_kg", "value": 5.5}])",
      "\"arm\" lifts 6 kg, 0.5 kg too little: part \"box\" weighs 5.5 kg, its gripper 1 kg");
  row("robot weaker than its arm", R"([{"op": "add", "path": "/elements/2/payload_kg", "value": 1.5}])",
      "\"arm\" lifts 1.5 kg, 0.5 kg too little: part \"box\" weighs 1 kg, its gripper 1 kg");
  row("load of a batch",
      R"([{"op": "replace", "path": "/elements/1", "value": {"id": "belt", "type": "batch", "size": 12,
      "size_m": [0.4, 0.4, 0.8], "pose": {"x_m": 0, "y_m": 0.45}}}])",
      "\"arm\" lifts 6 kg, 7 kg too little: a load of 12 parts \"box\" weighs 12 kg, its gripper 1 kg");
  row("gripper too heavy", R"([{"op": "add", "path": "/elements/2/gripper", "value": {"mass_kg": 7}}])",
      "the arm of \"arm\" cannot be used: the gripper weighs 7 kg, the arm lifts 6 kg");
  row("no such arm", R"([{"op": "replace", "path": "/elements/2/arm", "value": "cobot"}])",
      "the arm of \"arm\" cannot be used: no arm is called \"cobot\"");
  row("no such file", R"([{"op": "replace", "path": "/elements/2/arm", "value": {"urdf": "none.urdf"}}])",
      "the arm of \"arm\" cannot be used: ");
  row("reach without an arm",
      R"([{"op": "remove", "path": "/elements/2/arm"}, {"op": "add", "path": "/elements/2/reach_m", "value": 0.55}])",
      "\"arm\" cannot place on \"table\": it is 0.03 m beyond its reach");  // sqrt(0.3^2 + 0.5^2) = 0.583
  row("payload without an arm",
      R"([{"op": "remove", "path": "/elements/2/arm"}, {"op": "add", "path": "/elements/2/payload_kg", "value": 0.8}])",
      "\"arm\" lifts 0.8 kg, 0.2 kg too little: part \"box\" weighs 1 kg");
  row("a post in the way", R"([{"op": "add", "path": "/elements/-", "value": {"id": "post", "type": "buffer",
      "size_m": [0.1, 0.1, 1.6], "pose": {"x_m": 0.45, "y_m": 0.05}}}])",
      "the arm of \"arm\" hits \"post\": ");
  row("a road within reach", R"([{"op": "add", "path": "/vehicles", "value": [{"id": "agv", "network": "hall"}]},
      {"op": "add", "path": "/networks", "value": [{"id": "hall", "nodes": [{"id": "a", "x_m": 0.5, "y_m": -3},
      {"id": "b", "x_m": 0.5, "y_m": 3}], "edges": [{"from": "a", "to": "b"}]}]},
      {"op": "replace", "path": "/elements/2/pose/z_m", "value": 0}, {"op": "add", "path": "/elements/1/pose/z_m", "value": -0.5},
      {"op": "add", "path": "/elements/3/pose/z_m", "value": -0.5}])",
      "the arm of \"arm\" reaches into the road of vehicles \"agv\" from \"a\" to \"b\": ");
  row("the stop of a vehicle too far", servedBy(1.3, 0.45).c_str(),
      "\"arm\" cannot pick from vehicles \"agv\" at \"near\" (road from \"far\"): 0.");
  row("the bed of a vehicle too high", servedBy(0.6, 1.4).c_str(),
      "\"arm\" cannot pick from vehicles \"agv\" at \"near\" (road from \"far\"): ");
  row("vehicles without roads", R"([{"op": "add", "path": "/flows/1/by", "value": "vehicle"},
      {"op": "add", "path": "/vehicles", "value": [{"id": "agv"}]}])",
      "vehicles drive to where \"arm\" itself stands: its arm can't reach their bed");
  row("vehicles beyond a reach without an arm",
      (R"([{"op": "remove", "path": "/elements/2/arm"}, {"op": "add", "path": "/elements/2/reach_m", "value": 0.65},)" +
       servedBy(0.7, 0.45).substr(1))
          .c_str(),
      "\"arm\" cannot pick from vehicles \"agv\" at \"near\" (road from \"far\"): it is 0.05 m "
      "beyond");
  row("the floor", R"([{"op": "replace", "path": "/elements/2/pose/z_m", "value": 0},
      {"op": "add", "path": "/elements/1/pose/z_m", "value": -0.9}, {"op": "add", "path": "/elements/3/pose/z_m", "value": -0.9}])",
      "the arm of \"arm\" hits the floor: ");
}

void TestReachCheck::finds() {
  QFETCH(QString, patch);
  QFETCH(QString, cause);
  const Json json = cell().patch(Json::parse(patch.toStdString()));
  const auto found = check(json);
  const bool is_there = std::any_of(found.begin(), found.end(), [&](const layout::HallFinding& each) {
    return QString::fromStdString(each.finding.cause).startsWith(cause);
  });
  QVERIFY2(is_there, qPrintable("found: " + causesOf(found)));
  for (const auto& each : found) {
    QVERIFY(each.finding.severity == Severity::Warning);
    QVERIFY(!each.finding.cure.empty());
    QVERIFY2(each.finding.place.pointer.starts_with("/elements/2"), each.finding.place.pointer.c_str());
    QVERIFY(each.elements.front() == kArm);
  }
}

/// It takes boxes off a bed beside it, and the marker of what it doesn't reach is where they lie.
void TestReachCheck::reachesBedsOfVehicles() {
  const auto near = check(cell().patch(Json::parse(servedBy(0.6, 0.45))));
  QVERIFY2(near.empty(), qPrintable(causesOf(near)));
  const auto far = check(cell().patch(Json::parse(servedBy(1.3, 0.45))));
  QCOMPARE(far.size(), std::size_t{1});
  QCOMPARE(far[0].at_m, (std::array<double, 3>{0, 1.3, 0.45}));
  QCOMPARE(far[0].elements, std::vector<std::size_t>{kArm});
}

void TestReachCheck::everyFindingSaysWhereAndHowToMendIt() {
  Json json = cell();
  json["elements"][kBelt]["pose"]["y_m"] = 1.5;
  const auto found = check(json);
  QCOMPARE(found.size(), std::size_t(1));
  // The end of the belt, at the height on which parts ride.
  QCOMPARE(found[0].at_m, (std::array<double, 3>{0, 1.5, 0.8}));
  QCOMPARE(found[0].elements, (std::vector<std::size_t>{kArm, kBelt}));
  QCOMPARE(found[0].finding.place.pointer, std::string("/elements/2/pose"));
}

/// Moved out of reach along x, the port is as far beyond it as it was moved from where it is just in reach.
void TestReachCheck::beyondByTheWayMoved() {
  const auto isReached = [](double x_m) {
    Json json = cell();
    json["elements"][kTable]["pose"]["x_m"] = x_m;
    for (const auto& each : check(json))
      if (each.finding.cause.find("cannot place") != std::string::npos) return false;
    return true;
  };
  double within_m = 0.3;
  double beyond_m = 1.5;
  QVERIFY(isReached(within_m) && !isReached(beyond_m));
  while (beyond_m - within_m > 1e-3) {
    const double middle_m = (within_m + beyond_m) / 2;
    (isReached(middle_m) ? within_m : beyond_m) = middle_m;
  }
  // The maker gives 0.9 m from the base's axis to the wrist; with the gripper down, the tip comes less far.
  QVERIFY2(std::hypot(within_m, 0.5) > 0.6 && std::hypot(within_m, 0.5) < 0.95, qPrintable(QString::number(within_m)));
  QVERIFY(isReached(within_m - 0.05) && !isReached(within_m + 0.05));
  // What is said to be missing is the way to the limit, straight towards the robot: to the centimetre that it is found
  // to, half one of print, and what the tip turned to the table's side changes.
  Json json = cell();
  json["elements"][kTable]["pose"]["x_m"] = 1.5;
  const QString cause = causesOf(check(json));
  const double missing_m = cause.section(": ", 1).section(' ', 0, 0).toDouble();
  const double limit_m = std::hypot(1.5, 0.5) - missing_m;
  json["elements"][kTable]["pose"] = {{"x_m", 1.5 * (limit_m - 0.02) / std::hypot(1.5, 0.5)},
                                      {"y_m", -0.5 * (limit_m - 0.02) / std::hypot(1.5, 0.5)}};
  QVERIFY2(!causesOf(check(json)).contains("cannot place"), qPrintable(cause));
  json["elements"][kTable]["pose"] = {{"x_m", 1.5 * (limit_m + 0.02) / std::hypot(1.5, 0.5)},
                                      {"y_m", -0.5 * (limit_m + 0.02) / std::hypot(1.5, 0.5)}};
  QVERIFY2(causesOf(check(json)).contains("cannot place"), qPrintable(cause));
}

void TestReachCheck::whatIsServedIsOpenAbove() {
  Json json = cell();
  // A machine as high as a man around the place: served, it has a door; beside it, it is a wall.
  json["elements"][kTable]["size_m"] = {0.6, 0.6, 1.9};
  QVERIFY2(check(json).empty(), qPrintable(causesOf(check(json))));
  json["elements"].push_back(
      {{"id", "cover"}, {"type", "buffer"}, {"size_m", {0.6, 0.6, 1.9}}, {"pose", {{"x_m", 0.3}, {"y_m", -0.5}}}});
  const auto found = check(json);
  QVERIFY2(causesOf(found).contains("hits \"cover\": "), qPrintable(causesOf(found)));
}

void TestReachCheck::anArmGoesInThroughADoor_data() {
  QTest::addColumn<QString>("side");
  QTest::addColumn<double>("high_m");
  QTest::addColumn<QString>("told");
  QTest::newRow("a door before it, high enough") << "left" << 0.8 << "";
  QTest::newRow("too low for its wrist") << "left" << 0.25 << "the arm of \"arm\" hits \"oven\"";
  QTest::newRow("on the other side") << "right" << 0.8 << "the arm of \"arm\" hits \"oven\"";
}

/// From the belt into an oven, as in the example.
void TestReachCheck::anArmGoesInThroughADoor() {
  QFETCH(QString, side);
  QFETCH(double, high_m);
  QFETCH(QString, told);
  Json json = cell();
  json["elements"][kBelt]["pose"] = {{"x_m", -1.15}, {"y_m", -0.6}};
  json["elements"][kTable] = Json::parse(R"({"id": "oven", "type": "station", "process": 5, "size_m": [0.6, 1.1, 1.9],
      "pose": {"x_m": 0.85, "y_m": 0}, "enclosure": {"doors": [{"id": "in", "width_m": 0.6, "opens_s": 1}]}})");
  json["elements"][kTable]["enclosure"]["doors"][0]["side"] = side.toStdString();
  json["elements"][kTable]["enclosure"]["doors"][0]["height_m"] = high_m;
  json["flows"][2]["to"] = "oven";
  json["flows"][3]["from"] = "oven";
  const QString causes = causesOf(check(json));
  QVERIFY2(told.isEmpty() ? causes.isEmpty() : causes.contains(told), qPrintable(causes));
}

void TestReachCheck::armsThatShareSpace() {
  Json json = cell();
  json["elements"].push_back(Json::parse(R"({"id": "arm-2", "type": "robot", "arm": "agile-6kg",
      "size_m": [0.3, 0.3, 0.5], "pose": {"x_m": 0.6, "y_m": 0, "z_m": 0.5}})"));
  json["flows"].push_back({{"from", "table"}, {"to", "arm-2"}});
  json["flows"].push_back({{"from", "arm-2"}, {"to", "belt-2"}});
  json["elements"].push_back(
      Json::parse(R"({"id": "belt-2", "type": "conveyor", "length_m": 2, "pose": {"x_m": 1.6, "y_m": 0.45}})"));
  const QString near = causesOf(check(json));
  QVERIFY2(near.contains("the arms of \"arm\" and \"arm-2\" can hit each other"), qPrintable(near));
}

/// A robot that was taught goes where it was taught and nowhere else.
void TestReachCheck::followsATaughtProgramme() {
  Json json = cell();
  json["elements"][kTable]["pose"]["x_m"] = 1.5;
  QVERIFY(causesOf(check(json)).contains("cannot place"));
  // Straight out, first ahead (away from belt and table), then to its left, where the belt is; link lengths of the
  // maker: 0.9 m up, out to 1.1 m, over all that is 0.8 m high.
  json["elements"][kArm]["programme"] = Json::parse(R"({
    "poses": {"ahead": {"q_deg": [0, -60, 90, 0, 60, 0]}, "left": {"q_deg": [-90, -60, 90, 0, 60, 0]}},
    "steps": [{"move": "joint", "to": "ahead"}, {"grip": true}, {"move": "joint", "to": "left"}, {"release": true}]})");
  const auto fine = check(json);
  QVERIFY2(fine.empty(), qPrintable(causesOf(fine)));
  json["elements"].push_back(Json::parse(R"({"id": "post", "type": "buffer", "size_m": [0.1, 0.1, 2],
    "pose": {"x_m": 0.4, "y_m": 0.4}})"));
  const auto found = check(json);
  QVERIFY2(
      causesOf(found).contains("the arm of \"arm\" hits \"post\": ") && causesOf(found).contains("in its programme"),
      qPrintable(causesOf(found)));
  json["elements"][kArm]["programme"]["poses"]["left"]["q_deg"][1] = 80;
  QVERIFY2(causesOf(check(json)).startsWith("the programme of \"arm\" cannot be run: "),
           qPrintable(causesOf(check(json))));
}

void TestReachCheck::leavesRobotsOutAndSaysSo() {
  Json json = cell();
  json["elements"][kArm]["pose"]["x_m"] = 5;
  QVERIFY(causesOf(check(json)).contains("cannot pick"));
  const auto found = check(json, {.most_robots = 0});
  QCOMPARE(causesOf(found), QString("the reach of 1 more robots is not looked at"));
}

void TestReachCheck::sameTwice() {
  Json json = cell();
  json["elements"].push_back(Json::parse(R"({"id": "post", "type": "buffer", "size_m": [0.1, 0.1, 1.6],
    "pose": {"x_m": 0.45, "y_m": 0.05}})"));
  const auto one = check(json);
  const auto other = check(json);
  QCOMPARE(causesOf(one), causesOf(other));
  QVERIFY(!one.empty() && one[0].at_m == other[0].at_m);
}

void TestReachCheck::stops() {
  std::stop_source source;
  source.request_stop();
  QVERIFY_EXCEPTION_THROWN((void)reachFindings(factory::Factory::fromJson(cell()), ".", {}, source.get_token()),
                           Cancelled);
}

QTEST_APPLESS_MAIN(TestReachCheck)
#include "tst_reach_check.moc"
