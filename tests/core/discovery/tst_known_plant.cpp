// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>
#include <cmath>

#include "core/discovery/discovery.h"
#include "core/layout/layout_check.h"
#include "tests/core/discovery/event_log_export.h"

using namespace mw;
using namespace mw::discovery;

namespace {

constexpr std::int64_t kMonday = 20458;  // 2026-01-05
constexpr double kWeek_s = 7 * 86400.0;
/// Four standard errors: one of a hundred checks would miss them by chance once in 160 times.
constexpr double kErrors = 4;

/// Two shifts; orders turn on two lathes, go on to the mill or the grinder, and are checked; a sixth goes back to the
/// mill; the grinder spoils 5 %. Before the mill they wait for something that no log tells.
const char* const kShop = R"({"format": "millwright-factory/1", "name": "Known", "start": "2026-01-05T00:00",
  "parts": [{"id": "shaft"}, {"id": "flange"}],
  "elements": [
    {"id": "src", "type": "source", "part": {"shaft": 0.6, "flange": 0.4}, "calendar": "shifts",
     "interarrival": {"dist": "exponential", "mean_s": 1500}},
    {"id": "b1", "type": "buffer"},
    {"id": "turn", "type": "station", "capacity": 2, "process": {"dist": "lognormal", "mean_s": 1800, "cv": 0.4},
     "calendar": "shifts", "routing": "probability"},
    {"id": "b2", "type": "buffer", "min_stay": {"dist": "exponential", "mean_s": 7200}},
    {"id": "mill", "type": "station", "calendar": "shifts", "process": {"by_part": {
       "shaft": {"dist": "gamma", "mean_s": 700, "cv": 0.5}, "flange": {"dist": "gamma", "mean_s": 1100, "cv": 0.5}}}},
    {"id": "b3", "type": "buffer"},
    {"id": "grind", "type": "station", "process": {"dist": "gamma", "mean_s": 1500, "cv": 0.3}, "calendar": "shifts",
     "yield": {"good": 0.95, "scrap_to": "bin"}},
    {"id": "b4", "type": "buffer"},
    {"id": "check", "type": "station", "process": {"dist": "exponential", "mean_s": 500}, "calendar": "shifts",
     "routing": "probability"},
    {"id": "out", "type": "sink"}, {"id": "bin", "type": "sink", "counts_as": "scrap"}],
  "flows": [{"from": "src", "to": "b1"}, {"from": "b1", "to": "turn"},
    {"from": "turn", "to": "b2", "probability": 0.7}, {"from": "turn", "to": "b3", "probability": 0.3},
    {"from": "b2", "to": "mill"}, {"from": "mill", "to": "b4"}, {"from": "b3", "to": "grind"},
    {"from": "grind", "to": "b4"}, {"from": "b4", "to": "check"},
    {"from": "check", "to": "b2", "probability": 0.16}, {"from": "check", "to": "out", "probability": 0.84}],
  "calendars": [{"id": "shifts", "week": [
    {"days": ["mon", "tue", "wed", "thu", "fri"], "from": "06:00", "to": "22:00"}]}]})";

}  // namespace

class TestKnownPlant : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase();
  void timesComeBack_data();
  void timesComeBack();
  void routesComeBack_data();
  void routesComeBack();
  void partTypesTellWork();
  void hoursComeBack();
  void machinesAndArrivalsComeBack();
  void delayComesBack();
  void laterPartIsReproduced();
  void factoryIsSound();
  void sameForSeed();

 private:
  [[nodiscard]] Index station(const std::string& name) const {
    for (Index i = 0; i < found_.plant.stations.size(); ++i) {
      if (found_.plant.stations[i].name == name) return i;
    }
    return kNone;
  }

  QTemporaryDir folder_;
  std::filesystem::path file_;
  Discovery found_;
};

void TestKnownPlant::initTestCase() {
  const auto shop = factory::Factory::fromDocument(JsonDocument::parse(kShop, "shop.json"));
  file_ = std::filesystem::path(folder_.path().toStdString()) / "events.csv";
  writeTextFile(file_, test::eventLogOf(shop, 20 * kWeek_s, 7, kMonday));
  found_ = discover(file_, std::nullopt, {});
  QCOMPARE(found_.plant.stations.size(), std::size_t{4});
}

void TestKnownPlant::timesComeBack_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<double>("mean_s");
  QTest::addColumn<double>("cv");
  QTest::newRow("lognormal on two places") << "turn" << 1800.0 << 0.4;
  QTest::newRow("gamma") << "grind" << 1500.0 << 0.3;
  QTest::newRow("exponential") << "check" << 500.0 << 1.0;
}

/// A visit that the night interrupts is measured in working hours: only rounding to its edges could disturb it.
void TestKnownPlant::timesComeBack() {
  QFETCH(QString, name);
  QFETCH(double, mean_s);
  QFETCH(double, cv);
  const Index index = station(name.toStdString());
  QVERIFY(index != kNone);
  const PlantStation& each = found_.plant.stations[index];
  QVERIFY(each.process.n > 200);
  const double tolerance_s = kErrors * cv * mean_s / std::sqrt(static_cast<double>(each.process.n));
  QVERIFY2(std::abs(each.process.mean_s - mean_s) < tolerance_s, qPrintable(QString::number(each.process.mean_s)));
}

