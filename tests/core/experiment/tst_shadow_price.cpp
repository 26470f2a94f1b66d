// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/experiment/replications.h"
#include "core/experiment/shadow_price_text.h"
#include "tests/core/events/factory_text.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::experiment;
using namespace mw::test;

namespace {

/// What cutting a deterministic run at its horizon can make up: a part at either end.
constexpr double kEnds = 2;

/// Source, three stations with buffers between, sink. @param supply  the source's keys
factory::Factory line(const std::string& supply, const std::vector<std::string>& processes,
                      const std::string& rest = "", const std::string& station_rest = "") {
  std::string elements = fmt::format(R"({{"id": "s", "type": "source", "part": "a", {}}})", supply);
  std::string flows = "s>m1";
  for (std::size_t i = 1; i <= processes.size(); ++i) {
    elements +=
        fmt::format(R"(, {{"id": "m{}", "type": "station", "process": {}{}}})", i, processes[i - 1], station_rest);
    if (i == processes.size()) break;
    elements += fmt::format(R"(, {{"id": "b{}", "type": "buffer", "capacity": 5}})", i);
    flows += fmt::format(" m{0}>b{0} b{0}>m{1}", i, i + 1);
  }
  return factoryOf(elements + R"(, {"id": "o", "type": "sink"})", fmt::format("{} m{}>o", flows, processes.size()),
                   rest);
}

struct Found {
  kpi::BottleneckFinding finding;
  ShadowPrices prices;
  std::string text;
};

Found find(const factory::Factory& factory, const std::string& step, unsigned jobs = 0) {
  RunPlan plan;
  plan.horizon_s = 44'000;
  plan.warmup_s = 8000;
  plan.replications = 5;
  plan.jobs = jobs;
  Found found{runReplications(factory, plan).bottleneck, {}, {}};
  found.prices = findShadowPrices(factory, found.finding, plan, SpeedStep::parse(step));
  found.text = shadowPriceText(found.prices, found.finding);
  return found;
}

const ShadowPrice& priceOf(const ShadowPrices& prices, const std::string& id) {
  for (const ShadowPrice& price : prices.prices) {
    if (price.ids == std::vector<std::string>{id}) return price;
  }
  qFatal("no price of %s", id.c_str());
}

std::string exponential(double mean_s) {
  return fmt::format(R"({{"dist": "exponential", "mean_s": {}}})", mean_s);
}

}  // namespace

class TestShadowPrice : public QObject {
  Q_OBJECT
 private slots:
  void knowsTheGainOfABottleneck_data();
  void knowsTheGainOfABottleneck();
  void twoEqualMachinesGainOnlyTogether();
  void arrivalsLimit();
  void onePersonMore();
  void aFasterBeltIsTransport();
  void oneMoreVehicleIsTransport();
  void onePartARunIsNoGain();
  void savesSecondsOfEachPartType();
  void saysWhatCannotBeTried();
  void isTheSameForAnyJobs();
  void wordsFollowTheIntervals_data();
  void wordsFollowTheIntervals();
  void intervalsHoldTogether();
  void intervalsHoldTheKnownGain();
};

void TestShadowPrice::knowsTheGainOfABottleneck_data() {
  QTest::addColumn<QString>("step");
  QTest::addColumn<double>("saved_s");
  QTest::addColumn<double>("gain_per_h");
  QTest::newRow("2 s of 20") << "2s" << 2.0 << 3600 / 18.0 - 3600 / 20.0;
  QTest::newRow("5 % of 20 s") << "5%" << 1.0 << 3600 / 19.0 - 3600 / 20.0;
  // From 16 s on the next machine limits.
  QTest::newRow("8 s of 20, past the next") << "8s" << 8.0 << 3600 / 16.0 - 3600 / 20.0;
}

