// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QString>
#include <array>

#include "core/factory/element_state.h"

namespace mw::panels {

/// Every colour of the window by its purpose. Nothing outside theme.cpp names a colour.
enum class Token : unsigned char {
  Window,         ///< behind panels
  Panel,          ///< ground of panels, bars, menus, chips
  Field,          ///< ground of what can be typed into
  Line,           ///< hairlines
  Text,           ///< what is read
  Muted,          ///< labels and units
  Faint,          ///< what cannot be used now
  Hover,          ///< ground under the pointer
  Accent,         ///< the one colour that means nothing but "here"
  AccentSoft,     ///< ground of the selection
  OnAccent,       ///< text on the accent
  Warning,        ///< text
  WarningGround,  ///< its ground
  Error,          ///< text
  ErrorGround,    ///< its ground
  SkyTop,         ///< behind the hall, above
  SkyBottom,      ///< behind the hall, below
  Floor,          ///< of the hall
  Grid,           ///< each metre
  MajorGrid,      ///< each five metres
  AxisX,          ///< handles along the hall
  AxisY,          ///< across
  AxisZ,          ///< upwards, and turning
};
inline constexpr std::size_t kTokenCount = 23;

enum class ThemePreference { Light, Dark, System };
/// "light", "dark", "system", as settings and arguments have it; System for another name.
[[nodiscard]] ThemePreference preferenceOf(const QString& name);
[[nodiscard]] QString nameOf(ThemePreference preference);

/// Colours and fonts of the window: a value, made once per switch of theme.
class Theme {
 public:
  [[nodiscard]] static Theme light();
  [[nodiscard]] static Theme dark();

  [[nodiscard]] bool isDark() const { return is_dark_; }
  [[nodiscard]] QColor color(Token token) const { return colors_[static_cast<std::size_t>(token)]; }
  [[nodiscard]] QColor stateColor(factory::ElementState state) const {
    return states_[static_cast<std::size_t>(state)];
  }
  /// A letter for what the colour says, so that no state is told by colour alone: "B" for busy.
  [[nodiscard]] static QChar stateLetter(factory::ElementState state);
  /// A continuous map for values from 0 (low) to 1 (high): cividis, readable by the colour-blind.
  [[nodiscard]] static QColor valueColor(double share);
  [[nodiscard]] QPalette palette() const;

  /// Inter where it is installed, else the system's.
  [[nodiscard]] static QFont font(int pixel_size = 13, QFont::Weight weight = QFont::Normal);
  [[nodiscard]] static QFont labelFont() { return font(12); }
  [[nodiscard]] static QFont headingFont() { return font(12, QFont::DemiBold); }
  [[nodiscard]] static QFont figureFont() { return font(20, QFont::DemiBold); }

 private:
  Theme() = default;
  bool is_dark_ = false;
  std::array<QColor, kTokenCount> colors_;
  std::array<QColor, factory::kElementStateCount> states_;
};

/// Distances that recur everywhere, in logical pixels, on a grid of 4.
inline constexpr int kPanelPadding = 12;
inline constexpr int kFieldHeight = 28;
inline constexpr int kFieldRadius = 6;
inline constexpr int kCardRadius = 8;
inline constexpr int kHeaderHeight = 34;
inline constexpr int kIconSize = 16;

/// Contrast of two colours as WCAG 2.1 defines it, 1 to 21.
[[nodiscard]] double contrastRatio(const QColor& one, const QColor& other);

}  // namespace mw::panels
