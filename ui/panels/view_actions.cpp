// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/view_actions.h"

#include <QActionGroup>

#include "ui/panels/connect_action.h"
#include "ui/panels/theme/theme_service.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {

ViewActions::ViewActions(const PanelServices& services, QObject* parent) : QObject(parent), services_(services) {
  connectPresets();
  connectCamera();
  connectThemes();
}

void ViewActions::connectPresets() {
  Viewport* viewport = &services_.viewport;
  const auto look = [&](const char* id, scene::ViewPreset preset) {
    connectAction(services_.actions, id, this, [viewport, preset] { viewport->lookFrom(preset); });
  };
  look("view.top", scene::ViewPreset::Top);
  look("view.front", scene::ViewPreset::Front);
  look("view.right", scene::ViewPreset::Right);
  look("view.iso", scene::ViewPreset::Iso);
  connectAction(services_.actions, "view.fit", this, [viewport] { viewport->frameAll(); });
  connectAction(services_.actions, "view.fit-selection", this, [viewport] { viewport->frameSelection(); });
  QAction* labels = services_.actions.action(QStringLiteral("view.labels"));
  labels->setChecked(true);
  connect(labels, &QAction::toggled, viewport, &Viewport::setLabelsVisible);
}

void ViewActions::connectCamera() {
  Viewport* viewport = &services_.viewport;
  QAction* parallel = services_.actions.action(QStringLiteral("view.parallel"));
  QAction* plan = services_.actions.action(QStringLiteral("view.plan"));
  QAction* cut = services_.actions.action(QStringLiteral("view.section"));
  QAction* back = services_.actions.action(QStringLiteral("view.back"));
  QAction* forward = services_.actions.action(QStringLiteral("view.forward"));
  connect(parallel, &QAction::triggered, viewport, &Viewport::setParallel);
  connect(plan, &QAction::triggered, viewport, &Viewport::setPlan);
  connect(cut, &QAction::toggled, viewport, &Viewport::setCutOpen);
  connect(back, &QAction::triggered, viewport, &Viewport::goBack);
  connect(forward, &QAction::triggered, viewport, &Viewport::goForward);
  const auto show = [viewport, parallel, plan, back, forward] {
    parallel->setChecked(viewport->camera().is_parallel);
    plan->setChecked(viewport->isPlan());
    back->setEnabled(viewport->viewHistory().canGoBack());
    forward->setEnabled(viewport->viewHistory().canGoForward());
  };
  connect(viewport, &Viewport::cameraChanged, this, show);
  connect(viewport, &Viewport::viewHistoryChanged, this, show);
  show();
}

void ViewActions::connectThemes() {
  auto* group = new QActionGroup(this);
  const auto theme = [&](const char* id, ThemePreference preference) {
    QAction* action = services_.actions.action(QLatin1String(id));
    group->addAction(action);
    action->setChecked(services_.themes.preference() == preference);
    connect(action, &QAction::triggered, this, [this, preference] { services_.themes.setPreference(preference); });
    connect(&services_.themes, &ThemeService::preferenceChanged, action,
            [action, preference](ThemePreference chosen) { action->setChecked(chosen == preference); });
  };
  theme("theme.light", ThemePreference::Light);
  theme("theme.dark", ThemePreference::Dark);
  theme("theme.system", ThemePreference::System);
}

}  // namespace mw::panels