/// A line without chance makes 3600 / (longest cycle) parts per hour.
void TestShadowPrice::knowsTheGainOfABottleneck() {
  QFETCH(QString, step);
  QFETCH(double, saved_s);
  QFETCH(double, gain_per_h);
  const Found found = find(line(R"("supply": "unlimited")", {"10", "20", "16"}), step.toStdString());
  const ShadowPrice& price = priceOf(found.prices, "m2");
  MW_NEAR(price.saved_s, saved_s, 0, 1e-12);
  MW_NEAR(price.gain.mean, gain_per_h, kEnds * found.prices.least_gain_per_h, 0);
  MW_NEAR(price.perSecond(), price.gain.mean / saved_s, 0, 1e-12);
  QVERIFY(price.is_shown);
  QCOMPARE(found.prices.gaining().size(), std::size_t{1});
  QVERIFY2(found.text.starts_with("m2 limits the line 100 % of the time; "), found.text.c_str());
  QVERIFY2(found.text.find(" faster gives +") != std::string::npos, found.text.c_str());
  QVERIFY2(found.text.find("separable") == std::string::npos, found.text.c_str());
}

void TestShadowPrice::twoEqualMachinesGainOnlyTogether() {
  const Found found = find(line(R"("supply": "unlimited")", {"10", "20", "20"}), "2s");
  QVERIFY(found.finding.verdict == kpi::BottleneckFinding::Verdict::NotSeparable);
  for (const char* id : {"m2", "m3"}) {
    const ShadowPrice& alone = priceOf(found.prices, id);
    MW_NEAR(alone.gain.mean, 0.0, kEnds * found.prices.least_gain_per_h, 0);
    QVERIFY2(!alone.is_shown, id);
  }
  const ShadowPrice* together = found.prices.find(Lever::Kind::Together);
  QVERIFY(together != nullptr && together->is_shown);
  MW_NEAR(together->gain.mean, 3600 / 18.0 - 3600 / 20.0, kEnds * found.prices.least_gain_per_h, 0);
  QVERIFY2(found.text.starts_with("no gain is shown for any alone; m"), found.text.c_str());
  QVERIFY2(found.text.find(" together, each 2 s faster, gain +20 parts/h") != std::string::npos, found.text.c_str());
}

void TestShadowPrice::arrivalsLimit() {
  const Found found = find(line(R"("interarrival": {"dist": "exponential", "mean_s": 40})", {"10", "20", "16"}), "10%");
  QVERIFY(found.prices.gaining().empty());
  const ShadowPrice* supply = found.prices.find(Lever::Kind::Supply);
  QVERIFY(supply != nullptr && supply->is_shown);
  // 90 parts per hour at 40 s, 100 at 36 s. Both count the same random stream over ten hours: what differs is about 100
  // arrivals, so a standard error of at most sqrt(100 / 5) / 10.
  MW_NEAR(supply->gain.mean, 10.0, 4.5 * 0.45, 0);
  QVERIFY2(found.text.starts_with(
               "no element's speed is shown to help: the arrivals limit; the supply (s) 10 % faster gives +"),
           found.text.c_str());
}

/// Two machines of 20 s share one person, who is always busy: a second one doubles the throughput.
void TestShadowPrice::onePersonMore() {
  const auto factory = factoryOf(
      R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited"},
         {"id": "m1", "type": "station", "process": 20, "needs": [{"pool": "crew"}]},
         {"id": "t", "type": "source", "part": "a", "supply": "unlimited"},
         {"id": "m2", "type": "station", "process": 20, "needs": [{"pool": "crew"}]},
         {"id": "o", "type": "sink"})",
      "s>m1 m1>o t>m2 m2>o", R"(, "pools": [{"id": "crew"}])");
  const Found found = find(factory, "5%");
  const ShadowPrice& crew = priceOf(found.prices, "crew");
  QVERIFY(crew.kind == Lever::Kind::Pool && crew.is_shown);
  MW_NEAR(crew.gain.mean, 180.0, kEnds * found.prices.least_gain_per_h, 0);
  QVERIFY(std::isnan(crew.perSecond()));
  QVERIFY2(found.text.starts_with("pool crew limits the line 100 % of the time; one more gives +180 parts/h"),
           found.text.c_str());
}

