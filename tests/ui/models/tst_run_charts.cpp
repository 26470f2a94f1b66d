// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>
#include <cmath>
#include <filesystem>

#include "core/events/simulation.h"
#include "tests/ui/models/lines.h"
#include "ui/commands/edits.h"
#include "ui/models/kpi_table.h"
#include "ui/models/run_charts.h"

using namespace mw;
using namespace mw::models;
using factory::ElementState;
using Kind = CourseQuantity::Kind;
using Standing = RunCharts::Standing;

Q_DECLARE_METATYPE(mw::models::CourseQuantity)

namespace {

constexpr int kRunTimeout_ms = 30'000;
// Sums of some 1e5 stretches in doubles against sums in ticks.
constexpr double kRounding = 1e-9;

SimTime at(double t_s) {
  return SimTime::fromSeconds(t_s);
}

/// Ten minutes of smallLine() by hand: two parts through m1 into the buffer, one of them on to the sink.
events::Recording byHand() {
  events::Recording recording({0, 1, 0, 1, 0}, {false, false, false, false, true}, at(600),
                              {true, false, false, false, false});
  recording.add(events::PartMove{at(0), 0, 0, false, -1, 0});
  recording.add(events::PartMove{at(60), 0, 0, false, 0, 1});
  recording.add(events::StateChange{at(60), 1, 0, ElementState::Busy});
  recording.add(events::StateChange{at(180), 1, 0, ElementState::Blocked});
  recording.add(events::StateChange{at(240), 1, 0, ElementState::Idle});
  recording.add(events::PartMove{at(240), 0, 0, false, 1, 2});
  recording.add(events::PartMove{at(300), 1, 0, false, -1, 0});
  recording.add(events::PartMove{at(300), 1, 0, false, 0, 1});
  recording.add(events::StateChange{at(300), 1, 0, ElementState::Busy});
  recording.add(events::PartMove{at(360), 0, 0, false, 2, 3});
  recording.add(events::PartMove{at(420), 0, 0, false, 3, 4});
  recording.add(events::PartMove{at(480), 1, 0, false, 1, 2});
  recording.add(events::StateChange{at(480), 1, 0, ElementState::Idle});
  recording.finish(at(600), true);
  return recording;
}

double lastOf(const Series& series) {
  return series.value.back();
}

}  // namespace

/// Figures pinned as charts: their course over a run, and what becomes of them as the factory changes.
class TestRunCharts : public QObject {
  Q_OBJECT
 private slots:
  void init();
  void coursesByHand_data();
  void coursesByHand();
  void endIsWhatTheEngineMeasured_data();
  void endIsWhatTheEngineMeasured();
  void pinsAreKeptAsText();
  void emptyBeforeTheFirstRun();
  void readingEndsAtTheKpi();
  void bandSpansTheReplications();
  void followsARenamedElement();
  void saysThatAnElementIsGone();
  void reordersAndRemoves();

 private:
  void run();

  std::unique_ptr<jobs::JobService> jobs_;
  std::unique_ptr<Document> document_;
  std::unique_ptr<Playback> playback_;
  std::unique_ptr<SimulationModel> simulation_;
  std::unique_ptr<RunCharts> charts_;
};

void TestRunCharts::init() {
  charts_.reset();
  simulation_.reset();
  document_.reset();
  jobs_ = std::make_unique<jobs::JobService>();
  document_ = std::make_unique<Document>(*jobs_);
  playback_ = std::make_unique<Playback>();
  simulation_ = std::make_unique<SimulationModel>(*document_, *playback_, *jobs_);
  charts_ = std::make_unique<RunCharts>(*simulation_, *document_, *jobs_);
}

void TestRunCharts::run() {
  RunWishes wishes;
  wishes.warmup_s = 3600;
  wishes.replications = 4;
  QVERIFY(!simulation_->setWishes(wishes));
  document_->replace(test::smallLine(), "small", {});
  QTRY_COMPARE_WITH_TIMEOUT(simulation_->state(), SimulationModel::State::Ready, kRunTimeout_ms);
}

