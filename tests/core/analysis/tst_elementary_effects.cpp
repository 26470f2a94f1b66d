// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <set>

#include "core/analysis/elementary_effects.h"
#include "core/base/random_stream.h"
#include "core/experiment/design.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::analysis;

/// Elementary effects of functions that are known.
class TestElementaryEffects : public QObject {
  Q_OBJECT
 private slots:
  void ofALineAreItsSlopes();
  void ofMorrisFunction();
  void ofTheGFunctionAreAsReckoned();
  void ofTheGFunctionAreInOrder();
  void ofLevelsAreTheirDifferences();
  void commonLuckGoesOut();
  void luckAloneIsNotShown();
  void missingRunsAreLeftOut();
  void oneEffectShowsNothing();
  void aSingleReplicationSomewhereLeavesTheLuckKnown();
  void singleReplicationsAreTold();
  void trustDoesNotHangOnTheFirstFactor();
  void anotherSeedMovesTheIntervalsAlone();
  void refusesOtherStudies();
};

namespace {

using Function = std::function<double(const std::vector<double>&)>;

experiment::Study studyOf(int factors, int trajectories, int levels, const Json& more = Json::object()) {
  Json list = Json::array();
  for (int i = 1; i <= factors; ++i) {
    const std::string name = "x" + std::to_string(i);
    list.push_back({{"name", name}, {"path", "elements/m/" + name}, {"min", 0}, {"max", 1}});
  }
  Json json = {{"format", "millwright-study/1"},
               {"name", "screen"},
               {"horizon_s", 100},
               {"factors", list},
               {"design", {{"type", "morris"}, {"trajectories", trajectories}, {"levels", levels}}}};
  json.update(more);
  return experiment::Study::fromJson(json);
}

std::vector<Json> pointsOf(const experiment::Study& study) {
  std::vector<Json> points;
  for (const experiment::DesignPoint& point : experiment::designPoints(study)) {
    Json values = Json::object();
    for (std::size_t f = 0; f < point.size(); ++f) values[study.factors[f].name] = point[f];
    points.push_back(std::move(values));
  }
  return points;
}

/// Runs with some noise that the points have in common, and some of their own.
std::vector<experiment::StudyRun> runsOf(const experiment::Study& study, const Function& function,
                                         std::uint32_t replications = 1, double common = 0, double own = 0) {
  std::vector<experiment::StudyRun> runs;
  const auto points = experiment::designPoints(study);
  for (std::uint32_t p = 0; p < points.size(); ++p) {
    std::vector<double> x;
    for (const Json& value : points[p]) x.push_back(value.is_number() ? value.get<double>() : 0.0);
    for (std::uint32_t r = 0; r < replications; ++r) {
      RandomStream shared(5, streamId("common", "noise"), r);
      RandomStream alone(6, streamId("own", "noise"), p * replications + r);
      const double noise = common * (shared.uniform() - 0.5) + own * (alone.uniform() - 0.5);
      runs.push_back({{p, r}, {function(x) + noise}, 1});
    }
  }
  return runs;
}

ElementaryEffects effectsOf(const experiment::Study& study, const std::vector<experiment::StudyRun>& runs) {
  return elementaryEffects(study, pointsOf(study), {"y"}, runs, "y");
}

const ElementaryEffect& factor(const ElementaryEffects& effects, const std::string& name) {
  return *std::ranges::find(effects.factors, name, &ElementaryEffect::name);
}

/// Morris's test function of 20 factors; the coefficients that he drew at random are drawn here.
/// Source: Morris (1991), section 4
class MorrisFunction {
 public:
  explicit MorrisFunction(std::uint64_t seed) {
    RandomStream random(seed, streamId("morris", "function"), 0);
    const auto normal = [&] {
      return std::sqrt(-2 * std::log(random.uniform())) * std::cos(2 * 3.14159265358979 * random.uniform());
    };
    for (std::size_t i = 0; i < 20; ++i) {
      first_[i] = i < 10 ? 20 : normal();
      for (std::size_t j = i + 1; j < 20; ++j) second_[i][j] = j < 6 ? -15 : normal();
    }
  }