void TestShadowPrice::aFasterBeltIsTransport() {
  // A belt lets a part go every 0.5 m / 0.02 m/s = 25 s; at 5 % less that is 23.75 s.
  const auto factory = factoryOf(
      R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited"},
         {"id": "m", "type": "station", "process": 20},
         {"id": "c", "type": "conveyor", "length_m": 2, "speed_mps": 0.02, "pitch_m": 0.5},
         {"id": "o", "type": "sink"})",
      "s>m m>c c>o");
  const Found found = find(factory, "5%");
  const ShadowPrice* transport = found.prices.find(Lever::Kind::Transport);
  QVERIFY(transport != nullptr && transport->is_shown);
  MW_NEAR(transport->gain.mean, 3600 / 23.75 - 3600 / 25.0, kEnds * found.prices.least_gain_per_h, 0);
  QVERIFY2(
      found.text.starts_with("no element's speed is shown to help: transport limits; transport (c) 5 % faster gives +"),
      found.text.c_str());
}

/// One vehicle takes 20 s there and back. With two, one stands at the sink when the machine is done after 8 s and
/// calls: 18 s from part to part.
void TestShadowPrice::oneMoreVehicleIsTransport() {
  const auto factory = factoryOf(
      R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited"},
         {"id": "m", "type": "station", "process": 8},
         {"id": "o", "type": "sink", "pose": {"x_m": 10}})",
      R"({"from": "s", "to": "m"}, {"from": "m", "to": "o", "by": "vehicle"})", R"(, "vehicles": [{"id": "agv"}])");
  const Found found = find(factory, "5%");
  const ShadowPrice* transport = found.prices.find(Lever::Kind::Transport);
  QVERIFY(transport != nullptr && transport->is_shown);
  QCOMPARE(transport->change, std::string("one more vehicle in each fleet"));
  MW_NEAR(transport->gain.mean, 3600 / 18.0 - 3600 / 20.0, kEnds * found.prices.least_gain_per_h, 0);
}

/// A faster belt brings the first part, and so each, half a second earlier: at this horizon that is one part.
void TestShadowPrice::onePartARunIsNoGain() {
  const auto factory = factoryOf(
      R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited"},
         {"id": "c", "type": "conveyor", "length_m": 2, "speed_mps": 0.2, "pitch_m": 0.5},
         {"id": "m", "type": "station", "process": 20},
         {"id": "o", "type": "sink"})",
      "s>c c>m m>o");
  RunPlan plan;
  plan.horizon_s = 10 + 20 * 100 - 0.2;
  plan.replications = 3;
  const ShadowPrices prices = findShadowPrices(factory, runReplications(factory, plan).bottleneck, plan, {});
  const ShadowPrice* transport = prices.find(Lever::Kind::Transport);
  QVERIFY(transport != nullptr);
  MW_NEAR(transport->gain.mean, prices.least_gain_per_h, 0, 1e-9);
  QVERIFY(transport->gain.low() > 0);
  QVERIFY(!transport->is_shown);
}

void TestShadowPrice::savesSecondsOfEachPartType() {
  const std::string by_part = R"({"by_part": {"a": 10, "b": {"dist": "uniform", "min_s": 20, "max_s": 40}}})";
  const auto factory =
      factoryOf(fmt::format(R"({{"id": "s", "type": "source", "part": {{"a": 0.5, "b": 0.5}}, "supply": "unlimited"}},
                     {{"id": "m", "type": "station", "process": {}}}, {{"id": "o", "type": "sink"}})",
                            by_part),
                "s>m m>o");
  const Found share = find(factory, "10%");
  // Half of the parts take 10 s and half 30 s: 10 % of 20 s, within the chance of about 9,000 parts.
  MW_NEAR(priceOf(share.prices, "m").saved_s, 2.0, 0.05, 0);
  const Found seconds = find(factory, "5s");
  MW_NEAR(priceOf(seconds.prices, "m").saved_s, 5.0, 0, 1e-12);
  MW_NEAR(priceOf(seconds.prices, "m").gain.mean, 3600 / 15.0 - 3600 / 20.0, 3.0, 0);
}

void TestShadowPrice::saysWhatCannotBeTried() {
  const Found found = find(line(R"("supply": "unlimited")", {"4", "20", "16"}), "20s");
  QVERIFY(found.prices.prices.empty());
  QCOMPARE(found.prices.none.front().id, std::string("m2"));
  QCOMPARE(found.prices.none.front().why, std::string("its process takes 20 s: 20 s cannot be saved"));
  QCOMPARE(found.text, std::string("nothing could be tried"));
}