void TestKnownPlant::routesComeBack_data() {
  QTest::addColumn<QString>("from");
  QTest::addColumn<QString>("to");
  QTest::addColumn<double>("probability");
  QTest::newRow("to the mill") << "turn"
                               << "mill" << 0.7;
  QTest::newRow("to the grinder") << "turn"
                                  << "grind" << 0.3;
  QTest::newRow("back to the mill") << "check"
                                    << "mill" << 0.16;
  QTest::newRow("finished") << "check"
                            << "" << 0.84;
  QTest::newRow("scrapped") << "grind"
                            << "scrap" << 0.05;
}

void TestKnownPlant::routesComeBack() {
  QFETCH(QString, from);
  QFETCH(QString, to);
  QFETCH(double, probability);
  const StationRoutes& routes = found_.plant.routes.stations[station(from.toStdString())];
  QVERIFY(routes.by_kind.empty());
  const auto next = routes.pooled.next.find(station(to.toStdString()));
  const double found = to.isEmpty()    ? routes.pooled.end
                       : to == "scrap" ? routes.pooled.scrap
                                       : (next == routes.pooled.next.end() ? 0 : next->second);
  const double tolerance = kErrors * std::sqrt(probability * (1 - probability) / routes.departures);
  QVERIFY2(std::abs(found - probability) < tolerance, qPrintable(QString::number(found)));
}

void TestKnownPlant::partTypesTellWork() {
  const PlantStation& mill = found_.plant.stations[station("mill")];
  QCOMPARE(found_.plant.kinds.size(), std::size_t{2});
  QCOMPARE(mill.process_by_kind.size(), std::size_t{2});
  for (std::size_t kind = 0; kind < 2; ++kind) {
    const double mean_s = found_.plant.kinds[kind].name == "shaft" ? 700 : 1100;
    const FittedTime& time = mill.process_by_kind[kind];
    const double tolerance_s = kErrors * 0.5 * mean_s / std::sqrt(static_cast<double>(time.n));
    QVERIFY2(std::abs(time.mean_s - mean_s) < tolerance_s, qPrintable(QString::number(time.mean_s)));
  }
}

void TestKnownPlant::hoursComeBack() {
  QCOMPARE(QString::fromStdString(found_.plant.hours.inWords()), QString("Mon-Fri 06:00-22:00"));
}

void TestKnownPlant::machinesAndArrivalsComeBack() {
  QCOMPARE(found_.plant.groups[found_.plant.stations[station("turn")].key.group].capacity, std::size_t{2});
  QCOMPARE(found_.plant.groups[found_.plant.stations[station("mill")].key.group].capacity, std::size_t{1});
  QCOMPARE(found_.plant.arrivals.under_way, std::size_t{0});
  // A log shows starts, not arrivals: the lathes' queue moves them about, which only lowers the spread.
  const auto n = static_cast<double>(found_.plant.arrivals.interarrival.n);
  const double mean_s = found_.plant.arrivals.interarrival.mean_s;
  QVERIFY2(std::abs(mean_s - 1500) < kErrors * 1500 / std::sqrt(n), qPrintable(QString::number(mean_s)));
}

/// Delays that end while the mill is taken are seen as shorter, those that end at night too: what is found is a lower
/// bound before it is scaled, so that half of it is asked for, and not more than a standard error above.
void TestKnownPlant::delayComesBack() {
  const PlantStation& mill = found_.plant.stations[station("mill")];
  const double mean_s = mill.delay.mean_s();
  QVERIFY2(mean_s > 3600 && mean_s < 7200 * (1 + kErrors / std::sqrt(static_cast<double>(mill.delays_seen))),
           qPrintable(QString::number(mean_s)));
  // Nothing delays before the grinder: what waits there waits for it. A minute is a twenty-fifth of its work.
  const double no_delay_s = found_.plant.stations[station("grind")].delay.mean_s();
  QVERIFY2(no_delay_s < 60, qPrintable(QString::number(no_delay_s)));
}

void TestKnownPlant::laterPartIsReproduced() {
  QVERIFY(found_.judgement.has_value());
  for (const char* name : {"lead_time_mean_s", "cases_per_week", "steps_per_week"}) {
    const Compared* figure = found_.judgement->find(name);
    QVERIFY(figure != nullptr);
    // The discovered plant has errors of its own, about as large as those of the later part: twice the range.
    const double reach = figure->high - figure->simulated.mean;
    QVERIFY2(std::abs(figure->log - figure->simulated.mean) < 2 * reach,
             qPrintable(QString("%1: %2, simulated %3").arg(name).arg(figure->log).arg(figure->simulated.mean)));
  }
  QVERIFY(found_.judgement->rank_correlation > 0.99);
  for (const ComparedResource& each : found_.judgement->resources) {
    QVERIFY2(std::abs(each.utilisation.difference()) < 0.1, each.name.c_str());  // 500 visits or more: 4 errors
  }
}

void TestKnownPlant::factoryIsSound() {
  const factory::Factory& factory = found_.written.factory;
  const Findings run = events::checkRun(factory);
  QVERIFY2(run.empty(), run.empty() ? "" : run.front().text().c_str());
  const Findings layout = layout::checkLayout(factory);
  QVERIFY2(layout.empty(), layout.empty() ? "" : layout.front().text().c_str());
  for (const factory::Element& element : factory.elements())
    QVERIFY2(element.fields.contains("pose"), element.id.c_str());
  QVERIFY(factory.findElement("turn")->pose.x_m < factory.findElement("check")->pose.x_m);
}

void TestKnownPlant::sameForSeed() {
  DiscoveryOptions options;
  options.replications = 2;
  QCOMPARE(discover(file_, std::nullopt, options).written.factory.digest(), found_.written.factory.digest());
}

QTEST_GUILESS_MAIN(TestKnownPlant)
#include "tst_known_plant.moc"
