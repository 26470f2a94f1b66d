// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/commands/simulate_point.h"

#include <QPointer>
#include <QUndoCommand>

#include "ui/commands/push_edit.h"

namespace mw::commands {
namespace {

class SimulatePoint : public QUndoCommand {
 public:
  SimulatePoint(models::StudyModel& study, Json values)
      : QUndoCommand(stepText("Simulate a point of %1").arg(QString::fromStdString(study.draft().name))),
        study_(&study),
        name_(study.draft().name),
        values_(std::move(values)) {}

  void redo() override {
    if (study_ && study_->draft().name == name_) study_->addPoint(values_);
  }
  void undo() override {
    if (study_) study_->dropAdded(name_, values_);
  }

 private:
  QPointer<models::StudyModel> study_;
  std::string name_;
  Json values_;
};

}  // namespace

void simulatePoint(models::WhatIfModel& what_if) {
  if (!what_if.whyNotSimulate().isEmpty()) return;
  what_if.document().undoStack().push(new SimulatePoint(what_if.study(), what_if.pointValues()));
}

}  // namespace mw::commands