void TestShadowPrice::isTheSameForAnyJobs() {
  const auto factory = line(R"("supply": "unlimited")", {exponential(18), exponential(20)});
  const Json one = toJson(find(factory, "5%", 1).prices);
  QVERIFY(one == toJson(find(factory, "5%", 3).prices));
  QCOMPARE(one["prices"].size(), std::size_t{3});
}

void TestShadowPrice::wordsFollowTheIntervals_data() {
  QTest::addColumn<double>("m2_gain");
  QTest::addColumn<double>("nobody");
  QTest::addColumn<QString>("text");
  const QString first = "m1 limits the line 71 % of the time; 5 s faster gives +3.1 parts/h (+-0.4)";
  QTest::newRow("clearly the first") << 2.0 << 0.1 << first;
  QTest::newRow("intervals overlap") << 2.5 << 0.1
                                     << first +
                                            "; not separable from m2, 5 s faster gives +2.5 parts/h (+-0.4): the "
                                            "intervals overlap";
  QTest::newRow("waits for parts") << 2.0 << 0.8
                                   << first +
                                          "; yet nothing is at work for 80 % of the time: this may be parts that "
                                          "only left sooner";
}

void TestShadowPrice::wordsFollowTheIntervals() {
  QFETCH(double, m2_gain);
  QFETCH(double, nobody);
  QFETCH(QString, text);
  ShadowPrices prices;
  prices.throughput_per_h = {60, 1, 0.7, 10};
  prices.prices = {{Lever::Kind::Element, {"m2"}, "5 s faster", 5, {m2_gain, 0.5, 0.4, 10}, true},
                   {Lever::Kind::Element, {"m1"}, "5 s faster", 5, {3.1, 0.5, 0.4, 10}, true}};
  kpi::BottleneckFinding finding;
  finding.nobody.mean = nobody;
  finding.limits.resize(1);
  finding.limits[0].id = "m1";
  finding.limits[0].element = 1;
  finding.limits[0].share.mean = 0.71;
  QCOMPARE(QString::fromStdString(shadowPriceText(prices, finding)), text);
}

/// k prices at once: each interval is that of a single one at 1 - 0.05 / k.
void TestShadowPrice::intervalsHoldTogether() {
  const Found found = find(line(R"("supply": "unlimited")", {exponential(18), exponential(20)}), "5%");
  MW_NEAR(found.prices.single_level, 1 - 0.05 / 3, 0, 1e-12);
  const numerics::Estimate& gain = found.prices.prices.front().gain;
  MW_NEAR(gain.half_width, numerics::studentTQuantile(1 - 0.025 / 3, 4) * gain.sd / std::sqrt(5.0), 0, 1e-12);
  // Common random numbers: the spread of the difference is far below that of the throughput itself.
  QVERIFY(gain.sd < 0.5 * found.prices.throughput_per_h.sd);
}

/// One station whose times are exponential: parts are a Poisson stream, and 5 % less gives 3600 / 19 - 3600 / 20 per
/// hour, whatever the horizon. Of 400 intervals 95 % hold it, give or take three standard errors of a share (3.3 %).
void TestShadowPrice::intervalsHoldTheKnownGain() {
  const auto factory = line(R"("supply": "unlimited")", {exponential(20)});
  constexpr double kGain_per_h = 3600 / 19.0 - 3600 / 20.0;
  constexpr int kMacro = 400;
  RunPlan plan;
  plan.horizon_s = 20'000;
  plan.replications = 10;
  const kpi::BottleneckFinding finding = runReplications(factory, plan).bottleneck;
  int held = 0;
  for (int macro = 0; macro < kMacro; ++macro) {
    plan.seed = 100 + static_cast<std::uint64_t>(macro);
    const ShadowPrices prices = findShadowPrices(factory, finding, plan, {});
    QCOMPARE(prices.prices.size(), std::size_t{1});
    const numerics::Estimate& gain = prices.prices.front().gain;
    held += gain.low() <= kGain_per_h && kGain_per_h <= gain.high() ? 1 : 0;
  }
  qInfo("%d of %d intervals hold the gain", held, kMacro);
  QVERIFY(std::abs(held - 0.95 * kMacro) <= 0.033 * kMacro);
}

QTEST_GUILESS_MAIN(TestShadowPrice)
#include "tst_shadow_price.moc"
