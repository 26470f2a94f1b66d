// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QString>

namespace mw::models {
class Document;
class Playback;
class Selection;
}  // namespace mw::models
namespace mw::jobs {
class JobService;
}

namespace mw::panels {

class ActionTable;
class StatusBoard;
class ThemeService;
class Viewport;

/// What a panel may work with; everything in it outlives the panel.
struct PanelServices {
  models::Document& document;
  models::Selection& selection;
  models::Playback& playback;
  jobs::JobService& jobs;
  ThemeService& themes;
  ActionTable& actions;
  StatusBoard& status;
  Viewport& viewport;
};

/// A widget that the window puts into a dock. Its header shows the title of its entry in the panel table, or the one
/// set here, and a quiet note at the right ("31", "Station").
class Panel : public QFrame {
  Q_OBJECT
 public:
  explicit Panel(QWidget* parent = nullptr);

  void setHeading(const QString& heading) { emit headingChanged(heading); }
  void setNote(const QString& note) { emit noteChanged(note); }

 signals:
  void headingChanged(const QString& heading);
  void noteChanged(const QString& note);
};

}  // namespace mw::panels
