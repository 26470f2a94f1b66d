// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>
#include <cmath>

#include "core/base/error.h"
#include "core/surrogate/gp/hyperparameters.h"

using namespace mw;
using namespace mw::surrogate;

class TestHyperparameters : public QObject {
  Q_OBJECT
 private slots:
  void readsBackWhatItWrites();
  void refuses_data();
  void refuses();
};

void TestHyperparameters::readsBackWhatItWrites() {
  GpHyperparameters wanted;
  wanted.signal_variance = 1.0 / 3;
  wanted.length_scales = Eigen::Vector3d(0.1, std::nan(""), 7);
  wanted.noise_variance = 1e-10;
  const Json json = toJson(wanted);
  QCOMPARE(json.dump(), std::string("{\"signal_variance\":0.3333333333333333,\"length_scales\":[0.1,null,7.0],"
                                    "\"noise_variance\":1e-10}"));
  const GpHyperparameters got = hyperparametersFromJson(Json::parse(json.dump()), "", 3);
  QVERIFY(got.signal_variance == wanted.signal_variance && got.noise_variance == wanted.noise_variance);
  QVERIFY(got.length_scales(0) == 0.1 && std::isnan(got.length_scales(1)) && got.length_scales(2) == 7);
}

void TestHyperparameters::refuses_data() {
  QTest::addColumn<QByteArray>("text");
  QTest::addColumn<QString>("message");
  QTest::newRow("unknown key")
      << QByteArray("{\"signal_variance\":1,\n\"length_scale\":[1,1],\"noise_variance\":1}")
      << "h.json:2:1: /length_scale: unknown key \"length_scale\"; did you mean \"length_scales\"?";
  QTest::newRow("missing key") << QByteArray("{\"signal_variance\":1,\"length_scales\":[1,1]}")
                               << "\"noise_variance\" is missing";
  QTest::newRow("negative variance") << QByteArray(
                                            "{\"signal_variance\":-1,\"length_scales\":[1,1],\"noise_variance\":0}")
                                     << "/signal_variance: -1 is not a positive number";
  QTest::newRow("text for a number") << QByteArray(
                                            "{\"signal_variance\":1,\"length_scales\":[1,\"a\"],\"noise_variance\":0}")
                                     << "/length_scales/1: \"a\" is not a positive number";
  QTest::newRow("too few scales") << QByteArray("{\"signal_variance\":1,\"length_scales\":[1],\"noise_variance\":0}")
                                  << "1 length scales, but inputs number 2; give 2, in the order of the inputs";
  QTest::newRow("scales are a number") << QByteArray("{\"signal_variance\":1,\"length_scales\":1,\"noise_variance\":0}")
                                       << "length_scales is not an array";
  QTest::newRow("not an object") << QByteArray("[1]") << "hyperparameters must be an object";
}

void TestHyperparameters::refuses() {
  QFETCH(QByteArray, text);
  QFETCH(QString, message);
  const QTemporaryDir folder;
  const std::filesystem::path file = folder.filePath("h.json").toStdString();
  writeTextFile(file, text.toStdString());
  try {
    (void)readHyperparameters(file, 2);
    QFAIL("accepted");
  } catch (const InputError& error) {
    QVERIFY2(QString(error.what()).contains(message), error.what());
    QVERIFY2(QString(error.what()).contains("h.json:"), error.what());
  }
}

QTEST_APPLESS_MAIN(TestHyperparameters)
#include "tst_hyperparameters.moc"
