// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/base/error.h"
#include "ui/models/travelling_files.h"

using namespace mw;
using namespace mw::models;

class TestTravellingFiles : public QObject {
  Q_OBJECT
 private slots:
  void contentArrivesUnderAFreeName();
  void tooMuchIsRefused();
  void damageIsTold();
};

namespace {

Json clipOfTwo(const std::string& mesh) {
  return {{"elements", {{{"id", "a"}, {"mesh", mesh}}, {{"id", "b"}, {"mesh", mesh}}, {{"id", "c"}}}}};
}

}  // namespace

void TestTravellingFiles::contentArrivesUnderAFreeName() {
  std::string every_byte;
  for (int i = 0; i < 256; ++i) every_byte += static_cast<char>(i);
  const auto from = memoryAttachments();
  const std::string name = from->keep("press.stl", every_byte);
  const Json files = filesOf(clipOfTwo(name), *from);
  QCOMPARE(files.size(), std::size_t{1});

  const auto to = memoryAttachments();
  (void)to->keep("press.stl", "another press");
  const Json arrived = withFilesKept(clipOfTwo(name), files, *to);
  const auto here = arrived["elements"][0]["mesh"].get<std::string>();
  QVERIFY(here != name);
  QCOMPARE(arrived["elements"][1]["mesh"].get<std::string>(), here);
  QVERIFY(!arrived["elements"][2].contains("mesh"));
  QVERIFY(to->read(here) == every_byte);
  QVERIFY2(withFilesKept(clipOfTwo(name), Json::object(), *to) == clipOfTwo(name),
           "within one project nothing travels");
}

void TestTravellingFiles::tooMuchIsRefused() {
  const auto from = memoryAttachments();
  const std::string name = from->keep("hall.stl", std::string(kTravellingBytes + 1, 'x'));
  QVERIFY_EXCEPTION_THROWN((void)filesOf(clipOfTwo(name), *from), InputError);
  QVERIFY_EXCEPTION_THROWN((void)filesOf(clipOfTwo("gone.stl"), *from), InputError);
}

void TestTravellingFiles::damageIsTold() {
  const auto to = memoryAttachments();
  const Json files{{"press.stl", "no base 64!"}};
  QVERIFY_EXCEPTION_THROWN((void)withFilesKept(clipOfTwo("press.stl"), files, *to), InputError);
}

QTEST_APPLESS_MAIN(TestTravellingFiles)
#include "tst_travelling_files.moc"