  double operator()(const std::vector<double>& x) const {
    std::array<double, 20> w{};
    for (std::size_t i = 0; i < 20; ++i) {
      const bool is_bent = i == 2 || i == 4 || i == 6;
      w[i] = 2 * ((is_bent ? 1.1 * x[i] / (x[i] + 0.1) : x[i]) - 0.5);
    }
    double y = 0;
    for (std::size_t i = 0; i < 20; ++i) {
      y += first_[i] * w[i];
      for (std::size_t j = i + 1; j < 20; ++j) {
        y += second_[i][j] * w[i] * w[j];
        for (std::size_t l = j + 1; l < 5; ++l) {
          y -= 10 * w[i] * w[j] * w[l];
          for (std::size_t s = l + 1; s < 4; ++s) y += 5 * w[i] * w[j] * w[l] * w[s];
        }
      }
    }
    return y;
  }

 private:
  std::array<double, 20> first_{};
  std::array<std::array<double, 20>, 20> second_{};
};

/// Sobol's g-function: the larger its coefficient, the less a factor matters.
constexpr std::array<double, 6> kG = {0, 1, 4.5, 9, 99, 99};

double gFunction(const std::vector<double>& x) {
  double y = 1;
  for (std::size_t i = 0; i < kG.size(); ++i) y *= (std::abs(4 * x[i] - 2) + kG[i]) / (1 + kG[i]);
  return y;
}

}  // namespace

void TestElementaryEffects::ofALineAreItsSlopes() {
  const auto study = studyOf(3, 5, 4);
  const auto effects =
      effectsOf(study, runsOf(study, [](const auto& x) { return 4 - 2 * x[0] + 0.01 * x[1] + 7 * x[2]; }));
  QCOMPARE(effects.factors.front().name, std::string("x3"));
  const std::array<std::pair<const char*, double>, 3> slopes = {{{"x1", -2}, {"x2", 0.01}, {"x3", 7}}};
  constexpr double kRounding = 1e-13;
  for (const auto& [name, slope] : slopes) {
    const ElementaryEffect& effect = factor(effects, name);
    MW_NEAR(effect.mu, slope, kRounding, 0);
    MW_NEAR(effect.mu_star, std::abs(slope), kRounding, 0);
    MW_NEAR(effect.low, std::abs(slope), kRounding, 0);
    MW_NEAR(effect.high, std::abs(slope), kRounding, 0);
    MW_NEAR(effect.sigma, 0.0, 0, kRounding);
    QCOMPARE(effect.count, std::size_t{5});
  }
  QVERIFY(effects.trust == ElementaryEffects::Trust::Good);
  QVERIFY(effects.mayBeFixed(factor(effects, "x2")));
  QVERIFY(!effects.mayBeFixed(factor(effects, "x1")));
  const Json json = toJson(effects);
  QVERIFY(json["factors"][0]["shape"] == "linear");
  QVERIFY(json["factors"][2]["may_be_fixed"] == true);
  QVERIFY2(QString::fromStdString(effectsText(effects)).contains("May be fixed, each under 10 % of x3: x2"),
           effectsText(effects).c_str());
}

/// What Morris reads from his figure 1: 1 to 10 matter, of these 8, 9 and 10 are nearly linear, and the rest does
/// little.
void TestElementaryEffects::ofMorrisFunction() {
  const auto study = studyOf(20, 20, 4);
  const auto effects = effectsOf(study, runsOf(study, MorrisFunction(1)));
  std::set<std::string> ten;
  for (std::size_t i = 0; i < 10; ++i) ten.insert(effects.factors[i].name);
  for (int i = 1; i <= 20; ++i) {
    const std::string name = "x" + std::to_string(i);
    const ElementaryEffect& effect = factor(effects, name);
    QCOMPARE(ten.contains(name), i <= 10);
    // The slope of 20 w, with w = 2 x - 1.
    if (i >= 8 && i <= 10) {
      QVERIFY2(std::abs(effect.mu - 40) < 8, name.c_str());
      QVERIFY2(effect.sigma < 10, name.c_str());
    }
    if (i <= 6) QVERIFY2(effect.sigma > 25, name.c_str());
    if (i > 10) QVERIFY2(effect.mu_star < 15, name.c_str());
  }
  // 7 bends but meets no other.
  QVERIFY(factor(effects, "x7").sigma > 10 && factor(effects, "x7").mu > 20);
}

