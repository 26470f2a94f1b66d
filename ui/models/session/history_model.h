// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <map>
#include <vector>

#include "ui/models/document.h"
#include "ui/models/session/project_session.h"

namespace mw::models {

/// What was done to the open factory since it was opened, step by step, with the restore points where they were kept.
/// GUI thread.
class HistoryModel : public QObject {
  Q_OBJECT
 public:
  /// One line, oldest first.
  struct Row {
    enum class Kind {
      Older,   ///< a restore point from before the file was opened; going there is an edit
      Opened,  ///< as the file was opened
      Step,    ///< an edit; going there undoes or redoes
      Point    ///< a restore point kept since; going there goes to the step that it was kept after
    };
    Kind kind = Kind::Step;
    QString text;
    int index = 0;            ///< of the undo stack, where this row stands; no meaning for Older
    bool is_present = false;  ///< the factory is as it was here
    bool is_undone = false;   ///< lies ahead of the present: redo leads there
  };

  HistoryModel(Document& document, ProjectSession& session, QObject* parent = nullptr);

  [[nodiscard]] std::vector<Row> rows() const;
  /// Goes where a row stands; Older rows are left to restoreWanted().
  void goTo(const Row& row);

 signals:
  /// Rows were added or removed, or the present is another one.
  void changed();
  void restoreWanted(const QString& name);

 private:
  void noteSteps();
  void notePoint(const QString& name, int after_steps);
  [[nodiscard]] bool isHere(const QString& name) const;

  Document& document_;
  ProjectSession& session_;
  /// Where a restore point of this sitting was kept: the number of steps before it, and the last of them.
  struct Place {
    int index = 0;
    const QUndoCommand* step = nullptr;
  };
  std::map<QString, Place> kept_after_;
};

}  // namespace mw::models
