// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>

#include "core/kpi/cumulative_flow.h"
#include "core/kpi/lead_time_histogram.h"
#include "tests/core/events/factory_text.h"

using namespace mw;
using namespace mw::kpi;

namespace {

constexpr double kHorizon_s = 4 * 3600;
constexpr double kWarmup_s = 3600;

/// What a quantile of the engine and one of ours may differ by: seconds of nanosecond ticks, summed in another order.
constexpr double kRounding_s = 1e-6;

factory::Factory example(const char* name) {
  return factory::Factory::read(std::string(MW_EXAMPLES "/") + name);
}

factory::Factory assemblyLine() {
  return test::factoryOf(
      R"({"id": "sa", "type": "source", "part": "a", "interarrival": {"dist": "exponential", "mean_s": 30}},
         {"id": "ba", "type": "buffer", "capacity": 9},
         {"id": "sb", "type": "source", "part": "b", "interarrival": {"dist": "exponential", "mean_s": 15}},
         {"id": "bb", "type": "buffer", "capacity": 9},
         {"id": "join", "type": "assembly", "requires": {"a": 1, "b": 2}, "produces": "a", "process": 25,
          "failures": [{"id": "f", "time_to_failure": {"dist": "exponential", "mean_s": 1500}, "time_to_repair": 200}]},
         {"id": "split", "type": "disassembly", "yields": {"b": 3}, "process": 20},
         {"id": "out", "type": "sink"})",
      "sa>ba ba>join sb>bb bb>join join>split split>out");
}

factory::Factory batchLine(bool is_unpacked) {
  const std::string unpack = is_unpacked ? R"({"id": "un", "type": "unbatch"},)" : "";
  return test::factoryOf(
      R"({"id": "s", "type": "source", "part": "a", "interarrival": {"dist": "exponential", "mean_s": 10}},
         {"id": "m", "type": "station", "process": {"dist": "exponential", "mean_s": 8}},
         {"id": "load", "type": "batch", "size": 5},)" +
          unpack + R"({"id": "out", "type": "sink"})",
      is_unpacked ? "s>m m>load load>un un>out" : "s>m m>load load>out");
}

/// Parts wait outside until a vehicle fetches them.
factory::Factory fetchedLine() {
  return test::factoryOf(
      R"({"id": "s", "type": "source", "part": "a", "interarrival": {"dist": "exponential", "mean_s": 60}},
         {"id": "m", "type": "station", "process": 20, "pose": {"x_m": 30, "y_m": 0}},
         {"id": "o", "type": "sink", "pose": {"x_m": 60, "y_m": 0}})",
      R"({"from": "s", "to": "m", "by": "vehicle"}, {"from": "m", "to": "o"})", R"(, "vehicles": [{"id": "agv"}])");
}

}  // namespace

/// What is told from a recording is what the engine counted in the same run.
class TestPartPassages : public QObject {
  Q_OBJECT

 private slots:
  void equalsTheEngine_data();
  void equalsTheEngine();
  void widthIsTheWip();
  void histogramIsOfOneKind();
  void knownRun();
  void nothingFinished();
};

void TestPartPassages::equalsTheEngine_data() {
  QTest::addColumn<factory::Factory>("factory");
  for (const char* name : {"gearbox-line.json", "pump-assembly.json", "bottling-line.json", "two-lines.json",
                           "job-shop.json", "robot-cell.json"}) {
    QTest::newRow(name) << example(name);
  }
  QTest::newRow("joined and split") << assemblyLine();
  QTest::newRow("loads into the sink") << batchLine(false);
  QTest::newRow("loads unpacked") << batchLine(true);
  QTest::newRow("fetched by vehicle") << fetchedLine();
}