/// |4 x - 2| is 2, 2/3, 2/3, 2 at the four levels, so that a step changes it by 4/3, which over a step of 2/3 is 2, and
/// the other factors multiply that by (4/3 + a) / (1 + a) on average. So many trajectories are not chosen but random.
void TestElementaryEffects::ofTheGFunctionAreAsReckoned() {
  const auto study = studyOf(6, 2000, 4);
  const auto effects = effectsOf(study, runsOf(study, gFunction));
  for (std::size_t i = 0; i < kG.size(); ++i) {
    double expected = 2 / (1 + kG[i]);
    for (std::size_t j = 0; j < kG.size(); ++j) {
      if (j != i) expected *= (4.0 / 3 + kG[j]) / (1 + kG[j]);
    }
    const ElementaryEffect& effect = factor(effects, "x" + std::to_string(i + 1));
    // The interval is of two standard errors, so this is four of them.
    QVERIFY2(std::abs(effect.mu_star - expected) < effect.high - effect.low,
             qPrintable(QString("x%1: %2, expected %3").arg(i + 1).arg(effect.mu_star).arg(expected)));
    QVERIFY(effect.high - effect.low < 0.1 * expected);
    // The function is even around the middle of each range.
    QVERIFY(std::abs(effect.mu) < 4 * effect.sigma / std::sqrt(2000.0));
  }
}

/// With the usual number of trajectories, chosen for their spread, the order is right.
void TestElementaryEffects::ofTheGFunctionAreInOrder() {
  const auto study = studyOf(6, 20, 4);
  const auto effects = effectsOf(study, runsOf(study, gFunction));
  for (std::size_t i = 0; i < 4; ++i) QCOMPARE(effects.factors[i].name, "x" + std::to_string(i + 1));
  QVERIFY(effects.mayBeFixed(factor(effects, "x5")) && effects.mayBeFixed(factor(effects, "x6")));
  QVERIFY(!effects.mayBeFixed(factor(effects, "x2")));
  QVERIFY2(QString::fromStdString(effectsText(effects)).contains("Not linear, or acting together with others: x1, x2"),
           effectsText(effects).c_str());
}

void TestElementaryEffects::ofLevelsAreTheirDifferences() {
  Json more;
  more["factors"] = Json::parse(R"([{"name": "x1", "path": "elements/m/a", "levels": [0, 1]},
    {"name": "x2", "path": "elements/m/b", "min": 0, "max": 1, "integer": true},
    {"name": "x3", "path": "elements/m/c", "levels": [10, 20, 60]}])");
  // 2 x 2 x 6 moves in 3! orders, each in two directions, are 72 different trajectories: all there are.
  const auto study = studyOf(3, 72, 4, more);
  const auto effects = effectsOf(study, runsOf(study, [](const auto& x) { return 3 * x[0] - 5 * x[1] + x[2]; }));
  MW_NEAR(factor(effects, "x1").mu, 3.0, 1e-12, 0);
  MW_NEAR(factor(effects, "x2").mu, -5.0, 1e-12, 0);
  // Of the three pairs of levels the differences are 10, 40 and 50.
  const ElementaryEffect& third = factor(effects, "x3");
  MW_NEAR(third.mu, third.mu_star, 1e-12, 0);
  MW_NEAR(third.mu_star, 100.0 / 3, 1e-12, 0);
  QVERIFY(third.low < 100.0 / 3 && third.high > 100.0 / 3);
}

