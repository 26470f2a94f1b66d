// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QLabel>

#include "ui/models/habits/example_catalog.h"
#include "ui/models/habits/recent_files.h"
#include "ui/models/habits/settings.h"
#include "ui/panels/action_table.h"
#include "ui/panels/files/picture_card.h"

namespace mw::panels {

/// Where work begins while nothing is open: recent files and examples with pictures, other ways in, and the two choices
/// that hands and eyes notice first. Asks nothing.
class StartPage : public QFrame {
  Q_OBJECT
 public:
  struct Context {
    models::RecentFiles& recent;
    models::Settings& settings;
    ThemeService& themes;
    ActionTable& actions;
    std::vector<models::Example> examples;
  };
  StartPage(Context context, QWidget* parent = nullptr);

 signals:
  void fileWanted(const QString& file);
  void exampleWanted(const QString& file);

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  QWidget* buildSide();
  QWidget* buildCards();
  QWidget* buildChoice(const QString& title, const std::string& setting);
  void showRecent();
  void showExamplePictures();

  Context context_;
  QLabel* recent_title_ = nullptr;
  QLabel* recent_empty_ = nullptr;
  CardGrid* recent_cards_ = nullptr;
  std::vector<PictureCard*> example_cards_;
};

}  // namespace mw::panels
