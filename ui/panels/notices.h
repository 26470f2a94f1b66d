// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <functional>
#include <map>
#include <vector>

#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// Something that a user may do about a notice.
struct NoticeAction {
  QString id;  ///< object name of its button, after that of the notice
  QString text;
  std::function<void()> run;
};

/// What should stay in sight until it is dealt with: one slim bar each, below the top bar. Never in the way of work.
struct Notice {
  enum class Tone { Plain, Warning, Alarm };
  QString id;  ///< one of an id at a time
  QString text;
  Tone tone = Tone::Plain;
  std::vector<NoticeAction> actions;
};

/// The bars of the notices. GUI thread.
class Notices : public QWidget {
  Q_OBJECT
 public:
  explicit Notices(const ThemeService& themes, QWidget* parent = nullptr);
  /// Shows it, or takes the place of the one with its id.
  void show(const Notice& notice);
  void remove(const QString& id);
  [[nodiscard]] bool isShown(const QString& id) const { return bars_.contains(id); }

 private:
  const ThemeService& themes_;
  std::map<QString, QFrame*> bars_;
};

}  // namespace mw::panels
