// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QWidget>
#include <functional>
#include <map>

#include "ui/models/discovery/discovery_model.h"

namespace mw::panels {

/// Which column of an event log is what, and how the file is written, one choice a row. The first of each is what was
/// guessed, and says so.
class EventChoices : public QWidget {
  Q_OBJECT
 public:
  EventChoices(models::DiscoveryModel& model, QWidget* parent);

 private:
  using Change = std::function<void(discovery::EventMapWishes&, const QVariant&)>;
  void buildRoles(QFormLayout& form);
  void buildKinds(QFormLayout& form);
  void buildFormat(QFormLayout& form);
  void addRole(QFormLayout& form, const std::string& key);
  QComboBox* addChoice(QFormLayout& form, const QString& name, const QString& title, Change change);
  QLineEdit* addWords(QFormLayout& form, const char* name, const QString& title,
                      std::optional<std::vector<std::string>> discovery::EventMapWishes::*wish);
  void show();
  void showRoles();
  void showFormat();

  models::DiscoveryModel& model_;
  std::map<std::string, QComboBox*> roles_;  ///< by key in M.json
  QLineEdit* setup_ = nullptr;
  QLineEdit* breakdown_ = nullptr;
  QComboBox* delimiter_ = nullptr;
  QComboBox* decimal_ = nullptr;
  QComboBox* time_ = nullptr;
  QComboBox* encoding_ = nullptr;
};

}  // namespace mw::panels
