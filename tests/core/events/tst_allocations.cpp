// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cstdlib>
#include <new>

#include "core/events/simulation.h"
#include "tests/core/events/factory_text.h"

namespace {
thread_local std::size_t allocations = 0;
}

void* operator new(std::size_t bytes) {
  ++allocations;
  if (void* memory = std::malloc(bytes == 0 ? 1 : bytes)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

using namespace mw;
using namespace mw::test;

/// An event allocates nothing once the lists have grown to what the factory holds.
class TestAllocations : public QObject {
  Q_OBJECT
 private slots:
  void longRunsNeedNoMore_data();
  void longRunsNeedNoMore();
};

namespace {

struct Count {
  std::size_t allocations = 0;
  std::uint64_t events = 0;
};

Count countOf(const events::Model& model, double horizon_s) {
  const std::size_t before = allocations;
  const events::RunStatistics run = events::simulate(model, settingsFor(horizon_s));
  return {allocations - before, run.events};
}

}  // namespace

void TestAllocations::longRunsNeedNoMore_data() {
  QTest::addColumn<QString>("example");
  for (const char* example : {"gearbox-line", "job-shop", "pump-assembly", "two-lines"}) {
    QTest::newRow(example) << QString(example);
  }
}

void TestAllocations::longRunsNeedNoMore() {
  QFETCH(QString, example);
  const auto factory =
      factory::Factory::read(std::string(MW_SOURCE_DIR "/resources/examples/") + example.toStdString() + ".json");
  const auto model = events::compile(factory);
  constexpr double kWeek_s = 7 * 86400.0;
  constexpr double kShort_weeks = 1;
  constexpr double kLong_weeks = 3;
  const Count short_run = countOf(*model, kShort_weeks * kWeek_s);
  const Count long_run = countOf(*model, kLong_weeks * kWeek_s);
  QVERIFY(long_run.events > 2 * short_run.events);
  // Lists double: where more waits at once than ever before a few grow, which ends; a cost per event does not.
  const std::uint64_t most = (long_run.events - short_run.events) / 10'000;
  QVERIFY2(long_run.allocations <= short_run.allocations + most,
           qPrintable(QString("%1 allocations for %2 events, %3 for %4")
                          .arg(short_run.allocations)
                          .arg(short_run.events)
                          .arg(long_run.allocations)
                          .arg(long_run.events)));
}

QTEST_APPLESS_MAIN(TestAllocations)
#include "tst_allocations.moc"
