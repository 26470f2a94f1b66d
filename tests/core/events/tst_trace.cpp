// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <sstream>

#include "core/base/error.h"
#include "core/events/collect/trace_writer.h"
#include "tests/core/events/factory_text.h"

using namespace mw;
using namespace mw::events;
using namespace mw::test;

namespace {

factory::Factory line() {
  return factoryOf(
      R"({"id": "s", "type": "source", "part": "b", "interarrival": {"dist": "exponential", "mean_s": 1.2}},
         {"id": "m", "type": "station", "capacity": 2, "process": {"dist": "exponential", "mean_s": 2},
          "failures": [{"time_to_failure": {"dist": "exponential", "mean_s": 20}, "time_to_repair": 3}]},
         {"id": "o", "type": "sink"})",
      "s>m m>o");
}

/// Two parts, one at 1 s and one at 2 s, each 1.5 s on one machine.
factory::Factory twoParts() {
  return factoryOf(
      R"({"id": "s", "type": "source", "part": "b", "interarrival": 1, "limit": 2},
         {"id": "m", "type": "station", "process": 1.5}, {"id": "o", "type": "sink"})",
      "s>m m>o");
}

/// Keeps the text of what it is told, in the words of a trace.
class Listener final : public Recorder {
 public:
  void add(const StateChange& change) override {
    rows.push_back(fmt::format("{} {} {} {}", change.at.ticks(), change.element, change.place, nameOf(change.state)));
  }
  void add(const PartMove& move) override {
    rows.push_back(fmt::format("{} {} {} {} {}", move.at.ticks(), move.part, move.part_type, move.from, move.to));
  }
  std::vector<std::string> rows;
};

}  // namespace

class TestTrace : public QObject {
  Q_OBJECT
 private slots:
  void init() { folder_ = std::make_unique<QTemporaryDir>(); }
  void writesWhatHappened();
  void tellsWhereVehiclesDrive();
  void holdsWhatARecordingHolds();
  void measuresTheSame();
  void leavesNothingBehind();
  void refusesWhatCannotBeWritten_data();
  void refusesWhatCannotBeWritten();

 private:
  [[nodiscard]] std::string path(const char* name) const { return folder_->filePath(name).toStdString(); }
  std::unique_ptr<QTemporaryDir> folder_;
};

void TestTrace::tellsWhereVehiclesDrive() {
  // One vehicle starts at the source, loads 1 s, drives 10 m at 2 m/s, unloads 1 s, and goes back for the second part.
  const auto carried = factoryOf(
      R"({"id": "s", "type": "source", "part": "a", "interarrival": 2, "limit": 2}, {"id": "o", "type": "sink"})",
      R"({"from": "s", "to": "o", "by": "vehicle"})",
      R"(, "vehicles": [{"id": "agv", "count": 1, "speed_mps": 2, "load_s": 1, "unload_s": 1, "network": "n",
           "home": "x"}],
         "networks": [{"id": "n", "nodes": [{"id": "x", "x_m": 0, "y_m": 0, "element": "s"},
           {"id": "y", "x_m": 10, "y_m": 0, "element": "o"}], "edges": [{"from": "x", "to": "y"}]}])");
  TraceWriter trace(path("v.csv"), carried);
  (void)simulate(*compile(carried), settingsFor(30), {}, &trace);
  trace.finish();
  std::string vehicles;
  std::istringstream rows(readTextFile(path("v.csv")));
  for (std::string row; std::getline(rows, row);) {
    if (row.find(",vehicle,") != std::string::npos) vehicles += row + "\n";
  }
  const std::string want =
      "0.000000000,vehicle,agv,0,idle,,,x,x\n"
      "2.000000000,vehicle,agv,0,loaded,,,x,x\n"
      "3.000000000,vehicle,agv,0,loaded,0,a,x,y\n"
      "8.000000000,vehicle,agv,0,loaded,0,a,y,y\n"
      "9.000000000,vehicle,agv,0,empty,,,y,x\n"
      "14.000000000,vehicle,agv,0,loaded,,,x,x\n"
      "15.000000000,vehicle,agv,0,loaded,1,a,x,y\n"
      "20.000000000,vehicle,agv,0,loaded,1,a,y,y\n"
      "21.000000000,vehicle,agv,0,idle,,,y,y\n"
      "21.000000000,vehicle,agv,0,empty,,,y,x\n"
      "26.000000000,vehicle,agv,0,idle,,,x,x\n";
  QVERIFY2(vehicles == want, vehicles.c_str());
}

