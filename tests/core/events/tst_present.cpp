// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/events/collect/present.h"
#include "core/events/collect/recording.h"
#include "tests/core/events/factory_text.h"

using namespace mw;
using namespace mw::events;
using namespace mw::test;

/// A run as it is watched against the same run as it was recorded.
class TestPresent : public QObject {
  Q_OBJECT
 private slots:
  void isAsRecorded_data();
  void isAsRecorded();
};

void TestPresent::isAsRecorded_data() {
  QTest::addColumn<double>("horizon_s");
  for (const double horizon_s : {0.5, 100.0, 1234.0, 20000.0}) {
    QTest::newRow(qPrintable(QString::number(horizon_s))) << horizon_s;
  }
}

void TestPresent::isAsRecorded() {
  QFETCH(double, horizon_s);
  const factory::Factory factory = factoryOf(
      R"({"id": "s", "type": "source", "part": {"a": 0.5, "b": 0.5}, "interarrival": {"dist": "exponential", "mean_s": 9}},
         {"id": "q", "type": "buffer", "capacity": 5},
         {"id": "m", "type": "station", "capacity": 2, "process": {"dist": "exponential", "mean_s": 16},
          "failures": [{"id": "f", "time_to_failure": {"dist": "exponential", "mean_s": 200}, "time_to_repair": 50}]},
         {"id": "l", "type": "batch", "size": 3}, {"id": "u", "type": "unbatch"}, {"id": "o", "type": "sink"})",
      "s>q q>m m>l l>u u>o");
  const auto model = compile(factory);
  Present present(factory);
  const RunStatistics run = simulate(*model, settingsFor(horizon_s), {}, &present);
  const Recording recording = record(*model, settingsFor(horizon_s));
  const Moment moment = recording.momentAt(SimTime::fromSeconds(horizon_s));
  QCOMPARE(present.delivered(), run.good);
  for (std::size_t i = 0; i < factory.elements().size(); ++i) {
    QCOMPARE(present.states()[i], moment.elements[i].summary);
    if (factory.elements()[i].type == "source" || factory.elements()[i].type == "sink") continue;
    QCOMPARE(present.contents()[i], run.elements[i].content_end);
  }
}

QTEST_APPLESS_MAIN(TestPresent)
#include "tst_present.moc"
