// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>

#include "core/experiment/event_engine.h"
#include "core/experiment/selection.h"
#include "core/numerics/distribution.h"
#include "tests/support/near.h"
#include "tests/support/small_study.h"

using namespace mw;
using namespace mw::experiment;

namespace {

constexpr double kUndefinedCycle = 13;

/// Runs whose value is the point's cycle time and noise of sd 1, which counts them and may ask to stop.
struct NormalEngine {
  std::shared_ptr<std::atomic<int>> runs = std::make_shared<std::atomic<int>>(0);
  std::shared_ptr<std::stop_source> stopper = std::make_shared<std::stop_source>();
  int stop_after = -1;

  [[nodiscard]] Engine engine() const {
    return [self = *this](const factory::Factory& factory, const std::vector<std::string>& kpis) -> PointModel {
      const double cycle = factory.findElement("m2")->fields["process"]["mean_s"].get<double>();
      if (kpis != std::vector<std::string>{"wip_mean"}) qFatal("another KPI was asked for");
      return [self, cycle](const RunOrder& order, const std::stop_token&) {
        if (++*self.runs == self.stop_after) self.stopper->request_stop();
        RandomStream random(order.seed, streamId("run", std::to_string(cycle)), order.replication);
        const double noise = numerics::fastNormalQuantile(random.uniform());
        return RunAnswer{{cycle == kUndefinedCycle ? std::nan("") : cycle + noise}, 1};
      };
    };
  }
};

/// Points of the cycle times given, with no runs yet.
SelectionField fieldOf(const std::vector<double>& cycles) {
  Json study = test::smallStudy();
  study["factors"] = Json::array({{{"name", "cycle"}, {"path", "elements/m2/process/mean_s"}, {"levels", {1, 2}}}});
  SelectionField field{Study::fromJson(study),
                       factory::Factory::fromJson(test::smallFactory()),
                       {},
                       {},
                       {"throughput_per_h", "wip_mean"},
                       {}};
  for (const double cycle : cycles) field.points.push_back({{"cycle", cycle}});
  return field;
}

SelectionOptions optionsFor(double indifference) {
  SelectionOptions options;
  options.kpi = 1;
  options.goal.indifference = indifference;
  return options;
}

Json summary(const Selection& selection, const SelectionField& field, const SelectionOptions& options) {
  return toJson(selection, field, options);
}

}  // namespace

class TestSelection : public QObject {
  Q_OBJECT
 private slots:
  void selectsEitherWay();
  void sameForAnyThreads();
  void takesTheRunsThatAreThere();
  void onlyAmongTheChosen();
  void saysWhenNothingIsPromised();
  void stops();
  void refusesUndefinedValues();
  void agreesWithTheEventEngine();
};

void TestSelection::selectsEitherWay() {
  const SelectionField field = fieldOf({20, 21, 22, 25});
  SelectionOptions options = optionsFor(0.5);
  const Selection largest = selectBest(field, NormalEngine().engine(), options);
  QCOMPARE(largest.best, std::size_t{3});
  QCOMPARE(largest.survivors(), std::size_t{1});
  MW_NEAR(largest.points[3].mean, 25.0, 4.5 / std::sqrt(10.0), 0);  // of ten runs or more, sd 1
  const std::string text = selectionText(largest, field, options, "1/h");
  QVERIFY2(text.starts_with("point 3 (cycle 25.0) is the best, or within 0.5 1/h of the best, with 95 % probability "
                            "(KN, Kim and Nelson 2001); "),
           text.c_str());
  options.is_least = true;
  const Selection least = selectBest(field, NormalEngine().engine(), options);
  QCOMPARE(least.best, std::size_t{0});
  MW_NEAR(least.points[0].mean, 20.0, 4.5 / std::sqrt(10.0), 0);
  const Json json = summary(least, field, options);
  QVERIFY(json["procedure"]["name"] == "KN");
  QVERIFY(json["basis"].get<std::string>().find("Kim and Nelson 2001, ACM TOMACS 11(3)") != std::string::npos);
  QVERIFY(json["points"][0]["dropped_after"].is_null());
  QVERIFY(json["points"][3]["dropped_after"] == 10);
}

