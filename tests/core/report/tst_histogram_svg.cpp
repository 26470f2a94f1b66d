// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <QXmlStreamReader>

#include "core/report/histogram_svg.h"

using namespace mw;
using namespace mw::numerics;
using report::HistogramPicture;

namespace {

/// What an SVG holds, element by element.
struct Seen {
  QStringList texts;
  int bars = 0;
  QList<double> bar_tops;
  QList<QStringList> curves;  ///< points
  QStringList strokes;        ///< of the curves
};

Seen seenIn(const std::string& svg) {
  Seen seen;
  QXmlStreamReader xml(QByteArray::fromStdString(svg));
  while (!xml.atEnd()) {
    if (xml.readNext() != QXmlStreamReader::StartElement) continue;
    const auto attributes = xml.attributes();
    if (xml.name() == QStringLiteral("polyline")) {
      seen.curves << attributes.value("points").toString().split(' ');
      seen.strokes << attributes.value("stroke").toString() + attributes.value("stroke-dasharray").toString();
    }
    if (xml.name() == QStringLiteral("rect") && attributes.value("stroke") == QStringLiteral("#ffffff")) {
      ++seen.bars;
      seen.bar_tops << attributes.value("y").toDouble();
    }
    if (xml.name() == QStringLiteral("text")) seen.texts << xml.readElementText();
  }
  if (xml.hasError()) seen.texts << "XML: " + xml.errorString();
  return seen;
}

HistogramPicture picture() {
  return {"repair_s of <log> & \"more\"",
          "repair_s [s]",
          histogramOf(Sample({0, 1, 1, 2, 2, 2, 3, 3, 9, 10}), 5),
          {{"gamma, p = 0.5", Distribution::gamma(3, 1.5)}, {"normal", Distribution::normal(3, 2)}}};
}

}  // namespace

/// The picture as a reader of XML sees it.
class TestHistogramSvg : public QObject {
  Q_OBJECT

 private slots:
  void drawsBarsAndCurves();
  void curvesAreExpectedCounts();
  void leavesOutConstants();
};

void TestHistogramSvg::drawsBarsAndCurves() {
  const Seen seen = seenIn(report::histogramSvg(picture()));
  QCOMPARE(seen.bars, 3);  // of 5 bins, two are empty
  QCOMPARE(seen.curves.size(), 2);
  QVERIFY(seen.strokes[0] != seen.strokes[1]);
  for (const char* text : {"repair_s of <log> & \"more\"", "repair_s [s]", "values per 2 s", "observed, 10 values",
                           "gamma, p = 0.5", "normal", "0", "10"}) {
    QVERIFY2(seen.texts.contains(QString(text)), qPrintable(QString(text) + " in " + seen.texts.join(" | ")));
  }
}

void TestHistogramSvg::curvesAreExpectedCounts() {
  // The uniform distribution of the bins themselves expects 10/5 values in each, the height of the bar that holds two.
  HistogramPicture even = picture();
  even.histogram.counts = {2, 2, 2, 2, 2};
  even.curves = {{"uniform", Distribution::uniform(0, 10)}};
  const std::string svg = report::histogramSvg(even);
  const Seen seen = seenIn(svg);
  QCOMPARE(seen.curves.size(), 1);
  QVERIFY(!seen.bar_tops.isEmpty());
  for (const QString& point : seen.curves[0]) QCOMPARE(point.section(',', 1).toDouble(), seen.bar_tops[0]);
}

void TestHistogramSvg::leavesOutConstants() {
  HistogramPicture flat{"", "x [s]", histogramOf(Sample({7, 7, 7})), {{"constant", Distribution::constant(7)}}};
  const Seen seen = seenIn(report::histogramSvg(flat));
  QCOMPARE(seen.bars, 1);
  QVERIFY(seen.curves.isEmpty() && !seen.texts.contains(QStringLiteral("constant")));
}

QTEST_APPLESS_MAIN(TestHistogramSvg)
#include "tst_histogram_svg.moc"