void TestElementaryEffects::commonLuckGoesOut() {
  const auto line = [](const auto& x) { return x[0]; };
  const auto study = studyOf(2, 5, 4);
  const auto paired = effectsOf(study, runsOf(study, line, 4, 100));
  MW_NEAR(factor(paired, "x1").mu_star, 1.0, 1e-12, 0);
  MW_NEAR(factor(paired, "x1").noise_sd, 0.0, 0, 1e-12);
  const auto apart = studyOf(2, 5, 4, {{"common_random_numbers", false}});
  const auto unpaired = effectsOf(apart, runsOf(apart, line, 4, 100));
  // Taken for luck of their own: the spread of a uniform variable of width 100, of the mean of 4 twice, over 2/3.
  QVERIFY(factor(unpaired, "x1").noise_sd > 10);
  QVERIFY(unpaired.trust == ElementaryEffects::Trust::Poor);
}

void TestElementaryEffects::luckAloneIsNotShown() {
  const auto study = studyOf(3, 12, 4);
  const auto line = [](const auto& x) { return 10 * x[0]; };
  const auto effects = effectsOf(study, runsOf(study, line, 6, 0, 3));
  const ElementaryEffect& real = factor(effects, "x1");
  QVERIFY(real.isShown());
  // sigma is all luck, and as large as luck is reckoned to be: sd 3 / sqrt(12) of a run, of means of 6, two, over 2/3.
  MW_NEAR(real.noise_sd, 0.75, 0.12, 0);
  QVERIFY(real.curvature() < 0.1);
  for (const char* name : {"x2", "x3"}) {
    const ElementaryEffect& none = factor(effects, name);
    QVERIFY2(!none.isShown(), name);
    QVERIFY2(none.mu_star > 0 && none.mu_star < 2 * none.noise_mean, name);
  }
  const auto nothing = effectsOf(study, runsOf(
                                            study, [](const auto&) { return 0.0; }, 6, 0, 3));
  QVERIFY(nothing.trust == ElementaryEffects::Trust::Poor);
  QVERIFY2(QString::fromStdString(effectsText(nothing)).startsWith("no factor is shown to do more to y"),
           effectsText(nothing).c_str());
  const auto constant = effectsOf(study, runsOf(study, [](const auto&) { return 2.0; }));
  QCOMPARE(effectsText(constant), std::string("no factor does anything to y"));
}

void TestElementaryEffects::missingRunsAreLeftOut() {
  const auto study = studyOf(2, 5, 4);
  auto runs = runsOf(
      study, [](const auto& x) { return 3 * x[0] + x[1]; }, 2);
  runs[0].values[0] = std::numeric_limits<double>::quiet_NaN();
  std::erase_if(runs, [](const auto& run) { return run.key.point == 4; });
  const auto effects = effectsOf(study, runs);
  MW_NEAR(factor(effects, "x1").mu, 3.0, 1e-12, 0);
  // Points 3, 4 and 5 are the second trajectory, whose two steps both meet point 4.
  QCOMPARE(factor(effects, "x1").count, std::size_t{4});
  QCOMPARE(factor(effects, "x2").count, std::size_t{4});
  QVERIFY_THROWS_EXCEPTION(InputError, (void)effectsOf(study, {}));
}

/// Only the first trajectory, points 0 to 2, was run.
void TestElementaryEffects::oneEffectShowsNothing() {
  const auto study = studyOf(2, 5, 4);
  auto runs = runsOf(
      study, [](const auto& x) { return 3 * x[0] + x[1]; }, 2);
  std::erase_if(runs, [](const auto& run) { return run.key.point > 2; });
  const auto effects = effectsOf(study, runs);
  for (const ElementaryEffect& effect : effects.factors) {
    QCOMPARE(effect.count, std::size_t{1});
    QVERIFY(!effect.isShown() && std::isnan(effect.low) && std::isnan(effect.high));
  }
  QVERIFY(effects.trust == ElementaryEffects::Trust::Poor);
  QVERIFY(toJson(effects)["factors"][0]["mu_star_low"].is_null());
  QVERIFY2(effectsText(effects).find("one effect") != std::string::npos, effectsText(effects).c_str());
}

