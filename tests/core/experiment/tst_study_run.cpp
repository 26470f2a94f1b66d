// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>
#include <limits>

#include "core/experiment/study_run.h"

using namespace mw::experiment;

namespace {

StudyRun fractions(std::size_t count) {
  StudyRun run{{999'999, 16'777'214}, {}, 123'456'789'012'345};
  for (std::size_t i = 0; i < count; ++i) run.values.push_back(static_cast<double>(i) / 7.0);
  return run;
}

}  // namespace

class TestStudyRun : public QObject {
  Q_OBJECT
 private slots:
  void digestsAreThoseOfProjectsInUse_data();
  void digestsAreThoseOfProjectsInUse();
  void allUndefinedValuesAreOne();
};

void TestStudyRun::digestsAreThoseOfProjectsInUse_data() {
  QTest::addColumn<StudyRun>("run");
  QTest::addColumn<QString>("digest");
  // Computed by version 3 of the project file, item by item: projects that people have must stay readable.
  QTest::newRow("no values") << StudyRun{} << "9a026d96b3c0f0fca057271c9071c99d";
  QTest::newRow("minus zero, smallest") << StudyRun{{3, 1}, {1.5, -0.0, 1.0 / 3, 5e-324}, 42}
                                        << "faa896ecdacf2c7bb997aab6a91f0362";
  QTest::newRow("undefined") << StudyRun{{3, 1}, {std::nan(""), 2}, 42} << "65a136d655c1a185549c01e466d41425";
  QTest::newRow("all of every element") << fractions(704) << "5572d58a37e05e2fdb7e02501db7492e";
}

void TestStudyRun::digestsAreThoseOfProjectsInUse() {
  QFETCH(StudyRun, run);
  QFETCH(QString, digest);
  QCOMPARE(QString::fromStdString(run.digest()), digest);
}

/// A file keeps that a value is undefined, not the bits that a processor gave it.
void TestStudyRun::allUndefinedValuesAreOne() {
  constexpr double kQuiet = std::numeric_limits<double>::quiet_NaN();
  const StudyRun plain{{3, 1}, {kQuiet, 2}, 42};
  const StudyRun signed_one{{3, 1}, {std::copysign(kQuiet, -1.0), 2}, 42};
  QCOMPARE(signed_one.digest(), plain.digest());
  QCOMPARE(studyDigest({StudyRun{{3, 1}, {1.5, -0.0, 1.0 / 3, 5e-324}, 42}, StudyRun{}}),
           std::string("3141ec724d697b6634cca47b3e4eafb7"));
}

QTEST_APPLESS_MAIN(TestStudyRun)
#include "tst_study_run.moc"
