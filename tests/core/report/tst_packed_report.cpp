// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/report/html_report.h"
#include "core/report/packed_report.h"

using namespace mw;
using namespace mw::report;

/// A report on its way to another program.
class TestPackedReport : public QObject {
  Q_OBJECT
 private slots:
  void comesBackAsItWas();
  void refusesWhatIsNone_data();
  void refusesWhatIsNone();
};

namespace {

Report someReport() {
  Report report{"Line \"A\"", "of \xC3\xBC", {}, {{"Factory", "digest"}, {"Again", "run\nit"}}};
  Table table{"t", "Times", {{"Of", ""}, {"Stay", "s"}, {"\xC2\xB1", "s"}}, {}, "A note.", 1, true};
  std::vector<Cell> row{textCell("=1+1")};
  appendEstimate(row, {12.345678901234567, 1, 0.5, 9});
  table.rows.push_back(row);
  // Bytes of a picture, and a name that is no UTF-8.
  report.sections.push_back({"One", {"a", "b"}, {{"<svg/>", std::string("\x89PNG\0\xFF", 6), "c"}}, {table}});
  report.sections.push_back({"Two \xE9", {}, {}, {}});
  return report;
}

}  // namespace

void TestPackedReport::comesBackAsItWas() {
  const Report report = someReport();
  const Report back = unpacked(packed(report));
  QCOMPARE(packed(back), packed(report));
  QCOMPARE(html(back), html(report));
  QCOMPARE(back.sections[0].figures[0].png, report.sections[0].figures[0].png);
  QCOMPARE(back.sections[1].title, report.sections[1].title);
  QCOMPARE(back.sections[0].tables[0].rows[0][1].text, std::string("12.345678901234567"));
  QVERIFY(back.sections[0].tables[0].is_for_files);
}

void TestPackedReport::refusesWhatIsNone_data() {
  QTest::addColumn<QByteArray>("bytes");
  const std::string good = packed(someReport());
  QTest::newRow("nothing") << QByteArray();
  QTest::newRow("words") << QByteArray("no report");
  QTest::newRow("cut off") << QByteArray(good.data(), static_cast<qsizetype>(good.size() / 2));
  const auto other = Json::to_cbor(Json{{"format", "another/1"}});
  QTest::newRow("another format") << QByteArray(reinterpret_cast<const char*>(other.data()),
                                                static_cast<qsizetype>(other.size()));
  const auto empty = Json::to_cbor(Json{{"format", "millwright-report/1"}});
  QTest::newRow("nothing in it") << QByteArray(reinterpret_cast<const char*>(empty.data()),
                                               static_cast<qsizetype>(empty.size()));
}

void TestPackedReport::refusesWhatIsNone() {
  QFETCH(QByteArray, bytes);
  QVERIFY_THROWS_EXCEPTION(InputError, (void)unpacked({bytes.constData(), static_cast<std::size_t>(bytes.size())}));
}

QTEST_GUILESS_MAIN(TestPackedReport)
#include "tst_packed_report.moc"