void TestSelection::sameForAnyThreads() {
  const SelectionField field = fieldOf({20, 20.2, 20.4, 20.5, 20.6, 19});
  SelectionOptions options = optionsFor(0.3);
  options.jobs = 1;
  const Json alone = summary(selectBest(field, NormalEngine().engine(), options), field, options);
  QVERIFY(alone["replications"] > 10);
  for (const unsigned jobs : {2U, 5U}) {
    options.jobs = jobs;
    QVERIFY(summary(selectBest(field, NormalEngine().engine(), options), field, options) == alone);
  }
}

/// With runs of a sweep at hand the result is the same, and only what is missing is run.
void TestSelection::takesTheRunsThatAreThere() {
  SelectionField field = fieldOf({20, 20.5, 21, 21.2});
  const SelectionOptions options = optionsFor(0.4);
  const NormalEngine before;
  const Selection fresh = selectBest(field, before.engine(), options);
  QCOMPARE(fresh.made, static_cast<std::size_t>(before.runs->load()));
  QCOMPARE(fresh.reused, std::size_t{0});
  for (std::uint32_t point = 0; point < 4; ++point) {
    const PointModel model =
        NormalEngine().engine()(pointFactory(field.study, field.factory, field.points[point]), {"wip_mean"});
    for (std::uint32_t r = 0; r < 7; ++r) {
      const double value = model({1000, 10, pointSeed(field.study, point), r}, {}).values.front();
      field.runs.push_back({{point, r}, {-1, value}, 0});
    }
  }
  const NormalEngine after;
  const Selection again = selectBest(field, after.engine(), options);
  QCOMPARE(again.reused, std::size_t{28});
  QCOMPARE(again.made, static_cast<std::size_t>(after.runs->load()));
  QCOMPARE(again.made + 28, fresh.made);
  QCOMPARE(again.best, fresh.best);
  QCOMPARE(again.replications, fresh.replications);
}

void TestSelection::onlyAmongTheChosen() {
  SelectionField field = fieldOf({20, 30, 22, 21});
  field.chosen = {0, 2, 3};
  const Selection selection = selectBest(field, NormalEngine().engine(), optionsFor(0.5));
  QCOMPARE(selection.best, std::size_t{2});
  QCOMPARE(selection.points.size(), std::size_t{3});
}

void TestSelection::saysWhenNothingIsPromised() {
  const SelectionField field = fieldOf({20, 20.0001});
  SelectionOptions options = optionsFor(0.001);
  options.max_replications = 25;
  const NormalEngine engine;
  const Selection selection = selectBest(field, engine.engine(), options);
  QVERIFY(selection.status == Selection::Status::BudgetSpent);
  QCOMPARE(selection.survivors(), std::size_t{2});
  QCOMPARE(engine.runs->load(), 50);
  const std::string text = selectionText(selection, field, options, "");
  QVERIFY2(text.starts_with("not decided: 2 of 2 points are still in after 25 replications; point "), text.c_str());
  QVERIFY(summary(selection, field, options)["status"] == "budget-spent");
}

void TestSelection::stops() {
  const SelectionField field = fieldOf({20, 20.1, 20.2});
  NormalEngine engine;
  engine.stop_after = 12;
  SelectionOptions options = optionsFor(0.01);
  options.jobs = 2;
  options.stop = engine.stopper->get_token();
  QVERIFY_EXCEPTION_THROWN((void)selectBest(field, engine.engine(), options), Cancelled);
  QVERIFY2(engine.runs->load() <= 13, "at most what another thread had begun");
}

void TestSelection::refusesUndefinedValues() {
  const SelectionField field = fieldOf({12, kUndefinedCycle});
  try {
    (void)selectBest(field, NormalEngine().engine(), optionsFor(0.5));
    QFAIL("it has no mean");
  } catch (const InputError& error) {
    QCOMPARE(error.findings().front().cause,
             std::string(R"(point 1 {"cycle":13.0}, replication 0: wip_mean is undefined)"));
  }
}

/// Two exponential stations: the faster the second one, the more comes out.
void TestSelection::agreesWithTheEventEngine() {
  SelectionField field = fieldOf({60, 40, 50});
  field.study.horizon_s = 50'000;
  SelectionOptions options = optionsFor(1);
  options.kpi = 0;
  QCOMPARE(selectBest(field, eventEngine(), options).best, std::size_t{1});
}

QTEST_GUILESS_MAIN(TestSelection)
#include "tst_selection.moc"
