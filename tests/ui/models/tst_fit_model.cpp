// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <fmt/format.h>

#include "core/base/random_stream.h"
#include "core/events/distribution_from_json.h"
#include "tests/support/patience.h"
#include "ui/models/fit_model.h"

using namespace mw;
using models::FitModel;

/// Times of a log, fitted in the background.
class TestFitModel : public QObject {
  Q_OBJECT
 private slots:
  void picksTheColumnOfTimesAndRanks();
  void sayWhyNot_data();
  void sayWhyNot();
  void anotherColumnReplacesTheFirst();
  void cancelLeavesNothing();

 private:
  QString write(const char* name, const std::string& text) const {
    const QString file = folder_.filePath(QLatin1String(name));
    writeTextFile(file.toStdString(), text);
    return file;
  }
  /// Exponential times of mean 300 s in one column, their number in the other.
  [[nodiscard]] std::string repairs(int n) const {
    RandomStream random(7, 1, 0);
    std::string text = "order;repair_s\n";
    for (int i = 0; i < n; ++i) text += fmt::format("{};{:.6f}\n", i, -300 * std::log(random.uniform()));
    return text;
  }

  QTemporaryDir folder_;
  jobs::JobService jobs_;
};

void TestFitModel::picksTheColumnOfTimesAndRanks() {
  FitModel model(jobs_);
  model.open(write("repairs.csv", repairs(300)));
  QCOMPARE(model.columns(), QStringList({"order", "repair_s"}));
  QCOMPARE(model.column(), QStringLiteral("repair_s"));
  QTRY_COMPARE_WITH_TIMEOUT(model.state(), FitModel::State::Ready, test::kPatience_ms);
  const auto& fitted = model.fit()->fitted;
  QVERIFY(fitted.chosen.has_value());
  for (const auto& candidate : fitted.candidates) {
    if (candidate.name != "exponential") continue;
    QCOMPARE(candidate.status, numerics::FitStatus::Fits);
    const Json json = models::distributionOf(candidate);
    // Maximum likelihood of an exponential is the mean; three standard errors of 300 values.
    QVERIFY(std::abs(json["mean_s"].get<double>() - 300) < 3 * 300 / std::sqrt(300.0));
    QVERIFY(models::parametersText(candidate).startsWith("mean "));
  }
  QCOMPARE(model.fit()->sample.size(), std::size_t{300});
}

void TestFitModel::sayWhyNot_data() {
  QTest::addColumn<QByteArray>("text");
  QTest::addColumn<QString>("says");
  QTest::newRow("empty") << QByteArray("") << "is empty";
  QTest::newRow("too few") << QByteArray("repair_s\n3\n4\n") << "has 2 values; 5 is the least";
  QTest::newRow("text") << QByteArray("repair_s\n3\nlong\n") << "\"long\" in column \"repair_s\" is not a number";
  QTest::newRow("negative") << QByteArray("repair_s\n3\n-1\n") << "is below 0";
}

void TestFitModel::sayWhyNot() {
  QFETCH(QByteArray, text);
  QFETCH(QString, says);
  FitModel model(jobs_);
  model.open(write("bad.csv", text.toStdString()));
  QTRY_COMPARE_WITH_TIMEOUT(model.state(), FitModel::State::Failed, test::kPatience_ms);
  QVERIFY2(model.problem().contains(says), qPrintable(model.problem()));
  QVERIFY(model.fit() == nullptr);
}

void TestFitModel::anotherColumnReplacesTheFirst() {
  FitModel model(jobs_);
  model.open(write("repairs.csv", repairs(60)));
  model.setColumn("order");
  QTRY_COMPARE_WITH_TIMEOUT(model.state(), FitModel::State::Ready, test::kPatience_ms);
  QCOMPARE(model.fit()->sample.max(), 59.0);
}

void TestFitModel::cancelLeavesNothing() {
  FitModel model(jobs_);
  model.open(write("repairs.csv", repairs(5000)));
  model.cancel();
  QCOMPARE(model.state(), FitModel::State::Empty);
  QTRY_COMPARE_WITH_TIMEOUT(jobs_.runningCount(), std::size_t{0}, test::kPatience_ms);
  QVERIFY(model.fit() == nullptr);
}

QTEST_GUILESS_MAIN(TestFitModel)
#include "tst_fit_model.moc"