void TestRunCharts::coursesByHand_data() {
  QTest::addColumn<CourseQuantity>("quantity");
  QTest::addColumn<double>("moving_300");  // over (180, 300]
  QTest::addColumn<double>("so_far_300");  // over [60, 300]
  QTest::addColumn<double>("so_far_600");  // over [60, 600]
  const double per_h = 3600;
  QTest::newRow("m1 out") << CourseQuantity{Kind::Out, 1, {}} << per_h / 120 << per_h / 240 << 2 * per_h / 540;
  QTest::newRow("m1 in") << CourseQuantity{Kind::In, 1, {}} << per_h / 120 << 2 * per_h / 240 << 2 * per_h / 540;
  QTest::newRow("sink in") << CourseQuantity{Kind::In, 4, {}} << 0.0 << 0.0 << per_h / 540;
  QTest::newRow("m1 busy") << CourseQuantity{Kind::State, 1, ElementState::Busy} << 0.0 << 120 / 240. << 300 / 540.;
  QTest::newRow("m1 blocked") << CourseQuantity{Kind::State, 1, ElementState::Blocked} << 60 / 120. << 60 / 240.
                              << 60 / 540.;
  QTest::newRow("m1 idle") << CourseQuantity{Kind::State, 1, ElementState::Idle} << 60 / 120. << 60 / 240.
                           << 180 / 540.;
  QTest::newRow("queue") << CourseQuantity{Kind::Content, 2, {}} << 60 / 120. << 60 / 240. << (120 + 120) / 540.;
  QTest::newRow("in the source") << CourseQuantity{Kind::Content, 0, {}} << 0.0 << 0.0 << 0.0;
  QTest::newRow("good") << CourseQuantity{Kind::Good, 0, {}} << 0.0 << 0.0 << per_h / 540;
  // The first part is inside from 60 to 420 (the sink keeps it: it counts on), the second from 300 on.
  QTest::newRow("inside") << CourseQuantity{Kind::Wip, 0, {}} << 1.0 << 1.0 << (540 + 300) / 540.;
}

void TestRunCharts::coursesByHand() {
  QFETCH(CourseQuantity, quantity);
  const CourseGrid grid = courseGrid(600, 60, 120);
  QCOMPARE(grid.window_s(), 120.0);
  const auto course = courseOf(byHand(), test::smallLine(), quantity, grid);
  QVERIFY(course);
  QCOMPARE(course->moving.t_s.front(), 120.0);
  QVERIFY(course->so_far.t_s.front() > 60);
  const auto near = [](double value, double wanted) { return std::abs(value - wanted) <= kRounding * (1 + wanted); };
  const double moving = valueAt(course->moving.t_s, course->moving.value, 300);
  const double so_far = valueAt(course->so_far.t_s, course->so_far.value, 300);
  QFETCH(double, moving_300);
  QVERIFY2(near(moving, moving_300), qPrintable(QString::number(moving)));
  QFETCH(double, so_far_300);
  QVERIFY2(near(so_far, so_far_300), qPrintable(QString::number(so_far)));
  QFETCH(double, so_far_600);
  QVERIFY2(near(lastOf(course->so_far), so_far_600), qPrintable(QString::number(lastOf(course->so_far))));
}

void TestRunCharts::endIsWhatTheEngineMeasured_data() {
  QTest::addColumn<QString>("example");
  for (const char* example :
       {"gearbox-line", "bottling-line", "two-lines", "pump-assembly", "robot-cell", "job-shop", "job-shop-10x10"}) {
    QTest::newRow(example) << QString(example);
  }
}

