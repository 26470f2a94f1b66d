// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>
#include <functional>
#include <numeric>

#include "core/numerics/statistics.h"
#include "tests/core/events/factory_text.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::events;
using namespace mw::test;

namespace {

/// Standard errors that a mean of replications may be from theory: 6 in 100,000 cases.
constexpr double kSigmas = 4;
constexpr int kReplications = 20;

struct Case {
  factory::Factory factory;
  std::function<double(const RunStatistics&)> measure;
  double exact;
};

double perSecond(const RunStatistics& run) {
  return static_cast<double>(run.good) / run.measured_s;
}
double lead_s(const RunStatistics& run) {
  return run.lead_time_mean_s;
}

std::string station(const std::string& id, double mean_s) {
  return fmt::format(R"(,{{"id": "{}", "type": "station", "process": {{"dist": "exponential", "mean_s": {}}}}})", id,
                     mean_s);
}
std::string queue(const std::string& id) {
  return fmt::format(R"(,{{"id": "{}", "type": "buffer"}})", id);
}

const char* const kSupply = R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited"})";
const char* const kSink = R"(,{"id": "o", "type": "sink"})";

/// Stations q1 m1 q2 m2 ... without limits but the number of parts between source and sink.
factory::Factory conwipLine(const std::vector<double>& means_s, int limit) {
  std::string elements = kSupply;
  std::string flows = "s>q1";
  for (std::size_t i = 1; i <= means_s.size(); ++i) {
    elements += queue(fmt::format("q{}", i)) + station(fmt::format("m{}", i), means_s[i - 1]);
    flows += fmt::format(" q{}>m{} m{}>{}", i, i, i, i == means_s.size() ? "o" : fmt::format("q{}", i + 1));
  }
  return factoryOf(elements + kSink, flows,
                   fmt::format(R"(, "control": [{{"type": "conwip", "limit": {}, "from": "s", "to": "o"}}])", limit));
}

/// Mean value analysis of a closed network of single exponential stations, each visited once a round.
/// Source: Reiser, Lavenberg (1980). @returns parts per second
double closedThroughput(const std::vector<double>& means_s, int parts) {
  std::vector<double> content(means_s.size(), 0);
  double per_second = 0;
  for (int n = 1; n <= parts; ++n) {
    std::vector<double> stay_s(means_s.size());
    for (std::size_t i = 0; i < means_s.size(); ++i) stay_s[i] = means_s[i] * (1 + content[i]);
    per_second = n / std::accumulate(stay_s.begin(), stay_s.end(), 0.0);
    for (std::size_t i = 0; i < means_s.size(); ++i) content[i] = per_second * stay_s[i];
  }
  return per_second;
}

/// Two machines with `room` for finished parts of the first, the one in the second machine included: a birth and death
/// chain on their number, births stopping at `room`. @returns departures per second
double tandemThroughput(double first_s, double second_s, int room) {
  const double ratio = second_s / first_s;
  double sum = 0;
  for (int n = 0; n <= room; ++n) sum += std::pow(ratio, n);
  return (1 - 1 / sum) / second_s;
}

factory::Factory kanbanPair(double first_s, double second_s, int first_cards, int second_cards) {
  return factoryOf(
      kSupply + station("m1", first_s) + queue("b1") + queue("q2") + station("m2", second_s) + kSink,
      "s>m1 m1>b1 b1>q2 q2>m2 m2>o",
      fmt::format(R"(, "control": [{{"type": "kanban", "stages": [{{"elements": ["m1", "b1"], "limit": {}}},
                                                               {{"elements": ["q2", "m2"], "limit": {}}}]}}])",
                  first_cards, second_cards));
}

/// One machine, a rope of `limit` to the drum, a machine behind it.
factory::Factory ropeLine(double first_s, double drum_s, int limit) {
  return factoryOf(
      kSupply + queue("q1") + station("m1", first_s) + queue("q2") + station("drum", drum_s) + queue("q3") +
          station("m3", drum_s / 2) + kSink,
      "s>q1 q1>m1 m1>q2 q2>drum drum>q3 q3>m3 m3>o",
      fmt::format(R"(, "control": [{{"type": "drum-buffer-rope", "drum": "drum", "limit": {}, "from": "s"}}])", limit));
}

