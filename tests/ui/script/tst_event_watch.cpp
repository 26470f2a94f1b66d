// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QEventLoop>
#include <QTest>
#include <QTimer>
#include <ctime>

#include "tests/support/patience.h"
#include "ui/script/event_watch.h"
#include "ui/script/script_player.h"

using namespace mw;
using namespace mw::script;

namespace {

double cpu_ms() {
  timespec cpu{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &cpu);
  return 1e3 * static_cast<double>(cpu.tv_sec) + 1e-6 * static_cast<double>(cpu.tv_nsec);
}

void work(double for_ms) {
  const double end_ms = cpu_ms() + for_ms;
  while (cpu_ms() < end_ms) {
  }
}

constexpr int kEvent = QEvent::User + 7;

/// Does something when its event comes.
class Worker : public QObject {
  Q_OBJECT
 public:
  Worker(const char* name, std::function<void()> task) : task_(std::move(task)) { setObjectName(QLatin1String(name)); }
  void post() { QCoreApplication::postEvent(this, new QEvent(static_cast<QEvent::Type>(kEvent))); }
  bool event(QEvent* event) override {
    if (event->type() != kEvent) return QObject::event(event);
    task_();
    return true;
  }

 private:
  std::function<void()> task_;
};

class WatchedApplication : public QApplication {
  Q_OBJECT
 public:
  using QApplication::QApplication;
  EventWatch watch;
  bool notify(QObject* receiver, QEvent* event) override {
    const EventWatch::Span span(watch, receiver, *event);
    return QApplication::notify(receiver, event);
  }
};

EventWatch& watch() {
  return static_cast<WatchedApplication*>(qApp)->watch;
}

/// What the watch tells of one receiver, CPU time of all its stretches summed up.
double cpuOf_ms(const char* receiver) {
  double sum_ms = 0;
  for (const EventWatch::Handler& handler : watch().worst())
    sum_ms += handler.receiver == receiver ? handler.cpu_ms : 0;
  return sum_ms;
}

/// Of reading the clocks and of what the event loop itself does: far below the shortest piece of work here.
constexpr double kOverhead_ms = 8;

}  // namespace

/// CPU time alone is looked at: wall time is the machine's.
class TestEventWatch : public QObject {
  Q_OBJECT
 private slots:
  void init() { watch().reset(); }
  void measuresOneHandler();
  void countsWhatAHandlerSends();
  void leavesOutNestedLoops();
  void forgives();
  void tellsApartWhatIsExcused();
  void stepFailsAboveItsLimit();
};

void TestEventWatch::measuresOneHandler() {
  Worker busy("busy", [] { work(40); });
  busy.post();
  QCoreApplication::processEvents();
  const EventWatch::Handler& busiest = watch().busiest();
  QCOMPARE(busiest.receiver, "busy");
  QCOMPARE(busiest.of_class, "Worker");
  QVERIFY2(busiest.cpu_ms >= 40 && busiest.cpu_ms < 40 + kOverhead_ms, text(busiest).c_str());
  QVERIFY(busiest.wall_ms >= busiest.cpu_ms - 1);
  QVERIFY(watch().json().dump().find("\"busiest\":{\"receiver\":\"busy\"") != std::string::npos);
}

void TestEventWatch::countsWhatAHandlerSends() {
  Worker inner("inner", [] { work(30); });
  Worker outer("outer", [&inner] {
    work(10);
    QEvent event(static_cast<QEvent::Type>(kEvent));
    QCoreApplication::sendEvent(&inner, &event);
  });
  outer.post();
  QCoreApplication::processEvents();
  QCOMPARE(watch().busiest().receiver, "outer");
  QVERIFY2(watch().busiest().cpu_ms >= 40, text(watch().busiest()).c_str());
  QCOMPARE(cpuOf_ms("inner"), 0.0);
}

void TestEventWatch::leavesOutNestedLoops() {
  Worker inner("inner", [] { work(60); });
  Worker outer("outer", [&inner] {
    work(10);
    QEventLoop loop;
    inner.post();
    QTimer::singleShot(20, &loop, &QEventLoop::quit);
    loop.exec();
    work(10);
  });
  outer.post();
  QCoreApplication::processEvents();
  QCOMPARE(watch().busiest().receiver, "inner");
  QVERIFY2(cpuOf_ms("inner") < 60 + kOverhead_ms, text(watch().busiest()).c_str());
  const double outer_ms = cpuOf_ms("outer");
  QVERIFY2(outer_ms >= 20 && outer_ms < 20 + kOverhead_ms, std::to_string(outer_ms).c_str());
}

void TestEventWatch::forgives() {
  Worker shot("shot", [] {
    work(40);
    watch().forgive();
  });
  shot.post();
  QCoreApplication::processEvents();
  QVERIFY2(watch().busiest().cpu_ms < kOverhead_ms, text(watch().busiest()).c_str());
}

void TestEventWatch::tellsApartWhatIsExcused() {
  Worker shaders("shaders", [] {
    work(60);
    watch().excuse("first picture");
  });
  Worker busy("busy", [] { work(30); });
  shaders.post();
  busy.post();
  QCoreApplication::processEvents();
  QCOMPARE(watch().busiest().receiver, "busy");
  QCOMPARE(watch().excused().size(), std::size_t{1});
  QCOMPARE(watch().excused()[0].receiver, "shaders");
  QVERIFY2(text(watch().excused()[0]).ends_with(", first picture"), text(watch().excused()[0]).c_str());
  // Outside of a handler there is nothing to excuse.
  watch().excuse("nothing is open");
  Worker again("again", [] { work(45); });
  again.post();
  QCoreApplication::processEvents();
  QCOMPARE(watch().busiest().receiver, "again");
}

void TestEventWatch::stepFailsAboveItsLimit() {
  QWidget window;
  const auto played = [&window](double max_ms) {
    QString said;
    ScriptPlayer player(window, {}, {{"expect-responsive", {{"max_ms", max_ms}}, {"s.json", "", 1, 1}}});
    player.setWatch(watch());
    bool is_over = false;
    QObject::connect(&player, &ScriptPlayer::finished, [&is_over] { is_over = true; });
    QObject::connect(&player, &ScriptPlayer::failed, [&](const QString& message) {
      said = message;
      is_over = true;
    });
    player.start();
    [&is_over] { QTRY_VERIFY_WITH_TIMEOUT(is_over, test::kPatience_ms); }();
    return said;
  };
  Worker busy("busy", [] { work(60); });
  busy.post();
  QCoreApplication::processEvents();
  const QString said = played(50);
  QVERIFY2(said.contains("deaf for") && said.contains("\"busy\""), qPrintable(said));
  QCOMPARE(played(1000), QString());
}

int main(int argc, char** argv) {
  WatchedApplication application(argc, argv);
  application.watch.start();
  TestEventWatch test;
  return QTest::qExec(&test, argc, argv);
}

#include "tst_event_watch.moc"