/// Every element and figure of every example: the end of the course is the engine's statistic, warm-up and all.
void TestRunCharts::endIsWhatTheEngineMeasured() {
  QFETCH(QString, example);
  const auto factory = factory::Factory::read(std::filesystem::path(MW_EXAMPLES) / (example + ".json").toStdString());
  events::RunSettings settings;
  settings.horizon = at(4 * 3600);
  settings.warmup = at(1800);
  const auto model = events::compile(factory);
  const events::RunStatistics run = events::simulate(*model, settings);
  settings.warmup = {};
  const events::Recording recording = events::record(*model, settings);
  const CourseGrid grid = courseGrid(4 * 3600, 1800, 600);
  const double hours = run.measured_s / 3600;
  std::size_t n_followed = 0;
  const auto check = [&](const RunPin& pin, double wanted) {
    const auto quantity = courseQuantity(pin, factory);
    const auto course = quantity ? courseOf(recording, factory, *quantity, grid) : std::nullopt;
    if (!course) return;
    ++n_followed;
    const double end = lastOf(course->so_far);
    QVERIFY2(std::abs(end - wanted) <= kRounding * (1 + std::abs(wanted)),
             qPrintable(QStringLiteral("%1: %2, not %3").arg(pinTitle(pin, factory)).arg(end).arg(wanted)));
  };
  for (std::size_t e = 0; e < factory.elements().size(); ++e) {
    const factory::Element& element = factory.elements()[e];
    const events::ElementStatistics& statistics = run.elements[e];
    const auto parts = element.type == "sink" ? statistics.parts_in : statistics.parts_out;
    check({element.id, kElementThroughput}, static_cast<double>(parts) / hours);
    if (element.type != "sink") check({element.id, "content_mean"}, statistics.content_mean);
    for (std::size_t s = 0; s < factory::kElementStateCount; ++s) {
      check({element.id, std::string(factory::kElementStateNames[s])}, statistics.state_s[s] / run.measured_s);
    }
  }
  check({{}, "throughput_per_h"}, static_cast<double>(run.good) / hours);
  check({{}, "wip_mean"}, run.wip_mean);
  QVERIFY2(n_followed > 2 * factory.elements().size(), "most elements can be followed");
}

void TestRunCharts::pinsAreKeptAsText() {
  const std::vector<RunPin> pins = {{"m1", "busy"}, {"", "oee"}, {"b", "content_mean"}};
  QVERIFY(pinsFromJson(pinsToJson(pins)) == pins);
  QVERIFY(pinFromMime(pinToMime(pins[0])) == pins[0]);
  QVERIFY(!pinFromMime("no json at all"));
  const auto odd = pinsFromJson(Json::parse(R"([3, {"figure": 4}, {"figure": "oee"}, {"figure": "oee"}])"));
  QVERIFY2(odd == (std::vector<RunPin>{{"", "oee"}}), "what is no pin is left out, and a figure is pinned once");
  QVERIFY(pinsFromJson(Json("x")).empty());
}

void TestRunCharts::emptyBeforeTheFirstRun() {
  const RunPin pin{"m1", kElementThroughput};
  charts_->pin(pin);
  QVERIFY2(charts_->standing(pin) == Standing::Gone, "there is no factory yet");
  document_->replace(test::smallLine(), "small", {});
  QVERIFY(charts_->standing(pin) == Standing::Empty);
  QCOMPARE(charts_->readingAt(pin, 0).value, QStringLiteral("–"));
  QTRY_COMPARE_WITH_TIMEOUT(int(charts_->standing(pin)), int(Standing::Drawn), kRunTimeout_ms);
}

void TestRunCharts::readingEndsAtTheKpi() {
  run();
  const std::vector<RunPin> pins = {
      {"m1", kElementThroughput}, {"m1", "busy"}, {"b", "content_mean"}, {"", "throughput_per_h"}, {"", "wip_mean"}};
  for (const RunPin& pin : pins) charts_->pin(pin);
  for (const RunPin& pin : pins) {
    QTRY_COMPARE_WITH_TIMEOUT(int(charts_->standing(pin)), int(Standing::Drawn), kRunTimeout_ms);
  }
  const auto runs = simulation_->replicated();
  for (const RunPin& pin : pins) {
    const auto kpi = kpiOf(pin, runs->result, *runs->factory);
    const KpiText text = kpiText(kpi->declaration, kpi->value);
    const RunCharts::Reading end = charts_->readingAt(pin, simulation_->horizon_s());
    QCOMPARE(end.value, text.mean);
    QCOMPARE(end.rest, text.unit + " " + text.half_width);
    // And so does the course that led there.
    const BandSeries& band = charts_->curves(pin)->so_far;
    QVERIFY(std::abs(band.mean.back() - kpi->value.mean) <= kRounding * (1 + kpi->value.mean));
    QVERIFY(std::abs(band.high.back() - kpi->value.high()) <= kRounding * (1 + kpi->value.high()));
    QCOMPARE(charts_->readingAt(pin, 1800).rest, QStringLiteral("warm-up"));
    QVERIFY(charts_->readingAt(pin, 4 * 3600).rest.contains(QChar(u'±')));
  }
  QVERIFY(charts_->explanation(pins[0]).contains("parts of the last 30 min as a rate"));
  QVERIFY(charts_->explanation(pins[1]).contains("time average of the last 30 min"));
  QVERIFY(charts_->explanation(pins[1]).contains("since the warm-up, mean of 4 runs"));
  const RunPin oee{"", "oee"};
  charts_->pin(oee);
  QCOMPARE(int(charts_->standing(oee)), int(Standing::NoCourse));
  QVERIFY(charts_->readingAt(oee, 0).value != QStringLiteral("–"));
}

