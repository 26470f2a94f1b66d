// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/theme/theme.h"

#include <QFontDatabase>
#include <algorithm>
#include <cmath>

#include "core/factory/state_signs.h"

namespace mw::panels {
namespace {

using factory::ElementState;

constexpr std::size_t at(ElementState state) {
  return static_cast<std::size_t>(state);
}

// Off is drawn hatched.
std::array<QColor, factory::kElementStateCount> stateColors() {
  std::array<QColor, factory::kElementStateCount> colors;
  for (std::size_t state = 0; state < colors.size(); ++state) colors[state] = QColor(factory::kStateColors[state]);
  return colors;
}

double luminance(const QColor& color) {
  const auto linear = [](double channel) {
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

QString fontFamily() {
  const bool has_inter = QFontDatabase::families().contains(QStringLiteral("Inter"));
  return has_inter ? QStringLiteral("Inter") : QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
}

}  // namespace

Theme Theme::light() {
  Theme theme;
  const auto set = [&theme](Token token, unsigned hex) {
    theme.colors_[static_cast<std::size_t>(token)] = QColor(hex);
  };
  set(Token::Window, 0xF4F6F8);
  set(Token::Panel, 0xFFFFFF);
  set(Token::Field, 0xF4F6F8);
  set(Token::Line, 0xDDE2E8);
  set(Token::Text, 0x1B222B);
  set(Token::Muted, 0x5B6672);
  set(Token::Faint, 0x9AA4AF);
  set(Token::Hover, 0xEDF0F4);
  set(Token::Accent, 0x1F6FB2);
  set(Token::AccentSoft, 0xE8F1F9);
  set(Token::OnAccent, 0xFFFFFF);
  set(Token::Warning, 0x9A5B00);
  set(Token::WarningGround, 0xFFF4E0);
  set(Token::Error, 0xB3261E);
  set(Token::ErrorGround, 0xFDECEA);
  set(Token::SkyTop, 0xC9D2DE);
  set(Token::SkyBottom, 0xE9EDF2);
  set(Token::Floor, 0xDCE1E6);
  set(Token::Grid, 0xB4BDC7);
  set(Token::MajorGrid, 0x93A0AD);
  set(Token::AxisX, 0xC6362F);
  set(Token::AxisY, 0x2E7D32);
  set(Token::AxisZ, 0x2257B5);
  theme.states_ = stateColors();
  return theme;
}

Theme Theme::dark() {
  Theme theme;
  theme.is_dark_ = true;
  const auto set = [&theme](Token token, unsigned hex) {
    theme.colors_[static_cast<std::size_t>(token)] = QColor(hex);
  };
  set(Token::Window, 0x15181D);
  set(Token::Panel, 0x1D2127);
  set(Token::Field, 0x15181D);
  set(Token::Line, 0x2E343C);
  set(Token::Text, 0xE6EAEF);
  set(Token::Muted, 0x98A3AF);
  set(Token::Faint, 0x616B76);
  set(Token::Hover, 0x272C34);
  set(Token::Accent, 0x58A6E0);
  set(Token::AccentSoft, 0x1E3347);
  set(Token::OnAccent, 0x10151B);
  set(Token::Warning, 0xF0B35A);
  set(Token::WarningGround, 0x33280F);
  set(Token::Error, 0xFF8A80);
  set(Token::ErrorGround, 0x3A1D1B);
  set(Token::SkyTop, 0x15181D);
  set(Token::SkyBottom, 0x22262E);
  set(Token::Floor, 0x2B3037);
  set(Token::Grid, 0x363C45);
  set(Token::MajorGrid, 0x47505B);
  set(Token::AxisX, 0xFF7A70);
  set(Token::AxisY, 0x7BD389);
  set(Token::AxisZ, 0x7FB2FF);
  theme.states_ = stateColors();
  theme.states_[at(ElementState::Idle)] = QColor(0x5F6B78);
  return theme;
}

QChar Theme::stateLetter(ElementState state) {
  return QChar::fromLatin1(factory::kStateLetters[at(state)]);
}

// Nine stops of cividis (Nunez, Anderton, Renslow 2018), linear in between.
QColor Theme::valueColor(double share) {
  static constexpr std::array<unsigned, 9> kStops = {0x00224E, 0x1A386F, 0x434E6C, 0x61656F, 0x7D7C78,
                                                     0x9B9476, 0xBCAE6C, 0xDEC958, 0xFEE838};
  const double position = std::clamp(share, 0.0, 1.0) * static_cast<double>(kStops.size() - 1);
  const auto low = std::min(static_cast<std::size_t>(position), kStops.size() - 2);
  const auto weight = static_cast<float>(position - static_cast<double>(low));
  const QColor a(kStops[low]);
  const QColor b(kStops[low + 1]);
  const auto mixed = [weight](float from, float to) { return from + (to - from) * weight; };
  return QColor::fromRgbF(mixed(a.redF(), b.redF()), mixed(a.greenF(), b.greenF()), mixed(a.blueF(), b.blueF()));
}

QPalette Theme::palette() const {
  QPalette palette;
  palette.setColor(QPalette::Window, color(Token::Window));
  palette.setColor(QPalette::WindowText, color(Token::Text));
  palette.setColor(QPalette::Base, color(Token::Panel));
  palette.setColor(QPalette::AlternateBase, color(Token::Field));
  palette.setColor(QPalette::Text, color(Token::Text));
  palette.setColor(QPalette::PlaceholderText, color(Token::Muted));
  palette.setColor(QPalette::Button, color(Token::Panel));
  palette.setColor(QPalette::ButtonText, color(Token::Text));
  palette.setColor(QPalette::BrightText, color(Token::OnAccent));
  palette.setColor(QPalette::Light, color(Token::Panel));
  palette.setColor(QPalette::Midlight, color(Token::Hover));
  palette.setColor(QPalette::Mid, color(Token::Line));
  palette.setColor(QPalette::Dark, color(Token::Muted));
  palette.setColor(QPalette::Shadow, color(Token::Line));
  palette.setColor(QPalette::Highlight, color(Token::AccentSoft));
  palette.setColor(QPalette::HighlightedText, color(Token::Text));
  palette.setColor(QPalette::Link, color(Token::Accent));
  palette.setColor(QPalette::LinkVisited, color(Token::Accent));
  palette.setColor(QPalette::ToolTipBase, color(Token::Panel));
  palette.setColor(QPalette::ToolTipText, color(Token::Text));
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
    palette.setColor(QPalette::Disabled, role, color(Token::Faint));
  }
  return palette;
}

QFont Theme::font(int pixel_size, QFont::Weight weight) {
  static const QString family = fontFamily();
  QFont font(family);
  font.setPixelSize(pixel_size);
  font.setWeight(weight);
  font.setHintingPreference(QFont::PreferNoHinting);
  return font;
}

double contrastRatio(const QColor& one, const QColor& other) {
  const double a = luminance(one);
  const double b = luminance(other);
  return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

ThemePreference preferenceOf(const QString& name) {
  if (name == QLatin1String("light")) return ThemePreference::Light;
  if (name == QLatin1String("dark")) return ThemePreference::Dark;
  return ThemePreference::System;
}

QString nameOf(ThemePreference preference) {
  switch (preference) {
    case ThemePreference::Light:
      return QStringLiteral("light");
    case ThemePreference::Dark:
      return QStringLiteral("dark");
    case ThemePreference::System:
      break;
  }
  return QStringLiteral("system");
}

}  // namespace mw::panels
