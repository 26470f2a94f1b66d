// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/experiment/study.h"
#include "tests/core/experiment/two_level_study.h"

using namespace mw;
using namespace mw::experiment;

/// What is said of fractions that can't be made: where it is wrong, and what to ask for instead.
class TestFractionRefusals : public QObject {
  Q_OBJECT

 private slots:
  void refuses_data();
  void refuses();
};

void TestFractionRefusals::refuses_data() {
  QTest::addColumn<int>("factors");
  QTest::addColumn<QString>("design");
  QTest::addColumn<QString>("place");
  QTest::addColumn<QString>("says");
  QTest::newRow("neither") << 4 << R"({"type": "fractional"})"
                           << "/design"
                           << "one of the three";
  QTest::newRow("both") << 4 << R"({"type": "fractional", "resolution": "IV", "runs": 8})"
                        << "/design"
                        << "one of the three";
  QTest::newRow("resolution VI") << 4 << R"({"type": "fractional", "resolution": "VI"})"
                                 << "/design/resolution"
                                 << "III";
  QTest::newRow("12 runs") << 4 << R"({"type": "fractional", "runs": 12})"
                           << "/design/runs"
                           << "power of two";
  QTest::newRow("too few runs") << 7 << R"({"type": "fractional", "runs": 4})"
                                << "/design"
                                << "published are 64 points (resolution VII), 32 points (resolution IV)";
  QTest::newRow("64 points of 12 factors") << 12 << R"({"type": "fractional", "runs": 64})"
                                           << "/design"
                                           << "for another give its \"generators\", one for each factor that is to "
                                              "follow others, such as \"M=ABCD\"";
  QTest::newRow("resolution V of 16") << 16 << R"({"type": "fractional", "resolution": "V"})"
                                      << "/design"
                                      << "such as \"Q=ABCD\", or screen the factors first";
  QTest::newRow("resolution V of 15") << 15 << R"({"type": "fractional", "resolution": "V"})"
                                      << "/design"
                                      << "published are 32 points (resolution IV), 16 points (resolution III)";
  QTest::newRow("unknown factor") << 4 << R"({"type": "fractional", "generators": ["D=ABX"]})"
                                  << "/design/generators/0"
                                  << "no factor is \"X\"";
  QTest::newRow("no generator") << 4 << R"({"type": "fractional", "generators": ["ABC"]})"
                                << "/design/generators/0"
                                << "write it as D=ABC";
  QTest::newRow("two the same") << 5 << R"({"type": "fractional", "generators": ["D=AB", "E=AB"]})"
                                << "/design/generators"
                                << "f3 and f4 would always change together";
  QTest::newRow("a copy") << 4 << R"({"type": "fractional", "generators": ["D=A"]})"
                          << "/design/generators"
                          << "f0 and f3 would always";
  QTest::newRow("a constant") << 4 << R"({"type": "fractional", "generators": ["D=AA"]})"
                              << "/design/generators"
                              << "never change";
  QTest::newRow("of a generated one") << 5 << R"({"type": "fractional", "generators": ["D=AB", "E=BD"]})"
                                      << "/design/generators"
                                      << "generated itself";
  QTest::newRow("twice") << 4 << R"({"type": "fractional", "generators": ["D=AB", "D=AC"]})"
                         << "/design/generators"
                         << "twice";
  QTest::newRow("points") << 4 << R"({"type": "fractional", "resolution": "IV", "points": 8})"
                          << "/design/points"
                          << "remove it";
}

void TestFractionRefusals::refuses() {
  QFETCH(int, factors);
  QFETCH(QString, design);
  QFETCH(QString, place);
  QFETCH(QString, says);
  const Json study = test::twoLevelStudy(static_cast<std::size_t>(factors), Json::parse(design.toStdString()));
  std::string message;
  try {
    (void)Study::fromJson(study);
  } catch (const InputError& error) {
    message = error.what();
  }
  QVERIFY2(message.find(place.toStdString()) != std::string::npos, message.c_str());
  QVERIFY2(message.find(says.toStdString()) != std::string::npos, message.c_str());
}

QTEST_APPLESS_MAIN(TestFractionRefusals)
#include "tst_fraction_refusals.moc"
