// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>
#include <functional>
#include <numbers>

#include "core/numerics/statistics.h"
#include "tests/core/events/factory_text.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::events;
using namespace mw::test;

namespace {

/// Standard errors that a mean of replications may be from theory: 2 in 10,000 cases for 20 replications.
constexpr double kSigmas = 4.5;
constexpr int kReplications = 20;

struct Case {
  factory::Factory factory;
  std::function<double(const RunStatistics&)> measure;
  double exact;
};

std::string queue(const std::string& arrival, const std::string& service, int places = 1,
                  const std::string& capacity = "null", const std::string& on_full = "wait") {
  return fmt::format(
      R"({{"id": "s", "type": "source", "part": "a", "interarrival": {}, "on_full": "{}"}},
         {{"id": "q", "type": "buffer", "capacity": {}}},
         {{"id": "m", "type": "station", "capacity": {}, "process": {}}}, {{"id": "o", "type": "sink"}})",
      arrival, on_full, capacity, places, service);
}

std::string exponential(double mean_s) {
  return fmt::format(R"({{"dist": "exponential", "mean_s": {}}})", mean_s);
}

const char* const kQueueFlows = "s>q q>m m>o";

std::string machine(const std::string& id, double mean_s, const std::string& failures = "") {
  return fmt::format(R"({{"id": "{}", "type": "station", "process": {}{}}})", id, exponential(mean_s), failures);
}

const char* const kSupply = R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited"},)";
const char* const kSink = R"(,{"id": "o", "type": "sink"})";

double wait_s(const RunStatistics& run) {
  return run.elements[1].wait_mean_s;
}
double perSecond(const RunStatistics& run) {
  return static_cast<double>(run.good) / run.measured_s;
}

factory::Factory balancedPair(int buffer) {
  return factoryOf(kSupply + machine("m1", 1) +
                       fmt::format(R"(,{{"id": "b", "type": "buffer", "capacity": {}}},)", buffer) + machine("m2", 1) +
                       kSink,
                   "s>m1 m1>b b>m2 m2>o");
}

factory::Factory unreliable(const std::string& up, const std::string& down) {
  return factoryOf(
      kSupply +
          machine("m", 1, fmt::format(R"(, "failures": [{{"time_to_failure": {}, "time_to_repair": {}}}])", up, down)) +
          kSink,
      "s>m m>o");
}

double busyShare(const RunStatistics& run) {
  return stateOf(run.elements[1], factory::ElementState::Busy) / run.measured_s;
}

factory::Factory withRework() {
  Json root =
      factoryOf(queue(exponential(2), exponential(1)) + R"(,{"id": "bin", "type": "sink", "counts_as": "scrap"})",
                kQueueFlows)
          .json();
  root["elements"][2]["yield"] = {
      {"good", 0.7}, {"rework", 0.2}, {"rework_to", "q"}, {"scrap", 0.1}, {"scrap_to", "bin"}};
  return factory::Factory::fromJson(root);
}

}  // namespace
Q_DECLARE_METATYPE(Case)

class TestSimulationTheory : public QObject {
  Q_OBJECT
 private slots:
  void meets_data();
  void meets();
  void keepsLittlesLaw();
};

void TestSimulationTheory::meets_data() {
  QTest::addColumn<Case>("given");
  const auto queueOf = [](auto... arguments) { return factoryOf(queue(arguments...), kQueueFlows); };
  QTest::newRow("M/M/1, load 0.8: wait rho/(mu-lambda)")
      << Case{queueOf(exponential(1.25), exponential(1)), wait_s, 4.0};
  QTest::newRow("M/D/1, load 0.8: half the wait of M/M/1") << Case{queueOf(exponential(1.25), "1"), wait_s, 2.0};
  QTest::newRow("M/G/1 lognormal, Pollaczek-Khinchine: lambda E[S^2] / (2 (1 - rho))") << Case{
      queueOf(exponential(1.25), R"({"dist": "lognormal", "mean_s": 1, "cv": 0.5})"), wait_s, 0.8 * 1.25 / (2 * 0.2)};
  QTest::newRow("M/M/3, load 0.8: Erlang C")
      << Case{queueOf(exponential(1 / 2.4), exponential(1), 3), wait_s, 1.0786516853932577};
  // p_K = (1 - rho) rho^K / (1 - rho^(K+1)) with K = 4 in the buffer + 1 in the station.
  const double p_full = 0.2 * std::pow(0.8, 5) / (1 - std::pow(0.8, 6));
  QTest::newRow("M/M/1/5: lost arrivals per second")
      << Case{queueOf(exponential(1.25), exponential(1), 1, "4", "lose"),
              [](const RunStatistics& run) { return static_cast<double>(run.lost) / run.measured_s; }, 0.8 * p_full};
  for (const int buffer : {1, 3, 8}) {
    QTest::addRow("two exponential stations, buffer %d: (b+2)/(b+3)", buffer)
        << Case{balancedPair(buffer), perSecond, (buffer + 2.0) / (buffer + 3.0)};
  }
  QTest::newRow("three exponential stations without buffers: 22/39")
      << Case{factoryOf(kSupply + machine("m1", 1) + "," + machine("m2", 1) + "," + machine("m3", 1) + kSink,
                        "s>m1 m1>m2 m2>m3 m3>o"),
              perSecond, 22.0 / 39.0};
  const std::string up = exponential(50);
  QTest::newRow("availability MTTF/(MTTF+MTTR), exponential")
      << Case{unreliable(up, exponential(10)), busyShare, 5.0 / 6};
  QTest::newRow("availability, Weibull up and lognormal down")
      << Case{unreliable(R"({"dist": "weibull", "scale_s": 50, "shape": 2})",
                         R"({"dist": "lognormal", "mean_s": 10, "cv": 0.8})"),
              busyShare, 50 * std::sqrt(std::numbers::pi) / 2 / (50 * std::sqrt(std::numbers::pi) / 2 + 10)};
  QTest::newRow("mean time between failures on the operating clock")
      << Case{unreliable(up, exponential(10)), [](const RunStatistics& run) { return run.elements[1].mtbf_s; }, 50.0};
  QTest::newRow("rework: each part is processed 1/(1-r) times") << Case{
      withRework(),
      [](const RunStatistics& run) { return stateOf(run.elements[2], factory::ElementState::Busy) / run.measured_s; },
      0.5 / 0.8};
}

void TestSimulationTheory::meets() {
  QFETCH(Case, given);
  const auto model = compile(given.factory);
  std::vector<double> samples;
  for (std::uint32_t i = 0; i < kReplications; ++i) {
    samples.push_back(given.measure(simulate(*model, settingsFor(40000, 2000, 42, i))));
  }
  const numerics::Estimate estimate = numerics::confidenceInterval(samples);
  MW_NEAR(estimate.mean, given.exact, 0, kSigmas * estimate.sd / std::sqrt(kReplications));
  QVERIFY(estimate.half_width < 0.06 * given.exact);
}

void TestSimulationTheory::keepsLittlesLaw() {
  const auto run = simulated(factoryOf(queue(exponential(1.25), exponential(1)), kQueueFlows), settingsFor(400000));
  const double left = static_cast<double>(run.good) / run.measured_s;
  // Rounding of the ends: parts inside at the horizon are in the one and not in the other.
  MW_NEAR(run.wip_mean, left * run.lead_time_mean_s, 0.001, 0);
}

QTEST_APPLESS_MAIN(TestSimulationTheory)
#include "tst_simulation_theory.moc"
