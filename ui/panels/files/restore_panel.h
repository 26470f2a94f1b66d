// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/session/project_session.h"
#include "ui/panels/files/named_list.h"

namespace mw::panels {

/// The restore points of the open project. Going back to one is an edit like others, which undo takes back.
class RestorePanel : public NamedList {
  Q_OBJECT
 public:
  RestorePanel(models::ProjectSession& session, models::Document& document, const ThemeService& themes,
               QWidget* parent = nullptr);

 private:
  void fill();
  void restore(const QString& name);

  models::ProjectSession& session_;
  models::Document& document_;
};

/// Goes back to a restore point, as an edit. Both outlive what is started.
void restoreFrom(models::ProjectSession& session, models::Document& document, const QString& name);

/// The name that a restore point gets when none is given: the time, as "2026-01-31 14:02:11".
[[nodiscard]] QString timeName();

}  // namespace mw::panels