/// The last point has one replication, all others have six: the luck of the runs is known from those.
void TestElementaryEffects::aSingleReplicationSomewhereLeavesTheLuckKnown() {
  const auto study = studyOf(3, 12, 4);
  auto runs = runsOf(
      study, [](const auto& x) { return 10 * x[0]; }, 6, 0, 3);
  const auto last = static_cast<std::uint32_t>(pointsOf(study).size() - 1);
  std::erase_if(runs, [&](const auto& run) { return run.key.point == last && run.key.replication > 0; });
  const auto effects = effectsOf(study, runs);
  for (const ElementaryEffect& effect : effects.factors) {
    QCOMPARE(effect.count, std::size_t{12});
    // As in luckAloneIsNotShown().
    MW_NEAR(effect.noise_sd, 0.75, 0.2, 0);
  }
  QVERIFY(!factor(effects, "x2").isShown() && !factor(effects, "x3").isShown());
}

void TestElementaryEffects::singleReplicationsAreTold() {
  const auto study = studyOf(2, 5, 4);
  const auto line = [](const auto& x) { return 3 * x[0] + x[1]; };
  const std::string words = "With single replications the luck of the runs can't be told";
  QVERIFY(effectsText(effectsOf(study, runsOf(study, line))).find(words) != std::string::npos);
  QVERIFY(effectsText(effectsOf(study, runsOf(study, line, 2))).find(words) == std::string::npos);
}

/// x1 has the largest effect, but only one: the other is still shown.
void TestElementaryEffects::trustDoesNotHangOnTheFirstFactor() {
  const auto study = studyOf(2, 4, 4);
  const auto points = pointsOf(study);
  auto runs = runsOf(study, [](const auto& x) { return 100 * x[0] + x[1]; });
  // Of all trajectories but the first, only the ends of the step of x2 are kept.
  std::erase_if(runs, [&](const auto& run) {
    const std::size_t first = run.key.point / 3 * 3;
    if (first == 0) return false;
    const bool is_x2_first = points[first]["x2"] != points[first + 1]["x2"];
    return run.key.point == (is_x2_first ? first + 2 : first);
  });
  const auto effects = effectsOf(study, runs);
  QCOMPARE(effects.factors.front().name, std::string("x1"));
  QVERIFY(!effects.factors.front().isShown());
  QVERIFY(effects.trust == ElementaryEffects::Trust::Good);
  QCOMPARE(effects.foremost().name, std::string("x2"));
  QVERIFY(!effects.mayBeFixed(factor(effects, "x2")));
  QVERIFY2(effectsText(effects).starts_with("x2 matters most"), effectsText(effects).c_str());
}

void TestElementaryEffects::anotherSeedMovesTheIntervalsAlone() {
  const auto study = studyOf(20, 10, 4);
  const auto runs = runsOf(study, MorrisFunction(1));
  const auto points = pointsOf(study);
  const auto one = elementaryEffects(study, points, {"y"}, runs, "y", 1);
  const auto two = elementaryEffects(study, points, {"y"}, runs, "y", 2);
  QVERIFY(toJson(elementaryEffects(study, points, {"y"}, runs, "y", 1)) == toJson(one));
  for (std::size_t f = 0; f < one.factors.size(); ++f) {
    QCOMPARE(one.factors[f].mu_star, two.factors[f].mu_star);
    QVERIFY(one.factors[f].low <= one.factors[f].mu_star && one.factors[f].mu_star <= one.factors[f].high);
  }
  QVERIFY(one.factors[0].low != two.factors[0].low);
}

void TestElementaryEffects::refusesOtherStudies() {
  const auto study = studyOf(2, 5, 4);
  const auto runs = runsOf(study, [](const auto& x) { return x[0]; });
  QVERIFY_THROWS_EXCEPTION(InputError, (void)elementaryEffects(study, pointsOf(study), {"y"}, runs, "z"));
  const auto other = studyOf(2, 5, 4, {{"design", {{"type", "lhs"}, {"points", 15}}}});
  QVERIFY_THROWS_EXCEPTION(InputError, (void)elementaryEffects(other, pointsOf(other), {"y"}, {}, "y"));
}

QTEST_APPLESS_MAIN(TestElementaryEffects)
#include "tst_elementary_effects.moc"
