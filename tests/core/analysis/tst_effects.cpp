// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>
#include <numbers>

#include "core/analysis/effects.h"
#include "core/analysis/region_indices.h"
#include "core/analysis/sobol_indices.h"
#include "core/experiment/design.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::analysis;

namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kA = 7;
constexpr double kB = 0.1;

/// sin x1 + a sin^2 x2 + b x3^4 sin x1
double ishigami(double x1, double x2, double x3) {
  return std::sin(x1) + kA * std::pow(std::sin(x2), 2) + kB * std::pow(x3, 4) * std::sin(x1);
}

/// Its exact indices over [-pi, pi]^3. Source: Ishigami, Homma (1990)
struct Exact {
  double variance = kA * kA / 8 + kB * std::pow(kPi, 4) / 5 + kB * kB * std::pow(kPi, 8) / 18 + 0.5;
  double v1 = 0.5 * std::pow(1 + kB * std::pow(kPi, 4) / 5, 2);
  double v2 = kA * kA / 8;
  double v13 = 8 * kB * kB * std::pow(kPi, 8) / 225;
};

Eigen::VectorXd onCube(const Eigen::MatrixXd& u) {
  Eigen::VectorXd y(u.rows());
  for (Eigen::Index i = 0; i < u.rows(); ++i) {
    y(i) = ishigami(kPi * (2 * u(i, 0) - 1), kPi * (2 * u(i, 1) - 1), kPi * (2 * u(i, 2) - 1));
  }
  return y;
}

experiment::Study studyOf(std::uint32_t points) {
  Json factors = Json::array();
  for (const char* name : {"x1", "x2", "x3"}) {
    factors.push_back({{"name", name}, {"path", std::string("elements/m/") + name}, {"min", -kPi}, {"max", kPi}});
  }
  return experiment::Study::fromJson({{"format", "millwright-study/1"},
                                      {"name", "ishigami"},
                                      {"horizon_s", 100},
                                      {"factors", factors},
                                      {"design", {{"type", "sobol"}, {"points", points}}}});
}

Effects effectsFrom(std::uint32_t points) {
  const experiment::Study study = studyOf(points);
  surrogate::TrainingSet training;
  training.output_name = "y";
  training.input_names = {"x1", "x2", "x3"};
  training.inputs.resize(points, 3);
  training.output.resize(points);
  const auto rows = experiment::designPoints(study);
  for (Eigen::Index i = 0; i < points; ++i) {
    for (Eigen::Index j = 0; j < 3; ++j) {
      training.inputs(i, j) = rows[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)].get<double>();
    }
    training.output(i) = ishigami(training.inputs(i, 0), training.inputs(i, 1), training.inputs(i, 2));
  }
  return effectsOf(study, surrogate::GaussianProcess::fit(training, {}));
}

const FactorEffect& of(const Effects& effects, const char* name) {
  return *std::ranges::find(effects.factors, name, &FactorEffect::name);
}

}  // namespace

/// Against the Ishigami function, whose indices are known: x3 does nothing alone and a quarter together with x1.
class TestEffects : public QObject {
  Q_OBJECT
 private slots:
  void indicesOfTheFunctionItself();
  void aConstantHasNone();
  void indicesOverATriangle();
  void throughASurrogate();
  void keepsToConstraints();
  void factorsThatConstraintsBindAreNotNothing();
  void refusesAnEqualityOfRanges();
  void levelsThatWereNeverRunDoNotCount();
  void saysWhenTheSurrogateIsTooRough();
};

void TestEffects::indicesOfTheFunctionItself() {
  const Exact exact;
  const SobolIndices found = sobolIndices(onCube, 3, 4096, 1);
  // 4096 points of a Sobol sequence: errors of some 1e-3.
  constexpr double kSampling = 0.01;
  MW_NEAR(found.mean, kA / 2, 0, kSampling);
  MW_NEAR(found.variance, exact.variance, kSampling, 0);
  MW_NEAR(found.first(0), exact.v1 / exact.variance, 0, kSampling);
  MW_NEAR(found.first(1), exact.v2 / exact.variance, 0, kSampling);
  MW_NEAR(found.first(2), 0.0, 0, kSampling);
  MW_NEAR(found.total(0), (exact.v1 + exact.v13) / exact.variance, 0, kSampling);
  MW_NEAR(found.total(1), exact.v2 / exact.variance, 0, kSampling);
  MW_NEAR(found.total(2), exact.v13 / exact.variance, 0, kSampling);
}