void TestPartPassages::equalsTheEngine() {
  QFETCH(factory::Factory, factory);
  const auto model = events::compile(factory);
  const events::RunSettings settings = test::settingsFor(kHorizon_s, kWarmup_s);
  const events::RunStatistics run = events::simulate(*model, settings);
  const PartPassages flow = passagesOf(events::record(*model, settings), factory);
  const auto spread = leadTimeHistogramOf(flow, std::nullopt, kWarmup_s);
  QVERIFY(spread && spread->parts > 10);
  QCOMPARE(static_cast<std::int64_t>(spread->parts), run.good + run.scrapped);
  QVERIFY2(std::abs(spread->mean_s - run.lead_time_mean_s) < kRounding_s, "mean");
  QVERIFY2(std::abs(spread->p50_s - run.lead_time_p50_s) < kRounding_s, "median");
  QVERIFY2(std::abs(spread->p95_s - run.lead_time_p95_s) < kRounding_s, "95 %");
  for (std::size_t k = 0; k < flow.kinds.size(); ++k) {
    QCOMPARE(static_cast<std::int64_t>(flow.kinds[k].entered_s.size() - flow.kinds[k].left_s.size()),
             run.part_types[k].inside_end);
  }
}

void TestPartPassages::widthIsTheWip() {
  for (const factory::Factory& factory : {example("pump-assembly.json"), assemblyLine(), batchLine(true)}) {
    const events::Recording recording =
        events::record(*events::compile(factory), test::settingsFor(kHorizon_s, kWarmup_s));
    const CumulativeFlow course = cumulativeFlowOf(passagesOf(recording, factory), std::nullopt, 61);
    QCOMPARE(course.t_s.size(), std::size_t{61});
    QCOMPARE(course.t_s.back(), kHorizon_s);
    for (std::size_t i = 0; i < course.t_s.size(); ++i) {
      QCOMPARE(course.inside(i), recording.momentAt(SimTime::fromSeconds(course.t_s[i])).wip);
      if (i > 0) QVERIFY(course.entered[i] >= course.entered[i - 1] && course.left[i] >= course.left[i - 1]);
    }
  }
}

void TestPartPassages::histogramIsOfOneKind() {
  const factory::Factory factory = example("gearbox-line.json");
  const events::Recording recording = events::record(*events::compile(factory), test::settingsFor(kHorizon_s));
  const PartPassages flow = passagesOf(recording, factory);
  const auto all = leadTimeHistogramOf(flow, std::nullopt, 0);
  const auto housings = leadTimeHistogramOf(flow, 0, 0);
  const auto covers = leadTimeHistogramOf(flow, 1, 0);
  QVERIFY(all && housings && covers);
  QCOMPARE(housings->parts + covers->parts, all->parts);
  QVERIFY2(covers->mean_s < housings->mean_s, "covers come in half way");
  std::size_t binned = 0;
  for (const std::size_t count : all->histogram.counts) binned += count;
  QCOMPARE(binned, all->parts);
}

/// One part each 10 s, 7 s of work, nothing random: by hand.
void TestPartPassages::knownRun() {
  const factory::Factory factory = test::factoryOf(R"({"id": "s", "type": "source", "part": "b", "interarrival": 10},
                         {"id": "m", "type": "station", "process": 7}, {"id": "o", "type": "sink"})",
                                                   "s>m m>o");
  const events::Recording recording = events::record(*events::compile(factory), test::settingsFor(100));
  const PartPassages flow = passagesOf(recording, factory);
  QVERIFY(flow.kinds[0].entered_s.empty());
  const auto spread = leadTimeHistogramOf(flow, 1, 0);
  QVERIFY(spread);
  QCOMPARE(spread->mean_s, 7.0);
  QCOMPARE(spread->p95_s, 7.0);
  const double first_s = flow.kinds[1].entered_s.front();
  const CumulativeFlow course = cumulativeFlowOf(flow, std::nullopt, 101);
  for (std::size_t i = 0; i < course.t_s.size(); ++i) {
    const double since_s = course.t_s[i] - first_s;
    QCOMPARE(course.entered[i], since_s < 0 ? 0 : static_cast<std::int64_t>(since_s / 10) + 1);
    QCOMPARE(course.left[i], since_s < 7 ? 0 : static_cast<std::int64_t>((since_s - 7) / 10) + 1);
  }
}

void TestPartPassages::nothingFinished() {
  const factory::Factory factory = batchLine(true);
  const events::Recording recording = events::record(*events::compile(factory), test::settingsFor(1));
  const PartPassages flow = passagesOf(recording, factory);
  QVERIFY(!leadTimeHistogramOf(flow, std::nullopt, 0));
  QCOMPARE(cumulativeFlowOf(flow, 1, 2).entered.back(), std::int64_t{0});
}

QTEST_APPLESS_MAIN(TestPartPassages)
#include "tst_part_passages.moc"
