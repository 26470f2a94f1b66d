// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/base/text_encoding.h"

using namespace mw;

namespace {

/// Zero bytes within literals are kept.
template <std::size_t n>
std::string bytes(const char (&text)[n]) {
  return {text, n - 1};
}

std::string wide(std::string_view ascii, bool is_low_first) {
  std::string text;
  for (const char c : ascii) text += is_low_first ? std::string{c, '\0'} : std::string{'\0', c};
  return text;
}

}  // namespace

class TestTextEncoding : public QObject {
  Q_OBJECT
 private slots:
  void namesThem();
  void guesses_data();
  void guesses();
  void leavesAPieceThatEndsWithinACharacter();
  void converts_data();
  void converts();
  void joinsPieces();
};

void TestTextEncoding::namesThem() {
  for (const std::string& name : encodingNames()) QCOMPARE(encodingName(encodingOf(name).value()), name);
  QVERIFY(encodingOf("UTF-16LE") == TextEncoding::Utf16Le);
  QVERIFY(!encodingOf("ebcdic"));
}

void TestTextEncoding::guesses_data() {
  QTest::addColumn<std::string>("text");
  QTest::addColumn<QString>("wanted");  // encoding, bytes of the mark, mixed
  const std::string table = "t;T\n0;20,5\n1;21,0\n";
  QTest::newRow("ASCII") << table << "utf-8";
  QTest::newRow("nothing") << std::string() << "utf-8";
  QTest::newRow("UTF-8") << bytes(
                                "t;T [\xC2\xB0"
                                "C]\n0;1\n")
                         << "utf-8";
  QTest::newRow("UTF-8 with mark") << "\xEF\xBB\xBF" + table << "utf-8 3";
  QTest::newRow("UTF-16 LE with mark") << "\xFF\xFE" + wide(table, true) << "utf-16le 2";
  QTest::newRow("UTF-16 BE with mark") << "\xFE\xFF" + wide(table, false) << "utf-16be 2";
  QTest::newRow("UTF-16 LE") << wide(table, true) << "utf-16le";
  QTest::newRow("UTF-16 BE") << wide(table, false) << "utf-16be";
  QTest::newRow("a few zero bytes") << bytes("t;a\n0;1\0\n1;2\0\n2;3\n3;4\n4;5\n") << "utf-8";
  QTest::newRow("zeros alone") << std::string(64, '\0') << "utf-8";
  QTest::newRow("Latin-1") << bytes(
                                  "t;T [\xB0"
                                  "C]\n0;1\n")
                           << "latin-1";
  QTest::newRow("Windows-1252") << bytes("t;Preis [\x80]\n0;1\n") << "windows-1252";
  QTest::newRow("a byte that Windows-1252 lacks") << bytes("t;\x80\x81\n0;1\n") << "latin-1";
  QTest::newRow("mixture") << bytes(
                                  "t;T [\xC2\xB0"
                                  "C];note\n0;1;k\xFChl\n")
                           << "latin-1 mixed";
}

void TestTextEncoding::guesses() {
  QFETCH(std::string, text);
  QFETCH(QString, wanted);
  const EncodingGuess guess = guessEncoding(text, true);
  QString said = QString::fromStdString(encodingName(guess.encoding));
  if (guess.mark_bytes > 0) said += QStringLiteral(" %1").arg(guess.mark_bytes);
  if (guess.is_mixed) said += QStringLiteral(" mixed");
  QCOMPARE(said, wanted);
}

void TestTextEncoding::leavesAPieceThatEndsWithinACharacter() {
  const std::string cut = bytes("a\nb\xC3");
  QVERIFY(guessEncoding(cut, false).encoding == TextEncoding::Utf8);
  QVERIFY(guessEncoding(cut, true).encoding == TextEncoding::Latin1);
}

void TestTextEncoding::converts_data() {
  QTest::addColumn<int>("from");
  QTest::addColumn<std::string>("text");
  QTest::addColumn<QString>("wanted");
  const auto row = [](const char* name, TextEncoding from, const std::string& text, const char* wanted) {
    QTest::newRow(name) << static_cast<int>(from) << text << QString::fromUtf8(wanted);
  };
  row("degree", TextEncoding::Latin1, "\xB0", "°");
  row("a control of Latin-1", TextEncoding::Latin1, "\x85", "\u0085");
  row("euro", TextEncoding::Windows1252, "\x80 5", "€ 5");
  row("none of Windows-1252", TextEncoding::Windows1252,
      "a\x81"
      "b",
      "a\uFFFDb");
  row("UTF-16 LE", TextEncoding::Utf16Le, bytes("\xB0\0C\0"), "°C");
  row("UTF-16 BE", TextEncoding::Utf16Be, bytes("\0\xB0\0C"), "°C");
  row("a pair", TextEncoding::Utf16Le, bytes("\x3D\xD8\x00\xDE"), "😀");
  row("half a pair", TextEncoding::Utf16Le,
      bytes("\x3D\xD8"
            "1\0"),
      "\uFFFD1");
  row("half a unit", TextEncoding::Utf16Le,
      bytes("1\0"
            "2"),
      "1\uFFFD");
}

void TestTextEncoding::converts() {
  QFETCH(int, from);
  QFETCH(std::string, text);
  QFETCH(QString, wanted);
  QCOMPARE(QString::fromStdString(ToUtf8(static_cast<TextEncoding>(from)).convert(text)), wanted);
}

/// Byte by byte: no seam falls within a character.
void TestTextEncoding::joinsPieces() {
  const std::string text = bytes(
      "\xB0\0\x3D\xD8\x00\xDE"
      "7\0");
  ToUtf8 converter(TextEncoding::Utf16Le);
  std::string converted;
  for (const char c : text) converter.append({&c, 1}, converted);
  converter.finish(converted);
  QCOMPARE(QString::fromStdString(converted), QString::fromUtf8("°😀7"));
}

QTEST_APPLESS_MAIN(TestTextEncoding)
#include "tst_text_encoding.moc"
