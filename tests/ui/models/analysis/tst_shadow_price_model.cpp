// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>

#include "core/experiment/shadow_price_text.h"
#include "tests/support/patience.h"
#include "tests/ui/models/lines.h"
#include "ui/models/analysis/shadow_price_words.h"

using namespace mw;
using namespace mw::models;
using Kind = experiment::Lever::Kind;

/// What faster elements would give, asked beside the run that is shown.
class TestShadowPriceModel : public QObject {
  Q_OBJECT
 private slots:
  void init();
  void asksAsTheCoreDoes();
  void refusesBeforeTheRun();
  void isOldAfterAnotherRun();
  void wordsFollowTheIntervals_data();
  void wordsFollowTheIntervals();

 private:
  void run();
  [[nodiscard]] FoundPrices answerOf(std::vector<experiment::ShadowPrice> prices) const;

  std::unique_ptr<jobs::JobService> jobs_;
  std::unique_ptr<Document> document_;
  std::unique_ptr<Playback> playback_;
  std::unique_ptr<SimulationModel> simulation_;
  std::unique_ptr<ShadowPriceModel> prices_;
};

namespace {

experiment::ShadowPrice priceOf(const char* id, double mean, double half_width, bool is_shown) {
  return {Kind::Element, {id}, "0.45 s (5 %) faster", 0.45, {mean, half_width, half_width, 10}, is_shown};
}

}  // namespace

void TestShadowPriceModel::init() {
  prices_.reset();
  simulation_.reset();
  document_.reset();
  jobs_ = std::make_unique<jobs::JobService>();
  document_ = std::make_unique<Document>(*jobs_);
  playback_ = std::make_unique<Playback>();
  simulation_ = std::make_unique<SimulationModel>(*document_, *playback_, *jobs_);
  prices_ = std::make_unique<ShadowPriceModel>(*simulation_, *jobs_);
}

void TestShadowPriceModel::run() {
  document_->replace(test::smallLine(), "small", {});
  QTRY_COMPARE_WITH_TIMEOUT(simulation_->state(), SimulationModel::State::Ready, test::kPatience_ms);
  QTRY_VERIFY_WITH_TIMEOUT(simulation_->replicated() != nullptr, test::kPatience_ms);
}

FoundPrices TestShadowPriceModel::answerOf(std::vector<experiment::ShadowPrice> prices) const {
  FoundPrices answer{simulation_->replicated(), {}};
  answer.prices.throughput_per_h = {300, 1, 1, 10};
  answer.prices.least_gain_per_h = 0.1;
  answer.prices.prices = std::move(prices);
  return answer;
}

/// With the plan of the replications, so that base and figures on screen are the same runs.
void TestShadowPriceModel::asksAsTheCoreDoes() {
  run();
  QCOMPARE(prices_->refusal(), QString());
  prices_->start({0.05, false});
  QVERIFY(prices_->isRunning());
  QTRY_VERIFY_WITH_TIMEOUT(!prices_->isRunning(), test::kPatience_ms);
  QVERIFY2(prices_->problem().isEmpty(), qPrintable(prices_->problem()));
  const auto answer = prices_->answer();
  QVERIFY(answer != nullptr && !prices_->isOfOlderRuns());
  const auto& result = simulation_->replicated()->result;
  const auto expected = experiment::findShadowPrices(test::smallLine(), result.bottleneck, result.plan, {0.05, false});
  QVERIFY(experiment::toJson(answer->prices) == experiment::toJson(expected));
  QCOMPARE(answer->prices.throughput_per_h.mean, simulation_->replicated()->kpis.throughput_per_h.mean);
  const std::vector<PriceRow> rows = priceRows(*answer);
  QCOMPARE(rows.size(), expected.prices.size());
  QVERIFY(
      std::ranges::any_of(rows, [](const PriceRow& row) { return row.elements == std::vector<std::string>{"m2"}; }));
}

void TestShadowPriceModel::refusesBeforeTheRun() {
  QCOMPARE(prices_->refusal(), QString("Run the factory first."));
  RunWishes wishes = simulation_->wishes();
  wishes.replications = 1;
  QVERIFY(!simulation_->setWishes(wishes));
  run();
  QCOMPARE(prices_->refusal(), QString("One run has no interval. Wish for two replications or more."));
}

void TestShadowPriceModel::isOldAfterAnotherRun() {
  run();
  prices_->start({1, true});
  QTRY_VERIFY_WITH_TIMEOUT(prices_->answer() != nullptr, test::kPatience_ms);
  RunWishes wishes = simulation_->wishes();
  wishes.seed = 99;
  QVERIFY(!simulation_->setWishes(wishes));
  QVERIFY(prices_->isOfOlderRuns());
}

void TestShadowPriceModel::wordsFollowTheIntervals_data() {
  using Prices = std::vector<experiment::ShadowPrice>;
  QTest::addColumn<Prices>("prices");
  QTest::addColumn<QString>("says");
  QTest::addColumn<int>("best");  ///< rows that may be the best
  const auto shown = [](const char* id, double mean, double half) { return priceOf(id, mean, half, true); };
  const auto hidden = [](const char* id, double mean, double half) { return priceOf(id, mean, half, false); };
  QTest::newRow("one gains") << Prices{hidden("m1", 0.1, 0.3), shown("m2", 3.1, 0.4)}
                             << "m2: 0.45 s (5 %) faster gives +3.1 parts/h ± 0.4" << 1;
  QTest::newRow("apart") << Prices{shown("m1", 1.0, 0.3), shown("m2", 3.1, 0.4)}
                         << "m2: 0.45 s (5 %) faster gives +3.1 parts/h ± 0.4" << 1;
  QTest::newRow("overlapping") << Prices{shown("m1", 2.6, 0.3), shown("m2", 3.1, 0.4)} << "Not separable: m2, m1" << 2;
  QTest::newRow("none") << Prices{hidden("m1", 0.1, 0.3), hidden("m2", 0.0, 0.2)}
                        << "No gain is shown: none is above 0.4" << 0;
}

void TestShadowPriceModel::wordsFollowTheIntervals() {
  QFETCH(std::vector<experiment::ShadowPrice>, prices);
  QFETCH(QString, says);
  QFETCH(int, best);
  run();
  const FoundPrices answer = answerOf(prices);
  const PriceWords words = priceWords(answer);
  QVERIFY2(words.title.startsWith(says), qPrintable(words.title));
  QVERIFY(!words.detail.isEmpty() || words.is_sure);
  const std::vector<PriceRow> rows = priceRows(answer);
  QCOMPARE(static_cast<int>(std::ranges::count_if(rows, &PriceRow::may_be_best)), best);
}

QTEST_GUILESS_MAIN(TestShadowPriceModel)
#include "tst_shadow_price_model.moc"
