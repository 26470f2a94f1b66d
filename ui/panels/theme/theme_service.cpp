// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/theme/theme_service.h"

#include <QApplication>
#include <QDir>
#include <QStyleFactory>

#include "ui/panels/theme/style_sheet.h"

namespace mw::panels {

ThemeService::ThemeService(ThemePreference preference, QObject* parent)
    : QObject(parent),
      preference_(preference),
      is_system_dark_(QApplication::palette().color(QPalette::Window).lightnessF() < 0.5F),
      theme_(Theme::light()) {
  QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
  QApplication::setFont(Theme::font());
  apply();
}

void ThemeService::setPreference(ThemePreference preference) {
  if (preference == preference_) return;
  preference_ = preference;
  apply();
  emit preferenceChanged(preference);
}

void ThemeService::apply() {
  const bool is_dark =
      preference_ == ThemePreference::Dark || (preference_ == ThemePreference::System && is_system_dark_);
  theme_ = is_dark ? Theme::dark() : Theme::light();
  QApplication::setPalette(theme_.palette());
  const QString folder = glyphs_.filePath(is_dark ? QStringLiteral("dark") : QStringLiteral("light"));
  if (QDir().mkpath(folder)) writeGlyphs(theme_, folder);
  qApp->setStyleSheet(styleSheet(theme_, folder));
  emit changed(theme_);
}

}  // namespace mw::panels