/// A queue in which no more than `limit` are admitted; who finds it full is turned away.
factory::Factory admission(int limit) {
  return factoryOf(
      R"({"id": "s", "type": "source", "part": "a", "interarrival": {"dist": "exponential", "mean_s": 1.25},
          "on_full": "lose"})" +
          queue("q") + station("m", 1) + kSink,
      "s>q q>m m>o", fmt::format(R"(, "control": [{{"type": "conwip", "limit": {}}}])", limit));
}

}  // namespace
Q_DECLARE_METATYPE(Case)

class TestControlTheory : public QObject {
  Q_OBJECT
 private slots:
  void meets_data();
  void meets();
};

void TestControlTheory::meets_data() {
  QTest::addColumn<Case>("given");
  const std::vector<std::vector<double>> lines = {{1, 0.8, 1.25, 0.9}, {1, 1, 1}, {0.5, 2, 0.7, 0.6, 1.1}, {1.5, 0.5}};
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::vector<int> limits =
        i == 0 ? std::vector<int>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10} : std::vector<int>{2, 5, 10};
    for (const int limit : limits) {
      const double exact = closedThroughput(lines[i], limit);
      QTest::addRow("conwip, line %d, %d parts: closed Jackson network by mean value analysis", static_cast<int>(i + 1),
                    limit)
          << Case{conwipLine(lines[i], limit), perSecond, exact};
      if (limit == 5) {
        QTest::addRow("conwip, line %d, %d parts: lead time by Little", static_cast<int>(i + 1), limit)
            << Case{conwipLine(lines[i], limit), lead_s, limit / exact};
      }
    }
  }
  for (const auto& [k1, k2] : {std::pair{1, 1}, {1, 3}, {3, 1}, {2, 2}}) {
    QTest::addRow("kanban, %d and %d cards, balanced: N/(N+1), N = their sum", k1, k2)
        << Case{kanbanPair(1, 1, k1, k2), perSecond, (k1 + k2) / (k1 + k2 + 1.0)};
    QTest::addRow("kanban, %d and %d cards, second slower: M/M/1/N", k1, k2)
        << Case{kanbanPair(1, 1.4, k1, k2), perSecond, tandemThroughput(1, 1.4, k1 + k2)};
  }
  // The drum takes its part out of the count: limit + 1 between its start and the release.
  for (const int limit : {1, 2, 4}) {
    QTest::addRow("drum-buffer-rope, limit %d: M/M/1/(limit+1) at the drum", limit)
        << Case{ropeLine(1, 1.3, limit), perSecond, tandemThroughput(1, 1.3, limit + 1)};
  }
  for (const int limit : {1, 2, 4}) {
    const double full = 0.2 * std::pow(0.8, limit) / (1 - std::pow(0.8, limit + 1));
    QTest::addRow("conwip of %d where arrivals are lost: M/M/1/K", limit)
        << Case{admission(limit),
                [](const RunStatistics& run) { return static_cast<double>(run.lost) / run.measured_s; }, 0.8 * full};
  }
}

void TestControlTheory::meets() {
  QFETCH(Case, given);
  const auto model = compile(given.factory);
  std::vector<double> samples;
  for (std::uint32_t i = 0; i < kReplications; ++i) {
    samples.push_back(given.measure(simulate(*model, settingsFor(20000, 1000, 42, i))));
  }
  const numerics::Estimate estimate = numerics::confidenceInterval(samples);
  MW_NEAR(estimate.mean, given.exact, 0, kSigmas * estimate.sd / std::sqrt(kReplications));
  QVERIFY(estimate.half_width < 0.02 * given.exact);
}

QTEST_APPLESS_MAIN(TestControlTheory)
#include "tst_control_theory.moc"