void TestTrace::writesWhatHappened() {
  TraceWriter trace(path("t.csv"), twoParts());
  (void)simulate(*compile(twoParts()), settingsFor(10), {}, &trace);
  QVERIFY(!QFile::exists(folder_->filePath("t.csv")));
  trace.finish();
  QVERIFY(!QFile::exists(folder_->filePath("t.csv.part")));
  const std::string want =
      "t_s,kind,element,place,state,part,part_type,from,to\n"
      "0.000000000,state,s,0,busy,,,,\n"
      "1.000000000,move,,,,0,b,,s\n"
      "1.000000000,move,,,,0,b,s,m\n"
      "1.000000000,state,m,0,busy,,,,\n"
      "2.000000000,move,,,,1,b,,s\n"
      "2.000000000,state,s,0,blocked,,,,\n"
      "2.500000000,move,,,,0,b,m,o\n"
      "2.500000000,move,,,,0,b,o,\n"
      "2.500000000,state,s,0,idle,,,,\n"
      "2.500000000,move,,,,1,b,s,m\n"
      "4.000000000,move,,,,1,b,m,o\n"
      "4.000000000,move,,,,1,b,o,\n"
      "4.000000000,state,m,0,idle,,,,\n";
  QCOMPARE(QString::fromStdString(readTextFile(path("t.csv"))), QString::fromStdString(want));
}

/// The window's Gantt chart is drawn from a Recording: the file says the same, row by row, however long it is.
void TestTrace::holdsWhatARecordingHolds() {
  const auto model = compile(line());
  const Recording recording = record(*model, settingsFor(20000));
  TraceWriter trace(path("t.csv"), line());
  (void)simulate(*model, settingsFor(20000), {}, &trace);
  trace.finish();
  std::istringstream rows(readTextFile(path("t.csv")));
  std::string row;
  std::getline(rows, row);
  std::size_t states = 0;
  std::size_t moves = 0;
  const std::array<std::string, 3> ids{"s", "m", "o"};
  const auto id = [&](std::int32_t element) { return element < 0 ? "" : ids[static_cast<std::size_t>(element)]; };
  while (std::getline(rows, row)) {
    const bool is_state = row.find(",state,") != std::string::npos;
    const SimTime at = is_state ? recording.states()[states].at : recording.moves()[moves].at;
    std::string want = fmt::format("{}.{:09},", at.ticks() / 1'000'000'000, at.ticks() % 1'000'000'000);
    if (is_state) {
      const StateChange& change = recording.states()[states++];
      want += fmt::format("state,{},{},{},,,,", ids[change.element], change.place, nameOf(change.state));
    } else {
      const PartMove& move = recording.moves()[moves++];
      want += fmt::format("move,,,,{},b,{},{}", move.part, id(move.from), id(move.to));
    }
    QCOMPARE(QString::fromStdString(row), QString::fromStdString(want));
  }
  QCOMPARE(states, recording.states().size());
  QCOMPARE(moves, recording.moves().size());
  QVERIFY(moves > 40'000);  // several times what is held back before it is written
}

void TestTrace::measuresTheSame() {
  const auto model = compile(line());
  Listener first;
  Listener second;
  const RunStatistics plain = simulate(*model, settingsFor(5000, 100));
  const RunStatistics heard = simulate(*model, settingsFor(5000, 100), {}, &first);
  (void)simulate(*model, settingsFor(5000, 100), {}, &second);
  QCOMPARE(heard.events, plain.events);
  QVERIFY(heard.lead_time_mean_s == plain.lead_time_mean_s && heard.wip_mean == plain.wip_mean);
  QVERIFY(first.rows == second.rows);
  Listener other;
  (void)simulate(*model, settingsFor(5000, 100, 2), {}, &other);
  QVERIFY(first.rows != other.rows);
}

void TestTrace::leavesNothingBehind() {
  std::stop_source stop;
  stop.request_stop();
  const auto broken = [&] {
    TraceWriter trace(path("t.csv"), line());
    (void)simulate(*compile(line()), settingsFor(1e9), stop.get_token(), &trace);
    trace.finish();
  };
  QVERIFY_EXCEPTION_THROWN(broken(), Cancelled);
  QVERIFY(QDir(folder_->path()).isEmpty());
}

void TestTrace::refusesWhatCannotBeWritten_data() {
  QTest::addColumn<QString>("file");
  QTest::newRow("no such folder") << "none/t.csv";
  QTest::newRow("a folder") << ".";
  QTest::newRow("full disk") << "full.csv";
}

void TestTrace::refusesWhatCannotBeWritten() {
  QFETCH(QString, file);
  // A part file that is a link to the device that is always full.
  QVERIFY(QFile::link("/dev/full", folder_->filePath("full.csv.part")));
  const auto written = [&] {
    TraceWriter trace(folder_->filePath(file).toStdString(), line());
    (void)simulate(*compile(line()), settingsFor(20000), {}, &trace);
    trace.finish();
  };
  QVERIFY_EXCEPTION_THROWN(written(), OutputError);
  QVERIFY(!QFile::exists(folder_->filePath("full.csv")));
}

QTEST_APPLESS_MAIN(TestTrace)
#include "tst_trace.moc"
