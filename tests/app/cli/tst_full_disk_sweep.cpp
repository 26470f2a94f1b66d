// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/program.h"
#include "tests/support/small_study.h"

using namespace mw;

/// A sweep on a small disk that something else fills: a tmpfs in a mount namespace of its own, where the system lets a
/// user have one.
class TestFullDiskSweep : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void waitsForRoom();
  void endsWithWhatItHas();

 private:
  [[nodiscard]] test::Answer onSmallDisk(const QString& script) const {
    return test::runProgram("unshare", {"-rm", "sh", "-euc", kDisk + script, "sh", MW_CLI}, folder_.path());
  }

  /// A project on a disk with 40 KiB left.
  static constexpr const char* kDisk = R"(
    mkdir -p disk; mount -t tmpfs -o size=2m none disk
    $1 new disk/p.mill --factory line.json --quiet >new.txt
    dd if=/dev/zero of=disk/ballast bs=1k 2>dd.txt || true
    truncate -s -40k disk/ballast
  )";

  QTemporaryDir folder_;
  std::string whole_digest_;
};

void TestFullDiskSweep::initTestCase() {
  const auto may = test::runProgram("unshare", {"-rm", "mount", "-t", "tmpfs", "none", folder_.path()});
  if (may.exit_code != 0) QSKIP("no mount namespaces here");
  Json study = test::smallStudy();
  study["replications"] = 500;
  const auto path = [this](const char* name) { return folder_.filePath(name).toStdString(); };
  writeTextFile(path("line.json"), test::smallFactory().dump());
  writeTextFile(path("study.json"), study.dump());
  QCOMPARE(test::runProgram(MW_CLI, {"new", "whole.mill", "--factory", "line.json"}, folder_.path()).exit_code, 0);
  const auto whole =
      test::runProgram(MW_CLI, {"sweep", "whole.mill", "--study", "study.json", "--json"}, folder_.path());
  whole_digest_ = whole.json()["digest"].get<std::string>();
}

void TestFullDiskSweep::waitsForRoom() {
  const auto swept = onSmallDisk(R"(
    $1 sweep disk/p.mill --study study.json --json --quiet 2>err.txt &
    while ! grep -q 'the sweep waits' err.txt; do kill -0 $!; sleep 0.02; done
    rm disk/ballast
    wait $!
    cat err.txt >&2
  )");
  QVERIFY2(swept.exit_code == 0, swept.err.c_str());
  QCOMPARE(swept.json()["digest"].get<std::string>(), whole_digest_);
  QVERIFY2(swept.says("disk: the disk is full; the sweep waits with"), swept.err.c_str());
  QVERIFY2(swept.says("there is room again"), swept.err.c_str());
}

void TestFullDiskSweep::endsWithWhatItHas() {
  const auto swept = onSmallDisk(R"(
    code=0; $1 sweep disk/p.mill --study study.json --quiet --disk-wait 0s --runs-to told.csv || code=$?
    test $code = 4
    rm disk/ballast
    $1 sweep disk/p.mill --study study.json --json --quiet --resume
  )");
  QVERIFY2(swept.exit_code == 0, swept.err.c_str());
  QVERIFY2(swept.says("the disk is full") && swept.says("go on with --resume"), swept.err.c_str());
  const Json rest = swept.json();
  QCOMPARE(rest["digest"].get<std::string>(), whole_digest_);
  const std::string told = readTextFile(folder_.filePath("told.csv").toStdString());
  QVERIFY(rest["runs_before"].get<long>() >= std::ranges::count(told, '\n'));
  QVERIFY(rest["runs_before"].get<int>() > 0 && rest["runs_before"].get<int>() < 3000);
}

QTEST_GUILESS_MAIN(TestFullDiskSweep)
#include "tst_full_disk_sweep.moc"
