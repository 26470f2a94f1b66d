// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "tests/support/patience.h"
#include "ui/commands/edits.h"
#include "ui/commands/layout_edits.h"
#include "ui/models/problems/problem_list.h"

using namespace mw;
using namespace mw::models;

namespace {

/// A robot that takes from a rack and puts on a table, with 0.8 m of reach: the table is 0.2 m too far.
factory::Factory cell() {
  return factory::Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1",
    "elements": [
      {"id": "in", "type": "source", "interarrival": 10, "pose": {"x_m": -6}},
      {"id": "rack", "type": "buffer", "capacity": 5, "size_m": [0.4, 0.4, 0.8], "pose": {"x_m": -0.6}},
      {"id": "arm", "type": "robot", "reach_m": 0.8, "cycle": 4, "size_m": [0.3, 0.3, 1], "pose": {"x_m": 0}},
      {"id": "table", "type": "buffer", "capacity": 5, "size_m": [0.4, 0.4, 0.8], "pose": {"x_m": 1}},
      {"id": "out", "type": "sink", "pose": {"x_m": 6}}],
    "flows": [{"from": "in", "to": "rack"}, {"from": "rack", "to": "arm"}, {"from": "arm", "to": "table"},
              {"from": "table", "to": "out"}]})"));
}

QStringList causesOf(const ProblemList& list) {
  QStringList causes;
  for (const Problem& problem : list.problems()) causes << QString::fromStdString(problem.finding.cause);
  return causes;
}

void move(Document& document, const char* id, double x_m) {
  factory::Pose pose = document.factory().findElement(id)->pose;
  pose.x_m = x_m;
  commands::move(document, {{id, pose}});
}

}  // namespace

class TestProblemList : public QObject {
  Q_OBJECT
 private slots:
  void init();
  void cleanup();
  void saysWhatRobotsDoNotReach();
  void followsEdits();
  void keepsWhatItSaidUntilItKnowsMore();
  void forgetsWhatIsAboutOtherElements();
  void saysNothingWithoutAProject();

 private:
  std::unique_ptr<jobs::JobService> jobs_;
  std::unique_ptr<Document> document_;
  std::unique_ptr<ProblemList> list_;
};

void TestProblemList::init() {
  jobs_ = std::make_unique<jobs::JobService>();
  document_ = std::make_unique<Document>(*jobs_);
  list_ = std::make_unique<ProblemList>(*document_, *jobs_);
}

void TestProblemList::cleanup() {
  list_.reset();
  document_.reset();
  jobs_.reset();
}

void TestProblemList::saysWhatRobotsDoNotReach() {
  document_->replace(cell(), QStringLiteral("cell.mill"), nullptr);
  QTRY_COMPARE_WITH_TIMEOUT(causesOf(*list_),
                            QStringList{"\"arm\" cannot place on \"table\": it is 0.20 m beyond its reach"},
                            test::kPatience_ms);
  const Problem& problem = list_->problems().front();
  QCOMPARE(problem.element, std::string("arm"));
  QCOMPARE(problem.elements, (std::vector<std::string>{"arm", "table"}));
  QVERIFY(problem.at_m && (*problem.at_m)[0] == 1.0);
  QVERIFY(!list_->isLooking());
}

void TestProblemList::followsEdits() {
  document_->replace(cell(), QStringLiteral("cell.mill"), nullptr);
  QTRY_COMPARE_WITH_TIMEOUT(list_->problems().size(), std::size_t(1), test::kPatience_ms);
  move(*document_, "table", 0.7);
  QTRY_VERIFY_WITH_TIMEOUT(list_->problems().empty(), test::kPatience_ms);
  move(*document_, "rack", -0.2);
  QTRY_COMPARE_WITH_TIMEOUT(causesOf(*list_), QStringList{"\"rack\" and \"arm\" overlap 0.15 m"}, test::kPatience_ms);
  document_->undoStack().undo();
  document_->undoStack().undo();
  QTRY_COMPARE_WITH_TIMEOUT(causesOf(*list_),
                            QStringList{"\"arm\" cannot place on \"table\": it is 0.20 m beyond its reach"},
                            test::kPatience_ms);
}

void TestProblemList::keepsWhatItSaidUntilItKnowsMore() {
  document_->replace(cell(), QStringLiteral("cell.mill"), nullptr);
  QTRY_COMPARE_WITH_TIMEOUT(list_->problems().size(), std::size_t(1), test::kPatience_ms);
  QSignalSpy told(list_.get(), &ProblemList::changed);
  int n_least = 9;
  connect(list_.get(), &ProblemList::changed, this,
          [&] { n_least = std::min(n_least, static_cast<int>(list_->problems().size())); });
  move(*document_, "out", 7);
  // Once at once, once when the robots have been looked at again: the row did not go in between.
  QTRY_COMPARE_WITH_TIMEOUT(told.size(), 2, test::kPatience_ms);
  QCOMPARE(n_least, 1);
}

void TestProblemList::forgetsWhatIsAboutOtherElements() {
  document_->replace(cell(), QStringLiteral("cell.mill"), nullptr);
  QTRY_COMPARE_WITH_TIMEOUT(list_->problems().size(), std::size_t(1), test::kPatience_ms);
  commands::removeElements(*document_, {"arm"});
  QTRY_VERIFY_WITH_TIMEOUT(!causesOf(*list_).join(' ').contains(QLatin1String("beyond its reach")), test::kPatience_ms);
  for (const Problem& problem : list_->problems()) QVERIFY(problem.element != "arm");
}

void TestProblemList::saysNothingWithoutAProject() {
  QSignalSpy told(list_.get(), &ProblemList::changed);
  QTRY_VERIFY_WITH_TIMEOUT(!told.isEmpty(), test::kPatience_ms);
  QVERIFY(list_->problems().empty());
}

QTEST_GUILESS_MAIN(TestProblemList)
#include "tst_problem_list.moc"
