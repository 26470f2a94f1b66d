// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/teach/teach_actions.h"

#include "core/motion/arm/arm_presets.h"
#include "ui/commands/edits.h"
#include "ui/models/document.h"
#include "ui/models/selection.h"
#include "ui/panels/action_table.h"
#include "ui/panels/attempt.h"
#include "ui/panels/teach/arm_import_dialog.h"
#include "ui/panels/teach/teach_panel.h"

namespace mw::panels {
namespace {

constexpr double kUsualPayload_kg = 5;

factory::FactoryPath pathTo(const std::string& robot, const char* field) {
  return factory::FactoryPath("elements/" + robot + "/" + field);
}

}  // namespace

models::TeachModel::Write programmeWriter(models::Document& document) {
  return [&document](const std::string& robot, const motion::RobotProgramme& after, const QString& step) {
    const auto path = pathTo(robot, "programme");
    if (after.poses.empty() && after.steps.empty()) return commands::resetValue(document, path);
    commands::setValue(document, path, motion::writeProgramme(after), {}, step);
  };
}

TeachActions::TeachActions(const PanelServices& services, QWidget* window)
    : QObject(window), services_(services), window_(window) {
  services_.actions.add({"edit.teach", tr("Teach the robot"), "Ctrl+Alt+T", "input-gamepad"}, this,
                        [this] { this->teach(); });
  services_.actions.add({"edit.import-arm", tr("Import an arm (URDF)..."), "Ctrl+Alt+U", "document-import"}, this,
                        [this] { importArm(); });
  for (const std::string_view name : motion::armPresetNames()) {
    const std::string preset(name);
    const QString text = QString::fromStdString(preset);
    services_.actions.add({"edit.arm-" + text, tr("Give the robot the arm %1").arg(text), "", ""}, this,
                          [this, preset, text] {
                            if (const factory::Element* chosen = robot())
                              giveArm(chosen->id, preset, tr("Give the arm %1").arg(text));
                          });
  }
}

void TeachActions::serve(TeachPanel& panel) {
  connect(&panel, &TeachPanel::armWanted, this, &TeachActions::importArm);
  connect(&panel, &TeachPanel::presetWanted, this,
          [this](const QString& name) { services_.actions.action(QStringLiteral("edit.arm-") + name)->trigger(); });
  // Both want the whole height beside the hall. Workspaces that change what is shown do not trigger.
  QAction* shown = services_.actions.action(QStringLiteral("panel.teach"));
  connect(shown, &QAction::triggered, this, [this](bool is_shown) {
    QAction* properties = services_.actions.action(QStringLiteral("panel.properties"));
    const bool is_in_way = is_shown && properties->isChecked();
    const bool is_missed = !is_shown && has_hidden_properties_ && !properties->isChecked();
    has_hidden_properties_ = is_in_way;
    if (is_in_way || is_missed) properties->trigger();
  });
}

const factory::Element* TeachActions::robot() const {
  const factory::Element* chosen = services_.document.factory().findElement(services_.selection.current());
  if (chosen != nullptr && chosen->type == "robot") return chosen;
  services_.status.say(tr("Select a robot first."), StatusBoard::Tone::Warning);
  return nullptr;
}

void TeachActions::teach() {
  QAction* panel = services_.actions.action(QStringLiteral("panel.teach"));
  if (!panel->isChecked() && robot() == nullptr) return;
  panel->trigger();
}

void TeachActions::importArm() {
  const factory::Element* chosen = robot();
  if (chosen == nullptr) return;
  const std::string id = chosen->id;
  const double payload_kg = chosen->has("payload_kg") ? chosen->fields["payload_kg"].get<double>() : kUsualPayload_kg;
  auto* dialog = new ArmImportDialog(services_.jobs, services_.document.attachments(), QString::fromStdString(id),
                                     payload_kg, window_);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &ArmImportDialog::taken, this,
          [this, id](const Json& arm, const QString& file) { giveArm(id, arm, tr("Import arm %1").arg(file)); });
  dialog->open();
}

void TeachActions::giveArm(const std::string& robot, const Json& arm, const QString& step) {
  attempt(services_.status, [&] { commands::setValue(services_.document, pathTo(robot, "arm"), arm, {}, step); });
}

}  // namespace mw::panels
