// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>
#include <map>

#include "core/numerics/statistics.h"
#include "tests/core/events/factory_text.h"
#include "tests/core/events/serial_line_chain.h"

using namespace mw;
using namespace mw::events;
using namespace mw::test;

namespace {

/// Standard errors that a mean of replications may be from the exact value: 3 in 10,000 cases for 20 replications.
constexpr double kSigmas = 4.5;
constexpr std::uint32_t kReplications = 20;
constexpr double kWarmup_s = 3000;
constexpr double kHorizon_s = 43000;

std::string exponential(double rate) {
  return fmt::format(R"({{"dist": "exponential", "mean_s": {}}})", 1 / rate);
}

/// The same line as a factory: s, m0, b1, m1, b2, m2 ..., o; without the buffers that hold nothing.
factory::Factory factoryFor(const std::vector<LineStation>& line) {
  std::string elements = R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited"})";
  std::string flows;
  std::string before = "s";
  const auto add = [&](const std::string& id, const std::string& fields) {
    elements += fmt::format(R"(, {{"id": "{}", {}}})", id, fields);
    flows += fmt::format("{}{}>{}", flows.empty() ? "" : " ", before, id);
    before = id;
  };
  for (std::size_t k = 0; k < line.size(); ++k) {
    const LineStation& station = line[k];
    if (station.buffer_before > 0) {
      add(fmt::format("b{}", k), fmt::format(R"("type": "buffer", "capacity": {})", station.buffer_before));
    }
    std::string failures;
    if (station.failure_rate > 0) {
      failures = fmt::format(R"(, "failures": [{{"basis": "{}", "time_to_failure": {}, "time_to_repair": {}}}])",
                             station.on_calendar ? "calendar" : "operating", exponential(station.failure_rate),
                             exponential(station.repair_rate));
    }
    add(fmt::format("m{}", k),
        fmt::format(R"("type": "station", "process": {}{})", exponential(station.service_rate), failures));
  }
  add("o", R"("type": "sink")");
  return factoryOf(elements, flows);
}

/// What was measured in each replication beside what it should be in the mean.
class Comparison {
 public:
  void add(const std::string& what, double measured, double exact) {
    auto [at, is_new] = figures_.try_emplace(what, Figure{{}, exact});
    at->second.measured.push_back(measured);
  }
  /// Empty when all agree.
  [[nodiscard]] std::string complaint() const {
    for (const auto& [what, figure] : figures_) {
      const numerics::Estimate found = numerics::confidenceInterval(figure.measured);
      const double error = std::abs(found.mean - figure.exact);
      if (error > kSigmas * found.sd / std::sqrt(double{kReplications}) + 1e-12) {
        return fmt::format("{}: {} where {} is exact, sd {}", what, found.mean, figure.exact, found.sd);
      }
    }
    return {};
  }

 private:
  struct Figure {
    std::vector<double> measured;
    double exact;
  };
  std::map<std::string, Figure> figures_;
};

}  // namespace
Q_DECLARE_METATYPE(std::vector<LineStation>)

class TestSerialLines : public QObject {
  Q_OBJECT
 private slots:
  void meetTheirChains_data();
  void meetTheirChains();
};

void TestSerialLines::meetTheirChains_data() {
  QTest::addColumn<std::vector<LineStation>>("line");
  const auto row = [](const char* name, std::vector<LineStation> line) { QTest::newRow(name) << std::move(line); };
  row("two equal stations, no buffer: 2/3", {{1}, {1}});
  row("two stations, the first is slower", {{0.7}, {1, 0, 0, false, 3}});
  row("three equal stations, no buffers: 22/39", {{1}, {1}, {1}});
  row("four unequal stations", {{1.2}, {0.9, 0, 0, false, 1}, {1, 0, 0, false, 2}, {1.1, 0, 0, false, 1}});
  row("two unreliable, operating clocks", {{1, 0.02, 0.1}, {1, 0.03, 0.15, false, 4}});
  row("two unreliable, calendar clocks", {{1, 0.02, 0.1, true}, {1, 0.03, 0.15, true, 4}});
  row("one clock of each kind", {{1.1, 0.05, 0.2, true}, {0.9, 0.01, 0.05, false, 2}});
  row("three unreliable, operating clocks", {{1, 0.02, 0.1}, {1.3, 0.05, 0.2, false, 2}, {1, 0.01, 0.08, false, 3}});
  row("three unreliable, calendar clocks", {{1, 0.02, 0.1, true}, {1.3, 0.05, 0.2, true, 2}, {1, 0.01, 0.08, true, 1}});
  row("unreliable without buffers", {{1, 0.1, 0.5, true}, {1, 0.1, 0.5}, {1, 0.1, 0.5, true}});
}

void TestSerialLines::meetTheirChains() {
  QFETCH(std::vector<LineStation>, line);
  using factory::ElementState;
  const LineFigures exact = exactFigures(line);
  const factory::Factory factory = factoryFor(line);
  Comparison comparison;
  for (std::uint32_t replication = 0; replication < kReplications; ++replication) {
    const RunStatistics run = simulated(factory, settingsFor(kHorizon_s, kWarmup_s, 7, replication));
    comparison.add("throughput", static_cast<double>(run.good) / run.measured_s, exact.throughput_per_s);
    double content = 0;
    for (std::size_t i = 1; i + 1 < run.elements.size(); ++i) content += run.elements[i].content_mean;
    comparison.add("content", content, exact.content);
    for (std::size_t k = 0; k < line.size(); ++k) {
      const ElementStatistics& station = run.elements[indexOf(factory, fmt::format("m{}", k))];
      const auto share = [&](ElementState state) { return stateOf(station, state) / run.measured_s; };
      comparison.add(fmt::format("m{} busy", k), share(ElementState::Busy), exact.busy[k]);
      comparison.add(fmt::format("m{} idle", k), share(ElementState::Idle), exact.idle[k]);
      comparison.add(fmt::format("m{} blocked", k), share(ElementState::Blocked), exact.blocked[k]);
      comparison.add(fmt::format("m{} down", k), share(ElementState::Down), exact.down[k]);
      if (line[k].buffer_before == 0) continue;
      comparison.add(fmt::format("b{}", k), run.elements[indexOf(factory, fmt::format("b{}", k))].content_mean,
                     exact.buffer_content[k]);
    }
  }
  const std::string complaint = comparison.complaint();
  QVERIFY2(complaint.empty(), complaint.c_str());
}

QTEST_APPLESS_MAIN(TestSerialLines)
#include "tst_serial_lines.moc"