void TestRunCharts::bandSpansTheReplications() {
  run();
  const RunPin pin{"m2", kElementThroughput};
  charts_->pin(pin);
  QTRY_COMPARE_WITH_TIMEOUT(int(charts_->standing(pin)), int(Standing::Drawn), kRunTimeout_ms);
  const auto curves = charts_->curves(pin);
  QCOMPARE(curves->replications, 4U);
  QCOMPARE(curves->grid.warmup_s, 3600.0);
  // The thin curve is the played run's own: its last half hour.
  const auto moves = simulation_->recording()->movesBetween(at(8 * 3600 - 1800), at(8 * 3600));
  const auto parts = std::ranges::count(moves, 3, &events::PartMove::from);
  QVERIFY(std::abs(lastOf(curves->moving) - 2.0 * static_cast<double>(parts)) < kRounding * 1000);
}

void TestRunCharts::followsARenamedElement() {
  run();
  charts_->pin({"m1", "busy"});
  const QSignalSpy edited(charts_.get(), &RunCharts::edited);
  commands::renameElement(*document_, "m1", "mill");
  QVERIFY(charts_->isPinned({"mill", "busy"}));
  QCOMPARE(edited.size(), 1);
  QTRY_COMPARE_WITH_TIMEOUT(int(charts_->standing({"mill", "busy"})), int(Standing::Drawn), kRunTimeout_ms);
  document_->undoStack().undo();
  QVERIFY(charts_->isPinned({"m1", "busy"}));
  document_->undoStack().redo();
  QVERIFY(charts_->isPinned({"mill", "busy"}));
  commands::setValue(*document_, factory::FactoryPath("elements/mill/name"), Json("The mill"));
  QCOMPARE(charts_->title({"mill", "busy"}), QStringLiteral("The mill · Utilisation"));
}

void TestRunCharts::saysThatAnElementIsGone() {
  run();
  const RunPin pin{"m1", "busy"};
  charts_->pin(pin);
  QTRY_COMPARE_WITH_TIMEOUT(int(charts_->standing(pin)), int(Standing::Drawn), kRunTimeout_ms);
  commands::removeElements(*document_, {"m1"});
  QCOMPARE(int(charts_->standing(pin)), int(Standing::Gone));
  QCOMPARE(charts_->readingAt(pin, 8 * 3600).value, QStringLiteral("–"));
  QVERIFY2(charts_->isPinned(pin), "undo may bring it back");
  document_->undoStack().undo();
  QTRY_COMPARE_WITH_TIMEOUT(simulation_->state(), SimulationModel::State::Ready, kRunTimeout_ms);
  QTRY_COMPARE_WITH_TIMEOUT(int(charts_->standing(pin)), int(Standing::Drawn), kRunTimeout_ms);
  QVERIFY(charts_->readingAt(pin, 8 * 3600).value != QStringLiteral("–"));
}

void TestRunCharts::reordersAndRemoves() {
  const RunPin a{"", "oee"};
  const RunPin b{"m1", "busy"};
  const RunPin c{"m2", "busy"};
  const QSignalSpy edited(charts_.get(), &RunCharts::edited);
  charts_->setPins({a, b, c});
  QVERIFY2(edited.empty(), "what was kept is not kept again");
  charts_->pin(c, 0);
  QVERIFY(charts_->pins() == (std::vector<RunPin>{c, a, b}));
  charts_->pin(c, 2);
  QVERIFY(charts_->pins() == (std::vector<RunPin>{a, c, b}));
  charts_->pin(c, 2);
  QCOMPARE(edited.size(), 2);
  charts_->pin(a);
  QVERIFY(charts_->pins() == (std::vector<RunPin>{c, b, a}));
  charts_->unpin(b);
  charts_->toggle(c);
  QVERIFY(charts_->pins() == std::vector<RunPin>{a});
}

QTEST_GUILESS_MAIN(TestRunCharts)
#include "tst_run_charts.moc"