void TestEffects::aConstantHasNone() {
  const SobolIndices found =
      sobolIndices([](const Eigen::MatrixXd& u) { return Eigen::VectorXd::Constant(u.rows(), 3).eval(); }, 2, 64, 1);
  QCOMPARE(found.variance, 0.0);
  QVERIFY(found.first.isZero() && found.total.isZero());
}

/// x + y over x + y <= 1: V = 1/18, E[Y | x] = (1 + x) / 2 gives 1/4, Var(Y | y) = (1 - y)^2 / 12 gives 3/4.
void TestEffects::indicesOverATriangle() {
  const auto sum = [](const Eigen::MatrixXd& u) { return u.rowwise().sum().eval(); };
  const CubeRegion triangle{2, [](const Eigen::RowVectorXd& u) { return u.sum() <= 1; }};
  const SobolIndices found = regionIndices(sum, triangle, 1U << 15U, 1);
  constexpr double kFourErrors = 0.03;  // 4 / sqrt(2^15), and the ratio's own
  MW_NEAR(found.mean, 2.0 / 3, 0, kFourErrors);
  MW_NEAR(found.variance, 1.0 / 18, kFourErrors, 0);
  for (const Eigen::Index i : {0, 1}) {
    MW_NEAR(found.first(i), 0.25, 0, kFourErrors);
    MW_NEAR(found.total(i), 0.75, 0, kFourErrors);
  }
  const Eigen::VectorXd course = regionMainEffect(sum, triangle, 0, Eigen::Vector2d(0.2, 0.8), 4096, 1);
  MW_NEAR(course(0), 0.6, 0, kFourErrors);
  MW_NEAR(course(1), 0.9, 0, kFourErrors);
  const CubeRegion nothing{2, [](const Eigen::RowVectorXd&) { return false; }};
  QVERIFY_EXCEPTION_THROWN((void)regionIndices(sum, nothing, 16, 1), InputError);
}

namespace {

/// y = a + b over a grid of two factors of numbers, and the rows of it that a study with constraints has.
Effects effectsOfSum(const Json& constraints, const Json& levels) {
  const Json json = {{"format", "millwright-study/1"},
                     {"name", "sum"},
                     {"horizon_s", 100},
                     {"factors",
                      {{{"name", "a"}, {"path", "elements/m/a"}, {"min", 0}, {"max", 1}},
                       {{"name", "b"}, {"path", "elements/m/b"}, {"levels", levels}}}},
                     {"constraints", constraints},
                     {"design", {{"type", "grid"}, {"steps", 9}}}};
  const auto study = experiment::Study::fromJson(json);
  surrogate::TrainingSet training;
  training.output_name = "y";
  training.input_names = {"a", "b"};
  const auto rows = experiment::designPoints(study);
  training.inputs.resize(static_cast<Eigen::Index>(rows.size()), 2);
  for (std::size_t i = 0; i < rows.size(); ++i)
    training.inputs.row(static_cast<Eigen::Index>(i)) << rows[i][0].get<double>(), rows[i][1].get<double>();
  training.output = training.inputs.rowwise().sum();
  return effectsOf(study, surrogate::GaussianProcess::fit(training, {}));
}

}  // namespace

/// Over the whole box both make the same; where a <= 0.25 is all that is allowed, nearly all is b's.
void TestEffects::keepsToConstraints() {
  const Effects whole = effectsOfSum(Json::array(), {0, 0.25, 0.5, 0.75, 1});
  QVERIFY(!whole.is_constrained && of(whole, "a").total > 0.3);
  const Effects part = effectsOfSum({"a <= 0.25"}, {0, 0.25, 0.5, 0.75, 1});
  // Var(a) = 0.25^2 / 12, Var(b) = 1/8.
  constexpr double kSampling = 0.1;
  MW_NEAR(of(part, "b").first, 0.125 / (0.125 + 0.0625 / 12), 0, kSampling);
  QVERIFY(of(part, "a").total < 0.08);
  QVERIFY(std::isfinite(of(part, "a").main_effect[0]) && std::isnan(of(part, "a").main_effect[4]));
  QVERIFY2(effectsText(part).find("over what the study's constraints allow") != std::string::npos,
           effectsText(part).c_str());
  QVERIFY(toJson(part)["within_constraints"].get<bool>());
  QVERIFY(effectsTable(part).find("not allowed") != std::string::npos);
}

