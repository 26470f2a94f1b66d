// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "tests/support/patience.h"
#include "ui/models/motion_start.h"

using namespace mw;
using namespace mw::models;

namespace {

factory::Factory beltOf(double length_m) {
  Json json = Json::parse(R"({"format": "millwright-factory/1", "parts": [{"id": "box"}],
    "elements": [{"id": "src", "type": "source", "part": "box", "supply": "unlimited"},
      {"id": "belt", "type": "conveyor", "speed_mps": 0.5, "pitch_m": 0.5},
      {"id": "out", "type": "sink"}],
    "flows": [{"from": "src", "to": "belt"}, {"from": "belt", "to": "out"}]})");
  json["elements"][1]["length_m"] = length_m;
  return factory::Factory::fromJson(json);
}

struct Bench {
  explicit Bench(double length_m) {
    document.replace(beltOf(length_m), "belt", {});
    QObject::connect(&start, &MotionStart::settled, [this](bool is_refused) { answers.push_back(is_refused); });
  }
  jobs::JobService jobs;
  Document document{jobs};
  Playback playback;
  MotionModel motion{document, playback};
  MotionStart start{document, motion, jobs};
  std::vector<bool> answers;
};

constexpr double kEndless_m = 1e6;  // two million parts: no computer moves them in real time

}  // namespace

/// How slow motion will be is said before it starts.
class TestMotionStart : public QObject {
  Q_OBJECT
 private slots:
  void fewPartsStartAtOnce();
  void manyPartsAskFirst();
  void canBeRefused();
  void aChangeAsksAgain();
};

void TestMotionStart::fewPartsStartAtOnce() {
  Bench bench(100);
  bench.start.request();
  QVERIFY(bench.motion.isActive());
  QVERIFY(!bench.start.isPending());
  QCOMPARE(bench.answers, std::vector<bool>{false});
}

void TestMotionStart::manyPartsAskFirst() {
  Bench bench(kEndless_m);
  QSignalSpy asks(&bench.start, &MotionStart::asks);
  bench.start.request();
  QVERIFY(bench.start.isPending());
  QVERIFY(asks.wait(test::kPatience_ms));
  QVERIFY(!bench.motion.isActive());
  const QString text = asks[0][0].toString();
  QVERIFY2(text.startsWith("About 2,000,000 parts will move at once: motion will be about "), qPrintable(text));
  QVERIFY2(text.contains("times slower than real time on this computer"), qPrintable(text));
  bench.start.goOn();
  QVERIFY(bench.motion.isActive());
  QVERIFY(!bench.start.isPending());
}

void TestMotionStart::canBeRefused() {
  Bench bench(kEndless_m);
  QSignalSpy asks(&bench.start, &MotionStart::asks);
  bench.start.request();
  bench.start.refuse();  // before it is known
  QCOMPARE(bench.answers, std::vector<bool>{true});
  bench.start.request();
  QVERIFY(asks.wait(test::kPatience_ms));
  bench.start.refuse();
  QCOMPARE(bench.answers, (std::vector<bool>{true, true}));
  QCOMPARE(asks.size(), 1);
  QVERIFY(!bench.motion.isActive());
  bench.start.refuse();  // nothing is asked any more
  QCOMPARE(bench.answers.size(), std::size_t{2});
}

void TestMotionStart::aChangeAsksAgain() {
  Bench bench(kEndless_m);
  QSignalSpy asks(&bench.start, &MotionStart::asks);
  bench.start.request();
  QVERIFY(asks.wait(test::kPatience_ms));
  bench.document.replace(beltOf(100), "belt", {});
  QVERIFY(bench.motion.isActive());
  QCOMPARE(bench.answers, std::vector<bool>{false});
}

QTEST_GUILESS_MAIN(TestMotionStart)
#include "tst_motion_start.moc"
