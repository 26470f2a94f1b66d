// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/models/analysis/effects_model.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// Which factors matter to a response: a bar for each, how good the surrogate is that says so, and what it rests on.
/// Where the surrogate is too rough there are no bars, and it says so.
class EffectsView : public QWidget {
  Q_OBJECT
 public:
  EffectsView(models::StudyModel& study, jobs::JobService& jobs, const ThemeService& themes, QWidget* parent = nullptr);

  /// Of another response; asks for it where the user has asked before.
  void setResponse(const std::string& response);

 signals:
  void factorPicked(const QString& factor);

 private:
  void ask();
  void follow();
  void showState();
  void showRows(const models::FoundEffects& answer);

  models::EffectsModel effects_;
  const ThemeService& themes_;
  std::string response_;
  bool is_asked_ = false;  ///< by the user: other responses follow
  QLabel* title_;
  QPushButton* ask_;
  QLabel* legend_;
  QLabel* quality_;
  QLabel* assumptions_;
  QVBoxLayout* rows_;
  std::shared_ptr<const models::FoundEffects> shown_;
};

}  // namespace mw::panels
