// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTemporaryDir>

#include "ui/panels/theme/theme.h"

namespace mw::panels {

/// The theme in force. Panels that paint themselves read theme() in paintEvent and repaint on changed(); all others
/// follow through palette and style sheet. Lives as long as the application; GUI thread.
class ThemeService : public QObject {
  Q_OBJECT
 public:
  explicit ThemeService(ThemePreference preference, QObject* parent = nullptr);

  [[nodiscard]] const Theme& theme() const { return theme_; }
  [[nodiscard]] QColor color(Token token) const { return theme_.color(token); }
  [[nodiscard]] ThemePreference preference() const { return preference_; }
  void setPreference(ThemePreference preference);

 signals:
  /// After palette and style sheet have been applied.
  void changed(const mw::panels::Theme& theme);
  void preferenceChanged(mw::panels::ThemePreference preference);

 private:
  void apply();

  ThemePreference preference_;
  bool is_system_dark_;
  Theme theme_;
  QTemporaryDir glyphs_;  ///< one folder per switch inside: Qt caches pictures by file name
};

}  // namespace mw::panels
