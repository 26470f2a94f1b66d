// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <set>

#include "ui/panels/theme/style_sheet.h"
#include "ui/panels/theme/theme.h"

using namespace mw::panels;

class TestTheme : public QObject {
  Q_OBJECT
 private slots:
  void textCanBeRead_data();
  void textCanBeRead();
  void contrastFollowsTheDefinition();
  void statesDiffer();
  void sheetNamesNoUnknownToken();
};

Q_DECLARE_METATYPE(Token)

void TestTheme::textCanBeRead_data() {
  QTest::addColumn<bool>("is_dark");
  QTest::addColumn<Token>("text");
  QTest::addColumn<Token>("ground");
  struct Pair {
    const char* name;
    Token text;
    Token ground;
  };
  const std::vector<Pair> pairs = {
      {"text on window", Token::Text, Token::Window},
      {"text on panel", Token::Text, Token::Panel},
      {"text on field", Token::Text, Token::Field},
      {"text under the pointer", Token::Text, Token::Hover},
      {"text on selection", Token::Text, Token::AccentSoft},
      {"label on window", Token::Muted, Token::Window},
      {"label on panel", Token::Muted, Token::Panel},
      {"unit in a field", Token::Muted, Token::Field},
      {"note in a selected row", Token::Muted, Token::AccentSoft},
      {"note under the pointer", Token::Muted, Token::Hover},
      {"link on panel", Token::Accent, Token::Panel},
      {"badge", Token::Accent, Token::AccentSoft},
      {"main button", Token::OnAccent, Token::Accent},
      {"warning", Token::Warning, Token::WarningGround},
      {"warning on panel", Token::Warning, Token::Panel},
      {"error", Token::Error, Token::ErrorGround},
      {"error on panel", Token::Error, Token::Panel},
  };
  for (const Pair& pair : pairs) {
    QTest::addRow("light: %s", pair.name) << false << pair.text << pair.ground;
    QTest::addRow("dark: %s", pair.name) << true << pair.text << pair.ground;
  }
}

void TestTheme::textCanBeRead() {
  QFETCH(bool, is_dark);
  QFETCH(Token, text);
  QFETCH(Token, ground);
  const Theme theme = is_dark ? Theme::dark() : Theme::light();
  const double contrast = contrastRatio(theme.color(text), theme.color(ground));
  QVERIFY2(contrast >= 4.5, qPrintable(QString("contrast is %1").arg(contrast)));
}

void TestTheme::contrastFollowsTheDefinition() {
  QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
  QCOMPARE(contrastRatio(Qt::white, Qt::white), 1.0);
  // W3C's own example: #777777 on white is 4.48, just too little.
  QVERIFY(std::abs(contrastRatio(QColor(0x777777), Qt::white) - 4.478) < 0.001);
}

void TestTheme::statesDiffer() {
  for (const Theme& theme : {Theme::light(), Theme::dark()}) {
    std::set<QRgb> colors;
    std::set<QChar> letters;
    for (std::size_t i = 0; i < mw::factory::kElementStateCount; ++i) {
      colors.insert(theme.stateColor(static_cast<mw::factory::ElementState>(i)).rgb());
      letters.insert(Theme::stateLetter(static_cast<mw::factory::ElementState>(i)));
    }
    QCOMPARE(colors.size(), mw::factory::kElementStateCount);
    QCOMPARE(letters.size(), mw::factory::kElementStateCount);
  }
}

void TestTheme::sheetNamesNoUnknownToken() {
  for (const Theme& theme : {Theme::light(), Theme::dark()}) {
    const QString sheet = styleSheet(theme, QStringLiteral("/glyphs"));
    QVERIFY2(!sheet.contains('@'), qPrintable(sheet.mid(sheet.indexOf('@'), 40)));
    QVERIFY(sheet.contains(theme.color(Token::Accent).name()));
  }
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