namespace {

/// y = a, where constraints leave a + b = 10 alone.
Effects effectsOfBound(const Json& range) {
  Json factors = {{{"name", "a"}, {"path", "elements/m/a"}}, {{"name", "b"}, {"path", "elements/m/b"}}};
  for (Json& factor : factors) factor.update(range);
  const auto study = experiment::Study::fromJson({{"format", "millwright-study/1"},
                                                  {"name", "bound"},
                                                  {"horizon_s", 100},
                                                  {"factors", factors},
                                                  {"constraints", {"a + b = 10"}},
                                                  {"design", {{"type", "grid"}, {"steps", 11}}}});
  surrogate::TrainingSet training;
  training.output_name = "y";
  training.input_names = {"a", "b"};
  const auto rows = experiment::designPoints(study);
  training.inputs.resize(static_cast<Eigen::Index>(rows.size()), 2);
  for (std::size_t i = 0; i < rows.size(); ++i)
    training.inputs.row(static_cast<Eigen::Index>(i)) << rows[i][0].get<double>(), rows[i][1].get<double>();
  training.output = training.inputs.col(0);
  return effectsOf(study, surrogate::GaussianProcess::fit(training, {}));
}

}  // namespace

/// Each of them tells all of y alone, and neither anything that the other leaves open: S = 1, T = 0.
void TestEffects::factorsThatConstraintsBindAreNotNothing() {
  const Effects found = effectsOfBound({{"min", 0}, {"max", 10}, {"integer", true}});
  // 4 / sqrt(1024) and a little for the estimate's own mean and variance.
  constexpr double kSampling = 0.15;
  for (const char* name : {"a", "b"}) {
    MW_NEAR(of(found, name).first, 1.0, 0, kSampling);
    MW_NEAR(of(found, name).total, 0.0, 0, 1e-9);
  }
  const std::string text = effectsText(found);
  QVERIFY2(text.find("next to nothing") == std::string::npos, text.c_str());
  QVERIFY2(text.find("a makes ") != std::string::npos && text.find("b makes ") != std::string::npos, text.c_str());
  Effects nothing = found;
  for (FactorEffect& factor : nothing.factors) factor.first = factor.total = 0;
  nothing.trust = Effects::Trust::Good;
  QVERIFY2(effectsText(nothing).starts_with("next to nothing: "), effectsText(nothing).c_str());
}

void TestEffects::refusesAnEqualityOfRanges() {
  try {
    (void)effectsOfBound({{"min", 0}, {"max", 10}});
    QFAIL("found points");
  } catch (const InputError& error) {
    QVERIFY2(QString(error.what()).contains("write the equality as an interval, or drop one factor"), error.what());
  }
}

/// A level far outside, which the constraints forbid and no row has, would make nearly all of the variance.
void TestEffects::levelsThatWereNeverRunDoNotCount() {
  const Effects found = effectsOfSum({"b < 50"}, {0, 0.25, 0.5, 0.75, 1, 100});
  QCOMPARE(of(found, "b").values.size(), std::size_t{5});
  QVERIFY(found.variance < 1);
  QVERIFY(of(found, "a").total > 0.3);
}

void TestEffects::throughASurrogate() {
  const Exact exact;
  const Effects found = effectsFrom(256);
  QVERIFY2(found.trust == Effects::Trust::Good, effectsText(found).c_str());
  // What 256 rows leave open of the function.
  constexpr double kSurrogate = 0.03;
  MW_NEAR(of(found, "x1").first, exact.v1 / exact.variance, 0, kSurrogate);
  MW_NEAR(of(found, "x2").first, exact.v2 / exact.variance, 0, kSurrogate);
  MW_NEAR(of(found, "x3").first, 0.0, 0, kSurrogate);
  MW_NEAR(of(found, "x3").total, exact.v13 / exact.variance, 0, kSurrogate);
  QCOMPARE(found.factors.front().name, std::string("x1"));
  // E(y | x2) = a sin^2 x2: at the middle of the range 0, and 2/5 of pi from it 0.905 a.
  const std::vector<double>& course = of(found, "x2").main_effect;
  QCOMPARE(course.size(), std::size_t{5});
  MW_NEAR(course[2], 0.0, 0, 0.5);
  MW_NEAR(course[1], kA * std::pow(std::sin(0.4 * kPi), 2), 0, 0.5);
  QVERIFY2(effectsText(found).starts_with("x1 makes 3"), effectsText(found).c_str());
}

/// 20 rows know next to nothing of it.
void TestEffects::saysWhenTheSurrogateIsTooRough() {
  const Effects found = effectsFrom(20);
  QVERIFY(found.trust == Effects::Trust::Poor);
  QVERIFY2(effectsText(found).find("too little to rely on") != std::string::npos, effectsText(found).c_str());
}

QTEST_GUILESS_MAIN(TestEffects)
#include "tst_effects.moc"
